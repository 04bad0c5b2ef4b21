"""Days and turns chosen before any route: who is needed goes out, near calls share days."""

from __future__ import annotations

import random
from dataclasses import replace

from planner.engine.tours_days import Week
from planner.engine.tours_days_first import one_by_one
from planner.engine.tours_days_roster import rostered
from planner.engine.tours_days_slots import slots_of
from planner.engine.tours_days_spread import Spread
from planner.judge.tours_cost import late_days
from planner.problem.tour_parts import DAY_S, Window
from planner.problem.tours import Kept, ToursPlan
from tests.planner.test_tours_days_parts import HOUR_S, days, visit


def test_the_crew_a_promise_needs_goes_out():
    # in order of time the crews take turns, and the one with the dog is out on the second day
    tasks = (visit("a", times=0, longest_gap_days=1, last_day=-1, skills=("dog",)),)
    problem = days(2, tasks, crews=2, reserve_share_pct=50, promise_price_s=9)
    crews = (problem.crews[0], replace(problem.crews[1], skills=("dog",)))
    week = Week(replace(problem, crews=crews))
    assert one_by_one(week) == (0, 3)
    assert rostered(week, one_by_one(week)) == (1, 3)


def test_a_turn_with_a_pinned_call_is_not_exchanged():
    tasks = (visit("a", times=0, longest_gap_days=1, last_day=-1, skills=("dog",)), visit("b"))
    problem = days(1, tasks, crews=2, reserve_share_pct=50, promise_price_s=9)
    crews = (problem.crews[0], replace(problem.crews[1], skills=("dog",)))
    week = Week(replace(problem, crews=crews, pins=(Kept("vb", "d0c0"),)))
    assert rostered(week, one_by_one(week)) == (0,)


def test_a_rest_that_clashes_is_taken_over_by_the_other_crew():
    # both turns of a day are one crew's; with 17 hours of rest it has every second day
    tasks = (visit("a", times=0, longest_gap_days=2, last_day=-1, skills=("dog",)),)
    problem = days(3, tasks, crews=2, reserve_share_pct=50, promise_price_s=9, rest_s=17 * HOUR_S)
    crews = (problem.crews[0], replace(problem.crews[1], skills=("dog",)))
    week = Week(replace(problem, crews=crews))
    found = rostered(week, (1, 2, 5))
    assert not any(week.rest_clash(a, b) for a in found for b in found)
    assert len({week.shifts[turn] for turn in found}) == len(found)


def test_near_calls_share_a_day_and_promises_are_kept():
    promised = visit("b", times=0, longest_gap_days=2, last_day=-1)
    tasks = (
        *(visit(place, priority=90) for place in "abcd"), replace(promised, task_id="promised"),
    )  # fmt: skip
    week = Week(days(4, tasks, promise_price_s=10**5))
    masks = Spread(week, week.usable).chosen(random.Random(0))
    assert all(mask.bit_count() == 1 for mask in masks[:4])  # once each, as wanted
    assert week.worth.loss(4, masks[4]) == 0
    assert masks[1] & masks[4]  # at the same place
    assert masks[2] == masks[3]  # far out, next to each other


def test_a_morning_is_not_planned_fuller_than_it_is():
    hours = tuple(Window(day * DAY_S + 9 * HOUR_S, day * DAY_S + 10 * HOUR_S) for day in range(3))
    ways = tuple(replace(visit("a").ways[0], dwell_s=1800) for _ in range(1))
    tasks = tuple(
        replace(visit("a", priority=90), task_id=f"v{k}", windows=hours, ways=ways)
        for k in range(3)
    )
    week = Week(days(3, tasks))
    masks = Spread(week, week.usable).chosen(random.Random(0))
    assert sorted(masks) == [0b001, 0b010, 0b100]  # two halves of an hour do not fit in 60 %


def test_a_pinned_call_is_planned_on_its_day():
    tasks = tuple(visit(place, priority=90) for place in "ab")
    week = Week(replace(days(3, tasks), pins=(Kept("vb", "d2c0"),)))
    masks = Spread(week, week.usable).chosen(random.Random(0))
    assert masks[1] & 0b100


def test_no_two_calls_next_to_each_other_in_a_promise_move_at_once():
    task = visit("a", times=0, longest_gap_days=2, last_day=-1)
    problem = days(8, (task,), promise_price_s=100)
    week = Week(problem)
    current = {(0, 0): 0b10101010}
    for seed in range(8):
        slots = slots_of(week, week.usable, {}, current, random.Random(seed))
        for choice in (min, max):
            # wherever each goes, the promise is kept as if the others had stayed
            chosen = {choice(slot.prizes) for slot in slots}
            lost = week.worth.loss(0, sum(1 << day for day in chosen))
            gained = sum(slot.prizes[choice(slot.prizes)] for slot in slots)
            assert lost <= week.worth.loss(0, 0) - gained or lost == 0
    assert late_days(problem, ToursPlan(()))
