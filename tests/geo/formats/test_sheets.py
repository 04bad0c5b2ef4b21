"""Tables of points and corners: CSV and XLSX as offices write them, and hostile ones."""

import csv
import datetime as dt
import io
import zipfile

import openpyxl
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.contract import InputError
from geo.formats import cells, sheets
from geo.formats.degrees import number_of
from planner.words import LANGS, explain

POINTS = "编码,名称,经度,纬度,户数\n001,花果坪,104.30,28.00,12\n002,㵲水𬭎,104.31,28.01,\n"
PART = "xl/worksheets/sheet1.xml"


def workbook(**named: list[list[object]]) -> bytes:
    """Workbook with a sheet for each name."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in named.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def repacked(content: bytes, part: str, change: bytes | None) -> bytes:
    """Workbook with one part replaced, or left away."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(packed, "w", 8) as new:
        for member in old.namelist():
            if member != part:
                new.writestr(member, old.read(member))
            elif change is not None:
                new.writestr(member, change)
    return packed.getvalue()


def refusal(name: str, content: bytes, **options: str) -> InputError:
    """Refusal of a file, which has a sentence in both languages."""
    with pytest.raises(InputError) as refused:
        sheets.read(name, content, **options)
    error = refused.value
    assert name in str(error)
    for lang in LANGS:
        assert name in explain("input", error.code, error.facts, lang)
    return error


def notes(drawing: sheets.Drawing) -> set[str]:
    """Codes of the notes, each of which has a sentence in both languages."""
    for note in drawing.notes:
        for lang in LANGS:
            assert explain("read", note.code, note.facts, lang)
    return {note.code for note in drawing.notes}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_csv_of_any_office_is_read(encoding, separator, line_end):
    text = POINTS.replace(",", separator).replace("\n", line_end)
    drawing = sheets.read("点.csv", text.encode(encoding))
    assert list(drawing.frame.columns) == ["编码", "名称", "户数", "geometry"]
    assert list(drawing.frame["编码"]) == ["001", "002"]
    assert list(drawing.frame["名称"]) == ["花果坪", "㵲水𬭎"]
    assert list(drawing.frame["户数"]) == ["12", None]
    xy = shapely.get_coordinates(drawing.frame.geometry)
    assert xy.tolist() == [[104.3, 28], [104.31, 28.01]]
    assert drawing.rows == ("row 2", "row 3")
    assert notes(drawing) == ({"encoding_guessed"} if encoding == "gb18030" else set())


def test_quoted_cells_may_hold_separators_and_lines():
    text = '名称,x,y\n"甲,乙",1,2\n"第一行\n第二行",3,4\n丙,5,6\n'
    drawing = sheets.read("a.csv", text.encode())
    assert list(drawing.frame["名称"]) == ["甲,乙", "第一行\n第二行", "丙"]
    assert drawing.rows == ("row 2", "row 3", "row 4")


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(
            st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=8),
            st.floats(-180, 180),
            st.floats(-90, 90),
        ),
        min_size=1,
        max_size=8,
    ),
    st.sampled_from(["utf-8", "utf-8-sig", "gb18030"]),
)
def test_what_is_written_is_read_again(rows, encoding):
    content = io.StringIO(newline="")
    csv.writer(content).writerows([("备考", "经度", "纬度"), *rows])
    coded = content.getvalue().encode(encoding)
    drawing = sheets.read("点.csv", coded, encoding="utf-8-sig" if "8-" in encoding else encoding)
    assert list(drawing.frame["备考"]) == [name for name, _, _ in rows]
    assert [(p.x, p.y) for p in drawing.frame.geometry] == [(x, y) for _, x, y in rows]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        *(
            ("经度", "纬度"),
            ("东经", "北纬"),
            ("Lon", "LAT"),
            ("lng", "lat"),
            ("经度（°）", "纬度"),
        ),
        *(("横坐标", "纵坐标"), ("东坐标(m)", "北坐标(m)"), ("E", "N"), ("横坐标Y", "纵坐标X")),
        *(("X", "Y"), ("X坐标", "Y坐标"), ("POINT_X", "POINT_Y"), ("Ｘ", "Ｙ"), ("坐标X", "坐标Y")),
    ],
)
def test_coordinate_columns_are_known_and_easting_comes_first(first, second):
    text = f"{second},名称,{first}\n2,甲,1\n"
    [point] = sheets.read("点.csv", text.encode()).frame.geometry
    assert (point.x, point.y) == (1, 2)


def test_longitude_and_latitude_are_taken_before_survey_columns():
    text = "名称,X,Y,经度,纬度\n甲,3098639.2,431145.7,104.3,28\n"
    drawing = sheets.read("点.csv", text.encode())
    assert (drawing.frame.geometry[0].x, list(drawing.frame["X"])) == (104.3, ["3098639.2"])


@pytest.mark.parametrize(
    ("title", "header", "system"),
    [
        ("坐标系：CGCS2000", "经度,纬度", "EPSG:4490"),
        ("2000国家大地坐标系", "经度,纬度", "EPSG:4490"),
        ("点位表", "经度(WGS-84),纬度(WGS-84)", "EPSG:4326"),
        ("点位表", "经度（GCJ-02）,纬度（GCJ-02）", "GCJ-02"),
        ("百度坐标", "经度,纬度", "BD-09"),
        ("2000年点位表", "经度,纬度", ""),
        ("坐标系：CGCS2000", "X,Y", ""),
        ("WGS-84 与百度", "经度,纬度", ""),
    ],
)
def test_a_system_is_known_only_where_the_table_names_one(title, header, system):
    text = f"{title},\n{header}\n104.3,28\n"
    assert sheets.read("点.csv", text.encode()).system == system


def test_a_ledger_with_a_title_merged_headers_and_a_foot_is_read():
    rows = [
        ["落雁乡居民点一览表"],
        ["编码", "名称", "位置", None, "统计", "日期"],
        [None, None, "经度", "纬度", None, None],
        [530623202201, "花果坪", 104.3, "28°00′00″", 12, dt.datetime(2026, 1, 5)],  # noqa: DTZ001
        [],
        ["x2", "安置点", None, None, 3.5, dt.time(8, 30)],
        ["合计", None, None, None, 15.5],
        ["填表人：", None, None, None, None],
    ]
    drawing = sheets.read("台账.xlsx", workbook(居民点=rows))
    assert drawing.layer == "居民点"
    assert list(drawing.frame.columns) == ["编码", "名称", "统计", "日期", "geometry"]
    assert list(drawing.frame["编码"]) == [530623202201, "x2"]
    assert list(drawing.frame["日期"]) == ["2026-01-05", "08:30"]
    assert drawing.rows == ("row 4", "row 6")
    assert list(drawing.frame.geometry.isna()) == [False, True]
    assert notes(drawing) == {"foot_left"}


def test_sheets_are_layers_and_empty_ones_are_none():
    table = [["经度", "纬度"], [104.3, 28]]
    two = workbook(甲=table, 乙=table, Sheet3=[])
    assert sheets.layers("a.xlsx", two) == ("甲", "乙")
    assert sheets.layers("a.xlsx", workbook(甲=table, Sheet2=[])) == ("甲",)
    assert sheets.layers("a.csv", b"x,y\n1,2\n") == ()
    assert sheets.read("a.xlsx", two, layer="乙").layer == "乙"
    assert refusal("a.xlsx", two).code == "which_layer"
    assert refusal("a.xlsx", two, layer="丙").code == "which_layer"
    assert refusal("a.xlsx", workbook(Sheet1=[])).code == "which_layer"


CORNERS = """网格编码,点号,X坐标,Y坐标,所属村
g1,J1,0,0,v1
g1,J2,0,10,v1
,J3,10,10,v1
g1,J4,10,0,v1
g1,J1,0,0,v1
g1,J5,2,2,v1
g1,J6,2,4,v1
g1,J7,4,4,v1
g2,J1,20,0,v2
g2,J2,20,5,v2
g2,J3,25,5,v2
"""


def test_rows_of_corners_become_polygons_with_holes():
    drawing = sheets.read("界址点.csv", CORNERS.encode())
    assert list(drawing.frame["网格编码"]) == ["g1", "g2"]
    assert list(drawing.frame.columns) == ["网格编码", "所属村", "geometry"]
    assert drawing.rows == ("rows 2-9", "rows 10-12")
    assert list(drawing.frame.geometry.area) == [98.0, 12.5]
    assert list(drawing.frame.geometry.is_valid) == [True, True]
    assert notes(drawing) == {"corners_joined"}


def test_a_ring_number_and_a_second_part_are_understood():
    text = "地块编号,圈号,点号,x,y\n"
    rings = {"1": (0, 9), "2": (1, 2), "3": (20, 25)}
    for ring, (low, high) in rings.items():
        corners = [(low, low), (low, high), (high, high), (high, low)]
        text += "".join(f"p,{ring},{n},{x},{y}\n" for n, (x, y) in enumerate(corners, 1))
    [shape] = sheets.read("a.csv", text.encode()).frame.geometry
    assert (shape.geom_type, shape.area) == ("MultiPolygon", 81 - 1 + 25)


def counted(*codes, first=1):
    corners = [(0, 0), (0, 9), (9, 9)]
    rows = [f"{code},{n},{x},{y}" for code in codes for n, (x, y) in enumerate(corners, first)]
    return ("网格编码,序号,X坐标,Y坐标\n" + "\n".join(rows)).encode()


def test_a_plain_number_that_begins_anew_in_every_grid_counts_its_corners():
    drawing = sheets.read("a.csv", counted("g1", "g2"))
    assert list(drawing.frame["网格编码"]) == ["g1", "g2"]
    assert list(drawing.frame.geometry.area) == [40.5, 40.5]


def test_a_number_that_goes_on_through_the_table_counts_points():
    text = counted("g1") + b"\n" + counted("g2", first=4).split(b"\n", 1)[1]
    assert set(sheets.read("a.csv", text).frame.geom_type) == {"Point"}


def test_too_few_corners_are_named_by_their_rows():
    error = refusal("a.csv", (CORNERS + "g3,J1,1,1,\ng3,J2,2,2,\n").encode())
    assert error.code == "few_corners"
    assert "rows 13 to 14" in str(error)


def test_points_with_numbers_and_codes_of_their_own_stay_points():
    text = "点号,名称,x,y\n1,甲,0,0\n2,乙,0,1\n3,丙,1,1\n"
    drawing = sheets.read("控制点.csv", text.encode())
    assert list(drawing.frame.geom_type) == ["Point"] * 3
    assert list(drawing.frame["点号"]) == ["1", "2", "3"]


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("名称,经度,纬度\n\n甲,104,28\n乙,东边,28\n", "not_coordinate", "row 4, column 经度"),
        ("名称,经度,纬度\n甲,104.3,nan\n", "not_coordinate", "row 2, column 纬度"),
        ("名称,经度,纬度\n甲,inf,28\n", "not_coordinate", "got inf"),
        ("名称,经度,纬度\n甲,104°75′,28\n", "not_coordinate", "104°75′"),
        ("名称,经度,纬度\n甲,104,\n", "half_coordinate", "row 2"),
        ("名称,经度,经度(2),纬度\n甲,104,104,28\n", "column_twice", "经度 and 经度(2)"),
        ("户数,户数,经度,纬度\n1,1,104,28\n", "column_twice", "户数 and 户数"),
        ("名称,户数\n甲,1\n", "no_coordinates", "名称, 户数"),
        ("", "no_coordinates", "the first row is"),
        ('名称,x,y\n"甲,1,2\n', "bad_csv", "row 2"),
        ("名称,x,y\n甲\0,1,2\n", "not_text", "UTF-8"),
    ],
)
def test_a_fault_is_named_by_row_and_column(text, code, words):
    error = refusal("点.csv", text.encode())
    assert error.code == code
    assert words in str(error)


def test_an_unknown_or_wrong_encoding_is_refused():
    assert refusal("点.csv", "经度".encode("gbk"), encoding="utf-8").code == "not_text"
    assert refusal("点.csv", b"x,y\n1,2\n", encoding="no such").code == "not_text"
    assert refusal("点.csv", b"\xff\xfe\x00\xd8").code == "not_text"


def test_a_table_that_is_too_long_or_wide_is_refused(monkeypatch):
    monkeypatch.setattr(cells, "MAX_ROWS", 10)
    assert refusal("a.csv", b"x,y\n" + b"1,2\n" * 11).code == "too_many_rows"
    assert len(sheets.read("a.csv", b"x,y\n" + b"1,2\n" * 10).frame) == 10
    assert refusal("a.csv", b"x,y\n" + b"," * 2000 + b"1\n").code == "too_many_columns"
    wide = workbook(a=[["x", "y"], [*[None] * 1500, 1]])
    assert refusal("a.xlsx", wide).code == "too_many_columns"


def test_a_formula_without_a_value_is_refused_and_one_with_a_value_is_read():
    content = workbook(a=[["x", "y", "户数"], [1, 2, "=1+2"]])
    error = refusal("a.xlsx", content)
    assert (error.code, error.facts["cell"]) == ("formula_without_value", "C2")
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        xml = packed.read(PART)
    computed = xml.replace(b"<v></v>", b"<v>3</v>").replace(b"<v />", b"<v>3</v>")
    assert list(sheets.read("a.xlsx", repacked(content, PART, computed)).frame["户数"]) == [3]


SHEET = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    b'<row r="1"><c r="A1" t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>'
)
ENTITIES = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'


def test_hostile_workbooks_are_refused_in_one_sentence():
    good = workbook(a=[["x", "y"], [1, 2]])
    assert refusal("a.xlsx", b"x,y\n1,2\n").code == "bad_zip"
    assert refusal("a.xlsx", good[: len(good) // 2]).code == "bad_zip"
    assert refusal("a.xlsx", bytes.fromhex("d0cf11e0a1b11ae1") + good).code == "old_workbook"
    assert refusal("a.xlsx", repacked(good, PART, ENTITIES + SHEET)).code == "not_xlsx"
    assert refusal("a.xlsx", repacked(good, PART, b"<worksheet><sheetData><row")).code == "not_xlsx"
    assert refusal("a.xlsx", repacked(good, "xl/workbook.xml", None)).code == "not_xlsx"
    assert refusal("a.xlsx", repacked(good, PART, b" " * 90_000_000)).code == "zip_too_large"


def test_a_row_numbered_beyond_any_sheet_costs_nothing():
    far = SHEET.replace(b'r="1"', b'r="9000000000"').replace(b"&b;", b"1")
    hostile = repacked(workbook(a=[["x", "y"], [1, 2]]), PART, far)
    assert refusal("a.xlsx", hostile).code == "which_layer"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("104°18′30″", 104 + 18 / 60 + 30 / 3600),
        ("104°18'30.5\"", 104 + 18 / 60 + 30.5 / 3600),
        ("104度18分30秒", 104 + 18 / 60 + 30 / 3600),
        ("１０４．５", 104.5),
        ("东经104°18.5′", 104 + 18.5 / 60),
        ("N28°", 28),
        ("28°30′S", -28.5),
        ("116°43'16.8618''", 116 + 43 / 60 + 16.8618 / 3600),
        (" 1e2 ", 100),
    ],
)
def test_angles_and_numbers_as_people_write_them(text, number):
    assert number_of(text) == pytest.approx(number, rel=1e-15)


@pytest.mark.parametrize(
    "cell", ["", "104°60′", "104.5°3′", "104°3.5′2″", "1_000", "nan", "1,5", True, None, "-"]
)
def test_what_is_no_number_is_refused(cell):
    with pytest.raises(ValueError, match=r"expected|convert"):
        number_of(cell)


@settings(deadline=None)
@given(st.integers(0, 179), st.integers(0, 59), st.integers(0, 59_999))
def test_an_angle_is_its_degrees(degrees, minutes, milliseconds):
    text = f"{degrees}°{minutes:02d}′{milliseconds / 1000:06.3f}″"
    assert number_of(text) == pytest.approx(degrees + minutes / 60 + milliseconds / 3.6e6)
