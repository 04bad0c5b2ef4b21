"""Leeway of a stop: how late its work may begin so that nothing after it breaks.

A crew is late on the way to a stop, or in the break before it. It does the rest in the same order
and the same ways, goes on as soon as it can but never before the plan says; a wait is used up, a
break keeps its least length, and being late is no break. The leeway of a stop is the greatest delay
such that neither it nor any smaller one breaks a rule of the judge or takes a call to another day.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from planner.judge.tours_book import book_of, legs
from planner.problem.tour_parts import DAY_S, HORIZON_S

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.judge.tours_book import Book
    from planner.problem.tour_parts import Task
    from planner.problem.tours import Call, Tour, ToursPlan, ToursProblem

DEPARTURE = -1
"""Number of the departure from the base among the calls, which are counted from 0."""
_NO_LIMIT_S = 4 * HORIZON_S


@dataclass(frozen=True, slots=True)
class Leeway:
    """Seconds by which a tour may leave its base late, and each call begin late.

    In a plan the judge has nothing against none is below 0.
    """

    start_s: int
    calls_s: tuple[int, ...]


def leeways(problem: ToursProblem, plan: ToursPlan) -> dict[str, Leeway]:
    """Return the leeway of every tour of a plan, by its turn."""
    book = book_of(problem)
    back_by = _back_by(book, plan)
    return {tour.turn_id: _leeway(book, tour, back_by[tour.turn_id]) for tour in plan.tours}


def leave_late_s(problem: ToursProblem, tour: Tour, told: Leeway) -> int:
    """Return by how much a crew may leave late and still begin its first stop in its leeway.

    The hours out until a break count from the departure, so the judge may allow to leave later than
    the first stop allows to begin; on a card the two would contradict each other.
    """
    first = tour.calls[0]
    if _breaks(problem, first)[0]:
        return told.start_s
    return min(told.start_s, first.begin_s - first.arrive_s + told.calls_s[0])


def late(problem: ToursProblem, tour: Tour, number: int, delay_s: int) -> Tour:
    """Return a tour as it goes on when it leaves late, or when a call begins late."""
    drives = [seconds for _, seconds in legs(book_of(problem), tour)]
    calls: list[Call] = []
    start = left = tour.start_s + delay_s * (number == DEPARTURE)
    for i, call in enumerate(tour.calls):
        before_s, after_s = _breaks(problem, call)
        own_s = delay_s * (i == number)
        arrive = left + drives[i] + own_s * (not before_s)
        begin = max(call.begin_s + own_s, arrive + before_s)
        end = begin + call.end_s - call.begin_s
        left = max(call.leave_s, end + after_s)
        calls.append(replace(call, arrive_s=arrive, begin_s=begin, end_s=end, leave_s=left))
    return replace(tour, start_s=start, calls=tuple(calls), return_s=left + drives[-1])


def _leeway(book: Book, tour: Tour, back_by_s: int) -> Leeway:
    """Walk a tour backwards: what comes after a call leaves it a latest begin.

    Two limits are carried: of the hours of the calls and of the shift, and of the next break. The
    second is only of calls that the same break lies before: a later span out moves as a whole.
    """
    drives = [seconds for _, seconds in legs(book, tour)]
    breaks = [_breaks(book.problem, call) for call in tour.calls]
    out_by = _out_by(book, tour, breaks)
    by_hours, by_break = back_by_s, out_by[-1]
    found: list[int] = []
    for i in reversed(range(len(tour.calls))):
        call, (before_s, after_s) = tour.calls[i], breaks[i]
        dwell_s = call.end_s - call.begin_s
        end_by_break = out_by[i] if after_s else by_break - drives[i + 1]
        by_break = end_by_break - dwell_s
        by_hours = min(
            by_hours - drives[i + 1] - after_s - dwell_s,
            _latest_begin(book.tasks[call.task_id], call),
        )
        found.append((by_hours if before_s else min(by_hours, by_break)) - call.begin_s)
        by_hours -= before_s
        if before_s:
            by_break = out_by[i]
    return Leeway(by_hours - drives[0] - tour.start_s, tuple(reversed(found)))


def _out_by(book: Book, tour: Tour, breaks: Sequence[tuple[int, int]]) -> list[int]:
    """Latest time by which the next break must begin, on the drive to each call and home."""
    most_s = book.problem.rules.break_after_s or _NO_LIMIT_S
    since, found = tour.start_s, []
    for call, (before_s, after_s) in zip(tour.calls, breaks, strict=True):
        found.append(since + most_s)
        since = call.begin_s if before_s else since
        since = call.leave_s if after_s else since
    return [*found, since + most_s]


def _breaks(problem: ToursProblem, call: Call) -> tuple[int, int]:
    """Least length of the break before the work of a call and after it; 0 for a mere wait."""
    rules = problem.rules
    waits = (call.begin_s - call.arrive_s, call.leave_s - call.end_s)
    before_s, after_s = (
        rules.break_s * bool(rules.break_after_s and w >= rules.break_s) for w in waits
    )
    return before_s, after_s


def _latest_begin(task: Task, call: Call) -> int:
    """Latest begin that hours without a gap allow, on the day the call is planned for."""
    dwell_s = call.end_s - call.begin_s
    latest = (call.begin_s // DAY_S + 1) * DAY_S - 1
    if not task.windows:
        return latest
    reached = call.begin_s - 1
    for window in sorted(task.windows, key=lambda window: window.open_s):
        if window.open_s <= reached + 1:
            reached = max(reached, window.close_s - dwell_s)
    return min(latest, reached)


def _back_by(book: Book, plan: ToursPlan) -> dict[str, int]:
    """Latest return of each tour: the end of its shift, and its crew's rest before the next."""
    found = {tour.turn_id: book.turns[tour.turn_id].end_s for tour in plan.tours}
    tours = sorted(plan.tours, key=lambda t: (book.turns[t.turn_id].crew_id, t.start_s, t.turn_id))
    for before, after in pairwise(tours):
        if book.crew(before) == book.crew(after):
            rested_s = after.start_s - book.problem.rules.rest_s
            found[before.turn_id] = min(found[before.turn_id], rested_s)
    return found
