"""Rays through a uniform grid of walls, compiled: the fastest way found in plain ray casting.

Runs in the environment of the other programs; rounded numbers, no exact turns.
"""

from collections.abc import Callable
from functools import cache

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
CELL_M = 20.0


def cast(a: Floats, b: Floats, eyes: Floats, targets: Floats, reach: float) -> NDArray[np.bool_]:
    """Tell for each eye and target within reach whether no wall lies between."""
    low = np.minimum(np.minimum(a, b).min(axis=0), np.minimum(eyes.min(0), targets.min(0)))
    high = np.maximum(np.maximum(a, b).max(axis=0), np.maximum(eyes.max(0), targets.max(0)))
    shape = ((high - low) // CELL_M).astype(np.int64) + 1
    first, walls = _grid(a, b, low, shape)
    eyes, targets = np.ascontiguousarray(eyes), np.ascontiguousarray(targets)
    return _compiled()(a, b, first, walls, low, shape, eyes, targets, reach)


@cache
def _compiled() -> Callable[..., NDArray[np.bool_]]:
    from numba import njit

    return njit(_walk_rays)


def _grid(
    a: Floats, b: Floats, low: Floats, shape: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Walls by cell: those whose box touches it."""
    start = ((np.minimum(a, b) - low) // CELL_M).astype(np.int64)
    end = ((np.maximum(a, b) - low) // CELL_M).astype(np.int64)
    cells, walls = [], []
    for wall, ((x0, y0), (x1, y1)) in enumerate(zip(start.tolist(), end.tolist(), strict=True)):
        for x in range(x0, x1 + 1):
            for y in range(y0, y1 + 1):
                cells.append(x * int(shape[1]) + y)
                walls.append(wall)
    order = np.argsort(cells, kind="stable")
    first = np.searchsorted(np.array(cells)[order], np.arange(shape[0] * shape[1] + 1))
    return first, np.array(walls, dtype=np.int64)[order]


def _walk_rays(a, b, first, walls, low, shape, eyes, targets, reach):  # noqa: ANN001, ANN202, C901, PLR0913, PLR0917
    seen = np.zeros((len(eyes), len(targets)), dtype=np.bool_)
    for i in range(len(eyes)):
        ex, ey = eyes[i, 0], eyes[i, 1]
        for j in range(len(targets)):
            dx, dy = targets[j, 0] - ex, targets[j, 1] - ey
            if dx * dx + dy * dy > reach * reach:
                continue
            gx, gy = (ex - low[0]) / CELL_M, (ey - low[1]) / CELL_M
            tx, ty = (targets[j, 0] - low[0]) / CELL_M, (targets[j, 1] - low[1]) / CELL_M
            cx, cy, lx, ly = int(gx), int(gy), int(tx), int(ty)
            sx, sy = (1 if dx > 0 else -1), (1 if dy > 0 else -1)
            wx, wy = abs(tx - gx), abs(ty - gy)
            nx = ((cx + 1 - gx) if dx > 0 else (gx - cx)) / wx if wx > 0 else np.inf
            ny = ((cy + 1 - gy) if dy > 0 else (gy - cy)) / wy if wy > 0 else np.inf
            hit = False
            while True:
                cell = cx * shape[1] + cy
                for k in range(first[cell], first[cell + 1]):
                    w = walls[k]
                    ax, ay = a[w, 0] - ex, a[w, 1] - ey
                    bx, by = b[w, 0] - ex, b[w, 1] - ey
                    ta, tb = dx * ay - dy * ax, dx * by - dy * bx
                    if ta * tb > 0:
                        continue
                    te = ax * by - ay * bx
                    tt = te - (dx * (by - ay) - dy * (bx - ax))
                    if te * tt <= 0:
                        hit = True
                        break
                if hit or (cx == lx and cy == ly):
                    break
                if nx < ny:
                    cx += sx
                    nx += 1 / wx
                else:
                    cy += sy
                    ny += 1 / wy
                if cx < 0 or cy < 0 or cx >= shape[0] or cy >= shape[1]:
                    break
            seen[i, j] = not hit
    return seen
