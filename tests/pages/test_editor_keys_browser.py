"""A redraw from the first key to the last: no mouse, no focus given by the test itself."""

from __future__ import annotations

import pytest

from planner.words import say
from tests.pages.editing import DESK, GRID, Editor, app, browser, editor, folder

__all__ = ["app", "browser", "folder"]  # the fixtures

pytestmark = pytest.mark.browser

MOST_TABS = 80  # from any stop to any other; a list is one stop
HELD = """() => {
  let node = document.activeElement;
  while (node && node.shadowRoot && node.shadowRoot.activeElement) {
    node = node.shadowRoot.activeElement;
  }
  const close = (selector) => node?.closest?.(selector);
  return [node?.dataset?.act || "", close("[data-grid]")?.dataset.grid || "",
    node?.classList?.contains("map") ? "map" : "", node?.getAttribute?.("class") || "",
    node?.getAttribute?.("aria-label") || "", node?.textContent?.trim().slice(0, 60) || ""];
}"""


class Keys:
    """A person who has nothing but keys."""

    def __init__(self, it: Editor) -> None:
        self.it, self.press = it, it.page.keyboard.press

    def held(self) -> list[str]:
        """What has the focus, within shadow roots too."""
        return list(self.it.page.evaluate(HELD))

    def reach(self, wanted: str, *, back: bool = False) -> None:
        """Go on with the Tab key until something of that name has the focus."""
        for _ in range(MOST_TABS):
            *names, text = self.held()
            if wanted in names or text.endswith(wanted):  # an icon is a word before the text
                return
            self.press("Shift+Tab" if back else "Tab")
        raise AssertionError(wanted, self.held())

    def choose(self, grid: str) -> None:
        """Search the list for a grid and tick it."""
        self.reach(say("redraw.map.search", "zh"))
        self.it.page.keyboard.type(grid)
        self.press("ArrowDown")
        assert self.held()[1] == grid
        self.press("Space")
        self.it.idle()

    def does(self, act: str) -> str:
        """Go to a button of the toolbar, press it, and return what is said then."""
        self.reach(act, back=True)
        self.press("Enter")
        self.it.idle()
        return self.it.note

    def move(self, spot: tuple[float, float]) -> None:
        """Move the map with arrows until its middle is within a few pixels of a spot."""
        size = self.it.ask("const s = desk.canvas.map.getSize(); return [s.x / 2, s.y / 2]")
        for _ in range(200):
            x, y = self.it.ask(
                f"const spot = [{spot[1]}/1000, {spot[0]}/1000];"
                "const p = desk.canvas.map.latLngToContainerPoint(spot); return [p.x, p.y]"
            )
            right, down = x - size[0], y - size[1]
            if max(abs(right), abs(down)) <= 4:
                return
            if abs(right) >= abs(down):
                self.press("Shift+ArrowRight" if right > 0 else "Shift+ArrowLeft")
            else:
                self.press("Shift+ArrowDown" if down > 0 else "Shift+ArrowUp")
        raise AssertionError(spot)


def test_a_redraw_by_keys_alone(app, browser):
    with editor(browser, f"{app}editor?lang=zh") as it:
        keys = Keys(it)
        keys.choose(GRID)
        assert it.chosen == [GRID]
        keys.does("zoom")
        keys.does("split")
        assert keys.held()[2] == "map"
        assert say("redraw.map.hint_keys", "zh").strip() in it.ask(
            "return desk.panel.hint.innerText"
        )
        west, south, east, north = it.ask(f"return desk.canvas.grids.get('{GRID}').box")
        middle, out = (south + north) / 2, (east - west) / 20
        for x in (west - out, (west + east) / 2, east + out):
            keys.move((x, middle))
            keys.press("Space")
        assert it.ask("return desk.canvas.points()") == 3
        keys.press("Enter")
        it.idle()
        assert it.note == say("redraw.told.split", "zh", created="2")
        made = it.chosen
        assert keys.does("merge") == say("redraw.told.merge", "zh", retired="1")
        keys.press("Control+z")
        it.idle()
        assert set(made) <= set(it.ids)
        assert keys.does("lock") == say("redraw.told.lock", "zh")
        # the list is one stop of the Tab key: what follows on the page is near
        keys.reach(say("redraw.map.search", "zh"))
        keys.reach(say("redraw.next_rule", "zh"))
        keys.press("Enter")
        assert len(made) == 2
        it.page.wait_for_function(f"() => {DESK}.chosen.length === 1")
        it.clean()


def test_a_border_point_is_moved_by_keys_alone(app, browser):
    with editor(browser, f"{app}editor?lang=zh") as it:
        keys = Keys(it)
        keys.choose(GRID)
        keys.does("zoom")
        keys.does("vertex")
        for _ in range(MOST_TABS):
            if "handle" in keys.held()[3]:
                break
            keys.press("Tab")
        before = it.ids
        for _ in range(3):
            keys.press("ArrowRight")
        keys.press("Enter")
        it.idle()
        assert it.note.startswith(say("redraw.told.movevertex", "zh", touched="")[:5])
        assert it.ids == before
        it.clean()


def test_a_way_is_divided_along_and_a_small_face_given_by_keys_alone(app, browser):
    with editor(browser, f"{app}editor?lang=zh") as it:
        keys = Keys(it)
        keys.choose(GRID)
        keys.does("split")
        keys.reach(it.ask("return desk.data.offers[1][0][2]"))
        keys.press("Enter")
        it.idle()
        assert it.note == say("redraw.told.splitalong", "zh", created="2")
        giver, taker = it.chosen
        assert keys.does("clear") == ""
        tick(keys, giver)
        assert keys.does("refine") == say("redraw.told.refine", "zh")
        keys.does("clear")
        tick(keys, taker)
        keys.does("paint")
        name = it.ask(f"return desk.canvas.grids.get('{giver}').name")
        count = it.ask(f"return desk.canvas.grids.get('{giver}').faces.length")
        assert count > 1
        done = say("redraw.told.transfer", "zh", touched="2")
        for number in range(1, count + 1):  # one that holds the others together may not go
            keys.reach(f"{name} {number}")
            keys.press("Space")
            assert f"{name} {number}" in keys.held()  # the keys stay with the face
            if keys.does("give") == done:
                break
            keys.reach("paint", back=True)
            keys.press("Enter")
        assert it.note == done
        it.clean()


def tick(keys: Keys, grid_id: str) -> None:
    """Find a grid in the list and choose it."""
    keys.reach(say("redraw.map.search", "zh"))
    keys.press("Control+a")
    keys.it.page.keyboard.type(grid_id)
    keys.press("ArrowDown")
    keys.press("Space")
    keys.it.idle()
