"""What each map shows: the ground, then a plan on top, as layers from bottom to top."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd

from planner.report.layers import camera_layers, patrol_layers, responder_layers
from planner.report.maps import About, Layer, Relief, relief
from planner.report.tables import named
from planner.words import Lang, clock, duration, say

if TYPE_CHECKING:
    from planner.demand.camera import CameraContext
    from planner.demand.ground import Ground
    from planner.demand.patrol import PatrolContext
    from planner.demand.responder import ResponderContext
    from planner.outcome import Outcome
    from planner.problem import (
        CameraPlan,
        CameraProblem,
        PatrolPlan,
        ResponderPlan,
        ResponderProblem,
    )

# Road classes of both worlds by the line they are drawn with; anything else is a local road.
ROAD_STYLES = {
    "main": ("county", "motorway", "trunk", "primary"),
    "middle": ("township", "secondary", "tertiary"),
    "path": ("track", "footpath", "footway", "path", "steps", "cycleway", "bridleway"),
}
SITE_STYLES = {
    "site_police": ("police_station", "police", "police_room"),
    "site_school": ("school", "kindergarten", "college"),
    "site_clinic": ("clinic", "hospital"),
    "site_hall": ("township_hall", "town_hall", "unit_office"),
}


def about(ground: Ground, lang: Lang, *, map_date: str = "") -> About:
    """Facts printed on the sheet of every map of an area."""
    area = ground.area
    return About(
        attribution=area.attribution[lang],
        data_date=area.data_date,
        map_date=map_date,
        crs=area.crs,
        example=area.example,
    )


def ground_relief(ground: Ground) -> Relief | None:
    """Shade the terrain under an area; None where there is none."""
    area = ground.area
    if area.terrain is None:
        return None
    west, south, east, north = area.units.to_crs("EPSG:4326").total_bounds
    pad = 0.01
    return relief(area.terrain, (west - pad, south - pad, east + pad, north + pad))


def ground_scene(ground: Ground, lang: Lang, *, buildings: bool = True) -> list[Layer]:
    """Water, roads, grids and borders: what lies under every plan."""
    area = ground.area
    layers = [
        _grids(ground, lang),
        Layer("reservoir", say("layer.reservoirs", lang), area.reservoirs),
        Layer("stream", say("layer.streams", lang), area.streams),
    ]
    if buildings:
        layers.append(Layer("building", say("layer.buildings", lang), area.buildings))
    layers += _roads(ground, lang)
    layers += _borders(ground, lang)
    return [layer for layer in layers if len(layer.frame)]


def place_scene(ground: Ground, lang: Lang) -> list[Layer]:
    """Settlements, key sites by kind, and the exits."""
    area = ground.area
    sites = area.sites.assign(kind_text=[named("site", kind, lang) for kind in area.sites["kind"]])
    tips = _tips(("name", f"name_{lang}"), ("kind", "kind_text"), lang=lang)
    counts = _tips(
        ("place", f"name_{lang}"),
        ("household_count", "household_count"),
        ("population_count", "population_count"),
        lang=lang,
    )
    known = {kind: style for style, kinds in SITE_STYLES.items() for kind in kinds}
    style = sites["kind"].map(known).fillna("site")
    layers = [Layer("place", say("layer.places", lang), area.places, tips=counts)]
    for name in ("site", *SITE_STYLES):
        rows = sites[style == name]
        label = say("layer.sites", lang) if name == "site" else _kinds(rows, lang)
        layers.append(Layer(name, label, rows, tips=tips))
    layers.append(_exits(ground, lang))
    return [layer for layer in layers if len(layer.frame)]


def _kinds(rows: gpd.GeoDataFrame, lang: Lang) -> str:
    joint = "、" if lang == "zh" else ", "
    return joint.join(dict.fromkeys(rows["kind_text"]))


def _tips(*pairs: tuple[str, str], lang: Lang) -> tuple[tuple[str, str], ...]:
    return tuple((column, say(f"col.{heading}", lang)) for heading, column in pairs)


def _grids(ground: Ground, lang: Lang) -> Layer:
    area = ground.area
    households = _households(ground)
    frame = area.grids.assign(
        household_count=[households.get(str(name), 0) for name in area.grids.index],
        kind_text=[named("grid_kind", kind, lang) for kind in area.grids["kind"]],
        code=area.grids.index,
    )
    tips = _tips(
        ("grid", f"name_{lang}"),
        ("grid_id", "code"),
        ("kind", "kind_text"),
        ("household_count", "household_count"),
        lang=lang,
    )
    return Layer("grid", say("layer.grids", lang), frame, tips=tips, cover=True)


def _households(ground: Ground) -> dict[str, int]:
    inside = gpd.sjoin(ground.area.places, ground.area.grids[["geometry"]], predicate="within")
    counts = inside.groupby(inside.columns[-1])["household_count"].sum()
    return {str(name): int(count) for name, count in counts.items()}


def _roads(ground: Ground, lang: Lang) -> list[Layer]:
    roads = ground.area.roads
    known = {name: style for style, names in ROAD_STYLES.items() for name in names}
    style = roads["road_class"].map(known).fillna("local")
    return [
        Layer(f"road_{name}", say(f"road.{name}", lang), roads[style == name])
        for name in ("path", "local", "middle", "main")
    ]


def _borders(ground: Ground, lang: Lang) -> list[Layer]:
    area = ground.area
    outline = gpd.GeoDataFrame(geometry=[area.boundary.boundary], crs=area.crs)
    rings = gpd.GeoDataFrame(geometry=area.units.boundary, crs=area.crs)
    names = gpd.GeoDataFrame(
        {"name": area.units[f"name_{lang}"]},
        geometry=area.units.representative_point(),
        crs=area.crs,
    )
    return [
        Layer("unit_border", say("layer.units", lang), rings),
        Layer("boundary", say("layer.boundary", lang), outline),
        Layer("unit_name", say("layer.unit_names", lang), names, text="name"),
    ]


def _exits(ground: Ground, lang: Lang) -> Layer:
    exits = ground.exits.assign(
        kind_text=[named("road", name, lang) for name in ground.exits["road_class"]],
        code=ground.exits.index,
    )
    tips = _tips(("exit", "code"), ("road_class", "kind_text"), lang=lang)
    return Layer("exit", say("layer.exits", lang), exits, tips=tips)


def patrol_scene(outcome: Outcome[PatrolPlan], context: PatrolContext, lang: Lang) -> list[Layer]:
    """Each crew's route and numbered stops, what was left out, and the bases."""
    frames = patrol_layers(outcome, context)
    routes, stops, names = frames["routes"], frames["stops"], context.names(lang)
    layers = []
    for variant, crew in enumerate(routes["crew_id"]):
        layers.append(
            Layer("route", names[crew], routes[routes["crew_id"] == crew], variant=variant)
        )
    tips = _tips(
        ("stop", "sequence"),
        ("site", f"name_{lang}"),
        ("arrive", "arrive"),
        ("depart", "leave"),
        lang=lang,
    )
    for variant, crew in enumerate(routes["crew_id"]):
        rows = stops[stops["crew_id"] == crew]
        rows = rows.assign(
            arrive=[clock(seconds, lang) for seconds in rows["arrive_s"]],
            leave=[clock(seconds, lang) for seconds in rows["leave_s"]],
        )
        label = f"{names[crew]} · {say('layer.stops', lang)}"
        layers.append(Layer("stop", label, rows, tips=tips, text="sequence", variant=variant))
    missed = _tips(("site", f"name_{lang}"), lang=lang)
    layers += [
        Layer("missed", say("layer.missed", lang), stops[~stops["served"]], tips=missed),
        Layer("base", say("layer.bases", lang), context.bases, tips=missed),
    ]
    return [layer for layer in layers if len(layer.frame)]


def camera_scene(
    problem: CameraProblem, outcome: Outcome[CameraPlan], context: CameraContext, lang: Lang
) -> list[Layer]:
    """No-camera zones, poles, chosen cameras with what they see, targets watched or not."""
    frames, area, names = camera_layers(problem, outcome, context), context.ground.area, {}
    names = context.names(lang)
    poles = area.poles.assign(
        consent_text=[named("consent", state, lang) for state in area.poles["consent"]]
    )
    zones = area.zones.assign(kind_text=[named("zone", kind, lang) for kind in area.zones["kind"]])
    cameras = frames["cameras"].assign(name=[names[pole] for pole in frames["cameras"]["pole_id"]])
    targets, place = frames["targets"], _tips(("site", f"name_{lang}"), lang=lang)
    camera = _tips(("pole", "name"), ("heading", "heading_deg"), lang=lang)
    consent = _tips(("pole", f"name_{lang}"), ("consent", "consent_text"), lang=lang)
    layers = [
        Layer("zone", say("layer.zones", lang), zones, _tips(("kind", "kind_text"), lang=lang)),
        Layer("sector", say("layer.sectors", lang), frames["sectors"]),
        Layer("pole", say("layer.poles", lang), poles, tips=consent),
        Layer("watched", say("layer.watched", lang), targets[targets["watched"]], tips=place),
        Layer("unwatched", say("layer.unwatched", lang), targets[~targets["watched"]], tips=place),
        Layer("camera", say("layer.cameras", lang), cameras, tips=camera),
    ]
    return [layer for layer in layers if len(layer.frame)]


def responder_scene(
    problem: ResponderProblem,
    outcome: Outcome[ResponderPlan],
    context: ResponderContext,
    lang: Lang,
) -> list[Layer]:
    """Grids shaded by how soon somebody is there, and the posts."""
    frames, names = responder_layers(problem, outcome, context), context.names(lang)
    grids, none = frames["grids"], say("common.none", lang)
    grids = grids.assign(
        first=[names.get(post, none) for post in grids["first_post_id"]],
        backup=[names.get(post, none) for post in grids["backup_post_id"]],
        arrival=[duration(s, lang) if s >= 0 else none for s in grids["arrive_s"]],
    )
    tips = _tips(
        ("grid", f"name_{lang}"),
        ("first", "first"),
        ("arrival", "arrival"),
        ("backup", "backup"),
        lang=lang,
    )
    limit_s = problem.rules.limit_s
    bands = [limit_s // 3, 2 * limit_s // 3, limit_s]
    layers, low = [], -1
    for shade, high in enumerate(bands, start=1):
        rows = grids[(grids["arrive_s"] > low) & (grids["arrive_s"] <= high)]
        label = say("scene.within", lang, seconds=high)
        layers.append(Layer(f"grid_{shade}", label, rows, tips=tips, cover=True))
        low = high
    late = grids[grids["arrive_s"] > limit_s]
    nobody = grids[grids["arrive_s"] < 0]
    posts = frames["posts"].assign(
        kind_text=[named("post_kind", kind, lang) for kind in frames["posts"]["kind"]]
    )
    post_tips = _tips(("post", f"name_{lang}"), ("kind", "kind_text"), ("load", "load"), lang=lang)
    layers += [
        Layer("grid_5", say("layer.late", lang), late, tips=tips, cover=True),
        Layer("fault", say("scene.nobody", lang), nobody, tips=tips),
        Layer("post", say("layer.posts", lang), posts, tips=post_tips),
    ]
    return [layer for layer in layers if len(layer.frame)]
