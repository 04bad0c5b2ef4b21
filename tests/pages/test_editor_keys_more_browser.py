"""Keys alone: a border redrawn, a special grid cut out, ground refined, a grid dissolved."""

from __future__ import annotations

import pytest

from planner.words import say
from tests.pages.editing import BESIDE, GRID, app, browser, editor, folder
from tests.pages.keyed import Keys

__all__ = ["app", "browser", "folder"]  # the fixtures

pytestmark = pytest.mark.browser

CHORD = """
const [one, other] = ['%s', '%s'].map((id) => desk.canvas.grids.get(id));
const own = new Set(other.rings[0].map((p) => p.join()));
const ring = one.rings[0], shared = ring.map((p) => own.has(p.join()));
const start = ring.findIndex((p, i) => shared[i] && !shared[(i + ring.length - 1) %% ring.length]);
const run = [];
for (let i = start; shared[i %% ring.length] && run.length < ring.length; i++) {
  run.push(ring[i %% ring.length]);
}
return run;
"""


@pytest.mark.slow
def test_a_border_is_redrawn_by_keys_alone(app, browser):
    with editor(browser, f"{app}editor?lang=zh") as it:
        keys = Keys(it)
        other = it.ask(BESIDE % GRID)
        keys.tick(GRID)
        keys.tick(other)
        assert it.chosen == [GRID, other]
        keys.does("zoom")
        shapes = "return [...desk.canvas.grids.values()].map(g => [g.id, JSON.stringify(g.rings)])"
        before = dict(it.ask(shapes))
        run = it.ask(CHORD % (GRID, other))
        keys.does("reshape")
        assert keys.on_map
        (x0, y0), (x1, y1) = run[0], run[-1]
        out = 0.15  # of the way beyond both ends, so that the line crosses the outline
        line = [(x0 - out * (x1 - x0), y0 - out * (y1 - y0))]
        line += [((x0 + x1) / 2, (y0 + y1) / 2), (x1 + out * (x1 - x0), y1 + out * (y1 - y0))]
        for spot in line:
            keys.move(spot)
            keys.press("Space")
        keys.press("Enter")
        it.idle()
        assert it.note == say("redraw.told.reshape", "zh", touched="2")
        after = dict(it.ask(shapes))
        assert {grid for grid in before if before[grid] != after[grid]} >= {GRID, other}
        assert before.keys() == after.keys()
        it.clean()


@pytest.mark.slow
def test_a_special_grid_is_named_and_cut_out_by_keys_alone(app, browser):
    with editor(browser, f"{app}editor?lang=zh") as it:
        keys = Keys(it)
        keys.tick(GRID)
        keys.does("zoom")
        keys.does("clear")
        keys.does("cut")
        assert keys.on_map
        keys.reach("name_zh", back=True)
        it.page.keyboard.type("卫生院")
        keys.press("Tab")
        it.page.keyboard.type("Clinic")
        keys.reach("map")
        west, south, east, north = it.ask(f"return desk.canvas.grids.get('{GRID}').box")
        x, y = (west + east) / 2, (south + north) / 2
        for spot in ((x, y), (x + 120_000, y), (x + 120_000, y + 120_000)):
            keys.move(spot)
            keys.press("Space")
        keys.press("Enter")
        it.idle()
        assert it.note == say("redraw.told.cutout", "zh")
        (born,) = [grid for grid in it.chosen if grid[12:] >= "901"]
        assert it.ask(f"return desk.canvas.grids.get('{born}').name") == "卫生院"
        it.clean()


@pytest.mark.slow
def test_a_grid_is_refined_and_dissolved_by_keys_alone(app, browser):
    with editor(browser, f"{app}editor?lang=zh") as it:
        keys = Keys(it)
        keys.tick(GRID)
        assert keys.does("refine") == say("redraw.told.refine", "zh")
        assert it.ask(f"return desk.canvas.grids.get('{GRID}').faces.length") > 1
        assert keys.does("dissolve") == say("redraw.told.dissolve", "zh", retired="1")
        assert GRID not in it.ids
        keys.press("Control+z")
        it.idle()
        assert GRID in it.ids
        it.clean()


@pytest.mark.slow
def test_several_grids_are_chosen_and_merged_by_keys_alone(app, browser):
    with editor(browser, f"{app}editor?lang=zh") as it:
        keys = Keys(it)
        near = [it.ask(BESIDE % GRID)]
        keys.tick(GRID)
        keys.tick(near[0])
        assert it.chosen == [GRID, *near]
        count = len(it.ids)
        assert keys.does("merge") == say("redraw.told.merge", "zh", retired="1")
        assert len(it.ids) == count - 1
        assert GRID in it.ids  # the code of the grid chosen first stays
        assert near[0] not in it.ids
        it.clean()
