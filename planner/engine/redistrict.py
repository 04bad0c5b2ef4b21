"""Solve the redistricting question: plans drawn or adjusted, re-divided in pairs, and bounded."""

from planner import judge
from planner.engine import cp
from planner.engine.answer import solved, unsolved
from planner.engine.attempt import Attempt
from planner.engine.redistrict_adjust import adjusted, moving_bound
from planner.engine.redistrict_bound import lower_bound
from planner.engine.redistrict_clash import arithmetic
from planner.engine.redistrict_draw import drawn
from planner.engine.redistrict_exact import prove, small
from planner.engine.redistrict_pairs import redivide
from planner.engine.redistrict_view import View
from planner.outcome import Note, Outcome, facts
from planner.problem.redistrict import RedistrictPlan, RedistrictProblem

SOLVER = (f"annealing+{cp.SOLVER}", cp.VERSION)
SEARCH_SHARE, SMALL_SEARCH_SHARE, BOUND_SHARE = 0.5, 0.1, 0.1
"""Shares of the work for finding plans, for that in a small village, and for the bound."""
ADJUST_PAIR_SHARE = 0.4
"""Share of what is left for pairs when adjusting; the rest bounds how much must change hands."""


def solve(problem: RedistrictProblem, attempt: Attempt) -> Outcome[RedistrictPlan]:
    """Return a plan with its bound, or the rules that clash."""
    view = View(problem)
    certain = arithmetic(view)
    if certain:
        return unsolved(problem, attempt, solver=SOLVER, conflicts=certain)
    best = _found(view, attempt)
    if best is not None:
        attempt.report(judge.objective(problem, view.plan(best)))
    afresh = problem.question == "afresh"
    bound, method = 0, "spreading"
    if afresh:
        bound = lower_bound(view, attempt, work=BOUND_SHARE * attempt.effort.work)
    if small(view):
        exact = prove(view, attempt, work=_left(attempt), best=best)
        if exact.conflicts:
            return unsolved(problem, attempt, solver=SOLVER, conflicts=exact.conflicts)
        best = exact.labels
        if exact.bound is not None and exact.bound >= bound:
            bound, method = exact.bound, "whole_village"
    if best is None:
        return unsolved(problem, attempt, solver=SOLVER, bound=bound)
    share = 1.0 if afresh else ADJUST_PAIR_SHARE
    divided = redivide(view, best, attempt, work=share * _left(attempt))
    best = divided.labels
    if not afresh and judge.objective(problem, view.plan(best)) > bound:
        best, moving = _moving(view, attempt, best)
        bound, method = (moving, "moving") if moving > bound else (bound, method)
    plan = view.plan(best)
    notes = [Note("bound_from", facts(method=method))]
    if judge.objective(problem, plan) > bound:
        notes.append(Note("pairs_proved", facts(proved=divided.proved, pairs=divided.pairs)))
    return solved(problem, plan, attempt, bound=bound, solver=SOLVER, notes=tuple(notes))


def _found(view: View, attempt: Attempt) -> list[int] | None:
    """Return labels of the basic units that keep every limit, or None."""
    share = SMALL_SEARCH_SHARE if small(view) else SEARCH_SHARE
    find = adjusted if view.problem.question == "adjust" else drawn
    labels = find(view, attempt, work=share * attempt.effort.work)
    if labels is None or judge.faults(view.problem, view.plan(labels)):
        return None
    return labels


def _moving(view: View, attempt: Attempt, best: list[int]) -> tuple[list[int], int]:
    """Return a bound for an adjustment, and a better plan if one turned up."""
    left = _left(attempt)
    other, points = moving_bound(view, attempt, work=(1 - BOUND_SHARE) * left, best=best)
    bound = lower_bound(view, attempt, work=BOUND_SHARE * left, loads=points)
    if other is not None and not judge.faults(view.problem, view.plan(other)):
        best = min(best, other, key=lambda labels: judge.objective(view.problem, view.plan(labels)))
    return best, bound


def _left(attempt: Attempt) -> float:
    return max(0.0, attempt.effort.work - attempt.used)
