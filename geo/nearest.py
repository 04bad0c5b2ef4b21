"""The nearest of many lines to each point: exact, through the nearest of spots along the lines."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.spatial import cKDTree

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

_APART_M = 40.0  # spots along a line are at most so far apart; every vertex is one
_FIRST_ASKED = 4  # spots looked at for each point; twice as many where these do not decide
_ALIKE_M = 1e-6  # lines so much alike in distance are measured again as a whole


class Feet(NamedTuple):
    """For each point its nearest line: the row, metres along it and metres away."""

    line: Ints
    offset_m: Floats
    gap_m: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Spots:
    """Lines with spots along them, for finding the nearest line to any point.

    Parameters
    ----------
    xy, line, along_m
        The spots: where, on which line, how far along it.
    tree
        The spots again.
    """

    lines: NDArray[np.object_]
    xy: Floats
    line: Ints
    along_m: Floats
    tree: cKDTree

    def nearest(self, xy: Floats) -> Feet:
        """Find the nearest line to each point; of two equally near ones the first.

        The foot of a point on its nearest line lies half a gap from a spot at most. So once the
        last spot looked at is farther away than the nearest one and half a gap at a right angle to
        it, nothing that was not looked at is nearer.
        """
        feet = Feet(np.zeros(len(xy), dtype=np.int64), np.zeros(len(xy)), np.zeros(len(xy)))
        left, asked = np.arange(len(xy)), _FIRST_ASKED
        while len(left):
            most = min(asked, len(self.xy))
            away, spot = self.tree.query(xy[left], k=most)
            away, spot = away.reshape(-1, most), spot.reshape(-1, most)
            bound = np.hypot(away[:, 0], _APART_M / 2) + _ALIKE_M
            sure = (away[:, -1] > bound) | (most == len(self.xy))
            for part, found in zip(feet, self._feet(xy[left[sure]], spot[sure]), strict=True):
                part[left[sure]] = found
            left, asked = left[~sure], 2 * asked
        return feet

    def _feet(self, xy: Floats, spot: Ints) -> Feet:
        """Nearest lines among those of some spots for each point."""
        piece = np.concatenate([self._piece(spot, spot), self._piece(spot - 1, spot)], axis=1)
        start = self.xy[piece]
        vector, to_point = self.xy[piece + 1] - start, xy[:, None] - start
        square = np.maximum((vector**2).sum(axis=2), np.finfo(float).tiny)
        share = np.clip((vector * to_point).sum(axis=2) / square, 0.0, 1.0)
        beside = to_point - share[..., None] * vector
        gap: Floats = np.sqrt((beside**2).sum(axis=2))
        point, column = np.nonzero(gap <= gap.min(axis=1, keepdims=True) + _ALIKE_M)
        piece, share, gap = piece[point, column], share[point, column], gap[point, column]
        line = self.line[piece]
        order = np.lexsort((gap, line, point))
        key = (point * len(self.lines) + line)[order]
        some = order[np.flatnonzero(np.diff(key, prepend=-1))]
        point, line = point[some], line[some]
        piece, share, gap = piece[some], share[some], gap[some]
        several = np.bincount(point)[point] > 1
        metres = gap.copy()
        metres[several] = shapely.distance(
            self.lines[line[several]], shapely.points(xy[point[several]])
        )
        order = np.lexsort((line, metres, point))
        first = order[np.flatnonzero(np.diff(point[order], prepend=-1))]
        piece, share = piece[first], share[first]
        offset = (1 - share) * self.along_m[piece] + share * self.along_m[piece + 1]
        return Feet(line[first], offset, gap[first])

    def _piece(self, piece: Ints, spot: Ints) -> Ints:
        """Pieces that begin at a spot, or at the one before where none of its line begins there."""
        within = np.clip(piece, 0, len(self.line) - 2)
        broken = self.line[within] != self.line[within + 1]
        return np.where(broken, np.where(within == spot, spot - 1, spot), within)


def spots_along(lines: NDArray[np.object_]) -> Spots:
    """Prepare lines with a length for finding the nearest one to points."""
    xy, line = shapely.get_coordinates(shapely.segmentize(lines, _APART_M), return_index=True)
    step = np.hypot(*np.diff(xy, axis=0, prepend=xy[:1]).T)
    begins = np.diff(line, prepend=-1) != 0
    total = np.cumsum(np.where(begins, 0.0, step))
    along = total - total[begins][line]
    tree = cKDTree(xy, balanced_tree=False, compact_nodes=False)
    return Spots(lines, xy, line.astype(np.int64), along, tree)
