"""Cuts and posts against every choice there is, on random small nets; cures, clashes, repeats."""

import random
from dataclasses import replace
from itertools import combinations

import pytest

from planner import checkpoints, judge
from planner.engine import Attempt
from planner.engine.checkpoints import plan_only
from planner.judge.checkpoints import missed, proved
from planner.outcome import Effort, Status
from planner.problem import CheckpointPlan, CheckpointProblem, outcome_from_json, to_json
from planner.problem.checkpoints import Link, Refuge, Route, Site
from tests.planner.test_judge_checkpoints import INTERCEPT, SEAL

EFFORT = Effort(0, 2)


def choices(problem: CheckpointProblem) -> list[CheckpointPlan]:
    ids = [site.site_id for site in problem.sites]
    return [CheckpointPlan(c) for n in range(len(ids) + 1) for c in combinations(ids, n)]


def least(problem: CheckpointProblem) -> int | None:
    """Cost of the best of all choices the judge accepts."""
    sound = [plan for plan in choices(problem) if not judge.faults(problem, plan)]
    return min((judge.objective(problem, plan) for plan in sound), default=None)


def net(seed: int) -> CheckpointProblem:
    """A random net with barred sites, spots without one, places and kept sites."""
    chance = random.Random(seed)
    nodes = ["core", "out", *"abcd"[: chance.randint(1, 4)]]
    pairs = [chance.sample(nodes, 2) for _ in range(chance.randint(2, 8))]
    links = tuple(Link(f"l{n}", *pair) for n, pair in enumerate(pairs))
    used = sorted({node for pair in pairs for node in pair})
    spots = [("link", link.link_id) for link in links]
    spots += [("node", node) for node in used if node not in ("core", "out")]
    chance.shuffle(spots)
    sites = tuple(
        Site(f"{kind}:{at}", kind, at, chance.randint(1, 9), allowed=chance.random() > 0.2)
        for kind, at in spots[:9]
    )
    refuges = tuple(
        Refuge(f"r{n}", node, chance.randint(0, 9), required=chance.random() < 0.3)
        for n, node in enumerate(node for node in used if node not in ("out",))
        if chance.random() < 0.5
    )
    kept = [site.site_id for site in sites if chance.random() < 0.1]
    return CheckpointProblem(
        task="seal",
        links=links,
        sites=sites,
        inside=tuple(n for n in ("core",) if n in used),
        outside=tuple(n for n in ("out",) if n in used),
        refuges=refuges,
        must_keep=tuple(kept),
    )


@pytest.mark.parametrize("block", range(6))
def test_a_cut_is_the_best_of_all_choices_and_carries_its_proof(block: int) -> None:
    closed = 0
    for seed in range(40 * block, 40 * block + 40):
        problem = net(seed)
        outcome = checkpoints.solve(problem, effort=EFFORT)
        best = least(problem)
        if best is None:
            assert outcome.status is Status.INFEASIBLE, seed
            continue
        assert outcome.status is Status.OPTIMAL, seed
        assert outcome.objective == best, seed
        assert outcome.plan is not None
        assert proved(problem, outcome.plan) == best, seed
        closed += len(outcome.plan.site_ids) > 0
    assert closed > 5


def test_what_clashes_clashes_and_any_bar_less_on_that_way_closes_it() -> None:
    told = 0
    for seed in range(240):
        problem = net(seed)
        outcome = checkpoints.solve(problem, effort=EFFORT)
        if outcome.status is not Status.INFEASIBLE:
            continue
        head, *bars = outcome.conflicts
        assert head.rule == "seal"
        named = {str(dict(bar.facts)["site"]) for bar in bars}
        barred = {s.site_id for s in problem.sites if not s.allowed} - set(problem.must_keep)
        assert named <= barred
        # with every other bar lifted it still cannot be done; with one of these lifted it can
        others = _allow(problem, barred - named)
        assert least(others) is None, seed
        for site_id in named:
            told += 1
            assert least(_allow(others, {site_id})) is not None, seed
        freed = {str(dict(n.facts)["site"]) for n in outcome.notes if n.code == "release"}
        assert bool(freed) == (least(_allow(problem, barred)) is not None), seed
        if freed:
            assert least(_allow(problem, freed)) is not None
    assert told > 10


def _allow(problem: CheckpointProblem, ids: set[str]) -> CheckpointProblem:
    sites = tuple(replace(s, allowed=s.allowed or s.site_id in ids) for s in problem.sites)
    return replace(problem, sites=sites)


def test_of_two_equal_cuts_the_outer_one_is_taken() -> None:
    problem = CheckpointProblem(
        task="seal",
        links=(Link("in", "core", "a"), Link("mid", "a", "b"), Link("out", "b", "world")),
        sites=tuple(Site(f"s-{n}", "link", n, 10) for n in ("in", "mid", "out")),
        inside=("core",),
        outside=("world",),
    )
    outcome = checkpoints.solve(problem, effort=EFFORT)
    assert outcome.plan is not None
    assert outcome.plan.site_ids == ("s-out",)


def test_a_place_left_beyond_is_told_with_what_it_takes() -> None:
    outcome = checkpoints.solve(SEAL, effort=EFFORT)
    (item,) = outcome.left_out
    assert (item.item, item.reason) == ("hamlet", "beyond_barred")
    (cure,) = item.cures
    assert cure.tested
    assert [dict(also.facts) for also in cure.also] == [{"site": "s5"}]
    # s5 at 30 in place of s4 at 10 and the weight of 5
    assert dict(cure.facts)["more"] == 15


def traffic(seed: int) -> CheckpointProblem:
    chance = random.Random(seed)
    links = tuple(Link(f"l{n}", f"n{n}", f"n{n + 1}") for n in range(7))
    spots = [("link", f"l{n}") for n in range(7)] + [("node", f"n{n}") for n in range(8)]
    chance.shuffle(spots)
    sites = tuple(
        Site(
            f"{kind}:{at}", kind, at, chance.randint(1, 9),
            watch=chance.choice(("none", "none", "none", "none", "camera")),
            allowed=chance.random() > 0.2,
        )
        for kind, at in spots[:9]
    )  # fmt: skip
    routes = []
    for n in range(chance.randint(1, 9)):
        first = chance.randint(0, 6)
        ids = tuple(f"l{k}" for k in range(first, chance.randint(first, 6) + 1))
        routes.append(Route(f"r{n}", chance.randint(0, 20), chance.choice("xyz"), ids))
    return CheckpointProblem(
        task="intercept",
        links=links,
        sites=sites,
        routes=tuple(routes),
        must_keep=tuple(s.site_id for s in sites if chance.random() < 0.08),
        most_posts=chance.randint(0, 4),
        hold=tuple(sorted({r.gateway for r in routes if chance.random() < 0.15})),
    )


@pytest.mark.parametrize("block", range(4))
def test_posts_are_the_best_of_all_choices(block: int) -> None:
    for seed in range(30 * block, 30 * block + 30):
        problem = traffic(seed)
        outcome = plan_only(problem, Attempt(EFFORT), work=2.0)
        best = least(problem)
        assert not judge.verdict(problem, outcome)
        assert outcome.objective == best, seed
        assert outcome.status is (Status.INFEASIBLE if best is None else Status.OPTIMAL), seed


def test_missed_traffic_is_told_with_tested_cures() -> None:
    problem = replace(INTERCEPT, most_posts=0)
    outcome = checkpoints.solve(problem, effort=EFFORT)
    assert outcome.plan == CheckpointPlan(())
    west, east = outcome.left_out
    assert (west.item, west.reason) == ("west", "missed")
    assert [(c.kind, dict(c.facts)) for c in west.cures] == [
        ("more_posts", {"posts": 1, "flow": 8})
    ]
    assert [(c.kind, dict(c.facts)) for c in east.cures] == [
        ("allow_site_flow", {"site": "s5", "flow": 2})
    ] or east.reason == "missed_no_site"


def test_gateways_that_cannot_all_be_held_clash_with_the_posts() -> None:
    problem = CheckpointProblem(
        task="intercept",
        links=(Link("a", "m", "1"), Link("b", "m", "2")),
        sites=(Site("sa", "link", "a", 1), Site("sb", "link", "b", 1)),
        routes=(Route("r", 5, "west", ("a",)), Route("q", 5, "east", ("b",))),
        most_posts=1,
        hold=("west", "east"),
    )
    outcome = checkpoints.solve(problem, effort=EFFORT)
    assert outcome.status is Status.INFEASIBLE
    assert sorted(c.rule for c in outcome.conflicts) == ["hold", "hold", "most_posts"]
    assert checkpoints.solve(replace(problem, most_posts=2), effort=EFFORT).objective == 0


def test_more_posts_never_miss_more() -> None:
    for seed in range(20):
        problem = replace(traffic(seed), hold=(), must_keep=())
        lost = [
            plan_only(replace(problem, most_posts=k), Attempt(EFFORT), work=2.0).objective
            for k in range(5)
        ]
        assert lost == sorted(lost, reverse=True)
        everything = sum(missed(problem, CheckpointPlan(())).values())
        assert lost[0] == everything


def test_no_ends_no_points() -> None:
    problem = CheckpointProblem(task="seal", links=(), sites=())
    outcome = checkpoints.solve(problem, effort=EFFORT)
    assert (outcome.status, outcome.objective) == (Status.OPTIMAL, 0)
    problem = CheckpointProblem(task="intercept", links=(), sites=(), most_posts=3)
    assert checkpoints.solve(problem, effort=EFFORT).objective == 0


@pytest.mark.parametrize("problem", [SEAL, INTERCEPT, net(3), traffic(5)])
def test_an_answer_repeats_and_survives_its_json(problem: CheckpointProblem) -> None:
    first, again = (checkpoints.solve(problem, effort=EFFORT) for _ in range(2))
    assert replace(first, run=again.run) == again
    assert outcome_from_json(to_json(first), problem) == first
