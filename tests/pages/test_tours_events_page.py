"""The page of patrols when something happens, and after a restart of the program."""

from __future__ import annotations

from datetime import timedelta

import pytest

from pages.ui import cache, jobs, state
from planner.report.tour_tables import day_name
from planner.words import LANGS, say
from tests.pages.week_page import (
    BRIDGE,
    DAY,
    PATH,
    box,
    checked,
    happened,
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


def test_a_crew_falls_ill_and_what_moved_is_told():
    app = press(planned(), "week.event_go")
    shown = text(app)
    assert "stops moved:" in shown
    assert say("answer.judged", "en") in shown
    app = press(app, "week.undo")
    assert "stops moved:" not in text(app)


@pytest.mark.parametrize(
    ("kind", "key", "value"),
    [
        ("broken", "", ""),
        ("late", "", ""),
        ("urgent", "tours-event-place", "place:p7"),
        ("road", "tours-event-roads", BRIDGE),
    ],
)
def test_other_things_that_happen_are_planned_around(kind, key, value):
    assert "stops moved:" in text(happened(planned(), kind, key, value))


@pytest.mark.parametrize("lang", LANGS)
def test_an_event_before_the_last_one_is_refused_in_words(lang):
    app = planned(lang)
    day = box(app, "week.event_day", lang)
    day.set_value(1)
    app = press(checked(app.run()), "week.event_go", lang)
    was = listed(app, lang)
    box(app, "week.event_day", lang).set_value(0)
    app = press(checked(app.run()), "week.event_go", lang)
    name = day_name(DAY + timedelta(days=1), lang)
    assert say("week.event_early", lang, day=name, time="00:00") in text(app)
    assert listed(app, lang).equals(was)


def test_an_event_undone_no_longer_bars_what_was_before_it():
    app = planned()
    box(app, "week.event_day").set_value(1)
    press(checked(app.run()), "week.event_go")
    app = press(app, "week.undo")
    was = listed(app)
    box(app, "week.event_day").set_value(0)
    app = press(checked(app.run()), "week.event_go")
    assert not listed(app).equals(was)
    assert "stops moved:" in text(app)


def test_a_restart_still_refuses_what_comes_before_the_last_event(monkeypatch):
    app = planned()
    box(app, "week.event_day").set_value(1)
    press(checked(app.run()), "week.event_go")
    cache.lasting.clear()
    fresh = jobs.Desk()
    monkeypatch.setattr(jobs, "desk", lambda: fresh)
    app = press(opened(), "week.event_go")
    name = day_name(DAY + timedelta(days=1), "en")
    assert say("week.event_early", "en", day=name, time="00:00") in text(app)


def test_a_restart_keeps_the_plan_as_it_was_changed(monkeypatch):
    app = press(planned(), "week.drop")
    changed = listed(app)
    cache.lasting.clear()
    fresh = jobs.Desk()
    monkeypatch.setattr(jobs, "desk", lambda: fresh)
    later = opened()
    assert listed(later).equals(changed)
    assert say("week.not_with_this", "en", button=say("common.compute", "en")) in text(later)


@pytest.mark.parametrize(
    ("kind", "key", "value"),
    [("urgent", "tours-event-place", "place:p7"), ("road", "tours-event-roads", BRIDGE)],
)
def test_a_restart_keeps_a_plan_whose_ground_has_changed(monkeypatch, kind, key, value):
    app = happened(planned(), kind, key, value)
    changed = listed(app)
    cache.lasting.clear()
    fresh = jobs.Desk()
    monkeypatch.setattr(jobs, "desk", lambda: fresh)
    later = opened()
    assert listed(later).equals(changed)
    assert "stops moved:" in text(later)


def test_an_approved_week_stands_on_its_ground_when_it_is_looked_at_and_opened():
    app = press(happened(planned(), "road", "tours-event-roads", PATH), "week.approve")
    changed = listed(app)
    shown = opened(view="approved")
    assert say("week.no_ground", "en") not in text(shown)
    assert say("kept.title", "en") in text(shown)
    cache.lasting.clear()
    (state.TOURS / "tiny" / f"draft-{DAY}.json").unlink()
    again = press(opened(), "week.open", date=DAY.isoformat())
    assert listed(again).equals(changed)
