"""Priority of a place, part by part; a floor for every grid, and a cap."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely

from planner.demand.largest_remainder import shared_out
from planner.demand.promises import grid_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from geo.load import Area
    from planner.demand.ground import Ground
    from planner.demand.priority_parts import Parts

    Ints = NDArray[np.int64]

# the sum of these columns is the column "priority"
PART_COLUMNS = (
    *("floor", "households", "incidents", "near_site", "day", "own", "cap"),
    *("grid_floor", "grid_cap"),
)


def priority_parts(
    ground: Ground, parts: Parts, kinds_of_day: tuple[str, ...], bands: Sequence[str]
) -> pd.DataFrame:
    """Points of every place, part by part; each row's parts add up to its priority exactly.

    Parameters
    ----------
    kinds_of_day
        As `planner.demand.day_types` gives them.
    bands
        Bands of the day whose incidents count.

    Returns
    -------
    Frame by place_id: grid_id, the columns of `PART_COLUMNS`, priority. ``cap`` and ``grid_cap``
    are not above 0: what goes over. ``grid_floor`` lifts the places of a quiet grid together to
    its floor, ``grid_cap`` lowers those of a busy one, by their points.
    """
    area = ground.area
    places = area.places
    table = pd.DataFrame({"grid_id": grid_of(ground)}, index=places.index)
    table["floor"] = parts.floor
    table["households"] = (
        parts.per_10_households * places["household_count"].to_numpy(np.int64) // 10
    )
    table["incidents"] = parts.per_incident * incidents_of(area, bands)
    table["near_site"] = parts.near_site * _near_site(area, parts.near_m)
    table["day"] = [parts.on_days(kinds_of_day, str(kind)) for kind in places["kind"]]
    table["own"] = [parts.own.get(str(place), 0) for place in places.index]
    total = table[list(PART_COLUMNS[:6])].sum(axis=1)
    table["cap"] = -(total - parts.cap).clip(lower=0)
    held = total + table["cap"]
    wanted = _held_by_grid(held, table["grid_id"], parts)
    table["grid_floor"] = (wanted - held).clip(lower=0)
    table["grid_cap"] = (wanted - held).clip(upper=0)
    table["priority"] = wanted
    return table.astype(dict.fromkeys((*PART_COLUMNS, "priority"), "int64"))


def incidents_of(area: Area, bands: Sequence[str]) -> Ints:
    """Count the incidents of each place in some bands of the day."""
    rows = area.incidents[area.incidents["time_band"].isin(list(bands))]
    count = rows.groupby("place_id")["count"].sum().reindex(area.places.index, fill_value=0)
    return count.to_numpy(np.int64)


def _near_site(area: Area, near_m: int) -> Ints:
    points = area.places.geometry.to_numpy()
    if area.sites.empty or not len(points):
        return np.zeros(len(points), dtype=np.int64)
    tree = shapely.STRtree(area.sites.geometry.to_numpy())
    near = np.unique(tree.query(points, predicate="dwithin", distance=near_m)[0])
    found = np.zeros(len(points), dtype=np.int64)
    found[near] = 1
    return found


def _held_by_grid(held: pd.Series, grid: pd.Series, parts: Parts) -> pd.Series:
    """Points after floor and cap of grids; a place in no grid keeps its own.

    The cap of a grid takes no place below its own floor: a grid of very many places goes over it.
    """
    wanted = held.copy()
    for name, points in held.groupby(grid):
        total = int(points.sum())
        floors = parts.floor * len(points)
        if not name:
            continue
        if total < parts.grid_floor:
            weight = points.to_numpy(float) if total else np.ones(len(points))
            wanted[points.index] = shared_out(parts.grid_floor, weight)
        elif total > parts.grid_cap:
            over = (points - parts.floor).to_numpy(float)
            left = max(parts.grid_cap - floors, 0)
            wanted[points.index] = parts.floor + shared_out(left, over)
    return wanted
