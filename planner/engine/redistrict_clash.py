"""Rules that cannot hold together, found by counting alone: no solver, so nothing to confirm."""

from collections.abc import Iterator

from planner.engine.redistrict_counting import (
    filled,
    group_loads,
    hard,
    load_of,
    no_two,
    pieces,
    reachable,
    wholes,
)
from planner.engine.redistrict_view import FREE, View
from planner.outcome import Conflict, Facts, facts

NAMED_MOST = 20
"""Most clashes told at once."""
HEAVY_NAMED = 3
"""Most pieces of ground too heavy for a grid that are named one by one, the heaviest."""


def arithmetic(view: View) -> tuple[Conflict, ...]:
    """Return conflicts that need no solver, the plainest first; nothing if there are none."""
    for find in (_apart, _too_heavy, _totals, _left_over, _too_light, _numbers):
        found = tuple(find(view))
        if found:
            return found[:NAMED_MOST]
    return ()


def _apart(view: View) -> Iterator[Conflict]:
    """Find ground that must be in one grid and that no ground can join."""
    problem = view.problem
    labels = view.demanded()
    for group in view.groups:
        fixed = {view.fixed[unit] for unit in group} - {FREE}
        name = problem.basics[group[0]].unit_id
        if len(fixed) > 1:
            grids = ", ".join(view.keys[label] for label in sorted(fixed))
            yield Conflict("together_locked_apart", facts(basic=name, grids=grids))
            continue
        allowed = {FREE, *fixed}
        reached = _reached(view, group[0], labels, allowed)
        far = [unit for unit in group if unit not in reached]
        if not far:
            continue
        other = problem.basics[far[0]].unit_id
        if fixed:
            grid = view.keys[fixed.pop()]
            yield Conflict("locked_cut_off", facts(grid=grid, basic=name, other=other))
        else:
            yield Conflict("together_cut_off", facts(basic=name, other=other, basics=len(group)))


def _reached(view: View, start: int, labels: list[int], allowed: set[int]) -> set[int]:
    seen, waiting = {start}, [start]
    for here in waiting:
        for there, _ in view.beside[here]:
            if there not in seen and labels[there] in allowed:
                seen.add(there)
                waiting.append(there)
    return seen


def _too_heavy(view: View) -> Iterator[Conflict]:
    """Find one basic unit, or ground that must stay together, beyond what a grid may carry."""
    for band, measure in hard(view):
        loads = zip(group_loads(view, measure), wholes(view), strict=True)
        heavy = sorted((item for item in loads if item[0] > band.high), reverse=True)
        # one more is sooner named than counted
        named = len(heavy) if len(heavy) <= HEAVY_NAMED + 1 else HEAVY_NAMED
        for load, group in heavy[:named]:
            yield _heavy(view, group, facts(load=load, most=band.high, measure=measure))
        if others := [load for load, _ in heavy[named:]]:
            told = facts(groups=len(others), fewest=min(others), heaviest=max(others))
            yield Conflict("others_too_large", (*told, *facts(most=band.high, measure=measure)))


def _heavy(view: View, group: list[int], told: Facts) -> Conflict:
    """Return that a group is more than a grid may carry."""
    name = facts(basic=view.problem.basics[group[0]].unit_id)
    label = max(view.fixed[unit] for unit in group)
    if len(group) == 1:
        return Conflict("basic_too_large", (*name, *told))
    if label != FREE:
        return Conflict("locked_too_large", (*facts(grid=view.keys[label]), *told))
    return Conflict("together_too_large", (*name, *facts(basics=len(group)), *told))


def _totals(view: View) -> Iterator[Conflict]:
    """Compare the whole load with every allowed number of grids."""
    problem = view.problem
    least, most = view.least, view.most
    adjust = problem.question == "adjust"
    too_large = "total_too_large_kept" if adjust else "total_too_large"
    too_small = "total_too_small_kept" if adjust else "total_too_small"
    for band, measure in hard(view):
        load = sum(load_of(view, unit, measure) for unit in range(len(problem.basics)))
        told = facts(load=load, measure=measure)
        low, high = reachable(view, band, measure)
        needed = -(-load // band.high) if band.high else 0
        if load > most * band.high:
            room = facts(grids=most, most=band.high, room=most * band.high)
            yield Conflict(too_large, (*told, *room))
        elif load < least * band.low and needed < least:
            need = facts(grids=least, least=band.low, need=least * band.low)
            yield Conflict(too_small, (*told, *need))
        elif load < least * band.low or not _divisible(view, load, band.low, band.high):
            # so many because of the most one grid takes, not because somebody asked for them
            need = facts(grids=needed, low=band.low, high=band.high, need=needed * band.low)
            yield Conflict("total_between", (*told, *need))
        elif low > high or not _divisible(view, load, low, high):
            yield Conflict("sums_do_not_fit", (*told, *facts(low=band.low, high=band.high)))


def _divisible(view: View, load: int, low: int, high: int) -> bool:
    return any(k * low <= load <= k * high for k in range(view.least, view.most + 1))


def _numbers(view: View) -> Iterator[Conflict]:
    """Compare numbers of grids: locked, needed by the pieces of the village, held by them."""
    problem = view.problem
    found = pieces(view)
    if len(view.keys) > view.most:
        yield Conflict("locked_grids", facts(grids=len(view.keys), most=view.most))
        return
    for piece in found:
        if piece.fewest > piece.most:
            yield Conflict(
                "piece_without_grid",
                facts(
                    basic=problem.basics[piece.units[0]].unit_id,
                    basics=len(piece.units),
                    load=sum(problem.basics[unit].households for unit in piece.units),
                    low=problem.households.low,
                    high=problem.households.high,
                ),
            )
    fewest = sum(piece.fewest for piece in found)
    most = sum(min(piece.most, len(problem.basics)) for piece in found)
    if fewest > view.most:
        yield Conflict("pieces_need_grids", facts(pieces=len(found), grids=fewest, most=view.most))
    elif most < view.least:
        yield Conflict("grids_too_many", facts(grids=view.least, most=most))


def _left_over(view: View) -> Iterator[Conflict]:
    """Compare what heavy groups, each in a grid of its own, leave to the other grids.

    Of groups so heavy that no grid holds two, each takes a grid. What they and the least of the
    other grids need together may be more than there is.
    """
    for band, measure in hard(view):
        loads = group_loads(view, measure)
        total = sum(loads)
        heavy = no_two(loads, band.high)
        grids = [k for k in range(view.least, view.most + 1) if k >= len(heavy)]
        if not heavy or not grids:
            continue
        # more grids only need more, so the fewest decides
        others = grids[0] - len(heavy)
        taken = sum(max(load, band.low) for load in heavy)
        need = taken + others * band.low
        if need > total:
            yield Conflict(
                "heavy_groups_leave_too_little",
                facts(
                    load=total,
                    groups=len(heavy),
                    lightest=heavy[-1] + heavy[-2],
                    most=band.high,
                    taken=taken,
                    grids=others,
                    least=band.low,
                    rest=others * band.low,
                    need=need,
                    measure=measure,
                ),
            )


def _too_light(view: View) -> Iterator[Conflict]:
    """Compare the grids asked for with how many can reach their least at all.

    A group of at least that much fills one grid however heavy it is; lighter ones must share one.
    """
    for band, measure in hard(view):
        loads = [load for load in group_loads(view, measure) if load]
        most = filled(loads, band.low) if band.low else view.least
        if most < view.least:
            light = [load for load in loads if load < band.low]
            yield Conflict(
                "groups_fill_fewer_grids_kept"
                if view.problem.question == "adjust"
                else "groups_fill_fewer_grids",
                facts(
                    groups=len(loads),
                    light=len(light),
                    rest=sum(light),
                    least=band.low,
                    grids=view.least,
                    filled=most,
                    measure=measure,
                ),
            )
