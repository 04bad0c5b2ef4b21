"""Where roads leave the area."""

from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import LineString, MultiPolygon, Point, Polygon, box
from shapely.ops import substring

from geo.exits import exits
from geo.load import load_area
from geo.roads import network_from_lines
from geo.schema import InputError

ROOT = Path(__file__).parents[2]
TOWNSHIP = box(0, 0, 100, 100)


def network(**drawn):
    """Roads by name along the given coordinates."""
    frame = gpd.GeoDataFrame(
        {"road_class": ["village"] * len(drawn), "bridge": False, "oneway": False},
        geometry=[LineString(xy) for xy in drawn.values()],
        crs="EPSG:4544",
    )
    frame.index = list(drawn)
    frame.index.name = "road_id"
    return network_from_lines(frame)


def found(boundary=TOWNSHIP, **drawn) -> dict[str, tuple[float, float]]:
    """Exits of the drawn roads: id -> place."""
    frame = exits(network(**drawn), boundary)
    return {name: (point.x, point.y) for name, point in frame.geometry.items()}


def test_a_road_that_leaves_has_its_exit_on_the_border():
    """Out in the east with its end v, in from the west with its end u."""
    assert found(a=[(50, 50), (150, 50)]) == {"a-v": (100, 50)}
    assert found(a=[(-50, 50), (50, 50)]) == {"a-u": (0, 50)}


def test_roads_that_stay_on_one_side_have_none():
    assert found(a=[(10, 10), (90, 90)], b=[(110, 0), (110, 90)]) == {}


def test_a_road_that_touches_the_border_from_inside_does_not_leave():
    assert found(a=[(50, 50), (100, 60), (50, 70)]) == {}


def test_a_road_along_the_border_is_no_exit():
    assert found(a=[(100, 10), (100, 90)]) == {}
    assert found(a=[(50, 50), (100, 50), (100, 60), (50, 60)]) == {}  # for a while
    assert found(a=[(99.98, 10), (100.02, 90)]) == {}  # as two layers disagree by centimetres


def test_a_road_along_the_border_that_leaves_later_leaves_where_it_goes_out():
    assert found(a=[(50, 50), (100, 50), (100, 60), (150, 60)]) == {"a-v": (100, 60)}


def test_a_road_that_crosses_three_times_leaves_once_where_it_goes_for_good():
    """In, out, in, out along a zigzag over the eastern border."""
    zigzag = [(90, 10), (110, 20), (90, 30), (110, 40)]
    assert found(a=zigzag) == {"a-v": (100, 35)}
    assert found(a=zigzag[::-1]) == {"a-u": (100, 35)}


def test_a_road_that_comes_back_is_no_exit_and_one_that_passes_through_has_two():
    assert found(a=[(90, 10), (110, 20), (90, 30)]) == {}
    assert found(a=[(-10, 40), (110, 40)]) == {"a-u": (0, 40), "a-v": (100, 40)}


def test_roads_that_meet_on_the_border_leave_there_once():
    """a from inside and b, c to the outside share a junction on the border."""
    drawn = {"a": [(50, 50), (100, 50)], "b": [(100, 50), (150, 50)], "c": [(100, 50), (150, 80)]}
    assert found(**drawn) == {"b-v": (100, 50)}


def test_roads_outside_that_meet_on_the_border_are_no_exit():
    assert found(a=[(100, 50), (150, 50)], b=[(150, 20), (100, 50)]) == {}


def test_a_net_cut_off_at_the_border_leaves_where_it_was_cut():
    """a ends on the border, b ends a metre before it, c joins a."""
    drawn = {"a": [(50, 50), (100, 50)], "b": [(50, 50), (99, 80)], "c": [(50, 50), (50, 10)]}
    assert found(**drawn) == {"a-v": (100, 50)}
    assert found(a=[(100, 50), (50, 50)]) == {"a-u": (100, 50)}


def test_a_road_inside_that_only_meets_another_on_the_border_is_no_exit():
    assert found(a=[(50, 50), (100, 50)], b=[(100, 50), (50, 80)]) == {}


def test_out_by_way_of_a_road_along_the_border_is_an_exit():
    """a reaches the border, b follows it, c leaves."""
    drawn = {"a": [(50, 50), (100, 50)], "b": [(100, 50), (100, 70)], "c": [(100, 70), (150, 70)]}
    assert found(**drawn) == {"c-v": (100, 70)}


def test_a_hole_is_outside_and_every_part_has_its_own_exits():
    holed = Polygon(TOWNSHIP.exterior, [box(40, 40, 60, 60).exterior])
    assert found(holed, a=[(10, 50), (50, 50)]) == {"a-v": (40, 50)}
    parts = MultiPolygon([TOWNSHIP, box(200, 0, 300, 100)])
    assert found(parts, a=[(50, 50), (150, 50)], b=[(150, 50), (250, 50)]) == {
        "a-v": (100, 50),
        "b-u": (200, 50),
    }


def test_a_road_that_runs_from_part_to_part_comes_back():
    assert found(MultiPolygon([TOWNSHIP, box(200, 0, 300, 100)]), a=[(50, 50), (250, 50)]) == {}


def test_the_class_and_the_bridge_of_the_road_that_leaves_are_told():
    frame = exits(network(a=[(50, 50), (150, 50)]), TOWNSHIP)
    assert frame.index.name == "exit_id"
    assert frame.crs == "EPSG:4544"
    row = frame.loc["a-v"]
    assert row[["edge_id", "road_id", "road_class", "bridge"]].tolist() == [
        "a", "a", "village", False,
    ]  # fmt: skip


def test_no_roads_near_the_border_give_an_empty_frame_of_the_same_kind():
    frame = exits(network(a=[(40, 40), (50, 50)]), TOWNSHIP)
    full = exits(network(a=[(50, 50), (150, 50)]), TOWNSHIP)
    assert frame.empty
    assert list(frame.columns) == list(full.columns)
    assert frame.crs == full.crs


def test_a_boundary_that_is_no_polygon_is_refused():
    bow_tie = Polygon([(0, 0), (10, 10), (10, 0), (0, 10)])
    for boundary in (bow_tie, LineString([(0, 0), (1, 1)])):
        with pytest.raises(InputError) as caught:
            exits(network(a=[(0, 0), (1, 1)]), boundary)
        assert caught.value.code == "boundary_geometry"


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 100_000))
def test_exits_do_not_depend_on_the_order_or_direction_of_the_roads(seed):
    rng = np.random.default_rng(seed)
    drawn = {f"r{i}": rng.uniform(-60, 160, (rng.integers(2, 6), 2)) for i in range(8)}
    a = found(**drawn)
    assert found(**dict(reversed(drawn.items()))) == a
    turned = found(**{name: xy[::-1] for name, xy in drawn.items()})
    other = {"u": "v", "v": "u"}
    again = {name[:-1] + other[name[-1]]: xy for name, xy in turned.items()}
    assert set(again) == set(a)
    assert all(again[name] == pytest.approx(a[name]) for name in a)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 100_000))
def test_an_edge_leaves_by_each_end_that_is_outside_if_it_was_ever_inside(seed):
    """The piece between the exit and the outer end lies outside, all of it."""
    rng = np.random.default_rng(seed)
    circle = Point(50, 50).buffer(50)
    line = LineString(rng.uniform(-30, 130, (rng.integers(2, 7), 2)))
    got = found(circle, a=line.coords)
    ends = {"u": Point(line.coords[0]), "v": Point(line.coords[-1])}
    inside_m = line.intersection(circle).length
    if 0 < inside_m < 1 or any(end.distance(circle.boundary) < 0.2 for end in ends.values()):
        return  # within the width of the border
    outside = {f"a-{name}" for name, end in ends.items() if not circle.contains(end)}
    assert set(got) == (outside if inside_m else set())
    for name, xy in got.items():
        assert Point(xy).distance(circle.boundary) < 0.1
        at, end = line.project(Point(xy)), 0.0 if name.endswith("u") else line.length
        outer = substring(line, *sorted((at, end)))
        assert outer.intersection(circle.buffer(-0.2)).is_empty


@pytest.mark.parametrize(("folder", "least"), [("boundaries", 3), ("examples/liechtenstein", 20)])
def test_every_exit_of_the_areas_lies_on_the_border_and_joins_both_sides(folder, least):
    area = load_area(ROOT / "data" / folder)
    roads = network_from_lines(area.roads)
    frame = exits(roads, area.boundary)
    assert len(frame) >= least
    assert frame.index.is_unique
    assert frame.distance(area.boundary.boundary).max() < 0.06
    crossing = roads.edges.index[roads.edges.geometry.crosses(area.boundary)]
    assert set(frame["edge_id"]) >= set(crossing) - set(
        _coming_back(roads, area.boundary, crossing)
    )


def _coming_back(roads, boundary, crossing):
    """Edges that cross the border with both ends inside or on it."""
    for name in crossing:
        line = roads.edges.geometry[name]
        ends = [Point(line.coords[i]) for i in (0, -1)]
        if all(boundary.buffer(0.06).contains(end) for end in ends):
            yield name
