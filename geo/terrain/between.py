"""Heights between the centres of cells."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def bilinear(
    heights: NDArray[np.float32], row: Floats, column: Floats, *, reach: float = 0.0
) -> Floats:
    """Height at each row and column, counted from the centre of the first cell.

    nan wherever a cell that counts has no height, and outside the centres of the border cells: a
    height is never extrapolated.

    Parameters
    ----------
    reach
        How many cells beyond the outermost centres the border heights still hold. Half a cell lets
        tiles that only touch be read up to their common edge.
    """
    rows, columns = heights.shape
    with np.errstate(invalid="ignore"):
        inside = (row >= -reach) & (row <= rows - 1 + reach)
        inside &= (column >= -reach) & (column <= columns - 1 + reach)
    row = np.clip(np.where(inside, row, 0.0), 0, rows - 1)
    column = np.clip(np.where(inside, column, 0.0), 0, columns - 1)
    r = np.minimum(row.astype(np.int64), rows - 2)
    c = np.minimum(column.astype(np.int64), columns - 2)
    down, right = row - r, column - c
    total = np.zeros(row.shape)
    for i, weight_row in ((0, 1 - down), (1, down)):
        for j, weight_column in ((0, 1 - right), (1, right)):
            weight = weight_row * weight_column
            # a void cell of weight 0 must not spoil a point exactly on its neighbour
            total += np.where(weight > 0, weight * heights[r + i, c + j], 0.0)
    return np.where(inside, total, np.nan)
