"""What a plan of tours costs, from the definitions."""

from collections import Counter, defaultdict
from itertools import pairwise

from planner.judge import tours_meetings
from planner.judge.tours_book import book_of, drive_seconds
from planner.problem.tour_parts import DAY_S, Crew, Task
from planner.problem.tours import ToursPlan, ToursProblem


def objective(problem: ToursProblem, plan: ToursPlan) -> int:
    """Return what a plan costs, in seconds of driving.

    Raises
    ------
    KeyError
        If the plan names a turn or task that the question does not know.
    """
    return sum(parts(problem, plan).values())


def parts(problem: ToursProblem, plan: ToursPlan) -> dict[str, int]:
    """Return the parts of the objective, each in seconds of driving.

    Returns
    -------
    dict
        drive: driving itself; the others are prices, see `TourRules`: left_out, strangers (calls
        outside a crew's units and grids), promises, longest, unfair, meetings, moved.

    Raises
    ------
    KeyError
        If the plan names a turn or task that the question does not know.
    """
    rules, book = problem.rules, book_of(problem)
    lacking = missing(problem, plan)
    calls = ((tour, call) for tour in plan.tours for call in tour.calls)
    longest_s = max((tour.return_s - tour.start_s for tour in plan.tours), default=0)
    busy = busy_permille(problem, plan).values()
    return {
        "drive": sum(drive_seconds(book, tour) for tour in plan.tours),
        "left_out": rules.left_out_price_s
        * sum(task.priority * lacking[task.task_id] for task in problem.tasks),
        "strangers": sum(
            _stranger_price(problem, book.crew(tour), book.tasks[call.task_id])
            for tour, call in calls
        ),
        "promises": rules.promise_price_s * sum(late_days(problem, plan).values()),
        "longest": rules.longest_price_pct * longest_s // 100,
        "unfair": rules.fair_price_s * (max(busy, default=0) - min(busy, default=0)),
        "meetings": tours_meetings.price(problem, plan),
        "moved": rules.moved_price_s * len(moved(problem, plan)),
    }


def missing(problem: ToursProblem, plan: ToursPlan) -> dict[str, int]:
    """Return how many of the wanted times of each task are not done."""
    done = Counter((call.task_id, call.way) for tour in plan.tours for call in tour.calls)
    lacking = {}
    for task in problem.tasks:
        ways = [done[task.task_id, way] for way in range(len(task.ways))]
        wanted = ways if task.each_way else [sum(ways)]
        lacking[task.task_id] = sum(max(0, task.times - times) for times in wanted)
    return lacking


def late_days(problem: ToursProblem, plan: ToursPlan) -> dict[str, int]:
    """Return for each broken promise by how many days its gaps are longer than promised.

    After the last call the gap so far counts: the horizon may not end with a promise overdue.
    """
    done = defaultdict(set)
    for tour in plan.tours:
        for call in tour.calls:
            done[call.task_id].add(call.begin_s // DAY_S)
    late = {}
    for task in problem.tasks:
        if task.longest_gap_days:
            days = [task.last_day, *sorted(done[task.task_id] | {problem.days - 1})]
            over = sum(max(0, b - a - task.longest_gap_days) for a, b in pairwise(days))
            if over:
                late[task.task_id] = over
    return late


def busy_permille(problem: ToursProblem, plan: ToursPlan) -> dict[str, int]:
    """Return for each crew with turns the share of their time it is out, in per mille."""
    crew_of = {turn.turn_id: turn.crew_id for turn in problem.turns}
    given: Counter[str] = Counter()
    for turn in problem.turns:
        given[turn.crew_id] += turn.end_s - turn.start_s
    out: Counter[str] = Counter()
    for tour in plan.tours:
        out[crew_of[tour.turn_id]] += tour.return_s - tour.start_s
    return {crew_id: 1000 * out[crew_id] // seconds for crew_id, seconds in given.items()}


def moved(problem: ToursProblem, plan: ToursPlan) -> tuple[tuple[str, str], ...]:
    """Return the kept calls (task, turn) that are not made."""
    made = {(call.task_id, tour.turn_id) for tour in plan.tours for call in tour.calls}
    kept = ((call.task_id, call.turn_id) for call in problem.kept)
    return tuple(call for call in kept if call not in made)


def _stranger_price(problem: ToursProblem, crew: Crew, task: Task) -> int:
    if crew.home_units and task.unit_code not in crew.home_units:
        return problem.rules.abroad_price_s
    if crew.home_grids and task.grid_id and task.grid_id not in crew.home_grids:
        return problem.rules.other_grid_price_s
    return 0
