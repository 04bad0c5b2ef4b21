"""Least weighted distance proved: sites taken in or left out one by one, each time priced anew.

A site taken in is only a lower base for every target, one left out is one fewer; so each node is
the same question, smaller (Beasley 1985, A note on solving large p-median problems, EJOR 21).
"""

from dataclasses import dataclass, replace

import numpy as np

from planner.engine.attempt import Attempt
from planner.engine.siting_price import Priced, worse_out
from planner.engine.siting_view import Floats, Ints
from planner.engine.siting_ways import Ways
from planner.engine.siting_worth import served_price

ROUNDS = 60
"""Rounds of prices at a node; they begin with those of the node before."""


@dataclass(frozen=True, slots=True, eq=False)
class _Node:
    """A question with some sites taken in, what is known of it, and prices to begin with."""

    ways: Ways
    inside: tuple[int, ...]
    bound: int
    prices: Floats


def branched(
    ways: Ways, root: Priced, plan: Ints, upper: int, attempt: Attempt, *, until: float
) -> tuple[Ints, int]:
    """Return the best sites found and a bound: the same where the search came to its end.

    Parameters
    ----------
    until
        Units of work used, of the attempt, at which to end.
    """
    best, value = plan, upper
    nodes = [_Node(ways, (), root.whole, root.prices)]
    while nodes:
        if attempt.used >= until or attempt.over():
            return best, min(value, *(node.bound for node in nodes))
        node = nodes.pop()
        if node.bound >= value:
            continue
        now = node.ways
        if not now.limits.most_new or not len(now.sites):
            # nothing may be added: what is in is the plan
            cost = int(now.base.sum())
            if cost < value:
                best, value = np.array(node.inside, dtype=np.int64), cost
            continue
        priced = served_price(now, node.prices, value, attempt, rounds=ROUNDS)
        found = np.array([*node.inside, *now.sites[priced.chosen].tolist()], dtype=np.int64)
        cost = now.objective(priced.chosen)
        if cost < value:
            best, value = found, cost
        bound = max(node.bound, priced.whole)
        if bound >= value:
            continue
        nodes += _branches(now, priced, node.inside, bound, value)
    return best, value


def _branches(
    ways: Ways, priced: Priced, inside: tuple[int, ...], bound: int, value: int
) -> list[_Node]:
    """Return the question without the best site, and the one with it, which is looked at first."""
    most = priced.prices + max(0.0, value - 1 - priced.bound) + 1e-6 * max(1.0, abs(value))
    kept = worse_out(priced, ways.limits, value)
    fewer = ways.only(kept, most)
    if not len(fewer.sites):
        return [_Node(fewer, inside, bound, priced.prices)]
    reduced = priced.reduced[kept]
    site = int(np.argmin(reduced))
    without = np.ones(len(fewer.sites), dtype=bool)
    without[site] = False
    none = np.full(len(fewer.base), np.inf)
    out = _Node(fewer.only(without, none), inside, bound, priced.prices)
    if int(fewer.limits.price[site]) > fewer.limits.most_price:
        return [out]
    taken = with_site(fewer, site)
    prices = np.minimum(priced.prices, taken.base)
    return [out, _Node(taken, (*inside, int(fewer.sites[site])), bound, prices)]


def with_site(ways: Ways, site: int) -> Ways:
    """Return the question that is left once a site is in."""
    own = ways.site == site
    base = ways.base.copy()
    base[ways.target[own]] = np.minimum(base[ways.target[own]], ways.cost[own])
    limits = replace(
        ways.limits,
        most_new=ways.limits.most_new - 1,
        most_price=ways.limits.most_price - int(ways.limits.price[site]),
    )
    others = np.arange(len(ways.sites)) != site
    left = replace(ways, base=base, limits=limits)
    useful = ways.cost < base[ways.target]
    left = replace(left, target=ways.target[useful], site=ways.site[useful], cost=ways.cost[useful])
    return left.only(others, np.full(len(base), np.inf))
