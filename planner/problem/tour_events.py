"""Keep my plan: what happens during a week turns the question into the one that is left.

What has begun by now is pinned at its times, nothing new begins before now, and every other call of
the old plan is kept: moving it has a price. The reserve of a shift that has begun stays as it was.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import assert_never

from planner.problem.checks import ProblemError, check_known
from planner.problem.tour_events_past import Past, past_of, with_past
from planner.problem.tour_parts import Crew, Task, Travel, Turn
from planner.problem.tours import Kept, ToursPlan, ToursProblem

MOVED_PRICE_S = 1800
"""Price of a moved call where the question names none: it moves where that saves half an hour."""
BEFORE = "/before"
"""Added to the name of a crew for what it did before its car broke."""


@dataclass(frozen=True, slots=True)
class CrewIll:
    """A crew does not go out any more: on the turns named, on all that are left if none is."""

    crew_id: str
    turn_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CarBroken:
    """A crew goes out another way from its next turn on; with no mode it stays."""

    crew_id: str
    mode: str = ""


@dataclass(frozen=True, slots=True)
class RoadCut:
    """Ways take longer or lead nowhere: the new tables, one for each mode."""

    travel: tuple[Travel, ...]


@dataclass(frozen=True, slots=True)
class UrgentPlace:
    """One more task; with the locations and tables of all places where its own is new."""

    task: Task
    location_ids: tuple[str, ...] = ()
    travel: tuple[Travel, ...] = ()


@dataclass(frozen=True, slots=True)
class LateStart:
    """A turn starts later, in seconds after midnight of day 0."""

    turn_id: str
    start_s: int


Event = CrewIll | CarBroken | RoadCut | UrgentPlace | LateStart


def after(
    problem: ToursProblem, plan: ToursPlan, events: Sequence[Event], *, now_s: int = 0
) -> ToursProblem:
    """Return the question that is left of one when something happens to its plan.

    Parameters
    ----------
    plan
        The plan people go by.
    now_s
        Calls whose work has begun by now are done; seconds after midnight of day 0.

    Raises
    ------
    ProblemError
        If an event names what the question does not know, a turn that has begun starts late, or
        it comes before the last one: what has begun since cannot be taken back.
    """
    if now_s < problem.now_s:
        expected = f"not before the event at {problem.now_s} s"
        raise ProblemError(place="now_s", expected=expected, given=now_s)
    past = past_of(problem, plan, now_s)
    changed = replace(problem, pins=(), kept=())
    for event in events:
        changed = _happened(changed, event, past)
    turns = {turn.turn_id for turn in changed.turns}
    price = problem.rules.moved_price_s or MOVED_PRICE_S
    calls = [Kept(call.task_id, tour.turn_id) for tour in plan.tours for call in tour.calls]
    left = replace(
        changed,
        now_s=now_s,
        rules=replace(problem.rules, moved_price_s=price),
        pins=tuple(pin for pin in problem.pins if pin.turn_id in turns),
        kept=tuple(call for call in calls if call.turn_id in turns and call not in past.calls),
    )
    return with_past(left, plan, past)


def _happened(problem: ToursProblem, event: Event, past: Past) -> ToursProblem:
    match event:
        case CrewIll():
            return _ill(problem, event, past)
        case CarBroken():
            return _broken(problem, event, past)
        case RoadCut():
            return replace(problem, travel=past.travelled(problem, event.travel))
        case UrgentPlace():
            return _urgent(problem, event, past)
        case LateStart():
            return _late(problem, event, past)
    assert_never(event)


def _ill(problem: ToursProblem, event: CrewIll, past: Past) -> ToursProblem:
    mine = [turn for turn in problem.turns if turn.crew_id == event.crew_id]
    known = {turn.turn_id for turn in mine}
    check_known("crew_id", event.crew_id, {crew.crew_id for crew in problem.crews}, "crew")
    for turn_id in event.turn_ids:
        check_known("turn_ids", turn_id, known, "turn of this crew")
    missed = set(event.turn_ids) or known
    turns: list[Turn] = []
    for turn in problem.turns:
        if turn.turn_id not in missed or turn.end_s <= past.now_s:
            turns.append(turn)
        elif turn.turn_id in past.home_s:  # it is out: it goes home
            turns.append(replace(turn, end_s=min(turn.end_s, past.home_s[turn.turn_id])))
        elif (turn.day, turn.shift_id) in past.shifts:  # it stays, and counts for the reserve
            turns.append(replace(turn, end_s=turn.start_s + 1))
    return replace(problem, turns=tuple(turns))


def _broken(problem: ToursProblem, event: CarBroken, past: Past) -> ToursProblem:
    if not event.mode:
        return _ill(problem, CrewIll(event.crew_id), past)
    check_known("crew_id", event.crew_id, {crew.crew_id for crew in problem.crews}, "crew")
    check_known("mode", event.mode, {table.mode for table in problem.travel}, "mode with a table")
    if event.crew_id not in past.back_s:
        return replace(problem, crews=tuple(_with_mode(problem, event)))
    before = event.crew_id + BEFORE
    old = next(crew for crew in problem.crews if crew.crew_id == event.crew_id)
    crews = (*_with_mode(problem, event), replace(old, crew_id=before))
    free_s = past.back_s[event.crew_id] + problem.rules.rest_s
    turns = []
    for turn in problem.turns:
        if turn.crew_id == event.crew_id and turn.turn_id in past.home_s:
            end_s = min(turn.end_s, past.home_s[turn.turn_id])
            turns.append(replace(turn, crew_id=before, end_s=end_s))
        elif turn.crew_id == event.crew_id and turn.end_s > past.now_s:
            start_s = min(max(turn.start_s, free_s), turn.end_s - 1)
            turns.append(replace(turn, start_s=start_s))
        else:
            turns.append(turn)
    return replace(problem, crews=crews, turns=tuple(turns))


def _with_mode(problem: ToursProblem, event: CarBroken) -> Iterator[Crew]:
    for crew in problem.crews:
        yield replace(crew, mode=event.mode) if crew.crew_id == event.crew_id else crew


def _urgent(problem: ToursProblem, event: UrgentPlace, past: Past) -> ToursProblem:
    wider = replace(
        problem,
        location_ids=event.location_ids or problem.location_ids,
        travel=event.travel or problem.travel,
    )
    travel = past.travelled(problem, wider.travel, event.location_ids)
    return replace(wider, travel=travel, tasks=(*problem.tasks, event.task))


def _late(problem: ToursProblem, event: LateStart, past: Past) -> ToursProblem:
    check_known("turn_id", event.turn_id, {turn.turn_id for turn in problem.turns}, "turn")
    if event.turn_id in past.home_s:
        raise ProblemError(place="turn_id", expected="a turn not out yet", given=event.turn_id)
    turns = tuple(
        replace(turn, start_s=max(turn.start_s, event.start_s))
        if turn.turn_id == event.turn_id
        else turn
        for turn in problem.turns
    )
    return replace(problem, turns=turns)


@dataclass(frozen=True, slots=True)
class Moved:
    """What became of the stops of a plan: of so many, made elsewhere or left out; and new ones."""

    stops: int
    elsewhere: int
    left_out: int
    added: int

    @property
    def moved(self) -> int:
        """Stops that do not stay where they were."""
        return self.elsewhere + self.left_out


def moved(before: ToursPlan, now: ToursPlan) -> Moved:
    """Compare two plans: a stop stays if the same turn still makes it."""
    old, new = _stops(before), _stops(now)
    added = Counter(task_id for task_id, _ in new - old)
    lost = Counter(task_id for task_id, _ in old - new)
    elsewhere = (added & lost).total()
    return Moved(len(old), elsewhere, lost.total() - elsewhere, added.total() - elsewhere)


def _stops(plan: ToursPlan) -> set[tuple[str, str]]:
    return {(call.task_id, tour.turn_id) for tour in plan.tours for call in tour.calls}
