"""Points put on roads: the nearest one they may use, or refused."""

import math

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.roads import network_from_lines
from geo.schema import InputError
from geo.speeds import OFF_ROAD_FACTOR, Profile
from geo.travel import snap, travel_seconds
from tests.geo.drawn_roads import random_network, roads

OFF_ROAD_MS = OFF_ROAD_FACTOR * 6 * math.exp(-3.5 * 0.05) / 3.6
seeds = st.integers(0, 100_000)


def test_snapping_for_a_mode_leaves_the_rest_of_the_way_to_walk():
    network = network_from_lines(
        roads([(0, 0), (100, 0)], [(100, 0), (100, 80)], road_class=["village", "footpath"])
    )
    spot = np.array([[100.0, 60.0]])
    assert snap(network, spot).gap_m.tolist() == [0.0]
    by_car = snap(network, spot, profile=Profile("car"))
    assert by_car.gap_m.tolist() == [60.0]
    base = snap(network, np.array([[0.0, 0.0]]), profile=Profile("car"))
    seconds = travel_seconds(network, base, by_car, Profile("car"))[0, 0]
    assert seconds == math.ceil(100 / (20 / 3.6) + 60 / OFF_ROAD_MS)


def test_points_are_put_on_the_nearest_road_and_of_two_on_the_first():
    network = network_from_lines(roads([(0, 0), (100, 0)], [(0, 50), (100, 50)], [(0, 0), (0, 50)]))
    snaps = snap(network, np.array([[30.0, 10.0], [60.0, 44.0], [70.0, 25.0], [-3.0, -4.0]]))
    assert snaps.edge.tolist() == [0, 1, 0, 0]
    assert snaps.offset_m.tolist() == pytest.approx([30.0, 60.0, 70.0, 0.0])
    assert snaps.gap_m.tolist() == pytest.approx([10.0, 6.0, 25.0, 5.0])


@settings(max_examples=40, deadline=None)
@given(seeds)
def test_snapping_is_as_near_as_looking_at_every_road(seed):
    network = random_network(seed, hilly=False)
    xy = np.random.default_rng(seed).uniform(-200, 1200, (30, 2))
    snaps = snap(network, xy)
    apart = shapely.distance(shapely.points(xy)[:, None], network.geometry[None, :])
    assert snaps.gap_m == pytest.approx(apart.min(axis=1))
    on_road = shapely.line_interpolate_point(network.geometry[snaps.edge], snaps.offset_m)
    assert shapely.distance(shapely.points(xy), on_road) == pytest.approx(snaps.gap_m)


def test_points_of_another_system_are_refused():
    network = network_from_lines(roads([(0, 0), (100, 0)]))
    points = gpd.GeoSeries([shapely.Point(104.3, 28.0)], crs="EPSG:4490")
    with pytest.raises(InputError) as caught:
        snap(network, points)
    assert caught.value.code == "snap_crs"
    assert len(snap(network, points.to_crs(network.edges.crs))) == 1


@pytest.mark.parametrize("shape", [shapely.Point(), None, shapely.box(0, 0, 1, 1)])
def test_points_without_a_place_are_refused_and_never_left_out(shape):
    network = network_from_lines(roads([(0, 0), (100, 0)]))
    points = gpd.GeoSeries([shapely.Point(0, 0), shape], crs=network.edges.crs)
    for given_ in (points, np.array([[np.nan, 0.0]])):
        with pytest.raises(InputError) as caught:
            snap(network, given_)
        assert caught.value.code == "snap_points"


def test_a_mode_without_any_road_is_refused():
    network = network_from_lines(roads([(0, 0), (100, 0)], road_class="footpath"))
    with pytest.raises(InputError) as caught:
        snap(network, np.array([[0.0, 0.0]]), profile=Profile("car"))
    assert caught.value.code == "network_empty"
