"""A whole plan while it is being improved: stops of each turn, their times, what the judge says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from planner import judge
from planner.engine.tours_days import Span, Stop, Stops, Week
from planner.engine.tours_days_clock import clocked
from planner.engine.tours_meetings import without_halves
from planner.problem.tour_parts import DAY_S
from planner.problem.tours import Tour, ToursPlan

UNMET = ("mandatory", "pin")
"""Faults of a plan that may still be improved on: something that must be done is not done yet."""


@dataclass(frozen=True, slots=True)
class State:
    """Stops and times of the turns that go out; calls that must be made and are not; the cost."""

    stops: Mapping[int, Stops]
    tours: Mapping[int, Tour]
    unmet: int
    cost: int

    @property
    def rank(self) -> tuple[int, int]:
        """What makes one plan better than another."""
        return self.unmet, self.cost

    @property
    def plan(self) -> ToursPlan:
        """The plan itself."""
        return plan_of(self.tours)


def plan_of(tours: Mapping[int, Tour]) -> ToursPlan:
    """Return tours as a plan, in the order of their turns' names."""
    return ToursPlan(tuple(sorted(tours.values(), key=lambda tour: tour.turn_id)))


def assessed(week: Week, stops: Mapping[int, Stops], tours: Mapping[int, Tour]) -> State | None:
    """Return a state as the judge sees it, None if it breaks a rule it cannot grow out of."""
    stops, tours = without_halves(week, stops, tours)
    plan = plan_of(tours)
    unmet = 0
    for fault in judge.faults(week.problem, plan):
        if fault.rule.split("/")[0] not in UNMET:
            return None
        unmet += int(dict(fault.facts).get("missing", 1))
    return State(dict(stops), dict(tours), unmet, judge.objective(week.problem, plan))


def state_of(week: Week, plan: ToursPlan) -> State | None:
    """Return a plan as a state, None if it breaks a rule it cannot grow out of."""
    tours = {week.turn_rows[tour.turn_id]: tour for tour in plan.tours}
    return assessed(week, {turn: stops_of(week, tour) for turn, tour in tours.items()}, tours)


def stops_of(week: Week, tour: Tour) -> Stops:
    """Return the calls of a tour as stops."""
    rows = week.task_rows
    return tuple((rows[call.task_id], call.way, call.begin_s // DAY_S) for call in tour.calls)


def spans_of(
    week: Week, turns: Sequence[int], tours: Mapping[int, Tour], *, squeezed: bool = False
) -> dict[int, Span]:
    """Return when turns may be out beside the tours of other turns; none where they may not.

    Parameters
    ----------
    squeezed
        Whether an idle turn may go out where one of its crew leaves it time as it is; that one
        then keeps to its times. Else it stays idle.
    """
    spans: dict[int, Span] = {}
    for turn in sorted(turns, key=lambda turn: turn not in tours):
        given = week.problem.turns[turn]
        span = given.start_s, given.end_s
        clashes = [other for other in {**tours, **spans} if week.rest_clash(turn, other)]
        for other in clashes:
            inside = other in turns
            if other in tours and (not inside or turn in tours or squeezed):
                span = _beside(week, turn, tours[other], span, tours.get(turn) if inside else None)
                if inside and turn not in tours:
                    spans[other] = _as_now(spans[other], tours[other])
            else:
                span = span[0], span[0]
        if span[1] > span[0]:
            spans[turn] = span
    return spans


def _as_now(span: Span, tour: Tour) -> Span:
    return max(span[0], tour.start_s), min(span[1], tour.return_s)


def _beside(week: Week, turn: int, other: Tour, span: Span, mine: Tour | None) -> Span:
    """Return what a span leaves free beside another tour; `mine`: the tour if both may change."""
    rest_s, given = week.problem.rules.rest_s, week.problem.turns[turn]
    row = week.turn_rows[other.turn_id]
    if week.begins(row) < week.begins(turn):
        return max(span[0], other.return_s + rest_s), span[1]
    last_s = other.start_s - rest_s if mine is None else mine.return_s
    return span[0], min(span[1], max(given.start_s, last_s))


def fitted(
    week: Week, turn: int, stops: Stops, span: Span | None = None
) -> tuple[Stops, Tour] | None:
    """Return stops with their times, without those that do not fit; None if none do."""
    left = stops
    while left:
        tour = clocked(week, turn, left, span)
        if tour is not None:
            return left, tour
        left = _lighter(week, turn, left, span)
    return None


def _lighter(week: Week, turn: int, stops: Stops, span: Span | None) -> Stops:
    """Drop one stop: the least wanted one after which times fit, else the least wanted."""
    fixed = week.pins.get(turn, frozenset())

    def wanted(i: int) -> tuple[bool, int]:
        task = week.problem.tasks[stops[i][0]]
        return stops[i][0] in fixed, task.priority + 10_000 * task.mandatory

    order = sorted(range(len(stops)), key=wanted)
    choices = [stops[:i] + stops[i + 1 :] for i in order]
    good = (c for c in choices if c and clocked(week, turn, c, span) is not None)
    return next(good, choices[0])


def begins(state: State) -> dict[Stop, int]:
    """Return when each stop begins."""
    return {
        stop: call.begin_s
        for turn, stops in state.stops.items()
        for stop, call in zip(stops, state.tours[turn].calls, strict=True)
    }
