"""Whether places are visited as often as was promised, told from the days of the visits alone."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class BrokenPromise:
    """A place, the first and the last day of a stretch without a visit, and what was promised.

    ``days`` of the stretch lie inside the horizon; ``promised_days`` in a row may have no visit at
    most one fewer than that.
    """

    place_id: str
    first: date
    last: date
    days: int
    promised_days: int


def broken_promises(
    visits: Mapping[str, Collection[date]],
    promised_days: Mapping[str, int],
    first: date,
    last: date,
) -> tuple[BrokenPromise, ...]:
    """List every stretch of a horizon in which a promise is broken.

    A promise of n days is kept when any n days in a row, inside the horizon, have a visit. What
    was before the first day and comes after the last is unknown and breaks nothing.
    """
    found = []
    for place, most in sorted(promised_days.items()):
        inside = sorted({day for day in visits.get(place, ()) if first <= day <= last})
        ends = [first - timedelta(days=1), *inside, last + timedelta(days=1)]
        for before, after in pairwise(ends):
            empty = (after - before).days - 1
            if empty >= most:
                start, end = before + timedelta(days=1), after - timedelta(days=1)
                found.append(BrokenPromise(place, start, end, empty, most))
    return tuple(found)
