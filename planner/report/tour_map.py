"""The map of a week of patrols: what lies under the routes, in whole decimetres from a corner."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from planner.judge.tours_book import book_of, drive_seconds
from planner.judge.tours_cost import missing
from planner.problem.tour_parts import DAY_S

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from planner.demand.ground import Ground
    from planner.demand.tours import ToursContext
    from planner.problem.tours import ToursPlan, ToursProblem

_DM = 10
_THIN_M = 2.0  # what lies under the routes is for the eye


def corner_of(ground: Ground) -> NDArray[np.float64]:
    """Return the point the map of an area is drawn from, in whole metres."""
    corner: NDArray[np.float64] = np.floor(shapely.bounds(ground.area.boundary)[:2])
    return corner


def spot_of(point: shapely.Point, corner: NDArray[np.float64]) -> tuple[int, int]:
    """Return where a point lies on the map."""
    x, y = _whole(shapely.get_coordinates(point), corner)[0].tolist()
    return x, y


def steps_of(line: shapely.Geometry, corner: NDArray[np.float64]) -> list[int]:
    """Return coordinates as steps from the point before: fewer figures on the wire."""
    points = _whole(shapely.get_coordinates(line), corner)
    steps: list[int] = np.diff(points, axis=0, prepend=0).ravel().tolist()
    return steps


def base(ground: Ground) -> dict[str, object]:
    """Return what stays on the map: roads with their class, water, unit borders, the boundary."""
    area, corner = ground.area, corner_of(ground)
    roads = shapely.simplify(area.roads.geometry.to_numpy(), _THIN_M)
    water = [*area.streams.geometry, *area.reservoirs.geometry.boundary]
    return {
        "roads": [
            [str(road_class), steps_of(part, corner)]
            for road_class, line in zip(area.roads["road_class"], roads, strict=True)
            for part in shapely.get_parts(line)
        ],
        "water": _lines(water, corner),
        "units": _lines(area.units.geometry.boundary, corner),
        "border": _lines([area.boundary.boundary], corner),
    }


def _lines(shapes: Iterable[shapely.Geometry], corner: NDArray[np.float64]) -> list[list[int]]:
    thin = shapely.simplify(list(shapes), _THIN_M)
    return [steps_of(part, corner) for part in shapely.get_parts(thin) if not part.is_empty]


def _whole(xy: NDArray[np.float64], corner: NDArray[np.float64]) -> NDArray[np.int64]:
    rounded: NDArray[np.int64] = np.rint((xy[:, :2] - corner) * _DM).astype(np.int64)
    return rounded


def layers(
    problem: ToursProblem, plan: ToursPlan, context: ToursContext
) -> dict[str, gpd.GeoDataFrame]:
    """Return a plan as layers for a GeoPackage.

    Returns
    -------
    dict
        `tours`: line of each tour on the real roads with turn_id, crew_id, day, mode, stop_count,
        drive_s, length_m; `stops`: where each call begins, with turn_id, day, sequence, task_id,
        arrive_s, leave_s, in seconds after midnight of its day; `left`: a point of each task not
        done as often as it is wanted, with task_id and the times it lacks.
    """
    book = book_of(problem)
    turns = {turn.turn_id: turn for turn in problem.turns}
    crews = {crew.crew_id: crew for crew in problem.crews}
    ways = {task.task_id: task.ways for task in problem.tasks}
    lines, stops = [], []
    for tour in plan.tours:
        turn = turns[tour.turn_id]
        crew = crews[turn.crew_id]
        day = context.day(turn.day).isoformat()
        here, parts = crew.base_id, []
        for number, call in enumerate(tour.calls, start=1):
            way = ways[call.task_id][call.way]
            parts += [context.path(crew.mode, here, way.enter_id), _along(context, call.task_id)]  # type: ignore[arg-type]
            here = way.leave_id
            at = context.spots[way.enter_id]
            clock = call.arrive_s - turn.day * DAY_S, call.leave_s - turn.day * DAY_S
            stops.append((tour.turn_id, day, number, call.task_id, *clock, at))
        parts.append(context.path(crew.mode, here, crew.end_id or crew.base_id))  # type: ignore[arg-type]
        line = shapely.MultiLineString(
            [part for part in shapely.get_parts(parts) if part.length > 0]
        )
        drive_s = drive_seconds(book, tour)
        about = (turn.crew_id, day, crew.mode, len(tour.calls), drive_s, round(line.length, 1))
        lines.append((tour.turn_id, *about, line))
    crs = context.spots.crs
    heads = ["turn_id", "crew_id", "day", "mode", "stop_count", "drive_s", "length_m", "geometry"]
    spots = ["turn_id", "day", "sequence", "task_id", "arrive_s", "leave_s", "geometry"]
    tours = gpd.GeoDataFrame(lines, columns=heads, geometry="geometry", crs=crs)
    called = gpd.GeoDataFrame(stops, columns=spots, geometry="geometry", crs=crs)
    called.index = pd.Index([f"{row[0]}|{row[2]}" for row in stops], name="stop_id", dtype="object")
    return {
        "tours": tours.set_index("turn_id"),
        "stops": called,
        "left": _left(problem, plan, context),
    }


def _left(problem: ToursProblem, plan: ToursPlan, context: ToursContext) -> gpd.GeoDataFrame:
    """Return the tasks that lack times; a street has its middle."""
    lacks = {task_id: times for task_id, times in missing(problem, plan).items() if times}
    shapes = context.tasks.geometry.loc[list(lacks)]
    points = [
        shape.interpolate(0.5, normalized=True) if shape.length else shape for shape in shapes
    ]
    index = pd.Index(list(lacks), name="task_id", dtype="object")
    return gpd.GeoDataFrame(
        {"lacks": list(lacks.values())}, index=index, geometry=points, crs=context.spots.crs
    )


def _along(context: ToursContext, task_id: str) -> shapely.Geometry:
    """Return the line of a street; nothing for a place."""
    shape = context.tasks.geometry[task_id]
    return shape if shape.length else shapely.MultiLineString()
