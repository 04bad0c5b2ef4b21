"""Figures of grids that say how manageable they are."""

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from geo.coverage.edges import Ints, shared_borders


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
    Frame by grid_id: area_m2, household_count, population_count, place_count, polsby_popper and
    reock (both 1 for a disc), parts, neighbours.

    References
    ----------
    Polsby & Popper (1991), Yale Law & Policy Review 9(2): 4 pi area / perimeter squared.
    Reock (1961), Midwest Journal of Political Science 5(1), 70-74: area / area of the smallest
    circle around the shape.
    """
    return pd.DataFrame(measure_shapes(grids.geometry.to_numpy(), places), index=grids.index)


def measure_shapes(
    shapes: NDArray[np.object_], places: gpd.GeoDataFrame
) -> dict[str, NDArray[np.float64] | Ints]:
    """Measure shapes as `measure_grids` does, a column each, without a frame around them."""
    area, perimeter = shapely.area(shapes), shapely.length(shapes)
    place, grid = places_in(shapes, places.geometry.to_numpy())
    rows: dict[str, NDArray[np.float64] | Ints] = {"area_m2": area}
    for name in ("household_count", "population_count"):
        weight = places[name].to_numpy(dtype=np.float64)[place]
        rows[name] = np.bincount(grid, weights=weight, minlength=len(shapes)).astype(np.int64)
    rows["place_count"] = np.bincount(grid, minlength=len(shapes)).astype(np.int64)
    with np.errstate(invalid="ignore", divide="ignore"):
        rows["polsby_popper"] = 4 * np.pi * area / perimeter**2
        rows["reock"] = area / (np.pi * shapely.minimum_bounding_radius(shapes) ** 2)
    rows["parts"] = shapely.get_num_geometries(shapes).astype(np.int64)
    a, b, _ = shared_borders(shapes)
    beside = np.bincount(np.concatenate([a, b]), minlength=len(shapes))
    return rows | {"neighbours": beside.astype(np.int64)}


def places_in(shapes: NDArray[np.object_], points: NDArray[np.object_]) -> tuple[Ints, Ints]:
    """Rows of the points in any shape and of the first shape each lies in, borders included."""
    place, grid = shapely.STRtree(shapes).query(points, "intersects")
    order = np.lexsort((grid, place))
    inside, first = np.unique(place[order], return_index=True)
    return inside.astype(np.int64), grid[order][first].astype(np.int64)
