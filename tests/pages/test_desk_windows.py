"""Two windows on one draft, and what a table must not bring into a spreadsheet."""

from __future__ import annotations

import pandas as pd
import pytest

from geo.contract import InputError
from pages.ui import drafting, state
from planner.report.sheet import csv_bytes
from planner.store import drafts
from planner.store.drafts import Decision


@pytest.fixture
def draft(monkeypatch, tmp_path):
    monkeypatch.setattr(state, "DRAFTS", tmp_path)
    return drafts.create(tmp_path, "luoyan", {"a.geojson": b"{}"})


def decided(draft, case_id: str) -> None:
    made = (Decision(case_id, "divide", rule="person"),)
    drafting.change(draft, lambda now: drafts.decide(state.DRAFTS, now, made))


def test_what_two_windows_decide_is_all_kept(draft):
    # both windows hold the draft as it was before either decided
    decided(draft, "first")
    decided(draft, "second")
    assert set(drafts.decisions(drafts.load(state.DRAFTS, draft.token))) == {"first", "second"}


def test_a_decision_about_a_deleted_draft_breaks_nothing_and_brings_nothing_back(draft):
    drafts.delete(state.DRAFTS, draft.token)
    decided(draft, "first")
    with pytest.raises(InputError) as error:
        drafts.load(state.DRAFTS, draft.token)
    assert error.value.code == "draft_gone"


@pytest.mark.parametrize("text", ["=cmd|'/c calc'!A1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_text_of_a_table_is_a_formula(text):
    told = csv_bytes(pd.DataFrame({"note": [text], "area_m2": [-1.5]}))
    assert told.startswith(b"\xef\xbb\xbf")
    rows = told.decode("utf-8-sig")
    assert f"'{text[0]}" in rows
    assert ",-1.5" in rows


def test_ordinary_text_and_headings_stay_as_they_are():
    frame = pd.DataFrame({"网格": ["水院子网格"], "户数": [20]})
    assert csv_bytes(frame).decode("utf-8-sig").splitlines() == ["网格,户数", "水院子网格,20"]
