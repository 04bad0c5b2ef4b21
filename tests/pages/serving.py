"""The app and Chromium for tests of pages: a copy of the program, and what a page asks for."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Frame, Page

from benchmarks.browser import SHIPPED, chromium, serving
from benchmarks.browser import copied as parts_copied
from tests.pages.waiting import PATIENCE_MS

LOCAL = ("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:", "about:")
PROGRAM = tuple(part for part in SHIPPED if part != "data")


@dataclass
class Watch:
    """What a page asked for and what broke on it."""

    asked: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)

    @property
    def outside(self) -> list[str]:
        return [address for address in self.asked if not address.startswith(LOCAL)]


def copied(folder: Path, area: Path | None = None) -> Path:
    """Copy the program into a folder, to break or to keep things of its own.

    The folder of one area may stand for all the data that is shipped.
    """
    folder.mkdir(exist_ok=True)
    parts_copied(folder, SHIPPED if area is None else PROGRAM)
    if area is not None:
        shutil.copytree(area, folder / "data" / "boundaries")
    return folder


def served(folder: Path) -> Iterator[str]:
    """Start the app of a folder on a free port; the address, and the end of it."""
    with serving(folder) as (address, _):
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


def visit(
    browser: Browser, address: str, *, width: int = 1280, touch: bool = False
) -> tuple[Page, Watch]:
    size = {"width": width, "height": 900}
    page, watch = browser.new_page(viewport=size, has_touch=touch), Watch()
    page.set_default_timeout(PATIENCE_MS)
    page.on("request", lambda request: watch.asked.append(request.url))
    page.on("websocket", lambda socket_: watch.asked.append(socket_.url))
    page.on("pageerror", lambda error: watch.broken.append(str(error)))
    page.goto(address)
    return page, watch


def drawn_map(page: Page) -> Frame:
    """The frame of the map, with its shapes really on it."""
    handle = page.wait_for_selector("iframe[title]", state="attached")
    frame = handle.content_frame()
    assert frame is not None
    frame.wait_for_selector(".leaflet-container path", state="attached", timeout=PATIENCE_MS)
    return frame
