"""The board of rosters in a real browser with no outside world: by drag, by keys, on a phone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, Page, expect

from planner.words import Lang, say
from tests.pages.serving import browser, copied, served, visit
from tests.pages.waiting import PATIENCE_MS, computed, settled, still

__all__ = ["browser"]  # the fixture, for the tests below
PATH = "rosters?lang={lang}&days=7"
# the board stands in a shadow root: look for whoever carries it
BOARD = """(() => { let found = null; const look = (node) => {
  if (node.roster) found = node.roster;
  if (node.shadowRoot) look(node.shadowRoot);
  for (const child of node.childNodes) look(child);
}; look(document.body); return found; })()"""
WORDS = f"() => {BOARD}.cells.map((row) => row.map((cell) => cell.textContent))"
SPOT = f"""([row, day]) => {{ const cell = {BOARD}.cells[row][day];
  const {{x, y, width, height}} = cell.getBoundingClientRect();
  return [x + width / 2, y + height / 2]; }}"""
SHOW = f"""([row, day]) => {BOARD}.cells[row][day].scrollIntoView({{block: "center"}})"""
FOCUS = f"([row, day]) => {BOARD}.cells[row][day].focus()"
WRONG = f"() => {BOARD}.cells.flat().filter((cell) => cell.classList.contains('wrong')).length"

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def app(tmp_path_factory) -> Iterator[str]:
    """The app in a folder of its own, so that what is kept is kept there."""
    yield from served(copied(tmp_path_factory.mktemp("rosters")))


def ready(page: Page, lang: Lang) -> list[list[str]]:
    """Wait for the roster, and return the words of its cells."""
    computed(page, lang, lambda: bool(page.evaluate(f"() => Boolean({BOARD}?.cells.length)")))
    return still(page, WORDS)


def becomes(page: Page, cell: tuple[int, int], word: str) -> None:
    row, day = cell
    told = f"() => {BOARD}.cells[{row}][{day}].textContent === {word!r}"
    page.wait_for_function(told, timeout=PATIENCE_MS)
    settled(page)


@pytest.mark.slow
def test_cells_are_dragged_judged_mended_by_one_click_and_taken_back(
    app: str, browser: Browser
) -> None:
    page, watch = visit(browser, app + PATH.format(lang="zh"))
    words = ready(page, "zh")
    night, day, off = (say(f"roster_short.{name}", "zh") for name in ("night", "day", "off"))
    # the day after a night is dragged onto by a day shift: no rest
    row, at = next(
        (r, d)
        for r, line in enumerate(words)
        for d in range(6)
        if line[d] == night and line[d + 1] == off
    )
    page.evaluate(SHOW, [row, at + 1])
    x, y = still(page, f"() => ({SPOT})([{row}, {at + 1}])")
    chip = page.get_by_role("button", name=say("roster_shift.day", "zh")).first
    box = chip.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 8, box["y"] + 8)
    page.mouse.down()
    page.mouse.move(box["x"] + 30, box["y"] + 30, steps=4)
    page.mouse.move(x, y, steps=6)
    page.mouse.up()
    becomes(page, (row, at + 1), day)
    expect(page.get_by_text("不符合规则").first).to_be_visible(timeout=PATIENCE_MS)
    assert page.evaluate(WRONG) >= 1
    page.get_by_role("button", name=say("roster.cure_take", "zh")).first.click()
    page.wait_for_function(f"() => ({WRONG})() === 0", timeout=PATIENCE_MS)
    settled(page)
    for key, word in (("undo_step", day), ("undo_step", off), ("redo_step", day)):
        page.get_by_role("button", name=say(f"roster.{key}", "zh")).click()
        becomes(page, (row, at + 1), word)
    assert not watch.outside
    assert not watch.broken
    page.close()


def test_a_cell_is_set_and_exchanged_by_keys_alone(app: str, browser: Browser) -> None:
    page, watch = visit(browser, app + PATH.format(lang="en"))
    words = ready(page, "en")
    row, at = next(
        (r, d) for r, line in enumerate(words) for d in range(6) if line[d] != line[d + 1]
    )
    old, other = words[row][at : at + 2]
    page.evaluate(FOCUS, [row, at])
    page.keyboard.press("Space")
    settled(page)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    becomes(page, (row, at), other)
    becomes(page, (row, at + 1), old)
    page.evaluate(FOCUS, [row, at])
    page.keyboard.press("3")  # the third shift of this pattern
    becomes(page, (row, at), say("roster_short.standby", "en"))
    page.keyboard.press("Delete")
    becomes(page, (row, at), say("roster_short.off", "en"))
    assert not watch.outside
    assert not watch.broken
    page.close()


@pytest.mark.slow
def test_a_workbook_goes_out_is_changed_and_comes_back_and_wrong_cells_are_told(
    app: str, browser: Browser, tmp_path: Path
) -> None:
    page, watch = visit(browser, app + PATH.format(lang="zh"))
    words = ready(page, "zh")
    with page.expect_download() as sent:
        page.get_by_role("button", name=say("common.download_xlsx", "zh")).click()
    path = tmp_path / "roster.xlsx"
    sent.value.save_as(path)
    book = openpyxl.load_workbook(path)
    table = book[say("roster.sheet", "zh")]
    head = next(cell for row in table for cell in row if cell.value == say("roster.slot", "zh"))
    now = words[0][0]
    other = "night" if now != say("roster_short.night", "zh") else "day"
    field = page.locator("input[type=file]")
    table.cell(head.row + 1, 4).value = "看电影"
    book.save(path)
    field.set_input_files(path)
    place = table.cell(head.row + 1, 4).coordinate
    expect(page.get_by_text(f"{place}=看电影").first).to_be_visible(timeout=PATIENCE_MS)
    assert page.evaluate(WORDS) == words
    table.cell(head.row + 1, 4).value = say(f"roster_shift.{other}", "zh")
    book.save(tmp_path / "mended.xlsx")
    field.set_input_files(tmp_path / "mended.xlsx")
    becomes(page, (0, 0), say(f"roster_short.{other}", "zh"))
    left = page.evaluate(WORDS)
    assert [left[0][1:], *left[1:]] == [words[0][1:], *words[1:]]
    assert not watch.outside
    assert not watch.broken
    page.close()


@pytest.mark.slow
def test_on_a_phone_a_cell_is_tapped_and_set_and_everything_fits(
    app: str, browser: Browser
) -> None:
    page, watch = visit(browser, app + PATH.format(lang="zh"), width=390, touch=True)
    words = ready(page, "zh")
    standby = say("roster_short.standby", "zh")
    row = next(r for r, line in enumerate(words) if line[0] != standby)
    page.evaluate(SHOW, [row, 0])
    x, y = still(page, f"() => ({SPOT})([{row}, 0])")
    page.touchscreen.tap(x, y)
    picked = f"() => {BOARD}.cells[{row}][0].classList.contains('picked')"
    page.wait_for_function(picked, timeout=PATIENCE_MS)
    settled(page)
    page.get_by_role("button", name=say("roster_shift.standby", "zh")).first.tap()
    becomes(page, (row, 0), standby)
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 390
    assert not watch.outside
    assert not watch.broken
    page.close()
