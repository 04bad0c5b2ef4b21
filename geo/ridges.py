"""Ridges of the ground: lines where rain parts into the basins of different streams."""

import heapq

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.terrain import Terrain

Ints = NDArray[np.int64]
Lines = NDArray[np.object_]

_MARGIN_M = (
    900.0  # a basin reaches beyond what is asked for; without room its edge would be a ridge
)
_NEIGHBOURS = ((-1, -1), (-1, 0), (-1, 1), (0, -1), (0, 1), (1, -1), (1, 0), (1, 1))
_OUTSIDE = -1


def ridges(
    terrain: Terrain,
    bounds: tuple[float, float, float, float],
    *,
    basin_m2: float = 200_000.0,
    smooth_m: float | None = None,
) -> Lines:
    """Draw the drainage divides within bounds (west, south, east, north), in metres.

    Water runs from each cell of the raster to its lowest neighbour, over the lowest sill where it
    would stand; where more than ``basin_m2`` drain together there is a stream. A ridge is the line
    between the basins of two stretches of stream. It runs down to where its two streams meet.

    Parameters
    ----------
    basin_m2
        Ground that feeds a stream: the smaller, the more ridges and spurs.
    smooth_m
        How far a ridge may lie from the edges of the cells it is read from; one cell by default.

    References
    ----------
    O'Callaghan & Mark (1984), Computer Vision, Graphics, and Image Processing 28: 323-344.
    Barnes, Lehman & Mulla (2014), Computers & Geosciences 62: 117-127 (filling from the edge).
    """
    heights, west, north = _window(terrain, bounds)
    if min(heights.shape) < 3:
        return np.array([], dtype=object)
    receiver, order = _downhill(heights)
    cell_m2 = terrain.cell_x_m * terrain.cell_y_m
    basins = _basins(receiver, order, basin_m2 / cell_m2).reshape(heights.shape)
    ends = _parting(basins)
    if not len(ends):
        return np.array([], dtype=object)
    step = np.array([terrain.cell_x_m, -terrain.cell_y_m])
    edges = shapely.linestrings(ends * step + np.array([west, north]))
    chains = shapely.get_parts(shapely.line_merge(shapely.multilinestrings(edges)))
    cell_m = max(terrain.cell_x_m, terrain.cell_y_m)
    smooth = shapely.simplify(chains, cell_m if smooth_m is None else smooth_m)
    kept = shapely.intersection(smooth, shapely.box(*bounds))
    parts = shapely.get_parts(kept)
    drawn: Lines = parts[shapely.length(parts) > 0]
    return drawn


def _window(
    terrain: Terrain, bounds: tuple[float, float, float, float]
) -> tuple[NDArray[np.float64], float, float]:
    """Heights within the bounds and a margin, with the outer corner of the first cell."""
    west, south, east, north = bounds
    rows, columns = terrain.heights.shape
    left, right = (west - _MARGIN_M - terrain.west, east + _MARGIN_M - terrain.west)
    top, low = (terrain.north - north - _MARGIN_M, terrain.north - south + _MARGIN_M)
    c0, c1 = np.clip([left // terrain.cell_x_m, right // terrain.cell_x_m + 1], 0, columns)
    r0, r1 = np.clip([top // terrain.cell_y_m, low // terrain.cell_y_m + 1], 0, rows)
    heights = terrain.heights[int(r0) : int(r1), int(c0) : int(c1)].astype(np.float64)
    return heights, terrain.west + c0 * terrain.cell_x_m, terrain.north - r0 * terrain.cell_y_m


def _downhill(heights: NDArray[np.float64]) -> tuple[Ints, list[int]]:
    """Cell each cell drains to (itself at the edge), and all cells, each after where it drains to.

    The ground is flooded from its edge, the lowest cell first: whoever reaches a cell first is the
    lowest way out of it, through hollows too. Cells without a height are outside.
    """
    rows, columns = heights.shape
    padded = np.pad(heights, 1, constant_values=np.nan)
    known = np.isfinite(padded)
    inner = known.copy()
    for down, right in _NEIGHBOURS:
        inner &= np.roll(known, (down, right), (0, 1))
    width = columns + 2
    steps = [down * width + right for down, right in _NEIGHBOURS]
    level, receiver = padded.ravel().tolist(), np.full(padded.size, _OUTSIDE).tolist()
    heap: list[tuple[float, int]] = []
    for cell in np.flatnonzero(known & ~inner).tolist():
        receiver[cell] = cell
        heap.append((level[cell], cell))
    heapq.heapify(heap)
    order, open_ = [], known.ravel().tolist()
    while heap:
        height, cell = heapq.heappop(heap)
        order.append(cell)
        for step in steps:
            near = cell + step
            if open_[near] and receiver[near] == _OUTSIDE:
                receiver[near] = cell
                heapq.heappush(heap, (max(height, level[near]), near))
    return _unpadded(np.array(receiver), order, rows, columns)


def _unpadded(receiver: Ints, order: list[int], rows: int, columns: int) -> tuple[Ints, list[int]]:
    """Cell numbers of the raster itself, without the frame around it."""
    row, column = np.divmod(np.arange(receiver.size), columns + 2)
    number = (row - 1) * columns + column - 1
    bare = receiver.reshape(rows + 2, columns + 2)[1:-1, 1:-1].ravel()
    inside = np.where(bare == _OUTSIDE, _OUTSIDE, number[bare])
    return inside.astype(np.int64), number[order].tolist()


def _basins(receiver: Ints, order: list[int], stream_cells: float) -> Ints:
    """Count stretches of stream: the one each cell drains to, 0 where it leaves without one."""
    goes = receiver.tolist()
    fed = [1] * len(goes)
    for cell in reversed(order):
        if goes[cell] != cell:
            fed[goes[cell]] += fed[cell]
    wet = [count >= stream_cells for count in fed]
    arms = [0] * len(goes)
    for cell in order:
        arms[goes[cell]] += wet[cell] and goes[cell] != cell
    basin, count = [_OUTSIDE] * len(goes), 0
    for cell in order:
        below = goes[cell]
        if wet[cell] and (below == cell or arms[below] > 1):
            count += 1
            basin[cell] = count
        else:
            basin[cell] = 0 if below == cell else basin[below]
    return np.array(basin, dtype=np.int64)


def _parting(basins: Ints) -> NDArray[np.float64]:
    """Edges between cells of two basins [n, 2, 2], as column and row of their ends."""
    known = basins != _OUTSIDE
    side = (basins[:, 1:] != basins[:, :-1]) & known[:, 1:] & known[:, :-1]
    row, column = np.nonzero(side)
    upright = np.stack([column + 1, row, column + 1, row + 1], axis=1)
    below = (basins[1:] != basins[:-1]) & known[1:] & known[:-1]
    row, column = np.nonzero(below)
    level = np.stack([column, row + 1, column + 1, row + 1], axis=1)
    return np.concatenate([upright, level]).reshape(-1, 2, 2).astype(np.float64)
