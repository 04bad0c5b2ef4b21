"""Times for a plan made by hand: as the clock of the engine gives them, and never refused.

Where the engine drops a route that does not fit, this clock goes on: a place that is shut is
visited all the same, a way that does not exist takes no time. The judge then says what is wrong.
"""

from collections.abc import Iterable, Sequence

from planner.problem.tour_moves import Orders, Step, steps_of
from planner.problem.tour_parts import Crew, Task, TourRules, Turn
from planner.problem.tours import Call, Tour, ToursPlan, ToursProblem


def retimed(problem: ToursProblem, orders: Orders, before: Iterable[Tour] = ()) -> ToursPlan:
    """Return a plan that does what the orders say, begun as late and done as early as can be.

    Parameters
    ----------
    before
        Tours that had their times already: one whose order is the same keeps them.

    Raises
    ------
    KeyError
        If the orders name a turn or task that the question does not know.
    """
    known = {tour.turn_id: tour for tour in before}
    clock = _Clock(problem)
    tours = []
    for turn_id, steps in sorted(orders.items()):
        had = known.get(turn_id)
        same = had is not None and steps_of(had) == steps
        tours.append(had if had is not None and same else clock.tour(turn_id, steps))
    return ToursPlan(tuple(tours))


class _Clock:
    """A question with what the times of a tour hang on."""

    def __init__(self, problem: ToursProblem) -> None:
        self.rules: TourRules = problem.rules
        self.row = {name: i for i, name in enumerate(problem.location_ids)}
        self.seconds = {table.mode: table.seconds for table in problem.travel}
        self.crews: dict[str, Crew] = {crew.crew_id: crew for crew in problem.crews}
        self.turns: dict[str, Turn] = {turn.turn_id: turn for turn in problem.turns}
        self.tasks: dict[str, Task] = {task.task_id: task for task in problem.tasks}

    def tour(self, turn_id: str, steps: Sequence[Step]) -> Tour:
        turn = self.turns[turn_id]
        legs = self._legs(self.crews[turn.crew_id], steps)
        since = now = start_s = turn.start_s
        calls: list[Call] = []
        for step, leg_s in zip(steps, legs, strict=False):
            task = self.tasks[step.task_id]
            dwell_s = task.ways[step.way].dwell_s
            begin_s = _begin(task, now + leg_s, dwell_s, turn.end_s)
            if not calls:  # waiting at the base is no time out
                since = now = start_s = max(now, begin_s - leg_s)
            end_s = begin_s + dwell_s
            if calls and self._overdue(end_s - since):
                calls[-1], since = _rested(calls[-1], self.rules.break_s)
                now = since
            arrive_s = now + leg_s
            begin_s = _begin(task, arrive_s, dwell_s, turn.end_s)
            if self.rules.break_s and begin_s - arrive_s >= self.rules.break_s:
                since = begin_s
            now = begin_s + dwell_s
            calls.append(Call(step.task_id, step.way, arrive_s, begin_s, now, now))
        if calls and self._overdue(now + legs[-1] - since):
            calls[-1], now = _rested(calls[-1], self.rules.break_s)
        return Tour(turn_id, start_s, tuple(calls), now + legs[-1])

    def _overdue(self, out_s: int) -> bool:
        return 0 < self.rules.break_after_s < out_s

    def _legs(self, crew: Crew, steps: Sequence[Step]) -> list[int]:
        ways = [self.tasks[step.task_id].ways[step.way] for step in steps]
        leaves = [crew.base_id, *(way.leave_id for way in ways)]
        enters = [*(way.enter_id for way in ways), crew.end_id or crew.base_id]
        table = self.seconds[crew.mode]
        return [
            max(0, table[self.row[a]][self.row[b]]) for a, b in zip(leaves, enters, strict=True)
        ]


def _begin(task: Task, arrive_s: int, dwell_s: int, until_s: int) -> int:
    """Return when work can begin: in the first span left before `until_s`, else at once."""
    begins = [
        max(arrive_s, window.open_s)
        for window in task.windows
        if max(arrive_s, window.open_s) + dwell_s <= min(window.close_s, until_s)
    ]
    return min(begins, default=arrive_s)


def _rested(call: Call, break_s: int) -> tuple[Call, int]:
    leave_s = call.end_s + break_s
    return Call(call.task_id, call.way, call.arrive_s, call.begin_s, call.end_s, leave_s), leave_s
