"""Least weighted distance: exchanges find, prices bound, branches or a model prove.

Targets pay for being served, and a site earns what its targets pay above the way to it. What that
leaves open is small enough to take sites in and out, or for the model by radius (Elloumi 2010, A
tighter formulation of the p-median problem, Journal of Combinatorial Optimization 19; Garcia, Labbe
& Marin 2011, Solving large p-median problems with a radius formulation, INFORMS J. Computing 23).
"""

from dataclasses import dataclass, replace

import numpy as np
from ortools.sat.python import cp_model

from planner.engine import cp
from planner.engine.attempt import Attempt
from planner.engine.siting_branch import branched
from planner.engine.siting_covering import Found
from planner.engine.siting_exchange import Exchange
from planner.engine.siting_model import Vars, limited
from planner.engine.siting_price import Priced, worse_out
from planner.engine.siting_rows import Rows
from planner.engine.siting_view import Floats, Ints
from planner.engine.siting_ways import Ways
from planner.engine.siting_worth import first_prices, served_price

EXACT_TERMS = 1_500_000
"""Ways up to which CP-SAT is asked."""
_HAIR = 1e-6
_FIRST, _SHARE = 0.3, 0.6
FEW_SITES = 12
"""Sites to add up to which taking them in and out is tried before the model."""


def nearest_sites(ways: Ways, needs: Rows, attempt: Attempt, *, work: float) -> Found:
    """Return the best sites found with so much work, as sites of ``ways``, and their bound.

    Parameters
    ----------
    needs
        What has to be covered, on the same sites.
    """
    if (np.diff(needs.cover.indptr) < needs.least).any():
        return Found(None, None, impossible=True)
    end = attempt.used + work
    none = np.zeros(0, dtype=np.int64)
    search = Exchange(ways, attempt, attempt.used + _FIRST * work)
    plan: Ints = search.best(none, 0, rounds=20)
    upper = ways.objective(plan)
    sound = needs.holds(plan)
    bound = served_price(ways, first_prices(ways, plan), upper, attempt)
    if bound.whole >= upper and sound:
        return Found(plan, upper)
    attempt.report(upper if sound else None, bound.whole)
    left = max(0.0, end - attempt.used)
    if left > 0:
        better = Exchange(ways, attempt, attempt.used + left / 4).best(plan, bound.whole, 200)
        if ways.objective(better) < upper and (needs.holds(better) or not sound):
            plan, upper, sound = better, ways.objective(better), needs.holds(better)
    if not sound:
        upper = int(ways.base.sum()) + 1
    if bound.whole >= upper:
        return Found(plan, upper)
    way = _Way(ways, needs, bound, attempt, end)
    if sound and not needs.cover.shape[0] and ways.limits.most_new <= FEW_SITES:
        return way.branched_first(plan, upper)
    return way.modelled_first(plan if sound else None, upper)


@dataclass(frozen=True, slots=True, eq=False)
class _Way:
    """Two ways to a proof: taking sites in and out, or the model of what is left."""

    ways: Ways
    needs: Rows
    bound: Priced
    attempt: Attempt
    end: float

    @property
    def _left(self) -> float:
        return max(0.0, self.end - self.attempt.used)

    def branched_first(self, plan: Ints, upper: int) -> Found:
        """Take few sites in and out; what that leaves open goes to the model."""
        plan, least = self._branched(plan, upper, _SHARE)
        if least >= self.ways.objective(plan):
            return Found(plan, least)
        found = self._modelled(plan, self.ways.objective(plan), 1.0)
        return replace(found, bound=max(least, found.bound or least))

    def modelled_first(self, plan: Ints | None, upper: int) -> Found:
        """Give the model of many sites a share, and the rest to taking them in and out."""
        branches = plan is not None and not self.needs.cover.shape[0]
        found = self._modelled(plan, upper, _SHARE if branches else 1.0)
        if not branches or found.chosen is None or found.bound is None:
            return found
        value = self.ways.objective(found.chosen)
        if found.bound >= value:
            return found
        chosen, least = self._branched(found.chosen, value, 1.0)
        return Found(chosen, max(least, found.bound))

    def _branched(self, plan: Ints, upper: int, share: float) -> tuple[Ints, int]:
        until = self.attempt.used + share * self._left
        return branched(self.ways, self.bound, plan, upper, self.attempt, until=until)

    def _modelled(self, plan: Ints | None, upper: int, share: float) -> Found:
        found, told, impossible = _proved(
            self.ways, self.needs, self.bound, (plan, upper), self.attempt, share * self._left
        )
        least = max(self.bound.whole, -1 if told is None else min(told, upper))
        return Found(found, None if impossible else least, impossible)


def _proved(
    ways: Ways,
    needs: Rows,
    bound: Priced,
    known: tuple[Ints | None, int],
    attempt: Attempt,
    work: float,
) -> tuple[Ints | None, int | None, bool]:
    """Return sites, a bound, and whether there are none at all, by the model of what is left."""
    plan, upper = known
    kept = worse_out(bound, ways.limits, upper)
    if plan is not None:
        kept[plan] = True
    spare = upper - 1 - bound.bound + _HAIR * max(1.0, abs(upper))
    most = bound.prices + max(0.0, spare)
    if plan is not None:
        most = np.maximum(most, ways.nearest(plan)[0])
    fewer, place = ways.only(kept, most), np.flatnonzero(kept)
    if len(fewer.cost) > EXACT_TERMS or work <= 0:
        return plan, None, False
    start = None if plan is None else np.searchsorted(place, np.sort(plan))
    ended, chosen, told = by_radius(fewer, needs.only(kept), most, start, attempt, work=work)
    if ended is cp.Found.INFEASIBLE:
        return plan, (upper if plan is not None else None), plan is None
    if chosen is None:
        return plan, told, False
    found = place[chosen]
    if plan is not None and ways.objective(found) >= upper:
        found = plan
    return found, told, False


def by_radius(
    ways: Ways, needs: Rows, most: Floats, start: Ints | None, attempt: Attempt, *, work: float
) -> tuple[cp.Found, Ints | None, int | None]:
    """Solve the model by radius: a target pays each step of distance within which no site is."""
    model = cp_model.CpModel()
    chosen = [model.new_bool_var("") for _ in ways.sites]
    limited(model, chosen, ways.limits)
    rings: dict[bytes, cp_model.IntVar] = {}
    terms: dict[int, int] = {}
    hints: list[tuple[cp_model.IntVar, frozenset[int]]] = []
    constant = 0
    first = np.searchsorted(ways.target, np.arange(len(ways.base) + 1)).tolist()
    for target, base in enumerate(ways.base.tolist()):
        sites, costs = (a[first[target] : first[target + 1]] for a in (ways.site, ways.cost))
        may_stay = base <= most[target]
        if not len(sites):
            constant += base
            continue
        constant += int(costs[0])
        cuts = [*(np.flatnonzero(np.diff(costs)) + 1).tolist(), len(costs)]
        before: cp_model.IntVar | None = None
        for number, cut in enumerate(cuts):
            begin = cuts[number - 1] if number else 0
            last = number + 1 == len(cuts)
            near = [chosen[site] for site in sites[begin:cut].tolist()]
            if last and not may_stay:
                model.add_bool_or([*near, *_unless(before)])
                break
            within = np.sort(sites[:cut])
            key = within.tobytes()
            ring = rings.get(key)
            if ring is None:
                ring = rings[key] = model.new_bool_var("")
                hints.append((ring, frozenset(within.tolist())))
            # once for each way a ring grew: both are true of it
            model.add_bool_or([ring, *near, *_unless(before)])
            dearer = base if last else int(costs[cut])
            terms[ring.index] = terms.get(ring.index, 0) + dearer - int(costs[cut - 1])
            before = ring
    _needed(model, chosen, needs)
    variables = [model.get_bool_var_from_proto_index(index) for index in terms]
    model.minimize(cp_model.LinearExpr.weighted_sum(variables, list(terms.values())))
    if start is not None:
        taken = set(start.tolist())
        for site, variable in enumerate(chosen):
            model.add_hint(variable, site in taken)
        for ring, within_ in hints:
            model.add_hint(ring, not (within_ & taken))
    answer = cp.solve(model, attempt, work=work, offset=constant)
    found = None
    if answer.solved:
        found = np.array([i for i, v in enumerate(chosen) if answer.true(v)], dtype=np.int64)
    return answer.found, found, None if answer.bound is None else answer.bound + constant


def _unless(before: cp_model.IntVar | None) -> list[cp_model.BoolVarT]:
    return [] if before is None else [~before]


def _needed(model: cp_model.CpModel, chosen: Vars, needs: Rows) -> None:
    pairs = np.split(needs.cover.indices, needs.cover.indptr[1:-1])
    for sites, least in zip(pairs, needs.least.tolist(), strict=False):
        model.add(sum(chosen[site] for site in sites.tolist()) >= least)
