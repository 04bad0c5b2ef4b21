"""The parts of the search over days: what days are worth, times of a tour, tidying, recombining."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from planner import judge
from planner.engine import Attempt
from planner.engine.tours_days import Week
from planner.engine.tours_days_clock import clocked
from planner.engine.tours_days_first import First, first, one_by_one
from planner.engine.tours_days_pool import columns_of, recombined
from planner.engine.tours_days_search import Columns, Freed, Rounds
from planner.engine.tours_days_state import assessed
from planner.engine.tours_days_tidy import tidied
from planner.judge import tours_cost
from planner.judge.tours_cost import late_days
from planner.outcome import Effort
from planner.problem import Travel
from planner.problem.tour_parts import DAY_S, Crew, Task, TourRules, Turn, Way, Window
from planner.problem.tours import Kept, ToursPlan, ToursProblem

HOUR_S = 3600
IDS = ("base", "a", "b", "c", "d")
TABLE = tuple(tuple(600 * abs(i - j) for j in range(5)) for i in range(5))
FREE = TourRules(reserve_share_pct=0, rest_s=8 * HOUR_S, left_out_price_s=100)


def days(count: int, tasks: tuple[Task, ...], *, crews: int = 1, **rules: object) -> ToursProblem:
    people = tuple(Crew(f"c{k}", "police", 2, 1, "car", "base") for k in range(crews))
    turns = tuple(
        Turn(f"d{d}c{k}", f"c{k}", "day", d, d * DAY_S + 8 * HOUR_S, d * DAY_S + 16 * HOUR_S, 21600)
        for d in range(count)
        for k in range(crews)
    )
    return ToursProblem(
        count, IDS, (Travel("car", TABLE),), people, turns, tasks, replace(FREE, **rules)
    )


def visit(place: str, **fields: object) -> Task:
    return Task(f"v{place}", "visit", "u", (Way(place, place, 600),), **fields)


@given(
    st.integers(0, 9), st.integers(1, 5), st.integers(-12, -1), st.sets(st.integers(0, 9))
)  # fmt: skip
@settings(max_examples=60)
def test_late_days_are_windows_that_no_call_falls_into(last, gap, last_day, done):
    problem = days(
        last + 1,
        (visit("a", times=0, longest_gap_days=gap, last_day=last_day),),
        promise_price_s=1,
        rest_s=0,
    )
    week = Week(problem)
    called = sorted(day for day in done if day <= last)
    tours = [clocked(week, day, ((0, 0, day),)) for day in called]
    plan = ToursPlan(tuple(tour for tour in tours if tour is not None))
    mask = sum(1 << day for day in called)
    assert week.worth.loss(0, mask) == sum(late_days(problem, plan).values())


@given(st.lists(st.sampled_from(range(4)), unique=True, min_size=1), st.data())
@settings(max_examples=60)
def test_times_of_a_tour_are_sound_with_hours_and_breaks(order, data):
    hours = st.integers(8, 15)
    tasks = tuple(
        visit(
            place,
            windows=tuple(
                Window(opens * HOUR_S, opens * HOUR_S + 5400)
                for opens in data.draw(st.lists(hours, max_size=2))
            ),
        )
        for place in "abcd"
    )
    problem = days(1, tasks, break_after_s=data.draw(st.sampled_from((0, 7200))), break_s=900)
    tour = clocked(Week(problem), 0, tuple((task, 0, 0) for task in order))
    if tour is not None:
        assert judge.faults(problem, ToursPlan((tour,))) == ()


def test_a_tour_with_a_wait_starts_no_sooner_than_it_must():
    tasks = (visit("a"), visit("b", windows=(Window(12 * HOUR_S, 13 * HOUR_S),)))
    tour = clocked(Week(days(1, tasks)), 0, ((0, 0, 0), (1, 0, 0)))
    assert tour is not None
    assert tour.start_s == 12 * HOUR_S - 600 - 600 - 600
    assert tour.calls[1].begin_s == tour.calls[1].arrive_s == 12 * HOUR_S


def test_a_tour_that_cannot_take_its_break_is_none():
    long_work = Task("l", "post", "u", (Way("a", "a", 3 * HOUR_S),))
    week = Week(days(1, (long_work,), break_after_s=2 * HOUR_S, break_s=900))
    assert clocked(week, 0, ((0, 0, 0),)) is None


def test_what_is_done_twice_or_brings_nothing_is_tidied_away():
    problem = days(1, (visit("a", priority=90), visit("d", times=0)), crews=2)
    week = Week(problem)
    stops = {0: ((0, 0, 0), (1, 0, 0)), 1: ((0, 0, 0),)}
    tours = {turn: clocked(week, turn, row) for turn, row in stops.items()}
    state = tidied(week, stops, {turn: tour for turn, tour in tours.items() if tour is not None})
    assert state is not None
    assert sum(len(row) for row in state.stops.values()) == 1
    assert state.cost == 1200


def test_recombined_tours_are_as_cheap_as_their_best_choice():
    tasks = tuple(visit(place, priority=90) for place in "ab")
    problem = days(2, tasks, crews=2, fair_price_s=1, longest_price_pct=10, no_repeat=True)
    week, attempt = Week(problem), Attempt(Effort(0, 1))
    nothing = assessed(week, {}, {})
    assert nothing is not None
    found = [
        (turn, row)
        for turn, day in ((0, 0), (2, 1))
        for row in (((0, 0, day),), ((1, 0, day),), ((0, 0, day), (1, 0, day)))
    ]
    columns = columns_of(week, nothing, found, 100)
    state = recombined(week, attempt, columns, nothing, work=1)
    assert state is not None
    assert state.unmet == 0
    both = [column for column in columns if len(column.stops) == 2]
    alone = [assessed(week, {c.turn: c.stops}, {c.turn: c.tour}) for c in both]
    assert state.cost <= min(one.cost for one in alone if one is not None)


def test_packing_plans_what_must_be_done_by_who_can():
    tasks = (visit("a", mandatory=True, skills=("dog",)), visit("b", mandatory=True, times=2))
    problem = days(2, tasks, crews=2, reserve_share_pct=50, moved_price_s=9)
    able = replace(problem.crews[1], skills=("dog",))
    problem = replace(
        problem, crews=(problem.crews[0], able), pins=(Kept("vb", "d1c0"),),
        kept=(Kept("va", "d0c1"),),
    )  # fmt: skip
    week = Week(problem)
    chosen = first(week, Attempt(Effort(0, 1)), work=1)
    assert set(chosen.turns) == {1, 2}
    assert chosen.days == (0b01, 0b11)
    assert set(one_by_one(week)) >= {2}  # the turn a call is pinned to goes out


def test_a_round_keeps_what_it_does_not_free():
    tasks = tuple(visit(place, times=2, priority=90) for place in "ab")
    week = Week(days(3, tasks))
    rounds = Rounds(week, Attempt(Effort(0, 1)), Columns())
    state = rounds.begun(First(one_by_one(week), (0b011, 0b110)), iterations=40)
    assert state is not None
    again = rounds.tried(state, Freed((0,)), iterations=40)
    assert again is not None
    assert {t: s for t, s in again.stops.items() if t} == {
        t: s for t, s in state.stops.items() if t
    }


@given(st.integers(0, 1000))
@settings(max_examples=8, deadline=None)
def test_who_is_called_for_a_meeting_goes_out_in_the_place_of_others_and_meets(seed):
    """Two of four crews may be out, each with a dear call of its own; the others are to meet."""
    hour = (Window(10 * HOUR_S, 10 * HOUR_S + 600),)
    met = [
        replace(
            visit("b", skills=(skill,), windows=hour, meeting="m", priority=1), task_id=f"m{skill}"
        )
        for skill in "xy"
    ]
    problem = days(
        2, (visit("c", priority=50), visit("d", priority=50), *met), crews=4, reserve_share_pct=50
    )
    crews = tuple(
        replace(crew, skills=skills)
        for crew, skills in zip(problem.crews, ((), (), ("x",), ("y",)), strict=True)
    )
    week = Week(replace(problem, crews=crews))
    rounds = Rounds(week, Attempt(Effort(seed, 1)), Columns())
    state = rounds.begun(First((0, 1), (0b01, 0b01, 0, 0)), iterations=40)
    assert state is not None
    assert set(state.tours) <= {0, 1}
    freed = rounds.called(state, (2, 3), ())
    out = {week.crews[turn].crew_id for turn in freed.turns if week.shifts[turn][0] in {0, 1}}
    assert {"c2", "c3"} <= out
    for shift, most in week.allowed_out.items():
        assert sum(week.shifts[turn] == shift for turn in freed.turns) <= most
    again = rounds.tried(state, freed, iterations=200)
    assert again is not None
    assert {task for stops in again.stops.values() for task, _, _ in stops} >= {2, 3}
    assert judge.faults(week.problem, again.plan) == ()


@given(st.integers(0, 20))
@settings(max_examples=5, deadline=None)
def test_the_parts_of_a_cost_are_its_terms_by_their_definitions(seed):
    tasks = (visit("a", times=2, priority=30), visit("d", longest_gap_days=1, times=0, last_day=-1))
    problem = days(3, tasks, promise_price_s=7700, longest_price_pct=10, fair_price_s=0)
    week = Week(problem)
    rounds = Rounds(week, Attempt(Effort(seed, 1)), Columns())
    state = rounds.begun(First((0, 2), (0b101, 0b001)), iterations=40)
    assert state is not None
    plan = state.plan
    done = sum(task == 0 for stops in state.stops.values() for task, _, _ in stops)
    longest_s = max(tour.return_s - tour.start_s for tour in plan.tours)
    parts = tours_cost.parts(problem, plan)
    assert parts["left_out"] == 100 * 30 * (2 - done)
    assert parts["promises"] == 7700 * sum(late_days(problem, plan).values())
    assert parts["longest"] == longest_s // 10
    assert parts["drive"] > 0
    assert sum(parts.values()) == judge.objective(problem, plan)


@given(st.integers(0, 1000))
@settings(max_examples=20, deadline=None)
def test_turns_freed_around_a_call_are_the_nearest_to_one_place(seed):
    tasks = tuple(visit(place, priority=90) for place in "abcd")
    week = Week(days(4, tasks))
    rounds = Rounds(week, Attempt(Effort(seed, 1)), Columns())
    state = rounds.begun(First(one_by_one(week), (1, 2, 4, 8)), iterations=40)
    assert state is not None
    assert len(state.tours) == 4
    freed = set(rounds.around(state, 2).turns)
    assert freed in ({0, 1}, {1, 2}, {2, 3})  # one place a day, in a row 600 s apart
