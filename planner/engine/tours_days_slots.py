"""Which calls a part of a plan may hold, and what each brings on each of its days."""

import random
from collections.abc import Iterable, Sequence

from planner.engine.tours_days import Masks, Week, union
from planner.engine.tours_days_part import Slot


def slots_of(
    week: Week, turns: Sequence[int], fixed: Masks, current: Masks, rng: random.Random
) -> list[Slot]:
    """Return a slot for each call the part has or could gain by.

    The days of a want are those it has now and the best others, until none brings anything; each
    slot may be made on the days nearest to its own.

    Parameters
    ----------
    fixed, current
        Days done outside the part, and in it.
    """
    slots = []
    for task, ways in week.wants:
        outside = union(fixed, task, ways)
        others = 0
        if week.problem.tasks[task].each_way:
            rest = [way for way in range(len(week.problem.tasks[task].ways)) if way not in ways]
            others = union(fixed, task, rest) | union(current, task, rest)
        open_days, asked = _days(week, turns, task, ways, outside)
        inside = union(current, task, ways) & sum(1 << day for day in open_days)
        promised = bool(week.worth.late_windows[task])
        value = _Value(week, task, outside, others)
        picked = value.picked(open_days, asked, inside, rng)
        slots += [
            Slot(task, ways, value.prizes(picked, day, near))
            for day, near in _shared(picked, open_days, rng, promised=promised)
        ]
    return slots


class _Value:
    """What sets of days of a want are worth beside the days it is done outside the part."""

    def __init__(self, week: Week, task: int, outside: int, others: int) -> None:
        self._worth, self._task = week.worth, task
        self._outside, self._others = outside, others

    def loss(self, days: Iterable[int]) -> int:
        """Return what is lost with these days."""
        mask = self._outside | sum(1 << day for day in days)
        return self._worth.loss(self._task, mask, self._others)

    def picked(
        self, open_days: Sequence[int], asked: set[int], inside: int, rng: random.Random
    ) -> list[int]:
        """Return days to be called on: pinned and kept ones, those of now, and what they lack."""
        days = sorted(asked)
        for day in (day for day in open_days if inside >> day & 1 and day not in asked):
            if self.loss(days) > self.loss([*days, day]):
                days.append(day)
        while True:
            free = [day for day in open_days if day not in days]
            rng.shuffle(free)
            now = self.loss(days)
            best = min(free, key=lambda day: self.loss([*days, day]), default=None)
            if best is None or self.loss([*days, best]) >= now:
                return days
            days.append(best)

    def prizes(self, picked: Sequence[int], day: int, near: Sequence[int]) -> dict[int, int]:
        """Return what the call of a day brings there and on the days near it."""
        rest = [other for other in picked if other != day]
        without = self.loss(rest)
        gains = {d: without - self.loss([*rest, d]) for d in near}
        return {d: gain for d, gain in gains.items() if gain > 0 or d == day}


def _shared(
    picked: Sequence[int], open_days: Sequence[int], rng: random.Random, *, promised: bool
) -> list[tuple[int, list[int]]]:
    """Give each picked day the days on which its call may be made instead.

    Of the calls that keep a promise every second one stays on its day: what the others bring there
    is then exact, wherever each goes between its neighbours.
    """
    if promised:
        days, odd = sorted(picked), rng.randrange(2)
        bounds = [-1, *days, 10**6]
        return [
            (
                day,
                [d for d in open_days if bounds[i] < d < bounds[i + 2]] if i % 2 == odd else [day],
            )
            for i, day in enumerate(days)
        ]
    near: dict[int, list[int]] = {day: [day] for day in picked}
    if picked:
        for day in open_days:
            if day not in near:
                nearest = min(picked, key=lambda one: (abs(one - day), rng.random()))
                near[nearest].append(day)
    return list(near.items())


def _days(
    week: Week, turns: Sequence[int], task: int, ways: Sequence[int], outside: int
) -> tuple[list[int], set[int]]:
    """Return the days on which the part can do something, and those it is asked to."""
    days: set[int] = set()
    asked: set[int] = set()
    for turn in turns:
        if not week.able(turn, task):
            continue
        mine = [
            day
            for day in week.days_of(turn)
            if not outside >> day & 1 and any(week.can(turn, (task, way, day)) for way in ways)
        ]
        days.update(mine)
        if mine and (task in week.pins.get(turn, ()) or task in week.kept.get(turn, ())):
            asked.add(mine[0])
    return sorted(days), asked
