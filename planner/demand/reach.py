"""Points put on the roads one mode may use, and the seconds between them.

A vehicle goes as far as its roads lead; the rest of the way is walked, on the mapped paths, from
where the vehicle is left and back to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import shapely

from geo.barriers import barriers_of
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

    from geo.barriers import Barriers
    from geo.roads import Network
    from geo.water import Water

    Seconds = NDArray[np.int64]


_WALKER = Profile("foot")
_BEHIND_M = 0.01  # seen from the start of its edge, what stands at a barrier is before it


@dataclass(frozen=True, slots=True)
class Trip:
    """How somebody gets about: by one profile as far as it may go, the rest on foot.

    Parameters
    ----------
    closed, closed_on_foot
        Edges and spots shut for the vehicle, and for the walk.
    water
        What nobody walks through on the way to a road; None where nobody looks.
    """

    by: Profile
    on_foot: Profile = _WALKER
    closed: frozenset[str] = frozenset()
    closed_on_foot: frozenset[str] = frozenset()
    water: Water | None = None


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
    bases: gpd.GeoSeries | gpd.GeoDataFrame | None = None,
    around: Around | None = None,
) -> Reach:
    """Find for each point where a vehicle is left, at most `max_walk_s` seconds on foot away.

    A vehicle is left at the spot itself when its road leads there, else at the junction of its
    roads, or the barrier on them, from which the walk is shortest. Whoever comes on foot walks as
    far as it takes.

    Parameters
    ----------
    bases
        Where vehicles start. Then a point no vehicle gets to from any of them, as behind a closed
        bridge, is walked to from a junction or a barrier that one does get to.
    around
        What `based` made of the same trip and bases, kept from an earlier question.
    """
    around = around or based(network, trip, max_walk_s=max_walk_s, bases=bases)
    spots = snap(
        network, gpd.GeoSeries(points.geometry, crs=network.edges.crs), barriers=trip.water
    )
    zero = np.zeros(len(spots), dtype=np.int64)
    reach = Reach(network, trip, spots, spots, zero, zero)
    reach = _walked(reach, np.flatnonzero(~around.drives[spots.edge]), around.stops, max_walk_s)
    if around.start is None:
        return reach
    lone = np.flatnonzero(~_joined(around.start, reach.left_at) | (reach.walk_in_s < 0))
    return _walked(reach, lone, around.met, max_walk_s)


@dataclass(frozen=True, eq=False)
class Around:
    """What all points of one trip share, kept where many are asked about one by one.

    Parameters
    ----------
    drives
        Edges a vehicle may use.
    stops
        Where it may stop.
    start
        Where vehicles start; None where that does not count.
    """

    drives: NDArray[np.bool_]
    stops: Snaps
    start: Reach | None

    @cached_property
    def met(self) -> Snaps:
        """The stops a vehicle gets to from some start, and back again."""
        if self.start is None:
            return self.stops
        return self.stops[np.flatnonzero(_joined(self.start, self.stops))]


def based(
    network: Network,
    trip: Trip,
    *,
    max_walk_s: int,
    bases: gpd.GeoSeries | gpd.GeoDataFrame | None = None,
) -> Around:
    """Work out once what `reach_of` needs besides its points."""
    barriers = barriers_of(network, trip.closed)
    drives = usable(network, trip.by) & ~barriers.whole
    stops = _stops(network, drives, barriers)
    alone = Around(drives, stops, None)
    if bases is None or not len(bases):
        return alone
    start = reach_of(network, bases, trip, max_walk_s=max_walk_s, around=alone)
    return Around(drives, stops, start)


def _joined(start: Reach, spots: Snaps) -> NDArray[np.bool_]:
    """Tell for each spot whether a vehicle gets there from some start, and back again."""
    network, trip = start.network, start.trip
    there = travel_seconds(network, start.left_at, spots, trip.by, closed=trip.closed) >= 0
    back = travel_seconds(network, spots, start.left_at, trip.by, closed=trip.closed) >= 0
    both_ways = (there & back.T)[start.walk_in_s >= 0]
    joined: NDArray[np.bool_] = np.any(both_ways, axis=0)
    return joined


def _walked(reach: Reach, rows: NDArray[np.int64], stops: Snaps, max_walk_s: int) -> Reach:
    """Leave the vehicle of some points where the walk there is shortest."""
    if not len(rows):
        return reach
    trip, spots, left_at = reach.trip, reach.points[rows], reach.left_at
    walk_in_s, walk_out_s = reach.walk_in_s.copy(), reach.walk_out_s.copy()
    walk_in_s[rows] = walk_out_s[rows] = UNREACHABLE
    if len(stops):
        walk, shut = trip.on_foot, trip.closed_on_foot
        there = travel_seconds(reach.network, stops, spots, walk, closed=shut).T
        back = travel_seconds(reach.network, spots, stops, walk, closed=shut)
        there, back = there.astype(np.int64), back.astype(np.int64)
        both = np.where((there < 0) | (back < 0), np.iinfo(np.int64).max, there + back)
        best = both.argmin(axis=1)
        at = np.arange(len(rows)), best
        near = (both[at] < np.iinfo(np.int64).max) & (there[at] <= max_walk_s)
        walk_in_s[rows] = np.where(near, there[at], UNREACHABLE)
        walk_out_s[rows] = np.where(near, back[at], UNREACHABLE)
        left_at = _replaced(left_at, rows, stops[best])
    return Reach(reach.network, trip, reach.points, left_at, walk_in_s, walk_out_s)


def _stops(network: Network, drives: NDArray[np.bool_], barriers: Barriers) -> Snaps:
    """List where a vehicle can stop: the ends of some edges, and both sides of barriers on them.

    Each junction is put on one of these edges.
    """
    edges = network.edges
    rows = np.flatnonzero(drives)
    ends = edges[["u", "v"]].to_numpy(np.int64)[rows]
    node, first = np.unique(ends.T.ravel(), return_index=True)
    edge = np.tile(rows, 2)[first]
    at_end = first >= len(rows)
    offset_m = np.where(at_end, edges["length_m"].to_numpy(float)[edge], 0.0)
    barred = drives[barriers.edge]
    beside = np.tile(barriers.edge[barred], 2)
    at_m = np.concatenate([barriers.at_m[barred], barriers.at_m[barred] + _BEHIND_M])
    spots = shapely.line_interpolate_point(network.geometry[beside], at_m)
    return Snaps(
        np.concatenate([edge, beside]),
        np.concatenate([offset_m, at_m]),
        np.zeros(len(node) + len(beside)),
        np.concatenate([network.node_xy[node], shapely.get_coordinates(spots)]),
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
