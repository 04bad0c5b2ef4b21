"""Adjust grids: from the old plan with as little as possible changing hands.

A search from the old plan answers at once. Then CP-SAT tries everything within one, two and three
units of the old borders: ground further away seldom moves. What is proved there is proved for that
neighbourhood only, so the bound comes from a model in which all ground may move.
"""

import random
from collections.abc import Sequence
from dataclasses import replace

from planner import judge
from planner.engine.attempt import Attempt
from planner.engine.redistrict_pairs import middles
from planner.engine.redistrict_region import Region, divide
from planner.engine.redistrict_search import Cooling, State, anneal, scale_of
from planner.engine.redistrict_start import mend
from planner.engine.redistrict_view import FREE, Level, View

TURNS_MOST = 30
LOOK_SHARE = 0.3
"""Share of the work for the search from the old plan."""
HOPS = (1, 2, 3)
CHOICES_MOST = 60_000
"""Units times grids up to which a model of all ground is worth trying."""
COOLINGS = (
    Cooling(sweeps=20, hot=0.01, cold=0.001, lenient=2.0, strict=200.0),
    Cooling(sweeps=40, hot=0.2, cold=0.005, lenient=1.0, strict=200.0),
    Cooling(sweeps=80, hot=0.5, cold=0.005, lenient=0.5, strict=200.0),
)
"""From a walk that hardly leaves the old plan to one that looks further; taken in turn."""
PATCH = Cooling(sweeps=8, hot=0.002, cold=0.001, lenient=20.0, strict=1000.0)


def adjusted(view: View, attempt: Attempt, *, work: float) -> list[int] | None:
    """Return labels of the basic units near the old plan that keep every limit, or None."""
    old = _old_labels(view)
    if old is None:
        return None
    keeper = _Keeper(view, attempt)
    began = attempt.used
    _look(old, keeper, attempt, work=LOOK_SHARE * work)
    for turn, hops in enumerate(HOPS):
        left = (work - (attempt.used - began)) / (len(HOPS) - turn)
        if left <= 0 or attempt.cancelled():
            break
        region = _near(view, view.units(old), keeper.labels, hops)
        with attempt.silently():
            found = divide(view, region, attempt, work=left, patch=keeper.patch)
        if found.labels is not None:
            keeper.take(found.labels)
    return keeper.labels


def moving_bound(
    view: View, attempt: Attempt, *, work: float, best: Sequence[int] | None
) -> tuple[list[int] | None, int]:
    """Return the points no plan can be below, borders and spread aside, and a plan met on the way.

    Parameters
    ----------
    best
        Labels of the best plan so far.
    """
    k = len(view.keys)
    if k * len(view.beside) > CHOICES_MOST:
        return None, 0
    allowed = {
        unit: tuple(range(k)) if label == FREE else (label,)
        for unit, label in enumerate(view.demanded())
    }
    with attempt.silently():
        upper = None if best is None else _other_points(view, best)
        region = Region(allowed, best or [FREE] * len(allowed), upper, borders=False)
        found = divide(view, region, attempt, work=work)
    return found.labels, max(0, found.bound or 0)


def _other_points(view: View, labels: Sequence[int]) -> int:
    """Return the points of a plan, borders and spread aside."""
    prices = replace(view.problem.prices, plain_m=0, natural_m=0, spread=0)
    return judge.objective(replace(view.problem, prices=prices), view.plan(list(labels)))


class _Keeper:
    """Keeps the best plan that the judge agrees with."""

    def __init__(self, view: View, attempt: Attempt) -> None:
        self.labels: list[int] | None = None
        self._points = 0
        self._view = view
        self._attempt = attempt
        self._level = view.level()
        self._scale = scale_of(self._level)

    def take(self, labels: list[int]) -> None:
        """Keep a plan if it is sound and better."""
        plan = self._view.plan(labels)
        if judge.faults(self._view.problem, plan):
            return
        points = judge.objective(self._view.problem, plan)
        if self.labels is None or points < self._points:
            self.labels, self._points = labels, points

    def patch(self, labels: list[int]) -> None:
        """Give the stray pieces of a division to neighbours, put the loads right, and take it."""
        lumps = [FREE] * len(self._level)
        for unit, lump in enumerate(self._view.lump_of):
            if lumps[lump] == FREE or self._view.fixed[unit] != FREE:
                lumps[lump] = labels[unit]
        if len(set(lumps)) == len(self._view.keys):
            mend(self._level, lumps)
            self.improve(lumps, PATCH, random.Random(0))  # noqa: S311 no secret

    def improve(self, lumps: list[int], cooling: Cooling, rng: random.Random) -> None:
        """Search from a division of the lumps, and take what is found."""
        if FREE in lumps:
            return
        k = len(self._view.keys)
        state = State(self._view.problem, self._level, self._scale, lumps, k)
        found, broken, _ = anneal(state, rng, self._attempt, cooling)
        if broken == 0:
            self.take(self._view.units(found))


def _look(old: list[int], keeper: _Keeper, attempt: Attempt, *, work: float) -> None:
    rng = random.Random(attempt.effort.seed)  # noqa: S311 no secret
    began = attempt.used
    for turn in range(TURNS_MOST):
        keeper.improve(old, COOLINGS[turn % len(COOLINGS)], rng)
        if attempt.used - began >= work or attempt.cancelled():
            break


def _near(view: View, old: list[int], best: list[int] | None, hops: int) -> Region:
    """Return as a region what lies within so many units of an old border."""
    k = len(view.keys)
    choice: list[set[int]] = [{label} for label in old]
    for _ in range(hops):
        wider = [set(labels) for labels in choice]
        for here, near in enumerate(view.beside):
            for there, _ in near:
                wider[here] |= choice[there]
        choice = wider
    allowed = {}
    upper, inner = None, {}
    if best is not None:
        upper = judge.objective(view.problem, view.plan(best))
        inner = middles(view, best, range(k))
        for unit, label in enumerate(best):
            choice[unit].add(label)
    for unit, label in enumerate(view.demanded()):
        allowed[unit] = tuple(sorted(choice[unit])) if label == FREE else (label,)
    return Region(allowed, best or old, upper, inner)


def _old_labels(view: View) -> list[int] | None:
    """Return the old plan, every grid in one piece; None if a grid has no ground left."""
    level: Level = view.level()
    label = [
        fixed if fixed != FREE else max(stay, key=lambda q: (stay[q], -q), default=FREE)
        for fixed, stay in zip(level.fixed, level.stay, strict=True)
    ]
    if len(set(label) - {FREE}) < len(view.keys):
        return None
    mend(level, label)
    return label if FREE not in label else None
