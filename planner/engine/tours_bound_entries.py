"""Rows that tie calls to the ways into their surroundings, on one shift of one day.

Whoever calls at a place of a set comes into the set for it, once for all it does there: a set is
entered as often as any one of its units is called at. The sets are made of whole clusters, one
within another.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from ortools.linear_solver import pywraplp  # type: ignore[import-untyped]

from planner.engine.tours_bound_families import Family
from planner.engine.tours_bound_net import Flags, Floats, Ints

Shift = tuple[int, str]
BREACH = 0.03
CUTS_MOST = 25
"""Most rows added for a shift at once."""


class Entries:
    """The rows, and what they say about tours and legs.

    Parameters
    ----------
    holds
        For each set which units it holds, whole clusters all.
    shifts
        Day and shift of each turn.
    """

    def __init__(
        self,
        holds: Flags,
        families: Sequence[Family],
        lp: pywraplp.Solver,
        shifts: Mapping[int, Shift],
    ) -> None:
        self._lp, self._shifts = lp, shifts
        self._family = {turn: family for family in families for turn in family.turns}
        self._holds = holds
        self._cuts: dict[tuple[Shift, int, int], pywraplp.Constraint] = {}
        self._known: dict[Shift, list[tuple[pywraplp.Variable, Ints, Ints]]] = {}

    def __len__(self) -> int:
        return len(self._cuts)

    def duals(self) -> Floats:
        """Return what the rows are worth."""
        return np.array([max(0.0, row.dual_value()) for row in self._cuts.values()])

    def add(self, column: tuple[int, tuple[int, ...]], variable: pywraplp.Variable) -> None:
        """Enter a tour into the rows."""
        entered, called = self._counted(column)
        shift = self._shifts[column[0]]
        self._known.setdefault(shift, []).append((variable, entered, called))
        for (other, s, unit), row in self._cuts.items():
            if other == shift and (times := int(entered[s] - called[unit])):
                row.SetCoefficient(variable, times)

    def cut(self, used: Mapping[tuple[int, tuple[int, ...]], float]) -> int:
        """Add rows that tours in use break, for each unit the one broken most; return how many."""
        count, units = self._holds.shape
        flows: dict[Shift, tuple[Floats, Floats]] = {}
        for column, much in used.items():
            shift = self._shifts[column[0]]
            entering, calling = self._counted(column)
            entered, called = flows.setdefault(shift, (np.zeros(count), np.zeros(units)))
            entered += much * entering
            called += much * calling
        before = len(self._cuts)
        if not count:
            return 0
        for shift, (entered, called) in flows.items():
            breach = np.where(self._holds, called[None, :] - entered[:, None], 0.0)
            worst, most = breach.argmax(axis=0), breach.max(axis=0)
            for unit in np.argsort(-most, kind="stable")[:CUTS_MOST].tolist():
                if most[unit] > BREACH and (shift, int(worst[unit]), unit) not in self._cuts:
                    self._forbid(shift, int(worst[unit]), unit)
        return len(self._cuts) - before

    def costs(self, family: Family, duals: Floats) -> tuple[Floats, Floats]:
        """Return what legs cost at prices in each turn of a family, and what calls lose."""
        net, size = family.net, family.net.size
        own: dict[Shift, list[tuple[int, int, float]]] = {}
        for (shift, s, unit), dual in zip(self._cuts, duals.tolist(), strict=False):
            if dual:
                own.setdefault(shift, []).append((s, unit, dual))
        legs = np.repeat(net.legs.astype(np.float64)[:, :, None], len(family.turns), axis=2)
        loses = np.zeros((size, len(family.turns)))
        first = np.array([spot.day == 0 for spot in net.group.spots], dtype=bool)
        for n, turn in enumerate(family.turns):
            if self._shifts[turn] not in own:
                continue
            sets, units, worth = zip(*own[self._shifts[turn]], strict=True)
            inside = np.zeros((len(sets), size + 1), dtype=bool)
            inside[:, :-1] = self._holds[list(sets)][:, net.unit]
            prices = np.array(worth)
            legs[:, :, n] -= (prices[:, None] * ~inside).T @ inside.astype(np.float64)
            of_unit = np.bincount(units, weights=prices, minlength=self._holds.shape[1])
            loses[:, n] = np.where(first, of_unit[net.unit], 0.0)
        return legs, loses

    def _counted(self, column: tuple[int, tuple[int, ...]]) -> tuple[Ints, Ints]:
        """How often a tour enters each set, and calls at each unit on its first day."""
        turn, path = column
        net = self._family[turn].net
        units = net.unit[list(path)]
        inside = self._holds[:, units]
        entered = inside[:, 0].astype(np.int64)
        entered += (inside[:, 1:] & ~inside[:, :-1]).sum(axis=1)
        today = [int(net.unit[spot]) for spot in path if net.group.spots[spot].day == 0]
        return entered, np.bincount(today, minlength=self._holds.shape[1])

    def _forbid(self, shift: Shift, s: int, unit: int) -> None:
        row = self._lp.Constraint(0, self._lp.infinity())
        self._cuts[shift, s, unit] = row
        for variable, entered, called in self._known.get(shift, ()):
            if times := int(entered[s] - called[unit]):
                row.SetCoefficient(variable, times)
