"""All tours that a plan better than the known one can hold, and the best plan made of them.

At the prices of the bound, a plan that holds a tour costs at least the bound and what that tour
costs there. So a plan below the known value is made of tours cheap enough for that alone; where all
of them can be listed, a program over them proves the known plan or gives the better one (Baldacci,
Christofides and Mingozzi, 2008, doi 10.1007/s10107-007-0178-5).
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from ortools.sat.python import cp_model

from planner.engine import cp
from planner.engine.attempt import Attempt
from planner.engine.tours_bound_columns import PAIRS_PER_WORK, Generation
from planner.engine.tours_bound_labels import Labels, Walk
from planner.engine.tours_bound_master import Column, Master
from planner.engine.tours_bound_net import Bits, Floats, Ints, Net
from planner.engine.tours_bound_parts import Relaxed
from planner.engine.tours_bound_price import backwards
from planner.engine.tours_days import Week
from planner.engine.tours_days_clock import clocked
from planner.outcome import Cancelled
from planner.problem.tours import ToursPlan

ROUTES_MOST = 40_000
"""Most tours listed in all."""
PAIRS_PER_LABEL = 3_000
"""Pairs of labels that take as long as one label of the listing."""
NEAREST = 6
MARGIN = 0.01
"""Seconds that rounding may take off what a tour costs at prices."""

Made: TypeAlias = dict[int, list[tuple[int, cp_model.LinearExpr]]]
"""For each task the calls at it, by group."""


@dataclass(frozen=True, eq=False)
class Rest:
    """What a tour that is at a spot at a time still costs at least, for each spot."""

    late: tuple[Ints, ...]
    costs: tuple[Floats, ...]

    def at(self, node: Ints, time: Ints) -> Floats:
        """Return the least cost from spots at times to the end, the spots themselves taken off."""
        rest = np.full(len(node), np.inf)
        for spot in np.unique(node).tolist():
            rows = np.flatnonzero(node == spot)
            place = np.searchsorted(self.late[spot], time[rows])
            rest[rows] = np.append(self.costs[spot], np.inf)[place]
        return rest


def rest_of(
    net: Net, costs: Floats, cancelled: Cancelled, *, most: int, memory: Bits | None = None
) -> tuple[Rest | None, int]:
    """Walk a net from its end, forgetting what is far, None where that is too much; the work.

    Parameters
    ----------
    memory
        For each spot the idents it remembers; those of the nearest if not given.
    """
    back = Walk(backwards(net), net.near(NEAREST) if memory is None else memory, cancelled)
    walked = back.labels(costs.T, exact=True, most=most, until=-net.group.start_s)
    if not walked.whole:
        return None, walked.work
    labels = walked.labels
    late, least = [], []
    for spot in range(net.size):
        rows = np.flatnonzero(labels.node == spot)
        until = -labels.time[rows] - net.dwell[spot]
        order = np.argsort(until, kind="stable")
        late.append(until[order])
        least.append(np.minimum.accumulate(labels.cost[rows][order][::-1])[::-1])
    return Rest(tuple(late), tuple(least)), walked.work


class _Listing(Walk):
    """Labels of tours without any place twice that may still be cheap enough.

    Parameters
    ----------
    limit
        What a tour costs at most.
    """

    def __init__(self, net: Net, rest: Rest, limit: float, cancelled: Cancelled) -> None:
        everything = np.bitwise_or.reduce(net.bits, axis=0)
        super().__init__(net, np.tile(everything, (net.size, 1)), cancelled)
        self._rest, self._limit = rest, limit
        self._known: dict[tuple[int, bytes], list[tuple[float, int, Ints]]] = {}

    def _extended(self, labels: Labels, costs: Floats, numbers: Ints) -> Labels:
        """Return labels one call further on, but those whose tours all cost too much."""
        found = super()._extended(labels, costs, numbers)
        return found.rows(found.cost + self._rest.at(found.node, found.time) <= self._limit)

    def _best(self, kept: object, labels: Labels, *, exact: bool) -> tuple[Labels, int]:  # noqa: ARG002 as in a walk
        """Drop what another order of the same calls, ended at the same one, does no worse."""
        rows = []
        for row in np.lexsort((labels.cost, labels.time)).tolist():
            key = int(labels.node[row]), labels.seen[row].tobytes()
            cost, time, spent = float(labels.cost[row]), int(labels.time[row]), labels.spent[row]
            others = self._known.setdefault(key, [])
            if not any(c <= cost and t <= time and (s <= spent).all() for c, t, s in others):
                others.append((cost, time, spent))
                rows.append(row)
        return labels.rows(np.array(rows, dtype=np.int64)), PAIRS_PER_LABEL * len(labels.node)


def routes_within(
    net: Net,
    costs: Floats,
    limit: float,
    cancelled: Cancelled,
    *,
    most: int,
    memory: Bits | None = None,
) -> tuple[list[tuple[int, ...]] | None, int]:
    """Return all tours of a net that cost at most so much, None where they are too many; the work.

    Of tours with the same calls only the cheapest is returned.

    Parameters
    ----------
    costs
        Of each leg, with what its end brings taken off.
    most
        Most work, in pairs of labels.
    memory
        For each spot the idents that what the rest costs at least remembers there.
    """
    rest, spent = rest_of(net, costs, cancelled, most=most, memory=memory)
    if rest is None:
        return None, spent
    listing = _Listing(net, rest, limit, cancelled)
    walked = listing.labels(costs, exact=True, most=most - spent, until=net.closes)
    if not walked.whole:
        return None, spent + walked.work
    labels = walked.labels
    home = net.legs[labels.node, net.size]
    fits = (home >= 0) & (labels.time + net.dwell[labels.node] + home <= net.closes)
    for k, (takes, limit_) in enumerate(zip(net.spends, net.most, strict=True)):
        fits &= labels.spent[:, k] + takes[labels.node, net.size] <= limit_
    total = labels.cost + costs[labels.node, net.size]
    rows = np.flatnonzero(fits & (total <= limit))
    best: dict[bytes, int] = {}
    for row in rows[np.argsort(total[rows], kind="stable")].tolist():
        best.setdefault(labels.seen[row].tobytes(), row)
    return [walked.path(row) for row in best.values()], spent + walked.work


def proved_by_routes(
    question: Relaxed,
    state: Generation,
    attempt: Attempt,
    *,
    value: int,
    work: float,
    last: float = 0.0,
) -> tuple[int, dict[Column, int] | None]:
    """Return a bound, and how often each tour is made in a plan that may be below the value.

    Parameters
    ----------
    value
        Of the best plan known.
    work, last
        Work to list tours, and for the program over them; 0 for as much again.
    """
    if state.prices is None or question.problem.rules.longest_price_pct:
        return -(10**18), None
    columns: list[Column] = []
    limits, until = _limits(state, value), attempt.used + work
    for g, net in enumerate(state.master.nets):
        costs = state.master.legs(g, state.prices)
        most = int((until - attempt.used) * PAIRS_PER_WORK)
        memory = state.pricers[g].memory
        found, pairs = routes_within(
            net, costs, limits[g], attempt.cancelled, most=most, memory=memory
        )
        attempt.spend(pairs / PAIRS_PER_WORK)
        if found is None or len(columns) + len(found) > ROUTES_MOST or attempt.cancelled():
            return -(10**18), None
        columns += [(g, path) for path in found]
    model = _Model(question, state.master, columns)
    model.model.add(model.cost < value - round(state.master.certain))
    with attempt.silently():
        answer = cp.solve(model.model, attempt, work=last or work)
    if answer.found is cp.Found.INFEASIBLE:
        return value, None
    bound = -(10**18) if answer.bound is None else answer.bound + round(state.master.certain)
    if not answer.solved:
        return min(bound, value), None
    made = {c: answer.solver.value(v) for c, v in model.taken.items()}
    return min(bound, value), {column: times for column, times in made.items() if times}


def _limits(state: Generation, value: int) -> list[float]:
    """Most that a tour of each group may cost at the prices: it takes the place of another one."""
    picked = state.master.picked(state.least)
    out = state.master.question.turns_out
    last = {s: picks[-1] if len(picks) == out[s] and picks else 0.0 for s, picks in picked.items()}
    return [
        value - state.bound + MARGIN + max((last[shift] for shift in turns), default=0.0)
        for turns in state.master.turns
    ]


def plan_of(question: Relaxed, nets: Sequence[Net], made: Mapping[Column, int]) -> ToursPlan | None:
    """Give tours to turns in order; None where one does not fit into what is left."""
    week = Week(question.problem)
    left = dict(question.turns_out)
    free = {g: list(nets[g].group.turns) for g, _ in made}
    tours = []
    for (g, path), times in made.items():
        for _ in range(times):
            turn = next((t for t in free[g] if left[week.shifts[t]]), None)
            if turn is None:
                return None
            free[g].remove(turn)
            left[week.shifts[turn]] -= 1
            spots = [nets[g].group.spots[s] for s in path]
            day = question.problem.turns[turn].day
            stops = tuple((question.task_of(spot), spot.way, day + spot.day) for spot in spots)
            tour = clocked(week, turn, stops)
            if tour is None:
                return None
            tours.append(tour)
    return ToursPlan(tuple(sorted(tours, key=lambda tour: tour.turn_id)))


class _Model:
    """The program over listed tours, in whole numbers."""

    def __init__(self, question: Relaxed, master: Master, columns: list[Column]) -> None:
        self.model = cp_model.CpModel()
        self._question, self._master = question, master
        self.taken = {c: self._often(c) for c in columns}
        costs: list[cp_model.LinearExpr] = [master.cost(c) * v for c, v in self.taken.items()]
        done: dict[int, list[cp_model.LinearExpr]] = defaultdict(list)
        tasks: Made = defaultdict(list)
        for (g, path), v in self.taken.items():
            for u, times in Counter(int(master.nets[g].unit[s]) for s in path).items():
                done[u].append(times * v)
                tasks[question.units[u].task].append((g, times * v))
        for u, unit in enumerate(question.units):
            least = max(0, unit.times - unit.days)
            lacks = self.model.new_int_var(least, least if unit.required else unit.times, "")
            self.model.add(sum(done[u]) + lacks >= unit.times)
            costs.append(unit.price * lacks)
        costs += self._late(tasks)
        costs += self._lost(tasks)
        self._turns()
        self.cost = sum(costs)
        self.model.minimize(self.cost)

    def _often(self, column: Column) -> cp_model.IntVar:
        return self.model.new_int_var(0, len(self._master.nets[column[0]].group.turns), "")

    def _late(self, tasks: Made) -> Iterator[cp_model.LinearExpr]:
        """Price days late, above those that are in any case."""
        for promise in self._question.promises:
            base = min(a for a, b in promise.lines if not b)
            calls = [made for _, made in tasks[promise.task]]
            late = self.model.new_int_var(0, self._question.problem.days * 2 + base, "")
            for least, fewer in promise.lines:
                self.model.add(late + fewer * sum(calls) >= least - base)
            yield self._master.late * late

    def _lost(self, tasks: Made) -> Iterator[cp_model.LinearExpr]:
        """Price kept calls that are not made; pinned ones are."""
        pins = set(self._question.pins)
        for (task, turn), price in self._master.calls:
            nets = self._master.nets
            made = [calls for g, calls in tasks[task] if turn in nets[g].group.turns]
            lost = self.model.new_int_var(0, 0 if (task, turn) in pins else 1, "")
            self.model.add(sum(made) + lost >= 1)
            yield int(price) * lost

    def _turns(self) -> None:
        """Limit the turns out in each group and on each shift."""
        of_group: dict[int, list[cp_model.IntVar]] = defaultdict(list)
        for (g, _), v in self.taken.items():
            of_group[g].append(v)
        reserve: dict[tuple[int, str], list[cp_model.IntVar]] = defaultdict(list)
        for g, turns in enumerate(self._master.turns):
            goes = {shift: self.model.new_int_var(0, n, "") for shift, n in turns.items()}
            self.model.add(sum(of_group[g]) <= sum(goes.values()))
            for shift, count in goes.items():
                reserve[shift].append(count)
        for shift, counts in reserve.items():
            self.model.add(sum(counts) <= self._question.turns_out[shift])
