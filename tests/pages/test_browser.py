"""The app in a real browser with no outside world: every page, both languages, the main flows."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from benchmarks.browser import ROOT
from geo.coverage import certify
from geo.intake.drawings import read_polygons
from geo.load import load_area
from planner.words import LANGS, say
from tests.pages.serving import Watch, browser, copied, drawn_map, served, visit
from tests.pages.waiting import computed, settled

__all__ = ["browser"]  # the fixture, for the tests below
BROKEN = ROOT / "data" / "boundaries" / "broken" / "luoyan_grids_2025.zip"
PAGES = (
    *("", "grids", "proposals", "editor", "lineage", "places", "travel", "siting"),
    *("data", "repair"),
    *("patrols", "cameras", "perimeter", "responders", "rosters", "roads", "summary"),
)
MAPS = ("", "grids")
# the legend and the north arrow have paths of their own; only those inside the map count
DRAWN = "document.querySelectorAll('.leaflet-overlay-pane path').length"
SCALE_CLEAR_PX = """() => document.querySelector('.leaflet-control-attribution')
    .getBoundingClientRect().top
    - document.querySelector('.leaflet-control-scale').getBoundingClientRect().bottom"""

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def app() -> Iterator[str]:
    yield from served(ROOT)


def faults_of_map(page: Page, watch: Watch) -> list[str]:
    """Say everything that is wrong with a page's map: the check that sabotage must fail."""
    faults = [f"asked outside: {address}" for address in watch.outside]
    handle = page.query_selector("iframe[title]")
    frame = handle.content_frame() if handle else None
    shapes = frame.evaluate(DRAWN) if frame else 0
    if not shapes:
        faults.append("no map is drawn")
    return faults + [f"broken: {error}" for error in watch.broken]


@pytest.mark.parametrize("lang", ["zh", pytest.param("en", marks=pytest.mark.slow)])
@pytest.mark.parametrize("path", PAGES)
def test_every_page_opens_without_a_request_to_another_machine(app, browser, path, lang):
    page, watch = visit(browser, f"{app}{path}?lang={lang}")
    title = say(f"page.{path or 'overview'}", lang)
    page.get_by_role("heading", name=title, exact=True).first.wait_for()
    settled(page)
    if path in MAPS:
        frame = drawn_map(page)
        assert frame.evaluate(DRAWN) > 20
        assert frame.evaluate("Boolean(window.map)")
        assert frame.evaluate("document.documentElement.lang").startswith(lang)
        assert say("map.legend", lang) in frame.inner_text("body")
    page.wait_for_function(f"document.documentElement.lang.startsWith('{lang}')")
    assert watch.outside == []
    assert watch.broken == []
    page.close()


@pytest.mark.slow
@pytest.mark.parametrize("width", [1600, 1366, 900, 390])
def test_the_scale_stands_above_the_line_of_the_source_however_it_breaks(app, browser, width):
    page, _ = visit(browser, f"{app}grids?lang=en")
    page.set_viewport_size({"width": width, "height": 900})
    drawn_map(page).wait_for_function(f"({SCALE_CLEAR_PX})() >= 0")
    page.close()


def test_a_plan_is_made_kept_over_a_reload_and_drawn(app, browser):
    page, watch = visit(browser, f"{app}cameras?lang=zh&cameras=6")
    page.get_by_role("button", name=say("common.compute", "zh")).click()
    page.get_by_text(say("answer.judged", "zh")).wait_for()
    drawn_map(page)
    page.reload()
    page.get_by_text(say("answer.judged", "zh")).wait_for()
    frame = drawn_map(page)
    assert say("layer.cameras", "zh") in frame.inner_text("body")
    assert watch.outside == []
    assert watch.broken == []
    page.close()


@pytest.mark.slow
def test_every_file_of_a_plan_can_be_downloaded(app, browser, tmp_path):
    page, watch = visit(browser, f"{app}cameras?lang=en&cameras=6")
    computed(page, "en", page.get_by_text(say("answer.judged", "en")).is_visible)
    starts = {"xlsx": b"PK", "gpkg": b"SQLite format 3", "map": b"<!DOCTYPE html>"}
    for kind, start in starts.items():
        with page.expect_download() as asked:
            page.get_by_role("button", name=say(f"common.download_{kind}", "en")).click()
        asked.value.save_as(tmp_path / kind)
        assert (tmp_path / kind).read_bytes().startswith(start)
    with sqlite3.connect(tmp_path / "gpkg") as opened:
        asked_for = "select description from gpkg_contents where table_name = 'cameras'"
        assert say("map.example", "en") in opened.execute(asked_for).fetchone()[0]
    with page.expect_download() as asked:
        page.get_by_role("button", name=say("common.download_csv", "en")).first.click()
    assert asked.value.suggested_filename == f"{say('area.luoyan', 'en')}_cameras.csv"
    assert "/app/static" not in (tmp_path / "map").read_text(encoding="utf-8")
    assert watch.outside == []
    assert watch.broken == []
    page.close()


@pytest.mark.slow
def test_the_language_switch_keeps_the_page_and_its_settings(app, browser):
    page, watch = visit(browser, f"{app}cameras?lang=zh&cameras=7")
    page.get_by_role("heading", name=say("page.cameras", "zh"), exact=True).wait_for()
    page.get_by_role("radio", name="English").click()
    page.get_by_role("heading", name=say("page.cameras", "en"), exact=True).wait_for()
    settled(page)
    expect(page.get_by_label(say("camera.max_cameras", "en")).first).to_have_value("7")
    assert "lang=en" in page.url
    assert "cameras=7" in page.url
    assert watch.outside == []
    page.close()


def test_a_long_computation_can_be_stopped(app, browser):
    page, watch = visit(browser, f"{app}patrols?lang=en&effort=thorough")
    page.get_by_role("button", name=say("common.compute", "en")).click()
    stop = page.get_by_role("button", name=say("common.cancel", "en"))
    stop.wait_for()
    # left and found again while it runs
    page.reload()
    stop.wait_for()
    stop.click()
    page.get_by_role("button", name=say("common.again", "en")).wait_for()
    text = page.inner_text('[data-testid="stMain"]')
    assert say("state.cancelled", "en") in text or say("state.cancelled_empty", "en") in text
    assert say("status.infeasible", "en") not in text
    assert watch.outside == []
    assert watch.broken == []
    page.close()


@pytest.mark.slow
def test_the_area_can_be_changed_and_the_map_follows(app, browser):
    page, watch = visit(browser, f"{app}?lang=en&area=luoyan")
    first = drawn_map(page).inner_text("h1")
    page.get_by_role("combobox").first.click()
    page.get_by_role("option", name=say("area.liechtenstein", "en")).click()
    page.wait_for_url("**area=liechtenstein**")
    settled(page)
    if say("app.area_missing", "en") not in page.inner_text('[data-testid="stMain"]'):
        for _ in range(200):
            heading = drawn_map(page).inner_text("h1")
            if heading != first:
                break
            page.wait_for_timeout(200)
        assert heading != first
        page.get_by_text("OpenStreetMap contributors, ODbL").first.wait_for()
    assert watch.outside == []
    assert watch.broken == []
    page.close()


@pytest.mark.slow
@pytest.mark.parametrize("path", PAGES)
def test_a_narrow_window_shows_everything_within_its_width(app, browser, path):
    page, watch = visit(browser, f"{app}{path}?lang=zh", width=390)
    page.get_by_role("heading", name=say(f"page.{path or 'overview'}", "zh"), exact=True).wait_for()
    settled(page)
    if path in MAPS:
        frame = drawn_map(page)
        assert frame.evaluate("document.documentElement.scrollWidth") <= 390
        assert not frame.evaluate("document.querySelector('details').open")
        edge = "document.querySelector('.sheet-{}').getBoundingClientRect().{}"
        title, north = edge.format("title", "right"), edge.format("north", "left")
        assert frame.evaluate(f"{title} < {north}")
    wide = page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth")
    assert wide <= 390
    assert watch.outside == []
    page.close()


def test_the_legend_shows_and_hides_a_layer(app, browser):
    page, _ = visit(browser, f"{app}grids?lang=en")
    frame = drawn_map(page)
    box = frame.query_selector("input[data-layer]")
    assert box is not None
    layer = box.get_attribute("data-layer")
    visible = f"getComputedStyle(document.querySelector('.{layer}')).display != 'none'"
    assert frame.evaluate(visible)
    frame.evaluate("box => box.click()", box)
    assert not frame.evaluate(visible)
    frame.evaluate("box => box.click()", box)
    assert frame.evaluate(visible)
    page.close()


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGS)
def test_the_wheel_scrolls_past_a_map_until_it_is_clicked_or_ctrl_is_held(app, browser, lang):
    page, watch = visit(browser, f"{app}grids?lang={lang}")
    frame = drawn_map(page)
    held = page.query_selector("iframe[title]")
    held.scroll_into_view_if_needed()
    box = held.bounding_box()
    middle = box["x"] + box["width"] / 2, box["y"] + min(box["height"] / 2, 250)
    zoom, deep = "window.map.getZoom()", "window.map.getMinZoom() + 2"
    frame.evaluate(f"void window.map.setZoom({deep}, {{animate: false}})")
    before = frame.evaluate(zoom)
    page.mouse.move(*middle)
    page.mouse.wheel(0, 60)
    frame.wait_for_selector(".wheel-hint.shown")
    assert frame.inner_text(".wheel-hint") == say("map.wheel", lang)
    page.wait_for_timeout(500)  # longer than leaflet gathers turns of the wheel
    assert frame.evaluate(zoom) == before
    page.keyboard.down("Control")
    page.mouse.wheel(0, -240)
    page.keyboard.up("Control")
    frame.wait_for_function(f"{zoom} > {before}")
    frame.evaluate(f"void window.map.setZoom({before}, {{animate: false}})")
    page.mouse.click(*middle)
    page.mouse.wheel(0, -240)
    frame.wait_for_function(f"{zoom} > {before}")
    assert watch.broken == []
    page.close()


@pytest.mark.slow
def test_an_officer_brings_the_broken_drawing_and_mends_it(app, browser, tmp_path):
    page, watch = visit(browser, f"{app}data?lang=zh", width=1400)
    with page.expect_file_chooser() as asked:
        page.locator('[data-testid="stFileUploaderDropzone"] button').click()
    asked.value.set_files(BROKEN)
    page.get_by_role("button", name=say("place.confirm", "zh")).click()
    page.get_by_text(say("certificate.not_ok", "zh", fault_count=3)).wait_for()
    page.get_by_role("button", name=say("result.go", "zh")).click()
    for number in (1, 2, 3):
        page.get_by_text(say("desk.number", "zh", number=number, all=3)).wait_for()
        settled(page)  # the map of the case before is on the page until then
        assert drawn_map(page).evaluate(DRAWN) > 3
        if number == 2:  # everything is there after a reload
            page.reload()
            page.get_by_text(say("desk.progress", "zh", done=1, all=3)).wait_for()
            page.get_by_text(say("desk.number", "zh", number=2, all=3)).wait_for()
            settled(page)
            page.keyboard.press("1")
        else:
            page.locator('[class*="st-key-option-1-"] button').click()
    clean = say("desk.clean", "zh", grid_count=268, area_m2=130_240_000)
    page.get_by_text(clean).wait_for()
    assert "case=" not in page.url  # or each case would be one more press on the way back
    with page.expect_download() as given:
        page.get_by_role("button", name=say("desk.gpkg", "zh")).click()
    given.value.save_as(tmp_path / "mended.gpkg")
    area = load_area(BROKEN.parents[1])
    grids = read_polygons(tmp_path / "mended.gpkg", layer="grids", crs=area.crs)
    assert certify(grids, area.boundary, units=area.units, places=area.places).ok
    settled(page)
    page.get_by_role("button", name=say("data.anew", "zh")).click()
    page.wait_for_url(lambda address: "draft=" not in address)  # the click has been carried out
    page.get_by_role("link", name=say("page.data", "zh")).first.click()
    page.get_by_role("button", name=say("data.delete", "zh")).first.wait_for()
    settled(page)  # a click on a page still being drawn is lost
    page.get_by_role("button", name=say("data.delete", "zh")).first.click()
    page.get_by_role("button", name=say("data.delete_sure", "zh")).click()
    settled(page)
    assert watch.outside == []
    assert watch.broken == []
    page.close()


def test_one_press_on_the_way_back_is_one_page(app, browser):
    page, _ = visit(browser, f"{app}?lang=zh")
    for name in ("patrols", "cameras"):
        page.get_by_role("link", name=say(f"page.{name}", "zh")).first.click()
        page.get_by_role("heading", name=say(f"page.{name}", "zh"), exact=True).wait_for()
        settled(page)
    page.go_back()
    page.get_by_role("heading", name=say("page.patrols", "zh"), exact=True).wait_for()
    page.close()


@pytest.fixture
def sabotaged(tmp_path, tiny_source) -> Path:
    """A copy of the program, to break on purpose."""
    return copied(tmp_path / "app", tiny_source)


def faults_of_overview(folder: Path, browser: Browser) -> list[str]:
    for address in served(folder):
        page, watch = visit(browser, f"{address}?lang=en")
        page.get_by_role("heading", name=say("page.overview", "en"), exact=True).wait_for()
        settled(page)
        page.wait_for_timeout(2500)
        faults = faults_of_map(page, watch)
        page.close()
        return faults
    return ["not served"]


@pytest.mark.slow
def test_the_copy_as_it_is_has_no_fault(sabotaged, browser):
    assert faults_of_overview(sabotaged, browser) == []


@pytest.mark.slow
def test_one_link_put_back_to_a_public_network_is_refused_by_the_program(sabotaged, browser):
    path = sabotaged / "planner" / "report" / "maps" / "assets.py"
    source = path.read_text(encoding="utf-8")
    link = '"leaflet": "leaflet/leaflet.js",'
    assert link in source
    path.write_text(source.replace(link, ""), encoding="utf-8")
    assert "no map is drawn" in faults_of_overview(sabotaged, browser)


@pytest.mark.slow
def test_one_link_to_a_public_network_past_every_guard_is_seen_by_the_browser(sabotaged, browser):
    path = sabotaged / "planner" / "report" / "maps" / "draw.py"
    source = path.read_text(encoding="utf-8")
    last = "return assets.inlined(html) if inline else html"
    assert last in source
    link = '"https://cdn.jsdelivr.net/npm/leaflet@1.9.3/dist/leaflet.js"'
    put_back = f'return html.replace("/app/static/vendor/leaflet/leaflet.js", {link})'
    path.write_text(source.replace(last, put_back), encoding="utf-8")
    faults = faults_of_overview(sabotaged, browser)
    assert any(fault.startswith("asked outside: https://cdn.jsdelivr.net/") for fault in faults)
    assert "no map is drawn" in faults


@pytest.mark.slow
def test_a_link_to_a_page_works_as_the_first_visit_after_a_start(sabotaged, browser):
    for address in served(sabotaged):
        page, watch = visit(browser, f"{address}cameras?lang=zh&cameras=3")
        button = page.get_by_role("button", name=say("common.compute", "zh"))
        button.click()
        page.get_by_text(say("answer.judged", "zh")).wait_for()
        assert "Page not found" not in page.inner_text("body")
        assert watch.outside == []
        page.close()
