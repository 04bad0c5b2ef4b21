"""Cross divisions with each other: what two of them agree on stays, the rest is searched anew.

Single searches end at borders that are good here and poor there. Laid over each other, two
divisions cut the ground into cells; a picture of these cells holds both, and a search in it picks
the better border of either place by place (Sanders and Schulz, 2012, doi
10.1137/1.9781611972924.2). On ground with natural lines that is worth more than longer cooling
(measured).
"""

import random
from collections.abc import Callable, Sequence

from planner.engine.attempt import Attempt
from planner.engine.redistrict_levels import coarsen
from planner.engine.redistrict_search import Cooling, State, anneal, scale_of
from planner.engine.redistrict_view import Level, View
from planner.problem.redistrict import RedistrictProblem

POOL = 16
"""Most divisions kept to be crossed: fewer become all alike, more are crossed too seldom."""
ROUGH = Cooling(sweeps=80, hot=0.5, cold=0.03, lenient=1.0)
FINE = Cooling(sweeps=40, hot=0.3, cold=0.01, lenient=2.0)
LAST = Cooling(sweeps=12, hot=0.01, cold=0.001, lenient=20.0, strict=1000.0)
UNBOUND = 10**9
"""Load of a lump without limit: what both divisions agree on may be most of a grid."""

Found = tuple[float, float, list[int]]
"""Broken limits, points and labels of a division: the smallest is the best."""


def bred(
    view: View,
    first: Sequence[Found],
    fresh: Callable[[int], Found],
    attempt: Attempt,
    *,
    work: float,
    most: int,
) -> Found:
    """Return the best division met.

    Parameters
    ----------
    first
        Divisions known, at least one.
    fresh
        Makes one more by itself; called with its number.
    most
        How many to keep, at least two.
    """
    problem, level = view.problem, view.level()
    pool = list(first)
    rng = random.Random(attempt.effort.seed)  # noqa: S311 no secret
    until, turn = attempt.used + work, 0
    while attempt.used < until and not attempt.cancelled():
        if len(pool) < most:
            child = fresh(len(first) + turn)
        else:
            better, other = sorted(rng.sample(pool, 2))
            child = crossed(problem, level, (better[2], other[2]), attempt, rng)
        turn += 1
        if any(child[:2] == known[:2] for known in pool):
            # the pool is growing alike: room for one that is different
            most = min(most + 1, POOL + len(first))
            if len(pool) >= most:
                pool.remove(max(pool))
            continue
        pool.append(child)
        if len(pool) > most:
            pool.remove(max(pool))
    return min(pool)


def crossed(
    problem: RedistrictProblem,
    level: Level,
    parents: tuple[list[int], list[int]],
    attempt: Attempt,
    rng: random.Random,
) -> Found:
    """Return a division made of two; it starts as the first."""
    k, scale = max(parents[0]) + 1, scale_of(level)
    cell = _cells(level, parents)
    coarse, steps = coarsen(level, rng, most_load=UNBOUND, fewest=max(cell) + 1, apart=cell)
    label = parents[0]
    for step in steps:
        label = [q for _, q in sorted(dict(zip(step.lump_of, label, strict=True)).items())]
    label, broken, points = anneal(State(problem, coarse, scale, label, k), rng, attempt, ROUGH)
    for step in reversed(steps):
        state = State(problem, step.fine, scale, [label[lump] for lump in step.lump_of], k)
        label, broken, points = anneal(state, rng, attempt, FINE)
    label, broken, points = anneal(State(problem, level, scale, label, k), rng, attempt, LAST)
    return broken, points, label


def _cells(level: Level, parents: tuple[list[int], list[int]]) -> list[int]:
    """Return the connected piece of ground each lump lies in that no parent cuts."""
    one, other = parents
    cell = [-1] * len(level)
    number = 0
    for start in range(len(level)):
        if cell[start] >= 0:
            continue
        cell[start] = number
        waiting = [start]
        for here in waiting:
            for there, _ in level.beside[here]:
                alike = one[there] == one[start] and other[there] == other[start]
                if cell[there] < 0 and alike:
                    cell[there] = number
                    waiting.append(there)
        number += 1
    return cell
