"""Guards at the corners of a polygon, as a siting question of points that have to be seen.

Points are added where the cheapest guards of those before leave ground unseen, until none is left:
then no fewer guards can see everything, since they cannot even see the points (Couto, de Rezende &
de Souza 2011, An exact algorithm for minimizing vertex guards on art galleries, ITOR 18). What a
corner sees is drawn by `geo.outlooks` from a hair inside it; slivers below 1e-7 of the ground are
left out, as in the references.
"""

from fractions import Fraction
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray

from benchmarks.siting.given import Given
from geo.outlooks import outlooks
from geo.walls import walls_of
from planner import siting
from planner.outcome import Effort
from planner.problem.siting import Site, SitingPlan, SitingProblem, SitingTarget

SIDE_M = 1000.0
HAIR_M = 1e-5
_SLIVER = 1e-7
Shapes = NDArray[np.object_]


def gallery(path: Path) -> Given:
    """Read a polygon: number of corners, then x and y of each as fractions, counter-clockwise."""
    return guarded(path.stem, read(path))


def guarded(name: str, room: shapely.Polygon) -> Given:
    """Return the question of fewest corners that see a whole room."""
    seen = looks(room)
    points = shapely.centroid(shapely.get_parts(shapely.constrained_delaunay_triangles(room)))
    while True:
        problem = watched(seen, points)
        outcome = siting.solve(problem, effort=Effort(0, 10))
        if not isinstance(outcome.plan, SitingPlan):
            break
        guards = [int(name) for name in outcome.plan.site_ids]
        dark = _parts(shapely.difference(room, shapely.union_all(seen[guards])))
        dark = dark[shapely.area(dark) > _SLIVER * room.area]
        more = shapely.point_on_surface(dark)
        more = more[_sees(seen, more).any(axis=0)] if len(more) else more
        if not len(more):
            break
        points = np.concatenate([points, more])
    return Given(name, "art gallery", problem)


def read(path: Path) -> shapely.Polygon:
    """Read a polygon, moved to a square of a kilometre."""
    cells = path.read_text().split()
    xy = np.array([float(Fraction(cell)) for cell in cells[1 : 1 + 2 * int(cells[0])]])
    xy = xy.reshape(-1, 2)
    size = float(np.ptp(xy, axis=0).max())
    ring: shapely.Polygon = shapely.orient_polygons(
        shapely.Polygon((xy - xy.min(axis=0)) * (SIDE_M / size))
    )
    return ring


def drawn(corners: int, seed: int) -> shapely.Polygon:
    """Draw a room by a seed: corners anywhere, from each to the nearest left, then untangled."""
    left = np.random.default_rng(seed).random((corners, 2)) * SIDE_M
    xy = np.empty_like(left)
    for place in range(corners):
        near = 0 if not place else int(np.hypot(*(left - xy[place - 1]).T).argmin())
        xy[place], left = left[near], np.delete(left, near, axis=0)
    while True:
        first, second = _crossing(xy)
        if not len(first):
            break
        xy[first[0] + 1 : second[0] + 1] = xy[first[0] + 1 : second[0] + 1][::-1].copy()
    ring: shapely.Polygon = shapely.orient_polygons(shapely.Polygon(xy))
    return ring


def _crossing(xy: NDArray[np.float64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return pairs of sides that cross, each the first of its pair in the way around."""
    sides = shapely.linestrings(np.stack([xy, np.roll(xy, -1, axis=0)], axis=1))
    a, b = shapely.STRtree(sides).query(sides, predicate="crosses")
    return a[a < b], b[a < b]


def looks(room: shapely.Polygon) -> Shapes:
    """Draw what each corner of a room sees."""
    xy = shapely.get_coordinates(room)[:-1]
    before, after = np.roll(xy, 1, axis=0) - xy, np.roll(xy, -1, axis=0) - xy
    inward = _unit(before) + _unit(after)
    turn = before[:, 0] * after[:, 1] - before[:, 1] * after[:, 0]
    inward = np.where((turn > 0)[:, None], -inward, inward)  # at a corner that juts into the room
    eyes = xy + HAIR_M * _unit(inward)
    outside = shapely.difference(shapely.box(-50, -50, SIDE_M + 50, SIDE_M + 50), room)
    drawn = outlooks(walls_of(np.array([outside], dtype=object)), eyes, range_m=3 * SIDE_M)
    seen: Shapes = shapely.intersection(drawn, room)
    return seen


def watched(seen: Shapes, points: Shapes) -> SitingProblem:
    """Return the question of fewest corners that see all points."""
    table = _sees(seen, points)
    return SitingProblem(
        "price",
        tuple(Site(f"{i:03d}", tuple(np.flatnonzero(row).tolist())) for i, row in enumerate(table)),
        tuple(SitingTarget(f"w{i}", must=True) for i in range(len(points))),
    )


def _sees(seen: Shapes, points: Shapes) -> NDArray[np.bool_]:
    table = np.zeros((len(seen), len(points)), dtype=bool)
    tree = shapely.STRtree(points)
    table[tuple(tree.query(seen, predicate="intersects"))] = True
    return table


def _parts(shape: shapely.Geometry) -> Shapes:
    parts: Shapes = shapely.get_parts(shape)
    return parts[shapely.get_dimensions(parts) == 2]


def _unit(way: NDArray[np.float64]) -> NDArray[np.float64]:
    return way / np.hypot(*way.T)[:, None]
