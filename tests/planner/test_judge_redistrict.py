"""The judge of redistricting: every rule broken alone is named, every point is counted by hand."""

from dataclasses import replace

import pytest

from planner import judge
from planner.problem import (
    Band,
    BasicUnit,
    Border,
    Prices,
    ProblemError,
    RedistrictPlan,
    RedistrictProblem,
    problem_from_json,
    problem_id,
    to_json,
)

PRICES = Prices(plain_m=10, natural_m=2, spread=0, moved_unit=100, moved_household=10)


def row(*households: int, **changes: object) -> RedistrictProblem:
    """Return units in a row, a hectometre apart: ``a - b - c - d``, borders of 50 m.

    Half of the second border follows a stream.
    """
    names = "abcdefgh"[: len(households)]
    basics = tuple(
        BasicUnit(name, households[i], 10 * households[i], 100 * i, 0)
        for i, name in enumerate(names)
    )
    borders = tuple(
        Border(names[i], names[i + 1], 50, 50 if i == 1 else 0) for i in range(len(names) - 1)
    )
    problem = RedistrictProblem(basics, borders, 2, 2, prices=PRICES)
    return replace(problem, **changes)


def plan(text: str) -> RedistrictPlan:
    """Return the plan that gives the units a, b, c ... these grids."""
    return RedistrictPlan(tuple(zip("abcdefgh", text, strict=False)))


def rules(problem: RedistrictProblem, given: RedistrictPlan) -> set[str]:
    return {fault.rule for fault in judge.faults(problem, given)}


def with_old(problem: RedistrictProblem, text: str, **changes: object) -> RedistrictProblem:
    basics = tuple(
        replace(basic, old_grid=grid) for basic, grid in zip(problem.basics, text, strict=True)
    )
    return replace(problem, basics=basics, question="adjust", **changes)


def test_a_sound_plan_has_no_fault() -> None:
    assert judge.faults(row(5, 5, 5, 5), plan("1122")) == ()


@pytest.mark.parametrize(
    ("problem", "given", "rule"),
    [
        (row(5, 5, 5, 5), plan("1121"), "contiguous"),
        (row(5, 5, 5, 5), plan("1111"), "grid_count"),
        (row(5, 5, 5, 5), plan("1233"), "grid_count"),
        (row(5, 5, 5, 5), plan("112"), "basic_left_out"),
        (row(5, 5, 5, 5), RedistrictPlan((*plan("1122").grid_of, ("a", "1"))), "basic_once"),
        (row(5, 5, 5, 5), RedistrictPlan((*plan("1122").grid_of, ("z", "1"))), "unknown_basic"),
        (row(5, 5, 5, 5, households=Band(6, 14)), plan("1222"), "households"),
        (row(5, 5, 5, 5, effort=Band(60, 140)), plan("1222"), "effort"),
        (row(5, 5, 5, 5, together=(("a", "d"),)), plan("1122"), "together"),
        (with_old(row(5, 5, 5, 5), "1122"), plan("1133"), "new_grid"),
        (with_old(row(5, 5, 5, 5), "1122"), plan("1111"), "grid_lost"),
    ],
)
def test_every_broken_rule_is_named(
    problem: RedistrictProblem, given: RedistrictPlan, rule: str
) -> None:
    assert rule in rules(problem, given)


def test_locked_ground_stays_where_it_is_locked_to() -> None:
    problem = row(5, 5, 5, 5)
    basics = (replace(problem.basics[0], locked_to="west"), *problem.basics[1:])
    locked = replace(problem, basics=basics)
    assert rules(locked, plan("1122")) == {"locked_to"}
    assert judge.faults(locked, RedistrictPlan((("a", "west"), *plan("1122").grid_of[1:]))) != ()
    west = RedistrictPlan((("a", "west"), ("b", "west"), ("c", "2"), ("d", "2")))
    assert judge.faults(locked, west) == ()


def test_a_soft_band_is_no_fault_but_costs() -> None:
    band = Band(8, 12, hard=False, outside_price=7, target=10, off_target_price=3)
    problem = row(5, 5, 5, 5, households=band)
    assert judge.faults(problem, plan("1222")) == ()
    # 50 plain metres; 5 and 15 households are 3 outside the band and 5 off the target each
    assert judge.objective(problem, plan("1222")) == 500 + 2 * 3 * 7 + 2 * 5 * 3


def test_natural_border_has_its_own_price() -> None:
    assert judge.objective(row(5, 5, 5, 5), plan("1222")) == 50 * 10
    assert judge.objective(row(5, 5, 5, 5), plan("1122")) == 50 * (50 * 10 + 50 * 2) // 100


def test_spread_is_taken_from_the_best_middle() -> None:
    problem = row(4, 1, 2, 1, prices=replace(PRICES, spread=1, plain_m=0, natural_m=0))
    # a - b - c around a: 1 * 1 + 2 * 4 = 9; around b: 4 + 2 = 6; around c: 16 + 1
    assert judge.objective(problem, plan("1112")) == 6


def test_only_adjusting_pays_for_moves() -> None:
    problem = row(5, 5, 5, 5)
    old = with_old(problem, "1222")
    border = 50 * (50 * 10 + 50 * 2) // 100
    assert judge.objective(old, plan("1122")) == border + 100 + 5 * 10
    assert judge.objective(replace(old, question="afresh"), plan("1122")) == border


def test_new_ground_has_no_old_grid_to_leave() -> None:
    problem = row(5, 5, 5, 5)
    old = with_old(problem, "112 ".replace(" ", "2"))
    basics = (*old.basics[:3], replace(old.basics[3], old_grid=""))
    assert judge.objective(replace(old, basics=basics), plan("1122")) == 300


@pytest.mark.parametrize(
    "change",
    [
        {"basics": ()},
        {"borders": (Border("a", "a", 5),)},
        {"borders": (Border("a", "b", 5), Border("b", "a", 5))},
        {"borders": (Border("a", "z", 5),)},
        {"least_grids": 3},
        {"least_grids": 0},
        {"together": (("a", "z"),)},
        {"question": "adjust"},
        {"question": "anew"},
    ],
)
def test_a_question_that_cannot_be_asked_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(ProblemError):
        row(5, 5, 5, 5, **change)


def test_a_band_upside_down_is_refused() -> None:
    with pytest.raises(ProblemError):
        Band(5, 4)


def test_a_question_survives_its_json() -> None:
    problem = with_old(row(5, 5, 5, 5, together=(("a", "b"),)), "1122")
    again = problem_from_json(to_json(problem))
    assert again == problem
    assert problem_id(again) == problem_id(problem)
