"""Meetings: the judge's definition, hours that leave no other way, and no half of one in a plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from planner import judge, tours
from planner.demand.ground import load_ground
from planner.demand.tour_settings import TourSettings
from planner.demand.tours import tours_problem
from planner.engine.attempt import Attempt
from planner.engine.tours_meetings import at_fixed_hours
from planner.engine.tours_together import together
from planner.judge.tours_cost import missing
from planner.judge.tours_meetings import missed_meetings
from planner.outcome import Effort, Status
from planner.problem import ProblemError
from planner.problem.tour_events import CrewIll, after
from planner.problem.tour_moves import Step
from planner.problem.tour_parts import DAY_S, Way, Window
from planner.problem.tours import ToursPlan, ToursProblem
from planner.tours import retimed
from tests.planner.tour_weeks import HOUR_S, crew, hours, shifts, visit, week

ROOT = Path(__file__).resolve().parents[2]
QUICK = Effort(0, 1)
NINE_S = 9 * HOUR_S


def meeting(**rules: object) -> ToursProblem:
    """Two crews, a meeting of two half hours at b, where nothing says who comes."""
    one = replace(visit("b"), task_id="m0", meeting="m")
    crews = (crew("c0"), crew("c1"))
    return week((one, replace(one, task_id="m1")), crews=crews, **rules)


def planned(problem: ToursProblem, **orders: tuple[str, ...]) -> ToursPlan:
    return retimed(
        problem,
        {f"{name}@0": tuple(Step(task) for task in tasks) for name, tasks in orders.items()},
    )


def broken(problem: ToursProblem, plan: ToursPlan) -> set[str]:
    return {fault.rule for fault in judge.faults(problem, plan)}


def test_two_crews_at_one_place_at_one_hour_meet():
    problem = meeting()
    assert broken(problem, planned(problem, c0=("m0",), c1=("m1",))) == set()
    assert broken(problem, ToursPlan(())) == set()


def test_half_a_meeting_one_crew_for_both_and_two_hours_apart_are_refused():
    problem = meeting()
    assert broken(problem, planned(problem, c0=("m0",))) == {"meeting"}
    assert broken(problem, planned(problem, c0=("m0", "m1"))) == {"meeting"}
    apart = replace(problem, turns=(problem.turns[0], *shifts((crew("c1"),), 1, 10, 14)))
    assert broken(apart, planned(apart, c0=("m0",), c1=("m1",))) == {"meeting"}


@pytest.mark.parametrize(("least_s", "found"), [(900, set()), (901, {"meeting"})])
def test_the_time_together_is_counted_to_the_second(least_s, found):
    problem = meeting(meeting_least_s=least_s)
    late = replace(problem, turns=(problem.turns[0], *shifts((crew("c1"),), 1, 8.25, 12)))
    assert broken(late, planned(late, c0=("m0",), c1=("m1",))) == found


def test_where_meetings_need_not_hold_a_half_has_its_price():
    problem = meeting(meetings_hold=False, meeting_price_s=77)
    half = planned(problem, c0=("m0",))
    assert broken(problem, half) == set()
    free = replace(problem, rules=replace(problem.rules, meeting_price_s=0))
    assert judge.objective(problem, half) - judge.objective(free, half) == 77
    assert missed_meetings(problem, half) == (("m", 0),)


@pytest.mark.parametrize(("price_s", "calls"), [(60, 2), (100_000, 0)])
def test_a_meeting_is_missed_where_that_costs_less_than_it_brings(price_s, calls):
    problem = meeting(meetings_hold=False, meeting_price_s=price_s, reserve_share_pct=50)
    outcome = tours.solve(problem, effort=QUICK)
    assert outcome.plan is not None
    assert sum(len(tour.calls) for tour in outcome.plan.tours) == calls


def test_a_meeting_that_must_be_and_a_crew_that_must_stay_clash():
    problem = meeting(reserve_share_pct=50)
    must = replace(problem, tasks=tuple(replace(t, mandatory=True) for t in problem.tasks))
    outcome = tours.solve(must, effort=QUICK)
    assert outcome.status is Status.INFEASIBLE
    rules = {conflict.rule for conflict in outcome.conflicts}
    assert rules == {"mandatory", "meeting", "reserve_share_pct"}


def test_a_task_alone_with_its_name_and_a_street_both_ways_are_no_meeting():
    alone = meeting()
    alone = replace(alone, tasks=alone.tasks[:1])
    assert broken(alone, planned(alone, c0=("m0",))) == set()
    with pytest.raises(ProblemError, match="each_way"):
        replace(visit("b"), meeting="m", each_way=True, ways=(Way("a", "b", 9), Way("b", "a", 9)))


@pytest.mark.parametrize("windows", [(), hours(9, 12), (*hours(8, 9), *hours(11, 12))])
def test_hours_are_so_narrow_that_whoever_comes_is_there_together(windows):
    problem = meeting()
    problem = replace(problem, tasks=tuple(replace(t, windows=windows) for t in problem.tasks))
    first, second = at_fixed_hours(problem).tasks
    assert first.windows == second.windows != ()
    for window in first.windows:
        assert 2 * 1800 - (window.close_s - window.open_s) >= problem.rules.meeting_least_s
        assert not windows or any(
            w.open_s <= window.open_s and window.close_s <= w.close_s for w in windows
        )


@pytest.mark.parametrize("days", [1, 3])
def test_a_plan_holds_whole_meetings_among_other_things(days):
    tasks = [visit(place, times=1) for place in "acd"]
    for day in range(days):
        window = Window(day * DAY_S + NINE_S, day * DAY_S + NINE_S + 2700)
        tasks += [
            replace(visit("b"), task_id=f"m{day}{k}", meeting=f"m{day}", windows=(window,))
            for k in range(2)
        ]
    problem = week(tuple(tasks), crews=(crew("c0"), crew("c1"), crew("c2")), days=days)
    outcome = tours.solve(problem, effort=QUICK)
    assert outcome.plan is not None
    assert judge.faults(problem, outcome.plan) == ()
    assert not outcome.left_out


def test_what_else_a_crew_does_stays_when_nobody_comes_to_its_meeting():
    problem = meeting(reserve_share_pct=50)
    problem = replace(problem, tasks=(*problem.tasks, visit("a")))
    plan = together(problem, Attempt(QUICK))
    assert plan is not None
    assert judge.faults(problem, plan) == ()
    assert [call.task_id for tour in plan.tours for call in tour.calls] == ["va"]


def test_where_one_crew_is_ill_the_other_does_not_wait_for_it():
    problem = meeting()
    plan = tours.solve(problem, effort=QUICK).plan
    assert plan is not None
    assert len(plan.tours) == 2
    left = after(problem, plan, [CrewIll("c1")])
    outcome = tours.solve(left, effort=QUICK)
    assert outcome.plan == ToursPlan(())
    assert {item.reason for item in outcome.left_out} <= {"meeting_without", "meeting_needs_all"}
    begun = after(problem, plan, [CrewIll("c1")], now_s=plan.tours[0].calls[0].begin_s + 1)
    kept = tours.solve(begun, effort=QUICK).plan
    assert kept is not None
    assert "m0" in {call.task_id for tour in kept.tours for call in tour.calls} | {"m1"}


@pytest.mark.slow
def test_a_township_week_has_every_meeting():
    """Found with halves refused from the start, it lacked nine calls of ten."""
    ground = load_ground(ROOT / "data/boundaries")
    problem = tours_problem(ground, TourSettings(), date(2026, 12, 1), 7)
    plan = tours.solve(problem, effort=Effort(0, 4)).plan
    assert plan is not None
    lacks = missing(problem, plan)
    assert not any(lacks[task.task_id] for task in problem.tasks if task.meeting)
