"""What the map receives: shapes in whole millimetres from an origin, and only what has changed.

The map draws in the metres of the working system, so a point it sends back is a point of the
ground to the last millimetre and nothing is projected to and fro.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
import shapely

from geo.land import land_lines
from planner.report.atlas import ROAD_STYLES

if TYPE_CHECKING:
    import geopandas as gpd

    from geo.load import Area
    from geo.redraw import GridSet
    from planner.words import Lang

Point = tuple[float, float]
Steps = list[int]

_MM = 1000
_CONTEXT_THIN_M = 1.0  # roads and streams are for the eye; grids and units are never thinned
_MOST_NAMED_PLACES = 400


def origin_of(boundary: shapely.Geometry) -> Point:
    """Return the south-west corner of the ground, in whole metres."""
    west, south, _, _ = boundary.bounds
    return float(np.floor(west)), float(np.floor(south))


def rings_of(shape: shapely.Geometry, origin: Point) -> list[Steps]:
    """Return the rings of a polygon as steps, outer ring first, without the closing point."""
    rings = [shape.exterior, *shape.interiors]
    return [_steps(shapely.get_coordinates(ring)[:-1], origin) for ring in rings]


def lines_of(shapes: Iterable[shapely.Geometry], origin: Point) -> list[Steps]:
    """Return lines, and the rings of polygons, as steps with every point."""
    parts = shapely.get_parts(np.array(list(shapes), dtype=object))
    polygons = shapely.get_dimensions(parts) == 2
    lines = [*parts[~polygons], *shapely.get_parts(shapely.boundary(parts[polygons]))]
    return [_steps(shapely.get_coordinates(line), origin) for line in lines]


def ground_point(spot: Sequence[float], origin: Point) -> Point:
    """Return where a point of the map lies on the ground, in metres of the working system."""
    return origin[0] + spot[0] / _MM, origin[1] + spot[1] / _MM


def context(
    area: Area,
    state: GridSet,
    ridges: Iterable[shapely.Geometry],
    origin: Point,
    lang: Lang,
) -> dict[str, object]:
    """Return what lies under the grids: water, ridges, roads, units, settlements, key sites."""
    names = area.places[f"name_{lang}"]
    groups = land_lines(area).get("group", area.groups)
    named = len(names) <= _MOST_NAMED_PLACES
    units = area.units[f"name_{lang}"]
    middles = shapely.point_on_surface(list(state.units.values()))
    return {
        "lines": [
            ["reservoir", lines_of(area.reservoirs.geometry, origin)],
            ["ridge", lines_of(ridges, origin)],
            ["stream", lines_of(_thin(area.streams), origin)],
            ["group", lines_of(_thin(groups), origin)],
            *_roads(area, origin),
            ["unit", lines_of(state.units.values(), origin)],
        ],
        "places": _spots(area.places.geometry, names if named else [""] * len(names), origin),
        "sites": _spots(area.sites.geometry, area.sites[f"name_{lang}"], origin),
        "units": [
            [code, spot, str(units.get(code, code))]
            for code, (spot, _) in zip(
                state.units, _spots(middles, [""] * len(middles), origin), strict=True
            )
        ],
    }


def _spots(
    points: Iterable[shapely.Geometry], names: Iterable[str], origin: Point
) -> list[tuple[Steps, str]]:
    """Return points of the map with their names."""
    spots = shapely.get_coordinates(list(points))
    return [
        (_steps(spot[None, :], origin), str(name)) for spot, name in zip(spots, names, strict=True)
    ]


def record(
    state: GridSet, grid_id: str, version: int, told: Mapping[str, object], origin: Point
) -> list[object]:
    """Return one grid as the map wants it.

    Parameters
    ----------
    told
        ``name``, ``changed`` and ``faces``: name in the reader's language, whether the grid
        differs from the first one, and its small faces as (id, shape), none when it is whole.
    """
    grid = state.grids[grid_id]
    faces: Iterable[tuple[str, shapely.Geometry]] = told["faces"]  # type: ignore[assignment]
    return [
        grid_id,
        version,
        grid.unit_code,
        grid.kind,
        told["name"],
        grid.locked,
        told["changed"],
        rings_of(grid.geometry, origin),
        [[face_id, rings_of(shape, origin)] for face_id, shape in faces],
    ]


def _roads(area: Area, origin: Point) -> list[list[object]]:
    known = {kind: style for style, kinds in ROAD_STYLES.items() for kind in kinds}
    styles = area.roads["road_class"].map(lambda kind: known.get(kind, "road_local"))
    return [
        [name, lines_of(_thin(area.roads[styles == f"road_{name}"]), origin)]
        for name in ("path", "local", "middle", "main")
    ]


def _thin(frame: gpd.GeoDataFrame) -> Iterable[shapely.Geometry]:
    shapes: Iterable[shapely.Geometry] = shapely.simplify(
        frame.geometry.to_numpy(), _CONTEXT_THIN_M
    )
    return shapes


def _steps(points: np.ndarray, origin: Point) -> Steps:
    """Points as steps: the first from the origin, each other from the one before."""
    whole = np.rint((points - np.array(origin)) * _MM).astype(np.int64)
    steps: Steps = np.diff(whole, axis=0, prepend=np.zeros((1, 2), dtype=np.int64)).ravel().tolist()
    return steps
