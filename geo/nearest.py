"""The nearest of many lines to each point: exact, through the nearest stretches of the lines."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.spatial import cKDTree

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

_STRETCH_M = 80.0  # lines are looked for by stretches of this length at most
_FIRST_ASKED = 6  # stretches looked at for each point
_MORE = 3  # times as many where these do not decide
_ALIKE_M = 1e-6  # lines so much alike in distance are measured again as a whole
_FARTHER_M = _STRETCH_M / 2 + 2 * _ALIKE_M  # of two stretches, with all that is on the first
_LEAF = 32  # stretches in a leaf of the tree


class Feet(NamedTuple):
    """For each point its nearest line: the row, metres along it and metres away."""

    line: Ints
    offset_m: Floats
    gap_m: Floats


class Pieces(NamedTuple):
    """The straight pieces of lines, from vertex to vertex.

    Behind the last vertex of a line comes a piece of no length, so that there are as many pieces
    as vertices.

    Parameters
    ----------
    line, along_m : of which line, beginning how far along it
    start, step : where it begins, and metres in x and y to its end
    square : its length in metres squared, never 0
    """

    line: Ints
    along_m: Floats
    start: Floats
    step: Floats
    square: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Stretches:
    """Lines in stretches, for finding the nearest line to any point.

    Parameters
    ----------
    first, count
        The pieces of each stretch: row of the first, and how many.
    tree
        The middle of each stretch.
    """

    lines: NDArray[np.object_]
    pieces: Pieces
    first: Ints
    count: Ints
    tree: cKDTree

    def nearest(self, xy: Floats) -> Feet:
        """Find the nearest line to each point; of two equally near ones the first.

        No spot of a stretch lies farther than half its length from its middle. So once the middle
        last looked at is farther away than the foot found and half a stretch, nothing that was not
        looked at is nearer.
        """
        feet = Feet(np.zeros(len(xy), dtype=np.int64), np.zeros(len(xy)), np.zeros(len(xy)))
        left, asked = np.arange(len(xy)), _FIRST_ASKED
        while len(left):
            most = min(asked, len(self.first))
            away, stretch = self.tree.query(xy[left], k=most)
            away, stretch = away.reshape(-1, most), stretch.reshape(-1, most)
            found = self._feet(xy[left], stretch, away <= away[:, :1] + _FARTHER_M)
            sure = (away[:, -1] > found.gap_m + _FARTHER_M) | (most == len(self.first))
            for part, values in zip(feet, found, strict=True):
                part[left[sure]] = values[sure]
            left, asked = left[~sure], _MORE * asked
        return feet

    def _feet(self, xy: Floats, stretch: Ints, worth: NDArray[np.bool_]) -> Feet:
        """Nearest lines for each point among those of its stretches that are worth measuring."""
        count = np.where(worth, self.count[stretch], 0)
        each = count.sum(axis=1)
        count, ends = count.ravel(), np.cumsum(count)
        piece = np.arange(ends[-1]) + np.repeat(self.first[stretch].ravel() - ends + count, count)
        point = np.repeat(np.arange(len(xy)), each)
        start, step = self.pieces.start.take(piece, axis=0), self.pieces.step.take(piece, axis=0)
        x, y = (xy.take(point, axis=0) - start).T
        share = (x * step[:, 0] + y * step[:, 1]) / self.pieces.square.take(piece)
        share = np.minimum(np.maximum(share, 0.0), 1.0)
        x -= share * step[:, 0]
        y -= share * step[:, 1]
        gap = np.sqrt(x * x + y * y)
        least = np.minimum.reduceat(gap, np.cumsum(each) - each)
        near = np.flatnonzero(gap <= least.take(point) + _ALIKE_M)
        best = near[self._first(xy, point[near], self.pieces.line[piece[near]], gap[near])]
        piece = piece[best]
        offset = self.pieces.along_m[piece] + share[best] * np.sqrt(self.pieces.square[piece])
        return Feet(self.pieces.line[piece], offset, gap[best])

    def _first(self, xy: Floats, point: Ints, line: Ints, gap: Floats) -> Ints:
        """Rows of the nearest lines, measured as a whole; of equal ones the first line."""
        first = np.flatnonzero(np.diff(point, prepend=-1))
        unclear = np.zeros(len(first), dtype=bool)
        unclear[point[line != line[first][point]]] = True
        rows = np.flatnonzero(unclear[point])
        point, line = point[rows], line[rows]
        metres = shapely.distance(self.lines[line], shapely.points(xy[point]))
        order = np.lexsort((gap[rows], line, metres, point))
        first[unclear] = rows[order[np.flatnonzero(np.diff(point[order], prepend=-1))]]
        return first


def stretches(lines: NDArray[np.object_]) -> Stretches:
    """Prepare lines with a length for finding the nearest one to points."""
    pieces, ends = _pieces(lines)
    lengths = pieces.along_m[ends]
    parts = np.maximum(np.ceil(lengths / _STRETCH_M), 1.0).astype(np.int64)
    until = np.cumsum(parts)
    length = lengths / parts
    # vertices by half stretches: those at the very end of a line belong to its last half
    share = (2 / length).take(pieces.line)
    share *= pieces.along_m
    share += (2.0 * (until - parts)).take(pieces.line)
    half = share.astype(np.int64)
    half[ends] = 2 * until - 1
    passed = np.cumsum(np.bincount(half, minlength=2 * until[-1]))
    middle, last = passed[0::2] - 1, passed[1::2] - 1
    first = np.append(0, last[:-1])
    first[until[:-1]] += 1
    line = pieces.line[middle]
    begin = (np.arange(len(middle)) - (until - parts)[line] + 0.5) * length[line]
    share = (begin - pieces.along_m[middle]) / np.sqrt(pieces.square[middle])
    xy = pieces.start[middle] + share[:, None] * pieces.step[middle]
    tree = cKDTree(xy, leafsize=_LEAF, balanced_tree=False, compact_nodes=False)
    return Stretches(lines, pieces, first, last - first + 1, tree)


def _pieces(lines: NDArray[np.object_]) -> tuple[Pieces, Ints]:
    """Straight pieces of lines, and which are behind the last vertex of one."""
    start, line = shapely.get_coordinates(lines, return_index=True)
    ends = np.append(np.flatnonzero(line[1:] != line[:-1]), len(line) - 1)
    step = np.zeros_like(start)
    np.subtract(start[1:], start[:-1], out=step[:-1])
    step[ends] = 0.0
    square = np.einsum("ij,ij->i", step, step)
    along = np.zeros(len(line))
    np.cumsum(np.sqrt(square[:-1]), out=along[1:])
    along -= along[np.append(0, ends[:-1] + 1)].take(line)
    np.maximum(square, np.finfo(float).tiny, out=square)
    return Pieces(line, along, start, step, square), ends
