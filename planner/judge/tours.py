"""The judge of tours: every rule again, from its definition.

The clock of a tour: a crew leaves its base at ``start_s``; it arrives at a call exactly the travel
time after it left the place before; the work of a call lasts exactly the dwell time of the way it
is done and lies in one window; the crew is at its end exactly the travel time after the last call.
It waits only where a call is, before the work or after it; a wait of ``break_s`` is a break.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise

from planner.judge.fault import Fault, fault
from planner.judge.tours_book import Book, book_of, drive_seconds, legs
from planner.judge.tours_cost import missing
from planner.judge.tours_meetings import missed_meetings, told
from planner.problem.tour_parts import DAY_S, ESCORTED_KINDS, Task, Turn
from planner.problem.tours import Call, Tour, ToursPlan, ToursProblem


def faults(problem: ToursProblem, plan: ToursPlan) -> tuple[Fault, ...]:
    """Return every broken rule of a plan; nothing if it is sound."""
    book = book_of(problem)
    strangers = tuple(_strangers(book, plan))
    if strangers:
        return strangers
    found = [*_turn_once(plan), *_once_a_day(book, plan), *_mandatory(problem, plan)]
    found += [*_reserve(book, plan), *_rest(book, plan), *_pins(problem, plan)]
    found += _repeats(book, plan)
    found += _meetings(problem, plan)
    for tour in plan.tours:
        found += _may_go_out(book, tour)
        found += _fits(book, tour)
        found += _clock(book, tour)
        found += _breaks(problem, tour)
    return tuple(found)


def turns_allowed_out(problem: ToursProblem, day: int, shift_id: str) -> int:
    """Return how many turns of a shift may be out on a day: the reserve, rounded up, stays."""
    turns = sum(turn.day == day and turn.shift_id == shift_id for turn in problem.turns)
    return turns * (100 - problem.rules.reserve_share_pct) // 100


def _strangers(book: Book, plan: ToursPlan) -> Iterator[Fault]:
    for tour in plan.tours:
        if tour.turn_id not in book.turns:
            yield fault("unknown_turn", turn=tour.turn_id)
        for call in tour.calls:
            if call.task_id not in book.tasks:
                yield fault("unknown_task", turn=tour.turn_id, task=call.task_id)
            elif call.way >= len(book.tasks[call.task_id].ways):
                yield fault("unknown_way", turn=tour.turn_id, task=call.task_id, way=call.way)


def _turn_once(plan: ToursPlan) -> Iterator[Fault]:
    turns = Counter(tour.turn_id for tour in plan.tours)
    yield from (fault("turn_once", turn=turn, tours=n) for turn, n in turns.items() if n > 1)
    yield from (fault("empty_tour", turn=tour.turn_id) for tour in plan.tours if not tour.calls)


def _once_a_day(book: Book, plan: ToursPlan) -> Iterator[Fault]:
    """Find tasks done twice on a day; where each way counts, by the same way."""
    days = Counter(
        (call.task_id, call.way if book.tasks[call.task_id].each_way else 0, call.begin_s // DAY_S)
        for tour in plan.tours
        for call in tour.calls
    )
    for (task_id, _, day), calls in days.items():
        if calls > 1:
            yield fault("once_a_day", task=task_id, day=day, calls=calls)


def _mandatory(problem: ToursProblem, plan: ToursPlan) -> Iterator[Fault]:
    lacking = missing(problem, plan)
    for task in problem.tasks:
        if task.mandatory and lacking[task.task_id]:
            yield fault("mandatory", task=task.task_id, missing=lacking[task.task_id])


def _reserve(book: Book, plan: ToursPlan) -> Iterator[Fault]:
    turns = [book.turns[tour.turn_id] for tour in plan.tours]
    out = Counter((turn.day, turn.shift_id) for turn in turns)
    for (day, shift_id), tours in out.items():
        allowed = turns_allowed_out(book.problem, day, shift_id)
        if tours > allowed:
            yield fault("reserve_share_pct", day=day, shift=shift_id, out=tours, allowed=allowed)


def _rest(book: Book, plan: ToursPlan) -> Iterator[Fault]:
    least_s = book.problem.rules.rest_s
    for crew_id, tours in _by_crew(book, plan).items():
        for before, after in pairwise(tours):
            rest_s = after.start_s - before.return_s
            if rest_s < least_s:
                yield fault(
                    "rest_s", crew=crew_id, turn=after.turn_id, rest_s=rest_s, least_s=least_s
                )


def _by_crew(book: Book, plan: ToursPlan) -> dict[str, list[Tour]]:
    """Tours of each crew in the order they begin."""
    tours = defaultdict(list)
    for tour in sorted(plan.tours, key=lambda tour: (tour.start_s, tour.turn_id)):
        tours[book.turns[tour.turn_id].crew_id].append(tour)
    return tours


def _pins(problem: ToursProblem, plan: ToursPlan) -> Iterator[Fault]:
    made = {(call.task_id, tour.turn_id) for tour in plan.tours for call in tour.calls}
    for pin in problem.pins:
        if (pin.task_id, pin.turn_id) not in made:
            yield fault("pin", task=pin.task_id, turn=pin.turn_id)


def _repeats(book: Book, plan: ToursPlan) -> Iterator[Fault]:
    """Two tours of a crew on two days running must not do the same in the same order."""
    if not book.problem.rules.no_repeat:
        return
    turns = book.turns
    for crew_id, tours in _by_crew(book, plan).items():
        for before, after in pairwise(tours):
            days = turns[after.turn_id].day - turns[before.turn_id].day
            done = [[(call.task_id, call.way) for call in tour.calls] for tour in (before, after)]
            if days == 1 and len(done[0]) > 1 and done[0] == done[1]:
                yield fault("no_repeat", crew=crew_id, turn=after.turn_id)


def _meetings(problem: ToursProblem, plan: ToursPlan) -> Iterator[Fault]:
    """Nobody waits for a crew that does not come, where meetings hold."""
    if problem.rules.meetings_hold:
        for name, day in missed_meetings(problem, plan):
            least_s = problem.rules.meeting_least_s
            yield fault("meeting", **told(problem, name), day=day, least_s=least_s)


def _may_go_out(book: Book, tour: Tour) -> Iterator[Fault]:
    rules, turn, crew = book.problem.rules, book.turns[tour.turn_id], book.crew(tour)
    about = {"crew": crew.crew_id, "turn": turn.turn_id}
    if crew.size < rules.least_crew_size:
        yield fault("least_crew_size", **about, size=crew.size, least=rules.least_crew_size)
    if rules.volunteers_need_officer and crew.kind in ESCORTED_KINDS and not crew.officers:
        yield fault("volunteers_need_officer", **about, kind=crew.kind)
    if turn.night and crew.size < rules.night_least_size:
        yield fault("night_least_size", **about, size=crew.size, least=rules.night_least_size)
    if turn.night and rules.night_needs_officer and not crew.officers:
        yield fault("night_needs_officer", **about)


def _fits(book: Book, tour: Tour) -> Iterator[Fault]:
    """Find what the tasks of a tour ask for and its crew does not have."""
    crew, officers = book.crew(tour), book.problem.rules.officer_where_needed
    tasks = [book.tasks[call.task_id] for call in tour.calls]
    for task in tasks:
        about = {"turn": tour.turn_id, "task": task.task_id}
        if officers and task.needs_officer and not crew.officers:
            yield fault("officer_where_needed", **about)
        if crew.size < task.least_size:
            yield fault("least_size", **about, size=crew.size, least=task.least_size)
        for skill in task.skills:
            if skill not in crew.skills:
                yield fault("skills", **about, skill=skill)
    load = sum(task.load for task in tasks)
    if load > crew.load_most:
        yield fault("load_most", turn=tour.turn_id, load=load, most=crew.load_most)


def _clock(book: Book, tour: Tour) -> Iterator[Fault]:
    turn = book.turns[tour.turn_id]
    arrivals = [*(call.arrive_s for call in tour.calls), tour.return_s]
    departures = [tour.start_s, *(call.leave_s for call in tour.calls)]
    ways = zip(legs(book, tour), departures, arrivals, strict=True)
    for (place, seconds), left_s, arrived_s in ways:
        if seconds < 0:
            yield fault("unreachable", turn=turn.turn_id, place=place)
        elif arrived_s - left_s != seconds:
            given_s = arrived_s - left_s
            yield fault(
                "travel_time", turn=turn.turn_id, place=place, needs_s=seconds, given_s=given_s
            )
    for call in tour.calls:
        yield from _call(turn, book.tasks[call.task_id], call)
    if tour.start_s < turn.start_s:
        yield fault("start_s", turn=turn.turn_id, starts_s=tour.start_s, shift_s=turn.start_s)
    if tour.return_s > turn.end_s:
        yield fault("end_s", turn=turn.turn_id, returns_s=tour.return_s, shift_s=turn.end_s)
    drive_s = drive_seconds(book, tour)
    if drive_s > turn.max_drive_s:
        yield fault("max_drive_s", turn=turn.turn_id, drives_s=drive_s, most_s=turn.max_drive_s)


def _call(turn: Turn, task: Task, call: Call) -> Iterator[Fault]:
    about = {"turn": turn.turn_id, "task": task.task_id}
    if not call.arrive_s <= call.begin_s <= call.end_s <= call.leave_s:
        yield fault("call_order", **about)
    dwell_s = task.ways[call.way].dwell_s
    if call.end_s - call.begin_s != dwell_s:
        yield fault("dwell_s", **about, stays_s=call.end_s - call.begin_s, needs_s=dwell_s)
    inside = any(w.open_s <= call.begin_s and call.end_s <= w.close_s for w in task.windows)
    if task.windows and not inside:
        yield fault("windows", **about, begins_s=call.begin_s, ends_s=call.end_s)


def _breaks(problem: ToursProblem, tour: Tour) -> Iterator[Fault]:
    """Nobody is out longer than `break_after_s` from one break to the next."""
    rules = problem.rules
    if not rules.break_after_s:
        return
    waits = [
        wait
        for call in tour.calls
        for wait in ((call.arrive_s, call.begin_s), (call.end_s, call.leave_s))
        if wait[1] - wait[0] >= rules.break_s
    ]
    begins = [tour.start_s, *(end for _, end in waits)]
    ends = [*(begin for begin, _ in waits), tour.return_s]
    for begin, end in zip(begins, ends, strict=True):
        if end - begin > rules.break_after_s:
            yield fault(
                "break_after_s", turn=tour.turn_id, out_s=end - begin, most_s=rules.break_after_s
            )
