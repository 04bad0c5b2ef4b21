"""Questions of redistricting that have no answer: what clashes is named, and its sums add up."""

import random
from dataclasses import replace

import pytest

from planner import redistrict
from planner.engine.redistrict_counting import filled
from planner.outcome import Status
from planner.problem import Band, BasicUnit, Border, RedistrictPlan, RedistrictProblem
from tests.planner.test_engine_redistrict import EFFORT, with_old


def row(*households: int) -> RedistrictProblem:
    """Return units in a row: ``u0 - u1 - u2 ...``."""
    basics = tuple(BasicUnit(f"u{i}", h, h, 100 * i, 0) for i, h in enumerate(households))
    borders = tuple(Border(f"u{i}", f"u{i + 1}", 50) for i in range(len(households) - 1))
    return RedistrictProblem(basics, borders, 2, 2)


def grids(problem: RedistrictProblem, keys: str) -> RedistrictPlan:
    """Return the plan that gives the units in order these grids, a letter each."""
    ids = [basic.unit_id for basic in problem.basics]
    return RedistrictPlan(tuple(zip(ids, keys, strict=True)))


def locked(problem: RedistrictProblem, **to: str) -> RedistrictProblem:
    basics = tuple(replace(b, locked_to=to.get(b.unit_id, "")) for b in problem.basics)
    return replace(problem, basics=basics)


def kept(problem: RedistrictProblem, keys: str) -> RedistrictProblem:
    """Return the question of adjusting these grids, a letter for each unit in order."""
    basics = tuple(replace(b, old_grid=key) for b, key in zip(problem.basics, keys, strict=True))
    count = len(set(keys))
    problem = replace(problem, basics=basics, least_grids=count, most_grids=count)
    return replace(problem, question="adjust")


@pytest.mark.parametrize(
    ("problem", "rule"),
    [
        (replace(row(5, 20, 5), households=Band(0, 18)), "basic_too_large"),
        (replace(row(9, 9, 5), households=Band(0, 15), together=(("u0", "u1"),)), "together_too"),
        (
            locked(replace(row(9, 9, 5), households=Band(0, 15)), u0="A", u1="A"),
            "locked_too_large",
        ),
        (replace(row(9, 9, 9), households=Band(0, 13)), "total_too_large"),
        (replace(row(3, 3, 3), households=Band(5, 13)), "total_too_small"),
        (replace(row(3, 3, 3), least_grids=1, most_grids=2, households=Band(5, 8)), "between"),
        (replace(row(4, 4, 4), households=Band(5, 7)), "sums_do_not_fit"),
        (replace(row(3, 3, 3), borders=()), "pieces_need_grids"),
        (
            replace(row(9, 9, 2, 2, 2), least_grids=4, most_grids=4, households=Band(4, 12)),
            "heavy_groups_leave_too_little",
        ),
        (
            replace(row(9, 3, 9, 3), least_grids=4, most_grids=4, households=Band(4, 20)),
            "groups_fill_fewer_grids",
        ),
        (  # 39 are enough for three times 12, but no two of the three light ones fill two grids
            replace(row(12, 9, 9, 9), least_grids=3, most_grids=3, households=Band(12, 39)),
            "groups_fill_fewer_grids",
        ),
        (
            kept(replace(row(9, 3, 9, 3), households=Band(4, 20)), "ABCD"),
            "groups_fill_fewer_grids_kept",
        ),
        (replace(row(9, 1, 9), borders=row(9, 1).borders, households=Band(2, 10)), ""),
        (
            replace(row(9, 2, 1), borders=row(9, 2).borders, households=Band(2, 11)),
            "piece_without_grid",
        ),
        (replace(row(3, 3, 3), borders=row(3, 3).borders, together=(("u0", "u2"),)), "cut_off"),
        (locked(row(3, 3, 3), u0="A", u1="B", u2="A"), "locked_cut_off"),
        (
            replace(locked(row(3, 3, 3), u0="A", u2="B"), together=(("u0", "u2"),)),
            "together_locked_apart",
        ),
        (locked(row(3, 3, 3), u0="A", u1="B", u2="C"), "locked_grids"),
        (replace(row(3, 3), least_grids=4, most_grids=4), "grids_too_many"),
        (replace(row(9, 1, 1, 9), households=Band(9, 11), together=(("u0", "u2"),)), "")
    ],
)  # fmt: skip
def test_an_impossible_question_names_what_clashes(problem: RedistrictProblem, rule: str) -> None:
    outcome = redistrict.solve(problem, effort=EFFORT)
    if not rule:
        assert outcome.solved
        return
    assert outcome.status is Status.INFEASIBLE
    assert any(rule in conflict.rule for conflict in outcome.conflicts)


@pytest.mark.parametrize(
    ("problem", "rule"),
    [
        (
            replace(row(9, 9, 2, 2, 2), least_grids=4, most_grids=4, households=Band(4, 12)),
            "heavy_groups_leave_too_little",
        ),
        (replace(row(3, 3, 3), households=Band(5, 13)), "total_too_small"),
        (
            replace(row(5, 5, 6), least_grids=3, most_grids=3, households=Band(6, 7)),
            "total_between",
        ),
        (
            replace(
                with_old(row(2, 2, 2), grids(row(2, 2, 2), "122"), seed=0), households=Band(19, 20)
            ),
            "total_too_small_kept",
        ),
    ],
)
def test_a_clash_of_sums_can_be_added_up(problem: RedistrictProblem, rule: str) -> None:
    conflicts = redistrict.solve(problem, effort=EFFORT).conflicts
    told = {conflict.rule: dict(conflict.facts) for conflict in conflicts}[rule]
    figures = {name: value for name, value in told.items() if isinstance(value, int)}
    assert figures["load"] == sum(basic.households for basic in problem.basics)
    assert figures["need"] > figures["load"]
    if rule == "heavy_groups_leave_too_little":
        assert figures["need"] == figures["taken"] + figures["rest"]
        assert figures["rest"] == figures["grids"] * figures["least"]
        assert figures["lightest"] > figures["most"]
    else:
        least = figures["low" if rule == "total_between" else "least"]
        assert figures["need"] == figures["grids"] * least


def test_many_pieces_too_heavy_are_summarised() -> None:
    problem = replace(row(*range(10, 40)), households=Band(0, 9), least_grids=30, most_grids=30)
    conflicts = redistrict.solve(problem, effort=EFFORT).conflicts
    named, (rest,) = conflicts[:-1], conflicts[-1:]
    assert [dict(conflict.facts)["load"] for conflict in named] == [39, 38, 37]
    assert rest.rule == "others_too_large"
    assert dict(rest.facts)["groups"] == 27
    assert (dict(rest.facts)["fewest"], dict(rest.facts)["heaviest"]) == (10, 36)


def test_a_clash_that_counting_does_not_see_is_found_by_a_proof() -> None:
    # in a row the two ends with the small units between cannot make two grids of 10 to 12
    problem = replace(row(7, 3, 7, 4), households=Band(10, 11))
    assert redistrict.solve(problem, effort=EFFORT).solved
    turned = replace(row(3, 4, 7, 7), households=Band(10, 11))
    outcome = redistrict.solve(turned, effort=EFFORT)
    assert outcome.status is Status.INFEASIBLE
    assert "households" in {conflict.rule for conflict in outcome.conflicts}


def most_filled(loads: list[int], low: int) -> int:
    """Return how many grids loads can fill, every way of sharing them out tried."""
    sums: set[tuple[int, ...]] = {()}
    for load in loads:
        alone = {tuple(sorted((*one, load))) for one in sums}
        joined = {
            tuple(sorted((*one[:i], one[i] + load, *one[i + 1 :])))
            for one in sums
            for i in range(len(one))
        }
        sums = alone | joined
    return max(sum(total >= low for total in one) for one in sums)


@pytest.mark.parametrize("seed", range(30))
def test_counting_never_says_that_fewer_grids_can_be_filled_than_can(seed: int) -> None:
    rng = random.Random(seed)
    loads = [rng.randint(0, 9) for _ in range(7)]
    low = rng.randint(4, 12)
    most = most_filled(loads, low)
    assert most <= filled(loads, low) <= sum(min(load, low) for load in loads) // low


def test_a_village_of_light_hamlets_is_told_to_be_impossible_at_once() -> None:
    # the hamlets of Huagaoping: nine with fewer than 20 households, which fill four grids at most
    heavy = [54, 48, 47, 47, 47, 47, 42, 42, 40, 29, 27, 20]
    light = [18, 15, 15, 14, 13, 10, 10, 10, 9]
    assert sum(min(load, 20) for load in (*heavy, *light)) // 20 == 17
    assert filled([*heavy, *light], 20) == 16
