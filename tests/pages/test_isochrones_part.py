"""Bands of time on a page: chosen sites, limits of one's own, a second arrival, nobody reached."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from geo.load import load_area
from pages.ui import state
from planner.words import LANGS, say

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def office(monkeypatch, tmp_path) -> Path:
    """A store of its own, so that no test meets what another has kept."""
    monkeypatch.setattr(state, "OFFICE", tmp_path)
    return tmp_path


def part(lang: str) -> None:
    """Stand for the page that shows the part."""
    from pages.ui import cache, isochrones, state  # noqa: PLC0415 - the function is a script

    state.st.session_state["address"] = {}
    folder = state.AREAS["luoyan"]
    isochrones.show(cache.ground(str(folder), cache.stamp(folder)), lang)


def opened(lang: str, **address: str) -> AppTest:
    app = AppTest.from_function(part, default_timeout=120, args=(lang,))
    for key, value in address.items():
        app.query_params[key] = value
    return app.run()


def told(app: AppTest) -> str:
    boxes = (app.info, app.warning, app.error, app.caption, app.markdown)
    return "\n".join(str(item.value) for kind in boxes for item in kind)


@pytest.mark.parametrize("lang", ["zh", pytest.param("en", marks=pytest.mark.slow)])
def test_the_part_opens_with_the_police_station_and_a_row_a_band(lang):
    app = opened(lang)
    assert not app.exception
    assert len(app.multiselect[0].value) == 1
    assert app.dataframe[0].value.shape == (6, 6)
    assert say("isochrone.never", lang) in app.dataframe[0].value.iloc[-1].tolist()


@pytest.mark.parametrize("lang", LANGS)
def test_without_a_site_it_says_what_to_do(lang):
    app = opened(lang)
    app.multiselect[0].set_value([]).run()
    assert not app.exception
    assert say("isochrone.no_site", lang) in told(app)
    assert not app.dataframe


def test_limits_of_ones_own_are_read_or_refused():
    app = opened("zh")
    app.selectbox(key="iso_preset").set_value("own").run()
    app.text_input(key="iso_limits-luoyan").set_value("3，20").run()
    assert not app.exception
    assert app.dataframe[0].value.shape == (4, 6)
    app.text_input(key="iso_limits-luoyan").set_value("三分钟").run()
    assert not app.exception
    assert not app.dataframe
    assert "整数分钟" in told(app)


def test_limits_an_office_keeps_are_those_the_part_opens_with():
    app = opened("zh")
    app.selectbox(key="iso_preset").set_value("own").run()
    app.text_input(key="iso_limits-luoyan").set_value("8, 3").run()
    app.button(key="iso-keep").click().run()
    assert not app.exception
    again = opened("zh")
    assert again.selectbox(key="iso_preset").value == "own"
    assert again.text_input(key="iso_limits-luoyan").value == "3, 8"
    assert again.dataframe[0].value.shape == (4, 6)
    assert dict(again.session_state["address"]) == {}
    again.selectbox(key="iso_preset").set_value("urban").run()
    assert again.dataframe[0].value.shape == (5, 6)
    again.selectbox(key="iso_preset").set_value("own").run()
    again.button(key="iso-keep").click().run()
    assert not again.exception
    assert opened("zh").selectbox(key="iso_preset").value == "township"


@pytest.mark.parametrize("told", ['"many"', "[0]", "[5, 9999]", "[1,2,3,4,5,6,7]"])
def test_kept_limits_that_are_none_are_told_and_left_aside(office, told):
    folder = office / "luoyan"
    folder.mkdir()
    (folder / "response_limits.json").write_text(f'{{"version": 1, "value": {told}}}')
    app = opened("zh")
    assert not app.exception
    assert "response_limits.json" in "".join(str(box.value) for box in app.warning)
    assert app.dataframe[0].value.shape == (6, 6)


def test_a_second_arrival_needs_a_second_site():
    app = opened("zh")
    app.selectbox(key="iso_arrival").set_value("second").run()
    assert say("isochrone.one_site", "zh") in told(app)
    sites = app.multiselect[0]
    posts = load_area(ROOT / "data" / "boundaries").responders["site_id"]
    another = next(site for site in posts if site not in sites.value)
    sites.set_value([*sites.value, another]).run()
    assert not app.exception
    assert app.dataframe


@pytest.mark.slow
def test_what_is_chosen_stands_in_the_address_and_comes_back_with_it():
    app = opened("zh")
    posts = load_area(ROOT / "data" / "boundaries").responders["site_id"].unique()
    app.multiselect[0].set_value([*posts[:2]]).run()
    app.selectbox(key="iso_preset").set_value("own").run()
    app.text_input(key="iso_limits-luoyan").set_value("7，12").run()
    app.date_input(key="day").set_value(date(2026, 12, 24)).run()
    address = dict(app.session_state["address"])
    assert address["iso_sites"].split(",") == app.multiselect[0].value
    assert (address["iso_limits"], address["day"]) == ("7，12", "2026-12-24")
    again = opened("zh", **address)
    assert not again.exception
    assert again.multiselect[0].value == app.multiselect[0].value
    assert again.dataframe[0].value.equals(app.dataframe[0].value)


@pytest.mark.parametrize("sites", ["nowhere", ",,", "nowhere,elsewhere"])
def test_sites_in_an_address_that_the_area_does_not_have_leave_the_usual_ones(sites):
    assert opened("zh", iso_sites=sites).multiselect[0].value == opened("zh").multiselect[0].value


def test_nobody_chosen_stays_nobody():
    assert opened("zh", iso_sites="").multiselect[0].value == []
