"""Bands of time around posts: every household, place, grid and road in exactly one."""

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from geo.closures import Closure
from geo.isochrones import NEVER
from geo.schema import InputError
from geo.speeds import Profile
from geo.usage import usable
from planner.demand.conditions import Conditions
from planner.demand.cut_off import access, newly_walked, without_closures
from planner.demand.ground import Ground, load_ground
from planner.demand.reach import reach_of
from planner.demand.response import PRESETS, Response, ResponseSettings, limits_of, response

LUOYAN = Path(__file__).resolve().parents[2] / "data" / "boundaries"


@pytest.fixture(scope="module")
def ground() -> Ground:
    return load_ground(LUOYAN)


@pytest.fixture(scope="module")
def posts(ground: Ground) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ground.area.responders["site_id"]))[:3]


def asked(ground: Ground, posts: tuple[str, ...], **settings) -> Response:
    return response(ground, ResponseSettings(posts, **({"mode": "motorbike"} | settings)))


@pytest.mark.parametrize("limits", PRESETS.values(), ids=PRESETS)
@pytest.mark.parametrize("arrival", [1, 2])
def test_bands_sum_to_the_whole(ground, posts, limits, arrival):
    found = asked(ground, posts, limits_min=limits, arrival=arrival).counts()
    area = ground.area
    assert list(found.index) == [*range(len(limits) + 1), NEVER]
    assert found["households"].sum() == area.places["household_count"].sum()
    assert found["places"].sum() == len(area.places)
    assert found["grids"].sum() == len(area.grids)
    open_ = ground.network.edges["length_m"][usable(ground.network, Profile("motorbike"))]
    assert found["road_km"].sum() == pytest.approx(open_.sum() / 1000)
    barred_km = asked(ground, posts, limits_min=limits, arrival=arrival).barred_km
    assert found["road_km"].sum() + barred_km == pytest.approx(ground.network.length_m / 1000)


def test_places_have_the_seconds_of_the_plans(ground, posts):
    found = asked(ground, posts, mode="car")
    trip = ground.trip("car")
    start = reach_of(ground.network, ground.area.sites.loc[list(posts)], trip, max_walk_s=3600)
    sites = ground.area.sites.loc[list(posts)]
    there = reach_of(ground.network, ground.area.places, trip, max_walk_s=3600, bases=sites)
    table = start.seconds(there).astype(float)
    least = np.where(table < 0, np.inf, table).min(axis=0)
    expected = np.where(np.isinf(least), NEVER, least)
    assert found.places["arrive_s"].tolist() == expected.tolist()


def test_a_grid_is_reached_when_its_last_place_is(ground, posts):
    found = asked(ground, posts)
    inside = found.places.sjoin(found.grids[["geometry"]], predicate="within")
    column = inside.columns[-1]
    for grid_id, rows in inside.groupby(column):
        bands = rows["band"]
        worst = NEVER if (bands == NEVER).any() else bands.max()
        assert found.grids.loc[grid_id, "band"] == worst


def test_a_second_arrival_is_never_earlier(ground, posts):
    first, second = (asked(ground, posts, arrival=n).places["arrive_s"] for n in (1, 2))
    both = second >= 0
    assert (first[both] <= second[both]).all()
    assert set(asked(ground, posts[:1], arrival=2).places["band"]) == {NEVER}


def test_a_closure_moves_places_to_later_bands_or_out_of_reach(ground, posts):
    before = asked(ground, posts[:1])
    busiest = before.roads[before.roads["band"] == 0]["edge_id"].iloc[0]
    shut = Closure(busiest, ("motorbike",), date(2026, 1, 1), None, "landslide")
    after = asked(ground.under(Conditions(closures=(shut,))), posts[:1], on=date(2026, 6, 1))
    assert (after.roads[after.roads["edge_id"] == busiest]["band"] == NEVER).all()
    a, b = before.places["arrive_s"], after.places["arrive_s"]
    assert ((b >= a) | (b < 0)).all()
    assert after.counts().sum()["places"] == before.counts().sum()["places"]


def test_behind_a_bridge_shut_for_vehicles_places_are_walked_to(ground, posts):
    day = date(2026, 12, 1)
    bridge = Closure("W0206", ("motorbike", "car"), day, day)
    shut = ground.under(Conditions(closures=(bridge,)))
    before, now = (asked(shut, posts, on=on).places["arrive_s"] for on in (None, day))
    walked = before.index[(before >= 0) & (now > before)]
    there = access(shut, day)
    assert set(walked) >= set(newly_walked(access(without_closures(shut)), there, "motorbike"))
    assert len(walked)


def test_nobody_is_reached_from_nowhere(ground):
    found = asked(ground, ())
    assert set(found.places["band"]) == {NEVER}
    assert set(found.roads["band"]) == {NEVER}
    assert found.surfaces.empty


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("5, 10, 15, 30", (5, 10, 15, 30)), ("5，10、 15；5", (5, 10, 15)), (" 1 ", (1,))],
)
def test_minutes_are_read_as_people_write_them(text, minutes):
    assert limits_of(text) == minutes


@pytest.mark.parametrize("text", ["", "，", "5, ten", "0, 5", "601", "1 2 3 4 5 6 7", "-5", "2.5"])
def test_what_is_no_list_of_minutes_is_refused(text):
    with pytest.raises(InputError) as refused:
        limits_of(text)
    assert refused.value.code == "response_limits"


def test_bands_must_rise():
    with pytest.raises(ValueError, match="must rise"):
        ResponseSettings(("a",), "car", (10, 5))
