"""A week in work: steps by hand, undo, questions that wait, and what the timetable receives."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from pages.ui.tours import lay
from pages.ui.tours.ready import _copied_off
from pages.ui.tours.shelf import Shelf
from pages.ui.tours.steps import done
from pages.ui.tours.work import Sheet, Work, copied, to_ask_again
from planner import tours
from planner.judge import fault
from planner.outcome import Outcome, Run, Status, Stopped
from planner.problem import problem_id
from planner.problem.tour_moves import Spot, Step
from planner.problem.tours import Kept, Tour, ToursPlan
from planner.store.tours import Week
from tests.planner.test_engine_tours import week

PROBLEM = week()
ON = SimpleNamespace(context=SimpleNamespace(day=lambda n: date(2026, 11, 30) + timedelta(days=n)))
ORDERS = {"d0c0": (Step("a"), Step("b")), "d1c1": (Step("c"),)}


def sheet() -> Sheet:
    return Sheet(PROBLEM, PROBLEM, tours.retimed(PROBLEM, ORDERS), "solved", ON)


def answer(problem, plan=None, *, stopped=Stopped.DONE, objective=7) -> Outcome[object]:
    run = Run("x", "1", 0, 5, 1.0, 1.0, problem_id(problem), stopped)
    status = Status.FEASIBLE if plan else Status.NOT_FOUND
    return Outcome(status, run, plan, objective if plan else None)


def test_a_step_gives_a_new_sheet_and_says_where_the_stop_is():
    before = sheet()
    after, spot = done(before, {"op": "move", "spot": ["d0c0", 0], "to": ["d1c1", 9]})
    assert after.orders == {"d0c0": (Step("b"),), "d1c1": (Step("c"), Step("a"))}
    assert spot == Spot("d1c1", 1)
    assert before.orders == ORDERS
    dropped, spot = done(after, {"op": "drop", "spot": ["d1c1", 0]})
    assert spot is None
    added, spot = done(dropped, {"op": "add", "task": "c", "to": ["d2c0", 0]})
    assert added.orders["d2c0"] == (Step("c"),)
    # tours that nobody touched keep their times
    assert added.plan.tours[0] == after.plan.tours[0]


def test_a_pin_is_set_and_freed_and_asks_another_question():
    pinned, spot = done(sheet(), {"op": "pin", "spot": ["d0c0", 1]})
    assert pinned.problem.pins == (Kept("b", "d0c0"),)
    assert spot == Spot("d0c0", 1)
    question = to_ask_again(pinned)
    assert question.pins == pinned.problem.pins
    assert Kept("c", "d1c1") in question.kept
    freed, _ = done(pinned, {"op": "pin", "spot": ["d0c0", 1]})
    assert freed.problem.pins == ()


def test_a_step_is_of_the_stop_that_was_seen_though_another_step_came_between():
    shown = {"op": "drop", "spot": ["d0c0", 1], "task": "b"}
    after, _ = done(sheet(), {"op": "move", "spot": ["d0c0", 0], "task": "a", "to": ["d1c1", 0]})
    last, _ = done(after, shown)
    assert last.orders == {"d1c1": (Step("a"), Step("c"))}
    with pytest.raises(LookupError):
        done(last, {"op": "drop", "spot": ["d1c1", 0], "task": "b"})


@pytest.mark.parametrize(
    "event",
    [
        {"op": "move", "spot": ["d0c0", 5], "to": ["d1c1", 0]},
        {"op": "move", "spot": ["d9", 0], "to": ["d1c1", 0]},
        {"op": "move", "spot": ["d0c0", 0], "to": ["nowhere", 0]},
        {"op": "move", "spot": ["d0c0", 0]},
        {"op": "move", "spot": "d0c0", "to": None},
        {"op": "add", "task": "nothing", "to": ["d0c0", 0]},
        {"op": "burn", "spot": ["d0c0", 0]},
        {},
    ],
)
def test_what_cannot_be_done_is_refused(event):
    with pytest.raises((LookupError, TypeError, ValueError)):
        done(sheet(), event)


def test_an_answer_is_taken_up_once_and_undo_goes_back():
    work, plan = Work(), sheet().plan
    assert work.question(PROBLEM) is PROBLEM
    work.answered(PROBLEM, answer(PROBLEM), ON)
    assert work.now is None
    for _ in range(3):
        work.answered(PROBLEM, answer(PROBLEM, plan), ON)
    assert len(work.sheets) == 1
    moved, _ = done(work.now, {"op": "drop", "spot": ["d0c0", 0]})
    work.add(moved)
    assert work.made(moved) is work.sheets[0]
    work.undo()
    work.undo()
    assert len(work.sheets) == 1


def test_a_question_that_waits_keeps_the_plan_until_its_answer():
    work, plan = Work(), sheet().plan
    work.answered(PROBLEM, answer(PROBLEM, plan), ON)
    other = to_ask_again(done(work.now, {"op": "pin", "spot": ["d0c0", 0]})[0])
    work.ask(other, ON, before=plan)
    assert work.question(PROBLEM) is other
    work.undo()
    assert work.pending is None
    work.ask(other, ON, before=plan)
    work.answered(other, answer(other, plan), ON)
    assert (work.now.how, work.now.before, work.now.asked) == ("event", plan, other)
    work.undo()
    assert work.question(PROBLEM) is PROBLEM


def test_an_approved_week_is_laid_on_another_by_day_of_the_week():
    then = Week(date(2026, 11, 23), "", PROBLEM, sheet().plan, {})
    laid = copied(PROBLEM, ON, then)
    assert laid is not None
    assert laid.orders == ORDERS
    gone = Week(date(2026, 11, 27), "", PROBLEM, sheet().plan, {})
    shifted = copied(PROBLEM, ON, gone)  # Friday and Saturday are not in this week
    assert shifted is None


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_timetable_has_a_row_for_every_turn_and_marks_what_is_wrong(lang):
    pinned, _ = done(sheet(), {"op": "pin", "spot": ["d0c0", 0]})
    day = lay.Day(pinned, 0, {"a": "甲", "c0": "C"}, lang, ("d0c0", 1))
    board = day.board([fault("windows", turn="d0c0", task="b")])
    rows = board["rows"]
    assert [row["turn"] for row in rows] == ["d0c0", "d0c1"]
    first, second = rows[0]["calls"]
    assert (first["pinned"], first["wrong"]) == (True, False)
    assert (second["pinned"], second["wrong"]) == (False, True)
    assert "甲" in first["told"]
    assert board["picked"] == ["d0c0", 1]
    assert board["span"][0] % 3600 == 0
    assert len(board["hours"]) <= 11


def test_looks_differ_and_crews_out_on_one_day_differ_in_colour():
    crews = tuple(replace(PROBLEM.crews[0], crew_id=f"k{n}") for n in range(15))
    turn = PROBLEM.turns[0]
    turns = tuple(replace(turn, turn_id=f"t{n}", crew_id=f"k{n}") for n in range(15))
    wide = replace(PROBLEM, crews=crews, turns=turns)
    out = {"t0", "t2", "t7", "t9", "t14"}  # every seventh would have the colour of the first
    plan = ToursPlan(tuple(Tour(name, 0, (), 1) for name in sorted(out)))
    found = lay.looks(wide, plan)
    assert len({(look.colour, look.dash) for look in found.values()}) == len(crews)
    assert len({found[f"k{name[1:]}"].colour for name in out}) == len(out)


def test_the_map_has_lines_along_the_ways_and_stops_in_order():
    places = SimpleNamespace(
        at=lambda name: None if name == "b" else (1, 2),
        path=lambda mode, a, b: [[0, 0, 1, 1]] if a != b else [],
        along=lambda task: [[5, 5]] if task == "a" else [],
    )
    day = lay.Day(sheet(), 0, {}, "en", ("d0c0", 0))
    state = day.map(places)
    assert len(state["routes"]) == 1
    assert state["routes"][0]["parts"] == [[0, 0, 1, 1], [5, 5], [0, 0, 1, 1], [0, 0, 1, 1]]
    assert [(stop["number"], stop["picked"]) for stop in state["stops"]] == [(1, True)]
    assert {kind for kind, *_ in state["spots"]} == {"missed", "base"}
    assert [entry[0] for entry in day.legend()] == ["crew", "base", "missed"]


def test_who_was_not_there_last_week_is_not_there_on_the_same_days_of_this_one():
    there = replace(PROBLEM, turns=tuple(t for t in PROBLEM.turns if t.turn_id != "d1c1"))
    then = Week(date(2026, 11, 23), "", there, sheet().plan, {})
    # Monday to Thursday were asked for then; of Friday nothing is known
    assert _copied_off(then, date(2026, 11, 30), 5) == {("c1", "2026-12-01")}


def test_the_shelf_forgets_what_was_not_touched_longest():
    shelf = Shelf()
    first = shelf.get("work", Work)
    for number in range(60):
        shelf.get(f"other {number}", Work)
        assert shelf.get("work", Work) is first
    assert shelf.get("other 0", lambda: None) is None
