"""Plans changed by hand: orders, times given again, what the judge says of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner import judge, tours
from planner.outcome import Effort
from planner.problem.tour_moves import (
    Spot,
    Step,
    kept_calls,
    moved_to,
    orders_of,
    put_in,
    taken_out,
    with_pin,
)
from planner.problem.tour_parts import Task, Way, Window
from planner.problem.tours import Kept
from tests.planner.test_engine_tours import drawn, week

A, B, C = (Step(name) for name in "abc")


def test_a_step_goes_out_in_and_elsewhere():
    orders = {"n1": (A, B), "n2": (C,)}
    assert taken_out(orders, Spot("n1", 0)) == {"n1": (B,), "n2": (C,)}
    assert taken_out(orders, Spot("n2", 0)) == {"n1": (A, B)}
    assert put_in(orders, A, Spot("n2", 99))["n2"] == (C, A)
    assert moved_to(orders, Spot("n1", 0), Spot("n1", 1))["n1"] == (B, A)
    assert moved_to(orders, Spot("n2", 0), Spot("n1", 1)) == {"n1": (A, C, B)}
    assert moved_to(orders, Spot("n1", 1), Spot("n3", 0))["n3"] == (B,)
    assert orders == {"n1": (A, B), "n2": (C,)}


@pytest.mark.parametrize("spot", [Spot("n1", 2), Spot("n1", -1), Spot("n9", 0)])
def test_what_is_not_there_cannot_be_moved(spot):
    with pytest.raises(LookupError):
        taken_out({"n1": (A, B)}, spot)


@pytest.mark.parametrize("rules", [{}, {"break_after_s": 1500, "break_s": 300}])
def test_a_plan_of_the_engine_taken_apart_and_timed_again_is_still_sound(rules):
    problem = week(**rules)
    plan = tours.solve(problem, effort=Effort(0, 1)).plan
    assert plan is not None
    again = tours.retimed(problem, orders_of(plan))
    assert judge.faults(problem, again) == ()
    assert judge.objective(problem, again) == judge.objective(problem, plan)
    assert tours.retimed(problem, orders_of(plan), plan.tours) == plan


@pytest.mark.parametrize("seed", range(6))
def test_any_order_gets_times_the_judge_can_follow(seed):
    problem = drawn(seed)
    steps = tuple(Step(task.task_id, len(task.ways) - 1) for task in problem.tasks)
    plan = tours.retimed(problem, {problem.turns[0].turn_id: steps})
    rules = {fault.rule for fault in judge.faults(problem, plan)}
    assert not rules & {"travel_time", "dwell_s", "call_order", "start_s", "empty_tour"}


def test_a_place_that_is_shut_is_visited_at_once_and_the_judge_says_so():
    problem = week()
    late = Task("x", "visit", "u", (Way("a", "a", 600),), windows=(Window(0, 900),))
    problem = replace(problem, tasks=(*problem.tasks, late))
    (tour,) = tours.retimed(problem, {"d0c0": (Step("x"),)}).tours
    assert tour.calls[0].begin_s == tour.calls[0].arrive_s == tour.start_s + 60
    faults = judge.faults(problem, tours.retimed(problem, {"d0c0": (Step("x"),)}))
    assert "windows" in {fault.rule for fault in faults}


def test_the_wait_for_a_place_is_spent_at_the_base_when_it_comes_first():
    problem = week()
    noon = 12 * 3600
    span = (Window(noon - 7200, noon),)
    problem = replace(
        problem,
        turns=(replace(problem.turns[0], end_s=2 * noon - 1),),
        tasks=(Task("x", "visit", "u", (Way("a", "a", 600),), windows=span), *problem.tasks[:1]),
    )
    (tour,) = tours.retimed(problem, {"d0c0": (Step("x"),)}).tours
    assert tour.start_s == noon - 7200 - 60
    (tour,) = tours.retimed(problem, {"d0c0": (Step("a"), Step("x"))}).tours
    assert tour.calls[1].begin_s - tour.calls[1].arrive_s > 0


def test_pins_come_and_go_and_every_call_can_be_kept():
    problem = with_pin(week(), "a", "d0c0", pinned=True)
    assert with_pin(problem, "a", "d0c0", pinned=True).pins == (Kept("a", "d0c0"),)
    assert with_pin(problem, "a", "d0c0", pinned=False).pins == ()
    assert kept_calls({"d0c0": (A, B)}) == (Kept("a", "d0c0"), Kept("b", "d0c0"))
