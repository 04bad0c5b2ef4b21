"""Slopes of roads: both ways, over voids, by class; and the figures of Andorra."""

from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import CRS, Transformer

from geo.roads import network_from_lines, read_osm_roads
from geo.slopes import edge_slopes, grade_table, known_pieces, net_grades, weighted_quantiles
from geo.speeds import Profile
from geo.terrain import FINER_M, Terrain, Wishes, build_terrain, read_terrain
from geo.terrain.between import bilinear
from geo.terrain.reading import read_tiles
from geo.ways import ways

GK = CRS.from_epsg(4544)
WEST, NORTH, CELL = 429_000.0, 3_100_000.0, 30.0
ROOT = Path(__file__).resolve().parents[2]
ANDORRA = ROOT.parent / "shared" / "data" / "andorra"


def ground(heights) -> Terrain:
    return Terrain(np.asarray(heights, dtype=np.float32), WEST, NORTH, CELL, CELL, GK)


def roads(*lines, road_class="village", **columns) -> gpd.GeoDataFrame:
    n = len(lines)
    return gpd.GeoDataFrame(
        {
            "road_class": [road_class] * n if isinstance(road_class, str) else road_class,
            "bridge": [False] * n,
            "oneway": [False] * n,
            **columns,
        },
        index=[f"r{i}" for i in range(n)],
        geometry=[shapely.LineString(line) for line in lines],
        crs=GK,
    )


def hills(seed: int, voids: float = 0.0) -> Terrain:
    rng = np.random.default_rng(seed)
    heights = rng.uniform(500, 620, (40, 40))
    heights[rng.random(heights.shape) < voids] = np.nan
    return ground(heights)


def walk(seed: int) -> np.ndarray:
    """Line of a few corners well inside the raster."""
    rng = np.random.default_rng(seed + 1)
    return np.column_stack(
        [WEST + rng.uniform(60, 1100, 6), NORTH - rng.uniform(60, 1100, 6)]
    ).round(3)


@settings(max_examples=40)
@given(st.integers(0, 10_000))
def test_up_and_down_swap_when_a_line_is_drawn_the_other_way_round(seed):
    line, terrain = walk(seed), hills(seed)
    there = network_from_lines(roads(line), terrain=terrain)
    back = network_from_lines(roads(line[::-1]), terrain=terrain)
    a, b = there.edges.iloc[0], back.edges.iloc[0]
    assert a["climb_m"] == pytest.approx(b["descent_m"], abs=1e-6)
    assert a["descent_m"] == pytest.approx(b["climb_m"], abs=1e-6)
    s, t = edge_slopes(there).iloc[0], edge_slopes(back).iloc[0]
    assert s["net"] == pytest.approx(-t["net"], abs=1e-9)
    assert (s["along"], s["steepest"]) == pytest.approx((t["along"], t["steepest"]), abs=1e-6)


@settings(max_examples=40)
@given(st.integers(0, 10_000), st.floats(0.02, 0.6))
def test_a_climb_never_contains_a_void(seed, share):
    """Heights lie within 120 m: a void taken for a height would climb far more than that."""
    terrain = hills(seed, share)
    network = network_from_lines(roads(walk(seed)), terrain=terrain)
    assert np.isfinite(network.piece_rise_m).all()
    assert np.abs(network.piece_rise_m).max() <= 120
    edge, length = network.piece_edge, network.piece_m
    start = np.cumsum(length) - length
    spots = [
        shapely.line_interpolate_point(network.geometry[edge], at) for at in (start, start + length)
    ]
    ends = [terrain.at(*shapely.get_coordinates(spot).T) for spot in spots]
    unknown = np.isnan(ends[0]) | np.isnan(ends[1])
    assert (network.piece_rise_m[unknown] == 0).all()
    assert network.piece_rise_m[~unknown] == pytest.approx((ends[1] - ends[0])[~unknown], abs=1e-6)


@settings(max_examples=40)
@given(st.integers(-8, 8), st.integers(-8, 8), st.integers(0, 10_000))
def test_a_plane_of_heights_is_read_exactly_at_every_eighth_of_a_cell(east, south, seed):
    """Eighths and whole metres are exact in binary, so no tolerance is needed."""
    rows, columns = np.mgrid[0:30, 0:30]
    heights = (1000 + south * rows + east * columns).astype(np.float32)
    rng = np.random.default_rng(seed)
    row, column = rng.integers(0, 8 * 29 + 1, (2, 200)) / 8
    assert (bilinear(heights, row, column) == 1000 + south * row + east * column).all()


def test_a_steady_climb_has_one_slope_whichever_way_it_is_asked():
    terrain = ground(np.tile(500 + 3.0 * np.arange(40), (40, 1)))
    line = [(WEST + 105, NORTH - 500), (WEST + 945, NORTH - 500)]
    network = network_from_lines(roads(line), terrain=terrain)
    assert edge_slopes(network).iloc[0].to_list() == pytest.approx([0.1, 0.1, 0.1])
    table = grade_table(network, terrain)
    assert table.loc["village"].to_list() == pytest.approx([0.84, 0.84, 0.1, 0.1, 0.1])
    heights = terrain.at(*network.node_xy.T)
    assert net_grades(network, heights) == pytest.approx([0.1, 0.1])
    assert len(net_grades(network, heights, least_m=841)) == 0


def test_road_over_unknown_ground_is_counted_apart_and_sets_no_grade():
    heights = np.tile(500 + 3.0 * np.arange(40), (40, 1))
    heights[:, 20:] = np.nan
    line = [(WEST + 105, NORTH - 500), (WEST + 1095, NORTH - 500)]
    network = network_from_lines(roads(line), terrain=ground(heights))
    table = grade_table(network, ground(heights))
    assert table.loc["village", "km"] == pytest.approx(0.99)
    assert table.loc["village", "known_km"] == pytest.approx(0.48, abs=0.04)
    assert table.loc["village", "median"] == pytest.approx(0.1)
    assert known_pieces(network, ground(heights)).sum() < len(network.piece_m)


def test_half_of_the_length_is_steeper_than_the_median():
    assert weighted_quantiles(np.array([0.3, 0.1, 0.2]), np.array([10, 80, 10.0]), (0.5, 0.95)) == (
        0.1,
        0.3,
    )
    assert all(np.isnan(weighted_quantiles(np.array([]), np.array([]), (0.5, 0.95))))


@pytest.fixture(scope="module")
def content() -> bytes:
    if not ANDORRA.is_dir():
        pytest.skip("the extract of Andorra is not on this machine")
    return (ANDORRA / "andorra_srtm3_clip.tif").read_bytes()


@pytest.fixture(scope="module")
def terrain(content) -> Terrain:
    return build_terrain({"andorra.tif": content}, "EPSG:32631")[0]


@pytest.fixture(scope="module")
def network(terrain):
    path = ANDORRA / "andorra_2013_lite.osm.bz2"
    plain = read_osm_roads(path, "EPSG:32631", plain=True)  # from junction to junction
    return network_from_lines(plain, terrain=terrain)


def test_all_andorran_road_nodes_but_one_lie_inside_the_terrain(network, terrain):
    assert len(network.node_xy) == 1864
    assert terrain.holds(*network.node_xy.T).sum() == 1863


def test_no_andorran_void_is_a_height_anywhere(network, terrain):
    assert np.nanmin(terrain.heights) > 800
    assert np.isnan(terrain.heights).any()
    assert np.abs(network.piece_rise_m).max() < 100
    assert (network.edges[["climb_m", "descent_m"]].to_numpy() < 2000).all()


def test_median_grade_of_andorra_is_6_9_and_p95_24_5_percent(network, content):
    """Height of the cell each junction lies in; directed edges of 50 m and more, end to end."""
    (tile,) = read_tiles({"andorra.tif": content}, Wishes())
    to = Transformer.from_crs("EPSG:32631", tile.crs, always_xy=True)
    lon, lat = to.transform(*network.node_xy.T)
    row = np.floor((tile.north - lat) / tile.step_y).astype(int)
    column = np.floor((lon - tile.west) / tile.step_x).astype(int)
    rows, columns = tile.heights.shape
    inside = (row >= 0) & (row < rows) & (column >= 0) & (column < columns)
    assert inside.sum() == 1863
    heights = np.full(len(row), np.nan)
    heights[inside] = tile.heights[row[inside], column[inside]]
    grades = net_grades(network, heights)
    assert np.percentile(grades, 50) == pytest.approx(0.069, abs=0.0005)
    assert np.percentile(grades, 95) == pytest.approx(0.245, abs=0.001)


def test_what_the_program_uses_is_smoother_than_the_cells(network, terrain):
    """Bilinear twice: once to metres, once between the cells."""
    grades = net_grades(network, terrain.at(*network.node_xy.T))
    assert np.percentile(grades, [50, 95]) == pytest.approx([0.065, 0.210], abs=0.002)


def test_walking_uphill_in_andorra_takes_longer_than_down(network):
    way = ways(network, Profile("foot"), frozenset())
    steep = edge_slopes(network)["net"].to_numpy() > 0.1
    up, down = way.costs.edge_s[:, steep]
    assert (up > down).mean() > 0.9


def test_the_terrain_that_is_shipped_is_no_finer_than_public_open_models():
    terrain = read_terrain(ROOT / "data" / "boundaries" / "terrain.tif", "EPSG:4544")
    assert (terrain.cell_x_m, terrain.cell_y_m) == (30.0, 30.0)
    assert min(terrain.cell_x_m, terrain.cell_y_m) >= FINER_M
    rasters = [
        path for path in ROOT.rglob("*") if path.suffix.lower() in (".tif", ".tiff", ".hgt", ".asc")
    ]
    kept = [path for path in rasters if "store" not in path.parts and ".peers" not in path.parts]
    assert [path.name for path in kept] == ["terrain.tif"]


def test_the_ground_of_luoyan_holds_every_road_node():
    terrain = read_terrain(ROOT / "data" / "boundaries" / "terrain.tif", "EPSG:4544")
    frame = gpd.read_file(ROOT / "data" / "boundaries" / "roads.geojson").to_crs(4544)
    xy = shapely.get_coordinates(frame.geometry.to_numpy())
    assert np.isfinite(terrain.at(*xy.T)).all()
    assert terrain.holds(*xy.T).all()
