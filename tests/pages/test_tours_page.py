"""The page of patrols: a week asked for, computed, changed by hand."""

from __future__ import annotations

import json

import msgspec
import pytest
from streamlit.testing.v1 import AppTest

from pages.ui import state
from pages.ui.tours.ready import Ready
from pages.ui.tours.shelf import shelf
from planner import tours
from planner.demand.day_types import first_of_patrols
from planner.demand.tour_settings import TourSettings
from planner.store import tours as store
from planner.store.tour_settings import own_tours
from planner.words import LANGS, say
from tests.pages.quick_tours import quick
from tests.pages.week_page import (
    DAY,
    ROOT,
    box,
    checked,
    listed,
    opened,
    planned,
    press,
    text,
    tiny,
)

__all__ = ["tiny"]  # the fixture, for every test below
# AppTest runs the script in a thread whose event loop it does not close
pytestmark = pytest.mark.filterwarnings("ignore")


def test_the_first_day_offered_is_the_one_the_command_begins_with(tiny_source):
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.query_params.update(lang="en")
    app.run()
    app = checked(app.switch_page("pages/police/patrols.py").run())
    label = say("week.first", "en")
    [first] = [one.value for one in app.date_input if one.label == label]
    data_date = json.loads((tiny_source / "area.json").read_text("utf-8"))["data_date"]
    assert first == first_of_patrols(data_date)


@pytest.mark.parametrize("lang", LANGS)
def test_a_week_is_asked_for_computed_and_shown(lang):
    app = opened(lang)
    assert say("state.none", lang, button=say("common.compute", lang)) in text(app)
    assert say("week.no_last", lang) in text(app)
    app = planned(lang)
    shown = text(app)
    assert say("answer.judged", lang) in shown
    assert say("week.list", lang) in shown
    assert say("week.since", lang) in shown
    heads = {say(f"col.{name}", lang) for name in ("on_day", "crew", "stop", "arrive")}
    assert any(heads <= set(table.value.columns) for table in app.dataframe)


def test_a_stop_goes_to_another_crew_and_back_again():
    app = planned()
    before = listed(app)
    to = box(app, "week.to_turn")
    chosen = box(app, "week.stop_box").value
    other = next(
        name for name in to.options if not name.startswith(str(chosen)) and "Mixed crew" in name
    )
    to.select(other)
    checked(app.run())
    app = press(app, "week.move")
    shown = text(app)
    assert say("week.sound", "en") in shown or "faults" in shown
    assert "stops moved" in shown
    assert len(app.table) == 1  # both plans side by side
    app = press(app, "week.take", number=1)
    assert "stops moved" not in text(app)
    app = press(press(app, "week.undo"), "week.undo")
    assert "stops moved" not in text(app)
    assert listed(app).equals(before)


def test_a_stop_left_out_comes_back_by_hand():
    app = press(planned(), "week.drop")
    assert "stops moved" in text(app)
    left = say("week.left", "en")
    stops = box(app, "week.stop_box")
    stops.select(next(name for name in stops.options if name.startswith(left)))
    app = checked(app.run())
    app = press(app, "week.add")
    assert say("week.cannot", "en") not in text(app)


def test_a_pinned_stop_stays_when_the_rest_is_planned_anew():
    app = press(planned(), "week.pin")
    assert "1 pinned" in text(app)
    app = press(app, "week.again")
    assert "1 pinned" in text(app)
    assert say("week.pending", "en") not in text(app)
    app = press(app, "week.unpin")
    assert "1 pinned" not in text(app)


def test_another_effort_says_that_the_plan_there_still_stands():
    app = planned()
    box(app, "common.effort").select("normal")
    checked(app.run())
    button = say("common.compute", "en")
    assert say("week.not_with_this", "en", button=button) in text(app)
    assert say("state.none", "en", button=button) not in text(app)
    assert say("week.since", "en") in text(app)


def test_the_same_calls_another_way_are_still_sound():
    app = planned()
    assert "Guessable" in text(app)
    app = press(app, "week.vary")
    assert say("week.sound", "en") in text(app) or "stops moved" not in text(app)
    assert say("week.unsound", "en", count=1) not in text(app)


def saved(app: AppTest, **rules: object) -> AppTest:
    """Set rules in the form, and save them."""
    for name, value in rules.items():
        fields = (*app.number_input, *app.checkbox, *app.selectbox)
        next(one for one in fields if f"{one.key}".startswith(f"rule-{name}-")).set_value(value)
    return press(app, "patrol_rules.save")


def test_rules_are_saved_and_the_plan_in_hand_is_judged_by_them_at_once():
    app = saved(planned(), reserve_share_pct=100, other_weekdays=True, meetings="none")
    shown = text(app)
    assert say("patrol_rules.saved", "en") in shown
    own = own_tours(state.OFFICE, "tiny")
    assert (own.reserve_share_pct, own.other_weekdays, own.meetings) == (100, True, ())
    assert "0 may be" in shown  # the judge on those who are out though all have to stay
    assert say("week.carried", "en", button=say("common.compute", "en")) in shown
    app = press(app, "patrol_rules.back")
    assert own_tours(state.OFFICE, "tiny") == TourSettings()
    assert "0 may be" not in text(app)


@pytest.mark.parametrize(
    ("rules", "told"),
    [
        ({"meet_min": 10, "meet_window_min": 30}, "wrong_meeting"),
        ({"meet_min": 40, "meet_window_min": 30}, "wrong_meeting"),
        ({"break_after_min": 240, "break_min": 0}, "wrong_break"),
        ({}, "same"),
    ],
)
def test_rules_that_cannot_hold_are_refused_in_words(rules, told):
    app = saved(opened(), **rules)
    assert say(f"patrol_rules.{told}", "en") in text(app)
    assert own_tours(state.OFFICE, "tiny") == TourSettings()


@pytest.mark.parametrize(("rule", "value"), [("meet_mandatory", True), ("meetings_hold", False)])
def test_rules_of_meetings_reach_the_question(rule, value, monkeypatch):
    asked = []

    def ask(problem, **given):
        asked.append(problem)
        return quick(problem, **given)

    monkeypatch.setattr(tours, "solve", ask)
    app = press(saved(opened(), **{rule: value}), "common.compute")
    assert say("answer.judged", "en") in text(app)
    meetings = [task for task in asked[-1].tasks if task.meeting]
    if rule == "meet_mandatory":
        assert all(task.mandatory for task in meetings)
    else:
        assert asked[-1].rules.meetings_hold is False


def test_a_plan_stays_in_sight_and_is_judged_when_somebody_is_not_there_after_all():
    app = planned()
    was = listed(app)
    ready = shelf().get(f"ready|tiny|{DAY}|3", Ready)  # as the table of crews sets it
    turn = drafted().plan.tours[0].turn_id
    ready.off = {tuple(turn.split("@"))}
    app = checked(app.run())
    assert say("week.carried", "en", button=say("common.compute", "en")) in text(app)
    assert 0 < len(listed(app)) < len(was)
    ready.off = set()
    assert listed(checked(app.run())).equals(was)


def drafted() -> store.Draft:
    """The plan in hand, as it is kept on disk."""
    path = state.TOURS / "tiny" / f"draft-{DAY}.json"
    return msgspec.json.decode(path.read_bytes(), type=store.Draft)
