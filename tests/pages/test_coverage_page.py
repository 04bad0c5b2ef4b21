"""The page of the four nets: empty, with an adopted camera, limits saved, a broken file."""

from __future__ import annotations

from pathlib import Path

import pytest

from pages.ui import state
from pages.ui.plain import plain
from planner.demand.camera_book import CameraBook, Mounted
from planner.demand.camera_kinds import KINDS
from planner.judge.nets import NETS
from planner.store.cameras import set_cameras
from planner.store.nets import own_nets
from planner.store.office import folder_of
from planner.words import LANGS, say
from tests.pages.looking import opened, text

# AppTest runs the script in a thread whose event loop it does not close
pytestmark = pytest.mark.filterwarnings("ignore")
PAGE = "officials/coverage"


@pytest.fixture(autouse=True)
def office(monkeypatch, tmp_path) -> Path:
    monkeypatch.setattr(state, "OFFICE", tmp_path / "office")
    monkeypatch.setattr(state, "TOURS", tmp_path / "tours")
    return tmp_path / "office"


@pytest.mark.parametrize("lang", LANGS)
def test_nets_nobody_has_fed_say_what_is_lacking_and_where_it_is_made(lang):
    app = opened(PAGE, lang)
    shown = text(app)
    assert shown.count(say("nets.lacking.week", lang)) == 2
    assert shown.count(say("nets.lacking.cameras", lang)) == 2
    values = [metric.value for metric in app.metric]
    assert values[0] == values[3] == say("nets.no_share", lang)
    assert values[1].endswith("%")
    assert values[2].endswith("%")
    assert len(app.dataframe) == 3


def test_a_camera_that_hangs_there_makes_the_key_sites_known(office):
    pole = "L001"
    book = CameraBook(standing=(Mounted(pole, 0, KINDS[0].kind_id),))
    set_cameras(office, "luoyan", book)
    app = opened(PAGE, "en")
    assert say("nets.lacking.cameras", "en") not in text(app)
    assert app.metric[3].value.endswith("%")


def test_limits_are_saved_for_the_area_and_change_the_colours(office):
    app = opened(PAGE, "en")
    assert say("nets.colour.yellow", "en") in text(app)
    green = [n for n in app.number_input if n.label == say("nets.green_pct", "en")]
    assert len(green) == len(NETS)
    green[2].set_value(80)
    press(app, "nets.save")
    assert own_nets(office, "luoyan").limits["unit_coverage"].green_pct == 80
    press(app, "nets.reset")
    assert own_nets(office, "luoyan").limits["unit_coverage"].green_pct == 90


def test_limits_the_wrong_way_round_are_refused_in_a_sentence(office):
    app = opened(PAGE, "zh")
    low = next(n for n in app.number_input if n.label == say("nets.yellow_pct", "zh"))
    low.set_value(99)
    press(app, "nets.save", "zh")
    assert say("nets.bad", "zh") in text(app)
    assert own_nets(office, "luoyan").limits["area_patrol"].yellow_pct == 60


def test_limits_that_cannot_be_read_are_told_and_ours_count(office):
    folder = folder_of(office, "luoyan")
    folder.mkdir(parents=True)
    (folder / "nets.json").write_text("{")
    shown = text(opened(PAGE, "en"))
    assert plain(say("input.office_damaged", "en", file="nets.json")) in shown
    assert say("nets.unit_coverage_means", "en", limit_min=30) in shown


def press(app, key: str, lang: str = "en") -> None:
    next(b for b in app.button if b.label == say(key, lang)).click().run()
    assert not app.exception
