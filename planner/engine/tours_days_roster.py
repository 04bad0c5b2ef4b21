"""Which turns go out, before any route is known: who is needed when, beside reserve and rest.

Turns taken in order of time are exchanged as long as that lets more promises be kept: on a shift
one crew goes out instead of another, which takes over the turns the first can then not have.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from planner.engine.tours_days import Week

TRIALS_MOST = 5000
"""Exchanges tried: a month of many crews has no end of them."""


def rostered(week: Week, turns: Sequence[int]) -> tuple[int, ...]:
    """Return turns that go out, those given at worst.

    Parameters
    ----------
    turns
        Turns that keep the reserve and every crew's rest; pinned and kept calls stay with them.
    """
    offers = _Offers(week)
    best = tuple(sorted(turns))
    least = offers.lost(best)
    tried, better = 0, True
    while better:
        better = False
        for other in _exchanges(week, best):
            tried += 1
            lost = offers.lost(other)
            if lost < least:
                best, least, better = other, lost, True
            if better or tried > TRIALS_MOST:
                break
    return best


class _Offers:
    """What cannot be done at all by some turns, whatever their routes."""

    def __init__(self, week: Week) -> None:
        self._week = week
        self._days = {turn: self._days_of(turn) for turn in week.usable}
        self._prices = {
            turn: np.array([week.price(turn, task) for task, _ in week.wants], dtype=np.int64)
            for turn in week.usable
        }

    def _days_of(self, turn: int) -> NDArray[np.object_]:
        """Return for each want the days on which a turn can do it, a bit for each."""
        week = self._week
        found = [
            sum(
                1 << day
                for day in week.days_of(turn)
                if week.able(turn, task) and any(week.can(turn, (task, w, day)) for w in ways)
            )
            for task, ways in week.wants
        ]
        return np.array(found, dtype=object)  # a horizon may have more days than a number bits

    def lost(self, turns: Sequence[int]) -> int:
        """Return what is lost when turns do all they can, and the least prices of doing it."""
        week = self._week
        if not turns:
            return sum(week.worth.loss(task, 0) for task, _ in week.wants)
        days = np.bitwise_or.reduce([self._days[turn] for turn in turns])
        able = np.array([self._days[turn] != 0 for turn in turns], dtype=bool)
        prices = np.array([self._prices[turn] for turn in turns])
        dearest = int(prices.max(initial=0))
        least = np.where(able, prices, dearest).min(axis=0)
        lost = sum(
            week.worth.loss(task, mask)
            for (task, _), mask in zip(week.wants, days.tolist(), strict=True)
        )
        return lost + int(least.sum())


def _exchanges(week: Week, turns: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    """Yield turns with one crew in the place of another on a shift."""
    out, fixed = set(turns), set(week.pins) | set(week.kept)
    used = Counter(week.shifts[turn] for turn in turns)
    for heir in week.usable:
        if heir in out:
            continue
        shift = week.shifts[heir]
        clash = [turn for turn in turns if week.rest_clash(turn, heir)]
        if clash and fixed & set(clash):
            continue
        if used[shift] < week.allowed_out[shift] and not clash:
            yield tuple(sorted({*out, heir}))
        for gone in (t for t in turns if week.shifts[t] == shift and t not in fixed):
            left = out - {gone} - set(clash)
            taken = [_same_shift(week, turn, gone) for turn in clash]
            new = {heir, *(turn for turn in taken if turn is not None and turn not in left)}
            whole = left | new
            if not any(week.rest_clash(a, b) for a in new for b in whole):
                yield tuple(sorted(whole))


def _same_shift(week: Week, turn: int, crew_of: int) -> int | None:
    """Return the turn of another turn's crew on the shift of a turn."""
    crew_id = week.crews[crew_of].crew_id
    mine = (
        t
        for t in week.usable
        if week.crews[t].crew_id == crew_id and week.shifts[t] == week.shifts[turn]
    )
    return next(mine, None)
