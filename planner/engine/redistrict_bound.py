"""A lower bound for divisions too large to prove: no grid can hold more than its band.

Think of each border as a length between 0 (not drawn) and 1 (drawn). From any unit, the ground
within a distance of 1 may hold at most one grid's load; the rest must lie beyond drawn borders.
Every plan keeps these rules (spreading metrics: Even, Naor, Rao and Schieber, 2000,
doi 10.1145/347476.347478), so the cheapest lengths that keep them cost no more than any plan. The
rules broken most are added round by round, and the bound is taken from whole-number multiples of
the rules, so that the rounding of the linear program cannot make it wrong.
"""

import heapq
import math
from dataclasses import dataclass

from ortools.linear_solver import pywraplp  # type: ignore[import-untyped]

from planner.engine.attempt import Attempt
from planner.engine.redistrict_view import View
from planner.judge.redistrict import load_price

ROUNDS_MOST = 40
SOURCES_MOST = 200
"""Units looked from in one round: more of them make the linear program slow, not strong."""
STEPS_PER_WORK = 3_000_000
"""Looks at a border that count as one unit of work: about a second (measured)."""
TERMS_PER_WORK = 100_000
"""Terms of all rules so far that count as one unit of work for the linear program."""
ROOM_LEAST = 20_000
"""Terms that may be added however little work is left: fewer bound nothing."""
BROKEN_LEAST = 0.005
"""Share of a grid's load by which a rule must be broken to be added."""
MIX = 0.8
"""Share of older lengths in the lengths looked at next: it calms the rounds down."""
FIRST_SCALES = (0.8, 1.2, 1.7)
"""Multiples of the first guess that the first rules are made for (measured)."""
CHEAP = 0.02
"""Share of the mean price below which a border counts as no cheaper in the first guess."""
SCALE = 10**6
GAIN_LEAST = 0.003
"""Share of the bound that a round must gain for the next one to be worth its work."""


@dataclass(frozen=True, slots=True)
class _Rule:
    """A sum of border lengths, by border, and the load that must lie beyond drawn borders."""

    share: dict[int, int]
    beyond: int


@dataclass(frozen=True, slots=True)
class _Spread:
    """Which load is spread over grids, how much one may hold, and the price of one beyond."""

    size: list[int]
    cap: int
    price: int


def lower_bound(view: View, attempt: Attempt, *, work: float, loads: int = 0) -> int:
    """Return points that no plan of this question can be below.

    Parameters
    ----------
    loads
        Points of everything but borders that no plan can be below, as far as known.
    """
    spread = _spread(view)
    loads = max(loads, loads_bound(view))
    if spread is None:
        return loads
    border = _border_bound(view, spread, attempt, work=work)
    # a soft band is paid for in both numbers, so only the larger one counts
    return max(loads, border) if spread.price else loads + border


def loads_bound(view: View) -> int:
    """Return the least points of loads off target: the total shared out evenly."""
    basics = view.problem.basics
    totals = (
        (view.problem.households, sum(basic.households for basic in basics)),
        (view.problem.effort, sum(basic.effort_min for basic in basics)),
    )
    return min(
        sum(
            (total % k) * load_price(band, total // k + 1)
            + (k - total % k) * load_price(band, total // k)
            for band, total in totals
        )
        for k in range(view.least, view.most + 1)
    )


def _spread(view: View) -> _Spread | None:
    """Return the load whose band divides the village most, or None if one grid may hold all."""
    found: list[tuple[float, _Spread]] = []
    basics, problem = view.problem.basics, view.problem
    for band, size in (
        (problem.households, [basic.households for basic in basics]),
        (problem.effort, [basic.effort_min for basic in basics]),
    ):
        total = sum(size)
        cap = min(band.high, total - (view.least - 1) * band.low) if band.hard else band.high
        price = 0 if band.hard else band.outside_price
        if 0 < cap < total and (band.hard or price):
            found.append((cap / total, _Spread(size, cap, price)))
    return min(found, key=lambda item: item[0], default=(0, None))[1]


def _border_bound(view: View, spread: _Spread, attempt: Attempt, *, work: float) -> int:
    program = _Program(view, spread)
    until = attempt.used + work
    best = 0
    lengths = program.even()
    for turn in range(ROUNDS_MOST):
        rules: list[_Rule] = []
        # at first nothing is known: rules for lengths short and long
        for scale in FIRST_SCALES if turn == 0 else (1.0,):
            scaled = [min(1.0, scale * length) for length in lengths]
            found, looks = _broken(program, spread, scaled, turn)
            attempt.spend(looks / STEPS_PER_WORK)
            rules += found
        room = TERMS_PER_WORK * (until - attempt.used) - program.terms
        for rule in _affordable(rules, max(room, ROOM_LEAST)):
            program.add(rule)
        if not rules or not program.solve():
            break
        attempt.spend(program.terms / TERMS_PER_WORK)
        bound = program.bound()
        if attempt.used >= until or attempt.cancelled() or bound < best * (1 + GAIN_LEAST):
            return max(best, bound)
        best = bound
        lengths = [MIX * o + (1 - MIX) * n for o, n in zip(lengths, program.lengths(), strict=True)]
    return best


def _affordable(rules: list[_Rule], room: float) -> list[_Rule]:
    """Return the rules, or every second, third, ... of them, that the work left pays for."""
    wanted = sum(len(rule.share) for rule in rules)
    return rules[:: max(1, math.ceil(wanted / room))]


def _broken(
    program: "_Program", spread: _Spread, lengths: list[float], turn: int
) -> tuple[list[_Rule], int]:
    """Return the rules these lengths break, and how many borders were looked at."""
    n = len(spread.size)
    step = max(1, n // SOURCES_MOST)
    rules, looks = [], 0
    for source in range(turn % step, n, step):
        rule, seen = _ball(program, spread, lengths, source)
        looks += seen
        if rule is not None:
            rules.append(rule)
    return rules, looks


def _ball(
    program: "_Program", spread: _Spread, lengths: list[float], source: int
) -> tuple[_Rule | None, int]:
    """Return the rule of the ground within a distance of 1, if it is broken."""
    far = {source: 0.0}
    by: dict[int, tuple[int, int]] = {}
    order: list[int] = []
    done: set[int] = set()
    queue = [(0.0, source)]
    looks = 0
    while queue:
        distance, here = heapq.heappop(queue)
        if here in done:
            continue
        done.add(here)
        order.append(here)
        for there, border in program.beside[here]:
            looks += 1
            further = distance + lengths[border]
            if further < far.get(there, 1.0):
                far[there], by[there] = further, (here, border)
                heapq.heappush(queue, (further, there))
    inside = sum(spread.size[unit] for unit in order)
    away = sum(spread.size[unit] * far[unit] for unit in order)
    if inside - away <= spread.cap * (1 + BROKEN_LEAST):
        return None, looks
    behind = {unit: spread.size[unit] for unit in order}
    share: dict[int, int] = {}
    for unit in reversed(order[1:]):
        before, border = by[unit]
        behind[before] += behind[unit]
        if behind[unit]:
            share[border] = behind[unit]
    return _Rule(share, inside - spread.cap), looks


class _Program:
    """The linear program: lengths of borders, and load of the fullest grid beyond a soft band."""

    def __init__(self, view: View, spread: _Spread) -> None:
        self.price: list[int] = []
        self.beside: list[list[tuple[int, int]]] = [[] for _ in view.beside]
        self.terms = 0
        for here, near in enumerate(view.beside):
            for there, price in near:
                if here < there:
                    self.beside[here].append((there, len(self.price)))
                    self.beside[there].append((here, len(self.price)))
                    self.price.append(price)
        self._soft = spread.price
        # the best length when all borders cost the same and the village has no end
        self._even = math.sqrt(2 * sum(spread.size) / (3 * len(spread.size) * spread.cap))
        self._lp = pywraplp.Solver.CreateSolver("GLOP")
        self._length = [self._lp.NumVar(0, 1, "") for _ in self.price]
        self._excess = self._lp.NumVar(0, self._lp.infinity() if spread.price else 0, "")
        self._rules: list[tuple[_Rule, pywraplp.Constraint]] = []
        objective = self._lp.Objective()
        for length, price in zip(self._length, self.price, strict=True):
            objective.SetCoefficient(length, price)
        objective.SetCoefficient(self._excess, spread.price)

    def even(self) -> list[float]:
        """Return a first guess: cheap borders long, on the whole as on ground without an end."""
        mean = sum(self.price) / max(1, len(self.price))
        return [
            self._even * math.sqrt(mean / max(price, CHEAP * mean, 1e-9)) for price in self.price
        ]

    def add(self, rule: _Rule) -> None:
        """Add a rule."""
        row = self._lp.Constraint(rule.beyond, self._lp.infinity())
        for border, share in rule.share.items():
            row.SetCoefficient(self._length[border], share)
        row.SetCoefficient(self._excess, 1)
        self._rules.append((rule, row))
        self.terms += len(rule.share)

    def solve(self) -> bool:
        """Solve again; false if the solver gave up."""
        return bool(self._lp.Solve() == pywraplp.Solver.OPTIMAL)

    def lengths(self) -> list[float]:
        """Return the cheapest lengths that keep all rules so far."""
        return [length.solution_value() for length in self._length]

    def bound(self) -> int:
        """Return the bound that whole multiples of the rules prove, rounding included."""
        times = [max(0, math.floor(row.dual_value() * SCALE)) for _, row in self._rules]
        if self._soft and sum(times) > self._soft * SCALE:
            shrink = self._soft * SCALE / sum(times)
            times = [max(0, math.floor(t * shrink) - 1) for t in times]
        used = [0] * len(self.price)
        proved = 0
        for count, (rule, _) in zip(times, self._rules, strict=True):
            if count:
                proved += count * rule.beyond
                for border, share in rule.share.items():
                    used[border] += count * share
        over = sum(max(0, u - p * SCALE) for u, p in zip(used, self.price, strict=True))
        return max(0, -(-(proved - over) // SCALE))
