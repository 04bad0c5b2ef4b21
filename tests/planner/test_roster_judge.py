"""Each rule of a roster binds, relaxes and clashes: judge and solver by the same definition."""

from dataclasses import replace

import pytest

from planner import judge, rosters
from planner.judge import roster as roster_judge
from planner.outcome import Effort, Status
from planner.problem import ProblemError, problem_from_json, to_json
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

DAY = RosterShift("day", 720)
NIGHT = RosterShift("night", 720, night=True)
STANDBY = RosterShift("standby", 480, held_in=True)


def question(*slots: RosterSlot, days: int = 4, **more: object) -> RosterProblem:
    """Return a question of some days with a day, a night and a standby shift and no cover."""
    given = {"shifts": (DAY, NIGHT, STANDBY), "cover": (), **more}
    return RosterProblem(("normal",) * days, slots=slots, **given)  # type: ignore[arg-type]


def always(shift: str, need: int = 1, *, days: int = 4) -> tuple[RosterCover, ...]:
    """Return cover that must be there every day."""
    return tuple(RosterCover(day, shift, need, must=True) for day in range(days))


A, B = RosterSlot("a"), RosterSlot("b")
REST = replace(NIGHT, rest_days=1)
AFTER = replace(NIGHT, not_next=("day",))

# rule, the question it binds in, a roster that breaks it, the same question with the rule relaxed
CASES = [
    (
        "roster_away",
        question(replace(A, away=(1,)), cover=always("day")),
        ("day day day day",),
        question(A, cover=always("day")),
    ),
    (
        "roster_fixed",
        question(A, fixed=(RosterFixed("a", 2, "night"),), cover=always("day")),
        ("day day day day",),
        question(A, cover=always("day")),
    ),
    (
        "roster_rest",
        question(A, shifts=(DAY, REST), cover=always("night")),
        ("night night night night",),
        question(A, shifts=(DAY, NIGHT), cover=always("night")),
    ),
    (
        "roster_rest",
        question(
            A,
            shifts=(DAY, AFTER),
            cover=(RosterCover(0, "night", 1, must=True), RosterCover(1, "day", 1, must=True)),
        ),
        ("night day . .",),
        question(
            A,
            B,
            shifts=(DAY, AFTER),
            cover=(RosterCover(0, "night", 1, must=True), RosterCover(1, "day", 1, must=True)),
        ),
    ),
    (
        "roster_longest_run",
        question(replace(A, longest_run=2, before=("day",)), cover=always("day", days=2)),
        ("day day . .",),
        question(replace(A, longest_run=3, before=("day",)), cover=always("day", days=2)),
    ),
    (
        "roster_shortest_run",
        question(replace(A, shortest_run=2, away=(0, 2)), cover=always("day")[1:2]),
        (". day . .",),
        question(replace(A, away=(0, 2)), cover=always("day")[1:2]),
    ),
    (
        "roster_shortest_rest",
        question(
            replace(A, shortest_rest=2, away=(1,)), cover=(*always("day")[:1], *always("day")[2:3])
        ),
        ("day . day .",),
        question(replace(A, away=(1,)), cover=(*always("day")[:1], *always("day")[2:3])),
    ),
    (
        "roster_shift_limit",
        question(replace(A, limits=(ShiftLimit("day", 3),)), cover=always("day")),
        ("day day day day",),
        question(replace(A, limits=(ShiftLimit("day", 4),)), cover=always("day")),
    ),
    (
        "roster_least_min",
        question(replace(A, least_min=1440, away=(0, 1, 2))),
        (". . . day",),
        question(replace(A, least_min=720, away=(0, 1, 2))),
    ),
    (
        "roster_most_min",
        question(replace(A, most_min=2000), cover=always("day")),
        ("day day day day",),
        question(replace(A, most_min=2880), cover=always("day")),
    ),
    (
        "roster_most_weekends",
        question(replace(A, most_weekends=1), weekends=((0, 1), (3,)), cover=always("day")),
        ("day day day day",),
        question(replace(A, most_weekends=2), weekends=((0, 1), (3,)), cover=always("day")),
    ),
    (
        "roster_leader",
        question(A, replace(B, leads=True, away=(3,)), leader_daily=True),
        (". . . .", "day day day ."),
        question(A, replace(B, leads=True), leader_daily=True),
    ),
    (
        "roster_held_in",
        question(A, B, cover=always("day", 2), held_in_pct=50),
        ("day day day day", "day day day day"),
        question(A, B, cover=always("day"), held_in_pct=50),
    ),
    (
        "roster_cover",
        question(A, cover=always("day", 2)),
        ("day day day day",),
        question(A, B, cover=always("day", 2)),
    ),
]
RULES = [f"{i}-{case[0]}" for i, case in enumerate(CASES)]


def plan(*rows: str) -> RosterPlan:
    """Return a roster written with dots for days off."""
    return RosterPlan(tuple(tuple(c if c != "." else "" for c in row.split()) for row in rows))


@pytest.mark.parametrize(("rule", "binds", "rows", "relaxed"), CASES, ids=RULES)
def test_the_judge_names_the_broken_rule_and_no_other(rule, binds, rows, relaxed) -> None:
    broken = {fault.rule for fault in judge.faults(binds, plan(*rows))}
    assert broken == {rule}
    if len(relaxed.slots) == len(rows) and rule not in {"roster_leader", "roster_held_in"}:
        assert judge.faults(relaxed, plan(*rows)) == ()


@pytest.mark.parametrize(("rule", "binds", "rows", "relaxed"), CASES, ids=RULES)
def test_a_relaxed_rule_leaves_a_roster(rule, binds, rows, relaxed) -> None:
    outcome = rosters.solve(relaxed, effort=Effort(0, 5))
    assert outcome.status is Status.OPTIMAL
    assert judge.faults(relaxed, outcome.plan) == ()


@pytest.mark.parametrize(("rule", "binds", "rows", "relaxed"), CASES, ids=RULES)
def test_a_binding_rule_clashes_by_name(rule, binds, rows, relaxed) -> None:
    outcome = rosters.solve(binds, effort=Effort(0, 5))
    assert outcome.status is Status.INFEASIBLE
    assert rule in {conflict.rule for conflict in outcome.conflicts}


def test_the_parts_of_the_objective_are_counted_by_their_definitions() -> None:
    asked = question(
        replace(A, nights_before=2, cycle=("day", ""), offset=1),
        replace(B, weekends_before=1),
        cover=(RosterCover(0, "day", 2, 100, 1), RosterCover(1, "day", 0, 100, 7)),
        weekends=((0, 1), (3,)),
        wishes=(RosterWish("a", 0, "day", True, 3), RosterWish("b", 3, "night", False, 5)),
        fair_nights_price=10,
        fair_weekends_price=20,
        pattern_price=1,
        kept=(("day", "day", "", ""), ("", "", "", "night")),
        moved_price=2,
    )
    given = plan("night day . .", ". . . night")
    assert roster_judge.parts(asked, given) == {
        "under": 200,
        "over": 7,
        "wishes": 8,
        "nights": 10 * (3 - 1),
        "weekends": 20 * (2 - 1),
        "pattern": 2,
        "moved": 2,
    }


def test_history_cuts_both_ways() -> None:
    asked = question(replace(A, before=("", "day"), shortest_run=2))
    assert {f.rule for f in judge.faults(asked, plan(". . . ."))} == {"roster_shortest_run"}
    assert judge.faults(asked, plan("day . . .")) == ()


def test_a_plan_of_another_shape_or_with_unknown_shifts_is_refused() -> None:
    asked = question(A)
    assert judge.faults(asked, plan("day day"))[0].rule == "roster_shape"
    assert judge.faults(asked, plan("day nap . ."))[0].rule == "roster_unknown_shift"


def test_a_question_survives_its_json_and_refuses_what_it_does_not_know() -> None:
    asked = CASES[3][1]
    assert problem_from_json(to_json(asked)) == asked
    with pytest.raises(ProblemError, match=r"cover\[0\].shift_id"):
        question(A, cover=always("siesta"))
    with pytest.raises(ProblemError, match="kept"):
        question(A, kept=(("day",),))
