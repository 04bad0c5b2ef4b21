"""Solve the siting question, and explain what is left out or worst served."""

import numpy as np

from planner.engine import cp
from planner.engine.answer import solved, unsolved
from planner.engine.attempt import Attempt
from planner.engine.clash import clash
from planner.engine.siting_apart import apart_clash
from planner.engine.siting_centre import worst_served
from planner.engine.siting_covering import Found, covered
from planner.engine.siting_cures import left_out
from planner.engine.siting_median import nearest_sites
from planner.engine.siting_model import build_clash
from planner.engine.siting_rows import needs_of, rows_of
from planner.engine.siting_tidy import needed
from planner.engine.siting_view import View
from planner.engine.siting_ways import ways_of
from planner.outcome import Conflict, Note, Outcome, facts, with_left_out
from planner.problem.siting import SitingPlan, SitingProblem

SOLVER = (f"siting+{cp.SOLVER}", cp.VERSION)
CLASH_WORK = 2.0
CLASH_MUSTS = 5_000
"""Musts among which a clash is looked for."""


def solve(problem: SitingProblem, attempt: Attempt) -> Outcome[SitingPlan]:
    """Return a plan with its bound, or the rules that clash; what is left out has reasons."""
    outcome = plan_only(problem, attempt, work=attempt.effort.work)
    if outcome.plan is None:
        return outcome
    items, note = left_out(problem, outcome.plan, attempt, resolve=plan_only)
    return with_left_out(outcome, items, note)


def plan_only(problem: SitingProblem, attempt: Attempt, *, work: float) -> Outcome[SitingPlan]:
    """Return a plan with its bound, or the rules that clash, without explaining what is left."""
    view = View(problem)
    apart = apart_clash(view)
    if apart:
        return unsolved(problem, attempt, solver=SOLVER, conflicts=apart)
    found = _found(view, attempt, work)
    if found.chosen is not None:
        note = Note("bound_from", facts(method="siting"))
        plan = view.plan(needed(view, found.chosen))
        return solved(problem, plan, attempt, bound=found.bound, solver=SOLVER, notes=(note,))
    if found.impossible:
        conflicts = _conflicts(view, attempt)
        return unsolved(problem, attempt, solver=SOLVER, conflicts=conflicts)
    return unsolved(problem, attempt, solver=SOLVER, bound=found.bound)


def _found(view: View, attempt: Attempt, work: float) -> Found:
    match view.problem.goal:
        case "median":
            return nearest_sites(ways_of(view), needs_of(view), attempt, work=work)
        case "centre":
            return worst_served(view, attempt, work=work)
    rows = rows_of(view)
    found = covered(rows, attempt, work=work)
    chosen = None if found.chosen is None else rows.sites[found.chosen]
    return Found(chosen, found.bound, found.impossible)


def _conflicts(view: View, attempt: Attempt) -> tuple[Conflict, ...]:
    """Return the smallest clash that is proved: one must alone, else some with the limits."""
    problem = view.problem
    pairs = np.bincount(view.pairs.target, minlength=view.targets)
    alone = np.flatnonzero(view.must & (pairs + view.there < view.times))
    musts = alone[:1] if len(alone) else needs_of(view).target
    if len(musts) > CLASH_MUSTS:
        return ()
    model, rules = build_clash(problem, musts)
    return clash(model, rules, attempt, work=CLASH_WORK)
