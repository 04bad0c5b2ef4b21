"""What happens to a week of tours on the ground: a road is cut, a place becomes urgent.

The question has its locations already; only what the event touches is worked out again.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd

from geo.closures import Closure
from geo.speeds import MODES
from planner.demand.tour_items import grid_at, unit_at
from planner.demand.tour_travel import journeys, tables
from planner.problem.tour_events import RoadCut, UrgentPlace
from planner.problem.tour_parts import DAY_S, Task, Way, Window

if TYPE_CHECKING:
    from collections.abc import Collection

    from planner.demand.tours import ToursContext
    from planner.problem.tours import ToursProblem

URGENT = "urgent:"
"""Stands before the location of an urgent visit to make the name of its task."""


def road_cut(
    problem: ToursProblem, context: ToursContext, edge_ids: Collection[str], day: int
) -> tuple[RoadCut, ToursContext, tuple[str, ...]]:
    """Shut edges of the network for everybody from a day on.

    Returns
    -------
    tuple
        The event, the context with the new ways, and the streets that cannot be covered any more.
    """
    shut = tuple(Closure(edge_id, MODES, context.day(day)) for edge_id in sorted(edge_ids))
    now = context.ground.conditions
    ground = context.ground.under(replace(now, closures=(*now.closures, *shut)))
    changed = _put_on_roads(problem, replace(context, ground=ground))
    asked = {task.task_id for task in problem.tasks}
    gone = tuple(
        task_id
        for task_id, edges in context.street_edges.items()
        if task_id in asked and not set(edge_ids).isdisjoint(edges)
    )
    return RoadCut(tables(changed.reach)), changed, gone


def urgent_place(
    problem: ToursProblem, context: ToursContext, location_id: str, day: int, *, minutes: int
) -> tuple[UrgentPlace, ToursContext]:
    """Ask for a visit of a place or site on one day, whatever else is planned.

    Parameters
    ----------
    location_id
        "place:…" or "site:…" of the area.
    minutes
        How long the visit takes.

    Raises
    ------
    KeyError
        If the area has no such place.
    """
    layer, _, source_id = location_id.partition(":")
    rows = {"place": context.ground.area.places, "site": context.ground.area.sites}[layer]
    row = rows.loc[source_id]
    task = Task(
        task_id=f"{URGENT}{location_id}",
        kind="visit",
        unit_code=unit_at(context.ground, [row.geometry])[0],
        grid_id=grid_at(context.ground, [row.geometry])[0],
        ways=(Way(location_id, location_id, 60 * minutes),),
        mandatory=True,
        windows=(Window(day * DAY_S, (day + 1) * DAY_S),),
    )
    about = {"layer": layer, "source_id": source_id, "kind": row["kind"], "length_m": 0.0}
    about |= {name: row[name] for name in ("name_zh", "name_en")}
    line = gpd.GeoDataFrame(
        [about], index=[task.task_id], geometry=[row.geometry], crs=context.tasks.crs
    )
    named = gpd.GeoDataFrame(pd.concat([context.tasks, line]), crs=context.tasks.crs)
    changed = replace(context, tasks=named)
    if location_id in context.spots.index:
        return UrgentPlace(task), changed
    spots = gpd.GeoSeries({**dict(context.spots.items()), location_id: row.geometry})
    changed = _put_on_roads(problem, replace(changed, spots=spots.set_crs(context.spots.crs)))
    locations = tuple(str(name) for name in spots.index)
    return UrgentPlace(task, locations, tables(changed.reach)), changed


def _put_on_roads(problem: ToursProblem, context: ToursContext) -> ToursContext:
    """Work out the ways between all locations again."""
    spots = context.spots
    trips = journeys(context.ground, problem.crews, problem.turns, context.first)
    bases = spots[spots.index.isin({crew.base_id for crew in problem.crews})]
    reach = trips.reach(spots, bases, 60 * context.settings.max_walk_min)
    return replace(context, reach=reach)
