"""The linear program over tours with its days: promises day by day, and no place twice a day.

What late days and missing times cost is held down at first, which keeps the prices of rows near
what calls cost; any prices give a bound (Lagrange), so nothing is lost by it (a box around prices:
Marsten, Hogan and Blankenship, 1975, doi 10.1287/opre.23.3.389).
"""

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from ortools.linear_solver import pywraplp  # type: ignore[import-untyped]

from planner.engine.tours_bound_entries import Entries
from planner.engine.tours_bound_families import Family
from planner.engine.tours_bound_net import Flags, Floats, Ints
from planner.engine.tours_bound_parts import Relaxed
from planner.engine.tours_days import Worth

Shift = tuple[int, str]
DayColumn = tuple[int, tuple[int, ...]]
"""Row of a turn, and the spots of its family it calls at, in order."""


@dataclass(frozen=True, eq=False)
class DayPrices:
    """What the rows are worth, never below 0; `entries`: those of the cuts, in their order."""

    rows: Floats
    entries: Floats

    def mixed(self, other: "DayPrices", share: float) -> "DayPrices":
        """Return prices between these and others; those of the other weigh `share`."""
        count = max(len(self.entries), len(other.entries))
        a, b = (np.pad(x.entries, (0, count - len(x.entries))) for x in (self, other))
        return DayPrices(self.rows + share * (other.rows - self.rows), a + share * (b - a))


@dataclass(eq=False)
class _Row:
    """A row: what it asks for, -1 where that is the most, and what lacking it costs."""

    asks: int
    sign: int
    lacks: pywraplp.Variable | None = None
    price: float = 0.0
    least: int = 0


class Calendar:
    """The program.

    Parameters
    ----------
    dear
        Price of a breach of what must be: above what keeping it can cost.
    """

    def __init__(
        self, question: Relaxed, families: Sequence[Family], sets: Flags, dear: float
    ) -> None:
        self.question, self.families = question, families
        self.columns: dict[DayColumn, pywraplp.Variable] = {}
        self.certain = 0.0
        self._lp = pywraplp.Solver.CreateSolver("GLOP")
        self._rows: list[_Row] = []
        self._constraints: list[pywraplp.Constraint] = []
        self._of_unit: list[list[int]] = [[] for _ in question.units]
        self._windows: dict[int, list[tuple[int, int]]] = defaultdict(list)
        self._calls: dict[tuple[int, int], int] = {}
        self._wanted(dear)
        days = range(max(int(family.days.max(initial=0)) for family in families) + 1)
        self._once = np.array([[self._row(1, -1) for _ in days] for _ in question.units])
        self._family = {turn: family for family in families for turn in family.turns}
        self.shifts = {
            turn: (question.problem.turns[turn].day, question.problem.turns[turn].shift_id)
            for turn in self._family
        }
        least = -self._lp.infinity()
        self._turn_rows = {turn: self._lp.Constraint(least, 1) for turn in self._family}
        self._shift_rows = {
            shift: self._lp.Constraint(least, most) for shift, most in question.turns_out.items()
        }
        self.entries = Entries(sets, families, self._lp, self.shifts)
        self._brings = [self._brought(family) for family in families]

    def _wanted(self, dear: float) -> None:
        """Add rows for what is wanted, promised, kept and pinned."""
        question, rules = self.question, self.question.problem.rules
        for u, unit in enumerate(question.units):
            price = dear if unit.required else float(unit.price)
            least = max(0, unit.times - unit.days)
            self._of_unit[u].append(self._row(unit.times, 1, price, least))
        for task, windows in enumerate(Worth(question.problem).late_windows):
            for window in windows:
                if window:
                    row = self._row(1, 1, float(rules.promise_price_s))
                    self._windows[task].append((window, row))
                else:
                    self.certain += rules.promise_price_s
        for call, often in question.kept.items():
            self._calls[call] = self._row(1, 1, float(rules.moved_price_s * often))
        for call in question.pins:
            self._calls[call] = self._row(1, 1, dear)

    def _row(self, asks: int, sign: int, price: float = 0.0, least: int = 0) -> int:
        lp = self._lp
        lacks = lp.NumVar(least, lp.infinity(), "") if sign > 0 else None
        ends = (asks, lp.infinity()) if sign > 0 else (-lp.infinity(), asks)
        constraint = lp.Constraint(*ends)
        if lacks is not None:
            constraint.SetCoefficient(lacks, 1)
            lp.Objective().SetCoefficient(lacks, price)
        self._constraints.append(constraint)
        self._rows.append(_Row(asks, sign, lacks, price, least))
        return len(self._rows) - 1

    @property
    def dearest(self) -> float:
        """Largest price of lacking anything."""
        return max((row.price for row in self._rows), default=0.0)

    def hold(self, most: float) -> None:
        """Let lacking anything cost so much at most."""
        for row in self._rows:
            if row.lacks is not None:
                self._lp.Objective().SetCoefficient(row.lacks, min(row.price, most))

    def even(self, each: float) -> DayPrices:
        """Return prices at which every call that is wanted or due brings about the same."""
        rows = np.zeros(len(self._rows))
        for row in (row for rows in self._of_unit for row in rows):
            rows[row] = min(self._rows[row].price, each) if self._rows[row].asks else 0.0
        for window, row in (one for windows in self._windows.values() for one in windows):
            rows[row] = min(self._rows[row].price, each / window.bit_count())
        return DayPrices(rows, np.zeros(0))

    def solve(self) -> tuple[float, DayPrices] | None:
        """Return the value and the prices, None if the solver gives none."""
        if self._lp.Solve() != pywraplp.Solver.OPTIMAL:
            return None
        duals = [
            min(
                max(0.0, row.sign * constraint.dual_value()),
                row.price if row.sign > 0 else math.inf,
            )
            for row, constraint in zip(self._rows, self._constraints, strict=True)
        ]
        value = float(self._lp.Objective().Value()) + self.certain
        return value, DayPrices(np.array(duals), self.entries.duals())

    @property
    def work(self) -> int:
        """Steps of the solver in its last solve."""
        return int(self._lp.iterations())

    def used(self) -> dict[DayColumn, float]:
        """Return the tours in the solution and how much of each."""
        values = ((column, v.solution_value()) for column, v in self.columns.items())
        return {column: value for column, value in values if value > 1e-7}

    def add(self, column: DayColumn, drives: float) -> bool:
        """Add a tour with what it drives; return whether it is new."""
        if column in self.columns:
            return False
        turn, path = column
        family = self._family[turn]
        n = family.turns.index(turn)
        variable = self._lp.NumVar(0, self._lp.infinity(), "")
        cost = drives + float(family.prices[list(path), n].sum())
        self._lp.Objective().SetCoefficient(variable, cost)
        asked = Counter(row for spot in path for row in self._counts(family, spot, n))
        for row, times in asked.items():
            self._constraints[row].SetCoefficient(variable, times)
        self._turn_rows[turn].SetCoefficient(variable, 1)
        self._shift_rows[self.shifts[turn]].SetCoefficient(variable, 1)
        self.entries.add(column, variable)
        self.columns[column] = variable
        return True

    def _counts(self, family: Family, spot: int, n: int) -> list[int]:
        """Rows a call counts in."""
        unit, day = int(family.net.unit[spot]), int(family.days[spot, n])
        task = self.question.units[unit].task
        rows = [*self._of_unit[unit], int(self._once[unit, day])]
        rows += [row for window, row in self._windows[task] if window >> day & 1]
        call = self._calls.get((task, family.turns[n]))
        return rows if call is None else [*rows, call]

    def _brought(self, family: Family) -> tuple[Ints, Ints, Ints]:
        """Spots, turns and rows of all that calls of a family count in."""
        found = [
            (spot, n, row)
            for spot in range(family.net.size)
            for n in range(len(family.turns))
            for row in self._counts(family, spot, n)
        ]
        spots, turns, rows = np.array(found, dtype=np.int64).reshape(-1, 3).T
        return spots, turns, rows

    def brings(self, f: int, prices: DayPrices) -> Floats:
        """Return what each call of a family brings at prices, its own price taken off."""
        signs = np.array([row.sign for row in self._rows])
        spots, turns, rows = self._brings[f]
        brings: Floats = -self.families[f].prices
        np.add.at(brings, (spots, turns), (signs * prices.rows)[rows])
        return brings

    def bound(self, prices: DayPrices, least: dict[int, float]) -> float:
        """Return the bound at prices, from the cost of the cheapest tour of each turn."""
        value = self.certain
        for row, price in zip(self._rows, prices.rows.tolist(), strict=True):
            value += row.sign * row.asks * price + row.least * (row.price - price)
        offers: dict[Shift, list[float]] = defaultdict(list)
        for turn, cost in least.items():
            offers[self.shifts[turn]].append(cost)
        out = self.question.turns_out
        return value + sum(sum(sorted(offer)[: out[shift]]) for shift, offer in offers.items())
