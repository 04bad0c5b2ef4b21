"""What we write comes back to us, to GDAL and to a GB18030 reader as it was."""

import csv
import io
import warnings
import zipfile

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import pytest
import shapefile
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import LineString, MultiPoint, MultiPolygon, Point, Polygon, box

from geo.contract import InputError
from geo.export import write_geopackage, write_kml, write_shapefile_zip
from geo.formats import layers_of, read_drawing, source_of
from geo.formats.geojson import write_features
from geo.formats.write_shapefile import shapefile_zip, short_names

CRS = "EPSG:4544"
HOLED = Polygon(box(430200, 3100200, 430900, 3100900).exterior, [
    box(430300, 3100300, 430400, 3100400).exterior, box(430500, 3100500, 430600, 3100600).exterior,
])  # fmt: skip
ISLAND = box(430325, 3100325, 430375, 3100375)  # inside the first hole


@pytest.fixture
def grids():
    """Two squares, one with two holes and an island in one of them, and a row without shape."""
    columns = {
        "household_count": [3, 0, 12],
        "household_share": [0.1, np.nan, 1 / 3],
        "unit_code": ["053062320220", None, "000000000000"],
        "code20": ["12345678901234567890", "00000000000000000001", "9" * 20],
        "name_zh": ["㵲阳河网格", "𬭎", "𰻝面馆"],
        "所属村(社区)": ["落雁村", "a<b>&\"'", None],
    }
    shapes = [box(430000, 3100000, 430100.123, 3100100.456), MultiPolygon([HOLED, ISLAND]), None]
    index = pd.Index(["053062320220001", "000000000000002", "530623202203003"], name="grid_id")
    return gpd.GeoDataFrame(columns, geometry=shapes, crs=CRS, index=index)


def check_rows(frame, grids, names=None):
    """Same values in the same order: codes as text, missing as missing."""
    rows = grids.reset_index().drop(columns="geometry")
    for name in rows.columns:
        there = list(frame[(names or {}).get(name, name)])
        for ours, theirs in zip(rows[name], there, strict=True):
            if pd.isna(ours):
                assert pd.isna(theirs)
            else:
                assert theirs == ours
                assert isinstance(theirs, str) == isinstance(ours, str)


def same(ours, theirs, tolerance=0.0):
    ours, theirs = shapely.normalize(np.array(ours)), shapely.normalize(np.array(theirs))
    missing = shapely.is_missing(ours)
    assert (missing == shapely.is_missing(theirs)).all()
    singles = [
        shapely.multipolygons([s]) if s.geom_type == "Polygon" else s for s in ours[~missing]
    ]
    others = [
        shapely.multipolygons([s]) if s.geom_type == "Polygon" else s for s in theirs[~missing]
    ]
    assert shapely.equals_exact(singles, others, tolerance).all()


def fields(path):
    with zipfile.ZipFile(path) as archive:
        text = archive.read(f"{path.stem}_fields.csv").decode("utf-8-sig")
    return {row["full_name"]: row["field"] for row in csv.DictReader(io.StringIO(text))}


@pytest.mark.parametrize("encoding", ["UTF-8", "GB18030"])
def test_a_zipped_shapefile_comes_back_to_us_and_to_gdal(grids, tmp_path, encoding):
    path = tmp_path / "落雁 grids.zip"
    write_shapefile_zip(path, grids, encoding=encoding, stamp="落雁 2026-12-05")
    names = fields(path)
    assert all(short.isascii() and len(short) <= 10 for short in names.values())
    drawing = read_drawing(source_of(path))
    assert (drawing.system, drawing.notes, drawing.layer) == (CRS, (), path.stem)
    check_rows(drawing.frame, grids)  # with the full names of the list in the ZIP
    same(drawing.frame.geometry, grids.geometry)
    theirs = pyogrio.read_dataframe(f"/vsizip/{path}/{path.stem}.shp")
    assert theirs.crs == CRS
    check_rows(theirs, grids, names)
    same(theirs.geometry, grids.geometry)


def test_a_reader_told_gb18030_reads_the_gb18030_file_without_its_cpg(grids, tmp_path):
    path = tmp_path / "grids.zip"
    write_shapefile_zip(path, grids, encoding="GB18030")
    names = fields(path)
    with zipfile.ZipFile(path) as archive:
        parts = {
            n: archive.read(n) for n in archive.namelist() if n.endswith(("shp", "dbf", "shx"))
        }
    for name, content in parts.items():
        (tmp_path / name).write_bytes(content)
    theirs = pyogrio.read_dataframe(tmp_path / "grids.shp", encoding="gb18030")
    check_rows(theirs, grids, names)
    check_rows(read_drawing(parts, encoding="gb18030").frame, grids, names)


def test_pyshp_reads_the_same_file(grids, tmp_path):
    path = tmp_path / "grids.zip"
    write_shapefile_zip(path, grids)
    with zipfile.ZipFile(path) as archive:
        parts = {n[-3:]: io.BytesIO(archive.read(n)) for n in archive.namelist() if n[-4] == "."}
    with shapefile.Reader(shp=parts["shp"], shx=parts["shx"], dbf=parts["dbf"]) as reader:
        assert len(reader) == 3
        assert reader.record(0)["grid_id"] == "053062320220001"
        assert [s.shapeTypeName for s in reader.shapes()] == ["POLYGON", "POLYGON", "NULL"]
        two = shapely.geometry.shape(reader.shape(1).__geo_interface__)
    assert two.equals(grids.geometry.iloc[1])


def test_the_zip_is_the_same_every_time_and_whole_or_not_there(grids, tmp_path):
    one = shapefile_zip(grids, "grids", stamp="2026-12-05")
    assert one == shapefile_zip(grids, "grids", stamp="2026-12-05")
    path = tmp_path / "grids.zip"
    path.write_bytes(b"old")
    with pytest.raises(InputError):
        write_shapefile_zip(path, grids.set_crs(None, allow_override=True))
    assert path.read_bytes() == b"old"
    assert [file.name for file in tmp_path.iterdir()] == ["grids.zip"]
    with pytest.raises(OSError, match="gone"):
        write_shapefile_zip(tmp_path / "gone" / "grids.zip", grids)


def test_a_geopackage_comes_back_to_us_and_to_gdal(grids, tmp_path):
    path = tmp_path / "grids.gpkg"
    write_geopackage(path, {"grids": grids})
    drawing = read_drawing(source_of(path))
    assert (drawing.system, drawing.layer, drawing.notes) == (CRS, "grids", ())
    check_rows(drawing.frame, grids)
    same(drawing.frame.geometry, grids.geometry)
    check_rows(pyogrio.read_dataframe(path, layer="grids"), grids)


def test_geojson_comes_back_to_us_and_to_gdal(grids, tmp_path):
    path = tmp_path / "grids.geojson"
    degrees = grids.to_crs("EPSG:4490").iloc[:2].sort_index()
    write_features(path, degrees)
    drawing = read_drawing(source_of(path))
    assert drawing.system == "EPSG:4490"
    check_rows(drawing.frame, degrees)
    same(drawing.frame.geometry, degrees.geometry, 1e-9)
    check_rows(pyogrio.read_dataframe(path), degrees)


def test_kml_comes_back_to_us_and_to_gdal(grids, tmp_path):
    path = tmp_path / "grids.kml"
    write_kml(path, grids, name_column="name_zh", stamp="2026-12-05")
    drawing = read_drawing(source_of(path))
    assert (drawing.system, drawing.notes) == ("EPSG:4326", ())
    check_rows(drawing.frame, grids)
    assert list(drawing.frame["name"]) == list(grids["name_zh"])
    same(drawing.frame.geometry, grids.to_crs("EPSG:4326").geometry, 1e-9)
    theirs = pyogrio.read_dataframe(path)
    check_rows(theirs, grids)
    same(shapely.force_2d(theirs.geometry), drawing.frame.geometry)


@pytest.mark.parametrize(
    "shapes",
    [
        [Point(430000, 3100000), None],
        [MultiPoint([(430000, 3100000), (430001, 3100001)]), Point(430000, 3100000)],
        [LineString([(430000, 3100000), (430001, 3100001)]), None],
        [None, None],
    ],
)
def test_points_lines_and_nothing_come_back(shapes, tmp_path):
    path = tmp_path / "some.zip"
    write_shapefile_zip(path, gpd.GeoDataFrame(geometry=shapes, crs=CRS))
    back = read_drawing(source_of(path)).frame.geometry
    theirs = pyogrio.read_dataframe(f"/vsizip/{path}/some.shp").geometry
    for ours, one, two in zip(shapes, back, theirs, strict=True):
        assert (one is None and two is None) if ours is None else one.equals(ours)


@pytest.mark.parametrize(
    ("frame", "code"),
    [
        (gpd.GeoDataFrame(geometry=[Point(0, 0), box(0, 0, 1, 1)], crs=CRS), "mixed_shapes"),
        (gpd.GeoDataFrame({"a": ["网" * 85]}, geometry=[Point(0, 0)], crs=CRS), "text_too_long"),
        (gpd.GeoDataFrame(geometry=[Point(0, np.inf)], crs=CRS), "not_finite"),
        (gpd.GeoDataFrame(geometry=[Point(0, 0)]), "no_crs"),
    ],
)
def test_what_a_shapefile_cannot_hold_is_refused(frame, code, tmp_path):
    with pytest.raises(InputError) as error:
        write_shapefile_zip(tmp_path / "a.zip", frame)
    assert error.value.code == code
    assert not list(tmp_path.iterdir())


def test_kml_asks_for_a_column_that_is_there(grids, tmp_path):
    with pytest.raises(InputError) as error:
        write_kml(tmp_path / "a.kml", grids, name_column="nobody")
    assert error.value.code == "no_column"


def test_short_names_are_ascii_and_each_there_once():
    names = ["household_count", "household_share", "Household_x", "网格编码", "9", "a b", "网", ""]
    shorts = short_names(names)
    assert len({short.lower() for short in shorts}) == len(names)
    assert all(short.isascii() and 0 < len(short) <= 10 for short in shorts)
    assert shorts[:2] == ["household_", "househol_1"]


def test_a_gdal_shapefile_with_names_gdal_cannot_read_again_is_read(grids, tmp_path):
    path = tmp_path / "cut.shp"
    long = grids.rename(columns={"name_zh": "网格中文名称", "unit_code": "网格中文编码"})
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # GDAL says that it cuts the names
        long.reset_index().to_file(path, encoding="UTF-8", engine="pyogrio")
    with pytest.raises(UnicodeDecodeError):
        pyogrio.read_dataframe(path)
    drawing = read_drawing(source_of(path))
    assert [note.code for note in drawing.notes] == ["names_cut"]
    cut = [name for name in drawing.frame.columns if name.startswith("网格")]
    assert len(cut) == 2
    assert list(drawing.frame[cut[1]]) == list(grids["name_zh"])


@pytest.mark.parametrize("encoding", ["GB18030", "UTF-8"])
def test_a_shapefile_without_its_cpg_is_read_and_says_what_was_guessed(grids, tmp_path, encoding):
    path = tmp_path / "office.shp"
    office = grids.reset_index()[["grid_id", "name_zh", "geometry"]]
    office.columns = ["编码", "名称", "geometry"]
    office.to_file(path, encoding=encoding, engine="pyogrio")
    (tmp_path / "office.cpg").unlink()
    drawing = read_drawing(source_of(path))
    assert [(n.code, dict(n.facts)) for n in drawing.notes] == [
        ("encoding_guessed", {"encoding": encoding})
    ]
    assert list(drawing.frame["名称"]) == list(grids["name_zh"])


def test_a_zip_packed_on_a_chinese_windows_names_its_layers(grids, tmp_path):
    content = shapefile_zip(grids, "wg")
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(packed, "w") as target:
        for name in source.namelist():
            for copy in ("aaaa", "bbbb"):
                target.writestr(name.replace("wg", copy), source.read(name))
    raw = (
        packed.getvalue()
        .replace(b"aaaa", "网格".encode("gbk"))
        .replace(b"bbbb", "村界".encode("gbk"))
    )
    source = {"数据.zip": raw}
    assert layers_of(source) == ("网格", "村界")
    assert len(read_drawing(source, layer="村界").frame) == 3
    with pytest.raises(InputError, match="网格, 村界") as error:
        read_drawing(source)
    assert error.value.code == "which_layer"


@given(
    st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=60))
)
@settings(deadline=None, max_examples=40)
@pytest.mark.parametrize("encoding", ["UTF-8", "GB18030"])
def test_any_text_survives_a_shapefile(encoding, texts):
    texts = [text.rstrip(" ")[:60] for text in texts]
    frame = gpd.GeoDataFrame({"t": texts}, geometry=[Point(0, 0)] * len(texts), crs=CRS)
    frame = frame.astype({"t": "object"})
    back = read_drawing({"a.zip": shapefile_zip(frame, "a", encoding=encoding)}).frame["t"]
    assert list(back) == [text or None for text in texts]
