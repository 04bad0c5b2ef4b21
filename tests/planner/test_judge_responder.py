"""The judge of responders refuses every kind of bad plan, and counts what a plan costs."""

from dataclasses import replace

import pytest

from planner import judge
from planner.problem import (
    Assignment,
    Post,
    ResponderGrid,
    ResponderPlan,
    ResponderProblem,
    ResponderRules,
)

PROBLEM = ResponderProblem(
    posts=(
        Post("hall", "police_station", 6, may_lead=True, capacity=30, home_units=("u1",)),
        Post("team", "militia", 4, may_lead=True, capacity=30),
        Post("aid", "clinic", 4, may_lead=False, capacity=30),
        Post("lone", "auxiliary", 1, may_lead=True, capacity=30),
        Post("site", "rescue_team", 5, may_lead=True, capacity=30, open=False),
    ),
    grids=(ResponderGrid("g1", "u1", 20, 2), ResponderGrid("g2", "u2", 20, 3)),
    reach_s=((100, 400), (300, -1), (333, 250), (50, 50), (10, 10)),
    rules=ResponderRules(
        limit_s=350,
        late_price_s=1000,
        backup_limit_s=300,
        backup_hard=True,
        backup_weight_pct=10,
        own_unit_price_s=7,
    ),
)
G1, G2 = Assignment("g1", "team", "hall"), Assignment("g2", "hall", "aid")


def plan(*assignments: Assignment) -> ResponderPlan:
    return ResponderPlan(assignments)


def test_a_good_plan_has_no_faults() -> None:
    assert judge.faults(PROBLEM, plan(G1, G2)) == ()


def test_the_objective_is_what_its_definition_says() -> None:
    g1 = 2 * 300 + 2 * 100 * 10 // 100
    g2 = 3 * (400 + 1000 + 7) + 3 * 250 * 10 // 100
    assert judge.objective(PROBLEM, plan(G1, G2)) == g1 + g2
    alone = replace(G1, backup_post_id=None)
    rules = PROBLEM.rules
    rest = 2 * 300 + 2 * rules.no_backup_price_s + 3 * rules.unserved_price_s
    assert judge.objective(PROBLEM, plan(alone)) == rest


@pytest.mark.parametrize(
    ("rule", "bad"),
    [
        ("unknown_grid", plan(G1, G2, Assignment("g9", "hall"))),
        ("unknown_post", plan(G1, replace(G2, first_post_id="moon"))),
        ("unknown_post", plan(G1, replace(G2, backup_post_id="moon"))),
        ("grid_once", plan(G1, G2, G2)),
        ("serve_all", plan(G1)),
        ("capacity", plan(replace(G1, first_post_id="hall", backup_post_id="team"), G2)),
        ("open", plan(replace(G1, first_post_id="site"), G2)),
        ("open", plan(replace(G1, backup_post_id="site"), G2)),
        ("may_lead", plan(replace(G1, first_post_id="aid"), G2)),
        ("min_response_size", plan(replace(G1, first_post_id="lone"), G2)),
        ("unreachable", plan(G1, replace(G2, first_post_id="team"))),
        ("unreachable", plan(G1, replace(G2, backup_post_id="team"))),
        ("backup_is_first", plan(replace(G1, backup_post_id="team"), G2)),
        ("backup_limit_s", plan(replace(G1, backup_post_id="aid"), G2)),
        ("backup_hard", plan(replace(G1, backup_post_id=None), G2)),
    ],
)
def test_each_kind_of_bad_plan_is_refused_by_name(rule: str, bad: ResponderPlan) -> None:
    assert rule in {fault.rule for fault in judge.faults(PROBLEM, bad)}


@pytest.mark.parametrize(
    ("rules", "plan_"),
    [
        ({"backup_hard": False}, plan(replace(G1, backup_post_id=None), G2)),
        ({"backup_limit_s": 333}, plan(replace(G1, backup_post_id="aid"), G2)),
        ({"min_response_size": 1}, plan(replace(G1, first_post_id="lone"), G2)),
        ({"serve_all": False}, plan(G1)),
    ],
)
def test_a_relaxed_rule_is_no_longer_a_fault(rules: dict[str, int], plan_: ResponderPlan) -> None:
    eased = replace(PROBLEM, rules=replace(PROBLEM.rules, **rules))
    assert judge.faults(eased, plan_) == ()
