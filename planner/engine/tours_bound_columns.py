"""Column generation: tours are priced until no better one is left, and the bound with them."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from planner.engine.attempt import Attempt
from planner.engine.tours_bound_master import Column, Master, Prices
from planner.engine.tours_bound_net import Net, net_of
from planner.engine.tours_bound_parts import Relaxed
from planner.engine.tours_bound_price import Priced, Pricer

PAIRS_PER_WORK = 300_000_000
"""Pairs of labels that count as one unit of work, about a second."""
STEPS_PER_WORK = 4_000
NEAREST = 8
SMOOTH = 0.5
ROUNDS_MOST = 400
CYCLES_MOST = 40
"""Rounds in which spots learn to remember the idents tours came back to."""


@dataclass(eq=False)
class Generation:
    """State of a column generation.

    Parameters
    ----------
    bound, prices, least
        Best bound so far, the prices it was found at and the cheapest tour of each group there.
    """

    master: Master
    pricers: list[Pricer]
    attempt: Attempt
    until: float
    bound: float = -math.inf
    prices: Prices | None = None
    least: tuple[float, ...] = ()
    value: float = math.inf

    def over(self) -> bool:
        """Return whether the work is used or somebody wants to stop."""
        return self.attempt.used >= self.until or self.attempt.cancelled()

    def spend(self, *, pairs: int = 0, steps: int = 0) -> None:
        """Book the work of pricing and of the program."""
        self.attempt.spend(pairs / PAIRS_PER_WORK + steps / STEPS_PER_WORK)


def generated(
    question: Relaxed, attempt: Attempt, *, work: float, dear: float, start: Iterable[Column] = ()
) -> Generation:
    """Generate tours until the bound is that of the whole program, or the work is used."""
    nets = [net_of(question, group) for group in question.groups]
    master = Master(question, nets, dear)
    for column in start:
        master.add(column)
    pricers = [Pricer(net, net.near(NEAREST), attempt.cancelled) for net in nets]
    state = Generation(master, pricers, attempt, attempt.used + work)
    for _ in range(CYCLES_MOST):
        done = _converged(state)
        if not done or state.over() or not _remember(state):
            break
    return state


def _converged(state: Generation) -> bool:
    """Add tours until none is missing; return whether so it ended."""
    centre: Prices | None = None
    exact = False
    for _ in range(ROUNDS_MOST):
        solved = state.master.solve()
        if solved is None or state.over():
            return False
        state.value, prices = solved
        if state.value - state.bound <= 1e-6 * max(1.0, abs(state.value)) + 1e-3:
            return True
        asked = prices if centre is None or not exact else prices.mixed(centre, SMOOTH)
        state.spend(steps=state.master.work)
        found = []
        for g in range(len(state.pricers)):
            found.append(_priced(state, g, asked, exact=exact))
            state.spend(pairs=found[-1].work)
            if state.over():
                return False
        if exact:
            if any(priced.least is None for priced in found):
                return False
            centre = _bounded(state, asked, [priced.least or 0.0 for priced in found], centre)
        better = _added(state, found)
        if not better and exact and asked is prices:
            return True
        if not better and exact:
            centre = None
        exact = not better
    return False


def _priced(state: Generation, g: int, prices: Prices, *, exact: bool) -> Priced:
    most = int((state.until - state.attempt.used) * PAIRS_PER_WORK)
    return state.pricers[g].cheapest(state.master.legs(g, prices), exact=exact, most=most)


def _bounded(
    state: Generation, prices: Prices, least: list[float], centre: Prices | None
) -> Prices:
    """Keep the bound at prices if it is the best, and return the best prices."""
    bound = state.master.bound(prices, least)
    if bound > state.bound:
        state.bound, state.prices, state.least = bound, prices, tuple(least)
        return prices
    return centre or prices


def _added(state: Generation, found: list[Priced]) -> bool:
    """Add the tours found; return whether any is new."""
    before = len(state.master.columns)
    for g, priced in enumerate(found):
        for _, path in priced.tours:
            state.master.add((g, path))
    return len(state.master.columns) > before


def _remember(state: Generation) -> bool:
    """Let spots between two calls at one ident remember it; return whether there were any."""
    changed = False
    for g, path in state.master.used():
        for spots, ident in _cycles(state.pricers[g].net, path):
            state.pricers[g].memory[spots] |= state.pricers[g].net.bits[ident]
            changed = True
    if changed:
        stale = [
            (g, path) for g, path in state.master.columns if not _remembered(state.pricers[g], path)
        ]
        state.master.drop(stale)
    return changed


def _cycles(net: Net, path: tuple[int, ...]) -> Iterable[tuple[list[int], int]]:
    last: dict[int, int] = {}
    for n, spot in enumerate(path):
        ident = int(net.ident[spot])
        if ident in last:
            yield list(path[last[ident] : n]), spot
        last[ident] = n


def _remembered(pricer: Pricer, path: tuple[int, ...]) -> bool:
    """Return whether a tour calls at nothing it remembers."""
    seen = np.zeros(pricer.net.words, dtype=np.uint64)
    for spot in path:
        if (seen & pricer.net.bits[spot]).any():
            return False
        seen = (seen & pricer.memory[spot]) | pricer.net.bits[spot]
    return True
