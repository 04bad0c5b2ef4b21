"""The bound by whole grids: never above the best of all divisions, and mostly equal to it."""

import random
from dataclasses import replace
from functools import cache

import pytest

from planner import judge
from planner.engine.attempt import Attempt
from planner.engine.redistrict_columns import Columns, _Rounds, columns_bound
from planner.engine.redistrict_frontier import layers
from planner.engine.redistrict_view import View
from planner.outcome import Effort
from planner.problem import Band, Prices, RedistrictPlan, RedistrictProblem
from tests.planner.test_engine_redistrict import lattice


@cache  # the tests below ask the same questions
def every(problem: RedistrictProblem) -> list[tuple[int, RedistrictPlan]]:
    """Return all sound plans of a tiny question with their points, cheapest first."""
    keys = problem.old_grids if problem.question == "adjust" else ()
    named = keys or tuple(str(n + 1) for n in range(problem.most_grids))
    found = []

    def go(labels: list[str]) -> None:
        if len(labels) == len(problem.basics):
            ids = (basic.unit_id for basic in problem.basics)
            plan = RedistrictPlan(tuple(zip(ids, labels, strict=True)))
            if not judge.faults(problem, plan):
                found.append((judge.objective(problem, plan), plan))
            return
        # names of new grids can be exchanged: the next one is always the lowest
        fresh = named if keys else named[: len(set(labels)) + 1]
        for key in fresh:
            go([*labels, key])

    go([])
    return sorted(found, key=lambda one: one[0])


def labels_of(view: View, plan: RedistrictPlan) -> list[int]:
    names = {key: n for n, key in enumerate(view.keys)}
    return [names.setdefault(key, len(names)) for _, key in plan.grid_of]


def bound(problem: RedistrictProblem, plan: RedistrictPlan, *, work: float = 30) -> int | None:
    view, attempt = View(problem), Attempt(Effort(0, 100))
    attempt.stop_at(work)
    return columns_bound(view, attempt, work=work, labels=labels_of(view, plan))


@cache
def question(seed: int) -> RedistrictProblem:
    """Return a tiny question with prices, bands and locks of every kind."""
    rng = random.Random(seed)
    problem = lattice(3, 3, rng.choice((2, 3)), seed=seed, slack_pct=rng.choice((20, 40)))
    spread = rng.choice((0, 0, 3, 40))
    problem = replace(problem, prices=Prices(spread=spread, moved_unit=300, moved_household=20))
    if rng.random() < 0.3:
        band = replace(problem.households, hard=False, outside_price=50, target=9)
        problem = replace(problem, households=replace(band, off_target_price=7))
    if rng.random() < 0.4:
        band = Band(5, 25, hard=rng.random() < 0.5, outside_price=30, off_target_price=3, target=15)
        problem = replace(problem, effort=band)
    if rng.random() < 0.4:
        problem = replace(problem, least_grids=2, most_grids=3)
    ids = [basic.unit_id for basic in problem.basics]
    if rng.random() < 0.4:
        problem = replace(problem, together=(tuple(rng.sample(ids, 2)),))
    plans = every(problem)
    if not plans or rng.random() < 0.5:
        return problem
    old = dict(rng.choice(plans)[1].grid_of)
    basics = tuple(
        replace(basic, old_grid=f"g{old[basic.unit_id]}", households=rng.choice((2, 3, 4, 5)))
        for basic in problem.basics
    )
    count = len(set(old.values()))
    basics = (replace(basics[0], locked_to=basics[0].old_grid), *basics[1:])
    mean = sum(basic.households for basic in basics) // count
    return replace(
        problem,
        basics=basics,
        question="adjust",
        least_grids=count,
        most_grids=count,
        households=replace(problem.households, low=mean // 2, high=2 * mean),
    )


@pytest.mark.parametrize("seed", range(40))
def test_no_division_is_below_the_bound(seed: int) -> None:
    problem = question(seed)
    plans = every(problem)
    if not plans:
        return
    best = plans[0][0]
    # whatever plan is known, best or worst: the bound holds
    for _, plan in (plans[0], plans[-1]):
        for work in (0.05, 30):
            found = bound(problem, plan, work=work)
            assert found is None or found <= best


@pytest.mark.parametrize("seed", range(40))
def test_a_plan_put_together_from_whole_grids_is_sound_and_proved_only_if_best(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    problem = question(seed)
    plans = every(problem)
    if not plans:
        return
    best, (worst, plan) = plans[0][0], plans[-1]
    for work in (0.3, 30, 2):
        if work == 2:  # as on ground with too many grids to look at all of them
            monkeypatch.setattr(_Rounds, "_every", lambda *_: None)
        view, attempt = View(problem), Attempt(Effort(0, 100))
        attempt.stop_at(work)
        found = Columns(view, attempt).climb(labels_of(view, plan), work)
        reached = worst
        if found.labels is not None:
            made = view.plan(found.labels)
            assert judge.faults(problem, made) == ()
            reached = judge.objective(problem, made)
            assert best <= reached < worst
        if found.proved:
            assert found.bound == reached == best


def test_the_best_plan_is_put_together_from_a_poor_one() -> None:
    reached = tried = 0
    for seed in range(12):
        plans = every(lattice(3, 3, 3, seed=seed, slack_pct=30))
        if len(plans) > 1:
            view = View(lattice(3, 3, 3, seed=seed, slack_pct=30))
            attempt = Attempt(Effort(0, 100))
            attempt.stop_at(30)
            found = Columns(view, attempt).climb(labels_of(view, plans[-1][1]), 30)
            made = None if found.labels is None else view.plan(found.labels)
            tried += 1
            reached += made is not None and judge.objective(view.problem, made) == plans[0][0]
    assert tried >= 8
    assert reached == tried


def test_where_borders_alone_are_paid_most_bounds_are_reached() -> None:
    reached = tried = 0
    for seed in range(12):
        problem = lattice(3, 3, 3, seed=seed, slack_pct=30)
        plans = every(problem)
        if plans:
            tried += 1
            reached += bound(problem, plans[0][1]) == plans[0][0]
    assert tried >= 8
    assert reached >= tried - 2


def test_rounded_loads_lose_no_grid(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planner.engine.redistrict_price.TABLES", (500.0, 1_500.0))
    for seed in range(15):
        problem = lattice(3, 3, 3, seed=seed, slack_pct=30)
        heavy = tuple(
            replace(basic, households=97 * basic.households + i)
            for i, basic in enumerate(problem.basics)
        )
        band = Band(97 * problem.households.low, 97 * problem.households.high + 30)
        problem = replace(problem, basics=heavy, households=band)
        plans = every(problem)
        if plans:
            found = bound(problem, plans[-1][1])
            assert found is None or found <= plans[0][0]


def test_a_sweep_knows_every_connected_piece_once() -> None:
    # a ring of four units with one across: all sets but the one opposite pair are connected
    near = [{1: 1, 3: 1, 2: 1}, {0: 1, 2: 1}, {1: 1, 3: 1, 0: 1}, {2: 1, 0: 1}]
    found = layers(near)
    assert found is not None
    ways = {0: 1}
    pieces = 0
    for layer in found:
        pieces += sum(ways.get(before, 0) for _, before, _, _ in layer.ends.tolist())
        after: dict[int, int] = {}
        for state, before, _, _ in layer.moves.tolist():
            after[state] = after.get(state, 0) + ways.get(before, 0)
        ways = after
    assert pieces == 2**4 - 1 - 1
    assert layers(near, most=2) is None
