"""Adjust grids: from the old plan with as little as possible changing hands.

A search from the old plan answers at once. Then CP-SAT tries everything within one, two and three
units of the old borders: ground further away seldom moves. What is proved there is proved for that
neighbourhood only, so the bound comes from a model in which all ground may move.
"""

import random
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import numpy as np
from scipy.optimize import linear_sum_assignment

from planner import judge
from planner.engine.attempt import Attempt
from planner.engine.redistrict_breed import LAST, Found, Pool
from planner.engine.redistrict_fit import fitted
from planner.engine.redistrict_model import Region
from planner.engine.redistrict_pairs import middles
from planner.engine.redistrict_region import divide
from planner.engine.redistrict_search import Cooling, anneal
from planner.engine.redistrict_start import mend
from planner.engine.redistrict_state import State, scale_of
from planner.engine.redistrict_view import FREE, Level, View
from planner.judge.redistrict import moved_price
from planner.problem.redistrict import RedistrictPlan

LOOK_SHARE = 0.3
"""Share of the work for the search from the old plan, as long as that leads anywhere."""
SETTLE_SHARE = 0.2
"""Share of the work of a look to put loads right at its end, where no plan keeps them."""
POOL = 6
"""Divisions kept to be crossed with each other: they are all much like the old one."""
HOPS = (1, 2, 3)
CHOICES_MOST = 60_000
"""Units times grids up to which a model of all ground is worth trying."""
NEAR = (
    Cooling(sweeps=20, hot=0.01, cold=0.001, lenient=2.0, strict=200.0),
    Cooling(sweeps=40, hot=0.2, cold=0.005, lenient=1.0, strict=200.0),
    Cooling(sweeps=80, hot=0.5, cold=0.005, lenient=0.5, strict=200.0),
)
"""From a walk that hardly leaves the old plan to one that looks further; taken in turn."""
FAR = (
    Cooling(sweeps=200, hot=1.0, cold=0.005, lenient=2.0, strict=200.0),
    Cooling(sweeps=200, hot=1.0, cold=0.3, lenient=2.0, strict=20.0),
    Cooling(sweeps=300, hot=1.0, cold=0.01, lenient=2.0, strict=200.0),
)
"""For loads that many grids in a row must hand on (measured)."""
GIVE_BACK = Cooling(sweeps=60, hot=0.1, cold=0.003, lenient=100.0, strict=1000.0)
"""Ground goes back to its old grid where the loads allow it."""
CROSSED = (
    Cooling(sweeps=80, hot=0.5, cold=0.03, lenient=5.0, strict=200.0),
    Cooling(sweeps=40, hot=0.3, cold=0.01, lenient=20.0, strict=400.0),
    LAST,
)
PATCH = Cooling(sweeps=8, hot=0.002, cold=0.001, lenient=20.0, strict=1000.0)


class Adjusting:
    """A search near the old plan that can go on where it stopped."""

    def __init__(self, view: View, attempt: Attempt) -> None:
        self._view = view
        self._attempt = attempt
        self._level = view.level()
        self._scale = scale_of(self._level)
        self._old = _old_labels(view)
        self._pool = Pool(view, attempt, CROSSED)
        self._near = True
        self._points: int | None = None
        self._futile: dict[int, int | None] = {}
        self.labels: list[int] | None = None

    @property
    def nearest(self) -> list[int] | None:
        """Labels of the division that breaks its limits least."""
        best = self._pool.best
        return None if best is None else self._view.units(best[2])

    def learn(self, labels: Sequence[int]) -> None:
        """Take a plan made elsewhere along, after giving back what its loads allow."""
        self._take(list(labels))
        lumps = self._lumps(labels)
        if set(lumps) == set(range(len(self._view.keys))):
            rng = random.Random(self._attempt.effort.seed)  # noqa: S311 no secret
            self._keep(self._annealed(lumps, GIVE_BACK, rng))

    def search(self, *, work: float) -> None:
        """Search on."""
        attempt = self._attempt
        until = attempt.used + work
        if self._old is None:
            return
        self._look(self._old, LOOK_SHARE * work)
        if not self._near:
            self._look(self._old, until - attempt.used)
        for turn, hops in enumerate(HOPS):
            left = (until - attempt.used) / (len(HOPS) - turn)
            if left <= 0 or attempt.over():
                break
            self._around_borders(self._old, hops, left)

    def _look(self, old: list[int], work: float) -> None:
        """Search from the old plan, and cross what was found."""
        until = self._attempt.used + work
        self._pool.breed(partial(self._fresh, old), work=(1 - SETTLE_SHARE) * work, most=POOL)
        self._settle(until - self._attempt.used)
        self._take_best()
        # a walk near the old plan may never keep the limits; then it must look further
        self._near = self._near and self.labels is not None

    def _settle(self, work: float) -> None:
        """Put loads right that the search left outside their bands, and give back what may go."""
        best = self._pool.best
        if best is None or best[0] == 0 or self._attempt.over():
            return
        rng = random.Random(self._attempt.effort.seed)  # noqa: S311 no secret
        k = len(self._view.keys)
        state = State(self._view.problem, self._level, self._scale, best[2], k)
        found = fitted(state, rng, self._attempt, work=work)
        if found[0] == 0:
            self._keep(found)
            self._keep(self._annealed(found[2], GIVE_BACK, rng))

    def _fresh(self, old: list[int], turn: int) -> Found:
        rng = random.Random(f"{self._attempt.effort.seed}/{turn}")  # noqa: S311 no secret
        coolings = NEAR if self._near else FAR
        _, _, lumps = self._annealed(old, coolings[turn % len(coolings)], rng)
        return self._annealed(lumps, GIVE_BACK, rng)

    def _annealed(self, lumps: list[int], cooling: Cooling, rng: random.Random) -> Found:
        k = len(self._view.keys)
        state = State(self._view.problem, self._level, self._scale, lumps, k)
        found, broken, points = anneal(state, rng, self._attempt, cooling)
        return broken, points, found

    def _keep(self, found: Found) -> None:
        self._pool.learn(found)
        if found[0] == 0:
            self._take(self._view.units(found[2]))

    def _take_best(self) -> None:
        best = self._pool.best
        if best is not None and best[0] == 0:
            self._take(self._view.units(best[2]))

    def _take(self, labels: list[int]) -> None:
        """Keep a plan if it is sound and better."""
        plan = self._view.plan(labels)
        if judge.faults(self._view.problem, plan):
            return
        points = judge.objective(self._view.problem, plan)
        if self._points is None or points < self._points:
            self.labels, self._points = labels, points

    def _around_borders(self, old: list[int], hops: int, work: float) -> None:
        """Try everything within so many units of an old border, unless that is proved futile."""
        if self._futile.get(hops, -1) == self._points:
            return
        view = self._view
        region = _near(view, view.units(old), self.labels, hops)
        with self._attempt.silently():
            found = divide(view, region, self._attempt, work=work, patch=self._patch)
        if found.labels is not None:
            self._take(found.labels)
        if found.proved:
            self._futile[hops] = self._points

    def _patch(self, labels: list[int]) -> None:
        """Give the stray pieces of a division to neighbours, put the loads right, and take it."""
        lumps = self._lumps(labels)
        if len(set(lumps)) == len(self._view.keys):
            mend(self._level, lumps)
            if FREE not in lumps:
                self._keep(self._annealed(lumps, PATCH, random.Random(0)))  # noqa: S311 no secret

    def _lumps(self, labels: Sequence[int]) -> list[int]:
        lumps = [FREE] * len(self._level)
        for unit, lump in enumerate(self._view.lump_of):
            if lumps[lump] == FREE or self._view.fixed[unit] != FREE:
                lumps[lump] = labels[unit]
        return lumps


class Moving:
    """A model in which all ground may move and borders cost nothing: what must move at least."""

    def __init__(self, view: View, attempt: Attempt) -> None:
        self._view = view
        self._attempt = attempt
        self._closed = False
        self.bound = 0

    def improved(self, best: list[int] | None, *, work: float) -> list[int] | None:
        """Raise the bound; return a plan met on the way.

        Parameters
        ----------
        best
            Labels of the best plan so far.
        """
        view = self._view
        k = len(view.keys)
        if self._closed or work <= 0 or k * len(view.beside) > CHOICES_MOST:
            return None
        allowed = {
            unit: tuple(range(k)) if label == FREE else (label,)
            for unit, label in enumerate(view.demanded())
        }
        upper = None if best is None else _other_points(view, best)
        region = Region(allowed, best or [FREE] * len(allowed), upper, borders=False)
        with self._attempt.silently():
            found = divide(view, region, self._attempt, work=work)
        self.bound = max(self.bound, found.bound or 0)
        self._closed = found.proved
        return found.labels


def relabelled(view: View, plan: RedistrictPlan) -> list[int]:
    """Return a plan drawn afresh as labels, its grids called so that least changes hands.

    Parameters
    ----------
    plan
        As many grids as there are old ones; those that ground is locked to have their names.
    """
    k = len(view.keys)
    grid_of = [key for _, key in plan.grid_of]
    row = {key: i for i, key in enumerate(dict.fromkeys(grid_of))}
    stays = np.zeros((k, k), dtype=np.int64)
    for unit, key in enumerate(grid_of):
        if view.old(unit) != FREE:
            basic = view.problem.basics[unit]
            stays[row[key], view.old(unit)] += 1 + moved_price(view.problem.prices, basic)
    demanded = {key: label for key, label in zip(grid_of, view.fixed, strict=True) if label != FREE}
    for key, label in demanded.items():
        stays[row[key], label] = 1 + stays.sum()
    rows, labels = linear_sum_assignment(-stays)
    name = dict(zip(rows.tolist(), labels.tolist(), strict=True))
    return [name[row[key]] for key in grid_of]


def _other_points(view: View, labels: Sequence[int]) -> int:
    """Return the points of a plan, borders and spread aside."""
    prices = replace(view.problem.prices, plain_m=0, natural_m=0, spread=0)
    return judge.objective(replace(view.problem, prices=prices), view.plan(list(labels)))


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
