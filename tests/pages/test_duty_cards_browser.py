"""Duty cards in a real browser with no outside world: nothing is asked for, nothing is cut off."""

from __future__ import annotations

import os
import re
from datetime import date

import pytest
from playwright.sync_api import sync_playwright

from planner import tours
from planner.demand.ground import load_ground
from planner.demand.tour_settings import TourSettings
from planner.demand.tours import tours_question
from planner.outcome import Effort
from planner.report.duty_files import tour_files
from planner.words import LANGS

pytestmark = pytest.mark.browser
PAPER_PT = {"duty-cards-a4": (595, 842), "duty-cards-a6": (298, 420), "tick-sheet": (595, 842)}
WIDE = """[...document.querySelectorAll('.sheet *')].filter(one =>
    one.getBoundingClientRect().right > one.closest('.sheet').getBoundingClientRect().right + 1
    && !one.closest('svg')).length"""


@pytest.fixture(scope="module")
def solved(tiny_source):
    settings = TourSettings(meetings=(), reserve_share_pct=0, street_times={"r2": 7})
    problem, context = tours_question(load_ground(tiny_source), settings, date(2025, 1, 6), 3)
    return problem, tours.solve(problem, effort=Effort(0, 1)).plan, context


@pytest.mark.parametrize("lang", LANGS)
def test_papers_print_on_their_paper_and_ask_for_nothing(solved, tmp_path, lang):
    files = tour_files(*solved, lang, draft=True)  # with all that can stand on them
    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"),
            args=["--no-sandbox", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"],
        )
        for name, size in PAPER_PT.items():
            path = tmp_path / f"{name}.html"
            path.write_bytes(files[path.name])
            page, asked = browser.new_page(), []
            page.on("request", lambda request, asked=asked: asked.append(request.url))
            page.goto(path.as_uri())
            page.emulate_media(media="print")
            assert asked == [path.as_uri()]
            assert page.evaluate(WIDE) == 0
            printed = page.pdf(prefer_css_page_size=True)
            boxes = re.findall(rb"/MediaBox \[0 0 (\S+) (\S+)\]", printed)
            assert boxes
            for box in boxes:
                assert all(abs(float(a) - b) < 2 for a, b in zip(box, size, strict=True))
            page.close()
        browser.close()
