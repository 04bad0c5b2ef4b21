"""Drawing a zone on the page of cameras in a real browser with no outside world."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from planner.store.zones import own_zones
from planner.words import say
from tests.pages.serving import browser, copied, served, visit
from tests.pages.waiting import PATIENCE_MS, settled

__all__ = ["browser"]  # the fixture, for the tests below
pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return copied(tmp_path_factory.mktemp("zones"))


@pytest.fixture(scope="module")
def app(folder: Path) -> Iterator[str]:
    yield from served(folder)


@pytest.mark.slow
def test_a_zone_is_drawn_corner_by_corner_and_kept(app: str, folder: Path, browser: Browser):
    page, watch = visit(browser, app + "cameras?part=law", width=390, touch=True)

    def tool(name: str):
        return page.get_by_role("button", name=say(f"zones.{name}", "zh"), exact=True)

    tool("draw").click()
    settled(page)
    if not tool("corner").is_visible():  # right after its start the app loads once more
        tool("draw").click()
    expect(tool("done")).to_be_disabled()
    box = page.locator(".zones .map").bounding_box()
    assert box is not None
    page.locator(".zones .map").scroll_into_view_if_needed()
    for dx, dy in ((0, 0), (25, 0), (25, 25), (60, 60)):
        page.locator(".zones .map").click(
            position={"x": box["width"] / 2 + dx, "y": box["height"] / 2 + dy}
        )
    tool("back").click()
    tool("done").click()
    reason = page.get_by_role("textbox", name=say("zones.reason", "zh"))
    reason.fill("宿舍")
    reason.press("Tab")
    settled(page)
    tool("keep").click()
    expect(page.get_by_text(say("zones.kept", "zh", count=1))).to_be_visible(timeout=PATIENCE_MS)
    (zone,) = own_zones(folder / "store" / "office", "luoyan")
    assert zone.reason == "宿舍"
    assert zone.shape.count(",") == 3  # three corners, the first of them again
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert not watch.outside
    assert not watch.broken
    page.close()
