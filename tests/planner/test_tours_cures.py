"""What is left out says why, and every cure was tried: the changed question has a plan with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import pytest

from planner import judge, tours
from planner.judge.tours_cost import late_days, missing
from planner.outcome import Cure, Effort, LeftOut, Outcome
from planner.problem import Travel
from planner.problem.tour_cures import taken, with_cure
from planner.problem.tour_moves import orders_of
from planner.words import LANGS, explain
from tests.planner.tour_weeks import crew, hours, shifts, visit, week

if TYPE_CHECKING:
    from planner.problem.tours import ToursPlan, ToursProblem

QUICK = Effort(0, 1)
LONG = Effort(0, 4)


def full_shift() -> ToursProblem:
    """Two places fill a shift of two hours; the third is worth least."""
    tasks = (visit("a"), visit("b"), visit("c", priority=6))
    return week(tasks, turns=shifts((crew("c0"),), 1, 8, 10))


def driving_capped() -> ToursProblem:
    turns = shifts((crew("c0"),), 1, max_drive_s=1200)
    return week((visit("a"), visit("b", priority=6)), turns=turns)


def shut_early() -> ToursProblem:
    tasks = (visit("a", windows=hours(8, 9)), visit("d", windows=hours(8, 8.75)))
    return week(tasks)


def open_before_shift() -> ToursProblem:
    return week((visit("a", windows=hours(7.5, 8.5)),))


def shut_all_day() -> ToursProblem:
    return week((visit("a", windows=hours(5, 6)),))


def in_reserve() -> ToursProblem:
    crews = (crew("c0"), crew("c1"))
    tasks = (visit("a"), visit("b"), visit("c", priority=6))
    return week(tasks, crews=crews, turns=shifts(crews, 1, 8, 10), reserve_share_pct=50)


def in_reserve_and_short() -> ToursProblem:
    """The turn of the reserve would need eight minutes more; sent so, it can go."""
    crews = (crew("c0"), crew("c1"))
    tasks = (visit("a"), visit("b"), visit("d", priority=6))
    return week(tasks, crews=crews, turns=shifts(crews, 1, 8, 9.7), reserve_share_pct=50)


def unskilled() -> ToursProblem:
    return week((visit("a", skills=("boat",)), visit("b")))


def no_officer() -> ToursProblem:
    return week((visit("a", needs_officer=True),), crews=(crew("c0", officers=0),))


def too_small() -> ToursProblem:
    return week((visit("a", least_size=4),))


def too_dear() -> ToursProblem:
    return week((visit("a"), visit("d", priority=1)), left_out_price_s=900)


def dear_and_too_far() -> ToursProblem:
    """The shift is too short for the way, and the way costs more than the place is worth."""
    tasks = (visit("a"), visit("d", priority=1))
    return week(tasks, turns=shifts((crew("c0"),), 1, 8, 9.7), left_out_price_s=900)


def promise_dear_to_keep() -> ToursProblem:
    """Two visits in seven days are late on one of them; a third costs more than that."""
    promised = visit("d", times=0, priority=0, longest_gap_days=2, last_day=-1)
    return week((promised,), days=7, promise_price_s=4000)


def promise_kept_late() -> ToursProblem:
    promised = visit("d", times=0, priority=0, longest_gap_days=1, last_day=-1)
    return week((promised,), days=3, turns=shifts((crew("c0"),), 3, 8, 9.5))


def cut_off() -> ToursProblem:
    problem = week((visit("a"), visit("d")))
    cut = tuple(
        tuple(-1 if (i == 4) != (j == 4) else s for j, s in enumerate(line))
        for i, line in enumerate(problem.travel[0].seconds)
    )
    return replace(problem, travel=(Travel("car", cut),))


def nobody() -> ToursProblem:
    return week((visit("a"),), crews=(crew("c0", size=1, officers=0),))


def too_often() -> ToursProblem:
    return week((visit("a", times=3),), days=2)


def due_before() -> ToursProblem:
    return week((visit("a", longest_gap_days=4, last_day=-5),), days=2)


def even_choice() -> ToursProblem:
    """Two crews, four days; one is at home where everything is, the other pays to go there."""
    crews = (crew("c0", home_units=("u",)), crew("c1", home_units=("elsewhere",)))
    tasks = tuple(visit(place, times=3) for place in "abcd")
    return week(tasks, crews=crews, days=4, abroad_price_s=300)


CASES: dict[Callable[[], ToursProblem], tuple[str, str, set[str]]] = {
    full_shift: ("vc", "no_time_left", {"extend_turn", "more_crews"}),
    driving_capped: ("vb", "too_far", {"extend_turn_drive"}),
    shut_early: ("vd", "window_missed", {"widen_window"}),
    open_before_shift: ("va", "window_missed", {"start_earlier", "widen_window"}),
    in_reserve: ("vc", "reserve_holds", {"extend_turn", "lower_reserve", "more_crews"}),
    in_reserve_and_short: ("vd", "too_far", {"extend_turn", "lower_reserve"}),
    unskilled: ("va", "no_crew_with_skill", {"give_skill"}),
    no_officer: ("va", "no_officer_crew", {"add_officer"}),
    too_small: ("va", "no_crew_large_enough", {"add_people"}),
    too_dear: ("vd", "too_dear", {"accept_detour_tour"}),
    dear_and_too_far: ("vd", "too_far", {"extend_turn"}),
    promise_dear_to_keep: ("vd", "too_dear", {"accept_detour_tour"}),
    promise_kept_late: ("vd", "too_far", {"extend_turn"}),
    cut_off: ("vd", "unreachable_by_any_crew", set()),
    nobody: ("va", "no_crew_may_go", {"add_officer"}),
    shut_all_day: ("va", "outside_all_shifts", {"start_earlier"}),
    too_often: ("va", "too_few_days", set()),
    due_before: ("va", "late_whatever", set()),
}
EACH = pytest.mark.parametrize("made", CASES, ids=lambda made: made.__name__)


@cache
def solved(made: Callable[[], ToursProblem]) -> Outcome[ToursPlan]:
    return tours.solve(made(), effort=LONG)


def left(made: Callable[[], ToursProblem]) -> LeftOut:
    (item,) = solved(made).left_out
    return item


@EACH
def test_what_is_left_out_says_why_and_what_helps(made):
    item, reason, kinds = CASES[made]
    told = left(made)
    assert (told.item, told.reason) == (item, reason)
    assert kinds <= {cure.kind for cure in told.cures}
    if not kinds:
        assert told.cures == ()


@EACH
def test_with_a_cure_there_is_a_plan_with_the_item_that_loses_nothing(made):
    problem, before = made(), solved(made).plan
    assert before is not None
    for cure in left(made).cures:
        assert cure.tested
        changed = with_cure(problem, left(made).item, cure)
        plan = asked_for(changed, left(made).item)
        assert judge.faults(changed, plan) == ()
        had, has = missing(problem, before), missing(changed, plan)
        assert all(has[task] <= had[task] for task in had)
        late = late_days(changed, plan)
        assert has != had or late != late_days(problem, before), cure


@EACH
def test_who_takes_a_cure_gets_the_item_though_it_is_dearer_than_leaving_it(made):
    problem, before = made(), solved(made).plan
    assert before is not None
    item = left(made).item
    for cure in left(made).cures:
        question = taken(problem, item, cure, orders_of(before))
        plan = tours.solve(question, effort=QUICK).plan
        assert plan is not None
        had = (missing(problem, before)[item], late_days(problem, before).get(item, 0))
        has = (missing(question, plan)[item], late_days(question, plan).get(item, 0))
        assert has < had, cure


def asked_for(changed: ToursProblem, item: str) -> ToursPlan:
    """Answer a changed question in which everything is dear, the item most of all."""
    dear = replace(changed.rules, left_out_price_s=9000, promise_price_s=90_000)
    plan = tours.solve(replace(changed, rules=dear), effort=QUICK).plan
    assert plan is not None, item
    return plan


def facts_of(made: Callable[[], ToursProblem], kind: str) -> dict[str, str | int]:
    return dict(next(cure for cure in left(made).cures if cure.kind == kind).facts)


def test_a_cure_asks_for_no_more_than_is_needed():
    # out to c and back is an hour, three visits an hour and a half; the shift has two hours
    assert facts_of(full_shift, "extend_turn")["minutes"] == 30
    assert facts_of(driving_capped, "extend_turn_drive")["drive_minutes"] == 20
    assert facts_of(open_before_shift, "start_earlier")["minutes"] == 10
    # at a from ten past eight: done at twenty to nine
    short = facts_of(in_reserve_and_short, "lower_reserve")
    assert (short["minutes"], short["share_pct"]) == (8, 0)
    window = facts_of(open_before_shift, "widen_window")
    assert (window["open_s"], window["close_s"]) == (7.5 * 3600, 8 * 3600 + 2400)


def boat_needed() -> ToursProblem:
    """Only one crew can do what is left out; a stranger could take its other calls."""
    crews = (crew("c0", skills=("boat",)), crew("c1", home_units=("elsewhere",)))
    tasks = (visit("a"), visit("b"), visit("d", skills=("boat",)))
    return week(tasks, crews=crews, turns=shifts(crews, 1, 8, 9.7), abroad_price_s=300)


def test_a_forced_solve_asks_for_less_than_adding_the_item_to_the_plan():
    outcome = tours.solve(boat_needed(), effort=Effort(0, 10))
    assert outcome.plan is not None
    assert [tour.turn_id for tour in outcome.plan.tours] == ["c0@0"]
    (item,) = outcome.left_out
    longer = next(cure for cure in item.cures if cure.kind == "extend_turn")
    # added to its tour it would be 68 minutes; with the other calls given away it is eight
    assert dict(longer.facts) == {"crew": "c0", "turn": "c0@0", "minutes": 8}


def test_the_dearer_says_by_how_much():
    told = dict(left(too_dear).facts)
    # from a on to d and back: an hour less twenty minutes that are driven anyway
    assert told == {"costs_s": 3600, "price_s": 900, "over_s": 2700}


def test_an_opened_road_is_a_cure_where_the_caller_knows_it():
    problem = cut_off()
    opened = {"bridge": week((visit("d"),)).travel}
    outcome = tours.explained(problem, solved(cut_off), opened=opened, effort=QUICK)
    (item,) = outcome.left_out
    cure = Cure("open_road", (("road", "bridge"),), tested=True)
    assert item.cures == (cure,)
    assert with_cure(problem, "vd", cure, opened=opened).travel == opened["bridge"]


def test_a_cure_of_another_question_is_refused():
    with pytest.raises(LookupError):
        with_cure(full_shift(), "vc", Cure("extend_turn", (("turn", "none"), ("minutes", 5))))
    with pytest.raises(LookupError):
        with_cure(full_shift(), "vc", Cure("more_cameras"))


def test_only_so_many_items_are_examined_and_the_note_says_how_many(monkeypatch):
    monkeypatch.setattr("planner.engine.tours_cures.EXAMINED_MOST", 1)
    tasks = tuple(visit(place, priority=5) for place in "abcd")
    outcome = tours.solve(week(tasks, turns=shifts((crew("c0"),), 1, 8, 9)), effort=LONG)
    assert len(outcome.left_out) > 1
    assert all(item.reason for item in outcome.left_out)
    (note,) = (note for note in outcome.notes if note.code == "cures_examined")
    assert dict(note.facts) == {"examined": 1, "left_out": len(outcome.left_out)}


@pytest.mark.parametrize("lang", LANGS)
@EACH
def test_reasons_and_cures_are_told_in_words(made, lang):
    told = left(made)
    unknown = explain("left", "nothing", (), lang)
    assert explain("left", told.reason, told.facts, lang) != unknown
    for cure in told.cures:
        words = explain("cure", cure.kind, cure.facts, lang)
        assert words != explain("cure", "nothing", (), lang)
        assert "{" not in words


@pytest.mark.slow
def test_alternatives_differ_in_what_they_say_and_are_all_told_in_one_price():
    problem = even_choice()
    last = tours.solve(replace(problem, crews=problem.crews[::-1]), effort=QUICK).plan
    found = tours.alternatives(problem, last=last, effort=LONG)
    codes = [outcome.notes[0].code for outcome in found]
    assert codes[0] == "tours_as_asked"
    assert "tours_even" in codes
    assert len({outcome.plan for outcome in found}) == len(found) <= 4
    told = {outcome.notes[0].code: dict(outcome.notes[0].facts) for outcome in found}
    for outcome in found:
        assert outcome.objective == judge.objective(problem, outcome.plan)
        assert judge.faults(problem, outcome.plan) == ()
        for lang in LANGS:
            assert explain("note", outcome.notes[0].code, outcome.notes[0].facts, lang)
    spread = {code: told[code]["busiest_pct"] - told[code]["least_pct"] for code in codes}
    assert spread["tours_even"] < spread["tours_as_asked"]
    again = tours.alternatives(problem, last=last, effort=LONG)
    assert [outcome.plan for outcome in again] == [outcome.plan for outcome in found]
