"""Least price that covers all: rows nobody covers weigh more from step to step.

Gao, Weise & Li 2015, An efficient local search heuristic with row weighting for the unicost set
covering problem, European Journal of Operational Research 246: a site is taken out, one that covers
a row left bare is put in, and rows left bare gain weight. With prices sites are compared by weight
for their price.
"""

import numpy as np

from planner.engine.attempt import Attempt
from planner.engine.siting_rows import Rows
from planner.engine.siting_view import Floats, Ints

WORK_STEP, WORK_PAIR = 7.5e-5, 8e-9
"""Units of one step: for itself, and for each score it touches."""
_ONE_BY_ONE = 12


class Weighting:
    """The search for rows that have to be covered at least price.

    Parameters
    ----------
    until
        Units of work used, of the attempt, at which to end.
    """

    def __init__(self, rows: Rows, attempt: Attempt, until: float) -> None:
        self.rows, self.attempt, self.until = rows, attempt, until
        turned = rows.cover.T.tocsr()
        self.of_site = np.split(turned.indices, turned.indptr[1:-1])
        self.of_row = np.split(rows.cover.indices, rows.cover.indptr[1:-1])
        self.cost = np.maximum(1, rows.cost).astype(float)
        self.price = rows.cost.astype(np.int64)
        self.luck = np.random.default_rng(attempt.effort.seed)
        high, wide = (max(1, size) for size in rows.cover.shape)
        self.each = WORK_STEP + WORK_PAIR * (rows.cover.nnz / wide) * (rows.cover.nnz / high)

    def best(self, start: Ints, goal: int) -> Ints:
        """Return the cheapest choice found that covers every row, beginning with one that does."""
        self._begin(start)
        best = start
        least = int(self.price[start].sum())
        while not (self.attempt.used >= self.until or self.attempt.over()):
            while not self.bare.any():
                best = np.flatnonzero(self.inside)
                least = int(self.price[best].sum())
                if least + self.rows.constant <= goal:
                    return best
                self._move(self._least_missed(None), -1)
            self.step += 1
            if self.inside.sum() > 1:
                self._move(self._least_missed(self.last), -1)
            self._cover(least)
            self.attempt.spend(self.each)
        return best

    def _begin(self, start: Ints) -> None:
        rows, sites = self.rows.cover.shape
        self.inside = np.zeros(sites, dtype=bool)
        self.inside[start] = True
        self.count = self.rows.count(start)
        self.bare = self.count < self.rows.least
        self.weight = np.ones(rows)
        self.seen = np.zeros(sites, dtype=np.int64)
        self.out_since = np.full(sites, -1, dtype=np.int64)
        self.changed = np.zeros(rows, dtype=np.int64)
        self.step, self.clock, self.last = 0, 0, -1
        turned = self.rows.cover.T.tocsr()
        self.gain: Floats = turned @ self.bare.astype(float)
        self.loss: Floats = turned @ (self.count <= self.rows.least).astype(float)

    def _least_missed(self, tabu: int | None) -> int:
        inside = np.flatnonzero(self.inside)
        if tabu is not None and len(inside) > 1:
            inside = inside[inside != tabu]
        rate = self.loss[inside] / self.cost[inside]
        alike = inside[rate == rate.min()]
        return int(alike[self.seen[alike].argmin()])

    def _cover(self, least: int) -> None:
        """Put sites in for bare rows while the whole stays cheaper than the best."""
        spent = int(self.price[self.inside].sum())
        while True:
            bare = np.flatnonzero(self.bare)
            if not len(bare):
                return
            row = bare[int(self.luck.integers(len(bare)))]
            sites = self.of_row[row]
            sites = sites[~self.inside[sites] & (self.price[sites] + spent < least)]
            site = self._most_gained(sites)
            if site < 0:
                self._weigh(bare)
                return
            self._move(site, 1)
            spent += int(self.price[site])
            self.last = site
            self._weigh(np.flatnonzero(self.bare))

    def _most_gained(self, sites: Ints) -> int:
        """Return the site that gains most of those around which something changed; -1: none."""
        while len(sites):
            rate = self.gain[sites] / self.cost[sites]
            alike = sites[rate == rate.max()]
            site = int(alike[self.seen[alike].argmin()])
            if self.changed[self.of_site[site]].max() > self.out_since[site]:
                return site
            sites = sites[sites != site]
        return -1

    def _weigh(self, bare: Ints) -> None:
        self.weight[bare] += 1
        ones = np.ones(len(bare))
        self._add(self.gain, bare, ones)
        self._add(self.loss, bare, ones)

    def _move(self, site: int, by: int) -> None:
        """Put a site in (1) or take it out (-1)."""
        rows = self.of_site[site]
        before = self.count[rows]
        least = self.rows.least[rows]
        self.count[rows] = before + by
        self.inside[site] = by > 0
        self.clock += 1
        self.seen[site] = self.step
        self.changed[rows] = self.clock
        self.out_since[site] = -1 if by > 0 else self.clock
        at_least = least - 1 if by > 0 else least  # bare before, or bare now
        turned = rows[before == at_least]
        self.bare[turned] = by < 0
        self._add(self.gain, turned, -by * self.weight[turned])
        spare = rows[before == at_least + 1]  # from just enough to one more, or back
        self._add(self.loss, spare, -by * self.weight[spare])

    def _add(self, scores: Floats, rows: Ints, values: Floats) -> None:
        """Add to the scores of all sites of each row."""
        if len(rows) <= _ONE_BY_ONE:
            for row, value in zip(rows.tolist(), values.tolist(), strict=True):
                scores[self.of_row[row]] += value
            return
        listed = [self.of_row[row] for row in rows.tolist()]
        each = np.repeat(values, [len(sites) for sites in listed])
        scores += np.bincount(np.concatenate(listed), each, len(scores))
