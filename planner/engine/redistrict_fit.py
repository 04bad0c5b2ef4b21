"""Put loads right that a search left outside their bands, grid by grid.

A sweep looks at every border lump, but mostly few grids are wrong. Here only a wrong grid and what
touches it are looked at, and the best move into it or out of it is made, even one that makes things
worse; what left a grid may not come back for a while (Glover, 1989, doi 10.1287/ijoc.1.3.190). So
an excess wanders from grid to grid until one has room for it.
"""

import random

from planner.engine.attempt import Attempt
from planner.engine.redistrict_breed import Found
from planner.engine.redistrict_state import State
from planner.engine.redistrict_view import FREE

LOOKS_PER_WORK = 250_000
"""Moves weighed that count as one unit of work: about a second (measured)."""
PRESS = 8.0
"""Weight of broken limits beside points."""
HELD_LEAST, HELD_MOST = 8, 30
"""Steps for which a lump may not go back to a grid it left; drawn between them."""


def fitted(state: State, rng: random.Random, attempt: Attempt, *, work: float) -> Found:
    """Return the division met that breaks its limits least; the search ends when none is broken."""
    walk = _Walk(state, rng)
    until = attempt.used + work
    best: Found = (state.broken, state.objective, list(state.label))
    while best[0] > 0 and attempt.used < until and not attempt.over():
        attempt.spend(walk.step(best[0]) / LOOKS_PER_WORK)
        if (state.broken, state.objective) < best[:2]:
            best = (state.broken, state.objective, list(state.label))
    return best


class _Walk:
    """A division on the way, the lumps of each grid, and what may not go back yet."""

    def __init__(self, state: State, rng: random.Random) -> None:
        self._state, self._rng = state, rng
        self._grids: list[dict[int, None]] = [{} for _ in range(state.k)]
        for lump, q in enumerate(state.label):
            self._grids[q][lump] = None
        self._held: dict[tuple[int, int], int] = {}
        self._turn = 0
        self._near: tuple[int, ...] = ()

    def step(self, best: float) -> int:
        """Make one move at a grid that is wrong; return how many were weighed."""
        state, rng = self._state, self._rng
        self._turn += 1
        total = state.broken
        moves = self._moves(self._next())
        weighed = []
        for lump, to in moves:
            broken, points = state.moved(lump, to)
            free = self._held.get((lump, to), 0) < self._turn
            if free or total + broken < best:
                weighed.append((PRESS * broken + points, rng.random(), lump, to))
        for _, _, lump, to in sorted(weighed):
            if state.may_leave(lump):
                self._near = (to, state.label[lump])
                self._make(lump, to)
                break
        return len(moves) + 1

    def _next(self) -> int:
        """Return a wrong grid: what the last move made wrong, else one drawn."""
        wrong = self._state.wrong
        for q in self._near:
            if wrong[q] > 0:
                return q
        every = [q for q, amount in enumerate(wrong) if amount > 0]
        return every[self._rng.randrange(len(every))]

    def _moves(self, q: int) -> list[tuple[int, int]]:
        """Return what may go into a grid or out of it."""
        label, level = self._state.label, self._state.level
        moves: dict[tuple[int, int], None] = {}
        for lump in self._grids[q]:
            for there, _ in level.beside[lump]:
                if label[there] != q:
                    if level.fixed[lump] == FREE:
                        moves[lump, label[there]] = None
                    if level.fixed[there] == FREE:
                        moves[there, q] = None
        return list(moves)

    def _make(self, lump: int, to: int) -> None:
        home = self._state.label[lump]
        self._state.move(lump, to)
        del self._grids[home][lump]
        self._grids[to][lump] = None
        self._held[lump, home] = self._turn + self._rng.randint(HELD_LEAST, HELD_MOST)
