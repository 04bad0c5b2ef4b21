"""Targets and what each of their ways to a site costs: the question of least weighted distance."""

from dataclasses import dataclass, replace

import numpy as np

from planner.engine.siting_view import Bools, Floats, Ints, Limits, View


@dataclass(frozen=True, slots=True, eq=False)
class Ways:
    """Ways by target, the cheapest first.

    Parameters
    ----------
    target, site, cost
        Of each way: weight times distance.
    base
        What each target costs without any of these sites: served by what stands, or by nobody.
    limits
        Of the sites.
    sites
        Free site of each site here.
    """

    target: Ints
    site: Ints
    cost: Ints
    base: Ints
    limits: Limits
    sites: Ints

    def nearest(self, chosen: Ints) -> tuple[Ints, Ints, Ints]:
        """Return for each target its least cost, the place in ``chosen`` it is from, the next."""
        place = np.full(len(self.sites), -1, dtype=np.int64)
        place[chosen] = np.arange(len(chosen))
        rows = np.flatnonzero(place[self.site] >= 0)
        target = self.target[rows]
        begin = np.flatnonzero(np.diff(target, prepend=-1))
        least, after = self.base.copy(), self.base.copy()
        by = np.full(len(self.base), -1, dtype=np.int64)
        first = rows[begin]
        least[target[begin]] = self.cost[first]
        by[target[begin]] = place[self.site[first]]
        follows = begin[begin + 1 < len(rows)]
        follows = follows[target[follows + 1] == target[follows]]
        after[target[follows]] = self.cost[rows[follows + 1]]
        return least, by, after

    def objective(self, chosen: Ints) -> int:
        """Return the sum of costs with these sites chosen."""
        return int(self.nearest(chosen)[0].sum())

    def only(self, sites: Bools, most: Floats) -> "Ways":
        """Return the question without other sites and without ways dearer than so much a target."""
        kept = np.flatnonzero(sites)
        place = np.full(len(self.sites), -1, dtype=np.int64)
        place[kept] = np.arange(len(kept))
        rows = np.flatnonzero((place[self.site] >= 0) & (self.cost <= most[self.target]))
        return replace(
            self,
            target=self.target[rows],
            site=place[self.site[rows]],
            cost=self.cost[rows],
            limits=self.limits.only(kept),
            sites=self.sites[kept],
        )


def ways_of(view: View) -> Ways:
    """Return the ways of a question; a must that nobody serves costs more than all else."""
    pairs = view.pairs
    cost = view.weight[pairs.target] * pairs.far
    base = view.weight * view.nearest
    alone = view.must & (view.there == 0)
    base[alone] = max(int(base.sum()) + 1, int(cost.sum()) + 1)
    useful = np.flatnonzero(cost < base[pairs.target])
    order = useful[np.lexsort((pairs.site[useful], cost[useful], pairs.target[useful]))]
    return Ways(
        pairs.target[order],
        pairs.site[order],
        cost[order],
        base,
        view.limits,
        np.arange(len(view.sites)),
    )
