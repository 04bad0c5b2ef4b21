"""Sites where somebody could stand: on every link, at every exit, where three roads meet."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from planner.demand.checkpoint_settings import PERSON, WATCHED, people_of
from planner.demand.names import numbered
from planner.words import LANGS, Lang, known, say

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geo.perimeter import Perimeter
    from planner.demand.checkpoint_settings import CheckpointSettings
    from planner.demand.ground import Ground

JUNCTION_ROADS = 3


def sites_of(ground: Ground, laid: Perimeter, settings: CheckpointSettings) -> gpd.GeoDataFrame:
    """List the sites of a perimeter.

    Returns
    -------
    Frame site_id -> name_zh, name_en, on (link or node), at (its id), kind (exit, road, junction),
        road_class, edge_id, people, price, watch, allowed, point
    """
    frame = pd.concat([_on_links(laid), _at_nodes(laid)])
    points = frame["geometry"].to_numpy(object)
    watch = _watch(ground, frame, points, settings)
    barred = _names_any(frame, settings.forbidden)
    price = np.where(watch == "none", PERSON * frame["people"].to_numpy(int), WATCHED)
    exits = exit_names(ground, laid)
    others = frame["kind"] != "exit"
    named = _named(ground, frame["kind"][others], frame["road_class"][others], points[others])
    names = {lang: frame.index.map({**exits[lang], **named[lang]}) for lang in LANGS}
    return gpd.GeoDataFrame(
        {
            **{f"name_{lang}": names[lang] for lang in LANGS},
            **{c: frame[c] for c in ("on", "at", "kind", "road_class", "edge_id", "people")},
            "price": price.astype(int),
            "watch": watch,
            "allowed": ~barred,
        },
        index=frame.index,
        geometry=points,
        crs=ground.area.crs,
    )


def exit_names(ground: Ground, laid: Perimeter) -> dict[Lang, dict[str, str]]:
    """Name every exit, those that lead nowhere too: language -> link id -> name."""
    exits = laid.exits
    kind = pd.Series("exit", index=exits.index)
    return _named(ground, kind, exits["road_class"], exits.geometry.to_numpy())


def _on_links(laid: Perimeter) -> pd.DataFrame:
    links = laid.links
    points = links.geometry.to_numpy().copy()
    line = shapely.get_type_id(points) == 1
    points[line] = shapely.line_interpolate_point(points[line], 0.5, normalized=True)
    return pd.DataFrame(
        {
            "on": "link",
            "at": links.index,
            "kind": links["kind"],
            "road_class": links["road_class"],
            "edge_id": links["edge_id"].astype(str),
            "exit_id": links["exit_id"],
            "people": [people_of(road) for road in links["road_class"]],
            "geometry": points,
        },
        index=pd.Index(links.index, name="site_id"),
    )


def _at_nodes(laid: Perimeter) -> pd.DataFrame:
    """List the nodes where three or more roads meet; each road beyond two takes one person more."""
    roads: dict[str, list[str]] = defaultdict(list)
    edges: dict[str, list[str]] = defaultdict(list)
    on_road = laid.links[laid.links["kind"] == "road"]
    for tail, head, road, edge in zip(
        on_road["tail"], on_road["head"], on_road["road_class"], on_road["edge_id"], strict=True
    ):
        for node in {tail, head}:
            roads[node].append(str(road))
            edges[node].append(str(edge))
    names = [node for node in laid.nodes.index if len(roads[node]) >= JUNCTION_ROADS]
    heads = [max(roads[node], key=people_of) for node in names]
    people = [
        people_of(road) + len(roads[node]) - 2 for node, road in zip(names, heads, strict=True)
    ]
    return pd.DataFrame(
        {
            "on": "node",
            "at": names,
            "kind": "junction",
            "road_class": heads,
            "edge_id": [";".join(sorted(edges[node])) for node in names],
            "exit_id": "",
            "people": people,
            "geometry": laid.nodes.geometry.loc[names].to_numpy(),
        },
        index=pd.Index([f"node:{node}" for node in names], name="site_id", dtype="object"),
    )


def _watch(
    ground: Ground,
    frame: pd.DataFrame,
    points: NDArray[np.object_],
    settings: CheckpointSettings,
) -> NDArray[np.object_]:
    """Tell who watches each site already; a post goes before a camera."""
    watch = np.full(len(frame), "none", dtype=object)
    watch[_names_any(frame, settings.seen)] = "camera"
    area = ground.area
    where = area.sites.geometry.loc[area.responders["site_id"].unique()].to_numpy()
    where = np.concatenate([where, shapely.points(np.array(settings.manned).reshape(-1, 2))])
    if len(where) and len(points):
        tree = shapely.STRtree(where)
        near = tree.query(points, predicate="dwithin", distance=settings.post_m)[0]
        watch[near] = "post"
    return watch


def _names_any(frame: pd.DataFrame, ids: tuple[str, ...]) -> NDArray[np.bool_]:
    """Tell which sites are named: by their own id, their exit's, or that of the road below.

    A junction is named by its own id alone.
    """
    found = np.isin(frame.index.to_numpy(object), ids) | frame["exit_id"].isin(ids).to_numpy()
    named: NDArray[np.bool_] = found | frame["edge_id"].isin(ids).to_numpy()
    return named


def _named(
    ground: Ground, kinds: pd.Series, roads: pd.Series, points: NDArray[np.object_]
) -> dict[Lang, dict[str, str]]:
    """Name each point by its road and the nearest settlement, with a number where two are alike."""
    area = ground.area
    places = area.places if len(area.places) else area.units
    tree = shapely.STRtree(places.geometry.to_numpy())
    near = tree.nearest(points) if len(points) else []
    names: dict[Lang, dict[str, str]] = {}
    for lang in LANGS:
        column = places[f"name_{lang}"].to_numpy(object)
        texts = [
            say(f"checkpoint.at_{kind}", lang, place=column[row], road=_road(road, lang))
            for kind, row, road in zip(kinds, near, roads, strict=True)
        ]
        ids = [str(name) for name in kinds.index]
        names[lang] = dict(zip(ids, numbered(texts, lang), strict=True))
    return names


def _road(road: object, lang: Lang) -> str:
    return say(f"road.{road}" if known(f"road.{road}") else "road.other", lang)
