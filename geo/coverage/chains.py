"""Rings as chains of directed segments, and equal segments brought together exactly.

Equal segments are found by sorting a hash of their end points. The hash only decides what is
compared with what: the bits of the coordinates decide what is equal, and segments that merely
share a hash are sorted apart by their coordinates. So no answer depends on the hash.
"""

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import shapely
from numpy.typing import NDArray

Polygons = NDArray[np.object_]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Hashes = NDArray[np.uint64]

_BLOCK = 1 << 16  # segments compared at a time, so that what is gathered stays in the cache
_MIX = np.array(  # odd multipliers that spread every bit, from xxHash64 (Collet, BSD licence)
    [0x9E3779B185EBCA87, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9], dtype=np.uint64
)


_Item = TypeVar("_Item", np.bool_, np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class Chain:
    """Rings one behind the other: segment i runs from vertex i to vertex i + 1.

    Attributes
    ----------
    xy
        Vertices in metres, and the same as ``bits`` for comparing: equal if and only if the
        coordinates are the same numbers.
    real
        False where one ring ends and the next begins, or a vertex is repeated.
    up
        Whether the segment ends at the greater of its two vertices, in the order of ``bits``.
    ahead
        Whether the polygon lies on the left of the segment as drawn.
    stop, owner
        Index behind the last vertex of each ring, and the row of the polygon it is of.
    """

    xy: NDArray[np.float64]
    bits: Ints
    real: Bools
    up: Bools
    ahead: Bools
    stop: Ints
    owner: Ints

    def owners(self, segments: Ints) -> Ints:
        """Row of the polygon each segment belongs to."""
        return self.owner[np.searchsorted(self.stop, segments, side="right")]

    def spread(self, of_ring: NDArray[_Item]) -> NDArray[_Item]:
        """Give every vertex the value of its ring."""
        return np.repeat(of_ring, np.diff(self.stop, prepend=0))


def chain_of(polygons: Polygons) -> Chain:
    """Chain the rings of polygons and multipolygons, none of them missing or empty."""
    rings, owner, outer = _rings(polygons)
    xy = shapely.get_coordinates(rings)
    np.add(xy, 0.0, out=xy)  # -0.0 and 0.0 are one place
    bits = xy.view(np.int64)
    x, y = bits[:, 0], bits[:, 1]
    stop = np.cumsum(shapely.get_num_coordinates(rings), dtype=np.int64)
    real, up = np.zeros(len(xy), dtype=bool), np.zeros(len(xy), dtype=bool)
    same_x = x[1:] == x[:-1]
    real[:-1] = ~same_x | (y[1:] != y[:-1])
    real[stop - 1] = False
    up[:-1] = (x[1:] > x[:-1]) | (same_x & (y[1:] > y[:-1]))
    ahead = np.repeat(shapely.is_ccw(rings) == outer, np.diff(stop, prepend=0))
    return Chain(xy, bits, real, up, ahead, stop, owner)


def _rings(polygons: Polygons) -> tuple[Polygons, Ints, Bools]:
    """Rings, the row of the polygon each is of, and whether it is an outer ring."""
    parts, part_owner = polygons, np.arange(len(polygons), dtype=np.int64)
    if np.any(shapely.get_type_id(polygons) != shapely.GeometryType.POLYGON):
        parts, part_owner = shapely.get_parts(polygons, return_index=True)
    rings, part = shapely.get_rings(parts, return_index=True)
    outer = np.diff(part, prepend=-1) > 0
    return rings, part_owner[part].astype(np.int64), outer


def gathered(chain: Chain, group: Ints | None = None) -> tuple[Ints, Bools]:
    """Bring equal segments together, whichever way they run.

    Parameters
    ----------
    chain
        Segments; those that are not real are left out.
    group
        Group of every vertex; segments of different groups are never equal.

    Returns
    -------
    Segments so ordered that equal ones follow each other, and whether each is the first of
    its kind.
    """
    room = np.uint64((1 << len(chain.xy).bit_length()) - 1)
    packed = _segment_hashes(chain, group)
    packed &= ~room
    packed |= np.arange(len(packed), dtype=np.uint64)  # a plain sort now carries the index along
    packed = packed[chain.real]
    packed.sort()
    alike = (packed[1:] ^ packed[:-1]) <= room
    packed &= room
    segments = packed.view(np.int64)
    first = _differ_from_previous(chain, segments, group)
    clash = alike & first[1:]
    if clash.any():
        run = np.concatenate([[0], np.cumsum(~alike)])
        rows = np.flatnonzero(np.isin(run, run[1:][clash]))
        members = segments[rows]
        members = members[np.lexsort([*_ends(chain, members, group), run[rows]])]
        segments[rows], first[rows] = members, _differ_from_previous(chain, members, group)
    return segments, first


def _segment_hashes(chain: Chain, group: Ints | None) -> Hashes:
    """Hash of both ends of each segment, the same in both directions."""
    x, y = chain.bits.view(np.uint64).T
    vertex: Hashes = x * _MIX[0]
    vertex += y * _MIX[1]
    vertex ^= vertex >> np.uint64(29)
    vertex *= _MIX[2]
    vertex[:-1] += vertex[1:]
    if group is not None:
        vertex ^= (group.view(np.uint64) + np.uint64(1)) * _MIX[0]
    return vertex


def _ends(chain: Chain, segments: Ints, group: Ints | None) -> list[Ints]:
    """Write what makes segments equal: coordinates of the lower and the upper end, group."""
    places = chain.bits.view(np.complex128)[:, 0]  # both coordinates are fetched at once
    up = chain.up.take(segments)
    low = places.take(segments + ~up).view(np.int64).reshape(-1, 2)
    high = places.take(segments + up).view(np.int64).reshape(-1, 2)
    ends = [low[:, 0], low[:, 1], high[:, 0], high[:, 1]]
    return ends if group is None else [*ends, group.take(segments)]


def _differ_from_previous(chain: Chain, segments: Ints, group: Ints | None) -> Bools:
    """Whether each segment has other ends or another group than the one before."""
    differ = np.zeros(len(segments), dtype=bool)
    differ[:1] = True
    for begin in range(0, len(segments) - 1, _BLOCK):
        held = segments[begin : begin + _BLOCK + 1]
        for value in _ends(chain, held, group):
            differ[begin + 1 : begin + len(held)] |= value[1:] != value[:-1]
    return differ
