"""Polygons of any file in metres whose squares are square metres."""

import ezdxf
import geopandas as gpd
import numpy as np
import pytest
import shapely
from pyproj import Transformer

from geo.contract import InputError
from geo.formats import read_drawing, source_of
from geo.formats.drawing import Drawing
from geo.formats.geojson import write_features
from geo.intake.coordinates import Reading
from geo.intake.drawings import faces_of, is_line_work, named_columns, polygons_of, read_polygons

HECTARE = shapely.box(430000, 3100000, 430100, 3100100)  # metres of EPSG:4544


def moved(shape, source, target):
    way = Transformer.from_crs(source, target, always_xy=True)
    return shapely.transform(shape, lambda xy: np.column_stack(way.transform(*xy.T)))


def drawing_of(shapes, system, file="图.shp", **columns):
    frame = gpd.GeoDataFrame(columns, geometry=list(shapes))
    return Drawing(file, "", frame, tuple(f"record {n + 1}" for n in range(len(frame))), system)


@pytest.mark.parametrize(
    ("system", "kept"),
    [
        ("EPSG:4544", True),
        ("EPSG:4523", True),
        ("EPSG:32648", True),
        ("EPSG:4490", False),  # degrees
        ("EPSG:3857", False),  # 28 % too large
        ("EPSG:4543", False),  # the zone next door: 0.13 % too large
    ],
)
def test_a_system_is_kept_where_its_square_metres_are_square_metres(system, kept):
    there = moved(HECTARE, "EPSG:4544", system)
    frame = polygons_of(drawing_of([there], system), Reading(system))
    assert (frame.crs == system) is kept or system == "EPSG:4544"
    assert frame.area.iloc[0] == pytest.approx(10_000, rel=1e-3)
    if not kept:
        assert frame.crs == "EPSG:4544"
        assert frame.area.iloc[0] == pytest.approx(10_000, rel=1e-5)


def test_us_feet_become_metres(tmp_path):
    park = shapely.box(981000, 199000, 982000, 200000)  # feet of EPSG:2263
    frame = polygons_of(drawing_of([park], "EPSG:2263"), Reading("EPSG:2263"))
    assert frame.crs == "EPSG:32618"
    assert frame.area.iloc[0] == pytest.approx((1000 * 1200 / 3937) ** 2, rel=1e-3)


def test_chinese_columns_get_their_names_and_codes_stay_whole():
    drawing = drawing_of([HECTARE, HECTARE], "EPSG:4544", 网格编码=[5.0e14, None], 备注=["a", "b"])
    named = named_columns(drawing, "grids")
    assert list(named.frame.columns) == ["grid_id", "备注", "geometry"]
    assert list(polygons_of(named, Reading("EPSG:4544")).index) == [
        "500000000000000",
        "feature 2",
    ]


@pytest.mark.parametrize(
    ("codes", "units"),
    [
        (["530623202001001", "530623202201907"], ["530623202001", "530623202201"]),
        (["530623202001001", "西街"], None),
        (["001", "002"], None),
    ],
)
def test_full_codes_of_grids_name_their_units_where_nothing_else_does(codes, units):
    squares = [HECTARE, shapely.box(430100, 3100000, 430200, 3100100)]
    drawing = drawing_of(squares, "EPSG:4544", grid_id=codes)
    frame = polygons_of(drawing, Reading("EPSG:4544"))
    assert (list(frame["unit_code"]) if "unit_code" in frame else None) == units


def test_rows_without_an_id_are_numbered_under_the_name_of_the_id():
    frame = polygons_of(
        drawing_of([HECTARE], "EPSG:4544"), Reading("EPSG:4544"), ids=("unit_code",)
    )
    assert (frame.index.name, list(frame.index)) == ("unit_code", ["feature 1"])


def test_a_line_among_polygons_is_named_by_its_row():
    drawing = drawing_of([HECTARE, HECTARE.exterior], "EPSG:4544")
    with pytest.raises(InputError, match="record 2") as error:
        polygons_of(drawing, Reading("EPSG:4544"))
    assert error.value.code == "wrong_geometry"


def dxf_file(tmp_path, x0=430000, y0=3100000):
    """Two fields of a hectare drawn as lines, A and B.

    +-+-+
    |A|B|
    +-+-+
    """
    document = ezdxf.new()
    space = document.modelspace()
    for a, b in (
        ((0, 0), (200, 0)),
        ((200, 0), (200, 100)),
        ((200, 100), (0, 100)),
        ((0, 100), (0, 0)),
        ((100, 0), (100, 100)),
    ):
        space.add_line((x0 + a[0], y0 + a[1]), (x0 + b[0], y0 + b[1]))
    for name, x in (("A", 50), ("B", 150)):
        space.add_text(name, height=5).set_placement((x0 + x, y0 + 50))
    path = tmp_path / "线划图.dxf"
    document.saveas(path)
    return path


@pytest.mark.parametrize("x0", [430000, 35430000])
def test_lines_of_a_cad_drawing_are_closed_and_named_by_their_texts(tmp_path, x0):
    system = "EPSG:4544" if x0 < 1e6 else "EPSG:4523"
    path = dxf_file(tmp_path, x0)
    frame = read_polygons(path, system=system)
    assert sorted(frame.index) == ["A", "B"]
    assert frame.area.tolist() == [10_000.0, 10_000.0]
    drawing = read_drawing(source_of(path))
    assert is_line_work(drawing)
    assert faces_of(drawing, Reading(system)).notes == ()


def test_what_nothing_says_must_be_named(tmp_path):
    with pytest.raises(InputError) as error:
        read_polygons(dxf_file(tmp_path))
    assert error.value.code == "no_crs"


def test_an_outline_tells_what_the_numbers_are(tmp_path):
    near = moved(shapely.box(429900, 3100000, 430200, 3100100), "EPSG:4544", "EPSG:4490")
    frame = read_polygons(dxf_file(tmp_path), near=near)
    assert frame.crs == "EPSG:4544"


def test_geojson_without_a_system_is_on_wgs_84(tmp_path):
    path = tmp_path / "drawn.geojson"
    frame = gpd.GeoDataFrame({"grid_id": ["a"]}, geometry=[HECTARE], crs="EPSG:4544")
    write_features(path, frame.to_crs("EPSG:4490"))
    path.write_text(path.read_text(encoding="utf-8").replace('"crs"', '"was"'), encoding="utf-8")
    assert read_polygons(path).area.iloc[0] == pytest.approx(10_000, rel=1e-6)


def test_a_village_code_shared_by_most_rows_is_no_id(tmp_path):
    shapes = [shapely.box(x, 3_100_000, x + 100, 3_100_100) for x in (400_000, 400_100, 400_200)]
    for codes, named in (
        ("AAB", ["feature 1", "feature 2", "feature 3"]),
        ("ABC", ["A", "B", "C"]),
    ):
        path = tmp_path / f"{codes}.gpkg"
        frame = gpd.GeoDataFrame({"unit_code": list(codes)}, geometry=shapes, crs="EPSG:4544")
        frame.to_file(path)
        assert list(read_polygons(path).index) == named
