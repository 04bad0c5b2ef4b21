"""What happens to a week of tours on the ground: a road is cut, a place becomes urgent.

The question has its locations already; only what the event touches is worked out again.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.closures import Closure
from geo.speeds import MODES
from planner.demand.tour_items import grid_at, unit_at
from planner.demand.tour_travel import journeys, tables
from planner.problem.tour_events import RoadCut, UrgentPlace
from planner.problem.tour_ground import GroundStep
from planner.problem.tour_parts import DAY_S, Task, Way, Window

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from planner.demand.tours import ToursContext
    from planner.problem.tour_parts import Travel
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
    step = GroundStep("shut", tuple(sorted(edge_ids)), day)
    changed = _put_on_roads(problem, _after(replace(context, ground=ground), step))
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
    step = GroundStep("urgent", (location_id,), day, minutes)
    changed = _after(replace(context, tasks=named), step)
    if location_id in context.spots.index:
        return UrgentPlace(task), changed
    spots = gpd.GeoSeries({**dict(context.spots.items()), location_id: row.geometry})
    changed = _put_on_roads(problem, replace(changed, spots=spots.set_crs(context.spots.crs)))
    locations = tuple(str(name) for name in spots.index)
    return UrgentPlace(task, locations, tables(changed.reach)), changed


def opened(
    problem: ToursProblem, context: ToursContext, closures: Collection[str]
) -> tuple[tuple[Travel, ...], ToursContext]:
    """Open what is shut on the ground of a question.

    Parameters
    ----------
    closures
        Edges and spots as closures name them.

    Returns
    -------
    tuple
        The travel tables as they would be, legs that lie behind as they were driven; the context.
    """
    now = context.ground.conditions
    left = tuple(closure for closure in now.closures if closure.what not in closures)
    ground = context.ground.under(replace(now, closures=left))
    step = GroundStep("opened", tuple(sorted(closures)))
    changed = _put_on_roads(problem, _after(replace(context, ground=ground), step))
    before, after = tables(context.reach), tables(changed.reach)
    told = zip(problem.travel, before, after, strict=True)
    return tuple(_with_driven(*three) for three in told), changed


def openable(problem: ToursProblem, context: ToursContext) -> tuple[tuple[str, ...], ...]:
    """Return what is shut on any day of the question, what was shut by the same words together."""
    days = [context.day(number) for number in range(problem.days)]
    found: dict[tuple[object, ...], list[str]] = {}
    for closure in context.ground.closures:
        if any(closure.stands(day) for day in days):
            words = (closure.first_day, closure.last_day, closure.modes, closure.reason)
            found.setdefault(words, []).append(closure.what)
    return tuple(tuple(dict.fromkeys(ids)) for ids in found.values())


def again(
    problem: ToursProblem, context: ToursContext, steps: Iterable[GroundStep]
) -> ToursContext:
    """Return the context of a question after everything that happened to its ground.

    Raises
    ------
    KeyError
        If a place is no longer in the area.
    """
    for step in steps:
        match step.kind:
            case "shut":
                context = road_cut(problem, context, step.ids, step.day)[1]
            case "opened":
                context = opened(problem, context, step.ids)[1]
            case "urgent":
                about = (problem, context, step.ids[0], step.day)
                context = urgent_place(*about, minutes=step.minutes)[1]
    return context


def _after(context: ToursContext, step: GroundStep) -> ToursContext:
    return replace(context, steps=(*context.steps, step))


def _with_driven(asked: Travel, before: Travel, after: Travel) -> Travel:
    """Return the new table with those seconds of the question that no table of roads gives."""
    told, was, now = (np.array(table.seconds) for table in (asked, before, after))
    seconds = np.where(told == was, now, told)
    return replace(after, seconds=tuple(map(tuple, seconds.tolist())))


def _put_on_roads(problem: ToursProblem, context: ToursContext) -> ToursContext:
    """Work out the ways between all locations again."""
    spots = context.spots
    trips = journeys(context.ground, problem.crews, problem.turns, context.first)
    bases = spots[spots.index.isin({crew.base_id for crew in problem.crews})]
    reach = trips.reach(spots, bases, 60 * context.settings.max_walk_min)
    return replace(context, reach=reach)
