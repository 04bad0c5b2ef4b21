"""Tours varied on purpose: sound, at their price, by seed and date, never as the day before."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner import judge, tours
from planner.engine.tours_days import Week
from planner.engine.tours_routes import near_routes
from planner.judge.tours_book import book_of, drive_seconds
from planner.judge.tours_cost import late_days, missing
from planner.judge.tours_variety import predictability, walks_of
from planner.problem import Travel
from planner.problem.tour_moves import Step
from planner.problem.tour_parts import DAY_S, Crew, Task, TourRules, Turn, Way, Window
from planner.problem.tours import ToursPlan, ToursProblem

MONDAY = date(2025, 1, 6)
HOUR_S = 3600
CREWS, STOPS = 2, 6


def spot(crew: int, stop: int) -> str:
    return f"s{crew}{stop}"


def week(seed: int, days: int = 5, **rules: object) -> tuple[ToursProblem, ToursPlan]:
    """Crews that go the same way at the same hours every day; one street, some windows."""
    rng = random.Random(seed)
    names = [spot(c, s) for c in range(CREWS) for s in range(STOPS)]
    places = [(0, 0), *((rng.randrange(-900, 900), rng.randrange(-900, 900)) for _ in names)]
    table = tuple(tuple(abs(a - c) + abs(b - d) for c, d in places) for a, b in places)
    crews = tuple(Crew(f"c{c}", "police", 2, 1, "car", "base") for c in range(CREWS))
    turns = tuple(
        Turn(f"t{c}.{d}", f"c{c}", "day", d, d * DAY_S + 28_800, d * DAY_S + 61_200, 20_000)
        for c in range(CREWS)
        for d in range(days)
    )
    late = tuple(Window(d * DAY_S + 36_000, (d + 1) * DAY_S) for d in range(days))
    tasks = tuple(
        Task(
            name, "visit", "u",
            ways(name, names, street=number % STOPS == 2),
            times=days, priority=3, longest_gap_days=rng.choice((0, 1, 2)),
            windows=late if number % STOPS == 5 and rng.random() < 0.5 else (),
        )
        for number, name in enumerate(names)
    )  # fmt: skip
    some = {"reserve_share_pct": 0, "break_after_s": rng.choice((0, 4 * HOUR_S)), "break_s": 1200}
    some["fair_price_s"] = rng.choice((0, 2))
    given_rules = TourRules(**{**some, **rules})
    travel = (Travel("car", table),)
    problem = ToursProblem(days, ("base", *names), travel, crews, turns, tasks, given_rules)
    orders = {
        turn.turn_id: tuple(Step(spot(int(turn.crew_id[1:]), s), 0) for s in range(STOPS))
        for turn in turns
    }
    return problem, tours.retimed(problem, orders)


def ways(name: str, names: list[str], *, street: bool) -> tuple[Way, ...]:
    """A place, or a street from there to the next place that can be taken either way."""
    if not street:
        return (Way(name, name, 1200),)
    end = names[names.index(name) + 1]
    return Way(name, end, 600), Way(end, name, 600)


def done(plan: ToursPlan) -> Counter[tuple[str, str, int]]:
    return Counter(
        (tour.turn_id, call.task_id, call.begin_s // DAY_S)
        for tour in plan.tours
        for call in tour.calls
    )


def score(problem: ToursProblem, plan: ToursPlan) -> int:
    return predictability(walks_of(problem, plan, MONDAY)).score


@settings(max_examples=10)
@given(st.integers(0, 10_000))
def test_the_rules_the_calls_and_the_price_are_kept(seed):
    problem, plan = week(seed)
    assert judge.faults(problem, plan) == ()
    other = tours.varied(problem, plan, seed=seed, first=MONDAY)
    assert judge.faults(problem, other) == ()
    assert done(other) == done(plan)
    assert missing(problem, other) == missing(problem, plan)
    assert late_days(problem, other) == late_days(problem, plan)
    book = book_of(problem)
    driven = sum(drive_seconds(book, tour) for tour in plan.tours)
    more = judge.objective(problem, other) - judge.objective(problem, plan)
    assert more <= driven * 5 // 100
    strict = replace(problem, rules=replace(problem.rules, no_repeat=True))
    assert judge.faults(strict, plan)
    assert judge.faults(strict, other) == ()
    assert score(problem, plan) == 100
    assert score(problem, other) < 60


def test_the_same_seed_and_date_give_the_same_plan_and_others_do_not():
    problem, plan = week(3)
    one = tours.varied(problem, plan, seed=1, first=MONDAY)
    assert tours.varied(problem, plan, seed=1, first=MONDAY) == one
    assert tours.varied(problem, plan, seed=2, first=MONDAY) != one
    assert tours.varied(problem, plan, seed=1, first=MONDAY + timedelta(days=7)) != one


def test_a_price_of_nothing_is_kept():
    problem, plan = week(4, fair_price_s=0)
    other = tours.varied(problem, plan, seed=1, first=MONDAY, more_s=0)
    assert judge.objective(problem, other) <= judge.objective(problem, plan)
    assert score(problem, other) < 100


def test_the_first_day_is_not_as_the_last_of_the_week_before():
    problem, plan = week(5, days=1)
    sunday = MONDAY - timedelta(days=1)
    other = tours.varied(problem, plan, seed=7, first=MONDAY)
    before = walks_of(problem, other, sunday)
    again = tours.varied(problem, plan, seed=7, first=MONDAY, before=before)
    orders = [{walk.crew_id: walk.places for walk in walks} for walks in (
        before, walks_of(problem, again, MONDAY)
    )]  # fmt: skip
    assert all(orders[0][crew] != orders[1][crew] for crew in orders[0])


def test_starts_are_shifted():
    problem, plan = week(6)
    other = tours.varied(problem, plan, seed=1, first=MONDAY)
    starts = Counter(tour.start_s % DAY_S for tour in other.tours)
    assert len(starts) > len(other.tours) // 2


def test_a_tour_without_a_choice_stays_as_it_is():
    """One call that fills its turn and its window: neither order nor start can change."""
    problem, _ = week(8, days=2, break_after_s=0, fair_price_s=0)
    task = replace(problem.tasks[0], windows=(Window(40_000, 41_200),))
    problem = replace(problem, tasks=(task, *problem.tasks[1:]))
    plan = tours.retimed(problem, {"t0.0": (Step(task.task_id, 0),)})
    assert tours.varied(problem, plan, seed=1, first=MONDAY) == plan


def test_a_plan_with_faults_is_refused():
    problem, plan = week(9)
    short = replace(problem, turns=tuple(replace(t, max_drive_s=1) for t in problem.turns))
    with pytest.raises(ValueError, match="max_drive_s"):
        tours.varied(short, plan, seed=1, first=MONDAY)


@settings(max_examples=6)
@given(st.integers(0, 10_000))
def test_routes_of_a_turn_have_its_calls_and_its_price(seed):
    problem, plan = week(seed)
    board, book = Week(problem), book_of(problem)
    tour = plan.tours[0]
    turn = board.turn_rows[tour.turn_id]
    stops = tuple((board.task_rows[call.task_id], call.way, 0) for call in tour.calls)
    base_s = drive_seconds(book, tour)
    routes = near_routes(board, turn, stops, base_s // 10, random.Random(seed))
    assert len(routes) > 1
    assert len(set(routes)) == len(routes)
    for route in routes:
        assert sorted(task for task, _, _ in route) == sorted(task for task, _, _ in stops)
        steps = tuple(Step(problem.tasks[task].task_id, way) for task, way, _ in route)
        (gone,) = tours.retimed(problem, {tour.turn_id: steps}).tours
        assert drive_seconds(book, gone) <= base_s + base_s // 10
