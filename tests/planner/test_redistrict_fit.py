"""Loads put right grid by grid: a plan first, at every size."""

import random

import pytest

from benchmarks.redraw.make import made
from benchmarks.redraw.ours import problem
from planner import judge, redistrict
from planner.engine.attempt import Attempt
from planner.engine.redistrict_fit import fitted
from planner.engine.redistrict_start import start
from planner.engine.redistrict_state import State, scale_of
from planner.engine.redistrict_view import View
from planner.outcome import Effort
from tests.planner.test_engine_redistrict import lattice

QUICK = Effort(0, 5)


def loads_of(state: State) -> list[int]:
    """The loads of all grids, added up anew."""
    loads = [0] * state.k
    for lump, q in enumerate(state.label):
        loads[q] += state.level.load[lump]
    return loads


@pytest.mark.parametrize(("side", "k", "seed"), [(12, 12, 0), (20, 40, 1), (24, 72, 2)])
def test_a_start_is_put_right_and_every_grid_stays_in_one_piece(side, k, seed):
    question = lattice(side, side, k, slack_pct=15)
    view = View(question)
    level, rng = view.level(), random.Random(seed)
    label = start(level, k, rng, parts=[(list(range(len(level))), k)], flow=False)
    state = State(question, level, scale_of(level), label, k)
    assert state.broken > 0
    broken, points, found = fitted(state, rng, Attempt(QUICK), work=2)
    assert broken == 0
    assert judge.faults(question, view.plan(view.units(found))) == ()
    after = State(question, level, scale_of(level), found, k)
    assert after.objective == pytest.approx(points)
    assert (state.load, state.k) == (loads_of(state), k)


def test_little_work_ends_with_the_best_so_far():
    question = lattice(20, 20, 40, slack_pct=1)
    view = View(question)
    level, rng = view.level(), random.Random(0)
    label = start(level, 40, rng, parts=[(list(range(len(level))), 40)], flow=False)
    state = State(question, level, scale_of(level), label, 40)
    before, attempt = state.broken, Attempt(QUICK)
    broken, _, found = fitted(state, rng, attempt, work=0.05)
    assert attempt.used < 0.06
    assert broken <= before
    assert State(question, level, scale_of(level), found, 40).broken == pytest.approx(broken)


@pytest.mark.parametrize("count", [500, 1_000])
def test_a_unit_of_work_finds_a_plan_where_grids_are_many_and_land_is_empty(count):
    """A tenth of the basic units holds most of the people, a half holds nobody."""
    question = problem(made(count, count // 20, tolerance_pct=15.0))
    outcome = redistrict.solve(question, effort=Effort(0, 1))
    assert outcome.plan is not None
    assert judge.faults(question, outcome.plan) == ()


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize(("count", "grids"), [(2_000, 100), (10_000, 50), (10_000, 500)])
def test_the_quick_effort_finds_a_plan_at_every_size(count, grids, seed):
    question = problem(made(count, grids, tolerance_pct=5.0 if grids == 50 else 15.0))
    outcome = redistrict.solve(question, effort=Effort(seed, 5))
    assert outcome.plan is not None
    assert judge.faults(question, outcome.plan) == ()
