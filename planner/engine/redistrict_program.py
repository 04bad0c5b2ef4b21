"""The linear program of whole grids: shares of them that cover every block once."""

from dataclasses import dataclass

from ortools.linear_solver import pywraplp  # type: ignore[import-untyped]

from planner.engine.redistrict_cover import Grid
from planner.engine.redistrict_price import Pricing
from planner.engine.redistrict_view import View

SLACK = 0.2
"""Share of a unit that may be left out or held twice while earnings are kept from going far."""

Earned = list[float]
Earnings = tuple[Earned, Earned]
"""What each block earns, and each kind of grid."""


@dataclass(frozen=True, slots=True)
class Solved:
    """Earnings of blocks and kinds, and whether more of them was wanted than was allowed."""

    earned: Earnings
    bent: bool


class GridProgram:
    """The linear program: shares of grids that cover every block once."""

    def __init__(self, pricing: Pricing, view: View) -> None:
        self._pricing = pricing
        self._lp = pywraplp.Solver.CreateSolver("GLOP")
        self._grids: set[Grid] = set()
        self._objective = self._lp.Objective()
        self._once = [self._lp.Constraint(1, 1) for _ in pricing.blocks]
        counts = [(view.least, view.most)] if len(pricing.kinds) == 1 else [(1, 1)] * len(view.keys)
        self._many = [self._lp.Constraint(least, most) for least, most in counts]
        self.terms = 0
        self._slack = [
            [self._free(row, sign) for sign in (1, -1)] for row in (*self._once, *self._many)
        ]

    @property
    def grids(self) -> list[Grid]:
        """The grids in the program."""
        return sorted(self._grids, key=lambda one: (one[0], sorted(one[1])))

    def add(self, kind: int, grid: frozenset[int]) -> bool:
        """Add a grid; false if it is there already."""
        if (kind, grid) in self._grids:
            return False
        self._grids.add((kind, grid))
        share = self._lp.NumVar(0, self._lp.infinity(), "")
        self._objective.SetCoefficient(share, self._pricing.cost(kind, grid) / 2)
        for block in sorted(grid):
            self._once[block].SetCoefficient(share, 1)
        self._many[max(0, kind)].SetCoefficient(share, 1)
        self.terms += len(grid) + 1
        return True

    def solve(self, centre: Earnings, width: float) -> "Solved | None":
        """Return what each block and each kind earns; None if the solver gave up.

        Parameters
        ----------
        centre, width
            Earnings not to go far from, and how far.
        """
        for (more, less), middle in zip(self._slack, (*centre[0], *centre[1]), strict=True):
            self._objective.SetCoefficient(more, middle + width)
            self._objective.SetCoefficient(less, width - middle)
        if self._lp.Solve() != pywraplp.Solver.OPTIMAL:
            return None
        bent = any(slack.solution_value() > 1e-7 for pair in self._slack for slack in pair)
        once, many = ([row.dual_value() for row in rows] for rows in (self._once, self._many))
        return Solved((once, many), bent)

    def _free(self, row: pywraplp.Constraint, sign: int) -> pywraplp.Variable:
        slack = self._lp.NumVar(0, SLACK, "")
        row.SetCoefficient(slack, sign)
        return slack
