"""The map of roads in a real browser with no outside world: a click chooses, the page keeps."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from planner.words import say
from tests.pages.serving import browser, copied, served, visit
from tests.pages.waiting import PATIENCE_MS, settled

__all__ = ["browser"]  # the fixture, for the tests below
BRIDGE = "W0206"
LANE = "W0003"
CUT = "步行 11 处"
# the map stands in a shadow root: look for whoever carries it
MAP = """() => { let found = null; const look = (node) => {
  if (node.roads) found = node.roads;
  if (node.shadowRoot) look(node.shadowRoot);
  for (const child of node.childNodes) look(child);
}; look(document.body); return found; }"""
AIM = f"""(id) => {{ const roads = ({MAP})(), line = roads.lines.get(id);
  roads.map.setView(line.getCenter(), 1, {{animate: false}});
  const at = roads.map.latLngToContainerPoint(line.getCenter());
  const box = roads.place.getBoundingClientRect();
  return [box.x + at.x, box.y + at.y]; }}"""
STATE = f"() => {{ const roads = ({MAP})(); return roads && roads.state; }}"

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def app(tmp_path_factory) -> Iterator[str]:
    """The app in a folder of its own, so that what is shut here is shut nowhere else."""
    yield from served(copied(tmp_path_factory.mktemp("roads")))


def ready(page: Page) -> None:
    for _ in range(2):  # right after its start the app loads once more
        page.wait_for_function(f"() => {{ const roads = ({MAP})(); return roads && roads.lines; }}")
        settled(page)
        page.wait_for_timeout(1000)


@pytest.mark.slow
def test_a_click_on_the_bridge_shuts_it_and_a_reload_finds_it_shut(app: str, browser: Browser):
    page, watch = visit(browser, app + "roads")
    ready(page)
    page.mouse.click(*page.evaluate(AIM, BRIDGE))
    expect(page.get_by_test_id("stMultiSelect")).to_contain_text(
        f"{BRIDGE} · 村道 · 桥", timeout=PATIENCE_MS
    )
    page.get_by_role("button", name=say("roads.shut", "zh"), exact=True).click()
    expect(page.get_by_text(CUT)).to_be_visible(timeout=PATIENCE_MS)
    page.reload()
    ready(page)
    expect(page.get_by_text(CUT)).to_be_visible(timeout=PATIENCE_MS)
    state = page.evaluate(STATE)
    assert state["shut"] == [BRIDGE]
    assert [how for _, how in state["cut"]] == [2] * 11
    assert not watch.outside
    assert not watch.broken
    page.close()


def test_a_click_at_one_point_shuts_that_point_and_a_click_on_its_sign_opens_it(app, browser):
    page, watch = visit(browser, app + "roads")
    ready(page)
    page.get_by_text(say("click.spot", "zh"), exact=True).click()
    settled(page)
    page.wait_for_timeout(1000)
    before = page.evaluate(STATE)["shut"]
    page.mouse.click(*page.evaluate(AIM, LANE))
    chips = page.get_by_test_id("stMultiSelect")
    expect(chips).to_contain_text("米处", timeout=PATIENCE_MS)
    page.get_by_role("button", name=say("roads.shut", "zh"), exact=True).click()
    expect(page.get_by_text("断在 1 处：")).to_be_visible(timeout=PATIENCE_MS)
    settled(page)
    state = page.evaluate(STATE)
    assert state["shut"] == before
    [[spot, _, _, stands, chosen]] = state["spots"]
    assert (spot.split("@")[0], stands, chosen) == (LANE, True, False)
    page.locator(".bar.stands").click()
    expect(chips).to_contain_text("米处", timeout=PATIENCE_MS)
    page.get_by_role("button", name=say("roads.open", "zh"), exact=True).first.click()
    expect(page.get_by_text("断在 1 处：")).to_have_count(0, timeout=PATIENCE_MS)
    assert not watch.outside
    assert not watch.broken
    page.close()


@pytest.mark.slow
def test_on_a_phone_everything_fits_the_width(app: str, browser: Browser):
    page, watch = visit(browser, app + "roads?lang=en", width=390, touch=True)
    ready(page)
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= 390
    assert not watch.broken
    page.close()
