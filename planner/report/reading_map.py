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
    from planner.report.case_map import Bounds

_THIN_M = 8.0  # a wrong reading is off by hundreds of metres
_LONLAT = "EPSG:4326"
_MARGIN = 0.25  # of the extent, on each side: the borders that a small drawing must meet
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
    over = Layer("outline", say("place.outline", lang), outline)
    if near.units is None:
        return [*layers, over]
    # a drawing of a few grids never meets the outline
    inner = shapely.difference(
        shapely.union_all(shapely.boundary(near.units.geometry.to_numpy())), outline.geometry[0]
    )
    villages = gpd.GeoDataFrame(geometry=[inner], crs=near.crs)
    return [Layer("village", say("place.villages", lang), villages), *layers, over]


def around(frames: Sequence[gpd.GeoDataFrame], near: Township | None) -> Bounds:
    """West, south, east and north in degrees of the readings and of the borders about them."""
    boxes = np.array([frame.to_crs(_LONLAT).total_bounds for frame in frames])
    least, most = boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)
    if near is not None:  # a small drawing with its neighbourhood, never more than the township
        home = near.lonlat.bounds
        margin = _MARGIN * (most - least)
        least = np.minimum(least, np.maximum(least - margin, home[:2]))
        most = np.maximum(most, np.minimum(most + margin, home[2:]))
    west, south, east, north = (float(value) for value in (*least, *most))
    return west, south, east, north


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
