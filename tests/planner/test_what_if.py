"""Who comes to any point, and what changes when posts are away, a road is cut, a crew stands by."""

from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest

from planner.demand.duty import arrivals_at_places
from planner.demand.responder import responder_question
from planner.demand.response import ResponseSettings, response
from planner.demand.settings import ResponderSettings
from planner.demand.what_if import Change, Terms, changed, compared
from planner.demand.who_comes import sent
from planner.road import load_ground

LUOYAN = Path(__file__).resolve().parents[2] / "data" / "boundaries"
TERMS = Terms(within_s=900)


@pytest.fixture(scope="module")
def ground():
    return load_ground(LUOYAN)


@pytest.fixture(scope="module")
def usual(ground):
    return compared(ground, Change(), TERMS)


def test_who_comes_to_a_place_agrees_with_the_duty_order(ground) -> None:
    _, context = responder_question(ground, ResponderSettings())
    known = arrivals_at_places(context)
    posts = sent(ground)
    for column in (0, 77, 249):
        at = ground.area.places.geometry.iloc[column]
        found = posts.who(at.x, at.y)
        seconds = known.seconds[:, column]
        assert [s for _, s in found] == sorted(seconds[seconds >= 0].tolist())
        assert all(seconds[known.posts.index(post)] == s for post, s in found)


def test_points_anywhere_are_reached_one_by_one_as_all_together(ground) -> None:
    rng = np.random.default_rng(4)
    low_x, low_y, high_x, high_y = ground.area.boundary.bounds
    x, y = rng.uniform(low_x, high_x, 12), rng.uniform(low_y, high_y, 12)
    posts = sent(ground, mode="motorbike", night=True)
    together = posts.seconds(gpd.GeoSeries.from_xy(x, y, crs=ground.area.crs))
    for column in range(12):
        found = dict(posts.who(x[column], y[column], within_s=3600))
        row = together[:, column]
        names = map(str, posts.posts.index)
        expected = {n: s for n, s in zip(names, row.tolist(), strict=True) if 0 <= s <= 3600}
        assert found == expected


def test_without_a_change_nothing_changes_and_bands_agree(ground, usual) -> None:
    for frame in (usual.grids, usual.places):
        for name in ("first", "second", "first_s", "second_s"):
            assert frame[name].equals(frame[f"{name}_then"].rename(name))
    sites = tuple(ground.area.responders["site_id"])
    terms = Terms(900, mode="car")
    by_car = compared(ground, Change(), terms)
    for rank, name in enumerate(("first", "second"), 1):
        found = response(ground, ResponseSettings(sites, "car", arrival=rank))
        assert found.places["arrive_s"].tolist() == by_car.places[f"{name}_s"].tolist()
        assert found.grids["arrive_s"].tolist() == by_car.grids[f"{name}_s"].tolist()


def test_with_the_first_away_the_second_is_first(ground, usual) -> None:
    place = usual.places.index[60]
    first, second = usual.places.loc[place, ["first", "second"]]
    then = compared(ground, Change(away=(first,)), TERMS).places.loc[place]
    assert then["first_then"] == second
    assert then["first_s_then"] == usual.places.loc[place, "second_s"]


def test_a_crew_more_never_makes_anybody_later_and_is_first_where_it_stands(ground) -> None:
    place = ground.area.places.index[133]
    found = compared(ground, Change(stand=(place,)), TERMS)
    row = found.places.loc[place]
    assert (row["first_then"], row["first_s_then"]) == (f"new {place}", 0)
    for name in ("first_s", "second_s"):
        old, new = (found.places[f"{name}{tail}"].replace(-1, 10**9) for tail in ("", "_then"))
        assert (new <= old).all()
    totals = found.totals
    assert totals.loc["first", "in_time_then"] >= totals.loc["first", "in_time"]


def test_a_cut_road_never_makes_anybody_sooner_and_is_shut_for_all(ground) -> None:
    edges = tuple(ground.network.edges.sort_values("length_m").index[-3:])
    after = changed(ground, Change(cut=edges))
    assert set(edges) <= after.closed("foot") & after.closed("car", None)
    found = compared(ground, Change(cut=edges), TERMS)
    old, new = (found.places[f"first_s{tail}"].replace(-1, 10**9) for tail in ("", "_then"))
    assert (new >= old).all()
    assert (new > old).any()


def test_totals_count_households_in_time_by_hand(ground, usual) -> None:
    homes, seconds = usual.places["household_count"], usual.places["second_s"]
    by_hand = sum(int(n) for n, s in zip(homes, seconds, strict=True) if 0 <= s <= 900)
    assert usual.totals.loc["second", "in_time"] == by_hand


def test_with_one_post_left_nobody_is_second(ground) -> None:
    away = tuple(map(str, ground.area.responders.index[1:]))
    found = compared(ground, Change(away=away), TERMS)
    assert (found.places["second_s_then"] == -1).all()
    assert found.places["second_then"].isna().all()


def test_with_nobody_left_nobody_comes(ground) -> None:
    found = compared(ground, Change(away=tuple(map(str, ground.area.responders.index))), TERMS)
    assert (found.grids["first_s_then"] == -1).all()
    assert found.totals.loc["first", "in_time_then"] == 0
