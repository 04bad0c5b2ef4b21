"""Lines of the land to divide grids by, roads first: ways across a grid, and all within."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import shapely

from geo.crossings import Crossing, crossings
from geo.land import land_lines
from planner.words import LANGS, Lang, known, listed, say

if TYPE_CHECKING:
    from geo.load import Area
    from geo.redraw import GridSet

Line = tuple[tuple[float, float], ...]

_LEAST_M = 5.0  # a stub of a line inside a grid divides nothing


@dataclass(frozen=True, eq=False)
class Natural:
    """Lines of the land as one column, with their names in either language."""

    lines: gpd.GeoSeries
    names: dict[Lang, list[str]]
    places: np.ndarray


def natural_of(area: Area) -> Natural:
    """Gather the lines of the land of an area."""
    lines = land_lines(area)
    shapes = [line for frame in lines.values() for line in frame.geometry]
    return Natural(
        gpd.GeoSeries(shapes, crs=area.crs),
        {lang: [name for each in lines.items() for name in _names(*each, lang)] for lang in LANGS},
        area.places.geometry.to_numpy(dtype=object),
    )


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
    """Return the ways across a grid along roads and streams, the most even division first."""
    return tuple(crossings(ground, natural.lines))


def named(natural: Natural, way: Crossing, lang: Lang) -> str:
    """Name a way by the roads and streams it follows and the share it cuts off."""
    names = list(dict.fromkeys(natural.names[lang][row] for row in way.rows))
    return say("redraw.way", lang, names=listed(names, lang, most=3), share=way.share)


def lines_within(natural: Natural, state: GridSet, ids: Sequence[str]) -> tuple[Line, ...]:
    """Return the roads and streams inside grids; where there are none, lines between places."""
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
