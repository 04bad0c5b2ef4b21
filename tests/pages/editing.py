"""The editor on a page as a person works with it: what its browser tests share."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from benchmarks.browser import ROOT
from tests.pages.serving import Watch, browser, copied, served, visit

__all__ = ["browser"]  # the fixture

GRID = "530623202201003"
DESK = """(() => {
  for (const node of document.querySelectorAll('*')) {
    if (node.shadowRoot && node.shadowRoot.redraw) return node.shadowRoot.redraw;
  }
  return null;
})()"""


@dataclass
class Editor:
    """The map of the editor on a page, as a person works with it."""

    page: Page
    watch: Watch

    def ask(self, code: str) -> object:
        return self.page.evaluate(f"(() => {{ const desk = {DESK}; {code} }})()")

    def idle(self) -> None:
        """Wait until Python has answered everything the map sent."""
        answered = "desk && desk.data && !desk.soon && !desk.queue.length"  # a choice is sent soon
        self.page.wait_for_function(f"(() => {{ const desk = {DESK}; return {answered}; }})()")

    def press(self, act: str) -> None:
        self.page.locator(f'button[data-act="{act}"]').click()

    def does(self, act: str) -> str:
        self.press(act)
        self.idle()
        return self.note

    def tick(self, grid_id: str) -> None:
        self.page.locator(f'[data-grid="{grid_id}"] input').click()
        self.idle()

    @property
    def note(self) -> str:
        return str(self.ask("return desk.panel.note.textContent"))

    @property
    def ids(self) -> list[str]:
        return list(self.ask("return [...desk.canvas.grids.keys()].sort()"))

    @property
    def chosen(self) -> list[str]:
        return list(self.ask("return desk.chosen"))

    @property
    def view(self) -> object:
        code = (
            "const m = desk.canvas.map; return [m.getZoom(), m.getCenter().lat, m.getCenter().lng]"
        )
        return self.ask(code)

    def pixel(self, spot: tuple[float, float]) -> tuple[float, float]:
        """Where a point of the map, in millimetres, lies on the screen."""
        x, y = self.ask(
            f"const r = desk.canvas.map.getContainer().getBoundingClientRect();"
            f"const p = desk.canvas.map.latLngToContainerPoint([{spot[1]}/1000, {spot[0]}/1000]);"
            f"return [r.left + p.x, r.top + p.y]"
        )
        return x, y

    def across(self, grid_id: str) -> None:
        """Draw a line across a grid, from west to east through its middle."""
        west, south, east, north = self.ask(f"return desk.canvas.grids.get('{grid_id}').box")
        middle, room = (south + north) / 2, (east - west) / 8
        self.page.mouse.click(*self.pixel((west - room, middle)))
        self.page.mouse.move(*self.pixel(((west + east) / 2, middle)))
        self.page.mouse.dblclick(*self.pixel((east + room, middle + 1000)))
        self.idle()

    def clean(self) -> None:
        assert self.watch.outside == []
        assert self.watch.broken == []


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """A copy of the program, so that the drafts of these tests lie in a store of their own."""
    return copied(tmp_path_factory.mktemp("editor"), ROOT / "data" / "boundaries")


@pytest.fixture(scope="module")
def app(folder) -> Iterator[str]:
    yield from served(folder)


@contextmanager
def editor(
    browser: Browser, address: str, *, width: int = 1400, touch: bool = False
) -> Iterator[Editor]:
    page, watch = visit(browser, address, width=width, touch=touch)
    page.set_viewport_size({"width": width, "height": 1300})  # the whole map within reach
    begin = page.locator('[class*="st-key-redraw-begin"] button')
    if "redraw=" not in address:
        begin.click()
        page.wait_for_url("**redraw=**")
    found = Editor(page, watch)
    page.wait_for_function(f"Boolean({DESK}) && {DESK}.data !== null")
    found.idle()
    yield found
    page.close()


BESIDE = """
const grid = desk.canvas.grids.get('%s');
const own = new Set(grid.rings[0].map((p) => p.join()));
let best = ['', 0];
for (const other of desk.canvas.grids.values()) {
  if (other === grid || other.unit !== grid.unit) continue;
  const shared = other.rings[0].filter((p) => own.has(p.join())).length;
  if (shared > best[1]) best = [other.id, shared];
}
return best[0];
"""
FACE_BESIDE = """
const [giver, taker] = ['%s', '%s'].map((id) => desk.canvas.grids.get(id));
const own = new Set(taker.rings[0].map((p) => p.join()));
const count = (face) => face.rings[0].filter((p) => own.has(p.join())).length;
const face = [...giver.faces].sort((a, b) => count(b) - count(a))[%d];
const middle = window.L.polygon(face.rings[0].map(([x, y]) => [y, x])).getBounds();
const inside = ([x, y]) => {
  let odd = false;
  const ring = face.rings[0];
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [xi, yi] = ring[i], [xj, yj] = ring[j];
    if ((yi > y) !== (yj > y) && x < (xj - xi) * (y - yi) / (yj - yi) + xi) odd = !odd;
  }
  return odd;
};
for (let row = 1; row < 20; row++) {
  for (let column = 1; column < 20; column++) {
    const spot = [middle.getWest() + (middle.getEast() - middle.getWest()) * column / 20,
      middle.getSouth() + (middle.getNorth() - middle.getSouth()) * row / 20];
    if (inside(spot)) return spot;
  }
}
return null;
"""
