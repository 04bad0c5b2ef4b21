"""Directed border segments of polygons, and what is left of them after they cancel.

The boundary of a set of polygons is a sum of directed segments. Two neighbours run
along their common border in opposite directions, so their segments cancel; what is left is the
outer boundary of the whole. Comparing is exact: no tolerance, no arithmetic on coordinates.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geo.coverage.chains import Chain, Ints, Polygons, chain_of, gathered

__all__ = ["Edges", "Ints", "Polygons", "Residue", "edge_residue", "edges_of", "shared_borders"]


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
    chain = chain_of(polygons)
    return _edges(chain, np.flatnonzero(chain.real), chain.ahead)


def _edges(chain: Chain, segments: Ints, ahead: NDArray[np.bool_]) -> Edges:
    """Write segments out, turned round where they do not run ahead."""
    start, end = segments + ~ahead[segments], segments + ahead[segments]
    points = [chain.xy[place].copy().view(np.complex128)[:, 0] for place in (start, end)]
    return Edges(points[0], points[1], chain.owners(segments))


def edge_residue(
    covers: Polygons,
    parents: Polygons,
    *,
    groups: tuple[Ints, Ints] | None = None,
) -> Residue:
    """Cancel the borders of ``covers`` against the reversed borders of ``parents``.

    Nothing left proves, for valid rings and parents that do not overlap, that the covers fill
    the parents exactly once: no gap, no overlap, no spill, no unmatched vertex. Left-over
    segments are the places of error.

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
    chain = chain_of(np.concatenate([covers, parents]))
    of_parent = chain.owner >= len(covers)
    ahead = chain.ahead ^ chain.spread(of_parent)
    group = None
    if groups is not None:
        group = chain.spread(np.concatenate(groups).astype(np.int64)[chain.owner])
    segments, first = gathered(chain, group)
    begin = np.flatnonzero(first)
    if not len(begin):
        return Residue(_edges(chain, segments, ahead), 0)
    net = np.add.reduceat((chain.up == ahead)[segments].astype(np.int8) * 2 - 1, begin, dtype=int)
    members = np.diff(begin, append=len(segments))
    left = _edges(chain, np.sort(segments[np.repeat(net != 0, members)]), ahead)
    owner = np.where(left.owner < len(covers), left.owner, len(covers) - 1 - left.owner)
    return Residue(Edges(left.start, left.end, owner), int(np.count_nonzero(net)))


def shared_borders(polygons: Polygons) -> tuple[Ints, Ints, NDArray[np.float64]]:
    """Pairs of polygons (row, row, lower first) with the metres of border they share.

    Only segments with identical end points count, as in an edge-matched coverage.
    """
    chain = chain_of(polygons)
    segments, first = gathered(chain)
    owner, kind = chain.owners(segments), np.cumsum(first)
    order = np.lexsort((owner, kind))
    owner, segments = owner[order], segments[order]
    pair = ~first[1:] & (owner[1:] != owner[:-1])
    if not pair.any():
        return np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0)
    second = segments[1:][pair]
    metres = np.hypot(*(chain.xy[second + 1] - chain.xy[second]).T)
    pairs, inverse = np.unique(
        owner[:-1][pair] * len(polygons) + owner[1:][pair], return_inverse=True
    )
    total = np.bincount(inverse, weights=metres).astype(np.float64)
    a, b = np.divmod(pairs.astype(np.int64), len(polygons))
    return a, b, total
