"""A page opened as a reader does, and all that stands on it as text."""

from __future__ import annotations

import time
from collections.abc import Mapping
from pathlib import Path

from streamlit.testing.v1 import AppTest

from planner.words import say

ROOT = Path(__file__).resolve().parents[2]


def opened(
    page: str, lang: str, session: Mapping[str, object] | None = None, **address: str
) -> AppTest:
    """Open a page (audience/name) by way of the menu, with what stands in its address."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    for key, value in (session or {}).items():
        app.session_state[key] = value
    app.query_params.update({"lang": lang, **address})
    app.run()
    app.switch_page(f"pages/{page}.py")
    app.query_params.update({"lang": lang, **address})  # changing the page leaves an address behind
    app.run()
    assert not app.exception
    return app


def text(app: AppTest) -> str:
    """Return titles, sentences and boxes, a line each."""
    kinds = (*app.title, *app.header, *app.subheader, *app.markdown, *app.caption)
    boxes = (*app.info, *app.error, *app.warning, *app.success)
    return "\n".join(str(part.value) for part in (*kinds, *boxes))


def press(app: AppTest, label: str, lang: str) -> AppTest:
    """Press a button by what stands on it, and wait for what it began."""
    next(button for button in app.button if button.label == label).click().run()
    assert not app.exception
    return waited(app, lang)


def waited(app: AppTest, lang: str) -> AppTest:
    """Run the page again until no computation is under way."""
    for _ in range(600):
        if not any(button.label == say("common.cancel", lang) for button in app.button):
            return app
        time.sleep(0.1)
        app.run()
    raise TimeoutError
