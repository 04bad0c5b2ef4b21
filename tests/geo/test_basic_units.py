"""Basic units tile the ground they were cut from, and their borders follow the land."""

import geopandas as gpd
import numpy as np
import pyproj
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import LineString, Point, box

from geo.basic_units import Cutting, basic_units, borders_between
from geo.borders import Land
from geo.coverage import prove
from geo.ridges import ridges
from geo.terrain import Terrain

CRS = "EPSG:4544"
COARSE = Cutting(cluster_m=80, smallest_m2=400, smallest_empty_m2=400)


def zones(*shapes):
    return gpd.GeoSeries(list(shapes), crs=CRS)


def land(*roads, terrain=None):
    return Land({"road": gpd.GeoDataFrame(geometry=list(roads), crs=CRS)}, terrain)


def homes(*spots):
    return np.array([Point(spot) for spot in spots], dtype=object)


def roof(height_of, *, cells=60, cell_m=30.0):
    """Terrain of `cells` x `cells` whose height is a function of metres east and north."""
    at = (np.arange(cells) + 0.5) * cell_m
    x, y = np.meshgrid(at, at[::-1])
    heights = height_of(x, y).astype(np.float32)
    return Terrain(heights, 0.0, cells * cell_m, cell_m, cell_m, pyproj.CRS(CRS))


def test_a_road_across_the_ground_cuts_it_in_two():
    """One road, no house: two halves whose only border is all natural.

    ::

        +-----+
        |  1  |
        |-----|  road, 500 m
        |  2  |
        +-----+
    """
    road = LineString([(-50, 250), (550, 250)])
    found = basic_units(zones(box(0, 0, 500, 500)), land(road), homes(), COARSE)
    assert found.pieces.area.tolist() == [125_000, 125_000]
    assert found.borders[["metres", "natural_m"]].to_numpy().tolist() == [[500, 500]]


def test_a_road_that_ends_inside_cuts_nothing():
    road = LineString([(-50, 250), (400, 250)])
    found = basic_units(zones(box(0, 0, 500, 500)), land(road), homes(), COARSE)
    assert len(found.pieces) == 1


def test_the_line_between_two_clusters_of_houses_follows_nothing():
    """Houses 40 m apart are one cluster; 300 m apart are two, cut midway."""
    spots = homes((100, 250), (140, 250), (440, 250))
    found = basic_units(zones(box(0, 0, 500, 500)), land(), spots, COARSE)
    assert found.pieces["homes"].tolist() == [2, 1]
    assert found.borders["natural_m"].tolist() == [0]
    middle = shapely.intersection(*found.pieces.geometry)
    assert middle.bounds[0] == pytest.approx(290, abs=10)


def test_a_crumb_joins_the_neighbour_it_shares_no_line_of_the_land_with():
    """A strip of 5 m between a road and an old grid's border: it goes over the border's side.

    ::

        |     road |5 m| zone border |
        |   west   | s |     east    |
    """
    road = LineString([(245, -10), (245, 510)])
    both = zones(box(0, 0, 250, 500), box(250, 0, 500, 500))
    cutting = Cutting(smallest_m2=3000, smallest_empty_m2=3000)
    land_ = land(road)
    across = basic_units(both, land_, homes(), cutting, across_zones=True)
    assert sorted(across.pieces.area) == [122_500, 127_500]
    within = basic_units(both, land_, homes(), cutting)
    assert sorted(within.pieces.area) == [125_000, 125_000]


def test_a_zone_stays_the_union_of_its_pieces():
    road = LineString([(245, -10), (245, 510)])
    both = zones(box(0, 0, 250, 500), box(250, 0, 500, 500))
    found = basic_units(both, land(road), homes((100, 100), (400, 400)), COARSE)
    for row, shape in enumerate(both):
        mine = found.pieces[found.pieces["zone"] == row].geometry.to_numpy()
        assert shapely.equals(shapely.coverage_union_all(mine), shape)


def test_a_border_beside_a_road_is_natural_and_one_across_it_is_not():
    halves = np.array([box(0, 0, 100, 100), box(100, 0, 200, 100)], dtype=object)
    beside = borders_between(halves, land(LineString([(105, -10), (105, 110)])))
    assert beside.iloc[0].tolist() == [0, 1, 100, 100]
    crossing = borders_between(halves, land(LineString([(0, 50), (200, 50)])))
    assert crossing["natural_m"].tolist() == [0]


def test_a_line_that_ends_near_a_corner_ends_in_it():
    """The ground keeps its corners: no second node 30 cm beside one."""
    road = LineString([(250.3, -10), (250.3, 510)])
    ground = shapely.Polygon([(0, 0), (250, 0), (500, 0), (500, 500), (250, 500), (0, 500)])
    found = basic_units(zones(ground), land(road), homes(), COARSE)
    assert len(found.pieces) == 2
    assert shapely.get_num_coordinates(found.outline) == shapely.get_num_coordinates(ground)


def test_pieces_are_counted_from_west_to_east_and_north_to_south():
    roads = [LineString([(-50, 250), (550, 250)]), LineString([(250, -50), (250, 550)])]
    found = basic_units(zones(box(0, 0, 500, 500)), land(*roads), homes(), COARSE)
    assert found.pieces.index.tolist() == ["b1", "b2", "b3", "b4"]
    spots = [(p.x, p.y) for p in found.pieces.centroid]
    assert spots == [(125, 375), (375, 375), (125, 125), (375, 125)]


@pytest.mark.parametrize("name", ["cluster_m", "smallest_m2", "smallest_empty_m2", "basin_m2"])
def test_sizes_must_be_positive(name):
    with pytest.raises(ValueError, match=f"{name} must be positive, got 0"):
        Cutting(**{name: 0})


SPOT = st.integers(5, 495)
ROADS = st.lists(st.tuples(SPOT, SPOT, SPOT, SPOT), max_size=6)
HOUSES = st.lists(st.tuples(SPOT, SPOT), max_size=25)


@given(ROADS, HOUSES, st.booleans())
def test_any_lines_and_houses_give_pieces_that_tile_the_ground(roads, houses, across):
    """Edge cancellation against the ground; no house lost, every piece of one part."""
    lines = [LineString([(a, -20 + b / 100), (c, d), (520, b)]) for a, b, c, d in roads]
    whole = zones(box(0, 0, 200, 500), box(200, 0, 500, 500))
    cutting = Cutting(smallest_m2=400, smallest_empty_m2=2000)
    found = basic_units(whole, land(*lines), homes(*houses), cutting, across_zones=across)
    shapes = found.pieces.geometry.to_numpy()
    assert prove(shapes, found.outline) == 0
    assert shapely.hausdorff_distance(box(0, 0, 500, 500), found.outline) < 0.001
    assert set(found.pieces.geom_type) == {"Polygon"}
    assert found.pieces["homes"].sum() == len(houses)
    least = np.where(found.pieces["homes"] > 0, 400, 2000)
    assert len(shapes) == 1 or (shapely.area(shapes) >= least).all()
    assert (found.borders["natural_m"] <= found.borders["metres"]).all()


def test_the_ridge_of_a_roof_runs_along_its_top():
    """Ground that falls east and west of x = 900 with a gutter on each side: one ridge.

    ::

        \\__/\\__/     heights from west to east
    """

    def height(x, y):
        valley = np.minimum(abs(x - 300), abs(x - 1500))
        return 100 + valley / 5 + y / 100

    found = ridges(roof(height), (400, 300, 1400, 1500), basin_m2=40_000)
    long = [line for line in found if line.length > 800]
    assert long
    assert all(abs(x - 900) <= 30 for line in long for x, _ in line.coords)


def test_level_ground_without_heights_has_no_ridge():
    def nowhere(x, y):
        del y
        return np.full(x.shape, np.nan)

    assert len(ridges(roof(nowhere), (400, 300, 1400, 1500))) == 0


def test_ridges_stay_within_the_bounds():
    def hills(x, y):
        return 200 + 60 * np.sin(x / 170) * np.cos(y / 140)

    bounds = (500.0, 500.0, 1300.0, 1300.0)
    found = ridges(roof(hills), bounds, basin_m2=10_000)
    assert len(found)
    assert shapely.covers(box(*bounds).buffer(1e-6), found).all()
