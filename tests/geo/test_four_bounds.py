"""Borders piece by piece and the four bounds, on squares drawn by hand and by plain loops."""

from itertools import pairwise

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from pyproj import CRS
from shapely.geometry import LineString, Polygon, box

from geo.borders import AlongRule, Land, across, segment_numbers
from geo.four_bounds import SIDES, four_bounds
from geo.terrain import Terrain

CRS_M = "EPSG:4544"
PLUS = {  # a square with a neighbour on every side, the north one absent
    "mid": box(100, 100, 200, 200),
    "east": box(200, 100, 300, 200),
    "south": box(100, 0, 200, 100),
    "west": box(0, 100, 100, 200),
}


def grids(shapes: dict[str, Polygon]) -> gpd.GeoDataFrame:
    ids = pd.Index(list(shapes), name="grid_id")
    return gpd.GeoDataFrame(index=ids, geometry=list(shapes.values()), crs=CRS_M)


def lines(*rows: tuple[str, str | None, list[tuple[float, float]]]) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(
        {"name_zh": [name for _, name, _ in rows], "name_en": [None] * len(rows)},
        index=pd.Index([key for key, _, _ in rows]),
        geometry=[LineString(xy) for _, _, xy in rows],
        crs=CRS_M,
    )


def land(road=(), stream=(), *, terrain=None, **rule) -> Land:
    return Land({"road": lines(*road), "stream": lines(*stream)}, terrain, AlongRule(**rule))


def told(cell) -> list[tuple[str, str]]:
    return [(bound.kind, bound.bound_id) for bound in cell]


def test_each_side_of_a_square_names_its_neighbour_and_the_open_side_the_outer_border():
    row = four_bounds(grids(PLUS), land()).loc["mid"]
    assert {side: told(row[side]) for side in SIDES} == {
        "east": [("grid", "east")],
        "south": [("grid", "south")],
        "west": [("grid", "west")],
        "north": [("outer", "")],
    }
    assert row["within"] == ()


def test_a_named_line_along_a_side_is_told_and_one_without_a_name_or_across_it_is_not():
    roads = [
        ("r1", "盐落公路", [(204, 90), (204, 150)]),
        ("r2", "盐落公路", [(204, 150), (204, 210)]),  # one road in two pieces
        ("r3", "横路", [(90, 150), (210, 150)]),
        ("r4", None, [(90, 97), (210, 97)]),
    ]
    row = four_bounds(grids(PLUS), land(roads, [("h1", "落雁河", [(97, 90), (97, 155)])])).loc[
        "mid"
    ]
    assert told(row["east"]) == [("grid", "east"), ("road", "r1")]
    assert row["east"][1].share == 1.0
    assert told(row["west"]) == [("grid", "west"), ("stream", "h1")]
    assert told(row["south"]) == [("grid", "south")]


def groups(**shapes: Polygon) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(index=list(shapes), geometry=list(shapes.values()), crs=CRS_M)


def test_a_border_of_villager_groups_is_told_by_the_group_across():
    drawn = [("g1", None, [(200, 100), (200, 150)]), ("g2", None, [(200, 150), (200, 200)])]
    found = groups(
        own=box(0, 0, 200, 300), north=box(200, 140, 300, 300), south=box(200, 0, 300, 140)
    )
    table = four_bounds(grids(PLUS), Land({"group": lines(*drawn)}, None, groups=found))
    row = table.loc["mid"]
    assert told(row["east"]) == [("grid", "east"), ("group", "north"), ("group", "south")]
    assert row["east"][1].share == pytest.approx(0.6, abs=0.1)
    assert told(row["south"]) == [("grid", "south")]
    assert told(table.loc["east"]["west"]) == [("grid", "mid"), ("group", "own")]


def test_a_group_along_a_fifth_of_a_side_is_not_named_beside_a_longer_one():
    drawn = [("g", None, [(200, 100), (200, 200)])]
    found = groups(long=box(200, 110, 300, 300), bit=box(200, 0, 300, 110))
    row = four_bounds(grids(PLUS), Land({"group": lines(*drawn)}, None, groups=found)).loc["mid"]
    assert told(row["east"]) == [("grid", "east"), ("group", "long")]


def test_a_border_of_groups_is_told_without_a_name_where_nobody_knows_who_is_across():
    drawn = [("g1", None, [(200, 100), (200, 150)]), ("g2", None, [(200, 150), (200, 200)])]
    row = four_bounds(grids(PLUS), Land({"group": lines(*drawn)}, None)).loc["mid"]
    assert told(row["east"]) == [("grid", "east"), ("group", "")]
    assert row["east"][1].share == 1.0
    assert told(row["south"]) == [("grid", "south")]


def test_neighbours_of_a_side_come_by_length_and_small_ones_are_left_out():
    shapes = {
        "mid": box(0, 0, 100, 100),
        "short": Polygon([(100, 0), (200, 0), (200, 30), (100, 30)]),
        "long": Polygon([(100, 30), (200, 30), (200, 90), (100, 90)]),
        "bit": Polygon([(100, 90), (200, 90), (200, 100), (100, 100)]),
    }
    shapes["mid"] = Polygon([(0, 0), (100, 0), (100, 30), (100, 90), (100, 100), (0, 100)])
    east = four_bounds(grids(shapes), land()).loc["mid", "east"]
    assert [(b.bound_id, round(b.share, 6)) for b in east] == [("long", 0.6), ("short", 0.3)]


def test_of_many_neighbours_on_a_side_the_first_three_are_named():
    knots = (0, 24, 48, 72, 100)
    shapes = {"mid": Polygon([(0, 0), *((100, y) for y in knots), (0, 100)])}
    shapes |= {f"e{n}": box(100, low, 200, high) for n, (low, high) in enumerate(pairwise(knots))}
    east = four_bounds(grids(shapes), land()).loc["mid", "east"]
    assert [bound.bound_id for bound in east] == ["e3", "e0", "e1"]


def test_a_slanting_side_faces_two_ways_and_a_grid_in_a_hole_is_enclosed():
    outer = Polygon([(0, 0), (100, 0), (0, 100)])
    ring = Polygon(
        outer.exterior.coords, [Polygon([(20, 20), (40, 20), (40, 40), (20, 40)]).exterior.coords]
    )
    rows = four_bounds(grids({"ring": ring, "in": box(20, 20, 40, 40)}), land())
    assert told(rows.loc["ring", "east"]) == told(rows.loc["ring", "north"]) == [("outer", "")]
    assert rows.loc["ring", "within"] == ("in",)
    assert {told(rows.loc["in", side])[0] for side in SIDES} == {("grid", "ring")}


def _rings(shape):
    """Rings with the shape on their left."""
    shape = shapely.geometry.polygon.orient(shape)
    return [shape.exterior, *shape.interiors]


def _shares_by_loops(shape, others, rule: AlongRule, roads) -> tuple[float, dict[str, float]]:
    """Metres that follow a road, and metres facing east by neighbour, piece by piece."""
    along, east = 0.0, {}
    for ring in _rings(shape):
        xy = list(ring.coords)
        for (ax, ay), (bx, by) in pairwise(xy):
            length = np.hypot(bx - ax, by - ay)
            pieces = max(1, int(np.ceil(length / rule.piece_m)))
            middle_of_all = LineString([(ax, ay), (bx, by)])
            owner = next((n for n, o in others.items() if middle_of_all.within(o.boundary)), "")
            east[owner] = east.get(owner, 0.0) + max(by - ay, 0.0)
            for n in range(pieces):
                at = (n + 0.5) / pieces
                spot = shapely.Point(ax + at * (bx - ax), ay + at * (by - ay))
                along += length / pieces * _follows(spot, (bx - ax, by - ay), roads, rule)
    return along, east


def _follows(spot, step, roads, rule: AlongRule) -> bool:
    for road in roads:
        xy = list(road.coords)
        for a, b in pairwise(xy):
            turn = abs(np.dot(step, np.subtract(b, a)))
            turn /= np.hypot(*step) * np.hypot(*np.subtract(b, a))
            close = LineString([a, b]).distance(spot) <= rule.tolerance_m
            if close and np.degrees(np.arccos(min(turn, 1.0))) <= rule.angle_deg:
                return True
    return False


@pytest.mark.parametrize("seed", range(4))
def test_metres_along_roads_and_facing_east_agree_with_plain_loops(seed):
    rng = np.random.default_rng(seed)
    knots = np.stack(np.meshgrid(np.arange(4) * 100.0, np.arange(4) * 100.0), axis=-1)
    knots[1:-1, 1:-1] += rng.uniform(-30, 30, (2, 2, 2))
    shapes = {
        f"g{r}{c}": Polygon(knots[[r, r, r + 1, r + 1], [c, c + 1, c + 1, c]])
        for r in range(3)
        for c in range(3)
    }
    roads = [rng.uniform(0, 300, (5, 2)) for _ in range(6)]
    rule = AlongRule(tolerance_m=12.0)
    ground = land(
        [(f"r{n}", f"路{n}", xy.tolist()) for n, xy in enumerate(roads)], tolerance_m=12.0
    )
    trace = ground.trace(grids(shapes).geometry.to_numpy())
    facing = across(grids(shapes).geometry.to_numpy())[
        segment_numbers(trace, grids(shapes).geometry.to_numpy())
    ]
    names = list(shapes)
    for row, (name, shape) in enumerate(shapes.items()):
        mine = trace.owner == row
        others = {key: other for key, other in shapes.items() if key != name}
        along, east = _shares_by_loops(shape, others, rule, [LineString(xy) for xy in roads])
        assert trace.metres[mine & trace.followed()].sum() == pytest.approx(along, abs=1e-6)
        for other, metres in east.items():
            where = mine & (facing == (names.index(other) if other else -1))
            assert np.maximum(trace.step[where, 1], 0).sum() == pytest.approx(metres, abs=1e-6)


def test_a_ridge_is_followed_where_the_ground_falls_on_both_sides_and_nowhere_else():
    columns = np.mgrid[0:41, 0:41][1]
    roof = 500.0 - 0.3 * 10 * np.abs(columns - 20)  # a ridge from south to north in the middle
    terrain = Terrain(
        roof.astype(np.float32), west=-205, north=205, cell_x_m=10, cell_y_m=10,
        crs=CRS.from_epsg(4544),
    )  # fmt: skip
    shapes = {"west": box(-100, -50, 0, 50), "east": box(0, -50, 100, 50)}
    trace = land(terrain=terrain).trace(grids(shapes).geometry.to_numpy())
    on = trace.line["ridge"] >= 0
    assert trace.metres[on & (trace.owner == 0)].sum() == pytest.approx(100)
    assert (np.abs(trace.step[on, 0]) < 1e-9).all()
    flat = Terrain(np.full((41, 41), 7, np.float32), -205, 205, 10, 10, CRS.from_epsg(4544))
    assert not land(terrain=flat).trace(grids(shapes).geometry.to_numpy()).followed().any()


def test_what_is_remembered_of_a_shape_is_what_would_be_found_anew(tiny_area):
    roads = {"road": tiny_area.roads, "stream": tiny_area.streams}
    rule = AlongRule(tolerance_m=260)  # the roads run through the middle of the grids
    warm = Land(roads, tiny_area.terrain, rule)
    warm.trace(tiny_area.grids.geometry.to_numpy()[2:])
    again = warm.trace(tiny_area.grids.geometry.to_numpy())
    fresh = Land(roads, tiny_area.terrain, rule).trace(tiny_area.grids.geometry.to_numpy())
    for a, b in (
        (again.owner, fresh.owner),
        (again.step, fresh.step),
        (again.segment, fresh.segment),
    ):
        np.testing.assert_array_equal(a, b)
    for kind, found in fresh.line.items():
        np.testing.assert_array_equal(again.line[kind], found)
    assert (again.line["road"] >= 0).any()


def test_no_grids_have_no_bounds():
    assert four_bounds(grids({}), land()).empty
    with pytest.raises(ValueError, match="positive"):
        AlongRule(tolerance_m=0)
