"""A thing to be done with what a person reads of it, and the turning of promises into days."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo.measure import places_in
from planner.problem.tour_parts import DAY_S, DAYS_MOST, Window

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date

    import geopandas as gpd
    import shapely

    from planner.demand.ground import Ground
    from planner.problem.tour_parts import Task


@dataclass(frozen=True, eq=False)
class Item:
    """A task of the question and what it is on the ground.

    Parameters
    ----------
    layer, source_id
        Layer of the area it comes from, and its id there.
    spots
        Location -> point, of all locations the task names.
    geometry
        A point, or the line of a street.
    """

    task: Task
    layer: str
    source_id: str
    name_zh: str
    name_en: str
    kind: str
    spots: Mapping[str, shapely.Point]
    geometry: shapely.Geometry


@dataclass(frozen=True, slots=True)
class Due:
    """How often something must be done in a horizon to keep a promise.

    Parameters
    ----------
    last_day
        Day of the last call before the horizon, -1 for the day before it.
    times
        Fewest calls that keep the promise; 0 when it keeps itself.
    """

    last_day: int
    gap_days: int
    times: int

    @property
    def over_days(self) -> int:
        """Days by which the gap is longer than a question may say.

        A question with a shorter gap and a last day as much later asks for the same: there is one
        call at most within its horizon.
        """
        return max(0, self.gap_days - DAYS_MOST)


def due(last_day: int, gap_days: int, days: int) -> Due:
    """Work out the calls a promise needs within a horizon of some days."""
    first = max(0, last_day + gap_days)
    times = 0 if first >= days else 1 + (days - 1 - first) // gap_days
    return Due(last_day, gap_days, times)


def days_around(
    needs: Due, days: int, early: int, late: int, *, other_weekday: bool = False
) -> tuple[int, ...]:
    """Days of a horizon on which a call may be: some before each day it is due, and some after.

    A call is never earlier than half of its gap, else it would come as often again.

    Parameters
    ----------
    other_weekday
        Whether the weekday of the last call is left out, where the promise can be kept without it.
    """
    first, sooner = max(0, needs.last_day + needs.gap_days), min(early, needs.gap_days // 2)
    around: set[int] = set()
    for due_day in range(first, days, needs.gap_days):
        near = range(max(0, due_day - sooner), min(days, due_day + late + 1))
        others = [day for day in near if (day - needs.last_day) % 7]
        keeps = other_weekday and any(day <= due_day for day in others)
        around.update(others if keeps else near)
    return tuple(sorted(around))


def spans_of(days: Collection[int], horizon: int) -> tuple[Window, ...]:
    """Windows of whole days, neighbours joined; none when they are all of the horizon."""
    inside = sorted({day for day in days if 0 <= day < horizon})
    if len(inside) == horizon:
        return ()
    begins = [day for day in inside if day - 1 not in inside]
    ends = [day for day in inside if day + 1 not in inside]
    return tuple(
        Window(DAY_S * begin, DAY_S * (end + 1)) for begin, end in zip(begins, ends, strict=True)
    )


def last_days(
    frame: gpd.GeoDataFrame,
    gaps: pd.Series[int],
    first: date,
    known: Mapping[str, date],
) -> pd.Series[int]:
    """Day of the last call of each row before the first day; -1 is the day before.

    Where no call is known the turn of the row counts: rows of one unit with the same gap come up
    one after the other, so that the days are even, as in `planner.demand.promises.due_places`.

    Parameters
    ----------
    known
        Row -> day of its last call, as far as somebody wrote it down.
    """
    rows = frame.sort_index()
    gap = gaps.reindex(rows.index)
    turn = rows.groupby([rows["unit_code"], gap]).cumcount().to_numpy() % gap.to_numpy()
    by_turn = -((first.toordinal() - turn - 1) % gap.to_numpy() + 1)
    told = [
        (known[name] - first).days if name in known and known[name] < first else int(day)
        for name, day in zip(rows.index.astype(str), by_turn, strict=True)
    ]
    return pd.Series(told, index=rows.index, dtype="int64").clip(lower=-10_000)


def grid_at(ground: Ground, points: Sequence[shapely.Point]) -> list[str]:
    """Grid in which each point lies, "" for a point in none."""
    grids = ground.area.grids
    found = np.full(len(points), "", dtype=object)
    row, grid = places_in(grids.geometry.to_numpy(), np.array(points, dtype=object))
    found[row] = grids.index.to_numpy(dtype=object)[grid]
    return [str(name) for name in found]


def unit_at(ground: Ground, points: Sequence[shapely.Point]) -> list[str]:
    """Find the unit in which each point lies, the nearest one for a point outside."""
    units = ground.area.units
    _, row = units.sindex.nearest(np.array(points, dtype=object), return_all=False)
    return [str(name) for name in units.index[row]]
