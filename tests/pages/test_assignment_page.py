"""The page of responders: rules kept, a month approved, kept to and forgotten; somebody away."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pages.ui import jobs, state
from planner.demand.team_book import USUAL
from planner.store.responders import (
    kept_months,
    load_assignment,
    own_book,
    own_teams,
    set_teams,
)
from planner.words import LANGS, say
from tests.pages.looking import press, text

ROOT = Path(__file__).resolve().parents[2]
# AppTest runs the script in a thread whose event loop it does not close
pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture(autouse=True)
def own_folders(monkeypatch, tmp_path, tiny_folder) -> None:
    fresh = jobs.Desk()
    monkeypatch.setattr(jobs, "desk", lambda: fresh)
    monkeypatch.setattr(state, "OFFICE", tmp_path / "office")
    monkeypatch.setattr(state, "AREAS", {"luoyan": tiny_folder})


def opened(lang: str, **settings: str) -> AppTest:
    asked = {"lang": lang, "effort": "quick", **settings}
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    app.query_params.update(asked)
    app.run()
    app.switch_page("pages/police/responders.py")
    app.query_params.update(asked)
    app.run()
    assert not app.exception
    return app


@pytest.mark.parametrize("lang", LANGS)
def test_a_month_is_approved_found_again_and_kept_to(lang) -> None:
    app = opened(lang)
    assert say("assign.shelf_empty", lang) in text(app)
    app = press(app, say("common.compute", lang), lang)
    month = app.session_state["day"].isoformat()[:7]
    app = press(app, say("assign.approve", lang, month=month), lang)
    (folder,) = state.OFFICE.iterdir()
    assert kept_months(state.OFFICE, folder.name) == (month,)
    # it is another question now, one that keeps the month approved
    app = press(app, say("common.compute", lang), lang)
    grids = len(load_grids(folder.name, month))
    told = {"changes": 0, "grids": grids, "month": month}
    assert say("assign.changes", lang, **told) in text(app)
    app = press(app, say("assign.forget", lang, month=month), lang)
    assert kept_months(state.OFFICE, folder.name) == ()


def load_grids(area_id: str, month: str) -> dict[str, str]:
    return load_assignment(state.OFFICE, area_id, month).first


def test_rules_are_kept_by_the_office_and_rule_the_next_question() -> None:
    app = opened("en")
    app = press(app, say("common.compute", "en"), "en")
    box = next(n for n in app.number_input if n.label == say("assign.min_response_unit", "en"))
    box.set_value(100)
    app = press(app, say("assign.set", "en"), "en")
    (folder,) = state.OFFICE.iterdir()
    assert own_book(state.OFFICE, folder.name).min_response_unit == 100
    assert say("answer.judged", "en") not in text(app)
    app = press(app, say("common.compute", "en"), "en")
    assert not app.exception
    assert say("assign.figure", "en") not in text(app)


def test_other_plans_stand_beside_and_can_be_taken() -> None:
    app = press(opened("en"), say("common.compute", "en"), "en")
    app = press(app, say("assign.others_ask", "en"), "en")
    heads = {say(f"assign.other_{name}", "en") for name in ("shown", "soonest", "even", "last")}
    assert any(heads <= set(frame.value.columns) for frame in app.dataframe)
    take = say("assign.other_take", "en", plan=say("assign.other_even", "en"))
    app = press(app, take, "en")
    (folder,) = state.OFFICE.iterdir()
    assert own_book(state.OFFICE, folder.name).full_price > 0


@pytest.mark.parametrize("lang", LANGS)
def test_somebody_away_is_walked_through(lang) -> None:
    app = opened(lang, responders="away")
    assert say("away.none", lang) in text(app)
    who = next(m for m in app.multiselect if m.label == say("away.who", lang))
    posts = list(who.options)
    app = who.select(posts[0]).run()
    app = press(app, say("away.ask", lang), lang)
    shown = text(app)
    assert say("away.costs", lang) in shown
    assert say("away.lost", lang) in shown
    assert say("away.met", lang) in shown


@pytest.mark.parametrize("lang", LANGS)
def test_days_are_simulated_and_two_plans_compared_on_the_same_matters(lang) -> None:
    app = opened(lang, responders="month", sim_days="10", sim_runs="4")
    shown = text(app)
    assert say("simulate.figures", lang) in shown
    assert say("simulate.by_kind", lang) in shown
    assert say("simulate.compared", lang) not in shown
    empty = next(m for m in app.multiselect if m.label == say("simulate.empty", lang))
    app = empty.select(next(iter(empty.options))).run()
    assert not app.exception
    shown = text(app)
    assert say("simulate.compared", lang) in shown
    head = say("simulate.head_told_apart", lang)
    assert any(head in frame.value.columns for frame in app.dataframe)


@pytest.mark.parametrize("lang", LANGS)
def test_teams_are_shown_kept_and_set_back(lang) -> None:
    app = opened(lang, responders="teams")
    assert say("teams.people", lang) in text(app)
    app = press(app, say("teams.set", lang), lang)
    (folder,) = state.OFFICE.iterdir()
    assert own_teams(state.OFFICE, folder.name) == USUAL
    set_teams(state.OFFICE, folder.name, replace(USUAL, shares={**USUAL.shares, "fire": 9}))
    app = press(opened(lang, responders="teams"), say("teams.usual", lang), lang)
    assert own_teams(state.OFFICE, folder.name) == USUAL


def test_the_smallest_team_is_told_with_its_proof() -> None:
    shown = text(opened("en", responders="due", matter="search"))
    assert say("due.team_proved", "en") in shown
