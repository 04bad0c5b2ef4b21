"""Coarser and coarser pictures of a graph: a good rough division first, details later."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

from planner.engine.redistrict_view import FREE, Level

SHRINK_LEAST = 0.9
"""A step that leaves more than this share of the lumps is the last one."""


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """A finer graph, and the lump of the coarser one each of its lumps lies in."""

    fine: Level
    lump_of: list[int]


def coarsen(
    level: Level,
    rng: random.Random,
    *,
    most_load: int,
    fewest: int,
    apart: Sequence[int] | None = None,
) -> tuple[Level, list[Step]]:
    """Return the coarsest graph and the steps back, finest first.

    Parameters
    ----------
    most_load
        Lumps do not grow beyond so many households.
    fewest
        Lumps wanted in the coarsest graph, about.
    apart
        The cell of each lump: lumps of two cells are not merged.
    """
    steps = []
    cell = list(apart) if apart is not None else [0] * len(level)
    while len(level) > fewest:
        lump_of = _matching(level, rng, most_load, cell)
        coarse = _merged(level, lump_of)
        if len(coarse) > SHRINK_LEAST * len(level):
            break
        steps.append(Step(level, lump_of))
        cell = [value for _, value in sorted(dict(zip(lump_of, cell, strict=True)).items())]
        level = coarse
    return level, steps


def _matching(level: Level, rng: random.Random, most_load: int, cell: list[int]) -> list[int]:
    """Pair each lump with the neighbour behind its dearest border, as far as still single."""
    order = list(range(len(level)))
    rng.shuffle(order)
    mate = [-1] * len(level)
    for here in order:
        if mate[here] >= 0:
            continue
        mate[here] = here
        best, best_price = here, -1.0
        for there, price in level.beside[here]:
            if mate[there] >= 0 or cell[there] != cell[here]:
                continue
            if not _may_pair(level, here, there, most_load):
                continue
            # dear borders between light lumps first, else a few lumps swallow everything
            value = (price + 1) / ((1 + level.load[here]) * (1 + level.load[there])) ** 0.5
            if value > best_price:
                best, best_price = there, value
        mate[here], mate[best] = best, here
    number: dict[int, int] = {}
    return [number.setdefault(min(i, mate[i]), len(number)) for i in range(len(level))]


def _may_pair(level: Level, here: int, there: int, most_load: int) -> bool:
    if level.load[here] + level.load[there] > most_load:
        return False
    one, other = level.fixed[here], level.fixed[there]
    if FREE not in {one, other} and one != other:
        return False
    # ground of two old grids stays apart, so that the old plan can be told in the coarse graph
    return level.stay[here].keys() == level.stay[there].keys()


def _merged(level: Level, lump_of: list[int]) -> Level:
    n = max(lump_of) + 1
    beside: list[dict[int, int]] = [{} for _ in range(n)]
    load, work, fixed = [0] * n, [0] * n, [FREE] * n
    moment = [(0.0, 0.0, 0.0, 0.0)] * n
    at = [(0.0, 0.0, 0)] * n
    stay: list[dict[int, int]] = [{} for _ in range(n)]
    for here, lump in enumerate(lump_of):
        load[lump] += level.load[here]
        work[lump] += level.work[here]
        fixed[lump] = max(fixed[lump], level.fixed[here])
        a, b = moment[lump], level.moment[here]
        moment[lump] = (a[0] + b[0], a[1] + b[1], a[2] + b[2], a[3] + b[3])
        here_at, so_far = level.at[here], at[lump]
        at[lump] = (so_far[0] + here_at[0], so_far[1] + here_at[1], so_far[2] + here_at[2])
        for label, saved in level.stay[here].items():
            stay[lump][label] = stay[lump].get(label, 0) + saved
        near = beside[lump]
        for there, price in level.beside[here]:
            other = lump_of[there]
            if other != lump:
                near[other] = near.get(other, 0) + price
    return Level([list(near.items()) for near in beside], load, work, moment, at, fixed, stay)
