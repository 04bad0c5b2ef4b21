"""Grids drawn in another datum or displaced as a whole: found by their unchanged shape.

A border drawn once and moved keeps the vector of every segment, so what is left over after edge
cancellation matches, segment by segment, what is left over of its neighbours. Noise of digitising
or simplification never does.
"""

from collections import defaultdict

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from geo.coverage.edges import Edges, Ints, Polygons, edge_residue, edges_of, shared_borders
from geo.repair.drawn import Drawn
from geo.repair.ground import connected

REACH_M = 20.0  # larger displacements make cases no sliver rule can judge
SAME_VECTOR_M = 0.003  # both ends were rounded to 1 mm, before and after the move
SHORTEST_M = 1.0  # shorter segments may match by chance
SUPPORT_M, SUPPORT_EDGES = 10.0, 2  # matched border that makes a move believable

_Link = tuple[float, complex]  # metres of matched border, move of the first against the second


def moves_of(drawn: Drawn) -> dict[int, complex]:
    """Displacement in metres (x + iy) of every grid that was moved as a whole.

    Units and the outer boundary stand still; where they say nothing, the largest group of grids
    that fit each other does.
    """
    count = len(drawn.grids)
    present = np.flatnonzero(~shapely.is_empty(drawn.grids))
    outer = np.array([drawn.boundary], dtype=object)
    left = edge_residue(drawn.grids[present], outer).edges
    mine = left.owner >= 0
    loose = Edges(left.start[mine], left.end[mine], present[left.owner[mine]])
    fixed = edges_of(np.concatenate([outer, drawn.units]))
    links = _links(loose, fixed, anchor=count)
    if all(abs(move) < SAME_VECTOR_M for _, move in links.values()):
        return {}
    group = _fitting_groups(drawn.grids, present, links, anchor=count)
    return _spread(group, links, anchor=count)


def _links(loose: Edges, fixed: Edges, *, anchor: int) -> dict[tuple[int, int], _Link]:
    """Move of one grid against another (or the anchor), with the border that speaks for it."""
    start = np.concatenate([loose.start, fixed.end])
    end = np.concatenate([loose.end, fixed.start])
    owner = np.concatenate([loose.owner, np.full(len(fixed.start), anchor)])
    long = np.abs(end - start) >= SHORTEST_M
    start, end, owner = start[long], end[long], owner[long]
    own = owner < anchor
    a, b = _opposite(start, end, own)
    apart = owner[a] != owner[b]
    a, b = a[apart], b[apart]
    moves: dict[tuple[int, int], list[tuple[complex, float]]] = defaultdict(list)
    for i, j in zip(a.tolist(), b.tolist(), strict=True):
        moves[int(owner[i]), int(owner[j])].append((start[i] - end[j], abs(end[i] - start[i])))
    links = {}
    for pair, found in moves.items():
        move = np.array([one for one, _ in found])
        metres = np.array([length for _, length in found])
        agree = np.abs(move[:, None] - move[None, :]) <= 2 * SAME_VECTOR_M
        best = int(np.argmax(agree @ metres))
        support = float(agree[best] @ metres)
        if support >= SUPPORT_M and agree[best].sum() >= SUPPORT_EDGES:
            links[pair] = (
                support,
                complex(np.average(move[agree[best]], weights=metres[agree[best]])),
            )
    return links


def _opposite(
    start: NDArray[np.complex128], end: NDArray[np.complex128], own: NDArray[np.bool_]
) -> tuple[Ints, Ints]:
    """Pairs of a grid's segment and a segment of anybody with the opposite vector near it."""
    middle, vector = (start + end) / 2, end - start

    def spots(sign: float, rows: NDArray[np.bool_]) -> NDArray[np.float64]:
        turned = sign * vector[rows] / SAME_VECTOR_M
        near = middle[rows] / REACH_M
        return np.column_stack([turned.real, turned.imag, near.real, near.imag])

    everything = np.ones(len(start), dtype=bool)
    if not own.any():
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    tree = cKDTree(spots(-1.0, everything))
    found = tree.query_ball_point(spots(1.0, own), r=1.0, p=np.inf)
    rows = np.flatnonzero(own)
    a = np.repeat(rows, [len(one) for one in found])
    b = np.array([j for one in found for j in sorted(one)], dtype=np.int64)
    return a.astype(np.int64), b


def _fitting_groups(
    grids: Polygons, present: Ints, links: dict[tuple[int, int], _Link], *, anchor: int
) -> Ints:
    """Group of each grid (and of the anchor) whose borders fit exactly."""
    a, b, metres = shared_borders(grids[present])
    fits = metres >= SHORTEST_M
    still = [pair for pair, (_, move) in links.items() if abs(move) < 2 * SAME_VECTOR_M]
    first = np.concatenate([present[a[fits]], [one for one, _ in still]]).astype(np.int64)
    second = np.concatenate([present[b[fits]], [two for _, two in still]]).astype(np.int64)
    return connected(anchor + 1, first, second)


def _spread(group: Ints, links: dict[tuple[int, int], _Link], *, anchor: int) -> dict[int, complex]:
    """Spread the moves of whole groups from the anchor over the best supported links."""
    between: dict[int, dict[int, list[_Link]]] = defaultdict(lambda: defaultdict(list))
    for (one, two), (metres, move) in sorted(links.items()):
        g, h = int(group[one]), int(group[two])
        if g != h:
            between[g][h].append((metres, move))
            between[h][g].append((metres, -move))
    sizes = np.bincount(group[:anchor], minlength=int(group.max()) + 1)
    root = int(group[anchor]) if between[int(group[anchor])] else int(np.argmax(sizes))
    move_of = {root: 0j}
    waiting = [root]
    while waiting:
        settled = waiting.pop(0)
        nearby = between[settled]
        for other in sorted(nearby, key=lambda one: -sum(metres for metres, _ in nearby[one])):
            if other not in move_of:
                _, move = max(nearby[other], key=lambda link: (link[0], abs(link[1])))
                move_of[other] = move_of[settled] - move
                waiting.append(other)
    return {
        grid: move_of[int(group[grid])]
        for grid in range(anchor)
        if abs(move_of.get(int(group[grid]), 0j)) > 2 * SAME_VECTOR_M
    }
