"""Three answers that differ, or the reason why there are fewer."""

from dataclasses import replace

import pytest

from planner import judge, redistrict
from planner.outcome import Effort, Outcome, Status
from planner.problem import Band, Prices, RedistrictPlan, RedistrictProblem
from planner.words import LANGS, explain, known
from tests.planner.test_engine_redistrict import lattice


def shapes(found: tuple[Outcome[RedistrictPlan], ...]) -> set[frozenset[frozenset[str]]]:
    """What each answer divides, whatever it calls the grids."""
    told = set()
    for outcome in found:
        grids: dict[str, set[str]] = {}
        for unit, grid in outcome.plan.grid_of:
            grids.setdefault(grid, set()).add(unit)
        told.add(frozenset(map(frozenset, grids.values())))
    return told


def reasons(problem: RedistrictProblem, work: int) -> list[tuple[str, dict[str, object]]]:
    """Why there are fewer than three answers; each says so in both languages."""
    found = redistrict.alternatives(problem, effort=Effort(0, work))
    assert len(shapes(found)) == len(found)
    told = [note for note in found[0].notes if note.code.startswith("taste_")]
    assert bool(told) == (len(found) < 3)
    for note in told:
        taste = str(dict(note.facts)["taste"])
        assert known(f"weighs.{taste}")
        for lang in LANGS:
            assert explain("note", note.code, note.facts, lang)
    return [(note.code, dict(note.facts)) for note in told]


@pytest.mark.slow
def test_further_tastes_are_tried_until_three_plans_differ():
    problem = replace(lattice(9, 9, 5), prices=Prices(plain_m=10, natural_m=2, spread=1))
    found = redistrict.alternatives(problem, effort=Effort(0, 6))
    assert len(found) == len(shapes(found)) == 3
    assert all(judge.faults(problem, outcome.plan) == () for outcome in found)


def test_the_only_plan_there_is_says_of_each_taste_that_it_is_the_best():
    """Three columns of one weight each: nothing else is in one piece and within the band."""
    wide = replace(lattice(3, 1, 3), households=Band(0, 1000))
    assert len(wide.basics) == 3
    told = reasons(wide, 6)
    assert {code for code, _ in told} == {"taste_alike_proved"}
    assert {facts["number"] for _, facts in told} == {1}
    assert len(told) >= 3


@pytest.mark.slow
def test_an_alternative_suits_its_taste_better_than_any_answer_before_it():
    problem = lattice(8, 8, 4, slack_pct=40)
    found = redistrict.alternatives(problem, effort=Effort(0, 9))
    for outcome in found:
        assert outcome.status in {Status.OPTIMAL, Status.FEASIBLE}
    even = next(o for o in found if o.notes[0].code == "alternative_even")
    off = [spread_of(problem, outcome.plan) for outcome in found]
    assert off[found.index(even)] <= off[0]


def spread_of(problem: RedistrictProblem, plan: RedistrictPlan) -> int:
    """Households of the fullest grid beyond those of the emptiest."""
    households = {basic.unit_id: basic.households for basic in problem.basics}
    loads: dict[str, int] = {}
    for unit, grid in plan.grid_of:
        loads[grid] = loads.get(grid, 0) + households[unit]
    return max(loads.values()) - min(loads.values())
