"""Two changes at once where one is not enough, and meetings: every crew brought in together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import pytest

from planner import judge, tours
from planner.judge.tours_cost import missing
from planner.outcome import Cure, Effort, LeftOut, Outcome
from planner.problem import outcome_from_json, to_json
from planner.problem.tour_cures import with_cure
from planner.report.tables import cure_told
from planner.words import LANGS
from tests.planner.tour_weeks import crew, hours, shifts, visit, week

if TYPE_CHECKING:
    from planner.problem.tours import ToursPlan, ToursProblem

EFFORT = Effort(0, 10)


def unskilled_and_short() -> ToursProblem:
    """Nobody has a boat, and the shift ends before anybody could be back from d."""
    return week((visit("a"), visit("d", skills=("boat",))), turns=shifts((crew("c0"),), 1, 8, 9.25))


def unskilled_in_reserve() -> ToursProblem:
    """The boat is missing, one crew is elsewhere all morning, the other stays at the station."""
    crews = (crew("c0"), crew("c1"))
    long = visit("a", dwell_s=6000, windows=hours(8.15, 9.85))
    tasks = (long, visit("b", skills=("boat",), windows=hours(8.2, 9)))
    return week(tasks, crews=crews, turns=shifts(crews, 1, 8, 10), reserve_share_pct=50)


def small_and_shut() -> ToursProblem:
    """Four people are wanted, in hours that end before the shift."""
    return week((visit("a", least_size=4, windows=hours(6, 6.5)),))


def both_in_reserve() -> ToursProblem:
    """Two crews are to meet; the reserve keeps one of them, and with it both."""
    one = replace(visit("b"), task_id="m0", meeting="m")
    crews = (crew("c0"), crew("c1"))
    return week((one, replace(one, task_id="m1")), crews=crews, reserve_share_pct=50)


def one_goes_home_early() -> ToursProblem:
    """Two crews are to meet at d; the shift of one is ten minutes too short for that."""
    crews = (crew("c0"), crew("c1"))
    one = replace(visit("d"), task_id="m0", meeting="m")
    turns = (*shifts(crews[:1], 1), *shifts(crews[1:], 1, 8, 9.66))
    return week((one, replace(one, task_id="m1")), crews=crews, turns=turns)


def meeting_too_dear() -> ToursProblem:
    one = replace(visit("d", priority=1), task_id="m0", meeting="m")
    crews = (crew("c0"), crew("c1"))
    return week((one, replace(one, task_id="m1")), crews=crews)


PAIRS: dict[Callable[[], ToursProblem], tuple[str, set[str]]] = {
    unskilled_and_short: ("vd", {"give_skill", "extend_turn"}),
    unskilled_in_reserve: ("vb", {"give_skill", "lower_reserve"}),
    small_and_shut: ("va", {"add_people", "start_earlier"}),
}
MEETINGS: dict[Callable[[], ToursProblem], list[str]] = {
    both_in_reserve: ["lower_reserve", "lower_reserve"],
    one_goes_home_early: ["extend_turn"],
    meeting_too_dear: ["accept_detour_tour", "accept_detour_tour"],
}


@cache
def solved(made: Callable[[], ToursProblem]) -> Outcome[ToursPlan]:
    return tours.solve(made(), effort=EFFORT)


def left(made: Callable[[], ToursProblem], item: str) -> LeftOut:
    return next(left for left in solved(made).left_out if left.item == item)


def kinds(cure: Cure) -> list[str]:
    return [one.kind for one in (cure, *cure.also)]


@pytest.mark.parametrize("made", PAIRS, ids=lambda made: made.__name__)
def test_where_no_single_change_helps_two_at_once_are_found_and_each_alone_does_not(made):
    item, wanted = PAIRS[made]
    cures = left(made, item).cures
    assert wanted in [set(kinds(cure)) for cure in cures]
    for cure in cures:
        assert cure.tested
        assert len(cure.also) == 1
        assert served(made(), item, cure)
        for alone in (replace(cure, also=()), *cure.also):
            assert not served(made(), item, alone), alone


@pytest.mark.parametrize("made", MEETINGS, ids=lambda made: made.__name__)
def test_a_meeting_left_out_has_a_cure_that_brings_all_its_crews(made):
    for item in ("m0", "m1"):
        (cure,) = left(made, item).cures
        assert cure.tested
        assert kinds(cure) == MEETINGS[made]
        assert served(made(), item, cure, "m0", "m1")


def test_a_meeting_that_costs_more_than_it_brings_says_by_how_much():
    told = left(meeting_too_dear, "m0")
    assert told.reason == "too_dear"
    facts = dict(told.facts)
    # there and back is 80 minutes for each of two crews; each call is worth ten
    assert facts == {"costs_s": 9600, "price_s": 1200, "over_s": 8400}


def test_what_nothing_helps_says_how_much_was_tried():
    often = tours.solve(week((visit("a", times=3),), days=2), effort=EFFORT).left_out[0]
    assert dict(often.facts)["tried"] == 2
    nobody = replace(both_in_reserve(), travel=week((), reserve_share_pct=0).travel)
    cut = replace(
        nobody,
        travel=tuple(
            replace(table, seconds=tuple(tuple(-1 if i != j else 0 for j in range(len(row)))
            for i, row in enumerate(table.seconds)))
            for table in nobody.travel
        ),
    )  # fmt: skip
    assert {dict(item.facts)["tried"] for item in tours.solve(cut, effort=EFFORT).left_out} == {2}


def test_without_work_left_no_pair_is_tried_and_that_is_said(monkeypatch):
    monkeypatch.setattr("planner.engine.tours_cures_trial.LOOK_WORK", 10.0)
    (told,) = tours.solve(unskilled_and_short(), effort=Effort(0, 1)).left_out
    assert told.cures == ()
    assert dict(told.facts)["tried"] < 2


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("made", [*PAIRS, *MEETINGS], ids=lambda made: made.__name__)
def test_all_changes_of_a_cure_are_told(made, lang):
    for item in solved(made).left_out:
        for cure in item.cures:
            told = cure_told(cure, {}, lang)
            parts = [cure_told(replace(one, also=()), {}, lang) for one in (cure, *cure.also)]
            assert all(part in told for part in parts)


def test_a_pair_survives_its_written_form():
    problem, outcome = unskilled_and_short(), solved(unskilled_and_short)
    assert outcome_from_json(to_json(outcome), problem) == outcome


def served(problem: ToursProblem, item: str, cure: Cure, *items: str) -> bool:
    """Whether the question changed so has a sound plan with an item that loses nothing."""
    changed = with_cure(problem, item, cure)
    dear = replace(changed, rules=replace(changed.rules, left_out_price_s=20_000))
    plan = tours.solve(dear, effort=Effort(0, 1)).plan
    if plan is None or judge.faults(changed, plan):
        return False
    before, now = solved_plan(problem), missing(changed, plan)
    kept = all(now[task] <= count for task, count in missing(problem, before).items())
    return kept and not any(now[name] for name in (item, *items))


@cache
def solved_plan(problem: ToursProblem) -> ToursPlan:
    plan = tours.solve(problem, effort=EFFORT).plan
    assert plan is not None
    return plan
