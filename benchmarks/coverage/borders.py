"""Stretches of border that two grids share, or that a grid shares with the outer boundary."""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import shapely
from numpy.typing import NDArray

from benchmarks.coverage.make import Ground
from geo.coverage.edges import shared_borders

LEAST_VERTICES = 5

Floats = NDArray[np.float64]
Random = np.random.Generator
Segment = tuple[tuple[float, ...], tuple[float, ...]]


class Misfit(Exception):  # noqa: N818 - not an error: the next cell is tried
    """The cell drawn by chance cannot carry the fault."""


def inner_border(ground: Ground, rng: Random, *, same_unit: bool) -> tuple[int, Floats]:
    """One grid and the middle of its border with a neighbour, in the direction of its ring."""
    first, second = _borders(ground)
    units = ground.grids["unit_code"].to_numpy()
    wanted = np.flatnonzero((units[first] == units[second]) == same_unit)
    pick = int(rng.choice(wanted))
    row, other = int(first[pick]), int(second[pick])
    backwards = shapely.reverse(ccw(ground.grids.geometry.iloc[other]))
    return row, _middle(_common_path(ground, row, backwards))


def outer_border(ground: Ground, rng: Random) -> tuple[int, Floats]:
    """One grid and the middle of its stretch of the outer boundary."""
    row = int(rng.choice(rows_touching_outside(ground, True)))
    return row, _middle(_common_path(ground, row, ccw(ground.boundary)))


def neighbour_along(ground: Ground, row: int, path: Floats) -> int:
    """Row of the grid on the other side of a stretch of border."""
    first, second = _borders(ground)
    ends = set(map(tuple, path.tolist()))
    for other in second[first == row]:
        ring = set(map(tuple, shapely.get_coordinates(ground.grids.geometry.iloc[other]).tolist()))
        if ends <= ring:
            return int(other)
    raise Misfit


def rows_touching_outside(ground: Ground, touching: bool) -> NDArray[np.intp]:
    """Rows of the grids that share a stretch with the boundary, or of those that do not."""
    outer = ground.boundary.boundary
    shared = shapely.length(shapely.intersection(ground.grids.geometry.to_numpy(), outer))
    return np.flatnonzero((shared > 0) == touching)


def rows_inside_units(ground: Ground) -> NDArray[np.intp]:
    """Rows of the grids that touch no border of a unit."""
    borders = shapely.union_all(shapely.boundary(ground.units.geometry.to_numpy()))
    return np.flatnonzero(~shapely.intersects(ground.grids.geometry.to_numpy(), borders))


def ccw(shape: shapely.Geometry) -> shapely.Geometry:
    """Turn outer rings counter-clockwise."""
    return shapely.orient_polygons(shape)


def _borders(ground: Ground) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Pairs of grids with a common border, either way round."""
    first, second, _ = shared_borders(ground.grids.geometry.to_numpy())
    return np.concatenate([first, second]), np.concatenate([second, first])


def _common_path(ground: Ground, row: int, other: shapely.Geometry) -> Floats:
    """Longest run of segments of a grid's ring that the other has in the same direction."""
    theirs = set(_segments(shapely.get_coordinates(other)))
    ring = shapely.get_coordinates(ccw(ground.grids.geometry.iloc[row]))
    common = [segment in theirs for segment in _segments(ring)]
    if all(common) or not any(common):
        raise Misfit
    start = common.index(False)  # begin the ring outside the run
    turned = np.concatenate([ring[start:-1], ring[: start + 1]])
    return max(_runs(turned, theirs), key=len)


def _segments(ring: Floats) -> Iterator[Segment]:
    return pairwise(map(tuple, ring.tolist()))


def _runs(ring: Floats, theirs: set[Segment]) -> list[Floats]:
    runs, begin = [], None
    for at, segment in enumerate([*_segments(ring), None]):
        if segment in theirs:
            begin = at if begin is None else begin
        elif begin is not None:
            runs.append(ring[begin : at + 1])
            begin = None
    return runs


def _middle(path: Floats) -> Floats:
    """Middle two thirds, so that the fault stays clear of the neighbours at both ends."""
    cut = len(path) // 6
    middle = path[cut : len(path) - cut]
    if len(middle) < LEAST_VERTICES:
        raise Misfit
    return middle
