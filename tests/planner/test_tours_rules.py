"""Three tests for each rule of tours: it binds, it relaxes, it clashes.

Each case is a small question in which one rule keeps one task from being done (or makes it dearer),
the same without the rule, and the rules named where the task must be done all the same.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

import pytest

from planner import judge, tours
from planner.judge.tours_cost import late_days, missing
from planner.outcome import Effort, Outcome, Status
from planner.problem.tours import Kept
from tests.planner.tour_weeks import HOUR_S, crew, hours, shifts, visit, week

if TYPE_CHECKING:
    from planner.problem.tours import ToursPlan, ToursProblem

QUICK = Effort(0, 1)


@dataclass(frozen=True)
class Case:
    """A question in which a rule binds, what relaxes it, and the clash it is part of."""

    bound: ToursProblem
    relaxed: ToursProblem
    clash: frozenset[str]
    must: str = ""
    """The only task that must be done in the clash; all of them where it is empty."""


def ruled(problem: ToursProblem, **rules: object) -> ToursProblem:
    return replace(problem, rules=replace(problem.rules, **rules))


def must(made: Case) -> ToursProblem:
    """Return the question in which everything must be done, or the task that is named."""
    tasks = (replace(task, mandatory=made.must in {"", task.task_id}) for task in made.bound.tasks)
    return replace(made.bound, tasks=tuple(tasks))


def two_or_more() -> Case:
    bound = week((visit("a"),), crews=(crew("c0", size=1),))
    return Case(bound, ruled(bound, least_crew_size=1), frozenset({"mandatory", "least_crew_size"}))


def officer_where_needed() -> Case:
    bound = week((visit("a", needs_officer=True),), crews=(crew("c0", officers=0),))
    relaxed = ruled(bound, officer_where_needed=False)
    return Case(bound, relaxed, frozenset({"mandatory", "officer_where_needed"}))


def volunteers_never_alone() -> Case:
    bound = week((visit("a"),), crews=(crew("c0", kind="volunteer", officers=0),))
    relaxed = ruled(bound, volunteers_need_officer=False)
    return Case(bound, relaxed, frozenset({"mandatory", "volunteers_need_officer"}))


def reserve() -> Case:
    crews = (crew("c0"), crew("c1"))
    tasks = (visit("a", windows=hours(9, 9.5)), visit("d", windows=hours(9, 9.5)))
    bound = week(tasks, crews=crews, reserve_share_pct=50)
    return Case(
        bound,
        ruled(bound, reserve_share_pct=0),
        frozenset({"mandatory", "reserve_share_pct", "windows"}),
    )


def breaks() -> Case:
    turns = shifts((crew("c0"),), 1, 8, 10)
    bound = week((visit("a"), visit("c")), turns=turns, break_after_s=HOUR_S, break_s=1800)
    relaxed = ruled(bound, break_after_s=0, break_s=0)
    return Case(bound, relaxed, frozenset({"mandatory", "break_after_s", "hours"}))


def maximum_drive() -> Case:
    bound = week((visit("d"),), turns=shifts((crew("c0"),), 1, max_drive_s=4700))
    relaxed = replace(bound, turns=shifts(bound.crews, 1, max_drive_s=4800))
    return Case(bound, relaxed, frozenset({"mandatory", "max_drive_s"}))


def at_night(**fields: object) -> ToursProblem:
    crews = (crew("c0", **fields),)
    return week((visit("a"),), crews=crews, turns=shifts(crews, 1, 22, 28, night=True))


def night_people() -> Case:
    bound = ruled(at_night(), night_least_size=3)
    return Case(
        bound, ruled(bound, night_least_size=2), frozenset({"mandatory", "night_least_size"})
    )


def night_officer() -> Case:
    bound = ruled(at_night(officers=0), night_needs_officer=True)
    relaxed = ruled(bound, night_needs_officer=False)
    return Case(bound, relaxed, frozenset({"mandatory", "night_needs_officer"}))


def meeting() -> Case:
    """Two crews meet, though one could do both and leave the other time for something else."""
    crews = (crew("c0"), crew("c1"))
    here = replace(visit("b", windows=hours(9, 10), priority=90), task_id="meet0", meeting="m")
    other = visit("d", windows=hours(9, 9.5))
    bound = week((here, replace(here, task_id="meet1"), other), crews=crews)
    relaxed = ruled(bound, meetings_hold=False, meeting_price_s=0)
    return Case(bound, relaxed, frozenset({"mandatory", "meeting", "windows"}))


def rest() -> Case:
    crews = (crew("c0"),)
    late = tuple(
        replace(turn, turn_id="late", shift_id="late") for turn in shifts(crews, 1, 18, 22)
    )
    tasks = (visit("a", windows=hours(11, 12)), visit("b", windows=hours(19, 20)))
    bound = week(tasks, turns=(*shifts(crews, 1), *late), rest_s=8 * HOUR_S)
    relaxed = ruled(bound, rest_s=6 * HOUR_S)
    return Case(bound, relaxed, frozenset({"mandatory", "rest_s", "windows", "hours"}))


def pins() -> Case:
    far = visit("d", windows=hours(9, 9.5))
    bound = week((visit("a", windows=hours(9, 9.5)), far), days=1)
    pinned = replace(bound, pins=(Kept("va", "c0@0"),))
    clash = frozenset({"mandatory", "pin", "windows"})
    return Case(pinned, replace(bound, tasks=(far,)), clash, "vd")


def no_repeat() -> Case:
    twice = tuple(visit(p, times=2, windows=w) for p, w in (
        ("a", (*hours(8, 9, 0), *hours(8, 9, 1))), ("b", (*hours(10, 11, 0), *hours(10, 11, 1)))
    ))  # fmt: skip
    bound = week(twice, days=2, no_repeat=True)
    return Case(
        bound, ruled(bound, no_repeat=False), frozenset({"mandatory", "no_repeat", "windows"})
    )


CASES = (
    two_or_more, officer_where_needed, volunteers_never_alone, reserve, breaks, maximum_drive,
    night_people, night_officer, meeting, rest, pins, no_repeat,
)  # fmt: skip
EACH = pytest.mark.parametrize("made", CASES, ids=lambda made: made.__name__)
case = cache(lambda made: made())


def solved(problem: ToursProblem) -> Outcome[ToursPlan]:
    return tours.solve(problem, effort=QUICK)


def lacking(problem: ToursProblem) -> int:
    plan = solved(problem).plan
    assert plan is not None
    assert judge.faults(problem, plan) == ()
    return sum(missing(problem, plan).values())


@EACH
def test_it_binds(made: Callable[[], Case]):
    assert lacking(case(made).bound) == 1


@EACH
def test_it_relaxes(made: Callable[[], Case]):
    assert lacking(case(made).relaxed) == 0


@EACH
def test_it_clashes(made: Callable[[], Case]):
    outcome = solved(must(case(made)))
    assert outcome.status is Status.INFEASIBLE
    assert {conflict.rule for conflict in outcome.conflicts} == case(made).clash


def two_homes(**rules: object) -> ToursProblem:
    """The crew at home starts far away, the stranger is near."""
    crews = (crew("home", home_grids=("g1",)), crew("near", home_grids=("g2",)))
    task = replace(visit("d"), grid_id="g1")
    problem = week((task,), crews=crews, **rules)
    return replace(
        problem, crews=(replace(crews[0], base_id="base"), replace(crews[1], base_id="d"))
    )


def who(problem: ToursProblem) -> set[str]:
    plan = solved(problem).plan
    assert plan is not None
    return {turn.crew_id for turn in problem.turns for tour in plan.tours
            if tour.turn_id == turn.turn_id}  # fmt: skip


def test_own_grid_first_binds_where_it_is_dearer_than_the_way():
    assert who(two_homes(other_grid_price_s=4900)) == {"home"}


def test_own_grid_first_relaxes_where_the_way_is_dearer():
    assert who(two_homes(other_grid_price_s=4700)) == {"near"}


def test_own_grid_first_has_a_price_and_says_what_it_comes_to():
    problem = two_homes(other_grid_price_s=9000, left_out_price_s=300)
    alone = replace(problem, turns=tuple(t for t in problem.turns if t.crew_id == "near"))
    (item,) = solved(alone).left_out
    assert item.reason == "too_dear"
    assert dict(item.facts) == {"costs_s": 9000, "price_s": 3000, "over_s": 6000}


def promised(gap: int, *open_days: int) -> ToursProblem:
    days = hours(8, 12, *open_days) if open_days else ()
    task = visit("a", times=0, longest_gap_days=gap, last_day=-1, windows=days)
    return week((task,), days=4)


def late(problem: ToursProblem) -> int:
    plan = solved(problem).plan
    assert plan is not None
    return sum(late_days(problem, plan).values())


def test_a_promise_binds():
    plan = solved(promised(2)).plan
    assert plan is not None
    assert len(plan.tours) == 1
    assert late(promised(2)) == 0


def test_a_promise_relaxes():
    plan = solved(promised(4)).plan
    assert plan is not None
    assert plan.tours == ()


def test_a_promise_that_cannot_be_kept_is_told_with_its_reason():
    # open on day 3 only: two days too late
    problem = promised(2, 3)
    assert late(problem) == 2
    (item,) = solved(problem).left_out
    assert (item.item, item.reason) == ("va", "late_whatever")
