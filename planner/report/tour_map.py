"""The map of a week of patrols: what lies under the routes, in whole decimetres from a corner."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from planner.demand.ground import Ground

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
