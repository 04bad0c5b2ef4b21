"""A bound for many long tours: flows along legs, with cuts that tie what is done to the base.

Per group a tour is a cycle through the base; all tours of a layer together are a flow. Every set of
places is entered at least as often as one of its units is called at (Dantzig, Fulkerson and
Johnson, 1954, doi 10.1287/opre.2.4.393), and as often as the work beyond fills a turn (Laporte,
Nobert and Desrochers, 1985, doi 10.1287/opre.33.5.1050). Legs are added as their prices ask.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from ortools.linear_solver import pywraplp  # type: ignore[import-untyped]

from planner.engine.attempt import Attempt
from planner.engine.tours_bound_cuts import breaches, cut_costs
from planner.engine.tours_bound_layer import FAR, Layer, layer_of
from planner.engine.tours_bound_net import Floats, net_of
from planner.engine.tours_bound_parts import Relaxed

NEAREST = 8
WAYS_MOST = 400
"""Most ways in all layers; beyond it all groups are one layer."""
ROUNDS_MOST = 200
STEPS_PER_WORK = 2_000
STALLED = 6


@dataclass(eq=False)
class Cut:
    """A row of the program over the legs of a layer: their sum with coefficients is at least 0."""

    layer: int
    coefficients: Floats
    row: pywraplp.Constraint = field(repr=False)


def flow_bound(question: Relaxed, attempt: Attempt, *, work: float, dear: float) -> float:
    """Return the bound of the flow program with as many cuts as the work allows."""
    if not question.groups:
        return float(question.certain)
    program = _Program(question, dear)
    until = attempt.used + work
    best, gains = -math.inf, [-math.inf]
    for _ in range(ROUNDS_MOST):
        value = program.solve()
        attempt.spend(program.work / STEPS_PER_WORK + 0.02)
        if value is None:
            break
        best = max(best, value + program.price())
        if attempt.used >= until or attempt.cancelled():
            break
        if program.added:
            continue
        attempt.report(bound=math.floor(best))
        gains.append(best)
        if len(gains) > STALLED and best - gains[-STALLED] < 2e-4 * max(1.0, abs(best)):
            break
        if not program.cut():
            break
    return best


def _split(question: Relaxed) -> list[list[int]]:
    """Put groups into layers by what they pay and where they begin; all together if too many."""
    kinds: dict[tuple[object, ...], list[int]] = {}
    for g, group in enumerate(question.groups):
        prices = tuple(sorted({(spot.unit, spot.price) for spot in group.spots}))
        kinds.setdefault((group.mode, group.base, group.end, prices), []).append(g)
    ways = sum(len(question.groups[groups[0]].spots) for groups in kinds.values())
    if ways > WAYS_MOST:
        return [list(range(len(question.groups)))]
    return list(kinds.values())


class _Program:
    """The linear program, solved again after each round of legs and cuts."""

    def __init__(self, question: Relaxed, dear: float) -> None:
        self.question = question
        self.added = 0
        nets = [net_of(question, group) for group in question.groups]
        self.layers = [layer_of(nets, groups) for groups in _split(question)]
        self._lp = pywraplp.Solver.CreateSolver("GLOP")
        self._cuts: list[Cut] = []
        self._legs: list[dict[tuple[int, int], pywraplp.Variable]] = [{} for _ in self.layers]
        self._cover = _covers(question, self._lp, dear)
        self._balance = [
            [self._lp.Constraint(0, 0) for _ in range(layer.size + 1)] for layer in self.layers
        ]
        self._limits = [list(_limits(layer)) for layer in self.layers]
        self._limit_rows = [
            [self._lp.Constraint(-self._lp.infinity(), 0) for _ in limits]
            for limits in self._limits
        ]
        self._turns()
        for n, layer in enumerate(self.layers):
            self._add(n, _near(layer))

    @property
    def work(self) -> int:
        """Steps of the solver in its last solve."""
        return int(self._lp.iterations())

    def solve(self) -> float | None:
        """Return the value over the legs known so far, None if the solver gives none."""
        # new rows leave the last prices feasible, new legs the last solution
        dual = "false" if self.added else "true"
        self._lp.SetSolverSpecificParametersAsString(
            f"use_preprocessing: false use_dual_simplex: {dual}"
        )
        if self._lp.Solve() != pywraplp.Solver.OPTIMAL:
            return None
        return float(self._lp.Objective().Value()) + self._cover.certain

    def price(self) -> float:
        """Add legs that would lower the value; return by how much all of them could at most."""
        self.added = 0
        lowest = np.zeros(len(self.question.units))
        out = 0.0
        # all values are read before the first leg is added, which makes the solver forget them
        all_reduced = [self._reduced(n) for n in range(len(self.layers))]
        for n, (layer, reduced) in enumerate(zip(self.layers, all_reduced, strict=True)):
            least = np.minimum(0.0, reduced.min(axis=0))
            np.minimum.at(lowest, layer.unit, least[:-1])
            out = min(out, float(least[-1]))
            rows, ends = np.nonzero(reduced < -1e-6)
            new = np.argsort(reduced[rows, ends], kind="stable")[: 4 * layer.size]
            self._add(n, [(int(rows[k]), int(ends[k])) for k in new])
        often = np.array([unit.days for unit in self.question.units])
        return float((lowest * often).sum()) + out * sum(self.question.turns_out.values())

    def cut(self) -> int:
        """Add rows for the cuts the solution breaks; return how many."""
        before = len(self._cuts)
        flows = [self._flow(n) for n in range(len(self.layers))]
        for n, (layer, flow) in enumerate(zip(self.layers, flows, strict=True)):
            for inside, rest in breaches(layer, flow):
                self._forbid(n, cut_costs(inside, rest))
        return len(self._cuts) - before

    def _flow(self, n: int) -> Floats:
        """How much goes along every leg of a layer."""
        size = self.layers[n].size
        flow = np.zeros((size + 1, size + 1))
        for leg, variable in self._legs[n].items():
            flow[leg] = variable.solution_value()
        return flow

    def _reduced(self, n: int) -> Floats:
        """Reduced cost of every leg of a layer, 0 where there is none."""
        layer, size = self.layers[n], self.layers[n].size
        balance = np.array([row.dual_value() for row in self._balance[n]])
        value = np.append(self._cover.brings()[layer.unit], 0.0)
        reduced = layer.cost - value[None, :] - balance[None, :] + balance[:, None]
        reduced = reduced.astype(np.float64)
        for takes, row in zip(self._limits[n], self._limit_rows[n], strict=True):
            reduced -= row.dual_value() * takes[0]
        reduced[size, :] -= self._out_rows[n].dual_value()
        for cut in self._cuts:
            if cut.layer == n and (dual := cut.row.dual_value()):
                reduced -= dual * cut.coefficients
        return np.where(layer.there, reduced, 0.0)

    def _add(self, n: int, legs: list[tuple[int, int]]) -> None:
        layer, lp, size = self.layers[n], self._lp, self.layers[n].size
        for i, j in legs:
            if (i, j) in self._legs[n]:
                continue
            variable = lp.NumVar(0, lp.infinity(), "")
            lp.Objective().SetCoefficient(variable, int(layer.cost[i, j]))
            self._balance[n][j].SetCoefficient(variable, 1)
            self._balance[n][i].SetCoefficient(variable, -1)
            if j < size:
                self._cover.add(variable, int(layer.unit[j]))
            for (takes, _), row in zip(self._limits[n], self._limit_rows[n], strict=True):
                row.SetCoefficient(variable, float(takes[i, j]))
            if i == size:
                self._out_rows[n].SetCoefficient(variable, 1)
            for cut in self._cuts:
                if cut.layer == n and cut.coefficients[i, j]:
                    cut.row.SetCoefficient(variable, float(cut.coefficients[i, j]))
            self._legs[n][i, j] = variable
            self.added += 1

    def _forbid(self, n: int, coefficients: Floats) -> None:
        row = self._lp.Constraint(0, self._lp.infinity())
        for leg, variable in self._legs[n].items():
            if coefficients[leg]:
                row.SetCoefficient(variable, float(coefficients[leg]))
        self._cuts.append(Cut(n, coefficients, row))

    def _turns(self) -> None:
        """Limit the tours of each layer to turns that may be out, and what they take to these."""
        lp, question = self._lp, self.question
        endless = lp.infinity()
        out = question.turns_out
        reserve = {shift: lp.Constraint(-endless, most) for shift, most in out.items()}
        self._out_rows = [lp.Constraint(-endless, 0) for _ in self.layers]
        for n, layer in enumerate(self.layers):
            for g in layer.groups:
                group = question.groups[g]
                turns = [question.problem.turns[row] for row in group.turns]
                for shift in dict.fromkeys((turn.day, turn.shift_id) for turn in turns):
                    count = sum((turn.day, turn.shift_id) == shift for turn in turns)
                    goes = lp.NumVar(0, count, "")
                    reserve[shift].SetCoefficient(goes, 1)
                    self._out_rows[n].SetCoefficient(goes, -1)
                    given = (group.work_s, group.max_drive_s, group.load_most)
                    for (_, which), row in zip(self._limits[n], self._limit_rows[n], strict=True):
                        row.SetCoefficient(goes, -given[which])


def _limits(layer: Layer) -> Iterator[tuple[Floats, int]]:
    """Yield what legs take of work, driving and load, and which of them it is."""
    load = np.broadcast_to(np.append(layer.load, 0), layer.time.shape)
    for which, takes in enumerate((layer.time, layer.drive, load)):
        yield np.where(layer.there, takes, 0).astype(np.float64), which


def _near(layer: Layer) -> list[tuple[int, int]]:
    """Legs to begin with: the nearest of each way, and all from and to the base."""
    size = layer.size
    legs = {(size, j) for j in range(size)} | {(i, size) for i in range(size)}
    for rank in np.argsort(layer.cost, axis=1, kind="stable")[:, :NEAREST].T:
        legs |= {(i, int(j)) for i, j in enumerate(rank)}
    for rank in np.argsort(layer.cost, axis=0, kind="stable")[:NEAREST]:
        legs |= {(int(i), j) for j, i in enumerate(rank)}
    return [leg for leg in sorted(legs) if layer.cost[leg] < FAR]


@dataclass(eq=False)
class _Covers:
    """Rows of units and promises, and what a call brings in them."""

    question: Relaxed
    units: list[pywraplp.Constraint]
    lines: list[tuple[int, int, pywraplp.Constraint]]
    certain: float

    def add(self, variable: pywraplp.Variable, unit: int) -> None:
        """Let a leg count as a call of a unit."""
        self.units[unit].SetCoefficient(variable, 1)
        for task, fewer, row in self.lines:
            if task == self.question.units[unit].task:
                row.SetCoefficient(variable, fewer)

    def brings(self) -> Floats:
        """Return what a call of each unit brings."""
        by_task = np.zeros(len(self.question.problem.tasks))
        for task, fewer, row in self.lines:
            by_task[task] += fewer * row.dual_value()
        tasks = np.array([unit.task for unit in self.question.units], dtype=np.int64)
        return np.array([row.dual_value() for row in self.units]) + by_task[tasks]


def _covers(question: Relaxed, lp: pywraplp.Solver, dear: float) -> _Covers:
    """Price what is missing of each unit, and the days each promise is late."""
    objective, endless = lp.Objective(), lp.infinity()
    rows = []
    for unit in question.units:
        missing = lp.NumVar(max(0, unit.times - unit.days), endless, "")
        objective.SetCoefficient(missing, dear if unit.required else unit.price)
        rows.append(lp.Constraint(unit.times, endless))
        rows[-1].SetCoefficient(missing, 1)
    lines = []
    certain = 0
    for promise in question.promises:
        base = min(a for a, b in promise.lines if not b)
        certain += question.problem.rules.promise_price_s * base
        late = lp.NumVar(0, endless, "")
        objective.SetCoefficient(late, question.problem.rules.promise_price_s)
        for least, fewer in promise.lines:
            if fewer:
                row = lp.Constraint(least - base, endless)
                row.SetCoefficient(late, 1)
                lines.append((promise.task, fewer, row))
    return _Covers(question, rows, lines, float(certain))
