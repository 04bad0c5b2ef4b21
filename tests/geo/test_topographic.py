"""Contours and full topographic maps are told from what a plan needs."""

from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely

from geo.formats import Drawing, layers_of, read_drawing, source_of
from geo.intake.topographic import name_signs, signs

ROOT = Path(__file__).resolve().parents[2]
LINE = shapely.LineString([(0, 0), (100, 50)])


def drawing(columns: dict[str, list[object]], *, layer: str = "", shape=LINE) -> Drawing:
    count = len(next(iter(columns.values())))
    frame = gpd.GeoDataFrame(columns, geometry=[shape] * count)
    return Drawing("brought.shp", layer, frame, tuple(f"record {i}" for i in range(count)))


def heights(interval: float, count: int = 12) -> list[object]:
    return [600 + interval * (i % 8) for i in range(count)]


@pytest.mark.parametrize(
    "layer", ["等高线", "计曲线 20m", "DGX", "Contour_10m", "TERL", "2020_jqx"]
)
def test_a_layer_called_contours_is_told(layer):
    assert signs(drawing({"a": [1, 2]}, layer=layer)) == ("contours",)
    assert signs(drawing({"a": [1, 2]}), ["界线", layer]) == ("contours",)
    assert signs(drawing({"图层": ["界线", layer]})) == ("contours",)


@pytest.mark.parametrize("column", ["高程", "ELEV", "Contour", "Z"])
@pytest.mark.parametrize("interval", [5.0, 10.0, 2.5])
def test_lines_with_heights_in_even_steps_are_contours_whatever_they_are_called(column, interval):
    assert signs(drawing({column: heights(interval)})) == ("contours",)


def test_uneven_heights_few_lines_and_points_are_no_contours():
    rng = np.random.default_rng(1)
    assert signs(drawing({"高程": list(rng.uniform(500, 900, 40))})) == ()
    assert signs(drawing({"高程": heights(10, 5)})) == ()
    assert signs(drawing({"高程": heights(10)}, shape=shapely.Point(1, 1))) == ()
    assert signs(drawing({"宽度": heights(10)})) == ()


@pytest.mark.parametrize(
    "layers",
    [
        ["水系", "居民地及设施", "交通", "境界", "植被与土质"],
        ["HYDL", "RESA", "ROAL", "BOUL", "VEGA", "CPTP"],
        ["DLSS", "JMD", "SXSS", "ZBTZ", "KZD", "DLDW"],
    ],
)
def test_a_file_with_most_classes_of_a_topographic_map_is_a_full_sheet(layers):
    assert signs(drawing({"a": [1]}), layers) == ("full_sheet",)
    assert signs(drawing({"a": [1]}), layers[:4]) == ()


@pytest.mark.parametrize("name", ["grids", "units", "roads", "streams", "places", "buildings"])
def test_the_layers_of_a_plan_raise_no_sign(name):
    source = source_of(ROOT / "data" / "boundaries" / f"{name}.geojson")
    assert signs(read_drawing(source), layers_of(source)) == ()


def test_the_drawing_that_is_shipped_as_an_example_raises_no_sign():
    source = source_of(ROOT / "data" / "boundaries" / "broken" / "luoyan_grids_2025.zip")
    layers = layers_of(source)
    assert signs(read_drawing(source, layer=layers[0] if layers else ""), layers) == ()


def test_names_alone_tell_before_a_layer_is_chosen():
    assert name_signs(["sheet.gpkg", "HYDL", "RESA", "ROAL", "BOUL", "VEGA"]) == ("full_sheet",)
    assert name_signs(["等高线.zip"]) == ("contours",)
    assert name_signs(["grids.gpkg", "网格", "道路"]) == ()
