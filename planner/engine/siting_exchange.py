"""Least weighted distance by exchanging sites: the best of all exchanges in one look.

Resende & Werneck 2007, A fast swap-based local search procedure for location problems, Annals of
Operations Research 150: what an exchange gains is what the new site gains, less what losing the old
one costs, and a correction for targets near both. Shaken as in Hansen & Mladenovic 1997, Variable
neighborhood search for the p-median, Location Science 5.
"""

import numpy as np

from planner.engine.attempt import Attempt
from planner.engine.siting_view import Ints, in_memory
from planner.engine.siting_ways import Ways

WORK_EACH, WORK_WAY, WORK_CELL = 1e-4, 5e-9, 4e-9
"""Units of one look: for itself, for each way, for each pair of a new and an old site."""
_CELLS_MOST = 4_000_000
_REFUSED = -(2**62)


class Exchange:
    """The search.

    Parameters
    ----------
    until
        Units of work used, of the attempt, at which to end.
    """

    def __init__(self, ways: Ways, attempt: Attempt, until: float) -> None:
        self.ways, self.attempt, self.until = ways, attempt, until
        count = len(ways.cost)
        self.each = WORK_EACH + WORK_WAY * count * in_memory(count)
        self.luck = np.random.default_rng(attempt.effort.seed)

    def over(self) -> bool:
        """Tell whether to end."""
        return self.attempt.used >= self.until or self.attempt.over()

    def best(self, start: Ints, goal: int, rounds: int) -> Ints:
        """Return the best sites found: exchanged, shaken and exchanged again.

        Parameters
        ----------
        goal
            An objective known to be the least, at which to end.
        rounds
            Times to shake without a better plan before it ends.
        """
        best = self.exchanged(self.filled(start))
        value, shaken, stale = self.ways.objective(best), 1, 0
        while not self.over() and value > goal and stale < rounds and len(best):
            found = self.exchanged(self.filled(self._shaken(best, shaken)))
            cost = self.ways.objective(found)
            stale = 0 if cost < value else stale + 1
            shaken = 1 if cost < value else shaken % max(1, min(10, len(best))) + 1
            if cost < value:
                best, value = found, cost
        return best

    def filled(self, chosen: Ints) -> Ints:
        """Add sites while one gains anything and fits."""
        ways, limits = self.ways, self.ways.limits
        taken = chosen.tolist()
        spent = int(limits.price[chosen].sum())
        least = ways.nearest(chosen)[0]
        while len(taken) < limits.most_new and not self.attempt.cancelled():
            gain = self._gains(least).astype(float)
            gain[taken] = 0
            gain[limits.price > limits.most_price - spent] = 0
            if limits.priced:
                gain /= np.maximum(1, limits.price)
            site = int(gain.argmax()) if len(gain) else 0
            if not len(gain) or gain[site] <= 0:
                break
            taken.append(site)
            spent += int(limits.price[site])
            rows = np.flatnonzero(ways.site == site)
            least[ways.target[rows]] = np.minimum(least[ways.target[rows]], ways.cost[rows])
            self.attempt.spend(self.each)
        return np.array(taken, dtype=np.int64)

    def exchanged(self, chosen: Ints) -> Ints:
        """Make the exchange that gains most until none gains."""
        chosen = chosen.copy()
        while len(chosen) and not self.over():
            new, old, gain = self._look(chosen)
            if gain <= 0:
                break
            chosen[old] = new
        return chosen

    def _look(self, chosen: Ints) -> tuple[int, int, int]:
        """Return the best exchange: site in, place of the site out, what it gains."""
        ways, limits = self.ways, self.ways.limits
        least, by, after = ways.nearest(chosen)
        near = np.flatnonzero(ways.cost < after[ways.target])
        target, site, cost = ways.target[near], ways.site[near], ways.cost[near]
        sites, width = len(ways.sites), len(chosen)
        gain = _summed(site, np.maximum(0, least[target] - cost), sites)
        lost = by >= 0
        loss = _summed(by[lost], (after - least)[lost], width)
        some = np.arange(sites)
        if sites * width > _CELLS_MOST:
            some = np.sort(np.argsort(-gain, kind="stable")[: max(1, _CELLS_MOST // width)])
        place = np.full(sites, -1, dtype=np.int64)
        place[some] = np.arange(len(some))
        both = np.flatnonzero((by[target] >= 0) & (place[site] >= 0))
        t = target[both]
        spared = after[t] - np.maximum(cost[both], least[t])
        table = _summed(place[site[both]] * width + by[t], spared, len(some) * width)
        table = table.reshape(len(some), width) + gain[some][:, None] - loss[None, :]
        inside = place[chosen]
        table[inside[inside >= 0]] = _REFUSED
        if limits.priced:
            left = limits.most_price - int(limits.price[chosen].sum())
            dearer = limits.price[some][:, None] - limits.price[chosen][None, :]
            table[dearer > left] = _REFUSED
        self.attempt.spend(self.each + WORK_CELL * table.size * in_memory(table.size))
        best = int(table.argmax())
        return int(some[best // width]), best % width, int(table.flat[best])

    def _gains(self, least: Ints) -> Ints:
        ways = self.ways
        spared = np.maximum(0, least[ways.target] - ways.cost)
        return _summed(ways.site, spared, len(ways.sites))

    def _shaken(self, chosen: Ints, times: int) -> Ints:
        """Put other sites in the place of some; too dear ones leave a place open."""
        limits = self.ways.limits
        found = self.luck.permutation(chosen)[times:]
        others = np.setdiff1d(np.arange(len(self.ways.sites)), found)
        for site in self.luck.permutation(others)[:times].tolist():
            more = np.append(found, site)
            found = more if limits.hold(more) else found
        return found


def _summed(at: Ints, values: Ints, size: int) -> Ints:
    """Add up whole numbers by place: exact below 2^53, which costs of a question may pass."""
    total = np.bincount(at, weights=values, minlength=size)
    return np.rint(total).astype(np.int64)
