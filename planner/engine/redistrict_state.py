"""A division on the way: sums of its grids, and moves of single lumps from grid to grid.

Every grid stays in one piece at every moment: before a lump leaves, its neighbours in the old grid
are checked to hold together without it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from planner.engine.redistrict_view import FREE, Level
from planner.problem.redistrict import Band, RedistrictProblem


@dataclass(frozen=True, slots=True)
class Scale:
    """What a question's limits weigh in the search, in points.

    Parameters
    ----------
    household, minute
        Points of a household, or a minute, outside a band that must hold.
    step
        Typical points of the border of one basic unit: what a temperature is measured in.
    """

    household: float
    minute: float
    step: float


def scale_of(level: Level) -> Scale:
    """Return the weights for a graph: a unit out of its band weighs about what its border costs."""
    n = len(level)
    border = sum(price for near in level.beside for _, price in near) / (2 * n)
    step = max(1.0, border)
    household = step / max(1.0, sum(level.load) / n)
    minute = step / max(1.0, sum(level.work) / n)
    return Scale(household, minute, step)


class State:
    """A division on the way: the label of each lump and the sums of each grid.

    Attributes
    ----------
    objective
        Points of the plan, limits left aside; spread is taken around the centre of gravity.
    broken
        Weighted households and minutes outside bands that must hold; 0 when all hold.
    """

    def __init__(
        self, problem: RedistrictProblem, level: Level, scale: Scale, label: list[int], k: int
    ) -> None:
        self.problem = problem
        self.level = level
        self.scale = scale
        self.label = list(label)
        self.k = k
        self.load = [0] * k
        self.work = [0] * k
        self.moment = [(0.0, 0.0, 0.0, 0.0)] * k
        for lump, q in enumerate(self.label):
            self.load[q] += level.load[lump]
            self.work[q] += level.work[lump]
            self.moment[q] = _sum(self.moment[q], level.moment[lump], 1)
        self.soft = [self.soft_of(self.load[q], self.work[q], self.moment[q]) for q in range(k)]
        self.wrong = [self.wrong_of(self.load[q], self.work[q]) for q in range(k)]
        self.border = sum(
            price
            for here, near in enumerate(level.beside)
            for there, price in near
            if here < there and self.label[here] != self.label[there]
        )
        bands = (problem.households, problem.effort)
        self.bare = not problem.prices.spread and all(_bare(band) for band in bands)
        self.saved = sum(level.stay[i].get(q, 0) for i, q in enumerate(self.label))

    @property
    def objective(self) -> float:
        """Points of the plan, without what every plan pays for ground that moves at all."""
        return self.border - self.saved + sum(self.soft)

    @property
    def broken(self) -> float:
        """Weighted amount by which limits are broken."""
        return sum(self.wrong)

    def soft_of(self, load: int, work: int, moment: tuple[float, float, float, float]) -> float:
        """Return the points of one grid's sums."""
        problem = self.problem
        cost = _soft(problem.households, load) + _soft(problem.effort, work)
        if problem.prices.spread and moment[0] > 0:
            w, x, y, q = moment
            cost += problem.prices.spread * (q - (x * x + y * y) / w)
        return cost

    def wrong_of(self, load: int, work: int) -> float:
        """Return how far one grid is outside the limits that must hold, weighted."""
        wrong = 0.0
        band = self.problem.households
        if band.hard and not band.low <= load <= band.high:
            wrong = self.scale.household * max(band.low - load, load - band.high)
        band = self.problem.effort
        if band.hard and not band.low <= work <= band.high:
            wrong += self.scale.minute * max(band.low - work, work - band.high)
        return wrong

    def may_leave(self, lump: int) -> bool:
        """Return whether the grid of a lump stays whole, and not empty, without it."""
        label, beside = self.label, self.level.beside
        home = label[lump]
        kin = [there for there, _ in beside[lump] if label[there] == home]
        if len(kin) < 2:
            return bool(kin)
        missing = set(kin[1:])
        seen = {lump, kin[0]}
        waiting = [kin[0]]
        for here in waiting:
            for there, _ in beside[here]:
                if label[there] == home and there not in seen:
                    if there in missing:
                        missing.discard(there)
                        if not missing:
                            return True
                    seen.add(there)
                    waiting.append(there)
        return False

    def sweep(self, order: Sequence[int], worse: Sequence[float], press: float) -> None:
        """Consider one move of each of these lumps, and make those that are good enough.

        Parameters
        ----------
        worse
            By how many points each move may make things worse.
        press
            Weight of broken limits.
        """
        label, beside, stays = self.label, self.level.beside, self.level.stay
        fixed, wrong, bare = self.level.fixed, self.wrong, self.bare
        for turn, lump in enumerate(order):
            home = label[lump]
            pull: dict[int, int] = {home: 0}
            for there, price in beside[lump]:
                q = label[there]
                if q in pull:
                    pull[q] += price
                else:
                    pull[q] = price
            if len(pull) == 1 or fixed[lump] != FREE:
                continue
            mine = pull.pop(home)
            # the order is drawn, so the turn is a draw between neighbours
            to = next(iter(pull)) if len(pull) == 1 else self._chosen(pull, turn)
            gain = mine - pull[to]
            stay = stays[lump]
            saved = stay.get(to, 0) - stay.get(home, 0) if stay else 0
            limit = worse[turn] - gain + saved
            # with sound loads and no other prices nothing can make up for a border this dear
            if limit < 0 and bare and not wrong[home] and not wrong[to]:
                continue
            self._move(lump, to, (gain, saved), press, limit)

    @staticmethod
    def _chosen(pull: dict[int, int], turn: int) -> int:
        others = list(pull)
        return others[turn % len(others)]

    def _move(
        self, lump: int, to: int, points: tuple[int, int], press: float, limit: float
    ) -> None:
        """Move a lump unless that makes things worse beyond a limit, or splits its grid."""
        home = self.label[lump]
        soft, wrong = self._changed(lump, home, to)
        worse = (
            soft[0] + soft[1] - self.soft[home] - self.soft[to]
            + press * (wrong[0] + wrong[1] - self.wrong[home] - self.wrong[to])
        )  # fmt: skip
        if worse <= limit and self.may_leave(lump):
            self._make(lump, to, points, soft, wrong)

    def moved(self, lump: int, to: int) -> tuple[float, float]:
        """Return by how much broken limits and points would grow if a lump went to a grid."""
        home = self.label[lump]
        soft, wrong = self._changed(lump, home, to)
        gain, saved = self._points(lump, to)
        return (
            wrong[0] + wrong[1] - self.wrong[home] - self.wrong[to],
            soft[0] + soft[1] - self.soft[home] - self.soft[to] + gain - saved,
        )

    def move(self, lump: int, to: int) -> None:
        """Move a lump, which must be free to leave its grid."""
        soft, wrong = self._changed(lump, self.label[lump], to)
        self._make(lump, to, self._points(lump, to), soft, wrong)

    def _points(self, lump: int, to: int) -> tuple[int, int]:
        """Return by how much the border grows if a lump goes to a grid, and what that saves."""
        label, home = self.label, self.label[lump]
        gain = 0
        for there, price in self.level.beside[lump]:
            if label[there] == home:
                gain += price
            elif label[there] == to:
                gain -= price
        stay = self.level.stay[lump]
        return gain, stay.get(to, 0) - stay.get(home, 0)

    def _make(
        self,
        lump: int,
        to: int,
        points: tuple[int, int],
        soft: tuple[float, float],
        wrong: tuple[float, float],
    ) -> None:
        level, home = self.level, self.label[lump]
        load, work = level.load[lump], level.work[lump]
        self.label[lump] = to
        self.border += points[0]
        self.saved += points[1]
        self.load[home] -= load
        self.load[to] += load
        self.work[home] -= work
        self.work[to] += work
        if self.problem.prices.spread:
            moment = level.moment[lump]
            self.moment[home] = _sum(self.moment[home], moment, -1)
            self.moment[to] = _sum(self.moment[to], moment, 1)
        self.soft[home], self.soft[to] = soft
        self.wrong[home], self.wrong[to] = wrong

    def _changed(
        self, lump: int, home: int, to: int
    ) -> tuple[tuple[float, float], tuple[float, float]]:
        level = self.level
        load, work, moment = level.load[lump], level.work[lump], level.moment[lump]
        less, more = self.load[home] - load, self.load[to] + load
        easier, harder = self.work[home] - work, self.work[to] + work
        before, after = self.moment[home], self.moment[to]
        if self.problem.prices.spread:
            before, after = _sum(before, moment, -1), _sum(after, moment, 1)
        return (
            (self.soft_of(less, easier, before), self.soft_of(more, harder, after)),
            (self.wrong_of(less, easier), self.wrong_of(more, harder)),
        )


def _bare(band: Band) -> bool:
    """Return whether a band has no price: it holds, or is broken."""
    return not band.off_target_price and (band.hard or not band.outside_price)


def _soft(band: Band, load: int) -> float:
    outside = 0
    if not band.hard and not band.low <= load <= band.high:
        outside = max(band.low - load, load - band.high)
    return outside * band.outside_price + abs(load - band.target) * band.off_target_price


def _sum(
    one: tuple[float, float, float, float], other: tuple[float, float, float, float], sign: int
) -> tuple[float, float, float, float]:
    return (
        one[0] + sign * other[0],
        one[1] + sign * other[1],
        one[2] + sign * other[2],
        one[3] + sign * other[3],
    )
