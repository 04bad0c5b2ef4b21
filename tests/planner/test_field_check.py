"""What to measure first: each effect worked out again by asking the whole question anew."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import shapely

from geo.carried import carried_seconds
from geo.travel import UNREACHABLE, snap, travel_seconds
from planner.demand.field_check import WRONG_BY, field_check, response
from planner.demand.ground import Ground, load_ground
from planner.report.travel import (
    check_layers,
    check_table,
    stretch_table,
    tick_sheet,
    tick_sheet_html,
)
from planner.words import say

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def luoyan() -> Ground:
    return load_ground(ROOT / "data" / "boundaries")


@pytest.fixture(scope="module")
def check(luoyan):
    return field_check(luoyan)


def at(ground: Ground, mode: str, road_class: str, factor: float) -> Ground:
    which = (mode, road_class)
    speeds = tuple(
        replace(row, kmh=row.kmh * (factor if (row.mode, row.road_class) == which else 1))
        for row in ground.conditions.speeds
    )
    return ground.under(replace(ground.conditions, speeds=speeds))


def test_the_base_is_the_first_responder_of_each_place_weighted_by_households(luoyan, check):
    """Places a vehicle reaches on its own road, worked out without the room of reach."""
    area = luoyan.area
    posts, places = area.responders, area.places
    sites = area.sites.geometry.loc[posts["site_id"]].set_axis(posts.index)
    best = np.full(len(places), np.inf)
    to = snap(luoyan.network, places)
    on_foot = sites[(posts["mode"] == "foot").to_numpy()]
    walk = travel_seconds(luoyan.network, snap(luoyan.network, on_foot), to, luoyan.profile("foot"))
    best = np.minimum(best, np.where(walk == UNREACHABLE, np.inf, walk).min(axis=0))
    assert check.base.household_s <= (best * places["household_count"]).sum()
    assert check.base.households <= places["household_count"].sum()
    assert 0 < check.base.within <= check.base.households


def test_each_speed_s_effect_is_what_the_whole_question_says_at_that_speed(luoyan, check):
    base = response(luoyan)
    assert base == check.base
    for row in check.speeds.iloc[[0, 2, 4]].itertuples():
        slow = response(at(luoyan, row.mode, row.road_class, 1 - WRONG_BY))
        fast = response(at(luoyan, row.mode, row.road_class, 1 + WRONG_BY))
        assert row.slow_s == slow.household_s - base.household_s
        assert row.fast_s == fast.household_s - base.household_s
        assert (row.slow_within, row.fast_within) == (
            slow.within - base.within,
            fast.within - base.within,
        )


def test_the_heaviest_guess_stands_first_and_only_guesses_in_use_stand_there(luoyan, check):
    table = check.speeds
    assert table["weight_s"].is_monotonic_decreasing
    assert (table["weight_s"] == table[["slow_s", "fast_s"]].abs().max(axis=1)).all()
    assert (table["slow_s"] >= 0).all()
    assert (table["fast_s"] <= 0).all()
    used = {(r.mode, r.road_class) for r in luoyan.conditions.speeds if r.guessed}
    assert set(zip(table["mode"], table["road_class"], strict=True)) <= used
    assert set(table["road_class"]) <= set(luoyan.network.edges["road_class"])
    assert check.fast.household_s < check.base.household_s < check.slow.household_s
    assert check.slow.within <= check.base.within <= check.fast.within


def test_stretches_are_sorted_lie_on_guessed_roads_and_hang_together(luoyan, check):
    rows, edges = check.stretches, luoyan.network.edges
    assert rows["household_s"].is_monotonic_decreasing
    assert 0 < rows["share"].sum() <= 1
    seen: list[str] = []
    for row in rows.itertuples():
        names = row.edges.split()
        seen += names
        assert set(edges.loc[names, "road_class"]) == {row.road_class}
        assert row.km == pytest.approx(edges.loc[names, "length_m"].sum() / 1000)
        assert set(row.modes.split()) <= {"motorbike", "car"}
    assert len(seen) == len(set(seen))


def test_what_the_stretches_carry_bounds_what_a_slower_class_costs(check):
    """No detour can cost more than going on as before at the slower speed."""
    by_class = check.stretches.groupby("road_class")["household_s"].sum()
    cost = check.speeds.groupby("road_class")["slow_s"].sum()
    most = by_class.reindex(cost.index).fillna(0.0) * (1 / (1 - WRONG_BY) - 1)
    households = check.base.households
    assert (cost <= most + households).all()  # times are rounded up to whole seconds


def test_nothing_is_listed_when_nothing_is_guessed(luoyan):
    sure = tuple(replace(row, guessed=False) for row in luoyan.conditions.speeds)
    found = field_check(luoyan.under(replace(luoyan.conditions, speeds=sure)))
    assert found.speeds.empty
    assert found.stretches.empty
    assert found.base == found.slow == found.fast


def test_an_area_without_posts_has_nothing_to_measure(luoyan):
    bare = replace(luoyan, area=replace(luoyan.area, responders=luoyan.area.responders.iloc[:0]))
    found = field_check(bare)
    assert found.base.households == 0
    assert found.stretches.empty


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_sheet_has_room_to_write_and_no_column_for_a_person(luoyan, check, lang):
    table = tick_sheet(check, lang)
    assert len(table) == min(20, len(check.stretches))
    blanks = [
        say(f"col.{name}", lang) for name in ("date", "up_min", "down_min", "weather", "remark")
    ]
    assert (table[blanks] == "").all(axis=None)
    assert len(table.columns) == 10
    assert len(check_table(check, lang)) == len(check.speeds)
    assert list(stretch_table(check, lang).iloc[:, 0]) == list(check.stretches.index[:20])
    lines, badges = check_layers(luoyan, check, lang)[-2:]
    assert len(lines.frame) == len(badges.frame) == len(table)
    assert (shapely.distance(lines.frame.geometry, badges.frame.geometry) < 1e-6).all()
    page = tick_sheet_html(check, "<b>", "note & source", lang).decode()
    assert "&lt;b&gt;" in page
    assert "<b>" not in page
    assert "http" not in page.replace("http-equiv", "")
    assert page.count("<tr>") == len(table) + 1


def test_a_name_in_the_roads_cannot_become_markup(check):
    rows = check.stretches.assign(name_zh="<script>x</script>")
    page = tick_sheet_html(replace(check, stretches=rows), "t", "n", "zh").decode()
    assert "<script>" not in page


def test_carried_seconds_of_a_class_are_what_its_edges_carry(luoyan, check):
    """One way from the police station to a place, by hand."""
    area = luoyan.area
    post = area.responders.index[0]
    site = area.sites.geometry.loc[[area.responders.loc[post, "site_id"]]]
    profile = luoyan.profile("car")
    start = snap(luoyan.network, site, profile=profile)
    ends = snap(luoyan.network, area.places.iloc[:5], profile=profile)
    weight = np.arange(1.0, 6.0)
    each = [
        carried_seconds(luoyan.network, start, ends[[i]], weight[[i]], profile) for i in range(5)
    ]
    many = carried_seconds(luoyan.network, start[np.zeros(5, int)], ends, weight, profile)
    assert np.sum(each, axis=0) == pytest.approx(many)
