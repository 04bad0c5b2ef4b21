"""Days since the last call: counted again by hand, and as a table with every promised place."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.demand.ground import load_ground
from planner.demand.tour_settings import TourSettings
from planner.demand.tours import tours_question
from planner.judge.tours_cost import late_days
from planner.judge.tours_since import broken, since
from planner.problem.tour_parts import DAY_S, Crew, Task, Travel, Turn, Way
from planner.problem.tours import Call, Tour, ToursPlan, ToursProblem
from planner.report.tours_days import days_table
from planner.words import LANGS

MONDAY = date(2025, 1, 6)


def week(days: int, *tasks: Task) -> ToursProblem:
    turns = tuple(Turn(f"t{d}", "c", "x", d, d * DAY_S, d * DAY_S + 99, 99) for d in range(days))
    crews = (Crew("c", "police", 2, 1, "foot", "a"),)
    return ToursProblem(days, ("a",), (Travel("foot", ((0,),)),), crews, turns, tasks)


def called(days_of: dict[str, set[int]]) -> ToursPlan:
    tours = []
    for day in sorted({day for days in days_of.values() for day in days}):
        at = day * DAY_S
        calls = tuple(Call(t, 0, at, at, at, at) for t, days in days_of.items() if day in days)
        tours.append(Tour(f"t{day}", at, calls, at))
    return ToursPlan(tuple(tours))


@given(st.sets(st.integers(0, 9)), st.integers(-9, -1), st.integers(1, 6), st.integers(1, 10))
def test_days_since_are_those_of_a_calendar_and_late_ones_those_the_judge_prices(
    days, last_day, gap, horizon
):
    days = {day for day in days if day < horizon}
    task = Task("a", "visit", "u", (Way("a", "a", 0),), longest_gap_days=gap, last_day=last_day)
    problem, plan = week(horizon, task), called({"a": days})
    (told,) = since(problem, plan)
    visits = sorted({last_day, *days})
    assert told.days == tuple(
        day - max(visit for visit in visits if visit <= day) for day in range(horizon)
    )
    before = max(0, -1 - last_day - gap)  # late already when the horizon begins
    assert len(told.late) + before == late_days(problem, plan).get("a", 0)
    assert broken(problem, plan) == ({"a": len(told.late)} if told.late else {})


def test_broken_promises_come_first_and_tasks_without_one_not_at_all():
    spot = (Way("a", "a", 0),)
    problem = week(
        4,
        Task("kept", "visit", "u", spot, longest_gap_days=2),
        Task("late", "visit", "u", spot, longest_gap_days=1, last_day=-2),
        Task("free", "visit", "u", spot),
    )
    told = since(problem, called({"kept": {1, 3}, "late": {3}}))
    assert [one.task_id for one in told] == ["late", "kept"]
    assert [(one.days, one.late) for one in told] == [
        ((2, 3, 4, 0), (0, 1, 2, 3)),
        ((1, 0, 1, 0), ()),
    ]


@pytest.mark.parametrize("lang", LANGS)
def test_the_table_has_every_place_with_a_promise(tiny_source, lang):
    wishes = TourSettings(place_gap_days=90, streets=(), meetings=(), posts=())
    ground = load_ground(tiny_source)
    known = {"place:p1": date(2024, 10, 10), "place:p2": date(2024, 12, 1)}
    problem, context = tours_question(ground, wishes, MONDAY, 7, known)
    plan = called({"place:p1": {3}})
    table = days_table(problem, plan, context, lang)
    assert len(table) == len(context.dues)
    rows = {row[0]: row[1:] for row in table.itertuples(index=False)}
    p1, p2 = (rows[context.names(lang)[name]] for name in ("place:p1", "place:p2"))
    assert p1 == (90, "2025-01-09", 88, 89, 90, 0, 1, 2, 3)
    assert p2 == (90, "", 36, 37, 38, 39, 40, 41, 42)
