"""The page of rosters: planned, judged at a change, planned around it, simulated, impossible."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pages.ui import jobs
from planner.words import LANGS, say

ROOT = Path(__file__).resolve().parents[2]
# AppTest runs the script in a thread whose event loop it does not close
pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture(autouse=True)
def own_desk(monkeypatch) -> None:
    fresh = jobs.Desk()
    monkeypatch.setattr(jobs, "desk", lambda: fresh)


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
    next(b for b in app.button if b.label == say(key, lang)).click().run()
    assert not app.exception
    for _ in range(600):
        if not any(b.label == say("common.cancel", lang) for b in app.button):
            return app
        time.sleep(0.1)
        app.run()
    raise TimeoutError


def text(app: AppTest) -> str:
    kinds = (*app.title, *app.subheader, *app.markdown, *app.caption)
    boxes = (*app.info, *app.error, *app.warning, *app.success)
    return "\n".join(str(part.value) for part in (*kinds, *boxes))


@pytest.mark.parametrize("lang", LANGS)
def test_a_roster_is_planned_judged_and_simulated(lang) -> None:
    app = opened(lang)
    assert say("page.rosters", lang) in text(app)
    app = press(app, "common.compute", lang)
    assert say("roster.board", lang) in text(app)
    assert say("status.optimal", lang) in text(app)
    assert any("verified" in (s.icon or "") for s in app.success)
    app.session_state["part"] = "month"
    app.run()
    assert not app.exception
    assert say("simulate.figures", lang) in text(app)
    app.session_state["empty"] = "R01"
    app.run()
    assert not app.exception
    assert say("simulate.compared", lang) in text(app)


def test_what_cannot_be_is_said_with_the_rules_that_clash() -> None:
    app = press(opened("en", must="yes", run="1"), "common.compute", "en")
    assert say("status.infeasible", "en") in text(app)
    assert say("conflict.roster_longest_run/all", "en", most=1) in text(app)
