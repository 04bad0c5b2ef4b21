"""Why a task is left out or its promise broken, before anything is tried out."""

from collections.abc import Sequence

from planner.engine.tours_cures_trial import Trial
from planner.engine.tours_days import Week
from planner.judge.tours_meetings import meetings_of
from planner.outcome import Facts, facts
from planner.problem.tour_parts import DAY_S, OWN_SKILL, Task

Reason = tuple[str, Facts]


def certain(trial: Trial, task: int) -> Reason | None:
    """Return why no turn could ever do it, None if some could with all its time."""
    week, given = trial.week, trial.problem.tasks[task]
    crews = len(trial.problem.crews)
    out = [turn for turn in week.usable if week.allowed_out[week.shifts[turn]]]
    if not out:
        return "no_crew_may_go", facts(crews=crews)
    able = [turn for turn in out if week.able(turn, task)]
    if not able:
        return _unable(trial, given)
    reached = [turn for turn in able if _there_and_back(week, turn, given) is not None]
    if not reached:
        return "unreachable_by_any_crew", facts(crews=len({week.crews[t].crew_id for t in able}))
    near = [turn for turn in reached if _near_enough(week, turn, given)]
    if not any(week.can(turn, stop) for turn in near for stop in _stops(week, turn, task)):
        return _shut_out(week, reached, near, given)
    useful = [t for t in near if any(week.can(t, stop) for stop in trial.calls(task, t))]
    return None if useful else _no_day(trial, given)


def full(trial: Trial, task: int) -> Reason:
    """Return why the turns that could do it do not: the reserve keeps them, or they are full."""
    week = trial.week
    together = _apart(trial, trial.problem.tasks[task])
    if together is not None:
        return together
    can = [t for t in week.usable if week.able(t, task)]
    can = [t for t in can if any(week.can(t, stop) for stop in trial.calls(task, t))]
    held = sum(trial.held(turn) for turn in can)
    if held:
        share = trial.problem.rules.reserve_share_pct
        return "reserve_holds", facts(turns=held, share_pct=share)
    return "no_time_left", facts(turns=len(can), priority=trial.problem.tasks[task].priority)


def _apart(trial: Trial, given: Task) -> Reason | None:
    """Return why a meeting is not held, None where a task is no part of one that must hold."""
    problem = trial.problem
    names = meetings_of(problem).get(given.meeting, ()) if problem.rules.meetings_hold else ()
    others = [t for t, task in enumerate(problem.tasks) if task.task_id in names and task != given]
    if not others:
        return None
    for other in others:
        if certain(trial, other) is not None:
            return "meeting_without", facts(task=problem.tasks[other].task_id)
    return "meeting_needs_all", facts(crews=len(names))


def _no_day(trial: Trial, task: Task) -> Reason:
    """Return why one more call would help on no day: all are used, or it was due before."""
    if trial.lacks[task.task_id]:
        return "too_few_days", facts(times=task.times, days=trial.problem.days)
    return "late_whatever", facts(days=trial.late[task.task_id])


def _stops(week: Week, turn: int, task: int) -> list[tuple[int, int, int]]:
    ways = range(len(week.problem.tasks[task].ways))
    return [(task, way, day) for day in week.days_of(turn) for way in ways]


def _unable(trial: Trial, task: Task) -> Reason:
    """Return what the crews lack, the first of it that all lack."""
    crews, count = trial.problem.crews, len(trial.problem.crews)
    for skill in task.skills:
        if skill.startswith(OWN_SKILL) and not any(skill in crew.skills for crew in crews):
            return "only_that_crew", facts(crew=skill.removeprefix(OWN_SKILL))
        if not any(skill in crew.skills for crew in crews):
            return "no_crew_with_skill", facts(skill=skill, crews=count)
    rules = trial.problem.rules
    if rules.officer_where_needed and task.needs_officer and not any(c.officers for c in crews):
        return "no_officer_crew", facts(crews=count)
    if all(crew.size < task.least_size for crew in crews):
        return "no_crew_large_enough", facts(least=task.least_size, crews=count)
    return "no_able_crew", facts(crews=count)


def _there_and_back(week: Week, turn: int, task: Task) -> int | None:
    """Seconds there and back alone by the shortest way of doing it, None where no road leads."""
    crew = week.crews[turn]
    legs, row = week.legs[crew.mode], week.row
    base, end = row[crew.base_id], row[crew.end_id or crew.base_id]
    ends = [(row[way.enter_id], row[way.leave_id]) for way in task.ways]
    both = [(legs[base][a], legs[b][end]) for a, b in ends]
    return min((there + back for there, back in both if min(there, back) >= 0), default=None)


def _near_enough(week: Week, turn: int, task: Task) -> bool:
    """Return whether a turn could go there, do it and be back, at whatever hour."""
    given, way_s = week.problem.turns[turn], _there_and_back(week, turn, task)
    dwell_s = min(way.dwell_s for way in task.ways)
    if way_s is None or way_s > given.max_drive_s:
        return False
    return way_s + dwell_s <= given.end_s - given.start_s


def _shut_out(week: Week, reached: Sequence[int], near: Sequence[int], task: Task) -> Reason:
    """Return whether the way is too long, or hours that do not meet are the reason."""
    if not near or not task.windows:
        seconds = [_there_and_back(week, turn, task) for turn in reached]
        return "too_far", facts(there_and_back_s=min(s for s in seconds if s is not None))
    first = min(task.windows, key=lambda window: window.open_s)
    midnight = first.open_s // DAY_S * DAY_S
    hours = facts(open_s=first.open_s - midnight, close_s=first.close_s - midnight)
    turns = [week.problem.turns[turn] for turn in near]
    meets = any(
        w.open_s < turn.end_s and w.close_s > turn.start_s for w in task.windows for turn in turns
    )
    return ("window_missed" if meets else "outside_all_shifts"), hours
