"""Ways to read the coordinates of a drawing, each laid over the township's outline."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import shapely

from planner.report.maps import Layer
from planner.words import Lang, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from planner.demand.drawn import Township

_THIN_M = 8.0  # a wrong reading is off by hundreds of metres
_MANY = 3_000  # shapes drawn one by one; of more only their hull


def reading_layers(
    frames: Sequence[gpd.GeoDataFrame], words: Sequence[str], near: Township | None, lang: Lang
) -> list[Layer]:
    """Return the township's outline in black and each reading in a colour of its own.

    The suggested reading, the first, lies on top.
    """
    layers = [
        Layer("reading", name, _outline(frame), variant=variant)
        for variant, (frame, name) in enumerate(zip(frames, words, strict=True))
    ][::-1]
    if near is None:
        return layers
    outline = gpd.GeoDataFrame(geometry=[shapely.boundary(near.boundary)], crs=near.crs)
    return [*layers, Layer("outline", say("place.outline", lang), outline)]


def _outline(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Outer line of a drawing of polygons; other shapes as they are."""
    shapes = frame.geometry.to_numpy()
    shapes = shapes[~(shapely.is_missing(shapes) | shapely.is_empty(shapes))]
    areal = shapely.get_dimensions(shapes) == 2
    lines = [*shapely.simplify(shapes[~areal][:_MANY], _THIN_M)]
    if areal.any():
        lines += list(shapely.get_exterior_ring(shapely.get_parts(_ground(shapes[areal]))))
    return gpd.GeoDataFrame(geometry=lines, crs=frame.crs)


def _ground(shapes: NDArray[np.object_]) -> shapely.Geometry:
    if len(shapes) > _MANY:
        corners = shapely.get_coordinates(shapes)[:: len(shapes) // _MANY]
        return shapely.concave_hull(shapely.multipoints(corners), 0.1)
    # a little wider, so that gaps between neighbours do not show as lines
    wide = shapely.buffer(shapely.simplify(shapely.make_valid(shapes), _THIN_M), _THIN_M)
    return shapely.buffer(shapely.union_all(wide), -_THIN_M)
