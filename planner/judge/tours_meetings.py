"""Meetings of crews, from their definition.

Tasks with one `meeting` meet: on each day either none of them is called at, or each of them once,
by a crew of its own, and for `meeting_least_s` all are at work at the same time. A task that bears
the name of a meeting alone meets nobody.
"""

from collections import defaultdict
from collections.abc import Mapping

from planner.judge.tours_book import book_of
from planner.problem.tour_parts import DAY_S
from planner.problem.tours import Call, ToursPlan, ToursProblem


def meetings_of(problem: ToursProblem) -> dict[str, tuple[str, ...]]:
    """Return the tasks of each meeting, of those with two at least."""
    tasks: dict[str, list[str]] = defaultdict(list)
    for task in problem.tasks:
        if task.meeting:
            tasks[task.meeting].append(task.task_id)
    return {name: tuple(found) for name, found in tasks.items() if len(found) > 1}


def missed_meetings(problem: ToursProblem, plan: ToursPlan) -> tuple[tuple[str, int], ...]:
    """Return the meetings, with their days, at which somebody waits for nothing."""
    book = book_of(problem)
    days: dict[tuple[str, int], list[tuple[str, Call]]] = defaultdict(list)
    meetings = meetings_of(problem)
    for tour in plan.tours:
        for call in tour.calls:
            name = book.tasks[call.task_id].meeting
            if name in meetings:
                days[name, call.begin_s // DAY_S].append((book.crew(tour).crew_id, call))
    least_s = problem.rules.meeting_least_s
    return tuple(
        (name, day)
        for (name, day), made in sorted(days.items())
        if not _met(meetings[name], made, least_s)
    )


def _met(tasks: tuple[str, ...], made: list[tuple[str, Call]], least_s: int) -> bool:
    calls = [call for _, call in made]
    if sorted(call.task_id for call in calls) != sorted(tasks):
        return False
    if len({crew_id for crew_id, _ in made}) < len(made):
        return False
    together_s = min(call.end_s for call in calls) - max(call.begin_s for call in calls)
    return together_s >= least_s


def price(problem: ToursProblem, plan: ToursPlan) -> int:
    """Return what missed meetings cost; where meetings hold no sound plan has any."""
    rules = problem.rules
    return 0 if rules.meetings_hold else rules.meeting_price_s * len(missed_meetings(problem, plan))


def told(problem: ToursProblem, name: str) -> Mapping[str, str]:
    """Return what names a meeting to a person: the first of its tasks."""
    return {"meeting": name, "task": meetings_of(problem)[name][0]}
