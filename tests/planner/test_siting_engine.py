"""Siting: as good as trying every choice, smallest clashes, cures that do what they say."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner import judge, siting
from planner.outcome import Conflict, Effort, Outcome, Status, Stopped
from planner.problem import Site, SitingPlan, SitingProblem, SitingTarget
from planner.problem.siting import GOALS

EFFORT = Effort(0, 2)
ALL = list(HealthCheck)


def every_plan(problem: SitingProblem) -> Iterator[SitingPlan]:
    ids = sorted(site.site_id for site in problem.sites)
    for size in range(len(ids) + 1):
        yield from (SitingPlan(chosen) for chosen in combinations(ids, size))


def best(problem: SitingProblem) -> int | None:
    sound = [plan for plan in every_plan(problem) if not judge.faults(problem, plan)]
    return min((judge.objective(problem, plan) for plan in sound), default=None)


@st.composite
def tiny(draw: st.DrawFn) -> SitingProblem:
    """Draw questions of every goal with up to 6 sites and 5 targets."""
    count = draw(st.integers(0, 5))
    sites = []
    for i in range(draw(st.integers(0, 6))):
        near = tuple(row for row in range(count) if draw(st.booleans()))
        far = tuple(draw(st.integers(0, 9)) for _ in near)
        state = draw(st.sampled_from(("free", "free", "free", "free", "standing", "forbidden")))
        sites.append(Site(f"s{i}", near, far, draw(st.integers(0, 5)), state))
    return SitingProblem(
        goal=draw(st.sampled_from(GOALS)),
        sites=tuple(sites),
        targets=tuple(
            SitingTarget(
                f"t{row}",
                draw(st.integers(0, 9)),
                draw(st.integers(0, 3)) == 0,
                draw(st.sampled_from((1, 1, 1, 2, 3))),
            )
            for row in range(count)
        ),
        within=draw(st.none() | st.integers(3, 9)),
        unserved=draw(st.integers(9, 30)),
        most_new=draw(st.none() | st.integers(0, 4)),
        most_price=draw(st.none() | st.integers(0, 9)),
        backup_pct=draw(st.sampled_from((0, 30, 100))),
    )


@settings(max_examples=400, deadline=None, suppress_health_check=ALL)
@given(tiny())
def test_a_tiny_question_is_solved_as_well_as_by_trying_every_plan(problem: SitingProblem) -> None:
    outcome = siting.solve(problem, effort=EFFORT)
    least = best(problem)
    if least is None:
        assert outcome.status is Status.INFEASIBLE
        return
    assert outcome.status is Status.OPTIMAL
    assert outcome.objective == least
    assert outcome.plan is not None
    if problem.goal in {"cover", "price"}:
        times = judge.siting.reached_times(problem, outcome.plan)
        short = {t.target_id for t, n in zip(problem.targets, times, strict=True) if n < t.times}
        assert {item.item for item in outcome.left_out} == short


@settings(max_examples=150, deadline=None, suppress_health_check=ALL)
@given(tiny())
def test_a_named_clash_vanishes_when_any_one_rule_of_it_is_dropped(problem: SitingProblem) -> None:
    outcome = siting.solve(problem, effort=EFFORT)
    if not outcome.conflicts:
        return
    assert best(only(problem, outcome.conflicts)) is None
    for dropped in outcome.conflicts:
        kept = tuple(rule for rule in outcome.conflicts if rule != dropped)
        assert best(only(problem, kept)) is not None


def only(problem: SitingProblem, rules: tuple[Conflict, ...]) -> SitingProblem:
    """Leave all rules out of a question but those of a clash."""
    names = {rule.rule for rule in rules}
    musts = {dict(rule.facts)["target"] for rule in rules if rule.rule == "target_must"}
    sites = problem.sites
    if "site_forbidden" not in names:
        sites = tuple(replace(s, state="free") if s.state == "forbidden" else s for s in sites)
    return replace(
        problem,
        sites=sites,
        targets=tuple(replace(t, must=t.target_id in musts) for t in problem.targets),
        most_new=problem.most_new if "most_new" in names else None,
        most_price=problem.most_price if "most_price" in names else None,
    )


STREET = SitingProblem(
    "cover",
    (Site("a", (0, 1), (1, 2)), Site("b", (1, 2), (0, 3)), Site("c", (2,), (0,), price=9)),
    (SitingTarget("x", 5), SitingTarget("y", 3), SitingTarget("z", 4)),
    most_new=1,
)


def solved(problem: SitingProblem) -> Outcome[SitingPlan]:
    return siting.solve(problem, effort=EFFORT)


def must(problem: SitingProblem, *ids: str) -> SitingProblem:
    targets = tuple(replace(t, must=t.target_id in ids) for t in problem.targets)
    return replace(problem, targets=targets)


@pytest.mark.parametrize(
    ("goal", "plan", "objective"),
    [
        ("cover", ("a",), 4),
        ("median", ("a",), 5 * 1 + 3 * 2 + 4 * 50),
        ("centre", (), 50),
        ("backup", ("a",), 800),
    ],
)
def test_one_site_goes_where_the_goal_wants_it(
    goal: str, plan: tuple[str, ...], objective: int
) -> None:
    outcome = solved(replace(STREET, goal=goal, unserved=50))
    assert (outcome.objective, outcome.bound) == (objective, objective)
    assert outcome.plan == SitingPlan(plan)


def test_all_is_covered_at_least_price() -> None:
    outcome = solved(replace(must(STREET, "x", "y", "z"), goal="price", most_new=None))
    assert outcome.plan == SitingPlan(("a", "b"))
    assert (outcome.objective, outcome.left_out) == (2, ())


def test_what_stands_costs_nothing_and_stays() -> None:
    sites = (replace(STREET.sites[0], state="standing"), *STREET.sites[1:])
    outcome = solved(replace(STREET, sites=sites))
    assert outcome.plan is not None
    assert "a" in outcome.plan.site_ids
    assert outcome.objective == 0


def test_a_forbidden_site_is_never_used_and_the_cure_names_it() -> None:
    sites = (replace(STREET.sites[0], state="forbidden"), *STREET.sites[1:])
    outcome = solved(replace(STREET, sites=sites, most_new=3))
    assert outcome.plan is not None
    assert "a" not in outcome.plan.site_ids
    (item,) = outcome.left_out
    assert (item.item, item.reason) == ("x", "siting_only_forbidden")
    (cure,) = item.cures
    assert (cure.kind, dict(cure.facts)) == ("siting_allow", {"site": "a", "gains": 5})


def test_a_place_too_far_is_told_how_far_it_is() -> None:
    outcome = solved(replace(STREET, within=2, most_new=1, sites=STREET.sites[:2]))
    item = next(left for left in outcome.left_out if left.item == "z")
    assert item.reason == "siting_too_far"
    assert dict(item.facts)["far"] == 3
    assert [cure.kind for cure in item.cures] == ["siting_within"]


@pytest.mark.parametrize(
    ("problem", "rules"),
    [
        (must(STREET, "x", "z"), {"target_must", "most_new"}),
        (replace(must(STREET, "x"), most_price=0), {"target_must", "most_price"}),
        (must(replace(STREET, sites=STREET.sites[1:]), "x"), {"target_must"}),
        (
            must(replace(STREET, sites=(replace(STREET.sites[0], state="forbidden"),)), "x"),
            {"target_must", "site_forbidden"},
        ),
    ],
)
@pytest.mark.parametrize("goal", GOALS)
def test_rules_that_clash_are_named_and_no_others(
    goal: str, problem: SitingProblem, rules: set[str]
) -> None:
    outcome = solved(replace(problem, goal=goal))
    assert outcome.status is Status.INFEASIBLE
    assert {conflict.rule for conflict in outcome.conflicts} == rules


def test_places_too_far_apart_for_so_many_sites_are_an_impossibility_at_once() -> None:
    """Forty places with two sites each of its own; 38 sites may be put."""
    sites = [Site(f"a{n}", (n,)) for n in range(40)] + [Site(f"b{n}", (n,)) for n in range(40)]
    targets = tuple(SitingTarget(f"t{n}", must=True) for n in range(40))
    problem = SitingProblem("price", tuple(sites), targets, most_new=38)
    outcome = siting.solve(problem, effort=EFFORT)
    assert outcome.status is Status.INFEASIBLE
    rules = [conflict.rule for conflict in outcome.conflicts]
    assert sorted(rules) == ["most_new"] + ["target_must"] * 39


@pytest.mark.parametrize("goal", GOALS)
def test_the_same_seed_and_work_give_the_same_plan(goal: str) -> None:
    first, second = (solved(replace(STREET, goal=goal, most_new=2)) for _ in range(2))
    assert first.plan == second.plan


def test_a_cancel_at_once_is_no_proof_of_anything() -> None:
    outcome = siting.solve(must(STREET, "x"), cancelled=lambda: True)
    assert outcome.run.stopped is Stopped.CANCELLED
    assert outcome.status is not Status.INFEASIBLE
