"""The cheapest connected piece within its band: all pieces at once, by what they cost and carry.

A table holds for each state of the frontier and each load the least cost so far. Loads are counted
in grains; where a grain is more than one, the band is widened by all that rounding can hide, so
that no piece is missed.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from planner.engine.redistrict_frontier import Ints, Layer

FAR = 2**29
"""Cost that stands for impossible; three of them still fit into the numbers of a table."""

Table = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a piece costs.

    Parameters
    ----------
    own
        Cost of each unit in the piece.
    border
        Cost of a point of border around it.
    limit
        Pieces of this cost or more are of no interest.
    must
        A unit that must be in the piece, or -1.
    """

    own: Sequence[int]
    border: int
    limit: int
    must: int = -1


@dataclass(frozen=True, slots=True)
class _End:
    """A way for pieces to be complete: cost, and where to read them from."""

    cost: int
    at: int
    state: int
    inside: int
    load: int
    last: int


class Sweep:
    """Sweeps over one graph for costs that change.

    Parameters
    ----------
    low, high
        Load of a piece, at least and at most.
    end_price
        Least points of loads between two figures.
    cells
        Cells all tables may have, about: grains are as coarse as that asks for.
    """

    def __init__(
        self,
        layers: Sequence[Layer],
        load: Sequence[int],
        band: tuple[int, int],
        end_price: Callable[[int, int], int],
        cells: float,
    ) -> None:
        self._layers = layers
        states = sum(len(layer.moves) for layer in layers)
        grain = 1
        while states * (band[1] // grain + 2) > cells:
            grain *= 2
        self.grain = grain
        self._load, self._band = load, band
        self._grains = [(2 * size + grain) // (2 * grain) for size in load]
        off = [size - grain * g for size, g in zip(load, self._grains, strict=True)]
        over, under = sum(o for o in off if o > 0), -sum(o for o in off if o < 0)
        self._least = max(0, -(-(band[0] - over) // grain))
        self._most = (band[1] + under) // grain
        self._end = [
            end_price(max(band[0], x * grain - under), min(band[1], x * grain + over))
            for x in range(self._least, self._most + 1)
        ]
        self.cells_most = states * (self._most + 1)
        self.cells = 0

    def run(self, asked: Asked, scale: int) -> "Swept":
        """Return the cheapest pieces.

        Parameters
        ----------
        scale
            Cost of a point of the price of a load.
        """
        width = self._most + 1
        end = np.minimum(np.array(self._end, dtype=np.int64) * scale, FAR).astype(np.int32)
        gains = [max(0, -asked.own[layer.unit]) for layer in self._layers]
        table = np.full((1, width), FAR, np.int32)
        table[0, 0] = 0
        tables, rows_of = [table], [np.zeros(1, np.int64)]
        ends: list[_End] = []
        for i, layer in enumerate(self._layers):
            rows = rows_of[i]
            ends += self._ends(i, tables[i], rows, asked, end)
            moves = self._alive(layer.moves, rows, layer.unit, asked)
            states = int(layer.moves[:, 0].max(initial=-1)) + 1
            after = np.full(max(1, states), -1, np.int64)
            if len(moves):
                first = np.flatnonzero(np.r_[True, moves[1:, 0] != moves[:-1, 0]])
                stepped = self._stepped(tables[i], rows, moves, layer.unit, asked)
                table = np.minimum.reduceat(stepped, first, axis=0)
                # what cannot get below the limit any more is as good as impossible
                ceiling = min(FAR, asked.limit + sum(gains[i + 1 :]))
                table[table >= ceiling] = FAR
                alive = np.flatnonzero(table.min(axis=1) < FAR)
                table = table[alive]
                after[moves[first[alive], 0]] = np.arange(len(alive))
            else:
                table = np.full((0, width), FAR, np.int32)
            tables.append(table)
            rows_of.append(after)
        ends.sort(key=lambda one: (one.cost, one.at, one.state, one.load))
        return Swept(self._layers, self._grains, tables, rows_of, ends, asked)

    def _ends(self, at: int, table: Table, rows: Ints, asked: Asked, end: Table) -> Iterator[_End]:
        """Yield the ways for pieces below the limit to be complete at a unit."""
        unit = self._layers[at].unit
        close = self._alive(self._layers[at].ends, rows, unit, asked)
        if not len(close):
            return
        cost = self._stepped(table, rows, close, unit, asked)[:, self._least :] + end
        for j, x in zip(*np.nonzero(cost < asked.limit), strict=True):
            _, state, inside, _ = (int(v) for v in close[j])
            load, value = int(x) + self._least, int(cost[j, x])
            before = int(table[rows[state], load - inside * self._grains[unit]])
            yield _End(value, at, state, inside, load, value - before)

    def holds(self, units: frozenset[int]) -> bool:
        """Return whether a piece keeps the band, counted without grains."""
        return self._band[0] <= sum(self._load[unit] for unit in units) <= self._band[1]

    def _alive(self, moves: Ints, rows: Ints, unit: int, asked: Asked) -> Ints:
        """Return the moves from states that can be reached."""
        kept = rows[moves[:, 1]] >= 0
        if asked.must == unit:
            kept &= moves[:, 2] == 1
        if asked.own[unit] >= FAR or self._grains[unit] > self._most:
            kept &= moves[:, 2] == 0
        return moves[kept]

    def _stepped(self, table: Table, rows: Ints, moves: Ints, unit: int, asked: Asked) -> Table:
        """Return the table of each move: loads shifted, costs added."""
        self.cells += len(moves) * table.shape[1]
        found: Table = table[rows[moves[:, 1]]]
        inside = moves[:, 2] == 1
        shift = self._grains[unit]
        if shift and inside.any():
            moved = found[inside]
            found[inside, shift:] = moved[:, : moved.shape[1] - shift]
            found[inside, :shift] = FAR
        cost = np.minimum(moves[:, 3] * asked.border + moves[:, 2] * asked.own[unit], FAR)
        found += cost.astype(np.int32)[:, None]
        return found


class Swept:
    """What a sweep found: pieces, to be read cheapest end first."""

    def __init__(
        self,
        layers: Sequence[Layer],
        grains: Sequence[int],
        tables: Sequence[Table],
        rows_of: Sequence[Ints],
        ends: Sequence[_End],
        asked: Asked,
    ) -> None:
        self._layers, self._grains, self._asked = layers, grains, asked
        self._tables, self._rows_of, self._ends = tables, rows_of, ends

    @property
    def least(self) -> int:
        """Cost that no piece is below; the limit if none is below that."""
        return self._ends[0].cost if self._ends else self._asked.limit

    def best(self, most: int) -> Iterator[frozenset[int]]:
        """Yield the cheapest piece of each of so many ends."""
        for end in self._ends[:most]:
            for units, _ in self._read(end, end.cost + 1):
                yield units
                break

    def every(self, left: list[int]) -> Iterator[tuple[frozenset[int], int]]:
        """Yield all pieces below the limit with their costs.

        Parameters
        ----------
        left
            Steps that may be taken, counted down; at 0 pieces are missing.
        """
        for end in self._ends:
            yield from self._read(end, self._asked.limit, left)
            if left[0] <= 0:
                return

    def _read(
        self, end: _End, limit: int, left: list[int] | None = None
    ) -> Iterator[tuple[frozenset[int], int]]:
        """Yield the pieces of one end below a limit, walking back through the tables."""
        unit = self._layers[end.at].unit
        units = (unit,) if end.inside else ()
        load = end.load - end.inside * self._grains[unit]
        stack = [(end.at, end.state, load, end.last, units)]
        while stack:
            at, state, load, paid, units = stack.pop()
            if left is not None:
                left[0] -= 1
                if left[0] <= 0:
                    return
            if at == 0:
                yield frozenset(units), paid
                continue
            layer, table, rows = self._layers[at - 1], self._tables[at - 1], self._rows_of[at - 1]
            for before, inside, cut in layer.into[state]:
                lighter = load - inside * self._grains[layer.unit]
                if rows[before] < 0 or lighter < 0:
                    continue
                own = self._asked.own[layer.unit] if inside else 0
                if not inside and self._asked.must == layer.unit:
                    continue
                more = paid + cut * self._asked.border + own
                if int(table[rows[before], lighter]) + more < limit:
                    stack.append(
                        (at - 1, before, lighter, more, (*units, layer.unit) if inside else units)
                    )
