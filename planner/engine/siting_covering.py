"""Covering: a plan by search, a bound by prices, and the proof on the sites that are left."""

from dataclasses import dataclass

import numpy as np

from planner.engine import cp
from planner.engine.attempt import Attempt
from planner.engine.siting_model import exact
from planner.engine.siting_price import Priced, priced, worse_out
from planner.engine.siting_rows import Rows, without_worse
from planner.engine.siting_swap import Swap
from planner.engine.siting_view import Ints
from planner.engine.siting_weighting import Weighting

EXACT_PAIRS = 500_000
"""Pairs of a row and a site up to which CP-SAT is asked."""
_FIRST = 0.1
"""Share of the work for the first search, at most."""
_EACH = 2e-5
"""Units of the first search for each pair: what is easy is soon proved."""
_TINY = 5_000
"""Pairs up to which a proof comes before more search, however far the bound is."""
_SMALL = 25_000
"""Pairs up to which a proof is tried without more search."""
_WIDE = 0.12
"""Share of the objective from which the bound counts as far away."""


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """What came out: columns chosen if any, a bound if any, whether there is no plan at all."""

    chosen: Ints | None
    bound: int | None
    impossible: bool = False


def covered(rows: Rows, attempt: Attempt, *, work: float) -> Found:
    """Return the best choice of columns of ``rows`` found with so much work, and its bound."""
    if (np.diff(rows.cover.indptr) < rows.least).any():
        return Found(None, None, impossible=True)
    if not rows.cover.shape[0]:
        return Found(np.zeros(0, dtype=np.int64), rows.constant)
    fewer = without_worse(rows)
    place = np.searchsorted(rows.sites, fewer.sites)
    found = _covered(fewer, attempt, attempt.used + work, work)
    chosen = None if found.chosen is None else place[found.chosen]
    return Found(chosen, found.bound, found.impossible)


def _covered(rows: Rows, attempt: Attempt, end: float, work: float) -> Found:
    first = min(work * _FIRST, _EACH * (rows.cover.nnz + 1000))
    plan = _searched(rows, attempt, np.zeros(0, dtype=np.int64), first, rows.constant)
    upper = _upper(rows, plan)
    bound = priced(rows, upper, attempt)
    if bound.whole >= upper and plan is not None:
        return Found(plan, upper)
    fewer, place, plan = _narrowed(rows, bound, upper, plan)
    _report(attempt, rows, plan, bound)
    proof = _Proof(fewer, upper, attempt)
    left = max(0.0, end - attempt.used)
    wide = upper - bound.whole > _WIDE * max(1, upper)
    least = bound.whole
    for share, search in _turns(fewer, wide=wide):
        if plan is not None and fewer.objective(plan) <= least:
            break
        if search:
            start = np.zeros(0, dtype=np.int64) if plan is None else plan
            plan = proof.better(plan, _searched(fewer, attempt, start, share * left, least))
        elif not proof.over:
            plan, told = proof.exact(plan, work=min(share * left, max(0.0, end - attempt.used)))
            least = max(least, told)
    if proof.impossible:
        return Found(None, None, impossible=True)
    return Found(None if plan is None else place[plan], min(least, _upper(fewer, plan)))


def _turns(rows: Rows, *, wide: bool) -> list[tuple[float, bool]]:
    """Return shares of the work left, each with whether it goes to search or to a proof.

    Where the bound is far from the plan no proof comes soon, and the search gets nearly all.
    """
    if rows.cover.nnz > EXACT_PAIRS:
        return [(1.0, True)]
    if not rows.cost.any():
        return [(0.35, True), (1.0, False)] if rows.cover.nnz > _SMALL else [(1.0, False)]
    if rows.cover.nnz <= _TINY and not wide:
        return [(0.5, False), (0.5, True)]
    return [(0.8, True), (1.0, False)] if wide else [(0.3, True), (0.4, False), (0.3, True)]


class _Proof:
    """Plans of rows on the sites that may be in a better one than was known, and how it ends."""

    def __init__(self, rows: Rows, upper: int, attempt: Attempt) -> None:
        self.rows, self.upper, self.attempt = rows, upper, attempt
        self.over = self.impossible = False

    def better(self, plan: Ints | None, other: Ints | None) -> Ints | None:
        """Return the cheaper of two plans that may be missing."""
        if other is None or plan is None:
            return other if plan is None else plan
        return other if self.rows.objective(other) < self.rows.objective(plan) else plan

    def exact(self, plan: Ints | None, *, work: float) -> tuple[Ints | None, int]:
        """Return the better of the plan and what CP-SAT finds, and a bound for both."""
        ended, chosen, told = exact(self.rows, plan, self.attempt, work=work)
        self.over = ended in {cp.Found.OPTIMAL, cp.Found.INFEASIBLE}
        if ended is cp.Found.INFEASIBLE:
            # sites were only left out that no plan cheaper than the one in hand can have
            self.impossible = plan is None
            return plan, self.upper
        return self.better(plan, chosen), -1 if told is None else min(told, self.upper)


def _narrowed(
    rows: Rows, bound: Priced, upper: int, plan: Ints | None
) -> tuple[Rows, Ints, Ints | None]:
    """Return the rows on the sites that may be in a better plan, or are in the one in hand."""
    kept = worse_out(bound, rows.limits, upper)
    if plan is not None:
        kept[plan] = True
    place = np.flatnonzero(kept)
    return rows.only(kept), place, None if plan is None else np.searchsorted(place, np.sort(plan))


def _searched(rows: Rows, attempt: Attempt, start: Ints, work: float, goal: int) -> Ints | None:
    """Return the best choice that search finds, None if it finds none that keeps every rule."""
    until = attempt.used + work
    swap = Swap(rows, attempt, until)
    if not rows.cost.any():
        chosen = swap.best(start, goal)
        return chosen if rows.holds(chosen) else None
    chosen = swap.filled(start)
    if (rows.count(chosen) < rows.least).any():
        return None
    chosen = Weighting(rows, attempt, until).best(chosen, goal)
    return chosen if rows.holds(chosen) else None


def _upper(rows: Rows, plan: Ints | None) -> int:
    """Return the objective of a plan, or one above that of any."""
    if plan is not None:
        return rows.objective(plan)
    return int(rows.constant + rows.cost.sum() + rows.loss[0].sum() + rows.loss[1].sum() + 1)


def _report(attempt: Attempt, rows: Rows, plan: Ints | None, bound: Priced) -> None:
    attempt.report(None if plan is None else rows.objective(plan), bound.whole)
