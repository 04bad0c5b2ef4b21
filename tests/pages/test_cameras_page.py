"""The page of cameras: consents recorded, a plan adopted and planned anew, by hand, refusals."""

from __future__ import annotations

import re
import time
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pages.ui import jobs, state
from planner.demand.camera_book import Step
from planner.store import cameras as store
from planner.store.office import keep
from planner.words import LANGS, say

ROOT = Path(__file__).parents[2]
# AppTest runs the script in a thread whose event loop it does not close
pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture(autouse=True)
def office(monkeypatch, tiny_source, tmp_path) -> Path:
    monkeypatch.setattr(state, "AREAS", {"luoyan": tiny_source, "liechtenstein": tmp_path / "none"})
    monkeypatch.setattr(state, "OFFICE", tmp_path / "office")
    monkeypatch.setattr(state, "TOURS", tmp_path / "tours")
    fresh = jobs.Desk()
    monkeypatch.setattr(jobs, "desk", lambda: fresh)
    return tmp_path / "office"


def opened(lang: str = "en", **asked: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    app.query_params.update(lang=lang)
    app.run().switch_page("pages/police/cameras.py")
    app.query_params.update(lang=lang, **asked)
    app.run()
    assert not app.exception
    return app


def press(app: AppTest, key: str, lang: str = "en") -> AppTest:
    app = next(b for b in app.button if b.label == say(key, lang) and not b.disabled).click().run()
    assert not app.exception
    return app


def computed(app: AppTest, lang: str = "en") -> AppTest:
    app = press(app, "common.compute", lang)
    for _ in range(300):
        if not any(b.label == say("common.cancel", lang) for b in app.button):
            return app
        time.sleep(0.1)
        app.run()
    raise TimeoutError


def texts(app: AppTest) -> str:
    kinds = (*app.subheader, *app.markdown, *app.caption)
    boxes = (*app.info, *app.error, *app.warning, *app.success)
    return "\n".join(str(part.value) for part in (*kinds, *boxes))


def area_id(office: Path) -> str:
    return next(path.name for path in office.iterdir())


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("part", ["plan", "budget", "law", "hand", "drill", "nets"])
def test_every_part_opens_in_both_languages_with_a_plan(part, lang):
    app = opened(lang, part=part, px="20", cameras="3")
    if part not in ("law", "hand", "nets"):
        app = computed(app, lang)
    shown = texts(app)
    assert say("app.unexpected", lang) not in shown
    headings = {"plan": "cover", "budget": "curve", "law": "consents"}
    heading = "nets.area_patrol_means" if part == "nets" else f"camera.{headings.get(part, part)}"
    assert say(heading, lang) in shown
    if lang == "en":
        assert not re.search(r"[\u4e00-\u9fff]", shown)


def test_a_camera_into_a_dwelling_or_without_consent_is_refused_with_the_article():
    app = opened(part="hand", pole="c4", turn="90")
    assert "art\\. 33 of Decree 799" in app.error[0].value
    assert not any(b.label == say("camera.hand_place", "en") for b in app.button)
    app = opened(part="hand", pole="c2", turn="225")
    assert "art\\. 8 of Decree 799" in app.error[0].value


def test_a_lawful_camera_is_kept_in_every_plan_and_can_be_taken_out(office):
    app = press(opened(part="hand", pole="c5", turn="90", px="20"), "camera.hand_place")
    (placed,) = store.own_cameras(office, area_id(office)).placed
    assert (placed.pole_id, placed.heading_deg) == ("c5", 90)
    app = press(app, "camera.hand_remove")
    assert store.own_cameras(office, area_id(office)).placed == ()


def test_consent_is_recorded_with_its_date_and_taken_back(office):
    app = opened(part="law")
    app.selectbox(key="consent-pole-tiny-every").set_value("c4").run()
    app = press(app, "camera.consent_save")
    steps = store.own_cameras(office, "tiny").consents["c4"]
    assert [step.state for step in steps] == ["asked"]
    assert isinstance(steps[0].on, date)
    app.selectbox(key="consent-pole-tiny-every").set_value("c4").run()
    press(app, "camera.consent_undo")
    assert store.own_cameras(office, "tiny").consents == {}


def test_after_a_withdrawn_consent_the_plan_says_what_goes_and_why(office):
    app = press(computed(opened(px="20", cameras="4")), "camera.adopt")
    book = store.own_cameras(office, "tiny")
    assert any(name.startswith("c5@") for name in book.plan)
    withdrawn = book.recorded("c5", "agreed", Step("withdrawn", date(2026, 12, 1)))
    store.set_cameras(office, "tiny", withdrawn)
    app = opened(px="20", cameras="4")
    assert any("adopted plan" in box.value for box in app.warning)
    app = computed(app)
    gone = next(t.value for t in app.dataframe if say("col.camera_change", "en") in t.value)
    told = gone[gone[say("col.camera_change", "en")] == say("camera.change_gone", "en")]
    assert told[say("col.camera_reason", "en")].str.contains("art. 9 of Decree 799").all()
    assert len(told) == sum(name.startswith("c5@") for name in book.plan)


def test_a_damaged_book_is_said_so_and_can_be_begun_anew(office):
    keep(office, "tiny", "cameras", {"plan": 3})
    app = opened()
    assert say("input.cameras_damaged", "en") in texts(app)
    press(app, "camera.kept_damaged")
    assert store.own_cameras(office, "tiny").plan == ()


def test_a_plan_that_no_pole_allows_says_which_rules_clash(office):
    app = press(opened(part="hand", pole="c5", turn="90", px="20"), "camera.hand_fixed")
    app = computed(opened(px="20", cameras="0"))
    assert say("status.infeasible", "en") in texts(app)


def test_money_has_a_curve_of_its_own_with_a_bound_at_every_point():
    app = computed(computed(opened(part="budget", px="20", cameras="3")))
    assert say("camera.money", "en") in texts(app)
    heads = [say(f"col.camera_{name}", "en") for name in ("money", "lost", "bound")]
    table = next(t.value for t in app.dataframe if heads[0] in t.value.columns)
    money, lost, bound = (table[head] for head in heads)
    assert money.is_monotonic_increasing
    assert (-lost).is_monotonic_increasing
    assert (bound <= lost).all()
    assert money.iloc[0] == 0
    assert lost.iloc[-1] < lost.iloc[0]
