"""Files of heights: what each format means, what is unknown in it, and what is refused."""

import io
import zipfile

import numpy as np
import pytest
import rasterio
from pyproj import CRS

from geo.contract import InputError
from geo.terrain import Wishes, build_terrain, read_terrain, write_geotiff
from geo.terrain.reading import read_tiles

GK = CRS.from_epsg(4544)
ASC = """ncols 4
nrows 3
xllcorner 429000
yllcorner 3100000
cellsize 30
NODATA_value -1
11 12 13 14
21 22 23 24
31 32 33 -1
"""


def tif(heights, *, west=429_000.0, north=3_100_090.0, cell=30.0, **options) -> bytes:
    heights = np.asarray(heights)
    profile = {
        "driver": "GTiff",
        "dtype": heights.dtype,
        "count": 1,
        "height": heights.shape[0],
        "width": heights.shape[1],
        "crs": "EPSG:4544",
        "transform": rasterio.Affine(cell, 0, west, 0, -cell, north),
        **options,
    }
    tags = {key: profile.pop(key) for key in ("units", "scales", "offsets") if key in profile}
    with rasterio.MemoryFile() as file:
        with file.open(**profile) as raster:
            raster.write(heights, 1)
            for key, value in tags.items():
                setattr(raster, key, (value,))
        return bytes(file.read())


def hgt(heights: np.ndarray) -> bytes:
    return heights.astype(">i2").tobytes()


def packed(**files: bytes) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, inner in files.items():
            archive.writestr(name.replace("__", "."), inner)
    return content.getvalue()


def degree(side: int) -> np.ndarray:
    """Heights that say where they lie: rows from north to south, a void in the middle."""
    rows, columns = np.mgrid[0:side, 0:side]
    heights = (1000 + (rows + 2 * columns) * 1200 // side).astype(np.int16)
    heights[side // 2, side // 2] = -32768
    return heights


@pytest.mark.parametrize("side", [1201, 3601])
def test_an_hgt_sample_lies_on_its_degree_line_and_the_void_is_unknown(side):
    heights = degree(side)
    (tile,) = read_tiles({"N28E104.hgt": hgt(heights)}, Wishes())
    step = 1 / (side - 1)
    assert tile.bounds == pytest.approx(
        (104 - step / 2, 28 - step / 2, 105 + step / 2, 29 + step / 2)
    )
    known = np.isfinite(tile.heights)
    assert (tile.heights[known] == heights[heights > -32768]).all()
    assert np.argwhere(~known).tolist() == [[side // 2, side // 2]]


@pytest.mark.parametrize(
    ("name", "south", "west"), [("S01W070.hgt", -1, -70), ("n00e006.SRTMGL1.hgt", 0, 6)]
)
def test_the_name_of_an_hgt_says_its_hemispheres(name, south, west):
    (tile,) = read_tiles({name: hgt(degree(1201))}, Wishes())
    middle = (tile.bounds[0] + tile.bounds[2]) / 2, (tile.bounds[1] + tile.bounds[3]) / 2
    assert middle == pytest.approx((west + 0.5, south + 0.5))


@pytest.mark.parametrize("unit", ["", "m", "Metre", "米"])
def test_metres_are_metres_in_either_language(unit):
    terrain, _ = build_terrain({"t.tif": tif(HILL, units=unit)})
    assert np.nanmax(terrain.heights) == HILL.max()


def test_a_zipped_hgt_is_placed_by_the_name_inside():
    content = packed(N28E104__hgt=hgt(degree(1201)))
    (tile,) = read_tiles({"srtm download.zip": content}, Wishes())
    assert tile.bounds[0] == pytest.approx(104, abs=0.001)
    assert "N28E104.hgt" in tile.name


def test_an_ascii_grid_counts_rows_from_the_north_and_corners_from_the_south():
    (tile,) = read_tiles({"dem.asc": ASC.encode()}, Wishes(system="EPSG:4544"))
    assert tile.bounds == (429_000, 3_100_000, 429_120, 3_100_090)
    assert tile.heights[0].tolist() == [11, 12, 13, 14]
    assert np.isnan(tile.heights[2, 3])


def test_a_grid_given_by_the_centre_of_its_first_cell_lies_where_its_corner_says():
    by_centre = ASC.replace("xllcorner 429000", "xllcenter 429015").replace(
        "yllcorner 3100000", "YLLCENTER 3100015"
    )
    tiles = [
        read_tiles({"dem.asc": text.encode()}, Wishes(system="EPSG:4544"))[0]
        for text in (ASC, by_centre)
    ]
    assert tiles[0].bounds == tiles[1].bounds


def test_the_prj_beside_a_grid_counts_before_what_a_person_says(tmp_path):
    prj = GK.to_wkt("WKT1_ESRI").encode()
    (tile,) = read_tiles({"dem.asc": ASC.encode(), "dem.prj": prj}, Wishes(system="EPSG:32648"))
    assert tile.crs == GK
    (tmp_path / "dem.asc").write_text(ASC)
    (tmp_path / "dem.prj").write_bytes(prj)
    assert read_terrain(tmp_path / "dem.asc", GK).bounds == tile.bounds
    (tile,) = read_tiles({"g.zip": packed(dem__asc=ASC.encode(), dem__prj=prj)}, Wishes())
    assert tile.crs == GK


def test_a_grid_longer_than_one_mouthful_is_read_whole(monkeypatch):
    monkeypatch.setattr("geo.terrain.asc._AT_ONCE", 7)
    (tile,) = read_tiles({"dem.asc": ASC.encode()}, Wishes(system="EPSG:4544"))
    assert tile.heights[:2].tolist() == [[11, 12, 13, 14], [21, 22, 23, 24]]


SYSTEM = {"system": "EPSG:4544"}
HILL = np.full((4, 4), 500, np.int16)


def with_one(value, dtype=np.int16) -> np.ndarray:
    heights = HILL.astype(dtype)
    heights[1, 2] = value
    return heights


@pytest.mark.parametrize(
    ("heights", "options"),
    [
        (with_one(-32768), {}),
        (with_one(-9999), {}),
        (with_one(-9999.0, np.float32), {}),
        (with_one(np.nan, np.float32), {}),
        (with_one(np.inf, np.float64), {}),
        (with_one(32767), {"nodata": 32767}),
        (with_one(-3.4028234663852886e38, np.float32), {"nodata": -3.4028234663852886e38}),
        (with_one(-1.7e308, np.float64), {"nodata": -1.7e308}),
        (with_one(65535, np.uint16), {"nodata": 65535}),
    ],
)
def test_a_cell_without_a_height_is_unknown_however_the_file_says_so(heights, options):
    terrain, _ = build_terrain({"t.tif": tif(heights, **options)})
    assert np.argwhere(np.isnan(terrain.heights)).tolist() == [[1, 2]]
    assert np.nanmin(terrain.heights) == np.nanmax(terrain.heights) == 500


def test_whether_0_is_the_sea_is_for_a_person_to_say():
    content = {"t.tif": tif(with_one(0))}
    assert np.isfinite(build_terrain(content)[0].heights).all()
    terrain, _ = build_terrain(content, wishes=Wishes(sea_unknown=True))
    assert np.argwhere(np.isnan(terrain.heights)).tolist() == [[1, 2]]


def test_scaled_heights_come_out_in_metres_and_their_marker_stays_unknown():
    content = tif(with_one(-32768) * 1, nodata=-32768, scales=0.1, offsets=100.0)
    terrain, _ = build_terrain({"t.tif": content})
    assert np.isnan(terrain.heights[1, 2])
    assert terrain.heights[0, 0] == np.float32(150)


@pytest.mark.parametrize(
    ("code", "source", "wishes"),
    [
        ("terrain_format", {"dem.img": b"x"}, {}),
        ("terrain_format", {"dem.vrt": b"<VRTDataset/>"}, {}),
        ("terrain_many", {"dem.prj": b"x"}, {}),
        ("terrain_unreadable", {"dem.tif": b"<VRTDataset rasterXSize='4'></VRTDataset>"}, {}),
        ("terrain_unreadable", {"dem.tif": b""}, {}),
        ("terrain_unreadable", {"dem.tif": tif(HILL)[:60]}, {}),
        ("terrain_unreadable", {"dem.tif": tif(HILL.astype(np.complex64))}, {}),
        ("terrain_units", {"dem.tif": tif(HILL, units="ft")}, {}),
        ("terrain_crs_missing", {"dem.asc": ASC.encode()}, {}),
        ("bad_crs", {"dem.asc": ASC.encode()}, {"system": "EPSG:1"}),
        ("terrain_unreadable", {"dem.asc": b"\x00\x01\x02"}, {}),
        (
            "terrain_unreadable",
            {"dem.asc": ASC.replace("23", "2,3").encode()},
            {"system": "EPSG:4544"},
        ),
        ("terrain_count", {"dem.asc": ASC.replace("23", "").encode()}, SYSTEM),
        ("terrain_count", {"dem.asc": (ASC + "5 5").encode()}, SYSTEM),
        ("terrain_header", {"dem.asc": ASC.replace("cellsize 30", "").encode()}, {}),
        ("terrain_header", {"dem.asc": ASC.replace("ncols 4", "ncols 4.5").encode()}, {}),
        ("terrain_header", {"dem.asc": ASC.replace("cellsize 30", "cellsize -30").encode()}, {}),
        ("terrain_size", {"dem.asc": ASC.replace("ncols 4", "ncols 99999999").encode()}, {}),
        ("terrain_name", {"tile.hgt": hgt(degree(1201))}, {}),
        ("terrain_name", {"N95E104.hgt": hgt(degree(1201))}, {}),
        ("terrain_hgt_size", {"N28E104.hgt": b"\0" * 1000}, {}),
        ("terrain_heights", {"N28E104.hgt": hgt(np.full((1201, 1201), -32768))}, {}),
        ("terrain_crs", {"N28E104.hgt": hgt(degree(1201))}, {}),
        ("terrain_zip", {"dem.zip": packed(readme__md=b"x")}, {}),
        ("bad_zip", {"dem.zip": b"PK\3\4 broken"}, {}),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_by_its_own_sentence(code, source, wishes):
    with pytest.raises(InputError) as caught:
        build_terrain(source, wishes=Wishes(**wishes))
    assert caught.value.code == code
    assert str(caught.value).count("\n") == 0


def test_too_many_cells_are_refused_before_they_are_read(monkeypatch):
    monkeypatch.setattr("geo.terrain.tile.MAX_CELLS", 15)
    for source in ({"t.tif": tif(HILL)}, {"t.asc": ASC.replace("nrows 3", "nrows 9").encode()}):
        with pytest.raises(InputError) as caught:
            build_terrain(source, wishes=Wishes(system="EPSG:4544"))
        assert caught.value.code == "terrain_size"


def test_terrain_written_and_read_again_is_the_same_to_the_last_bit():
    heights = np.random.default_rng(5).uniform(400, 2000, (7, 9)).astype(np.float32)
    heights[3, 4] = np.nan
    terrain, _ = build_terrain({"t.tif": tif(heights)}, "EPSG:4544")
    again, _ = build_terrain({"kept.tif": write_geotiff(terrain)}, "EPSG:4544")
    assert (again.heights.view(np.int32) == terrain.heights.view(np.int32)).all()
    assert again.bounds == terrain.bounds


def test_a_grid_without_a_cell_size_is_told_so_in_the_usual_word() -> None:
    with pytest.raises(InputError) as told:
        build_terrain({"dem.asc": ASC.replace("cellsize 30", "").encode()})
    assert told.value.facts["key"] == "cellsize"


def test_a_zip_with_contours_is_told_to_hold_no_heights():
    content = packed(dgx__shp=b"lines", dgx__dbf=b"heights", dgx__shx=b"index")
    with pytest.raises(InputError) as refused:
        build_terrain({"dgx.zip": content}, "EPSG:4544")
    assert refused.value.code == "terrain_zip"
