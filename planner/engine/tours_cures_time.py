"""Cures by time: a longer shift or more driving, an earlier start, a wider window."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from planner.engine.tours_cures_trial import LOOSE_S, Insertion, Trial
from planner.engine.tours_days import Week
from planner.engine.tours_days_clock import clocked
from planner.engine.tours_days_state import stops_of
from planner.outcome import Cure, facts
from planner.problem.tour_cures import MINUTE_S, with_cure
from planner.problem.tour_parts import DAY_S, Window
from planner.problem.tours import Tour, ToursPlan, ToursProblem

TRIED_MOST = 4
"""Ways of adding the item that are judged for one kind of cure, the cheapest first."""
WORTH_LESS = 10
"""Minutes from which on a forced solve looks for a smaller change."""
FORCED_MINUTES, FORCES = 120, 3
"""Minutes a forced solve begins with where nothing simpler helps, and how often it is tried."""
WIDER = (10, 20, 30, 45, 60, 90, 120, 180)
"""Minutes by which windows are tried wider."""


def longer(
    trial: Trial, task: int, near: Sequence[Insertion], *, forces: bool = False
) -> Iterator[Cure]:
    """Yield the fewest minutes of shift and of driving that let a turn take the item."""
    week, ways = trial.loose(), []
    for one in near:
        tour = clocked(week, one.turn, one.stops)
        if tour is not None:
            ways.append((*beyond(trial, week, one.turn, one.stops, tour), one))
    ways.sort(key=lambda way: (way[0] + way[1], way[2].detour_s))
    best: Cure | None = None
    for minutes, drive, one in ways[:TRIED_MOST]:
        cure = extended(trial, one.turn, minutes, drive)
        changed = with_cure(trial.problem, _name(trial, task), cure)
        if trial.grown(changed, task, {one.turn: one.stops}) is not None:
            best = cure
            break
    if forces and near:
        best = _shorter(trial, task, near[0].turn, best)
    if best is not None:
        yield replace(best, tested=True)


def _shorter(trial: Trial, task: int, turn: int, best: Cure | None) -> Cure | None:
    """Ask for half as much and solve the day anew, as long as that works."""
    found = best
    for _ in range(FORCES):
        minutes, drive = _asked(found)
        if found is not None:
            if minutes + drive <= WORTH_LESS:
                break
            turn = trial.week.turn_rows[str(dict(found.facts)["turn"])]
            minutes, drive = minutes // 2, drive // 2
        cure = extended(trial, turn, minutes, drive)
        changed = with_cure(trial.problem, _name(trial, task), cure)
        plan = trial.forced(changed, task, turn)
        if plan is None:
            break
        found = _trimmed(trial, task, turn, plan, cure)
    return found


def _trimmed(trial: Trial, task: int, turn: int, plan: ToursPlan, cure: Cure) -> Cure:
    """Return a cure that gives a turn no more than its tour needs, if the judge agrees."""
    week = trial.week
    turn_id = trial.problem.turns[turn].turn_id
    tour = next((tour for tour in plan.tours if tour.turn_id == turn_id), None)
    if tour is None:
        return cure
    less = extended(trial, turn, *beyond(trial, week, turn, stops_of(week, tour), tour))
    return (
        less
        if trial.helps(with_cure(trial.problem, _name(trial, task), less), task, plan)
        else cure
    )


def _asked(cure: Cure | None) -> tuple[int, int]:
    told = dict(cure.facts) if cure is not None else {"minutes": FORCED_MINUTES}
    return int(told.get("minutes", 0)), int(told.get("drive_minutes", 0))


def beyond(
    trial: Trial, week: Week, turn: int, stops: Sequence[tuple[int, int, int]], tour: Tour
) -> tuple[int, int]:
    """Return the minutes by which a tour is longer and drives longer than its turn allows."""
    given = trial.problem.turns[turn]
    work_s = sum(week.problem.tasks[t].ways[w].dwell_s for t, w, _ in stops)
    waits_s = sum((c.begin_s - c.arrive_s) + (c.leave_s - c.end_s) for c in tour.calls)
    drive_s = tour.return_s - tour.start_s - work_s - waits_s
    return _minutes(tour.return_s - given.end_s), _minutes(drive_s - given.max_drive_s)


def extended(trial: Trial, turn: int, minutes: int, drive: int) -> Cure:
    """Return the change that gives a turn so many minutes more, and more driving."""
    who = _who(trial, turn)
    if not minutes:
        return Cure("extend_turn_drive", (*who, *facts(drive_minutes=drive)))
    more = facts(drive_minutes=drive) if drive else ()
    return Cure("extend_turn", (*who, *facts(minutes=minutes), *more))


def earlier(trial: Trial, task: int, near: Sequence[Insertion]) -> Iterator[Cure]:
    """Yield the fewest minutes by which a turn must begin earlier to take the item."""
    ways = []
    for one in near:
        minutes = _start_minutes(trial.week, one)
        if minutes is not None:
            ways.append((minutes, one.detour_s, one))
    for minutes, _, one in sorted(ways, key=lambda way: way[:2])[:TRIED_MOST]:
        cure = Cure("start_earlier", (*_who(trial, one.turn), *facts(minutes=minutes)))
        changed = with_cure(trial.problem, _name(trial, task), cure)
        if trial.grown(changed, task, {one.turn: one.stops}) is not None:
            yield replace(cure, tested=True)
            return


def _start_minutes(week: Week, one: Insertion) -> int | None:
    """Return how much earlier a turn must begin for its stops, None where that does not help."""
    given = week.problem.turns[one.turn]

    def fits(minutes: int) -> bool:
        span = given.start_s - minutes * MINUTE_S, given.end_s
        return clocked(week, one.turn, one.stops, span) is not None

    most = min(LOOSE_S, given.start_s) // MINUTE_S
    if not fits(most):
        return None
    return bisect_left(range(1, most), True, key=fits) + 1


def wider(
    trial: Trial, task: int, near: Sequence[Insertion], *, forces: bool = False
) -> Iterator[Cure]:
    """Yield the least widening of a window of the item that lets a turn take it."""
    if not trial.problem.tasks[task].windows:
        return
    for minutes in WIDER:
        for before, after in ((0, minutes), (minutes, 0)):
            changed = _widened(trial, task, before, after)
            week = Week(changed)
            for one in near:
                tour = clocked(week, one.turn, one.stops)
                plan = tour and trial.grown(changed, task, {one.turn: one.stops})
                if plan:
                    yield from _window(trial, task, plan)
                    return
    if forces and near:
        plan = trial.forced(_widened(trial, task, WIDER[-1], WIDER[-1]), task, near[0].turn)
        if plan is not None:
            yield from _window(trial, task, plan)


def _widened(trial: Trial, task: int, before: int, after: int) -> ToursProblem:
    """Return the question with every window of a task so many minutes wider."""
    given = trial.problem.tasks[task]
    windows = tuple(
        Window(max(0, w.open_s - before * MINUTE_S), w.close_s + after * MINUTE_S)
        for w in given.windows
    )
    wide = replace(given, windows=windows)
    tasks = (wide if t.task_id == wide.task_id else t for t in trial.problem.tasks)
    return replace(trial.problem, tasks=tuple(tasks))


def _window(trial: Trial, task: int, plan: ToursPlan) -> Iterator[Cure]:
    """Yield the widening a plan needs, if the judge accepts the plan with no more than that."""
    given = trial.problem.tasks[task]
    calls = [c for tour in plan.tours for c in tour.calls if c.task_id == given.task_id]
    for call in calls:
        if any(w.open_s <= call.begin_s and call.end_s <= w.close_s for w in given.windows):
            continue
        old = min(
            given.windows, key=lambda w: max(w.open_s - call.begin_s, call.end_s - w.close_s, 0)
        )
        midnight = call.begin_s // DAY_S * DAY_S
        open_s = min(old.open_s, call.begin_s // MINUTE_S * MINUTE_S)
        close_s = max(old.close_s, -(-call.end_s // MINUTE_S) * MINUTE_S)
        hours = facts(open_s=open_s - midnight, close_s=close_s - midnight)
        cure = Cure("widen_window", (*facts(day=midnight // DAY_S), *hours))
        if trial.helps(with_cure(trial.problem, given.task_id, cure), task, plan):
            yield replace(cure, tested=True)
            return


def _who(trial: Trial, turn: int) -> tuple[tuple[str, str | int], ...]:
    given = trial.problem.turns[turn]
    return facts(crew=given.crew_id, turn=given.turn_id)


def _name(trial: Trial, task: int) -> str:
    return trial.problem.tasks[task].task_id


def _minutes(seconds: int) -> int:
    return max(0, -(-seconds // MINUTE_S))
