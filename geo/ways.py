"""The roads as one mode uses them: what may be travelled which way, in how many seconds."""

from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.sparse import csr_array

from geo.barriers import Barriers, barriers_of
from geo.roads import Network
from geo.shortest import Arcs, Contracted, Labels, contracted, matrix
from geo.snap import Floats, Ints, Snaps
from geo.speeds import WALK_KMH, Profile, slope_factor, tobler_ms
from geo.usage import road_kmh, usable

TICK_S = 2.0**-20  # all seconds are whole multiples: their sums are exact in any order
_AT_NODE_M = 1e-6  # an offset this close to an end is the junction itself


@dataclass(frozen=True, slots=True, eq=False)
class Ends:
    """For each snap its edge's two junctions and the seconds between it and each of them."""

    node: Ints
    seconds: Floats

    def labels(self) -> Labels:
        """One line for each end that can be used."""
        place = np.repeat(np.arange(len(self.node)), 2)
        labels = Labels(place, self.node.ravel(), self.seconds.ravel())
        return labels.at(np.isfinite(labels.seconds))


@dataclass(frozen=True, slots=True, eq=False)
class Costs:
    """What one profile spends on the network, whatever is closed.

    Parameters
    ----------
    edge_s
        Seconds of each edge from u to v, and from v to u; whole ticks.
    edge_start_m, cumulative
        Where each edge begins on the line of all pieces; metres, seconds forward and seconds
        backward along it.
    forward, backward
        Whether each edge may be used from u to v, from v to u.
    arcs, arc_edge
        All directed arcs with their edges, in order of tail, head, seconds and edge.
    """

    edge_s: Floats
    edge_start_m: Floats
    cumulative: Floats
    forward: NDArray[np.bool_]
    backward: NDArray[np.bool_]
    arcs: Arcs
    arc_edge: Ints

    def spent(self, edge: Ints, offset_m: Floats) -> tuple[Floats, Floats]:
        """Seconds from u to the offset forward, and from the offset to u backward."""
        metres, *seconds = self.cumulative
        start = self.edge_start_m[edge]
        raw = (
            np.interp(start + offset_m, metres, s) - np.interp(start, metres, s) for s in seconds
        )
        a, b = (
            np.clip(_ticks(s), 0.0, most) for s, most in zip(raw, self.edge_s[:, edge], strict=True)
        )
        return a, b


@dataclass(frozen=True, eq=False)
class Ways:
    """The network as one profile may use it now: the arcs, the fastest of parallel ones.

    Parameters
    ----------
    forward, backward
        Whether each edge may be used from u to v, from v to u, as far as its barriers.
    barriers
        Spots nobody passes; no arc leads along their edges.
    """

    network: Network
    costs: Costs
    barriers: Barriers
    forward: NDArray[np.bool_]
    backward: NDArray[np.bool_]
    arcs: Arcs
    arc_edge: Ints

    @cached_property
    def graph(self) -> csr_array:
        """Seconds between neighbouring junctions."""
        return matrix(len(self.network.node_xy), self.arcs)

    @cached_property
    def contracted(self) -> Contracted:
        """The same made small, for many places at once."""
        return contracted(len(self.network.node_xy), self.arcs)

    @cached_property
    def _edges(self) -> tuple[Ints, Floats]:
        """The junctions and the length of each edge; taken out of the frame once."""
        table = self.network.edges
        return table[["u", "v"]].to_numpy(np.int64), table["length_m"].to_numpy()

    def _ends(self, snaps: Snaps, *, leaving: bool) -> Ends:
        edge, (nodes, lengths) = snaps.edge, self._edges
        length = lengths[edge]
        from_u, to_u = self.costs.spent(edge, snaps.offset_m)
        all_f, all_b = self.costs.edge_s[:, edge]
        forward, backward = self.forward[edge], self.backward[edge]
        if leaving:
            at_u = np.where(backward, to_u, np.inf)
            at_v = np.where(forward, all_f - from_u, np.inf)
        else:
            at_u = np.where(forward, from_u, np.inf)
            at_v = np.where(backward, all_b - to_u, np.inf)
        at_u = np.where(self.barriers.before(edge, snaps.offset_m) > 0, np.inf, at_u)
        at_v = np.where(self.barriers.behind(edge, snaps.offset_m) > 0, np.inf, at_v)
        at_u = np.where(snaps.offset_m <= _AT_NODE_M, 0.0, at_u)
        at_v = np.where(snaps.offset_m >= length - _AT_NODE_M, 0.0, at_v)
        return Ends(nodes[edge], np.maximum(np.stack([at_u, at_v], axis=1), 0.0))

    def leaving(self, snaps: Snaps) -> Ends:
        """Seconds from each snap to the ends of its edge."""
        return self._ends(snaps, leaving=True)

    def arriving(self, snaps: Snaps) -> Ends:
        """Seconds from the ends of its edge to each snap."""
        return self._ends(snaps, leaving=False)

    def along_one_edge(self, a: Snaps, b: Snaps) -> Labels:
        """Seconds between snaps that lie on the same edge, straight along it, where allowed.

        Labels of rows of `a` (place) and rows of `b` (node).
        """
        order = np.argsort(b.edge, kind="stable")
        low, high = (np.searchsorted(b.edge[order], a.edge, side) for side in ("left", "right"))
        i = np.repeat(np.arange(len(a)), high - low)
        j = order[np.arange(len(i)) - np.repeat(np.cumsum(high - low) - high, high - low)]
        edge = a.edge[i]
        (a_u, u_a), (b_u, u_b) = (
            self.costs.spent(edge, a.offset_m[i]),
            self.costs.spent(edge, b.offset_m[j]),
        )
        ahead = b.offset_m[j] >= a.offset_m[i]
        allowed = np.where(ahead, self.forward[edge], self.backward[edge])
        a_side, b_side = (self.barriers.before(edge, at) for at in (a.offset_m[i], b.offset_m[j]))
        allowed &= a_side == b_side
        return Labels(i, j, np.where(ahead, b_u - a_u, u_a - u_b)).at(allowed)

    def line(self, tail: int, head: int) -> shapely.LineString:
        """Line of the fastest arc between neighbouring junctions, drawn from tail to head."""
        first, last = self.graph.indptr[[tail, tail + 1]]
        edge = int(self.arc_edge[first + np.searchsorted(self.graph.indices[first:last], head)])
        line = self.network.geometry[edge]
        return line if self.network.edges["u"].iat[edge] == tail else shapely.reverse(line)


@lru_cache(maxsize=16)
def ways(network: Network, profile: Profile, closed: frozenset[str]) -> Ways:
    """Build the arcs of one profile; the fastest of parallel ones stands for all.

    Parameters
    ----------
    closed : ids of edges shut as a whole, and of spots shut (`geo.closures.spot_id`)
    """
    barriers = barriers_of(network, closed)
    costs = _costs(network, profile)
    open_ = ~barriers.whole
    arcs, arc_edge = costs.arcs, costs.arc_edge
    left = np.flatnonzero(barriers.passed[arc_edge])
    pair = arcs.tail[left] * len(network.node_xy) + arcs.head[left]
    first = left[np.flatnonzero(np.diff(pair, prepend=-1))]
    return Ways(
        network,
        costs,
        barriers,
        costs.forward & open_,
        costs.backward & open_,
        Arcs(arcs.tail[first], arcs.head[first], arcs.seconds[first]),
        arc_edge[first],
    )


@lru_cache(maxsize=16)
def _costs(network: Network, profile: Profile) -> Costs:
    """Work out what does not depend on closures; a closure then costs no sorting."""
    edges = network.edges
    forward = usable(network, profile)
    backward = forward & ~(edges["oneway"].to_numpy(bool) & (profile.mode != "foot"))
    piece_s = _piece_seconds(network, profile)
    cumulative = np.concatenate(
        [np.zeros((3, 1)), np.cumsum(np.stack([network.piece_m, *piece_s]), axis=1)], axis=1
    )
    start_m = cumulative[0][np.searchsorted(network.piece_edge, np.arange(len(edges)))]
    edge_s = np.stack(
        [_ticks(np.bincount(network.piece_edge, s, len(edges)).astype(float)) for s in piece_s]
    )
    u, v = edges[["u", "v"]].to_numpy(np.int64).T
    tail = np.concatenate([u[forward], v[backward]])
    head = np.concatenate([v[forward], u[backward]])
    edge = np.concatenate([np.flatnonzero(forward), np.flatnonzero(backward)])
    seconds = np.concatenate([edge_s[0][forward], edge_s[1][backward]])
    order = np.lexsort((edge, seconds, head, tail))
    arcs = Arcs(tail[order], head[order], seconds[order])
    return Costs(edge_s, start_m, cumulative, forward, backward, arcs, edge[order])


def _piece_seconds(network: Network, profile: Profile) -> tuple[Floats, Floats]:
    """Seconds of each piece from u towards v and back; on foot by Tobler times the table."""
    slope = network.piece_rise_m / network.piece_m
    kmh = road_kmh(network, profile)[network.piece_edge]
    if profile.mode == "foot":
        level = network.piece_m / (kmh / WALK_KMH)
        return level / tobler_ms(slope), level / tobler_ms(-slope)
    level = network.piece_m / (kmh / 3.6)
    return level / slope_factor(slope), level / slope_factor(-slope)


def _ticks(seconds: Floats) -> Floats:
    """Round to whole ticks, so that a sum is the same to the last bit in whatever order."""
    whole: Floats = np.rint(seconds / TICK_S) * TICK_S
    return whole
