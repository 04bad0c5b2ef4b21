"""What the bare ground hides between two points."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from geo.terrain.heights import Terrain

GRAZE_M = 0.01  # ground this little above a sight line is rounding, not a hill
_PIECES_AT_ONCE = 500_000  # bounds the memory of clearance_m to about 100 MB
_NO_PIECE = 1e-12  # a share of the way this short is a corner of cells, met in rounded numbers
Floats = NDArray[np.float64]


def line_of_sight(terrain: Terrain, start: Floats, end: Floats) -> NDArray[np.bool_]:
    """Tell for each pair of points whether the bare ground leaves them in sight of each other.

    Where the height of the ground is unknown the answer is False: sight has to
    be shown, it is not assumed. The curvature of the earth is ignored: over the
    300 m a camera may reach it hides 2 mm in the middle of the way and the far
    end lies 7 mm lower (d^2 / 8R and d^2 / 2R with R = 6,371 km), less than the
    centimetre that counts as grazing.

    Parameters
    ----------
    start, end : arrays [n, 3] of x, y and the height above the ground, in metres
    """
    with np.errstate(invalid="ignore"):
        seen: NDArray[np.bool_] = clearance_m(terrain, start, end) >= -GRAZE_M
    return seen


def clearance_m(terrain: Terrain, start: Floats, end: Floats) -> Floats:
    """Give for each pair of points how far above the ground the line between them passes at least.

    In metres; negative where the ground rises above the line, nan where its height is not known.
    Exact for the surface that is bilinear between the centres of cells: along a line it is a
    parabola in every cell, and the lowest point of each is worked out.

    Parameters
    ----------
    start, end : arrays [n, 3] of x, y and the height above the ground, in metres
    """
    start, end = np.atleast_2d(start).astype(float), np.atleast_2d(end).astype(float)
    low = terrain.at(start[:, 0], start[:, 1]) + start[:, 2]
    high = terrain.at(end[:, 0], end[:, 1]) + end[:, 2]
    least = np.where(
        np.isfinite(low) & np.isfinite(high), np.minimum(start[:, 2], end[:, 2]), np.nan
    )
    p, q = _places(terrain, start), _places(terrain, end)
    known = np.flatnonzero(~np.isnan(least))
    for few, most in _batches(_crossed(p, q)[known]):
        rows = known[few]
        parts = _parts(p[rows], q[rows], most)
        gap = _lowest(terrain, p[rows], q[rows] - p[rows], parts, (low[rows], high[rows]))
        least[rows] = np.minimum(least[rows], gap)
    return least


def _places(terrain: Terrain, xyz: Floats) -> Floats:
    """Column and row of each point, counted from the centre of the first cell."""
    column = (xyz[:, 0] - terrain.west) / terrain.cell_x_m - 0.5
    row = (terrain.north - xyz[:, 1]) / terrain.cell_y_m - 0.5
    return np.column_stack([column, row])


def _crossed(p: Floats, q: Floats) -> NDArray[np.int64]:
    """How many columns and rows of centres each line crosses, the more of the two."""
    low, high = np.minimum(p, q), np.maximum(p, q)
    with np.errstate(invalid="ignore"):
        count = np.maximum(np.floor(high) - np.ceil(low) + 1, 0).max(axis=1)
    most: NDArray[np.int64] = np.nan_to_num(count).astype(np.int64)
    return most


def _parts(p: Floats, q: Floats, most: int) -> Floats:
    """Shares of the way at which each line passes from cell to cell, 0 and 1 among them, sorted."""
    low, high = np.minimum(p, q), np.maximum(p, q)
    at = np.ceil(low)[:, :, None] + np.arange(most)
    with np.errstate(invalid="ignore", divide="ignore"):
        share = (at - p[:, :, None]) / (q - p)[:, :, None]
    share = np.where((at <= high[:, :, None]) & np.isfinite(share), share, 1.0)
    ends = np.tile([0.0, 1.0], (len(p), 1))
    return np.sort(np.concatenate([ends, share[:, 0], share[:, 1]], axis=1), axis=1)


def _lowest(
    terrain: Terrain, p: Floats, way: Floats, parts: Floats, ends: tuple[Floats, Floats]
) -> Floats:
    """Least height of each line above the ground over all its pieces; nan where it is unknown."""
    start, length = parts[:, :-1], np.diff(parts, axis=1)
    middle = start + length / 2
    rows, columns = terrain.heights.shape
    fraction, step, cell = [], [], []
    for k, last in ((0, columns - 2), (1, rows - 2)):
        at = np.clip(np.floor(p[:, k, None] + middle * way[:, k, None]), 0, last).astype(np.int64)
        cell.append(at)
        fraction.append(p[:, k, None] + start * way[:, k, None] - at)
        step.append(length * way[:, k, None])
    bend, slope, height = _ground(terrain.heights, cell, fraction, step)
    low, high = ends[0][:, None], ends[1][:, None]
    # the line less the ground, over the piece from 0 to 1: bend s^2 + slope s + first
    bend, slope = -bend, length * (high - low) - slope
    first = low + start * (high - low) - height
    least = np.minimum(first, first + slope + bend)
    with np.errstate(invalid="ignore", divide="ignore"):
        inside = (bend > 0) & (slope < 0) & (-slope < 2 * bend)
        least = np.where(inside, first - slope**2 / (4 * bend), least)
    gap: Floats = np.where(length > _NO_PIECE, least, np.inf).min(axis=1)
    return gap


def _ground(
    heights: NDArray[np.float32],
    cell: list[NDArray[np.int64]],
    fraction: list[Floats],
    step: list[Floats],
) -> tuple[Floats, Floats, Floats]:
    """Ground along each piece as bend s^2 + slope s + height, s from 0 to 1.

    A corner of the cell whose height counts nowhere on the piece may be unknown.
    """
    (column, row), (u, v), (du, dv) = cell, fraction, step
    corner = {}
    for i in (0, 1):
        for j in (0, 1):
            one = heights[row + i, column + j].astype(float)
            for f, df, side in ((v, dv, i), (u, du, j)):
                one = np.where((df == 0) & (f == 1 - side), 0.0, one)
            corner[i, j] = one
    base = corner[0, 0]
    east, south = corner[0, 1] - base, corner[1, 0] - base
    twist = corner[1, 1] - corner[0, 1] - south
    return (
        twist * du * dv,
        east * du + south * dv + twist * (u * dv + v * du),
        base + east * u + south * v + twist * u * v,
    )


def _batches(count: NDArray[np.int64]) -> Iterator[tuple[NDArray[np.int64], int]]:
    """Yield rows of similar count with the highest of them, few enough to fit in memory."""
    order = np.argsort(count, kind="stable")
    first = 0
    while first < len(order):
        pieces = 2 * count[order[first:]] + 1
        fit = int(np.searchsorted(pieces * np.arange(1, len(pieces) + 1), _PIECES_AT_ONCE, "right"))
        last = first + max(fit, 1)
        yield order[first:last], int(count[order[last - 1]])
        first = last
