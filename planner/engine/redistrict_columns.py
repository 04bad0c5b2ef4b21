"""A lower bound from whole grids: the cheapest shares of grids that cover every unit once.

Garfinkel and Nemhauser, 1970, doi 10.1287/mnsc.16.8.B495, with the grids made as they are needed
(Mehrotra, Johnson and Nemhauser, 1998, doi 10.1287/mnsc.44.8.1100). Whatever each unit is said to
earn, no plan costs less than all earnings plus, for each grid, the least that a grid costs beyond
what its units earn. That is counted in whole numbers, so it holds whenever the work ends.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from planner import judge
from planner.engine.attempt import Attempt
from planner.engine.redistrict_cover import Grid, cover
from planner.engine.redistrict_price import Pricing
from planner.engine.redistrict_program import Earnings, GridProgram, Solved
from planner.engine.redistrict_region import Divided
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
CALM = 0.5
"""Share of the best earnings so far in those looked at next (measured)."""
STEPS = 200_000
"""Steps back through the tables, looking at every grid below the limit without grains."""
TERMS_PER_WORK = 2_000_000
"""Terms of the linear program that count as one unit of work."""
SWEEPS, SWEEPS_LAST = 16, 64
"""Sweeps for one kind of grid in one look, and where a look has found nothing new."""

PLAN_SHARE = 0.08
"""Share of the work for putting grids together at the end."""
TRY_FIRST, TRY_AGAIN, TRY_SHARE = 1.0, 1.3, 0.1
"""Work after which all grids a better plan may have are looked for, how many times as much until
they are again, and the share of the work so far that may take."""
COVER_WORK = 2.0
"""Work to put all of them together: mostly they are few."""


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
    return Columns(view, attempt).climb(labels, attempt.used + work).bound


class Columns:
    """Whole grids of one question, the bound they give and the plan; goes on where it stopped."""

    def __init__(self, view: View, attempt: Attempt) -> None:
        self._view, self._attempt = view, attempt
        self._rounds: _Rounds | None = None

    def climb(self, labels: list[int], until: float) -> Divided:
        """Return a plan better than the best known and a bound, until so much work is used.

        Parameters
        ----------
        labels
            The best plan known.
        """
        upper = judge.objective(self._view.problem, self._view.plan(labels))
        nothing = Divided(None, None, proved=False)
        if not 0 < upper <= POINTS_MOST:
            return nothing
        if self._rounds is None:
            pricing = Pricing(self._view, self._attempt, work=until - self._attempt.used)
            if pricing.sweep is None:
                return nothing
            self._rounds = _Rounds(pricing, self._view, self._attempt, upper)
        return self._rounds.climb(labels, upper, until)


class _Rounds:
    """Earnings, the grids that are cheap at them, better earnings."""

    def __init__(self, pricing: Pricing, view: View, attempt: Attempt, upper: int) -> None:
        self._pricing, self._view, self._attempt = pricing, view, attempt
        self._scale = 2 * max(1, FINE // (2 * max(upper, 1) * 8))
        self._step = _step(view)
        self._program = GridProgram(pricing, view)
        self._aim(upper)
        self._reach = self._enough / self._scale
        total = max(1, sum(pricing.size))
        earned = [self._reach * size / total for size in pricing.size]
        self._now: Earnings = earned, [0.0] * len(pricing.kinds)
        self._top = _Top(-math.inf, self._now)
        self._width = WIDTH * self._reach / len(pricing.size)
        self._fresh = False
        self._before, self._try_at, self._held = 0.0, TRY_FIRST, 0

    def climb(self, labels: list[int], upper: int, until: float) -> Divided:
        """Return a better plan, if the grids met hold one, and the bound once the work is used."""
        attempt, begun = self._attempt, self._attempt.used
        self._aim(upper)
        self._learn(labels)
        last = until - PLAN_SHARE * (until - begun)
        going = True
        while going and self._top.bound < self._enough:
            spent = self._before + attempt.used - begun
            if spent >= self._try_at:
                whole = self._complete(upper, attempt.used + TRY_SHARE * spent)
                if whole.proved:
                    return whole
                self._try_at = TRY_AGAIN * spent
            going = attempt.used < last and not attempt.over() and self._step_on()
        bound, found = self._told(self._top.bound), Divided(None, None, proved=False)
        if self._top.bound < self._enough and not attempt.over():
            found = self._complete(upper, until)
            if not found.proved and len(self._program.grids) > self._held:
                self._held = len(self._program.grids)
                # best of the grids met only: that proves nothing
                some = self._covered(self._program.grids, upper, until)
                found = Divided(some.labels, None, proved=False)
        self._before += attempt.used - begun
        if found.proved:
            return found
        reached = found.labels is None and bound is not None and bound >= upper
        return Divided(found.labels, bound, proved=reached)

    def _step_on(self) -> bool:
        """Look once more, or twice; false where nothing is left to find, or no work."""
        if not self._look(self._now, last=False):
            return False
        fresh = self._fresh
        solved = None if self._top.bound >= self._enough else self._solved(self._width)
        if solved is None:
            return False
        self._now = _mixed(self._top.earned, solved.earned)
        if fresh:
            return True
        if not self._look(solved.earned, last=True):
            return False
        self._width *= 1 if self._fresh else WIDER
        return self._fresh or solved.bent or self._pricing.finer()

    def _complete(self, upper: int, until: float) -> Divided:
        """Put the best plan together from all grids it may have, where they are not too many."""
        every = self._every(until)
        if every is None:
            return Divided(None, None, proved=False)
        return self._covered(every, upper, self._attempt.used + COVER_WORK)

    def _covered(self, grids: Sequence[Grid], upper: int, until: float) -> Divided:
        work = until - self._attempt.used
        return cover(self._pricing, grids, self._attempt, work=work, upper=upper)

    def _aim(self, upper: int) -> None:
        """Look for a bound that rounds up to the best plan known."""
        self._enough = (upper - self._pricing.rest - self._step) * self._scale + 1

    def _every(self, until: float) -> list[Grid] | None:
        """Return all grids that a better plan may have; None if there are too many."""
        top, pricing, scale = self._top, self._pricing, self._scale
        if not top.least:
            return None
        earned = [round(e * scale) for e in top.earned[0]]
        room = self._enough - sum(earned)
        found = []
        for i, kind in enumerate(pricing.kinds):
            others = sum(top.least) - top.least[i]
            if len(pricing.kinds) == 1:
                others = min((k - 1) * top.least[0] for k in (self._view.least, self._view.most))
            limit = room - others
            if limit + sum(max(0, e) for e in earned) >= FAR:
                return None
            grids = pricing.every(kind, earned, limit, scale, until)
            if grids is None:
                return None
            found += [(kind, grid) for grid in grids]
        return found

    def _solved(self, width: float) -> "Solved | None":
        self._attempt.spend(self._program.terms / TERMS_PER_WORK)
        return self._program.solve(self._top.earned, width)

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

    def _look(self, at: Earnings, *, last: bool) -> bool:
        """Look at every kind of grid at some earnings; false if the work ends before."""
        pricing, view, scale = self._pricing, self._view, self._scale
        earned, each = at
        whole = [round(e * scale) for e in earned]
        kinds = [round(e * scale) for e in each]
        many = [view.least] if len(kinds) == 1 else [1] * len(kinds)
        short = self._enough - sum(whole) - sum(m * e for m, e in zip(many, kinds, strict=True))
        bound, grids, leasts = sum(whole), [], []
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
            leasts.append(least)
            grids += [(kind, grid) for grid in found.grids]
        if bound > self._top.bound:
            self._top = _Top(bound, at, tuple(leasts))
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


def _mixed(one: Earnings, other: Earnings) -> Earnings:
    """Return earnings between the best so far and the newest."""
    a, b = (
        [CALM * x + (1 - CALM) * y for x, y in zip(mine, theirs, strict=True)]
        for mine, theirs in zip(one, other, strict=True)
    )
    return a, b


@dataclass(frozen=True, slots=True)
class _Top:
    """The best bound, the earnings it is from, and the least cost of each kind of grid at them."""

    bound: float
    earned: Earnings
    least: tuple[int, ...] = ()
