"""The cheapest tour of a group at given prices: labels from both ends meet in the middle.

A net walked backwards is a net again; a tour is a label from the base, and one from the end that is
at the same spot and late enough (Righini and Salani, 2006, doi 10.1016/j.disopt.2006.05.007).
"""

from dataclasses import dataclass, replace

import numpy as np

from planner.engine.tours_bound_labels import BLOCK, EPSILON, Walk, Walked
from planner.engine.tours_bound_net import Bits, Floats, Ints, Net
from planner.outcome import Cancelled

PICKED = 25
"""Tours handed back at once, each meeting at another spot."""


@dataclass(frozen=True, slots=True)
class Priced:
    """Tours below zero, cheapest first, with their costs.

    Parameters
    ----------
    least
        Cost of the cheapest tour, at most 0; None where not all were looked at.
    work
        Number of pairs of labels compared or made.
    """

    tours: tuple[tuple[float, tuple[int, ...]], ...]
    least: float | None
    work: int


class Pricer:
    """Looks for the cheapest tours of a net.

    Parameters
    ----------
    memory
        For each spot the idents it remembers.
    cancelled
        Asked now and then whether to stop.
    """

    def __init__(self, net: Net, memory: Bits, cancelled: Cancelled) -> None:
        self.net = net
        self.memory = memory
        self._there = Walk(net, memory, cancelled)
        self._back = Walk(backwards(net), memory, cancelled)

    def cheapest(self, costs: Floats, *, exact: bool, most: int) -> Priced:
        """Return the cheapest tours at costs of legs that hold what calls bring.

        Parameters
        ----------
        exact
            Whether to look at all tours, or only at labels cheap so far.
        most
            Most work; beyond it nothing is said about the least cost.
        """
        net = self.net
        if not exact:
            there = self._there.labels(costs, exact=False, most=most, until=net.closes)
            closed, short = self.closed(there, costs)
            tours = sorted(zip(closed, short, strict=True))
            return Priced(tuple(tours[:PICKED]), None, there.work)
        middle = (net.group.start_s + net.closes) // 2
        there = self._there.labels(costs, exact=True, most=most, until=middle)
        # what begins after the middle, seen from the end, begins before it
        back = self._back.labels(costs.T, exact=True, most=most, until=-middle - 1)
        closed, short = self.closed(there, costs)
        met, long, pairs = self._met(there, back)
        found = sorted({*zip(closed, short, strict=True), *zip(met, long, strict=True)})
        least = min(0.0, found[0][0]) if found else 0.0
        whole = there.whole and back.whole
        work = there.work + back.work + pairs
        return Priced(tuple(found[:PICKED]), least if whole else None, work)

    def closed(self, there: Walked, costs: Floats) -> tuple[list[float], list[tuple[int, ...]]]:
        """Close labels at the end: the cheapest for each last call."""
        net, labels = self.net, there.labels
        home = net.legs[labels.node, net.size]
        fits = (home >= 0) & (labels.time + net.dwell[labels.node] + home <= net.closes)
        for k, (takes, most) in enumerate(zip(net.spends, net.most, strict=True)):
            fits &= labels.spent[:, k] + takes[labels.node, net.size] <= most
        total = labels.cost + costs[labels.node, net.size]
        rows = np.flatnonzero(fits & (total < -EPSILON))
        rows = rows[np.argsort(total[rows], kind="stable")]
        _, first = np.unique(labels.node[rows], return_index=True)
        return (
            [float(total[rows[k]]) for k in first],
            [there.path(int(rows[k])) for k in first],
        )

    def _met(self, there: Walked, back: Walked) -> tuple[list[float], list[tuple[int, ...]], int]:
        """Join labels at each spot: the cheapest tour there."""
        costs: list[float] = []
        tours: list[tuple[int, ...]] = []
        pairs = 0
        late = -back.labels.time - self.net.dwell[back.labels.node]
        for spot in range(self.net.size):
            fore = np.flatnonzero(there.labels.node == spot)
            aft = np.flatnonzero(back.labels.node == spot)
            if not len(fore) or not len(aft):
                continue
            pairs += len(fore) * len(aft)
            total, row, other = self._meet(there, back, late, spot, fore, aft)
            if total < -EPSILON:
                costs.append(total)
                tours.append((*there.path(row), *reversed(back.path(other)[:-1])))
        return costs, tours, pairs

    def _meet(
        self, there: Walked, back: Walked, late: Ints, spot: int, fore: Ints, aft: Ints
    ) -> tuple[float, int, int]:
        """Return the cheapest pair of labels at a spot that make a tour, and its cost."""
        net = self.net
        best, pair = 0.0, (0, 0)
        others = back.labels.rows(aft)
        step = max(1, BLOCK // len(aft))
        for a in range(0, len(fore), step):
            rows = fore[a : a + step]
            some = there.labels.rows(rows)
            total = some.cost[:, None] + others.cost[None, :]
            fits = some.time[:, None] <= late[aft][None, :]
            for k, (own, most) in enumerate(zip(net.own, net.most, strict=True)):
                both = some.spent[:, k, None] + others.spent[None, :, k]
                fits &= both - own[spot] <= most
            for word in range(net.words):
                shared = some.seen[:, word, None] & others.seen[None, :, word]
                fits &= shared == net.bits[spot, word]
            total = np.where(fits, total, 0.0)
            cell = int(total.argmin())
            if total.flat[cell] < best:
                best = float(total.flat[cell])
                pair = int(rows[cell // len(aft)]), int(aft[cell % len(aft)])
        return best, *pair


def backwards(net: Net) -> Net:
    """Return the net walked from the end to the base; times are counted down, below zero."""
    group = replace(net.group, start_s=-net.closes)
    # a leg takes what is done at its end, which is now its other end
    added = (np.append(own, 0) for own in net.own)
    spends = tuple(
        (takes - own[None, :] + own[:, None]).T
        for takes, own in zip(net.spends, added, strict=True)
    )
    return replace(
        net,
        group=group,
        opens=-net.late - net.dwell,
        late=-net.opens - net.dwell,
        closes=-net.group.start_s,
        legs=net.legs.T,
        spends=spends,
    )
