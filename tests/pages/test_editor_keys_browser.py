"""A redraw from the first key to the last: no mouse, no focus given by the test itself."""

from __future__ import annotations

import pytest

from planner.words import say
from tests.pages.editing import DESK, GRID, app, browser, editor, folder
from tests.pages.keyed import MOST_TABS, Keys

__all__ = ["app", "browser", "folder"]  # the fixtures

pytestmark = pytest.mark.browser


@pytest.mark.slow
def test_a_redraw_by_keys_alone(app, browser):
    with editor(browser, f"{app}editor?lang=zh") as it:
        keys = Keys(it)
        keys.choose(GRID)
        assert it.chosen == [GRID]
        keys.does("zoom")
        keys.does("split")
        assert keys.on_map
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
            if "handle" in keys.held()[4]:
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


@pytest.mark.slow
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
        keys.tick(giver)
        assert keys.does("refine") == say("redraw.told.refine", "zh")
        keys.does("clear")
        keys.tick(taker)
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
