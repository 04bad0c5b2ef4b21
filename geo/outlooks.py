"""The ground in sight of an eye all round, past buildings: many eyes at once."""

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from geo.blocking import bearing, spread
from geo.turns import turns
from geo.walls import Walls, walls_of

_EYES_AT_ONCE = 64  # bounds the memory of outlooks to about 200 MB
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Shapes = NDArray[np.object_]


def outlooks(standing: Walls, eyes: Floats, *, range_m: float) -> Shapes:
    """Draw for each eye the ground in sight past the buildings, right at least out to the range.

    Beyond the range more may be drawn than is seen: cut it to the view. A building that holds the
    eye hides nothing. Exact but for the rounding of crossings: between neighbouring directions of
    corners the first wall is the same one all along.

    Parameters
    ----------
    eyes : array [n, 2] in metres
    """
    drawn = np.empty(len(eyes), dtype=object)
    apart, merged = _apart(standing)
    eye, footprint = standing.holding(eyes)
    alone = np.unique(eye[merged[footprint]])
    for row in alone.tolist():
        drawn[row] = _alone(standing, eyes[row], footprint[eye == row], range_m)
    rest = np.setdiff1d(np.arange(len(eyes)), alone)
    for first in range(0, len(rest), _EYES_AT_ONCE):
        rows = rest[first : first + _EYES_AT_ONCE]
        drawn[rows] = _few(apart, eyes[rows], range_m)
    return drawn


def _apart(standing: Walls) -> tuple[Walls, NDArray[np.bool_]]:
    """Join footprints that meet, so that no two walls cross; and tell which were joined."""
    one, other = standing.tree.query(standing.footprints, predicate="intersects")
    met = one != other
    count = len(standing.footprints)
    merged = np.zeros(count, dtype=bool)
    merged[one[met]] = True
    if not merged.any():
        return standing, merged
    links = coo_array((np.ones(met.sum()), (one[met], other[met])), shape=(count, count))
    group = connected_components(links, directed=False)[1]
    order = np.argsort(group[merged], kind="stable")
    several = standing.footprints[merged][order]
    cuts = np.flatnonzero(np.diff(group[merged][order])) + 1
    joined = [shapely.union_all(part) for part in np.split(several, cuts)]
    return walls_of(np.concatenate([standing.footprints[~merged], joined])), merged


def _alone(standing: Walls, eye: Floats, own: Ints, range_m: float) -> shapely.Polygon:
    """Draw what an eye sees that stands in a house others run into: only they hide anything."""
    around = standing.tree.query(shapely.box(*(eye - range_m), *(eye + range_m)))
    others = walls_of(standing.footprints[np.setdiff1d(around, own)])
    return _few(_apart(others)[0], eye[None], range_m)[0]


def _few(apart: Walls, eyes: Floats, range_m: float) -> Shapes:
    walls = _facing(apart, eyes, range_m)
    slots = _slots(walls, len(eyes))
    first_wall = _nearest(walls, slots)
    return _rings(walls, slots, first_wall)


@dataclass(frozen=True, slots=True, eq=False)
class _Facing:
    """Walls that face an eye, seen from it: it turns left from start to end.

    `row` is the eye, `depth` twice the ground between eye and wall: the length of the wall times
    the distance of its line. The last four walls of each eye close its world, behind all others.
    """

    eyes: Floats
    row: Ints
    start: Floats
    end: Floats
    depth: Floats


def _facing(apart: Walls, eyes: Floats, range_m: float) -> _Facing:
    own = np.stack(apart.holding(eyes))
    boxes = shapely.box(*(eyes - range_m).T, *(eyes + range_m).T)
    row, footprint = apart.tree.query(boxes)
    keys = row * (len(apart.footprints) + 1) + footprint
    others = ~np.isin(keys, own[0] * (len(apart.footprints) + 1) + own[1])
    row, footprint = row[others], footprint[others]
    wall, of = spread(apart.first[footprint], apart.first[footprint + 1])
    row, a, b = row[of], apart.start[wall], apart.end[wall]
    faces = turns(a, b, eyes[row]) < 0
    row, a, b = row[faces], a[faces] - eyes[row[faces]], b[faces] - eyes[row[faces]]
    near = _distance_m(a, b) <= range_m
    row, a, b = row[near], a[near], b[near]
    farthest = np.full(len(eyes), float(range_m))
    np.maximum.at(farthest, row, np.maximum(np.abs(a), np.abs(b)).max(axis=1))
    square = np.array([[1.0, 0], [0, 1], [-1, 0], [0, -1]]) * 2.5
    corners = (farthest[:, None, None] * square).reshape(-1, 2)
    following = (farthest[:, None, None] * np.roll(square, -1, axis=0)).reshape(-1, 2)
    row = np.concatenate([row, np.repeat(np.arange(len(eyes)), 4)])
    start, end = np.concatenate([b, corners]), np.concatenate([a, following])
    return _Facing(eyes, row, start, end, start[:, 0] * end[:, 1] - start[:, 1] * end[:, 0])


def _distance_m(a: Floats, b: Floats) -> Floats:
    """Distance of each wall from the eye at the origin."""
    way = b - a
    share = np.clip(-(a * way).sum(axis=1) / (way**2).sum(axis=1), 0, 1)
    distance: Floats = np.hypot(*(a + share[:, None] * way).T)
    return distance


@dataclass(frozen=True, slots=True, eq=False)
class _Slots:
    """Directions of the ends of walls, each once, by eye and turning left.

    `of_start` and `of_end` are the slots of the ends of each wall, `towards` a point in the
    direction of each slot; those of an eye lie from `first` on.
    """

    row: Ints
    towards: Floats
    of_start: Ints
    of_end: Ints
    first: Ints

    def following(self) -> Ints:
        """Give the next slot of the same eye for each; after the last comes the first."""
        after = np.arange(1, len(self.row) + 1)
        after[self.first[1:] - 1] = self.first[:-1]
        return after


def _slots(walls: _Facing, eyes: int) -> _Slots:
    xy, row = np.concatenate([walls.start, walls.end]), np.tile(walls.row, 2)
    at = bearing(*xy.T)
    order = np.lexsort((at, row))
    new = np.append(True, (np.diff(at[order]) != 0) | (np.diff(row[order]) != 0))
    slot = np.empty(len(row), dtype=np.int64)
    slot[order] = np.cumsum(new) - 1
    kept = order[new]
    start, end = np.split(slot, 2)
    first = np.searchsorted(row[kept], np.arange(eyes + 1))
    return _Slots(row[kept], xy[kept], start, end, first.astype(np.int64))


def _nearest(walls: _Facing, slots: _Slots) -> Ints:
    """Find the first wall on the way between each slot and the next one."""
    count = np.diff(slots.first)[walls.row]
    wide = (slots.of_end - slots.of_start) % count
    nth, wall = spread(np.zeros(len(wide), dtype=np.int64), wide)
    begin = slots.first[walls.row[wall]]
    gap = begin + (slots.of_start[wall] - begin + nth) % count[wall]
    towards = slots.towards / np.hypot(*slots.towards.T)[:, None]
    middle = (towards + towards[slots.following()])[gap]
    along = walls.end[wall] - walls.start[wall]
    nearness = (middle[:, 0] * along[:, 1] - middle[:, 1] * along[:, 0]) / walls.depth[wall]
    most = np.full(len(slots.row), -np.inf)
    np.maximum.at(most, gap, nearness)
    found = np.empty(len(slots.row), dtype=np.int64)
    first = nearness == most[gap]
    found[gap[first]] = wall[first]
    return found


def _rings(walls: _Facing, slots: _Slots, first_wall: Ints) -> Shapes:
    """Go round each eye: where the first wall changes, from the one to the other."""
    before = np.empty_like(first_wall)
    before[slots.following()] = first_wall
    slot = np.flatnonzero(first_wall != before)
    pair = np.repeat(slot, 2)
    wall = np.column_stack([before[slot], first_wall[slot]]).ravel()
    xy = _where(walls, slots, pair, wall)
    row = slots.row[pair]
    anew = np.append(True, (np.diff(xy, axis=0) != 0).any(axis=1) | (np.diff(row) != 0))
    rings = shapely.linearrings(xy[anew] + walls.eyes[row[anew]], indices=row[anew])
    drawn: Shapes = shapely.polygons(rings)
    broken = ~shapely.is_valid(drawn)
    drawn[broken] = shapely.buffer(drawn[broken], 0)
    return drawn


def _where(walls: _Facing, slots: _Slots, slot: Ints, wall: Ints) -> Floats:
    """Give the point of each wall in the direction of a slot; its own end where that lies there."""
    towards = slots.towards[slot]
    along = walls.end[wall] - walls.start[wall]
    across = towards[:, 0] * along[:, 1] - towards[:, 1] * along[:, 0]
    with np.errstate(invalid="ignore", divide="ignore"):
        point = towards * (walls.depth[wall] / across)[:, None]
    for ends, own in ((walls.start, slots.of_start), (walls.end, slots.of_end)):
        at_end = own[wall] == slot
        point[at_end] = ends[wall[at_end]]
    return point
