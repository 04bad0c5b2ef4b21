"""Approved weeks: kept whole, found again, and what was done by place and day."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date

import pytest

from geo.contract import InputError
from planner import tours
from planner.problem.tour_moves import Step
from planner.store import tours as store
from planner.store.tours import Draft, Tick, Week
from tests.planner.test_engine_tours import week

MONDAY, NEXT = date(2026, 11, 23), date(2026, 11, 30)


def approved_week(first_day: date = MONDAY) -> Week:
    problem = week()
    orders = {"d0c0": (Step("a"), Step("b")), "d3c1": (Step("a"),)}
    plan = tours.retimed(problem, orders)
    return Week(first_day, "2026-11-22T08:00:00+00:00", problem, plan, {"zh": {"a": "甲"}})


def test_an_approved_week_comes_back_as_it_was(tmp_path):
    given = approved_week()
    store.approve(tmp_path, "luoyan", given)
    assert store.load(tmp_path, "luoyan", MONDAY) == given
    assert store.approved(tmp_path, "luoyan") == (MONDAY,)
    assert store.approved(tmp_path, "elsewhere") == ()
    assert given.day(3 * 86_400 + 5) == date(2026, 11, 26)


def test_approving_again_keeps_the_ticks(tmp_path):
    store.approve(tmp_path, "luoyan", approved_week())
    ticks = (Tick("a", 0, done=False, reason="weather"),)
    store.tick(tmp_path, "luoyan", MONDAY, ticks)
    store.approve(tmp_path, "luoyan", replace(approved_week(), approved_at="later"))
    assert store.ticks_of(tmp_path, "luoyan", MONDAY) == ticks
    assert store.approved(tmp_path, "luoyan") == (MONDAY,)


def test_a_plan_in_work_comes_back_for_the_week_it_was_made_for(tmp_path):
    given = approved_week()
    draft = Draft("week", given.problem, given.problem, given.plan, "moved", given.plan)
    assert store.draft_of(tmp_path, "luoyan", MONDAY, "week") is None
    store.keep_draft(tmp_path, "luoyan", MONDAY, draft)
    assert store.draft_of(tmp_path, "luoyan", MONDAY, "week") == draft
    assert store.draft_of(tmp_path, "luoyan", MONDAY, "set otherwise") is None
    assert store.approved(tmp_path, "luoyan") == ()
    next((tmp_path / "luoyan").glob("draft-*.json")).write_text("{", encoding="utf-8")
    assert store.draft_of(tmp_path, "luoyan", MONDAY, "week") is None


def test_last_visits_are_those_planned_and_not_said_to_be_missed(tmp_path):
    assert store.last_visits(tmp_path, "luoyan", NEXT) == {}
    store.approve(tmp_path, "luoyan", approved_week())
    assert store.last_visits(tmp_path, "luoyan", NEXT) == {
        "a": date(2026, 11, 26),
        "b": date(2026, 11, 23),
    }
    store.tick(tmp_path, "luoyan", MONDAY, (Tick("a", 3, done=False, reason="road"),))
    assert store.last_visits(tmp_path, "luoyan", NEXT)["a"] == date(2026, 11, 23)
    # a week that has only begun counts up to the day before
    assert store.last_visits(tmp_path, "luoyan", date(2026, 11, 24))["a"] == MONDAY
    assert store.last_visits(tmp_path, "luoyan", MONDAY) == {}


def test_what_a_watcher_has_seen_is_what_was_approved_before_and_not_long_ago(tmp_path):
    store.approve(tmp_path, "luoyan", approved_week())
    seen = store.walks_before(tmp_path, "luoyan", NEXT)
    assert [(walk.day, walk.places) for walk in seen] == [
        (MONDAY, ("a", "b")),
        (date(2026, 11, 26), ("a",)),
    ]
    # a week that has only begun counts up to the day before
    assert len(store.walks_before(tmp_path, "luoyan", date(2026, 11, 24))) == 1
    assert store.walks_before(tmp_path, "luoyan", MONDAY) == ()
    assert store.walks_before(tmp_path, "luoyan", date(2027, 11, 30)) == ()


def test_a_tick_has_no_crew_and_no_text():
    assert [field.name for field in fields(Tick)] == ["task_id", "day", "done", "reason"]


def test_what_is_missing_or_damaged_is_told(tmp_path):
    with pytest.raises(InputError) as gone:
        store.load(tmp_path, "luoyan", MONDAY)
    assert gone.value.code == "week_gone"
    store.approve(tmp_path, "luoyan", approved_week())
    (tmp_path / "luoyan" / "week-2026-11-23.json").write_bytes(b'{"first_day": "2026')
    with pytest.raises(InputError) as damaged:
        store.load(tmp_path, "luoyan", MONDAY)
    assert damaged.value.code == "week_damaged"


def test_a_week_that_cannot_be_written_leaves_the_one_before(tmp_path, monkeypatch):
    store.approve(tmp_path, "luoyan", approved_week())

    def full(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(store, "write_whole", full)
    with pytest.raises(OSError):  # noqa: PT011 - whatever the disk says
        store.approve(tmp_path, "luoyan", replace(approved_week(), approved_at="x"))
    assert store.load(tmp_path, "luoyan", MONDAY) == approved_week()
