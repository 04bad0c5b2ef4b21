"""What the bare ground hides between two points."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from geo.terrain.heights import Terrain

GRAZE_M = 0.01  # ground this little above a sight line is rounding, not a hill
_SAMPLES_AT_ONCE = 2_000_000  # bounds the memory of line_of_sight to about 100 MB


def line_of_sight(
    terrain: Terrain, start: NDArray[np.float64], end: NDArray[np.float64]
) -> NDArray[np.bool_]:
    """Tell for each pair of points whether the bare ground leaves them in sight of each other.

    The ground is sampled every half cell. Where its height is unknown the
    answer is False: sight has to be shown, it is not assumed. The curvature of
    the earth is ignored (7 mm at 300 m).

    Parameters
    ----------
    start, end : arrays [n, 3] of x, y and the height above the ground, in metres
    """
    start, end = np.atleast_2d(start).astype(float), np.atleast_2d(end).astype(float)
    step = min(terrain.cell_x_m, terrain.cell_y_m) / 2
    length = np.hypot(*(end[:, :2] - start[:, :2]).T)
    pieces = np.maximum(np.ceil(length / step), 1).astype(np.int64)
    low = terrain.at(start[:, 0], start[:, 1]) + start[:, 2]
    high = terrain.at(end[:, 0], end[:, 1]) + end[:, 2]
    seen = np.isfinite(low) & np.isfinite(high)
    for chosen, most in _batches(pieces):
        part = np.arange(1, most)[None, :] / pieces[chosen, None]
        a, b = start[chosen, None, :], end[chosen, None, :]
        ground = terrain.at(
            a[..., 0] + part * (b[..., 0] - a[..., 0]), a[..., 1] + part * (b[..., 1] - a[..., 1])
        )
        ray = low[chosen, None] + part * (high - low)[chosen, None]
        # short lines of a batch are padded; what lies past their end does not count
        with np.errstate(invalid="ignore"):
            clear = (ground <= ray + GRAZE_M) | (part >= 1)
        seen[chosen] &= clear.all(axis=1)
    return seen


def _batches(pieces: NDArray[np.int64]) -> Iterator[tuple[NDArray[np.int64], int]]:
    """Yield rows of similar length with their longest, few enough to fit in memory."""
    order = np.argsort(pieces, kind="stable")
    first = 0
    while first < len(order):
        last = first + 1
        rows = max(1, _SAMPLES_AT_ONCE // int(pieces[order[first]]))
        last = min(first + rows, len(order))
        while last - first > 1 and (last - first) * pieces[order[last - 1]] > _SAMPLES_AT_ONCE:
            last = first + (last - first) // 2
        yield order[first:last], int(pieces[order[last - 1]])
        first = last
