"""Solve the tours question: PyVRP finds routes, CP-SAT recombines them under the reserve."""

from collections import Counter
from collections.abc import Sequence
from itertools import combinations

from planner import judge
from planner.engine import cp, tours_search
from planner.engine.answer import solved, unsolved
from planner.engine.attempt import Attempt
from planner.engine.tours_bound import settled
from planner.engine.tours_clash import rescue
from planner.engine.tours_clock import all_timed
from planner.engine.tours_cost import Costs, Route
from planner.engine.tours_cures import explained
from planner.engine.tours_days import Week
from planner.engine.tours_longest import shortened
from planner.engine.tours_pool import recombine
from planner.engine.tours_search import Pool, Space, Trial, search
from planner.engine.tours_together import together
from planner.engine.tours_view import View
from planner.outcome import Effort, Note, Outcome, facts, with_left_out
from planner.problem.tours import Tour, ToursPlan, ToursProblem

FIRST_LOOKS = ((0, 1.0), (1, 10.0), (2, 100.0))
"""Seeds of the first searches, and first prices of broken limits: none is best for all."""
SHORT, SHORT_LOOK, LONG_LOOK, POOL_SHARE = 4, 0.08, 0.05, 0.03
"""Work that counts as little; shares of the work of one look and of one recombination."""
SHORT_LATER = ((3, 0.5, True), (4, 0.2, True))
LONG_LATER = ((3, 0.26, False), (4, 0.26, False), (5, 0.2, True))
"""Seeds and shares of the searches after that, and whether they begin with the best plan.

With little work one long search from it does most; with more, others from nothing find other parts
for the recombination, and ways out of a plan that a search cannot leave.
"""
IN_ALL, IN_ALL_SHIFT = 2.2, 4.2
"""Work for plan, bound and cures together, in times of the effort: progress counts against it.

Over days; and at most on one shift, where all tours may be listed: most proofs need much less.
"""
EVEN_SHARE = 0.85
"""Share of the work on a shorter longest tour, where that has a price."""


SOLVER = (f"pyvrp+{cp.SOLVER}", f"{tours_search.VERSION}+{cp.VERSION}")


def solve(problem: ToursProblem, attempt: Attempt) -> Outcome[ToursPlan]:
    """Return a plan of tours and a bound, or the rules that clash; what is left out has reasons.

    The effort is for the plan. Bound and cures take shares of it besides, and a note says how much.
    """
    plain = is_plain(problem)
    attempt.expect((IN_ALL_SHIFT if plain else IN_ALL) * attempt.effort.work)
    plan = one_shift(problem, attempt) if plain else together(problem, attempt)
    if plan is None or judge.faults(problem, plan):
        found = rescue(problem, attempt)
        if found.plan is None:
            return unsolved(problem, attempt, solver=SOLVER, conflicts=found.conflicts)
        plan = found.plan
    searched = attempt.used
    known = settled(problem, attempt, plan)
    bounded = attempt.used
    told = explained(problem, known.plan or plan, attempt)
    outcome = solved(problem, told.plan, attempt, bound=known.bound, solver=SOLVER)
    steps = (searched, bounded - searched, attempt.used - bounded)
    return with_left_out(outcome, told.left_out, *told.notes, _by_step(attempt.effort, *steps))


def _by_step(effort: Effort, searched: float, bounded: float, explained: float) -> Note:
    """Say for what work was booked, in whole units."""
    booked = facts(search=round(searched), bound=round(bounded), cures=round(explained))
    return Note("work_by_step", (*facts(limit=effort.work), *booked))


def is_plain(problem: ToursProblem) -> bool:
    """Return whether all rules and prices but that of the longest look at one tour, on one day."""
    rules, week = problem.rules, Week(problem)
    across = rules.fair_price_s or rules.break_after_s
    return (
        len({turn.day for turn in problem.turns}) <= 1
        and not across
        and not (problem.pins or problem.kept)
        and not any(task.longest_gap_days or task.meeting for task in problem.tasks)
        and not any(week.rest_clash(a, b) for a, b in combinations(week.usable, 2))
    )


def one_shift(problem: ToursProblem, attempt: Attempt) -> ToursPlan | None:
    """Return a plan of a plain question, None where none is found."""
    view = View(problem)
    even = problem.rules.longest_price_pct > 0
    routes = find(view, attempt, share=1 - EVEN_SHARE if even else 1.0)
    if even and routes:

        def value(tours: Sequence[Tour]) -> int:
            return judge.objective(problem, ToursPlan(tuple(tours)))

        work = EVEN_SHARE * attempt.effort.work
        turns = _space(view, routes).turns
        routes = shortened(view, turns, attempt, routes, work=work, value=value)
    tours = None if routes is None else all_timed(view, routes)
    return None if tours is None else ToursPlan(tuple(tours))


def find(view: View, attempt: Attempt, *, share: float = 1.0) -> list[Route] | None:
    """Return the best routes of all searches that keep the reserve, None where none do."""
    pool, costs, work = Pool(), Costs(view), share * attempt.effort.work
    whole = Space(tuple(len(fleet.turns) for fleet in view.fleets))
    best: list[Route] | None = None
    looks: list[tuple[float, list[Route]]] = []
    little = work <= SHORT
    look = (SHORT_LOOK if little else LONG_LOOK) * work
    for seed, dear in FIRST_LOOKS:
        found = search(view, whole, attempt, pool, Trial(look, seed, dear))
        if found is not None:
            looks.append((dear, found))
        best = _better(costs, best, found)
    best = _better(costs, best, recombine(costs, pool, attempt, work=POOL_SHARE * work))
    dear = min(looks, key=lambda look: costs.total(look[1]))[0] if looks else 10.0
    for seed, part, goes_on in SHORT_LATER if little else LONG_LATER:
        if attempt.cancelled():
            break
        start = tuple(best or ()) if goes_on else ()
        space = _space(view, start) if start else whole
        trial = Trial(part * work, seed, dear, start)
        best = _better(costs, best, search(view, space, attempt, pool, trial))
        again = recombine(costs, pool, attempt, work=POOL_SHARE * work, hint=best or ())
        best = _better(costs, best, again)
    return best


def _space(view: View, routes: Sequence[Route]) -> Space:
    """Give a search the turns it may use under the reserve: those in use, and what is left."""
    used = Counter(fleet for fleet, _ in routes)
    out: Counter[tuple[int, str]] = Counter()
    for fleet, count in used.items():
        out[view.fleets[fleet].shift] += count
    turns = []
    for f, which in enumerate(view.fleets):
        spare = view.allowed_out[which.shift] - out[which.shift]
        more = min(spare, len(which.turns) - used[f])
        out[which.shift] += more
        turns.append(used[f] + more)
    return Space(tuple(turns))


def keeps_reserve(view: View, routes: Sequence[Route]) -> bool:
    """Return whether no shift sends out more turns than its reserve lets go."""
    out = Counter(view.fleets[fleet].shift for fleet, _ in routes)
    return all(count <= view.allowed_out[shift] for shift, count in out.items())


def _better(
    costs: Costs, best: list[Route] | None, found: list[Route] | None
) -> list[Route] | None:
    if found is None or not keeps_reserve(costs.view, found):
        return best
    return found if best is None or costs.total(found) < costs.total(best) else best
