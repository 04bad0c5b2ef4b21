"""One run: the first free crew that is due goes, the others wait for whoever is free first."""

import heapq
import operator
from collections import deque
from collections.abc import Collection, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from planner.simulate.matters import Matters
from planner.simulate.question import DAY_S, Force

QUARTER_S = DAY_S // 4
NOBODY = -1


@dataclass(frozen=True, slots=True, eq=False)
class Served:
    """What became of each matter.

    Parameters
    ----------
    response_s
        Seconds from report to arrival; not a number where nobody came.
    waited_s
        Those of them before anybody set out.
    post
        Row of the post that came, or NOBODY.
    second_s
        Seconds to the place of the next free crew of another post as the first set out; infinite
        where there was none.
    busy_s
        For each post, seconds its crews were under way or busy.
    on_s
        For each post, seconds its crews were there in all.
    """

    response_s: NDArray[np.float64]
    waited_s: NDArray[np.float64]
    post: NDArray[np.int64]
    second_s: NDArray[np.float64]
    busy_s: NDArray[np.float64]
    on_s: NDArray[np.float64]


def serve(force: Force, given: Matters, *, days: int) -> Served:
    """Let posts answer the matters of a run; the last ones are finished after its end.

    A crew is busy for the way there and the time at the place, then free again at its post. One
    whose turn ends finishes what it does.
    """
    return _Run(force, given, days).served()


class _Run:
    def __init__(self, force: Force, given: Matters, days: int) -> None:
        self.force, self.given, self.days = force, given, days
        count = len(given.at_s)
        able = force.able or (tuple(range(len(force.posts))),)
        self.able = [frozenset(posts) for posts in able]
        self.orders = [
            [_orders(table, force.called, posts) for posts in self.able] for table in force.reach_s
        ]
        self.busy = [0] * len(force.posts)
        self.waiting: deque[int] = deque()
        self.ends: list[tuple[float, int]] = []
        self.response_s = np.full(count, np.nan)
        self.waited_s = np.full(count, np.nan)
        self.post = np.full(count, NOBODY)
        self.second_s = np.full(count, np.inf)
        self.busy_s = np.zeros(len(force.posts))

    def served(self) -> Served:
        changes = self._changes()
        for number, at_s in enumerate(self.given.at_s.tolist()):
            self._until(at_s, changes)
            if not self._send(number, at_s):
                self.waiting.append(number)
        # whoever is there at the end of the last day stays until nobody waits
        self._until(np.inf, changes)
        force, quarters = self.force, range(4 * self.days)
        on_s = [QUARTER_S * sum(u[q % len(u)] for q in quarters) for u in force.units]
        for patrol in force.patrols:
            out_s = sum(spell.end_s - spell.begin_s for spell in patrol.spells)
            on_s[patrol.post] += out_s * self.days * DAY_S // patrol.again_s
        parts = (self.response_s, self.waited_s, self.post, self.second_s, self.busy_s)
        return Served(*parts, np.array(on_s, dtype=float))

    def _changes(self) -> list[float]:
        """Return the times when posts may get more crews, or ways change, last one first."""
        same = all(len(set(units)) == 1 for units in self.force.units)
        if same and not self.force.patrols and len(set(self.force.table_of_day)) == 1:
            return []
        return [float(q * QUARTER_S) for q in range(4 * self.days - 1, 0, -1)]

    def _until(self, at_s: float, changes: list[float]) -> None:
        """Free the crews that are done by then, and send them on."""
        while True:
            done = self.ends[0][0] if self.ends else np.inf
            change = changes[-1] if changes else np.inf
            if min(done, change) > at_s or min(done, change) == np.inf:
                return
            if done <= change:
                _, post = heapq.heappop(self.ends)
                self.busy[post] -= 1
                now = done
            else:
                now = changes.pop()
            if self.waiting:
                self._next(now)

    def _next(self, now: float) -> None:
        """Send somebody to those who wait, who came first first."""
        left = [number for number in self.waiting if not self._send(number, now)]
        self.waiting = deque(left)

    def _send(self, number: int, now: float) -> bool:
        """Send the nearest free crew to a matter; return whether there was one."""
        last = 4 * self.days - 1
        quarter = min(int(now // QUARTER_S), last)
        tables = self.force.table_of_day
        place, kind = int(self.given.place[number]), int(self.given.kind[number])
        order = self.orders[tables[quarter // 4 % len(tables)]][kind][place]
        free: Iterator[tuple[int, int]] = (
            (post, way_s)
            for post, way_s in order
            if self.force.units[post][quarter % len(self.force.units[post])] > self.busy[post]
        )
        if self.force.patrols:
            under_way = self._under_way(now, place, kind)
            free = heapq.merge(free, under_way, key=operator.itemgetter(1))
        first = next(free, None)
        if first is None:
            return False
        post, way_s = first
        taken_s = way_s + float(self.given.busy_s[number])
        self.busy[post] += 1
        self.busy_s[post] += taken_s
        heapq.heappush(self.ends, (now + taken_s, post))
        self.waited_s[number] = now - self.given.at_s[number]
        self.response_s[number] = self.waited_s[number] + way_s
        self.post[number] = post
        second = next(free, None)
        if second is not None:
            self.second_s[number] = second[1]
        return True

    def _under_way(self, now: float, place: int, kind: int) -> list[tuple[int, int]]:
        """Return the patrols that could turn off to a place, nearest first, with their seconds."""
        found = []
        for patrol in self.force.patrols:
            spell = patrol.where(now)
            if spell is None or self.busy[patrol.post] or patrol.post not in self.able[kind]:
                continue
            if spell.reach_s[place] >= 0:
                found.append((patrol.post, spell.reach_s[place]))
        return sorted(found, key=operator.itemgetter(1))


def _orders(
    table: tuple[tuple[int, ...], ...],
    called: tuple[tuple[int, ...], ...],
    able: Collection[int],
) -> list[list[tuple[int, int]]]:
    """Return for each place the posts that get there: who is called first, then the nearest."""
    seconds = np.array(table)
    found = []
    for place in range(seconds.shape[1]):
        nearest = np.argsort(seconds[:, place], kind="stable").tolist()
        first = called[place] if called else ()
        order = [*first, *(post for post in nearest if post not in first)]
        ways = seconds[order, place]
        pairs = zip(order, ways.tolist(), strict=True)
        found.append([(post, way_s) for post, way_s in pairs if way_s >= 0 and post in able])
    return found
