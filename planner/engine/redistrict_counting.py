"""What counting says of a question: loads that stay whole, and how many grids they can fill."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from planner.engine.redistrict_view import FREE, View
from planner.problem.redistrict import Band

SUMS_MOST = 20_000
"""Least load of a grid beyond which sums are not looked at one by one."""
STEPS = range(1, 5)
"""Steps loads are weighed in: more of them change nothing on ground met so far."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A connected piece of the village: its units, and the fewest and most grids it can hold."""

    units: tuple[int, ...]
    fewest: int
    most: int


def pieces(view: View) -> list[Piece]:
    """Return the connected pieces with the numbers of grids that counting allows."""
    return [_piece(view, units) for units in view.components()]


def shares(found: Sequence[Piece], view: View, k: int) -> list[int] | None:
    """Return how many of k grids each piece gets, or None if counting forbids it."""
    counts = [piece.fewest for piece in found]
    load = [sum(view.problem.basics[u].households + 1 for u in piece.units) for piece in found]
    while sum(counts) < k:
        room = [i for i, piece in enumerate(found) if counts[i] < piece.most]
        if not room:
            return None
        counts[max(room, key=lambda i: (load[i] / counts[i], -i))] += 1
    fits = all(piece.fewest <= piece.most for piece in found)
    return counts if sum(counts) == k and fits else None


def _piece(view: View, units: list[int]) -> Piece:
    fewest = max(1, len({view.fixed[unit] for unit in units} - {FREE}))
    most = len({view.lump_of[unit] for unit in units})
    inside = set(units)
    for band, measure in hard(view):
        load = sum(load_of(view, unit, measure) for unit in units)
        if band.high:
            fewest = max(fewest, -(-load // band.high))
        if band.low:
            groups = zip(wholes(view), group_loads(view, measure), strict=True)
            loads = [load for group, load in groups if group[0] in inside]
            most = min(most, filled(loads, band.low))
    return Piece(tuple(units), fewest, most)


def heavy_groups(view: View) -> list[list[int]]:
    """Return the groups and units, heaviest first, of which no two fit into one grid."""
    band = view.problem.households
    groups, loads = wholes(view), group_loads(view, "households")
    order = sorted(range(len(groups)), key=lambda i: -loads[i])
    return [groups[i] for i in order[: len(no_two(loads, band.high))]]


def no_two(loads: list[int], high: int) -> list[int]:
    """Return the heaviest loads of which no two fit together."""
    heavy: list[int] = []
    for load in sorted(loads, reverse=True):
        if heavy and heavy[-1] + load <= high:
            break
        heavy.append(load)
    return heavy if len(heavy) > 1 else []


def filled(loads: Sequence[int], low: int) -> int:
    """Return how many grids of so much at least these loads can fill at most.

    A load of so much fills one grid however heavy it is. Lighter ones are weighed in several ways;
    by each, all of them weigh only so many times what the lightest set reaching `low` weighs.
    """
    light = [load for load in loads if 0 < load < low]
    alone = sum(load >= low for load in loads)
    if low > SUMS_MOST:
        return alone + sum(light) // low
    weighed = [light]
    for steps in STEPS:
        weighed.append([-(-steps * load // low) for load in light])
        weighed.append([steps * load // low for load in light])
    least = [(sum(weights), _lightest(light, weights, low)) for weights in weighed]
    return alone + min(total // each for total, each in least if each)


def _lightest(loads: Sequence[int], weights: Sequence[int], low: int) -> int:
    """Return the least weight of a set of loads that reaches so much; beyond all if none does."""
    none = max(low, sum(weights)) + 1
    best = np.full(low + 1, none, dtype=np.int64)  # by sum, the last entry for all from there on
    best[0] = 0
    for load, weight in zip(loads, weights, strict=True):
        reached = np.concatenate([np.full(load, none), best[: low + 1 - load]])
        reached[low] = best[low - load :].min()
        best = np.minimum(best, reached + weight)
    return int(best[low])


def group_loads(view: View, measure: str) -> list[int]:
    """Return the load of each group that stays whole and of each other unit."""
    return [sum(load_of(view, unit, measure) for unit in group) for group in wholes(view)]


def wholes(view: View) -> list[list[int]]:
    """Return the units of each group that stays whole, and each other unit alone."""
    in_group = {unit for group in view.groups for unit in group}
    return [*([unit] for unit in range(len(view.fixed)) if unit not in in_group), *view.groups]


def reachable(view: View, band: Band, measure: str) -> tuple[int, int]:
    """Return the least and most in a band that whole basic units can add up to."""
    sums = 1  # bit s is set when some groups add up to s
    room = (1 << (band.high + 1)) - 1
    for load in group_loads(view, measure):
        sums |= (sums << load) & room
    inside = sums >> band.low
    if not inside:
        return 1, 0
    return band.low + (inside & -inside).bit_length() - 1, sums.bit_length() - 1


def hard(view: View) -> Iterator[tuple[Band, str]]:
    """Yield the bands that must hold and forbid something, with what they measure."""
    for measure in ("households", "effort"):
        band: Band = getattr(view.problem, measure)
        total = sum(load_of(view, unit, measure) for unit in range(len(view.fixed)))
        if band.hard and (band.low > 0 or band.high < total):
            yield band, measure


def load_of(view: View, unit: int, measure: str) -> int:
    """Return the households, or minutes, of a unit."""
    basic = view.problem.basics[unit]
    return basic.households if measure == "households" else basic.effort_min
