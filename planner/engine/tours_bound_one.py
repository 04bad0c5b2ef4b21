"""The best tour where only one may be out: searched for within a margin above the bound.

A tour so far is dropped where even at the prices of the bound no way on brings it below the margin,
and where another one, cheaper, earlier and with fewer calls behind it, ends at the same place
(bounds for tours with windows: Baldacci, Mingozzi and Roberti, 2012, doi 10.1287/ijoc.1110.0456).
The margin grows until a tour lies within it, which is then the best, or the work is used.
"""

import numpy as np

from planner.engine.attempt import Attempt
from planner.engine.tours_bound_columns import PAIRS_PER_WORK, Generation
from planner.engine.tours_bound_labels import Labels, Walk
from planner.engine.tours_bound_master import Column, Prices
from planner.engine.tours_bound_net import Floats, Ints, Net
from planner.engine.tours_bound_parts import Relaxed
from planner.engine.tours_bound_routes import MARGIN, Rest, rest_of
from planner.outcome import Cancelled

FIRST, WIDER = 0.005, 1.7
"""Share of the bound that is the first margin; by how much the next one is wider."""


def is_one(question: Relaxed) -> bool:
    """Return whether one tour is all of a plan, and prices are of calls and driving alone."""
    plain = not (question.promises or question.kept or question.pins)
    longest = question.problem.rules.longest_price_pct
    return plain and not longest and sum(question.turns_out.values()) == 1


class _Within(Walk):
    """Tours so far that may end below a limit.

    Parameters
    ----------
    rest
        What the rest of a tour costs at least at the prices of the bound.
    less
        For each spot how much less a call brings at those prices than it truly does.
    limit
        What a whole tour may cost at those prices.
    """

    def __init__(
        self, net: Net, rest: Rest, less: Floats, limit: float, cancelled: Cancelled
    ) -> None:
        everything = np.bitwise_or.reduce(net.bits, axis=0)
        super().__init__(net, np.tile(everything, (net.size, 1)), cancelled)
        self._rest, self._limit = rest, limit
        self._less: Floats = np.zeros(int(net.ident.max(initial=-1)) + 1)
        np.minimum.at(self._less, net.ident, 0.0)
        np.maximum.at(self._less, net.ident, less)

    def _extended(self, labels: Labels, costs: Floats, numbers: Ints) -> Labels:
        found = super()._extended(labels, costs, numbers)
        priced = found.cost + self._behind(found)
        return found.rows(priced + self._rest.at(found.node, found.time) <= self._limit)

    def _behind(self, labels: Labels) -> Floats:
        """How much less the calls of labels bring at the prices of the bound than they truly do."""
        sums: Floats = np.zeros(len(labels.node))
        for ident in np.unique(self.net.ident).tolist():
            spot = int(np.flatnonzero(self.net.ident == ident)[0])
            made = (labels.seen & self.net.bits[spot]).any(axis=1)
            sums[made] += self._less[ident]
        return sums


def best_tour(
    question: Relaxed, state: Generation, attempt: Attempt, *, value: int, work: float
) -> tuple[float, Column | None]:
    """Return a bound, and the best tour where the bound is what a plan of it costs.

    Parameters
    ----------
    value
        Of the best plan known.
    work
        To look for it.
    """
    if state.prices is None or not is_one(question):
        return state.bound, None
    search = _Search(state, state.prices, attempt, attempt.used + work)
    bound, best = state.bound, min(float(value), search.nothing)
    margin = max(1.0, FIRST * abs(bound))
    while bound < best and search.ready:
        most = min(best, state.bound + margin)
        found = search.within(most)
        if found is None:
            break
        cost, column = found
        if column is not None:
            return cost, column
        bound, margin = most, WIDER * margin
    return bound, None


class _Search:
    """Searches of all groups at the prices of a bound, and what the rest of their tours costs."""

    def __init__(self, state: Generation, prices: Prices, attempt: Attempt, until: float) -> None:
        self._state, self._prices = state, prices
        self._attempt, self._until = attempt, until
        self._true = Prices(np.array(state.master.miss), prices.line, prices.call, prices.second)
        self._rests = [self._rest(g) for g in range(len(state.pricers))]

    @property
    def nothing(self) -> float:
        """What a plan without any tour costs."""
        return self._state.master.bound(self._true, [0.0] * len(self._rests))

    @property
    def ready(self) -> bool:
        """Whether what the rest costs is known of all groups."""
        return all(rest is not None for rest in self._rests)

    def _most(self) -> int:
        """Pairs of labels still to be looked at."""
        return int((self._until - self._attempt.used) * PAIRS_PER_WORK)

    def _rest(self, g: int) -> Rest | None:
        net, memory = self._state.master.nets[g], self._state.pricers[g].memory
        costs, stop = self._state.master.legs(g, self._prices), self._attempt.cancelled
        rest, spent = rest_of(net, costs, stop, most=self._most(), memory=memory)
        self._attempt.spend(spent / PAIRS_PER_WORK)
        return rest

    def within(self, most: float) -> tuple[float, Column | None] | None:
        """Return the best plan of one tour below a value; None if the work ran out."""
        master = self._state.master
        best: tuple[float, Column | None] = most, None
        for g, rest in enumerate(self._rests):
            if rest is None:
                return None
            least = [0.0] * len(self._rests)
            limit = most - master.bound(self._prices, least) + MARGIN
            less = master.brings(g, self._true) - master.brings(g, self._prices)
            costs = master.legs(g, self._true)
            walk = _Within(master.nets[g], rest, less, limit, self._attempt.cancelled)
            closes = master.nets[g].closes
            walked = walk.labels(costs, exact=True, most=self._most(), until=closes)
            self._attempt.spend(walked.work / PAIRS_PER_WORK)
            if not walked.whole:
                return None
            for cost, path in zip(*self._state.pricers[g].closed(walked, costs), strict=True):
                least[g] = cost
                total = master.bound(self._true, least)
                if total < best[0]:
                    best = total, (g, path)
        return best
