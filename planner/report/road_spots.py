"""Spots of roads as a reader sees them: called by the road and the metres from its nearer end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

from geo.closures import names_road, spot_id, spot_named, spot_of
from planner.words import Lang, say

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from geo.closures import Closure
    from planner.demand.ground import Ground

_ENDS = ("east", "north_east", "north", "north_west", "west", "south_west", "south", "south_east")


def start_word(ground: Ground, edge_id: str, lang: Lang) -> str:
    """Name the end of a road its metres are counted from, by the direction it lies in."""
    line = ground.network.geometry[ground.network.edges.index.get_loc(edge_id)]
    (x, y), *_, (to_x, to_y) = shapely.get_coordinates(line)
    if (x, y) == (to_x, to_y):
        return say("end.ring", lang)
    turn = np.arctan2(y - to_y, x - to_x) / (np.pi / 4)
    return say(f"end.{_ENDS[round(float(turn)) % 8]}", lang)


def called(ground: Ground, names: Mapping[str, str], what: str, lang: Lang) -> str:
    """Call a road by its name, and a spot by that of its road; an id that is gone by itself."""
    spot = None if what in names else spot_named(what)
    if spot is None or not names_road(ground.network, what):
        return names.get(what, what)
    edge_id, at_m = spot
    end = start_word(ground, edge_id, lang)
    return say("roads.at_spot", lang, road=names.get(edge_id, edge_id), end=end, m=f"{at_m:.0f}")


def spot_near(ground: Ground, edge_id: str, place: tuple[float, float]) -> str:
    """Id of the spot of a road nearest to a place in metres, to the decimetre."""
    line = ground.network.geometry[ground.network.edges.index.get_loc(edge_id)]
    at_m = round(float(shapely.line_locate_point(line, shapely.Point(place))), 1)
    return spot_id(edge_id, min(at_m, line.length))


def spot_places(ground: Ground, names: Collection[str]) -> dict[str, tuple[float, float]]:
    """Where the spots among some ids lie, in metres."""
    edges, found = ground.network.edges.index, {}
    for name in names:
        spot = None if name in edges else spot_named(name)
        if spot is not None and names_road(ground.network, name):
            place = spot_of(ground.network, *spot)
            found[name] = (round(place.x, 3), round(place.y, 3))
    return found


def on_roads(closures: Collection[Closure], names: Collection[str]) -> frozenset[str]:
    """Ids of what is shut among some roads and spots: a road with every spot of it."""
    return frozenset(c.what for c in closures if c.what in names or c.edge_id in names)
