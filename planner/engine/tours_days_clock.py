"""Give the calls of one turn their times: home as early as can be, out no sooner than must be.

Each call waits for the next span in which its work may begin. Where breaks are due, every place
for one is tried, at arrival and after work, and only what may still be best is kept.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from planner.engine.tours_days import Span, Stops, Week
from planner.problem.tours import Call, Tour


@dataclass(frozen=True, slots=True)
class _Label:
    """A crew that may go on: since when, without a break since when, and the calls behind it."""

    now_s: int
    since_s: int
    begin_s: int = 0
    arrive_s: int = 0
    before: "_Label | None" = None


def clocked(week: Week, turn: int, stops: Stops, span: Span | None = None) -> Tour | None:
    """Return the tour of a turn along its stops, None where its times do not fit.

    Parameters
    ----------
    span
        When it may be out, where that is less than its turn.
    """
    given = week.problem.turns[turn]
    start_s, end_s = span or (given.start_s, given.end_s)
    legs = _legs(week, turn, stops)
    if not stops or min(legs) < 0 or sum(legs) > given.max_drive_s:
        return None
    labels = list(_first(week, stops[0], start_s, legs[0]))
    for leg_s, stop in zip(legs[1:], stops[1:], strict=False):
        labels = _useful(new for label in labels for new in _calls(week, label, stop, leg_s))
    after_s, back_s = week.problem.rules.break_after_s, legs[-1]
    ends = [x for x in labels if not after_s or x.now_s + back_s - x.since_s <= after_s]
    best = min(ends, key=lambda label: label.now_s, default=None)
    if best is None or best.now_s + back_s > end_s:
        return None
    return _tour(week, turn, stops, best, legs)


def driven(week: Week, turn: int, stops: Stops) -> int:
    """Return the seconds a turn drives along its stops, all of them reachable."""
    return sum(_legs(week, turn, stops))


def _legs(week: Week, turn: int, stops: Stops) -> list[int]:
    crew, row, tasks = week.crews[turn], week.row, week.problem.tasks
    ways = [tasks[task].ways[way] for task, way, _ in stops]
    leave = [row[crew.base_id], *(row[way.leave_id] for way in ways)]
    enter = [*(row[way.enter_id] for way in ways), row[crew.end_id or crew.base_id]]
    legs = week.legs[crew.mode]
    return [legs[a][b] for a, b in zip(leave, enter, strict=True)]


def _first(week: Week, stop: tuple[int, int, int], start_s: int, leg_s: int) -> Iterator[_Label]:
    """Begin the first call as soon as it may: waiting at the base is no time out."""
    begin_s = _begin(week, stop, start_s + leg_s)
    if begin_s is not None:
        base = _Label(begin_s - leg_s, begin_s - leg_s)
        yield from _done(week, base, stop, begin_s, begin_s, base.now_s)


def _calls(week: Week, label: _Label, stop: tuple[int, int, int], leg_s: int) -> Iterator[_Label]:
    """Go to the next call, with or without a break before its work."""
    rules, arrive_s = week.problem.rules, label.now_s + leg_s
    begin_s = _begin(week, stop, arrive_s)
    if begin_s is None:
        return
    in_time = not rules.break_after_s or arrive_s - label.since_s <= rules.break_after_s
    rests = rules.break_s and in_time and begin_s - arrive_s >= rules.break_s
    yield from _done(week, label, stop, arrive_s, begin_s, begin_s if rests else label.since_s)
    if rules.break_after_s and in_time and not rests:
        begin_s = _begin(week, stop, arrive_s + rules.break_s)
        if begin_s is not None:
            yield from _done(week, label, stop, arrive_s, begin_s, begin_s)


def _done(
    week: Week,
    before: _Label,
    stop: tuple[int, int, int],
    arrive_s: int,
    begin_s: int,
    since_s: int,
) -> Iterator[_Label]:
    """Do the work of a call, and take a break after it or not."""
    rules = week.problem.rules
    end_s = begin_s + week.problem.tasks[stop[0]].ways[stop[1]].dwell_s
    if rules.break_after_s and end_s - since_s > rules.break_after_s:
        return
    yield _Label(end_s, since_s, begin_s, arrive_s, before)
    if rules.break_after_s:
        leave_s = end_s + rules.break_s
        yield _Label(leave_s, leave_s, begin_s, arrive_s, before)


def _begin(week: Week, stop: tuple[int, int, int], arrive_s: int) -> int | None:
    return next((max(a, arrive_s) for a, b in week.spans(stop) if arrive_s <= b), None)


def _useful(labels: Iterator[_Label]) -> list[_Label]:
    """Drop what is neither earlier than another nor fresher."""
    kept: list[_Label] = []
    for label in sorted(labels, key=lambda label: (label.now_s, -label.since_s)):
        if not kept or label.since_s > kept[-1].since_s:
            kept.append(label)
    return kept


def _tour(week: Week, turn: int, stops: Stops, last: _Label, legs: list[int]) -> Tour:
    labels = [last]
    while labels[-1].before is not None:
        labels.append(labels[-1].before)
    base, *done = reversed(labels)
    begins = [label.begin_s for label in done]
    dwells = [week.problem.tasks[task].ways[way].dwell_s for task, way, _ in stops]
    leaves = [label.now_s for label in done]
    start_s = base.now_s
    if not week.problem.rules.break_after_s:
        begins = _later(week, stops, begins, dwells, legs)
        start_s = begins[0] - legs[0]
        leaves = [begin + dwell for begin, dwell in zip(begins, dwells, strict=True)]
    arrivals = [a + leg for a, leg in zip([start_s, *leaves], legs[:-1], strict=False)]
    names = [week.problem.tasks[task].task_id for task, _, _ in stops]
    rows = zip(names, stops, arrivals, begins, dwells, leaves, strict=True)
    calls = tuple(
        Call(name, stop[1], arrive, begin, begin + dwell, leave)
        for name, stop, arrive, begin, dwell, leave in rows
    )
    return Tour(week.problem.turns[turn].turn_id, start_s, calls, leaves[-1] + legs[-1])


def _later(
    week: Week, stops: Stops, begins: list[int], dwells: list[int], legs: list[int]
) -> list[int]:
    """Begin each call as late as leaves the return as it is: less time out with nothing to do."""
    later = list(begins)
    for i, j in reversed(list(pairwise(range(len(stops))))):
        closes_s = next(b for a, b in week.spans(stops[i]) if a <= begins[i] <= b)
        later[i] = min(closes_s, later[j] - legs[j] - dwells[i])
    return later
