"""The editor without a mouse: lines drawn by key and by finger, names, and what a reload keeps."""

from __future__ import annotations

import pytest

from planner.words import say
from tests.pages.editing import DESK, GRID, app, editor, folder
from tests.pages.serving import browser

__all__ = ["app", "browser", "folder"]  # the fixtures

pytestmark = pytest.mark.browser


def pan(it, grid_id: str, side: str) -> None:
    """Bring a spot just outside a grid, west or east of its middle, to the middle of the map."""
    it.ask(
        f"const b = desk.canvas.grids.get('{grid_id}').box, out = (b[2] - b[0]) / 8;"
        f"const x = '{side}' === 'west' ? b[0] - out : b[2] + out;"
        "desk.canvas.map.setView([(b[1] + b[3]) / 2000, x / 1000], undefined, {animate: false})"
    )


@pytest.mark.slow
def test_a_line_is_drawn_and_ended_with_keys_alone(app, browser):
    with editor(browser, f"{app}editor?lang=zh") as it:
        keys = it.page.keyboard
        it.page.locator(f'[data-grid="{GRID}"] input').focus()
        keys.press("Space")
        it.idle()
        it.page.locator('button[data-act="zoom"]').press("Enter")
        assert not it.page.locator('button[data-act="finish"]').is_visible()
        it.page.locator('button[data-act="split"]').press("Enter")
        assert it.page.locator(".cross").is_visible()
        before = it.view
        keys.press("ArrowRight")
        told = f"(before) => {DESK}.canvas.map.getCenter().lng !== before"
        it.page.wait_for_function(told, arg=before[2])  # the map has the keys without a press
        pan(it, GRID, "west")
        keys.press("Space")
        keys.press("Enter")
        assert it.note == say("redraw.map.few_points_2", "zh")
        assert it.ask("return desk.drawing()")
        keys.press("Backspace")
        assert it.ask("return desk.drawing()")
        keys.press("Space")
        pan(it, GRID, "east")
        keys.press("Space")
        keys.press("Enter")
        it.idle()
        assert it.note == say("redraw.told.split", "zh", created="2")
        assert len(it.ids) == 269
        assert not it.page.locator(".cross").is_visible()
        it.clean()


@pytest.mark.slow
def test_a_way_that_is_offered_does_not_catch_the_next_point_of_a_line(app, browser):
    with editor(browser, f"{app}editor?lang=zh") as it:
        it.tick(GRID)
        it.press("zoom")
        it.press("split")
        west, south, east, north = it.ask(f"return desk.canvas.grids.get('{GRID}').box")
        ways = "return desk.canvas.layers.offers.getLayers()"
        x, y = it.ask(
            ways + "[0].getLatLngs().flat().map((p) => [p.lng * 1000, p.lat * 1000])"
            f".find(([x, y]) => x > {west} && x < {east} && y > {south} && y < {north})"
        )
        it.page.mouse.click(*it.pixel((west + 0.7 * (east - west), south + 0.2 * (north - south))))
        assert it.ask("return desk.canvas.points()") == 1
        assert it.ask(ways + ".length") == 0
        it.page.mouse.click(*it.pixel((x, y)))
        assert it.ask("return desk.canvas.points()") == 2
        for _ in range(2):
            it.press("unpoint")
        assert it.ask(ways + ".length") > 0
        it.page.mouse.click(*it.pixel((x, y)))  # with no point drawn it is a choice
        it.idle()
        assert it.note == say("redraw.told.splitalong", "zh", created="2")
        it.clean()


def test_a_line_is_drawn_and_ended_with_a_finger(app, browser):
    with editor(browser, f"{app}editor?lang=zh", width=820, touch=True) as it:
        it.tick(GRID)
        it.press("zoom")
        it.press("split")
        west, south, east, north = it.ask(f"return desk.canvas.grids.get('{GRID}').box")
        middle, room = (south + north) / 2, (east - west) / 8
        for x in (west - room, (west + east) / 2, east + room):
            it.page.touchscreen.tap(*it.pixel((x, middle)))
            it.page.wait_for_timeout(400)  # two taps in a row would end the line
        assert not it.page.locator(".of-grid").is_visible()  # nothing lies over the next point
        assert len(it.ids) == 268
        it.page.locator('button[data-act="finish"]').tap()
        it.idle()
        assert it.note == say("redraw.told.split", "zh", created="2")
        assert len(it.ids) == 269
        it.clean()


@pytest.mark.slow
def test_view_and_choice_outlast_a_reload(app, browser):
    with editor(browser, f"{app}editor?lang=zh") as it:
        it.tick(GRID)
        it.press("zoom")
        it.idle()
        view = it.view
        it.page.reload()
        it.page.wait_for_function(f"Boolean({DESK}) && {DESK}.data !== null")
        it.idle()
        assert it.view == pytest.approx(view, abs=1)  # the map keeps whole pixels
        assert it.chosen == [GRID]
        assert it.does("lock") == say("redraw.told.lock", "zh")
        assert it.ask(f"return desk.canvas.grids.get('{GRID}').locked")
        it.clean()


@pytest.mark.slow
def test_what_a_step_made_is_chosen_after_a_reload(app, browser):
    with editor(browser, f"{app}editor?lang=zh") as it:
        it.tick(GRID)
        it.press("zoom")
        it.press("split")
        it.across(GRID)
        made = it.chosen
        assert len(made) == 2
        it.page.reload()
        it.page.wait_for_function(f"Boolean({DESK}) && {DESK}.data !== null")
        it.idle()
        assert it.chosen == made
        it.clean()


SHOWN = """
const nodes = desk.canvas.labels.map((label) => label.getElement());
const seen = nodes.filter((node) => getComputedStyle(node).visibility === 'visible');
return [nodes.length, seen.map((node) => {
  const box = node.getBoundingClientRect();
  return [box.left, box.top, box.right, box.bottom];
})];
"""


@pytest.mark.slow
@pytest.mark.parametrize("zoom", [-4, -2, -1, 0])
def test_names_on_the_map_never_lie_on_each_other(app, browser, zoom):
    with editor(browser, f"{app}editor?lang=en") as it:
        it.tick(GRID)
        it.press("zoom")
        it.ask(f"desk.canvas.map.setZoom({zoom}, {{animate: false}})")
        count, boxes = it.ask(SHOWN)
        assert 7 <= len(boxes) < count
        assert_apart(boxes)


@pytest.mark.slow
def test_names_of_villages_never_lie_on_each_other_from_far(app, browser):
    with editor(browser, f"{app}editor?lang=en", width=390) as it:
        _, boxes = it.ask(SHOWN)
        assert 3 <= len(boxes) < 7  # of two that collide the first stays
        assert_apart(boxes)


def assert_apart(boxes) -> None:
    for n, (left, top, right, bottom) in enumerate(boxes):
        for other in boxes[n + 1 :]:
            apart = other[0] >= right or other[2] <= left
            assert apart or other[1] >= bottom or other[3] <= top


@pytest.mark.slow
def test_households_of_a_grid_stand_under_the_pointer(app, browser):
    with editor(browser, f"{app}editor?lang=zh") as it:
        homes = it.ask(f"return desk.data.homes['{GRID}']")
        told = it.ask(f"return desk.about('{GRID}')")
        assert homes > 0
        assert told.endswith(f"{homes}{say('redraw.map.homes_after', 'zh')}")
