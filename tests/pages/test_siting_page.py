"""The page of siting: every goal in both languages, what stands, the impossible, a tiny area."""

from __future__ import annotations

import re
import time

import pytest
from streamlit.testing.v1 import AppTest

from pages.ui import jobs, state
from planner.problem.siting import GOALS
from planner.words import LANGS, say
from tests.pages.looking import opened, text

PAGE = "township/siting"
# AppTest runs the script in a thread whose event loop it does not close
pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture(autouse=True)
def office(monkeypatch, tiny_source, tmp_path) -> None:
    monkeypatch.setattr(state, "AREAS", {"luoyan": tiny_source, "liechtenstein": tmp_path / "none"})
    monkeypatch.setattr(state, "OFFICE", tmp_path / "office")
    fresh = jobs.Desk()
    monkeypatch.setattr(jobs, "desk", lambda: fresh)


def computed(app: AppTest, lang: str) -> AppTest:
    next(b for b in app.button if b.label == say("common.compute", lang)).click().run()
    for _ in range(300):
        if not any(b.label == say("common.cancel", lang) for b in app.button):
            assert not app.exception
            return app
        time.sleep(0.1)
        app.run()
    raise TimeoutError


def table(app: AppTest, lang: str, head: str):
    return next(t.value for t in app.dataframe if say(head, lang) in t.value.columns)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("goal", GOALS)
def test_every_goal_is_asked_and_answered_with_its_tables(goal, lang):
    # the places of the tiny area walk up to 1.5 km along its roads
    asked = {"siting_number": "2", "siting_within": "400", "siting_every": "100"}
    app = computed(opened(PAGE, lang, siting_goal=goal, **asked), lang)
    shown = text(app)
    assert say("status.optimal", lang) in shown
    assert say("siting.own", lang)[:20] in shown
    sites = table(app, lang, "col.siting_state")
    assert (sites[say("col.siting_state", lang)] == say("siting.state.free", lang)).all()
    if goal != "price":
        assert 1 <= len(sites) <= 2
    places = table(app, lang, "col.siting_covered")
    assert len(places) == 9
    if lang == "en":
        assert not re.search(r"[\u4e00-\u9fff]", shown)


def test_a_place_where_one_stands_is_in_the_plan_and_costs_nothing():
    app = opened(PAGE, "en", {"siting_standing_tiny": ["p5"]}, siting_number="1")
    sites = table(computed(app, "en"), "en", "col.siting_state").set_index(
        say("col.siting_id", "en")
    )
    assert sites.loc["at-p5", say("col.siting_state", "en")] == say("siting.state.standing", "en")
    assert sites.loc["at-p5", say("col.siting_price", "en")] == 0
    assert len(sites) == 2


def test_too_few_sites_to_cover_all_are_said_to_be_impossible_with_the_rules():
    asked = {"siting_number_none": "1", "siting_within": "100", "siting_every": "100"}
    app = computed(opened(PAGE, "en", siting_goal="price", **asked), "en")
    shown = text(app)
    assert say("status.infeasible", "en") in shown
    assert say("conflict.most_new", "en", most=1) in shown
