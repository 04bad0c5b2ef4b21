"""Solve the camera question with CP-SAT, and explain what stays unwatched."""

from collections.abc import Iterator
from dataclasses import replace

from planner.engine import cp
from planner.engine.answer import solved, unsolved
from planner.engine.attempt import Attempt
from planner.engine.camera_cures import left_out
from planner.engine.camera_model import build, build_clash, greedy, hint, pruned
from planner.engine.clash import clash
from planner.outcome import Note, Outcome, facts, with_left_out
from planner.problem.camera import CameraPlan, CameraProblem

SOLVER = (cp.SOLVER, cp.VERSION)
CLASH_WORK = 2.0


def solve(problem: CameraProblem, attempt: Attempt) -> Outcome[CameraPlan]:
    """Return a plan with its bound, or the rules that clash; what is unwatched has reasons."""
    outcome = plan_only(problem, attempt, work=attempt.effort.work)
    if outcome.plan is None:
        return outcome
    items, note = left_out(problem, outcome.plan, attempt, resolve=plan_only)
    return with_left_out(outcome, items, note)


def plan_only(problem: CameraProblem, attempt: Attempt, *, work: float) -> Outcome[CameraPlan]:
    """Return a plan with its bound, or the rules that clash, without explaining the unwatched."""
    built = build(problem)
    start = greedy(problem)
    hint(built, start)
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
    problem: CameraProblem, attempt: Attempt, *, most: int
) -> Iterator[tuple[CameraProblem, Outcome[CameraPlan]]]:
    """Yield the question with 0 to most cameras and its answer, until somebody cancels.

    Each number gets an equal share of the work. What stays unwatched is not explained.
    """
    share = attempt.effort.work / (most + 1)
    for cameras in range(most + 1):
        changed = replace(problem, max_cameras=cameras)
        yield changed, plan_only(changed, attempt, work=share)
        if attempt.cancelled():
            return
