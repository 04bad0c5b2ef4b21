"""Redistricting: more work is never worse, and adjusting finds what drawing afresh finds."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from planner import judge, redistrict
from planner.engine.redistrict_adjust import relabelled
from planner.engine.redistrict_columns import UNITS_MOST
from planner.engine.redistrict_view import View
from planner.judge.redistrict import moved
from planner.outcome import Effort, Status, Stopped
from planner.problem import Band, Prices, RedistrictPlan, RedistrictProblem
from tests.planner.test_engine_redistrict import lattice, with_old


def crowded(problem: RedistrictProblem, plan: RedistrictPlan, slack_pct: int) -> RedistrictProblem:
    """Return the question of adjusting after one corner filled up and another one emptied."""
    grid_of = dict(plan.grid_of)
    far = max(basic.x_m + basic.y_m for basic in problem.basics)
    basics = tuple(
        replace(
            basic,
            old_grid=grid_of[basic.unit_id],
            households=(
                3 * basic.households
                if basic.x_m + basic.y_m < far // 3
                else basic.households // 3
                if basic.x_m + basic.y_m > 2 * far // 3
                else basic.households
            ),
        )
        for basic in problem.basics
    )
    mean = sum(basic.households for basic in basics) / problem.least_grids
    band = Band(int(mean * (100 - slack_pct) / 100), int(mean * (100 + slack_pct) / 100) + 1)
    return replace(problem, basics=basics, households=band, question="adjust")


def rows(problem: RedistrictProblem) -> RedistrictPlan:
    """Return grids that are bands of columns, all alike in number of units."""
    wide = max(basic.x_m for basic in problem.basics) + 1
    k = problem.least_grids
    return RedistrictPlan(
        tuple((basic.unit_id, f"g{basic.x_m * k // wide}") for basic in problem.basics)
    )


DOZEN = {
    "small": lattice(6, 6, 3),
    "narrow": lattice(7, 7, 7, slack_pct=3),
    "many": lattice(10, 10, 20, slack_pct=25),
    "few": lattice(12, 12, 3),
    "large": lattice(30, 30, 60),
    "range": replace(lattice(8, 8, 4, slack_pct=40), least_grids=3, most_grids=6),
    "spread": replace(lattice(8, 8, 4), prices=Prices(plain_m=10, natural_m=2, spread=5)),
    "soft": replace(
        lattice(10, 8, 5), households=Band(50, 60, hard=False, target=55, off_target_price=30)
    ),
    "together": replace(lattice(9, 9, 5, slack_pct=30), together=(("u1.1", "u4.4"),)),
    "adjust": with_old(lattice(10, 10, 5), rows(lattice(10, 10, 5)), seed=1),
    "crowded": crowded(lattice(16, 12, 8), rows(lattice(16, 12, 8)), 12),
    "crowded narrow": crowded(lattice(12, 12, 6), rows(lattice(12, 12, 6)), 6),
}


def climb(problem: RedistrictProblem, works: Sequence[int]) -> None:
    """Answer with more and more work; no answer may be worse than the one before."""
    best: int | None = None
    bound = 0
    for work in works:
        outcome = redistrict.solve(problem, effort=Effort(0, work))
        if outcome.plan is not None:
            assert judge.faults(problem, outcome.plan) == ()
        if best is not None:
            assert outcome.objective is not None, work
            assert outcome.objective <= best, work
        if len(problem.basics) <= UNITS_MOST:
            assert (outcome.bound or 0) >= bound, work
            bound = outcome.bound or 0
        best = outcome.objective
    assert best is not None


@pytest.mark.slow
@pytest.mark.parametrize("name", ["range", "soft"])
def test_each_unit_of_work_is_worth_having(name: str) -> None:
    climb(DOZEN[name], (1, 2, 3))


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(DOZEN))
def test_more_work_is_never_worse(name: str) -> None:
    """Between the rungs too, where the work asked for cuts one short."""
    climb(DOZEN[name], range(1, 9))


@pytest.mark.slow
@pytest.mark.parametrize("name", ["adjust", "crowded narrow"])
def test_adjusting_with_four_times_the_work_is_never_worse(name: str) -> None:
    problem = DOZEN[name]
    quick, long = (redistrict.solve(problem, effort=Effort(0, work)) for work in (5, 20))
    assert quick.plan is not None
    assert long.plan is not None
    assert judge.objective(problem, long.plan) <= judge.objective(problem, quick.plan)


@pytest.mark.slow
@pytest.mark.parametrize("slack_pct", [4, 8])
@pytest.mark.parametrize(("width", "height", "k"), [(12, 8, 6), (20, 12, 12)])
def test_adjusting_finds_a_plan_where_drawing_afresh_does(
    width: int, height: int, k: int, slack_pct: int
) -> None:
    drawn = lattice(width, height, k)
    question = crowded(drawn, rows(drawn), slack_pct)
    afresh = replace(question, question="afresh")
    if redistrict.solve(afresh, effort=Effort(0, 2)).solved:
        outcome = redistrict.solve(question, effort=Effort(0, 2))
        assert outcome.plan is not None
        assert judge.faults(question, outcome.plan) == ()


def test_an_old_grid_swallowed_by_a_group_is_drawn_anew() -> None:
    drawn = lattice(7, 7, 4, slack_pct=25)
    # the grid "lone" is one unit, and that unit must now stay with its neighbour
    basics = tuple(
        replace(basic, old_grid="lone" if basic.unit_id == "u0.0" else f"g{basic.x_m // 220}")
        for basic in drawn.basics
    )
    question = replace(drawn, basics=basics, together=(("u0.0", "u0.1"),), question="adjust")
    question = replace(question, least_grids=4, most_grids=4)
    assert len(question.old_grids) == 4
    outcome = redistrict.solve(question, effort=Effort(0, 2))
    assert outcome.plan is not None
    assert {key for _, key in outcome.plan.grid_of} == set(question.old_grids)


def test_grids_drawn_afresh_are_called_so_that_least_changes_hands() -> None:
    drawn = lattice(6, 4, 3)
    question = with_old(drawn, rows(drawn), seed=1)
    turned = {"g0": "2", "g1": "3", "g2": "1"}
    plan = RedistrictPlan(tuple((unit, turned[key]) for unit, key in rows(drawn).grid_of))
    view = View(question)
    assert moved(question, view.plan(relabelled(view, plan))) == ()


@pytest.mark.parametrize("work", [1, pytest.param(8, marks=pytest.mark.slow)])
@pytest.mark.parametrize("name", sorted({*DOZEN} - {"large"}))
def test_no_question_uses_more_than_its_work(name: str, work: int) -> None:
    outcome = redistrict.solve(DOZEN[name], effort=Effort(0, work))
    # one step under way may end a little late
    assert outcome.run.work <= work + 0.5


def test_limits_nobody_can_keep_end_with_the_work_and_a_reason() -> None:
    question = crowded(lattice(12, 12, 12), rows(lattice(12, 12, 12)), 0)
    outcome = redistrict.solve(question, effort=Effort(0, 2))
    assert outcome.run.work <= 2.5
    assert outcome.status is Status.NOT_FOUND
    assert outcome.run.stopped is Stopped.WORK_LIMIT
    (note,) = outcome.notes
    told = dict(note.facts)
    assert note.code == "nearest"
    assert 0 < int(told["grids"]) <= 12
    assert int(told["off"]) > 0
