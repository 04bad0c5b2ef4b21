"""Ground cut along lines into parts that tile it, without crumbs and needless nodes."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import Polygon

from geo.coverage.edges import Ints, Polygons, edges_of, shared_borders
from geo.coverage.ledger import faces_of
from geo.redraw.refusals import Why, refusal
from geo.redraw.state import DECIMALS

THINNEST_M = 1.0  # 2 x area / perimeter: a strip narrower than this is nobody's grid
_NODE_M = 0.00075  # half the diagonal of the raster: how far a node may move a border

Node = complex
Edge = tuple[Node, Node]
Inserts = Mapping[Edge, tuple[Node, ...]]


@dataclass(frozen=True, slots=True, eq=False)
class Parts:
    """Parts that tile some polygons, the row of the polygon each lies in, nodes put into edges.

    ``inserts`` names, for each outer edge that a part ends at, the nodes it needs, in order and
    in both directions, so that the grids across it and the units can be given the same.
    """

    shapes: Polygons
    owner: Ints
    inserts: Inserts


def arranged(polygons: Polygons, pieces: Sequence[shapely.Geometry]) -> tuple[Polygons, Ints]:
    """Faces that borders and laid lines make on the raster, and the polygon each lies in."""
    faces = faces_of(np.array([*shapely.boundary(polygons), *pieces], dtype=object))
    faces = shapely.transform(faces, lambda xy: np.round(xy, DECIMALS) + 0.0)
    faces = shapely.normalize(faces)
    spot, owner = shapely.STRtree(polygons).query(shapely.point_on_surface(faces), "within")
    order = np.argsort(spot, kind="stable")
    return faces[spot[order]], owner[order].astype(np.int64)


def without_crumbs(faces: Polygons, label: Ints, owner: Ints) -> Ints:
    """Join parts narrower than 1 m to the part of their owner with the longest common border.

    Parameters
    ----------
    faces
        Faces that tile the ground.
    label
        Part each face belongs to.
    owner
        A crumb only joins parts of the same owner.
    """
    area, length = shapely.area(faces), shapely.length(faces)
    a, b, metres = shared_borders(faces)
    label = label.copy()
    while True:
        border: dict[int, dict[int, float]] = defaultdict(lambda: defaultdict(float))
        inner = np.bincount(label, minlength=len(faces)) * 0.0
        for i, j, long in zip(a, b, metres, strict=True):
            one, other = int(label[i]), int(label[j])
            if one == other:
                inner[one] += 2 * long
            elif owner[i] == owner[j]:
                border[one][other] += long
                border[other][one] += long
        held = np.bincount(label, weights=area, minlength=len(faces))
        around = np.bincount(label, weights=length, minlength=len(faces)) - inner
        thin = [part for part in border if 2 * held[part] < THINNEST_M * around[part]]
        if not thin:
            return label
        crumb = min(thin, key=lambda part: (held[part], part))
        label[label == crumb] = max(sorted(border[crumb]), key=border[crumb].__getitem__)


def pieces_of(faces: Polygons, label: Ints) -> Ints:
    """Give faces of one label that are joined over common edges one number."""
    piece = np.arange(len(faces), dtype=np.int64)
    a, b, _ = shared_borders(faces)
    for i, j in zip(a, b, strict=True):
        if label[i] == label[j] and piece[i] != piece[j]:
            piece[piece == max(piece[i], piece[j])] = min(piece[i], piece[j])
    return piece


def unions(faces: Polygons, label: Ints) -> tuple[Polygons, Ints]:
    """One shape per label, in the order of labels, and the labels."""
    names = np.unique(label)
    return np.array([joined(faces[label == name]) for name in names], dtype=object), names


def joined(faces: Polygons) -> shapely.Geometry:
    """Union of noded faces, no vertex lost, written in one way only."""
    if len(faces) == 1:
        return shapely.normalize(faces[0])
    return shapely.normalize(shapely.coverage_union_all(faces))


def fitted(ground: Polygons, parts: Polygons, owner: Ints) -> Parts:
    """Parts with no node on the outline of the ground but the old ones and those they meet at.

    Raises
    ------
    InputError
        redraw_not_exact when the outline would move by more than the raster allows.
    """
    chains = _chains(ground, parts)
    xy = np.unique(np.concatenate([_nodes(part) for part in parts]), return_counts=True)
    met = dict(zip(xy[0].tolist(), xy[1].tolist(), strict=True))
    needless = {node for chain in chains.values() for node in chain if met[node] < 2}
    kept = {
        edge: tuple(node for node in chain if node not in needless)
        for edge, chain in chains.items()
    }
    inserts = {edge: chain for edge, chain in kept.items() if chain}
    turned = {(end, start): chain[::-1] for (start, end), chain in inserts.items()}
    if needless:
        parts = np.array([_without(part, needless) for part in parts], dtype=object)
    return Parts(parts, owner, inserts | turned)


def _nodes(polygon: shapely.Geometry) -> NDArray[np.complex128]:
    """Each vertex of a polygon once, as x + iy."""
    return np.unique(shapely.get_coordinates(polygon).view(np.complex128)[:, 0])


def _chains(ground: Polygons, parts: Polygons) -> dict[Edge, list[Node]]:
    """Nodes that parts put into each edge of the outline of the ground, from its start on."""
    before, after = outline(ground), outline(parts)
    lost, fresh = before - after, after - before
    ahead: dict[Node, list[Node]] = defaultdict(list)
    for start, end in fresh:
        ahead[start].append(end)
    chains = {edge: _followed(edge, ahead) for edge in sorted(lost, key=_order)}
    if any(ahead.values()):
        raise refusal(Why.NOT_EXACT)
    return chains


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


def _without(polygon: Polygon, needless: set[Node]) -> Polygon:
    """Polygon without some vertices."""
    rings = []
    for ring in shapely.get_rings(polygon):
        xy = shapely.get_coordinates(ring)
        keep = [complex(*point) not in needless for point in xy[:-1]]
        rings.append(xy[:-1][keep])
    return shapely.normalize(Polygon(rings[0], rings[1:]))


def with_nodes(polygon: shapely.Geometry, inserts: Inserts) -> shapely.Geometry:
    """Put nodes into the edges of a polygon; the same object when it has none of the edges."""
    parts, changed = [], False
    for part in shapely.get_parts(polygon):
        rings = []
        for ring in shapely.get_rings(part):
            nodes = shapely.get_coordinates(ring).view(np.complex128)[:, 0].tolist()
            made = nodes[:1]
            for edge in pairwise(nodes):
                made += [*inserts.get(edge, ()), edge[1]]
            changed = changed or len(made) > len(nodes)
            rings.append([(node.real, node.imag) for node in made])
        parts.append(Polygon(rings[0], rings[1:]))
    if not changed:
        return polygon
    return parts[0] if polygon.geom_type == "Polygon" else shapely.multipolygons(parts)
