"""Ground and plans -> the layers of a map, worded in the reader's language."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import shapely

from geo.land import land_lines
from planner.report.maps import About, Layer, Relief, lonlat, relief, thinned_cover
from planner.words import Lang, area, known, number, say

if TYPE_CHECKING:
    from geo.load import Area
    from planner.demand.ground import Ground

Tips = tuple[tuple[str, str], ...]

ROAD_STYLES = {
    "road_main": ("motorway", "trunk", "primary", "secondary", "county"),
    "road_middle": ("tertiary", "township"),
    "road_path": ("track", "footpath", "path", "footway", "steps", "bridleway", "cycleway"),
}
SITE_STYLES = {
    "site_police": ("police_station", "police", "police_room"),
    "site_school": ("school", "kindergarten", "college"),
    "site_clinic": ("clinic", "hospital", "doctors"),
    "site_hall": ("township_hall", "town_hall", "townhall", "unit_office"),
}
_HOUSEHOLD_CLASSES = 5


def about(area_: Area, lang: Lang) -> About:
    """Return the facts printed on every map of an area."""
    return About(
        attribution=area_.attribution[lang],
        data_date=area_.data_date,
        crs=area_.crs,
        example=area_.example,
    )


def background(area_: Area) -> Relief | None:
    """Return the shaded terrain of an area, a little wider than its units; None without terrain."""
    if area_.terrain is None or area_.units.empty:
        return None
    west, south, east, north = lonlat(area_.units).total_bounds.tolist()
    room = 0.06 * max(east - west, north - south)
    return relief(area_.terrain, (west - room, south - room, east + room, north + room))


def ground_layers(ground: Ground, lang: Lang, *, grids: bool = True) -> list[Layer]:
    """Return the ground under every plan: water, buildings, roads, grid and unit borders."""
    area_ = ground.area
    layers = [
        Layer("outside", "", _outside(area_)),
        Layer("reservoir", say("layer.reservoirs", lang), area_.reservoirs, name_tip(lang)),
        Layer("stream", say("layer.streams", lang), area_.streams),
        Layer("group", say("layer.groups", lang), land_lines(area_).get("group", area_.groups)),
        Layer("building", say("layer.buildings", lang), area_.buildings),
        *_roads(area_, lang),
    ]
    if grids:
        layers.append(
            Layer("grid", say("layer.grids", lang), _edges(area_.grids), thin="no"),
        )
    return [*layers, *_borders(area_, lang)]


def sketch_layers(ground: Ground, lang: Lang) -> list[Layer]:
    """Return borders, main roads and names only, for a map that shows something else."""
    area_ = ground.area
    main = [layer for layer in _roads(area_, lang) if layer.style in ("road_main", "road_middle")]
    return [
        Layer("outside", "", _outside(area_)),
        *main,
        *_borders(area_, lang),
        unit_names(area_, lang),
    ]


def overview_layers(ground: Ground, lang: Lang) -> list[Layer]:
    """Return the overview: ground, grids with their facts, settlements, key sites, exits."""
    area_ = ground.area
    layers = ground_layers(ground, lang, grids=False)
    at = next(n for n, layer in enumerate(layers) if layer.style == "unit_border")
    layers.insert(
        at,
        Layer(
            "grid", say("layer.grids", lang), _grids(ground, lang), _grid_tips(lang), thin="cover"
        ),
    )
    return [*layers, *_points(ground, lang), unit_names(area_, lang)]


def household_layers(ground: Ground, lang: Lang) -> list[Layer]:
    """Return the grids in classes by households, special grids and coverage faults."""
    frame = thinned_cover(_grids(ground, lang))
    layers = ground_layers(ground, lang, grids=False)
    base = frame[frame["kind"] != "special"]
    classes = [
        Layer(f"grid_{n}", text, rows, _grid_tips(lang), thin="no")
        for n, (text, rows) in enumerate(household_classes(base, lang), start=1)
    ]
    special = Layer(
        "grid_special",
        say("layer.grids_special", lang),
        frame[frame["kind"] == "special"],
        _grid_tips(lang),
        thin="no",
    )
    layers[1:1] = [*classes, special]  # over the paled surroundings, under water and roads
    return [*layers, _faults(ground, lang), unit_names(ground.area, lang)]


def _roads(area_: Area, lang: Lang) -> list[Layer]:
    """Roads by class, the smallest first so that the large ones lie on top."""
    known_classes = {kind: style for style, kinds in ROAD_STYLES.items() for kind in kinds}
    styles = area_.roads["road_class"].map(lambda kind: known_classes.get(kind, "road_local"))
    words = {"road_path": "path", "road_local": "local", "road_middle": "middle"}
    return [
        Layer(style, say(f"road.{words.get(style, 'main')}", lang), area_.roads[styles == style])
        for style in ("road_path", "road_local", "road_middle", "road_main")
    ]


def _borders(area_: Area, lang: Lang) -> list[Layer]:
    inner = _edges(area_.units)
    outer = gpd.GeoDataFrame(geometry=[area_.boundary.boundary], crs=area_.units.crs)
    return [
        Layer("unit_border", say("layer.units", lang), inner, thin="no"),
        Layer("boundary", say("layer.boundary", lang), outer if len(area_.units) else inner),
    ]


def _edges(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Each border of a coverage once, as lines in degrees: a shared one is not drawn twice."""
    cover = thinned_cover(frame)
    if cover.empty:
        return cover[["geometry"]]
    lines = shapely.line_merge(shapely.union_all(shapely.boundary(cover.geometry.to_numpy())))
    return gpd.GeoDataFrame(geometry=[lines], crs=cover.crs)


def _outside(area_: Area) -> gpd.GeoDataFrame:
    """Everything around the area, to be paled."""
    if area_.units.empty:
        return area_.units[["geometry"]]
    here = lonlat(gpd.GeoDataFrame(geometry=[area_.boundary], crs=area_.units.crs)).geometry.iloc[0]
    west, south, east, north = here.bounds
    room = 2 * max(east - west, north - south)
    frame = shapely.box(west - room, south - room, east + room, north + room)
    return gpd.GeoDataFrame(geometry=[frame.difference(here)], crs="EPSG:4326")


def _points(ground: Ground, lang: Lang) -> list[Layer]:
    area_ = ground.area
    places = area_.places.assign(
        kind_name=[word_of("place_kind", kind, lang) for kind in area_.places["kind"]]
    )
    place_tips: Tips = (
        (f"name_{lang}", say("col.name", lang)),
        ("kind_name", say("col.kind", lang)),
        ("household_count", say("col.household_count", lang)),
        ("population_count", say("col.population_count", lang)),
    )
    exits = ground.exits.assign(
        code=ground.exits.index,
        kind_name=[word_of("road", kind, lang) for kind in ground.exits["road_class"]],
    )
    exit_tips: Tips = (("code", say("col.exit", lang)), ("kind_name", say("col.road_class", lang)))
    return [
        Layer("place", say("layer.places", lang), places, place_tips),
        *_sites(area_, lang),
        Layer("exit", say("layer.exits", lang), exits, exit_tips),
    ]


def _sites(area_: Area, lang: Lang) -> list[Layer]:
    styles = {kind: style for style, kinds in SITE_STYLES.items() for kind in kinds}
    sites = area_.sites.assign(
        kind_name=[word_of("site", kind, lang) for kind in area_.sites["kind"]],
        style=[styles.get(kind, "site") for kind in area_.sites["kind"]],
    )
    tips: Tips = ((f"name_{lang}", say("col.name", lang)), ("kind_name", say("col.kind", lang)))
    return [
        Layer(style, say(f"legend.{style}", lang), sites[sites["style"] == style], tips)
        for style in ("site", *SITE_STYLES)
    ]


def _grids(ground: Ground, lang: Lang) -> gpd.GeoDataFrame:
    area_ = ground.area
    grids, places = area_.grids, area_.places
    inside = gpd.sjoin(places, grids[["geometry"]], predicate="within")
    counts = inside.groupby(inside.columns[-1])["household_count"].sum()
    units = area_.units[f"name_{lang}"]
    households = counts.reindex(grids.index, fill_value=0).astype(int)
    return grids.assign(
        code=grids.index,
        kind_name=[word_of("grid_kind", kind, lang) for kind in grids["kind"]],
        unit_name=[units.get(code, "") for code in grids["unit_code"]],
        households=households,
        size=[area(value, lang) for value in grids.geometry.area],
    )


def _grid_tips(lang: Lang) -> Tips:
    heads = {
        f"name_{lang}": "name",
        "code": "grid_id",
        "kind_name": "kind",
        "unit_name": "unit",
        "households": "household_count",
        "size": "area",
    }
    words = {column: say(f"col.{key}", lang) for column, key in heads.items()}
    return (
        *[(c, w) for c, w in words.items() if c != "size"],
        ("size", say("overview.area", lang)),
    )


def household_classes(grids: gpd.GeoDataFrame, lang: Lang) -> list[tuple[str, gpd.GeoDataFrame]]:
    """Split grids into classes of about equal number by households, worded with their limits."""
    counts = grids["households"].to_numpy()
    if len(counts) == 0:
        return []
    rising, fifths = np.sort(counts), range(1, _HOUSEHOLD_CLASSES + 1)
    # the last of each fifth, in whole numbers: few grids get a class each and none is skipped
    tops = sorted({int(rising[-(-n * len(rising) // _HOUSEHOLD_CLASSES) - 1]) for n in fifths})
    classes = []
    for below, top in pairwise([-1, *tops]):
        rows = grids[(counts > below) & (counts <= top)]
        least, most = int(rows["households"].min()), int(rows["households"].max())
        text = (
            number(least, lang) if least == most else f"{number(least, lang)}–{number(most, lang)}"
        )
        classes.append((say("grids.class", lang, text=text), rows))
    return classes


def _faults(ground: Ground, lang: Lang) -> Layer:
    faults = ground.certificate.faults
    worded = faults.assign(
        kind_name=[word_of("certificate", kind, lang) for kind in faults["kind"]],
        size=[area(value, lang) for value in faults["area_m2"]],
    )
    tips: Tips = (("kind_name", say("col.fault_kind", lang)), ("size", say("overview.area", lang)))
    return Layer("fault", say("layer.faults", lang), worded, tips)


def unit_names(area_: Area, lang: Lang) -> Layer:
    """Return the names of the units, each at a point inside."""
    points = area_.units.set_geometry(area_.units.representative_point())
    return Layer("unit_name", say("layer.unit_names", lang), points, text=f"name_{lang}")


def name_tip(lang: Lang) -> Tips:
    """Return the tip that tells the name in the language of the reader."""
    return ((f"name_{lang}", say("col.name", lang)),)


def word_of(group: str, code: object, lang: Lang) -> str:
    """Return the word for a code, or the word for any other of its group."""
    key = f"{group}.{code}"
    return say(key, lang) if known(key) else say(f"{group}.other", lang)
