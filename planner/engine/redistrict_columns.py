"""A lower bound from whole grids: the cheapest shares of grids that cover every unit once.

Garfinkel and Nemhauser, 1970, doi 10.1287/mnsc.16.8.B495, with the grids made as they are needed
(Mehrotra, Johnson and Nemhauser, 1998, doi 10.1287/mnsc.44.8.1100). Whatever each unit is said to
earn, no plan costs less than all earnings plus, for each grid, the least that a grid costs beyond
what its units earn. That is counted in whole numbers, so it holds whenever the work ends.
"""

import math
from dataclasses import dataclass

from ortools.linear_solver import pywraplp  # type: ignore[import-untyped]

from planner import judge
from planner.engine.attempt import Attempt
from planner.engine.redistrict_price import Pricing
from planner.engine.redistrict_sweep import FAR
from planner.engine.redistrict_view import View

UNITS_MOST = 130
"""Basic units up to which grids can be swept over (measured)."""
POINTS_MOST = 2**26
"""Points of a plan beyond which the tables' numbers are too small."""
FINE = 2**27
"""Figures a plan's points are counted in, at most: earnings are rounded to one of them."""
WIDTH, WIDER = 1.0, 3.0
"""How far earnings may go from the best so far, in mean earnings, and how much farther next."""
SLACK = 0.2
"""Share of a unit that may be left out or held twice while earnings are kept from going far."""
CALM = 0.5
"""Share of the best earnings so far in those looked at next (measured)."""
STEPS = 200_000
"""Steps back through the tables, looking at every grid below the limit without grains."""
TERMS_PER_WORK = 2_000_000
"""Terms of the linear program that count as one unit of work."""
ROUNDS_MOST = 400
SWEEPS, SWEEPS_LAST = 16, 64
"""Sweeps for one kind of grid in one look, and where a look has found nothing new."""

Earned = list[float]


def within_columns(view: View) -> bool:
    """Return whether a bound by whole grids is within reach."""
    return len(view.problem.basics) <= UNITS_MOST


def columns_bound(
    view: View, attempt: Attempt, *, work: float, labels: list[int] | None
) -> int | None:
    """Return points that no plan of this question can be below; None if that is out of reach.

    Parameters
    ----------
    labels
        The best plan known; there is no bound without one.
    """
    if labels is None or not within_columns(view):
        return None
    upper = judge.objective(view.problem, view.plan(labels))
    if not 0 < upper <= POINTS_MOST:
        return None
    until = attempt.used + work
    pricing = Pricing(view, attempt, work=work)
    if pricing.sweep is None:
        return None
    return _Rounds(pricing, view, attempt, upper).climb(labels, until)


class _Rounds:
    """Earnings, the grids that are cheap at them, better earnings."""

    def __init__(self, pricing: Pricing, view: View, attempt: Attempt, upper: int) -> None:
        self._pricing, self._view, self._attempt = pricing, view, attempt
        self._scale = 2 * max(1, FINE // (2 * max(upper, 1) * 8))
        self._step = _step(view)
        # a bound above this rounds up to the best plan known
        self._enough = (upper - pricing.rest - self._step) * self._scale + 1
        self._program = _Program(pricing, view)
        self._reach = self._enough / self._scale
        total = max(1, sum(pricing.size))
        earned = [self._reach * size / total for size in pricing.size]
        self._centre: tuple[Earned, Earned] = earned, [0.0] * len(pricing.kinds)
        self._best = -math.inf
        self._fresh = False

    def climb(self, labels: list[int], until: float) -> int | None:
        """Return the best bound until the work is used."""
        attempt, width = self._attempt, WIDTH * self._reach / len(self._pricing.size)
        self._learn(labels)
        now = self._centre
        for _ in range(ROUNDS_MOST):
            if attempt.used >= until or attempt.over() or not self._look(*now, last=False):
                break
            fresh = self._fresh
            solved = None if self._best >= self._enough else self._solved(width)
            if solved is None:
                break
            now = _mixed(self._centre, solved.earned)
            if not fresh:
                going = self._look(*solved.earned, last=True)
                if not going or self._best >= self._enough:
                    break
                if not (self._fresh or solved.bent or self._pricing.finer()):
                    break
                width *= 1 if self._fresh else WIDER
        return self._told(self._best)

    def _solved(self, width: float) -> "_Solved | None":
        self._attempt.spend(self._program.terms / TERMS_PER_WORK)
        return self._program.solve(self._centre, width)

    def _told(self, best: float) -> int | None:
        """Return a bound in points: everything has a price in whole steps."""
        if best == -math.inf:
            return None
        points = -(-int(best) // self._scale) + self._pricing.rest
        return max(0, -(-points // self._step) * self._step)

    def _learn(self, labels: list[int]) -> None:
        """Add the grids of a plan."""
        pricing = self._pricing
        for q in dict.fromkeys(labels):
            grid = frozenset(b for b, units in enumerate(pricing.blocks) if labels[units[0]] == q)
            self._program.add(q if len(pricing.kinds) > 1 else pricing.kinds[0], grid)

    def _look(self, earned: Earned, each: Earned, *, last: bool) -> bool:
        """Look at every kind of grid at some earnings; false if the work ends before."""
        pricing, view, scale = self._pricing, self._view, self._scale
        whole = [round(e * scale) for e in earned]
        kinds = [round(e * scale) for e in each]
        many = [view.least] if len(kinds) == 1 else [1] * len(kinds)
        short = self._enough - sum(whole) - sum(m * e for m, e in zip(many, kinds, strict=True))
        bound, grids = sum(whole), []
        for kind, level in zip(pricing.kinds, kinds, strict=True):
            limit = level - (-short // sum(many))
            if limit + sum(max(0, e) for e in whole) >= FAR:
                return False
            most = SWEEPS_LAST if last else SWEEPS
            found = pricing.cheapest(kind, whole, limit, scale, most)
            if found is None:
                return False
            least = pricing.exact(found, limit, STEPS) if last else found.least
            bound += self._times(least, len(kinds) > 1)
            grids += [(kind, grid) for grid in found.grids]
        if bound > self._best:
            self._best, self._centre = bound, (earned, each)
        self._fresh = sum(self._program.add(kind, grid) for kind, grid in grids) > 0
        return True

    def _times(self, least: int, named: bool) -> int:
        """Return what all grids of a kind cost at least beyond what their units earn."""
        if named:
            return least
        return least * (self._view.least if least >= 0 else self._view.most)


def _step(view: View) -> int:
    """Return the greatest number of points that every price is a multiple of."""
    problem = view.problem
    found = [price for near in view.beside for _, price in near]
    for band in (problem.households, problem.effort):
        found += [band.off_target_price, 0 if band.hard else band.outside_price]
    found.append(problem.prices.spread)
    if problem.question == "adjust":
        found += [problem.prices.moved_unit, problem.prices.moved_household]
    return math.gcd(*found) or 1


def _mixed(one: tuple[Earned, Earned], other: tuple[Earned, Earned]) -> tuple[Earned, Earned]:
    """Return earnings between the best so far and the newest."""
    a, b = (
        [CALM * x + (1 - CALM) * y for x, y in zip(mine, theirs, strict=True)]
        for mine, theirs in zip(one, other, strict=True)
    )
    return a, b


class _Program:
    """The linear program: shares of grids that cover every block once."""

    def __init__(self, pricing: Pricing, view: View) -> None:
        self._pricing = pricing
        self._lp = pywraplp.Solver.CreateSolver("GLOP")
        self._grids: set[tuple[int, frozenset[int]]] = set()
        self._objective = self._lp.Objective()
        self._once = [self._lp.Constraint(1, 1) for _ in pricing.blocks]
        counts = [(view.least, view.most)] if len(pricing.kinds) == 1 else [(1, 1)] * len(view.keys)
        self._many = [self._lp.Constraint(least, most) for least, most in counts]
        self.terms = 0
        self._slack = [
            [self._free(row, sign) for sign in (1, -1)] for row in (*self._once, *self._many)
        ]

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

    def solve(self, centre: tuple[Earned, Earned], width: float) -> "_Solved | None":
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
        return _Solved((once, many), bent)

    def _free(self, row: pywraplp.Constraint, sign: int) -> pywraplp.Variable:
        slack = self._lp.NumVar(0, SLACK, "")
        row.SetCoefficient(slack, sign)
        return slack


@dataclass(frozen=True, slots=True)
class _Solved:
    """Earnings of blocks and kinds, and whether more of them was wanted than was allowed."""

    earned: tuple[Earned, Earned]
    bent: bool
