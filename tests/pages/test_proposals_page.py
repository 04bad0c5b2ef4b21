"""The proposals page: asked, answered three ways, impossible, stopped, taken to the editor."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from geo.load import load_area
from pages.ui import jobs, state
from planner.store import redraws
from planner.words import LANGS, say
from tests.pages import looking

ROOT = Path(__file__).resolve().parents[2]
WEST, EAST = "530623202201", "530623202202"
# AppTest runs the script in a thread whose event loop it does not close
pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture(autouse=True)
def tiny(monkeypatch, tiny_source, tmp_path) -> None:
    """The drawn township, an empty store and a desk of its own."""
    areas = {"luoyan": tiny_source, "liechtenstein": ROOT / "no" / "such" / "folder"}
    monkeypatch.setattr(state, "AREAS", areas)
    monkeypatch.setattr(state, "REDRAWS", tmp_path / "redraws")
    fresh = jobs.Desk()
    monkeypatch.setattr(jobs, "desk", lambda: fresh)


def opened(lang: str = "zh", **settings: str) -> AppTest:
    return looking.opened("township/proposals", lang, **{"effort": "quick", **settings})


def asked(lang: str = "zh", **settings: str) -> AppTest:
    """The page once its questions are answered."""
    app = opened(lang, **settings)
    press(app, say("common.compute", lang))
    for _ in range(600):
        if not any(b.label == say("common.cancel", lang) for b in app.button):
            return app
        time.sleep(0.1)
        app.run()
    raise TimeoutError


def press(app: AppTest, label: str) -> AppTest:
    next(button for button in app.button if button.label == label).click()
    app.run()
    assert not app.exception
    return app


def text(app: AppTest) -> str:
    return looking.text(app).replace("\\", "")


@pytest.mark.parametrize("lang", LANGS)
def test_the_page_says_what_it_cuts_before_anybody_asks(lang):
    app = opened(lang, unit=EAST)
    told = text(app)
    assert say("page.proposals", lang) in told
    assert say("state.none", lang, button=say("common.compute", lang)) in told
    assert say("proposal.prices_note", lang) in told
    assert "90" in told  # households of the unit


@pytest.fixture
def luoyan(monkeypatch) -> dict[str, str]:
    """A real community, where tastes differ, and what is asked of it."""
    monkeypatch.setattr(state, "AREAS", {"luoyan": ROOT / "data" / "boundaries"})
    return {"unit": "530623202002", "by": "number", "asked": "6", "off": "30"}


@pytest.mark.parametrize("lang", ["zh", pytest.param("en", marks=pytest.mark.slow)])
def test_three_answers_stand_side_by_side_with_their_differences(lang, luoyan):
    app = asked(lang, **luoyan)
    told = text(app)
    assert say("proposal.compare", lang) in told
    compared = app.dataframe[0].value
    asked_for = say("weighs.alternative_as_asked", lang)
    first = say("proposal.nth", lang, number=1, weighs=asked_for)
    assert compared.columns[1] == first
    assert compared.shape[0] == 11
    others = list(compared.columns[2:])
    assert others
    assert all(f"**{name}**" in told for name in others)
    assert told.count(first) >= len(others)
    assert say("proposal.proved", lang, grids=257) in told
    assert len(app.dataframe[1].value) == 6
    assert say("answer.judged", lang) in told


@pytest.mark.slow
def test_another_of_the_three_can_be_looked_at(luoyan):
    app = asked(**luoyan)
    second = app.dataframe[0].value.columns[2]
    app.button_group[-1].set_value(second).run()
    assert not app.exception
    assert second in str(app.button_group[-1].value)
    assert say("proposal.compare", "zh") in text(app)


def test_what_is_impossible_is_named_once():
    app = asked(unit=EAST, by="band", least_afresh="0", most_afresh="3")
    told = text(app)
    assert say("status.infeasible", "zh") in told
    assert say("answer.conflicts", "zh") in told
    assert say("proposal.compare", "zh") not in told


@pytest.mark.parametrize("lang", ["zh", pytest.param("en", marks=pytest.mark.slow)])
def test_a_clash_names_settlements_and_what_helps_is_a_press_away(lang, luoyan):
    app = asked(lang, unit="530623202001")
    told = text(app)
    assert say("status.infeasible", lang) in told
    rows = [line for line in told.splitlines() if line.startswith("- ")]
    first = say("conflict.households", lang, low=40, high=120)
    assert first in rows[0] + rows[1]
    places = state_places(lang)
    named = [row for row in rows if any(place in row for place in places)]
    assert named
    assert not [row for row in rows if " b0" in row or " b1" in row]  # no code of a piece
    press(app, say("proposal.soften", lang))
    assert app.selectbox(key="hold_afresh").value == "soft"
    assert say("common.compute", lang) in {button.label for button in app.button}


def state_places(lang: str) -> list[str]:
    places = load_area(state.AREAS["luoyan"]).places
    return list(places.loc[places["unit_code"] == "530623202001", f"name_{lang}"])


@pytest.mark.slow
def test_grids_outside_limits_that_only_cost_are_counted(luoyan):
    app = asked(unit="530623202001", question="adjust")
    facts = {"low": 20, "high": 120, "few": 1, "many": 0}
    assert say("proposal.outside", "zh", **facts) in text(app)


@pytest.mark.slow
def test_adjusting_today_that_keeps_the_limits_changes_nothing():
    settings = {"unit": EAST, "question": "adjust", "least_adjust": "5", "most_adjust": "60"}
    app = asked(**settings, plain_price="0")
    assert say("proposal.unchanged", "zh") in text(app)
    assert say("proposal.take", "zh") not in {button.label for button in app.button}


def test_a_proposal_is_taken_to_the_editor_as_a_draft():
    app = asked(unit=EAST, by="number", asked="2", off="60")
    press(app, say("proposal.take", "zh"))
    drafts = [
        d for token in state.REDRAWS.iterdir() for d in [redraws.load(state.REDRAWS, token.name)]
    ]
    assert len(drafts) == 1
    assert [one["op"] for one in drafts[0].operations] == ["replan"]  # one step to take back
    assert app.session_state["redraw"] == drafts[0].token


def test_a_unit_whose_grids_are_all_kept_has_nothing_to_ask():
    app = opened(unit=WEST)
    app.multiselect(key=f"keep-{WEST}").set_value([WEST + "001", WEST + "002"]).run()
    assert not app.exception
    assert say("proposal.no_unit_grids", "zh") in text(app)


def test_limits_the_wrong_way_round_are_turned():
    app = opened(unit=EAST, least_afresh="90", most_afresh="30")
    assert say("proposal.turned", "zh") in text(app)


def test_settings_stand_in_the_address():
    app = opened(unit=EAST, question="adjust", plain_price="7")
    assert app.query_params["unit"] == EAST
    assert app.query_params["question"] == "adjust"
    assert app.query_params["plain_price"] == "7"


def test_a_long_computation_can_be_stopped():
    app = opened(unit=EAST, by="number", asked="2", off="60", effort="thorough")
    press(app, say("common.compute", "zh"))
    if any(b.label == say("common.cancel", "zh") for b in app.button):
        press(app, say("common.cancel", "zh"))
    for job in list(jobs.desk()._jobs.values()):
        job.cancel()
        for _ in range(600):
            if job.done:
                break
            time.sleep(0.1)
        assert job.done
    app.run()
    assert not app.exception
