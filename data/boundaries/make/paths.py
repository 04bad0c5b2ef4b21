"""Least-cost paths and allocations over a raster."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra

from .flow import STEPS
from .frame import Bools, Floats, Ints, Window


def raster_graph(
    window: Window,
    cost: Floats,
    *,
    allowed: Bools,
    rise: Floats | None = None,
    grade_factor: Callable[[Floats], Floats] | None = None,
    same: Ints | None = None,
) -> csr_matrix:
    """Link neighbouring cells; a link costs metres times the mean cost times the grade factor.

    `same` forbids links between cells of different labels.
    """
    rows, cols = window.shape
    index = np.arange(rows * cols).reshape(window.shape)
    parts: list[tuple[Ints, Ints, Floats]] = []
    for dr, dc in STEPS:
        here = (slice(max(0, -dr), rows - max(0, dr)), slice(max(0, -dc), cols - max(0, dc)))
        there = (slice(max(0, dr), rows - max(0, -dr)), slice(max(0, dc), cols - max(0, -dc)))
        length = window.cell * float(np.hypot(dr, dc))
        keep = allowed[here] & allowed[there]
        if same is not None:
            keep = keep & (same[here] == same[there])
        weight = length * 0.5 * (cost[here] + cost[there])
        if rise is not None and grade_factor is not None:
            weight = weight * grade_factor(np.abs(rise[there] - rise[here]) / length)
        parts.append((index[here][keep], index[there][keep], weight[keep]))
    start, end, weight = (np.concatenate(column) for column in zip(*parts, strict=True))
    return csr_matrix((weight, (start, end)), shape=(index.size, index.size))


def spread(
    graph: csr_matrix,
    sources: Ints,
    *,
    limit: float = np.inf,
) -> tuple[Floats, Ints, Ints]:
    """Give cost, predecessor and nearest source of every cell, up to a cost limit."""
    return dijkstra(
        graph, indices=np.asarray(sources), min_only=True, limit=limit, return_predecessors=True
    )


def walk_back(predecessor: Ints, cell: int) -> list[int]:
    """Follow predecessors from a cell to its source; the source comes first."""
    chain = [int(cell)]
    while (before := int(predecessor[chain[-1]])) >= 0:
        chain.append(before)
    return chain[::-1]
