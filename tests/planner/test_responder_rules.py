"""Rules of who answers: each one binds, does nothing when eased, and is named when it clashes."""

import random
from dataclasses import replace

import pytest

from planner import judge, responders
from planner.engine import Attempt
from planner.engine.responder_exchange import exchangeable, exchanged
from planner.engine.responder_model import choices, greedy, plan_of
from planner.outcome import Effort, Outcome, Status
from planner.problem import (
    Assignment,
    Post,
    Quota,
    ResponderGrid,
    ResponderPlan,
    ResponderProblem,
    ResponderRules,
)

NEAR, FAR = 100, 400
"""Seconds: the hall is near both grids, the mill far from both."""
VALE = ResponderProblem(
    posts=(
        Post("hall", "police_station", 5, may_lead=True, capacity=100, skills=("law",)),
        Post("mill", "militia", 5, may_lead=True, capacity=100, skills=("rope",)),
    ),
    grids=(ResponderGrid("east", "u1", 40, 1), ResponderGrid("west", "u1", 40, 1)),
    reach_s=((NEAR, NEAR), (FAR, FAR)),
    rules=ResponderRules(backup_weight_pct=0, no_backup_price_s=0, own_unit_price_s=0),
)


def ruled(**rules: object) -> ResponderProblem:
    return replace(VALE, rules=replace(VALE.rules, **rules))


def grids(**fields: object) -> ResponderProblem:
    return replace(VALE, grids=(VALE.grids[0], replace(VALE.grids[1], **fields)))


def solved(problem: ResponderProblem) -> Outcome[ResponderPlan]:
    return responders.solve(problem, effort=Effort(0, 2))


def firsts(problem: ResponderProblem) -> dict[str, str]:
    outcome = solved(problem)
    assert outcome.status is Status.OPTIMAL
    return {a.grid_id: a.first_post_id for a in outcome.plan.assignments}


BOTH_HALL = {"east": "hall", "west": "hall"}
WEST_MILL = {"east": "hall", "west": "mill"}


def test_without_more_rules_the_nearest_answers_everywhere() -> None:
    assert firsts(VALE) == BOTH_HALL


@pytest.mark.parametrize(
    ("binds", "eased"),
    [
        (grids(needs=("rope",)), grids(needs=("law",))),
        (grids(before="mill"), grids(before="hall")),
    ],
)
def test_what_a_grid_asks_for_decides_who_comes(binds, eased) -> None:
    price = replace(VALE.rules, change_price_s=1000)
    assert firsts(replace(binds, rules=price)) == WEST_MILL
    assert firsts(replace(eased, rules=price)) == BOTH_HALL


def test_a_change_cheaper_than_the_way_is_made() -> None:
    kept = replace(grids(before="mill"), rules=replace(VALE.rules, change_price_s=FAR - NEAR + 1))
    assert firsts(kept) == WEST_MILL
    made = replace(kept, rules=replace(VALE.rules, change_price_s=FAR - NEAR - 1))
    assert firsts(made) == BOTH_HALL


@pytest.mark.parametrize(
    ("rules", "posts"),
    [
        ({"quotas": (Quota("militia", 1),)}, 2),
        ({"quotas": (Quota("militia", 0),)}, 1),
        ({"quotas": (Quota("police_station", 0, 0),)}, 1),
        ({"posts_most": 1, "quotas": (Quota("militia", 1),)}, 1),
        ({"posts_most": 2}, 1),
    ],
)
def test_quotas_and_the_number_of_posts_are_kept(rules, posts) -> None:
    answers = firsts(ruled(**rules))
    assert len(set(answers.values())) == posts
    militia = rules.get("quotas", (Quota("militia", 0),))[0]
    if militia.least or militia.most == 0:
        assert "mill" in answers.values()


def test_a_fair_load_costs_way_and_a_dear_way_costs_fairness() -> None:
    # alone the hall is 80 % full, shared both are 40 %: 40 percent against 300 seconds
    assert len(set(firsts(ruled(full_price=8)).values())) == 2
    assert firsts(ruled(full_price=7)) == BOTH_HALL


def test_the_longest_arrival_may_count_more_than_all_others() -> None:
    vale = replace(
        VALE,
        posts=tuple(replace(post, capacity=40) for post in VALE.posts),
        reach_s=((0, 300), (300, 500)),
    )
    assert firsts(vale) == {"east": "hall", "west": "mill"}
    rules = replace(vale.rules, last_price=1000)
    assert firsts(replace(vale, rules=rules)) == {"east": "mill", "west": "hall"}


def test_efforts_of_each_post_fill_it_in_place_of_the_load_of_the_grid() -> None:
    assert firsts(replace(VALE, efforts=((60, 60), (10, 10)))) != BOTH_HALL
    assert firsts(replace(VALE, efforts=((50, 50), (10, 10)))) == BOTH_HALL


@pytest.mark.parametrize(
    ("problem", "rules"),
    [
        (grids(needs=("boat",)), {"no_skilled_post"}),
        (ruled(quotas=(Quota("clinic", 1),)), {"quota"}),
        (ruled(quotas=(Quota("militia", 1), Quota("police_station", 1)), posts_most=1),
         {"quota", "posts_most"}),
        (ruled(posts_most=0), {"posts_most", "serve_all"}),
        (replace(VALE, efforts=((101, 1), (101, 1))), {"capacity", "serve_all"}),
    ],
)  # fmt: skip
def test_rules_that_cannot_hold_are_named(problem: ResponderProblem, rules: set[str]) -> None:
    outcome = solved(problem)
    assert outcome.status is Status.INFEASIBLE
    assert {conflict.rule for conflict in outcome.conflicts} == rules


@pytest.mark.parametrize(
    ("problem", "fault"),
    [
        (grids(needs=("rope",)), "post_skills"),
        (ruled(quotas=(Quota("militia", 1),)), "quota"),
        (ruled(quotas=(Quota("police_station", 0, 0),)), "quota"),
        (ruled(posts_most=0), "posts_most"),
        (replace(VALE, efforts=((60, 60), (0, 0))), "capacity"),
    ],
)
def test_the_judge_names_a_broken_rule(problem: ResponderProblem, fault: str) -> None:
    plan = ResponderPlan((Assignment("east", "hall"), Assignment("west", "hall")))
    assert judge.faults(VALE, plan) == ()
    assert {found.rule for found in judge.faults(problem, plan)} == {fault}


def test_the_judge_adds_every_price_up() -> None:
    plan = ResponderPlan((Assignment("east", "hall"), Assignment("west", "mill")))
    rules = replace(VALE.rules, change_price_s=7, full_price=3, last_price=2)
    problem = replace(grids(before="hall"), rules=rules, efforts=((40, 40), (33, 33)))
    # the way of both, one change, the hall 40 % full, the last one there after 400 s
    assert judge.objective(problem, plan) == NEAR + FAR + 7 + 3 * 40 + 2 * FAR


@pytest.mark.slow
def test_dealing_grids_out_anew_costs_no_more_and_is_the_same_every_time() -> None:
    luck = random.Random(5)
    posts, places = 6, 60
    rooms = tuple(Post(f"p{p}", "militia", 5, may_lead=True, capacity=240) for p in range(posts))
    grids = tuple(ResponderGrid(f"g{g}", "u1", 0, 1) for g in range(places))
    efforts = tuple(tuple(luck.randint(5, 25) for _ in grids) for _ in rooms)
    # who needs little effort comes from afar: the hard kind (d of Chu and Beasley 1997)
    reach_s = tuple(
        tuple(111 - 4 * effort + luck.randint(-10, 10) for effort in row) for row in efforts
    )
    problem = ResponderProblem(rooms, grids, reach_s, VALE.rules, efforts)
    assert exchangeable(problem)
    allowed = choices(problem)
    start = greedy(problem, allowed)
    assert len(start) == places

    def dealt() -> ResponderPlan:
        first = exchanged(problem, allowed, start, Attempt(Effort(0, 2)), work=2)
        return plan_of(problem, allowed, first)

    better = dealt()
    assert judge.faults(problem, better) == ()
    before = judge.objective(problem, plan_of(problem, allowed, start))
    assert judge.objective(problem, better) < before
    assert dealt() == better
    assert not exchangeable(ruled(posts_most=1))
