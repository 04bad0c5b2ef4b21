"""Tours listed for a proof: all that are cheap enough, and no bound above the best plan."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest

from planner import judge
from planner.engine import tours_bound_routes
from planner.engine.attempt import Attempt
from planner.engine.tours_bound import settled
from planner.engine.tours_bound_columns import generated
from planner.engine.tours_bound_net import Net, net_of
from planner.engine.tours_bound_parts import relaxed
from planner.engine.tours_bound_routes import plan_of, proved_by_routes, routes_within
from planner.engine.tours_small import prove
from planner.outcome import Effort
from planner.problem import Travel
from planner.problem.tour_parts import Crew, Task, TourRules, Turn, Way
from planner.problem.tours import ToursPlan, ToursProblem
from tests.planner.test_tours_bound import drawn


def trial(work: int = 5) -> Attempt:
    return Attempt(Effort(0, work))


def cost_of(net: Net, costs: np.ndarray, path: tuple[int, ...]) -> float | None:
    """Cost of a tour from the definition, None where it does not fit."""
    now, here, total, spent = net.group.start_s, net.size, 0.0, [0] * len(net.most)
    if len({int(net.ident[spot]) for spot in path}) < len(path):
        return None
    for there in (*path, net.size):
        leg = int(net.legs[here, there])
        if leg < 0:
            return None
        now += leg + (0 if here == net.size else int(net.dwell[here]))
        if there < net.size:
            now = max(now, int(net.opens[there]))
            if now > net.late[there]:
                return None
        spent = [s + int(t[here, there]) for s, t in zip(spent, net.spends, strict=True)]
        total += float(costs[here, there])
        here = there
    within = now <= net.closes and all(s <= m for s, m in zip(spent, net.most, strict=True))
    return total if within else None


@pytest.mark.parametrize("seed", range(200, 230))
def test_every_tour_that_is_cheap_enough_is_listed(seed):
    question = relaxed(drawn(seed))
    for net in (net_of(question, group) for group in question.groups):
        costs = net.legs.astype(float)
        costs[:, :-1] -= np.random.default_rng(seed).uniform(-20, 150, size=net.size)
        best: dict[frozenset[int], float] = {}
        for size in range(1, min(4, net.size) + 1):
            for path in permutations(range(net.size), size):
                cost = cost_of(net, costs, path)
                if cost is not None and cost <= -40:
                    calls = frozenset(int(net.ident[spot]) for spot in path)
                    best[calls] = min(best.get(calls, 0.0), cost)
        found, work = routes_within(net, costs, -40, lambda: False, most=10**9)
        assert found is not None
        assert work > 0
        assert routes_within(net, costs, -40, lambda: False, most=0)[0] is None
        listed = {
            frozenset(int(net.ident[spot]) for spot in path): cost_of(net, costs, path)
            for path in found
            if len(path) <= 4
        }
        assert listed == pytest.approx(best)


@pytest.mark.parametrize("seed", range(200, 240))
def test_no_bound_is_above_the_best_plan_and_a_better_plan_is_found(seed):
    problem = drawn(seed)
    question = relaxed(problem)
    proof = prove(question, trial(), work=5, start=None)
    if proof.plan is None or problem.rules.longest_price_pct:
        return
    state = generated(question, trial(), work=5, dear=1e5)
    for more in (0, 1, 50):
        value = proof.bound + more
        bound, made = proved_by_routes(question, state, trial(), value=value, work=5)
        assert bound <= proof.bound
        plan = None if made is None else plan_of(question, state.master.nets, made)
        if plan is not None and not judge.faults(problem, plan):
            assert proof.bound <= judge.objective(problem, plan)


def corners() -> ToursProblem:
    """Three places, and two turns that each have the time for two of them: halves would do."""
    table = ((0, 10, 10, 10), (10, 0, 10, 10), (10, 10, 0, 10), (10, 10, 10, 0))
    ids = ("base", "a", "b", "c")
    tasks = tuple(Task(n, "visit", "u", (Way(n, n, 5),), priority=1) for n in ids[1:])
    crews = (Crew("c1", "police", 2, 1, "car", "base"), Crew("c2", "police", 2, 1, "car", "base"))
    turns = tuple(Turn(f"t{k}", f"c{k}", "day", 0, 0, 40, 40) for k in (1, 2))
    rules = TourRules(reserve_share_pct=0, left_out_price_s=100)
    return ToursProblem(1, ids, (Travel("car", table),), crews, turns, tasks, rules)


def test_fractions_of_tours_are_closed_by_whole_ones():
    problem = corners()
    question = relaxed(problem)
    state = generated(question, trial(), work=5, dear=1e5)
    assert state.bound < 49
    bound, made = proved_by_routes(question, state, trial(), value=51, work=5)
    assert made is not None
    plan = plan_of(question, state.master.nets, made)
    assert judge.faults(problem, plan) == ()
    assert judge.objective(problem, plan) == bound == 50
    assert proved_by_routes(question, state, trial(), value=50, work=5) == (50, None)


def test_too_many_tours_prove_nothing_and_harm_nothing(monkeypatch):
    problem = corners()
    question = relaxed(problem)
    state = generated(question, trial(), work=5, dear=1e5)
    monkeypatch.setattr(tours_bound_routes, "ROUTES_MOST", 1)
    bound, made = proved_by_routes(question, state, trial(), value=200, work=5)
    assert made is None
    assert bound < 0


def test_the_portfolio_finds_and_proves_the_best_plan():
    known = settled(corners(), trial(), ToursPlan(()))
    assert known.closed
    assert known.value == 50
