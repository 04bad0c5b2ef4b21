"""Plans laid over the ground: tours, cameras and responders as layers of a map."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from planner.report.atlas import Tips, ground_layers, name_tip, unit_names, word_of
from planner.report.maps import Layer, thinned_cover
from planner.words import Lang, clock, duration, length, say

if TYPE_CHECKING:
    from collections.abc import Mapping

    import geopandas as gpd
    import numpy as np

    from planner.demand.ground import Ground

    Frames = dict[str, gpd.GeoDataFrame]


def tours_map_layers(
    ground: Ground, frames: Frames, names: Mapping[str, str], lang: Lang
) -> list[Layer]:
    """Return a plan of tours over the ground: a line and numbered stops a turn, what is missed."""
    tours, stops, left = (frames[name] for name in ("tours", "stops", "left"))
    tips: Tips = (
        ("name", say("col.site", lang)),
        ("crew", say("col.crew", lang)),
        ("arrive", say("col.arrive", lang)),
        ("depart", say("col.depart", lang)),
    )
    heads: Tips = (("crew", say("col.crew", lang)), ("far", say("layer.routes", lang)))
    first = tours["day"].min()  # the days after it are a click away
    lines, badges = [], []
    for variant, (turn_id, tour) in enumerate(tours.iterrows()):
        name = names.get(str(turn_id), str(turn_id))
        far = [length(tour["length_m"], lang)]
        mine = tours.iloc[[variant]].assign(crew=name, far=far)
        show = tour["day"] == first
        lines.append(Layer("route", name, mine, heads, variant=variant, show=show))
        if not show:  # numbers cannot be hidden, so later days have their lines alone
            continue
        called = stops[stops["turn_id"] == turn_id]
        worded = called.assign(
            name=[names.get(task, task) for task in called["task_id"]],
            crew=name,
            arrive=[clock(max(0, s), lang) for s in called["arrive_s"]],
            depart=[clock(max(0, s), lang) for s in called["leave_s"]],
        )
        badges.append(Layer("stop", "", worded, tips, text="sequence", variant=variant))
    missed = Layer("missed", say("layer.missed", lang), _named(left, names), tips[:1])
    return [*ground_layers(ground, lang), *lines, missed, *badges, unit_names(ground.area, lang)]


def camera_map_layers(
    ground: Ground, frames: Frames, names: Mapping[str, str], lang: Lang
) -> list[Layer]:
    """Return a camera plan over the ground: zones, free poles, view sectors, targets."""
    targets = _named(frames["targets"], names)
    cameras, sectors = _named(frames["cameras"], names), _named(frames["sectors"], names)
    reason = (f"reason_{lang}", say("layer.zones", lang))
    site, pole = (("name", say("col.site", lang)),), (("name", say("col.pole", lang)),)
    poles = ground.area.poles
    return [
        *ground_layers(ground, lang, grids=False),
        Layer("zone", say("layer.zones", lang), ground.area.zones, (reason,)),
        Layer("pole", say("layer.poles", lang), poles, name_tip(lang), show=False),
        Layer("sector", say("layer.sectors", lang), sectors, pole),
        Layer("unwatched", say("layer.unwatched", lang), targets[~targets["watched"]], site),
        Layer("watched", say("layer.watched", lang), targets[targets["watched"]], site),
        Layer("camera", say("layer.cameras", lang), cameras, pole),
        unit_names(ground.area, lang),
    ]


def responder_map_layers(
    ground: Ground, frames: Frames, names: Mapping[str, str], lang: Lang, *, limit_s: int
) -> list[Layer]:
    """Return a responder plan over the ground: grids by arrival time, and the posts."""
    none = say("common.none", lang)
    grids = thinned_cover(frames["grids"])
    grids = grids.assign(
        name=grids[f"name_{lang}"],
        first=[names.get(post, none) for post in grids["first_post_id"]],
        backup=[names.get(post, none) for post in grids["backup_post_id"]],
        when=[duration(s, lang) if s >= 0 else none for s in grids["arrive_s"]],
    )
    tips: Tips = (
        ("name", say("col.grid", lang)),
        ("first", say("col.first", lang)),
        ("when", say("col.arrival", lang)),
        ("backup", say("col.backup", lang)),
    )
    posts = _named(frames["posts"], names).assign(
        kind_name=[word_of("post_kind", kind, lang) for kind in frames["posts"]["kind"]]
    )
    post_tips: Tips = (
        ("name", say("col.post", lang)),
        ("kind_name", say("col.kind", lang)),
        ("load", say("col.load", lang)),
    )
    layers = ground_layers(ground, lang, grids=False)
    layers[1:1] = [  # over the paled surroundings, under water and roads
        Layer(style, text, grids[rows], tips, thin="no")
        for style, text, rows in _arrival_classes(grids["arrive_s"].to_numpy(), limit_s, lang)
    ]
    post = Layer("post", say("layer.posts", lang), posts, post_tips)
    return [*layers, post, unit_names(ground.area, lang)]


def _arrival_classes(
    arrive_s: np.ndarray, limit_s: int, lang: Lang
) -> list[tuple[str, str, np.ndarray]]:
    """Split arrival seconds into thirds of the limit, late, and nobody comes."""
    edges = [-1, limit_s / 3, 2 * limit_s / 3, limit_s]
    reached = arrive_s >= 0
    classes = [
        (
            f"grid_{n}",
            say("responder.within", lang, within_s=most),
            reached & (arrive_s > least) & (arrive_s <= most),
        )
        for n, (least, most) in enumerate(pairwise(edges), start=2)
    ]
    late = ("grid_late", say("layer.late", lang), arrive_s > limit_s)
    return [*classes, late, ("grid_none", say("responder.nobody", lang), ~reached)]


def _named(frame: gpd.GeoDataFrame, names: Mapping[str, str]) -> gpd.GeoDataFrame:
    return frame.assign(name=[names.get(str(key), "") for key in frame.index])
