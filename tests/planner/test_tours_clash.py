"""Weeks without an answer: the rules named clash, and any one fewer can hold together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest

from planner import judge, tours
from planner.engine import Attempt
from planner.engine.tours_clash import Holds, holds
from planner.engine.tours_clash_rules import demands_of, limits_of, only, rule_of
from planner.outcome import Effort, Outcome, Status, Stopped
from planner.problem import Travel
from planner.problem.tour_parts import OWN_SKILL
from planner.problem.tours import Kept, ToursPlan, ToursProblem
from planner.words import LANGS, explain
from tests.planner.tour_weeks import crew, hours, shifts, visit, week

QUICK = Effort(0, 1)


def must(place: str, **fields: object):
    return visit(place, mandatory=True, **fields)


def no_skill() -> ToursProblem:
    return week((must("a", skills=("boat",)), visit("b")), days=3)


def shut() -> ToursProblem:
    return week((must("a", windows=hours(13, 14, 0, 1)),), days=3)


def island() -> ToursProblem:
    problem = week((must("d"),), days=3)
    cut = tuple(
        tuple(-1 if (i == 4) != (j == 4) else s for j, s in enumerate(line))
        for i, line in enumerate(problem.travel[0].seconds)
    )
    return replace(problem, travel=(Travel("car", cut),))


def too_often() -> ToursProblem:
    return week((must("a", times=4),), days=3)


def two_at_once() -> ToursProblem:
    tasks = (must("a", windows=hours(9, 9.5)), must("c", windows=hours(9, 9.5)))
    return week((*tasks, visit("b")), days=3)


def all_in_reserve() -> ToursProblem:
    return week((must("a"),), crews=(crew("c0"), crew("c1")), days=2, reserve_share_pct=60)


def pinned_apart() -> ToursProblem:
    far = tuple(replace(must(place, dwell_s=7200), times=1) for place in "cd")
    both = week(far, days=2)
    return replace(both, pins=(Kept("vc", "c0@0"), Kept("vd", "c0@0")))


def no_officer() -> ToursProblem:
    crews = (crew("c0", officers=0), crew("c1"))
    only_c1_late = (*shifts(crews[:1], 2), *shifts(crews[1:], 2, 14, 18))
    task = must("a", needs_officer=True, windows=hours(8, 12, 0, 1))
    return week((task,), crews=crews, turns=only_c1_late, days=2)


def too_far() -> ToursProblem:
    crews = (crew("c0"), crew("c1"))
    return week((must("d"),), crews=crews, turns=shifts(crews, 2, max_drive_s=3000), days=2)


def no_rest() -> ToursProblem:
    crews = (crew("c0"),)
    late = tuple(
        replace(turn, turn_id=f"{turn.turn_id}n", shift_id="late")
        for turn in shifts(crews, 1, 14, 20)
    )
    tasks = (must("a", windows=hours(11, 12)), must("b", windows=hours(18, 19)))
    return week(tasks, crews=crews, turns=(*shifts(crews, 1), *late), rest_s=8 * 3600)


WEEKS: dict[Callable[[], ToursProblem], set[str]] = {
    no_skill: {"mandatory", "skills"},
    shut: {"mandatory", "windows", "hours"},
    island: {"mandatory", "no_road"},
    too_often: {"mandatory"},
    two_at_once: {"mandatory", "windows"},
    all_in_reserve: {"mandatory", "reserve_share_pct"},
    pinned_apart: {"pin", "hours"},
    no_officer: {"mandatory", "windows", "officer_where_needed", "hours"},
    too_far: {"mandatory", "max_drive_s"},
    # one turn could do both if it were not for its hours
    no_rest: {"mandatory", "windows", "rest_s", "hours"},
}


@cache
def solved(made: Callable[[], ToursProblem]) -> Outcome[ToursPlan]:
    return tours.solve(made(), effort=QUICK)


@pytest.mark.parametrize("made", WEEKS, ids=lambda made: made.__name__)
def test_a_week_without_an_answer_names_a_clash_of_which_any_one_fewer_can_hold(made):
    problem = made()
    outcome = solved(made)
    assert outcome.status is Status.INFEASIBLE
    assert outcome.run.stopped is Stopped.DONE
    assert {conflict.rule for conflict in outcome.conflicts} == WEEKS[made]
    rules = [rule_of(conflict) for conflict in outcome.conflicts]
    assert tours.solve(only(problem, rules), effort=QUICK).plan is None
    for rule in rules:
        fewer = only(problem, [other for other in rules if other != rule])
        plan = tours.solve(fewer, effort=QUICK).plan
        assert plan is not None, rule
        assert judge.faults(fewer, plan) == ()


@pytest.mark.parametrize("made", WEEKS, ids=lambda made: made.__name__)
def test_where_there_is_one_clash_the_week_itself_can_be_done_without_any_one_of_its_rules(made):
    problem = made()
    everything = [*(demands := demands_of(problem)), *limits_of(problem, demands)]
    for conflict in solved(made).conflicts:
        rest = [rule for rule in everything if rule != rule_of(conflict)]
        assert holds(problem, rest, Attempt(QUICK)) is Holds.YES, conflict


@pytest.mark.parametrize("lang", LANGS)
def test_a_clash_is_told_in_words(lang):
    for made in WEEKS:
        for conflict in solved(made).conflicts:
            words = explain("conflict", conflict.rule, conflict.facts, lang)
            assert words != explain("conflict", "nothing", (), lang)
            assert "{" not in words


def test_what_only_one_crew_may_do_is_not_told_as_a_skill():
    problem = week((must("a", skills=(f"{OWN_SKILL}c1",)), visit("b")), days=3)
    (told,) = (
        explain("conflict", one.rule, one.facts, "en", names={"va": "the bridge", "c1": "crew 1"})
        for one in tours.solve(problem, effort=QUICK).conflicts
        if one.rule == "skills"
    )
    assert told == "Only crew 1 may do “the bridge”"


def test_what_was_stopped_is_never_called_impossible():
    outcome = tours.solve(no_skill(), effort=QUICK, cancelled=lambda: True)
    assert outcome.status is Status.NOT_FOUND
    assert outcome.conflicts == ()
