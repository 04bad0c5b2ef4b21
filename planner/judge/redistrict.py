"""The judge of redistricting plans: every rule and the objective again, from their definitions.

The middle of a grid is the basic unit in it from which the spread is least.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator

from planner.judge.fault import Fault, fault
from planner.problem.redistrict import (
    Band,
    BasicUnit,
    Border,
    Prices,
    RedistrictPlan,
    RedistrictProblem,
)

Grids = dict[str, list[BasicUnit]]

SPREAD_M2 = 100 * 100
"""Square metres in the unit of the spread: a household one hectometre away counts one."""


def faults(problem: RedistrictProblem, plan: RedistrictPlan) -> tuple[Fault, ...]:
    """Return every broken rule of a plan; nothing if it is sound."""
    unsorted = tuple(_each_once(problem, plan))
    if unsorted:
        return unsorted
    grids = grids_of(problem, plan)
    return (
        *_numbers(problem, grids),
        *_contiguous(problem, plan, grids),
        *_bands(problem, grids),
        *_kept(problem, plan),
    )


def objective(problem: RedistrictProblem, plan: RedistrictPlan) -> int:
    """Return what a plan costs in points: border, loads off their bands, spread, what moved.

    Raises
    ------
    KeyError
        If the plan leaves a basic unit out.
    """
    grids = grids_of(problem, plan).values()
    loads = sum(
        load_price(problem.households, sum(basic.households for basic in grid))
        + load_price(problem.effort, sum(basic.effort_min for basic in grid))
        for grid in grids
    )
    return (
        sum(border_price(problem.prices, border) for border in cut(problem, plan))
        + loads
        + problem.prices.spread * sum(spread(grid) for grid in grids if problem.prices.spread)
        + sum(moved_price(problem.prices, basic) for basic in moved(problem, plan))
    )


def cut(problem: RedistrictProblem, plan: RedistrictPlan) -> tuple[Border, ...]:
    """Return the borders that lie between two grids."""
    grid_of = dict(plan.grid_of)
    return tuple(border for border in problem.borders if grid_of[border.a] != grid_of[border.b])


def moved(problem: RedistrictProblem, plan: RedistrictPlan) -> tuple[BasicUnit, ...]:
    """Return the basic units that change hands; none when grids are drawn afresh."""
    if problem.question == "afresh":
        return ()
    grid_of = dict(plan.grid_of)
    return tuple(
        basic
        for basic in problem.basics
        if basic.old_grid and grid_of[basic.unit_id] != basic.old_grid
    )


def grids_of(problem: RedistrictProblem, plan: RedistrictPlan) -> Grids:
    """Return the basic units of each grid, both in the order of the question."""
    grid_of = dict(plan.grid_of)
    grids: Grids = defaultdict(list)
    for basic in problem.basics:
        grids[grid_of[basic.unit_id]].append(basic)
    return dict(grids)


def border_price(prices: Prices, border: Border) -> int:
    """Return the points of one border between two grids, rounded down."""
    mixed = (100 - border.natural_pct) * prices.plain_m + border.natural_pct * prices.natural_m
    return border.metres * mixed // 100


def load_price(band: Band, load: int) -> int:
    """Return the points of one grid's load."""
    outside = 0 if band.hard else max(0, band.low - load, load - band.high)
    return outside * band.outside_price + abs(load - band.target) * band.off_target_price


def moved_price(prices: Prices, basic: BasicUnit) -> int:
    """Return the points of a basic unit that changes hands."""
    return prices.moved_unit + basic.households * prices.moved_household


def spread(grid: list[BasicUnit]) -> int:
    """Return households times squared distance to the middle, in households times hectares."""
    return min(sum(spread_between(basic, middle) for basic in grid) for middle in grid)


def spread_between(basic: BasicUnit, middle: BasicUnit) -> int:
    """Return the spread of one basic unit around a middle, rounded down."""
    distance_m2 = (basic.x_m - middle.x_m) ** 2 + (basic.y_m - middle.y_m) ** 2
    return basic.households * distance_m2 // SPREAD_M2


def _each_once(problem: RedistrictProblem, plan: RedistrictPlan) -> Iterator[Fault]:
    known = {basic.unit_id for basic in problem.basics}
    given = Counter(unit_id for unit_id, _ in plan.grid_of)
    for unit_id, times in given.items():
        if unit_id not in known:
            yield fault("unknown_basic", basic=unit_id)
        elif times > 1:
            yield fault("basic_once", basic=unit_id, times=times)
    for basic in problem.basics:
        if basic.unit_id not in given:
            yield fault("basic_left_out", basic=basic.unit_id)


def _numbers(problem: RedistrictProblem, grids: Grids) -> Iterator[Fault]:
    least, most = problem.least_grids, problem.most_grids
    if not least <= len(grids) <= most:
        yield fault("grid_count", grids=len(grids), least=least, most=most)
    if problem.question == "adjust":
        old = problem.old_grids
        yield from (fault("grid_lost", grid=key) for key in old if key not in grids)
        yield from (fault("new_grid", grid=key) for key in grids if key not in old)


def _contiguous(problem: RedistrictProblem, plan: RedistrictPlan, grids: Grids) -> Iterator[Fault]:
    grid_of = dict(plan.grid_of)
    beside: dict[str, list[str]] = defaultdict(list)
    for border in problem.borders:
        if grid_of[border.a] == grid_of[border.b]:
            beside[border.a].append(border.b)
            beside[border.b].append(border.a)
    for key, grid in grids.items():
        found = _pieces([basic.unit_id for basic in grid], beside)
        if found > 1:
            yield fault("contiguous", grid=key, pieces=found)


def _pieces(units: list[str], beside: dict[str, list[str]]) -> int:
    seen: set[str] = set()
    found = 0
    for unit_id in units:
        if unit_id in seen:
            continue
        found += 1
        waiting = [unit_id]
        while waiting:
            here = waiting.pop()
            if here not in seen:
                seen.add(here)
                waiting += beside[here]
    return found


def _bands(problem: RedistrictProblem, grids: Grids) -> Iterator[Fault]:
    for key, grid in grids.items():
        for rule, band, load in (
            ("households", problem.households, sum(basic.households for basic in grid)),
            ("effort", problem.effort, sum(basic.effort_min for basic in grid)),
        ):
            if band.hard and not band.low <= load <= band.high:
                yield fault(rule, grid=key, load=load, low=band.low, high=band.high)


def _kept(problem: RedistrictProblem, plan: RedistrictPlan) -> Iterator[Fault]:
    grid_of = dict(plan.grid_of)
    for basic in problem.basics:
        given = grid_of[basic.unit_id]
        if basic.locked_to and given != basic.locked_to:
            yield fault("locked_to", basic=basic.unit_id, grid=given, locked=basic.locked_to)
    for group in problem.together:
        keys = {grid_of[unit_id] for unit_id in group}
        if len(keys) > 1:
            yield fault("together", basic=group[0], basics=len(group), grids=len(keys))
