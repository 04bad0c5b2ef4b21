"""The roads as one mode uses them: what may be travelled which way, in how many seconds."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.sparse import csr_array

from geo.roads import Network
from geo.snap import Floats, Ints, Snaps
from geo.speeds import WALK_KMH, Profile, slope_factor, tobler_ms
from geo.usage import road_kmh, usable

_FLOOR_S = 1e-6  # a weight of zero would be taken for "no edge" in a sparse matrix
_AT_NODE_M = 1e-6  # an offset this close to an end is the junction itself


@dataclass(frozen=True, slots=True, eq=False)
class Ends:
    """For each snap its edge's two junctions and the seconds between it and each of them."""

    node: Ints
    seconds: Floats


@dataclass(frozen=True, eq=False)
class Ways:
    """The network as one mode uses it: what each piece costs each way, and the arcs."""

    network: Network
    graph: csr_array
    arc_key: Ints
    arc_edge: Ints
    forward: NDArray[np.bool_]
    backward: NDArray[np.bool_]
    edge_start_m: Floats
    cumulative: Floats  # rows: metres, seconds forward, seconds backward; over all pieces

    def _spent(self, edge: Ints, offset_m: Floats) -> tuple[Floats, Floats]:
        """Seconds from u to the offset forward, and from the offset to u backward."""
        metres, *seconds = self.cumulative
        start = self.edge_start_m[edge]
        a, b = (
            np.interp(start + offset_m, metres, s) - np.interp(start, metres, s) for s in seconds
        )
        return a, b

    def _ends(self, snaps: Snaps, *, leaving: bool) -> Ends:
        edge, table = snaps.edge, self.network.edges
        length = table["length_m"].to_numpy()[edge]
        (from_u, to_u), (all_f, all_b) = (
            self._spent(edge, snaps.offset_m),
            self._spent(edge, length),
        )
        forward, backward = self.forward[edge], self.backward[edge]
        if leaving:
            at_u = np.where(backward, to_u, np.inf)
            at_v = np.where(forward, all_f - from_u, np.inf)
        else:
            at_u = np.where(forward, from_u, np.inf)
            at_v = np.where(backward, all_b - to_u, np.inf)
        at_u = np.where(snaps.offset_m <= _AT_NODE_M, 0.0, at_u)
        at_v = np.where(snaps.offset_m >= length - _AT_NODE_M, 0.0, at_v)
        node = table[["u", "v"]].to_numpy(np.int64)[edge]
        return Ends(node, np.maximum(np.stack([at_u, at_v], axis=1), 0.0))

    def leaving(self, snaps: Snaps) -> Ends:
        """Seconds from each snap to the ends of its edge."""
        return self._ends(snaps, leaving=True)

    def arriving(self, snaps: Snaps) -> Ends:
        """Seconds from the ends of its edge to each snap."""
        return self._ends(snaps, leaving=False)

    def along_one_edge(self, a: Snaps, b: Snaps) -> Floats:
        """Seconds between snaps that lie on the same edge, straight along it; else inf."""
        seconds = np.full((len(a), len(b)), np.inf)
        i, j = np.nonzero(a.edge[:, None] == b.edge[None, :])
        edge = a.edge[i]
        (a_u, u_a), (b_u, u_b) = (
            self._spent(edge, a.offset_m[i]),
            self._spent(edge, b.offset_m[j]),
        )
        ahead = b.offset_m[j] >= a.offset_m[i]
        allowed = np.where(ahead, self.forward[edge], self.backward[edge])
        seconds[i, j] = np.where(allowed, np.where(ahead, b_u - a_u, u_a - u_b), np.inf)
        return seconds

    def line(self, tail: int, head: int) -> shapely.LineString:
        """Line of the fastest arc between neighbouring junctions, drawn from tail to head."""
        arc = np.searchsorted(self.arc_key, tail * len(self.network.node_xy) + head)
        edge = int(self.arc_edge[arc])
        line = self.network.geometry[edge]
        return line if self.network.edges["u"].iat[edge] == tail else shapely.reverse(line)


@lru_cache(maxsize=16)
def ways(network: Network, profile: Profile, closed: frozenset[str]) -> Ways:
    """Build the arcs of one profile; the fastest of parallel ones stands for all."""
    unknown = sorted(closed - set(network.edges.index))
    if unknown:
        msg = f"closed must name edges of the network, got {', '.join(unknown[:5])}"
        raise ValueError(msg)
    edges = network.edges
    forward = usable(network, profile) & ~edges.index.isin(closed)
    backward = forward & ~(edges["oneway"].to_numpy(bool) & (profile.mode != "foot"))
    piece_s = _piece_seconds(network, profile)
    cumulative = np.concatenate(
        [np.zeros((3, 1)), np.cumsum(np.stack([network.piece_m, *piece_s]), axis=1)], axis=1
    )
    first = np.searchsorted(network.piece_edge, np.arange(len(edges)))
    u, v = edges[["u", "v"]].to_numpy(np.int64).T
    cost = [np.bincount(network.piece_edge, s, len(edges)) for s in piece_s]
    tail = np.concatenate([u[forward], v[backward]])
    head = np.concatenate([v[forward], u[backward]])
    edge = np.concatenate([np.flatnonzero(forward), np.flatnonzero(backward)])
    seconds = np.maximum(np.concatenate([cost[0][forward], cost[1][backward]]), _FLOOR_S)
    n = len(network.node_xy)
    key = tail * n + head
    order = np.lexsort((edge, seconds, key))
    order = order[np.unique(key[order], return_index=True)[1]]  # csr would add parallel arcs up
    graph = csr_array((seconds[order], (tail[order], head[order])), shape=(n, n))
    start_m = cumulative[0][first]
    return Ways(network, graph, key[order], edge[order], forward, backward, start_m, cumulative)


def _piece_seconds(network: Network, profile: Profile) -> tuple[Floats, Floats]:
    """Seconds of each piece from u towards v and back; on foot by Tobler times the table."""
    slope = network.piece_rise_m / network.piece_m
    kmh = road_kmh(network, profile)[network.piece_edge]
    if profile.mode == "foot":
        level = network.piece_m / (kmh / WALK_KMH)
        return level / tobler_ms(slope), level / tobler_ms(-slope)
    level = network.piece_m / (kmh / 3.6)
    return level / slope_factor(slope), level / slope_factor(-slope)


def with_sources(graph: csr_array, ends: Ends) -> csr_array:
    """Add one junction per snap, with arcs to the ends of its edge and none back."""
    n, m = graph.shape[0], len(ends.node)
    base = graph.tocoo()
    u, v = ends.node.T
    seconds = ends.seconds.T.copy()
    # both ends of a ring are one junction: keep the shorter way round, csr would add them up
    ring = u == v
    seconds[0, ring] = seconds[:, ring].min(axis=0)
    seconds[1, ring] = np.inf
    source = np.tile(np.arange(n, n + m), 2)
    target, seconds = np.concatenate([u, v]), np.maximum(seconds.ravel(), _FLOOR_S)
    keep = np.isfinite(seconds)
    return csr_array(
        (
            np.concatenate([base.data, seconds[keep]]),
            (
                np.concatenate([base.row, source[keep]]),
                np.concatenate([base.col, target[keep]]),
            ),
        ),
        shape=(n + m, n + m),
    )
