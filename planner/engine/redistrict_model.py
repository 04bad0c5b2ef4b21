"""The model of part of a village: which unit lies in which grid, its limits and prices.

That each grid is in one piece is left out here: that would make it ten times as large.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ortools.sat.python import cp_model

from planner.engine import cp
from planner.engine.redistrict_view import FREE, View
from planner.judge.redistrict import moved_price, spread_between
from planner.outcome import Conflict, facts
from planner.problem.redistrict import Band


@dataclass(frozen=True, slots=True)
class Region:
    """What may be divided anew.

    Parameters
    ----------
    allowed
        The labels each unit of the region may get.
    labels
        The division as it is, all units; where it holds outside the region it is kept.
    upper
        Plans of so many points or more are of no interest; None for no limit.
    middles
        The unit around which the spread of a grid is measured, by label.
    borders
        Whether borders count; without them the bound is one for all other points.
    """

    allowed: Mapping[int, tuple[int, ...]]
    labels: Sequence[int]
    upper: int | None = None
    middles: Mapping[int, int] = field(default_factory=dict)
    borders: bool = True


class RegionModel:
    """The model of a region: which unit lies in which grid, and what that costs.

    Parameters
    ----------
    named
        Leave the objective out and put each rule a person can change behind a literal of its own.
    """

    def __init__(self, view: View, region: Region, *, named: bool = False) -> None:
        self.view = view
        self.region = region
        self.rules: dict[Conflict, cp_model.IntVar] = {}
        self.named = named
        self.model = cp_model.CpModel()
        self.nil, self.one = self.model.new_constant(0), self.model.new_constant(1)
        self.members: dict[int, list[int]] = {}
        for unit, labels in region.allowed.items():
            for q in labels:
                self.members.setdefault(q, []).append(unit)
        self.outside: dict[int, list[int]] = {}
        for unit, label in enumerate(region.labels):
            if unit not in region.allowed:
                self.outside.setdefault(label, []).append(unit)
        self.within = self._variables()
        self._together()
        loads = list(self._loads())
        if named:
            self._locked()
            return
        cost = cp_model.LinearExpr.sum([*self._borders(), *loads, *self._own()])
        if region.upper is not None:
            self.model.add(cost <= region.upper - 1)
        self.model.minimize(cost)

    def read(self, answer: cp.Answer) -> list[int]:
        """Return the labels of all units in an answer."""
        labels = list(self.region.labels)
        for (unit, q), literal in self.within.items():
            if answer.true(literal):
                labels[unit] = q
        return labels

    def holds(self, unit: int, q: int) -> cp_model.LinearExpr:
        """Return whether a unit lies in a grid, as an expression even where it is certain."""
        if (unit, q) in self.within:
            return self.within[unit, q]
        inside = unit not in self.region.allowed and self.region.labels[unit] == q
        return self.one if inside else self.nil

    def _variables(self) -> dict[tuple[int, int], cp_model.IntVar]:
        within: dict[tuple[int, int], cp_model.IntVar] = {}
        for unit, labels in self.region.allowed.items():
            for q in labels:
                within[unit, q] = self.model.new_bool_var("")
            self.model.add_exactly_one(within[unit, q] for q in labels)
        for q, units in self.members.items():
            if q not in self.outside:
                self.model.add_bool_or(within[unit, q] for unit in units)
        return within

    def _rule(self, rule: str, **values: str | int) -> list[cp_model.IntVar]:
        """Return what a rule stands behind: its literal when rules are named, else nothing."""
        if not self.named:
            return []
        return [self.rules.setdefault(Conflict(rule, facts(**values)), self.model.new_bool_var(""))]

    def _together(self) -> None:
        for group in self.view.problem.together:
            rule = self._rule("together", basic=group[0], basics=len(group))
            units = [self.view.index[unit_id] for unit_id in group]
            inside = [unit for unit in units if unit in self.region.allowed]
            for a, b in pairwise(inside):
                for q in {*self.region.allowed[a], *self.region.allowed[b]}:
                    self.model.add(self.holds(a, q) == self.holds(b, q)).only_enforce_if(rule)

    def _locked(self) -> None:
        for unit, label in enumerate(self.view.fixed):
            if label != FREE:
                rule = self._rule("locked_to", grid=self.view.keys[label])
                self.model.add(self.holds(unit, label) == 1).only_enforce_if(rule)

    def _borders(self) -> Iterable[cp_model.LinearExprT]:
        """Yield the points of every border with an end in the region."""
        if not self.region.borders:
            return
        allowed = self.region.allowed
        for here, mine in allowed.items():
            for there, price in self.view.beside[here]:
                if there not in allowed:
                    yield price * (1 - self.holds(here, self.region.labels[there]))
                elif here < there and price:
                    theirs = allowed[there]
                    if not set(mine) & set(theirs):
                        yield price
                        continue
                    cut = self.model.new_bool_var("")
                    # one way round is enough, both ways round make the relaxation stronger
                    for q in dict.fromkeys((*mine, *theirs)):
                        a, b = self.holds(here, q), self.holds(there, q)
                        self.model.add(cut >= a - b)
                        self.model.add(cut >= b - a)
                    yield price * cut

    def _loads(self) -> Iterable[cp_model.LinearExprT]:
        """Add the bands that must hold, and yield the points of the others."""
        problem = self.view.problem
        for name, band, size in (
            ("households", problem.households, [basic.households for basic in problem.basics]),
            ("effort", problem.effort, [basic.effort_min for basic in problem.basics]),
        ):
            rule = self._rule(name, low=band.low, high=band.high) if band.hard else []
            for q, units in self.members.items():
                base = sum(size[unit] for unit in self.outside.get(q, ()))
                load = base + sum(size[unit] * self.within[unit, q] for unit in units)
                most = base + sum(size[unit] for unit in units)
                if band.hard and (band.low > 0 or band.high < most):
                    kept = self.model.add_linear_constraint(load, band.low, band.high)
                    kept.only_enforce_if(rule)
                yield from self._load(band, load, most)

    def _load(
        self, band: Band, load: cp_model.LinearExprT, most: int
    ) -> Iterable[cp_model.LinearExprT]:
        if not band.hard and band.outside_price:
            outside = self.model.new_int_var(0, max(most, band.low), "")
            self.model.add(outside >= band.low - load)
            self.model.add(outside >= load - band.high)
            yield band.outside_price * outside
        if band.off_target_price:
            off = self.model.new_int_var(0, max(most, band.target), "")
            self.model.add(off >= band.target - load)
            self.model.add(off >= load - band.target)
            yield band.off_target_price * off

    def _own(self) -> Iterable[cp_model.LinearExprT]:
        """Yield the points of single units: what moves, and the spread around the middles."""
        problem = self.view.problem
        for unit, labels in self.region.allowed.items():
            basic, old = problem.basics[unit], self.view.old(unit)
            if old != FREE:
                yield moved_price(problem.prices, basic) * (1 - self.holds(unit, old))
            if self.region.middles and problem.prices.spread:
                for q in labels:
                    middle = problem.basics[self.region.middles[q]]
                    points = problem.prices.spread * spread_between(basic, middle)
                    yield points * self.holds(unit, q)
