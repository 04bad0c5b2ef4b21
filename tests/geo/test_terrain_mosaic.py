"""Tiles laid together and terrain in another system: no seam, no height out of nothing."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import CRS, Transformer

from geo.contract import InputError
from geo.terrain import Terrain, Wishes, build_terrain
from geo.terrain.mosaic import joined
from geo.terrain.tile import Tile
from geo.terrain.warp import Raster, coarser, resampled

GK, LONLAT = CRS.from_epsg(4544), CRS.from_epsg(4326)
WEST, NORTH, CELL = 429_000.0, 3_100_000.0, 30.0


def tile(heights, name="a", *, row=0, column=0, step=CELL, crs=GK, west=WEST, north=NORTH) -> Tile:
    """Tile whose first cell is a cell of the common raster."""
    return Tile(
        name,
        np.asarray(heights, dtype=np.float32),
        west + column * step,
        north - row * step,
        step,
        step,
        crs,
    )


def bits(heights: np.ndarray) -> list[list[int]]:
    return heights.view(np.int32).tolist()


@settings(max_examples=60)
@given(st.integers(0, 10_000), st.integers(4, 30), st.integers(4, 30), st.integers(0, 2), st.data())
def test_a_raster_cut_into_tiles_is_put_together_to_the_last_bit(seed, rows, columns, shared, data):
    """Four tiles that overlap by `shared` rows and columns, in any order, voids and all."""
    rng = np.random.default_rng(seed)
    whole = rng.uniform(-100, 4000, (rows, columns)).astype(np.float32)
    whole[rng.random(whole.shape) < 0.2] = np.nan
    across = data.draw(st.integers(2, columns - 2))
    down = data.draw(st.integers(2, rows - 2))
    tiles = [
        tile(whole[r, c], name, row=r.start, column=c.start)
        for name, r, c in (
            ("p", slice(0, min(down + shared, rows)), slice(0, min(across + shared, columns))),
            ("q", slice(0, min(down + shared, rows)), slice(across, columns)),
            ("r", slice(down, rows), slice(0, min(across + shared, columns))),
            ("s", slice(down, rows), slice(across, columns)),
        )
    ]
    made, seams = joined(data.draw(st.permutations(tiles)))
    assert bits(made.heights) == bits(np.where(np.isnan(whole), np.float32(np.nan), whole))
    assert made.bounds == tile(whole).bounds
    assert seams.differing_cells == seams.uncovered_cells == 0
    if shared == 0:
        assert seams.shared_cells == 0


def test_edges_that_disagree_are_counted_and_measured_and_the_first_name_counts():
    left, right = np.full((3, 3), 100.0), np.full((3, 3), 100.0)
    right[1, 0] = 103.5
    for order in ((0, 1), (1, 0)):
        tiles = [tile(left, "a"), tile(right, "b", column=2)]
        made, seams = joined([tiles[i] for i in order])
        assert (seams.shared_cells, seams.differing_cells, seams.most_m) == (3, 1, 3.5)
        assert made.heights[1, 2] == 100


def test_a_void_of_one_tile_is_filled_by_its_neighbour_and_ground_between_tiles_stays_unknown():
    left = np.full((2, 2), 5.0)
    left[0, 1] = np.nan
    made, seams = joined([tile(left, "a"), tile(np.full((2, 2), 7.0), "b", column=1)])
    assert made.heights.tolist() == [[5, 7, 7], [5, 5, 7]]
    made, seams = joined([tile(left, "a"), tile(left, "b", column=3)])
    assert seams.uncovered_cells == 2
    assert np.isnan(made.heights[:, 2]).all()


@pytest.mark.parametrize(
    "other",
    [
        tile(np.ones((3, 3)), "b", column=3, step=CELL / 3, west=WEST),
        tile(np.ones((3, 3)), "b", west=WEST + 10),
        tile(np.ones((3, 3)), "b", crs=CRS.from_epsg(32648)),
    ],
)
def test_tiles_of_different_rasters_are_refused(other):
    with pytest.raises(InputError) as caught:
        joined([tile(np.ones((3, 3))), other])
    assert caught.value.code == "terrain_steps"


def written(*tiles: Tile) -> dict[str, bytes]:
    """Tiles as ASCII grids with their .prj."""
    files: dict[str, bytes] = {}
    for one in tiles:
        west, south, _, _ = one.bounds
        rows, columns = one.heights.shape
        body = "\n".join(" ".join(repr(float(v)) for v in row) for row in one.heights)
        head = f"ncols {columns}\nnrows {rows}\nxllcorner {west!r}\nyllcorner {south!r}\n"
        head += f"cellsize {one.step_x!r}\nNODATA_value -9999\n"
        files[f"{one.name}.asc"] = (head + body.replace("nan", "-9999")).encode()
        files[f"{one.name}.prj"] = one.crs.to_wkt("WKT1_ESRI").encode()
    return files


def test_tiles_of_different_cells_are_read_onto_the_coarser_raster_when_asked():
    """Two tiles that only touch, of 30 and 20 m, on one plane: no unknown line between them.

    The seam lies at 608 m, a centre of the new raster at 615 m, the first of the finer tile at
    618 m: nobody has a height there unless a tile counts up to its edge.
    """
    west = WEST + 8
    coarse = np.tile(500 + 30 * (np.arange(20) + 0.5) * 0.1, (20, 1))
    fine = np.tile(500 + (600 + 20 * (np.arange(30) + 0.5)) * 0.1, (30, 1))
    files = written(tile(coarse, "a", west=west), tile(fine, "b", step=20.0, west=west + 600))
    with pytest.raises(InputError, match=r"a\.asc and b\.asc"):
        build_terrain(files, GK)
    terrain, making = build_terrain(files, GK, wishes=Wishes(resample=True))
    assert making.together
    assert making.reprojected
    assert (terrain.cell_x_m, terrain.cell_y_m) == (30, 30)
    assert np.isfinite(terrain.heights[1:-1, 1:-1]).all()
    x = np.linspace(WEST + 60, WEST + 1140, 50)
    away = terrain.at(x, np.full(50, NORTH - 300)) - (500 + (x - west) * 0.1)
    # the outer half cell holds its height: at the seam the plane may be half a cell's rise off
    assert np.abs(away).max() <= 30 * 0.1 / 2
    assert np.median(np.abs(away)) < 1e-3


@pytest.mark.slow
@settings(max_examples=40)
@given(st.floats(-40, 40), st.floats(-40, 40), st.integers(0, 10_000))
def test_a_plane_over_longitude_and_latitude_is_read_exactly_in_metres(east, south, seed):
    rows, columns = np.mgrid[0:40, 0:40]
    step = 1 / 1200
    heights = 1500 + (east * columns + south * rows) / 8
    given_ = tile(heights, step=step, crs=LONLAT, west=104.2, north=28.2)
    raster = Raster(421_800.0, 3_119_400.0, 70.3, 81.1, 30, 20)
    read = resampled(given_, raster, GK)
    rng = np.random.default_rng(seed)
    r, c = rng.integers(0, 20, 50), rng.integers(0, 30, 50)
    x = raster.west + (c + 0.5) * raster.cell_x_m
    y = raster.north - (r + 0.5) * raster.cell_y_m
    lon, lat = Transformer.from_crs(GK, LONLAT, always_xy=True).transform(x, y)
    expected = (
        1500 + (east * ((lon - 104.2) / step - 0.5) + south * ((28.2 - lat) / step - 0.5)) / 8
    )
    known = np.isfinite(read[r, c])
    assert known.sum() > 5
    assert read[r, c][known] == pytest.approx(expected[known], abs=2e-3)


@pytest.mark.slow
@settings(max_examples=40)
@given(st.integers(0, 10_000))
def test_a_height_in_metres_never_draws_on_a_void(seed):
    """Every known cell must lie between the four known cells around it."""
    rng = np.random.default_rng(seed)
    heights = rng.uniform(0, 1000, (30, 30)).astype(np.float32)
    heights[rng.random((30, 30)) < 0.1] = np.nan
    step = 1 / 1200
    given_ = tile(heights, step=step, crs=LONLAT, west=104.2, north=28.2)
    raster = Raster(421_800.0, 3_119_400.0, 41.0, 46.0, 30, 30)
    read = resampled(given_, raster, GK)
    c, r = np.meshgrid(np.arange(30), np.arange(30))
    lon, lat = Transformer.from_crs(GK, LONLAT, always_xy=True).transform(
        raster.west + (c + 0.5) * raster.cell_x_m, raster.north - (r + 0.5) * raster.cell_y_m
    )
    row, column = (28.2 - lat) / step - 0.5, (lon - 104.2) / step - 0.5
    for i, j in np.argwhere(np.isfinite(read)):
        top, left = int(row[i, j]), int(column[i, j])
        around = heights[top : top + 2, left : left + 2]
        assert np.isfinite(around).all()
        assert around.min() - 1e-3 <= read[i, j] <= around.max() + 1e-3


def test_the_cells_of_a_reprojected_terrain_are_as_large_as_those_of_the_file():
    rows = np.mgrid[0:60, 0:60][0]
    files = written(tile(1000.0 + rows, step=1 / 1200, crs=LONLAT, west=104.2, north=28.2))
    terrain, making = build_terrain(files, GK)
    metres = 111_132.95 / 1200
    assert terrain.cell_y_m == pytest.approx(metres, rel=0.01)
    assert terrain.cell_x_m == pytest.approx(metres * np.cos(np.radians(28.2)), rel=0.01)
    assert making.reprojected
    assert making.system == "WGS 84"


def test_a_terrain_in_the_working_system_keeps_its_cells_bit_for_bit():
    heights = np.random.default_rng(1).uniform(0, 9, (12, 13)).astype(np.float32)
    terrain, making = build_terrain(written(tile(heights)), GK)
    assert bits(terrain.heights) == bits(heights)
    assert not making.reprojected


def test_only_the_ground_of_the_area_and_three_kilometres_around_it_is_kept():
    heights = np.arange(400 * 400, dtype=np.float64).reshape(400, 400) / 100
    files = written(tile(heights), tile(heights, "far", column=4000))
    within = (WEST + 6000, NORTH - 6600, WEST + 6600, NORTH - 6000)
    terrain, making = build_terrain(files, GK, within=within)
    assert making.files == ("a.asc",)
    assert making.outside == ("far.asc",)
    assert terrain.heights.shape == (224, 224)  # 20 + 2 x 100 cells, two to spare on each side
    assert terrain.at(WEST + 6015, NORTH - 6015) == pytest.approx(heights[200, 200], abs=1e-3)
    with pytest.raises(InputError) as caught:
        build_terrain(files, GK, within=(0, 0, 1, 1))
    assert caught.value.code == "terrain_outside"


def test_heights_finer_than_public_models_are_averaged_when_asked_and_never_over_a_void():
    heights = np.arange(64.0).reshape(8, 8)
    heights[0, 0] = np.nan
    files = written(tile(heights, step=10.0))
    terrain, making = build_terrain(files, GK, coarsen=True)
    assert making.coarsened == 3
    assert terrain.heights.shape == (2, 2)
    assert np.isnan(terrain.heights[0, 0])
    assert terrain.heights[1, 1] == heights[3:6, 3:6].mean()
    assert build_terrain(written(tile(heights)), GK, coarsen=True)[1].coarsened == 1
    assert build_terrain(files, GK)[1].coarsened == 1


def test_averaging_keeps_a_plane():
    rows, columns = np.mgrid[0:12, 0:12]
    plane = Terrain((rows * 2.0 + columns).astype(np.float32), WEST, NORTH, 10, 10, GK)
    large = coarser(plane, 3)
    assert large.at(WEST + 60, NORTH - 60) == pytest.approx(plane.at(WEST + 60, NORTH - 60))
