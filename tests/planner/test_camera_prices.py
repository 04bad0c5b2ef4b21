"""Prices, second poles, changes, budgets, order and outages: as good as trying every plan."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner import cameras, judge
from planner.outcome import Effort, Status
from planner.problem import CameraOption, CameraPlan, CameraProblem, ProblemError, Target
from planner.problem.camera import LEGAL_CLASSES, CameraPole

EFFORT = Effort(0, 2)
QUICK = settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))


@st.composite
def priced(draw: st.DrawFn) -> CameraProblem:
    """Draw questions of up to 7 options on 3 poles, with every price and limit there is."""
    targets = [f"t{i}" for i in range(draw(st.integers(1, 4)))]
    consent = {pole: draw(st.sampled_from(["agreed"] * 4 + ["withdrawn"])) for pole in "abc"}
    options = [
        CameraOption(
            f"o{i}",
            (pole := draw(st.sampled_from("abc"))),
            45 * i,
            tuple(t for t in targets if draw(st.booleans())),
            consent[pole],
            cost=draw(st.sampled_from([0, 4000, 9000])),
            legal_class=draw(st.sampled_from(LEGAL_CLASSES)),
            faces_dwelling=draw(st.integers(0, 7)) == 0,
            private_m2=draw(st.sampled_from([0, 60, 250])),
            existing=draw(st.integers(0, 3)) == 0,
        )
        for i in range(draw(st.integers(1, 7)))
    ]
    ids = [option.option_id for option in options]
    return CameraProblem(
        options=tuple(options),
        targets=tuple(
            Target(t, "exit", draw(st.integers(0, 9)), second_weight=draw(st.integers(0, 4)))
            for t in targets
        ),
        max_cameras=draw(st.integers(0, 4)),
        poles=tuple(
            CameraPole(p, draw(st.sampled_from([0, 3000])), draw(st.sampled_from(["", "L"])))
            for p in "abc"
        ),
        max_cost=draw(st.none() | st.integers(0, 30_000)),
        max_private_m2=draw(st.none() | st.integers(0, 600)),
        cost_price=draw(st.integers(0, 3)),
        private_price=draw(st.integers(0, 3)),
        overlap_price=draw(st.integers(0, 2)),
        kept=tuple(name for name in ids if draw(st.integers(0, 3)) == 0),
        moved_price=draw(st.integers(0, 3)),
    )


def every_plan(problem: CameraProblem) -> Iterator[CameraPlan]:
    ids = sorted(option.option_id for option in problem.options)
    for size in range(len(ids) + 1):
        yield from (CameraPlan(chosen) for chosen in combinations(ids, size))


def cheapest(problem: CameraProblem) -> int:
    sound = (p for p in every_plan(problem) if not judge.faults(problem, p))
    return min(judge.objective(problem, plan) for plan in sound)


@QUICK
@given(priced())
def test_with_every_price_the_answer_is_as_good_as_trying_every_plan(
    problem: CameraProblem,
) -> None:
    outcome = cameras.solve(problem, effort=EFFORT)
    assert outcome.status is Status.OPTIMAL
    assert outcome.objective == cheapest(problem)


@QUICK
@given(priced())
def test_every_bound_of_the_curve_holds_and_more_cameras_never_lose_more(
    problem: CameraProblem,
) -> None:
    curve = cameras.budget_curve(problem, most=4, effort=EFFORT)
    assert [point.budget for point in curve] == [0, 1, 2, 3, 4]
    for point in curve:
        best = cheapest(replace(problem, max_cameras=point.budget))
        assert point.bound <= best <= point.objective
    lost = [point.objective for point in curve]
    assert lost == sorted(lost, reverse=True)


@QUICK
@given(priced())
def test_the_drill_tells_what_is_lost_and_no_single_camera_makes_up_for_more(
    problem: CameraProblem,
) -> None:
    plan = cameras.solve(problem, effort=EFFORT).plan
    assert plan is not None

    def lost(ids: set[str]) -> int:
        told = judge.camera.parts(problem, CameraPlan(tuple(sorted(ids))))
        return told["unwatched"] + told["second"]

    pole = {option.option_id: option.pole_id for option in problem.options}
    links = {p.pole_id: p.link_id for p in problem.poles}
    able = {o.option_id for o in problem.options if o.consented and o.filming_allowed}
    for outage in cameras.drill(problem, plan):
        left = set(plan.option_ids) - set(outage.cameras)
        assert outage.points == lost(left) - lost(set(plan.option_ids))
        item, dark = outage.item, set(outage.cameras)
        dead = {
            "camera": dark,
            "pole": {o for o in able if pole[o] == item},
            "link": {o for o in able if links[pole[o]] == item},
        }
        spare = able - left - dead[outage.what]
        best = max((lost(left) - lost({*left, o}) for o in spare), default=0)
        assert outage.regained == max(0, best)
        assert bool(outage.standby) == (outage.regained > 0)


@QUICK
@given(priced())
def test_cameras_are_built_in_an_order_that_ends_at_the_plan(problem: CameraProblem) -> None:
    plan = cameras.solve(problem, effort=EFFORT).plan
    assert plan is not None
    order = cameras.in_order(problem, plan, per_phase=2)
    assert sorted(built.option_id for built in order) == sorted(plan.option_ids)
    phases = [built.phase for built in order]
    assert phases == sorted(phases)
    assert all(phases.count(n) <= 2 for n in set(phases) - {0})
    if order:
        told = judge.camera.parts(problem, plan)
        assert order[-1].lost == told["unwatched"] + told["second"]


def option(name: str, *sees: str, **told: object) -> CameraOption:
    return CameraOption(name, name.partition("-")[0], 0, sees, "agreed", **told)


@pytest.mark.parametrize(
    ("legal_class", "zone", "consent", "article"),
    [
        ("art7_operator", False, "refused", "7-2"),
        ("art9_duty_holder", False, "asked", "9"),
        ("voluntary", False, "not_needed", "33"),
        ("voluntary", False, "withdrawn", "33"),
        ("art7_gov", True, "not_needed", "10"),
        ("art7_gov", False, "withdrawn", "7-1"),
    ],
)
def test_a_site_without_consent_is_refused_with_its_article(
    legal_class: str, zone: bool, consent: str, article: str
) -> None:
    asked = replace(option("p", "a"), legal_class=legal_class, in_consent_zone=zone)
    asked = replace(asked, consent=consent)
    problem = CameraProblem((asked,), (Target("a", "exit", 5),), 1)
    (fault,) = judge.faults(problem, CameraPlan(("p",)))
    assert (fault.rule, dict(fault.facts)["article"]) == ("consent", article)
    assert cameras.solve(problem, effort=EFFORT).plan == CameraPlan(())


@pytest.mark.parametrize(("legal_class", "article"), [("art7_gov", "13"), ("voluntary", "33")])
def test_a_view_that_faces_a_dwelling_is_refused_whatever_it_watches(
    legal_class: str, article: str
) -> None:
    facing = replace(option("p", "a"), faces_dwelling=True, legal_class=legal_class)
    problem = CameraProblem((facing,), (Target("a", "exit", 5, required=True),), 1)
    (fault,) = judge.faults(problem, CameraPlan(("p",)))
    assert (fault.rule, dict(fault.facts)["article"]) == ("faces_dwelling", article)
    outcome = cameras.solve(problem, effort=EFFORT)
    assert {c.rule for c in outcome.conflicts} == {"required", "faces_dwelling"}
    eased = replace(problem, targets=(Target("a", "exit", 5),))
    left = cameras.solve(eased, effort=EFFORT).left_out
    assert [item.reason for item in left] == ["only_facing"]


def test_pictures_are_kept_thirty_days_at_least() -> None:
    with pytest.raises(ProblemError, match="retention_days"):
        CameraProblem((), (), 0, retention_days=29)


def test_limits_of_money_and_private_ground_clash_by_name() -> None:
    seen = replace(option("p", "a"), cost=5000, private_m2=80)
    wanted = CameraProblem(
        (seen,), (Target("a", "exit", 5, required=True),), 1, poles=(CameraPole("p", 2000),)
    )
    assert cameras.solve(replace(wanted, max_cost=7000), effort=EFFORT).solved
    for limit, rule in (
        ({"max_cost": 6999}, "max_cost"),
        ({"max_private_m2": 79}, "max_private_m2"),
    ):
        outcome = cameras.solve(replace(wanted, **limit), effort=EFFORT)
        assert {c.rule for c in outcome.conflicts} == {"required", rule}


def test_money_that_is_lacking_is_part_of_the_cure() -> None:
    options = (replace(option("p", "a"), cost=5000), replace(option("q", "b"), cost=4000))
    targets = (Target("a", "exit", 5), Target("b", "exit", 3))
    problem = CameraProblem(options, targets, 1, max_cost=6000)
    (item,) = cameras.solve(problem, effort=EFFORT).left_out
    told = {cure.kind: dict(cure.facts) for cure in item.cures if cure.tested}
    assert told["more_cameras"] == {"cameras": 1, "money": 3000, "gains_weight": 3}


def test_a_withdrawn_consent_takes_a_camera_down_and_little_else_changes() -> None:
    """Four targets each seen from two poles; the plan before took the first of each."""
    options = tuple(option(f"{side}{n}", f"t{n}") for n in range(4) for side in "ab")
    problem = CameraProblem(options, tuple(Target(f"t{n}", "exit", 5) for n in range(4)), 4)
    before = tuple(f"a{n}" for n in range(4))
    problem = replace(problem, kept=before, moved_price=2)
    assert cameras.solve(problem, effort=EFFORT).plan == CameraPlan(before)
    gone = tuple(replace(o, consent="withdrawn") if o.pole_id == "a2" else o for o in options)
    outcome = cameras.solve(replace(problem, options=gone), effort=EFFORT)
    assert outcome.plan == CameraPlan(("a0", "a1", "a3", "b2"))
    assert outcome.objective == 2  # the one camera that had to be given up


def test_a_new_camera_at_what_an_existing_one_watches_has_its_price() -> None:
    options = (option("p", "a", existing=True), option("q", "a", "b"), option("r", "c"))
    targets = (Target("a", "exit", 5), Target("b", "exit", 3), Target("c", "exit", 2))
    problem = CameraProblem(options, targets, 2, must_keep=("p",), overlap_price=2)
    assert cameras.solve(problem, effort=EFFORT).plan == CameraPlan(("p", "r"))
    cheap = replace(problem, overlap_price=0)
    assert cameras.solve(cheap, effort=EFFORT).plan == CameraPlan(("p", "q"))
    wanted = (Target("a", "exit", 5, second_weight=1), *targets[1:])
    twice = replace(problem, targets=wanted)
    assert judge.camera.overlaps(twice, CameraPlan(("p", "q"))) == 0
