"""Names of rows without an id, and what a value must be, in the language of the reader."""

import geopandas as gpd
import pytest
import shapely

from geo.contract import InputError, SchemaError
from geo.schema import GRIDS, PLACES
from planner.words import explain, listed
from planner.words.labels import in_chinese


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("feature 5", "第 5 个图形"),
        ("row 2, row 7 and 3 more", "第 2 行、第 7 行 等，另有 3 个"),
        ("placemark 1", "第 1 个地标"),
        ("rows 2-9", "第 2 至 9 行"),
        ("a whole number not below 0 not above 100000", "整数，不小于 0，不大于 100000"),
        ("one of base special", "以下之一：base special"),
        ("MultiPolygon or Polygon", "多部分面或面"),
        ("Feature Street, row 5", "Feature Street, row 5"),
        ("530623202201001", "530623202201001"),
        ("text", "文字"),
    ],
)
def test_labels_are_chinese_in_chinese(text, told):
    assert in_chinese(text) == told


def test_a_list_of_rows_is_written_in_the_language_of_the_reader():
    assert listed(["feature 5", "上坝"], "zh") == "第 5 个图形、上坝"
    assert listed(["feature 5", "上坝"], "en") == "feature 5, 上坝"


def test_no_fault_of_a_contract_names_a_row_in_english_to_a_chinese_reader():
    shapes = [shapely.box(0, 0, 1, 1), None, shapely.Point(0, 0)]
    grids = gpd.GeoDataFrame(
        {"grid_id": ["", None, ""], "kind": ["x", "base", None], "unit_code": "1"}, geometry=shapes
    )
    places = gpd.GeoDataFrame({"place_id": ["p"], "household_count": [-1]}, geometry=[shapes[2]])
    for contract, frame in ((GRIDS, grids), (PLACES, places), (GRIDS, grids.drop(columns="kind"))):
        with pytest.raises(SchemaError) as error:
            contract.check(frame, "图.geojson")
        for fault in error.value.faults:
            told = explain("input", fault.code, fault.facts, "zh")
            for word in ("feature", "more", "whole", "number", "Polygon", "nothing", "one of"):
                assert word not in told, told


def test_the_number_of_a_row_is_not_taken_from_a_code():
    told = explain(
        "input",
        "not_whole",
        InputError(
            "not_whole",
            {"file": "a.kml", "place": "530623202201001", "column": "户数", "given": "三"}
            | {"row_count": 1},
        ).facts,
        "zh",
    )
    assert "530623202201001“户数”列应为整数" in told
