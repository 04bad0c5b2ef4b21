"""The cheapest tours of many turns at once, on a clock of coarse steps; none dearer than true ones.

A tour is a row of runs, each within one cluster. It comes to the first call of a run and leaves the
last one by true legs; the calls between are taken in the order in which they are due, each once, at
the parts of legs they take at least. Times are rounded down to whole steps (state-space relaxation:
Christofides, Mingozzi and Toth, 1981, doi 10.1002/net.3230110207). Limits on driving and loads, and
hours at which places open in the middle of a run, are left out.
"""

from dataclasses import dataclass, field

import numpy as np

from planner.engine.tours_bound_clock import NEVER, Clock, Costs
from planner.engine.tours_bound_net import Floats, Ints
from planner.engine.tours_bound_steps import Across, Running

ROUNDING = 2.0**-18
"""Share of the largest sum on the way that may be lost in short numbers over some tens of calls."""


@dataclass(frozen=True, eq=False)
class Swept:
    """The cheapest tours of each turn, and how to read them.

    Parameters
    ----------
    legs, brings
        What was asked.
    first, last
        Least cost up to the beginning of the first, or the last call of a run by a time.
    ends
        Least cost of a tour for each last call, in each turn.
    """

    sweep: "Sweep"
    legs: Floats
    brings: Floats
    first: Costs
    last: Costs
    ends: Floats
    _known: dict[tuple[int, int], list[Costs]] = field(default_factory=dict)

    @property
    def least(self) -> Floats:
        """Cost that no tour of each turn is below."""
        if not self.ends.size:
            return np.zeros(self.brings.shape[1])
        found = self.ends.min(axis=0)
        largest = self.brings.max(axis=0, initial=0.0) + np.abs(self.legs).max()
        return np.where(found < 0, found - ROUNDING * (largest - found), 0.0)

    def tours(self, turn: int, most: int) -> list[tuple[int, ...]]:
        """Return the cheapest tours of a turn, each with another last call."""
        ends = np.argsort(self.ends[:, turn], kind="stable")[:most]
        return [self._traced(int(spot), turn) for spot in ends if self.ends[spot, turn] < 0]

    def _traced(self, end: int, turn: int) -> tuple[int, ...]:
        """Read a tour from its end."""
        sweep = self.sweep
        path: list[int] = []
        spot, at = end, int(sweep.closes[end])
        while True:
            at = self._since(self.last, spot, at, turn)
            if self._at(self.first, spot, at, turn) > self._at(self.last, spot, at, turn):
                run, at, inner = self._run(spot, at, turn)
                path += [spot, *inner]
                spot = int(sweep.firsts[run])
            at = self._since(self.first, spot, at, turn)
            path.append(spot)
            before = self._before(spot, at, turn)
            if before is None:
                return tuple(reversed(path))
            spot, at = before

    def _at(self, known: Costs, spot: int, at: int, turn: int) -> float:
        return float(known[at + self.sweep.longest, spot, turn])

    def _since(self, known: Costs, spot: int, at: int, turn: int) -> int:
        """Return the earliest time at which the cost of a time was reached."""
        line = known[self.sweep.longest :, spot, turn]
        return int(np.argmax(line <= line[at]))

    def _before(self, spot: int, at: int, turn: int) -> tuple[int, int] | None:
        """Return the call a run comes from and the latest time of it; None for the base."""
        sweep = self.sweep
        rows = slice(*np.searchsorted(sweep.targets, (spot, spot + 1)))
        here = sweep.sources[rows]
        times = at - sweep.takes[here, spot]
        costs = self.last[times + sweep.longest, here, turn] + self.legs[here, spot, turn]
        begin = self.legs[-1, spot, turn] if 0 <= sweep.takes[-1, spot] <= at else float(NEVER)
        if not len(here) or begin <= costs.min():
            return None
        return int(here[costs.argmin()]), int(times[costs.argmin()])

    def _run(self, spot: int, at: int, turn: int) -> tuple[int, int, list[int]]:
        """Return the run that ends at a spot, when its first call began, and the calls between."""
        sweep, lines = self.sweep, self._lines(spot, turn)
        row = int(lines[-1][:, at].argmin())
        run = int(np.searchsorted(sweep.lasts, spot)) + row
        inner = []
        for k in reversed(range(len(lines) - 1)):
            if lines[k + 1][row, at] < lines[k][row, at]:
                ident = int(sweep.inner[run, k])
                inner.append(sweep.spot_of(ident, self.brings[:, turn]))
                at -= int(sweep.inner_takes[run, k])
        return run, at - int(sweep.run_takes[run]), inner

    def _lines(self, spot: int, turn: int) -> list[Costs]:
        """Costs along the time of all runs to a spot after each of the calls between."""
        if (spot, turn) in self._known:
            return self._known[spot, turn]
        sweep = self.sweep
        rows = slice(*np.searchsorted(sweep.lasts, (spot, spot + 1)))
        begun = self.first[sweep.longest :, sweep.firsts[rows], turn].T + sweep.run_costs[rows]
        lines = [_later(begun, sweep.run_takes[rows])]
        gains = sweep.gains(self.brings[:, turn : turn + 1].astype(np.float32))[:, 0]
        times = np.arange(begun.shape[1])
        for k in range(sweep.inner.shape[1]):
            done = _later(lines[-1], sweep.inner_takes[rows, k])
            done -= gains[sweep.inner[rows, k]][:, None]
            late = times[None, :] > sweep.inner_late[rows, k][:, None]
            lines.append(np.minimum(lines[-1], np.where(late, NEVER, done)))
        self._known[spot, turn] = lines
        return lines


def _later(lines: Costs, steps: Ints) -> Costs:
    """Return costs along time, each line moved on by so many steps."""
    times = np.arange(lines.shape[1])[None, :] - steps[:, None]
    moved = np.take_along_axis(lines, np.maximum(times, 0), axis=1)
    return np.where(times < 0, NEVER, moved).astype(np.float32)


class Sweep(Clock):
    """Sweeps over a net."""

    def over(self, legs: Floats, brings: Floats) -> Swept:
        """Return the cheapest tours.

        Parameters
        ----------
        legs
            Cost of each leg in each of the turns, where there is one.
        brings
            What the call at each spot brings, its own price taken off, in each of the turns.
        """
        size, turns = brings.shape
        shape = (self.last + 1 + self.longest, size, turns)
        first, last = (np.full(shape, NEVER, dtype=np.float32) for _ in range(2))
        gains = brings.astype(np.float32)
        across = Across(self, legs)
        running = Running(self, gains)
        come, ended = (np.full((size, turns), NEVER, dtype=np.float32) for _ in range(2))
        late = self.late[:, None]
        for at in range(self.last + 1):
            shut = (at < self.opens)[:, None]
            across.add(last, at, come, gains)
            for spot in self.begin.get(at, ()):
                new = (legs[-1, spot] - gains[spot]).astype(np.float32)
                come[spot] = np.minimum(come[spot], new)
            now = at + self.longest
            first[now] = np.where(shut, NEVER, np.where(at <= late, come, first[now - 1]))
            running.add(first, at, ended)
            held = np.where(shut, NEVER, np.where(at <= late, ended, last[now - 1]))
            last[now] = np.minimum(first[now], held)
        ends = np.full((size, turns), float(NEVER))
        home = np.flatnonzero(self.closes >= 0)
        ends[home] = last[self.closes[home] + self.longest, home] + legs[home, -1]
        return Swept(self, legs, brings, first, last, ends)
