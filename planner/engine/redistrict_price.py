"""What a single grid costs, and the cheapest one when every unit in it earns a price.

A grid costs half of its border, its load, what moved into it and its spread. The last is measured
around a middle nobody knows beforehand: middles are looked at in groups, each unit at its nearest
of the group, and the cheapest group is halved until it is a single unit. So the least cost is
always known from below.
"""

import heapq
from dataclasses import dataclass, field
from functools import partial

from planner.engine.attempt import Attempt
from planner.engine.redistrict_blocks import blocks_of, borders_of, measures, shared_out
from planner.engine.redistrict_frontier import STATES_MOST, layers
from planner.engine.redistrict_sweep import FAR, Asked, Sweep, Swept
from planner.engine.redistrict_view import FREE, View
from planner.judge.redistrict import load_price, moved_price, spread, spread_between

CELLS_PER_WORK = 1.5e8
"""Cells of tables filled that count as one unit of work: about a second (measured)."""
STEPS_PER_WORK = 250_000
"""Steps back through the tables that count as one unit of work (measured)."""
ORDERED_PER_WORK = 15_000
"""Pairs of blocks that putting them in order counts as one unit of work (measured)."""
LAYERS_PER_WORK = 25_000
"""Blocks swept over that count as one unit of work, besides the cells (measured)."""
MOVES_PER_WORK = 400_000
"""Moves of a frontier found that count as one unit of work."""
TABLES = (3e7, 1.5e8)
"""Cells of all tables of a sweep, at first and later; all are kept, four bytes each."""
STEPS_GROUP = 20_000
"""Steps back through the tables for a group of middles before it is halved."""
LATE = 0.3
"""Work that may be used beyond what is left."""
ENDS_MOST, ROUGH_ENDS_MOST = 20, 150
"""Pieces read from one sweep: more of them are much alike (measured)."""


@dataclass(slots=True)
class Cheapest:
    """The cheapest grid of a kind: cost that none is below, and grids read on the way."""

    least: int
    grids: list[frozenset[int]] = field(default_factory=list)
    certain: bool = True
    last: Swept | None = None


class Pricing:
    """Grids of one question, drawn from blocks: units that touch and must stay together.

    Attributes
    ----------
    blocks
        Units of each block.
    kinds
        Labels grids differ by: those of old grids when adjusting, else one for all.
    size
        Load of each block in the measure that divides the village.
    """

    def __init__(self, view: View, attempt: Attempt, *, work: float) -> None:
        self.view, self._attempt = view, attempt
        self.blocks = blocks_of(view)
        adjust = view.problem.question == "adjust"
        self.kinds = list(range(len(view.keys))) if adjust else [FREE]
        self.band, loads, self._other, self._others = measures(view)
        self.size = [sum(loads[unit] for unit in block) for block in self.blocks]
        self.beside = borders_of(view, self.blocks)
        self.rest = shared_out(view, self._other, sum(self._others))
        self._sweeps = self._made(sum(loads), work)

    @property
    def sweep(self) -> Sweep | None:
        """The sweep in use; None if the frontier is too wide for one."""
        return self._sweeps[0] if self._sweeps else None

    def finer(self) -> bool:
        """Use finer grains from now on; false if there are none."""
        if len(self._sweeps) < 2:
            return False
        self._sweeps.pop(0)
        return True

    def cost(self, kind: int, grid: frozenset[int]) -> int:
        """Return twice what a grid costs, the other measure left out."""
        problem = self.view.problem
        border = sum(
            price for b in grid for other, price in self.beside[b].items() if other not in grid
        )
        units = [unit for b in grid for unit in self.blocks[b]]
        points = load_price(self.band, sum(self.size[b] for b in grid))
        points += sum(self._moved(kind, unit) for unit in units)
        if problem.prices.spread:
            points += problem.prices.spread * spread([problem.basics[unit] for unit in units])
        return border + 2 * points

    def full_cost(self, kind: int, grid: frozenset[int]) -> int:
        """Return twice what a grid costs, the other measure too."""
        return self.cost(kind, grid) + 2 * load_price(self._other, self._other_load(grid))

    def keeps(self, grid: frozenset[int]) -> bool:
        """Return whether a grid keeps the bands that must hold."""
        loads = (self.band, sum(self.size[b] for b in grid)), (self._other, self._other_load(grid))
        return all(not band.hard or band.low <= load <= band.high for band, load in loads)

    def _other_load(self, grid: frozenset[int]) -> int:
        return sum(self._others[unit] for b in grid for unit in self.blocks[b])

    def cheapest(
        self, kind: int, earned: list[int], limit: int, scale: int, most: int
    ) -> Cheapest | None:
        """Return the cheapest grid of a kind below a limit; None if the work is used before.

        Parameters
        ----------
        earned
            What each block earns, in the same figures as `limit`.
        scale
            Those figures in a point; even.
        most
            Sweeps, about: with fewer the least cost is less certain from above, never from below.
        """
        found = Cheapest(limit)
        every = tuple(range(len(self.view.beside))) if self.view.problem.prices.spread else ()
        queue: list[tuple[int, int, tuple[int, ...], Swept | None]] = []
        count = 0
        waiting = [every]
        while True:
            for middles in waiting:
                if self._attempt.over() or self._attempt.left < self._longest():
                    return None
                swept = self._swept(kind, earned, limit, scale, middles)
                if swept.least < limit:
                    found.grids += self._sound(swept)
                    count += 1
                    heapq.heappush(queue, (swept.least, count, middles, swept))
            if not queue:
                return found
            least, _, middles, swept_ = heapq.heappop(queue)
            if len(middles) <= 1 or count >= most:
                found.least, found.last = least, swept_
                return found
            waiting = self._halves(middles)

    def exact(self, found: Cheapest, limit: int, steps: int) -> int:
        """Return the least cost counted without grains, where that is not too much to do."""
        if self.sweep is None or self.sweep.grain == 1 or found.last is None or self._sweeps[1:]:
            return found.least
        least = limit
        left = [steps]
        every = list(found.last.every(left))
        self._attempt.spend((steps - left[0]) / STEPS_PER_WORK)
        if left[0] <= 0:
            return found.least
        for grid, cost in every:
            if cost < least and self.sweep.holds(grid):
                least = cost
                found.grids.append(grid)
        return least

    def every(
        self, kind: int, earned: list[int], limit: int, scale: int, until: float
    ) -> list[frozenset[int]] | None:
        """Return all grids of a kind below a limit; None if the work is used before.

        The parameters are those of :meth:`cheapest`.
        """
        found: set[frozenset[int]] = set()
        problem = self.view.problem
        waiting = [tuple(range(len(self.view.beside))) if problem.prices.spread else ()]
        while waiting:
            middles = waiting.pop()
            if self._attempt.over() or self._attempt.left < self._longest():
                return None
            swept = self._swept(kind, earned, limit, scale, middles)
            room = min(until - self._attempt.used, self._attempt.left)
            left = [int(room * STEPS_PER_WORK)]
            if left[0] <= 0:
                return None
            if len(middles) > 1:
                left = [min(left[0], STEPS_GROUP)]
            before = left[0]
            grids = [grid for grid, _ in swept.every(left)]
            self._attempt.spend((before - left[0]) / STEPS_PER_WORK)
            if left[0] > 0:
                found.update(grids)
            elif len(middles) > 1:
                waiting += self._halves(middles)
            else:
                return None
        return sorted(filter(partial(self._below, kind, earned, limit, scale), found), key=sorted)

    def _below(
        self, kind: int, earned: list[int], limit: int, scale: int, grid: frozenset[int]
    ) -> bool:
        """Return whether a grid keeps the band and costs less than a limit."""
        assert self.sweep is not None  # noqa: S101 - asked only where there is one
        cost = self.cost(kind, grid) * scale // 2 - sum(earned[b] for b in grid)
        return self.sweep.holds(grid) and cost < limit

    def _swept(
        self, kind: int, earned: list[int], limit: int, scale: int, middles: tuple[int, ...]
    ) -> Swept:
        assert self.sweep is not None  # noqa: S101 - asked only where there is one
        own = [self._own(kind, b, scale, middles) - earned[b] for b in range(len(self.blocks))]
        must = -1
        if len(middles) == 1:
            must = next(b for b, block in enumerate(self.blocks) if middles[0] in block)
        before = self.sweep.cells
        swept = self.sweep.run(Asked(own, scale // 2, limit, must), scale)
        cells = self.sweep.cells - before
        self._attempt.spend(cells / CELLS_PER_WORK + len(self.blocks) / LAYERS_PER_WORK)
        return swept

    def _longest(self) -> float:
        """Return the work of the longest sweep, beyond what may be used too much."""
        return self.sweep.cells_most / CELLS_PER_WORK - LATE if self.sweep else 0.0

    def _own(self, kind: int, b: int, scale: int, middles: tuple[int, ...]) -> int:
        """Return what a block costs a grid of a kind around the nearest of some middles."""
        problem, points = self.view.problem, 0
        for unit in self.blocks[b]:
            fixed = self.view.fixed[unit]
            if kind != FREE and fixed not in {FREE, kind}:
                return 2 * FAR
            points += self._moved(kind, unit)
            if middles:
                near = min(self._spread[unit][m] for m in middles)
                points += problem.prices.spread * near
        return points * scale

    def _moved(self, kind: int, unit: int) -> int:
        problem = self.view.problem
        if kind == FREE or self.view.old(unit) in {FREE, kind}:
            return 0
        return moved_price(problem.prices, problem.basics[unit])

    def _sound(self, swept: Swept) -> list[frozenset[int]]:
        """Return the cheapest grids of a sweep that keep the band, counted without grains."""
        assert self.sweep is not None  # noqa: S101
        ends = ENDS_MOST if self.sweep.grain == 1 else ROUGH_ENDS_MOST
        found = list(swept.best(ends))
        self._attempt.spend(len(found) * len(self.blocks) / STEPS_PER_WORK)
        return [grid for grid in found if self.sweep.holds(grid)]

    def _halves(self, middles: tuple[int, ...]) -> list[tuple[int, ...]]:
        """Return two halves of some units, west and east or south and north."""
        basics = self.view.problem.basics
        xs, ys = [basics[m].x_m for m in middles], [basics[m].y_m for m in middles]
        wide = max(xs) - min(xs) >= max(ys) - min(ys)
        row = sorted(middles, key=lambda m: (basics[m].x_m if wide else basics[m].y_m, m))
        return [tuple(row[: len(row) // 2]), tuple(row[len(row) // 2 :])]

    def _made(self, total: int, work: float) -> list[Sweep]:
        """Return sweeps with coarse grains and fine ones; none where they are out of reach."""
        ordering = len(self.blocks) ** 2 / ORDERED_PER_WORK
        most = min(STATES_MOST, int((work - ordering) * MOVES_PER_WORK / 2))
        if most <= 0:
            return []
        found = layers(self.beside, most=most)
        moves = 2 * most if found is None else sum(len(layer.moves) for layer in found)
        self._attempt.spend(ordering + moves / MOVES_PER_WORK)
        if found is None:
            return []
        basics = self.view.problem.basics
        if self.view.problem.prices.spread:
            self._spread = [[spread_between(one, m) for m in basics] for one in basics]
        low, high = (self.band.low, self.band.high) if self.band.hard else (0, total)
        band = low, min(high, total)
        made = [Sweep(found, self.size, band, self._least_price, cells) for cells in TABLES]
        return made[1:] if made[0].grain == made[1].grain else made

    def _least_price(self, low: int, high: int) -> int:
        """Return the least points of a load between two figures: at an end, or at a bend."""
        band = self.band
        bends = (low, high, band.low, band.high, band.target)
        return min(load_price(band, min(high, max(low, bend))) for bend in bends)
