"""A person in the editor who has nothing but keys: what its tests by keys share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.words import say

if TYPE_CHECKING:
    from tests.pages.editing import Editor

MOST_TABS = 80  # from any stop to any other; a list is one stop
HELD = """() => {
  let node = document.activeElement;
  while (node && node.shadowRoot && node.shadowRoot.activeElement) {
    node = node.shadowRoot.activeElement;
  }
  const close = (selector) => node?.closest?.(selector);
  return [node?.dataset?.act || "", node?.name || "", close("[data-grid]")?.dataset.grid || "",
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

    @property
    def on_map(self) -> bool:
        """Whether the map has the focus."""
        return self.held()[3] == "map"

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
        assert self.held()[2] == grid
        self.press("Space")
        self.it.idle()

    def tick(self, grid_id: str) -> None:
        """Find a grid in the list, whatever stands in the search, and choose it too."""
        in_list = bool(self.held()[2])
        self.reach(say("redraw.map.search", "zh"), back=in_list)
        self.press("Control+a")
        self.it.page.keyboard.type(grid_id)
        self.press("ArrowDown")
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
