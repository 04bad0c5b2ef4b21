"""Travel times and ways over the road network, in whole seconds and metres."""

from collections.abc import Collection
from itertools import pairwise

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra
from shapely.ops import substring

from geo.roads import Network
from geo.shortest import with_rows
from geo.snap import Floats, Ints, Snaps, snap
from geo.speeds import MODES, OFF_ROAD_FACTOR, SPEEDS, Mode, Profile, Speed, tobler_ms
from geo.usage import usable
from geo.ways import Ends, Ways, ways

__all__ = [
    "MODES",
    "SPEEDS",
    "UNREACHABLE",
    "Mode",
    "Profile",
    "Snaps",
    "Speed",
    "cut_off",
    "gap_seconds",
    "path_geometry",
    "road_seconds",
    "snap",
    "travel_seconds",
    "usable",
    "whole_seconds",
]

UNREACHABLE = -1
_ROUNDING_S = 1e-3  # what a way of ticks may be too long by; not worth a whole second
_FEW = 4  # places from which asking the whole network is quicker than making it small first


def travel_seconds(
    network: Network,
    snaps_from: Snaps,
    snaps_to: Snaps,
    profile: Profile,
    *,
    closed: Collection[str] = frozenset(),
) -> NDArray[np.int32]:
    """Shortest travel times in whole seconds, rounded up; -1 where no road leads.

    Foot goes by Tobler's function of the slope and against one-way streets,
    vehicles by road class and slope along them. The gap between a point and its
    road is walked off the road, at both ends; from a point to itself is 0.

    Parameters
    ----------
    closed : ids of edges nobody may travel on; a point on one is cut off, unless it
        stands at the junction at its end. An id of `geo.closures.spot_id` is a barrier: nobody
        passes it, and the points on either side are reached from their own end
    """
    seconds = road_seconds(network, snaps_from, snaps_to, profile, closed=closed)
    seconds += gap_seconds(snaps_from)[:, None] + gap_seconds(snaps_to)[None, :]
    x, y = (a[:, None] == b for a, b in zip(snaps_from.xy.T, snaps_to.xy.T, strict=True))
    seconds[x & y] = 0.0
    return whole_seconds(seconds)


def road_seconds(
    network: Network,
    snaps_from: Snaps,
    snaps_to: Snaps,
    profile: Profile,
    *,
    closed: Collection[str] = frozenset(),
) -> Floats:
    """Seconds from road to road as they are, without the gaps at the ends; inf for no way."""
    way = ways(network, profile, frozenset(closed))
    seconds = _over_junctions(way, way.leaving(snaps_from), way.arriving(snaps_to))
    near = way.along_one_edge(snaps_from, snaps_to)
    seconds[near.place, near.node] = np.minimum(seconds[near.place, near.node], near.seconds)
    return seconds


def gap_seconds(snaps: Snaps) -> Floats:
    """Seconds on foot between each point and its road, where no path is mapped."""
    seconds: Floats = snaps.gap_m / (OFF_ROAD_FACTOR * float(tobler_ms(np.zeros(1))[0]))
    return seconds


def whole_seconds(seconds: Floats) -> NDArray[np.int32]:
    """Round up to whole seconds, a thousandth forgiven; -1 for what cannot be reached."""
    reached = np.isfinite(seconds)
    whole = np.full(seconds.shape, UNREACHABLE, dtype=np.int32)
    whole[reached] = np.ceil(np.maximum(seconds[reached] - _ROUNDING_S, 0.0))
    return whole


def path_geometry(
    network: Network,
    snap_a: Snaps,
    snap_b: Snaps,
    profile: Profile,
    closed: Collection[str] = frozenset(),
) -> shapely.LineString:
    """Line of the fastest way between two single snaps, along the roads as they are drawn.

    The first and last edge are cut at the points; the gaps to the true points
    are not drawn. Empty where no road leads; of length 0 for one spot.
    """
    way = ways(network, profile, frozenset(closed))
    one_edge = float(way.along_one_edge(snap_a, snap_b).seconds.min(initial=np.inf))
    arrive = way.arriving(snap_b)
    start = way.leaving(snap_a).labels()
    graph = with_rows(way.graph, start.place, start.node, start.seconds, 1)
    seconds, before = dijkstra(graph, indices=[len(network.node_xy)], return_predecessors=True)
    ends = seconds[0, arrive.node[0]] + arrive.seconds[0]
    a, b = float(snap_a.offset_m[0]), float(snap_b.offset_m[0])
    line_a, line_b = network.geometry[[int(snap_a.edge[0]), int(snap_b.edge[0])]]
    if not np.isfinite(min(one_edge, ends.min())):
        return shapely.LineString()
    if one_edge <= ends.min():
        return _joined([substring(line_a, a, b)])
    last = int(ends.argmin())  # 0: the last edge is entered at its u, 1: at its v
    nodes = _walked_back(before[0], int(arrive.node[0, last]), len(network.node_xy))
    out = _side(way.leaving(snap_a), nodes[0])
    parts = [substring(line_a, a, line_a.length * out)]
    parts += [way.line(tail, head) for tail, head in pairwise(nodes)]
    parts.append(substring(line_b, line_b.length * last, b))
    return _joined(parts)


def cut_off(
    network: Network, snaps: Snaps, base: Snaps, profile: Profile, closed: Collection[str]
) -> Ints:
    """List the rows of `snaps` that `base` reaches on the whole network but not past `closed`."""
    before = travel_seconds(network, base[0], snaps, profile)[0]
    after = travel_seconds(network, base[0], snaps, profile, closed=closed)[0]
    lost: Ints = np.flatnonzero((before != UNREACHABLE) & (after == UNREACHABLE))
    return lost


def _over_junctions(way: Ways, leave: Ends, arrive: Ends) -> Floats:
    """Seconds from each leaving to each arriving snap by way of the ends of their edges."""
    shape = len(leave.node), len(arrive.node)
    if min(shape) > _FEW:
        return way.contracted.seconds(leave.labels(), arrive.labels(), shape)
    if shape[0] <= shape[1]:
        return _from_few(way.graph, leave, arrive)
    return _from_few(way.graph.T.tocsr(), arrive, leave).T


def _from_few(graph: csr_array, leave: Ends, arrive: Ends) -> Floats:
    start, n, count = leave.labels(), graph.shape[0], len(leave.node)
    graph = with_rows(graph, start.place, start.node, start.seconds, count)
    reached = dijkstra(graph, indices=np.arange(n, n + count))
    u, v = (reached[:, arrive.node[:, side]] + arrive.seconds[:, side] for side in (0, 1))
    seconds: Floats = np.minimum(u, v)
    return seconds


def _walked_back(before: NDArray[np.int32], node: int, source: int) -> list[int]:
    """Junctions of the way, first to last, read from the predecessors of Dijkstra."""
    nodes = [node]
    while before[nodes[-1]] != source:
        nodes.append(int(before[nodes[-1]]))
    return nodes[::-1]


def _side(ends: Ends, node: int) -> int:
    """Tell by which end of its edge a snap is left towards `node`: 0 is u, 1 is v."""
    return int(np.where(ends.node[0] == node, ends.seconds[0], np.inf).argmin())


def _joined(parts: list[shapely.LineString | shapely.Point]) -> shapely.LineString:
    """Join lines end to end; neighbours that touch share one vertex."""
    xy = np.concatenate([shapely.get_coordinates(part) for part in parts])
    moved = np.append(True, np.abs(np.diff(xy, axis=0)).max(axis=1) > 1e-9)
    xy = xy[moved]
    return shapely.LineString(xy if len(xy) > 1 else np.repeat(xy, 2, axis=0))
