"""The import command on files as other offices write them: read right, certified the same."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import ezdxf
import geopandas as gpd
import numpy as np
import openpyxl
import pytest
import shapefile
import shapely
from pyproj import Transformer

from geo.coverage import certify
from geo.formats.geojson import read_features
from geo.formats.geopackage import read_layer
from geo.intake.datum import from_wgs84
from geo.intake.drawings import read_polygons
from planner.__main__ import main

ABROAD = Path(__file__).parents[1] / "data" / "examples" / "liechtenstein"
AREA = Path(__file__).parents[1] / "data" / "boundaries"


@pytest.fixture(scope="module")
def luoyan():
    """Grids of one village of Luoyan in degrees, the units and the places."""
    grids, units, places = (
        read_features(AREA / f"{name}.geojson") for name in ("grids", "units", "places")
    )
    return grids, units, places


@pytest.fixture(scope="module")
def proof(luoyan):
    """What the certificate of the drawing itself says."""
    return certificate(AREA / "grids.geojson")


def certificate(path):
    units = read_polygons(AREA / "units.geojson", crs="EPSG:4544")
    boundary = shapely.union_all(units.geometry.to_numpy())
    return certify(read_polygons(path, crs="EPSG:4544"), boundary, units=units)


def shifted(shapes, system):
    """Shapes of degrees in the numbers of another system."""
    if system in {"GCJ-02", "BD-09"}:
        return shapely.transform(np.array(shapes), lambda xy: from_wgs84(xy, system))
    way = Transformer.from_crs("EPSG:4490", system, always_xy=True)
    decimals = 9 if system == "EPSG:4490" else 3
    return shapely.transform(
        np.array(shapes), lambda xy: np.round(np.column_stack(way.transform(*xy.T)), decimals)
    )


def shapefile_zip(path, frame, system):
    """Write GBK, Chinese field names, neither .cpg nor .prj, as an old office GIS does."""
    parts = {ending: io.BytesIO() for ending in ("shp", "shx", "dbf")}
    with shapefile.Writer(**parts, shapeType=shapefile.POLYGON, encoding="gbk") as writer:
        writer.field("网格编码", "C", 15)
        writer.field("网格名称", "C", 60)
        writer.field("类型", "C", 20)
        writer.field("村代码", "C", 12)
        writer.field("户主姓名", "C", 20)
        for (_, row), shape in zip(frame.iterrows(), shifted(frame.geometry, system), strict=True):
            kind = {"base": "基础网格", "special": "专属网格"}[row["kind"]]
            writer.record(row["grid_id"], row["name_zh"], kind, row["unit_code"], "张三")
            turned = shapely.orient_polygons(shape, exterior_cw=True)
            writer.shape(shapely.geometry.mapping(turned))
    with zipfile.ZipFile(path, "w") as packed:
        for ending, part in parts.items():
            packed.writestr(f"网格.{ending}", part.getvalue())
    return path


def kml_ring(side, ring):
    numbers = " ".join(f"{x:.12f},{y:.12f},0" for x, y in ring.coords)
    line = f"<LinearRing><coordinates>{numbers}</coordinates></LinearRing>"
    return f"<{side}BoundaryIs>{line}</{side}BoundaryIs>"


def ovkml(path, frame):
    """Write placemarks in GCJ-02, one a grid, as Ovital does."""
    marks = []
    for (_, row), shape in zip(frame.iterrows(), shifted(frame.geometry, "GCJ-02"), strict=True):
        rings = [kml_ring("outer", shape.exterior)]
        rings += [kml_ring("inner", ring) for ring in shape.interiors]
        data = "".join(
            f"<Data name='{name}'><value>{row[name]}</value></Data>"
            for name in ("grid_id", "kind", "unit_code")
        )
        marks.append(
            f"<Placemark><name>{row['name_zh']}</name><ExtendedData>{data}</ExtendedData>"
            f"<Polygon>{''.join(rings)}</Polygon></Placemark>"
        )
    head = "<kml xmlns='http://www.opengis.net/kml/2.2'><Document>"
    path.write_text(f"{head}{''.join(marks)}</Document></kml>", encoding="utf-8")
    return path


def dxf(path, frame, system):
    """Write closed lines and a text inside each."""
    document = ezdxf.new()
    space = document.modelspace()
    for (_, row), shape in zip(frame.iterrows(), shifted(frame.geometry, system), strict=True):
        space.add_lwpolyline(list(shape.exterior.coords)[:-1], close=True)
        spot = shape.representative_point()
        space.add_text(row["grid_id"], height=5).set_placement((spot.x, spot.y))
    document.saveas(path)
    return path


def run(capsys, *words):
    status = main([*map(str, words), "--lang", "en"])
    told = capsys.readouterr()
    return status, told.out + told.err


@pytest.mark.parametrize(
    ("system", "ending"),
    [
        ("EPSG:4544", "geojson"),
        ("EPSG:4523", "zip"),
        ("EPSG:4490", "gpkg"),
        ("GCJ-02", "gpkg"),
        ("BD-09", "geojson"),
    ],
)
def test_a_gbk_shapefile_without_cpg_and_prj_is_certified_like_the_original(
    luoyan, proof, tmp_path, capsys, system, ending
):
    source = shapefile_zip(tmp_path / "old.zip", luoyan[0], system)
    out = tmp_path / f"grids.{ending}"
    status, told = run(capsys, "import", source, "--near", AREA, "--out", out)
    assert status == 0, told
    assert "户主姓名" in told  # named among the columns not taken
    imported = certificate(out)
    assert imported.ok
    assert imported.grid_count == proof.grid_count
    rel = 1e-5 if system in {"GCJ-02", "BD-09"} else 1e-6
    assert imported.area_m2 == pytest.approx(proof.area_m2, rel=rel)
    assert "张三" not in out.read_bytes().decode("utf-8", errors="replace")


def test_the_columns_come_in_under_our_names(luoyan, tmp_path, capsys):
    source = shapefile_zip(tmp_path / "old.zip", luoyan[0], "EPSG:4544")
    out = tmp_path / "grids.gpkg"
    assert run(capsys, "import", source, "--near", AREA, "--out", out)[0] == 0
    frame = read_layer(out, "grids").set_index("grid_id").sort_index()
    meant = luoyan[0].set_index("grid_id").sort_index()
    for name in ("name_zh", "kind", "unit_code"):
        assert frame[name].tolist() == meant[name].tolist()
    assert frame.crs == "EPSG:4544"


def test_an_ovkml_is_gcj02_by_its_ending_and_comes_back_to_the_metre(
    luoyan, proof, tmp_path, capsys
):
    out = tmp_path / "grids.geojson"
    source = ovkml(tmp_path / "奥维.ovkml", luoyan[0])
    status, told = run(capsys, "import", source, "--near", AREA, "--out", out)
    assert status == 0, told
    assert "GCJ-02 (Amap, Tencent, Ovital) (the file says so)" in told
    imported = certificate(out)
    assert imported.ok
    assert imported.area_m2 == pytest.approx(proof.area_m2, rel=1e-5)


def test_a_dxf_with_zone_numbers_becomes_the_same_grids(luoyan, proof, tmp_path, capsys):
    source = dxf(tmp_path / "界线.dxf", luoyan[0], "EPSG:4523")
    out = tmp_path / "grids.gpkg"
    status, told = run(capsys, "import", source, "--near", AREA, "--out", out)
    assert status == 0, told
    assert "3-degree zone 35, number before the easting" in told
    frame = read_polygons(out)
    assert sorted(frame.index) == sorted(luoyan[0]["grid_id"])
    imported = certify(frame.to_crs("EPSG:4544"), certificate_boundary())
    assert imported.grid_count == proof.grid_count
    assert frame.area.sum() == pytest.approx(proof.area_m2, rel=1e-6)


def certificate_boundary():
    units = read_polygons(AREA / "units.geojson", crs="EPSG:4544")
    return shapely.union_all(units.geometry.to_numpy())


def survey_sheet(path, places):
    """Write a survey table: X is the northing, Y the easting with the number of its zone."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["居民点编码", "居民点名称", "户数", "人口", "X", "Y", "联系电话"])
    points = shifted(places.geometry, "EPSG:4523")
    for (_, row), point in zip(places.iterrows(), points, strict=True):
        people = [row["household_count"], row["population_count"]]
        sheet.append([row["place_id"], row["name_zh"], *people, point.y, point.x, "130"])
    book.save(path)
    return path


def test_a_survey_table_with_x_to_the_north_lands_on_its_places(luoyan, tmp_path, capsys):
    source = survey_sheet(tmp_path / "成果表.xlsx", luoyan[2])
    out = tmp_path / "places.geojson"
    status, told = run(capsys, "import", source, "--near", AREA, "--as", "places", "--out", out)
    assert status == 0, told
    frame = read_features(out).set_index("place_id").to_crs("EPSG:4544")
    meant = luoyan[2].set_index("place_id").to_crs("EPSG:4544").loc[frame.index]
    assert frame.geometry.distance(meant.geometry).max() < 0.002
    assert frame["household_count"].tolist() == meant["household_count"].tolist()
    assert not any("电话" in str(name) for name in frame.columns)


def csv_table(path, places, system):
    rows = ["编码,名称,经度,纬度"]
    for (_, row), point in zip(places.iterrows(), shifted(places.geometry, system), strict=True):
        rows.append(f"{row['place_id']},{row['name_zh']},{point.x:.9f},{point.y:.9f}")
    path.write_text("\n".join(rows), encoding="gb18030")
    return path


def test_points_too_close_to_call_are_asked_about_and_then_named(luoyan, tmp_path, capsys):
    source = csv_table(tmp_path / "百度.csv", luoyan[2], "BD-09")
    out = tmp_path / "places.geojson"
    words = ("import", source, "--near", AREA, "--out", out)
    status, told = run(capsys, *words)
    assert status == 2
    assert "--system" in told
    assert not out.exists()
    assert run(capsys, *words, "--system", "bd09")[0] == 0
    frame = read_features(out).set_index("place_id").to_crs("EPSG:4544")
    meant = luoyan[2].set_index("place_id").to_crs("EPSG:4544").loc[frame.index]
    assert frame.geometry.distance(meant.geometry).max() < 0.01
    assert run(capsys, *words, "--yes")[0] == 0  # the best fit is the right one here


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--system", "EPSG:27700"], "km off"),
        (["--system", "banana"], "banana"),
        (["--crs", "EPSG:27700"], "not made for the place"),
        (["--crs", "EPSG:4490"], "does not measure in metres"),
        (["--near", "nowhere"], "nowhere"),
        (["--as", "cats"], "cats"),
        (["--encoding", "klingon"], "klingon"),
        (["--swapped"], "--swapped"),
    ],
)
def test_what_cannot_be_imported_is_one_sentence_and_writes_nothing(
    luoyan, tmp_path, capsys, words, sentence
):
    source = shapefile_zip(tmp_path / "old.zip", luoyan[0].head(3), "EPSG:4544")
    out = tmp_path / "grids.geojson"
    status, told = run(capsys, "import", source, "--near", AREA, "--out", out, *words)
    assert status == 2
    assert sentence in told.splitlines()[-1]
    assert not out.exists()


def test_another_ending_of_the_output_is_refused(tmp_path, capsys):
    out = tmp_path / "grids.dwg"
    status, told = run(capsys, "import", AREA / "grids.geojson", "--out", out)
    assert status == 2
    assert ".gpkg" in told


def test_check_reads_a_foreign_file_as_it_is(luoyan, proof, tmp_path, capsys):
    source = shapefile_zip(tmp_path / "old.zip", luoyan[0], "EPSG:4523")
    told = tmp_path / "proof.json"
    status, said = run(capsys, "check", source, "--units", AREA / "units.geojson", "--json", told)
    assert status == 0, said
    assert json.loads(told.read_text(encoding="utf-8"))["grid_count"] == proof.grid_count


def test_feet_are_checked_in_metres(tmp_path, capsys):
    """Two fields of New York, drawn in US survey feet."""
    west, east = (shapely.box(x, 199000, x + 1000, 200000) for x in (981000, 982000))
    frame = gpd.GeoDataFrame({"grid_id": ["w", "e"]}, geometry=[west, east], crs="EPSG:2263")
    frame.to_file(tmp_path / "grids.gpkg")
    gpd.GeoDataFrame({"id": ["all"]}, geometry=[west.union(east)], crs="EPSG:2263").to_file(
        tmp_path / "outline.gpkg"
    )
    told = tmp_path / "proof.json"
    words = ("check", tmp_path / "grids.gpkg", "--boundary", tmp_path / "outline.gpkg")
    run(capsys, *words, "--json", told)
    area = json.loads(told.read_text(encoding="utf-8"))["area_m2"]
    assert area == pytest.approx(2 * (1000 * 1200 / 3937) ** 2, rel=1e-3)


@pytest.mark.parametrize("ending", [".geojson", ".gpkg", ".zip"])
def test_what_we_import_from_another_country_we_read_again(tmp_path, capsys, ending):
    source, out = ABROAD / "liechtenstein_2013_municipalities_11.geojson", tmp_path / f"li{ending}"
    words = ("--near", ABROAD, "--as", "units", "--out", out)
    status, told = run(capsys, "import", source, *words)
    assert status == 0, told
    before, after = (read_polygons(path, crs="EPSG:32632") for path in (source, out))
    assert after.area.sum() == pytest.approx(before.area.sum(), rel=1e-6)
