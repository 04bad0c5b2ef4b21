"""A drawing of polygons is read in metres by its ids, or refused in one sentence."""

import json
import sqlite3
from contextlib import closing

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from shapely.geometry import MultiPolygon, Point, box

from geo.load import read_polygons
from geo.schema import InputError


def collection(*geometry, crs=None):
    features = [
        {"type": "Feature", "properties": {"grid_id": f"g{n}"}, "geometry": g}
        for n, g in enumerate(geometry, 1)
    ]
    document = {"type": "FeatureCollection", "features": features}
    return document | ({"crs": {"type": "name", "properties": {"name": crs}}} if crs else {})


def square(west=104.0, south=28.0, size=0.01):
    east, north = west + size, south + size
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def drawn(tmp_path, content, name="drawn.geojson"):
    path = tmp_path / name
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        path.write_text(content if isinstance(content, str) else json.dumps(content), "utf-8")
    return path


def test_drawn_polygons_come_in_metres_by_their_id(tmp_path):
    frame = read_polygons(drawn(tmp_path, collection(square(), square(104.01))))
    assert frame.crs == "EPSG:4544"
    assert list(frame.index) == ["g1", "g2"]
    assert frame.area.sum() == pytest.approx(2 * 983.5 * 1108, rel=0.01)
    shared = frame.geometry.iloc[0].intersection(frame.geometry.iloc[1])
    assert shared.length == pytest.approx(1108, rel=0.01)


def test_a_missing_shape_stays_as_a_row_for_the_certificate(tmp_path):
    frame = read_polygons(drawn(tmp_path, collection(square(), None)))
    assert frame.geometry.isna().tolist() == [False, True]


def test_projected_coordinates_are_taken_when_the_file_says_so(tmp_path):
    content = collection(square(430000, 3100000, 100), crs="urn:ogc:def:crs:EPSG::4544")
    assert read_polygons(drawn(tmp_path, content)).area.iloc[0] == pytest.approx(10_000)


VRT = '<OGRVRTDataSource><OGRVRTLayer name="passwd"></OGRVRTLayer></OGRVRTDataSource>'


DEEP = '{"type":"FeatureCollection","features":' + "[" * 200_000


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (VRT, "not_json"),
        (DEEP, "not_json"),
        ("", "not_json"),
        ('{"type":"FeatureCollection","features":[NaN]}', "not_json"),
        (b"\xff\xfe{}", "not_utf8"),
        ("[]", "not_features"),
        ({"type": "Topology"}, "not_features"),
        ({"type": "FeatureCollection", "features": {}}, "not_features"),
        ({"type": "FeatureCollection", "features": [3]}, "not_features"),
        (collection(), "no_features"),
        (collection(None), "no_features"),
        (collection(square(), {"type": "Point", "coordinates": [104, 28]}), "wrong_geometry"),
        (collection({"type": "Blob", "coordinates": []}), "bad_geometry"),
        (collection({"type": "Polygon", "coordinates": [[[0, 0], [1, 1]]]}), "bad_geometry"),
        (collection({"type": "Polygon", "coordinates": [[["0", "0"]] * 4]}), "bad_geometry"),
        (collection({"type": "Polygon", "coordinates": [[[0, 0], [1]] * 2]}), "bad_geometry"),
        (collection({"type": "Polygon", "coordinates": 7}), "bad_geometry"),
        (collection({"type": "Polygon"}), "bad_geometry"),
        (collection({"type": "Polygon", "coordinates": [[[True, False]] * 4]}), "bad_geometry"),
        (collection(square(28.0, 104.0)), "which_system"),  # latitude and longitude exchanged
        (collection(square(430000, 3100000, 100)), "no_crs"),  # metres, and no system named
        (collection(square(), crs="EPSG:77777777"), "bad_crs"),
        (collection(square(), crs="+proj=utm +init=/etc/passwd"), "bad_crs"),
    ],
)
def test_a_drawing_that_cannot_be_used_gets_one_sentence(tmp_path, content, code):
    with pytest.raises(InputError) as error:
        read_polygons(drawn(tmp_path, content))
    assert error.value.code == code
    assert str(error.value).startswith("drawn.geojson")
    assert "\n" not in str(error.value)


def test_the_sentence_names_the_feature(tmp_path):
    far = square()
    far["coordinates"][0][2][0] = "here"
    content = json.dumps(collection(square(), far)).replace('"here"', "1e999")
    with pytest.raises(InputError, match="feature 2") as error:
        read_polygons(drawn(tmp_path, content))
    assert error.value.code == "out_of_range"


@pytest.mark.parametrize("name", ["drawn.vrt", "drawn", "drawn.tab"])
def test_other_formats_are_refused_by_name(tmp_path, name):
    with pytest.raises(InputError) as error:
        read_polygons(drawn(tmp_path, collection(square()), name))
    assert error.value.code == "unknown_format"


def test_a_file_that_is_not_there_is_named(tmp_path):
    for name in ("no.geojson", "no.gpkg"):
        with pytest.raises(InputError, match=name) as error:
            read_polygons(tmp_path / name)
        assert error.value.code == "file_missing"


def geopackage(tmp_path, crs="EPSG:4544"):
    shapes = [
        box(430000, 3100000, 430100, 3100100),
        MultiPolygon([box(430100, 3100000, 430200, 3100100)]),
    ]
    frame = gpd.GeoDataFrame({"grid_id": ["007", "008"]}, geometry=shapes, crs=crs)
    path = tmp_path / "drawn.gpkg"
    frame.to_file(path, layer="grids", driver="GPKG", engine="pyogrio")
    return path


def test_a_geopackage_is_read_as_geopandas_reads_it(tmp_path):
    path = geopackage(tmp_path)
    frame = read_polygons(path)
    assert list(frame.index) == ["007", "008"]
    assert frame.crs == "EPSG:4544"
    usual = gpd.read_file(path)
    assert shapely.equals(frame.geometry.to_numpy(), usual.geometry.to_numpy()).all()


def test_a_geopackage_with_two_layers_asks_which(tmp_path):
    path = geopackage(tmp_path)
    gpd.GeoDataFrame(geometry=[Point(0, 0)], crs="EPSG:4544").to_file(path, layer="other")
    with pytest.raises(InputError, match="grids, other") as error:
        read_polygons(path)
    assert error.value.code == "which_layer"
    assert len(read_polygons(path, layer="grids")) == 2


def test_a_geopackage_without_a_system_is_refused(tmp_path):
    path = geopackage(tmp_path)
    with closing(sqlite3.connect(path)) as database:
        for table in ("gpkg_geometry_columns", "gpkg_contents"):
            database.execute(f"UPDATE {table} SET srs_id = -1")
        database.commit()
    with pytest.raises(InputError) as error:
        read_polygons(path)
    assert error.value.code == "no_crs"


@pytest.mark.parametrize("content", [VRT.encode(), b"", b"SQLite format 3\0" + b"x" * 4096])
def test_what_only_calls_itself_a_geopackage_is_refused(tmp_path, content):
    with pytest.raises(InputError) as error:
        read_polygons(drawn(tmp_path, content, "drawn.gpkg"))
    assert error.value.code == "not_geopackage"


def test_a_code_stays_whole_beside_a_missing_one_in_a_geopackage(tmp_path):
    ids = pd.array([520328104001001, None], dtype="Int64")
    shapes = [box(430000, 3100000, 430001, 3100001), box(430001, 3100000, 430002, 3100001)]
    path = tmp_path / "numbers.gpkg"
    gpd.GeoDataFrame({"grid_id": ids}, geometry=shapes, crs="EPSG:4544").to_file(path)
    assert list(read_polygons(path).index) == ["520328104001001", "feature 2"]


def test_a_system_nobody_knows_is_refused_by_name(tmp_path):
    path = tmp_path / "grids.gpkg"
    gpd.GeoDataFrame(geometry=[box(0, 0, 1, 1)], crs="EPSG:4544").to_file(path)
    with pytest.raises(InputError, match="banana"):
        read_polygons(path, crs="banana")
