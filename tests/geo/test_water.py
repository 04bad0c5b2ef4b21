"""Points are put on roads on their own side of the water."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import LineString, Polygon

from geo.roads import Network, network_from_lines
from geo.snap import SIDE_M, snap
from geo.water import OPEN_M, water

CRS = "EPSG:4544"


def network_of(*lines: list[tuple[float, float]], bridge: tuple[bool, ...] = ()) -> Network:
    count = len(lines)
    return network_from_lines(
        gpd.GeoDataFrame(
            {
                "road_class": ["village"] * count,
                "bridge": bridge or (False,) * count,
                "oneway": [False] * count,
            },
            index=pd.Index([f"r{n}" for n in range(count)], name="road_id"),
            geometry=[LineString(line) for line in lines],
            crs=CRS,
        )
    )


def test_the_nearest_road_across_the_river_is_not_taken():
    """r0 lies 30 m across the river (x = 0), r1 100 m away on this side."""
    network = network_of([(-20, -500), (-20, 500)], [(110, -500), (110, 500)])
    river = water(network, [LineString([(0, -900), (0, 900)])])
    point = np.array([[10.0, 0.0]])
    assert snap(network, point).edge.tolist() == [0]
    snaps = snap(network, point, barriers=river)
    assert (snaps.edge.tolist(), snaps.gap_m.tolist()) == ([1], [100.0])
    assert snaps.offset_m.tolist() == [500.0]
    assert snaps.crosses.tolist() == [False]


def test_with_no_road_on_this_side_the_walk_is_marked_never_silent():
    network = network_of([(-20, -500), (-20, 500)], [(SIDE_M + 11, -500), (SIDE_M + 11, 500)])
    river = water(network, [LineString([(0, -900), (0, 900)])])
    snaps = snap(network, np.array([[10.0, 0.0], [-10.0, 0.0]]), barriers=river)
    assert snaps.edge.tolist() == [0, 0]
    assert snaps.crosses.tolist() == [True, False]
    assert snaps[1:].crosses.tolist() == [False]


def test_an_edge_over_a_bridge_is_met_on_this_side():
    """The road crosses at (0, 0); its nearest spot on this side is beside the bridge."""
    network = network_of([(-300, 0), (300, 0)], bridge=(True,))
    river = water(network, [LineString([(0, -900), (0, 200), (-40, 250), (-40, 900)])])
    snaps = snap(network, np.array([[-20.0, 220.0]]), barriers=river)
    assert snaps.crosses.tolist() == [False]
    assert 260 < snaps.offset_m[0] <= 300


def test_beside_a_bridge_one_walks_over_with_the_road():
    network = network_of([(-300, 0), (300, 0)], [(-5, 40), (-300, 40)], bridge=(True, False))
    river = water(network, [LineString([(0, -900), (0, 900)])])
    near, far = (5.0, OPEN_M - 2), (5.0, 40.0)
    snaps = snap(network, np.array([near, far]), barriers=river)
    assert snaps.crosses.tolist() == [False, False]
    assert snaps.edge.tolist() == [0, 0]  # the path that ends at the other bank is 10 m away


def test_the_shore_of_a_reservoir_counts_and_a_point_in_the_water_may_leave_it():
    network = network_of([(0, -100), (0, 100)], [(160, -100), (160, 100)])
    lake = water(network, [Polygon([(10, -900), (150, -900), (150, 900), (10, 900)])])
    snaps = snap(network, np.array([[5.0, 0.0], [10.2, 0.0], [155.0, 0.0]]), barriers=lake)
    assert snaps.edge.tolist() == [0, 0, 1]
    assert not snaps.crosses.any()


def test_without_water_nothing_changes():
    network = network_of([(0, 0), (100, 0)])
    points = np.array([[10.0, 5.0], [60.0, -8.0]])
    plain, looked = snap(network, points), snap(network, points, barriers=water(network))
    assert plain.offset_m.tolist() == looked.offset_m.tolist()
    assert plain.gap_m.tolist() == looked.gap_m.tolist()
    assert not snap(network, np.empty((0, 2)), barriers=water(network)).crosses.any()


@given(st.integers(0, 10_000))
def test_no_walk_leads_through_water_unless_it_is_marked(seed):
    """Roads, a river and points at random; every walk is tried again one by one."""
    rng = np.random.default_rng(seed)
    network = network_of(*(rng.uniform(0, 600, (2, 2)).tolist() for _ in range(8)))
    river = LineString(rng.uniform(0, 600, (4, 2)))
    points = rng.uniform(0, 600, (20, 2))
    snaps = snap(network, points, barriers=water(network, [river]))
    fords = shapely.union_all(shapely.intersection(network.geometry, river)).buffer(OPEN_M)
    shut = river.difference(fords)
    for n, xy in enumerate(points):
        line = network.geometry[snaps.edge[n]]
        walk = LineString([xy, line.interpolate(snaps.offset_m[n])])
        assert walk.length == pytest.approx(snaps.gap_m[n], abs=1e-6)
        if walk.length > 2:
            inner = shapely.ops.substring(walk, 1, walk.length - 1)
            assert inner.intersects(shut) == snaps.crosses[n]
        if snaps.crosses[n]:
            assert snaps.edge[n] == snap(network, points[[n]]).edge[0]


@pytest.mark.parametrize(
    "end",
    [[(8, 20), (8, 0)], [(8, 20), (8, -1)], [(5, 20), (5, -3)], [(-500, 3), (0, -1), (500, 3)]],
)
def test_a_road_that_reaches_or_overshoots_the_water_is_no_bridge(end):
    """The place lies right across the river (y = 0) from a road, 20 m away, with no bridge."""
    network = network_of([(-500, 20), (500, 20)], end)
    river = water(network, [LineString([(-2000, 0), (2000, 0)])])
    snaps = snap(network, np.array([[0.0, -20.0]]), barriers=river)
    assert snaps.crosses.tolist() == [True]


@pytest.mark.parametrize("parts", [[(8, 20), (8, -300)], [(8, 20), (8, -7)]])
def test_a_road_that_goes_on_beyond_the_water_leads_over(parts):
    network = network_of([(-500, 20), (500, 20)], parts, [parts[-1], (300, -300)])
    river = water(network, [LineString([(-2000, 0), (2000, 0)])])
    snaps = snap(network, np.array([[0.0, -20.0]]), barriers=river)
    assert snaps.crosses.tolist() == [False]
