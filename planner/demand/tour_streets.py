"""Streets as tasks: each way with its true seconds, named by the road it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from planner.demand.tour_crews import VEHICLE, VEHICLES
from planner.demand.tour_items import Item, grid_at, spans_of, unit_at
from planner.demand.tour_stretches import Street, ends_of, line_of
from planner.problem.tour_parts import Task, Way, Window
from planner.words import LANGS, known, say

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from geo.roads import Network
    from planner.demand.ground import Ground
    from planner.demand.tour_settings import TourSettings
    from planner.demand.tour_travel import Journeys
    from planner.words import Lang


def due_days(times_a_week: int, turn: int, first: date, days: int) -> tuple[int, ...]:
    """Days of a horizon on which something is due that has its turn so many times a week.

    Every seven days in a row have just as many; of fewer days each has its share.

    Parameters
    ----------
    turn
        0 to 6: what has the same turn is due on the same days.
    """
    begin = first.toordinal()
    return tuple(
        day
        for day in range(days)
        if (times_a_week * (begin + day + 1) + turn) // 7
        > (times_a_week * (begin + day) + turn) // 7
    )


def street_items(
    ground: Ground,
    settings: TourSettings,
    found: Sequence[Street],
    trips: Journeys,
    horizon: tuple[date, int],
) -> list[tuple[Street, Item]]:
    """Make a task of every street whose turn comes; both ways where its two sides matter.

    Streets of one grid have one turn, those of the grids after it the next, so that neighbours
    are covered on the same days and all days have their share.
    """
    network = ground.network
    lines = [line_of(network, street.edges) for street in found]
    middles = [shapely.line_interpolate_point(line, 0.5, normalized=True) for line in lines]
    names = _names(ground, found, middles)
    uv = network.edges[["u", "v"]].to_numpy(np.int64)
    ends = [ends_of(uv, street.edges) for street in found]
    units, grids = unit_at(ground, middles), grid_at(ground, middles)
    turn = _turns(ground)
    pairs = []
    for street, *about in zip(found, lines, ends, names, units, grids, strict=True):
        mine = turn.get(str(about[4]), turn.get(str(about[3]), 0))
        days = due_days(street.stretch.times_a_week, mine, *horizon)
        if days:
            slack = settings.street_slack_days
            around = {day + shift for day in days for shift in range(-slack, slack + 1)}
            windows = spans_of(around, horizon[1])
            pairs.append((street, _item(network, street, trips, (len(days), windows), about)))
    return pairs


def _turns(ground: Ground) -> dict[str, int]:
    """Turn of each grid, and of each unit for what lies in no grid."""
    grids, units = sorted(ground.area.grids.index), sorted(ground.area.units.index)
    return {
        str(name): 7 * row // len(names)
        for names in (units, grids)
        for row, name in enumerate(names)
    }


def street_id(network: Network, street: Street) -> str:
    """Name a street by its first edge: every edge is in one street only."""
    first = street.edges[0]
    return f"street:{network.edges.index[first if first >= 0 else ~first]}"


def node_id(network: Network, node: int) -> str:
    """Name the location of a junction."""
    return f"node:{network.node_id[node]}"


def _item(
    network: Network,
    street: Street,
    trips: Journeys,
    wanted: tuple[int, tuple[Window, ...]],
    about: list[Any],
) -> Item:
    line, (start, end), (name_zh, name_en), unit, grid = about
    enter, leave = node_id(network, start), node_id(network, end)
    edges = np.array(street.edges, dtype=np.int64)
    modes = street.stretch.modes
    # of the modes that may do it the slowest counts: the question has one dwell time a way
    ahead, back = (
        max(trips.street_seconds(mode, edges, backward=backward) for mode in modes)
        for backward in (False, True)
    )
    ways: tuple[Way, ...] = (Way(enter, leave, ahead), Way(leave, enter, back))
    ways = ways[:1] if street.oneway and modes != ("foot",) else ways
    task = Task(
        task_id=street_id(network, street),
        kind="street",
        unit_code=unit,
        grid_id=grid,
        ways=ways,
        times=wanted[0],
        windows=wanted[1],
        each_way=street.stretch.both_ways and len(ways) > 1,
        priority=street.stretch.points,
        skills=(VEHICLE if modes == VEHICLES else modes[0],),
    )
    spots = {
        enter: shapely.Point(network.node_xy[start]),
        leave: shapely.Point(network.node_xy[end]),
    }
    road_class = str(network.edges["road_class"].iat[edges[0] if edges[0] >= 0 else ~edges[0]])
    return Item(
        task, "street", task.task_id.partition(":")[2], name_zh, name_en, road_class, spots, line
    )


def _names(
    ground: Ground, found: Sequence[Street], middles: Sequence[shapely.Point]
) -> list[tuple[str, str]]:
    """Name streets by their road, or its class, and the settlement they are near."""
    area = ground.area
    places = area.places if len(area.places) else area.units
    _, near = places.sindex.nearest(np.array(middles, dtype=object), return_all=False)
    told = []
    for lang in LANGS:
        roads = area.roads[f"name_{lang}"].fillna("").to_dict()
        edges = ground.network.edges
        own = [str(roads.get(road, "")) for road in edges["road_id"]]
        place = places[f"name_{lang}"].to_numpy()[near]
        classes = edges["road_class"].astype(str).to_numpy()
        told.append(
            [
                _name(street, own, classes, str(name), lang)
                for street, name in zip(found, place, strict=True)
            ]
        )
    return list(zip(*told, strict=True))


def _name(
    street: Street, own: Sequence[str], classes: Sequence[str], place: str, lang: Lang
) -> str:
    rows = [edge if edge >= 0 else ~edge for edge in street.edges]
    key = f"road.{classes[rows[0]]}"
    road = next((own[row] for row in rows if own[row]), "")
    road = road or say(key if known(key) else "road.other", lang)
    return say("tours.street", lang, road=road, place=place)
