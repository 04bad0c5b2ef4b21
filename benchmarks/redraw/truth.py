"""What an assignment is worth, counted from its definition on the instance alone."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.redraw.given import Given


@dataclass(frozen=True, slots=True)
class Verdict:
    """Figures of one assignment.

    Parameters
    ----------
    imbalance_pct
        Households of the grid furthest from the mean, as a share of the mean.
    stray
        Pieces beyond one a grid, and grids that are missing.
    cost_m
        Length of inner border, a metre along a natural line counted 0.2.
    cut_m, natural_pct
        Length of inner border, and its share along natural lines.
    polsby_popper
        Mean over grids of 4 pi area / perimeter squared.
    moved
        Basic units in another grid than before; 0 when there is no old division.
    """

    imbalance_pct: float
    stray: int
    cost_m: float
    cut_m: float
    natural_pct: float
    polsby_popper: float
    moved: int

    def meets(self, given: Given) -> bool:
        """Whether it is an answer: every grid in one piece and within the tolerance."""
        return not self.stray and self.imbalance_pct <= given.tolerance_pct + 0.05


def judged(given: Given, grid_of: Sequence[int]) -> Verdict:
    """Judge an assignment: one grid number for every basic unit.

    Raises
    ------
    ValueError
        If a basic unit has no grid.
    """
    if len(grid_of) != len(given.households):
        message = f"{len(grid_of)} grids for {len(given.households)} basic units"
        raise ValueError(message)
    load: dict[int, int] = {}
    for grid, households in zip(grid_of, given.households, strict=True):
        load[grid] = load.get(grid, 0) + households
    mean = sum(given.households) / given.grids
    missing = max(0, given.grids - len(load))
    worst = max(abs(value - mean) for value in load.values())
    cut = [
        (metres, natural, cost)
        for (a, b, metres, natural), cost in zip(given.borders, given.costs(), strict=True)
        if grid_of[a] != grid_of[b]
    ]
    cut_m = sum(metres for metres, _, _ in cut)
    natural_m = sum(metres * natural / 100 for metres, natural, _ in cut)
    return Verdict(
        imbalance_pct=100 * (mean if missing else worst) / mean,
        stray=_pieces(given, grid_of) - len(load) + missing,
        cost_m=sum(cost for _, _, cost in cut),
        cut_m=cut_m,
        natural_pct=100 * natural_m / cut_m if cut_m else 0.0,
        polsby_popper=_compactness(given, grid_of),
        moved=sum(a != b for a, b in zip(given.old, grid_of, strict=True)) if given.old else 0,
    )


def _pieces(given: Given, grid_of: Sequence[int]) -> int:
    neighbours = given.neighbours()
    seen = [False] * len(grid_of)
    pieces = 0
    for start in range(len(grid_of)):
        if seen[start]:
            continue
        pieces += 1
        seen[start] = True
        heap = [start]
        while heap:
            here = heap.pop()
            for other in neighbours[here]:
                if not seen[other] and grid_of[other] == grid_of[here]:
                    seen[other] = True
                    heap.append(other)
    return pieces


def _compactness(given: Given, grid_of: Sequence[int]) -> float:
    area: dict[int, float] = {}
    around: dict[int, float] = {}
    for grid, m2, outer in zip(grid_of, given.area_m2, given.outer_m, strict=True):
        area[grid] = area.get(grid, 0.0) + m2
        around[grid] = around.get(grid, 0.0) + outer
    for a, b, metres, _ in given.borders:
        if grid_of[a] != grid_of[b]:
            around[grid_of[a]] += metres
            around[grid_of[b]] += metres
    return sum(4 * math.pi * area[g] / around[g] ** 2 for g in area) / len(area)
