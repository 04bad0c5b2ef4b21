"""Least price that covers all: rows nobody covers weigh more from step to step.

Gao, Weise & Li 2015, An efficient local search heuristic with row weighting for the unicost set
covering problem, European Journal of Operational Research 246: a site is taken out, one that covers
a row left bare is put in, and rows left bare gain weight. With prices sites are compared by weight
for their price.
"""

from itertools import pairwise

import numpy as np

from planner.engine.attempt import Attempt
from planner.engine.siting_rows import Rows
from planner.engine.siting_view import Floats, Ints

WORK_STEP, WORK_ROW, WORK_PAIR = 3.2e-5, 5e-7, 8e-9
"""Units of one step: for itself, for each row of a site, and for each score it may touch."""


class Weighting:
    """The search for rows that have to be covered at least price.

    A step moves few rows of few sites, so what it moves is in plain lists: a look into an array
    takes longer than all of them. Only what the sites of a whole row gain is an array.

    Parameters
    ----------
    until
        Units of work used, of the attempt, at which to end.
    """

    def __init__(self, rows: Rows, attempt: Attempt, until: float) -> None:
        self.rows, self.attempt, self.until = rows, attempt, until
        turned = rows.cover.T.tocsr()
        listed, ends = turned.indices.tolist(), turned.indptr.tolist()
        self.of_site = [listed[a:b] for a, b in pairwise(ends)]
        self.of_row = np.split(rows.cover.indices.astype(np.intp), rows.cover.indptr[1:-1])
        self.needed: list[int] = rows.least.tolist()
        self.price: list[int] = rows.cost.tolist()
        self.prices = rows.cost.astype(np.int64)
        self.rate: Floats = 1.0 / np.maximum(1, rows.cost)
        self.rates: list[float] = self.rate.tolist()
        self.luck = np.random.default_rng(attempt.effort.seed)
        high, wide = (max(1, size) for size in rows.cover.shape)
        of_site, of_row = rows.cover.nnz / wide, rows.cover.nnz / high
        self.each = WORK_STEP + WORK_ROW * of_site + WORK_PAIR * of_site * of_row

    def best(self, start: Ints, goal: int) -> Ints:
        """Return the cheapest choice found that covers every row, beginning with one that does."""
        self._begin(start)
        best, least = sorted(self.inside), self.spent
        while not (self.attempt.used >= self.until or self.attempt.over()):
            while not self.bare:
                best, least = sorted(self.inside), self.spent
                if least + self.rows.constant <= goal or not best:
                    return np.array(best, dtype=np.int64)
                self._take(self._least_missed(None))
            self.step += 1
            if len(self.inside) > 1:
                self._take(self._least_missed(self.last))
            self._cover(least)
            self.attempt.spend(self.each)
        return np.array(best, dtype=np.int64)

    def _begin(self, start: Ints) -> None:
        rows, sites = self.rows.cover.shape
        # kept in the order they came, so that what is alike is found in the same order every time
        self.inside: dict[int, None] = {}
        self.within: list[set[int]] = [set() for _ in range(rows)]
        self.bare = [row for row, needed in enumerate(self.needed) if needed > 0]
        self.weight = [1] * rows
        self.gain: Ints = np.bincount(self.rows.cover[self.bare].indices, minlength=sites).astype(
            np.int64
        )
        self.loss = [0] * sites
        self.seen = [0] * sites
        self.out_since = [-1] * sites
        self.changed = [0] * rows
        self.step, self.clock, self.last, self.spent = 0, 0, -1, 0
        for site in start.tolist():
            self._put(site)

    def _least_missed(self, tabu: int | None) -> int:
        """Return the site missed least for its price; of those alike the one longest in."""
        loss, rates, seen = self.loss, self.rates, self.seen
        best, low, since = -1, float("inf"), 0
        for site in self.inside:
            rate = loss[site] * rates[site]
            if (rate < low or (rate == low and seen[site] < since)) and site != tabu:
                best, low, since = site, rate, seen[site]
        return best

    def _cover(self, least: int) -> None:
        """Put sites in for bare rows while the whole stays cheaper than the best."""
        while self.bare:
            row = self.bare[int(self.luck.random() * len(self.bare))]
            site = self._most_gained(self._fitting(row, least - self.spent))
            if site < 0:
                self._weigh()
                return
            self._put(site)
            self.last = site
            self._weigh()

    def _fitting(self, row: int, room: int) -> Ints:
        """Return the sites of a row that are out and cheaper than the room there is."""
        sites: Ints = self.of_row[row]
        sites = sites[self.prices[sites] < room]
        if self.within[row]:
            sites = sites[[site not in self.inside for site in sites.tolist()]]
        return sites

    def _most_gained(self, sites: Ints) -> int:
        """Return the site that gains most of those around which something changed; -1: none."""
        while len(sites):
            rate = self.gain[sites] * self.rate[sites]
            alike = sites[rate == rate.max()].tolist()
            site = min(alike, key=self.seen.__getitem__)
            since = self.out_since[site]
            if any(self.changed[row] > since for row in self.of_site[site]):
                return int(site)
            sites = sites[sites != site]
        return -1

    def _weigh(self) -> None:
        if self.bare:
            np.add.at(self.gain, np.concatenate([self.of_row[row] for row in self.bare]), 1)
        for row in self.bare:
            self.weight[row] += 1
            for site in self.within[row]:
                self.loss[site] += 1

    def _put(self, site: int) -> None:
        self._moved(site)
        self.inside[site] = None
        self.spent += self.price[site]
        self.out_since[site] = -1
        missed = 0
        for row in self.of_site[site]:
            within, weight = self.within[row], self.weight[row]
            more = len(within) - self.needed[row]
            if more < 0:
                missed += weight
                if more == -1:
                    self.bare.remove(row)
                    self.gain[self.of_row[row]] -= weight
            elif more == 0:
                for other in within:
                    self.loss[other] -= weight
            within.add(site)
            self.changed[row] = self.clock
        self.loss[site] = missed

    def _take(self, site: int) -> None:
        self._moved(site)
        del self.inside[site]
        self.spent -= self.price[site]
        self.out_since[site] = self.clock
        for row in self.of_site[site]:
            within, weight = self.within[row], self.weight[row]
            within.remove(site)
            more = len(within) - self.needed[row]
            if more == -1:
                self.bare.append(row)
                self.gain[self.of_row[row]] += weight
            elif more == 0:
                for other in within:
                    self.loss[other] += weight
            self.changed[row] = self.clock

    def _moved(self, site: int) -> None:
        self.clock += 1
        self.seen[site] = self.step
