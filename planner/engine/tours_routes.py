"""Near-best orders of the calls of one turn: the same calls on their days, a little more driving.

From the order of a plan and from its reverse a walk of small random changes - a stretch the other
way round, a stretch put elsewhere - goes on as long as the tour is within its price. Streets are
driven whichever way is shorter in the new order, unless each way counts.
"""

import random
from typing import TypeAlias

from planner.engine.tours_days import Stop, Stops, Week
from planner.engine.tours_days_clock import clocked
from planner.engine.tours_view import NO_WAY_S

STEPS_A_STOP = 25
"""Changes tried for each stop, from the order of the plan, and as many from its reverse."""
ROUTES_MOST = 60
"""Orders kept of one turn, drawn from those found."""
STRETCH_MOST = 3
"""Longest stretch put elsewhere, as in or-opt."""
_Way: TypeAlias = tuple[int, int, int]
"""Where a way begins, where it ends, how long it takes."""


def near_routes(
    week: Week, turn: int, stops: Stops, more_s: int, rng: random.Random
) -> tuple[Stops, ...]:
    """Return orders of the stops of a turn that fit its times and drive little more.

    Parameters
    ----------
    more_s
        Seconds by which an order may drive longer than that of the plan.
    """
    legs = _Legs(week, turn)
    most_s = legs.driven(stops) + more_s
    found: dict[Stops, None] = {stops: None}  # in the order they are found
    for order in (stops, stops[::-1]):
        current = legs.with_ways(order)
        now_s = legs.driven(current)
        for _ in range(STEPS_A_STOP * len(stops) if len(stops) > 1 else 0):
            if now_s <= most_s:
                found[current] = None
            other = legs.with_ways(_changed(current, rng))
            other_s = legs.driven(other)
            if other_s <= max(most_s, now_s):
                current, now_s = other, other_s
    kept = rng.sample(list(found), min(ROUTES_MOST, len(found)))
    return tuple(order for order in kept if clocked(week, turn, order) is not None) or (stops,)


def _changed(stops: Stops, rng: random.Random) -> Stops:
    """Turn a stretch round, or put a short one elsewhere, either way round."""
    if rng.random() < 0.5:
        a, b = sorted(rng.sample(range(len(stops) + 1), 2))
        return stops[:a] + stops[a:b][::-1] + stops[b:]
    size = rng.randrange(1, min(STRETCH_MOST, len(stops) - 1) + 1)
    a = rng.randrange(len(stops) - size + 1)
    stretch, rest = stops[a : a + size], stops[:a] + stops[a + size :]
    to = rng.randrange(len(rest) + 1)
    return rest[:to] + stretch[:: rng.choice((1, -1))] + rest[to:]


class _Legs:
    """Seconds between the calls of a turn; a leg nobody can take is longer than any horizon."""

    def __init__(self, week: Week, turn: int) -> None:
        crew = week.crews[turn]
        self._week, self._table = week, week.legs[crew.mode]
        self._base, self._end = week.row[crew.base_id], week.row[crew.end_id or crew.base_id]
        self._known: dict[int, list[_Way]] = {}

    def driven(self, stops: Stops) -> int:
        """Return the seconds driven along stops."""
        here, total_s = self._base, 0
        for task, way, _ in stops:
            enter, leave, _ = self._ways(task)[way]
            total_s += self._seconds(here, enter)
            here = leave
        return total_s + self._seconds(here, self._end)

    def with_ways(self, stops: Stops) -> Stops:
        """Do each call the way that makes the whole tour shortest; where each way counts, as is."""
        best: list[tuple[int, int, Stops]] = [(0, self._base, ())]
        for stop in stops:
            best = [
                (cost + dwell_s, leave, (*done, one))
                for one, (enter, leave, dwell_s) in self._choices(stop)
                for cost, done in [min((c + self._seconds(here, enter), d) for c, here, d in best)]
            ]
        return min((cost + self._seconds(here, self._end), done) for cost, here, done in best)[1]

    def _choices(self, stop: Stop) -> list[tuple[Stop, _Way]]:
        task, way, day = stop
        ways = self._ways(task)
        fixed = self._week.problem.tasks[task].each_way
        rows = [way] if fixed else range(len(ways))
        return [((task, row, day), ways[row]) for row in rows]

    def _ways(self, task: int) -> list[_Way]:
        known = self._known.get(task)
        if known is None:
            row = self._week.row
            ways = self._week.problem.tasks[task].ways
            known = [(row[way.enter_id], row[way.leave_id], way.dwell_s) for way in ways]
            self._known[task] = known
        return known

    def _seconds(self, a: int, b: int) -> int:
        seconds = self._table[a][b]
        return NO_WAY_S if seconds < 0 else seconds
