"""A bound for covering by prices on rows, and which sites cannot be in a better plan.

Rows pay for the sites that cover them; what is left to decide is each row alone and the cheapest
sites within the limits. Prices are moved against what is covered too little or too often (Held,
Wolfe & Crowder 1974, Validation of subgradient optimization, Mathematical Programming 6; for
covering Caprara, Fischetti & Toth 1999, Operations Research 47).
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from planner.engine.attempt import Attempt
from planner.engine.siting_rows import Rows, most_negative
from planner.engine.siting_view import Bools, Floats, Ints, Limits, in_memory

WORK_EACH, WORK_PAIR = 1.5e-4, 8e-9
"""Units of one round: for itself, and for each pair of a row and a site."""
ROUNDS = 1500
_PATIENCE, _LEAST_STEP = 25, 5e-3
_HAIR = 1e-6


@dataclass(frozen=True, slots=True, eq=False)
class Priced:
    """The best bound found, its prices, what each site costs under them, and sites it chose."""

    bound: float
    prices: Floats
    reduced: Floats
    chosen: Ints

    @property
    def whole(self) -> int:
        """The bound as a whole number."""
        return math.ceil(self.bound - _HAIR * max(1.0, abs(self.bound)))


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """What prices come to: a bound, what each site costs, the sites chosen, and what is off.

    ``off`` is above 0 where a price is to rise, below 0 where it is to fall.
    """

    bound: float
    reduced: Floats
    chosen: Ints
    off: Floats


@dataclass(frozen=True, slots=True)
class Pace:
    """How prices move: rounds, rounds without a better bound before steps halve, least step.

    Parameters
    ----------
    each
        Units of work of one round.
    """

    rounds: int
    patience: int
    least_step: float
    each: float


def raised(
    look: Callable[[Floats], Look],
    prices: Floats,
    most: Floats | float,
    upper: int,
    attempt: Attempt,
    pace: Pace,
) -> Priced:
    """Return the best bound found by moving prices between 0 and ``most``."""
    best = Priced(-np.inf, prices, np.zeros(0), np.zeros(0, dtype=np.int64))
    share, stale = 1.0, 0
    for _ in range(pace.rounds):
        now = look(prices)
        if now.bound > best.bound + _HAIR:
            best, stale = Priced(now.bound, prices, now.reduced, now.chosen), 0
        else:
            stale += 1
        attempt.spend(pace.each)
        if best.whole >= upper or share < pace.least_step or attempt.over():
            break
        if stale >= pace.patience:
            share, stale, prices = share / 2, 0, best.prices
            continue
        square = float(now.off @ now.off)
        if square == 0:
            break
        step = share * max(1.0, upper - now.bound) / square
        prices = np.clip(prices + step * now.off, 0.0, most)
    return best


def priced(
    rows: Rows,
    upper: int,
    attempt: Attempt,
    *,
    start: Floats | None = None,
    rounds: int = ROUNDS,
) -> Priced:
    """Return the best bound that so many rounds of prices find, at most the upper one."""
    cover, turned = rows.cover, rows.cover.T.tocsr()

    def look(prices: Floats) -> Look:
        reduced = rows.cost - turned @ prices
        least, chosen = most_negative(reduced, rows.limits)
        worth, count = _alone(rows, prices)
        taken = np.zeros(cover.shape[1])
        taken[chosen] = 1
        return Look(rows.constant + worth + least, reduced, chosen, count - cover @ taken)

    each = WORK_EACH + WORK_PAIR * cover.nnz * in_memory(cover.nnz) / 2
    pace = Pace(rounds, _PATIENCE, _LEAST_STEP, each)
    return raised(look, _first(rows) if start is None else start, np.inf, upper, attempt, pace)


def worse_out(priced_: Priced, limits: Limits, upper: int) -> Bools:
    """Tell which sites may still be in a plan cheaper than the upper one."""
    reduced = priced_.reduced
    in_place = 0.0
    if not limits.priced and len(priced_.chosen) == limits.most_new and len(priced_.chosen):
        in_place = float(reduced[priced_.chosen[-1]])
    with_it = priced_.bound + np.maximum(0.0, reduced - in_place)
    kept = with_it <= upper - 1 + _HAIR * max(1.0, abs(upper))
    kept[priced_.chosen] = True
    kept[reduced < 0] |= limits.priced
    return kept


def _first(rows: Rows) -> Floats:
    """Start with the cheapest site of each row shared out, or with what the row can lose."""
    size = np.maximum(1, np.diff(rows.cover.T.tocsr().indptr))
    rate = rows.cost / size
    pay = np.zeros(rows.cover.shape[0])
    if rows.cost.any():
        each = rate[rows.cover.indices]
        filled = np.diff(rows.cover.indptr) > 0
        pay[filled] = np.minimum.reduceat(each, rows.cover.indptr[:-1][filled])
    lost = rows.loss[0] / np.maximum(1, rows.step[0]) + rows.loss[1]
    return np.maximum(pay, lost / 2)


def _alone(rows: Rows, prices: Floats) -> tuple[float, Ints]:
    """Return the least each row costs by itself, added up, and how many sites it then takes."""
    best, count = np.full(len(prices), np.inf), np.zeros(len(prices), dtype=np.int64)
    for wanted in (np.zeros_like(rows.least), rows.least, *rows.step):
        cost = wanted * prices
        for step, loss in zip(rows.step, rows.loss, strict=True):
            cost = cost + np.where(wanted < step, loss, 0)
        cost = np.where(wanted >= rows.least, cost, np.inf)
        better = cost < best
        best, count = np.where(better, cost, best), np.where(better, wanted, count)
    return float(best.sum()), count
