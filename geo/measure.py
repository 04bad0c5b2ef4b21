"""Figures of grids that say how manageable they are."""

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.coverage.edges import shared_borders


def neighbours(grids: gpd.GeoDataFrame) -> pd.DataFrame:
    """Pairs of grids with a common border, and its length in metres.

    Grids that touch in a point only are no neighbours; borders count where both grids have
    the same vertices, as in a certified set.

    Returns
    -------
    Frame: grid_id, neighbour_id (each pair once, grid_id first in order of rows), border_m.
    """
    a, b, metres = shared_borders(grids.geometry.to_numpy())
    ids = grids.index.to_numpy()
    return pd.DataFrame({"grid_id": ids[a], "neighbour_id": ids[b], "border_m": metres})


def measure_grids(grids: gpd.GeoDataFrame, places: gpd.GeoDataFrame) -> pd.DataFrame:
    """Measure each grid: size, people, shape and neighbours.

    Parameters
    ----------
    grids
        Frame by grid_id, in metres.
    places
        Frame by place_id with household_count and population_count; a place on a common
        border counts in the first grid only, a place in no grid counts nowhere.

    Returns
    -------
    Frame by grid_id: area_m2, household_count, population_count, place_count, polsby_popper
    (1 for a disc), parts, neighbours.

    References
    ----------
    Polsby & Popper (1991), Yale Law & Policy Review 9(2): 4 pi area / perimeter squared.
    """
    shapes = grids.geometry.to_numpy()
    area, perimeter = shapely.area(shapes), shapely.length(shapes)
    counted = ("household_count", "population_count")
    rows = pd.DataFrame({"area_m2": area}, index=grids.index)
    place, grid = shapely.STRtree(shapes).query(places.geometry.to_numpy(), "intersects")
    order = np.lexsort((grid, place))
    place, first = np.unique(place[order], return_index=True)
    grid = grid[order][first]
    for name in counted:
        weight = places[name].to_numpy(dtype=np.float64)[place]
        rows[name] = np.bincount(grid, weights=weight, minlength=len(grids)).astype(np.int64)
    rows["place_count"] = np.bincount(grid, minlength=len(grids))
    with np.errstate(invalid="ignore", divide="ignore"):
        rows["polsby_popper"] = 4 * np.pi * area / perimeter**2
    rows["parts"] = shapely.get_num_geometries(shapes)
    a, b, _ = shared_borders(shapes)
    rows["neighbours"] = np.bincount(np.concatenate([a, b]), minlength=len(grids))
    return rows
