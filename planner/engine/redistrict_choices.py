"""Three plans for one question, each the best for another taste, all told in the same points."""

from collections.abc import Iterator
from dataclasses import replace

from planner import judge
from planner.engine.attempt import Attempt
from planner.engine.redistrict import solve
from planner.judge.redistrict import cut, grids_of, moved
from planner.outcome import Effort, Facts, Note, Outcome, Status, facts
from planner.problem.forms import problem_id
from planner.problem.redistrict import (
    PRICE_LIMIT,
    Band,
    Prices,
    RedistrictPlan,
    RedistrictProblem,
)

TASTE = 20
"""How many times as much an alternative pays for what it favours."""


def alternatives(problem: RedistrictProblem, attempt: Attempt) -> Iterator[Outcome[RedistrictPlan]]:
    """Yield the answer as asked, then plans that favour one side; plans met before are left out.

    Without a plan as asked there is only that answer.
    """
    base: Outcome[RedistrictPlan] | None = None
    seen: set[frozenset[frozenset[str]]] = set()
    for code, changed in _tastes(problem):
        outcome = solve(changed, _part(attempt))
        attempt.spend(outcome.run.work)
        attempt.report(outcome.objective if base is None else None)
        if base is None:
            base = outcome
        if outcome.plan is None:
            if outcome is base:
                yield outcome
                return
            continue
        shape = frozenset(
            frozenset(basic.unit_id for basic in grid)
            for grid in grids_of(problem, outcome.plan).values()
        )
        if shape not in seen:
            seen.add(shape)
            note = Note(code, figures(problem, outcome.plan))
            yield _told(problem, outcome, base, note)
        if attempt.cancelled():
            return


def figures(problem: RedistrictProblem, plan: RedistrictPlan) -> Facts:
    """Return what tells plans apart: border, share along lines people see, moves, balance."""
    borders = cut(problem, plan)
    metres = sum(border.metres for border in borders)
    natural = sum(border.metres * border.natural_pct for border in borders)
    changed = moved(problem, plan)
    loads = [sum(basic.households for basic in grid) for grid in grids_of(problem, plan).values()]
    return facts(
        border_m=metres,
        natural_pct=natural // max(1, metres),
        moved=len(changed),
        moved_households=sum(basic.households for basic in changed),
        fewest=min(loads),
        most=max(loads),
    )


def _tastes(problem: RedistrictProblem) -> Iterator[tuple[str, RedistrictProblem]]:
    prices = problem.prices
    yield "alternative_as_asked", problem
    if problem.question == "adjust":
        yield "alternative_least_moved", replace(problem, prices=_moving(prices, TASTE, 1))
        yield "alternative_short_border", replace(problem, prices=_moving(prices, 1, TASTE))
        return
    yield "alternative_even", replace(problem, households=_even(problem))
    if problem.households.off_target_price:
        calm = replace(problem.households, off_target_price=0)
        yield "alternative_short_border", replace(problem, households=calm)
    else:
        plain = min(PRICE_LIMIT, prices.plain_m * TASTE)
        yield "alternative_natural", replace(problem, prices=replace(prices, plain_m=plain))


def _moving(prices: Prices, times: int, parts: int) -> Prices:
    """Return prices with moves `times` dearer, or one of `parts` as dear."""
    return replace(
        prices,
        moved_unit=min(PRICE_LIMIT, max(1, prices.moved_unit) * times // parts),
        moved_household=min(PRICE_LIMIT, prices.moved_household * times // parts),
    )


def _even(problem: RedistrictProblem) -> Band:
    """Return the band of households with a high price on every one off the mean."""
    band = problem.households
    total = sum(basic.households for basic in problem.basics)
    grids = max(problem.least_grids, min(problem.most_grids, total // max(1, band.low)))
    # a household off the mean as dear as a hundred metres of border across plain ground
    price = max(band.off_target_price * TASTE, problem.prices.plain_m * 100)
    return replace(band, target=total // grids, off_target_price=min(PRICE_LIMIT, price))


def _told(
    problem: RedistrictProblem,
    outcome: Outcome[RedistrictPlan],
    base: Outcome[RedistrictPlan],
    note: Note,
) -> Outcome[RedistrictPlan]:
    """Return an answer in the points of the question as asked, with its bound."""
    if outcome is base or outcome.plan is None:
        return replace(outcome, notes=(note, *outcome.notes))
    objective = judge.objective(problem, outcome.plan)
    # a taste may happen to find a better plan; a bound holds for every plan
    optimal = base.bound is not None and objective <= base.bound
    return Outcome(
        status=Status.OPTIMAL if optimal else Status.FEASIBLE,
        run=replace(outcome.run, problem_id=problem_id(problem)),
        plan=outcome.plan,
        objective=objective,
        bound=base.bound,
        notes=(note,),
    )


def _part(attempt: Attempt) -> Attempt:
    """Return a third of the work."""
    effort = Effort(attempt.effort.seed, max(1, attempt.effort.work // 3))
    return Attempt(effort, cancelled=attempt.cancelled)
