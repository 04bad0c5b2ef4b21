"""Cameras: as good as trying every choice, never without consent, and the clash is named."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner import cameras, judge
from planner.outcome import Effort, Outcome, Progress, Status, Stopped
from planner.problem import CameraOption, CameraPlan, CameraProblem, Target
from planner.problem.camera import CONSENTS

EFFORT = Effort(0, 2)


def every_plan(problem: CameraProblem) -> Iterator[CameraPlan]:
    ids = sorted(option.option_id for option in problem.options)
    for size in range(len(ids) + 1):
        for chosen in combinations(ids, size):
            yield CameraPlan(chosen)


def cheapest(problem: CameraProblem) -> int | None:
    sound = [p for p in every_plan(problem) if not judge.faults(problem, p)]
    return min((judge.objective(problem, plan) for plan in sound), default=None)


@st.composite
def tiny_problems(draw: st.DrawFn) -> CameraProblem:
    """Draw questions of up to 8 options on 3 poles with up to 5 targets."""
    targets = [f"t{i}" for i in range(draw(st.integers(0, 5)))]
    consent = {pole: draw(st.sampled_from(CONSENTS)) for pole in "abc"}
    options = []
    for i in range(draw(st.integers(0, 8))):
        pole = draw(st.sampled_from("abc"))
        options.append(
            CameraOption(
                f"o{i}",
                pole,
                45 * i,
                tuple(t for t in targets if draw(st.booleans())),
                consent[pole],
                in_no_camera_zone=draw(st.integers(0, 9)) == 0,
                sees_private_zone=draw(st.integers(0, 9)) == 0,
                cost=draw(st.integers(0, 5)),
            )
        )
    keep = [o.option_id for o in options if draw(st.integers(0, 9)) == 0]
    return CameraProblem(
        options=tuple(options),
        targets=tuple(
            Target(t, "junction", draw(st.integers(0, 9)), draw(st.integers(0, 7)) == 0)
            for t in targets
        ),
        max_cameras=draw(st.integers(0, 4)),
        max_per_pole=draw(st.integers(0, 2)),
        must_keep=tuple(keep),
        max_cost=draw(st.none() | st.integers(0, 12)),
    )


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(tiny_problems())
def test_a_tiny_question_is_solved_as_well_as_by_trying_every_plan(problem: CameraProblem) -> None:
    outcome = cameras.solve(problem, effort=EFFORT)
    best = cheapest(problem)
    if best is None:
        assert outcome.status is Status.INFEASIBLE
    else:
        assert outcome.status is Status.OPTIMAL
        assert outcome.objective == best
        assert outcome.plan is not None
        seen = judge.camera.watched(problem, outcome.plan)
        missing = {t.target_id for t in problem.targets} - seen
        assert {item.item for item in outcome.left_out} == missing


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(tiny_problems())
def test_a_named_clash_vanishes_when_any_one_rule_of_it_is_dropped(problem: CameraProblem) -> None:
    outcome = cameras.solve(problem, effort=EFFORT)
    for conflict in outcome.conflicts:
        if conflict.rule == "required":
            ids = dict(conflict.facts)
            kept = {dict(c.facts)["target"] for c in outcome.conflicts if c.rule == "required"}
            kept.remove(ids["target"])
            others = {c.rule for c in outcome.conflicts}
            targets = tuple(replace(t, required=t.target_id in kept) for t in problem.targets)
            eased = replace(problem, targets=targets)
            if "must_keep" not in others:
                eased = replace(eased, must_keep=())
            assert cheapest(eased) is not None


def option(name: str, *sees: str, consent: str = "agreed", private: bool = False) -> CameraOption:
    pole = name.partition("-")[0]
    return CameraOption(name, pole, 0, sees, consent, sees_private_zone=private)


def targets(**weights: int) -> tuple[Target, ...]:
    return tuple(Target(name, "exit", weight) for name, weight in weights.items())


STREET = CameraProblem(
    options=(option("p1-000", "a", "b"), option("p2-000", "b", "c"), option("p3-000", "c")),
    targets=targets(a=5, b=3, c=4),
    max_cameras=1,
)


def solved(problem: CameraProblem) -> Outcome[CameraPlan]:
    return cameras.solve(problem, effort=EFFORT)


def test_one_camera_watches_the_most_weight() -> None:
    outcome = solved(STREET)
    assert outcome.plan == CameraPlan(("p1-000",))
    assert (outcome.objective, outcome.bound) == (4, 4)


def test_more_cameras_watch_more() -> None:
    assert solved(replace(STREET, max_cameras=2)).objective == 0


def test_no_camera_is_mounted_that_watches_nothing_new() -> None:
    outcome = solved(replace(STREET, max_cameras=3))
    assert outcome.plan is not None
    assert len(outcome.plan.option_ids) == 2


def required(problem: CameraProblem, *ids: str) -> CameraProblem:
    return replace(
        problem,
        targets=tuple(replace(t, required=t.target_id in ids) for t in problem.targets),
    )


REFUSED = replace(
    STREET,
    options=(
        option("p1-000", "a", "b", consent="refused"),
        option("p2-000", "b", "c"),
        option("p3-000", "c", private=True),
    ),
)


@pytest.mark.parametrize(
    ("problem", "rules"),
    [
        (required(STREET, "a", "c"), {"required", "max_cameras"}),
        (required(replace(STREET, max_cameras=9, max_per_pole=0), "a"), None),
        (required(REFUSED, "a"), {"required", "consent"}),
        (replace(REFUSED, must_keep=("p1-000",)), {"must_keep", "consent"}),
        (replace(REFUSED, must_keep=("p3-000",)), {"must_keep", "no_camera_zone"}),
        (replace(STREET, must_keep=("p1-000", "p2-000")), {"must_keep", "max_cameras"}),
    ],
)
def test_rules_that_clash_are_named_and_no_others(
    problem: CameraProblem, rules: set[str] | None
) -> None:
    outcome = solved(problem)
    assert outcome.status is Status.INFEASIBLE
    found = {conflict.rule for conflict in outcome.conflicts}
    assert found == (rules or {"required", "max_per_pole"})


def test_a_cost_limit_binds_relaxes_and_clashes() -> None:
    dear = replace(STREET, options=tuple(replace(o, cost=10) for o in STREET.options))
    assert solved(replace(dear, max_cost=9)).objective == 12
    assert solved(replace(dear, max_cost=10)).objective == 4
    clash = solved(replace(required(dear, "a"), max_cost=9))
    assert {c.rule for c in clash.conflicts} == {"required", "max_cost"}


def test_a_limit_per_pole_binds_and_relaxes() -> None:
    pole = CameraProblem(
        options=(option("p1-000", "a"), option("p1-090", "b")),
        targets=targets(a=2, b=1),
        max_cameras=2,
        max_per_pole=1,
    )
    assert solved(pole).objective == 1
    assert solved(replace(pole, max_per_pole=2)).objective == 0


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ((), "no_option_sees"),
        ((option("p1-0", "a", consent="asked"),), "only_without_consent"),
        ((option("p1-0", "a", private=True),), "only_in_zone"),
        (
            (option("p1-0", "a", private=True), option("p2-0", "a", consent="asked")),
            "only_forbidden",
        ),
        ((option("p1-0", "a"),), "budget"),
    ],
)
def test_the_reason_for_an_unwatched_target_is_the_right_one(
    options: tuple[CameraOption, ...], reason: str
) -> None:
    problem = CameraProblem(options=options, targets=targets(a=1), max_cameras=0)
    assert [item.reason for item in solved(problem).left_out] == [reason]


def cures(outcome: Outcome[CameraPlan], item: str) -> dict[str, dict[str, str | int]]:
    found = next(left for left in outcome.left_out if left.item == item)
    return {cure.kind: dict(cure.facts) for cure in found.cures if cure.tested}


def test_one_more_camera_is_offered_with_what_it_gains() -> None:
    found = cures(solved(STREET), "c")
    assert found["more_cameras"] == {"cameras": 1, "gains_weight": 4}
    assert found["give_up_others"] == {"gains_weight": -1}


def test_asking_for_consent_is_offered_where_only_that_is_missing() -> None:
    found = cures(solved(REFUSED), "a")
    assert found["ask_consent"]["pole"] == "p1"


def test_the_budget_curve_falls_and_ends_at_what_nobody_can_watch() -> None:
    curve = cameras.budget_curve(STREET, most=3, effort=EFFORT)
    assert curve == ((0, 12, 12), (1, 4, 4), (2, 0, 0), (3, 0, 0))
    assert cameras.budget_curve(required(STREET, "a", "c"), most=2, effort=EFFORT) == ((2, 0, 0),)


def test_the_same_seed_and_work_give_the_same_plan() -> None:
    first, second = (solved(replace(STREET, max_cameras=2)) for _ in range(2))
    assert first.plan == second.plan


def test_a_cancel_at_once_is_no_proof_of_anything() -> None:
    outcome = cameras.solve(STREET, cancelled=lambda: True)
    assert outcome.status is Status.NOT_FOUND
    assert outcome.run.stopped is Stopped.CANCELLED


def test_figures_told_on_the_way_belong_to_one_budget_at_a_time() -> None:
    told: list[Progress] = []
    cameras.along(STREET, range(4), effort=EFFORT, on_progress=told.append)
    figures = [(p.bound, p.objective) for p in told if p.bound is not None]
    assert {(12, 12), (4, 4), (0, 0)} <= set(figures)
    assert all(best is None or bound <= best for bound, best in figures)
