"""Spread calls over days before any route is known: near calls on one day, promises in time.

Each want takes the days on which its calls lie nearest to those of others, as far as its promise
and the time of the day's turns allow; a few passes over all wants, each beside the days of the
others.
"""

import math
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from planner.engine.tours_days import Week
from planner.engine.tours_view import NO_WAY_S

PASSES = 5
FULL_SHARE = 0.6
"""Share of a day's turns that may be planned full: ways to and fro come on top."""
OVER_PRICE = 3
"""Price of a second of a day planned over that, in seconds of driving."""
ROUND_TRIP_SHARE = 0.5
"""Of the way from the base and back, what the only call of a place pays of it."""

_Times: TypeAlias = tuple[int, int]


class Spread:
    """Days of each want, chosen in passes.

    Parameters
    ----------
    turns
        Turns that are to go out.
    """

    def __init__(self, week: Week, turns: Sequence[int]) -> None:
        self._week = week
        wants, problem = week.wants, week.problem
        self._offers = [self._days_of(turns, task, ways) for task, ways in wants]
        self._asked = [self._week.asked_of(turns, task, ways) for task, ways in wants]
        alike: dict[int, list[int]] = defaultdict(list)
        for w, (task, _) in enumerate(wants):
            alike[task].append(w)
        self._alike = [[v for v in alike[task] if v != w] for w, (task, _) in enumerate(wants)]
        self._dwell_s = [problem.tasks[task].ways[ways[0]].dwell_s for task, ways in wants]
        self._near, self._home = self._distances()
        self._on: NDArray[np.bool_] = np.zeros((len(wants), problem.days), dtype=bool)
        self._times: dict[tuple[int, int], _Times] = {}
        for w, days in enumerate(self._offers):
            for day in days:
                self._times[w, day] = self._within(w, day)
        limits = sorted({(day, *times) for (_, day), times in self._times.items()})
        self._most_s = np.array([self._room_s(turns, *limit) for limit in limits])
        self._load_s: NDArray[np.float64] = np.zeros(len(limits))
        rows: dict[int, list[tuple[int, _Times]]] = defaultdict(list)
        for row, (day, *times) in enumerate(limits):
            rows[day].append((row, (times[0], times[1])))
        self._limits = {
            (w, day): np.array([row for row, (a, b) in rows[day] if a <= first and last <= b])
            for (w, day), (first, last) in self._times.items()
        }
        self._added: dict[int, list[tuple[int, float]]] = defaultdict(list)

    def _within(self, w: int, day: int) -> _Times:
        """Return from when to when a want can be worked on, on a day."""
        task, ways = self._week.wants[w]
        spans = [span for way in ways for span in self._week.spans((task, way, day))]
        return min(a for a, _ in spans), max(b for _, b in spans) + self._dwell_s[w]

    def _room_s(self, turns: Sequence[int], day: int, first_s: int, last_s: int) -> float:
        """Return the time of a day's turns within a time of the day."""
        given = [self._week.problem.turns[turn] for turn in turns]
        inside = (
            max(0, min(turn.end_s, last_s) - max(turn.start_s, first_s))
            for turn in given
            if turn.day == day
        )
        return FULL_SHARE * sum(inside)

    def chosen(self, rng: random.Random) -> list[int]:
        """Return the days of each want, a bit for each."""
        order = sorted(range(len(self._offers)), key=lambda w: len(self._offers[w]))
        masks = list(self._asked)
        for _ in range(PASSES):
            for w in order:
                self._drop(w)
                masks[w] = self._best(w, masks)
                self._put(w, masks[w])
            rng.shuffle(order)
        return masks

    def _days_of(self, turns: Sequence[int], task: int, ways: tuple[int, ...]) -> list[int]:
        week = self._week
        found = {
            day
            for turn in turns
            if week.able(turn, task)
            for day in week.days_of(turn)
            if day < week.problem.days and any(week.can(turn, (task, way, day)) for way in ways)
        }
        return sorted(found)

    def _distances(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return seconds between wants, either way, and from the nearest base of a crew."""
        week = self._week
        seconds = next(iter(week.seconds.values())).astype(np.float64)
        seconds[seconds < 0] = NO_WAY_S
        ways = [week.problem.tasks[task].ways[rows[0]] for task, rows in week.wants]
        enter = np.array([week.row[way.enter_id] for way in ways], dtype=np.int64)
        leave = np.array([week.row[way.leave_id] for way in ways], dtype=np.int64)
        near = seconds[np.ix_(leave, enter)]
        near = np.minimum(near, near.T)
        np.fill_diagonal(near, NO_WAY_S)
        bases = np.array(sorted({week.row[crew.base_id] for crew in week.crews}), dtype=np.int64)
        return near, seconds[np.ix_(bases, enter)].min(axis=0)

    def _drop(self, w: int) -> None:
        for day, added_s in self._added.pop(w, ()):
            self._load_s[self._limits[w, day]] -= added_s
        self._on[w] = False

    def _put(self, w: int, mask: int) -> None:
        ways_s = self._ways_s(w)
        for day in self._offers[w]:
            if mask >> day & 1:
                self._on[w, day] = True
                added_s = self._dwell_s[w] + float(ways_s[day])
                self._load_s[self._limits[w, day]] += added_s
                self._added[w].append((day, added_s))

    def _over_s(self, w: int, day: int, adds_s: float) -> float:
        """Return by how much a call more makes a time of its day too full."""
        rows = self._limits[w, day]
        over_s = float((self._load_s[rows] + adds_s - self._most_s[rows]).max())
        return min(max(0.0, over_s), adds_s)

    def _ways_s(self, w: int) -> NDArray[np.float64]:
        """Seconds a call adds on each day: to the nearest other, at most from the base and back."""
        near = np.where(self._on, self._near[w][:, None], NO_WAY_S).min(axis=0)
        found: NDArray[np.float64] = np.minimum(near, 2 * ROUND_TRIP_SHARE * self._home[w])
        return found

    def _best(self, w: int, masks: Sequence[int]) -> int:
        """Return the best days of one want beside those of the others."""
        week, (task, _) = self._week, self._week.wants[w]
        ways_s = self._ways_s(w)
        price = {
            day: ways_s[day] + OVER_PRICE * self._over_s(w, day, self._dwell_s[w] + ways_s[day])
            for day in self._offers[w]
        }
        others = 0
        for v in self._alike[w]:
            others |= masks[v]
        best, least = masks[w], math.inf
        while True:
            choices = {
                mask: week.worth.loss(task, mask, others)
                + sum(each for day, each in price.items() if mask >> day & 1)
                for mask in self._near_masks(w, best)
            }
            found = min(choices, key=lambda mask: choices[mask])
            if choices[found] >= least:
                return best
            best, least = found, choices[found]

    def _near_masks(self, w: int, mask: int) -> Iterator[int]:
        """Yield days as they are, one more or less, one put elsewhere between its neighbours."""
        yield mask
        kept, offers = self._asked[w], self._offers[w]
        held = [day for day in offers if mask >> day & 1]
        bounds = [-1, *held, self._week.problem.days]
        for day in offers:
            if not kept >> day & 1:
                yield mask ^ 1 << day
        for i, old in enumerate(held):
            if not kept >> old & 1:
                for day in offers:
                    if bounds[i] < day < bounds[i + 2] and day != old:
                        yield mask ^ 1 << old ^ 1 << day
