"""Divide a village where only spread has a price: every unit to the middle it is nearest.

Hess, Weaver, Siegfeldt, Whelan and Zitlau, 1965, doi 10.1287/opre.13.6.998. The linear relaxation
of this model is nearly whole, so it is proved where models of borders are not. Each grid is called
by its middle and must be in one piece from there; pieces away from it become rules, round by round.
"""

from ortools.sat.python import cp_model

from planner.engine import cp
from planner.engine.attempt import Attempt
from planner.engine.redistrict_region import ROUNDS_MOST, Divided
from planner.engine.redistrict_view import FREE, View
from planner.judge.redistrict import spread_between
from planner.problem.redistrict import Band


def divide_by_spread(view: View, attempt: Attempt, *, work: float, upper: int | None) -> Divided:
    """Return the best plan of a village drawn afresh with no price on borders.

    Parameters
    ----------
    upper
        Plans of so many points or more are of no interest; None for no limit.
    """
    model = _Model(view, upper)
    before = attempt.used
    bound: int | None = None
    for _ in range(ROUNDS_MOST):
        left = work - (attempt.used - before)
        if left <= 0 or attempt.over():
            break
        answer = cp.solve(model.model, attempt, work=left)
        if answer.found is cp.Found.INFEASIBLE:
            return Divided(None, upper, proved=True)
        if answer.bound is not None:
            bound = answer.bound if bound is None else max(bound, answer.bound)
        if not answer.solved:
            break
        if not model.forbid_strays(answer):
            return Divided(model.labels(answer), bound, answer.found is cp.Found.OPTIMAL)
    return Divided(None, bound, proved=False)


class _Model:
    """Whether each unit belongs to each middle."""

    def __init__(self, view: View, upper: int | None) -> None:
        self.view = view
        self.model = cp_model.CpModel()
        self.units = range(len(view.beside))
        self.of = [[self.model.new_bool_var("") for _ in self.units] for _ in self.units]
        for unit in self.units:
            self.model.add_exactly_one(self.of[unit])
            for middle in self.units:
                self.model.add_implication(self.of[unit][middle], self.of[middle][middle])
        grids = cp_model.LinearExpr.sum([self.of[middle][middle] for middle in self.units])
        self.model.add_linear_constraint(grids, view.least, view.most)
        self._kept()
        cost = cp_model.LinearExpr.sum([*self._bands(), *self._spread()])
        if upper is not None:
            self.model.add(cost <= upper - 1)
        self.model.minimize(cost)

    def labels(self, answer: cp.Answer) -> list[int]:
        """Return the labels of an answer: named grids keep their names."""
        middles = self._middles(answer)
        names: dict[int, int] = {}
        for unit, label in enumerate(self.view.demanded()):
            if label != FREE:
                names[middles[unit]] = label
        free = len(self.view.keys)
        for middle in middles:
            if middle not in names:
                names[middle] = free
                free += 1
        return [names[middle] for middle in middles]

    def forbid_strays(self, answer: cp.Answer) -> bool:
        """Add a rule for each piece away from its middle; return whether there was one."""
        middles = self._middles(answer)
        seen: set[int] = set()
        found = False
        for start in self.units:
            if start in seen:
                continue
            middle = middles[start]
            piece = [start]
            seen.add(start)
            for here in piece:
                for there, _ in self.view.beside[here]:
                    if there not in seen and middles[there] == middle:
                        seen.add(there)
                        piece.append(there)
            if middle not in piece:
                found = True
                around = {there for here in piece for there, _ in self.view.beside[here]}
                ways = [self.of[unit][middle] for unit in sorted(around - set(piece))]
                for unit in piece:
                    self.model.add_bool_or(*ways, ~self.of[unit][middle])
        return found

    def _middles(self, answer: cp.Answer) -> list[int]:
        return [
            next(middle for middle in self.units if answer.true(self.of[unit][middle]))
            for unit in self.units
        ]

    def _kept(self) -> None:
        """Keep groups in one grid, and ground locked to two grids in two."""
        for group in self.view.groups:
            for unit in group[1:]:
                for middle in self.units:
                    self.model.add(self.of[unit][middle] == self.of[group[0]][middle])
        fixed = self.view.fixed
        firsts = [fixed.index(label) for label in range(len(self.view.keys))]
        for middle in self.units:
            self.model.add_at_most_one(self.of[unit][middle] for unit in firsts)

    def _bands(self) -> list[cp_model.LinearExpr]:
        problem = self.view.problem
        prices: list[cp_model.LinearExpr] = []
        for band, size in (
            (problem.households, [basic.households for basic in problem.basics]),
            (problem.effort, [basic.effort_min for basic in problem.basics]),
        ):
            for middle in self.units:
                column = [self.of[unit][middle] for unit in self.units]
                load = cp_model.LinearExpr.weighted_sum(column, size)
                prices += self._load(band, load, self.of[middle][middle], sum(size))
        return prices

    def _load(
        self, band: Band, load: cp_model.LinearExpr, drawn: cp_model.IntVar, most: int
    ) -> list[cp_model.LinearExpr]:
        prices: list[cp_model.LinearExpr] = []
        if band.hard:
            self.model.add(load >= band.low * drawn)
            self.model.add(load <= band.high * drawn)
        elif band.outside_price:
            outside = self.model.new_int_var(0, max(most, band.low), "")
            self.model.add(outside >= band.low * drawn - load)
            self.model.add(outside >= load - band.high)
            prices.append(band.outside_price * outside)
        if band.off_target_price:
            off = self.model.new_int_var(0, max(most, band.target), "")
            self.model.add(off >= band.target * drawn - load)
            self.model.add(off >= load - band.target * drawn)
            prices.append(band.off_target_price * off)
        return prices

    def _spread(self) -> list[cp_model.LinearExpr]:
        basics, price = self.view.problem.basics, self.view.problem.prices.spread
        return [
            price * spread_between(basics[unit], basics[middle]) * self.of[unit][middle]
            for unit in self.units
            for middle in self.units
        ]
