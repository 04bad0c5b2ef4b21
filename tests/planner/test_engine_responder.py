"""Responders: as good as trying every assignment, capacities kept, late grids explained."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner import judge, responders
from planner.outcome import Effort, Outcome, Status, Stopped
from planner.problem import (
    Assignment,
    Post,
    Quota,
    ResponderGrid,
    ResponderPlan,
    ResponderProblem,
    ResponderRules,
)

EFFORT = Effort(0, 2)


def every_plan(problem: ResponderProblem) -> Iterator[ResponderPlan]:
    """Yield every choice of first responder with, for each grid, its cheapest allowed backup."""
    posts = [post.post_id for post in problem.posts]
    alone = replace(
        problem,
        posts=tuple(replace(post, capacity=10**6) for post in problem.posts),
        rules=replace(
            problem.rules,
            serve_all=False,
            quotas=(),
            posts_most=None,
            full_price=0,
            last_price=0,
        ),
    )

    def answers(grid_id: str) -> list[Assignment | None]:
        found: list[Assignment | None] = [None]
        for first in posts:
            plans = [
                ResponderPlan((Assignment(grid_id, first, backup),)) for backup in (None, *posts)
            ]
            sound = [plan for plan in plans if not judge.faults(alone, plan)]
            if sound:
                best = min(sound, key=lambda plan: judge.objective(alone, plan))
                found.append(best.assignments[0])
        return found

    for chosen in product(*(answers(grid.grid_id) for grid in problem.grids)):
        yield ResponderPlan(tuple(a for a in chosen if a is not None))


def cheapest(problem: ResponderProblem) -> int | None:
    sound = [p for p in every_plan(problem) if not judge.faults(problem, p)]
    return min((judge.objective(problem, plan) for plan in sound), default=None)


@st.composite
def tiny_problems(draw: st.DrawFn) -> ResponderProblem:
    """Draw questions of up to 3 posts and 4 grids in which every rule may bind or clash."""
    posts, grids = draw(st.integers(0, 3)), draw(st.integers(0, 4))
    return ResponderProblem(
        posts=tuple(
            Post(
                f"p{i}",
                draw(st.sampled_from(["militia", "clinic"])),
                draw(st.integers(1, 3)),
                may_lead=draw(st.integers(0, 3)) > 0,
                capacity=draw(st.integers(0, 60)),
                home_units=draw(st.sampled_from([(), ("u0",), ("u1",)])),
                open=draw(st.integers(0, 4)) > 0,
                skills=draw(st.sampled_from([("rope",), ("rope", "boat"), ()])),
            )
            for i in range(posts)
        ),
        grids=tuple(
            ResponderGrid(
                f"g{i}",
                draw(st.sampled_from(["u0", "u1"])),
                draw(st.integers(0, 20)),
                draw(st.integers(0, 9)),
                needs=draw(st.sampled_from([(), (), ("rope",)])),
                before=draw(st.sampled_from([None, "p0", "p1", "gone"])),
            )
            for i in range(grids)
        ),
        reach_s=tuple(
            tuple(draw(st.integers(0, 2000) | st.just(-1)) for _ in range(grids))
            for _ in range(posts)
        ),
        rules=ResponderRules(
            limit_s=draw(st.integers(0, 2000)),
            backup_limit_s=draw(st.integers(0, 2500)),
            backup_hard=draw(st.integers(0, 4)) == 0,
            serve_all=draw(st.booleans()),
            no_backup_price_s=draw(st.integers(0, 900)),
            backup_weight_pct=draw(st.integers(0, 133)),
            own_unit_price_s=draw(st.integers(0, 500)),
            min_response_size=draw(st.integers(0, 2)),
            quotas=draw(
                st.sampled_from([(), (), (Quota("clinic", 0, 1),), (Quota("militia", 1),)])
            ),
            posts_most=draw(st.sampled_from([None, None, 1, 2])),
            change_price_s=draw(st.integers(0, 500)),
            full_price=draw(st.sampled_from([0, 50])),
            last_price=draw(st.sampled_from([0, 3])),
        ),
        efforts=tuple(tuple(draw(st.integers(0, 20)) for _ in range(grids)) for _ in range(posts))
        if draw(st.booleans())
        else (),
    )


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(tiny_problems())
def test_a_tiny_question_is_solved_as_well_as_by_trying_every_plan(
    problem: ResponderProblem,
) -> None:
    outcome = responders.solve(problem, effort=EFFORT)
    best = cheapest(problem)
    if best is None:
        assert outcome.status is Status.INFEASIBLE
    else:
        assert outcome.status is Status.OPTIMAL
        assert outcome.objective == best
        assert all(cure.tested for item in outcome.left_out for cure in item.cures)


def post(name: str, *, capacity: int = 100, **values: object) -> Post:
    return replace(Post(name, "militia", 5, may_lead=True, capacity=capacity), **values)


VALLEY = ResponderProblem(
    posts=(post("hall"), post("mill"), post("room", open=False)),
    grids=(ResponderGrid("near", "u1", 10, 1), ResponderGrid("far", "u2", 10, 2)),
    reach_s=((100, 800), (500, 600), (900, 200)),
    rules=ResponderRules(limit_s=700, late_price_s=1000, own_unit_price_s=50),
)


def solved(problem: ResponderProblem) -> Outcome[ResponderPlan]:
    return responders.solve(problem, effort=EFFORT)


def first_of(outcome: Outcome[ResponderPlan], grid: str) -> str:
    assert outcome.plan is not None
    return next(a.first_post_id for a in outcome.plan.assignments if a.grid_id == grid)


def with_rules(problem: ResponderProblem, **values: int | bool) -> ResponderProblem:
    return replace(problem, rules=replace(problem.rules, **values))


def with_post(problem: ResponderProblem, index: int, **values: object) -> ResponderProblem:
    posts = list(problem.posts)
    posts[index] = replace(posts[index], **values)
    return replace(problem, posts=tuple(posts))


def test_the_nearest_post_comes_first_and_the_other_backs_it_up() -> None:
    outcome = solved(VALLEY)
    assert outcome.plan == ResponderPlan(
        (Assignment("near", "hall", "mill"), Assignment("far", "mill", "hall"))
    )


def test_a_full_post_hands_over_to_the_next() -> None:
    assert first_of(solved(with_post(VALLEY, 0, capacity=9)), "near") == "mill"


@pytest.mark.parametrize("change", [{"may_lead": False}, {"size": 1}, {"open": False}])
def test_a_post_that_may_not_be_first_is_not(change: dict[str, object]) -> None:
    assert first_of(solved(with_post(VALLEY, 0, **change)), "near") == "mill"


def test_a_post_of_the_own_unit_is_preferred_while_the_price_is_worth_it() -> None:
    strange = with_post(VALLEY, 0, home_units=("u9",))
    assert first_of(solved(strange), "near") == "hall"
    assert first_of(solved(with_rules(strange, own_unit_price_s=5000)), "near") == "mill"


@pytest.mark.parametrize(
    ("problem", "rules"),
    [
        (
            with_post(with_post(VALLEY, 0, capacity=5), 1, capacity=5),
            {"serve_all", "capacity_total"},
        ),
        (with_post(with_post(VALLEY, 0, capacity=9), 1, capacity=11), {"serve_all", "capacity"}),
        (with_rules(VALLEY, min_response_size=9), {"no_first_responder"}),
        (with_rules(VALLEY, backup_hard=True, backup_limit_s=50), {"no_backup"}),
        (replace(VALLEY, reach_s=((-1, 5), (-1, 5), (5, 5))), {"no_first_responder"}),
    ],
)
def test_rules_that_clash_are_named(problem: ResponderProblem, rules: set[str]) -> None:
    outcome = solved(problem)
    assert outcome.status is Status.INFEASIBLE
    assert {conflict.rule for conflict in outcome.conflicts} == rules


def test_without_the_duty_to_serve_all_a_shortage_only_costs() -> None:
    short = with_post(with_post(VALLEY, 0, capacity=5), 1, capacity=15)
    outcome = solved(with_rules(short, serve_all=False))
    assert outcome.status is Status.OPTIMAL
    assert [item.reason for item in outcome.left_out] == ["unserved_posts_full"]


def cures(outcome: Outcome[ResponderPlan], item: str) -> dict[str, dict[str, str | int]]:
    found = next(left for left in outcome.left_out if left.item == item)
    return {cure.kind: dict(cure.facts) for cure in found.cures if cure.tested}


def test_a_late_grid_without_a_post_in_time_is_offered_a_new_post() -> None:
    outcome = solved(with_rules(VALLEY, limit_s=300))
    assert [(i.item, i.reason) for i in outcome.left_out] == [("far", "late_no_post_in_time")]
    assert cures(outcome, "far") == {"open_post": {"post": "room", "reach_s": 200}}


def test_a_late_grid_whose_post_is_full_is_offered_the_missing_capacity() -> None:
    full = with_post(with_rules(VALLEY, late_price_s=0), 1, capacity=4)
    outcome = solved(full)
    assert [(i.item, i.reason) for i in outcome.left_out] == [("far", "late_posts_full")]
    assert cures(outcome, "far")["raise_capacity"]["households"] == 6
    eased = with_post(full, 1, capacity=10)
    assert first_of(solved(eased), "far") == "mill"


def test_a_post_that_may_not_lead_is_offered_to_lead() -> None:
    outcome = solved(with_post(VALLEY, 1, may_lead=False))
    assert cures(outcome, "far")["let_lead"] == {"post": "mill", "reach_s": 600}


def test_a_grid_without_backup_is_told_how_far_the_next_one_is() -> None:
    outcome = solved(with_rules(VALLEY, backup_limit_s=550))
    assert cures(outcome, "far") == {"open_post": {"post": "room", "reach_s": 200}} | {
        "backup_limit_s": {"post": "hall", "reach_s": 800}
    }


def test_the_same_seed_and_work_give_the_same_plan() -> None:
    first, second = (solved(VALLEY) for _ in range(2))
    assert first.plan == second.plan


def test_a_cancel_at_once_is_no_proof_of_anything() -> None:
    outcome = responders.solve(VALLEY, cancelled=lambda: True)
    assert outcome.status is Status.NOT_FOUND
    assert outcome.run.stopped is Stopped.CANCELLED
