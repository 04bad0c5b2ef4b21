"""The page of patrols in a real browser with no outside world: dragged, by keys, on a phone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from planner.words import Lang, say
from tests.pages.serving import browser, copied, served, visit
from tests.pages.waiting import PATIENCE_MS, computed, settled, still

__all__ = ["browser"]  # the fixture, for the tests below
PATH = "patrols?lang={lang}&day=2025-01-06&days=1&effort=quick"
# the timetable and the map stand in shadow roots: look for whoever carries them
FIND = """(name) => { let found = null; const look = (node) => {
  if (node[name]) found = node[name];
  if (node.shadowRoot) look(node.shadowRoot);
  for (const child of node.childNodes) look(child);
}; look(document.body); return found; }"""
FROM_TO = f"""() => {{ const board = ({FIND})("board");
  const from = board.lanes.findIndex((lane) => lane.blocks.length);
  const to = board.lanes.findIndex((lane, n) => n && n !== from && !lane.blocks.length);
  const block = board.lanes[from].blocks[0];
  block.scrollIntoView({{block: "center"}});
  const a = block.getBoundingClientRect(), b = board.lanes[to].lane.getBoundingClientRect();
  return [a.x + a.width / 2, a.y + a.height / 2, b.y + b.height / 2, board.lanes[to].turn]; }}"""
TURN = f"""(turn) => ({FIND})("board").lanes.find((lane) => lane.turn === turn).blocks.length"""
FOCUS = f"""(turn) => {{ const board = ({FIND})("board");
  board.lanes.find((lane) => lane.turn === turn).blocks[0].focus(); }}"""
FIRST = f"""() => {{ const board = ({FIND})("board");
  const lane = board.lanes.find((lane) => lane.blocks.length);
  lane.blocks[0].focus();
  return [lane.turn, lane.blocks.length]; }}"""
TO_THE_END = f"""() => {{ const {{box}} = ({FIND})("board"); box.scrollLeft = box.scrollWidth; }}"""
SEEN = f"""() => {{ const {{box, lanes}} = ({FIND})("board");
  const block = box.querySelector(".call.picked").getBoundingClientRect();
  const first = lanes[0].head.getBoundingClientRect().right;
  return block.left >= first && block.right <= box.getBoundingClientRect().right; }}"""
DRAWN = f"""() => {{ const week = ({FIND})("week");
  return Boolean(week && week.state && week.state.stops.length && ({FIND})("board")); }}"""

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def app(tmp_path_factory, tiny_source) -> Iterator[str]:
    """The app with the drawn township, in a folder of its own."""
    folder = copied(tmp_path_factory.mktemp("patrols"), tiny_source)
    desk = folder / "pages" / "ui" / "desk.py"  # what is looked at here is not the plan
    desk.write_text(desk.read_text(encoding="utf-8").replace('"quick": 5', '"quick": 1'), "utf-8")
    yield from served(folder)


def ready(page: Page, lang: Lang) -> None:
    """Wait for the plan, computed now or before, and for what shows it."""
    computed(page, lang, lambda: bool(page.evaluate(DRAWN)))


@pytest.mark.slow
def test_a_stop_is_dragged_to_another_crew_judged_at_once_and_moved_back_by_keys(
    app: str, browser: Browser
):
    page, watch = visit(browser, app + PATH.format(lang="zh"))
    ready(page, "zh")
    x, y, to_y, turn = still(page, FROM_TO)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 20, to_y, steps=6)
    page.mouse.up()
    page.wait_for_function(f"() => ({TURN})('{turn}') === 1", timeout=PATIENCE_MS)
    verdict = page.get_by_text(say("week.sound", "zh")).or_(page.get_by_text("照此不可行"))
    expect(verdict.first).to_be_visible(timeout=PATIENCE_MS)
    settled(page)
    page.evaluate(FOCUS, turn)
    page.keyboard.press("Alt+ArrowUp")
    page.wait_for_function(f"() => ({TURN})('{turn}') !== 1", timeout=PATIENCE_MS)
    page.reload()
    ready(page, "zh")
    undo = page.get_by_role("button", name=say("week.undo", "zh"))
    expect(undo).to_be_enabled()  # the steps of before are still there
    assert not watch.outside
    assert not watch.broken
    page.close()


@pytest.mark.slow
def test_on_a_phone_everything_fits_the_width(app: str, browser: Browser):
    page, watch = visit(browser, app + PATH.format(lang="en"), width=390, touch=True)
    ready(page, "en")
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 390
    assert not watch.outside
    assert not watch.broken
    page.close()


def test_a_stop_that_was_moved_is_brought_into_sight(app: str, browser: Browser):
    page, watch = visit(browser, app + PATH.format(lang="en"), width=390)
    ready(page, "en")
    turn, stops = still(page, FIRST)
    page.evaluate(TO_THE_END)
    page.keyboard.press("Alt+ArrowDown")
    page.wait_for_function(f"() => ({TURN})('{turn}') === {stops - 1}", timeout=PATIENCE_MS)
    page.wait_for_function(SEEN, timeout=PATIENCE_MS)
    assert not watch.outside
    assert not watch.broken
    page.close()
