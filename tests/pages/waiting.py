"""Waiting for a page in a browser: for a state, never because one thing is there for another."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress

from playwright.sync_api import Error as BrowserError
from playwright.sync_api import Page

from planner.words import Lang, say

PATIENCE_MS = 90_000
_PRESS_MS, _BREATH_MS = 3000, 200
_RUN_TO_ITS_END = '[data-testid="stApp"][data-test-script-state="notRunning"]'


def settled(page: Page) -> None:
    """Wait until the app has run to its end."""
    page.wait_for_selector(_RUN_TO_ITS_END)


def computed(page: Page, lang: Lang, shown: Callable[[], bool]) -> None:
    """Wait for an answer, computed now or before; press the button whenever it stands there.

    A page says it has run to its end before it has begun, so the button may come later than that.
    """
    button = page.get_by_role("button", name=say("common.compute", lang)).first
    end = time.monotonic() + PATIENCE_MS / 1000
    while not shown():
        if time.monotonic() > end:
            raise TimeoutError(page.inner_text("body"))
        if page.query_selector(_RUN_TO_ITS_END) and button.is_visible():
            with suppress(BrowserError):  # it went while it was pressed
                button.click(timeout=_PRESS_MS)
        page.wait_for_timeout(_BREATH_MS)
    settled(page)
