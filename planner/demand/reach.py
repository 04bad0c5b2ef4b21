"""Points put on the roads one mode may use, and the seconds between them.

A vehicle goes as far as its roads lead; the rest of the way is walked, on the mapped paths, from
where the vehicle is left and back to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import shapely

from geo.travel import (
    UNREACHABLE,
    Profile,
    Snaps,
    path_geometry,
    snap,
    travel_seconds,
    usable,
)
from planner.problem.checks import TIME_LIMIT_S

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geo.roads import Network

    Seconds = NDArray[np.int64]


_WALKER = Profile("foot")


@dataclass(frozen=True, slots=True)
class Trip:
    """How somebody gets about: by one profile as far as it may go, the rest on foot.

    Parameters
    ----------
    closed, closed_on_foot
        Edges shut for the vehicle, and for the walk.
    """

    by: Profile
    on_foot: Profile = _WALKER
    closed: frozenset[str] = frozenset()
    closed_on_foot: frozenset[str] = frozenset()


@dataclass(frozen=True, eq=False)
class Reach:
    """Points and where each is approached from on one trip.

    Parameters
    ----------
    points
        The points on the nearest road or path of any kind.
    left_at
        Where the vehicle is left for each point: the same spot when it can drive there.
    walk_in_s, walk_out_s
        Seconds on foot from there to the point and back; -1 when it is farther than people walk.
    """

    network: Network
    trip: Trip
    points: Snaps
    left_at: Snaps
    walk_in_s: Seconds
    walk_out_s: Seconds

    def seconds(self, others: Reach | None = None) -> Seconds:
        """Seconds from every point to every (other) point; -1 where there is no way."""
        to = others or self
        drive = travel_seconds(
            self.network, self.left_at, to.left_at, self.trip.by, closed=self.trip.closed
        ).astype(np.int64)
        table = self.walk_out_s[:, None] + drive + to.walk_in_s[None, :]
        cut = (self.walk_out_s < 0)[:, None] | (to.walk_in_s < 0)[None, :] | (drive < 0)
        table[cut] = UNREACHABLE
        if others is None:
            np.fill_diagonal(table, 0)
        return table

    def path(self, first: int, second: int) -> shapely.MultiLineString:
        """Line of the fastest way between two points: back to the vehicle, the drive, the walk."""
        a, b = self.left_at[first], self.left_at[second]
        drive = (self.trip.by, self.trip.closed)
        walk = (self.trip.on_foot, self.trip.closed_on_foot)
        legs = [
            path_geometry(self.network, self.points[first], a, *walk),
            path_geometry(self.network, a, b, *drive),
            path_geometry(self.network, b, self.points[second], *walk),
        ]
        return shapely.MultiLineString([leg for leg in legs if leg.length > 0])


def reach_of(
    network: Network,
    points: gpd.GeoSeries | gpd.GeoDataFrame,
    trip: Trip,
    *,
    max_walk_s: int,
) -> Reach:
    """Find for each point where a vehicle is left, at most `max_walk_s` seconds on foot away.

    A vehicle is left at the spot itself when its road leads there, else at the junction of its
    roads from which the walk is shortest. Whoever comes on foot walks as far as it takes.
    """
    spots = snap(network, gpd.GeoSeries(points.geometry, crs=network.edges.crs))
    zero = np.zeros(len(spots), dtype=np.int64)
    drives = usable(network, trip.by) & ~network.edges.index.isin(trip.closed)
    stuck = np.flatnonzero(~drives[spots.edge])
    if not len(stuck):
        return Reach(network, trip, spots, spots, zero, zero)
    ends = network.edges.loc[drives, ["u", "v"]].to_numpy()
    junctions = snap(network, network.node_xy[np.unique(ends)], profile=trip.by)
    walk, shut = trip.on_foot, trip.closed_on_foot
    walk_in = travel_seconds(network, junctions, spots[stuck], walk, closed=shut).T.astype(np.int64)
    walk_out = travel_seconds(network, spots[stuck], junctions, walk, closed=shut).astype(np.int64)
    both = np.where((walk_in < 0) | (walk_out < 0), np.iinfo(np.int64).max, walk_in + walk_out)
    best = both.argmin(axis=1)
    rows = np.arange(len(stuck))
    too_far = (both[rows, best] == np.iinfo(np.int64).max) | (walk_in[rows, best] > max_walk_s)
    walk_in_s, walk_out_s = zero.copy(), zero.copy()
    walk_in_s[stuck] = np.where(too_far, UNREACHABLE, walk_in[rows, best])
    walk_out_s[stuck] = np.where(too_far, UNREACHABLE, walk_out[rows, best])
    return Reach(
        network, trip, spots, _replaced(spots, stuck, junctions[best]), walk_in_s, walk_out_s
    )


def _replaced(spots: Snaps, rows: NDArray[np.int64], others: Snaps) -> Snaps:
    """Spots with some rows taken from others."""
    edge, offset_m = spots.edge.copy(), spots.offset_m.copy()
    gap_m, xy = spots.gap_m.copy(), spots.xy.copy()
    edge[rows], offset_m[rows] = others.edge, others.offset_m
    crosses = spots.crosses.copy()
    gap_m[rows], xy[rows], crosses[rows] = others.gap_m, others.xy, others.crosses
    return Snaps(edge, offset_m, gap_m, xy, crosses)


def as_table(seconds: Seconds) -> tuple[tuple[int, ...], ...]:
    """Whole numbers of a matrix as the tuples a question holds; over a week there is no way."""
    within = np.where(seconds > TIME_LIMIT_S, UNREACHABLE, seconds)
    return tuple(tuple(row) for row in within.tolist())
