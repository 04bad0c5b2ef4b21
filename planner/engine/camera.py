"""Solve the camera question with CP-SAT, and explain what stays unwatched."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from planner.engine import cp
from planner.engine.answer import solved, unsolved
from planner.engine.attempt import Attempt
from planner.engine.camera_clash import build_clash
from planner.engine.camera_cures import left_out
from planner.engine.camera_model import build, hint
from planner.engine.camera_start import greedy, pruned
from planner.engine.clash import clash
from planner.outcome import Note, Outcome, Status, facts, with_left_out
from planner.problem.camera import CameraPlan, CameraProblem

SOLVER = (cp.SOLVER, cp.VERSION)
CLASH_WORK = 2.0

__all__ = ["budgets", "plan_only", "solve"]


def solve(problem: CameraProblem, attempt: Attempt) -> Outcome[CameraPlan]:
    """Return a plan with its bound, or the rules that clash; what is unwatched has reasons."""
    outcome = plan_only(problem, attempt, work=attempt.effort.work)
    if outcome.plan is None:
        return outcome
    items, note = left_out(problem, outcome.plan, attempt, resolve=plan_only)
    return with_left_out(outcome, items, note)


def plan_only(
    problem: CameraProblem, attempt: Attempt, *, work: float, start: Collection[str] = ()
) -> Outcome[CameraPlan]:
    """Return a plan with its bound, or the rules that clash, without explaining the unwatched.

    `start` has ids of a plan of a smaller question, to begin with.
    """
    built = build(problem)
    hint(built, greedy(problem, start))
    answer = cp.solve(built.model, attempt, work=work, offset=built.constant)
    bound = None if answer.bound is None else answer.bound + built.constant
    if answer.solved:
        taken = [i for i, variable in built.chosen.items() if answer.true(variable)]
        note = Note("bound_from", facts(method="cp_sat"))
        plan = pruned(problem, taken)
        return solved(problem, plan, attempt, bound=bound, solver=SOLVER, notes=(note,))
    if answer.found is cp.Found.INFEASIBLE:
        model, rules = build_clash(problem)
        conflicts = clash(model, rules, attempt, work=CLASH_WORK)
        return unsolved(problem, attempt, solver=SOLVER, conflicts=conflicts)
    return unsolved(problem, attempt, solver=SOLVER, bound=bound)


def budgets(
    asked: Sequence[CameraProblem], attempt: Attempt
) -> Iterator[tuple[CameraProblem, Outcome[CameraPlan]]]:
    """Yield questions with rising budgets and their answers, until somebody cancels.

    Each gets an equal share of the work that is left. A plan of a smaller budget is one of every
    larger budget too, so no answer is worse than the one before. What stays unwatched is not
    explained.
    """
    best: CameraPlan | None = None
    until = attempt.used + attempt.effort.work
    for number, problem in enumerate(asked):
        share = max(until - attempt.used, 0.01) / (len(asked) - number)
        attempt.begin()
        begin = best.option_ids if best is not None else ()
        outcome = plan_only(problem, attempt, work=share, start=begin)
        if best is not None:
            outcome = _no_worse(problem, outcome, best, attempt)
        best = outcome.plan or best
        yield problem, outcome
        if attempt.cancelled():
            return


def _no_worse(
    problem: CameraProblem, outcome: Outcome[CameraPlan], before: CameraPlan, attempt: Attempt
) -> Outcome[CameraPlan]:
    """Return the answer, with the plan of the budget before where it is better."""
    if outcome.status is Status.OPTIMAL or outcome.status is Status.INFEASIBLE:
        return outcome
    old = solved(problem, before, attempt, bound=outcome.bound, solver=SOLVER)
    if outcome.objective is None or (old.objective or 0) < outcome.objective:
        return replace(old, notes=(Note("bound_from", facts(method="cp_sat")),))
    return outcome
