"""The page of roads: shut, reopen, undo, rain; kept; plans say so; nothing silent."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from geo.closures import Closure
from geo.load import load_area
from geo.speeds import MODES
from pages.ui import state
from pages.ui.roadwork import desk
from planner.demand.ground import load_ground
from planner.demand.rule_table import OwnRule
from planner.report.road_spots import on_roads
from planner.report.roads import corner_of
from planner.store import roads as store
from planner.store.office import keep
from planner.store.own_roads import Making, OwnRoads, keep_own_roads
from planner.words import say

ROOT = Path(__file__).parents[2]
PAGE, PATROLS = "pages/police/roads.py", "pages/police/patrols.py"
BRIDGE, DAY = "W0206", "2026-12-01"
# AppTest runs the script in a thread whose event loop it does not close
pytestmark = pytest.mark.filterwarnings("ignore:unclosed")


@pytest.fixture
def office(monkeypatch, tmp_path) -> Path:
    monkeypatch.setattr(state, "OFFICE", tmp_path / "office")
    return tmp_path / "office"


def opened(page: str = PAGE, lang: str = "en", **asked: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    app.query_params.update(lang=lang, **asked)
    return app.switch_page(page).run()


def press(app: AppTest, key: str) -> AppTest:
    button = next(b for b in app.button if b.label == say(key, "en") and not b.disabled)
    app = button.click().run()
    assert not app.exception
    return app


def shut_bridge(app: AppTest) -> AppTest:
    app.multiselect(key="roads-picked").set_value([BRIDGE]).run()
    return press(app, "roads.shut")


def texts(app: AppTest) -> str:
    boxes = (*app.markdown, *app.caption, *app.warning, *app.success, *app.error)
    return "\n".join(box.value for box in boxes)


def newly(count: int) -> str:
    return say("roads.newly_count", "en", date=DAY, foot=count, motorbike=count, car=count)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_with_nothing_shut_the_page_says_so_and_names_who_is_always_cut_off(office, lang):
    app = opened(lang=lang)
    assert not app.exception
    told = texts(app)
    assert say("roads.none_shut", lang, date=DAY) in told
    assert say("roads.newly_none", lang, date=DAY) in told
    assert say("roads.parts_one", lang) in told
    assert len(app.dataframe) == 2  # always cut off; the rules
    assert say("origins.counts", lang) in told  # how sure the households of the table are
    assert say("provenance.guessed", lang) in set(app.dataframe[-1].value.iloc[:, -1])


def test_a_road_is_shut_kept_listed_undone_and_opened(office):
    app = shut_bridge(opened())
    assert newly(11) in texts(app)
    assert len(app.dataframe[0].value) == 11
    assert store.own_roadwork(office, "luoyan")[-1].closures[0].modes == MODES
    assert newly(11) in texts(opened())  # another session
    press(app, "roads.undo")
    assert say("roads.newly_none", "en", date=DAY) in texts(app)
    shut_bridge(app)
    press(app, "roads.open")
    assert store.own_roadwork(office, "luoyan")[-1].closures == ()


def test_the_list_calls_a_shut_road_by_more_than_its_code(office):
    app = opened(lang="zh")
    app.multiselect(key="roads-picked").set_value([BRIDGE]).run()
    next(b for b in app.button if b.label == say("roads.shut", "zh")).click().run()
    assert f"1 条：村道 桥 {BRIDGE} · " in texts(app)


def test_only_for_the_day_only_for_cars(office):
    app = opened()
    app.multiselect(key="roads-picked").set_value([BRIDGE]).run()
    app.selectbox(key="roads-until").select("day").run()
    app.session_state["roads-modes"] = ["car"]
    app = press(app, "roads.shut")
    (closure,) = store.own_roadwork(office, "luoyan")[-1].closures
    assert (closure.modes, closure.first_day.isoformat()) == (("car",), DAY)
    assert closure.last_day == closure.first_day
    app.date_input(key="day").set_value("2026-12-02").run()
    assert say("roads.none_shut", "en", date="2026-12-02") in texts(app)
    assert say("roads.row_past", "en", date="2026-12-02") in texts(app)


def test_without_a_mode_or_with_the_days_the_wrong_way_round_nothing_is_shut(office):
    app = opened()
    app.multiselect(key="roads-picked").set_value([BRIDGE]).run()
    app.session_state["roads-modes"] = []
    assert say("roads.no_mode", "en") in texts(press(app, "roads.shut"))
    app.session_state["roads-modes"] = ["foot"]
    app.selectbox(key="roads-until").select("date").run()
    app.date_input(key="roads-last-day").set_value("2026-11-30").run()
    assert say("roads.wrong_days", "en") in texts(press(app, "roads.shut"))
    assert store.own_roadwork(office, "luoyan")[-1].closures == ()


def test_rain_shuts_the_list_of_slides_and_stays_after_a_restart(office):
    app = opened()
    app.multiselect(key="roads-picked").set_value([BRIDGE]).run()
    app = press(app, "roads.slide_on")
    assert say("roads.newly_none", "en", date=DAY) in texts(app)
    app.toggle(key="roads-rain-luoyan").set_value(True).run()
    assert "on foot 11" in texts(app)
    again = opened()
    assert again.toggle(key="roads-rain-luoyan").value
    assert "on foot 11" in texts(again)


def test_plans_say_what_they_count(office):
    shut_bridge(opened())
    for page, asked in ((PATROLS, {"day": DAY}), ("pages/police/responders.py", {})):
        told = texts(opened(page, **asked))
        assert say("roads.told_shut", "en", date=DAY, count=1) in told
        assert "11 places" in told


def test_with_every_road_shut_the_page_still_answers(office):
    app = opened()
    every = [str(name) for name in load_area(state.AREAS["luoyan"]).roads.index]
    app.multiselect(key="roads-picked").set_value(every).run()
    app = press(app, "roads.shut")
    assert newly(250).split("motorcycle")[0] in texts(app)
    assert len(app.dataframe[0].value) == 250


def test_a_road_that_is_gone_is_told(office):
    keep(
        office,
        "luoyan",
        "closures",
        [
            {
                "closures": [
                    {
                        "edge_id": "gone",
                        "modes": ["car"],
                        "first_day": DAY,
                        "last_day": None,
                        "reason": "works",
                    }
                ],
                "slides": [],
                "rain": False,
            }
        ],
    )
    assert say("roads.gone", "en", count=1, names="gone") in texts(opened())


def test_a_damaged_list_is_told_and_can_be_started_anew(office):
    keep(office, "luoyan", "closures", "nonsense")
    app = opened()
    assert say("input.roadwork_damaged", "en") in texts(app)
    app = press(app, "roads.clear")
    assert say("roads.newly_none", "en", date=DAY) in texts(app)


def test_a_click_chooses_a_road_and_another_lets_it_go(office):
    st.session_state["roads-picked"] = []
    for name in ("a", "b", "a"):
        desk.choose(name)
    assert desk.picked() == ["b"]


def test_a_damaged_file_of_the_office_is_told_in_the_language_of_the_page(office):
    (office / "luoyan").mkdir(parents=True)
    (office / "luoyan" / "closures.json").write_text('{"broken', encoding="utf-8")
    told = texts(opened(lang="zh"))
    assert say("input.office_damaged", "zh", file="closures.json").replace("_", "") in told


def test_the_rules_of_a_mode_are_set_kept_and_set_back(office):
    app = opened()
    assert say("rules.whose", "en") in texts(app)
    width = next(
        field for field in app.number_input if field.key.startswith("rule-motorbike-width")
    )
    width.set_value(1.5)
    app = press(app, "rules.save")
    assert say("rules.saved", "en") in texts(app)
    assert store.own_rules(state.OFFICE, "luoyan") == (OwnRule("motorbike", "width", 1.5),)
    rain = next(f for f in app.number_input if f.key.startswith("rule-motorbike-rain_paved"))
    rain.set_value(3)
    app = press(app, "rules.save")
    assert "5 %" in texts(app)
    assert len(store.own_rules(state.OFFICE, "luoyan")) == 1
    app = press(app, "rules.back")
    assert store.own_rules(state.OFFICE, "luoyan") == ()
    app.button(key="rules-undo").click().run()
    assert store.own_rules(state.OFFICE, "luoyan") == (OwnRule("motorbike", "width", 1.5),)


def test_one_point_of_a_road_is_chosen_in_the_list_shut_and_opened(office):
    app = opened()
    app.button_group(key="roads-click").set_value("spot").run()
    app.selectbox(key="roads-spot-road").select(BRIDGE).run()
    app = press(app, "roads.spot_add")
    [spot] = app.multiselect(key="roads-picked").value
    assert spot.startswith(f"{BRIDGE}@")
    app = press(app, "roads.shut")
    (closure,) = store.own_roadwork(office, "luoyan")[-1].closures
    assert (closure.edge_id, closure.what) == (BRIDGE, spot)
    assert closure.xy is not None
    assert newly(11) in texts(app)
    assert "western end" in texts(app)
    press(app, "roads.open")
    assert store.own_roadwork(office, "luoyan")[-1].closures == ()


def test_a_click_at_one_point_chooses_the_spot_and_opening_a_road_opens_its_spots():
    ground = load_ground(state.AREAS["luoyan"])
    line = ground.network.geometry[ground.network.edges.index.get_loc(BRIDGE)]
    at = line.interpolate(10.0)
    x, y = corner_of(ground)
    st.session_state["roads-picked"], st.session_state["roads-click"] = [], "spot"
    desk.pick(ground, BRIDGE, (at.x - x, at.y - y))
    assert desk.picked() == [f"{BRIDGE}@10"]
    desk.pick(ground, f"{BRIDGE}@10", None)  # a click on its sign lets it go
    assert desk.picked() == []
    st.session_state["roads-click"] = "whole"
    desk.pick(ground, BRIDGE, (at.x - x, at.y - y))
    assert desk.picked() == [BRIDGE]
    closures = (Closure(BRIDGE, MODES, date(2026, 12, 1), at_m=10.0),)
    assert on_roads(closures, [BRIDGE]) == {f"{BRIDGE}@10"}


def test_roads_of_the_office_are_told_and_given_up(office):
    roads = load_area(state.AREAS["luoyan"]).roads
    keep_own_roads(office, "luoyan", OwnRoads(roads, Making(len(roads), 12, 3, 0)))
    app = opened()
    facts = {"n": len(roads), "read": len(roads), "missed": 12, "joined": 3, "noded": 0}
    assert say("bring.in_use", "en", **facts) in texts(app)
    app = press(app, "bring.drop")
    assert say("bring.from_area", "en", n=len(roads)) in texts(app)


def test_roads_of_the_office_that_cannot_be_read_are_told_and_given_up(office):
    keep(office, "luoyan", "own_roads", "nonsense")
    app = opened()
    assert not app.exception
    assert say("app.office_ignored", "en") in texts(app)
    app = press(app, "bring.drop")
    assert say("app.office_ignored", "en") not in texts(app)
