"""Where the households of a place live, house by house, and the work they make."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely

from planner.demand.grid_figures import measured

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray

    from geo.load import Area
    from planner.demand.ground import Ground

    Ints = NDArray[np.int64]


def spread_households(area: Area, unit_code: str) -> gpd.GeoDataFrame:
    """Spread the households of each place of a unit over its dwellings, in whole numbers.

    A dwelling belongs to the place it names, else to the nearest one (guessed). A place without
    dwellings inside its unit, and every place for its own point, has a row at that point.

    Returns
    -------
    Frame: place_id, households, geometry Point; the sum of each place is conserved exactly.
    """
    places = area.places[area.places["unit_code"] == unit_code]
    spots, place = _dwellings(area, unit_code)
    order = np.argsort(place, kind="stable")
    spots, place = spots[order], place[order]
    count = np.bincount(place, minlength=len(places))
    nth = np.arange(len(place)) - (np.cumsum(count) - count)[place]
    households = places["household_count"].to_numpy(np.int64)
    share = np.where(count > 0, households // np.maximum(count, 1), 0)
    left = np.where(count > 0, households - share * count, 0)
    at_point = np.where(count == 0, households, 0)
    frame = places[["geometry"]].iloc[np.concatenate([place, np.arange(len(places))])]
    return (
        frame.assign(
            place_id=frame.index.to_numpy(dtype=object),
            households=np.concatenate([share[place] + (nth < left[place]), at_point]),
        )
        .set_geometry(np.concatenate([spots, places.geometry.to_numpy()]), crs=area.crs)[
            ["place_id", "households", "geometry"]
        ]
        .reset_index(drop=True)
    )


def _dwellings(area: Area, unit_code: str) -> tuple[NDArray[np.object_], Ints]:
    """Points of the dwellings of a unit's places, and the row of the place among those."""
    homes = area.buildings[area.buildings["kind"] == "dwelling"]
    if homes.empty or area.places.empty:
        return np.array([], dtype=object), np.array([], dtype=np.int64)
    spots = shapely.point_on_surface(homes.geometry.to_numpy())
    named = area.places.index.get_indexer(homes["place_id"])
    nearest = shapely.STRtree(area.places.geometry.to_numpy()).nearest(spots)
    place = np.where(named >= 0, named, nearest)
    rows = np.flatnonzero((area.places["unit_code"] == unit_code).to_numpy())
    within = shapely.intersects(area.units.geometry.loc[unit_code], spots)
    kept = np.isin(place, rows) & within
    return spots[kept], np.searchsorted(rows, place[kept]).astype(np.int64)


def effort_of_homes(ground: Ground, homes: gpd.GeoDataFrame) -> Ints:
    """Minutes of work a month that each home stands for, whole, the sum of a place conserved.

    A round has no parts, so a place counts half the way to its nearest neighbour and back, the
    walk to its doors, and its households; this is the additive part of a grid's effort.
    """
    fixed = measured(ground)
    told, places = fixed.settings.effort, ground.area.places
    rows = places.index.get_indexer(pd.Index(homes["place_id"]))
    both = (fixed.between_s + fixed.between_s.T).astype(float)
    np.fill_diagonal(both, np.inf)
    near_s = both.min(axis=1, initial=np.inf) / 2
    near_s[~np.isfinite(near_s)] = 0.0
    total = places["household_count"].to_numpy(float)
    month = told.rounds_a_month * (near_s + fixed.doors_s) / 60 + told.household_min * total
    held = homes["households"].to_numpy(float)
    share = np.divide(held, total[rows], out=np.zeros(len(rows)), where=total[rows] > 0)
    exact = share * month[rows]
    return _whole(exact, rows)


def _whole(exact: NDArray[np.float64], group: Ints) -> Ints:
    """Round so that the sum of each group is its rounded sum: the largest remainders go up."""
    floor = np.floor(exact + 1e-9).astype(np.int64)
    sums = np.rint(np.bincount(group, weights=exact)).astype(np.int64)
    more = sums - np.bincount(group, weights=floor).astype(np.int64)
    order = np.lexsort((np.arange(len(exact)), floor - exact, group))
    start = np.concatenate([[0], np.cumsum(np.bincount(group))])
    nth = np.empty(len(exact), dtype=np.int64)
    nth[order] = np.arange(len(exact)) - start[group[order]]
    return floor + (nth < more[group])
