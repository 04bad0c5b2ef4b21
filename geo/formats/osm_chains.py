"""Ways of OpenStreetMap as edges between the nodes where roads meet, end or change."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geo.formats.osm_map import Ids, OsmMap, Way

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Hole:
    """Nodes of one way that the file does not hold, and the row of the node where it breaks off.

    ``node`` is -1 where the file holds no node of the way at all.
    """

    way: int
    missing: int
    node: int


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """A piece of a way without a hole: its row among the ways, and rows of its nodes."""

    way: int
    nodes: Ids


@dataclass(frozen=True, slots=True, eq=False)
class Chain:
    """An edge: rows of its nodes, in driving direction where it is one-way, and of its ways."""

    nodes: tuple[int, ...]
    ways: tuple[int, ...]


def runs_of(held: OsmMap, ways: Sequence[Way]) -> tuple[list[Run], list[Hole]]:
    """Cut the ways where nodes are missing; never a straight line across the hole."""
    runs, holes = [], []
    for number, way in enumerate(ways):
        rows = held.rows(way.nodes)
        if (rows < 0).any():
            holes.append(_hole(way, rows))
        for piece in np.split(rows, np.flatnonzero(rows < 0)):
            kept = piece[piece >= 0]
            kept = kept[np.concatenate([[True], np.diff(kept) != 0])] if len(kept) else kept
            if len(kept) > 1:
                runs.append(Run(number, kept))
    return runs, holes


def _hole(way: Way, rows: Ids) -> Hole:
    """Say where a way breaks off: at the first node that has a missing one beside it."""
    there = rows >= 0
    before = np.concatenate([[True], there[:-1]])
    behind = np.concatenate([there[1:], [True]])
    edge = rows[there & ~(before & behind)]
    return Hole(way.number, int((~there).sum()), int(edge[0]) if len(edge) else -1)


def chains_of(
    runs: Sequence[Run], oneway: Flags, use: Ids, stops: frozenset[int], order: Ids
) -> tuple[list[Chain], list[Chain]]:
    """Edges between the nodes where roads meet, end or change, and rings that meet nothing.

    Parameters
    ----------
    oneway, use : for each way whether it may be used from its first node to its last only, and
        a number that is the same for ways of the same use
    stops : rows of nodes that end an edge whatever else holds there
    order : number of each node, which decides where a ring begins and which way an edge points

    References
    ----------
    Boeing, Topological Graph Simplification Solutions to the Street Intersection Miscount
    Problem, Transactions in GIS 29 (3), 2025, doi 10.1111/tgis.70037: which nodes are junctions.
    """
    web = _Web(runs, oneway, use, stops)
    chains = []
    starts = [node for node in web.incident if not web.passes(node)]
    for node in sorted(starts, key=lambda row: order[row]):
        chains += [web.walk(node, segment) for segment in web.leaving(node)]
    rings = []
    for node in sorted(web.incident, key=lambda row: order[row]):
        rings += [web.walk(node, segment) for segment in web.leaving(node)]
    return chains, rings


class _Web:
    """Segments by their nodes, and which of them have been walked."""

    def __init__(self, runs: Sequence[Run], oneway: Flags, use: Ids, stops: frozenset[int]) -> None:
        self.tail = np.concatenate([run.nodes[:-1] for run in runs]).tolist()
        self.head = np.concatenate([run.nodes[1:] for run in runs]).tolist()
        ways = np.concatenate([np.full(len(run.nodes) - 1, run.way) for run in runs])
        self.way = ways.tolist()
        self.oneway = oneway[ways].tolist()
        self.use = use[ways].tolist()
        self.stops = stops
        self.walked = [False] * len(self.tail)
        self.incident: dict[int, list[int]] = {}
        for segment, (tail, head) in enumerate(zip(self.tail, self.head, strict=True)):
            self.incident.setdefault(tail, []).append(segment)
            self.incident.setdefault(head, []).append(segment)

    def passes(self, node: int) -> bool:
        """Whether a node is only a bend: one road comes, the same road goes on."""
        held = self.incident[node]
        if len(held) != 2 or node in self.stops:
            return False
        one, other = held
        if one == other or self.oneway[one] != self.oneway[other]:
            return False
        if self.use[one] != self.use[other] or self._beyond(one, node) == self._beyond(other, node):
            return False
        return not self.oneway[one] or (self.tail[one] == node) != (self.tail[other] == node)

    def leaving(self, node: int) -> Iterator[int]:
        """Segments not walked yet, each looked at when its turn comes, that lead from a node."""
        for segment in self.incident[node]:
            along = self.tail[segment] == node or not self.oneway[segment]
            if along and not self.walked[segment]:
                yield segment

    def walk(self, node: int, segment: int) -> Chain:
        """Follow a road from a node to the next one that does not let pass, or round a ring."""
        nodes, ways = [node], []
        while not self.walked[segment]:
            self.walked[segment] = True
            ways.append(self.way[segment])
            here = self._beyond(segment, nodes[-1])
            nodes.append(here)
            if not self.passes(here):
                break
            one, other = self.incident[here]
            segment = other if segment == one else one
        return Chain(tuple(nodes), tuple(dict.fromkeys(ways)))

    def _beyond(self, segment: int, node: int) -> int:
        return int(self.head[segment] if self.tail[segment] == node else self.tail[segment])
