"""Roads an office brings, in a real browser: read, near misses told, joined on request, in use."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import geopandas as gpd
import pytest
import shapely
from playwright.sync_api import Browser, expect

from benchmarks.browser import ROOT
from geo.export import write_geopackage
from geo.load import load_area
from planner.words import say
from tests.pages.serving import browser, copied, served, visit
from tests.pages.waiting import PATIENCE_MS, settled

__all__ = ["browser"]  # the fixture, for the test below
SHORT_M = 3.0  # a lane ends so far from the road

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """The app in a folder of its own: roads brought here are in use nowhere else."""
    return copied(tmp_path_factory.mktemp("brought"))


@pytest.fixture(scope="module")
def app(folder: Path) -> Iterator[str]:
    yield from served(folder)


def drawn(path: Path) -> Path:
    """A road through the middle of the township, and two lanes; one ends a little short of it."""
    area = load_area(ROOT / "data" / "boundaries")
    x, y = shapely.get_coordinates(area.boundary.representative_point())[0].round(3)
    lines = [
        [(x - 300, y), (x, y), (x + 300, y)],
        [(x, y + 200), (x, y + SHORT_M)],
        [(x + 100, y - 200), (x + 100, y - 60)],
    ]
    frame = gpd.GeoDataFrame(
        {"等级": ["乡道", "村道", "村道"]},
        geometry=[shapely.LineString(line) for line in lines],
        crs=area.crs,
    )
    frame.index = frame.index.map("q{}".format).rename("code")
    write_geopackage(path, {"roads": frame})
    return path


@pytest.mark.slow
def test_roads_are_read_joined_only_on_request_and_in_use_after_a_reload(
    app: str, browser: Browser, tmp_path: Path
):
    page, watch = visit(browser, f"{app}roads?lang=zh")
    settled(page)
    page.get_by_text(say("bring.title", "zh"), exact=True).click()
    page.locator('input[type="file"]').set_input_files(drawn(tmp_path / "roads.gpkg"))
    seen = {"timeout": PATIENCE_MS}
    body = page.locator("body")
    expect(body).to_contain_text(say("bring.network", "zh", n=3, km=0.9, parts=3), **seen)
    expect(body).to_contain_text(say("bring.misses", "zh", n=1, m=5.0), **seen)
    joined = say("bring.joined", "zh", n=1, m="3.00", noded=0, before=3, parts=2)
    expect(page.get_by_text(joined)).to_have_count(0)  # nothing is joined unasked
    page.get_by_role("button", name=say("bring.all", "zh"), exact=True).click()
    expect(body).to_contain_text(joined, **seen)
    page.get_by_role("button", name=say("bring.use", "zh"), exact=True).click()
    expect(body).to_contain_text(say("bring.kept", "zh"), **seen)
    page.reload()
    in_use = say("bring.in_use", "zh", n=4, read=3, missed=1, joined=1, noded=0)
    page.get_by_text(say("bring.title", "zh"), exact=True).click(**seen)
    expect(body).to_contain_text(in_use, **seen)
    assert not watch.outside
    assert not watch.broken
    page.close()
