"""Meetings for the search: hours that leave no other way, and no half of one in a plan."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from planner.engine.tours_days import Stops, Week
from planner.engine.tours_days_clock import clocked
from planner.judge.tours_meetings import meetings_of
from planner.problem.tour_parts import Task, Window
from planner.problem.tours import Tour, ToursProblem


def at_fixed_hours(problem: ToursProblem) -> ToursProblem:
    """Return the question with hours of meetings so narrow that whoever comes is there together.

    Whatever is sound then is sound in the question as it is. A meeting without a common hour stays
    as it is.
    """
    tasks = {task.task_id: task for task in problem.tasks}
    for names in meetings_of(problem).values():
        found = _hours(problem, [tasks[name] for name in names])
        for name in names if found else ():
            tasks[name] = replace(tasks[name], windows=found)
    return replace(problem, tasks=tuple(tasks.values()))


def _hours(problem: ToursProblem, tasks: list[Task]) -> tuple[Window, ...]:
    """Return windows in which the work of all must overlap, in the middle of common ones."""
    stays = sorted(min(way.dwell_s for way in task.ways) for task in tasks)
    longest_s = max(way.dwell_s for task in tasks for way in task.ways)
    least_s = problem.rules.meeting_least_s
    wide_s = stays[0] + stays[1] - least_s
    if stays[0] < least_s or wide_s < longest_s:
        return ()
    common = _spans(problem, tasks[0])
    for task in tasks[1:]:
        common = [
            Window(max(a.open_s, b.open_s), min(a.close_s, b.close_s))
            for a in common
            for b in _spans(problem, task)
            if min(a.close_s, b.close_s) - max(a.open_s, b.open_s) >= longest_s
        ]
    return tuple(_middle(window, wide_s) for window in common)


def _spans(problem: ToursProblem, task: Task) -> list[Window]:
    """Return when a task can be done: its windows, else the hours of the turns."""
    if task.windows:
        return list(task.windows)
    hours = sorted({(turn.start_s, turn.end_s) for turn in problem.turns})
    return [Window(*span) for span in hours]


def _middle(window: Window, wide_s: int) -> Window:
    spare_s = max(0, window.close_s - window.open_s - wide_s)
    return Window(window.open_s + spare_s // 2, window.close_s - (spare_s - spare_s // 2))


def without_halves(
    week: Week, stops: Mapping[int, Stops], tours: Mapping[int, Tour]
) -> tuple[dict[int, Stops], dict[int, Tour]]:
    """Leave out calls at which nobody else comes, pinned ones apart; the judge sees to those."""
    rows, times = dict(stops), dict(tours)
    lone = _alone(week, stops)
    for turn, places in lone.items():
        row = tuple(stop for i, stop in enumerate(rows[turn]) if i not in places)
        tour = clocked(week, turn, row) if row else None
        if tour is not None:
            rows[turn], times[turn] = row, tour
        elif not row:
            del rows[turn], times[turn]
    return rows, times


def _alone(week: Week, stops: Mapping[int, Stops]) -> dict[int, set[int]]:
    """Return turns with the places in their order at which somebody would wait for nothing."""
    problem = week.problem
    meetings = meetings_of(problem)
    made: dict[tuple[str, int], list[tuple[int, int]]] = defaultdict(list)
    for turn, row in stops.items():
        for place, (task, _, day) in enumerate(row):
            if problem.tasks[task].meeting in meetings:
                made[problem.tasks[task].meeting, day].append((turn, place))
    lone: dict[int, set[int]] = defaultdict(set)
    for (name, _), calls in made.items():
        crews = {week.crews[turn].crew_id for turn, _ in calls}
        tasks = {stops[turn][place][0] for turn, place in calls}
        if len(crews) == len(calls) == len(tasks) == len(meetings[name]):
            continue
        for turn, place in calls:
            if stops[turn][place][0] not in week.pins.get(turn, ()):
                lone[turn].add(place)
    return lone
