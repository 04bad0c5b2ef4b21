"""Which of many looks a building stops: exact, and soon for many looks from few eyes."""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.turns import turns
from geo.walls import Walls

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

_EYES_AT_ONCE = 128  # these two bound the memory of looking to about 200 MB
_TRIED_AT_ONCE = 1_000_000
_ROUND = 4.0  # a whole turn, in the measure of `bearing`
_APART = 16.0  # between the bearings of one eye and the next in one sorted list
_SLACK = 1e-9  # wider by this to either side, so that rounding leaves nothing out


class Blocking:
    """Buildings between eyes and spots.

    Parameters
    ----------
    eyes, spots : arrays [n, 2] in metres
    """

    def __init__(self, standing: Walls, eyes: Floats, spots: Floats) -> None:
        self.standing, self.eyes, self.spots = standing, eyes, spots
        self.own_eye, self.own_spot = (_Pairs(*standing.holding(xy)) for xy in (eyes, spots))

    def hidden(self, eye: Ints, spot: Ints) -> Bools:
        """Tell for each look whether a building stands in it that holds neither of its ends.

        A building is in the way when the straight line comes to its ground, be it only to its edge.
        Around each eye the spots are sorted by direction, so that a wall is held against those in
        its angle alone; whether it hides them is told by exact turns.

        Parameters
        ----------
        eye, spot : rows of the ends of each look, sorted by eye
        """
        seen_not = np.zeros(len(eye), dtype=bool)
        if not len(self.standing.footprints):
            return seen_not
        for rows in _of_few_eyes(eye):
            looks = _Looks(self.eyes, self.spots, eye[rows], spot[rows])
            for look, footprint in looks.stopped(self.standing, self.own_eye):
                counts = ~self.own_spot.has(spot[rows][look], footprint)
                seen_not[rows.start + look[counts]] = True
        return seen_not


def _of_few_eyes(eye: Ints) -> Iterator[slice]:
    starts = np.flatnonzero(np.diff(eye, prepend=-1))[::_EYES_AT_ONCE].tolist()
    for low, high in pairwise([*starts, len(eye)]):
        yield slice(low, high)


def bearing(x: Floats, y: Floats) -> Floats:
    """Give a number from 0 to 4 that grows with the direction of x, y, turning left from east.

    Not an angle, but in the same order and had without trigonometry.
    """
    with np.errstate(invalid="ignore"):
        slope = y / (np.abs(x) + np.abs(y))
    turned = np.where(x < 0, 2.0 - slope, np.where(y < 0, _ROUND + slope, slope))
    told: Floats = np.nan_to_num(turned)
    return told


class _Pairs:
    """A set of pairs of whole numbers that answers for many at once."""

    def __init__(self, one: Ints, other: Ints) -> None:
        self.keys = np.unique(_key(one, other))

    def has(self, one: Ints, other: Ints) -> Bools:
        """Tell for each pair whether it is in the set."""
        if not len(self.keys):
            return np.zeros(len(one), dtype=bool)
        keys = _key(one, other)
        at = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        found: Bools = self.keys[at] == keys
        return found


def _key(one: Ints, other: Ints) -> Ints:
    keys: Ints = (np.asarray(one, np.int64) << 32) | np.asarray(other, np.int64)
    return keys


class _Looks:
    """Looks from a few eyes, by direction."""

    def __init__(self, eyes: Floats, spots: Floats, eye: Ints, spot: Ints) -> None:
        starts = np.flatnonzero(np.diff(eye, prepend=-1))
        self.eyes = eye[starts]  # rows of the eyes that look at all
        self.eye_xy = eyes[self.eyes]
        self.spot_xy = spots[spot]
        self.box = self._boxes(starts)
        which = np.repeat(np.arange(len(starts)), np.diff(np.append(starts, len(eye))))
        at = bearing(*(self.spot_xy - self.eye_xy[which]).T) + which * _APART
        # twice, the second time a whole turn on, so that no angle is cut in two
        order = np.argsort(at, kind="stable")
        both = np.concatenate([at[order], at[order] + _ROUND])
        again = np.argsort(both, kind="stable")
        self.at, self.look = both[again], np.concatenate([order, order])[again]

    def _boxes(self, starts: Ints) -> NDArray[np.object_]:
        """Box of each eye and what it looks at: no other building can be in the way."""
        low = np.minimum(np.minimum.reduceat(self.spot_xy, starts), self.eye_xy)
        high = np.maximum(np.maximum.reduceat(self.spot_xy, starts), self.eye_xy)
        boxes: NDArray[np.object_] = shapely.box(*low.T, *high.T)
        return boxes

    def stopped(self, standing: Walls, own: _Pairs) -> Iterator[tuple[Ints, Ints]]:
        """Yield looks that a wall stops with its footprint; those whose eye is in it are left out.

        Walls seen from behind or from their end are left out: a line that comes to a building comes
        to a wall that faces its eye, too.
        """
        eye, footprint = self._near(standing, own)
        wall, of = spread(standing.first[footprint], standing.first[footprint + 1])
        eye, footprint = eye[of], footprint[of]
        a, b = standing.start[wall], standing.end[wall]
        facing = turns(a, b, self.eye_xy[eye]) < 0
        eye, footprint, a, b = eye[facing], footprint[facing], a[facing], b[facing]
        low, high = self._between(eye, a, b)
        for rows in _portions(high - low):
            nth, of = spread(low[rows], high[rows])
            of += rows.start
            look = self.look[nth]
            stops = self._stops(look, eye[of], a[of], b[of])
            yield look[stops], footprint[of[stops]]

    def _near(self, standing: Walls, own: _Pairs) -> tuple[Ints, Ints]:
        """List which footprints may be in the way of which eye, but for those it stands in."""
        eye, footprint = standing.tree.query(self.box)
        others = ~own.has(self.eyes[eye], footprint)
        return eye[others], footprint[others]

    def _between(self, eye: Ints, a: Floats, b: Floats) -> tuple[Ints, Ints]:
        """Where in the sorted list the spots in the angle from b to a begin and end."""
        start = bearing(*(b - self.eye_xy[eye]).T) - _SLACK
        end = bearing(*(a - self.eye_xy[eye]).T) + _SLACK
        end = np.where(end < start, end + _ROUND, end)
        round_again = np.where(start < 0, _ROUND, 0.0) + eye * _APART
        low = np.searchsorted(self.at, start + round_again, side="left")
        return low, np.searchsorted(self.at, end + round_again, side="right")

    def _stops(self, look: Ints, eye: Ints, a: Floats, b: Floats) -> Ints:
        """Rows in which the spot is on or behind the wall and in or on the edge of its angle."""
        rows = np.arange(len(look))
        for one, other, third in (("a", "b", "spot"), ("b", "spot", "eye"), ("spot", "a", "eye")):
            ends = {
                "a": a[rows],
                "b": b[rows],
                "spot": self.spot_xy[look[rows]],
                "eye": self.eye_xy[eye[rows]],
            }
            rows = rows[turns(ends[one], ends[other], ends[third]) >= 0]
        return rows


def spread(low: Ints, high: Ints) -> tuple[Ints, Ints]:
    """Count from low to high for each row; the numbers and the row of each."""
    count = high - low
    of = np.repeat(np.arange(len(low)), count)
    within = np.arange(len(of)) - np.repeat(np.cumsum(count) - count, count)
    return low[of] + within, of


def _portions(count: Ints) -> Iterator[slice]:
    """Yield slices of rows that hold few enough to fit in memory, one row at least."""
    total = np.cumsum(count)
    first = 0
    while first < len(count):
        done = total[first - 1] if first else 0
        last = int(np.searchsorted(total, done + _TRIED_AT_ONCE, side="right"))
        last = max(last, first + 1)
        yield slice(first, last)
        first = last
