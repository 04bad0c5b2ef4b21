"""The splits of Luoyan village in 2010 and 2021, done in the editor by keys on the old villages."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path

import geopandas as gpd
import pytest
import shapely
from shapely.geometry import mapping, shape

from benchmarks.browser import ROOT
from geo.load import load_area
from geo.redraw import apply, from_plain, open_grids
from planner.store import redraws
from planner.words import say
from tests.pages.editing import editor as opened
from tests.pages.editing import folder
from tests.pages.serving import browser, served, visit
from tests.pages.waiting import PATIENCE_MS, settled

__all__ = ["browser", "folder"]  # the fixtures

pytestmark = pytest.mark.browser

TOWNSHIP, LUOYAN = "530623202", "530623202201"
# year, code in the register, code the editor gives, name
SPLITS = (
    ("2010", "530623202001", "530623202206", "及第社区"),
    ("2021", "530623202002", "530623202207", "桦槁坪社区"),
)


def rewritten(path: Path, change) -> None:
    told = json.loads(path.read_text(encoding="utf-8"))
    change(told)
    path.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")


def as_before_2010(area: Path) -> None:
    """Make the villages of before 2010 the grids of an area, the township its only unit."""
    history = json.loads((area / "units_history.geojson").read_text(encoding="utf-8"))
    old = [f for f in history["features"] if f["properties"]["set_id"] == "before-2010"]
    names = ("name_zh", "name_en", "effective_from")

    def units(layer) -> None:
        facts = {**layer["features"][0]["properties"], "unit_code": TOWNSHIP}
        ground = shapely.coverage_union_all([shape(f["geometry"]) for f in old])
        layer["features"] = [
            {"type": "Feature", "properties": facts, "geometry": mapping(ground)},
        ]

    def grids(layer) -> None:
        layer["features"] = []
        for village in old:
            told = {name: village["properties"][name] for name in names}
            told |= {"grid_id": village["properties"]["unit_code"], "kind": "base"}
            facts = {**told, "unit_code": TOWNSHIP}
            layer["features"].append({**village, "properties": facts})

    def things(layer) -> None:
        for thing in layer["features"]:
            thing["properties"]["unit_code"] = TOWNSHIP

    def header(told) -> None:
        told["expected_unit_codes"] = [TOWNSHIP]
        for layer in ("crews", "responders"):  # both are told by the villages of today
            del told["layers"][layer]

    rewritten(area / "units.geojson", units)
    rewritten(area / "grids.geojson", grids)
    for layer in ("places", "sites"):
        rewritten(area / f"{layer}.geojson", things)
    rewritten(area / "area.json", header)


@pytest.fixture(scope="module")
def past(folder) -> Iterator[str]:
    as_before_2010(folder / "data" / "boundaries")
    yield from served(folder)


def borders() -> dict[str, str]:
    """Points of the line along which each community was split off, one a row."""
    area = load_area(ROOT / "data" / "boundaries")
    lines = {}
    for year, code, _, _ in SPLITS:
        rows = area.units_history[area.units_history["set_id"] == year].set_index("unit_code")
        village, community = rows.geometry[LUOYAN], rows.geometry[code]
        shared = shapely.intersection(village.boundary, community.boundary)
        points = shapely.get_coordinates(shapely.line_merge(shared)).tolist()
        lines[year] = "\n".join(f"{x!r} {y!r}" for x, y in points)
    return lines


def chosen(page, label: str, words: str) -> None:
    """Choose from a list by typing, and look whether the list took it.

    A key that comes before the list has found the word leaves what was chosen before.
    """
    field = page.get_by_role("combobox", name=label)
    end = time.monotonic() + PATIENCE_MS / 1000
    while words not in field.input_value():
        assert time.monotonic() < end, field.input_value()
        field.focus()
        page.keyboard.press("Control+A")
        page.keyboard.type(words)
        page.get_by_role("option", name=words).first.wait_for()
        page.keyboard.press("Enter")
        field.blur()  # what was typed and not taken goes
        page.get_by_role("option").first.wait_for(state="detached")
        settled(page)


def does(it, op: str) -> None:
    chosen(it.page, say("redraw.form.op", "zh"), say(f"redraw.form.{op}", "zh"))


def ends(it, words: str) -> None:
    """Press the button of the form and wait for its answer."""
    it.page.locator(".st-key-redraw-do button").press("Enter")
    it.page.get_by_test_id("stAlert").get_by_text(words).wait_for()
    settled(it.page)
    it.idle()


def only(it, grid_id: str) -> None:
    """Choose one grid, whatever the last step chose, and look whether the map took it.

    What a step made is chosen by it; that may arrive after the alert that tells of the step.
    """
    end = time.monotonic() + PATIENCE_MS / 1000
    while it.chosen != [grid_id]:
        assert time.monotonic() < end, it.chosen
        it.page.locator('button[data-act="clear"]').press("Enter")
        it.idle()
        it.page.locator(f'[data-grid="{grid_id}"] input').press("Space")
        it.idle()
        settled(it.page)


def redrawn(folder: Path, token: str) -> gpd.GeoDataFrame:
    """Grids of a draft, made again from what the store has of it."""
    area = load_area(folder / "data" / "boundaries")
    state = open_grids(area.grids, area.units)
    for step in redraws.load(folder / "store" / "redraws", token).operations:
        state = apply(state, from_plain(step)).state
    return state.frame()


def shapes_of(frame: gpd.GeoDataFrame) -> set[str]:
    return {one.normalize().wkt for one in frame.geometry}


@pytest.mark.slow
def test_both_splits_are_drawn_named_and_kept_to_the_last_vertex(past, folder, browser):
    with opened(browser, f"{past}editor?lang=zh") as it:
        page = it.page
        chosen(page, say("redraw.codes", "zh"), say("redraw.codes.keep", "zh"))
        page.locator("summary", has_text=say("redraw.form", "zh")).press("Enter")
        for year, _, code, name in SPLITS:
            only(it, LUOYAN)
            does(it, "points")
            page.get_by_label(say("redraw.form.typed", "zh")).fill(borders()[year])
            ends(it, say("redraw.told.split", "zh", created="1"))
            only(it, code)
            does(it, "rename")
            page.locator(f".st-key-redraw-name-zh-{code} input").fill(name)
            ends(it, say("redraw.told.rename", "zh"))
        assert len(it.ids) == 7
        it.clean()
        token = page.url.split("redraw=")[1].split("&")[0]
    drawn = redrawn(folder, token)
    assert list(drawn.index[-2:]) == [code for _, _, code, _ in SPLITS]
    assert list(drawn["name_zh"][-2:]) == [name for *_, name in SPLITS]
    today = load_area(ROOT / "data" / "boundaries").units
    assert shapes_of(drawn) == shapes_of(today)


@pytest.mark.slow
def test_a_month_of_2009_is_shown_on_the_villages_of_today_and_back(past, browser):
    page, watch = visit(browser, f"{past}lineage?lang=zh")
    page.set_viewport_size({"width": 1280, "height": 2400})
    both = (say("lineage.old", "zh"), say("lineage.new", "zh"))
    kept = say("lineage.kept", "zh", before=479, after=479)
    page.get_by_text(kept).wait_for()
    for label, words in zip(both, ("2021-01-01", "2000-01-01"), strict=True):
        chosen(page, label, words)
    page.get_by_text(kept).wait_for()
    settled(page)
    assert watch.outside == watch.broken == []
    page.close()
