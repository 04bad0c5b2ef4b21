"""The judge: whether a plan keeps every rule and what it costs, however it was made."""

from planner.judge import (
    camera,
    checkpoints,
    redistrict,
    responder,
    roster,
    siting,
    tours,
    tours_cost,
)
from planner.judge.fault import Fault, fault
from planner.outcome import Outcome
from planner.problem.camera import CameraPlan, CameraProblem
from planner.problem.checkpoints import CheckpointPlan, CheckpointProblem
from planner.problem.forms import Plan, Problem, problem_id
from planner.problem.redistrict import RedistrictPlan, RedistrictProblem
from planner.problem.responder import ResponderPlan, ResponderProblem
from planner.problem.roster import RosterPlan, RosterProblem
from planner.problem.siting import SitingPlan, SitingProblem
from planner.problem.tours import ToursPlan, ToursProblem

__all__ = ["Fault", "faults", "objective", "verdict"]


def faults(problem: Problem, plan: Plan) -> tuple[Fault, ...]:
    """Return every broken rule of a plan; nothing if it is sound.

    Raises
    ------
    TypeError
        If the plan is of another kind than the question.
    """
    match problem, plan:
        case CameraProblem(), CameraPlan():
            found = camera.faults(problem, plan)
        case CheckpointProblem(), CheckpointPlan():
            found = checkpoints.faults(problem, plan)
        case ResponderProblem(), ResponderPlan():
            found = responder.faults(problem, plan)
        case RedistrictProblem(), RedistrictPlan():
            found = redistrict.faults(problem, plan)
        case ToursProblem(), ToursPlan():
            found = tours.faults(problem, plan)
        case SitingProblem(), SitingPlan():
            found = siting.faults(problem, plan)
        case RosterProblem(), RosterPlan():
            found = roster.faults(problem, plan)
        case _:
            raise _wrong_kind(problem, plan)
    return found


def objective(problem: Problem, plan: Plan) -> int:
    """Return what a plan costs; less is better.

    Raises
    ------
    TypeError
        If the plan is of another kind than the question.
    """
    match problem, plan:
        case CameraProblem(), CameraPlan():
            found = camera.objective(problem, plan)
        case CheckpointProblem(), CheckpointPlan():
            found = checkpoints.objective(problem, plan)
        case ResponderProblem(), ResponderPlan():
            found = responder.objective(problem, plan)
        case RedistrictProblem(), RedistrictPlan():
            found = redistrict.objective(problem, plan)
        case ToursProblem(), ToursPlan():
            found = tours_cost.objective(problem, plan)
        case SitingProblem(), SitingPlan():
            found = siting.objective(problem, plan)
        case RosterProblem(), RosterPlan():
            found = roster.objective(problem, plan)
        case _:
            raise _wrong_kind(problem, plan)
    return found


def verdict(problem: Problem, outcome: Outcome[Plan]) -> tuple[Fault, ...]:
    """Return every fault of an answer: of another question, a broken rule, a wrong objective."""
    ours, theirs = problem_id(problem), outcome.run.problem_id
    if theirs != ours:
        return (fault("problem_id", expected=ours, given=theirs),)
    if outcome.plan is None or outcome.objective is None:
        return ()
    broken = faults(problem, outcome.plan)
    if broken:
        return broken
    cost = objective(problem, outcome.plan)
    if cost != outcome.objective:
        return (fault("objective", expected=cost, given=outcome.objective),)
    if isinstance(problem, CheckpointProblem) and isinstance(outcome.plan, CheckpointPlan):
        return tuple(checkpoints.unproved(problem, outcome.plan, outcome.bound))
    return ()


def _wrong_kind(problem: Problem, plan: Plan) -> TypeError:
    message = f"expected a plan for a {problem.kind} question, got {type(plan).__name__}"
    return TypeError(message)
