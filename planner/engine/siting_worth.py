"""A bound for least weighted distance by prices that targets pay for being served.

A site earns what targets pay above the way to it (Cornuejols, Fisher & Nemhauser 1977, Location of
bank accounts to optimize float, Management Science 23; Beasley 1985).
"""

import numpy as np

from planner.engine.attempt import Attempt
from planner.engine.siting_price import Look, Pace, Priced, raised
from planner.engine.siting_rows import most_negative
from planner.engine.siting_view import Floats, Ints, in_memory
from planner.engine.siting_ways import Ways

WORK_EACH, WORK_WAY = 5e-5, 4e-9
"""Units of one round: for itself, and for each way."""
ROUNDS = 1200
_PATIENCE, _LEAST_STEP = 20, 2e-3


def first_prices(ways: Ways, plan: Ints) -> Floats:
    """Return prices between the way to the nearest site of a plan and to the next."""
    least, _, after = ways.nearest(plan)
    prices: Floats = (least + np.minimum(after, ways.base)) / 2.0
    return prices


def served_price(
    ways: Ways, prices: Floats, upper: int, attempt: Attempt, *, rounds: int = ROUNDS
) -> Priced:
    """Return the best bound found by prices that targets pay for being served."""

    def look(prices: Floats) -> Look:
        over = np.minimum(0.0, ways.cost - prices[ways.target])
        reduced: Floats = np.bincount(ways.site, over, len(ways.sites)).astype(float)
        earned, chosen = most_negative(reduced, ways.limits)
        taken = np.zeros(len(ways.sites), dtype=bool)
        taken[chosen] = True
        served = (over < 0) & taken[ways.site]
        off = (1 - np.bincount(ways.target[served], minlength=len(prices))).astype(np.float64)
        off[(prices >= ways.base) & (off > 0)] = 0
        return Look(float(prices.sum()) + earned, reduced, chosen, off)

    each = WORK_EACH + WORK_WAY * len(ways.cost) * in_memory(len(ways.cost))
    pace = Pace(rounds, _PATIENCE, _LEAST_STEP, each)
    return raised(look, prices, ways.base.astype(float), upper, attempt, pace)
