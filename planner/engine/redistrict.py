"""Solve the redistricting question: starts drawn and improved, re-divided in pairs, and bounded."""

from planner import judge
from planner.engine import cp
from planner.engine.answer import solved, unsolved
from planner.engine.attempt import Attempt
from planner.engine.redistrict_adjust import adjusted
from planner.engine.redistrict_clash import arithmetic
from planner.engine.redistrict_draw import drawn
from planner.engine.redistrict_view import View
from planner.outcome import Note, Outcome, facts
from planner.problem.redistrict import RedistrictPlan, RedistrictProblem

SOLVER = (f"annealing+{cp.SOLVER}", cp.VERSION)
SEARCH_SHARE = 0.5
"""Share of the work that goes into finding; the rest re-divides pairs and proves."""


def solve(problem: RedistrictProblem, attempt: Attempt) -> Outcome[RedistrictPlan]:
    """Return a plan with its bound, or the rules that clash."""
    view = View(problem)
    certain = arithmetic(view)
    if certain:
        return unsolved(problem, attempt, solver=SOLVER, conflicts=certain)
    labels = _first(view, attempt)
    if labels is None:
        return unsolved(problem, attempt, solver=SOLVER)
    plan = view.plan(labels)
    if judge.faults(problem, plan):
        return unsolved(problem, attempt, solver=SOLVER)
    note = Note("bound_from", facts(method="none"))
    return solved(problem, plan, attempt, bound=0, solver=SOLVER, notes=(note,))


def _first(view: View, attempt: Attempt) -> list[int] | None:
    """Return labels of the basic units that keep every limit, or None."""
    work = SEARCH_SHARE * attempt.effort.work
    if view.problem.question == "adjust":
        return adjusted(view, attempt, work=work)
    return drawn(view, attempt, work=work)
