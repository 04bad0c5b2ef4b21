"""How often posts are busy: Larson's hypercube exactly (1974), his approximation above (1975).

Units serve equally long on average, so the share of time with k busy units is Erlang's. Within a
level each state follows from the one below and the one above: sweeps up and down converge fast.
"""

from math import comb

import numpy as np
from numpy.typing import NDArray

from planner.judge.busy import levels, mean_wait_s
from planner.problem.busy import BusyAnswer, BusyProblem

EXACT_MOST = 15
"""Units up to which all 2^n states are counted."""
SWEEPS = 5_000
STILL = 1e-10
"""Largest change of a share in a sweep that counts as none."""
_TURNS = 500

Shares = NDArray[np.float64]
Ints = NDArray[np.int64]


def solve(problem: BusyProblem) -> BusyAnswer:
    """Return how busy every unit is: exactly up to 15 units, else nearly."""
    return exact(problem) if problem.units <= EXACT_MOST else approximate(problem)


def exact(problem: BusyProblem) -> BusyAnswer:
    """Count every state of busy and free units (Larson 1974)."""
    units, load = problem.units, problem.load
    by_level = levels(load, units, queue=problem.queue)
    orders = _merged(problem)
    rate = np.zeros((2**units, units))
    for order, its_load in orders.items():
        rate[np.arange(2**units - 1), _first_free(units, order)[:-1]] += its_load
    full = by_level[-1] * (1 - load / units if problem.queue else 1.0)
    states = _balanced(rate, (*by_level[:-1], full))
    queued = by_level[-1] - full
    number = np.arange(2**units)
    busy = [float(states[number >> u & 1 == 1].sum() + queued) for u in range(units)]
    share = {order: _answered(problem, states, order, by_level[-1]) for order in orders}
    return BusyAnswer(
        exact=True,
        busy=tuple(busy),
        answers=tuple(share[place.order] for place in problem.places),
        waiting=by_level[-1],
        wait_s=mean_wait_s(problem),
        states=tuple(states.tolist()),
    )


def approximate(problem: BusyProblem) -> BusyAnswer:
    """Take units as independent but for the correction factors Q (Larson 1975)."""
    units, load = problem.units, problem.load
    by_level = levels(load, units, queue=problem.queue)
    carried = load * (1.0 if problem.queue else 1 - by_level[-1])
    rho = carried / units
    orders = _merged(problem)
    order = np.array(list(orders), dtype=np.int64).reshape(-1, units)
    loads = np.array(list(orders.values()))
    factor = np.array([_factor(by_level, rho, j) for j in range(units)])
    from_queue = load * by_level[-1] / units if problem.queue else 0.0
    busy = np.full(units, rho)
    for _ in range(_TURNS):
        asked = _asked(order, factor, busy)
        sent = np.zeros(units)
        np.add.at(sent, order, asked * loads[:, None])
        now = (sent + from_queue) / (1 + sent)
        now *= carried / now.sum() if now.sum() else 0.0
        if np.abs(now - busy).max() < STILL:
            break
        busy = now
    shares = _shared(order, _asked(order, factor, busy), busy, by_level[-1], queue=problem.queue)
    told = dict(zip(orders, shares, strict=True))
    return BusyAnswer(
        exact=False,
        busy=tuple(busy.tolist()),
        answers=tuple(tuple(told[place.order].tolist()) for place in problem.places),
        waiting=by_level[-1],
        wait_s=mean_wait_s(problem),
    )


def _merged(problem: BusyProblem) -> dict[tuple[int, ...], float]:
    """Load of all places that ask units in the same order."""
    merged: dict[tuple[int, ...], float] = {}
    for place in problem.places:
        merged[place.order] = merged.get(place.order, 0.0) + problem.load_of(place)
    return merged


def _first_free(units: int, order: tuple[int, ...]) -> Ints:
    """Return the unit sent in each state; where all are busy, the first of the list."""
    number = np.arange(2**units)
    sent = np.full(2**units, order[0], dtype=np.int64)
    for unit in reversed(order):
        sent[number >> unit & 1 == 0] = unit
    return sent


def _balanced(rate: Shares, by_level: tuple[float, ...]) -> Shares:
    """Return the share of each state; `rate` tells how fast units are sent, state by unit."""
    count, units = rate.shape
    number = np.arange(count)
    level = np.bitwise_count(number).astype(np.int64)
    out = rate.sum(axis=1) + level
    rows = [np.flatnonzero(level == k) for k in range(units + 1)]
    share = np.array(by_level)[level] / np.bincount(level)[level]
    for _ in range(SWEEPS):
        before = share.copy()
        for k in (*range(1, units), *range(units - 2, 0, -1)):
            at, into = rows[k], np.zeros(len(rows[k]))
            for unit in range(units):
                bit, other = at >> unit & 1 == 1, at ^ (1 << unit)
                into += np.where(bit, share[other] * rate[other, unit], share[other])
            into /= out[at]
            share[at] = into * (by_level[k] / into.sum()) if into.sum() else 0.0
        if np.abs(share - before).max() < STILL:
            break
    return share


def _answered(
    problem: BusyProblem, states: Shares, order: tuple[int, ...], full: float
) -> tuple[float, ...]:
    """Share of the calls with this order by unit; who waited is taken by any, alike."""
    sent = np.bincount(
        _first_free(problem.units, order)[:-1], weights=states[:-1], minlength=problem.units
    )
    return tuple((sent + (full / problem.units if problem.queue else 0.0)).tolist())


def _factor(by_level: tuple[float, ...], rho: float, asked: int) -> float:
    """Return Q: how much likelier than by chance `asked` units are busy and the next is free."""
    units = len(by_level) - 1
    if not rho or rho >= 1:
        return 1.0
    meet = sum(
        by_level[k] * comb(units - asked - 1, k - asked) / comb(units, k)
        for k in range(asked, units)
    )
    return meet / (rho**asked * (1 - rho))


def _asked(order: Ints, factor: Shares, busy: Shares) -> Shares:
    """Return for each order and rank how likely everybody before is busy, corrected by Q."""
    before = np.cumprod(np.hstack([np.ones((len(order), 1)), busy[order][:, :-1]]), axis=1)
    return before * factor


def _shared(order: Ints, asked: Shares, busy: Shares, full: float, *, queue: bool) -> Shares:
    """Share of calls by unit for each order, made to sum to the calls that are answered."""
    shares = np.zeros(order.shape)
    np.put_along_axis(shares, order, asked * (1 - busy[order]), axis=1)
    shares *= (1 - full) / shares.sum(axis=1, keepdims=True)
    return shares + (full / order.shape[1] if queue else 0.0)
