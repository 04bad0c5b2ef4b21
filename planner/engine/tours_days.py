"""A tours question by days: when each task can be done, and what its days are worth.

The days on which a task is done are one whole number, a bit for each day. A promise is a row of
windows: for each day that would be late, the days of which one call saves it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from planner.engine.tours_view import able_to, may_go_out, stranger_price
from planner.problem.tour_parts import DAY_S, Crew, Task
from planner.problem.tours import Kept, ToursProblem

Stop: TypeAlias = tuple[int, int, int]
"""A call to come: row of the task, way, day on which its work begins."""
Stops: TypeAlias = tuple[Stop, ...]
Span: TypeAlias = tuple[int, int]
Shift: TypeAlias = tuple[int, str]
Want: TypeAlias = tuple[int, tuple[int, ...]]
"""A task, and the ways of which one is wanted."""
Masks: TypeAlias = Mapping[tuple[int, int], int]
"""Days on which each way of each task is done, a bit for each."""


class Week:
    """A question with everything the search over days looks up, worked out once.

    Parameters
    ----------
    problem
        Days, crews and tasks; the horizon may be longer than a week.
    """

    def __init__(self, problem: ToursProblem) -> None:
        self.problem = problem
        self.row = {name: i for i, name in enumerate(problem.location_ids)}
        self.seconds: Mapping[str, NDArray[np.int64]] = {
            table.mode: np.array(table.seconds, dtype=np.int64) for table in problem.travel
        }
        self.legs = {table.mode: table.seconds for table in problem.travel}
        crews = {crew.crew_id: crew for crew in problem.crews}
        self.crews: list[Crew] = [crews[turn.crew_id] for turn in problem.turns]
        self.shifts: list[Shift] = [(turn.day, turn.shift_id) for turn in problem.turns]
        self.usable = [
            row
            for row, (turn, crew) in enumerate(zip(problem.turns, self.crews, strict=True))
            if may_go_out(problem, turn, crew)
        ]
        self.worth = Worth(problem)
        self._can: dict[tuple[int, Stop], bool] = {}
        self._spans: dict[Stop, tuple[Span, ...]] = {}
        self._able = {
            crew.crew_id: [
                able_to(task, crew, officers=problem.rules.officer_where_needed)
                for task in problem.tasks
            ]
            for crew in problem.crews
        }
        self._prices = {
            crew.crew_id: [stranger_price(problem, crew, task) for task in problem.tasks]
            for crew in problem.crews
        }

    @cached_property
    def allowed_out(self) -> Mapping[Shift, int]:
        """Turns of each shift on each day that may be out under the reserve."""
        share = 100 - self.problem.rules.reserve_share_pct
        return {shift: self.shifts.count(shift) * share // 100 for shift in set(self.shifts)}

    @cached_property
    def turn_rows(self) -> Mapping[str, int]:
        """Row of each turn."""
        return {turn.turn_id: row for row, turn in enumerate(self.problem.turns)}

    @cached_property
    def task_rows(self) -> Mapping[str, int]:
        """Row of each task."""
        return {task.task_id: row for row, task in enumerate(self.problem.tasks)}

    @cached_property
    def pins(self) -> Mapping[int, frozenset[int]]:
        """Tasks that are pinned to each turn."""
        return self._by_turn(self.problem.pins)

    @cached_property
    def kept(self) -> Mapping[int, frozenset[int]]:
        """Tasks whose loss has a price at each turn."""
        return self._by_turn(self.problem.kept)

    def _by_turn(self, calls: Iterable[Kept]) -> Mapping[int, frozenset[int]]:
        found: dict[int, set[int]] = defaultdict(set)
        for call in calls:
            found[self.turn_rows[call.turn_id]].add(self.task_rows[call.task_id])
        return {turn: frozenset(tasks) for turn, tasks in found.items()}

    @cached_property
    def wants(self) -> tuple[Want, ...]:
        """What is wanted: each task, or each way of it where every way counts."""
        return tuple(
            want
            for row, task in enumerate(self.problem.tasks)
            for want in (
                [(row, (way,)) for way in range(len(task.ways))]
                if task.each_way
                else [(row, tuple(range(len(task.ways))))]
            )
        )

    def able(self, turn: int, task: int) -> bool:
        """Return whether the crew of a turn has what a task asks for."""
        return self._able[self.crews[turn].crew_id][task]

    def price(self, turn: int, task: int) -> int:
        """Return what a call outside the places of a turn's crew costs."""
        return self._prices[self.crews[turn].crew_id][task]

    def spans(self, stop: Stop) -> tuple[Span, ...]:
        """Return the spans in which the work of a call may begin on its day."""
        known = self._spans.get(stop)
        if known is None:
            task, way, day = stop
            known = self._spans[stop] = tuple(_begins(self.problem.tasks[task], way, day))
        return known

    def days_of(self, turn: int) -> range:
        """Return the days a turn touches, its own first."""
        given = self.problem.turns[turn]
        return range(given.start_s // DAY_S, (given.end_s - 1) // DAY_S + 1)

    def home_day(self, turn: int, want: Want) -> int | None:
        """Return the first day on which a turn can do what is wanted, None if it cannot."""
        task, ways = want
        if not self.able(turn, task):
            return None
        days = self.days_of(turn)
        return next((d for d in days for w in ways if self.can(turn, (task, w, d))), None)

    def asked_of(self, turns: Iterable[int], task: int, ways: tuple[int, ...]) -> int:
        """Return the days on which turns are to make pinned and kept calls, a bit for each."""
        mask = 0
        for turn in turns:
            if task in self.pins.get(turn, ()) or task in self.kept.get(turn, ()):
                day = self.home_day(turn, (task, ways))
                mask |= 0 if day is None else 1 << day
        return mask

    def can(self, turn: int, stop: Stop) -> bool:
        """Return whether a turn could make one call if it had all its time; remembered."""
        known = self._can.get((turn, stop))
        if known is None:
            known = self._can[turn, stop] = self.reaches(turn, stop)
        return known

    def fixed(self, turn: int, stop: Stop) -> int | None:
        """Return when the work of a pinned call must begin, where it may at one time only."""
        if stop[0] not in self.pins.get(turn, ()):
            return None
        given = self.problem.turns[turn]
        at = (a for a, b in self.spans(stop) if a == b and given.start_s <= a < given.end_s)
        return next(at, None)

    def reaches(self, turn: int, stop: Stop) -> bool:
        """Return whether a turn could do one call if it did nothing else.

        Of a call that has begun nothing is asked: roads may since be shut that led to it.
        """
        if self.fixed(turn, stop) is not None:
            return True
        given, crew = self.problem.turns[turn], self.crews[turn]
        way = self.problem.tasks[stop[0]].ways[stop[1]]
        legs = self.legs[crew.mode]
        there_s = legs[self.row[crew.base_id]][self.row[way.enter_id]]
        back_s = legs[self.row[way.leave_id]][self.row[crew.end_id or crew.base_id]]
        if there_s < 0 or back_s < 0:
            return False
        first, last = given.start_s + there_s, given.end_s - back_s - way.dwell_s
        return any(max(a, first) <= min(b, last) for a, b in self.spans(stop))

    def rest_clash(self, one: int, other: int) -> bool:
        """Return whether two turns of a crew, both out for all their time, break its rest."""
        if self.crews[one].crew_id != self.crews[other].crew_id or one == other:
            return False
        a, b = sorted((one, other), key=self.begins)
        turns = self.problem.turns
        return turns[b].start_s - turns[a].end_s < self.problem.rules.rest_s

    def begins(self, turn: int) -> tuple[int, int, int]:
        """Order of turns in time."""
        given = self.problem.turns[turn]
        return given.start_s, given.end_s, turn


def _begins(task: Task, way: int, day: int) -> Iterator[Span]:
    begin, end = day * DAY_S, (day + 1) * DAY_S - 1
    if not task.windows:
        yield begin, end
    for window in sorted(task.windows, key=lambda window: (window.open_s, window.close_s)):
        first = max(begin, window.open_s)
        last = min(end, window.close_s - task.ways[way].dwell_s)
        if first <= last:
            yield first, last


class Worth:
    """What the days on which a task is done are worth, in seconds of driving."""

    def __init__(self, problem: ToursProblem) -> None:
        self._rules = problem.rules
        self._tasks = problem.tasks
        self.late_windows = [_late_windows(task, problem.days) for task in problem.tasks]
        most = max((task.priority for task in problem.tasks), default=0)
        dear = most * problem.rules.left_out_price_s + problem.rules.promise_price_s
        self.must = 20 * max(3600, dear + problem.rules.moved_price_s)
        """Price, while searching, of a call that must be made and is not."""
        self._prizes = [
            task.priority * problem.rules.left_out_price_s + self.must * task.mandatory
            for task in problem.tasks
        ]
        self._known: dict[tuple[int, int, int], int] = {}

    def prize(self, task: int) -> int:
        """Return what each missing time of a task costs."""
        return self._prizes[task]

    def loss(self, task: int, mask: int, others: int = 0) -> int:
        """Return what a want costs with its days.

        Parameters
        ----------
        mask
            Days on which this way of doing it is done, a bit for each.
        others
            Days on which the task is done another way: they keep its promise too.
        """
        key = (task, mask, others)
        known = self._known.get(key)
        if known is None:
            wanted = self._tasks[task].times
            known = self._prizes[task] * max(0, wanted - mask.bit_count())
            done = mask | others
            late = sum(not done & window for window in self.late_windows[task])
            known += self._rules.promise_price_s * late
            self._known[key] = known
        return known


def _late_windows(task: Task, days: int) -> list[int]:
    """For each day on which the promise may be overdue, the days of which one call saves it."""
    gap, last = task.longest_gap_days, task.last_day
    if not gap:
        return []
    dues = range(last + gap + 1, days)
    return [sum(1 << day for day in range(max(0, due - gap), due)) for due in dues]


def days_done(tours: Mapping[int, Sequence[Stop]]) -> dict[tuple[int, int], int]:
    """Return for each task and way the days on which it is done, a bit for each."""
    done: dict[tuple[int, int], int] = defaultdict(int)
    for stops in tours.values():
        for task, way, day in stops:
            done[task, way] |= 1 << day
    return done


def union(masks: Masks, task: int, ways: Iterable[int]) -> int:
    """Return the days on which a task is done in one of some ways."""
    mask = 0
    for way in ways:
        mask |= masks.get((task, way), 0)
    return mask
