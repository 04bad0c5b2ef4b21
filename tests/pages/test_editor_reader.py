"""The editor in a real browser as a reader meets it who has never seen it."""

from __future__ import annotations

import shutil

import pytest
from playwright.sync_api import expect

from planner.words import say
from tests.pages.editing import GRID, app, editor, folder
from tests.pages.serving import browser, served, visit
from tests.pages.waiting import chosen_from, settled

__all__ = ["app", "browser", "folder"]  # the fixtures

pytestmark = pytest.mark.browser


@pytest.mark.slow
def test_a_village_finds_its_grids_and_one_out_of_sight_comes_into_view(app, browser):
    with editor(browser, f"{app}editor?lang=zh") as it:
        it.tick(GRID)
        it.press("zoom")
        it.press("clear")
        it.page.locator(".search").fill("天星村")
        rows = it.page.locator(".row:visible")
        assert rows.count() == 48
        rows.last.locator("input").click()
        it.idle()
        seen = "return desk.canvas.map.getBounds().contains(%s.layer.getBounds())"
        assert it.ask(seen % "desk.canvas.grids.get(desk.chosen[0])")
        assert it.page.locator(".of-unit").count() == 7
        it.clean()


@pytest.mark.slow
def test_a_line_is_drawn_to_the_corner_of_its_grid(app, browser):
    with editor(browser, f"{app}editor?lang=zh") as it:
        it.tick(GRID)
        it.press("zoom")
        it.press("split")
        corner = it.ask(f"return desk.canvas.grids.get('{GRID}').rings[0][0]")
        x, y = it.pixel(tuple(corner))
        it.page.mouse.move(x + 4, y + 3)
        it.page.mouse.click(x + 4, y + 3)
        drawn = it.ask(
            "const p = desk.canvas.map.pm.Draw.Line._layer.getLatLngs()[0];"
            "return [Math.round(p.lng * 1000), Math.round(p.lat * 1000)]"
        )
        assert drawn == corner
        bare = it.ask("return desk.data.offers[1].length === 0")
        words = say("redraw.map.hint_split_bare" if bare else "redraw.map.hint_split", "zh")
        assert words in it.ask("return desk.panel.hint.textContent")
        it.page.keyboard.press("Escape")
        it.clean()


@pytest.mark.slow
def test_a_line_ended_where_it_began_is_answered_and_chooses_nothing(app, browser):
    with editor(browser, f"{app}editor?lang=zh") as it:
        it.tick(GRID)
        it.press("zoom")
        it.press("split")
        west, south, east, north = it.ask(f"return desk.canvas.grids.get('{GRID}').box")
        # where no way along the land is offered
        x, y = it.pixel((west + 0.7 * (east - west), south + 0.2 * (north - south)))
        for spot in ((x, y), (x + 40, y)):
            it.page.mouse.click(*spot)
        it.page.mouse.dblclick(x, y + 2)
        it.idle()
        assert it.chosen == [GRID]
        assert it.ask("return desk.panel.note.className") == "note refused"
        it.clean()


def test_a_draft_deleted_meanwhile_is_said_at_the_next_click(app, folder, browser):
    with editor(browser, f"{app}editor?lang=zh") as it:
        token = it.page.url.split("redraw=")[1].split("&")[0]
        shutil.rmtree(folder / "store" / "redraws" / token)
        it.page.locator(f'[data-grid="{GRID}"] input').click()
        it.page.get_by_text(say("input.draft_gone", "zh")).wait_for()
        it.page.get_by_role("button", name=say("redraw.begin_button", "zh")).wait_for()
        it.clean()


@pytest.mark.slow
def test_a_list_that_is_open_stays_open_while_figures_come_in(app, browser):
    with editor(browser, f"{app}editor?lang=en") as it:
        it.tick(GRID)
        page = it.page
        page.set_viewport_size({"width": 1400, "height": 700})
        page.get_by_text(say("redraw.compare", "en"), exact=True).click()
        field = page.get_by_label(say("redraw.compare_one", "en"), exact=True)
        chosen_from(page, field)
        option = page.get_by_role("option", name=say("redraw.compare_base", "en"))
        option.wait_for()
        spot = field.bounding_box()
        it.ask("desk.send('along', {line: [], name: '0'})")  # figures and ripple of two grids
        it.idle()
        settled(page)
        assert option.is_visible()
        assert field.bounding_box() == spot
        it.clean()


@pytest.mark.slow
def test_a_reload_while_the_program_is_still_loading_shows_the_page_asked_for(folder, browser):
    slow = folder / "planner" / "words" / "__init__.py"
    text = slow.read_text(encoding="utf-8")
    slow.write_text(f"{text}\nimport time\ntime.sleep(5)\n", encoding="utf-8")
    try:
        for address in served(folder):
            page, _ = visit(browser, f"{address}editor?lang=zh")
            page.wait_for_function("location.pathname === '/editor'")
            page.reload()
            page.get_by_role("heading", name=say("page.editor", "zh"), level=1).wait_for()
            page.close()
    finally:
        slow.write_text(text, encoding="utf-8")


@pytest.mark.slow
def test_what_can_be_pressed_after_a_start_is_never_loaded_once_more(folder, browser):
    path, widgets = folder / "app.py", "session = state.choose()\n"
    text = path.read_text(encoding="utf-8")
    assert widgets in text
    slow = text.replace(widgets, f"{widgets}import time\ntime.sleep(3)\n")
    path.write_text(slow, encoding="utf-8")
    try:
        for address in served(folder):
            page, _ = visit(browser, f"{address}editor?lang=zh")
            page.locator('[data-testid="stMain"] :is(h1, button, input)').first.wait_for()
            page.evaluate("window.same = true")
            assert not page.get_by_role("dialog").is_visible()  # Streamlit's own "Page not found"
            page.get_by_role("heading", name=say("page.editor", "zh"), level=1).wait_for()
            settled(page)
            assert page.evaluate("window.same")
            page.close()
    finally:
        path.write_text(text, encoding="utf-8")


@pytest.mark.slow
def test_an_answer_that_comes_late_leaves_a_point_in_the_hand(app, browser):
    with editor(browser, f"{app}editor?lang=zh") as it:
        it.tick(GRID)
        it.press("zoom")
        it.press("vertex")
        handle = it.page.locator(".handle").first
        handle.focus()
        it.ask("desk.send('select')")  # asked before the point is moved, answered after it
        it.page.keyboard.press("ArrowRight")
        it.idle()
        moved = it.ask("return desk.canvas.bent.size")
        assert moved >= 2
        expect(handle).to_be_focused()
        it.page.keyboard.press("Enter")
        it.idle()
        assert it.note == say("redraw.told.movevertex", "zh", touched=str(moved))
        assert it.ask("return desk.root.activeElement.className").startswith("leaflet-marker")
        it.clean()
