"""Solve the patrol question: PyVRP finds routes, CP-SAT recombines and proves, an LP bounds."""

import math
import random
from collections.abc import Sequence

from planner.engine import cp, patrol_search
from planner.engine.answer import solved, unsolved
from planner.engine.attempt import Attempt
from planner.engine.patrol_bound import lower_bound
from planner.engine.patrol_clash import SMALL_STOPS, rescue
from planner.engine.patrol_cures import left_out
from planner.engine.patrol_exact import prove
from planner.engine.patrol_pool import recombine
from planner.engine.patrol_search import ITERATIONS_PER_WORK, Pool, search
from planner.engine.patrol_teams import teams_of
from planner.engine.patrol_view import View
from planner.outcome import Note, Outcome, facts, with_left_out
from planner.problem.patrol import PatrolPlan, PatrolProblem

SOLVER = (f"pyvrp+{cp.SOLVER}", f"{patrol_search.VERSION}+{cp.VERSION}")
FAVOURITES = 2
"""Sets of crews that get a longer search after the first look."""

LP = "lp_relaxation"

Found = dict[int, tuple[int, ...]]


def solve(problem: PatrolProblem, attempt: Attempt) -> Outcome[PatrolPlan]:
    """Return a plan with its bound, or the rules that clash; places left out have reasons."""
    view = View(problem)
    # up to so many stops CP-SAT proves the best plan within seconds (measured)
    small = len(problem.stops) <= SMALL_STOPS
    teams = teams_of(view, random.Random(attempt.effort.seed))  # noqa: S311 no secret
    best = _find(view, attempt, teams, share=0.15 if small else 0.7)
    if best is None:
        best, conflicts = rescue(view, attempt)
        if best is None:
            return unsolved(problem, attempt, solver=SOLVER, conflicts=conflicts)
    bound = lower_bound(view, attempt)
    best, bound, method = _prove(view, attempt, best, bound) if small else (best, bound, LP)
    outcome = solved(
        problem,
        view.plan(best),
        attempt,
        bound=bound,
        solver=SOLVER,
        notes=(Note("bound_from", facts(method=method)),),
    )
    items, examined = left_out(view, best, attempt)
    return with_left_out(outcome, items, examined)


def _prove(view: View, attempt: Attempt, best: Found, bound: int) -> tuple[Found, int, str]:
    """Return the routes, better ones if the proof finds them, and the better bound."""
    rest = max(1.0, attempt.effort.work - attempt.used)
    routes, proved, _ = prove(view, attempt, work=rest, start=best)
    if routes is not None and view.sound(routes) and view.objective(routes) < view.objective(best):
        best = routes
    if proved is not None and proved >= bound:
        return best, proved, "cp_sat"
    return best, bound, LP


def _find(
    view: View, attempt: Attempt, teams: Sequence[list[int]], *, share: float
) -> Found | None:
    """Return the best routes of all searches: every team first, then the most promising."""
    pool = Pool()
    iterations = max(60, int(share * attempt.effort.work * ITERATIONS_PER_WORK))
    nothing: Found = {}
    best = nothing if view.sound(nothing) else None
    results: list[tuple[float, list[int]]] = []
    for team in teams:
        part = iterations if len(teams) == 1 else max(20, int(0.3 * iterations / len(teams)))
        found = search(view, team, attempt, pool, iterations=part)
        best = _better(view, best, found)
        results.append((math.inf if found is None else view.objective(found), team))
        if attempt.cancelled():
            return best
    if len(teams) < 2:
        return best
    best = _better(view, best, recombine(view, pool, attempt, work=0.05 * attempt.effort.work))
    results.sort()
    part = int(0.25 * iterations)
    for _, team in results[:FAVOURITES]:
        best = _better(view, best, search(view, team, attempt, pool, iterations=part))
    best = _better(view, best, recombine(view, pool, attempt, work=0.05 * attempt.effort.work))
    if best:
        crews = _filled(view, best, results)
        found = search(view, crews, attempt, pool, iterations=iterations - 3 * part, start=best)
        best = _better(view, best, found)
    return best


def _filled(view: View, best: Found, results: list[tuple[float, list[int]]]) -> list[int]:
    """Return the crews of a plan, with crews of the best team while the reserve allows."""
    crews = sorted(best)
    for k in results[0][1]:
        shift = view.problem.crews[k].shift_id
        out = sum(view.problem.crews[other].shift_id == shift for other in crews)
        if k not in crews and out < view.allowed_out[shift]:
            crews.append(k)
    return sorted(crews)


def _better(view: View, best: Found | None, found: Found | None) -> Found | None:
    if found is None or (best is not None and view.objective(best) <= view.objective(found)):
        return best
    return found
