"""Where to stand on the mapped roads, as a question: nodes and links, sites, places, traffic."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.loose_ends import loose_ends
from geo.perimeter import INSIDE, OUTSIDE, Perimeter, perimeter
from geo.schema import InputError
from geo.usage import road_kmh, usable
from planner.demand.checkpoint_layout import layout_of
from planner.demand.checkpoint_settings import SEALED, people_of, pull_of
from planner.demand.checkpoint_sites import exit_names, sites_of
from planner.demand.checkpoint_traffic import Gate, Origin, routes
from planner.problem.checkpoints import CheckpointProblem, Link, Refuge, Site
from planner.words import LANGS, say

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geo.cores import Core
    from geo.speeds import Mode
    from planner.demand.checkpoint_layout import Layout
    from planner.demand.checkpoint_settings import CheckpointSettings
    from planner.demand.ground import Ground

LOOSE_M = 100.0  # a road that ends so near before the border may go on; told, not counted
LOOSE_MAIN_M, LOOSE_PEOPLE = 500.0, 3  # the same for the larger roads, by the people they take
DRIVEN: tuple[Mode, ...] = ("car", "motorbike")


@dataclass(frozen=True, eq=False)
class CheckpointContext:
    """What the question left behind at the door.

    Parameters
    ----------
    layer
        road: what a car or motorbike may use; path: footpaths besides.
    laid
        The roads between inside and outside.
    sites
        Frame site_id -> name_zh, name_en, kind (exit, road, junction), road_class, edge_id, people,
        watch, allowed, point.
    places
        Frame refuge_id -> name_zh, name_en, weight, state (kept, inside, danger, no_road), point.
    outer
        Where the outside begins.
    """

    ground: Ground
    settings: CheckpointSettings
    layer: str
    laid: Perimeter
    sites: gpd.GeoDataFrame
    places: gpd.GeoDataFrame
    outer: shapely.Geometry

    def loose(self) -> gpd.GeoDataFrame:
        """List the roads that end shortly before the border and do not count as leaving."""
        if self.settings.protect != "area":
            return self.laid.exits.iloc[:0].assign(gap_m=[])
        network, open_to = self.ground.network, _open(self.ground, self.layer)
        part = replace(network, edges=network.edges[open_to])
        ends = loose_ends(part, self.outer, LOOSE_MAIN_M)
        main = np.array([people_of(road) >= LOOSE_PEOPLE for road in ends["road_class"]], bool)
        near = main | (ends["gap_m"] <= LOOSE_M).to_numpy()
        return ends[near & (ends["gap_m"] > self.settings.stub_m).to_numpy()]

    def names(self, lang: str) -> dict[str, str]:
        """Id -> name of every site, place and end of a way."""
        column = f"name_{lang}"
        named = {str(k): str(v) for f in (self.places, self.sites) for k, v in f[column].items()}
        exits = exit_names(self.ground, self.laid)["zh" if lang == "zh" else "en"]
        return exits | named | {INSIDE: say("checkpoint.inside", "zh" if lang == "zh" else "en")}


def seal_question(
    ground: Ground,
    settings: CheckpointSettings,
    *,
    layer: str = "road",
    kept: tuple[str, ...] = (),
    zone: shapely.Geometry | None = None,
) -> tuple[CheckpointProblem, CheckpointContext]:
    """Ask for the least points that every way passes.

    Parameters
    ----------
    kept
        Sites that stand already; with layer path those that close the roads.
    zone
        Ground to close off with flood and fire, in place of what the map says.

    Raises
    ------
    InputError
        checkpoint_protect, when there is no such unit, grid or site; network_empty.
    ValueError
        For a use that closes nothing off.
    """
    if settings.use not in SEALED:
        msg = f"use must be one of {', '.join(SEALED)}, got {settings.use!r}"
        raise ValueError(msg)
    layout = layout_of(ground, settings, zone)
    laid = _laid(ground, settings, layer, layout, layout.core)
    context = _context(ground, settings, layer, laid, layout)
    ends = set(laid.links["tail"]) | set(laid.links["head"])
    inside = tuple(node for node in (INSIDE,) if node in ends)
    if settings.use != "perimeter" and not inside:
        raise InputError(code="checkpoint_no_danger", sentence="no road leads to what is to close.")
    outside = [node for node in (OUTSIDE,) if node in ends]
    refuges: tuple[Refuge, ...] = ()
    if settings.use == "perimeter":
        refuges = _refuges(context, laid, ends)
    else:
        outside += sorted({n for n in laid.place_node if n in ends and n != INSIDE})
    problem = CheckpointProblem(
        task="seal",
        links=_links(laid.links),
        sites=_sites(context.sites, barred_nodes={*inside, *outside}),
        inside=inside,
        outside=tuple(outside),
        refuges=refuges,
        must_keep=tuple(sorted(set(kept) & set(context.sites.index))),
    )
    return problem, context


def posts_question(
    ground: Ground,
    settings: CheckpointSettings,
    *,
    layer: str = "road",
    zone: shapely.Geometry | None = None,
) -> tuple[CheckpointProblem, CheckpointContext]:
    """Ask for a few posts that most traffic passes.

    Raises
    ------
    InputError
        checkpoint_protect, when there is no such unit, grid or site; network_empty.
    """
    layout = layout_of(ground, settings, zone)
    core = None if settings.use == "perimeter" else layout.core
    laid = _laid(ground, settings, layer, layout, core)
    context = _context(ground, settings, layer, laid, layout)
    found = routes(
        laid.links,
        _seconds(ground, laid, layer),
        _origins(context, laid),
        _gates(context, laid),
    )
    used = {link_id for route in found for link_id in route.link_ids}
    links = laid.links[laid.links.index.isin(used)]
    sites = _near(context, links, layout)
    problem = CheckpointProblem(
        task="intercept",
        links=_links(links),
        sites=_sites(sites, barred_nodes={INSIDE, OUTSIDE}),
        routes=found,
        most_posts=settings.posts,
    )
    return problem, context


def _laid(
    ground: Ground, settings: CheckpointSettings, layer: str, layout: Layout, core: Core | None
) -> Perimeter:
    # only the map of the whole area may end before its border; a unit has roads on both sides
    stub_m = settings.stub_m if settings.protect == "area" else 0
    open_to = _open(ground, layer)
    return perimeter(ground.network, open_to, layout.outer, core, layout.snaps, stub_m=stub_m)


def _open(ground: Ground, layer: str) -> NDArray[np.bool_]:
    """Tell which edges count: a road shut to traffic is a way all the same."""
    modes: tuple[Mode, ...] = ("car", "motorbike", "foot") if layer == "path" else DRIVEN
    open_to = [usable(ground.network, ground.dry_profile(mode)) for mode in modes]
    found: NDArray[np.bool_] = np.logical_or.reduce(open_to)
    return found


def _context(
    ground: Ground,
    settings: CheckpointSettings,
    layer: str,
    laid: Perimeter,
    layout: Layout,
) -> CheckpointContext:
    ends = set(laid.links["tail"]) | set(laid.links["head"])
    danger = settings.use != "perimeter"
    states = [_state(node, ends, danger=danger) for node in laid.place_node]
    names = {f"name_{lang}": layout.places[f"name_{lang}"] for lang in LANGS}
    places = gpd.GeoDataFrame(
        {
            **names,
            "weight": np.maximum(layout.places["household_count"].to_numpy(), 1),
            "node": list(laid.place_node),
            "state": states,
        },
        index=pd.Index(layout.places.index.astype(str), name="refuge_id"),
        geometry=layout.places.geometry.to_numpy(),
        crs=ground.area.crs,
    )
    sites = sites_of(ground, laid, settings)
    return CheckpointContext(ground, settings, layer, laid, sites, places, layout.outer)


def _state(node: str, ends: set[object], *, danger: bool) -> str:
    if node == INSIDE:
        return "danger" if danger else "inside"
    return "kept" if node in ends else "no_road"


def _refuges(context: CheckpointContext, laid: Perimeter, ends: set[object]) -> tuple[Refuge, ...]:
    settings, frame = context.settings, context.places
    holds = settings.places_hold or settings.protect == "site"
    return tuple(
        Refuge(str(name), node, settings.household_points * int(weight), required=holds)
        for name, node, weight in zip(frame.index, laid.place_node, frame["weight"], strict=True)
        if node in ends and node not in (INSIDE, OUTSIDE)
    )


def _links(frame: gpd.GeoDataFrame) -> tuple[Link, ...]:
    rows = zip(frame.index, frame["tail"], frame["head"], strict=True)
    return tuple(Link(str(name), str(tail), str(head)) for name, tail, head in rows)


def _sites(frame: gpd.GeoDataFrame, *, barred_nodes: set[str]) -> tuple[Site, ...]:
    """Make sites; there is none at a node that is itself an end of the ways."""
    rows = zip(
        frame.index, frame["on"], frame["at"], frame["price"], frame["watch"], frame["allowed"],
        strict=True,
    )  # fmt: skip
    return tuple(
        Site(str(name), str(on), str(at), int(price), str(watch), bool(allowed))
        for name, on, at, price, watch, allowed in rows
        if not (on == "node" and at in barred_nodes)
    )


def _seconds(ground: Ground, laid: Perimeter, layer: str) -> NDArray[np.float64]:
    profile = ground.dry_profile("foot" if layer == "path" else "car")
    kmh = pd.Series(road_kmh(ground.network, profile), index=ground.network.edges.index)
    speed = kmh.loc[laid.links["edge_id"]].to_numpy(float)
    seconds: NDArray[np.float64] = 3.6 * laid.links["length_m"].to_numpy(float) / speed
    return seconds


def _origins(context: CheckpointContext, laid: Perimeter) -> list[Origin]:
    rows = zip(context.places.index, laid.place_node, context.places["weight"], strict=True)
    return [Origin(str(name), node, int(trips)) for name, node, trips in rows if node != INSIDE]


def _gates(context: CheckpointContext, laid: Perimeter) -> list[Gate]:
    """List where trips lead: out of the area, to the mouths of a danger, or to other places too."""
    links, use = laid.links, context.settings.use
    goal = INSIDE if use in ("flood", "fire") else OUTSIDE
    found = []
    for link_id, tail, head, road in zip(
        links.index, links["tail"], links["head"], links["road_class"], strict=True
    ):
        if goal in (tail, head) and {tail, head} != {INSIDE, OUTSIDE}:
            node = head if tail == goal else tail
            found.append(Gate(str(link_id), str(node), str(link_id), pull_of(road)))
    if use == "road_safety":
        mean = max(1.0, float(context.places["weight"].mean() if len(context.places) else 1))
        rows = zip(context.places.index, laid.place_node, context.places["weight"], strict=True)
        found += [
            Gate(str(name), node, "", max(1, round(10 * weight / mean)))
            for name, node, weight in rows
            if node not in (INSIDE, OUTSIDE, "")
        ]
    return found


def _near(context: CheckpointContext, links: gpd.GeoDataFrame, layout: Layout) -> gpd.GeoDataFrame:
    """Take the sites on the ways of the traffic where somebody may stand for this use."""
    sites = context.sites
    ends = set(links["tail"]) | set(links["head"])
    on_way = sites["at"].isin(links.index) & (sites["on"] == "link")
    on_way |= sites["at"].isin(ends) & (sites["on"] == "node")
    if context.settings.use == "road_safety":
        on_way &= sites["on"] == "node"
    elif context.settings.use == "perimeter":
        border = shapely.boundary(layout.outer)
        on_way &= shapely.distance(sites.geometry.to_numpy(), border) <= layout.depth_m
    return sites[on_way]
