"""Cross divisions with each other: what two of them agree on stays, the rest is searched anew.

Single searches end at borders that are good here and poor there. Laid over each other, two
divisions cut the ground into cells; a picture of these cells holds both, and a search in it picks
the better border of either place by place (Sanders and Schulz, 2012, doi
10.1137/1.9781611972924.2). On ground with natural lines that is worth more than longer cooling
(measured).
"""

import random
from collections.abc import Callable

from planner.engine.attempt import Attempt
from planner.engine.redistrict_levels import coarsen
from planner.engine.redistrict_search import Cooling, anneal
from planner.engine.redistrict_state import State, scale_of
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
Fresh = Callable[[int], Found]
"""Makes a division by itself; called with its number."""
Coolings = tuple[Cooling, Cooling, Cooling]


class Pool:
    """Divisions into one number of grids, and how more are made of them.

    What it does follows from what it holds, never from the work still to come: with more work it
    does the same first and more after it.

    Parameters
    ----------
    coolings
        How a crossed division is searched: rough picture, finer ones, the finest.
    """

    def __init__(
        self, view: View, attempt: Attempt, coolings: Coolings = (ROUGH, FINE, LAST)
    ) -> None:
        self._view = view
        self._level = view.level()
        self._attempt = attempt
        self._coolings = coolings
        self._rng = random.Random(attempt.effort.seed)  # noqa: S311 no secret
        self._members: list[Found] = []
        self._most = 2
        self._turn = 0

    @property
    def best(self) -> Found | None:
        """The best division, if there is any."""
        return min(self._members, default=None)

    def learn(self, found: Found) -> bool:
        """Keep a division unless one like it is known; the worst goes when there is no room."""
        if any(found[:2] == known[:2] for known in self._members):
            return False
        self._members.append(found)
        if len(self._members) > self._most:
            self._members.remove(max(self._members))
        return True

    def look(self, fresh: Fresh) -> None:
        """Add one division made by itself."""
        found = fresh(self._turn)
        self._turn += 1
        self.learn(found)

    def breed(self, fresh: Fresh, *, work: float, most: int = 2) -> None:
        """Make divisions by themselves and of each other until the work is used.

        Parameters
        ----------
        most
            How many to keep, at least.
        """
        attempt = self._attempt
        self._most = max(self._most, most)
        until = attempt.used + work
        while attempt.used < until and not attempt.over():
            if len(self._members) < self._most:
                child = fresh(self._turn)
            else:
                better, other = sorted(self._rng.sample(self._members, 2))
                child = self._crossed(better[2], other[2])
            if self.best is not None and attempt.over():
                return  # cut short: with more work it would have come out otherwise
            self._turn += 1
            if not self.learn(child):
                # growing alike: room for one that is different
                self._most = min(self._most + 1, POOL + 1)
                if len(self._members) >= self._most:
                    self._members.remove(max(self._members))

    def _crossed(self, one: list[int], other: list[int]) -> Found:
        problem, level, attempt = self._view.problem, self._level, self._attempt
        return crossed(problem, level, (one, other), attempt, self._rng, self._coolings)


def crossed(
    problem: RedistrictProblem,
    level: Level,
    parents: tuple[list[int], list[int]],
    attempt: Attempt,
    rng: random.Random,
    coolings: Coolings = (ROUGH, FINE, LAST),
) -> Found:
    """Return a division made of two; it starts as the first."""
    k, scale = max(parents[0]) + 1, scale_of(level)
    rough, fine, last = coolings
    cell = _cells(level, parents)
    coarse, steps = coarsen(level, rng, most_load=UNBOUND, fewest=max(cell) + 1, apart=cell)
    label = parents[0]
    for step in steps:
        label = [q for _, q in sorted(dict(zip(step.lump_of, label, strict=True)).items())]
    label, broken, points = anneal(State(problem, coarse, scale, label, k), rng, attempt, rough)
    for step in reversed(steps):
        state = State(problem, step.fine, scale, [label[lump] for lump in step.lump_of], k)
        label, broken, points = anneal(state, rng, attempt, fine)
    label, broken, points = anneal(State(problem, level, scale, label, k), rng, attempt, last)
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
