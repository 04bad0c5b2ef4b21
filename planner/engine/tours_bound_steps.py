"""Steps of a sweep: from run to run, and along the calls of the runs under way."""

import numpy as np

from planner.engine.tours_bound_clock import NEVER, Clock, Costs
from planner.engine.tours_bound_net import Floats


class Across:
    """Legs from the last call of a run to the first of one in another cluster."""

    def __init__(self, sweep: Clock, legs: Floats) -> None:
        self._size, self._longest = sweep.net.size, sweep.longest
        here, there = sweep.sources, sweep.targets
        self._legs = legs[here, there].astype(np.float32)
        self._rows = (sweep.longest - sweep.takes[here, there]) * self._size + here
        self._heads, self._at = np.unique(there, return_index=True)

    def add(self, last: Costs, at: int, come: Costs, gains: Costs) -> None:
        """Lower the cost up to the calls the legs lead to at a time."""
        if not len(self._rows):
            return
        turns = last.shape[2]
        before = last.reshape(-1, turns)[at * self._size : (at + self._longest) * self._size]
        costs = before.take(self._rows, axis=0)
        costs += self._legs
        least = np.minimum.reduceat(costs, self._at, axis=0) - gains[self._heads]
        come[self._heads] = np.minimum(come[self._heads], least)


class Running:
    """Runs under way at all times within reach: what they cost after each of the calls between."""

    def __init__(self, sweep: Clock, gains: Costs) -> None:
        self._sweep, self._turns = sweep, gains.shape[1]
        self._runs = np.arange(len(sweep.lasts))
        self._between = sweep.inner.shape[1]
        self._span = int(sweep.inner_takes.max(initial=0)) + 1
        shape = (self._between, self._span, len(self._runs), self._turns)
        self._known = np.full(shape, NEVER, dtype=np.float32)
        own = sweep.gains(gains)
        self._gains = [own[sweep.inner[:, k]] for k in range(self._between)]
        self._ends, self._at = np.unique(sweep.lasts, return_index=True)
        self._last_gains = gains[self._ends]

    def add(self, first: Costs, at: int, ended: Costs) -> None:
        """Lower the cost up to the last calls of the runs there at a time."""
        sweep = self._sweep
        if not len(self._runs):
            return
        cost = first[at + sweep.longest - sweep.run_takes, sweep.firsts] + sweep.run_costs
        for k in range(self._between):
            self._known[k, at % self._span] = cost
            takes = sweep.inner_takes[:, k]
            rows = np.flatnonzero((at <= sweep.inner_late[:, k]) & (takes <= at))
            if not len(rows):
                continue
            done = self._known[k, (at - takes[rows]) % self._span, rows] - self._gains[k][rows]
            cost[rows] = np.minimum(cost[rows], done)
        least = np.minimum.reduceat(cost, self._at, axis=0) - self._last_gains
        ended[self._ends] = np.minimum(ended[self._ends], least)
