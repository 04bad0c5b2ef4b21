"""Divide part of a village as well as possible with CP-SAT, the rest staying as it is.

Each grid must be in one piece. That would take a model ten times as large if it were written down
at once; instead the model is solved without it, and every stray piece found becomes a rule: ground
may lie in this grid only if the grid goes on through one of these neighbours. Such rules hold for
every plan, so what the solver proves with some of them holds with all.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ortools.sat.python import cp_model

from planner.engine import cp
from planner.engine.attempt import Attempt
from planner.engine.redistrict_view import FREE, View
from planner.judge.redistrict import moved_price, spread_between
from planner.outcome import Conflict, facts
from planner.problem.redistrict import Band

ROUND_SHARE = 0.2
"""Largest share of the work one round may take, so that the first does not take it all."""
ROUNDS_MOST = 200


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


@dataclass(frozen=True, slots=True)
class Divided:
    """What came of it.

    Parameters
    ----------
    labels
        A division in which every grid is in one piece, or None.
    bound
        Points that no division of the region can go below, None if unknown.
    proved
        Whether nothing better than `labels` exists, or nothing below the limit if there are none.
    """

    labels: list[int] | None
    bound: int | None
    proved: bool


def divide(
    view: View,
    region: Region,
    attempt: Attempt,
    *,
    work: float,
    patch: Callable[[list[int]], None] | None = None,
) -> Divided:
    """Return the best division of a region.

    Parameters
    ----------
    patch
        Called with every division on the way whose grids are not yet all in one piece.
    """
    model = RegionModel(view, region)
    before = attempt.used
    bound: int | None = None
    share = ROUND_SHARE
    for _ in range(ROUNDS_MOST):
        left = work - (attempt.used - before)
        if left <= 0 or attempt.over():
            break
        answer = cp.solve(model.model, attempt, work=min(left, max(0.05, share * work)))
        if answer.bound is not None:
            bound = answer.bound if bound is None else max(bound, answer.bound)
        if answer.found is cp.Found.INFEASIBLE:
            return Divided(None, region.upper, proved=True)
        if not answer.solved:
            # a round that finds nothing is worth repeating only with all that is left
            if share == 1:
                break
            share = 1.0
            continue
        labels = model.read(answer)
        if not model.forbid_strays(labels):
            optimal = answer.found is cp.Found.OPTIMAL
            return Divided(labels, bound, proved=optimal)
        if patch is not None:
            patch(labels)
    return Divided(None, bound, proved=False)


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
        self._named = named
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
        self._singles()

    def read(self, answer: cp.Answer) -> list[int]:
        """Return the labels of all units in an answer."""
        labels = list(self.region.labels)
        for (unit, q), literal in self.within.items():
            if answer.true(literal):
                labels[unit] = q
        return labels

    def forbid_strays(self, labels: list[int]) -> bool:
        """Add a rule for each stray piece; return whether there was one."""
        found = False
        for q in self.members:
            pieces = self._pieces(labels, q)
            if len(pieces) < 2:
                continue
            found = True
            main = max(pieces, key=lambda piece: self._worth(piece, q))
            for piece in pieces:
                if piece is not main:
                    self._forbid(piece, main, q)
        return found

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
        if not self._named:
            return []
        return [self.rules.setdefault(Conflict(rule, facts(**values)), self.model.new_bool_var(""))]

    def _together(self) -> None:
        for group in self.view.problem.together:
            rule = self._rule("together", basic=group[0], basics=len(group))
            units = [self.view.index[unit_id] for unit_id in group]
            inside = [unit for unit in units if unit in self.region.allowed]
            for a, b in pairwise(inside):
                for q in {*self.region.allowed[a], *self.region.allowed[b]}:
                    self.model.add(self._is(a, q) == self._is(b, q)).only_enforce_if(rule)

    def _locked(self) -> None:
        for unit, label in enumerate(self.view.fixed):
            if label != FREE:
                rule = self._rule("locked_to", grid=self.view.keys[label])
                self.model.add(self._is(unit, label) == 1).only_enforce_if(rule)

    def _is(self, unit: int, q: int) -> cp_model.LinearExpr:
        """Return whether a unit lies in a grid, as an expression even where it is certain."""
        if (unit, q) in self.within:
            return self.within[unit, q]
        inside = unit not in self.region.allowed and self.region.labels[unit] == q
        return self.one if inside else self.nil

    def _borders(self) -> Iterable[cp_model.LinearExprT]:
        """Yield the points of every border with an end in the region."""
        if not self.region.borders:
            return
        allowed = self.region.allowed
        for here, mine in allowed.items():
            for there, price in self.view.beside[here]:
                if there not in allowed:
                    yield price * (1 - self._is(here, self.region.labels[there]))
                elif here < there and price:
                    theirs = allowed[there]
                    if not set(mine) & set(theirs):
                        yield price
                        continue
                    cut = self.model.new_bool_var("")
                    # one way round is enough, both ways round make the relaxation stronger
                    for q in dict.fromkeys((*mine, *theirs)):
                        a, b = self._is(here, q), self._is(there, q)
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
                yield moved_price(problem.prices, basic) * (1 - self._is(unit, old))
            if self.region.middles and problem.prices.spread:
                for q in labels:
                    middle = problem.basics[self.region.middles[q]]
                    points = problem.prices.spread * spread_between(basic, middle)
                    yield points * self._is(unit, q)

    def _singles(self) -> None:
        """Say of each unit too small for a grid of its own that its grid goes on beside it."""
        for unit, labels in self.region.allowed.items():
            if self._too_small([unit]):
                for q in labels:
                    self._goes_on([unit], self._around({unit}), q)

    def _pieces(self, labels: list[int], q: int) -> list[list[int]]:
        """Return the connected pieces of a grid, ground outside the region included."""
        ground = [*self.members[q], *self.outside.get(q, ())]
        left = {unit for unit in ground if labels[unit] == q}
        pieces = []
        for start in sorted(left):
            if start not in left:
                continue
            piece = [start]
            left.discard(start)
            for here in piece:
                for there, _ in self.view.beside[here]:
                    if there in left:
                        left.discard(there)
                        piece.append(there)
            pieces.append(piece)
        return pieces

    def _worth(self, piece: list[int], q: int) -> tuple[bool, int, int]:
        basics = self.view.problem.basics
        rooted = any(self._rooted(unit, q) for unit in piece)
        return rooted, sum(basics[unit].households for unit in piece), len(piece)

    def _rooted(self, unit: int, q: int) -> bool:
        """Return whether a unit lies in a grid in every plan of the region."""
        allowed = self.region.allowed.get(unit)
        return allowed == (q,) if allowed is not None else self.region.labels[unit] == q

    def _forbid(self, piece: list[int], main: list[int], q: int) -> None:
        around = self._around(set(piece))
        root = next((unit for unit in main if self._rooted(unit, q)), None)
        if root is not None:
            self._goes_on(piece, self._facing(around, root, q), q)
        elif not self._named and self._too_small(piece):
            self._goes_on(piece, around, q)
        else:
            other = main[0]
            facing = self._facing(around, other, q)
            ways = cp_model.LinearExpr.sum([self._is(unit, q) for unit in facing])
            for unit in piece:
                if (unit, q) in self.within:
                    self.model.add(self._is(unit, q) + self._is(other, q) <= 1 + ways)

    def _goes_on(self, piece: list[int], around: Iterable[int], q: int) -> None:
        ways = cp_model.LinearExpr.sum([self._is(unit, q) for unit in around])
        for unit in piece:
            if (unit, q) in self.within:
                self.model.add(self._is(unit, q) <= ways)

    def _around(self, piece: set[int]) -> list[int]:
        """Return the neighbours of a piece of ground."""
        found = {there for here in piece for there, _ in self.view.beside[here]}
        return sorted(found - piece)

    def _facing(self, around: list[int], root: int, q: int) -> list[int]:
        """Return the part of a wall of units that ways of a grid from a root come to."""
        wall = set(around)
        if root in wall:
            return [root]
        seen, waiting, met = {root}, [root], set()
        for here in waiting:
            for there, _ in self.view.beside[here]:
                if there in wall:
                    met.add(there)
                elif there not in seen and self._possible(there, q):
                    seen.add(there)
                    waiting.append(there)
        return sorted(unit for unit in met if self._possible(unit, q))

    def _possible(self, unit: int, q: int) -> bool:
        return (unit, q) in self.within or self._rooted(unit, q)

    def _too_small(self, piece: list[int]) -> bool:
        """Return whether ground cannot be a whole grid by itself."""
        problem = self.view.problem
        households = sum(problem.basics[unit].households for unit in piece)
        effort = sum(problem.basics[unit].effort_min for unit in piece)
        return (problem.households.hard and households < problem.households.low) or (
            problem.effort.hard and effort < problem.effort.low
        )
