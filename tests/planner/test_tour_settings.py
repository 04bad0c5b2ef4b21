"""Settings of tours: kept whole, refused when they ask nothing, and never a text about anybody."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest

from geo.contract import InputError
from planner.demand.tour_settings import (
    Meeting,
    PostRule,
    StreetRule,
    TourSettings,
    from_plain,
    to_plain,
)
from planner.store.office import keep
from planner.store.tour_settings import clear_tours, own_tours, set_tours
from planner.words import LANGS, explain

OWN = TourSettings(
    place_gap_days=21,
    season_gap_days={"flood": {"bridge": 1}},
    streets=(StreetRule(("county",), 3, walked=True),),
    street_times={"r1": 2},
    posts=(PostRule("school", "school", "07:30", "08:30", 30, mandatory=True),),
    meetings=(Meeting(("k1", "k2"), "n1_2", "09:00", (0, 6)),),
    rosters={"k1": "110"},
    off={"k2": ("2025-01-07",)},
    skills={"k1": ("first_aid",)},
    home_grids={"k1": ("530623202201001",)},
    no_repeat=False,
)


def test_settings_come_back_as_they_were_kept(tmp_path):
    assert own_tours(tmp_path, "tiny") == TourSettings()
    set_tours(tmp_path, "tiny", OWN)
    assert own_tours(tmp_path, "tiny") == OWN
    assert from_plain(to_plain(OWN)) == OWN
    clear_tours(tmp_path, "tiny")
    assert own_tours(tmp_path, "tiny") == TourSettings()


@pytest.mark.parametrize(
    "told", [7, {"place_gap_days": "x"}, {"place_gap_days": 0}, {"rosters": {"k": "12"}}]
)
def test_settings_nobody_can_read_are_told_and_can_be_cleared(tmp_path, told):
    keep(tmp_path, "tiny", "tours", told)
    with pytest.raises(InputError) as error:
        own_tours(tmp_path, "tiny")
    assert error.value.code == "tours_damaged"
    assert all(explain("input", "tours_damaged", {}, lang) for lang in LANGS)
    clear_tours(tmp_path, "tiny")
    assert own_tours(tmp_path, "tiny") == TourSettings()


@pytest.mark.parametrize(
    "wrong",
    [
        {"place_gap_days": 0},
        {"exit_gap_days": 366},
        {"early_days": -1},
        {"season_gap_days": {"fire": {"hamlet": 0}}},
        {"street_times": {"r1": 8}},
        {"streets": (StreetRule(("county",), -1),)},
        {"rosters": {"k1": ""}},
        {"rosters": {"k1": "on"}},
        {"off": {"k1": ("tomorrow",)}},
        {"meet_min": 15, "meet_window_min": 30},
        {"visit_from": "25:00"},
        {"posts": (PostRule("market", "market", "8 o'clock", "12:00", 60),)},
    ],
)
def test_settings_that_ask_nothing_are_refused(wrong):
    with pytest.raises(ValueError, match=r"must|is a|are covered|Invalid"):
        replace(TourSettings(), **wrong)


def test_no_setting_is_a_text_of_its_own():
    """Texts are ids, clocks and days: there is no room for a name or a note."""
    texts = {field.name for field in fields(TourSettings) if field.type == "str"}
    assert texts == {"visit_from", "visit_to", "meet_at", "dark_from", "dark_to"}
