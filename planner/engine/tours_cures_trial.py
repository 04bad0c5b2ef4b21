"""Try changes of a tours question: the plan must grow by the item and lose nothing for it.

A change is tried on the plan as it is, with one more stop on one turn, and where that fails or asks
for much by solving the day of that turn again with the item forced. Only what the judge of the
changed question accepts counts.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from planner import judge
from planner.engine.attempt import Attempt
from planner.engine.tours_days import Stop, Stops, Want, Week, days_done, union
from planner.engine.tours_days_clock import clocked
from planner.engine.tours_days_search import Columns, Rounds
from planner.engine.tours_days_state import State, assessed, plan_of, stops_of
from planner.judge.tours_cost import late_days, missing
from planner.problem.tour_parts import HORIZON_S, PRIORITY_MOST
from planner.problem.tours import Kept, Tour, ToursPlan, ToursProblem

LOOSE_S = 4 * 3600
"""No shift is tried longer than this at either end."""
LOOK_WORK = 0.02
"""Work booked for one change tried on the plan as it is: reading the question and judging."""
ROUNDS, ITERATIONS = 3, 200
"""Rounds of one forced solve, and the iterations of each."""


@dataclass(frozen=True, slots=True)
class Insertion:
    """The item put into a turn: the stops with it, and what they take longer on the road."""

    detour_s: int
    turn: int
    at: int
    stops: Stops


class Trial:
    """One question with its plan, and what the plan lacks."""

    def __init__(self, problem: ToursProblem, plan: ToursPlan, attempt: Attempt) -> None:
        self.problem, self.plan, self.attempt = problem, plan, attempt
        self.week = Week(problem)
        rows = self.week.turn_rows
        self.tours: dict[int, Tour] = {rows[tour.turn_id]: tour for tour in plan.tours}
        self.stops: dict[int, Stops] = {
            turn: stops_of(self.week, tour) for turn, tour in self.tours.items()
        }
        self.lacks, self.late = missing(problem, plan), late_days(problem, plan)
        self.objective = judge.objective(problem, plan)
        self._done = days_done(self.stops)
        self._wants: dict[int, list[Want]] = {}
        for want in self.week.wants:
            self._wants.setdefault(want[0], []).append(want)
        self._out: dict[tuple[int, str], int] = {}
        for turn in self.tours:
            shift = self.week.shifts[turn]
            self._out[shift] = self._out.get(shift, 0) + 1

    @property
    def items(self) -> list[int]:
        """Tasks that lack a time or whose promise is broken, the dearest first."""
        tasks, rules = self.problem.tasks, self.problem.rules

        def price(row: int) -> int:
            task = tasks[row]
            dear = task.priority * rules.left_out_price_s * self.lacks[task.task_id]
            return dear + rules.promise_price_s * self.late.get(task.task_id, 0)

        rows = [r for r, t in enumerate(tasks) if self.lacks[t.task_id] or t.task_id in self.late]
        return sorted(rows, key=lambda row: (-price(row), tasks[row].task_id))

    def idle(self, turn: int) -> bool:
        """Return whether a turn stays at the station."""
        return turn not in self.tours

    def held(self, turn: int) -> bool:
        """Return whether only the reserve keeps an idle turn at the station."""
        shift = self.week.shifts[turn]
        return self.idle(turn) and self._out.get(shift, 0) >= self.week.allowed_out[shift]

    def out(self, turn: int) -> int:
        """Return how many turns of the same shift and day are out."""
        return self._out.get(self.week.shifts[turn], 0)

    def useful(self, task: int, want: Want, day: int) -> bool:
        """Return whether one more call on a day would help: a time lacks, or a promise is late."""
        given, mask = self.problem.tasks[task], union(self._done, task, want[1])
        if mask >> day & 1:
            return False
        if mask.bit_count() < given.times:
            return True
        done = union(self._done, task, range(len(given.ways)))
        windows = self.week.worth.late_windows[task]
        return any(not done & window and window >> day & 1 for window in windows)

    def calls(self, task: int, turn: int) -> Iterator[Stop]:
        """Yield the calls a turn could add for a task, whether there is time for them or not."""
        for want in self._wants[task]:
            days = (d for d in self.week.days_of(turn) if self.useful(task, want, d))
            yield from ((task, way, day) for day in days for way in want[1])

    def insertions(self, task: int, turn: int, week: Week) -> Iterator[Insertion]:
        """Yield every place in the order of a turn where a call fits on the roads."""
        row = self.stops.get(turn, ())
        legs, crew = week.legs[week.crews[turn].mode], week.crews[turn]
        base, end = week.row[crew.base_id], week.row[crew.end_id or crew.base_id]
        ways = [week.problem.tasks[t].ways[w] for t, w, _ in row]
        leave = [base, *(week.row[way.leave_id] for way in ways)]
        enter = [*(week.row[way.enter_id] for way in ways), end]
        for stop in self.calls(task, turn):
            way = week.problem.tasks[task].ways[stop[1]]
            a, b = week.row[way.enter_id], week.row[way.leave_id]
            for i, (x, y) in enumerate(zip(leave, enter, strict=True)):
                if legs[x][a] >= 0 and legs[b][y] >= 0:
                    was = legs[x][y] if row else 0
                    yield Insertion(
                        legs[x][a] + legs[b][y] - was, turn, i, (*row[:i], stop, *row[i:])
                    )

    def loose(self) -> Week:
        """Return the question with every turn longer at its end, and no cap on driving."""
        turns = (
            replace(turn, end_s=min(HORIZON_S, turn.end_s + LOOSE_S), max_drive_s=HORIZON_S)
            for turn in self.problem.turns
        )
        return Week(replace(self.problem, turns=tuple(turns)))

    def grown(
        self, changed: ToursProblem, task: int, stops: Mapping[int, Stops], *, anew: bool = False
    ) -> ToursPlan | None:
        """Return the plan with other stops on some turns, None if the judge sees no gain.

        Parameters
        ----------
        anew
            Whether all tours get new times, as after a change of the roads.
        """
        self.attempt.spend(LOOK_WORK)
        week = Week(changed)
        tours = dict(self.tours)
        for turn, row in {**(self.stops if anew else {}), **stops}.items():
            tour = clocked(week, turn, row)
            if tour is None:
                return None
            tours[turn] = tour
        plan = plan_of(tours)
        return plan if self.helps(changed, task, plan) else None

    def helps(self, changed: ToursProblem, task: int, plan: ToursPlan) -> bool:
        """Return whether a sound plan does more of a task than before, and of no other less."""
        lacks, late = missing(changed, plan), late_days(changed, plan)
        name = self.problem.tasks[task].task_id
        less = any(lacks[other] > had for other, had in self.lacks.items())
        later = any(days > self.late.get(other, 0) for other, days in late.items())
        more = lacks[name] < self.lacks[name] or late.get(name, 0) < self.late.get(name, 0)
        return more and not less and not later and not judge.faults(changed, plan)

    def saved(self, task: int, plan: ToursPlan) -> int:
        """Return what a plan saves by doing more of a task: missing times and late days."""
        given, rules = self.problem.tasks[task], self.problem.rules
        times = self.lacks[given.task_id] - missing(self.problem, plan)[given.task_id]
        late = late_days(self.problem, plan).get(given.task_id, 0)
        days = self.late.get(given.task_id, 0) - late
        return times * given.priority * rules.left_out_price_s + days * rules.promise_price_s

    def forced(self, changed: ToursProblem, task: int, turn: int) -> ToursPlan | None:
        """Solve the day of a turn again with the item forced; None if something else is lost."""
        week = Week(self._forcing(changed, task, turn))
        state: State | None = assessed(week, self.stops, self._timed(week))
        rounds = Rounds(week, self.attempt, Columns())
        day = week.problem.turns[turn].day
        for _ in range(ROUNDS):
            if state is None or self.attempt.over():
                return None
            freed = rounds.freed(state, [day], swap=False)
            found = rounds.tried(state, freed, iterations=ITERATIONS)
            state = found if found is not None and found.rank < state.rank else state
            if self.helps(changed, task, state.plan):
                return state.plan
        return None

    def _timed(self, week: Week) -> dict[int, Tour]:
        """Return new times for all tours where the roads changed, else those they have."""
        if week.problem.travel == self.problem.travel:
            return self.tours
        timed = {turn: clocked(week, turn, row) for turn, row in self.stops.items()}
        return {turn: tour or self.tours[turn] for turn, tour in timed.items()}

    def _forcing(self, changed: ToursProblem, task: int, turn: int) -> ToursProblem:
        """Return a question in which a missing time is dearer than all else, a late call pinned."""
        given = changed.tasks[task]
        if not self.lacks[given.task_id]:
            pin = Kept(given.task_id, changed.turns[turn].turn_id)
            return replace(changed, pins=(*changed.pins, pin))
        dear = replace(given, priority=PRIORITY_MOST)
        tasks = (dear if t.task_id == dear.task_id else t for t in changed.tasks)
        return replace(changed, tasks=tuple(tasks))
