"""Which road crossing over a stream, once lost, cuts hamlets off."""

from __future__ import annotations

from collections import defaultdict

from .roads import CellRoads


def _tree(
    links: dict[int, list[int]], root: int
) -> tuple[list[int], dict[int, int], dict[int, int]]:
    """Search depth first; give the order, parents and lowest reachable order (Tarjan 1974)."""
    order: dict[int, int] = {root: 0}
    low: dict[int, int] = {root: 0}
    parent: dict[int, int] = {root: -1}
    sequence = [root]
    stack = [(root, iter(links[root]))]
    while stack:
        here, rest = stack[-1]
        for there in rest:
            if there not in order:
                order[there] = low[there] = len(sequence)
                sequence.append(there)
                parent[there] = here
                stack.append((there, iter(links[there])))
                break
            if there != parent[here]:
                low[here] = min(low[here], order[there])
        else:
            stack.pop()
            if stack:
                low[parent[here]] = min(low[parent[here]], low[here])
    return sequence, parent, {cell: low[cell] - order[cell] for cell in sequence}


def lone_crossings(
    net: CellRoads, joined: list[list[int]], wet: set[int], hamlets: set[int], exits: set[int]
) -> list[tuple[int, set[int], set[int]]]:
    """List crossings with hamlets and no exit behind them: stream cell, hamlets, road cells behind.

    `joined` lists gate cells of one town, linked with each other by its streets.
    """
    links: dict[int, list[int]] = defaultdict(list)
    for a, b in [*sorted(net.rank), *((g[0], c) for g in joined for c in g[1:])]:
        links[a].append(b)
        links[b].append(a)
    sequence, parent, slack = _tree(links, joined[0][0])
    behind: dict[int, set[int]] = {}
    found = []
    for cell in reversed(sequence):
        mine = behind.setdefault(cell, set())
        mine.add(cell)
        if (
            slack[cell] >= 0
            and parent[cell] >= 0
            and (cell in wet or parent[cell] in wet)
            and not mine & exits
            and mine & hamlets
        ):
            found.append((cell, mine & hamlets, set(mine)))
        if parent[cell] >= 0:
            up = behind.setdefault(parent[cell], set())
            if len(up) < len(mine):
                up, mine = mine, up
            up |= mine
            behind[parent[cell]] = up
            del behind[cell]
    return found
