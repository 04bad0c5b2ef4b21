"""Roads that end on the map shortly before a border: it may be the map that ends there."""

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from geo.exits import BORDER_M
from geo.roads import Network


def loose_ends(
    network: Network, outer: shapely.Polygon | shapely.MultiPolygon, within_m: float
) -> gpd.GeoDataFrame:
    """List the dead ends of a network inside a border and near to it, the nearest first.

    An end on the border itself is an exit already (`geo.exits`), none of these.

    Returns
    -------
    Frame by end_id (id of the edge with -u or -v):
        edge_id, road_id, road_class, bridge, node (row of the junction), gap_m, geometry Point
    """
    ends = network.edges[["u", "v"]].to_numpy(np.int64)
    degree = np.bincount(ends.ravel(), minlength=len(network.node_xy))
    edge, side = np.nonzero(degree[ends] == 1)
    node: NDArray[np.int64] = ends[edge, side]
    points = shapely.points(network.node_xy[node])
    gap = shapely.distance(points, shapely.boundary(outer))
    near = shapely.intersects(outer, points) & (gap > BORDER_M) & (gap <= within_m)
    rows = np.flatnonzero(near)
    rows = rows[np.argsort(gap[rows], kind="stable")]
    chosen = network.edges.iloc[edge[rows]]
    names = [f"{name}-{'uv'[k]}" for name, k in zip(chosen.index, side[rows], strict=True)]
    return gpd.GeoDataFrame(
        {
            "edge_id": chosen.index.to_numpy(),
            "road_id": chosen["road_id"].to_numpy(),
            "road_class": chosen["road_class"].to_numpy(),
            "bridge": chosen["bridge"].to_numpy(bool),
            "node": node[rows],
            "gap_m": gap[rows],
        },
        index=pd.Index(names, name="end_id", dtype="object"),
        geometry=points[rows],
        crs=network.edges.crs,
    )
