"""Buildings as what stands in the way of a look, in metres."""

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray

INSET_M = 0.05  # who stands on the line of a wall stands outside; maps are no better than this
_FAR = 4.0  # shadows reach this many ranges: their bent far side stays beyond one range
_AS_SEEN_FROM_END = 1e-9  # twice the area in m2 of a wall and the eye when it is seen from its end
Floats = NDArray[np.float64]
Shapes = NDArray[np.object_]


@dataclass(frozen=True, slots=True, eq=False)
class Walls:
    """Footprints drawn in by a few centimetres, so that touching a wall is not crossing it."""

    footprints: Shapes
    tree: shapely.STRtree

    def hide(self, a: Floats, b: Floats) -> NDArray[np.bool_]:
        """Tell for each line from a to b whether a building stands in it that holds neither end."""
        lines = shapely.linestrings(np.stack([a, b], axis=1))
        line, block = self.tree.query(lines, predicate="intersects")
        own = np.zeros(len(line), dtype=bool)
        for end in (a, b):
            own |= shapely.contains_xy(self.footprints[block], end[line, 0], end[line, 1])
        hidden = np.zeros(len(lines), dtype=bool)
        hidden[line[~own]] = True
        return hidden

    def shadow(
        self, eye: tuple[float, float], view: shapely.Geometry, range_m: float
    ) -> shapely.Geometry:
        """Draw what the buildings in the view hide from the eye out to the range, and themselves.

        A building that holds the eye hides nothing.
        """
        near = self.footprints[self.tree.query(view, predicate="intersects")]
        near = near[~shapely.contains_xy(near, *eye)]
        hidden = _shadows(np.asarray(eye, float), near, _FAR * range_m)
        return shapely.union_all(np.concatenate([near, hidden]))


def walls(buildings: gpd.GeoDataFrame | Walls | None) -> Walls:
    """Prepare footprints for many looks; what is prepared already is given back."""
    if isinstance(buildings, Walls):
        return buildings
    footprints = np.empty(0, dtype=object)
    if buildings is not None and len(buildings):
        inner = shapely.buffer(buildings.geometry.to_numpy(), -INSET_M, join_style="mitre")
        footprints = shapely.get_parts(inner)
        footprints = footprints[~shapely.is_empty(footprints)]
    return Walls(footprints, shapely.STRtree(footprints))


def _shadows(eye: Floats, footprints: Shapes, far_m: float) -> Shapes:
    """Draw the ground behind each wall: the wall, its ends pushed straight away from the eye.

    The far side is bent outwards in the middle, so that a wall close to the eye,
    which hides nearly a half plane, still hides everything out to the range.
    """
    xy, ring = shapely.get_coordinates(shapely.get_rings(footprints), return_index=True)
    wall = np.flatnonzero(ring[1:] == ring[:-1])
    a, b = xy[wall] - eye, xy[wall + 1] - eye
    turn = a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0]
    broad = np.abs(turn) > _AS_SEEN_FROM_END
    a, b = a[broad], b[broad]
    ray_a, ray_b = a / np.hypot(*a.T)[:, None], b / np.hypot(*b.T)[:, None]
    middle = ray_a + ray_b
    middle /= np.hypot(*middle.T)[:, None]
    corners = [a, b, ray_b * far_m, middle * far_m, ray_a * far_m]
    shadows: Shapes = shapely.polygons(np.stack(corners, axis=1) + eye)
    return shadows
