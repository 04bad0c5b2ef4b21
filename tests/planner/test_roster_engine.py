"""Rosters: as good as any by trying all, minimal clashes, an old roster kept, people unknown."""

from collections.abc import Iterator
from dataclasses import fields, replace
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner import judge, rosters
from planner.engine import cp
from planner.engine.attempt import Attempt
from planner.engine.roster import build_clash
from planner.outcome import Effort, Status
from planner.problem import roster as forms
from planner.problem.roster import (
    RosterCover,
    RosterFixed,
    RosterPlan,
    RosterProblem,
    RosterShift,
    RosterSlot,
    RosterWish,
    ShiftLimit,
)
from tests.planner.test_roster_judge import DAY, NIGHT, A, B, always, question

LEADER = replace(A, leads=True)


def every_plan(problem: RosterProblem) -> Iterator[RosterPlan]:
    """Yield all rosters there are."""
    rows = list(product(("", *problem.shift_ids), repeat=len(problem.days)))
    yield from (RosterPlan(chosen) for chosen in product(rows, repeat=len(problem.slots)))


@st.composite
def tiny(draw: st.DrawFn) -> RosterProblem:
    """Draw a question small enough to try every roster."""
    days = draw(st.integers(3, 4))
    shifts = (
        RosterShift("d", 8, rest_days=0, held_in=draw(st.booleans())),
        RosterShift("n", 12, night=True, rest_days=draw(st.integers(0, 2)), not_next=("d",)),
    )
    cell = st.sampled_from(["", "d", "n"])
    slots = tuple(
        RosterSlot(
            name,
            leads=draw(st.booleans()),
            limits=(ShiftLimit("n", draw(st.integers(0, 2))),),
            least_min=draw(st.integers(0, 16)),
            most_min=draw(st.integers(16, 40)),
            longest_run=draw(st.integers(1, 3)),
            shortest_run=draw(st.integers(1, 2)),
            shortest_rest=draw(st.integers(1, 2)),
            most_weekends=draw(st.integers(0, 1)),
            before=tuple(draw(st.lists(cell, max_size=3))),
            nights_before=draw(st.integers(0, 2)),
            cycle=("d", "n", ""),
            offset=draw(st.integers(0, 2)),
        )
        for name in "ab"
    )
    cover = tuple(
        RosterCover(day, shift.shift_id, draw(st.integers(0, 2)), 9, 4, draw(st.integers(0, 9)) > 8)
        for day in range(days)
        for shift in shifts
    )
    return RosterProblem(
        ("normal",) * days,
        shifts,
        slots,
        cover,
        weekends=((0,), (days - 1,)),
        wishes=(RosterWish("a", 1, "d", True, 2), RosterWish("b", 0, "n", False, 3)),
        leader_daily=draw(st.integers(0, 5)) > 4,
        held_in_pct=draw(st.sampled_from([0, 0, 50])),
        fair_nights_price=3,
        fair_weekends_price=2,
        pattern_price=draw(st.integers(0, 2)),
        moved_price=1,
        kept=(("d",) * days, ("",) * days),
    )


@given(tiny())
@settings(max_examples=25, deadline=None)
def test_a_tiny_question_is_solved_as_well_as_by_trying_every_roster(problem) -> None:
    costs = (
        judge.objective(problem, p) for p in every_plan(problem) if not judge.faults(problem, p)
    )
    best = min(costs, default=None)
    outcome = rosters.solve(problem, effort=Effort(0, 10))
    assert outcome.status is (Status.INFEASIBLE if best is None else Status.OPTIMAL)
    assert outcome.objective == best


REST = replace(NIGHT, rest_days=1)
TWO = RosterCover(0, "day", 2, must=True)
IMPOSSIBLE = {
    "more needed than slots": question(A, cover=always("day", 2)),
    "leader away": question(replace(LEADER, away=(2,)), B, leader_daily=True),
    "no leader at all": question(A, B, leader_daily=True),
    "nights without rest": question(A, shifts=(DAY, REST), cover=always("night")),
    "day after night": question(
        A,
        shifts=(DAY, replace(NIGHT, not_next=("day",))),
        cover=(RosterCover(0, "night", 1, must=True), RosterCover(1, "day", 1, must=True)),
    ),
    "too long in a row": question(replace(A, longest_run=3), cover=always("day")),
    "hours and cover": question(replace(A, most_min=720), B, cover=(TWO, replace(TWO, day=1))),
    "hours and leave": question(replace(A, least_min=2880, away=(0,))),
    "half held in": question(A, B, cover=always("day", 2), held_in_pct=50),
    "settled against leave": question(
        replace(A, away=(1,)), fixed=(RosterFixed("a", 1, "day"),), cover=()
    ),
    "weekends": question(
        replace(A, most_weekends=1), weekends=((0,), (3,)), cover=(TWO, replace(TWO, day=3))
    ),
    "counted, not reasoned": question(
        *(replace(A, slot_id=f"s{n}", longest_run=1) for n in range(9)),
        cover=(*always("day", 3), *always("night", 2)),
    ),
    "nights limited": question(replace(A, limits=(ShiftLimit("night", 1),)), cover=always("night")),
}


@pytest.mark.parametrize("name", IMPOSSIBLE)
def test_an_impossible_roster_names_a_clash_of_which_no_rule_can_be_spared(name: str) -> None:
    problem = IMPOSSIBLE[name]
    outcome = rosters.solve(problem, effort=Effort(0, 5))
    assert outcome.status is Status.INFEASIBLE
    for spared in outcome.conflicts:
        model, rules = build_clash(problem)
        for rule, literal in rules.items():
            model.add(literal == (rule in outcome.conflicts and rule != spared))
        assert cp.solve(model, Attempt(Effort(0, 5)), work=5).solved, spared


def test_the_last_days_of_the_month_before_count() -> None:
    tired = replace(A, before=("day", "day", "day"), longest_run=3)
    outcome = rosters.solve(question(tired, cover=always("day")), effort=Effort(0, 5))
    assert {c.rule for c in outcome.conflicts} == {"roster_longest_run", "roster_cover"}
    after_night = question(
        replace(A, before=("night",)), shifts=(DAY, REST), cover=always("day")[:1]
    )
    clash = rosters.solve(after_night, effort=Effort(0, 5)).conflicts
    assert {c.rule for c in clash} == {"roster_rest", "roster_cover"}


def test_a_roster_is_kept_where_it_can_be() -> None:
    slots = tuple(replace(A, slot_id=name, longest_run=4) for name in "abcd")
    before = question(*slots, days=14, cover=always("day", 2, days=14))
    old = rosters.solve(before, effort=Effort(0, 10)).plan
    gone = next(day for day, cell in enumerate(old.rows[0]) if cell)
    asked = replace(
        before,
        slots=(replace(slots[0], away=(gone,)), *slots[1:]),
        kept=old.rows,
        moved_price=1,
    )
    new = rosters.solve(asked, effort=Effort(0, 10))
    assert new.status is Status.OPTIMAL
    # the empty cell and whoever stands in, at the least
    assert 1 <= new.objective <= 4
    assert judge.roster.moved(asked, new.plan) == new.objective


def test_the_carried_balance_decides_who_works_the_night() -> None:
    asked = question(
        replace(A, nights_before=3),
        B,
        days=1,
        cover=(RosterCover(0, "night", 1, must=True),),
        fair_nights_price=5,
    )
    assert rosters.solve(asked).plan.rows == (("",), ("night",))


def test_the_same_question_seed_and_work_give_the_same_roster() -> None:
    slots = tuple(replace(A, slot_id=name) for name in "abcde")
    asked = question(*slots, days=14, cover=always("night", 2, days=14), fair_nights_price=7)
    first, second = (rosters.solve(asked, effort=Effort(3, 2)) for _ in range(2))
    assert (first.plan, first.bound, first.run.work) == (second.plan, second.bound, second.run.work)


def test_no_form_of_a_roster_has_room_for_a_person() -> None:
    types = [
        v for v in vars(forms).values() if isinstance(v, type) and v.__module__ == forms.__name__
    ]
    names = {field.name for form in types for field in fields(form)}
    assert "slot_id" in names
    assert not {n for n in names if any(w in n for w in ("initial", "person", "officer", "name"))}
