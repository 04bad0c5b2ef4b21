"""A bound for tours over days: tours are swept for every turn until prices give no better one."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from planner.engine.attempt import Attempt
from planner.engine.tours_bound_calendar import Calendar, DayColumn, DayPrices
from planner.engine.tours_bound_clusters import Clusters, along, clusters_of
from planner.engine.tours_bound_families import Family, families_of
from planner.engine.tours_bound_net import Ints
from planner.engine.tours_bound_parts import Relaxed
from planner.engine.tours_bound_sweep import Sweep
from planner.problem.tour_parts import DAY_S
from planner.problem.tours import ToursPlan

NUMBERS_PER_WORK = 450_000_000
"""Numbers handled that count as one unit of work, about a second."""
STEPS_PER_WORK = 4_000
NEAR_MOST, CLOCK = 12, 120
"""Most units in a cluster; steps of the clock in a turn."""
HELD = 1.0
"""How many times the mean cost of a call lacking one may cost at first."""
GUESS = 0.1
"""Share of that at which calls are priced before anything is known."""
NEAR = 0.06
"""Share of the value the bound is near it, where prices are let go further or rows are added."""
SMOOTH = 0.5
"""How far the prices asked lie from those of the best bound towards the newest ones."""
SWEEPS_LEAST = 30
"""Sweeps that prices take to settle: fewer bound less than flows do with the same work."""
PICKED = 8
ROUNDS_MOST = 2_000


@dataclass(eq=False)
class _Generation:
    program: Calendar
    families: tuple[Family, ...]
    sweeps: tuple[Sweep, ...]
    near: Ints
    attempt: Attempt
    bound: float = -math.inf
    centre: DayPrices | None = None

    def asked(self, prices: DayPrices) -> bool:
        """Sweep at prices: add tours, keep the bound; return whether any tour is new."""
        least: dict[int, float] = {}
        found: list[DayColumn] = []
        for f, (family, sweep) in enumerate(zip(self.families, self.sweeps, strict=True)):
            legs, loses = self.program.entries.costs(family, prices.entries)
            swept = sweep.over(legs, self.program.brings(f, prices) - loses)
            self.attempt.spend(sweep.work(len(family.turns)) / NUMBERS_PER_WORK)
            least |= dict(zip(family.turns, swept.least.tolist(), strict=True))
            for n, turn in enumerate(family.turns):
                found += [(turn, path) for path in swept.tours(n, PICKED)]
            if self.attempt.cancelled():
                return False
        bound = self.program.bound(prices, least)
        if bound > self.bound:
            self.bound, self.centre = bound, prices
            self.attempt.report(bound=math.floor(bound))
        return self.added(found)

    def added(self, columns: Iterable[DayColumn]) -> bool:
        """Add tours; return whether any is new."""
        place = {turn: f for f, family in enumerate(self.families) for turn in family.turns}
        new = False
        for turn, path in columns:
            sweep = self.sweeps[place[turn]]
            cluster = self.near[sweep.net.unit]
            drives = along(sweep.net, cluster, (sweep.out, sweep.into), path)
            new |= self.program.add((turn, path), drives)
        return new


def daily_bound(
    question: Relaxed, attempt: Attempt, *, work: float, dear: float, start: ToursPlan | None
) -> float:
    """Return the best bound found with so much work; more work never gives a worse one.

    Parameters
    ----------
    start
        A sound plan to begin with, None without one.
    """
    until = attempt.used + work
    families = families_of(question)
    if not families:
        return float(question.certain)
    clusters = clusters_of(question, NEAR_MOST)
    program = Calendar(question, families, clusters.sets, dear)
    sweeps = _sweeps_of(families, clusters)
    state = _Generation(program, families, sweeps, clusters.of_unit, attempt)
    known = list(_columns(question, families, start))
    state.added(known)
    calls = sum(len(path) for _, path in known)
    held = HELD * _call_cost(program, calls)
    program.hold(held)
    state.asked(program.even(GUESS * held))
    for _ in range(ROUNDS_MOST):
        solved = program.solve()
        if solved is None:
            break
        value, prices = solved
        attempt.spend(program.work / STEPS_PER_WORK)
        near = value - state.bound <= NEAR * abs(value)
        if near and held < program.dearest:
            held *= 2
            program.hold(held)
            continue
        if near and program.entries.cut(program.used()):
            continue
        if attempt.used >= until or attempt.cancelled():
            break
        centre = state.centre
        aim = prices if centre is None else centre.mixed(prices, SMOOTH)
        if not state.asked(aim) and not state.asked(prices):
            break
    return state.bound


def pays(question: Relaxed, work: float) -> bool:
    """Return whether so much work is enough for prices of tours over days to settle."""
    families = families_of(question)
    sweeps = _sweeps_of(families, clusters_of(question, NEAR_MOST)) if families else ()
    numbers = sum(s.work(len(f.turns)) for f, s in zip(families, sweeps, strict=True))
    return SWEEPS_LEAST * numbers <= work * NUMBERS_PER_WORK


def _sweeps_of(families: tuple[Family, ...], clusters: Clusters) -> tuple[Sweep, ...]:
    length_s = max(family.net.closes - family.net.group.start_s for family in families)
    step_s = max(1, length_s // CLOCK)
    return tuple(
        Sweep(family.net, clusters.of_unit[family.net.unit], step_s=step_s) for family in families
    )


def _call_cost(program: Calendar, calls: int) -> float:
    """Mean cost of a call in the tours known, or a guess."""
    solved = program.solve()
    if solved is None or not calls:
        return 1000.0
    cost = sum(v.solution_value() for v in program.columns.values())
    return max(1.0, solved[0] / calls) if cost else 1000.0


def _columns(
    question: Relaxed, families: Iterable[Family], plan: ToursPlan | None
) -> Iterable[DayColumn]:
    """Yield the tours of a plan in the words of the families."""
    problem = question.problem
    task_row = {task.task_id: row for row, task in enumerate(problem.tasks)}
    tours = {} if plan is None else {tour.turn_id: tour for tour in plan.tours}
    for family in families:
        spots = family.net.group.spots
        for turn in family.turns:
            tour = tours.get(problem.turns[turn].turn_id)
            if tour is None:
                continue
            path = []
            for call in tour.calls:
                task, at = task_row[call.task_id], call.begin_s
                midnight = problem.turns[turn].day * DAY_S
                path += [
                    n
                    for n, spot in enumerate(spots)
                    if question.task_of(spot) == task and spot.way == call.way
                    if spot.open_s <= at - midnight <= spot.late_s
                ][:1]
            if len(path) == len(tour.calls):
                yield turn, tuple(path)
