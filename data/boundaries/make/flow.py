"""Water on a raster: depression filling, D8 receivers and flow accumulation."""

from __future__ import annotations

import heapq

import numpy as np

from .frame import Bools, Floats, Ints

STEPS = ((-1, -1), (-1, 0), (-1, 1), (0, -1), (0, 1), (1, -1), (1, 0), (1, 1))


def _offsets(cols: int) -> list[int]:
    return [dr * cols + dc for dr, dc in STEPS]


def fill(heights: Floats, *, rise_m: float = 1e-3) -> Floats:
    """Fill depressions so that every cell drains to the raster's edge (Barnes et al. 2014)."""
    rows, cols = heights.shape
    level = heights.ravel().tolist()
    edge = np.zeros(heights.shape, bool)
    edge[[0, -1], :] = edge[:, [0, -1]] = True
    closed = edge.ravel().tolist()
    queue = [(level[i], i) for i in np.flatnonzero(edge.ravel()).tolist()]
    heapq.heapify(queue)
    inner = np.ones(heights.shape, bool)
    inner[edge] = False
    is_inner = inner.ravel().tolist()
    offsets = _offsets(cols)
    while queue:
        height, here = heapq.heappop(queue)
        if is_inner[here]:
            around = [here + step for step in offsets]
        else:
            r, c = divmod(here, cols)
            around = [
                (r + dr) * cols + c + dc
                for dr, dc in STEPS
                if 0 <= r + dr < rows and 0 <= c + dc < cols
            ]
        for there in around:
            if not closed[there]:
                closed[there] = True
                level[there] = max(level[there], height + rise_m)
                heapq.heappush(queue, (level[there], there))
    return np.asarray(level).reshape(heights.shape)


def receivers(filled: Floats) -> Ints:
    """Point every cell to its steepest lower neighbour; edge cells without one to themselves."""
    rows, cols = filled.shape
    padded = np.pad(filled, 1, constant_values=np.inf)
    best = np.zeros(filled.shape)
    target = np.arange(rows * cols).reshape(filled.shape)
    index = target.copy()
    for dr, dc in STEPS:
        there = padded[1 + dr : 1 + dr + rows, 1 + dc : 1 + dc + cols]
        drop = (filled - there) / np.hypot(dr, dc)
        better = drop > best
        best = np.where(better, drop, best)
        target = np.where(better, index + dr * cols + dc, target)
    return target.ravel()


def accumulate(filled: Floats, target: Ints) -> Floats:
    """Count the cells that drain through every cell, itself included."""
    total = [1.0] * filled.size
    goal = target.tolist()
    for here in np.argsort(-filled.ravel(), kind="stable").tolist():
        if goal[here] != here:
            total[goal[here]] += total[here]
    return np.asarray(total).reshape(filled.shape)


def erode(
    heights: Floats, *, uplift: Floats, strength: Floats, fixed: Bools, cell_m: float, steps: int
) -> Floats:
    """Let streams cut for some steps by the stream-power law, implicit (Braun, Willett 2013)."""
    land = heights
    cols = heights.shape[1]
    for _ in range(steps):
        filled = fill(land)
        target = receivers(filled)
        area = accumulate(filled, target) * cell_m**2
        away = np.arange(target.size)
        diagonal = (np.abs(away - target) != 1) & (np.abs(away - target) != cols)
        length = np.where(diagonal, cell_m * 2**0.5, cell_m)
        pull = (strength.ravel() * area.ravel() ** 0.5 / length).tolist()
        keep = fixed.ravel().tolist()
        goal = target.tolist()
        level = (filled + np.where(fixed, 0.0, uplift)).ravel().tolist()
        for here in np.argsort(filled.ravel(), kind="stable").tolist():
            there = goal[here]
            if there != here and not keep[here] and level[there] < level[here]:
                level[here] = (level[here] + pull[here] * level[there]) / (1 + pull[here])
        land = np.asarray(level).reshape(heights.shape)
    return land
