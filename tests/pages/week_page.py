"""The page of patrols in a test without a browser: opened, pressed, read."""

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
BRIDGE, PATH = say("road.bridge", "en"), "r10"


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


def listed(app: AppTest, lang: str = "en"):
    """The plan's list of stops, found by its heads: other tables come and go above it."""
    heads = {say(f"col.{name}", lang) for name in ("on_day", "crew", "stop", "arrive")}
    [table] = [one.value for one in app.dataframe if heads <= set(one.value.columns)]
    return table


def planned(lang: str = "en", **settings: str) -> AppTest:
    return press(opened(lang, **settings), "common.compute", lang)


def happened(app: AppTest, kind: str, key: str, value: str) -> AppTest:
    box(app, "week.event").set_value(kind)
    checked(app.run())
    if key:
        widget = next(one for one in (*app.selectbox, *app.multiselect) if one.key == key)
        roads = [name for name in widget.options if value in name]
        checked(widget.set_value(roads if kind == "road" else value).run())
    return press(app, "week.event_go")
