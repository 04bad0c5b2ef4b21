"""Buildings as what stands in the way of a look, in metres."""

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray

INSET_M = 0.05  # who stands on the line of a wall stands outside; maps are no better than this
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Shapes = NDArray[np.object_]


@dataclass(frozen=True, slots=True, eq=False)
class Walls:
    """Footprints that block sight, and their walls with the building on the left.

    Parameters
    ----------
    footprints : polygons; a building is all the ground of one, with its edge
    tree : of the footprints
    start, end : ends of every wall [n, 2], those of a footprint in one run
    first : where the run of each footprint begins, and the number of walls
    """

    footprints: Shapes
    tree: shapely.STRtree
    start: Floats
    end: Floats
    first: Ints

    def holding(self, xy: Floats) -> tuple[Ints, Ints]:
        """List the pairs of a point and a footprint it lies in or on the edge of."""
        point, footprint = self.tree.query(shapely.points(xy), predicate="intersects")
        return point, footprint


def walls(buildings: gpd.GeoDataFrame | Walls | None) -> Walls:
    """Prepare footprints for many looks; what is prepared already is given back.

    They are drawn in by a few centimetres, so that touching a wall is not crossing it.
    """
    if isinstance(buildings, Walls):
        return buildings
    if buildings is None or not len(buildings):
        return walls_of(np.empty(0, dtype=object))
    inner = shapely.buffer(buildings.geometry.to_numpy(), -INSET_M, join_style="mitre")
    return walls_of(inner)


def walls_of(shapes: Shapes) -> Walls:
    """Prepare polygons that block sight exactly as they are, up to their very edge."""
    parts = shapely.get_parts(shapes)
    footprints = shapely.orient_polygons(parts[~shapely.is_empty(parts)])
    rings, owner = shapely.get_rings(footprints, return_index=True)
    xy, ring = shapely.get_coordinates(rings, return_index=True)
    wall = np.flatnonzero(ring[1:] == ring[:-1])
    first = np.searchsorted(owner[ring[wall]], np.arange(len(footprints) + 1))
    return Walls(
        footprints,
        shapely.STRtree(footprints),
        xy[wall],
        xy[wall + 1],
        first.astype(np.int64),
    )
