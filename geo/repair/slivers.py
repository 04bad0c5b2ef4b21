"""Slivers that the raster interrupts: several pieces, yet one fault, to be decided as one.

Two drawings of one border a millimetre apart are noded into slivers with stretches between them
where both fall on the same raster places. A choice about one sliver alone would put nodes into
both drawings and bend what goes on beside the others.
"""

import numpy as np

from geo.coverage.edges import Ints, edges_of
from geo.coverage.ledger import GRID_SIZE_M
from geo.repair.ground import Bools, Ground, connected
from geo.repair.survey import GAP, OVERLAP, Survey

INTERRUPTED_M = 3 * GRID_SIZE_M  # 2 x area / perimeter; the raster does not interrupt wider ones


def threaded(ground: Ground, state: Survey, label: Ints) -> Ints:
    """Labels of faces after slivers on one pair of drawn borders are given one label.

    Slivers are one if nothing but stretches common to both grids lies between them, and no
    vertex that both were drawn with: there the drawings agree, and a fault has its end.

    Parameters
    ----------
    label
        Number of the piece each face is of.
    """
    slivers = _slivers(ground, state, label)
    if len(slivers) < 2:
        return label
    sliver, pair, node = _tokens_of_slivers(ground, state, label, slivers)
    way, start, end = _common_stretches(ground, state, np.unique(pair))
    total = len(ground.seams.nodes)
    keys = np.concatenate([pair * total + node, way * total + start, way * total + end])
    tokens, number = np.unique(keys, return_inverse=True)
    here, one, two = np.split(number, [len(pair), len(pair) + len(way)])
    ends = _agreed(ground, tokens // total, tokens % total)
    held, free = ~ends[here], ~(ends[one] | ends[two])
    first = np.concatenate([sliver[held], len(slivers) + one[free]])
    second = np.concatenate([len(slivers) + here[held], len(slivers) + two[free]])
    thread = connected(len(slivers) + len(tokens), first, second)[: len(slivers)]
    of, first_face = np.unique(label, return_index=True)
    face = first_face[np.searchsorted(of, slivers)]
    key = (state.kind, ground.claims, ground.unit, ground.outlying)
    alike = np.stack([thread, *(values[face] for values in key)])
    same = np.unique(alike, axis=1, return_inverse=True)[1].ravel()
    leader = np.full(int(same.max()) + 1, -1, dtype=np.int64)
    leader[same[::-1]] = slivers[::-1]
    renamed = np.arange(int(label.max()) + 1)
    renamed[slivers] = leader[same]
    joined: Ints = renamed[label]
    return joined


def _slivers(ground: Ground, state: Survey, label: Ints) -> Ints:
    """Labels of gaps and overlaps that are so thin that the raster may interrupt them."""
    seams = ground.seams
    other = np.where(seams.other >= 0, label[seams.other], -1)
    outer = other != label[seams.face]
    around = np.bincount(label[seams.face[outer]], seams.length[outer], int(label.max()) + 1)
    area = np.bincount(label, ground.area, int(label.max()) + 1)
    contested = np.unique(label[np.isin(state.kind, (GAP, OVERLAP))])
    thin: Ints = contested[2 * area[contested] < INTERRUPTED_M * around[contested]]
    return thin


def _tokens_of_slivers(
    ground: Ground, state: Survey, label: Ints, slivers: Ints
) -> tuple[Ints, Ints, Ints]:
    """Rows of slivers, with the pair of grids beside them and each node of their outline."""
    seams = ground.seams
    row = np.full(int(label.max()) + 1, -1, dtype=np.int64)
    row[slivers] = np.arange(len(slivers))
    mine = row[label[seams.face]]
    beside = np.where(seams.other >= 0, state.core[seams.other], -1)
    edge = (mine >= 0) & (beside >= 0)
    known = np.unique(mine[edge] * len(ground.drawn.grids) + beside[edge])
    sliver, grid = np.divmod(known, len(ground.drawn.grids))
    most = int(np.bincount(sliver).max(initial=1))
    steps = [np.flatnonzero(sliver[step:] == sliver[:-step]) for step in range(1, most)]
    one = np.concatenate([np.zeros(0, dtype=np.int64), *steps])
    two = np.concatenate([np.zeros(0, dtype=np.int64), *(i + n for n, i in enumerate(steps, 1))])
    pairs = _pair(ground, grid[one], grid[two])
    outline = np.flatnonzero(mine >= 0)
    outline = outline[np.argsort(mine[outline], kind="stable")]
    begin = np.searchsorted(mine[outline], sliver[one])
    times = np.searchsorted(mine[outline], sliver[one], side="right") - begin
    step = np.arange(int(times.sum())) - np.repeat(np.cumsum(times) - times, times)
    node = seams.node[outline[np.repeat(begin, times) + step]]
    return np.repeat(sliver[one], times), np.repeat(pairs, times), node


def _common_stretches(ground: Ground, state: Survey, pairs: Ints) -> tuple[Ints, Ints, Ints]:
    """Pair and both end nodes of each segment between undisputed ground of two grids."""
    seams = ground.seams
    core = state.core[seams.face], np.where(seams.other >= 0, state.core[seams.other], -1)
    way = _pair(ground, *core)
    use = (core[0] >= 0) & (core[0] < core[1]) & np.isin(way, pairs)
    return way[use], seams.node[use], seams.end_node[use]


def _pair(ground: Ground, one: Ints, two: Ints) -> Ints:
    pair: Ints = np.minimum(one, two) * len(ground.drawn.grids) + np.maximum(one, two)
    return pair


def _agreed(ground: Ground, pair: Ints, node: Ints) -> Bools:
    """Whether both grids of a pair were drawn with a vertex at a node."""
    edges = edges_of(ground.drawn.rows.geometry)
    nodes = ground.seams.nodes
    spot = np.minimum(np.searchsorted(nodes, edges.start), len(nodes) - 1)
    found = nodes[spot] == edges.start
    drawn = edges.owner[found] * len(nodes) + spot[found]
    one, two = np.divmod(pair, len(ground.drawn.grids))
    agreed: Bools = np.isin(one * len(nodes) + node, drawn) & np.isin(
        two * len(nodes) + node, drawn
    )
    return agreed
