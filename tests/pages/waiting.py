"""Waiting for a page in a browser: for a state, never because one thing is there for another."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any, TypeVar

from playwright.sync_api import Error as BrowserError
from playwright.sync_api import Locator, Page

from planner.words import Lang, say

PATIENCE_MS = 90_000
T = TypeVar("T")
_PRESS_MS, _BREATH_MS = 3000, 200
_WHERE_LISTS_STAND = """() => JSON.stringify(
  [...document.querySelectorAll("[data-testid=stSelectbox]")].map((field) => {
    const {x, y, width} = field.getBoundingClientRect(); return [x, y, width]; }))"""
_RUN_TO_ITS_END = '[data-testid="stApp"][data-test-script-state="notRunning"]'


def settled(page: Page) -> None:
    """Wait until the app has run to its end."""
    page.wait_for_selector(_RUN_TO_ITS_END)


def computed(page: Page, lang: Lang, shown: Callable[[], bool]) -> None:
    """Wait for an answer, computed now or before; press the button whenever it stands there.

    The first page after a start of the program is loaded twice, and its first run has an end of
    its own. Patience is with a page on which nothing changes: how long a computation takes is the
    machine's affair, and its watch counts the seconds.
    """
    button = page.get_by_role("button", name=say("common.compute", lang)).first
    last, end = "", time.monotonic() + PATIENCE_MS / 1000
    while not _told(shown):
        text = _told(lambda: page.inner_text("body")) or last
        if text != last:
            last, end = text, time.monotonic() + PATIENCE_MS / 1000
        if time.monotonic() > end:
            raise TimeoutError(text)
        if _told(lambda: page.query_selector(_RUN_TO_ITS_END) and button.is_visible()):
            with suppress(BrowserError):  # it went while it was pressed
                button.click(timeout=_PRESS_MS)
        page.wait_for_timeout(_BREATH_MS)
    settled(page)


def still(page: Page, script: str) -> Any:
    """Return what a script tells of a page once nothing on it moves any more."""
    told: list[object] = [0, 1, 2]
    end = time.monotonic() + PATIENCE_MS / 1000
    while not told[-1] == told[-2] == told[-3]:
        assert time.monotonic() < end, told[-1]
        page.wait_for_timeout(_BREATH_MS)
        settled(page)
        told.append(page.evaluate(script))
    return told[-1]


def chosen_from(page: Page, field: Locator) -> None:
    """Open a list of choices where it stands still: it closes when anything scrolls."""
    field.scroll_into_view_if_needed()
    still(page, _WHERE_LISTS_STAND)
    field.click()


def _told(ask: Callable[[], T]) -> T | None:
    """Ask a page about its state; one that is being loaded once more has none yet."""
    try:
        return ask()
    except BrowserError:
        return None
