"""A tours question as the search sees it: jobs to choose from, fleets of equal turns, tables.

A job is one wanted time of a task; its clients are the ways and spans in which it can be done, of
which at most one is. A task wanted on n days has one job in each n-th part of the horizon, so that
its days never fall together.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import Any, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from planner.problem.tour_parts import DAY_S, ESCORTED_KINDS, Crew, Task, Turn
from planner.problem.tours import ToursProblem

Ints = NDArray[np.int64]
Table: TypeAlias = "np.ndarray[Any, np.dtype[np.int64]]"
NO_WAY_S = 10**8
"""Seconds of a leg nobody may take: longer than any horizon, so the route breaks its span."""


@dataclass(frozen=True, slots=True)
class Job:
    """One wanted time of a task: what leaving it out costs, and whether it may not be."""

    task: int
    prize: int
    required: bool


@dataclass(frozen=True, slots=True)
class Client:
    """One way to do a job, within one span for its beginning, by the crews of one price.

    `prize` is what doing it so brings; `price` is what the crews pay that may do it so, None where
    the price is part of the way there and all may.
    """

    job: int
    task: int
    way: int
    open_s: int
    late_s: int
    prize: int
    price: int | None


@dataclass(frozen=True, slots=True)
class Fleet:
    """Turns that are alike in everything the search looks at: rows of the question's turns."""

    turns: tuple[int, ...]
    crew_kind: int
    base: int
    end: int
    start_s: int
    end_s: int
    max_drive_s: int
    load_most: int
    shift: tuple[int, str]


class Seen(Protocol):
    """What a search looks at, of a whole question or a part of one."""

    @property
    def problem(self) -> ToursProblem:
        """Return the question."""

    @property
    def jobs(self) -> Sequence[Job]:
        """Return what may be done."""

    @property
    def clients(self) -> Sequence[Client]:
        """Return the ways of doing it."""

    @property
    def fleets(self) -> Sequence[Fleet]:
        """Return who may do it."""

    @property
    def kinds(self) -> int:
        """Number of kinds of crews that differ in ways, abilities or prices."""

    @property
    def depots(self) -> Sequence[int]:
        """Locations where tours begin or end."""

    def tables(self, crew_kind: int) -> tuple[Table, Table]:
        """Distances (driving and prices) and seconds between depots and clients, in this order."""


class View:
    """Everything a search needs, worked out once from a question."""

    def __init__(self, problem: ToursProblem) -> None:
        self.problem = problem
        self.row = {name: i for i, name in enumerate(problem.location_ids)}
        self.crew_of = _crews(problem)
        self.fleets, self._kinds = self._fleets()
        self.jobs, self.clients = _jobs(problem, self._prices())
        self.allowed_out = _allowed_out(problem)

    @cached_property
    def enters(self) -> Ints:
        """Location where each client begins; `leaves`: where it ends."""
        return self._ends("enter_id")

    @cached_property
    def leaves(self) -> Ints:
        """Location where each client ends."""
        return self._ends("leave_id")

    def _ends(self, name: str) -> Ints:
        ways = (self.problem.tasks[c.task].ways[c.way] for c in self.clients)
        return np.array([self.row[getattr(way, name)] for way in ways], dtype=np.int64)

    def tables(self, crew_kind: int) -> tuple[Table, Table]:
        """Distances (driving and prices) and seconds between depots and clients, in this order."""
        mode, able, price = self._kinds[crew_kind]
        seconds = np.array(self._seconds[mode], dtype=np.int64)
        depots = np.array(self.depots, dtype=np.int64)
        enter, leave = np.append(depots, self.enters), np.append(depots, self.leaves)
        duration = seconds[np.ix_(leave, enter)]
        task = np.array([c.task for c in self.clients], dtype=np.int64)
        closed = np.append(np.zeros(len(depots), bool), ~np.array(able, dtype=bool)[task])
        paid = np.array(price, dtype=np.int64)[task]
        asked = np.array([-1 if c.price is None else c.price for c in self.clients], np.int64)
        closed[len(depots) :] |= (asked >= 0) & (asked != paid)
        added = np.append(np.zeros(len(depots), np.int64), np.where(asked < 0, paid, 0))
        no_way = (duration < 0) | closed[None, :] | closed[:, None]
        distance = np.where(no_way, NO_WAY_S, duration + added[None, :])
        duration = np.where(no_way, NO_WAY_S, duration)
        np.fill_diagonal(distance, 0)
        np.fill_diagonal(duration, 0)
        return distance, duration

    def legs(self, fleet: int, clients: Sequence[int]) -> list[int]:
        """Seconds from call to call and back to the end; -1 where no way leads."""
        which = self.fleets[fleet]
        seconds = self._seconds[self._kinds[which.crew_kind][0]]
        leave = [which.base, *(int(self.leaves[c]) for c in clients)]
        enter = [*(int(self.enters[c]) for c in clients), which.end]
        return [seconds[a][b] for a, b in zip(leave, enter, strict=True)]

    @cached_property
    def depots(self) -> list[int]:
        """Locations where tours begin or end."""
        return sorted({place for fleet in self.fleets for place in (fleet.base, fleet.end)})

    def _prices(self) -> list[list[int | None]]:
        """Prices at which each task is offered: [None] where the way there may hold them.

        A cap on driving may bind, so prices must not be taken for metres; then a job is offered
        once at each price, to the crews that pay it.
        """
        capped = any(fleet.max_drive_s < fleet.end_s - fleet.start_s for fleet in self.fleets)
        priced = any(any(price) for _, _, price in self._kinds)
        if not (capped and priced):
            return [[None] for _ in self.problem.tasks]
        return [
            list[int | None](sorted({price[t] for _, able, price in self._kinds if able[t]}))
            for t in range(len(self.problem.tasks))
        ]

    @property
    def kinds(self) -> int:
        """Number of kinds of crews that differ in ways, abilities or prices."""
        return len(self._kinds)

    @cached_property
    def _seconds(self) -> Mapping[str, tuple[tuple[int, ...], ...]]:
        return {table.mode: table.seconds for table in self.problem.travel}

    def _fleets(
        self,
    ) -> tuple[tuple[Fleet, ...], list[tuple[str, tuple[bool, ...], tuple[int, ...]]]]:
        rules, tasks = self.problem.rules, self.problem.tasks
        kinds: dict[tuple[str, tuple[bool, ...], tuple[int, ...]], int] = {}
        alike: dict[tuple[int | str | tuple[int, str], ...], list[int]] = defaultdict(list)
        for row, (turn, crew) in enumerate(zip(self.problem.turns, self.crew_of, strict=True)):
            if not may_go_out(self.problem, turn, crew):
                continue
            able = tuple(able_to(task, crew, officers=rules.officer_where_needed) for task in tasks)
            price = tuple(stranger_price(self.problem, crew, task) for task in tasks)
            crew_kind = kinds.setdefault((crew.mode, able, price), len(kinds))
            places = self.row[crew.base_id], self.row[crew.end_id or crew.base_id]
            span = turn.start_s, turn.end_s - _break_s(self.problem, turn)
            shift = (turn.day, turn.shift_id)
            key = (crew_kind, *places, *span, turn.max_drive_s, crew.load_most, shift)
            alike[key].append(row)
        fleets = [Fleet(tuple(rows), *key) for key, rows in alike.items()]  # type: ignore[arg-type]
        return tuple(fleets), list(kinds)


def stranger_price(problem: ToursProblem, crew: Crew, task: Task) -> int:
    """Price of a call outside the units or the grids a crew belongs to."""
    if crew.home_units and task.unit_code not in crew.home_units:
        return problem.rules.abroad_price_s
    if crew.home_grids and task.grid_id and task.grid_id not in crew.home_grids:
        return problem.rules.other_grid_price_s
    return 0


def _crews(problem: ToursProblem) -> list[Crew]:
    crews = {crew.crew_id: crew for crew in problem.crews}
    return [crews[turn.crew_id] for turn in problem.turns]


def _allowed_out(problem: ToursProblem) -> dict[tuple[int, str], int]:
    turns: dict[tuple[int, str], int] = defaultdict(int)
    for turn in problem.turns:
        turns[turn.day, turn.shift_id] += 1
    share = 100 - problem.rules.reserve_share_pct
    return {shift: count * share // 100 for shift, count in turns.items()}


def may_go_out(problem: ToursProblem, turn: Turn, crew: Crew) -> bool:
    """Return whether a crew is large enough, and led as it must be, for a turn."""
    rules = problem.rules
    if crew.size < rules.least_crew_size:
        return False
    if rules.volunteers_need_officer and crew.kind in ESCORTED_KINDS and not crew.officers:
        return False
    if not turn.night:
        return True
    return crew.size >= rules.night_least_size and (
        crew.officers > 0 or not rules.night_needs_officer
    )


def able_to(task: Task, crew: Crew, *, officers: bool) -> bool:
    """Return whether a crew has what a task asks for."""
    return (
        crew.size >= task.least_size
        and set(task.skills) <= set(crew.skills)
        and (crew.officers > 0 or not (officers and task.needs_officer))
    )


def _break_s(problem: ToursProblem, turn: Turn) -> int:
    """Time to keep free in a turn for the breaks it may need."""
    rules, length_s = problem.rules, turn.end_s - turn.start_s
    if not rules.break_after_s or length_s <= rules.break_after_s:
        return 0
    return rules.break_s * (length_s // (rules.break_after_s + rules.break_s))


def _jobs(
    problem: ToursProblem, prices: Sequence[Sequence[int | None]]
) -> tuple[tuple[Job, ...], tuple[Client, ...]]:
    jobs: list[Job] = []
    clients: list[Client] = []
    for row, task in enumerate(problem.tasks):
        prize = task.priority * problem.rules.left_out_price_s
        for ways in _wanted(task):
            for number in range(task.times):
                first = number * problem.days // task.times
                last = (number + 1) * problem.days // task.times
                dearest = max((price or 0 for price in prices[row]), default=0)
                for (a, b), way, price in product(_spans(task, first, last), ways, prices[row]):
                    late_s = b - task.ways[way].dwell_s
                    brings = (dearest if task.mandatory else prize) - (price or 0)
                    if late_s >= a and brings >= 0:
                        clients.append(Client(len(jobs), row, way, a, late_s, brings, price))
                jobs.append(Job(row, prize, task.mandatory))
    return tuple(jobs), tuple(clients)


def _wanted(task: Task) -> Sequence[Sequence[int]]:
    """Ways of which one is wanted: all together, or each by itself."""
    ways = range(len(task.ways))
    return [[way] for way in ways] if task.each_way else [list(ways)]


def _spans(task: Task, first: int, last: int) -> Iterator[tuple[int, int]]:
    """Spans of a task that begin on the days from first to before last."""
    begin, end = first * DAY_S, last * DAY_S
    if not task.windows:
        # what begins before midnight may end after it
        yield begin, end + max(way.dwell_s for way in task.ways)
        return
    for window in task.windows:
        if window.open_s < end and window.close_s > begin:
            yield max(window.open_s, begin), window.close_s
