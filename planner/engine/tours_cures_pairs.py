"""Two changes at once, where no single one brings an item in: the smallest first."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from planner.engine.tours_cures_more import abler, lacks, more_people, opened_roads
from planner.engine.tours_cures_time import earlier, longer, wider
from planner.engine.tours_cures_trial import Insertion, Trial
from planner.outcome import Cure, facts
from planner.problem.tour_cures import MINUTE_S, with_cure
from planner.problem.tour_parts import DAY_S, Travel

MINUTES = (15, 30, 60, 120)
"""By how much the first of two changes moves an hour, the least that does it."""
LIKELY_MOST, FOUND_MOST = 3, 3
"""Turns or crews the first change is tried on, of each kind, and pairs that are told."""
HOPELESS = ("too_few_days", "late_whatever")
"""Reasons that no change of crews, hours or roads can mend."""

Near = Callable[[Trial], list[Insertion]]


def pairs(
    trial: Trial,
    task: int,
    near: Near,
    opened: Mapping[str, tuple[Travel, ...]],
    may: Callable[[], bool],
) -> tuple[tuple[Cure, ...], bool]:
    """Return pairs of changes that bring an item in, and whether all there are were tried.

    The first change is made in the question, then every single change is looked for beside it, so
    a pair has passed the same trial as a single cure: a plan with the item that loses nothing.

    Parameters
    ----------
    near
        Where the item costs least road in the plan of a trial.
    may
        Whether there is work left.
    """
    found: dict[tuple[str, str], Cure] = {}
    for first in _firsts(trial, task, opened):
        if not may():
            return tuple(found.values()), False
        name = trial.problem.tasks[task].task_id
        changed = with_cure(trial.problem, name, first, opened=opened)
        inner = Trial(changed, trial.plan, trial.attempt)
        for second in _seconds(inner, task, near(inner), opened):
            if second.kind != first.kind:
                kinds = min(first.kind, second.kind), max(first.kind, second.kind)
                found.setdefault(kinds, replace(first, also=(second,), tested=True))
            if len(found) >= FOUND_MOST:
                return tuple(found.values()), True
    return tuple(found.values()), True


def _seconds(
    trial: Trial, task: int, near: list[Insertion], opened: Mapping[str, tuple[Travel, ...]]
) -> Iterator[Cure]:
    yield from longer(trial, task, near)
    yield from earlier(trial, task, near)
    yield from wider(trial, task, near)
    yield from more_people(trial, task)
    yield from abler(trial, task)
    yield from opened_roads(trial, task, opened)


def _firsts(trial: Trial, task: int, opened: Mapping[str, tuple[Travel, ...]]) -> Iterator[Cure]:
    """Yield single changes, none of which does alone, the smaller ones first."""
    yield from lacks(trial, task)[:LIKELY_MOST]
    yield from _reserve(trial, task)
    for minutes in MINUTES:
        yield from _wider(trial, task, minutes)
        yield from _earlier(trial, task, minutes)
    yield from (Cure("open_road", facts(road=road)) for road in sorted(opened))


def _able(trial: Trial, task: int) -> list[int]:
    return [turn for turn in trial.week.usable if trial.week.able(turn, task)]


def _reserve(trial: Trial, task: int) -> Iterator[Cure]:
    held = [turn for turn in _able(trial, task) if trial.held(turn)]
    yield from (sent(trial, turn) for turn in held[:LIKELY_MOST])


def sent(trial: Trial, turn: int, others: int = 0) -> Cure:
    """Return the largest reserve share that lets a turn go, and others of its shift besides."""
    shift, given = trial.week.shifts[turn], trial.problem.turns[turn]
    turns, out = trial.week.shifts.count(shift), trial.out(turn) + 1 + others
    share = 100 - -(-100 * out // turns)
    who = facts(crew=given.crew_id, turn=given.turn_id)
    return Cure("lower_reserve", (*who, *facts(share_pct=share)))


def _wider(trial: Trial, task: int, minutes: int) -> Iterator[Cure]:
    for window in trial.problem.tasks[task].windows[:LIKELY_MOST]:
        day = window.open_s // DAY_S
        open_s = max(0, window.open_s - minutes * MINUTE_S) - day * DAY_S
        close_s = window.close_s + minutes * MINUTE_S - day * DAY_S
        hours = facts(open_s=open_s, close_s=close_s)
        yield Cure("widen_window", (*facts(day=day), *hours))


def _earlier(trial: Trial, task: int, minutes: int) -> Iterator[Cure]:
    free = [turn for turn in _able(trial, task) if not trial.held(turn)]
    for turn in free[:LIKELY_MOST]:
        given = trial.problem.turns[turn]
        if given.start_s >= minutes * MINUTE_S:
            who = facts(crew=given.crew_id, turn=given.turn_id)
            yield Cure("start_earlier", (*who, *facts(minutes=minutes)))
