"""The linear program over tours: which of the known ones make up the cheapest plan, in fractions.

Its dual values are prices of what is wanted; they tell whether a better tour is still unknown, and
with the cheapest tour of every group they give a bound at any time (Lagrange; Farley, 1990, doi
10.1287/opre.38.5.922).
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from ortools.linear_solver import pywraplp  # type: ignore[import-untyped]

from planner.engine.tours_bound_net import Floats, Net
from planner.engine.tours_bound_parts import Relaxed

Column = tuple[int, tuple[int, ...]]
"""A group and the spots one of its turns calls at, in order."""


@dataclass(frozen=True, eq=False)
class Prices:
    """What the rows of the program are worth.

    Parameters
    ----------
    unit
        Of each unit: one more call; `line`: of each line of each promise; `call`: of each kept or
        pinned call; `second`: in each group, of a second of a tour.
    """

    unit: Floats
    line: Floats
    call: Floats
    second: Floats

    def mixed(self, other: "Prices", share: float) -> "Prices":
        """Return prices between these and others; those of the other weigh `share`."""
        names = ("unit", "line", "call", "second")
        pairs = ((getattr(self, name), getattr(other, name)) for name in names)
        return Prices(*(a + share * (b - a) for a, b in pairs))


class Master:
    """The program, its rows and the tours known so far.

    Parameters
    ----------
    dear
        Price of a breach of what must be: above what keeping it can cost.
    """

    def __init__(self, question: Relaxed, nets: Sequence[Net], dear: float) -> None:
        self.question, self.nets, self.dear = question, nets, dear
        self.columns: dict[Column, pywraplp.Variable] = {}
        rules = question.problem.rules
        self.miss = [dear if unit.required else float(unit.price) for unit in question.units]
        self.lines = [(p.task, a, b) for p in question.promises for a, b in p.lines if b]
        # what is late at least is late without any row
        self.late = rules.promise_price_s
        calls = [(call, rules.moved_price_s * n) for call, n in question.kept.items()]
        self.calls = [*calls, *((pin, dear) for pin in question.pins)]
        self._lp = pywraplp.Solver.CreateSolver("GLOP")
        self._rows()
        self.turns = [_turns(question, net) for net in nets]
        self._shifts()

    @property
    def certain(self) -> float:
        """What no price says: days late before the horizon, and what rounding may take off."""
        late = sum(min(a for a, b in p.lines if not b) for p in self.question.promises)
        return self.late * late - (0.99 if self.question.problem.rules.longest_price_pct else 0.0)

    def solve(self) -> tuple[float, Prices] | None:
        """Return the value and the prices, None if the solver gives none."""
        if self._lp.Solve() != pywraplp.Solver.OPTIMAL:
            # where tours are nearly alike, what is made simpler beforehand may not be undone
            self._lp.SetSolverSpecificParametersAsString("use_preprocessing: false")
            if self._lp.Solve(_anew()) != pywraplp.Solver.OPTIMAL:
                return None
        rows = (self._unit_rows, self._line_rows, self._call_rows)
        found = [np.array([max(0.0, row.dual_value()) for row in group]) for group in rows]
        second = np.array([max(0.0, -row.dual_value()) for row in self._length_rows])
        prices = Prices(np.minimum(found[0], self.miss), found[1], found[2], second)
        return float(self._lp.Objective().Value()) + self.certain, prices

    @property
    def work(self) -> int:
        """Steps of the solver in its last solve."""
        return int(self._lp.iterations())

    def used(self) -> dict[Column, float]:
        """Return the tours in the solution and how much of each."""
        values = ((column, v.solution_value()) for column, v in self.columns.items())
        return {column: value for column, value in values if value > 1e-6}

    def drop(self, columns: Sequence[Column]) -> None:
        """Forbid tours."""
        for column in columns:
            self.columns.pop(column).SetUb(0)

    def cost(self, column: Column) -> int:
        """Return driving and prices of a tour."""
        net = self.nets[column[0]]
        path = [net.size, *column[1], net.size]
        legs = int(net.legs[path[:-1], path[1:]].sum())
        return legs + int(net.price[list(column[1])].sum())

    def add(self, column: Column) -> None:
        """Add a tour."""
        if column in self.columns:
            return
        g, spots = column
        net = self.nets[g]
        variable = self._lp.NumVar(0, self._lp.infinity(), "")
        self._lp.Objective().SetCoefficient(variable, self.cost(column))
        done = Counter(int(net.unit[s]) for s in spots)
        tasks: Counter[int] = Counter()
        for u, times in done.items():
            self._unit_rows[u].SetCoefficient(variable, times)
            tasks[self.question.units[u].task] += times
        for row, (task, _, fewer) in zip(self._line_rows, self.lines, strict=True):
            if task in tasks:
                row.SetCoefficient(variable, fewer * tasks[task])
        for row, ((task, turn), _) in zip(self._call_rows, self.calls, strict=True):
            if task in tasks and turn in net.group.turns:
                row.SetCoefficient(variable, tasks[task])
        self._group_rows[g].SetCoefficient(variable, 1)
        if self._length_rows:
            self._length_rows[g].SetCoefficient(variable, self.length(column))
        self.columns[column] = variable

    def length(self, column: Column) -> int:
        """Return seconds under way and at work."""
        net = self.nets[column[0]]
        path = [net.size, *column[1], net.size]
        return int(net.legs[path[:-1], path[1:]].sum() + net.dwell[list(column[1])].sum())

    def brings(self, g: int, prices: Prices) -> Floats:
        """Return what each spot of a group brings at prices, less its own price."""
        net, units = self.nets[g], self.question.units
        by_task: dict[int, float] = defaultdict(float)
        for (task, _, fewer), price in zip(self.lines, prices.line, strict=True):
            by_task[task] += fewer * float(price)
        for ((task, turn), _), price in zip(self.calls, prices.call, strict=True):
            if turn in net.group.turns:
                by_task[task] += float(price)
        own = np.array([by_task[units[u].task] for u in net.unit], dtype=np.float64)
        return np.asarray(prices.unit[net.unit] + own - net.price, dtype=np.float64)

    def legs(self, g: int, prices: Prices) -> Floats:
        """Return the cost of each leg of a group at prices, what its end brings taken off."""
        net = self.nets[g]
        per_s = float(prices.second[g]) if len(prices.second) else 0.0
        costs: Floats = np.array(net.legs * (1 + per_s), dtype=np.float64)
        costs[:, :-1] += per_s * net.dwell - self.brings(g, prices)
        return costs

    def bound(self, prices: Prices, least: Sequence[float]) -> float:
        """Return the bound at prices, from the cost of the cheapest tour of each group."""
        value = self.certain
        for unit, miss, price in zip(self.question.units, self.miss, prices.unit, strict=True):
            value += price * unit.times + (miss - price) * max(0, unit.times - unit.days)
        value += sum(a * float(p) for (_, a, _), p in zip(self._above(), prices.line, strict=True))
        value += float(prices.call.sum())
        for picks in self.picked(least).values():
            value += sum(picks)
        return float(value)

    def picked(self, least: Sequence[float]) -> dict[tuple[int, str], list[float]]:
        """Return for each shift the cheapest tours of as many turns as may be out."""
        offers: dict[tuple[int, str], list[float]] = defaultdict(list)
        for g, turns in enumerate(self.turns):
            for shift, count in turns.items():
                offers[shift] += [least[g]] * count
        out = self.question.turns_out
        return {shift: sorted(offer)[: out[shift]] for shift, offer in offers.items()}

    def _above(self) -> list[tuple[int, float, int]]:
        """Lines of promises above the days that are late in any case."""
        base = {p.task: min(a for a, b in p.lines if not b) for p in self.question.promises}
        return [(task, a - base[task], fewer) for task, a, fewer in self.lines]

    def _rows(self) -> None:
        lp, objective = self._lp, self._lp.Objective()
        endless = lp.infinity()
        self._unit_rows = [lp.Constraint(unit.times, endless) for unit in self.question.units]
        for unit, miss, row in zip(self.question.units, self.miss, self._unit_rows, strict=True):
            missing = lp.NumVar(max(0, unit.times - unit.days), endless, "")
            objective.SetCoefficient(missing, miss)
            row.SetCoefficient(missing, 1)
        late: dict[int, pywraplp.Variable] = {}
        self._line_rows = []
        for task, least, _ in self._above():
            if task not in late:
                late[task] = lp.NumVar(0, endless, "")
                objective.SetCoefficient(late[task], self.late)
            row = lp.Constraint(least, endless)
            row.SetCoefficient(late[task], 1)
            self._line_rows.append(row)
        self._call_rows = []
        for _, price in self.calls:
            lost = lp.NumVar(0, endless, "")
            objective.SetCoefficient(lost, price)
            row = lp.Constraint(1, endless)
            row.SetCoefficient(lost, 1)
            self._call_rows.append(row)

    def _shifts(self) -> None:
        """Limit the turns out in each group and on each shift; price the longest tour."""
        lp, endless = self._lp, self._lp.infinity()
        out = self.question.turns_out
        reserve = {shift: lp.Constraint(-endless, most) for shift, most in out.items()}
        pct = self.question.problem.rules.longest_price_pct
        longest = lp.NumVar(0, endless, "")
        lp.Objective().SetCoefficient(longest, pct / 100)
        self._group_rows, self._length_rows = [], []
        for turns in self.turns:
            row = lp.Constraint(-endless, 0)
            for shift, count in turns.items():
                goes = lp.NumVar(0, count, "")
                row.SetCoefficient(goes, -1)
                reserve[shift].SetCoefficient(goes, 1)
            self._group_rows.append(row)
            if pct:
                length = lp.Constraint(-endless, 0)
                length.SetCoefficient(longest, -sum(min(n, out[s]) for s, n in turns.items()))
                self._length_rows.append(length)


def _anew() -> pywraplp.MPSolverParameters:
    """Tell the solver to begin from nothing."""
    asked = pywraplp.MPSolverParameters()
    asked.SetIntegerParam(asked.INCREMENTALITY, asked.INCREMENTALITY_OFF)
    return asked


def _turns(question: Relaxed, net: Net) -> Mapping[tuple[int, str], int]:
    rows = (question.problem.turns[row] for row in net.group.turns)
    return Counter((turn.day, turn.shift_id) for turn in rows)
