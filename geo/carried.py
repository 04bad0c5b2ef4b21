"""Which edges the fastest ways between given places lead over, in seconds spent on each."""

import numpy as np
from scipy.sparse.csgraph import dijkstra

from geo.roads import Network
from geo.snap import Floats, Ints, Snaps
from geo.speeds import Profile
from geo.ways import Ways, ways


def carried_seconds(
    network: Network,
    snaps_from: Snaps,
    snaps_to: Snaps,
    weight: Floats,
    profile: Profile,
    *,
    closed: frozenset[str] = frozenset(),
) -> Floats:
    """Seconds that the fastest ways spend on each edge, each way times its weight.

    Row by row from a point to a point; where no road leads nothing is carried. The walk between
    a point and its road lies on no edge and is left out.

    Returns
    -------
    float array, one number for each row of `network.edges`
    """
    way = ways(network, profile, closed)
    edge_of = {
        (int(t), int(h)): (int(e), float(s))
        for t, h, e, s in zip(
            way.arcs.tail, way.arcs.head, way.arc_edge, way.arcs.seconds, strict=True
        )
    }
    carried = np.zeros(len(network.edges))
    spots, of_spot = np.unique(
        np.column_stack([snaps_from.edge, snaps_from.offset_m]), axis=0, return_inverse=True
    )
    for spot in range(len(spots)):
        rows = np.flatnonzero(of_spot.ravel() == spot)
        _from_one(way, snaps_from[rows[:1]], snaps_to[rows], weight[rows], edge_of, carried)
    return carried


def _from_one(
    way: Ways,
    start: Snaps,
    ends: Snaps,
    weight: Floats,
    edge_of: dict[tuple[int, int], tuple[int, float]],
    carried: Floats,
) -> None:
    """Add what the ways from one point to several carry."""
    leave, arrive = way.leaving(start), way.arriving(ends)
    reached, before = dijkstra(way.graph, indices=leave.node[0], return_predecessors=True)
    near = way.along_one_edge(start, ends)
    straight = np.full(len(ends), np.inf)
    straight[near.node] = near.seconds
    # by either end of the first edge, then by either end of the last one
    whole = leave.seconds[0][:, None, None] + reached[:, arrive.node] + arrive.seconds[None, :, :]
    for row in range(len(ends)):
        out, into = np.unravel_index(int(whole[:, row].argmin()), (2, 2))
        first, last = int(start.edge[0]), int(ends.edge[row])
        if straight[row] <= whole[out, row, into]:
            if np.isfinite(straight[row]):
                carried[first] += weight[row] * straight[row]
            continue
        carried[first] += weight[row] * leave.seconds[0][out]
        carried[last] += weight[row] * arrive.seconds[row, into]
        for arc in _arcs(before[out], int(arrive.node[row, into])):
            edge, seconds = edge_of[arc]
            carried[edge] += weight[row] * seconds


def _arcs(before: Ints, node: int) -> list[tuple[int, int]]:
    """Read the steps of a way, last first, from the predecessors of Dijkstra."""
    arcs = []
    while before[node] >= 0:
        arcs.append((int(before[node]), node))
        node = int(before[node])
    return arcs
