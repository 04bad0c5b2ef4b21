"""The clock of a sweep: how many steps legs and calls take, and the runs within clusters."""

from collections import defaultdict
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from planner.engine.tours_bound_clusters import FAR, parts_of
from planner.engine.tours_bound_net import Floats, Ints, Net

Costs: TypeAlias = NDArray[np.float32]
NEVER = np.float32(1e12)
OVERHEAD = 12_000
"""Numbers handled in the time it takes to begin with some."""


class Clock:
    """Times of a net in whole steps, rounded down.

    Parameters
    ----------
    cluster
        Of each spot.
    step_s
        Length of a step of the clock.
    """

    def __init__(self, net: Net, cluster: Ints, *, step_s: int) -> None:
        self.net, self._step_s = net, step_s
        self.out, self.into = parts_of(net)
        start_s, does = net.group.start_s, np.append(net.dwell, 0)[:, None]
        lasts_s = np.where(net.legs < 0, -1, does + net.legs)
        self.takes: Ints = np.where(lasts_s < 0, -1, lasts_s // step_s)
        # a step at least from run to run; what that adds to a tour it is given at the end
        inner = np.where(lasts_s < 0, -1, np.maximum(1, self.takes))[:-1, :-1]
        self.takes[:-1, :-1] = inner
        given_s = _short(net, lasts_s[:-1, :-1], step_s)
        self._until_s = given_s - start_s
        self.opens: Ints = np.maximum(0, (net.opens - start_s) // step_s)
        self.late: Ints = (net.late + self._until_s) // step_s
        self.last = int(net.closes + self._until_s) // step_s
        self.closes: Ints = np.where(self.takes[:-1, -1] < 0, -1, self.last - self.takes[:-1, -1])
        across = (cluster[:, None] != cluster[None, :]) & (net.legs[:-1, :-1] >= 0)
        self.targets, self.sources = np.nonzero(across.T)
        self.begin: dict[int, list[int]] = defaultdict(list)
        for spot, at in enumerate(self.takes[-1, :-1].tolist()):
            self.begin[at].append(spot)
        self._runs(cluster)
        largest = (self.takes, self.run_takes, self.inner_takes)
        self.longest = max(int(takes.max(initial=0)) for takes in largest) + 1

    def _runs(self, cluster: Ints) -> None:
        """Set up the runs of two calls or more, and the calls between in the order they are due."""
        net, step_s = self.net, self._step_s
        idents = int(net.ident.max(initial=-1)) + 1
        due, needs = np.full(idents, -FAR, dtype=np.int64), np.full(idents, FAR, dtype=np.int64)
        np.maximum.at(due, net.ident, net.late + net.dwell + self.out)
        np.minimum.at(needs, net.ident, self.into + net.dwell + self.out)
        other = net.ident[:, None] != net.ident[None, :]
        self.lasts, self.firsts = np.nonzero(((cluster[:, None] == cluster) & other).T)
        members = {c: np.unique(net.ident[cluster == c]) for c in np.unique(cluster).tolist()}
        # if any order is in time, that of the due times is (Jackson, 1955)
        order = {c: some[np.argsort(due[some], kind="stable")] for c, some in members.items()}
        between = max([0, *(len(some) - 2 for some in members.values())])
        self.inner: Ints = np.full((len(self.lasts), between), -1, dtype=np.int64)
        for run, (first, last) in enumerate(zip(self.firsts, self.lasts, strict=True)):
            own = order[int(cluster[first])]
            rest = own[(own != net.ident[first]) & (own != net.ident[last])]
            self.inner[run, : len(rest)] = rest
        begins_s = net.dwell[self.firsts] + self.out[self.firsts] + self.into[self.lasts]
        self.run_takes: Ints = begins_s // step_s
        costs = self.out[self.firsts] + self.into[self.lasts]
        self.run_costs: Costs = costs.astype(np.float32)[:, None]
        self.inner_takes: Ints = np.append(needs, 0)[self.inner] // step_s
        late_s = np.append(due, 0)[self.inner] + self.into[self.lasts][:, None] + self._until_s
        self.inner_late: Ints = np.where(self.inner < 0, -1, late_s // step_s)

    def work(self, turns: int) -> int:
        """Numbers handled by a sweep over so many turns, with what takes as long."""
        runs, between = self.inner.shape
        each = len(self.sources) + 3 * runs * (between + 1)
        return int((self.last + 1) * (OVERHEAD * (between + 5) + turns * each))

    def spot_of(self, ident: int, brings: Floats) -> int:
        """Return the spot a call between counts as."""
        spots = np.flatnonzero(self.net.ident == ident)
        return int(spots[(brings - self.out - self.into)[spots].argmax()])

    def gains(self, brings: Costs) -> Costs:
        """Return what a call between brings at most, for each ident; none for the one after."""
        gains = np.full((int(self.net.ident.max(initial=-1)) + 2, brings.shape[1]), -NEVER)
        np.maximum.at(gains, self.net.ident, brings - (self.out + self.into)[:, None])
        return gains.astype(np.float32)


def _short(net: Net, lasts_s: Ints, step_s: int) -> int:
    """Most seconds a tour seems longer where each leg between runs takes a whole step at least."""
    least = np.where(lasts_s < 0, step_s, np.minimum(lasts_s, step_s)).min(axis=1, initial=step_s)
    missing: Ints = np.zeros(int(net.ident.max(initial=-1)) + 1, dtype=np.int64)
    np.maximum.at(missing, net.ident, step_s - least)
    return int(missing.sum())
