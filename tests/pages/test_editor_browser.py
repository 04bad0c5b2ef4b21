"""The editor in a real browser on Luoyan: the mouse, a reload, a restart, two windows."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import expect

from planner.words import LANGS, say
from tests.pages.editing import BESIDE, DESK, FACE_BESIDE, GRID, app, browser, editor, folder
from tests.pages.serving import drawn_map, served
from tests.pages.waiting import chosen_from, settled

__all__ = ["app", "browser", "folder"]  # the fixtures

pytestmark = pytest.mark.browser


@pytest.mark.slow
def test_split_merge_drag_undo_redo_lock_on_the_map(app, browser):
    with editor(browser, f"{app}editor?lang=zh") as it:
        assert len(it.ids) == 268
        it.page.get_by_role("combobox", name=say("redraw.codes", "zh")).click()
        it.page.keyboard.type(say("redraw.codes.keep", "zh")[:4])
        it.page.get_by_role("option", name=say("redraw.codes.keep", "zh")).click()
        it.page.wait_for_url("**codes=keep**")
        settled(it.page)
        it.tick(GRID)
        it.press("zoom")
        view = it.view
        it.press("split")
        it.across(GRID)
        assert it.note == say("redraw.told.split", "zh", created="1")
        assert len(it.ids) == 269
        assert it.chosen[0] == GRID
        assert len(it.chosen) == 2
        assert it.view == view
        assert it.does("merge") == say("redraw.told.merge", "zh", retired="1")
        assert len(it.ids) == 268
        it.page.keyboard.press("Control+z")
        it.idle()
        assert len(it.ids) == 269
        it.page.keyboard.press("Control+y")
        it.idle()
        assert len(it.ids) == 268
        assert it.does("lock") == say("redraw.told.lock", "zh")
        row = it.page.locator(f'[data-grid="{GRID}"]')
        expect(row).to_contain_text(say("redraw.map.locked", "zh"))
        assert it.ask(f"return desk.canvas.grids.get('{GRID}').layer.options.fillColor").startswith(
            "url("
        )
        it.press("split")
        it.across(GRID)
        assert it.ask("return desk.panel.note.className") == "note refused"
        assert len(it.ids) == 268
        it.does("unlock")
        assert it.view == view
        it.clean()


def test_a_dragged_point_moves_both_grids_and_nothing_else(app, browser):
    with editor(browser, f"{app}editor?lang=zh") as it:
        it.tick(GRID)
        it.press("zoom")
        it.press("vertex")
        shapes = "return [...desk.canvas.grids.values()].map(g => [g.id, JSON.stringify(g.rings)])"
        before = dict(it.ask(shapes))
        handles = it.page.locator(".handle")
        handles.first.wait_for()
        spots = [box for n in range(handles.count()) if (box := handles.nth(n).bounding_box())]
        lonely = max(spots, key=lambda spot: min(far(spot, o) for o in spots if o is not spot))
        x, y = lonely["x"] + 7, lonely["y"] + 7
        it.page.mouse.move(x, y)
        it.page.mouse.down()
        it.page.mouse.move(x + 4, y + 3, steps=4)
        bent = set(it.ask("return [...desk.canvas.bent]"))
        assert len(bent) == 2  # both move while the point is dragged
        assert dict(it.ask(shapes)) == before
        it.page.mouse.up()
        it.idle()
        assert it.note == say("redraw.told.movevertex", "zh", touched="2")
        after = dict(it.ask(shapes))
        assert {grid_id for grid_id in before if before[grid_id] != after[grid_id]} == bent
        it.page.keyboard.press("Control+z")
        it.idle()
        assert dict(it.ask(shapes)) == before
        it.clean()


def far(a: dict[str, float], b: dict[str, float]) -> float:
    return abs(a["x"] - b["x"]) + abs(a["y"] - b["y"])


@pytest.mark.slow
def test_small_faces_are_painted_and_a_special_grid_is_cut_out(app, browser):
    with editor(browser, f"{app}editor?lang=zh") as it:
        it.tick(GRID)
        it.press("zoom")
        assert it.does("refine") == say("redraw.told.refine", "zh")
        it.press("clear")
        it.idle()
        faces = it.ask(f"return desk.canvas.grids.get('{GRID}').faces.map(f => f.id)")
        assert len(faces) > 1
        taker = it.ask(BESIDE % GRID)
        it.tick(taker)
        it.press("paint")
        done = say("redraw.told.transfer", "zh", touched="2")
        for number in range(len(faces)):  # not every face may go: some hold the rest together
            it.page.mouse.move(*it.pixel(tuple(it.ask(FACE_BESIDE % (GRID, taker, number)))))
            it.page.mouse.down()
            it.page.mouse.up()
            it.idle()
            if it.note == done:
                break
        assert it.note == done
        it.press("clear")
        it.idle()  # the answer to a choice empties the note
        it.press("cut")
        it.page.locator('input[name="name_zh"]').fill("<img src=x onerror=alert(1)>")
        west, south, east, north = it.ask(f"return desk.canvas.grids.get('{GRID}').box")
        x, y = (west + east) / 2, (south + north) / 2
        corners = [(x, y), (x + 120_000, y), (x + 120_000, y + 120_000), (x, y)]
        for corner in corners:
            it.page.mouse.click(*it.pixel(corner))
        it.idle()
        assert it.note == say("redraw.told.cutout", "zh")
        born = next(i for i in it.ids if i.startswith(GRID[:12]) and i in it.chosen)
        expect(it.page.locator(f'[data-grid="{born}"]')).to_contain_text("<img")
        assert not it.page.locator("[data-grid] img").count()
        it.clean()


def test_the_mouse_chooses_one_and_with_control_several(app, browser):
    with editor(browser, f"{app}editor?lang=en") as it:
        it.tick(GRID)
        it.press("zoom")
        it.press("clear")
        it.idle()
        spot = it.ask(
            f"const c = desk.canvas.grids.get('{GRID}').layer.getCenter();"
            f"return [c.lng * 1000, c.lat * 1000]"
        )
        it.page.mouse.click(*it.pixel(tuple(spot)))
        it.idle()
        assert it.chosen == [GRID]
        told = it.ask(f"desk.data.homes['{GRID}'] = 1; return desk.about('{GRID}')")
        assert told.endswith(", 1 household")
        other = it.ask(BESIDE % GRID)
        it.tick(other)
        assert it.chosen == [GRID, other]
        it.page.keyboard.down("Control")
        it.page.mouse.click(*it.pixel(tuple(spot)))
        it.page.keyboard.up("Control")
        it.idle()
        assert it.chosen == [other]
        it.clean()


@pytest.mark.slow
def test_the_keyboard_alone_chooses_locks_and_moves_a_point(app, browser):
    with editor(browser, f"{app}editor?lang=zh") as it:
        box = it.page.locator(f'[data-grid="{GRID}"] input')
        box.focus()
        it.page.keyboard.press("Space")
        it.idle()
        assert it.chosen == [GRID]
        it.page.locator('button[data-act="lock"]').focus()
        it.page.keyboard.press("Enter")
        it.idle()
        assert it.note == say("redraw.told.lock", "zh")
        it.page.keyboard.press("Control+z")
        it.idle()
        for act in ("zoom", "vertex"):
            it.page.locator(f'button[data-act="{act}"]').press("Enter")
            it.idle()
        it.page.locator(".handle").first.focus()
        it.page.keyboard.press("ArrowRight")
        bent = it.ask("return desk.canvas.bent.size")
        it.page.keyboard.press("Enter")
        it.idle()
        assert bent >= 2
        assert it.note == say("redraw.told.movevertex", "zh", touched=str(bent))
        it.clean()


@pytest.mark.slow
def test_work_is_there_after_a_reload_and_after_a_restart(folder, browser):
    for address in served(folder):
        with editor(browser, f"{address}editor?lang=zh") as it:
            it.tick(GRID)
            it.press("zoom")
            it.press("split")
            it.across(GRID)
            ids = it.ids
            assert len(ids) == 269
            it.page.reload()
            it.page.wait_for_function(f"Boolean({DESK}) && {DESK}.data !== null")
            it.idle()
            assert it.ids == ids
            token = it.page.url.split("redraw=")[1].split("&")[0]
            it.clean()
    for address in served(folder):
        with editor(browser, f"{address}editor?lang=zh&redraw={token}") as it:
            assert it.ids == ids
            assert it.does("undo") == say("redraw.told.undo", "zh")
            assert len(it.ids) == 268
            assert it.does("redo") == say("redraw.told.redo", "zh")
            assert it.ids == ids
            it.clean()


@pytest.mark.slow
def test_two_windows_on_one_draft_lose_nothing(app, browser):
    with editor(browser, f"{app}editor?lang=zh") as one:
        with editor(browser, one.page.url) as two:
            one.tick(GRID)
            two.tick(GRID)
            assert one.does("lock") == say("redraw.told.lock", "zh")
            assert two.does("lock") == say("input.redraw_stale", "zh")
            assert two.ask(f"return desk.canvas.grids.get('{GRID}').locked")
            assert two.does("unlock") == say("redraw.told.unlock", "zh")
            two.clean()
        one.clean()


@pytest.mark.slow
def test_two_drafts_are_compared_side_by_side(app, browser):
    with editor(browser, f"{app}editor?lang=en") as it:
        it.tick(GRID)
        it.press("zoom")
        it.press("split")
        it.across(GRID)
        page = it.page
        address = page.url
        page.locator("summary").first.click()  # the draft as a whole
        page.get_by_role("button", name=say("redraw.copy", "en"), exact=True).click()
        page.wait_for_function("(before) => location.href !== before", arg=address)
        shown = "new URL(location).searchParams.get('redraw')"
        page.wait_for_function(f"{DESK}.have.draft === {shown}")
        it.idle()
        assert len(it.ids) == 269
        assert it.does("undo") == say("redraw.told.undo", "en")
        settled(page)
        page.get_by_text(say("redraw.compare", "en"), exact=True).click()
        chosen_from(page, page.get_by_label(say("redraw.compare_one", "en"), exact=True))
        # the last changed of the others is the one copied, whose name has no "(copy)" behind
        page.get_by_role("option", name=re.compile(r"draft \d+$")).first.click()
        page.get_by_role("heading", name=say("redraw.compare_table", "en")).wait_for()
        page.get_by_text(say("redraw.compare_apart", "en", one=2, other=1)).wait_for()
        expect(page.locator("iframe[title]")).to_have_count(2)
        assert drawn_map(page).evaluate("Boolean(window.map)")
        it.clean()


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGS)
def test_a_narrow_window_shows_the_editor_within_its_width(app, browser, lang):
    with editor(browser, f"{app}editor?lang={lang}", width=390) as it:
        wide = it.page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth")
        assert wide <= 390
        words = json.dumps(it.ask("return desk.panel.words"), ensure_ascii=False)
        assert say("redraw.map.act_split", lang) in words
        it.clean()
