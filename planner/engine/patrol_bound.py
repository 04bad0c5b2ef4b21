"""A lower bound for patrols too large to prove: a linear relaxation with connection cuts.

All crews are thrown together: each leg costs the least any crew would pay, all shifts make one
budget of time, and at most as many tours as crews may be out leave the base. Every plan of the
question is a solution of this, so its optimum can only be lower. A stop that is visited must hang
together with the base; these cuts are added while they are broken (Dantzig, Fulkerson and Johnson,
1954, doi 10.1287/opre.2.4.393).
"""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from ortools.graph.python import max_flow
from ortools.linear_solver import pywraplp  # type: ignore[import-untyped]

from planner.engine.attempt import Attempt
from planner.engine.patrol_view import FAR, View

ROUNDS_MOST = 25
STALLED_ROUNDS = 4
WORK_PER_ROUND = 0.1
SCALE = 10**6
"""Flows are whole numbers of millionths."""
TOLERANCE = 1e-4
"""Share of a flow, and relative slack taken off the bound for the arithmetic of the LP."""


@dataclass(frozen=True, eq=False)
class _Relaxed:
    """Node 0 is all bases together; node i + 1 is stop ``stops[i]``."""

    stops: list[int]
    drive: npt.NDArray[np.int64]
    price: npt.NDArray[np.int64]
    tours: int
    time_s: int
    drive_cap_s: int


def lower_bound(view: View, attempt: Attempt) -> int:
    """Return a number that no plan of this question can be below."""
    relaxed = _relax(view)
    hopeless = sum(p for s, p in enumerate(view.prize) if s not in relaxed.stops)
    if not relaxed.stops or relaxed.tours == 0:
        return sum(view.prize)
    lp = _Program(view, relaxed)
    best = 0.0
    values: list[float] = []
    for _ in range(ROUNDS_MOST):
        if attempt.cancelled() or _stalled(values):
            break
        value = lp.solve()
        attempt.spend(WORK_PER_ROUND)
        if value is None:
            break
        best = max(best, value)
        values.append(best)
        attempt.report(bound=hopeless + _whole(best))
        if not lp.cut():
            break
    return hopeless + _whole(best)


def _stalled(values: list[float]) -> bool:
    """Return whether the last rounds of cuts gained next to nothing."""
    return len(values) > STALLED_ROUNDS and (
        values[-1] - values[-1 - STALLED_ROUNDS] < 0.002 * max(1.0, values[-1])
    )


def _whole(value: float) -> int:
    """Return a whole number safely below what the LP says, in spite of its rounding."""
    return max(0, math.ceil(value - TOLERANCE * max(1.0, value) * 0.01 - 1e-3))


def _relax(view: View) -> _Relaxed:
    """Return the relaxation: for every leg the crew that is best at it."""
    crews = view.crews
    stops = [s for s in range(len(view.problem.stops)) if any(view.possible[k, s] for k in crews)]
    size = len(stops) + 1
    drive = np.full((size, size), FAR, dtype=np.int64)
    price = np.full((size, size), FAR, dtype=np.int64)
    for k in crews:
        places = [view.bases[k], *(view.places[s] for s in stops)]
        legs = view.shortest[k][np.ix_(places, places)]
        able = np.array([True, *(view.possible[k, s] for s in stops)])
        legs = np.where(able[:, None] & able[None, :], legs, FAR)
        away = np.array([0, *(view.away_price(k, s) for s in stops)], dtype=np.int64)
        np.minimum(drive, legs, out=drive)
        np.minimum(price, legs + away[None, :], out=price)
    _forbid_by_clock(view, stops, drive)
    shifts = _longest(view, [c.end_s - c.start_s for c in view.problem.crews])
    caps = _longest(view, [c.max_drive_s for c in view.problem.crews])
    return _Relaxed(stops, drive, price, len(shifts), sum(shifts), sum(caps))


def _forbid_by_clock(view: View, stops: list[int], drive: npt.NDArray[np.int64]) -> None:
    """Forbid legs that no crew can take because the second place closes too early."""
    earliest = min((view.problem.crews[k].start_s for k in view.crews), default=0)
    for a, i in enumerate(stops, start=1):
        first = view.problem.stops[i]
        leaves = max(first.open_s, earliest + int(drive[0, a])) + first.dwell_s
        for b, j in enumerate(stops, start=1):
            second = view.problem.stops[j]
            if leaves + drive[a, b] + second.dwell_s > second.close_s:
                drive[a, b] = FAR


def _longest(view: View, values: list[int]) -> list[int]:
    """Return the largest values of as many crews as may be out, shift by shift."""
    chosen: list[int] = []
    for shift, allowed in view.allowed_out.items():
        mine = [values[k] for k in view.crews if view.problem.crews[k].shift_id == shift]
        chosen += sorted(mine, reverse=True)[:allowed]
    return chosen


class _Program:
    """The linear program, solved again after each round of cuts."""

    def __init__(self, view: View, relaxed: _Relaxed) -> None:
        self._size = len(relaxed.stops) + 1
        self._lp = pywraplp.Solver.CreateSolver("GLOP")
        legs = [
            (i, j)
            for i in range(self._size)
            for j in range(self._size)
            if i != j and relaxed.drive[i, j] < FAR
        ]
        self._tails = np.array([i for i, _ in legs], dtype=np.int64)
        self._heads = np.array([j for _, j in legs], dtype=np.int64)
        self._flow = [self._lp.NumVar(0, relaxed.tours if 0 in leg else 1, "") for leg in legs]
        self._visit = [self._lp.NumVar(0, 1, "") for _ in relaxed.stops]
        prizes = [view.prize[s] for s in relaxed.stops]
        objective = self._lp.Objective()
        objective.SetOffset(sum(prizes))
        for leg, variable in zip(legs, self._flow, strict=True):
            objective.SetCoefficient(variable, int(relaxed.price[leg]))
        for prize, variable in zip(prizes, self._visit, strict=True):
            objective.SetCoefficient(variable, -prize)
        self._balance(view, relaxed)
        self._budgets(view, relaxed, legs)

    def solve(self) -> float | None:
        """Return the optimum, or None if the LP solver gave none."""
        if self._lp.Solve() != pywraplp.Solver.OPTIMAL:
            return None
        return float(self._lp.Objective().Value())

    def cut(self) -> int:
        """Add a cut for every stop that does not hang together with the base; return how many."""
        flow = np.array([v.solution_value() for v in self._flow])
        visit = [v.solution_value() for v in self._visit]
        keep = flow > TOLERANCE
        capacity = np.round(flow[keep] * SCALE).astype(np.int64)
        network = max_flow.SimpleMaxFlow()
        network.add_arcs_with_capacity(self._tails[keep], self._heads[keep], capacity)
        known: set[frozenset[int]] = set()
        for s, amount in enumerate(visit):
            if amount < TOLERANCE:
                continue
            network.solve(0, s + 1)
            if network.optimal_flow() >= (amount - 0.02) * SCALE:
                continue
            side = frozenset(int(n) for n in network.get_source_side_min_cut())
            if side not in known and s + 1 not in side:
                known.add(side)
                self._connect(side, visit)
        return len(known)

    def _connect(self, side: frozenset[int], visit: list[float]) -> None:
        """Demand as much flow out of the base's side as the most visited stop beyond it has."""
        beyond = [s for s in range(len(visit)) if s + 1 not in side]
        inside = np.array([n in side for n in range(self._size)])
        row = self._lp.Constraint(0, self._lp.infinity())
        for leg in np.flatnonzero(inside[self._tails] & ~inside[self._heads]):
            row.SetCoefficient(self._flow[leg], 1)
        row.SetCoefficient(self._visit[max(beyond, key=lambda s: (visit[s], -s))], -1)

    def _balance(self, view: View, relaxed: _Relaxed) -> None:
        arrive = [self._lp.Constraint(0, 0) for _ in range(self._size)]
        depart = [self._lp.Constraint(0, 0) for _ in range(self._size)]
        for variable, i, j in zip(self._flow, self._tails, self._heads, strict=True):
            depart[i].SetCoefficient(variable, 1)
            arrive[j].SetCoefficient(variable, 1)
        arrive[0].SetBounds(0, relaxed.tours)
        depart[0].SetBounds(0, relaxed.tours)
        for n, s in enumerate(relaxed.stops, start=1):
            arrive[n].SetCoefficient(self._visit[n - 1], -1)
            depart[n].SetCoefficient(self._visit[n - 1], -1)
            if view.problem.stops[s].mandatory:
                self._visit[n - 1].SetBounds(1, 1)

    def _budgets(self, view: View, relaxed: _Relaxed, legs: list[tuple[int, int]]) -> None:
        time = self._lp.Constraint(-self._lp.infinity(), relaxed.time_s)
        drive = self._lp.Constraint(-self._lp.infinity(), relaxed.drive_cap_s)
        for leg, variable in zip(legs, self._flow, strict=True):
            time.SetCoefficient(variable, int(relaxed.drive[leg]))
            drive.SetCoefficient(variable, int(relaxed.drive[leg]))
        for s, variable in zip(relaxed.stops, self._visit, strict=True):
            time.SetCoefficient(variable, view.problem.stops[s].dwell_s)
