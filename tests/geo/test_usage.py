"""Who may use which road, how fast, at night and in rain; what shutting a road does to ways."""

from datetime import date, timedelta

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo.closures import Closure, shut
from geo.roads import Network, network_from_lines
from geo.rules import RULES, SURFACE_WORDS, Rules, WidthRule, surface_of
from geo.snap import snap
from geo.speeds import MODES, SPEEDS, Profile, level_kmh
from geo.travel import UNREACHABLE, path_geometry, travel_seconds
from geo.usage import road_kmh, usable

MONDAY = date(2025, 1, 6)


def network_of(*drawn, **columns) -> Network:
    """Roads r0, r1, ... along the given coordinates; columns as lists or one for all."""
    count = len(drawn)
    data = {"road_class": "village", "bridge": False, "oneway": False} | columns
    frame = gpd.GeoDataFrame(
        {key: value if isinstance(value, list) else [value] * count for key, value in data.items()},
        geometry=[shapely.LineString(xy) for xy in drawn],
        crs="EPSG:4544",
        index=[f"r{i}" for i in range(count)],
    )
    return network_from_lines(frame.rename_axis("road_id"))


def one_road(**columns) -> Network:
    return network_of([(0, 0), (1000, 0)], **columns)


def may(network: Network, **profile) -> str:
    """The modes that may use the first road, by their first letters."""
    return "".join(m[0] for m in MODES if usable(network, Profile(m, **profile))[0])


def test_the_class_decides_until_the_map_says_otherwise():
    assert may(one_road(road_class="village")) == "fmc"
    assert may(one_road(road_class="track")) == "fm"
    assert may(one_road(road_class="footpath")) == "f"
    assert may(one_road(road_class="footpath", motorbike="yes")) == "fm"
    assert may(one_road(road_class="village", car="no")) == "fm"
    assert may(one_road(road_class="county", foot="no")) == "mc"
    assert may(one_road(road_class="county", foot="", car=None)) == "fmc"


def test_a_road_known_to_be_too_narrow_is_for_nobody_wider():
    least = RULES.least_m("car")
    assert may(one_road(width_m=least)) == "fmc"
    assert may(one_road(width_m=least - 0.1)) == "fm"
    assert may(one_road(width_m=least - 0.1, car="yes")) == "fm"
    assert may(one_road(width_m=0.5)) == "f"
    assert may(one_road(width_m=None)) == "fmc"


def test_night_and_rain_shut_what_the_map_says_and_rain_what_the_surface_says():
    assert may(one_road(night="closed")) == "fmc"
    assert may(one_road(night="closed"), night=True) == ""
    assert may(one_road(rain="closed")) == "fmc"
    assert may(one_road(rain="closed"), rain=True) == ""
    assert may(one_road(surface="dirt")) == "fmc"
    assert may(one_road(surface="dirt"), rain=True) == "f"
    assert may(one_road(surface="dirt", rain="open"), rain=True) == "fmc"
    assert may(one_road(surface="concrete"), rain=True) == "fmc"


def test_surface_and_limit_bound_vehicles_and_never_quicken_them():
    def kmh(mode="car", profile=None, **columns):
        return road_kmh(one_road(**columns), profile or Profile(mode))[0]

    usual = level_kmh(Profile("car"))
    assert kmh(road_class="county") == usual["county"]
    assert kmh(road_class="county", max_kmh=25.0) == 25
    assert kmh(road_class="county", max_kmh=90.0) == usual["county"]
    assert kmh(road_class="county", surface="gravel") == RULES.on("car")["gravel"].most_kmh
    assert kmh(road_class="village", surface="gravel") == usual["village"]
    assert kmh("foot", max_kmh=3.0) == level_kmh(Profile("foot"))["village"]
    night, rain = Profile("car", night=True), Profile("car", rain=True)
    assert kmh(profile=night) == pytest.approx(usual["village"] * RULES.night_share("car"))
    share = RULES.on("car")["paved"].rain_share
    assert kmh(profile=rain, surface="asphalt") == pytest.approx(usual["village"] * share)
    assert kmh(profile=rain, rain="slow") == pytest.approx(
        usual["village"] * RULES.slow_share("car")
    )


def test_a_road_opened_to_a_mode_without_a_speed_is_as_slow_as_the_slowest_class():
    network = one_road(road_class="footpath", car="yes")
    assert road_kmh(network, Profile("car"))[0] == min(level_kmh(Profile("car")).values())


def test_people_on_foot_go_against_a_one_way_street():
    network = one_road(oneway=True)
    a, b = snap(network, np.array([[0.0, 0.0]])), snap(network, np.array([[900.0, 0.0]]))
    against = [travel_seconds(network, b, a, Profile(mode))[0, 0] for mode in MODES]
    assert against[0] > 0
    assert against[1:] == [UNREACHABLE, UNREACHABLE]


def test_an_office_may_state_its_own_rules():
    rules = Rules((WidthRule("car", 4.0, "measured by the office", False),), (), (), ())
    assert not usable(one_road(width_m=3.5), Profile("car", rules=rules))[0]
    assert usable(one_road(width_m=3.5), Profile("car"))[0]
    assert may(one_road(surface="mud"), rain=True, rules=rules) == "fmc"


def test_every_number_says_where_it_comes_from():
    rows = [*RULES.widths, *RULES.surfaces, *RULES.nights, *RULES.slows, *SPEEDS]
    assert all(row.source for row in rows)
    assert all(row.guessed == row.source.startswith("assumed") for row in rows)
    assert {(row.mode, row.surface) for row in RULES.surfaces} == {
        (mode, surface) for mode in MODES for surface in set(SURFACE_WORDS.values())
    }


def test_the_worst_of_several_surfaces_counts_and_unknown_words_leave_it_to_the_class():
    assert surface_of("asphalt / ground", "village") == "earth"
    assert surface_of("concrete:lanes", "village") == "paved"
    assert surface_of("", "track") == "gravel"
    assert surface_of(None, "path") == "earth"
    assert surface_of("moon dust", "county") == "paved"


def test_a_closure_stands_from_its_first_day_to_its_last():
    one = Closure("r0", ("car",), MONDAY, MONDAY + timedelta(days=2))
    until_opened = Closure("r1", MODES, MONDAY)
    days = [MONDAY + timedelta(days=n) for n in (-1, 0, 2, 3)]
    both = (one, until_opened)
    assert [sorted(shut(both, "car", day)) for day in days] == [
        [], ["r0", "r1"], ["r0", "r1"], ["r1"],
    ]  # fmt: skip
    assert shut(both, "foot", MONDAY) == {"r1"}
    assert shut(both, "car", None) == {"r1"}


def test_closures_that_shut_nothing_are_refused():
    with pytest.raises(ValueError, match="modes must be some of"):
        Closure("r0", (), MONDAY)
    with pytest.raises(ValueError, match="last_day must not come before"):
        Closure("r0", MODES, MONDAY, MONDAY - timedelta(days=1))


@st.composite
def shut_networks(draw):
    """A net of random roads, points on it, a mode, and some roads to shut."""
    rng = np.random.default_rng(draw(st.integers(0, 100_000)))
    spots = rng.integers(0, 800, (7, 2)).astype(float)
    pairs = [rng.choice(7, 2, replace=False) for _ in range(14)]
    classes = rng.choice(["county", "village", "track", "footpath"], len(pairs)).tolist()
    network = network_of(*(spots[pair] for pair in pairs), road_class=classes)
    closed = frozenset(rng.choice(network.edges.index, draw(st.integers(0, 8)), replace=False))
    return network, rng.uniform(0, 800, (6, 2)), Profile(draw(st.sampled_from(MODES))), closed


@given(shut_networks())
def test_closures_never_shorten_a_way_and_taking_them_back_gives_the_same_bytes(case):
    network, points, profile, closed = case
    snaps = snap(network, points)
    before = travel_seconds(network, snaps, snaps, profile)
    after = travel_seconds(network, snaps, snaps, profile, closed=closed)
    reached = after != UNREACHABLE
    assert (before[reached] != UNREACHABLE).all()
    assert (after[reached] >= before[reached]).all()
    assert travel_seconds(network, snaps, snaps, profile).tobytes() == before.tobytes()


@pytest.mark.slow
@given(shut_networks())
def test_a_closed_edge_is_never_on_a_path(case):
    network, points, profile, closed = case
    snaps = snap(network, points)
    for b in range(1, len(snaps)):
        way = path_geometry(network, snaps[0], snaps[b], profile, closed)
        for name in closed:
            road = network.edges.geometry[name]
            twin = network.geometry[~network.edges.index.isin(closed)]
            shared = shapely.intersection(way, road.difference(shapely.union_all(twin).buffer(1)))
            assert shared.length == pytest.approx(0, abs=1e-6)
