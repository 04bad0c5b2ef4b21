"""The bound by days: never above a sound plan, tours read as they were priced, promises by days."""

from __future__ import annotations

import random

import numpy as np
import pytest

from planner import judge
from planner.engine import tours_bound, tours_bound_days
from planner.engine.attempt import Attempt
from planner.engine.tours_bound import lower_bound
from planner.engine.tours_bound_clusters import along, clusters_of, parts_of
from planner.engine.tours_bound_columns import generated
from planner.engine.tours_bound_days import daily_bound, pays
from planner.engine.tours_bound_net import Net, net_of
from planner.engine.tours_bound_parts import Relaxed, relaxed
from planner.engine.tours_bound_price import Pricer
from planner.engine.tours_bound_sweep import Sweep
from planner.engine.tours_small import prove
from planner.outcome import Effort
from planner.problem import Travel
from planner.problem.tour_parts import DAY_S, Crew, Task, TourRules, Turn, Way, Window
from planner.problem.tours import ToursProblem
from tests.planner.test_tours_bound import drawn

HOUR_S = 3600


def trial(work: int = 5) -> Attempt:
    return Attempt(Effort(0, work))


def towns(seed: int, *, places: int = 12, days: int = 3) -> ToursProblem:
    """Places in four towns, promises of two or three days, hours of some, a street, two crews."""
    rng = random.Random(seed)
    centres = [(rng.randrange(4000), rng.randrange(4000)) for _ in range(4)]
    spots = [(2000, 2000)]
    spots += [
        tuple(c + rng.randrange(-300, 300) for c in centres[n % 4]) for n in range(places + 2)
    ]
    at = np.array(spots)
    metres = np.hypot(*np.moveaxis(at[:, None] - at[None, :], 2, 0))
    seconds = np.ceil(metres / 5).astype(int) + 10
    np.fill_diagonal(seconds, 0)
    ids = tuple(f"p{n}" for n in range(len(spots)))
    tasks = [
        Task(
            f"v{n}", "visit", "u", (Way(ids[n + 1], ids[n + 1], 60 * rng.randrange(4, 12)),),
            times=rng.choice((0, 1)), priority=rng.randrange(1, 4),
            windows=tuple(
                Window(d * DAY_S + HOUR_S, d * DAY_S + HOUR_S + 5400) for d in range(days)
            ) if rng.random() < 0.3 else (),
            longest_gap_days=rng.choice((0, 2, 3)), last_day=-rng.randrange(1, 3),
        )
        for n in range(places)
    ]  # fmt: skip
    ways = (Way(ids[-2], ids[-1], 20), Way(ids[-1], ids[-2], 20))
    tasks.append(Task("s", "street", "u", ways, times=2, priority=2, each_way=True))
    crews = tuple(Crew(f"c{k}", "police", 2, 1, "car", "p0") for k in range(2))
    turns = tuple(
        Turn(f"d{d}c{k}", f"c{k}", "day", d, d * DAY_S + HOUR_S, d * DAY_S + 3 * HOUR_S, HOUR_S)
        for d in range(days)
        for k in range(2)
    )
    travel = (Travel("car", tuple(tuple(row) for row in seconds.tolist())),)
    return ToursProblem(days, ids, travel, crews, turns, tuple(tasks), TourRules())


def nets(question: Relaxed) -> list[Net]:
    return [net_of(question, group) for group in question.groups]


@pytest.mark.parametrize(("near", "clock"), [(1, 7), (3, 40), (12, 240)])
@pytest.mark.parametrize("seed", range(300, 308))
def test_the_bound_is_not_above_the_best_plan(seed, near, clock, monkeypatch):
    monkeypatch.setattr(tours_bound_days, "NEAR_MOST", near)
    monkeypatch.setattr(tours_bound_days, "CLOCK", clock)
    problem = drawn(seed)
    question = relaxed(problem)
    proof = prove(question, trial(), work=5, start=None)
    if proof.plan is None:
        return
    for start in (None, proof.plan):
        bound = daily_bound(question, trial(), work=3, dear=1e5, start=start)
        assert bound <= proof.bound + 1e-3
    assert lower_bound(problem, trial(), incumbent=proof.bound) == proof.bound


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("near", [1, 4, 20])
def test_no_true_tour_is_cheaper_than_the_cheapest_swept(seed, near):
    question = relaxed(towns(seed))
    clusters = clusters_of(question, near)
    for net in nets(question):
        rng = np.random.default_rng(seed)
        brings = rng.uniform(-100, 500, size=(net.size, 1))
        costs = net.legs.astype(float)
        costs[:, :-1] -= brings[:, 0]
        pricer = Pricer(net, net.near(net.size), lambda: False)
        true = pricer.cheapest(costs, exact=True, most=10**9).least
        assert true is not None
        for step_s in (1, 20, 300):
            sweep = Sweep(net, clusters.of_unit[net.unit], step_s=step_s)
            swept = sweep.over(net.legs[:, :, None].astype(float), brings)
            assert swept.least[0] <= true + 1e-6


@pytest.mark.parametrize("seed", range(8))
def test_where_all_is_one_cluster_no_call_is_made_twice_and_tours_cost_what_was_priced(seed):
    question = relaxed(towns(seed))
    clusters = clusters_of(question, 20)
    for net in nets(question):
        brings = np.random.default_rng(seed).uniform(-100, 500, size=(net.size, 2))
        near = clusters.of_unit[net.unit]
        sweep = Sweep(net, near, step_s=20)
        swept = sweep.over(np.repeat(net.legs[:, :, None].astype(float), 2, axis=2), brings)
        for turn in range(2):
            tours = swept.tours(turn, 5)
            assert tours
            for path in tours:
                assert len({int(net.ident[spot]) for spot in path}) == len(path)
            drives = along(net, near, parts_of(net), tours[0])
            cost = drives - brings[list(tours[0]), turn].sum()
            assert cost == pytest.approx(swept.ends[:, turn].min(), abs=0.1)


@pytest.mark.parametrize("seed", range(6))
def test_tours_over_several_clusters_cost_what_was_priced(seed):
    question = relaxed(towns(seed, places=16))
    clusters = clusters_of(question, 4)
    for net in nets(question):
        near = clusters.of_unit[net.unit]
        brings = np.random.default_rng(seed).uniform(0, 500, size=(net.size, 1))
        swept = Sweep(net, near, step_s=60).over(net.legs[:, :, None].astype(float), brings)
        for path in swept.tours(0, 4):
            cost = along(net, near, parts_of(net), path) - brings[list(path), 0].sum()
            assert cost == pytest.approx(swept.ends[path[-1], 0], abs=0.1)


def in_a_row(*, hours: bool) -> ToursProblem:
    """Four places in a row and a turn that has just the time for all, to the second."""
    at = np.array([0, 101, 163, 239, 307])
    table = np.abs(at[:, None] - at[None, :])
    ids = ("base", "a", "b", "c", "d")
    dwell_s, begins_s, now_s = 77, [], 0
    for here, there in ((0, 1), (1, 2), (2, 3), (3, 4)):
        now_s += int(table[here, there])
        begins_s.append(now_s)
        now_s += dwell_s
    tasks = tuple(
        Task(
            name, "visit", "u", (Way(name, name, dwell_s),),
            windows=(Window(0, begin_s + dwell_s),) if hours else (),
        )
        for name, begin_s in zip(ids[1:], begins_s, strict=True)
    )  # fmt: skip
    crews = (Crew("c", "police", 2, 1, "car", "base"),)
    turns = (Turn("t", "c", "day", 0, 0, now_s + int(at[-1]), 9999),)
    travel = (Travel("car", tuple(tuple(row) for row in table.tolist())),)
    return ToursProblem(1, ids, travel, crews, turns, tasks, TourRules(reserve_share_pct=0))


@pytest.mark.parametrize("hours", [False, True])
@pytest.mark.parametrize("near", [1, 2, 4])
@pytest.mark.parametrize("step_s", [1, 10, 50])
def test_a_tour_that_fits_to_the_second_is_found(step_s, near, hours):
    question = relaxed(in_a_row(hours=hours))
    (net,) = nets(question)
    near_spots = clusters_of(question, near).of_unit[net.unit]
    sweep = Sweep(net, near_spots, step_s=step_s)
    brings = np.full((net.size, 1), 1000.0)
    swept = sweep.over(net.legs[:, :, None].astype(float), brings)
    assert swept.least[0] <= 2 * 307 - 4 * 1000


@pytest.mark.parametrize("seed", range(6))
def test_parts_of_legs_are_never_more_than_the_leg(seed):
    for net in nets(relaxed(towns(seed))):
        out, into = parts_of(net)
        legs = net.legs[:-1, :-1]
        assert ((out[:, None] + into[None, :] <= legs) | (legs < 0)).all()


def test_promises_due_on_one_day_cost_what_one_turn_cannot_keep():
    """Two places far apart are due today, and one turn reaches one of them."""
    table = ((0, 3000, 3000), (3000, 0, 6000), (3000, 6000, 0))
    tasks = tuple(
        Task(name, "visit", "u", (Way(name, name, 60),), times=0, longest_gap_days=2, last_day=-2)
        for name in ("a", "b")
    )
    crews = (Crew("c", "police", 2, 1, "car", "base"),)
    turns = tuple(Turn(f"d{d}", "c", "day", d, d * DAY_S, d * DAY_S + 7000, 7000) for d in range(3))
    rules = TourRules(reserve_share_pct=0)
    problem = ToursProblem(
        3, ("base", "a", "b"), (Travel("car", table),), crews, turns, tasks, rules
    )
    question = relaxed(problem)
    best = prove(question, trial(), work=5, start=None)
    assert best.plan is not None
    bound = daily_bound(question, trial(50), work=50, dear=1e5, start=best.plan)
    by_number = generated(question, trial(50), work=50, dear=1e5).bound
    assert by_number + 5000 < bound == pytest.approx(best.bound, abs=1)


def test_more_work_gives_no_worse_a_bound_and_a_cancel_stops_it():
    question = relaxed(towns(1))
    bounds = [daily_bound(question, trial(), work=w, dear=1e6, start=None) for w in (0.1, 0.5, 2)]
    assert bounds == sorted(bounds)
    assert bounds[0] < bounds[-1]
    again = daily_bound(question, trial(), work=0.5, dear=1e6, start=None)
    assert again == bounds[1]
    stopped = Attempt(Effort(0, 5), cancelled=lambda: True)
    assert daily_bound(question, stopped, work=5, dear=1e6, start=None) <= bounds[-1]


@pytest.mark.parametrize(
    "seed", [0, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(1, 4))]
)
def test_the_bound_of_towns_is_below_a_plan_and_above_nothing(seed):
    problem = towns(seed)
    question = relaxed(problem)
    proof = prove(question, trial(), work=4, start=None)
    bound = daily_bound(question, trial(), work=3, dear=1e6, start=proof.plan)
    assert proof.plan is not None
    assert 0 < bound <= judge.objective(problem, proof.plan) + 1e-3


@pytest.mark.slow
def test_with_too_little_work_for_sweeps_flows_bound_the_week_alone(monkeypatch):
    problem = towns(2)
    question = relaxed(problem)
    proof = prove(question, trial(), work=2, start=None)
    assert proof.plan is not None
    value = judge.objective(problem, proof.plan)
    assert pays(question, 5)
    assert not pays(question, 1e-3)
    swept: list[float] = []

    def spied(*_: object, work: float, **__: object) -> float:
        swept.append(work)
        return 0.0

    monkeypatch.setattr(tours_bound, "daily_bound", spied)
    monkeypatch.setattr(tours_bound_days, "SWEEPS_LEAST", 10**9)
    bound = lower_bound(problem, trial(1), incumbent=None)
    assert not swept
    assert 0 < bound <= value
    monkeypatch.setattr(tours_bound_days, "SWEEPS_LEAST", 0)
    lower_bound(problem, trial(1), incumbent=None)
    assert swept == [tours_bound.DAYS]
