"""Ends that nearly meet and roads that cross: listed, joined only where asked."""

import geopandas as gpd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo import schema
from geo.road_joins import crossings, join_near_misses, meet_at_shared_vertices, node_crossings
from geo.roads import near_misses, network_from_lines


def lines(*drawn, **columns) -> gpd.GeoDataFrame:
    count = len(drawn)
    data = {"road_class": "village", "bridge": False, "oneway": False} | columns
    frame = gpd.GeoDataFrame(
        {k: v if isinstance(v, list) else [v] * count for k, v in data.items()},
        geometry=[shapely.LineString(xy) for xy in drawn],
        crs="EPSG:4544",
    )
    frame.index = [f"r{i}" for i in range(count)]
    return schema.ROADS.check(frame.rename_axis("road_id"), "test")


def joined(roads, tolerance_m=5.0, **chosen):
    found = near_misses(network_from_lines(roads), tolerance_m=tolerance_m)
    return found, join_near_misses(roads, found.loc[chosen["ends"]] if chosen else found)


def test_an_end_before_a_line_meets_it_and_divides_it():
    """r1 stops 3 m below r0, which runs from west to east."""
    roads = lines([(0, 0), (100, 0)], [(40, -50), (40, -3)], road_class=["county", "village"])
    _, done = joined(roads)
    [join] = done.joins
    assert (join.road_id, join.to_road_id, join.moved_m) == ("r1", "r0", 3.0)
    assert (join.x, join.y) == (40.0, 0.0)
    assert list(done.roads.index) == ["r0.1", "r0.2", "r1"]
    assert done.roads.loc[["r0.1", "r0.2"], "road_class"].tolist() == ["county", "county"]
    assert network_from_lines(done.roads).component_count == 1
    assert near_misses(network_from_lines(done.roads)).empty


def test_an_end_near_the_end_of_a_road_goes_to_that_end_and_divides_nothing():
    _, done = joined(lines([(0, 0), (100, 0)], [(102, 1), (200, 1)]))
    assert list(done.roads.index) == ["r0", "r1"]
    assert len(done.joins) == 1  # the ends face each other: one moves, the other stays
    assert network_from_lines(done.roads).component_count == 1


def test_only_the_named_ends_move():
    roads = lines(
        [(0, 0), (100, 0)], [(20, -50), (20, -3)], [(60, -50), (60, -2)], [(90, 50), (90, 4)]
    )
    network = network_from_lines(roads)
    found = near_misses(network)
    assert len(found) == 3
    named = found[found["edge_id"] == "r2"]
    done = join_near_misses(roads, named)
    assert [join.road_id for join in done.joins] == ["r2"]
    for name in ("r1", "r3"):
        assert done.roads.loc[name].geometry.equals_exact(roads.loc[name].geometry, 0)
    assert shapely.union_all(done.roads.loc[["r0.1", "r0.2"]].geometry).equals(
        roads.loc["r0"].geometry
    )
    assert near_misses(network_from_lines(done.roads))["edge_id"].tolist() == ["r1", "r3"]


def test_the_roads_given_stay_as_they_are_and_nothing_asked_changes_nothing():
    roads = lines([(0, 0), (100, 0)], [(40, -50), (40, -3)])
    before = roads.copy(deep=True)
    found, _ = joined(roads)
    assert roads.equals(before)
    untouched = join_near_misses(roads, found.iloc[:0])
    assert untouched.joins == ()
    assert untouched.roads.geom_equals_exact(roads, 0).all()


def test_a_touch_without_a_vertex_is_a_miss_of_nothing_and_is_joined_in_place():
    roads = lines([(0, 0), (50, 0)], [(20, -60), (20, 0)])
    found, done = joined(roads)
    assert found["gap_m"].tolist() == [0.0]
    assert [join.moved_m for join in done.joins] == [0.0]
    assert len(done.roads) == 3


def test_both_ends_of_one_road_can_be_joined():
    _, done = joined(lines([(0, 0), (100, 0)], [(10, 2), (10, 48)], [(0, 50), (100, 50)]))
    assert len(done.joins) == 2
    assert shapely.get_coordinates(done.roads.loc["r1"].geometry).tolist() == [[10, 0], [10, 50]]
    assert network_from_lines(done.roads).component_count == 1


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize(
    ("ring", "ids", "gaps"),
    [
        ([(0, 0), (100, 0), (100, 100), (0, 100), (0, 3)], ["r0"], [3, 3]),
        ([(50, 3), (50, 80), (90, 80), (90, 0), (0, 0)], ["r0.1", "r0.2"], [3]),
        ([(50, 0), (50, 80), (90, 80), (90, 0), (0, 0)], ["r0.1", "r0.2"], [0]),
    ],
)
def test_a_ring_that_stops_short_of_itself_is_listed_and_closed_where_asked(
    ring, ids, gaps, turned
):
    roads = lines(ring[::-1] if turned else ring)
    found, done = joined(roads)
    assert found["gap_m"].tolist() == gaps
    assert set(found["near_edge_id"]) == {"r0"}
    assert [join.moved_m for join in done.joins] == gaps[:1]
    assert list(done.roads.index) == ids
    network = network_from_lines(done.roads)
    assert (network.edges["u"] == network.edges["v"]).sum() == 1
    assert near_misses(network).empty


@pytest.mark.parametrize("hook", [[(0, 0), (100, 0), (100, 8), (95, 8)], [(0, 0), (90, 4)]])
def test_a_bend_beside_its_own_end_is_no_miss(hook):
    assert near_misses(network_from_lines(lines(hook))).empty


def test_a_road_that_was_not_there_is_refused():
    roads = lines([(0, 0), (100, 0)], [(40, -50), (40, -3)])
    found, _ = joined(roads)
    with pytest.raises(KeyError):
        join_near_misses(roads.loc[["r1"]], found)


def test_crossings_are_listed_by_kind_with_the_bridge_named():
    roads = lines(
        [(0, 0), (100, 0)],
        [(50, -50), (50, 50)],
        [(20, -50), (20, 50)],
        [(80, 0), (80, 70)],
        [(80, 70), (0, 70)],
        [(90, 0), (120, 0)],
        bridge=[False, False, True, False, False, False],
    )
    found = crossings(roads)
    kinds = list(zip(found["road_id"], found["other_id"], found["kind"], strict=True))
    assert kinds == [
        ("r0", "r2", "cross"), ("r0", "r1", "cross"),
        ("r0", "r3", "touch"), ("r0", "r5", "overlap"),
    ]  # fmt: skip
    assert found["bridge"].tolist() == [True, False, False, False]
    assert found.geometry.iloc[1].coords[0] == (50.0, 0.0)


def test_roads_meet_at_a_crossing_only_where_asked():
    roads = lines([(0, 0), (100, 0)], [(50, -50), (50, 50)], [(20, -50), (20, 50)])
    found = crossings(roads)
    noded = node_crossings(roads, found[found["other_id"] == "r1"])
    assert list(noded.index) == ["r0.1", "r0.2", "r1.1", "r1.2", "r2"]
    assert network_from_lines(noded).component_count == 2
    assert crossings(noded)["other_id"].tolist() == ["r2"]
    assert noded.length.sum() == roads.length.sum()


def test_roads_that_share_a_vertex_meet_there():
    roads = lines([(0, 0), (50, 0), (100, 0)], [(50, 0), (50, 50)], [(80, -5), (80, 5)])
    divided, places = meet_at_shared_vertices(roads)
    assert places == 1
    assert list(divided.index) == ["r0.1", "r0.2", "r1", "r2"]
    assert network_from_lines(divided).component_count == 2  # r2 crosses without a vertex


def test_parts_never_take_the_id_of_another_road():
    roads = lines([(0, 0), (50, 0), (100, 0)], [(50, 0), (50, 50)]).rename(index={"r1": "r0.1"})
    divided, _ = meet_at_shared_vertices(roads)
    assert divided.index.is_unique
    assert list(divided.index) == ["r0.2", "r0.3", "r0.1"]


@given(
    ends=st.lists(st.floats(0.01, 4.9), min_size=1, max_size=6),
    tilt=st.floats(-30, 30),
)
def test_joining_moves_no_end_farther_than_its_gap_and_closes_every_gap(ends, tilt):
    """Side roads that stop below a slanting road, 40 m apart."""
    main = [(0, 0), (400, tilt)]
    sides = [
        [(30 + 40 * i, -100), (30 + 40 * i, tilt * (30 + 40 * i) / 400 - gap)]
        for i, gap in enumerate(ends)
    ]
    roads = lines(main, *sides)
    found, done = joined(roads)
    assert len(done.joins) == len(found) == len(ends)
    gaps = dict(zip(found.index, found["gap_m"], strict=True))
    for join in done.joins:
        assert join.moved_m <= gaps[join.node_id] + 0.002  # rounded to the millimetre
    after = network_from_lines(done.roads)
    assert after.component_count == 1
    assert near_misses(after).empty
    assert done.roads.length.sum() == pytest.approx(roads.length.sum() + sum(gaps.values()), abs=6)
