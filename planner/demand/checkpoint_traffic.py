"""Who passes where: trips of the places, shared out over the ways that lead out.

Nobody has counted this traffic. Each household makes one trip; the trips of a place go to each
gateway by the class of its road and the inverse square of the time, on the fastest way.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from geo.perimeter import INSIDE, OUTSIDE
from planner.demand.largest_remainder import shared_out
from planner.problem.checkpoints import Route

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray

START_S = 300.0  # so much is added to every trip: a near exit does not draw everything


@dataclass(frozen=True, slots=True)
class Origin:
    """A place trips begin at."""

    place_id: str
    node: str
    trips: int


@dataclass(frozen=True, slots=True)
class Gate:
    """Where trips lead: a node, the link that is passed last ("" for none), and its pull."""

    gateway: str
    node: str
    link_id: str
    pull: int


def routes(
    links: gpd.GeoDataFrame,
    seconds: NDArray[np.float64],
    origins: Sequence[Origin],
    gates: Sequence[Gate],
) -> tuple[Route, ...]:
    """Return the ways of all trips; a place with no way to any gate makes none.

    Parameters
    ----------
    links
        Of a perimeter; no way leads through `INSIDE` or `OUTSIDE` except as its end.
    seconds
        Time on each link.
    """
    net = _net(links, seconds)
    at = [o for o in origins if o.node in net.row]
    goals = [g for g in gates if g.node in net.row]
    if not at or not goals:
        return ()
    starts = np.array([net.row[o.node] for o in at])
    reached, before = dijkstra(net.graph, directed=False, indices=starts, return_predecessors=True)
    ends = np.array([net.row[g.node] for g in goals])
    pull = np.array([g.pull for g in goals], dtype=float)
    found: list[Route] = []
    for row, origin in enumerate(at):
        time_s = reached[row, ends]
        # who lives where a trip leads makes it without a road
        mine = np.array([bool(g.link_id) or g.node != origin.node for g in goals])
        weight = np.where(mine & np.isfinite(time_s), pull / (time_s + START_S) ** 2, 0.0)
        if weight.sum() <= 0:
            continue
        for flow, gate in zip(shared_out(origin.trips, weight).tolist(), goals, strict=True):
            if not flow:  # nobody drives where there is no way
                continue
            way = (*net.way(before[row], starts[row], net.row[gate.node]), gate.link_id)
            link_ids = tuple(link_id for link_id in way if link_id)
            if link_ids:
                name = f"{origin.place_id}>{gate.gateway}"
                found.append(Route(name, flow, gate.gateway, link_ids))
    return tuple(found)


@dataclass(frozen=True, eq=False)
class _Net:
    row: Mapping[str, int]
    graph: csr_array
    link: Mapping[tuple[int, int], str]

    def way(self, before: NDArray[np.int32], start: int, end: int) -> Iterator[str]:
        """Yield the links from start to end."""
        nodes = [end]
        while nodes[-1] != start:
            nodes.append(int(before[nodes[-1]]))
        nodes.reverse()
        for a, b in pairwise(nodes):
            yield self.link[min(a, b), max(a, b)]


def _net(links: gpd.GeoDataFrame, seconds: NDArray[np.float64]) -> _Net:
    """Make a graph of the links that end neither inside nor outside, the fastest of parallels."""
    ends = links[["tail", "head"]].to_numpy(object)
    apart = ~np.isin(ends, [INSIDE, OUTSIDE])
    row: dict[str, int] = {}
    for name in ends[apart]:
        row.setdefault(str(name), len(row))
    best: dict[tuple[int, int], tuple[float, str]] = {}
    whole = apart.all(axis=1)
    for link_id, (a, b), time_s in zip(
        links.index[whole], ends[whole], seconds[whole].tolist(), strict=True
    ):
        u, v = sorted((row[a], row[b]))
        found = (time_s, str(link_id))
        best[u, v] = min(best.get((u, v), found), found)
    pairs = np.array(list(best), dtype=np.int64).reshape(-1, 2)
    # a way of no seconds would be no way in a sparse graph
    times = np.maximum(np.array([t for t, _ in best.values()]), 1e-3)
    graph = csr_array((times, (pairs[:, 0], pairs[:, 1])), shape=(len(row), len(row)))
    return _Net(row, graph, {pair: link_id for pair, (_, link_id) in best.items()})
