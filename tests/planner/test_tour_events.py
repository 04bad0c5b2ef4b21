"""Keep my plan: what has begun stays, the rest is kept where it can be, and changes are counted."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner import judge, tours
from planner.outcome import Effort
from planner.problem import ProblemError, Travel
from planner.problem.tour_events import (
    BEFORE,
    CarBroken,
    CrewIll,
    LateStart,
    Moved,
    RoadCut,
    UrgentPlace,
    after,
    moved,
)
from planner.problem.tour_parts import DAY_S, Crew, Task, TourRules, Turn, Way, Window
from planner.problem.tours import Kept, ToursPlan, ToursProblem

HOUR_S = 3600
IDS = ("base", *(f"p{i}" for i in range(8)))
CAR = tuple(tuple(300 * abs(i - j) for j in range(9)) for i in range(9))
FOOT = tuple(tuple(3 * seconds for seconds in row) for row in CAR)


def at_work(place: str) -> tuple[Way, ...]:
    return (Way(place, place, 600),)


def week() -> ToursProblem:
    """Two days of one shift, three crews of which two may be out, eight places."""
    crews = tuple(Crew(f"c{k}", "police", 2, 1, "car", "base") for k in range(3))
    turns = tuple(
        Turn(f"d{d}c{k}", f"c{k}", "day", d, d * DAY_S + 8 * HOUR_S, d * DAY_S + 16 * HOUR_S, 28800)
        for d in range(2)
        for k in range(3)
    )
    tasks = tuple(
        Task(f"v{i}", "visit", "u", at_work(f"p{i}"), times=2, priority=3) for i in range(8)
    )
    rules = TourRules(reserve_share_pct=33, fair_price_s=5)
    travel = (Travel("car", CAR), Travel("foot", FOOT))
    return ToursProblem(2, IDS, travel, crews, turns, tasks, rules)


@pytest.fixture(scope="module")
def planned() -> tuple[ToursProblem, ToursPlan]:
    problem = week()
    outcome = tours.solve(problem, effort=Effort(0, 1))
    assert outcome.plan is not None
    return problem, outcome.plan


def solved(problem: ToursProblem) -> ToursPlan:
    outcome = tours.solve(problem, effort=Effort(0, 1))
    assert outcome.plan is not None
    assert judge.faults(problem, outcome.plan) == ()
    return outcome.plan


def crew_out(problem: ToursProblem, plan: ToursPlan) -> str:
    crews = {turn.turn_id: turn.crew_id for turn in problem.turns}
    return crews[plan.tours[0].turn_id]


def begun(plan: ToursPlan, now_s: int) -> set[tuple[str, str, int]]:
    return {
        (call.task_id, tour.turn_id, call.begin_s)
        for tour in plan.tours
        for call in tour.calls
        if call.begin_s < now_s
    }


def test_when_nothing_happens_nothing_moves(planned):
    problem, plan = planned
    left = after(problem, plan, [])
    assert judge.faults(left, plan) == ()
    assert moved(plan, solved(left)).moved == 0


def test_the_same_plan_is_still_sound_when_half_of_it_has_begun(planned):
    problem, plan = planned
    now_s = plan.tours[0].calls[len(plan.tours[0].calls) // 2].end_s
    left = after(problem, plan, [], now_s=now_s)
    assert judge.faults(left, plan) == ()
    assert {(pin.task_id, pin.turn_id) for pin in left.pins} == {
        (task, turn) for task, turn, _ in begun(plan, now_s)
    }


def test_an_ill_crew_goes_nowhere_and_the_others_take_over(planned):
    problem, plan = planned
    ill = crew_out(problem, plan)
    left = after(problem, plan, [CrewIll(ill)])
    assert ill not in {turn.crew_id for turn in left.turns}
    new = solved(left)
    assert moved(plan, new).moved > 0
    assert not {tour.turn_id for tour in new.tours} - {turn.turn_id for turn in left.turns}


def test_a_crew_that_falls_ill_on_the_way_goes_home_after_its_last_call(planned):
    problem, plan = planned
    first = plan.tours[0]
    now_s = first.calls[0].end_s
    left = after(problem, plan, [CrewIll(crew_out(problem, plan))], now_s=now_s)
    new = solved(left)
    tour = next(tour for tour in new.tours if tour.turn_id == first.turn_id)
    assert tour.calls == (replace(first.calls[0], leave_s=tour.calls[0].leave_s),)
    assert begun(plan, now_s) <= begun(new, now_s)


def test_a_crew_whose_car_broke_walks_from_its_next_turn_on(planned):
    problem, plan = planned
    crew_id = crew_out(problem, plan)
    assert after(problem, plan, [CarBroken(crew_id, "foot")]).crews[0].crew_id == "c0"
    now_s = plan.tours[0].calls[0].end_s
    left = after(problem, plan, [CarBroken(crew_id, "foot")], now_s=now_s)
    modes = {crew.crew_id: crew.mode for crew in left.crews}
    assert modes[crew_id] == "foot"
    assert modes[crew_id + BEFORE] == "car"
    assert begun(plan, now_s) <= begun(solved(left), now_s)


def test_a_crew_without_a_car_stays(planned):
    problem, plan = planned
    crew_id = crew_out(problem, plan)
    assert after(problem, plan, [CarBroken(crew_id)]) == after(problem, plan, [CrewIll(crew_id)])


def test_a_cut_road_leaves_the_ways_already_driven_as_they_were(planned):
    problem, plan = planned
    now_s = plan.tours[0].calls[2].end_s
    cut = tuple(tuple(2 * s for s in row) for row in CAR)
    left = after(problem, plan, [RoadCut((Travel("car", cut), Travel("foot", FOOT)))], now_s=now_s)
    assert begun(plan, now_s) <= begun(solved(left), now_s)
    assert left.travel[0].seconds[1][8] == 2 * CAR[1][8]


def test_an_urgent_place_is_called_at_in_its_hours(planned):
    problem, plan = planned
    hours = Window(DAY_S + 9 * HOUR_S, DAY_S + 10 * HOUR_S)
    urgent = Task("fire", "visit", "u", at_work("p3"), priority=50, windows=(hours,))
    new = solved(after(problem, plan, [UrgentPlace(urgent)], now_s=12 * HOUR_S))
    calls = [call for tour in new.tours for call in tour.calls if call.task_id == "fire"]
    assert len(calls) == 1
    assert hours.open_s <= calls[0].begin_s <= calls[0].end_s <= hours.close_s


def test_a_turn_that_starts_late_keeps_what_it_still_can(planned):
    problem, plan = planned
    last = plan.tours[-1]
    late_s = DAY_S + 12 * HOUR_S
    left = after(problem, plan, [LateStart(last.turn_id, late_s)])
    new = solved(left)
    assert all(tour.start_s >= late_s for tour in new.tours if tour.turn_id == last.turn_id)
    assert moved(plan, new).moved <= len(last.calls)


def test_what_is_not_there_is_refused(planned):
    problem, plan = planned
    first = plan.tours[0]
    for event in (CrewIll("x"), CrewIll("c0", ("x",)), CarBroken("c0", "boat"), LateStart("x", 9)):
        with pytest.raises(ProblemError):
            after(problem, plan, [event])
    with pytest.raises(ProblemError):
        after(problem, plan, [LateStart(first.turn_id, 9)], now_s=first.calls[0].end_s)


def test_what_happens_comes_no_earlier_than_what_happened_before(planned):
    problem, plan = planned
    left = after(problem, plan, [CrewIll("c0")], now_s=DAY_S)
    assert left.now_s == DAY_S
    with pytest.raises(ProblemError) as told:
        after(left, plan, [CrewIll("c1")], now_s=DAY_S - 1)
    assert (told.value.place, told.value.given) == ("now_s", str(DAY_S - 1))
    assert after(left, plan, [CrewIll("c1")], now_s=DAY_S).now_s == DAY_S


def test_stops_are_counted_by_what_became_of_them(planned):
    _, plan = planned
    first = plan.tours[0]
    without = ToursPlan((replace(first, calls=first.calls[1:]), *plan.tours[1:]))
    stops = sum(len(tour.calls) for tour in plan.tours)
    assert moved(plan, without) == Moved(stops, 0, 1, 0)
    assert moved(without, plan) == Moved(stops - 1, 0, 0, 1)
    idle = replace(first, turn_id="another", calls=first.calls[:1])
    elsewhere = ToursPlan((*without.tours, idle))
    assert moved(plan, elsewhere) == Moved(stops, 1, 0, 0)


def test_pins_of_turns_that_go_are_dropped(planned):
    problem, plan = planned
    ill = crew_out(problem, plan)
    pinned = replace(problem, pins=(Kept("v0", f"d0{ill}"),))
    assert after(pinned, plan, [CrewIll(ill)]).pins == ()
