"""Three plans for one question, each the best for another taste, all told in the same points."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from planner import judge
from planner.engine.attempt import Attempt
from planner.engine.redistrict import solve
from planner.judge.redistrict import cut, grids_of, moved
from planner.outcome import Effort, Facts, Note, Outcome, Progress, Status, facts
from planner.problem.forms import problem_id
from planner.problem.redistrict import (
    PRICE_LIMIT,
    SPREAD_PRICE_LIMIT,
    Band,
    Prices,
    RedistrictPlan,
    RedistrictProblem,
)

TASTE = 20
"""How many times as much an alternative pays for what it favours."""
WANTED = 3
"""Plans that differ; further tastes are tried only as long as there are fewer."""


def alternatives(
    problem: RedistrictProblem, attempt: Attempt
) -> tuple[Outcome[RedistrictPlan], ...]:
    """Return the answer as asked, then plans that favour one side; plans met before are left out.

    Without a plan as asked there is only that answer. The others have as many grids as it has, so
    that they differ in what they favour and not in size. Where a taste has no plan of its own, the
    first answer says so: it is the plan of that number, or none was found.
    """
    base = _asked(problem, attempt)
    left = int(attempt.effort.work - attempt.used)
    if base.status is Status.NOT_FOUND and left and not attempt.cancelled():
        # without a plan there is nothing to compare: all the work goes to finding one
        base = _asked(problem, attempt, work=left)
    attempt.report(base.objective)
    if base.plan is None:
        return (base,)
    found = [_told(problem, base, base, Note("alternative_as_asked", figures(problem, base.plan)))]
    alike: list[Note] = []
    tastes = list(_tastes(problem, len(grids_of(problem, base.plan))))
    for code, changed in tastes:
        work = _share(attempt)
        if len(found) == WANTED or work < 1 or attempt.cancelled():
            break
        outcome = _asked(changed, attempt, work=work, as_asked=False)
        if outcome.plan is None:
            alike.append(Note("taste_not_found", facts(taste=code)))
        elif (known := _suits(changed, outcome.plan, found)) is not None:
            proved = outcome.status is Status.OPTIMAL
            word = "taste_alike_proved" if proved else "taste_alike"
            alike.append(Note(word, facts(taste=code, number=known)))
        else:
            note = Note(code, figures(problem, outcome.plan))
            found.append(_told(problem, outcome, base, note))
    if len(found) < WANTED:
        found[0] = replace(found[0], notes=(*found[0].notes, *alike))
    return tuple(found)


def _share(attempt: Attempt) -> int:
    """Return the work for the next answer: a third of all, as far as that is left."""
    return min(max(1, attempt.effort.work // 3), round(attempt.effort.work - attempt.used))


def _suits(
    changed: RedistrictProblem,
    plan: RedistrictPlan,
    found: Sequence[Outcome[RedistrictPlan]],
) -> int | None:
    """Return the number of a plan met before that is the same, or suits a taste as well."""
    points, shape = judge.objective(changed, plan), _shape(changed, plan)
    for number, known in enumerate(found, start=1):
        if known.plan is None or judge.faults(changed, known.plan):
            continue
        if _shape(changed, known.plan) == shape or judge.objective(changed, known.plan) <= points:
            return number
    return None


def _asked(
    problem: RedistrictProblem,
    attempt: Attempt,
    *,
    work: int | None = None,
    as_asked: bool = True,
) -> Outcome[RedistrictPlan]:
    """Answer one of the questions with its part of the work, a third if nothing is said.

    Points of another taste are no points of the question, so they are not reported.
    """
    share = max(1, attempt.effort.work // 3) if work is None else work
    effort, began = Effort(attempt.effort.seed, share), attempt.used

    def tell(progress: Progress) -> None:
        attempt.used = began + share * progress.share_pct / 100
        attempt.report(progress.objective if as_asked else None)

    outcome = solve(problem, Attempt(effort, on_progress=tell, cancelled=attempt.cancelled))
    attempt.used = began
    attempt.spend(outcome.run.work)
    return outcome


def _shape(problem: RedistrictProblem, plan: RedistrictPlan) -> frozenset[frozenset[str]]:
    """Return what a plan divides, whatever it calls the grids."""
    grids = grids_of(problem, plan).values()
    return frozenset(frozenset(basic.unit_id for basic in grid) for grid in grids)


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


def _tastes(problem: RedistrictProblem, count: int) -> Iterator[tuple[str, RedistrictProblem]]:
    """Yield the question with other prices, for plans of so many grids."""
    prices = problem.prices
    if problem.question == "adjust":
        yield "alternative_least_moved", replace(problem, prices=_moving(prices, TASTE, 1))
        yield "alternative_short_border", replace(problem, prices=_moving(prices, 1, TASTE))
        yield "alternative_compact", replace(problem, prices=_compact(prices))
        yield "alternative_even", replace(problem, households=_even(problem, count))
        return
    problem = replace(problem, least_grids=count, most_grids=count)
    yield "alternative_even", replace(problem, households=_even(problem, count))
    if problem.households.off_target_price:
        calm = replace(problem.households, off_target_price=0)
        yield "alternative_short_border", replace(problem, households=calm)
    plain = min(PRICE_LIMIT, prices.plain_m * TASTE)
    yield "alternative_natural", replace(problem, prices=replace(prices, plain_m=plain))
    yield "alternative_compact", replace(problem, prices=_compact(prices))


def _compact(prices: Prices) -> Prices:
    """Return prices with a high one on people far from the middle of their grid."""
    return replace(prices, spread=min(SPREAD_PRICE_LIMIT, max(1, prices.spread) * TASTE))


def _moving(prices: Prices, times: int, parts: int) -> Prices:
    """Return prices with moves `times` dearer, or one of `parts` as dear."""
    return replace(
        prices,
        moved_unit=min(PRICE_LIMIT, max(1, prices.moved_unit) * times // parts),
        moved_household=min(PRICE_LIMIT, prices.moved_household * times // parts),
    )


def _even(problem: RedistrictProblem, count: int) -> Band:
    """Return the band of households with a high price on every one off the mean."""
    band = problem.households
    total = sum(basic.households for basic in problem.basics)
    # a household off the mean as dear as a hundred metres of border across plain ground
    price = max(band.off_target_price * TASTE, problem.prices.plain_m * 100)
    return replace(band, target=total // count, off_target_price=min(PRICE_LIMIT, price))


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
