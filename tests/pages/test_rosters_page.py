"""The page of rosters: planned, judged at a change, planned around it, simulated, impossible."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pandas as pd
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from geo.load import load_area
from pages.ui import jobs, state
from planner.demand.day_types import first_of_patrols
from planner.demand.roster_patterns import PATTERNS
from planner.problem.roster_moves import duties_moved
from planner.store import rosters as store
from planner.words import LANGS, say
from tests.pages import looking
from tests.pages.looking import text, waited

ROOT = Path(__file__).resolve().parents[2]
# AppTest runs the script in a thread whose event loop it does not close
pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture(autouse=True)
def own_desk(monkeypatch, tmp_path) -> None:
    fresh = jobs.Desk()
    monkeypatch.setattr(jobs, "desk", lambda: fresh)
    monkeypatch.setattr(state, "ROSTERS", tmp_path)


def opened(lang: str, **settings: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    app.query_params.update({"lang": lang, "days": "7", **settings})
    app.run()
    app.switch_page("pages/police/rosters.py")
    app.query_params.update({"lang": lang, "days": "7", **settings})
    app.run()
    assert not app.exception
    return app


def press(app: AppTest, key: str, lang: str) -> AppTest:
    return looking.press(app, say(key, lang), lang)


def seen(app: AppTest, part: str) -> AppTest:
    app.session_state["part"] = part
    app.run()
    assert not app.exception
    return app


@pytest.mark.parametrize("lang", LANGS)
def test_a_roster_is_planned_judged_and_simulated(lang) -> None:
    app = opened(lang)
    assert say("page.rosters", lang) in text(app)
    app = press(app, "common.compute", lang)
    assert say("roster.board", lang) in text(app)
    assert say("status.optimal", lang) in text(app)
    assert any("verified" in (s.icon or "") for s in app.success)
    app = seen(app, "month")
    assert say("simulate.figures", lang) in text(app)
    app.session_state["empty"] = "R01"
    app.run()
    assert not app.exception
    assert say("simulate.compared", lang) in text(app)


def test_what_cannot_be_is_said_with_the_rules_that_clash() -> None:
    app = press(opened("en", must="yes", run="1"), "common.compute", "en")
    assert say("status.infeasible", "en") in text(app)
    assert say("conflict.roster_longest_run/all", "en", most=1) in text(app)


@pytest.mark.slow
def test_a_rule_of_a_clash_is_eased_by_one_click() -> None:
    app = press(opened("en", must="yes", run="1"), "common.compute", "en")
    button = next(b for b in app.button if b.label == say("roster_eased.roster_cover", "en"))
    button.click().run()
    app = waited(app, "en")
    assert any("verified" in (s.icon or "") for s in app.success)
    assert say("roster_changes.short", "en") in text(app)


@pytest.mark.parametrize("lang", ["zh", pytest.param("en", marks=pytest.mark.slow)])
def test_a_roster_is_kept_opened_again_and_planned_around_a_post_that_falls_out(lang) -> None:
    empty = seen(opened(lang), "kept")
    assert say("roster_kept.none", lang) in text(empty)
    app = press(opened(lang), "common.compute", lang)
    app = press(app, "roster_kept.keep", lang)
    (first,) = store.kept_days(state.ROSTERS, "luoyan")
    before = store.load_roster(state.ROSTERS, "luoyan", first)
    app = seen(app, "kept")
    assert say("roster_kept.told", lang, at="", days=7)[-10:] in text(app)
    app.session_state["roster-out-who"] = "R06-1"
    app = press(app, "roster_kept.out_plan", lang)
    assert say("roster_changes.title", lang) in text(app)
    app = press(app, "roster_kept.keep", lang)
    after = store.load_roster(state.ROSTERS, "luoyan", first)
    row = [slot.slot_id for slot in after.problem.slots].index("R06-1")
    half = len(before.problem.days) // 2
    assert after.plan.rows[row][:half] == before.plan.rows[row][:half]
    assert set(after.plan.rows[row][half:]) == {""}
    moved, duties = duties_moved(before.plan, after.plan, half)
    assert say("roster.moved", lang, moved=moved, duties=duties) in text(app)
    app = press(app, "roster.undo_step", lang)
    assert say("roster_changes.title", lang) not in text(app)
    app = press(app, "roster.redo_step", lang)
    assert say("roster_changes.title", lang) in text(app)


def test_the_balance_of_a_kept_roster_is_shown_and_used_by_the_next() -> None:
    app = press(opened("en"), "common.compute", "en")
    app = press(app, "roster_kept.keep", "en")
    (first,) = store.kept_days(state.ROSTERS, "luoyan")
    later = opened("en", first=(first + timedelta(days=7)).isoformat())
    assert first.isoformat() in text(later)
    later = press(later, "common.compute", "en")
    share = next(
        table.value
        for table in later.dataframe
        if say("roster.nights", "en") in table.value.columns
    )
    kept = store.load_roster(state.ROSTERS, "luoyan", first)
    carried = store.balances(state.ROSTERS, "luoyan", kept.end)
    share = share.set_index(say("roster.slot", "en"))
    brought = share[say("roster.nights", "en")] - share[say("roster_shift.night", "en")]
    assert brought.to_dict() == {slot: balance.nights for slot, balance in carried.items()}
    assert sum(b.nights for b in carried.values()) > 0


@pytest.mark.parametrize("lang", ["zh", pytest.param("en", marks=pytest.mark.slow)])
def test_a_template_is_changed_for_this_office_and_set_back(lang) -> None:
    app = opened(lang)

    def saved(cycle: str, button: str = "roster_template.save") -> str:
        label = say("roster_template.cycle", lang)
        next(t for t in app.text_input if t.label == label).set_value(cycle)
        press(app, button, lang)
        return text(app)

    night, off = say("roster_shift.night", lang), say("roster_shift.off", lang)
    assert say("roster_template.cycle_wrong", lang) in saved(f"{night} swimming {off}")
    # a shift without hours in this template
    assert say("roster_template.no_shift", lang) in saved(say("roster_shift.duty", lang))
    assert store.own_book(state.ROSTERS, "luoyan").patterns == {}
    assert say("roster_template.saved", lang) in saved(f"{night} {off} {off}")
    kept = store.own_book(state.ROSTERS, "luoyan").patterns["pattern_3crew_2shift"]
    assert kept.cycle == ("night", "", "")
    ours = PATTERNS["pattern_3crew_2shift"]
    assert (kept.shifts, kept.begins_h, kept.needs) == (ours.shifts, ours.begins_h, ours.needs)
    app = press(app, "common.compute", lang)
    shifts = next(
        table.value for table in app.dataframe if say("roster.nights", lang) in table.value.columns
    )
    assert shifts[say("roster_shift.night", lang)].sum() > 0
    saved(f"{night} {off} {off}", "roster_template.ours")
    assert store.own_book(state.ROSTERS, "luoyan").patterns == {}


def typing(monkeypatch, about: str, fill: Callable[[pd.DataFrame], pd.DataFrame]) -> None:
    """Let a table to edit come back filled, as if somebody had typed into it."""
    real = st.data_editor

    def filled(table: pd.DataFrame, **more: object) -> pd.DataFrame:
        shown = real(table, **more)
        return fill(shown) if str(more["key"]).startswith(about) else shown

    monkeypatch.setattr(st, "data_editor", filled)


@pytest.mark.parametrize("lang", ["zh", pytest.param("en", marks=pytest.mark.slow)])
def test_leave_and_wishes_are_typed_by_slot_and_planned_around(monkeypatch, lang) -> None:
    what = {name: say(f"roster_leave.{name}", lang) for name in ("away", "wants")}
    first = first_of_patrols(load_area(state.AREAS["luoyan"]).data_date)
    rows = [[first, first + timedelta(days=1), what["away"], None]]

    def fill(table: pd.DataFrame) -> pd.DataFrame:
        return pd.DataFrame([[f"R06 {posts['R06']}", *row] for row in rows], columns=table.columns)

    posts = load_area(state.AREAS["luoyan"]).responders[f"name_{lang}"]
    typing(monkeypatch, "roster-leave", fill)
    app = press(opened(lang), "roster_leave.save", lang)
    assert say("roster_leave.saved", lang) in text(app)
    (entry,) = store.own_book(state.ROSTERS, "luoyan").entries
    assert (entry.who, entry.first, entry.what) == ("R06", first, "away")
    app = press(app, "common.compute", lang)
    app = press(app, "roster_kept.keep", lang)
    kept = store.load_roster(state.ROSTERS, "luoyan", first)
    slots = {
        slot.slot_id: row for slot, row in zip(kept.problem.slots, kept.plan.rows, strict=True)
    }
    assert slots["R06-1"][:2] == ("", "")
    rows[0][2] = what["wants"]  # for no shift
    app = press(app, "roster_leave.save", lang)
    assert say("roster_leave.wrong", lang) in text(app)


def test_initials_are_kept_apart_and_names_refused(monkeypatch) -> None:
    typed = {"R01-1": "qx"}

    def fill(table: pd.DataFrame) -> pd.DataFrame:
        slots = table.iloc[:, 0]
        return table.assign(**{table.columns[2]: slots.map(lambda slot: typed.get(slot, ""))})

    typing(monkeypatch, "roster-initials", fill)
    app = press(opened("zh"), "common.compute", "zh")
    app = press(app, "roster.initials_save", "zh")
    assert store.initials_of(state.ROSTERS, "luoyan") == {"R01-1": "QX"}
    typed["R01-2"] = "王小明"
    app = press(app, "roster.initials_save", "zh")
    assert say("initials_refused.name", "zh") in text(app)
    assert "王小明" not in text(app)
    assert store.initials_of(state.ROSTERS, "luoyan") == {"R01-1": "QX"}


@pytest.mark.parametrize("name", ["rest_after_night", "nights_each"])
def test_a_roster_that_cannot_be_is_looked_at(name) -> None:
    app = opened("zh")
    app.session_state["impossible"] = name
    app = seen(app, "impossible")
    assert say("status.infeasible", "zh") in text(app)
    assert say(f"roster_impossible.{name}", "zh") in text(app)
    box = next(b for b in app.selectbox if b.label == say("roster_impossible.ease", "zh"))
    box.select_index(0).run()
    assert not app.exception
    told = [say(f"roster_impossible.{key}", "zh") for key in ("eased", "still")]
    assert any(sentence in text(app) for sentence in told)


def test_another_template_brings_its_own_share_held_in() -> None:
    app = opened("en")
    assert app.session_state["held_in"] == 0
    app.session_state["pattern"] = "duty_standby_rest"
    app.run()
    assert not app.exception
    assert app.session_state["held_in"] == PATTERNS["duty_standby_rest"].held_in_pct == 50


def test_a_store_that_cannot_be_read_is_said() -> None:
    folder = state.ROSTERS / "luoyan"
    folder.mkdir(parents=True)
    (folder / "rosters.json").write_text('{"version":1,"value":{"entries":3}}', "utf-8")
    app = opened("en")
    assert say("input.rosters_damaged", "en") in text(app)
