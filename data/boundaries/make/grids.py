"""Base and special grids with 15-digit codes."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
from scipy.ndimage import distance_transform_edt
from shapely.geometry import LineString, Point, Polygon

from .coverage import (
    assign,
    dissolve,
    exact_area,
    faces,
    raster_polygons,
    settle_strays,
    smooth_arcs,
)
from .frame import AREA_M2, UNIT_CODES, Bools, Floats, Ints, Window
from .hamlets import Place
from .paths import raster_graph, spread

BAND_M = 900.0  # grids are numbered in bands of this height, each from west to east


@dataclass(frozen=True, eq=False)
class Grid:
    """One grid: a single polygon inside one unit."""

    grid_id: str
    name_zh: str
    name_en: str
    kind: str
    unit: int
    polygon: Polygon


@dataclass(frozen=True, eq=False)
class Compound:
    """The ground of an institution that becomes a special grid."""

    name_zh: str
    name_en: str
    unit: int
    polygon: Polygon


def group_cells(
    window: Window,
    cost: Floats,
    unit: Ints,
    wide: Bools,
    places: list[Place],
    houses: dict[str, Floats],
) -> Ints:
    """Allot every cell to the group whose houses reach it at least cost, inside its own unit."""
    graph = raster_graph(window, cost, allowed=wide, same=unit)
    owner: dict[int, int] = {}
    flat = unit.ravel()
    for n, place in enumerate(places):
        xy = np.vstack([[[place.x, place.y]], houses.get(place.place_id, np.empty((0, 2)))])
        for cell in window.cells(xy[:, 0], xy[:, 1]).tolist():
            if flat[cell] == place.unit:
                owner.setdefault(cell, n)
    for n, place in enumerate(places):
        owner[int(window.cells(np.array([place.x]), np.array([place.y]))[0])] = n
    sources = np.array(sorted(owner))
    _, _, source = spread(graph, sources)
    label = np.full(unit.size, -1)
    reached = source >= 0
    label[reached] = [owner[int(cell)] for cell in source[reached]]
    label = label.reshape(unit.shape)
    # Corners of a unit that no path inside it reaches go to the nearest group.
    nearest = distance_transform_edt(label < 0, return_distances=False, return_indices=True)
    return np.where(wide, label[tuple(nearest)], -1)


def _numbered(
    unit: int, members: list[int], polygons: dict[int, Polygon], first: int
) -> dict[int, str]:
    spots = {m: polygons[m].representative_point() for m in members}
    top = max(p.y for p in spots.values())
    order = sorted(members, key=lambda m: (int((top - spots[m].y) // BAND_M), spots[m].x))
    return {m: f"{UNIT_CODES[unit]}{number:03d}" for number, m in enumerate(order, first)}


def make_grids(
    window: Window, label: Ints, township: Polygon, places: list[Place], compounds: list[Compound]
) -> list[Grid]:
    """Vectorise the groups, cut the compounds out, number everything; total area exact."""
    traced = raster_polygons(window, label)
    lines = smooth_arcs([p for _, p in traced], sigma_m=27.0)
    lines += [LineString(c.polygon.exterior.coords) for c in compounds]
    parts = faces(lines, township)
    found = assign(parts, traced)
    for k, compound in enumerate(compounds):
        for n, part in enumerate(parts):
            if compound.polygon.contains(part.representative_point()):
                found[n] = len(places) + k
    home: dict[int, int] = {}
    for n, part in enumerate(parts):
        value = int(found[n])
        if value >= len(places) and (value not in home or part.area > parts[home[value]].area):
            home[value] = n
    for k, place in enumerate(places):
        inside = [n for n, part in enumerate(parts) if part.contains(Point(place.x, place.y))]
        found[inside[0]] = k
        if inside[0] in home.values():
            raise ValueError(f"{place.place_id} {place.name_zh} shares its face with another group")
        home[k] = inside[0]
    group = {k: p.unit for k, p in enumerate(places)}
    group |= {len(places) + k: c.unit for k, c in enumerate(compounds)}
    polygons = dissolve(parts, settle_strays(parts, found, home, group))
    polygons = exact_area(polygons, AREA_M2)
    return _coded(polygons, places, compounds, group)


def _coded(
    polygons: dict[int, Polygon],
    places: list[Place],
    compounds: list[Compound],
    group: dict[int, int],
) -> list[Grid]:
    members: dict[tuple[int, bool], list[int]] = defaultdict(list)
    for value in polygons:
        members[group[value], value >= len(places)].append(value)
    code: dict[int, str] = {}
    for (unit, special), mine in members.items():
        code |= _numbered(unit, mine, polygons, 901 if special else 1)
    grids = []
    for value, polygon in polygons.items():
        if value < len(places):
            zh, en, kind = places[value].name_zh, places[value].name_en, "base"
        else:
            compound = compounds[value - len(places)]
            zh, en, kind = compound.name_zh, compound.name_en, "special"
        grids.append(
            Grid(
                code[value],
                zh + ("网格" if kind == "base" else "专属网格"),
                en + (" grid" if kind == "base" else " special grid"),
                kind,
                group[value],
                polygon,
            )
        )
    return sorted(grids, key=lambda g: g.grid_id)
