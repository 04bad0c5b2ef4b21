"""Days since each place was last called at, told from the calls of a plan alone."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from planner.problem.tour_parts import DAY_S
from planner.problem.tours import ToursPlan, ToursProblem


@dataclass(frozen=True, slots=True)
class Since:
    """How long ago a place with a promise was called at, at the end of each day of the horizon.

    Parameters
    ----------
    days
        For each day the days since the last call; 0 on the day of a call.
    promised_days
        Longest gap promised.
    late
        Days on which the gap is longer than promised: the promise is broken there.
    """

    task_id: str
    days: tuple[int, ...]
    promised_days: int
    late: tuple[int, ...]


def since(problem: ToursProblem, plan: ToursPlan) -> tuple[Since, ...]:
    """List every place with a promise, those with a broken one first, the longest gap in front.

    A day on which a call comes too late is late as well: the gap it ends was too long.
    """
    called = _days(plan)
    found = [
        _since(task.task_id, called[task.task_id], task.last_day, task.longest_gap_days, problem)
        for task in problem.tasks
        if task.longest_gap_days
    ]
    return tuple(sorted(found, key=lambda one: (-len(one.late), -max(one.days), one.task_id)))


def broken(problem: ToursProblem, plan: ToursPlan) -> Mapping[str, int]:
    """Return for each place whose promise is broken on how many days it is."""
    return {one.task_id: len(one.late) for one in since(problem, plan) if one.late}


def _days(plan: ToursPlan) -> dict[str, set[int]]:
    days: dict[str, set[int]] = defaultdict(set)
    for tour in plan.tours:
        for call in tour.calls:
            days[call.task_id].add(call.begin_s // DAY_S)
    return days


def _since(
    task_id: str, called: set[int], last_day: int, promised: int, problem: ToursProblem
) -> Since:
    last, days, late = last_day, [], []
    for day in range(problem.days):
        if day - last > promised:
            late.append(day)
        last = day if day in called else last
        days.append(day - last)
    return Since(task_id, tuple(days), promised, tuple(late))
