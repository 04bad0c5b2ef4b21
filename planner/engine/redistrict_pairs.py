"""Merge two neighbouring grids and divide them again as well as possible, pair by pair.

What remains is a statement about the plan: of so many pairs of neighbours, so many are proved to
have no better division between them.
"""

from collections import Counter
from collections.abc import Sequence

from planner.engine.attempt import Attempt
from planner.engine.redistrict_model import Region
from planner.engine.redistrict_pair import divide_two
from planner.engine.redistrict_region import Divided, divide
from planner.engine.redistrict_view import FREE, View
from planner.judge.redistrict import load_price, moved_price, spread, spread_between

PAIR_WORK = 1.0
"""Work for one pair: most are proved in less (measured)."""
UNITS_MOST = 400
"""Basic units of a pair beyond which a proof is out of reach."""
PASSES = 2
UNITS_PER_WORK = 200_000
"""Basic units handed to and fro that count as one unit of work, besides the solving."""

Pair = tuple[int, int]
Ground = tuple[tuple[int, tuple[int, ...]], tuple[int, tuple[int, ...]]]
"""Labels and units of two grids."""


class Pairs:
    """Pairs of grids divided again, and what is proved of them; goes on where it stopped.

    A proof holds for the ground of two grids, whatever the plan around them, so it is kept for as
    long as both grids stay as they are.
    """

    def __init__(self, view: View, attempt: Attempt) -> None:
        self._view = view
        self._attempt = attempt
        self._proved: set[Ground] = set()
        self._tried: Counter[Ground] = Counter()

    def redivide(self, labels: Sequence[int], *, work: float) -> list[int]:
        """Return the plan with pairs divided again until the work is used or all are proved."""
        view, attempt = self._view, self._attempt
        now = list(labels)
        until = attempt.used + work
        waiting = self._waiting(now)
        while waiting and attempt.used < until and not attempt.over():
            pair = waiting.pop(0)
            ground = _ground(now, pair)
            self._tried[ground] += 1
            share = min(PAIR_WORK * 3 ** (self._tried[ground] - 1), until - attempt.used)
            with attempt.silently():
                found = divide(view, region_of(view, now, pair), attempt, work=share)
            attempt.spend(len(now) / UNITS_PER_WORK)
            now = found.labels or now
            waiting = [] if found.labels else waiting
            if view.problem.prices.spread:
                # found and proved around fixed middles: that leaves the other middles
                found = self._around_any(found, now, pair, share)
                now = found.labels or now
                waiting = [] if found.labels else waiting
            if found.proved:
                self._proved.add(_ground(now, pair))
            if not waiting:
                waiting = self._waiting(now)
        return now

    def _around_any(self, found: Divided, labels: list[int], pair: Pair, work: float) -> Divided:
        """Divide two grids around whatever middles, where fixed ones gave nothing better."""
        if found.labels is not None:
            return Divided(None, None, proved=False)
        return divide_two(self._view, labels, pair, self._attempt, work=work)

    def statement(self, labels: Sequence[int]) -> tuple[int, int]:
        """Return how many pairs of neighbours of a plan are proved, and how many there are."""
        pairs = neighbours(self._view, labels)
        return sum(_ground(labels, pair) in self._proved for pair in pairs), len(pairs)

    def _waiting(self, labels: Sequence[int]) -> list[Pair]:
        """Return the pairs neither proved, nor too large, nor tried often; least tried first."""
        size = Counter(labels)
        found = []
        for pair in neighbours(self._view, labels):
            ground = _ground(labels, pair)
            if ground in self._proved or self._tried[ground] >= PASSES:
                continue
            if size[pair[0]] + size[pair[1]] <= UNITS_MOST:
                found.append((self._tried[ground], pair))
        return [pair for _, pair in sorted(found)]


def _ground(labels: Sequence[int], pair: Pair) -> Ground:
    """Return the two grids of a pair with their units."""
    a, b = pair
    return (
        (a, tuple(unit for unit, q in enumerate(labels) if q == a)),
        (b, tuple(unit for unit, q in enumerate(labels) if q == b)),
    )


def neighbours(view: View, labels: Sequence[int]) -> list[Pair]:
    """Return the pairs of grids with a common border."""
    return sorted(
        {
            (labels[here], labels[there])
            for here, near in enumerate(view.beside)
            for there, _ in near
            if labels[here] < labels[there]
        }
    )


def region_of(view: View, labels: Sequence[int], grids: Sequence[int]) -> Region:
    """Return some grids as a region in which only something cheaper is of interest."""
    inside = set(grids)
    units = [unit for unit, label in enumerate(labels) if label in inside]
    demanded = view.demanded()
    choice = tuple(grids)
    allowed = {unit: choice if demanded[unit] == FREE else (demanded[unit],) for unit in units}
    if not any(q < len(view.keys) for q in grids):
        # the names can be exchanged: naming one unit saves work
        first = max(units, key=lambda unit: (view.problem.basics[unit].households, -unit))
        allowed[first] = (labels[first],)
    upper = _points(view, labels, units, grids)
    return Region(allowed, labels, upper, middles(view, labels, grids))


def _points(view: View, labels: Sequence[int], units: list[int], grids: Sequence[int]) -> int:
    """Return what the region costs as it is, counted as its model counts."""
    problem = view.problem
    inside = set(units)
    points = 0
    for here in units:
        for there, price in view.beside[here]:
            if labels[here] != labels[there] and (there not in inside or here < there):
                points += price
        old = view.old(here)
        if old not in {FREE, labels[here]}:
            points += moved_price(problem.prices, problem.basics[here])
    for q in grids:
        grid = [problem.basics[unit] for unit in units if labels[unit] == q]
        points += load_price(problem.households, sum(basic.households for basic in grid))
        points += load_price(problem.effort, sum(basic.effort_min for basic in grid))
        if problem.prices.spread:
            points += problem.prices.spread * spread(grid)
    return points


def middles(view: View, labels: Sequence[int], which: Sequence[int]) -> dict[int, int]:
    """Return the unit around which the spread of each of these grids is least, if it counts."""
    basics = view.problem.basics
    if not view.problem.prices.spread:
        return {}
    found = {}
    for q in which:
        units = [unit for unit, label in enumerate(labels) if label == q]
        found[q] = min(
            units, key=lambda m: (sum(spread_between(basics[u], basics[m]) for u in units), m)
        )
    return found
