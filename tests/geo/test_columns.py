"""Columns of foreign tables: what they mean, what is left, and codes that stay codes."""

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo.contract import InputError, SchemaError
from geo.formats.drawing import Drawing
from geo.formats.headers import LAYERS, known_columns
from geo.intake.columns import adopted, recognised
from geo.intake.values import code_of, count_of
from planner.words import LANGS, explain


def drawn(columns: dict[str, list[object]]) -> Drawing:
    """Table with a point for each row, as a reader hands it over; data starts in row 2."""
    count = len(next(iter(columns.values())))
    points = [shapely.Point(104 + n / 100, 28) for n in range(count)]
    frame = gpd.GeoDataFrame(pd.DataFrame(columns, dtype="object"), geometry=points)
    return Drawing("表.xlsx", "", frame, tuple(f"row {n}" for n in range(2, count + 2)))


def test_the_headers_of_a_grid_ledger_are_recognised():
    names = ["序号", "网格编码", "网格名称", "类型", "所属村（社区）", "户数", "面积"]
    assert recognised(names, "grids") == {
        "网格编码": "grid_id",
        "网格名称": "name_zh",
        "类型": "kind",
        "所属村（社区）": "unit_code",
    }


def test_headers_in_the_traditional_script_are_recognised():
    names = ["網格編碼", "網格名稱", "類型", "所屬村", "戶數", "聯繫電話"]
    assert list(recognised(names, "grids").values()) == ["grid_id", "name_zh", "kind", "unit_code"]


def test_the_headers_of_a_table_of_places_are_recognised():
    names = ["居民点编码", "名称", "类别", "村代码", "总户数(户)", "常住人口 数"]
    assert list(recognised(names, "places").values()) == [
        *("place_id", "name_zh", "kind", "unit_code", "household_count", "population_count"),
    ]


@pytest.mark.parametrize("layer", list(LAYERS))
def test_the_names_of_the_contract_mean_themselves_in_any_spelling(layer):
    frame = LAYERS[layer]
    for column in [frame.index, *frame.columns]:
        for name in (column, column.upper(), f" {column} ", column.replace("_", " ")):
            assert recognised([name], layer) == {name: column}
        wide = "".join(chr(ord(letter) + 0xFEE0) for letter in column)
        assert recognised([wide], layer) == {wide: column}


@pytest.mark.parametrize("layer", list(LAYERS))
def test_names_cut_by_a_shapefile_are_recognised(layer):
    for column in [LAYERS[layer].index, *LAYERS[layer].columns]:
        assert recognised([column[:10]], layer) == {column[:10]: column}
    assert recognised(["网格编\ufffd"], "grids") == {"网格编\ufffd": "grid_id"}
    assert recognised(["常住人口数"[:3]], "places") == {"常住人": "population_count"}


def test_a_name_that_says_less_gives_way_and_is_left():
    assert recognised(["id", "编码", "网格编码"], "grids") == {"网格编码": "grid_id"}
    assert recognised(["id", "编码"], "grids") == {"编码": "grid_id"}
    assert recognised(["所属村", "村代码"], "grids") == {"村代码": "unit_code"}


def test_two_headers_for_one_column_are_refused_by_name():
    with pytest.raises(InputError) as refused:
        recognised(["户数", "家庭户数"], "places", file="表.csv")
    assert refused.value.code == "column_twice"
    assert "户数 and 家庭户数" in str(refused.value)
    assert "“户数”" in explain("input", refused.value.code, refused.value.facts, "zh")


@pytest.mark.parametrize(
    "name", ["户主", "户主姓名", "名称(户主)", "联系电话", "手机号", "身份证号", "Phone", "网格员"]
)
@pytest.mark.parametrize("layer", list(LAYERS))
def test_a_column_about_a_person_is_never_taken(layer, name):
    assert recognised([name], layer) == {}


def test_what_is_not_taken_is_named_and_gone():
    drawing = adopted(drawn({"编码": ["1"], "户主姓名": ["某"], "备注": [None]}), "places")
    assert set(drawing.frame.columns) == {"place_id", "geometry"}
    [note] = drawing.notes
    assert note.code == "columns_left"
    assert note.facts == {"columns": "户主姓名, 备注", "column_count": 2}
    for lang in LANGS:
        assert "备注" in explain("read", note.code, note.facts, lang)


def test_values_come_in_the_kinds_of_the_contract():
    columns: dict[str, list[object]] = {
        "部位编码": ["s1", 530623202201001.0],
        "部位名称": ["落雁小学", 12.0],
        "部位类型": ["小学", "Bank"],
        "村代码": ["530623202201", 530623202201],
        "必到点": ["是", "否"],
        "开放时间": ["8:00", "24:00"],
        "关闭时间": ["17时30分", "24:00"],
    }
    frame = adopted(drawn(columns), "sites").frame
    checked = LAYERS["sites"].check(frame.set_crs("EPSG:4490"), "表")
    assert list(checked.index) == ["s1", "530623202201001"]
    assert list(checked["kind"]) == ["school", "bank"]
    assert list(checked["unit_code"]) == ["530623202201"] * 2
    assert list(checked["mandatory"]) == [True, False]
    assert list(checked["opens"]) == ["08:00", "24:00"]
    assert list(checked["name_zh"]) == ["落雁小学", "12"]


@pytest.mark.parametrize("written", ["2026/1/5", "2026年1月5日", "2026-01-05 00:00:00"])
def test_dates_of_an_office_become_dates(written):
    frame = adopted(drawn({"网格编码": ["1"], "生效日期": [written]}), "grids").frame
    assert list(frame["effective_from"]) == ["2026-01-05"]


def test_a_code_that_is_an_object_is_no_number():
    with pytest.raises(SchemaError) as refused:
        adopted(drawn({"居民点编码": [{"a": 1}, "2"], "户数": [1, 2]}), "places")
    (fault,) = refused.value.faults
    assert fault.code == "code_not_text"
    for lang in LANGS:
        assert "{'a': 1}" in explain("input", fault.code, fault.facts, lang)


def test_lost_codes_and_counts_that_are_words_are_told_together():
    columns: dict[str, list[object]] = {
        "居民点编码": ["1", "5.30623E+14", "5.3E+14"],
        "户数": [12, "30户左右", None],
    }
    with pytest.raises(SchemaError) as refused:
        adopted(drawn(columns), "places")
    lost, words = refused.value.faults
    assert (lost.code, lost.facts["place"], lost.facts["row_count"]) == (
        "code_as_number",
        "row 3",
        2,
    )
    assert (words.code, words.facts["given"]) == ("not_whole", "30户左右")
    assert "row 3, column 居民点编码" in str(lost)
    for fault in refused.value.faults:
        for lang in LANGS:
            assert str(fault.facts["column"]) in explain("input", fault.code, fault.facts, lang)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (530623202201001, "530623202201001"),
        (530623202201001.0, "530623202201001"),
        ("530623202201001.0", "530623202201001"),
        ("5.30623202201001E+14", "530623202201001"),
        ("５３０６", "5306"),
        ("34020000001320000001", "34020000001320000001"),
        ("5E3", "5E3"),
        ("W-01", "W-01"),
        ("007", "007"),
    ],
)
def test_a_code_keeps_every_digit(cell, code):
    assert code_of(cell) == code


@pytest.mark.parametrize(
    "cell", [5.5, -1, 34020000001320000001, 3.402e19, "5.30623E+14", "9.9E+99999", True, object()]
)
def test_a_code_that_may_have_lost_digits_is_refused(cell):
    with pytest.raises(ValueError, match="code"):
        code_of(cell)


@given(st.integers(0, 10**15 - 1))
def test_a_code_of_fifteen_digits_survives_a_spreadsheet(number):
    assert code_of(float(number)) == code_of(number) == code_of(f"{number}.0") == str(number)
    assert count_of(f"{number:,}") == count_of(float(number)) == number


@pytest.mark.parametrize("cell", ["", "nan", "1e400", "12.5", True, "1,23", "Infinity"])
def test_a_count_is_a_whole_number(cell):
    with pytest.raises(ValueError, match="expected"):
        count_of(cell)


def test_a_row_of_headers_is_told_from_a_row_of_data():
    assert known_columns(["网格编码", "户数", "面积"]) == 2
    assert known_columns(["落雁村", "12", ""]) == 0
