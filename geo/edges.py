"""Directed border segments of polygons, and what is left of them after they cancel.

The boundary of a set of polygons is a sum of directed segments. Two neighbours run
along their common border in opposite directions, so their segments cancel; what is left is the
outer boundary of the whole. Comparing is exact: no tolerance, no arithmetic on coordinates.
"""

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

Polygons = NDArray[np.object_]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Edges:
    """Segments with the polygon on their left: start and end as x + iy, row of the polygon."""

    start: NDArray[np.complex128]
    end: NDArray[np.complex128]
    owner: Ints


@dataclass(frozen=True, slots=True, eq=False)
class Residue:
    """Segments that did not cancel; owners from ``parents`` are numbered -1, -2, ..."""

    edges: Edges
    count: int


def edges_of(polygons: Polygons) -> Edges:
    """Segments of all rings, outer rings counter-clockwise and holes clockwise."""
    parts, part_owner = shapely.get_parts(shapely.orient_polygons(polygons), return_index=True)
    rings, ring_part = shapely.get_rings(parts, return_index=True)
    xy, ring = shapely.get_coordinates(rings, return_index=True)
    points = (xy[:, 0] + 0.0) + 1j * (xy[:, 1] + 0.0)  # -0.0 and 0.0 are one place
    same = (ring[1:] == ring[:-1]) & (points[1:] != points[:-1])
    owner = part_owner[ring_part[ring[:-1][same]]]
    return Edges(points[:-1][same], points[1:][same], owner.astype(np.int64))


def edge_residue(
    covers: Polygons,
    parents: Polygons,
    *,
    groups: tuple[Ints, Ints] | None = None,
) -> Residue:
    """Cancel the borders of ``covers`` against the reversed borders of ``parents``.

    Nothing left proves, for valid rings, that the covers fill the parents exactly once: no
    gap, no overlap, no spill, no unmatched vertex. Left-over segments are the places of error.

    Parameters
    ----------
    covers, parents
        Polygons or multipolygons, none missing or empty.
    groups
        Group number of each cover and of each parent; segments cancel within a group only, so
        that nesting (grids in units) is proved in one pass.

    References
    ----------
    The boundary operator is injective on planar 2-chains of bounded support.
    """
    inner, outer = edges_of(covers), edges_of(parents)
    start = np.concatenate([inner.start, outer.end])
    end = np.concatenate([inner.end, outer.start])
    owner = np.concatenate([inner.owner, -1 - outer.owner])
    group = np.zeros(len(start), dtype=np.int64)
    if groups is not None:
        group = np.concatenate([groups[0][inner.owner], groups[1][outer.owner]])
    places, numbered = np.unique(np.concatenate([start, end]), return_inverse=True)
    a, b = numbered[: len(start)].astype(np.int64), numbered[len(start) :].astype(np.int64)
    key = (group * len(places) + np.minimum(a, b)) * len(places) + np.maximum(a, b)
    _, piece = np.unique(key, return_inverse=True)
    net = np.bincount(piece, weights=np.where(a < b, 1.0, -1.0))
    left = (net != 0)[piece]
    return Residue(Edges(start[left], end[left], owner[left]), int(np.count_nonzero(net)))


def shared_borders(polygons: Polygons) -> tuple[Ints, Ints, NDArray[np.float64]]:
    """Pairs of polygons (row, row, lower first) with the metres of border they share.

    Only segments with identical end points count, as in an edge-matched coverage.
    """
    edges = edges_of(polygons)
    places, numbered = np.unique(np.concatenate([edges.start, edges.end]), return_inverse=True)
    half = len(edges.start)
    a, b = numbered[:half].astype(np.int64), numbered[half:].astype(np.int64)
    key = np.minimum(a, b) * len(places) + np.maximum(a, b)
    order = np.lexsort((edges.owner, key))
    key, owner = key[order], edges.owner[order]
    length = np.abs(edges.end - edges.start)[order]
    pair = (key[1:] == key[:-1]) & (owner[1:] != owner[:-1])
    if not pair.any():
        return np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0)
    first, second = owner[:-1][pair], owner[1:][pair]
    pairs, inverse = np.unique(first * len(polygons) + second, return_inverse=True)
    metres = np.bincount(inverse, weights=length[1:][pair]).astype(np.float64)
    first, second = np.divmod(pairs.astype(np.int64), len(polygons))
    return first, second, metres
