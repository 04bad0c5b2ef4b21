"""Make a plan tidy: nothing done twice on a day, no call that brings less than it costs."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from itertools import combinations, pairwise

from planner.engine.tours_days import Stop, Stops, Week, days_done, union
from planner.engine.tours_days_clock import clocked, driven
from planner.engine.tours_days_state import State, assessed
from planner.problem.tours import Tour


def tidied(week: Week, stops: Mapping[int, Stops], given: Mapping[int, Tour]) -> State | None:
    """Return tours as a plan in which no call brings less than it costs or is made twice a day."""
    tours = dict(given)
    lighter = without_idle_calls(week, stops)
    for turn, row in lighter.items():
        if row and row != stops[turn]:
            tour = clocked(week, turn, row)
            if tour is None:
                return None
            tours[turn] = tour
    left = {turn: row for turn, row in lighter.items() if row}
    return assessed(week, *varied(week, left, {turn: tours[turn] for turn in left}))


def without_idle_calls(week: Week, stops: Mapping[int, Stops]) -> dict[int, Stops]:
    """Leave out calls that bring less than they cost, the worst first."""
    left = dict(stops)
    counts = Counter(stop_key(week, stop) for row in stops.values() for stop in row)
    while True:
        done = days_done(left)
        gains = [
            (_saving(week, turn, row, i) - _loss(week, done, counts, turn, row[i]), turn, i)
            for turn, row in left.items()
            for i in range(len(row))
        ]
        gain, turn, i = max(gains, default=(0, 0, 0))
        if gain <= 0:
            return left
        counts[stop_key(week, left[turn][i])] -= 1
        left[turn] = left[turn][:i] + left[turn][i + 1 :]


def stop_key(week: Week, stop: Stop) -> tuple[int, int, int]:
    """Return what may be done only once: a task on a day, or a way of it where each counts."""
    task, way, day = stop
    return task, way if week.problem.tasks[task].each_way else 0, day


def _saving(week: Week, turn: int, row: Stops, i: int) -> int:
    """Return what a tour costs less without one of its calls."""
    rest = row[:i] + row[i + 1 :]
    less_s = driven(week, turn, row) - (driven(week, turn, rest) if rest else 0)
    return less_s + week.price(turn, row[i][0])


def _loss(
    week: Week,
    done: Mapping[tuple[int, int], int],
    counts: Mapping[tuple[int, int, int], int],
    turn: int,
    stop: Stop,
) -> int:
    """Return what a plan loses with a call; a second one on a day must go."""
    task, way, day = stop
    rules, worth, given = week.problem.rules, week.worth, week.problem.tasks[task]
    fixed = worth.must * (task in week.pins.get(turn, ()))
    fixed += rules.moved_price_s * (task in week.kept.get(turn, ()))
    if counts[stop_key(week, stop)] > 1:
        return fixed - worth.must
    ways = {way} if given.each_way else set(range(len(given.ways)))
    mask = union(done, task, ways)
    others = union(done, task, set(range(len(given.ways))) - ways)
    return fixed + worth.loss(task, mask & ~(1 << day), others) - worth.loss(task, mask, others)


def varied(
    week: Week, stops: Mapping[int, Stops], tours: Mapping[int, Tour]
) -> tuple[dict[int, Stops], dict[int, Tour]]:
    """Change the order of tours that would be what their crew did the day before.

    Tours that cannot be changed stay as they are, for the judge to refuse.
    """
    rows, times = dict(stops), dict(tours)
    if not week.problem.rules.no_repeat:
        return rows, times
    turns = week.problem.turns
    crews: dict[str, list[int]] = defaultdict(list)
    for turn in sorted(rows, key=lambda turn: times[turn].start_s):
        crews[week.crews[turn].crew_id].append(turn)
    for mine in crews.values():
        for i, (before, turn) in enumerate(pairwise(mine), start=1):
            near = [before, *mine[i + 1 : i + 2]]
            alike = {_order(rows[t]) for t in near if abs(turns[t].day - turns[turn].day) == 1}
            if len(rows[turn]) > 1 and _order(rows[turn]) in alike:
                found = _other_order(week, turn, rows[turn], alike)
                rows[turn], times[turn] = found or (rows[turn], times[turn])
    return rows, times


def _order(row: Stops) -> tuple[tuple[int, int], ...]:
    return tuple((task, way) for task, way, _ in row)


def _other_order(
    week: Week, turn: int, row: Stops, alike: set[tuple[tuple[int, int], ...]]
) -> tuple[Stops, Tour] | None:
    """Return the cheapest order with one stretch the other way round, None if none fits."""
    ends = combinations(range(len(row) + 1), 2)
    choices = {row[:a] + row[a:b][::-1] + row[b:] for a, b in ends if b - a > 1}
    for other in sorted(choices, key=lambda other: (driven(week, turn, other), other)):
        tour = clocked(week, turn, other)
        if tour is not None and _order(other) not in alike:
            return other, tour
    return None
