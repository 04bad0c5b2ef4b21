"""Share of patrol of every grid beside its share of demand and of households."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from planner.demand.place_header import BANDS
from planner.demand.priority import priority_parts
from planner.demand.promises import visits_due

if TYPE_CHECKING:
    from datetime import date

    from planner.demand.ground import Ground
    from planner.demand.priority_parts import Parts


def patrol_shares(
    ground: Ground, parts: Parts, first: date, days: int, *, usual: int, dwell_min: int
) -> pd.DataFrame:
    """Compare the patrol that every grid is due with its demand and its households.

    Patrol is the visits due at the grid's places within the horizon, by promise or rotation, and
    the minutes stayed there; ways are not counted, since they belong to no grid. Demand is the
    points of its places on a normal day, incidents of all bands counted.

    Parameters
    ----------
    usual
        Days between two visits where nothing is promised.
    dwell_min
        Minutes of a stay.

    Returns
    -------
    Frame by grid_id: kind, unit_code, places, households, incidents, points, visits, minutes,
    least_visits (of the place in it that is visited least), households_pct, demand_pct,
    patrol_pct (each of all grids, together 100; nan where the sum is 0).
    """
    grids = ground.area.grids
    points = priority_parts(ground, parts, ("normal",), BANDS)
    due = visits_due(ground, first, days, usual)
    visits = pd.Series({place: len(found) for place, found in due.items()}, dtype="int64")
    rows = pd.DataFrame(
        {
            "grid_id": points["grid_id"],
            "places": 1,
            "households": ground.area.places["household_count"],
            "incidents": _incidents(ground),
            "points": points["priority"],
            "visits": visits.reindex(points.index, fill_value=0),
        }
    )
    rows["minutes"] = rows["visits"] * dwell_min
    by_grid = rows.groupby("grid_id")
    table = by_grid.sum().reindex(grids.index, fill_value=0).astype("int64")
    table["least_visits"] = by_grid["visits"].min().reindex(grids.index, fill_value=0)
    for column, of in (
        ("households_pct", "households"),
        ("demand_pct", "points"),
        ("patrol_pct", "minutes"),
    ):
        total = int(table[of].sum())
        table[column] = 100 * table[of] / total if total else np.nan
    shares: pd.DataFrame = grids[["kind", "unit_code"]].join(table)
    return shares


def _incidents(ground: Ground) -> pd.Series:
    count = ground.area.incidents.groupby("place_id")["count"].sum()
    return count.reindex(ground.area.places.index, fill_value=0)
