"""A barrier at a spot of a road: who is cut off, who walks from it, how it is kept and called."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely

from geo.closures import Closure, spot_id
from geo.roads import network_from_lines
from geo.schema import InputError
from geo.speeds import MODES, Profile
from planner.demand.conditions import Conditions
from planner.demand.cut_off import access, newly_cut, newly_walked
from planner.demand.ground import Ground, load_ground
from planner.demand.reach import Trip, reach_of
from planner.demand.roadwork import Roadwork, from_plain, to_plain
from planner.demand.tour_travel import Journeys
from planner.report.road_spots import called, spot_near, spot_places
from planner.report.roads import map_state, shut_names
from tests.geo.drawn_roads import roads

ROOT = Path(__file__).resolve().parents[2]
DAY = date(2026, 12, 1)
FLAT_MS = 6 * np.exp(-3.5 * 0.05) / 3.6  # Tobler (1993) on level ground


@pytest.fixture(scope="module")
def luoyan() -> Ground:
    return load_ground(ROOT / "data" / "boundaries")


def points(*xs: float) -> gpd.GeoSeries:
    return gpd.GeoSeries([shapely.Point(x, 0) for x in xs], crs="EPSG:4544")


def test_a_vehicle_is_left_at_the_barrier_and_the_rest_is_walked():
    network = network_from_lines(roads([(0, 0), (100, 0)], [(100, 0), (1100, 0)]))
    trip = Trip(Profile("car"), closed=frozenset({spot_id("r1", 600)}))
    to = reach_of(network, points(600, 900), trip, max_walk_s=3600, bases=points(0))
    assert to.left_at.offset_m == pytest.approx([500, 600])
    assert to.walk_in_s.tolist() == [0, pytest.approx(200 / FLAT_MS, abs=1)]
    start = reach_of(network, points(0), trip, max_walk_s=3600)
    assert (start.seconds(to) > 0).all()


def test_where_the_barrier_stops_walkers_too_nobody_comes_from_that_side():
    network = network_from_lines(roads([(0, 0), (100, 0)], [(100, 0), (1100, 0)]))
    shut = frozenset({spot_id("r1", 600)})
    trip = Trip(Profile("car"), closed=shut, closed_on_foot=shut)
    to = reach_of(network, points(600, 900), trip, max_walk_s=3600, bases=points(0))
    start = reach_of(network, points(0), trip, max_walk_s=3600)
    table = start.seconds(to)
    assert table[0, 0] > 0
    assert table[0, 1] == -1


def bridge_at(ground: Ground, share: float) -> Closure:
    """A barrier on the bridge that cuts eleven hamlets when it is shut as a whole."""
    length = ground.network.edges.at["W0206", "length_m"]
    return Closure("W0206", MODES, DAY, None, "bridge", round(share * length, 2))


def test_a_barrier_on_the_bridge_of_luoyan_cuts_off_what_the_whole_bridge_does(luoyan):
    usual = access(luoyan, DAY)
    whole = luoyan.under(Conditions(closures=(Closure("W0206", MODES, DAY),)))
    spot = luoyan.under(Conditions(closures=(bridge_at(luoyan, 0.5),)))
    for mode in MODES:
        lost = newly_cut(usual, access(whole, DAY), mode)
        assert len(lost) == 11
        assert newly_cut(usual, access(spot, DAY), mode) == lost


def test_places_along_a_lane_are_reached_up_to_the_barrier(luoyan):
    """Of a lane with hamlets on both sides of its middle only those behind it are cut off."""
    before = access(luoyan, DAY)
    spots = before.ground.trip("foot")
    reach = reach_of(luoyan.network, luoyan.area.places, spots, max_walk_s=3600)
    edges, on = luoyan.network.edges, reach.points
    for row in np.unique(on.edge):
        here = np.sort(on.offset_m[on.edge == row])
        if len(here) > 1 and here[-1] - here[0] > 50:
            middle = round(float(here[0] + here[-1]) / 2, 2)
            whole = luoyan.under(Conditions(closures=(Closure(edges.index[row], MODES, DAY),)))
            spot = Closure(edges.index[row], MODES, DAY, at_m=middle)
            barred = luoyan.under(Conditions(closures=(spot,)))
            lost = [set(newly_cut(before, access(g, DAY), "foot")) for g in (whole, barred)]
            assert lost[1] < lost[0]
            return
    pytest.fail("no lane of Luoyan has two places on it")


def test_a_street_with_a_barrier_is_not_driven_from_end_to_end(luoyan):
    now = luoyan.under(Conditions(closures=(bridge_at(luoyan, 0.3),)))
    row = luoyan.network.edges.index.get_loc("W0206")
    assert Journeys(luoyan, {"car": (luoyan.trip("car", DAY),)}).open_to("car")[row]
    assert not Journeys(now, {"car": (now.trip("car", DAY),)}).open_to("car")[row]


def test_a_barrier_for_cars_only_lets_the_others_through(luoyan):
    only = replace(bridge_at(luoyan, 0.5), modes=("car",))
    before, now = access(luoyan, DAY), access(luoyan.under(Conditions(closures=(only,))), DAY)
    assert newly_cut(before, now, "motorbike") == ()
    assert newly_walked(before, now, "car")


def test_spots_are_shut_kept_opened_and_called(luoyan):
    at = luoyan.network.geometry[luoyan.network.edges.index.get_loc("W0206")].interpolate(7.3)
    spot = spot_near(luoyan, "W0206", (at.x + 0.2, at.y))
    places = spot_places(luoyan, [spot, "W0206", "gone@5"])
    assert set(places) == {spot}
    assert shapely.Point(places[spot]).distance(at) < 0.3
    work = Roadwork().shut(
        [spot, "W0206"], MODES, first_day=DAY, last_day=None, reason="works", places=places
    )
    assert [c.what for c in work.closures] == [spot, "W0206"]
    assert from_plain(to_plain([work])) == (work,)
    assert [c.what for c in work.opened([spot]).closures] == ["W0206"]
    ground = luoyan.under(Conditions(closures=work.closures))
    assert ground.closed("car", DAY) == {spot, "W0206"}
    state = map_state(ground, ground.closed("car", DAY), [], (access(ground), access(ground, DAY)))
    assert state["shut"] == ["W0206"]
    assert [row[0] for row in state["spots"]] == [spot]
    assert any("端" in name and "米处" in name for name in shut_names(ground, DAY, "zh"))
    assert called(luoyan, {}, "gone@5", "zh") == "gone@5"


def test_a_spot_of_a_road_that_was_drawn_anew_shuts_nothing(luoyan):
    moved = replace(bridge_at(luoyan, 0.5), xy=(0.0, 0.0))
    ground = luoyan.under(Conditions(closures=(moved,)))
    assert ground.closed("car", DAY) == frozenset()
    assert ground.closures == ()


@pytest.mark.parametrize(("key", "value"), [("at_m", -1), ("at_m", "x"), ("xy", [1]), ("xy", 3)])
def test_a_damaged_spot_is_refused(key, value):
    [state] = to_plain([Roadwork((Closure("a", MODES, DAY, None, "works", 5.0, (1.0, 2.0)),))])
    state["closures"][0][key] = value
    with pytest.raises(InputError, match="closed roads"):
        from_plain([state])
