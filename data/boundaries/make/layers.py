"""Rows of every layer."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import shapely
from shapely.geometry import Point, Polygon
from shapely.geometry.base import BaseGeometry

from . import events, forces, poles, write
from .buildings import Building
from .frame import HUAGAOPING, JIDI, LUOYAN, UNIT_CODES, UNITS, WORKING_CRS
from .grids import Grid
from .hamlets import Place
from .network import SURFACE, Road, places_lost
from .roads import CLASSES
from .sites import Site, all_sites
from .water import RESERVOIR_NAMES, STREAM_NAMES

if TYPE_CHECKING:
    from .land import Land, People

DATA_DATE = "2026-12-01"
LAYERS = (
    {
        name: name + ".geojson"
        for name in (
            "units",
            "units_history",
            "grids",
            "places",
            "sites",
            "roads",
            "streams",
            "reservoirs",
            "buildings",
            "poles",
            "no_camera_zones",
        )
    }
    | {"terrain": "terrain.tif"}
    | {name: name + ".csv" for name in ("incidents", "calendar", "crews", "responders")}
)
# Sets of units: current units joined into one, from, to.
HISTORY = (
    ("before-2010", {LUOYAN: (LUOYAN, JIDI, HUAGAOPING)}, None, "2010-04-01"),
    ("2010", {LUOYAN: (LUOYAN, HUAGAOPING)}, "2010-04-01", "2021-01-01"),
    ("2021", {}, "2021-01-01", None),
)
BRIDGES = 4
FIRST_DAY = "2000-01-01"  # in force since before this day; the true day is not known

Row = tuple[dict[str, write.Value], BaseGeometry]


def unit_polygons(grids: list[Grid]) -> list[Polygon]:
    """Join the grids of every unit; border vertices stay, so grids and units match exactly."""
    polygons = [
        _single(shapely.coverage_union_all([g.polygon for g in grids if g.unit == unit]))
        for unit in range(len(UNITS))
    ]
    if any(p.geom_type != "Polygon" for p in polygons):
        raise ValueError("a unit has more than one part")
    return polygons


def _single(polygon: BaseGeometry) -> BaseGeometry:
    parts = shapely.get_parts(polygon)
    return parts[0] if len(parts) == 1 else polygon


def unit_rows(polygons: list[Polygon]) -> Iterator[Row]:
    """Give the current units."""
    for (code, zh, en, kind, urban, since), polygon in zip(UNITS, polygons, strict=True):
        yield (
            {
                "unit_code": code,
                "name_zh": zh,
                "name_en": en,
                "kind": kind,
                "urban_rural": urban,
                "effective_from": since or FIRST_DAY,
            },
            _single(polygon),
        )


def history_rows(polygons: list[Polygon]) -> Iterator[Row]:
    """Give the unit sets of before 2010, of 2010 and of 2021."""
    for set_id, joined, since, until in HISTORY:
        gone = {unit for members in joined.values() for unit in members} - set(joined)
        for unit, (code, zh, en, kind, urban, _) in enumerate(UNITS):
            if unit in gone:
                continue
            members = joined.get(unit, (unit,))
            shape = shapely.coverage_union_all([polygons[m] for m in members])
            yield (
                {
                    "unit_code": code,
                    "name_zh": zh,
                    "name_en": en,
                    "kind": kind,
                    "urban_rural": urban,
                    "set_id": set_id,
                    "effective_from": since or FIRST_DAY,
                    "effective_to": until,
                },
                _single(shape),
            )


def locate(grids: list[Grid], x: float, y: float) -> int:
    """Give the unit of a point."""
    return next(g.unit for g in grids if g.polygon.contains(Point(x, y)))


def make_sites(
    land: Land,
    people: People,
    roads: list[Road],
    grids: list[Grid],
    rural: list[tuple[str, str, str, int, float, float]],
) -> list[Site]:
    """Add bridges and dams to the offices, schools and clinics."""
    lost = places_lost(roads, [(p.x, p.y) for p in people.places], people.town.centre)
    if max(lost.values()) < 5:
        raise ValueError("no bridge is the only way to five places or more")
    spans = sorted(
        lost,
        key=lambda n: (
            -lost[n] if lost[n] >= 5 else 0,
            CLASSES.index(roads[n].road_class),
            -roads[n].line.length,
        ),
    )
    picked: dict[int, tuple[str, str, int, float, float, bool]] = {}
    for n in spans:
        p = roads[n].line.interpolate(0.5, normalized=True)
        if len(picked) == BRIDGES or not land.township.contains(p):
            continue
        unit = locate(grids, p.x, p.y)
        zh, en = UNITS[unit][1].rstrip("村社区"), UNITS[unit][2].split()[0]
        if unit not in picked:
            picked[unit] = (zh + "桥", en + " bridge", unit, p.x, p.y, not picked)
    dams = [
        (zh + "大坝", en + " dam", locate(grids, *lake.dam_xy), *lake.dam_xy)
        for (zh, en), lake in zip(RESERVOIR_NAMES, land.water.reservoirs, strict=True)
    ]
    return all_sites(people.town, rural, list(picked.values()), dams)


def _road_rows(roads: list[Road]) -> Iterator[Row]:
    for n, r in enumerate(roads, 1):
        yield (
            {
                "road_id": f"W{n:04d}",
                "road_class": r.road_class,
                "name_zh": r.name_zh,
                "name_en": r.name_en,
                "bridge": r.bridge,
                "oneway": False,
                "surface": SURFACE[r.road_class],
                "width_m": r.width_m,
            },
            r.line,
        )


def area_json() -> str:
    """Give the area's own facts."""
    facts = {
        "area_id": "luoyan",
        "name": {"zh": "落雁乡(示例数据)", "en": "Luoyan township (example data)"},
        "crs": WORKING_CRS,
        "example": True,
        "attribution": {
            "zh": "示例数据：边界、地形、道路、人口等均为虚构；"
            "仅名称、代码、范围、面积、日期为真实资料。",
            "en": "Example data: borders, terrain, roads, counts are made up; only names, codes, "
            "extent, area and dates are real.",
        },
        "data_date": DATA_DATE,
        "township_code": UNIT_CODES[0][:9],
        "expected_unit_codes": sorted(UNIT_CODES),
        "layers": LAYERS,
        "default_day_type": "normal",
    }
    return json.dumps(facts, ensure_ascii=False, indent=2) + "\n"


def grid_rows(grids: list[Grid]) -> Iterator[Row]:
    """Give the grids."""
    for g in grids:
        yield (
            {
                "grid_id": g.grid_id,
                "name_zh": g.name_zh,
                "name_en": g.name_en,
                "kind": g.kind,
                "unit_code": UNIT_CODES[g.unit],
                "effective_from": DATA_DATE,
            },
            g.polygon,
        )


def place_rows(places: list[Place]) -> Iterator[Row]:
    """Give the groups with their counts."""
    for p in places:
        yield (
            {
                "place_id": p.place_id,
                "name_zh": p.name_zh,
                "name_en": p.name_en,
                "kind": p.kind,
                "unit_code": UNIT_CODES[p.unit],
                "household_count": p.households,
                "population_count": p.residents,
            },
            Point(p.x, p.y),
        )


def site_rows(sites: list[Site]) -> Iterator[Row]:
    """Give the key sites."""
    for s in sites:
        yield (
            {
                "site_id": s.site_id,
                "name_zh": s.name_zh,
                "name_en": s.name_en,
                "kind": s.kind,
                "unit_code": UNIT_CODES[s.unit],
                "mandatory": s.mandatory,
                "opens": s.opens,
                "closes": s.closes,
            },
            Point(s.x, s.y),
        )


def building_rows(houses: list[Building]) -> Iterator[Row]:
    """Give the footprints."""
    for n, h in enumerate(houses, 1):
        yield (
            {
                "building_id": f"B{n:04d}",
                "kind": h.kind,
                "height_m": h.height_m,
                "place_id": h.place_id,
            },
            h.polygon,
        )


def named_rows(
    key: str, letter: str, names: Iterable[tuple[str, str]], shapes: Iterable[BaseGeometry]
) -> Iterator[Row]:
    """Give streams or reservoirs with their names."""
    for n, ((zh, en), geometry) in enumerate(zip(names, shapes, strict=True), 1):
        yield {key: f"{letter}{n}", "name_zh": zh, "name_en": en}, geometry


def write_all(
    folder: Path,
    land: Land,
    people: People,
    roads: list[Road],
    houses: list[Building],
    rural: list[tuple[str, str, str, int, float, float]],
    grids: list[Grid],
) -> None:
    """Write every file of the area."""
    folder.mkdir(parents=True, exist_ok=True)
    sites = make_sites(land, people, roads, grids, rural)
    units = unit_polygons(grids)
    houses = sorted(houses, key=lambda h: (h.place_id or "", h.polygon.centroid.coords[0]))
    spots = poles.candidate_poles(roads, land.township, people.places, sites, houses)
    lakes = [lake.polygon for lake in land.water.reservoirs]
    layers: dict[str, tuple[str | None, Iterable[Row]]] = {
        "units": ("unit_code", unit_rows(units)),
        "units_history": (None, history_rows(units)),
        "grids": ("grid_id", grid_rows(grids)),
        "places": ("place_id", place_rows(people.places)),
        "sites": ("site_id", site_rows(sites)),
        "roads": ("road_id", _road_rows(roads)),
        "streams": ("stream_id", named_rows("stream_id", "H", STREAM_NAMES, land.water.streams)),
        "reservoirs": ("reservoir_id", named_rows("reservoir_id", "K", RESERVOIR_NAMES, lakes)),
        "buildings": ("building_id", building_rows(houses)),
        "poles": ("pole_id", poles.pole_rows(spots)),
        "no_camera_zones": ("zone_id", poles.zones(sites, houses)),
    }
    for name, (key, rows) in layers.items():
        write.write_vectors(folder / LAYERS[name], rows, key=key)
    write.write_heights(folder / LAYERS["terrain"], land.window, land.heights)
    tables = {
        "incidents": (events.INCIDENT_HEADER, events.incidents(people.places)),
        "calendar": (events.CALENDAR_HEADER, events.calendar()),
        "crews": (forces.CREW_HEADER, forces.crews(sites)),
        "responders": (forces.POST_HEADER, forces.responders(sites)),
    }
    for name, (header, lines) in tables.items():
        write.write_table(folder / LAYERS[name], header, lines)
    (folder / "area.json").write_text(area_json(), encoding="utf-8", newline="\n")
