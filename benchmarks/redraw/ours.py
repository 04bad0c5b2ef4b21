"""Division by this repository, in the form of `peers`."""

from collections.abc import Callable, Mapping
from functools import partial

from benchmarks.redraw.given import Given
from planner import redistrict
from planner.outcome import Effort, Outcome
from planner.problem.redistrict import Band, BasicUnit, Border, Prices, RedistrictPlan
from planner.problem.redistrict import RedistrictProblem as Problem

SEED = 0
PLAIN, NATURAL = 10, 2  # points a metre; `given.NATURAL_SHARE` is their ratio
SCALE_TO = 10_000  # borders of made-up length one are told in whole units of this


def problem(given: Given) -> Problem:
    """Write an instance as a question: the band is hard, the border is what is paid."""
    low, high = given.band
    small = max(metres for *_, metres, _ in given.borders) < 10
    old = [f"g{grid}" for grid in given.old] or [""] * len(given.households)
    units = [
        BasicUnit(f"u{n}", households, 0, round(x), round(y), old_grid=grid)
        for n, (households, (x, y), grid) in enumerate(
            zip(given.households, given.xy, old, strict=True)
        )
    ]
    borders = [
        Border(f"u{a}", f"u{b}", 1 if small else max(1, round(metres)), natural)
        for a, b, metres, natural in given.borders
    ]
    return Problem(
        basics=tuple(units),
        borders=tuple(borders),
        least_grids=given.grids,
        most_grids=given.grids,
        households=Band(low, high, hard=True),
        prices=Prices(plain_m=PLAIN, natural_m=NATURAL, moved_unit=1000, moved_household=0),
        question="adjust" if given.old else "afresh",
    )


def solved(given: Given, _limit_s: float, *, work: int) -> tuple[list[int], dict[str, object]]:
    """Answer the question with one effort; grids by number, and what the answer says of itself."""
    asked = problem(given)
    outcome: Outcome[RedistrictPlan] = redistrict.solve(asked, effort=Effort(SEED, work))
    if outcome.plan is None:
        message = f"{outcome.status}: {[conflict.rule for conflict in outcome.conflicts]}"
        raise RuntimeError(message)
    keys = sorted({key for _, key in outcome.plan.grid_of})
    if given.old:
        numbers = {key: int(key[1:]) for key in keys}
    else:
        numbers = {key: number for number, key in enumerate(keys)}
    facts = {"status": str(outcome.status), "objective": outcome.objective, "bound": outcome.bound}
    return [numbers[key] for _, key in outcome.plan.grid_of], facts


TOOLS: Mapping[str, Callable[[Given, float], tuple[list[int], dict[str, object]]]] = {
    "ours quick": partial(solved, work=5),
    "ours normal": partial(solved, work=20),
}
