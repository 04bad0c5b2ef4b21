"""The page of patrols: a week planned, changed by hand, kept when something happens, approved."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pages.ui import jobs, state
from planner import tours
from planner.words import LANGS, say
from tests.pages.quick_tours import quick

ROOT = Path(__file__).resolve().parents[2]
DAY = date(2025, 1, 6)
# AppTest runs the script in a thread whose event loop it does not close
pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture(autouse=True)
def tiny(monkeypatch, tiny_source, tmp_path) -> None:
    """The drawn township, a store of its own, and plans at once."""
    monkeypatch.setattr(state, "AREAS", {"luoyan": tiny_source})
    monkeypatch.setattr(state, "TOURS", tmp_path / "tours")
    monkeypatch.setattr(state, "OFFICE", tmp_path / "office")
    monkeypatch.setattr(tours, "solve", quick)
    fresh = jobs.Desk()
    monkeypatch.setattr(jobs, "desk", lambda: fresh)


def opened(lang: str = "en", **settings: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    address = {"lang": lang, "day": DAY.isoformat(), "days": "3", **settings}
    app.query_params.update(address)
    app.run()
    app.switch_page("pages/police/patrols.py")
    app.query_params.update(address)
    return checked(app.run())


def checked(app: AppTest) -> AppTest:
    assert not app.exception
    assert say("app.unexpected", "en") not in text(app)
    assert say("app.unexpected", "zh") not in text(app)
    return app


def text(app: AppTest) -> str:
    kinds = (*app.subheader, *app.markdown, *app.caption)
    boxes = (*app.info, *app.error, *app.warning, *app.success)
    return "\n".join(str(part.value) for part in (*kinds, *boxes))


def press(app: AppTest, key: str, lang: str = "en", **facts_: object) -> AppTest:
    label = say(key, lang, **facts_)
    next(b for b in app.button if b.label == label and not b.disabled).click()
    return wait(checked(app.run()))


def wait(app: AppTest) -> AppTest:
    for _ in range(300):
        if not any(b.label in {say("common.cancel", lang) for lang in LANGS} for b in app.button):
            return app
        time.sleep(0.05)
        app.run()
    raise TimeoutError


def box(app: AppTest, key: str, lang: str = "en"):
    return next(found for found in app.selectbox if found.label == say(key, lang))


def planned(lang: str = "en", **settings: str) -> AppTest:
    return press(opened(lang, **settings), "common.compute", lang)


@pytest.mark.parametrize("lang", LANGS)
def test_a_week_is_asked_for_computed_and_shown(lang):
    app = opened(lang)
    assert say("state.none", lang, button=say("common.compute", lang)) in text(app)
    assert say("week.no_last", lang) in text(app)
    app = planned(lang)
    shown = text(app)
    assert say("answer.judged", lang) in shown
    assert say("week.list", lang) in shown
    assert say("week.since", lang) in shown
    heads = {say(f"col.{name}", lang) for name in ("on_day", "crew", "stop", "arrive")}
    assert any(heads <= set(table.value.columns) for table in app.dataframe)


def test_a_stop_goes_to_another_crew_and_back_again():
    app = planned()
    listed = app.dataframe[2].value
    to = box(app, "week.to_turn")
    chosen = box(app, "week.stop_box").value
    other = next(
        name for name in to.options if not name.startswith(str(chosen)) and "Mixed crew" in name
    )
    to.select(other)
    checked(app.run())
    app = press(app, "week.move")
    shown = text(app)
    assert say("week.sound", "en") in shown or "faults" in shown
    assert "stops moved" in shown
    app = press(app, "week.undo")
    assert "stops moved" not in text(app)
    assert app.dataframe[2].value.equals(listed)
