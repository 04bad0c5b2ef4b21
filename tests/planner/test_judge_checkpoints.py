"""The judge of checkpoints: what is open, what a certificate carries, what traffic is missed."""

from dataclasses import replace

import pytest

from planner import checkpoints, judge
from planner.judge.checkpoints import beyond, missed, proved
from planner.outcome import Effort
from planner.problem import CheckpointPlan, CheckpointProblem, ProblemError
from planner.problem.checkpoints import Link, LinkFlow, Refuge, Route, Site

# core = a = b = out, and b = c = out: two roads go out, one road leads to b
SEAL = CheckpointProblem(
    task="seal",
    links=(
        Link("l1", "core", "a"),
        Link("l2", "a", "b"),
        Link("l3", "b", "out"),
        Link("l4", "b", "c"),
        Link("l5", "out", "c"),
    ),
    sites=(
        Site("s2", "link", "l2", 50),
        Site("s3", "link", "l3", 20),
        Site("s4", "link", "l4", 10, watch="camera"),
        Site("s5", "link", "l5", 30, allowed=False),
        Site("sb", "node", "b", 40),
    ),
    inside=("core",),
    outside=("out",),
    refuges=(Refuge("hamlet", "c", 5), Refuge("farm", "b", 7)),
)
CHOSEN = ("s3", "s4")
FLOW = (
    LinkFlow("l1", 23),
    LinkFlow("l2", 23),
    LinkFlow("l3", 20),
    LinkFlow("l4", 10),
    LinkFlow("l5", -15),
)


def rules(problem: CheckpointProblem, plan: CheckpointPlan) -> list[str]:
    return [fault.rule for fault in judge.faults(problem, plan)]


def test_a_good_plan_and_its_certificate_pass() -> None:
    plan = CheckpointPlan(CHOSEN, FLOW)
    assert rules(SEAL, plan) == []
    assert judge.objective(SEAL, plan) == 20 + 10 + 5  # the hamlet at c lies beyond
    assert beyond(SEAL, plan) == ("hamlet",)
    assert proved(SEAL, plan) == 35


def test_a_point_at_a_junction_keeps_the_place_there_inside() -> None:
    plan = CheckpointPlan(("sb",))
    assert rules(SEAL, plan) == []
    assert beyond(SEAL, plan) == ("hamlet",)
    assert judge.objective(SEAL, plan) == 45


@pytest.mark.parametrize(
    ("rule", "site_ids"),
    [
        ("unknown_site", ("s3", "s4", "s9")),
        ("site_once", ("s3", "s3", "s4")),
        ("site_barred", ("s3", "s5")),
        ("way_open", ("s3",)),
        ("way_open", ("s4",)),
        ("way_open", ()),
    ],
)
def test_a_bad_choice_is_told(rule: str, site_ids: tuple[str, ...]) -> None:
    assert rules(SEAL, CheckpointPlan(site_ids)) == [rule]


@pytest.mark.parametrize(
    ("rule", "more"),
    [
        ("flow_unknown", LinkFlow("l9", 1)),
        ("flow_twice", LinkFlow("l1", 0)),
        ("flow_over", LinkFlow("l3", 21)),
        ("flow_lost", LinkFlow("l2", 22)),
        ("flow_lost", LinkFlow("l5", -16)),
        ("flow_lost", LinkFlow("l5", 5)),
    ],
)
def test_a_false_certificate_is_told(rule: str, more: LinkFlow) -> None:
    kept = tuple(f for f in FLOW if f.link_id != more.link_id or rule == "flow_twice")
    assert rule in rules(SEAL, CheckpointPlan(CHOSEN, (*kept, more)))


def test_what_goes_through_a_junction_is_at_most_its_price() -> None:
    cheap = replace(SEAL, sites=tuple(replace(s, price=29) if s.site_id == "sb" else s
                                      for s in SEAL.sites))  # fmt: skip
    assert rules(cheap, CheckpointPlan(CHOSEN, FLOW)) == ["flow_over"]


def test_a_bound_needs_a_certificate_that_carries_it() -> None:
    outcome = checkpoints.solve(SEAL, effort=Effort(0, 1))
    assert outcome.plan is not None
    assert outcome.bound == outcome.objective == proved(SEAL, outcome.plan) == 35
    bare = replace(outcome, plan=replace(outcome.plan, flow=()))
    assert [fault.rule for fault in judge.verdict(SEAL, bare)] == ["flow_short"]
    # without a claim nothing has to be shown
    assert not judge.verdict(SEAL, replace(bare, bound=0, status="feasible"))


def test_a_required_place_and_a_kept_site_hold() -> None:
    must = replace(SEAL, refuges=(Refuge("hamlet", "c", 5, required=True),), must_keep=("s2",))
    assert rules(must, CheckpointPlan(("s3", "s4"))) == ["must_keep_site", "refuge_open"]
    # what must be kept is paid for beforehand and carries nothing
    assert "flow_over" in rules(replace(SEAL, must_keep=("s2",)), CheckpointPlan(CHOSEN, FLOW))


INTERCEPT = CheckpointProblem(
    task="intercept",
    links=SEAL.links,
    sites=SEAL.sites,
    routes=(
        Route("r1", 8, "west", ("l1", "l2", "l3")),
        Route("r2", 3, "east", ("l2", "l4", "l5")),
        Route("r3", 2, "east", ("l5",)),
    ),
    most_posts=1,
)


def test_traffic_is_missed_where_nobody_watches() -> None:
    assert missed(INTERCEPT, CheckpointPlan(())) == {"west": 8, "east": 2}
    assert missed(INTERCEPT, CheckpointPlan(("sb",))) == {"west": 0, "east": 2}
    assert judge.objective(INTERCEPT, CheckpointPlan(("s3",))) == 2
    assert rules(INTERCEPT, CheckpointPlan(("s3",))) == []


def test_too_many_posts_and_a_gateway_that_slips_are_told() -> None:
    assert rules(INTERCEPT, CheckpointPlan(("s2", "s3"))) == ["most_posts"]
    assert rules(INTERCEPT, CheckpointPlan(("s3", "s4"))) == []  # a camera is no post
    held = replace(INTERCEPT, hold=("east",))
    assert rules(held, CheckpointPlan(("s3",))) == ["hold"]


@pytest.mark.parametrize(
    ("place", "change"),
    [
        ("sites[1].at", {"sites": (SEAL.sites[0], Site("x", "link", "l2", 1))}),
        ("sites[0].at", {"sites": (Site("x", "node", "l2", 1),)}),
        ("outside[0]", {"outside": ("nowhere",)}),
        ("inside[0]", {"inside": ("out",)}),
        ("inside[0]", {"inside": ("b",)}),
        ("refuges[0].node", {"refuges": (Refuge("x", "out", 1),)}),
        ("routes", {"routes": INTERCEPT.routes}),
        ("must_keep[0]", {"must_keep": ("x",)}),
    ],
)
def test_a_question_that_cannot_be_asked_names_the_place(
    place: str, change: dict[str, object]
) -> None:
    with pytest.raises(ProblemError) as told:
        replace(SEAL, **change)
    assert told.value.place == place


def test_a_torn_way_is_refused() -> None:
    with pytest.raises(ProblemError, match="link_ids"):
        replace(INTERCEPT, routes=(Route("r", 1, "west", ("l1", "l3")),))
