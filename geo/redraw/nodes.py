"""Nodes on borders: which a new border needs, and the same for everybody along the old one."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import Polygon

from geo.coverage.edges import Polygons, edges_of
from geo.redraw.refusals import Why, refusal

DECIMALS = 3  # of a metre: the raster of 1 mm
_NODE_M = 0.00075  # half the diagonal of the raster: how far a node may move a border

Node = complex
Edge = tuple[Node, Node]
Inserts = Mapping[Edge, tuple[Node, ...]]


def chains(ground: Polygons, parts: Polygons) -> dict[Edge, list[Node]]:
    """Nodes that parts put into each edge of the outline of the ground, from its start on.

    Raises
    ------
    InputError
        redraw_not_exact when the outline would move by more than the raster allows.
    """
    before, after = outline(ground), outline(parts)
    lost, fresh = before - after, after - before
    ahead: dict[Node, list[Node]] = defaultdict(list)
    for start, end in fresh:
        ahead[start].append(end)
    found = {edge: _followed(edge, ahead) for edge in sorted(lost, key=_order)}
    if any(ahead.values()):
        raise refusal(Why.NOT_EXACT)
    return found


def both_ways(found: Mapping[Edge, Sequence[Node]]) -> Inserts:
    """Nodes of each edge that gets any, for a ring that runs along it either way."""
    inserts = {edge: tuple(chain) for edge, chain in found.items() if chain}
    turned = {(end, start): chain[::-1] for (start, end), chain in inserts.items()}
    return inserts | turned


def _followed(edge: Edge, ahead: dict[Node, list[Node]]) -> list[Node]:
    """Walk from the start of an edge to its end, never further from it than a raster node."""
    start, end = edge
    chain: list[Node] = []
    at = start
    while at != end:
        near = [node for node in ahead[at] if _off(node, edge) <= _NODE_M]
        if not near:
            raise refusal(Why.NOT_EXACT)
        step = min(near, key=lambda node: (abs(node - at), node.real, node.imag))
        ahead[at].remove(step)
        at = step
        chain.append(at)
    return chain[:-1]


def _off(node: Node, edge: Edge) -> float:
    """Distance of a node from an edge."""
    start, step = edge[0], edge[1] - edge[0]
    along = ((node - start) * step.conjugate()).real / abs(step) ** 2
    return abs(node - start - min(max(along, 0.0), 1.0) * step)


def _order(edge: Edge) -> tuple[float, float, float, float]:
    return edge[0].real, edge[0].imag, edge[1].real, edge[1].imag


def outline(polygons: Polygons) -> set[Edge]:
    """Directed edges of polygons that no other of them runs along the other way."""
    edges = edges_of(polygons)
    every = set(zip(edges.start.tolist(), edges.end.tolist(), strict=True))
    return {edge for edge in every if edge[::-1] not in every}


def with_nodes(polygon: shapely.Geometry, inserts: Inserts) -> shapely.Geometry:
    """Put nodes into the edges of a polygon; the same object when it has none of the edges."""
    starts = np.array([start for start, _ in inserts], dtype=np.complex128)
    parts, changed = [], False
    for part in shapely.get_parts(polygon):
        old = shapely.get_rings(part)
        rings = [_ring_with_nodes(ring, inserts, starts) for ring in old]
        changed = changed or any(new is not ring for new, ring in zip(rings, old, strict=True))
        parts.append(shapely.polygons(rings[0], holes=rings[1:] or None))
    if not changed:
        return polygon
    return parts[0] if polygon.geom_type == "Polygon" else shapely.multipolygons(parts)


def _ring_with_nodes(
    ring: shapely.LinearRing, inserts: Inserts, starts: NDArray[np.complex128]
) -> shapely.LinearRing:
    nodes = shapely.get_coordinates(ring).view(np.complex128)[:, 0]
    chain_at = {}
    for row in np.flatnonzero(np.isin(nodes[:-1], starts)).tolist():
        edge = (complex(nodes[row]), complex(nodes[row + 1]))
        if edge in inserts:
            chain_at[row + 1] = inserts[edge]
    if not chain_at:
        return ring
    rows = np.repeat(list(chain_at), [len(chain) for chain in chain_at.values()])
    longer = np.insert(nodes, rows, np.concatenate([list(c) for c in chain_at.values()]))
    return shapely.linearrings(longer.view(np.float64).reshape(-1, 2))


def without_nodes(polygon: Polygon, needless: set[Node]) -> Polygon:
    """Polygon without some vertices."""
    rings = []
    for ring in shapely.get_rings(polygon):
        xy = shapely.get_coordinates(ring)
        keep = [complex(*point) not in needless for point in xy[:-1]]
        rings.append(xy[:-1][keep])
    return shapely.normalize(Polygon(rings[0], rings[1:]))
