"""A solved week of an area broken by hand in ten ways: the judge finds every break by its name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TypeAlias

import pytest

from planner import judge, tours
from planner.demand.ground import load_ground
from planner.demand.tour_settings import TourSettings
from planner.demand.tours import tours_question
from planner.outcome import Effort
from planner.problem.tour_parts import DAY_S
from planner.problem.tours import Call, Tour, ToursPlan, ToursProblem
from planner.report.tour_tables import fault_told
from planner.words import LANGS, say

FIRST = date(2025, 1, 6)
Break: TypeAlias = Callable[[ToursProblem, ToursPlan], ToursPlan]


@pytest.fixture(scope="module")
def solved(tiny_source) -> tuple[ToursProblem, ToursPlan]:
    """The drawn township for a week, in which a visit must be done and the reserve holds."""
    problem, _ = tours_question(load_ground(tiny_source), TourSettings(), FIRST, 7)
    plan = tours.solve(problem, effort=Effort(0, 1)).plan
    assert plan is not None
    calls = {call.task_id for tour in plan.tours for call in tour.calls}
    tasks = tuple(replace(t, mandatory=t.task_id in calls and t.times == 1) for t in problem.tasks)
    return replace(problem, tasks=tasks), plan


def test_the_week_as_solved_has_no_faults(solved):
    assert not judge.faults(*solved)


def longest(plan: ToursPlan) -> Tour:
    return max(plan.tours, key=lambda tour: len(tour.calls))


def changed(plan: ToursPlan, tour: Tour, **fields: object) -> ToursPlan:
    others = tuple(one for one in plan.tours if one is not tour)
    return ToursPlan((*others, replace(tour, **fields)))


def shifted(tour: Tour, by_s: int) -> Tour:
    names = ("arrive_s", "begin_s", "end_s", "leave_s")
    calls = [replace(c, **{name: getattr(c, name) + by_s for name in names}) for c in tour.calls]
    return Tour(tour.turn_id, tour.start_s + by_s, tuple(calls), tour.return_s + by_s)


def with_call(plan: ToursPlan, tour: Tour, number: int, **fields: object) -> ToursPlan:
    calls = list(tour.calls)
    calls[number] = replace(calls[number], **fields)
    return changed(plan, tour, calls=tuple(calls))


def leaves_out_what_must_be_done(problem, plan):
    must = {task.task_id for task in problem.tasks if task.mandatory}
    tour = next(one for one in plan.tours if any(c.task_id in must for c in one.calls))
    kept = tuple(call for call in tour.calls if call.task_id not in must)
    return changed(plan, tour, calls=kept)


def stays_too_short(problem, plan):
    tour = longest(plan)
    call = next(c for c in tour.calls if c.end_s > c.begin_s)
    return with_call(plan, tour, tour.calls.index(call), end_s=call.end_s - 60)


def is_faster_than_the_road(problem, plan):
    tour = longest(plan)
    last: Call = tour.calls[-1]
    return changed(plan, tour, return_s=last.leave_s - 1)


def sets_out_before_the_shift(problem, plan):
    tour = longest(plan)
    turn = next(turn for turn in problem.turns if turn.turn_id == tour.turn_id)
    return changed(plan, tour, start_s=turn.start_s - 1)


def comes_home_after_the_shift(problem, plan):
    tour = longest(plan)
    turn = next(turn for turn in problem.turns if turn.turn_id == tour.turn_id)
    return changed(plan, tour, return_s=turn.end_s + 1)


def does_the_same_place_twice_a_day(problem, plan):
    tour = longest(plan)
    again = shifted(tour, 0)
    free = next(
        turn.turn_id
        for turn in problem.turns
        if turn.day == tour.calls[0].begin_s // DAY_S
        and all(turn.turn_id != one.turn_id for one in plan.tours)
    )
    return ToursPlan((*plan.tours, replace(again, turn_id=free)))


def sends_everybody_out(problem, plan):
    tour = longest(plan)
    day = tour.calls[0].begin_s // DAY_S
    out = {one.turn_id for one in plan.tours}
    idle = [turn for turn in problem.turns if turn.day == day and turn.turn_id not in out]
    return ToursPlan((*plan.tours, *(replace(tour, turn_id=turn.turn_id) for turn in idle)))


def goes_twice_in_one_turn(problem, plan):
    return ToursPlan((*plan.tours, longest(plan)))


def comes_at_the_wrong_hour(problem, plan):
    windowed = {task.task_id for task in problem.tasks if task.windows}
    tour = next(one for one in plan.tours if any(c.task_id in windowed for c in one.calls))
    return changed(plan, tour, calls=shifted(tour, -5 * 3600).calls)


def calls_at_a_place_nobody_knows(problem, plan):
    return with_call(plan, longest(plan), 0, task_id="nowhere")


BREAKS: dict[str, Break] = {
    "mandatory": leaves_out_what_must_be_done,
    "dwell_s": stays_too_short,
    "travel_time": is_faster_than_the_road,
    "start_s": sets_out_before_the_shift,
    "end_s": comes_home_after_the_shift,
    "once_a_day": does_the_same_place_twice_a_day,
    "reserve_share_pct": sends_everybody_out,
    "turn_once": goes_twice_in_one_turn,
    "windows": comes_at_the_wrong_hour,
    "unknown_task": calls_at_a_place_nobody_knows,
}


@pytest.mark.parametrize("rule", BREAKS)
def test_each_break_of_a_week_is_found_by_its_name(solved, rule):
    problem, plan = solved
    faults = judge.faults(problem, BREAKS[rule](problem, plan))
    assert rule in {fault.rule for fault in faults}
    for lang in LANGS:
        assert all(say("group.fault", lang) not in fault_told(one, lang) for one in faults)


@pytest.mark.parametrize("lang", LANGS)
def test_the_day_of_a_fault_is_told_as_people_call_it(solved, lang):
    problem, plan = solved
    faults = judge.faults(problem, sends_everybody_out(problem, plan))
    fault = next(one for one in faults if one.rule == "reserve_share_pct")
    day = int(str(dict(fault.facts)["day"]))
    weekday = say(f"week.weekday.{day}", lang)  # the first day is a Monday
    assert weekday in fault_told(fault, lang, first=FIRST)
    assert say("week.day_number", lang, number=day + 1) in fault_told(fault, lang)
