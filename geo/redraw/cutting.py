"""Ground cut along lines into parts that tile it, without crumbs and needless nodes."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.coverage.edges import Ints, Polygons, shared_borders
from geo.coverage.ledger import faces_of
from geo.redraw.nodes import DECIMALS, Inserts, both_ways, chains, without_nodes

THINNEST_M = 1.0  # 2 x area / perimeter: a strip narrower than this is nobody's grid


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
    found = chains(ground, parts)
    nodes, count = np.unique(np.concatenate([_nodes(part) for part in parts]), return_counts=True)
    met = dict(zip(nodes.tolist(), count.tolist(), strict=True))
    needless = {node for chain in found.values() for node in chain if met[node] < 2}
    if needless:
        parts = np.array([without_nodes(part, needless) for part in parts], dtype=object)
    kept = {edge: [node for node in chain if node not in needless] for edge, chain in found.items()}
    return Parts(parts, owner, both_ways(kept))


def _nodes(polygon: shapely.Geometry) -> NDArray[np.complex128]:
    """Each vertex of a polygon once, as x + iy."""
    return np.unique(shapely.get_coordinates(polygon).view(np.complex128)[:, 0])
