"""Least distance of the worst served target: coverings at distances between two bounds.

Minieka 1970, The m-center problem, SIAM Review 12; Elloumi, Labbe & Pochet 2004, A new formulation
and resolution method for the p-center problem, INFORMS Journal on Computing 16. A distance is
possible if as few or as cheap sites as there may be cover everything within it.
"""

import math
from dataclasses import replace

import numpy as np

from planner.engine import cp
from planner.engine.attempt import Attempt
from planner.engine.siting_covering import EXACT_PAIRS, Found
from planner.engine.siting_model import exact
from planner.engine.siting_price import priced
from planner.engine.siting_rows import Rows, needs_of, without_worse
from planner.engine.siting_swap import Swap
from planner.engine.siting_view import Ints, View
from planner.engine.siting_weighting import Weighting

_ROUNDS = 150
_EACH = 0.12
"""Share of the work left that one distance may take."""


def worst_served(view: View, attempt: Attempt, *, work: float) -> Found:
    """Return the best sites found with so much work, and a distance no plan gets below."""
    end = attempt.used + work
    distances = _distances(view)
    low, high = 0, len(distances) - 1
    plan: Ints | None = None
    known = -1  # all distances up to this one are proved too short
    while low <= high and not attempt.over():
        middle = (low + high) // 2 if high < len(distances) - 1 or low else _guess(low, high)
        share = max(0.2, (end - attempt.used) * _EACH)
        found = _within(view, int(distances[middle]), attempt, work=share)
        if found.chosen is not None:
            plan = found.chosen
            high = min(middle, _place(view, distances, plan)) - 1
        elif found.impossible:
            low = middle + 1
            known = middle
        else:
            low = middle + 1  # nobody knows: go on above, the bound stays
    if plan is None:
        return Found(None, None, impossible=known == len(distances) - 1)
    if known + 1 < len(distances):
        return Found(plan, int(distances[known + 1]))
    return Found(plan, None)


def _distances(view: View) -> Ints:
    """Return every distance at which the worst served target may be, rising.

    None is below what the target farthest from any site, free or standing, needs.
    """
    closest = view.nearest.copy()
    np.minimum.at(closest, view.pairs.target, view.pairs.far)
    least = int(closest.max(initial=0))
    every = np.unique(np.concatenate([view.pairs.far, view.nearest, [least]]))
    return every[every >= least]


def _guess(low: int, high: int) -> int:
    """Begin below the middle: the long distances are those from one end to the other."""
    return low + (high - low) // 4


def _place(view: View, distances: Ints, plan: Ints) -> int:
    taken = np.zeros(len(view.sites), dtype=bool)
    taken[plan] = True
    nearest = view.nearest.copy()
    rows = taken[view.pairs.site]
    np.minimum.at(nearest, view.pairs.target[rows], view.pairs.far[rows])
    return int(np.searchsorted(distances, nearest.max(initial=0)))


def _within(view: View, within: int, attempt: Attempt, *, work: float) -> Found:
    """Decide whether everything can be served within a distance; without a plan or proof neither.

    First the fewest sites a search finds, then prices, then CP-SAT with the limits as rules.
    """
    rows = needs_of(view, view.pairs.far, within)
    if not rows.cover.shape[0]:
        return Found(np.zeros(0, dtype=np.int64), within)
    if (np.diff(rows.cover.indptr) < rows.least).any():
        return Found(None, None, impossible=True)
    small = without_worse(rows)
    found = _decided(small, attempt, work)
    if found.chosen is None:
        return found
    return Found(np.searchsorted(rows.sites, small.sites)[found.chosen], within)


def _decided(rows: Rows, attempt: Attempt, work: float) -> Found:
    """Return columns that keep rows and limits, or that there are none, or neither."""
    counted = _by(rows)
    most = rows.limits.most_price if rows.limits.priced else rows.limits.most_new
    free = replace(counted, limits=replace(counted.limits, most_new=counted.cover.shape[1]))
    until = attempt.used + work / 3
    start = Swap(free, attempt, until).filled(np.zeros(0, dtype=np.int64))
    if not rows.limits.hold(start):
        start = Weighting(counted, attempt, until).best(start, most)
    if rows.holds(start):
        return Found(start, None)
    bound = priced(_unlimited(counted), most + 1, attempt, rounds=_ROUNDS)
    if math.ceil(bound.bound - 1e-6) > most:
        return Found(None, None, impossible=True)
    if rows.cover.nnz > EXACT_PAIRS:
        return Found(None, None)
    ended, chosen, _ = exact(replace(rows, cost=np.zeros_like(rows.cost)), None, attempt, work=work)
    return Found(chosen, None, impossible=ended is cp.Found.INFEASIBLE)


def _by(rows: Rows) -> Rows:
    """Return the rows with what is short as the cost: prices where they bind, else numbers."""
    cost = rows.limits.price if rows.limits.priced else np.ones_like(rows.cost)
    return replace(rows, cost=cost)


def _unlimited(rows: Rows) -> Rows:
    """Return the rows without limits: what they cost at least is what is asked."""
    limits = replace(
        rows.limits,
        most_new=rows.cover.shape[1],
        most_price=int(rows.limits.price.sum()),
    )
    return replace(rows, limits=limits)
