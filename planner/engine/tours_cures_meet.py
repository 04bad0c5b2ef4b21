"""Cures of a meeting that is not held: all its crews are brought in at once, at a common hour."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product

from planner import judge
from planner.engine.tours_cures_pairs import sent
from planner.engine.tours_cures_time import beyond, extended
from planner.engine.tours_cures_trial import LOOK_WORK, Insertion, Trial
from planner.engine.tours_days import Week
from planner.engine.tours_days_clock import clocked
from planner.engine.tours_days_state import plan_of
from planner.engine.tours_meetings import at_fixed_hours
from planner.judge.tours_meetings import meetings_of
from planner.outcome import Cure, facts
from planner.problem.tour_cures import with_cure
from planner.problem.tour_parts import Task
from planner.problem.tours import ToursPlan

TURNS_MOST, TRIED_MOST = 3, 8
"""Ways of a crew to one meeting, and ways of all together that are tried, the cheapest first."""


@dataclass(frozen=True, slots=True)
class Way:
    """How one task of a meeting could be done: on which turn, how much longer than it may be."""

    task: int
    one: Insertion
    day: int
    idle: bool
    minutes: int
    drive: int

    @property
    def price(self) -> tuple[bool, int, int]:
        """What it asks for: people of the reserve, minutes, road."""
        return self.idle, self.minutes + self.drive, self.one.detour_s


@dataclass(frozen=True, slots=True)
class Met:
    """A plan with the meeting, and what it takes.

    Parameters
    ----------
    free
        Whether the question has room for it as it is, so that it only costs more than it brings.
    """

    plan: ToursPlan
    cure: Cure
    over_s: int
    free: bool


def others_of(trial: Trial, task: int) -> tuple[int, ...]:
    """Return the tasks of the meeting a task is part of, itself among them, if it must hold."""
    problem = trial.problem
    if not problem.rules.meetings_hold:
        return ()
    names = meetings_of(problem).get(problem.tasks[task].meeting, ())
    return tuple(row for row, given in enumerate(problem.tasks) if given.task_id in names)


def met(trial: Trial, tasks: Sequence[int]) -> Met | None:
    """Return the first plan that holds a meeting and loses nothing, and what it takes."""
    asked = at_fixed_hours(trial.problem)
    loose = Week(replace(trial.loose().problem, tasks=asked.tasks))
    ways = [list(_ways(trial, loose, task)) for task in tasks]
    for chosen in _together(ways)[:TRIED_MOST]:
        found = _tried(trial, asked.tasks, chosen)
        if found is not None:
            return found
    return None


def _ways(trial: Trial, loose: Week, task: int) -> Iterator[Way]:
    for turn in trial.week.usable:
        if not trial.week.able(turn, task):
            continue
        for one in trial.insertions(task, turn, trial.week):
            tour = clocked(loose, turn, one.stops)
            if tour is not None:
                minutes, drive = beyond(trial, loose, turn, one.stops, tour)
                day = next(day for t, _, day in one.stops if t == task)
                yield Way(task, one, day, trial.idle(turn), minutes, drive)


def _together(ways: Sequence[Sequence[Way]]) -> list[tuple[Way, ...]]:
    """Return a way for each task, all on one day and different turns, the cheapest first."""
    found: list[tuple[Way, ...]] = []
    for day in sorted({way.day for some in ways for way in some}):
        there = [sorted((w for w in some if w.day == day), key=lambda w: w.price) for some in ways]
        all_ways = product(*(some[:TURNS_MOST] for some in there))
        found += [c for c in all_ways if len({way.one.turn for way in c}) == len(c)]
    return sorted(found, key=_price)


def _price(chosen: Sequence[Way]) -> tuple[int, int, int]:
    idle, minutes, detour_s = zip(*(way.price for way in chosen), strict=True)
    return sum(idle), sum(minutes), sum(detour_s)


def _tried(trial: Trial, tasks: tuple[Task, ...], chosen: Sequence[Way]) -> Met | None:
    """Return the plan with all of a meeting, None if the judge sees no gain.

    Parameters
    ----------
    tasks
        All tasks, those of meetings with hours in which whoever comes meets.
    """
    trial.attempt.spend(LOOK_WORK)
    problem, name = trial.problem, trial.problem.tasks[chosen[0].task].task_id
    cures = [*_reserve(trial, chosen), *_longer(trial, chosen)]
    change = replace(cures[0], also=tuple(cures[1:]), tested=True) if cures else None
    if any(int(dict(cure.facts).get("share_pct", 0)) < 0 for cure in cures):
        return None
    changed = problem if change is None else with_cure(problem, name, change)
    week, tours = Week(replace(changed, tasks=tasks)), dict(trial.tours)
    for way in chosen:
        tour = clocked(week, way.one.turn, way.one.stops)
        if tour is None:
            return None
        tours[way.one.turn] = tour
    plan = plan_of(tours)
    if not all(trial.helps(changed, way.task, plan) for way in chosen):
        return None
    over_s = judge.objective(changed, plan) - trial.objective
    cure = change or _accepted(trial, chosen, over_s)
    return Met(plan, cure, over_s, free=change is None)


def _reserve(trial: Trial, chosen: Sequence[Way]) -> Iterator[Cure]:
    """Yield for turns that only the reserve keeps the share at which all of them may go."""
    week = trial.week
    idle = [way.one.turn for way in chosen if way.idle]
    for turn in idle:
        shift = week.shifts[turn]
        others = sum(week.shifts[other] == shift for other in idle) - 1
        if trial.out(turn) + 1 + others > week.allowed_out[shift]:
            yield sent(trial, turn, others)


def _longer(trial: Trial, chosen: Sequence[Way]) -> Iterator[Cure]:
    for way in chosen:
        if way.minutes or way.drive:
            yield extended(trial, way.one.turn, way.minutes, way.drive)


def _accepted(trial: Trial, chosen: Sequence[Way], over_s: int) -> Cure:
    """Return the cure that fixes all of a meeting to the turns that have it now."""
    cures = []
    for way in chosen:
        given = trial.problem.turns[way.one.turn]
        who = facts(crew=given.crew_id, turn=given.turn_id, over_s=over_s)
        task = facts(task=trial.problem.tasks[way.task].task_id)
        cures.append(Cure("accept_detour_tour", (*who, *task), tested=True))
    return replace(cures[0], also=tuple(cures[1:]))
