"""Ways across a piece of ground along roads and streams: lines a grid may be divided by."""

from __future__ import annotations

import heapq
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray

__all__ = ["Crossing", "crossings"]

_MOST_ENDS = 24  # gates looked at in one grid; more would be a town's street net
_ALIKE_SHARE = 0.03
_LEAST_SHARE = 0.02  # of the ground: less is no division but a nibble at the border

Node = tuple[float, float]
Links = dict[Node, list[tuple[float, Node, int]]]


@dataclass(frozen=True, slots=True, eq=False)
class Crossing:
    """One way across.

    Parameters
    ----------
    rows
        Rows of the lines it follows, each once, longest part first.
    line
        The way from border to border, with both ends on the border or outside.
    share
        Part of the ground on its smaller side, 0 to 0.5.
    """

    rows: tuple[int, ...]
    line: shapely.Geometry
    share: float


def crossings(ground: shapely.Geometry, lines: gpd.GeoSeries, *, most: int = 8) -> list[Crossing]:
    """Find the shortest ways across the ground along lines, the most even division first.

    Parameters
    ----------
    ground
        Polygon in metres.
    lines
        Roads and streams in the same system; they meet in common end points or vertices.
    most
        How many are returned; ways that divide alike are told once.
    """
    rows = lines.sindex.query(ground, predicate="intersects")
    shapes = lines.geometry.to_numpy()
    links = _links([(int(row), shapes[row]) for row in np.sort(rows)], ground)
    inside = {node: bool(shapely.contains_xy(ground, *node)) for node in links}
    gates = sorted(node for node, within in inside.items() if not within)[:_MOST_ENDS]
    found = []
    for number, start in enumerate(gates):
        reached = _ways(links, inside, start)
        found += [
            _crossing(_back(reached, end), ground) for end in gates[number + 1 :] if end in reached
        ]
    fit = sorted((way for way in found if way.share >= _LEAST_SHARE), key=lambda way: -way.share)
    return _unlike(fit)[:most]


def _links(given: list[tuple[int, shapely.Geometry]], ground: shapely.Geometry) -> Links:
    """Net of the straight pieces that touch the ground, by their ends."""
    links: Links = defaultdict(list)
    shapely.prepare(ground)
    for row, shape in given:
        for part in shapely.get_parts(shape):
            points = shapely.get_coordinates(part)
            pieces = shapely.linestrings(np.stack([points[:-1], points[1:]], axis=1))
            for at in np.flatnonzero(shapely.intersects(pieces, ground)):
                a, b = _node(points[at]), _node(points[at + 1])
                metres = float(shapely.length(pieces[at]))
                links[a].append((metres, b, row))
                links[b].append((metres, a, row))
    return links


def _ways(links: Links, inside: dict[Node, bool], start: Node) -> dict[Node, tuple[Node, int]]:
    """Shortest ways from a gate through the ground: node -> node before, row of the line."""
    before: dict[Node, tuple[Node, int]] = {}
    best = {start: 0.0}
    heap = [(0.0, start)]
    while heap:
        metres, node = heapq.heappop(heap)
        if metres > best[node] or (node != start and not inside[node]):
            continue  # a way ends where it leaves the ground
        for more, other, row in links[node]:
            if metres + more < best.get(other, np.inf):
                best[other] = metres + more
                before[other] = (node, row)
                heapq.heappush(heap, (metres + more, other))
    before.pop(start, None)
    return before


def _back(before: dict[Node, tuple[Node, int]], end: Node) -> list[tuple[Node, int]]:
    """Nodes of the way to a node from the start on, each with the row that leads to it."""
    way = []
    node = end
    while node in before:
        earlier, row = before[node]
        way.append((node, row))
        node = earlier
    return [(node, way[-1][1]), *reversed(way)]


def _crossing(way: list[tuple[Node, int]], ground: shapely.Geometry) -> Crossing:
    line = shapely.linestrings([node for node, _ in way])
    metres: dict[int, float] = defaultdict(float)
    for (a, _), (b, row) in pairwise(way):
        metres[row] += float(np.hypot(a[0] - b[0], a[1] - b[1]))
    rows = tuple(sorted(metres, key=lambda row: (-metres[row], row)))
    return Crossing(rows, line, _smaller_share(line, ground))


def _smaller_share(line: shapely.Geometry, ground: shapely.Geometry) -> float:
    """Share of the smaller side; 0 where the line does not divide the ground in exactly two."""
    noded = shapely.union_all([shapely.boundary(ground), line])
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(noded)))
    areas: NDArray[np.float64] = shapely.area(
        faces[shapely.contains(ground, shapely.point_on_surface(faces))]
    )
    return float(areas.min() / areas.sum()) if len(areas) == 2 else 0.0


def _unlike(ways: list[Crossing]) -> list[Crossing]:
    """Leave out ways that divide nearly as another does and mostly follow the same lines."""
    kept: list[Crossing] = []
    for way in ways:
        if not any(_alike(way, other) for other in kept):
            kept.append(way)
    return kept


def _alike(one: Crossing, other: Crossing) -> bool:
    shared = set(one.rows) & set(other.rows)
    fewer = min(len(one.rows), len(other.rows))
    return abs(one.share - other.share) < _ALIKE_SHARE and 2 * len(shared) > fewer


def _node(point: NDArray[np.float64]) -> Node:
    return float(point[0]), float(point[1])
