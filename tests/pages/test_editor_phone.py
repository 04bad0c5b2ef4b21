"""The editor on a telephone: what a finger paints, and where the answers stand."""

from __future__ import annotations

import pytest

from planner.words import say
from tests.pages.editing import BESIDE, DESK, FACE_BESIDE, GRID, app, editor, folder
from tests.pages.serving import browser
from tests.pages.waiting import settled

__all__ = ["app", "browser", "folder"]  # the fixtures

pytestmark = pytest.mark.browser

SEEN = f"""() => {{
  const {{top, bottom, height}} = {DESK}.panel.note.getBoundingClientRect();
  return height > 0 && top >= 0 && bottom <= innerHeight;
}}"""


def tap(it, face: tuple[float, float]) -> None:
    it.page.touchscreen.tap(*it.pixel(face))
    it.page.wait_for_timeout(400)  # two taps in a row would be a double one


@pytest.mark.slow
def test_a_finger_chooses_small_faces_and_gives_them_at_once(app, browser):
    with editor(browser, f"{app}editor?lang=zh", width=390, touch=True) as it:
        it.tick(GRID)
        it.press("zoom")
        it.does("refine")
        it.press("clear")
        it.idle()
        taker = it.ask(BESIDE % GRID)
        it.tick(taker)
        it.page.locator('button[data-act="paint"]').tap()
        give = it.page.locator('button[data-act="give"]')
        assert give.get_attribute("aria-disabled") == "true"
        near, far = (tuple(it.ask(FACE_BESIDE % (GRID, taker, n))) for n in (0, 2))
        tap(it, near)
        assert not it.page.locator(".of-grid").is_visible()  # nothing lies over the next face
        tap(it, far)
        assert it.ask("return desk.brush.picked.size") == 2
        tap(it, far)  # once more leaves it out
        assert it.ask("return desk.brush.picked.size") == 1
        assert it.note == ""
        give.tap()
        it.idle()
        assert it.note == say("redraw.told.transfer", "zh", touched="2")
        it.clean()


@pytest.mark.slow
@pytest.mark.parametrize("name", ["rule", "gap"])
def test_what_is_asked_for_below_the_map_is_seen_on_it(app, browser, name):
    with editor(browser, f"{app}editor?lang=zh", width=390, touch=True) as it:
        it.page.set_viewport_size({"width": 390, "height": 700})
        it.page.locator(f".st-key-redraw-next-{name} button").tap()
        it.page.wait_for_function(SEEN)
        if name == "gap":
            assert it.note == say("redraw.told.no_gap", "zh")
        else:
            assert len(it.chosen) == 1
        it.clean()


def test_a_form_answers_beside_its_button(app, browser):
    with editor(browser, f"{app}editor?lang=zh", width=390, touch=True) as it:
        it.tick(GRID)
        it.page.get_by_text(say("redraw.form", "zh")).tap()
        it.page.locator(".st-key-redraw-do button").tap()
        answer = it.page.get_by_test_id("stAlert")
        answer.get_by_text(say("redraw.told.splitalong", "zh", created="2")).wait_for()
        settled(it.page)
        it.press("undo")
        it.idle()
        answer.wait_for(state="detached")
        it.clean()
