"""Weeks of patrols that are approved: looked at, ticked off, counted as last week."""

from __future__ import annotations

import io

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from pages.ui.plain import plain
from planner.report.duty_files import tick_files
from planner.store import tours as store
from planner.words import LANGS, say
from tests.pages.week_page import (
    DAY,
    checked,
    opened,
    planned,
    press,
    text,
    tiny,
)

__all__ = ["tiny"]  # the fixture, for every test below
# AppTest runs the script in a thread whose event loop it does not close
pytestmark = pytest.mark.filterwarnings("ignore")


def test_a_day_is_told_back_in_one_line(tmp_path):
    press(planned(), "week.approve")
    app = opened(view="approved")
    rows = app.dataframe[0].value

    def told(line: str) -> AppTest:
        app.text_input[0].set_value(line)
        return press(app, "week.ticks_save")

    beyond = f"{len(rows) + 1}"
    wrong = say("week.ticks_line_wrong", "en", words=beyond)
    assert plain(wrong) in text(told(f"{beyond} 1:2"))
    assert not store.ticks_of(tmp_path / "tours", "tiny", DAY)
    assert say("week.ticks_saved", "en", count=len(rows), missed=1) in text(told("1:2"))
    ticks = store.ticks_of(tmp_path / "tours", "tiny", DAY)
    assert [one.reason for one in ticks if not one.done] == ["road"]
    done, why = say("col.done", "en"), say("col.why_not", "en")
    shown = app.dataframe[0].value
    assert shown[done].tolist() == [False, *[True] * (len(rows) - 1)]
    assert shown[why].tolist()[0] == say("week.reason.road", "en")
    assert not app.text_input[0].value


def test_a_week_is_approved_opened_again_ticked_off_and_counted_as_last_week(tmp_path):
    app = press(planned(), "week.approve")
    assert say("week.approved_now", "en", date=DAY.isoformat()) in text(app)
    week = store.load(tmp_path / "tours", "tiny", DAY)
    calls = store.calls_of(week.plan)
    app = opened(view="approved")
    assert say("week.no_ticks", "en") in text(app)
    app = press(app, "week.ticks_save")
    ticks = store.ticks_of(tmp_path / "tours", "tiny", DAY)
    assert ticks
    assert all(tick.done and (tick.task_id, tick.day) in calls for tick in ticks)
    assert say("week.no_ticks", "en") not in text(app)
    assert say("kept.title", "en") in text(app)
    heads = set(app.dataframe[1].value.columns)  # the first is the tick sheet itself
    assert say("col.planned", "en") in heads
    assert not any("crew" in head.lower() for head in heads)
    later = opened(day="2025-01-13")
    told = say("week.last", "en", date=DAY.isoformat(), calls=len(calls), missed=0)
    assert told in text(later)
    later = press(later, "week.copy", date=DAY.isoformat())
    assert say("week.sound", "en") in text(later) or "faults" in text(later)
    assert "not done as often as wanted" in text(later)  # others are due this week
    assert say("week.not_with_this", "en", button=say("common.compute", "en")) in text(later)


def test_a_filled_tick_sheet_is_taken_whole_or_not_at_all(tmp_path):
    press(planned(), "week.approve")
    week = store.load(tmp_path / "tours", "tiny", DAY)
    book = tick_files(week.problem, week.plan, DAY, dict(week.names["en"]), ("x", "y"), "en")
    xlsx = "application/octet-stream"
    app = opened(view="approved")
    app.file_uploader[0].set_value(("ticks.xlsx", book["tick-sheet.xlsx"], xlsx))
    app = press(checked(app.run()), "week.tick_take")
    assert say("week.tick_empty", "en") in text(app)
    app.file_uploader[0].set_value(("ticks.xlsx", filled(book["tick-sheet.xlsx"], "√", "2"), xlsx))
    app = press(checked(app.run()), "week.tick_take")
    ticks = store.ticks_of(tmp_path / "tours", "tiny", DAY)
    assert [tick.reason for tick in ticks if not tick.done] == ["road"]
    app.file_uploader[0].set_value(("ticks.xlsx", filled(book["tick-sheet.xlsx"], "√", "x"), xlsx))
    app = press(checked(app.run()), "week.tick_take")
    assert say("week.tick_wrong", "en", count=1) in text(app)
    assert store.ticks_of(tmp_path / "tours", "tiny", DAY) == ticks


def filled(book: bytes, checked_: str, mark: str) -> bytes:
    """Mark the first day as checked, and the first thing planned on it with a mark."""
    opened_ = openpyxl.load_workbook(io.BytesIO(book))
    sheet = next(one for one in opened_ if any(c.value == "checked" for r in one for c in r))
    head = next(cell.row for row in sheet for cell in row if cell.value == "checked")
    sheet.cell(head, 3).value = checked_
    row = next(r for r in range(head + 1, sheet.max_row + 1) if sheet.cell(r, 3).value == "√")
    sheet.cell(row, 3).value = mark
    held = io.BytesIO()
    opened_.save(held)
    return held.getvalue()


@pytest.mark.parametrize("lang", LANGS)
def test_without_an_approved_week_the_page_says_so(lang):
    assert say("week.none_approved", lang) in text(opened(lang, view="approved"))


def test_a_damaged_week_is_told(tmp_path):
    press(planned(), "week.approve")
    (tmp_path / "tours" / "tiny" / f"week-{DAY}.json").write_text("{", encoding="utf-8")
    shown = text(opened(view="approved")).replace("\\", "")
    assert say("input.week_damaged", "en", file=f"week-{DAY}.json") in shown
