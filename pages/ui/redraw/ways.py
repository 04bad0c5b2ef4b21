"""Lines of the land to divide grids by, ridges last: ways across a grid, and all within."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import shapely

from geo.basic_units import Cutting
from geo.crossings import Crossing, crossings
from geo.land import land_lines
from geo.ridges import ridges
from planner.words import LANGS, Lang, known, listed, say

if TYPE_CHECKING:
    from geo.load import Area
    from geo.redraw import GridSet

Line = tuple[tuple[float, float], ...]

_LEAST_M = 5.0  # a stub of a line inside a grid divides nothing
_MOST_RIDGES = 4  # ways along ridges; they are many and must not push out the others


@dataclass(frozen=True, eq=False)
class Natural:
    """Lines of the land as one column, with their kinds and their names in either language."""

    lines: gpd.GeoSeries
    kinds: tuple[str, ...]
    names: dict[Lang, list[str]]
    places: np.ndarray


def natural_of(area: Area) -> Natural:
    """Gather the lines of the land of an area: roads, streams, shores, group borders, ridges."""
    lines = {**land_lines(area), "ridge": _ridges_of(area)}
    shapes = [line for frame in lines.values() for line in frame.geometry]
    return Natural(
        gpd.GeoSeries(shapes, crs=area.crs),
        tuple(kind for kind, frame in lines.items() for _ in range(len(frame))),
        {lang: [name for each in lines.items() for name in _names(*each, lang)] for lang in LANGS},
        area.places.geometry.to_numpy(dtype=object),
    )


def _ridges_of(area: Area) -> gpd.GeoDataFrame:
    """Ridges within an area, the same that proposals are cut along; none without heights."""
    drawn = np.array([], dtype=object)
    if area.terrain is not None:
        cutting = Cutting()
        drawn = ridges(area.terrain, area.boundary.bounds, basin_m2=cutting.basin_m2)
        drawn = without_crumbs(drawn, cutting.smallest_empty_m2)
        drawn = shapely.get_parts(shapely.intersection(drawn, area.boundary))
        drawn = drawn[shapely.length(drawn) > _LEAST_M]
    blank = {"name_zh": None, "name_en": None}
    return gpd.GeoDataFrame(blank, geometry=drawn, crs=area.crs, index=range(len(drawn)))


def without_crumbs(drawn: np.ndarray, least_m2: float) -> np.ndarray:
    """Leave out lines around crumbs of ground: on flats two streams may run cell beside cell."""
    faces = shapely.get_parts(shapely.polygonize(drawn))
    crumbs = shapely.STRtree(shapely.boundary(faces[shapely.area(faces) < least_m2]))
    middles = shapely.line_interpolate_point(drawn, 0.5, normalized=True)
    around, _ = crumbs.query(middles, "dwithin", distance=0.01)
    return np.delete(drawn, np.unique(around))


def _names(kind: str, lines: gpd.GeoDataFrame, lang: Lang) -> list[str]:
    """Name each line; one without a name is called by its kind."""
    if kind == "road":
        usual = [_kind(road_class, lang) for road_class in lines["road_class"]]
    else:
        usual = [say(f"line.{kind}", lang)] * len(lines)
    own = zip(lines[f"name_{lang}"], usual, strict=True)
    return [name if isinstance(name, str) and name else word for name, word in own]


@lru_cache(maxsize=256)
def ways_across(natural: Natural, ground: shapely.Polygon) -> tuple[Crossing, ...]:
    """Return the ways across a grid along lines of the land, the most even division first."""
    ridge = np.array([kind == "ridge" for kind in natural.kinds], dtype=bool)
    found = [
        *_crossings(natural, ground, np.flatnonzero(~ridge)),
        *_crossings(natural, ground, np.flatnonzero(ridge))[:_MOST_RIDGES],
    ]
    return tuple(sorted(found, key=lambda way: -way.share))


def _crossings(natural: Natural, ground: shapely.Polygon, rows: np.ndarray) -> list[Crossing]:
    found = crossings(ground, natural.lines.iloc[rows])
    return [replace(way, rows=tuple(rows[list(way.rows)].tolist())) for way in found]


def kind_of(natural: Natural, way: Crossing) -> str:
    """Kind of line a way follows for most of its metres; a shore goes with the streams."""
    kind = natural.kinds[way.rows[0]]
    return "stream" if kind == "shore" else kind


def named(natural: Natural, way: Crossing, lang: Lang) -> str:
    """Name a way by the lines it follows and the share it cuts off."""
    names = list(dict.fromkeys(natural.names[lang][row] for row in way.rows))
    return say("redraw.way", lang, names=listed(names, lang, most=3), share=way.share)


def lines_within(natural: Natural, state: GridSet, ids: Sequence[str]) -> tuple[Line, ...]:
    """Return the lines of the land inside grids; where there are none, lines between places."""
    found: list[Line] = []
    for grid_id in ids:
        ground = state.grids[grid_id].geometry
        rows = natural.lines.sindex.query(ground, predicate="intersects")
        clipped = shapely.intersection(natural.lines.to_numpy()[np.sort(rows)], ground)
        found += _lines(clipped) or lines_between(natural, state, (grid_id,))
    return tuple(found)


def lines_between(natural: Natural, state: GridSet, ids: Sequence[str]) -> tuple[Line, ...]:
    """Return the lines halfway between the settlements of each grid."""
    found: list[Line] = []
    for grid_id in ids:
        ground = state.grids[grid_id].geometry
        spots = natural.places[shapely.intersects(ground, natural.places)]
        if len(spots) < 2:
            continue
        edges = shapely.voronoi_polygons(
            shapely.multipoints(spots), extend_to=ground, only_edges=True
        )
        found += _lines([shapely.intersection(edges, ground)])
    return tuple(found)


def _lines(shapes: Iterable[shapely.Geometry]) -> list[Line]:
    parts = shapely.get_parts(np.array(list(shapes), dtype=object))
    long = parts[(shapely.get_dimensions(parts) == 1) & (shapely.length(parts) > _LEAST_M)]
    return [tuple((float(x), float(y)) for x, y in shapely.get_coordinates(line)) for line in long]


def _kind(kind: str, lang: Lang) -> str:
    return say(f"road.{kind}" if known(f"road.{kind}") else "road.other", lang)
