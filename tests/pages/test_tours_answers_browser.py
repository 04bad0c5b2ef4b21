"""Answers on the page of patrols in a browser: other plans, a cure, a pin, no answer, nobody."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from planner.demand.tour_settings import TourSettings
from planner.store.tour_settings import set_tours
from planner.words import say
from tests.pages.serving import Watch, browser, copied, served, visit
from tests.pages.test_tours_browser import DRAWN
from tests.pages.waiting import PATIENCE_MS, chosen_from, computed, settled

__all__ = ["browser"]  # the fixture, for the tests below
WEEK = "patrols?lang=zh&day=2025-01-06&days=2&effort=quick"
SHORT = "patrols?lang=en&day=2025-01-06&days=3&effort=quick"
NOBODY = "patrols?lang=zh&day=2025-02-03&days=1"
CREWS = ("k1", "k2", "k3", "k4")
# what is looked at is what the page says of it: a question of three days is never answered
EXHAUSTED = """
from planner.engine.answer import unsolved as _unsolved

_answered = solve


def solve(problem, *, effort=Effort(), on_progress=None, cancelled=None):
    if problem.days != 3:
        return _answered(problem, effort=effort, on_progress=on_progress, cancelled=cancelled)
    attempt = engine.Attempt(effort)
    attempt.spend(effort.work, limit_hit=True)
    return _unsolved(problem, attempt, solver=engine.tours.SOLVER)
"""

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def app(tmp_path_factory, tiny_source) -> Iterator[str]:
    """The app with the drawn township in a folder of its own, and rules that leave one out."""
    folder = copied(tmp_path_factory.mktemp("answers"), tiny_source)
    desk = folder / "pages" / "ui" / "desk.py"
    desk.write_text(desk.read_text(encoding="utf-8").replace('"quick": 5', '"quick": 1'), "utf-8")
    door = folder / "planner" / "tours.py"
    door.write_text(door.read_text(encoding="utf-8") + EXHAUSTED, encoding="utf-8")
    off = dict.fromkeys(CREWS, ("2025-02-03",))
    rules = TourSettings(max_drive_min=15, off=off)
    set_tours(folder / "store" / "office", "tiny", rules)
    yield from served(folder)


def planned(page: Page) -> None:
    computed(page, "zh", lambda: bool(page.evaluate(DRAWN)))


def shown(page: Page, key: str) -> Locator:
    """What has the words of a key up to its first figure."""
    return page.get_by_text(say(key, "zh")).first


def pressed(page: Page, name: str) -> None:
    """Press a button once nothing on the page is at work."""
    settled(page)
    button = page.get_by_role("button", name=name, exact=True).first
    expect(button).to_be_enabled(timeout=PATIENCE_MS)
    button.click()
    settled(page)


def unfolded(page: Page, key: str, inside: Locator) -> None:
    """Open what is folded; a page that is written anew at that moment folds it again."""
    end = time.monotonic() + PATIENCE_MS / 1000
    while not inside.first.is_visible():
        assert time.monotonic() < end, key
        settled(page)
        page.get_by_text(say(key, "zh")).first.click()
        page.wait_for_timeout(1000)


def moved(page: Page) -> Locator:
    return page.get_by_text("站变动：").first


def closed(page: Page, watch: Watch) -> None:
    assert not watch.outside
    assert not watch.broken
    page.close()


@pytest.mark.slow
def test_a_cure_is_accepted_with_one_click_and_what_moved_is_told(app: str, browser: Browser):
    page, watch = visit(browser, app + WEEK)
    planned(page)
    take = say("week.cure_take", "zh")
    expect(page.get_by_role("button", name=take).first).to_be_visible(timeout=PATIENCE_MS)
    pressed(page, take)
    expect(moved(page)).to_be_visible(timeout=PATIENCE_MS)
    settled(page)
    expect(page.get_by_role("button", name=take)).to_have_count(0, timeout=PATIENCE_MS)
    expect(shown(page, "answer.left_out_none")).to_be_visible(timeout=PATIENCE_MS)
    closed(page, watch)


@pytest.mark.slow
def test_other_plans_are_found_told_apart_and_one_is_taken(app: str, browser: Browser):
    page, watch = visit(browser, app + WEEK)
    planned(page)
    page.get_by_text(say("week.choices", "zh")).first.click()
    find = page.get_by_role("button", name=say("week.choices_find", "zh"))
    one = page.get_by_role("button", name=say("week.take", "zh", number=1), exact=True).first
    expect(find.or_(one).first).to_be_visible(timeout=PATIENCE_MS)
    if find.is_visible():
        pressed(page, say("week.choices_find", "zh"))
    expect(one).to_be_visible(timeout=PATIENCE_MS)
    head = say("week.plan_number", "zh", number=1)
    expect(page.get_by_text(head).first).to_be_visible(timeout=PATIENCE_MS)
    expect(one).to_be_enabled(timeout=PATIENCE_MS)
    one.click()
    settled(page)
    how = say("week.how.chosen", "zh")
    # each table has a copy that only paper shows
    unfolded(page, "week.compare", page.get_by_text(how).locator("visible=true"))
    closed(page, watch)


@pytest.mark.slow
def test_a_pin_is_kept_when_a_place_becomes_urgent(app: str, browser: Browser):
    page, watch = visit(browser, app + WEEK)
    planned(page)
    pressed(page, say("week.pin", "zh"))
    pinned = page.get_by_text("已固定 1 站").first
    expect(pinned).to_be_visible(timeout=PATIENCE_MS)
    told = pinned.inner_text()
    go = say("week.event_go", "zh")
    box = page.get_by_test_id("stSelectbox").filter(has_text=say("week.event", "zh"))
    unfolded(page, "week.events", box)
    chosen_from(page, box.first.locator("input"))
    box.first.locator("input").fill(say("week.event.urgent", "zh"))
    page.keyboard.press("Enter")
    place = page.get_by_test_id("stSelectbox").filter(has_text=say("week.event_place", "zh"))
    expect(place.first).to_be_visible(timeout=PATIENCE_MS)
    chosen_from(page, place.first.locator("input"))
    place.first.locator("input").fill("p7")
    page.keyboard.press("Enter")
    pressed(page, go)
    expect(moved(page)).to_be_visible(timeout=PATIENCE_MS)
    settled(page)
    expect(pinned).to_have_text(told, timeout=PATIENCE_MS)
    closed(page, watch)


def test_a_question_that_ran_out_of_work_is_not_called_impossible(app: str, browser: Browser):
    page, watch = visit(browser, app + SHORT)
    computed(page, "en", page.get_by_text(say("status.not_found", "en")).first.is_visible)
    assert not page.get_by_text(say("status.infeasible", "en")).first.is_visible()
    more = page.get_by_text(say("status.not_found_help", "en")).first
    expect(more).to_be_visible(timeout=PATIENCE_MS)  # more effort, or looser settings
    closed(page, watch)


@pytest.mark.slow
def test_without_anybody_there_the_page_says_what_to_do(app: str, browser: Browser):
    page, watch = visit(browser, app + NOBODY)
    expect(shown(page, "week.nobody")).to_be_visible(timeout=PATIENCE_MS)
    settled(page)
    compute = page.get_by_role("button", name=say("common.compute", "zh"))
    expect(compute).to_have_count(0, timeout=PATIENCE_MS)
    closed(page, watch)
