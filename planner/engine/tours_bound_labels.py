"""Labels: tours so far of a group, from its base towards the middle of its time.

A label is a tour so far: where it is, when, what it costs and which idents it remembers. It
remembers those near the spots it called at since (ng-routes: Baldacci, Mingozzi and Roberti, 2011,
doi 10.1287/opre.1110.0975), so a tour may come back to a place it has forgotten: fewer labels, and
never a dearer tour than the best true one. Labels are handled a slice of time together.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from planner.engine.tours_bound_net import Bits, Flags, Floats, Ints, Net
from planner.outcome import Cancelled

SLICES = 20
"""Slices of a turn's time; labels of one slice are compared together."""
BLOCK = 2_000_000
OVERHEAD = 25_000
"""Pairs of labels that take as long as looking at one spot at all."""
EPSILON = 1e-6
DEARER = 1e-9
"""By which a label may be dearer than one it beats: rounding."""
CHUNK, AT_ONCE = 64, 20_000
"""Known labels asked first whether they beat fresh ones; pairs few enough to ask all at once."""


@dataclass(frozen=True, eq=False)
class Labels:
    """Labels in rows."""

    node: Ints
    time: Ints
    cost: Floats
    spent: Ints
    seen: Bits
    before: Ints

    def rows(self, rows: Ints | Flags) -> "Labels":
        """Return some of the labels."""
        return Labels(
            self.node[rows], self.time[rows], self.cost[rows],
            self.spent[rows], self.seen[rows], self.before[rows],
        )  # fmt: skip


@dataclass(frozen=True, eq=False)
class Walked:
    """Labels of one direction, whether all were made, and the pairs of labels compared or made."""

    labels: Labels
    whole: bool
    work: int

    def path(self, row: int) -> tuple[int, ...]:
        """Return the spots of a label, from the base on."""
        path = []
        while row >= 0:
            path.append(int(self.labels.node[row]))
            row = int(self.labels.before[row])
        return tuple(reversed(path))


def joined(parts: Sequence[Labels]) -> Labels:
    """Put labels together."""
    names = ("node", "time", "cost", "spent", "seen", "before")
    return Labels(*(np.concatenate([getattr(part, name) for part in parts]) for name in names))


class Walk:
    """Makes the labels of a net up to the middle of its time, and one call beyond.

    Parameters
    ----------
    memory
        For each spot the idents it remembers.
    cancelled
        Asked between two slices of time.
    """

    def __init__(self, net: Net, memory: Bits, cancelled: Cancelled) -> None:
        self.net = net
        self.memory = memory
        self._cancelled = cancelled
        self._home = _home(net)
        self._slice_s = max(1, -(-(net.closes - net.group.start_s + 1) // SLICES))

    def labels(self, costs: Floats, *, exact: bool, most: int, until: int) -> Walked:
        """Return labels that are worth keeping.

        Parameters
        ----------
        costs
            Cost of each leg, with what its end brings taken off.
        exact
            Whether labels that remember less are kept beside cheaper ones that remember more.
        most
            Most work; beyond it labels are missing.
        until
            Labels at a later time go no further.
        """
        net = self.net
        waiting: dict[int, list[Labels]] = defaultdict(list)
        kept: list[list[Labels]] = [[] for _ in range(net.size)]
        done: list[Labels] = [self._first(costs).rows(np.arange(0))]
        count = work = 0
        self._sort(waiting, self._first(costs))
        while waiting and work < most and not self._cancelled():
            now = min(waiting)
            fresh, compared = self._best(kept, joined(waiting.pop(now)), exact=exact)
            work += compared
            if not len(fresh.node):
                continue
            done.append(fresh)
            early = np.flatnonzero(fresh.time <= until)
            self._sort(waiting, self._extended(fresh.rows(early), costs, early + count))
            count += len(fresh.node)
            work += len(early) * net.size
        return Walked(joined(done), not waiting, work)

    def _first(self, costs: Floats) -> Labels:
        size = self.net.size
        base = Labels(
            np.array([size]), np.array([self.net.group.start_s]), np.zeros(1),
            np.zeros((1, len(self.net.most)), np.int64),
            np.zeros((1, self.net.words), np.uint64), np.array([-1]),
        )  # fmt: skip
        return self._extended(base, costs, np.array([-1]))

    def _extended(self, labels: Labels, costs: Floats, numbers: Ints) -> Labels:
        """Return all labels one call further on that are in time."""
        net, size = self.net, self.net.size
        does = np.append(net.dwell, 0)
        legs = net.legs[labels.node, :size]
        time = labels.time[:, None] + does[labels.node][:, None] + legs
        time = np.maximum(time, net.opens)
        fits = (legs >= 0) & (time <= net.late) & (time + self._home <= net.closes)
        for word in range(net.words):
            fits &= (labels.seen[:, word, None] & net.bits[None, :, word]) == 0
        for k, (takes, most) in enumerate(zip(net.spends, net.most, strict=True)):
            fits &= labels.spent[:, k, None] + takes[labels.node, :size] <= most
        row, node = np.nonzero(fits)
        origin = labels.node[row]
        spent = (
            labels.spent[row] + np.stack([takes[origin, node] for takes in net.spends], axis=1)
            if net.spends
            else labels.spent[row]
        )
        seen = (labels.seen[row] & self.memory[node]) | net.bits[node]
        cost = labels.cost[row] + costs[origin, node]
        return Labels(node, time[row, node], cost, spent, seen, numbers[row])

    def _sort(self, waiting: dict[int, list[Labels]], labels: Labels) -> None:
        """Put labels into their slices of time."""
        if not len(labels.node):
            return
        slices = (labels.time - self.net.group.start_s) // self._slice_s
        for now in np.unique(slices):
            waiting[int(now)].append(labels.rows(slices == now))

    def _best(self, kept: list[list[Labels]], labels: Labels, *, exact: bool) -> tuple[Labels, int]:
        """Return labels that no other one makes needless, and how many pairs were compared."""
        order = np.lexsort((labels.time, labels.cost, labels.node))
        labels = labels.rows(order)
        nodes, starts = np.unique(labels.node, return_index=True)
        parts: list[Labels] = []
        compared = 0
        for node, a, b in zip(nodes, starts, [*starts[1:], len(labels.node)], strict=True):
            fresh = labels.rows(np.arange(a, b))
            if kept[node]:
                if len(kept[node]) > 1:
                    kept[node] = [_by_cost(joined(kept[node]))]
                known = kept[node][0]
                left, pairs = _unbeaten(known, fresh, exact=exact)
                fresh, compared = fresh.rows(left), compared + pairs
            left, pairs = _unbeaten(fresh, fresh, exact=exact, own=True)
            fresh, compared = fresh.rows(left), compared + OVERHEAD + pairs
            if len(fresh.node):
                kept[node].append(fresh)
                parts.append(fresh)
        return (joined(parts) if parts else labels.rows(np.arange(0))), compared


def _by_cost(labels: Labels) -> Labels:
    return labels.rows(np.argsort(labels.cost, kind="stable"))


def _unbeaten(known: Labels, fresh: Labels, *, exact: bool, own: bool = False) -> tuple[Ints, int]:
    """Return which of the fresh labels (all at one spot) no known one makes needless, and the work.

    Both are sorted by cost. The cheapest known ones, which win most often, are asked first, then
    more and more of them: most of the fresh ones never meet the rest.
    """
    left: Ints = np.arange(len(fresh.node))
    last = len(known.node)
    if not own and len(left):  # what is dearer than all of the fresh ones beats none
        last = int(np.searchsorted(known.cost, fresh.cost[-1] + DEARER, "right"))
    begin, count, pairs = 0, CHUNK, 0
    while begin < last and len(left):
        end = last if (last - begin) * len(left) <= AT_ONCE else min(begin + count, last)
        step = max(1, BLOCK // (end - begin))
        parts = [left[a : a + step] for a in range(0, len(left), step)]
        wins = [_wins(known, slice(begin, end), fresh, part, exact, own) for part in parts]
        pairs += (end - begin) * len(left)
        left = left[~np.concatenate(wins)]
        begin, count = end, 2 * count
    return left, pairs


def _wins(known: Labels, rows: slice, fresh: Labels, part: Ints, exact: bool, own: bool) -> Flags:
    """Return which of some fresh labels one of some known ones makes needless."""
    wins = known.cost[rows, None] <= fresh.cost[None, part] + DEARER
    wins &= known.time[rows, None] <= fresh.time[None, part]
    for k in range(known.spent.shape[1]):
        wins &= known.spent[rows, k, None] <= fresh.spent[None, part, k]
    if exact:
        for word in range(known.seen.shape[1]):
            wins &= (known.seen[rows, word, None] & ~fresh.seen[None, part, word]) == 0
    if own:  # of two that beat each other the first stays
        wins &= np.arange(rows.start, rows.stop)[:, None] < part[None, :]
    return np.asarray(wins.any(axis=0))


def _home(net: Net) -> Ints:
    """Least seconds from the beginning at each spot to the end, over any spots."""
    legs = np.where(net.legs < 0, 10**9, net.legs)
    home = legs[:-1, -1].copy()
    while True:
        shorter = np.minimum(home, (legs[:-1, :-1] + home[None, :]).min(axis=1, initial=10**9))
        if (shorter == home).all():
            return home + net.dwell
        home = shorter
