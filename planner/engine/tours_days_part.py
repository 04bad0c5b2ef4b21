"""A part of a question for one search: some turns, each with its span, and the calls it may move.

A slot is one call to come; it may be made on any of its days, at most once. What it brings on a day
is what the plan would lose without it.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from planner.engine.tours_cost import Route
from planner.engine.tours_days import Span, Stop, Stops, Week
from planner.engine.tours_view import NO_WAY_S, Client, Fleet, Job, Table

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Slot:
    """One call to come: what it brings on each day on which it may be made."""

    task: int
    ways: tuple[int, ...]
    prizes: Mapping[int, int]


class Part:
    """What a search of one part sees: a fleet for each turn, a job for each slot.

    Parameters
    ----------
    turns
        Span of each turn that may be used, by its row.
    """

    def __init__(self, week: Week, turns: Mapping[int, Span], slots: Sequence[Slot]) -> None:
        self.problem = week.problem
        self._week = week
        self.turns = list(turns)
        self._spans = turns
        self._fixed = _Fixed(week, self.turns)
        offers = [self._offers(slot) for slot in slots]
        used = [(slot, offer) for slot, offer in zip(slots, offers, strict=True) if offer]
        self.jobs = tuple(Job(slot.task, 0, required=False) for slot, _ in used)
        found: dict[Client, None] = {}
        self.slots = [slot for slot, _ in used]
        for j, (slot, offer) in enumerate(used):
            for way, day, (open_s, late_s), price in offer:
                gain = slot.prizes[day] + self._fixed.bonus(slot.task, day) - (price or 0)
                if gain >= 0:
                    found[Client(j, slot.task, way, open_s, late_s, gain, price)] = None
        self.clients = tuple(found)
        self._shapes, kinds = self._kinds()
        self.fleets = tuple(
            self._fleet(turn, kind) for turn, kind in zip(self.turns, kinds, strict=True)
        )
        self.kinds = len(self._shapes)

    def stops(self, route: Route) -> tuple[int, Stops]:
        """Return the turn and the stops of a route of the search."""
        days = [self._days[c] for c in route[1]]
        clients = [self.clients[c] for c in route[1]]
        found = zip(clients, days, strict=True)
        return self.turns[route[0]], tuple((c.task, c.way, day) for c, day in found)

    def span(self, turn: int) -> Span:
        """Return when a turn of the part may be out."""
        return self._spans[turn]

    def start(self, tours: Mapping[int, Stops], begins: Mapping[Stop, int]) -> tuple[Route, ...]:
        """Return tours as routes to begin a search with; stops that bring nothing are dropped.

        Parameters
        ----------
        begins
            When each stop begins: tells spans of one day apart.
        """
        where: dict[Stop, list[int]] = defaultdict(list)
        for c, client in enumerate(self.clients):
            where[client.task, client.way, self._days[c]].append(c)
        routes, done = [], set[int]()
        for fleet, turn in enumerate(self.turns):
            row = []
            for stop in tours.get(turn, ()):
                price = self._price(turn, stop[0], stop[2])
                found = self._client(where[stop], begins.get(stop, -1), price, done)
                if found is not None and self._fixed.may(self._week, turn, stop):
                    row.append(found)
                    done.add(self.clients[found].job)
            if row:
                routes.append((fleet, tuple(row)))
        return tuple(routes)

    def _client(
        self, choices: Sequence[int], begin_s: int, price: int, done: set[int]
    ) -> int | None:
        """Return the client that stands for a stop, the one whose span it lies in first."""
        free = [
            c
            for c in choices
            if self.clients[c].job not in done and self.clients[c].price in {None, price}
        ]
        inside = [c for c in free if self.clients[c].open_s <= begin_s <= self.clients[c].late_s]
        return next(iter([*inside, *free]), None)

    @cached_property
    def _days(self) -> list[int]:
        return [client.open_s // 86_400 for client in self.clients]

    def tables(self, crew_kind: int) -> tuple[Table, Table]:
        """Distances (driving and prices) and seconds between depots and clients, in this order."""
        mode, closed, price = self._shapes[crew_kind]
        seconds, depots = self._week.seconds[mode], np.array(self.depots, dtype=np.int64)
        enter, leave = np.append(depots, self._ends("enter_id")), self._ends("leave_id")
        leave = np.append(depots, leave)
        duration = seconds[np.ix_(leave, enter)]
        none = np.zeros(len(depots), bool)
        shut = np.append(none, np.frombuffer(closed, dtype=bool))
        added = np.append(none.astype(np.int64), np.frombuffer(price, dtype=np.int64))
        no_way = (duration < 0) | shut[None, :] | shut[:, None]
        distance = np.where(no_way, NO_WAY_S, duration + added[None, :])
        duration = np.where(no_way, NO_WAY_S, duration)
        np.fill_diagonal(distance, 0)
        np.fill_diagonal(duration, 0)
        return distance, duration

    @cached_property
    def depots(self) -> list[int]:
        """Locations where tours begin or end."""
        return sorted({place for turn in self.turns for place in self._places(turn)})

    def _places(self, turn: int) -> tuple[int, int]:
        crew, row = self._week.crews[turn], self._week.row
        return row[crew.base_id], row[crew.end_id or crew.base_id]

    def _ends(self, name: str) -> Ints:
        ways = (self.problem.tasks[c.task].ways[c.way] for c in self.clients)
        return np.array([self._week.row[getattr(way, name)] for way in ways], dtype=np.int64)

    def _offers(self, slot: Slot) -> list[tuple[int, int, Span, int | None]]:
        """Ways, days, spans and prices at which some turn can take a slot."""
        return [
            (way, day, span, price)
            for day in slot.prizes
            for way in slot.ways
            for span in self._week.spans((slot.task, way, day))
            for price in self._levels(slot.task, way, day, span)
        ]

    def _levels(self, task: int, way: int, day: int, span: Span) -> list[int | None]:
        stop = (task, way, day)
        able = [
            turn
            for turn, (start_s, end_s) in self._spans.items()
            if span[0] < end_s and span[1] >= start_s and self._fixed.may(self._week, turn, stop)
        ]
        if self._capped and able:
            return list[int | None](sorted({self._price(turn, task, day) for turn in able}))
        return [None] if able else []

    @cached_property
    def _capped(self) -> bool:
        """Whether a cap on driving may bind while prices would count as driving."""
        turns = [self.problem.turns[turn] for turn in self.turns]
        return any(turn.max_drive_s < turn.end_s - turn.start_s for turn in turns)

    def _price(self, turn: int, task: int, day: int) -> int:
        return self._week.price(turn, task) + self._fixed.price(turn, task, day)

    def _kinds(self) -> tuple[list[tuple[str, bytes, bytes]], list[int]]:
        """Tell what turns see of the clients: how they go, who is closed to them, what they pay."""
        shapes: dict[tuple[str, bytes, bytes], int] = {}
        kinds = []
        for turn in self.turns:
            closed, prices = [], []
            for client, day in zip(self.clients, self._days, strict=True):
                price = self._price(turn, client.task, day)
                may = self._fixed.may(self._week, turn, (client.task, client.way, day))
                closed.append(not may or client.price not in {None, price})
                prices.append(price if client.price is None else 0)
            shape = (
                self._week.crews[turn].mode,
                np.array(closed, dtype=bool).tobytes(),
                np.array(prices, dtype=np.int64).tobytes(),
            )
            kinds.append(shapes.setdefault(shape, len(shapes)))
        return list(shapes), kinds

    def _fleet(self, turn: int, kind: int) -> Fleet:
        given, crew = self.problem.turns[turn], self._week.crews[turn]
        start_s, end_s = self._spans[turn]
        open_s = max(end_s - self._break_s(end_s - start_s), self._back_s(turn))
        end_s = max(start_s, min(end_s, open_s))
        shift = (given.day, given.shift_id)
        return Fleet(
            (turn,), kind, *self._places(turn), start_s, end_s, given.max_drive_s, crew.load_most,
            shift,
        )  # fmt: skip

    def _back_s(self, turn: int) -> int:
        """When a turn is home after its calls at fixed times, in which its breaks are."""
        week, crew = self._week, self._week.crews[turn]
        home = week.row[crew.end_id or crew.base_id]
        found = [0]
        for task in week.pins.get(turn, ()):
            for number, way in enumerate(self.problem.tasks[task].ways):
                leg_s = week.legs[crew.mode][week.row[way.leave_id]][home]
                times = (week.fixed(turn, (task, number, day)) for day in week.days_of(turn))
                found += [at + way.dwell_s + max(0, leg_s) for at in times if at is not None]
        return max(found)

    def _break_s(self, length_s: int) -> int:
        """Time to keep free in a turn for the breaks it may need."""
        rules = self.problem.rules
        if not rules.break_after_s or length_s <= rules.break_after_s:
            return 0
        return rules.break_s * (length_s // (rules.break_after_s + rules.break_s))


class _Fixed:
    """Pinned and kept calls of some turns, each on the first day on which it can be made."""

    def __init__(self, week: Week, turns: Sequence[int]) -> None:
        self._pinned = _by_day(week, week.pins, turns)
        self._kept = _by_day(week, week.kept, turns)
        self._must, self._moved_s = week.worth.must, week.problem.rules.moved_price_s

    def bonus(self, task: int, day: int) -> int:
        """Return what doing a task on a day brings beyond its days."""
        key = (task, day)
        return self._must * (key in self._pinned) + self._moved_s * (key in self._kept)

    def price(self, turn: int, task: int, day: int) -> int:
        """Return what a turn pays for a call that another should keep."""
        kept = self._kept.get((task, day))
        return self._moved_s if kept and turn not in kept else 0

    def may(self, week: Week, turn: int, stop: Stop) -> bool:
        """Return whether a turn may make a call: able to, and it is pinned to no other."""
        pinned = self._pinned.get((stop[0], stop[2]))
        return week.able(turn, stop[0]) and (not pinned or turn in pinned)


def _by_day(
    week: Week, calls: Mapping[int, frozenset[int]], turns: Sequence[int]
) -> Mapping[tuple[int, int], set[int]]:
    found: dict[tuple[int, int], set[int]] = defaultdict(set)
    for turn in turns:
        for task in calls.get(turn, ()):
            day = next(_days(week, turn, task), None)
            if day is not None:
                found[task, day].add(turn)
    return found


def _days(week: Week, turn: int, task: int) -> Iterator[int]:
    ways = tuple(range(len(week.problem.tasks[task].ways)))
    day = week.home_day(turn, (task, ways))
    if day is not None:
        yield day
