"""The nearest of many lines to each point: exact, through the nearest stretches of the lines."""

from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.spatial import cKDTree

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

_STRETCH_M = 80.0  # lines are looked for by stretches of this length at most
_CELL_M = 80.0  # side of a cell of ground, or more where the lines lie far apart
_CELLS = 32  # cells for each stretch at most
_RINGS = (2, 8)  # cells around that of a point that are looked through, one after the other
_CROWD = 500  # stretches around a point from which the tree is asked for it instead
_BLOCK = 2048  # points looked at together, so that what is at work stays small
_ALIKE_M = 1e-6  # lines so much alike in distance are measured again as a whole
_FARTHER_M = _STRETCH_M / 2 + 2 * _ALIKE_M  # of two stretches, with all that is on the first


class Feet(NamedTuple):
    """For each point its nearest line: the row, metres along it and metres away."""

    line: Ints
    offset_m: Floats
    gap_m: Floats


class Pieces(NamedTuple):
    """The straight pieces of lines, from vertex to vertex.

    Behind the last vertex of a line comes a piece of no length, so that there are as many pieces
    as vertices. Coordinates are columns of their own: numpy is several times slower on pairs.

    Parameters
    ----------
    line, along_m : of which line, beginning how far along it
    x, y : where it begins
    dx, dy : metres to its end
    square : its length in metres squared, never 0
    """

    line: Ints
    along_m: Floats
    x: Floats
    y: Floats
    dx: Floats
    dy: Floats
    square: Floats


class Cells(NamedTuple):
    """Square cells over all stretches, which lie in the order of their cells.

    Parameters
    ----------
    low : south-western corner of the first cell
    side_m, wide, high : side of a cell; cells in a row; rows
    begin
        The first stretch of each cell, row by row from the south, and a last entry: all of them.
        An empty row goes before the first and one behind the last.
    """

    low: Floats
    side_m: float
    wide: int
    high: int
    begin: Ints

    def around(self, xy: Floats, ring: int) -> tuple[Floats, Ints, Ints]:
        """Look up the stretches in so many cells around the one of each point.

        Returns
        -------
        how far in metres everything is among them; for each point and row of cells the first
        stretch and how many
        """
        at = (xy - self.low) / self.side_m
        cell = np.floor(at)
        at -= cell
        reach_m = (ring + np.minimum(at, 1.0 - at).min(axis=1)) * self.side_m
        x, y = cell.T.astype(np.int64)
        row = y[:, None] + np.arange(1 - ring, 2 + ring)
        row = np.minimum(np.maximum(row, 0), self.high + 1) * self.wide
        west = np.minimum(np.maximum(x - ring, 0), self.wide)
        east = np.minimum(np.maximum(x + ring + 1, 0), self.wide)
        first = self.begin.take(row + west[:, None])
        return reach_m, first, self.begin.take(row + east[:, None]) - first


@dataclass(frozen=True, eq=False)  # no slots: the tree is made when somebody asks for it
class Stretches:
    """Lines in stretches, for finding the nearest line to any point.

    Parameters
    ----------
    first, count
        The pieces of each stretch: row of the first, and how many.
    x, y
        The middle of each stretch.
    """

    lines: NDArray[np.object_]
    pieces: Pieces
    first: Ints
    count: Ints
    x: Floats
    y: Floats
    cells: Cells

    @cached_property
    def tree(self) -> cKDTree:
        """The middles of all stretches, for points far from all of them."""
        middles = np.stack([self.x, self.y], axis=1)
        return cKDTree(middles, leafsize=32, balanced_tree=False, compact_nodes=False)

    def nearest(self, xy: Floats) -> Feet:
        """Find the nearest line to each point; of two equally near ones the first.

        No spot of a stretch lies farther than half its length from its middle. So only stretches
        whose middles are at most half a stretch farther than the nearest can matter, and a foot is
        the nearest once everything as far as half a stretch behind it has been looked at.
        """
        feet = Feet(np.zeros(len(xy), dtype=np.int64), np.zeros(len(xy)), np.zeros(len(xy)))
        for begin in range(0, len(xy), _BLOCK):
            left = np.arange(begin, min(begin + _BLOCK, len(xy)))
            for ring in _RINGS:
                left = self._by_cells(xy, left, ring, feet)
            self._by_tree(xy, left, feet)
        return feet

    def _by_cells(self, xy: Floats, rows: Ints, ring: int, feet: Feet) -> Ints:
        """Fill in the feet of points beside stretches; return the rows of the others."""
        reach_m, first, count = self.cells.around(xy[rows], ring)
        each = count.sum(axis=1)
        some = (each > 0) & (each <= _CROWD)
        left: Ints = rows[~some]
        rows, reach_m, each = rows[some], reach_m[some], each[some]
        if not len(rows):
            return left
        x, y = np.ascontiguousarray(xy[rows].T)
        stretch = _ranges(first[some].ravel(), count[some].ravel())
        point = np.repeat(np.arange(len(rows)), each)
        away = self.x.take(stretch)
        away -= x.take(point)
        away *= away
        north = self.y.take(stretch)
        north -= y.take(point)
        north *= north
        away += north  # metres squared, as it saves roots
        most = np.sqrt(np.minimum.reduceat(away, np.cumsum(each) - each)) + _FARTHER_M
        worth = np.flatnonzero(away <= (most * most).take(point))
        found = self._feet(x, y, point.take(worth), stretch.take(worth))
        sure = found.gap_m + _FARTHER_M < reach_m
        for part, values in zip(feet, found, strict=True):
            part[rows[sure]] = values[sure]
        return np.append(left, rows[~sure])

    def _by_tree(self, xy: Floats, rows: Ints, feet: Feet) -> None:
        """Fill in the feet of any points: all stretches that can matter, found by the tree."""
        if not len(rows):
            return
        most = self.tree.query(xy[rows])[0] + _FARTHER_M
        near = self.tree.query_ball_point(xy[rows], most, return_sorted=False)
        each = np.fromiter(map(len, near), dtype=np.int64, count=len(near))
        stretch = np.fromiter(chain.from_iterable(near), dtype=np.int64, count=each.sum())
        x, y = np.ascontiguousarray(xy[rows].T)
        found = self._feet(x, y, np.repeat(np.arange(len(rows)), each), stretch)
        for part, values in zip(feet, found, strict=True):
            part[rows] = values

    def _feet(self, x: Floats, y: Floats, point: Ints, stretch: Ints) -> Feet:
        """Nearest lines among pairs of a point and a stretch, in the order of the points."""
        count = self.count.take(stretch)
        point, piece = np.repeat(point, count), _ranges(self.first.take(stretch), count)
        east, north, share = self._aside(x.take(point), y.take(point), piece)
        square = east * east
        square += north * north
        gap_m = np.sqrt(np.minimum.reduceat(square, _firsts(point)))
        near = np.flatnonzero(square <= ((gap_m + _ALIKE_M) ** 2).take(point))
        best = near[self._first(x, y, point[near], self.pieces.line[piece[near]], square[near])]
        piece = piece[best]
        offset = self.pieces.along_m[piece] + share[best] * np.sqrt(self.pieces.square[piece])
        return Feet(self.pieces.line[piece], offset, np.sqrt(square[best]))

    def _aside(self, x: Floats, y: Floats, piece: Ints) -> tuple[Floats, Floats, Floats]:
        """Metres east and north from the nearest spot of pieces to spots, which are written over.

        The third is where on the piece that spot is, from 0 to 1.
        """
        x -= self.pieces.x.take(piece)
        y -= self.pieces.y.take(piece)
        dx, dy = self.pieces.dx.take(piece), self.pieces.dy.take(piece)
        share = x * dx
        share += y * dy
        share /= self.pieces.square.take(piece)
        np.minimum(np.maximum(share, 0.0, out=share), 1.0, out=share)
        dx *= share
        dy *= share
        x -= dx
        y -= dy
        return x, y, share

    def _first(self, x: Floats, y: Floats, point: Ints, line: Ints, square: Floats) -> Ints:
        """Rows of the nearest pieces; lines alike are measured as a whole, of equal ones the first.

        A whole line may be a hair nearer than its pieces tell: shapely has the last word there.
        """
        first = _firsts(point)
        if len(first) == len(point):
            return first
        least = np.flatnonzero(square == np.minimum.reduceat(square, first).take(point))
        best = least[_firsts(point[least])]
        unclear = np.zeros(len(first), dtype=bool)
        unclear[point[line != line[first].take(point)]] = True
        rows = np.flatnonzero(unclear[point])
        point, line = point[rows], line[rows]
        metres = shapely.distance(self.lines[line], shapely.points(x[point], y[point]))
        order = np.lexsort((square[rows], line, metres, point))
        best[unclear] = rows[order[_firsts(point[order])]]
        return best


def stretches(lines: NDArray[np.object_]) -> Stretches:
    """Prepare lines with a length for finding the nearest one to points."""
    pieces, ends, vertices = _pieces(lines)
    length = pieces.along_m[ends]
    parts = np.maximum(np.ceil(length / _STRETCH_M), 1.0)
    length /= parts
    until = np.cumsum(parts)
    before, total = until - parts, int(until[-1])
    # vertices by half stretches: those at the very end of a line belong to its last half
    half = pieces.along_m * np.repeat(2 / length, vertices)
    half += np.repeat(2 * before, vertices)
    halves = half.astype(np.int64)
    halves[ends] = 2 * until - 1
    passed = np.cumsum(np.bincount(halves, minlength=2 * total)) - 1
    middle, last = passed[0::2], passed[1::2]
    first = np.append(0, last[:-1])
    first[until[:-1].astype(np.int64)] += 1
    each = parts.astype(np.int64)
    share = np.arange(0.5, total) - np.repeat(before, each)
    share *= np.repeat(length, each)
    share -= pieces.along_m.take(middle)
    share /= np.sqrt(pieces.square.take(middle))
    x = pieces.x.take(middle) + share * pieces.dx.take(middle)
    y = pieces.y.take(middle) + share * pieces.dy.take(middle)
    cells, order = _cells(x, y)
    count = last - first + 1
    return Stretches(lines, pieces, first[order], count[order], x[order], y[order], cells)


def _cells(x: Floats, y: Floats) -> tuple[Cells, Ints]:
    """Lay cells over spots; also the rows of the spots in the order of their cells."""
    low = np.array([x.min(), y.min()])
    area = (x.max() - low[0]) * (y.max() - low[1])
    side_m = max(_CELL_M, float(np.sqrt(area / (_CELLS * len(x)))))
    cell = ((x - low[0]) / side_m).astype(np.int64)
    row = ((y - low[1]) / side_m).astype(np.int64) + 1
    wide, high = int(cell.max()) + 1, int(row.max())
    row *= wide
    cell += row
    begin = np.zeros((high + 2) * wide + 1, dtype=np.int64)
    np.cumsum(np.bincount(cell, minlength=len(begin) - 1), out=begin[1:])
    return Cells(low, side_m, wide, high, begin), np.argsort(cell)


def _pieces(lines: NDArray[np.object_]) -> tuple[Pieces, Ints, Ints]:
    """Straight pieces of lines; which are behind the last vertex of one; vertices of each line."""
    start, line = shapely.get_coordinates(lines, return_index=True)
    ends = np.append(np.flatnonzero(line[1:] != line[:-1]), len(line) - 1)
    vertices = np.diff(ends, prepend=-1)
    x, y = np.ascontiguousarray(start.T)
    dx, dy = np.zeros_like(x), np.zeros_like(y)
    np.subtract(x[1:], x[:-1], out=dx[:-1])
    np.subtract(y[1:], y[:-1], out=dy[:-1])
    dx[ends] = dy[ends] = 0.0
    square = dx * dx
    square += dy * dy
    along = np.zeros_like(x)
    np.cumsum(np.sqrt(square[:-1]), out=along[1:])
    along -= np.repeat(along[ends - vertices + 1], vertices)
    np.maximum(square, np.finfo(float).tiny, out=square)
    return Pieces(line, along, x, y, dx, dy, square), ends, vertices


def _ranges(first: Ints, count: Ints) -> Ints:
    """Write out ranges of rows one behind the other."""
    shift = first - np.cumsum(count)
    shift += count
    rows = np.repeat(shift, count)
    rows += np.arange(len(rows))
    return rows


def _firsts(values: Ints) -> Ints:
    """Rows at which a value differs from the one before."""
    differs = np.ones(len(values), dtype=bool)
    np.not_equal(values[1:], values[:-1], out=differs[1:])
    return np.flatnonzero(differs)
