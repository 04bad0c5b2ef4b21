"""A GeoPackage holds what it was given: ids as text, shapes to the bit, readable in QGIS."""

import os
import sqlite3
from contextlib import closing
from xml.etree import ElementTree

import geopandas as gpd
import pandas as pd
import pyogrio
import pytest
import shapely
from shapely.geometry import LineString, MultiPolygon, Point, box

from geo.coverage import certify
from geo.export import write_geopackage
from geo.load import read_polygons
from geo.schema import InputError

CRS = "EPSG:4544"


def query(path, sql):
    with closing(sqlite3.connect(path)) as database:
        return database.execute(sql).fetchall()


def dump(path):
    with closing(sqlite3.connect(path)) as database:
        return [line for line in database.iterdump() if "gpkg_ogr_contents" not in line]


def ground(area):
    names = ("units", "grids", "places", "sites", "roads", "streams", "buildings", "poles")
    return {name: getattr(area, name) for name in names} | {"crews": area.crews}


def test_a_layer_comes_back_as_it_went_in(tiny_area, tmp_path):
    path = tmp_path / "盐津 area.gpkg"
    write_geopackage(path, ground(tiny_area), stamp="tiny 2025-01-01")
    assert {name for name, _ in pyogrio.list_layers(path)} == {*ground(tiny_area), "layer_styles"}
    back = gpd.read_file(path, layer="grids").set_index("grid_id")
    assert list(back.index) == list(tiny_area.grids.index)
    assert list(back.unit_code) == list(tiny_area.grids.unit_code)
    assert back.crs == tiny_area.crs
    ours, theirs = tiny_area.grids.geometry.to_numpy(), back.geometry.to_numpy()
    assert shapely.equals_exact(ours, theirs).all()
    assert list(gpd.read_file(path, layer="units").name_zh) == list(tiny_area.units.name_zh)


def test_the_file_is_of_a_version_that_older_programs_read(tiny_area, tmp_path):
    path = tmp_path / "area.gpkg"
    write_geopackage(path, ground(tiny_area))
    assert query(path, "PRAGMA user_version") == [(10200,)]


def test_a_written_grid_set_is_certified_again_from_the_file(tiny_area, tmp_path):
    path = tmp_path / "a.gpkg"
    write_geopackage(path, ground(tiny_area))
    grids = read_polygons(path, layer="grids")
    units = read_polygons(path, layer="units", crs=grids.crs)
    assert certify(grids, tiny_area.boundary, units=units).ok


def test_codes_with_leading_zeros_stay_text(tmp_path):
    frame = gpd.GeoDataFrame({"code": ["007", None]}, geometry=[Point(0, 0)] * 2, crs=CRS)
    write_geopackage(tmp_path / "a.gpkg", {"codes": frame})
    assert query(tmp_path / "a.gpkg", "SELECT code, typeof(code) FROM codes") == [
        ("007", "text"),
        (None, "null"),
    ]


@pytest.mark.parametrize("name", ["fid", "FID"])
def test_a_column_named_like_the_key_of_rows_is_kept_through_many_trips(name, tmp_path):
    path, columns = tmp_path / "a.gpkg", {name: [7, 7], "row_fid": ["x", "y"]}
    shapes = [box(x, 3110000, x + 99, 3110099) for x in (430000, 430099)]
    frame = gpd.GeoDataFrame(columns, geometry=shapes, crs=CRS)
    for _ in range(3):
        write_geopackage(path, {"rows": frame})
        frame = read_polygons(path)
    assert {column.lower() for column in frame.columns} == {"row_row_fid", "row_fid", "geometry"}
    assert list(frame["row_fid"]) == ["x", "y"]


def test_lists_numbers_and_truth_values_are_written_readably(tmp_path):
    rows = {"ids": [("b", "a")], "any": [frozenset({"z", "y"})], "count": [3], "ok": [True]}
    write_geopackage(tmp_path / "a.gpkg", {"rows": pd.DataFrame(rows)})
    assert query(tmp_path / "a.gpkg", 'SELECT ids, "any", count, ok FROM rows') == [
        ("b;a", "y;z", 3, 1)
    ]
    mixed = pd.DataFrame({"code": pd.Series([7, "08"], dtype="object")})
    write_geopackage(tmp_path / "b.gpkg", {"rows": mixed})
    assert query(tmp_path / "b.gpkg", "SELECT code, typeof(code) FROM rows") == [
        ("7", "text"),
        ("08", "text"),
    ]


def test_the_same_frames_give_the_same_content(tiny_area, tmp_path):
    for name in ("a", "b"):
        write_geopackage(tmp_path / f"{name}.gpkg", ground(tiny_area), stamp="of 2025-01-01")
    assert dump(tmp_path / "a.gpkg") == dump(tmp_path / "b.gpkg")
    changed = query(
        tmp_path / "a.gpkg", "SELECT DISTINCT description, last_change FROM gpkg_contents"
    )
    assert ("of 2025-01-01", "2025-01-01T00:00:00.000Z") in changed
    assert {row[1] for row in changed} == {"2025-01-01T00:00:00.000Z"}


def test_every_plain_layer_has_a_default_style_of_its_kind(tiny_area, tmp_path):
    path = tmp_path / "a.gpkg"
    write_geopackage(path, ground(tiny_area))
    styles = dict(query(path, "SELECT f_table_name, styleQML FROM layer_styles WHERE useAsDefault"))
    assert set(styles) == set(ground(tiny_area)) - {"crews"}
    for name, kind in (("grids", "fill"), ("roads", "line"), ("places", "marker")):
        symbol = ElementTree.fromstring(styles[name]).find(".//symbol")
        assert symbol.get("type") == kind


def test_mixed_missing_and_empty_shapes_are_written(tmp_path):
    shapes = [Point(0, 0), LineString([(0, 0), (1, 1)]), None]
    mixed = gpd.GeoDataFrame({"kind": ["a", "b", "c"]}, geometry=shapes, crs=CRS)
    units = gpd.GeoDataFrame(
        geometry=[box(0, 0, 1, 1), MultiPolygon([box(2, 0, 3, 1), box(4, 0, 5, 1)])], crs=CRS
    )
    layers = {"faults": mixed, "units": units, "none": mixed.iloc[:0]}
    write_geopackage(tmp_path / "a.gpkg", layers)
    assert gpd.read_file(tmp_path / "a.gpkg", layer="faults").geometry.isna().sum() == 1
    assert set(gpd.read_file(tmp_path / "a.gpkg", layer="units").geom_type) == {"MultiPolygon"}
    assert len(gpd.read_file(tmp_path / "a.gpkg", layer="none")) == 0


def test_a_failed_write_leaves_the_old_file_and_no_rest(tiny_area, tmp_path, monkeypatch):
    path = tmp_path / "a.gpkg"
    write_geopackage(path, {"grids": tiny_area.grids})
    before = path.read_bytes()
    write = pyogrio.write_dataframe

    def fail_on_units(rows, target, *, layer, **options):
        if layer == "units":
            raise OSError(28, "No space left on device")
        write(rows, target, layer=layer, **options)

    monkeypatch.setattr(pyogrio, "write_dataframe", fail_on_units)
    with pytest.raises(OSError, match="No space"):
        write_geopackage(path, {"grids": tiny_area.grids, "units": tiny_area.units})
    assert path.read_bytes() == before
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.gpkg"]


@pytest.mark.parametrize("name", ["Grids", "a b", "gpkg_contents", "", "x;drop", "网格"])
def test_bad_layer_names_are_refused(name, tmp_path):
    with pytest.raises(InputError) as error:
        write_geopackage(tmp_path / "a.gpkg", {name: pd.DataFrame({"a": [1]})})
    assert error.value.code == "bad_layer_name"


def test_shapes_nobody_can_place_are_refused(tmp_path):
    with pytest.raises(InputError) as error:
        write_geopackage(tmp_path / "a.gpkg", {"x": gpd.GeoDataFrame(geometry=[Point(0, 0)])})
    assert error.value.code == "no_crs"


def test_a_file_without_layers_is_refused(tmp_path):
    with pytest.raises(InputError) as error:
        write_geopackage(tmp_path / "a.gpkg", {})
    assert error.value.code == "no_layers"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_place_no_file_can_stand_at_is_an_os_error(tiny_area, tmp_path):
    folder, pipe = tmp_path / "folder", tmp_path / "pipe"
    folder.mkdir()
    os.mkfifo(pipe)
    for path in (tmp_path / "nowhere" / "a.gpkg", folder, pipe):
        with pytest.raises(OSError, match=str(path)):
            write_geopackage(path, {"units": tiny_area.units})
    assert pipe.is_fifo()
    assert {path.name for path in tmp_path.iterdir()} == {"folder", "pipe"}
