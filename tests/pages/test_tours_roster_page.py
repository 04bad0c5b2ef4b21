"""The roster on the page of patrols: set by form, kept, in the question, and back to the usual."""

from __future__ import annotations

from datetime import time, timedelta

import pytest
from streamlit.testing.v1 import AppTest

from geo.load import load_area
from pages.ui import state
from planner.demand.ground import load_ground
from planner.demand.tour_crews import turns_of
from planner.demand.tour_settings import TourSettings, on_shift
from planner.report.tour_tables import day_name
from planner.store.tour_settings import own_tours, set_tours
from planner.words import LANGS, say
from tests.pages.week_page import DAY, opened, press, text, tiny

__all__ = ["tiny"]  # the fixture, for every test below
pytestmark = pytest.mark.filterwarnings("ignore")
NEXT = DAY + timedelta(days=1)


def own() -> TourSettings:
    return own_tours(state.OFFICE, "tiny")


def typed(app: AppTest, lang: str, **values: object) -> AppTest:
    kinds = (app.selectbox, app.multiselect, app.time_input)
    found = {f"{one.key}": one for kind in kinds for one in kind}
    for name, value in values.items():
        found[f"roster-{name}"].set_value(value)
    return press(app, "crew_shifts.set", lang)


def spans(crew_id: str) -> list[tuple[float, float]]:
    """Return when a crew has a turn, in hours after the first midnight."""
    turns = turns_of(load_ground(state.AREAS["luoyan"]), own(), DAY, 3)
    return [(t.start_s / 3600, t.end_s / 3600) for t in turns if t.crew_id == crew_id]


@pytest.mark.parametrize("lang", LANGS)
def test_another_shift_a_day_off_and_the_usual_one_again(lang):
    usual = spans("k1")
    app = opened(lang)
    about = {"crews": ["k1"], "days": [NEXT]}
    hours = {"from": time(22), "to": time(6)}
    app = typed(app, lang, **about, shift="other", **hours)
    assert say("crew_shifts.saved", lang) in text(app)
    assert own().shifts == {"k1": {NEXT.isoformat(): "22:00-06:00"}}
    assert spans("k1") == [usual[0], (46, 54), usual[2]]
    app = typed(app, lang, **about, shift="off")
    assert spans("k1") == [usual[0], usual[2]]
    typed(app, lang, **about, shift="usual")
    assert spans("k1") == usual
    assert own() == TourSettings()


def test_what_cannot_hold_is_refused_and_nothing_is_kept():
    app = typed(opened(), "en", crews=["k1"], shift="off")
    assert say("crew_shifts.nobody", "en") in text(app)
    about = {"crews": ["k1"], "days": [DAY], "shift": "other"}
    app = typed(app, "en", **about, **{"from": time(9), "to": time(9)})
    assert say("crew_shifts.no_time", "en") in text(app)
    assert own() == TourSettings()


def test_a_shift_on_a_day_its_cycle_has_off_is_worked():
    set_tours(state.OFFICE, "tiny", TourSettings(rosters={"k1": "0"}))
    assert spans("k1") == []
    set_tours(state.OFFICE, "tiny", on_shift(own(), ["k1"], [DAY], "08:00-12:00"))
    assert spans("k1") == [(8, 12)]


@pytest.mark.parametrize("told", ["08:00", "08:00-08:00", "8-12"])
def test_what_is_no_shift_is_refused(told):
    with pytest.raises(ValueError, match=r"shift|isoformat"):
        TourSettings(shifts={"k1": {DAY.isoformat(): told}})


@pytest.mark.parametrize("lang", LANGS)
def test_who_is_there_is_shown_with_the_shifts_that_will_be_planned(lang):
    late = on_shift(TourSettings(), ["k1"], [DAY], "14:00-22:00")
    set_tours(state.OFFICE, "tiny", on_shift(late, ["k1"], [NEXT], None))
    [table] = [
        one.value for one in opened(lang).dataframe if say("col.who", lang) in one.value.columns
    ]
    name = load_area(state.AREAS["luoyan"]).crews.loc["k1", f"name_{lang}"]
    [row] = table[table[say("col.crew", lang)] == name].to_dict("records")
    assert "14:00–22:00" in row[say("col.who", lang)]
    assert row[day_name(DAY, lang)] is True
    assert row[day_name(NEXT, lang)] is False
