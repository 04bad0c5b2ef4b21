"""The judge of tours refuses every kind of bad plan, and counts what a plan costs."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner import judge
from planner.judge.tours import faults, turns_allowed_out
from planner.judge.tours_cost import busy_permille, late_days, missing, moved, objective
from planner.problem import CameraPlan, ProblemError, Travel
from planner.problem.tour_parts import DAY_S, Crew, Task, TourRules, Turn, Way, Window
from planner.problem.tours import Call, Kept, Tour, ToursPlan, ToursProblem
from planner.words import LANGS, explain, say

# base -60- a -60- b; the street runs from b to c, 30 s long, and c is 60 s from the base
PLACES = ("base", "a", "b", "c", "island")
SECONDS = (
    (0, 60, 120, 60, -1),
    (60, 0, 60, 120, -1),
    (120, 60, 0, 30, -1),
    (60, 120, 30, 0, -1),
    (-1, -1, -1, -1, 0),
)
NIGHT_S = 22 * 3600
RULES = TourRules(
    reserve_share_pct=0,
    rest_s=3600,
    break_after_s=1500,
    break_s=300,
    no_repeat=True,
    left_out_price_s=10,
    abroad_price_s=500,
    other_grid_price_s=70,
    promise_price_s=1000,
    longest_price_pct=50,
    fair_price_s=2,
    moved_price_s=7,
)


def spot(place: str, dwell_s: int) -> tuple[Way, ...]:
    return (Way(place, place, dwell_s),)


def turn(number: int, crew_id: str, day: int, start_s: int = 8 * 3600, *, night: bool = False):
    begin = day * DAY_S + start_s
    return Turn(
        f"t{number}", crew_id, "late" if night else "day", day, begin, begin + 3000, 900, night
    )


STREET = (Way("b", "c", 30), Way("c", "b", 30))
PROBLEM = ToursProblem(
    days=3,
    location_ids=PLACES,
    travel=(Travel("foot", SECONDS),),
    crews=(
        Crew("c1", "police", 2, 1, "foot", "base", "", ("first_aid",), 9, ("u1",), ("g1",)),
        Crew("c2", "militia", 3, 0, "foot", "base"),
    ),
    turns=(
        turn(1, "c1", 0),
        turn(2, "c1", 1),
        turn(3, "c1", 1, NIGHT_S, night=True),
        turn(4, "c2", 0),
        turn(5, "c2", 2),
    ),
    tasks=(
        Task("a", "visit", "u1", spot("a", 100), "g1", 2, priority=3, mandatory=True, load=4),
        Task("b", "visit", "u2", spot("b", 50), priority=2, longest_gap_days=1, last_day=-1),
        Task("s", "street", "u1", STREET, "g2", each_way=True, priority=5),
        Task("post", "post", "u1", spot("a", 600), windows=(Window(29_000, 30_000),), load=4),
        Task("far", "visit", "u1", spot("island", 10), times=0),
    ),
    rules=RULES,
    pins=(Kept("a", "t1"),),
    kept=(Kept("s", "t1"), Kept("b", "t2")),
)  # fmt: skip


def call(task_id: str, arrive_s: int, dwell_s: int, *, way: int = 0, wait_s: int = 0) -> Call:
    begin = arrive_s + wait_s
    return Call(task_id, way, arrive_s, begin, begin + dwell_s, begin + dwell_s)


START = 8 * 3600
FIRST = Tour(
    "t1",
    START,
    (call("a", START + 60, 100), call("s", START + 220, 30)),
    START + 310,
)
SECOND = Tour(
    "t2",
    DAY_S + START,
    (call("s", DAY_S + START + 60, 30, way=1), call("a", DAY_S + START + 150, 100)),
    DAY_S + START + 310,
)
GOOD = ToursPlan((FIRST, SECOND))


def plan(*tours: Tour) -> ToursPlan:
    return ToursPlan(tours)


def rules_of(problem: ToursProblem, given: ToursPlan) -> set[str]:
    return {fault.rule for fault in faults(problem, given)}


def test_a_good_plan_has_no_faults():
    assert faults(PROBLEM, GOOD) == ()


def test_the_objective_is_what_its_definition_says():
    driving = 60 + 60 + 60 + 60 + 60 + 60  # base a b(street)c base; base c(street)b a base
    left_out = 2  # b once
    other_grid = 2 * 70  # the street is in g2, c1 belongs to g1
    promise = 2  # b: last on day -1, at the end of day 2 three days ago, promised every day
    longest = 310 // 2
    busy = 1000 * 620 // 9000
    assert missing(PROBLEM, GOOD) == {"a": 0, "b": 1, "s": 0, "post": 1, "far": 0}
    assert late_days(PROBLEM, GOOD) == {"b": promise}
    assert busy_permille(PROBLEM, GOOD) == {"c1": busy, "c2": 0}
    assert moved(PROBLEM, GOOD) == (("b", "t2"),)
    cost = driving + 10 * left_out + other_grid + 1000 * promise + longest + 2 * busy + 7
    assert objective(PROBLEM, GOOD) == cost


def test_a_call_outside_the_units_costs_the_price_of_a_stranger():
    abroad = replace(
        FIRST, calls=(*FIRST.calls[:1], call("b", START + 220, 50)), return_s=START + 390
    )
    problem = replace(PROBLEM, kept=())
    before = replace(PROBLEM.crews[0], home_units=("u1", "u2"), home_grids=())
    at_home = replace(problem, crews=(before, PROBLEM.crews[1]))
    assert objective(problem, plan(abroad)) - objective(at_home, plan(abroad)) == 500


def shifted(tour: Tour, by: int) -> Tour:
    calls = tuple(
        Call(c.task_id, c.way, c.arrive_s + by, c.begin_s + by, c.end_s + by, c.leave_s + by)
        for c in tour.calls
    )
    return Tour(tour.turn_id, tour.start_s + by, calls, tour.return_s + by)


A, S = FIRST.calls
BROKEN = {
    "unknown_turn": plan(replace(FIRST, turn_id="t9"), SECOND),
    "unknown_task": plan(replace(FIRST, calls=(replace(A, task_id="x"), S)), SECOND),
    "unknown_way": plan(replace(FIRST, calls=(replace(A, way=1), S)), SECOND),
    "turn_once": plan(FIRST, FIRST, SECOND),
    "empty_tour": plan(FIRST, SECOND, Tour("t4", START, (), START)),
    "once_a_day": plan(
        FIRST, SECOND, Tour("t4", START, (call("a", START + 60, 100),), START + 220)
    ),
    "mandatory": plan(FIRST),
    "volunteers_need_officer": plan(
        FIRST, SECOND, Tour("t4", START, (call("b", START + 120, 50),), START + 290)
    ),
    "rest_s": plan(FIRST, shifted(SECOND, 3000), replace(shifted(SECOND, 3400), turn_id="t3")),
    "pin": plan(replace(FIRST, calls=(S,)), SECOND),
    "travel_time": plan(replace(FIRST, calls=(A, replace(S, arrive_s=S.arrive_s - 1))), SECOND),
    "unreachable": plan(
        replace(FIRST, calls=(A, call("far", START + 220, 10)), return_s=START + 290), SECOND
    ),
    "dwell_s": plan(replace(FIRST, calls=(A, replace(S, begin_s=S.begin_s + 1))), SECOND),
    "call_order": plan(
        replace(FIRST, calls=(A, replace(S, begin_s=S.begin_s - 9, end_s=S.end_s - 9))), SECOND
    ),
    "start_s": plan(shifted(FIRST, -1), SECOND),
    "end_s": plan(shifted(FIRST, 3000 - 309), SECOND),
    "windows": plan(
        replace(FIRST, calls=(A, call("post", A.leave_s, 600)), return_s=A.leave_s + 660), SECOND
    ),
}


@pytest.mark.parametrize("rule", BROKEN)
def test_each_broken_rule_is_named(rule):
    assert rule in rules_of(PROBLEM, BROKEN[rule])


def changed(**values: object) -> ToursProblem:
    return replace(PROBLEM, rules=replace(RULES, **values))


def crewed(**values: object) -> ToursProblem:
    return replace(PROBLEM, crews=(replace(PROBLEM.crews[0], **values), PROBLEM.crews[1]))


def tasked(**values: object) -> ToursProblem:
    return replace(PROBLEM, tasks=(replace(PROBLEM.tasks[0], **values), *PROBLEM.tasks[1:]))


AT_NIGHT = replace(shifted(SECOND, NIGHT_S - 8 * 3600), turn_id="t3")
ASKED = {
    "least_crew_size": (changed(least_crew_size=3), GOOD),
    "reserve_share_pct": (changed(reserve_share_pct=51), GOOD),
    "officer_where_needed": (
        replace(crewed(officers=0), tasks=tasked(needs_officer=True).tasks),
        GOOD,
    ),
    "least_size": (tasked(least_size=3), GOOD),
    "skills": (tasked(skills=("drone",)), GOOD),
    "load_most": (crewed(load_most=3), GOOD),
    "night_least_size": (changed(night_least_size=3), plan(FIRST, AT_NIGHT)),
    "night_needs_officer": (
        replace(crewed(officers=0), rules=replace(RULES, night_needs_officer=True)),
        plan(FIRST, AT_NIGHT),
    ),
    "max_drive_s": (
        replace(PROBLEM, turns=(replace(PROBLEM.turns[0], max_drive_s=179), *PROBLEM.turns[1:])),
        GOOD,
    ),
    "break_after_s": (changed(break_after_s=309), GOOD),
    "no_repeat": (
        replace(PROBLEM, tasks=tuple(replace(t, each_way=False) for t in PROBLEM.tasks)),
        plan(FIRST, replace(shifted(FIRST, DAY_S), turn_id="t2")),
    ),
}


@pytest.mark.parametrize("rule", ASKED)
def test_each_rule_binds_only_where_it_is_asked(rule):
    problem, given = ASKED[rule]
    assert rule in rules_of(problem, given)
    assert rule not in rules_of(PROBLEM, GOOD)


def test_a_wait_long_enough_is_a_break_and_a_shorter_one_is_not():
    problem = changed(break_after_s=250)
    late = tuple(
        replace(c, arrive_s=c.arrive_s + 300, begin_s=c.begin_s + 300, end_s=c.end_s + 300,
                leave_s=c.leave_s + 300)
        for c in FIRST.calls[1:]
    )  # fmt: skip
    rested = replace(
        FIRST, calls=(replace(A, leave_s=A.leave_s + 300), *late), return_s=FIRST.return_s + 300
    )
    other = replace(rested, turn_id="t2")
    assert "break_after_s" not in rules_of(problem, plan(rested))
    hurried = shifted(replace(other, turn_id="t1"), 0)
    short = replace(problem, rules=replace(problem.rules, break_s=301))
    assert "break_after_s" in rules_of(short, plan(hurried))


def test_two_tours_running_may_do_the_same_in_another_order():
    turned = replace(PROBLEM, tasks=tuple(replace(t, each_way=False) for t in PROBLEM.tasks))
    assert "no_repeat" not in rules_of(turned, GOOD)


@pytest.mark.parametrize(("share", "allowed"), [(0, 2), (1, 1), (50, 1), (51, 0), (100, 0)])
def test_the_reserve_is_rounded_up(share, allowed):
    assert turns_allowed_out(changed(reserve_share_pct=share), 0, "day") == allowed


def test_each_shift_has_a_reserve_of_its_own():
    asked = changed(reserve_share_pct=50)
    assert turns_allowed_out(asked, 0, "day") == 1
    assert turns_allowed_out(asked, 0, "late") == 0
    night = replace(PROBLEM.turns[0], turn_id="t9", shift_id="late")
    more = replace(asked, turns=(*asked.turns, night, replace(night, turn_id="t8")))
    assert turns_allowed_out(more, 0, "day") == 1
    assert turns_allowed_out(more, 0, "late") == 1


def test_a_late_return_is_a_fault_of_the_way_even_inside_the_shift():
    late = replace(FIRST, return_s=FIRST.return_s + 1)
    assert rules_of(PROBLEM, plan(late, SECOND)) == {"travel_time"}


@pytest.mark.parametrize(
    ("rule", "eased"),
    [
        ("least_crew_size", {"least_crew_size": 2}),
        ("reserve_share_pct", {"reserve_share_pct": 0}),
        ("officer_where_needed", {"officer_where_needed": False}),
        ("night_least_size", {"night_least_size": 2}),
        ("night_needs_officer", {"night_needs_officer": False}),
        ("break_after_s", {"break_after_s": 310}),
    ],
)
def test_a_relaxed_rule_is_no_longer_a_fault(rule, eased):
    problem, given = ASKED[rule]
    assert rule not in rules_of(replace(problem, rules=replace(problem.rules, **eased)), given)


def test_volunteers_alone_are_no_fault_where_they_need_no_officer():
    alone = BROKEN["volunteers_need_officer"]
    eased = changed(volunteers_need_officer=False)
    assert "volunteers_need_officer" not in rules_of(eased, alone)


def test_a_plan_of_another_kind_is_refused():
    with pytest.raises(TypeError, match="tours"):
        judge.faults(PROBLEM, CameraPlan(()))


@given(
    done=st.sets(st.integers(0, 13)), last=st.integers(-9, -1), gap=st.integers(1, 6),
    days=st.integers(1, 14),
)  # fmt: skip
def test_late_days_are_the_days_on_which_the_last_visit_is_too_long_ago(done, last, gap, days):
    done = {day for day in done if day < days}
    since, late = -last - 1, 0  # days since the last visit at the end of the day before day 0
    over_before = max(0, since - gap)
    for day in range(days):
        since = since + 1
        late += since > gap
        since = 0 if day in done else since
    turns = tuple(Turn(f"t{d}", "c", "x", d, d * DAY_S, d * DAY_S + 99, 99) for d in range(days))
    task = Task("a", "visit", "u1", spot("a", 0), longest_gap_days=gap, last_day=last)
    problem = ToursProblem(
        days, ("a",), (Travel("foot", ((0,),)),), (Crew("c", "police", 2, 1, "foot", "a"),),
        turns, (task,),
    )  # fmt: skip
    tours = [Tour(f"t{d}", d * DAY_S, (call("a", d * DAY_S, 0),), d * DAY_S) for d in sorted(done)]
    assert sum(late_days(problem, ToursPlan(tuple(tours))).values()) == late + over_before


@pytest.mark.parametrize(
    ("wrong", "place"),
    [
        ({"days": 2}, r"turns\[4\].day"),
        ({"location_ids": PLACES[:4]}, r"travel\[0\].seconds"),
        ({"pins": (Kept("x", "t1"),)}, r"pins\[0\].task_id"),
        ({"kept": (Kept("a", "x"),)}, r"kept\[0\].turn_id"),
        ({"crews": PROBLEM.crews[:1]}, r"turns\[3\].crew_id"),
        ({"crews": (*PROBLEM.crews, PROBLEM.crews[0])}, r"crews\[2\].crew_id"),
    ],
)
def test_a_question_that_cannot_be_asked_is_refused_by_its_place(wrong, place):
    with pytest.raises(ProblemError, match=place):
        replace(PROBLEM, **wrong)


@pytest.mark.parametrize("lang", LANGS)
def test_every_fault_is_said_with_its_own_figures(lang):
    broken = [(PROBLEM, plan_) for plan_ in BROKEN.values()] + list(ASKED.values())
    told = [fault for problem, given in broken for fault in faults(problem, given)]
    for fault in told:
        sentence = explain("fault", fault.rule, fault.facts, lang)
        about = [str(value) for key, value in fault.facts if key in {"crew", "turn", "task"}]
        assert any(name in sentence for name in about) or fault.rule == "reserve_share_pct"
        assert say("group.fault", lang) not in sentence  # the words for a fault without a sentence
    assert len({fault.rule for fault in told}) >= 25


def test_where_both_ways_count_one_way_twice_lacks_the_other():
    same = replace(SECOND, calls=tuple(replace(c, way=0) for c in SECOND.calls))
    assert missing(PROBLEM, plan(FIRST, same))["s"] == 1
    either = replace(PROBLEM, tasks=tuple(replace(t, each_way=False) for t in PROBLEM.tasks))
    assert missing(either, plan(FIRST, same))["s"] == 0
