"""The judge of patrols refuses every kind of bad plan, and counts what a plan costs."""

from dataclasses import replace

import pytest

from planner import judge
from planner.problem import (
    CameraPlan,
    Crew,
    CrewRoute,
    PatrolPlan,
    PatrolProblem,
    PatrolRules,
    Stop,
    Travel,
    Visit,
)

# base -60- a -60- b, and c which no road reaches
FOOT = (
    (0, 60, 120, -1),
    (60, 0, 60, -1),
    (120, 60, 0, -1),
    (-1, -1, -1, 0),
)
PROBLEM = PatrolProblem(
    location_ids=("base", "a", "b", "c"),
    travel=(Travel("foot", FOOT), Travel("car", tuple(tuple(-1 for _ in row) for row in FOOT))),
    crews=(
        Crew("c1", "police", 2, 1, "foot", "base", 1000, 3000, 300, ("u1",)),
        Crew("c2", "auxiliary", 2, 0, "foot", "base", 1000, 3000, 300),
        Crew("c3", "militia", 3, 0, "foot", "base", 1000, 3000, 300),
        Crew("c4", "police", 1, 1, "foot", "base", 1000, 3000, 300),
    ),
    stops=(
        Stop("a", "u1", 100, 3, mandatory=True, open_s=1200, close_s=2000, needs_officer=True),
        Stop("b", "u2", 200, 2),
        Stop("c", "u2", 10, 7),
    ),
    rules=PatrolRules(own_units_price_s=50, left_out_price_s=10),
)
# leaves 1000, at a 1060, waits until 1200, stays 100, at b 1360, stays 200, back 1680
GOOD = PatrolPlan((CrewRoute("c1", 1000, (Visit("a", 1060, 1300), Visit("b", 1360, 1560)), 1680),))


def test_a_good_plan_has_no_faults() -> None:
    assert judge.faults(PROBLEM, GOOD) == ()


def test_the_objective_is_what_its_definition_says() -> None:
    left_out, driving, stranger_at_b = 7 * 10, 60 + 60 + 120, 50
    assert judge.objective(PROBLEM, GOOD) == left_out + driving + stranger_at_b
    assert judge.objective(PROBLEM, PatrolPlan(())) == (3 + 2 + 7) * 10


def route(**values: object) -> PatrolPlan:
    return PatrolPlan((replace(GOOD.routes[0], **values),))


def shifted(seconds: int) -> PatrolPlan:
    first = GOOD.routes[0]
    visits = tuple(
        replace(v, arrive_s=v.arrive_s + seconds, leave_s=v.leave_s + seconds) for v in first.visits
    )
    return PatrolPlan(
        (
            replace(
                first,
                start_s=first.start_s + seconds,
                visits=visits,
                return_s=first.return_s + seconds,
            ),
        )
    )


A, B = GOOD.routes[0].visits
AT_B = CrewRoute("c2", 1000, (Visit("b", 1120, 1320),), 1440)

BAD = {
    "unknown_crew": route(crew_id="nobody"),
    "unknown_stop": route(visits=(A, replace(B, stop_id="moon"))),
    "crew_once": PatrolPlan((*GOOD.routes, replace(AT_B, crew_id="c1"))),
    "stop_once": PatrolPlan((*GOOD.routes, AT_B)),
    "empty_route": PatrolPlan((*GOOD.routes, CrewRoute("c2", 1000, (), 1000))),
    "mandatory": PatrolPlan((AT_B,)),
    "officer_where_needed": route(crew_id="c2"),
    "volunteers_need_officer": PatrolPlan((*GOOD.routes, replace(AT_B, crew_id="c3"))),
    "min_crew_size": route(crew_id="c4"),
    "reserve_share_pct": PatrolPlan(
        (*GOOD.routes, AT_B, CrewRoute("c4", 1000, (Visit("c", 1000, 1010),), 1010))
    ),
    "unreachable": route(visits=(A, B, Visit("c", 1600, 1610))),
    "travel_time": route(visits=(A, replace(B, arrive_s=1359))),
    "dwell_s": route(visits=(replace(A, leave_s=1299), B)),
    "close_s": shifted(1000),
    "start_s": shifted(-1),
    "end_s": shifted(1400),
}


@pytest.mark.parametrize("rule", BAD)
def test_each_kind_of_bad_plan_is_refused_by_name(rule: str) -> None:
    assert rule in {fault.rule for fault in judge.faults(PROBLEM, BAD[rule])}


def test_waiting_for_the_opening_does_not_count_as_staying() -> None:
    early = route(visits=(replace(A, leave_s=1160), replace(B, arrive_s=1220, leave_s=1420)))
    assert "dwell_s" in {fault.rule for fault in judge.faults(PROBLEM, early)}


def test_a_late_return_is_a_travel_fault_even_inside_the_shift() -> None:
    faults = judge.faults(PROBLEM, route(return_s=1681))
    assert [fault.rule for fault in faults] == ["travel_time"]


def with_crew(problem: PatrolProblem, **values: object) -> PatrolProblem:
    first, *others = problem.crews
    return replace(problem, crews=(replace(first, **values), *others))


@pytest.mark.parametrize(
    ("rule", "problem"),
    [
        ("max_drive_s", with_crew(PROBLEM, max_drive_s=239)),
        ("end_s", with_crew(PROBLEM, end_s=1679)),
        ("start_s", with_crew(PROBLEM, start_s=1001)),
        ("unreachable", with_crew(PROBLEM, mode="car")),
        ("volunteers_need_officer", with_crew(PROBLEM, kind="volunteer", officers=0)),
        ("min_crew_size", replace(PROBLEM, rules=replace(PROBLEM.rules, min_crew_size=3))),
        ("reserve_share_pct", replace(PROBLEM, rules=replace(PROBLEM.rules, reserve_share_pct=76))),
    ],
)
def test_a_stricter_question_refuses_the_same_plan(rule: str, problem: PatrolProblem) -> None:
    assert rule in {fault.rule for fault in judge.faults(problem, GOOD)}


@pytest.mark.parametrize(
    ("rule", "rules", "plan"),
    [
        ("min_crew_size", {"min_crew_size": 1}, BAD["min_crew_size"]),
        ("officer_where_needed", {"officer_where_needed": False}, BAD["officer_where_needed"]),
        (
            "volunteers_need_officer",
            {"volunteers_need_officer": False},
            BAD["volunteers_need_officer"],
        ),
        ("reserve_share_pct", {"reserve_share_pct": 25}, BAD["reserve_share_pct"]),
    ],
)
def test_a_relaxed_rule_is_no_longer_a_fault(
    rule: str, rules: dict[str, int], plan: PatrolPlan
) -> None:
    eased = replace(PROBLEM, rules=replace(PROBLEM.rules, **rules))
    assert rule not in {fault.rule for fault in judge.faults(eased, plan)}


@pytest.mark.parametrize(
    ("crews", "share", "allowed"),
    [(6, 50, 3), (5, 50, 2), (1, 50, 0), (3, 0, 3), (3, 100, 0), (3, 34, 1)],
)
def test_the_reserve_is_rounded_up(crews: int, share: int, allowed: int) -> None:
    many = replace(
        PROBLEM,
        crews=tuple(replace(PROBLEM.crews[0], crew_id=f"k{i}") for i in range(crews)),
        rules=replace(PROBLEM.rules, reserve_share_pct=share),
    )
    assert judge.patrol.crews_allowed_out(many, "day") == allowed
    assert judge.patrol.crews_allowed_out(many, "night") == 0


def test_each_shift_has_a_reserve_of_its_own() -> None:
    night = replace(PROBLEM.crews[1], shift_id="night")
    more = replace(night, crew_id="c5")
    problem = replace(PROBLEM, crews=(PROBLEM.crews[0], night, *PROBLEM.crews[2:], more))
    apart = replace(AT_B, crew_id="c5")
    day = PatrolPlan((CrewRoute("c1", 1140, (Visit("a", 1200, 1300),), 1360), apart))
    assert judge.faults(problem, day) == ()


def test_a_plan_of_another_kind_is_refused() -> None:
    with pytest.raises(TypeError, match="patrol"):
        judge.faults(PROBLEM, CameraPlan(()))
