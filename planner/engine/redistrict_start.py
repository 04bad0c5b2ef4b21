"""First divisions of a graph: seeds apart from each other, ground shared out between them.

Some starts grow the lightest grid unit by unit; most share the ground out by a minimum-cost flow
with equal shares (balanced k-means) and give stray pieces to the neighbour they border most.
"""

import random
from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np
from ortools.graph.python import min_cost_flow
from scipy.spatial import cKDTree

from planner.engine.redistrict_view import FREE, Level

ROUNDS = 4
"""Times the seeds move to the middle of their grid: more changes little (measured)."""
NEAR_GRIDS = 8
"""Grids, nearest first, a lump may be shared out to."""
CROWDED, HEAVY = 40, 20
"""Lumps per grid below which a household weighs so many empty lumps when shares are dealt out: with
many lumps in a grid, land shared out as well gives the cheaper borders (measured)."""
COST_MOST = 10**6
"""Largest cost of an arc: whole numbers fine enough to tell neighbours apart."""
Floats: TypeAlias = "np.ndarray[Any, np.dtype[np.float64]]"
Ints: TypeAlias = "np.ndarray[Any, np.dtype[np.int64]]"


def start(
    level: Level, k: int, rng: random.Random, *, parts: Sequence[tuple[list[int], int]], flow: bool
) -> list[int]:
    """Return a division in which every grid is in one piece and none is empty.

    Parameters
    ----------
    parts
        The connected pieces of the graph, each with its number of grids; labels that ground is
        locked to lie where that ground is.
    """
    label = [FREE] * len(level)
    free = sorted(set(range(k)) - set(level.fixed))
    for lumps, count in parts:
        named = sorted({level.fixed[i] for i in lumps} - {FREE})
        labels = named + [free.pop(0) for _ in range(count - len(named))]
        seeds = _seeds(level, lumps, labels, rng)
        if flow and len(labels) > 1:
            _share_out(level, lumps, seeds, label)
        else:
            _grow(level, seeds, label)
    return label


def _seeds(level: Level, lumps: list[int], labels: list[int], rng: random.Random) -> dict[int, int]:
    """Return a lump for each label: locked ground where there is some, else far from the others."""
    seeds: dict[int, int] = {}
    for i in lumps:
        if level.fixed[i] != FREE and level.fixed[i] not in seeds:
            seeds[level.fixed[i]] = i
    far = dict.fromkeys(lumps, len(lumps))
    for lump in seeds.values():
        _nearer(level, far, lump)
    free = [i for i in lumps if level.fixed[i] == FREE]
    for q in labels:
        if q in seeds:
            continue
        # a lump that is a seed is no steps away from one, so it cannot be drawn again
        seeds[q] = rng.choices(free, [(1 + level.load[i]) * far[i] ** 2 for i in free])[0]
        _nearer(level, far, seeds[q])
    return seeds


def _nearer(level: Level, far: dict[int, int], source: int) -> None:
    """Lower the steps to the nearest source around a new one, as far as it is the nearest."""
    far[source] = 0
    waiting = [source]
    for here in waiting:
        for there, _ in level.beside[here]:
            if far[there] > far[here] + 1:
                far[there] = far[here] + 1
                waiting.append(there)


def _grow(level: Level, seeds: dict[int, int], label: list[int]) -> None:
    """Let the lightest grid that still can take the neighbour it borders most, until all is taken.

    Ground locked to one grid is one lump, so growth cannot cut it off.
    """
    load = {}
    rim: dict[int, dict[int, int]] = {q: {} for q in seeds}
    for q, lump in seeds.items():
        label[lump] = q
        load[q] = level.load[lump]
    for q, lump in seeds.items():
        _widen(level, label, rim[q], lump)
    active = set(seeds)
    while active:
        q = min(active, key=lambda q: (load[q], q))
        edge = rim[q]
        while edge:
            lump = max(edge, key=lambda i: (edge[i], -i))
            del edge[lump]
            if label[lump] == FREE:
                label[lump] = q
                load[q] += level.load[lump]
                _widen(level, label, edge, lump)
                break
        else:
            active.remove(q)


def _widen(level: Level, label: list[int], edge: dict[int, int], lump: int) -> None:
    for there, price in level.beside[lump]:
        if label[there] == FREE:
            edge[there] = edge.get(there, 0) + price


def _share_out(level: Level, lumps: list[int], seeds: dict[int, int], label: list[int]) -> None:
    labels = list(seeds)
    at = np.array([_middle(level.at[i]) for i in lumps])
    middles = np.array([_middle(level.at[seeds[q]]) for q in labels])
    heavy = HEAVY if len(lumps) < CROWDED * len(labels) else 1
    weight = np.array([max(1, heavy * level.load[i]) for i in lumps], dtype=np.int64)
    choice = np.zeros(len(lumps), dtype=np.int64)
    for _ in range(ROUNDS):
        choice = _flow(at, middles, weight)
        for j in range(len(labels)):
            mine = choice == j
            if mine.any():
                middles[j] = np.average(at[mine], axis=0, weights=weight[mine])
    for i, j in zip(lumps, choice.tolist(), strict=True):
        label[i] = labels[j]
    for q, lump in seeds.items():
        label[lump] = q
    mend(level, label)


def _middle(at: tuple[float, float, int]) -> tuple[float, float]:
    return at[0] / at[2], at[1] / at[2]


def _flow(at: Floats, middles: Floats, weight: Ints) -> Ints:
    """Return the grid, by position, that gets most of each lump when all get the same share."""
    lumps, k = len(at), len(middles)
    metres, near = cKDTree(middles).query(at, k=range(1, min(k, NEAR_GRIDS) + 1))
    far = metres**2
    tail = np.repeat(np.arange(lumps), near.shape[1])
    head = lumps + near.ravel()
    scale = COST_MOST / max(1.0, float(far.max()))
    cost = (far.ravel() * scale).astype(np.int64)
    total = int(weight.sum())
    flow = min_cost_flow.SimpleMinCostFlow()
    arcs = flow.add_arcs_with_capacity_and_unit_cost(
        tail, head, np.repeat(weight, near.shape[1]), cost
    )
    sink = lumps + k
    grids, share, free = lumps + np.arange(k), np.full(k, -(-total // k)), np.zeros(k, np.int64)
    flow.add_arcs_with_capacity_and_unit_cost(grids, np.full(k, sink), share, free)
    # where the nearest grids of some lumps are full, they take more than their share: dear
    dear = np.full(k, COST_MOST)
    flow.add_arcs_with_capacity_and_unit_cost(grids, np.full(k, sink), np.full(k, total), dear)
    flow.set_nodes_supplies(np.arange(lumps), weight)
    flow.set_node_supply(sink, -total)
    if flow.solve() != flow.OPTIMAL:
        message = "sharing ground out ended without a flow"
        raise RuntimeError(message)
    shares = np.asarray(flow.flows(arcs)).reshape(near.shape)
    most: Ints = near[np.arange(lumps), shares.argmax(axis=1)]
    return most


def mend(level: Level, label: list[int]) -> None:
    """Leave each grid one piece, its heaviest or the locked one; the rest goes to neighbours."""
    pieces: dict[int, list[list[int]]] = {}
    seen = [q == FREE for q in label]
    for lump in range(len(level)):
        if seen[lump]:
            continue
        piece = [lump]
        seen[lump] = True
        for here in piece:
            for there, _ in level.beside[here]:
                if not seen[there] and label[there] == label[lump]:
                    seen[there] = True
                    piece.append(there)
        pieces.setdefault(label[lump], []).append(piece)
    for found in pieces.values():
        kept = max(found, key=lambda piece: _worth(level, piece))
        for piece in found:
            if piece is not kept:
                for lump in piece:
                    label[lump] = FREE
    _grow_strays(level, label)


def _worth(level: Level, piece: list[int]) -> tuple[bool, int, int]:
    locked = any(level.fixed[lump] != FREE for lump in piece)
    return locked, sum(level.load[lump] for lump in piece), len(piece)


def _grow_strays(level: Level, label: list[int]) -> None:
    """Give free ground to the neighbouring grid it borders most, from the rim inwards."""
    waiting = [lump for lump, q in enumerate(label) if q == FREE]
    while waiting:
        left = []
        for lump in waiting:
            pull: dict[int, int] = {}
            for there, price in level.beside[lump]:
                if label[there] != FREE:
                    pull[label[there]] = pull.get(label[there], 0) + price + 1
            if pull:
                label[lump] = max(pull, key=lambda q: (pull[q], -q))
            else:
                left.append(lump)
        if len(left) == len(waiting):
            return
        waiting = left
