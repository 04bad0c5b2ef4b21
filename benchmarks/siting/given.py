"""Readers of public instances: each becomes a siting question, as users ask it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra
from scipy.spatial import cKDTree

from planner.problem.siting import Site, SitingPlan, SitingProblem, SitingTarget

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Given:
    """A public instance as our question.

    Parameters
    ----------
    value
        What the literature counts, read off objective and question; less is better unless
        ``more``.
    """

    name: str
    family: str
    problem: SitingProblem
    more: bool = False
    offset: int = 0

    def value(self, objective: int) -> int:
        """Return what the literature counts: covered weight for maximal covering."""
        return self.offset - objective if self.more else objective


def pmed(path: Path, goal: str = "median") -> Given:
    """Read the p-median of OR-Library: n, edges, p; ``u v c``, a later duplicate goes before.

    Distances are those of shortest paths; every node is a site and a target.
    """
    numbers = np.array(path.read_text().split(), dtype=np.int64)
    n, edges, p = (int(value) for value in numbers[:3])
    far = shortest(n, numbers[3 : 3 + 3 * edges].reshape(-1, 3))
    rows = tuple(range(n))
    return Given(
        path.stem,
        "p-median" if goal == "median" else "p-centre",
        SitingProblem(
            goal,
            tuple(Site(f"n{i + 1}", rows, tuple(far[i].tolist())) for i in range(n)),
            tuple(SitingTarget(f"n{i + 1}") for i in range(n)),
            unserved=int(far.max()),
            most_new=p,
        ),
    )


def shortest(n: int, edges: Ints) -> Ints:
    """Shortest paths between all nodes; of parallel edges the last counts."""
    last: dict[tuple[int, int], int] = {}
    for u, v, c in edges.tolist():
        last[min(u, v), max(u, v)] = c
    ends = np.array(list(last), dtype=np.int64).reshape(-1, 2) - 1
    cost = np.array(list(last.values()), dtype=float)
    graph = csr_array((cost, (ends[:, 0], ends[:, 1])), shape=(n, n))
    return np.rint(dijkstra(graph, directed=False)).astype(np.int64)


def scp(path: Path, *, unicost: bool = False) -> Given:
    """Read a set cover of OR-Library: rows, columns, prices, then each row's columns."""
    numbers = np.array(path.read_text().split(), dtype=np.int64)
    rows, columns = int(numbers[0]), int(numbers[1])
    price = numbers[2 : 2 + columns]
    near: list[list[int]] = [[] for _ in range(columns)]
    at = 2 + columns
    for row in range(rows):
        count = int(numbers[at])
        for column in numbers[at + 1 : at + 1 + count].tolist():
            near[column - 1].append(row)
        at += 1 + count
    plain = unicost or bool((price == 1).all())
    return Given(
        path.stem + (" unicost" if unicost else ""),
        "set cover, unicost" if plain else "set cover, weighted",
        SitingProblem(
            "price",
            tuple(
                Site(f"c{j + 1}", tuple(near[j]), price=1 if unicost else int(price[j]))
                for j in range(columns)
            ),
            tuple(SitingTarget(f"r{i + 1}", must=True) for i in range(rows)),
        ),
    )


def rail(path: Path) -> Given:
    """Read a set cover by columns (rail of OR-Library, many camera sets): price, count, rows."""
    lines = path.read_text().split("\n")
    rows, columns = (int(cell) for cell in lines[0].split()[:2])
    table = [[int(cell) for cell in line.split()] for line in lines[1 : 1 + columns]]
    plain = all(line[0] == 1 for line in table)
    return Given(
        path.stem,
        "set cover, unicost" if plain else "set cover, weighted",
        SitingProblem(
            "price",
            tuple(
                Site(f"c{j + 1}", tuple(sorted(row - 1 for row in line[2:])), price=line[0])
                for j, line in enumerate(table)
            ),
            tuple(SitingTarget(f"r{i + 1}", must=True) for i in range(rows)),
        ),
    )


def cover_file(path: Path, *, unicost: bool = False) -> Given:
    """Read a set cover by rows or by columns, whichever the numbers of the file fit."""
    numbers = np.array(path.read_text().split(), dtype=np.int64)
    rows, columns = int(numbers[0]), int(numbers[1])
    at = 2 + columns
    for _ in range(rows):
        if at >= len(numbers):
            break
        at += 1 + int(numbers[at])
    else:
        if at == len(numbers):
            return scp(path, unicost=unicost)
    return rail(path)


def mclp(path: Path, radius: float, p: int) -> Given:
    """Read a maximal covering: n a line, then ``x y demand``; every point is a site."""
    lines = path.read_text().strip().split("\n")[1:]
    table = np.array([[float(cell) for cell in line.split()] for line in lines])
    weight = np.rint(table[:, 2]).astype(np.int64)
    tree = cKDTree(table[:, :2])
    near = tree.query_ball_point(table[:, :2], radius + 1e-9, return_sorted=True)
    problem = covering(near, weight, p)
    return Given(f"{path.stem} r={radius:g} p={p}", "MCLP", problem, True, int(weight.sum()))


def drawn(targets: int, sites: int, radius: float, p: int, seed: int) -> Given:
    """Draw places and candidates evenly by a seed: cells of a township, a square 10 km wide."""
    luck = np.random.default_rng(seed)
    places, spots = luck.random((targets, 2)) * 10_000, luck.random((sites, 2)) * 10_000
    weight = luck.integers(1, 100, targets)
    near = cKDTree(places).query_ball_point(spots, radius, return_sorted=True)
    name = f"{targets:,} targets x {sites:,} sites, {radius:g} m, p={p}"
    return Given(name, "MCLP drawn", covering(near, weight, p), True, int(weight.sum()))


def covering(near: Ints, weight: Ints, p: int) -> SitingProblem:
    """Return the question of most weight covered by so many sites."""
    return SitingProblem(
        "cover",
        tuple(Site(f"s{j}", tuple(rows)) for j, rows in enumerate(near)),
        tuple(SitingTarget(f"t{i}", w) for i, w in enumerate(weight.tolist())),
        most_new=p,
    )


Reader = Callable[[Path], Given]
Valued = Callable[[SitingPlan], int]
