"""Heights between the cells, and what the bare ground hides."""

from pathlib import Path

import numpy as np
import pytest
import rasterio
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import CRS

from geo.schema import InputError
from geo.terrain import Terrain, clearance_m, line_of_sight, read_terrain

GK = CRS.from_epsg(4544)
WEST, NORTH, CELL = 429_000.0, 3_100_000.0, 30.0


def ground(heights) -> Terrain:
    return Terrain(np.array(heights, dtype=np.float32), WEST, NORTH, CELL, CELL, GK)


def centre(row: float, column: float) -> tuple[float, float]:
    """Place of the middle of a cell."""
    return WEST + (column + 0.5) * CELL, NORTH - (row + 0.5) * CELL


def ridge() -> Terrain:
    """Level ground at 100 m with a wall of 10 m across the middle: 100 100 110 100 100."""
    heights = np.full((5, 41), 100.0)
    heights[:, 20] = 110.0
    return ground(heights)


def tif(path: Path, heights, **options) -> Path:
    heights = np.asarray(heights)
    profile = {
        "driver": "GTiff",
        "dtype": heights.dtype,
        "count": 1,
        "height": heights.shape[-2],
        "width": heights.shape[-1],
        "crs": "EPSG:4544",
        "transform": rasterio.Affine(CELL, 0, WEST, 0, -CELL, NORTH),
        **options,
    }
    with rasterio.open(path, "w", **profile) as raster:
        for band in range(profile["count"]):
            raster.write(heights, band + 1)
    return path


@settings(max_examples=50, deadline=None)
@given(
    st.floats(-2, 2),
    st.floats(-2, 2),
    st.lists(st.tuples(st.floats(0, 9), st.floats(0, 6)), min_size=1),
)
def test_a_sloping_plane_is_read_exactly_between_the_centres(east, south, places):
    rows, columns = np.mgrid[0:10, 0:7]
    terrain = ground(500 + south * rows + east * columns)
    x, y = np.array([centre(r, c) for r, c in places]).T
    expected = [500 + south * r + east * c for r, c in places]
    assert terrain.at(x, y) == pytest.approx(expected, abs=1e-3)


def test_no_height_is_guessed_outside_the_centres_of_the_border_cells():
    terrain = ground(np.full((3, 3), 7.0))
    assert terrain.at(*centre(0, 0)) == 7.0
    assert terrain.at(*centre(2, 2)) == 7.0
    for row, column in [(-0.01, 1), (2.01, 1), (1, -0.01), (1, 2.01), (-50, 1)]:
        assert np.isnan(terrain.at(*centre(row, column)))


def test_a_void_cell_spoils_what_lies_beside_it_but_not_the_centre_of_its_neighbour():
    terrain = ground([[1, 2, np.nan], [1, 2, 3], [1, 2, 3]])
    assert terrain.at(*centre(0, 1)) == 2.0
    assert np.isnan(terrain.at(*centre(0, 1.1)))
    assert np.isnan(terrain.at(*centre(0.9, 2)))
    assert terrain.at(*centre(1, 2)) == 3.0


def test_heights_cannot_be_changed_by_a_reader():
    with pytest.raises(ValueError, match="read-only"):
        ridge().heights[0, 0] = 1


def test_a_geotiff_comes_back_as_it_was_written_with_voids_unknown(tmp_path):
    heights = np.arange(1000, 1012, dtype=np.int16).reshape(3, 4)
    heights[1, 1] = -32768
    terrain = read_terrain(tif(tmp_path / "t.tif", heights, nodata=-32768), "EPSG:4544")
    assert terrain.bounds == (WEST, NORTH - 90, WEST + 120, NORTH)
    assert np.isnan(terrain.heights[1, 1])
    assert terrain.at(*centre(2, 3)) == 1011
    assert terrain.at(*centre(0, 2)) == 1002
    assert terrain.crs == GK


def test_voids_are_known_even_when_the_file_does_not_declare_them(tmp_path):
    heights = np.full((3, 3), 900, dtype=np.int16)
    heights[0, 0] = -32768
    assert np.isnan(read_terrain(tif(tmp_path / "t.tif", heights)).heights[0, 0])


LEVEL = np.full((4, 4), 800, dtype=np.int16)


@pytest.mark.parametrize(
    ("code", "heights", "options"),
    [
        ("terrain_crs_missing", LEVEL, {"crs": None}),
        ("terrain_bands", LEVEL, {"count": 3}),
        ("terrain_size", LEVEL[:1], {}),
        ("terrain_rotated", LEVEL, {"transform": rasterio.Affine(30, 5, WEST, 0, -30, NORTH)}),
        ("terrain_rotated", LEVEL, {"transform": rasterio.Affine(30, 0, WEST, 0, 30, NORTH)}),
        ("terrain_heights", LEVEL + 20_000, {}),
        ("terrain_heights", np.full((4, 4), -32768, np.int16), {"nodata": -32768}),
    ],
)
def test_a_raster_that_cannot_be_used_is_refused_with_its_name(tmp_path, code, heights, options):
    path = tif(tmp_path / "relief.tif", heights, **options)
    with pytest.raises(InputError) as caught:
        read_terrain(path, "EPSG:4544")
    assert caught.value.code == code
    assert "relief.tif" in str(caught.value)


@pytest.mark.parametrize(
    "content",
    [b"", b"no raster", b"<VRTDataset rasterXSize='4' rasterYSize='4'></VRTDataset>"],
)
def test_whatever_is_no_geotiff_is_refused_whatever_it_is_called(tmp_path, content):
    path = tmp_path / "relief.tif"
    path.write_bytes(content)
    with pytest.raises(InputError) as caught:
        read_terrain(path)
    assert caught.value.code == "terrain_unreadable"


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(InputError, match=r"gone\.tif"):
        read_terrain(tmp_path / "gone.tif")


@pytest.mark.parametrize(
    ("pole_m", "target_m", "seen"),
    [(6, 1.5, False), (25, 1.5, True), (1.5, 25, True), (6, 6, False), (11, 11, True)],
)
def test_a_ridge_hides_what_neither_pole_nor_target_is_high_enough_to_see_over(
    pole_m, target_m, seen
):
    """Middle of the ridge: the line passes at the mean of both heights, 10 m are needed."""
    a, b = (*centre(2, 10), pole_m), (*centre(2, 30), target_m)
    assert line_of_sight(ridge(), np.array([a]), np.array([b])).tolist() == [seen]


def test_level_ground_hides_nothing_even_from_the_ground():
    terrain = ground(np.full((5, 41), 1234.0))
    a, b = np.array([[*centre(2, 1), 0.0]]), np.array([[*centre(2, 39), 0.0]])
    assert line_of_sight(terrain, a, b).all()


def test_sight_over_unknown_ground_is_not_assumed():
    heights = np.full((5, 41), 100.0)
    heights[:, 20] = np.nan
    a, b = np.array([[*centre(2, 10), 50.0]]), np.array([[*centre(2, 30), 50.0]])
    assert not line_of_sight(ground(heights), a, b).any()
    assert not line_of_sight(ridge(), a, b + np.array([1e6, 0, 0])).any()


def hills(seed: int) -> Terrain:
    rng = np.random.default_rng(seed)
    rows, columns = np.mgrid[0:40, 0:40] / 6
    parts = [
        np.sin(rows * a + b) * np.cos(columns * c + d) for a, b, c, d in rng.random((4, 4)) * 3
    ]
    return ground(800 + 15 * sum(parts))


def pairs(seed: int, count: int) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    ends = []
    for _ in range(2):
        x, y = centre(rng.uniform(0, 39, count), rng.uniform(0, 39, count))
        ends.append(np.column_stack([x, y, rng.uniform(0, 12, count)]))
    return ends[0], ends[1]


def sampled(terrain: Terrain, a, b, step: float) -> float:
    """Walk along one line and keep the least height above the ground."""
    (low, high) = (float(terrain.at(p[0], p[1])) + p[2] for p in (a, b))
    count = max(int(np.ceil(np.hypot(b[0] - a[0], b[1] - a[1]) / step)), 1)
    t = np.arange(count + 1) / count
    heights = terrain.at(a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1]))
    return float((low + t * (high - low) - heights).min())


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 10_000))
def test_no_sample_along_a_line_comes_nearer_to_the_ground_than_told(seed):
    """A fine walk comes within centimetres of the lowest point, and never below it."""
    terrain, (a, b) = hills(seed), pairs(seed, 60)
    told = clearance_m(terrain, a, b)
    walked = [sampled(terrain, p, q, CELL / 200) for p, q in zip(a, b, strict=True)]
    assert (told <= np.array(walked) + 1e-9).all()
    assert told == pytest.approx(walked, abs=CELL / 200)
    assert (line_of_sight(terrain, a, b) == (told >= -0.01)).all()
    assert (told >= -0.01).any()


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 10_000))
def test_who_sees_is_seen(seed):
    terrain, (a, b) = hills(seed), pairs(seed, 200)
    assert (line_of_sight(terrain, a, b) == line_of_sight(terrain, b, a)).all()


def test_a_crest_between_two_samples_of_half_a_cell_hides():
    """One cell 4 m high on level ground: the line passes beside its centre, within a quarter."""
    heights = np.zeros((5, 41))
    heights[2, 20] = 4.0
    a, b = (np.array([[*centre(row, column), 1.5]]) for row, column in ((1.6, 10.3), (2.5, 30.3)))
    told = float(clearance_m(ground(heights), a, b)[0])
    assert told == pytest.approx(sampled(ground(heights), a[0], b[0], CELL / 5000), abs=1e-3)
    assert told < 0


@pytest.mark.parametrize("row", [0, 2, 4])
def test_unknown_ground_beside_a_line_along_centres_does_not_count(row):
    heights = np.full((5, 41), 100.0)
    heights[[r for r in range(5) if r != row], 15] = np.nan
    a, b = (np.array([[*centre(row, column), 2.0]]) for column in (10, 30))
    assert line_of_sight(ground(heights), a, b).all()


def test_memory_limits_do_not_change_the_answer(monkeypatch):
    terrain, (a, b) = hills(3), pairs(4, 300)
    whole = line_of_sight(terrain, a, b)
    monkeypatch.setattr("geo.terrain.sight._PIECES_AT_ONCE", 500)
    assert (line_of_sight(terrain, a, b) == whole).all()
