"""Counts out of an office's own table: read, faults told by cell, handed back unchanged."""

from __future__ import annotations

import io
import random
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill

from geo.contract import InputError, SchemaError
from geo.load import Area, load_area
from planner.demand.ground import load_ground
from planner.demand.place_book import History, Origin, PlaceBook, history_of
from planner.demand.place_counts import bring, whole
from planner.demand.place_ground import with_book
from planner.report.place_table import current_counts, handed_back, place_table
from planner.words import LANGS, known, say

FOLDER = Path(__file__).resolve().parents[2] / "data" / "boundaries"
NAME = "村里的表.xlsx"


@pytest.fixture(scope="module")
def area() -> Area:
    return load_area(FOLDER)


def saved(book: openpyxl.Workbook) -> bytes:
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def template(area: Area) -> openpyxl.Workbook:
    table = place_table(area, "zh")
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "居民点"
    sheet.append([say("places.note", "zh")])
    sheet.append(list(table.columns))
    for row in table.itertuples(index=False):
        sheet.append(list(row))
    return book


def office_file(area: Area) -> bytes:
    """An office's own file: merged two-row header, formats, formulas, columns of its own."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "二〇二六"
    sheet.append(["落雁乡居民点户数统计表"])
    sheet.merge_cells("A1:H1")
    sheet.append(["序号", "居民点", None, None, "人数", None, "备注", "每户"])
    sheet.append([None, "编码", "名称", "所属村", "户数", "人口", None, None])
    sheet.merge_cells("B2:D2")
    for number, (code, row) in enumerate(area.places.iloc[::-1].iterrows(), 1):
        at = number + 3
        sheet.append(
            [f"{number:04d}", code, row["name_zh"], None, int(row["household_count"]),
             int(row["population_count"]), "沿河" if number % 3 else None, f"=F{at}/E{at}"]
        )  # fmt: skip
        sheet.cell(at, 5).font = Font(bold=True, color="FF0000")
        sheet.cell(at, 5).number_format = "0.00"
    last = sheet.max_row
    sheet.append(["合计", None, None, None, f"=SUM(E4:E{last})", f"=SUM(F4:F{last})"])
    sheet["B4"].fill = PatternFill("solid", fgColor="FFFF00")
    sheet.column_dimensions["C"].width = 31
    sheet.freeze_panes = "C4"
    other = book.create_sheet("说明")
    other["A1"] = "0012"
    other["B2"] = "=1+1"
    return saved(book)


def cells_of(content: bytes) -> dict[tuple[str, str], tuple[object, ...]]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return {
        (sheet.title, cell.coordinate): (
            cell.value, cell.data_type, cell.number_format, cell.font.b, cell.font.color and
            cell.font.color.rgb, cell.fill.fgColor.rgb,
        )
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
    }  # fmt: skip


def test_the_template_comes_back_with_the_numbers_it_left_with(area: Area) -> None:
    brought = bring(NAME, saved(template(area)), area)
    assert not brought.faults
    counts = current_counts(area)
    assert {c: dict(v) for c, v in brought.values.items()} == {
        column: counts[column].to_dict() for column in counts
    }
    assert brought.sums == counts.sum().to_dict()
    assert not any(brought.missing.values())


@pytest.mark.parametrize("seed", range(30))
def test_every_wrong_cell_is_told_and_no_other(area: Area, seed: int) -> None:
    draw = random.Random(seed)
    book = template(area)
    sheet = book.active
    wrong = {}
    for _ in range(draw.randint(1, 12)):
        cell = sheet.cell(draw.randint(3, 252), draw.randint(4, 9))
        cell.value = draw.choice(
            ["三十", -1, 3.5, 100_001, "12户", "约40", "?", True, "1e3", "０x"]
        )
        wrong[cell.coordinate] = str(cell.value)
    brought = bring(NAME, saved(book), area)
    assert {f.cell: f.facts["given"] for f in brought.faults} == wrong
    assert {f.code for f in brought.faults} == {"not_whole"}
    told = say("places.fault.not_whole", "zh", cell="C7", given="三十", most=100_000)
    assert told == "C7：应为 0 到 100000 的整数，填的是“三十”。"


@pytest.mark.parametrize(
    ("cell", "number"),
    [(12, 12), (12.0, 12), ("12", 12), (" 12 ", 12), ("１２", 12), ("1,234", 1234), ("12.0", 12),
     (0, 0), (100_000, 100_000), (None, None), ("", None), (float("nan"), None), ("²", None)],
)  # fmt: skip
def test_whole_numbers(cell: object, number: int | None) -> None:
    assert whole(cell) == number


def test_unknown_missing_and_double_places_are_listed(area: Area) -> None:
    rows = [
        "居民点编码,居民点名称,户数",
        "P001,,5",
        "P002,不是这个名,5",
        "P001,,6",
        "X999,,7",
        ",桦槁坪,8",
        ",,9",
        ",没有这个地方,10",
        "合计,,50",
    ]
    brought = bring("a.csv", "\n".join(rows).encode(), area)
    told = [(fault.code, fault.cell) for fault in brought.faults]
    assert told == [
        ("other_name", "B3"),
        ("twice", "C4"),
        ("unknown_place", "A5"),
        ("twice", "C6"),
        ("no_place", "A7"),
        ("unknown_place", "B8"),
    ]
    assert all(known(f"places.fault.{fault.code}") for fault in brought.faults)
    assert set(brought.missing["household_count"]) == set(area.places.index) - {"P001"}
    assert [(t.cell, t.given, t.found) for t in brought.totals] == [("C9", 50, 5)]


def test_remarks_below_a_table_and_totals_with_their_unit_are_no_places(area: Area) -> None:
    rows = ["居民点编码,户数", "P001,5", "P002,", "合计（户）,5", "说明：户数为常住户,", "P9,"]
    brought = bring("a.csv", "\n".join(rows).encode(), area)
    assert not brought.faults
    assert brought.values == {"household_count": {"P001": 5}}
    assert brought.blanks == {("household_count", "P002"): "B3"}
    assert [(t.cell, t.given, t.found) for t in brought.totals] == [("B4", 5, 5)]


def test_a_place_whose_remark_speaks_of_a_total_is_counted(area: Area) -> None:
    rows = ["居民点编码,户数,备注", "P001,5,含上湾小计", "P002,7,合计", ",12,合计"]
    brought = bring("a.csv", "\n".join(rows).encode(), area)
    assert not brought.faults
    assert brought.values == {"household_count": {"P001": 5, "P002": 7}}
    assert [(t.cell, t.given, t.found) for t in brought.totals] == [("B4", 12, 12)]


@pytest.mark.parametrize("name", ["a.xls", "a.et", "a.csv", "a.xlsx"])
def test_an_old_workbook_says_what_to_save_it_as(area: Area, name: str) -> None:
    with pytest.raises(InputError) as caught:
        bring(name, bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), area)
    assert caught.value.code == "old_workbook"


def test_a_code_that_lost_its_zeros_is_told_with_the_right_one(area: Area) -> None:
    places = area.places.rename(index=lambda code: code.replace("P", "0"))
    other = replace(area, places=places, buildings=area.buildings.iloc[:0])
    brought = bring("a.csv", "居民点编码,户数\n1,5\n0002,6\n".encode(), other)
    assert [(f.code, f.cell, f.facts["meant"]) for f in brought.faults] == [
        ("zeros_lost", "A2", "0001")
    ]


@pytest.mark.parametrize("given", ["Ｐ００１", "p001", "P００1", "P 001"])
def test_a_code_in_another_width_or_case_is_told_with_the_right_one(area: Area, given: str) -> None:
    brought = bring("a.csv", f"居民点编码,户数\n{given},5\nP002,6\n".encode(), area)
    assert [(f.code, f.cell, f.facts["meant"]) for f in brought.faults] == [
        ("code_spelled", "A2", "P001")
    ]
    assert brought.values == {"household_count": {"P002": 6}}
    for lang in LANGS:
        told = say("places.fault.code_spelled", lang, cell="A2", **brought.faults[0].facts)
        assert given in told
        assert "P001" in told


def test_a_long_table_of_incidents_is_read_too(area: Area) -> None:
    text = "居民点编码,时段,件数\nP001,上午,2\nP001,夜间,1\nP002,半夜,1\nP003,下午,0\n"
    brought = bring("a.csv", text.encode("gb18030"), area)
    assert brought.values["morning"] == {"P001": 2}
    assert brought.values["night"] == {"P001": 1}
    assert brought.values["afternoon"] == {"P003": 0}
    assert [(f.code, f.cell) for f in brought.faults] == [("no_band", "B4")]


@pytest.mark.parametrize("seed", range(6))
def test_a_file_handed_back_differs_in_the_cells_written_and_nowhere_else(
    area: Area, seed: int
) -> None:
    draw = random.Random(seed)
    content = office_file(area)
    assert handed_back(NAME, content, area) == content  # nothing to write: byte for byte
    changed = draw.sample(list(area.places.index), draw.randint(1, 40))
    book = PlaceBook().taking(
        {"household_count": {place: draw.randint(0, 900) for place in changed}},
        Origin("entered", "table"),
    )
    ground = with_book(_ground(), book)
    back = handed_back(NAME, content, ground.area)
    before, after = cells_of(content), cells_of(back)
    assert before.keys() == after.keys()
    different = {key for key in before if before[key] != after[key]}
    rows = {code: at for at, code in enumerate(reversed(list(area.places.index)), 4)}
    numbers = {
        ("二〇二六", f"E{rows[p]}"): n
        for p, n in book.counts["household_count"].items()
        if n != area.places.at[p, "household_count"]
    }
    assert different == set(numbers)
    assert {key: after[key][0] for key in different} == numbers
    assert all(after[key][2:] == before[key][2:] for key in different)
    again = openpyxl.load_workbook(io.BytesIO(back))["二〇二六"]
    assert sorted(map(str, again.merged_cells.ranges)) == ["A1:H1", "B2:D2"]
    assert (again.freeze_panes, again.column_dimensions["C"].width) == ("C4", 31)


def test_a_csv_handed_back_keeps_bytes_quotes_and_encoding(area: Area) -> None:
    text = '序号,居民点编码,户数,备注\r\n0001,P001,5,"沿河, 两岸"\r\n0002,"P002",,无\r\n'
    for encoding in ("utf-8-sig", "utf-8", "gb18030"):
        content = text.encode(encoding)
        back = handed_back("a.csv", content, area).decode(encoding)
        first, second = (area.places.at[p, "household_count"] for p in ("P001", "P002"))
        wanted = text.replace("P001,5,", f"P001,{first},").replace('"P002",,', f'"P002",{second},')
        assert back == wanted


def test_a_csv_whose_last_column_is_filled_keeps_its_line_ends(area: Area) -> None:
    content = "居民点编码,户数\r\nP001,5\r\nP002,\r\n".encode()
    first, second = (area.places.at[p, "household_count"] for p in ("P001", "P002"))
    wanted = f"居民点编码,户数\r\nP001,{first}\r\nP002,{second}\r\n".encode()
    assert handed_back("a.csv", content, area) == wanted


def with_value(content: bytes, formula: str, value: int) -> bytes:
    """The workbook as a spreadsheet program would have saved it: the formula with its value."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w") as new:
        for part in old.namelist():
            text = old.read(part)
            if part.startswith("xl/worksheets/sheet"):
                text = re.sub(
                    rb"(<f>%s</f>)<v ?/>" % formula.encode(), rb"\1<v>%d</v>" % value, text
                )
            new.writestr(part, text)
    return made.getvalue()


def test_a_formula_counts_by_its_value_and_is_never_written_over(area: Area) -> None:
    book = openpyxl.Workbook()
    for row in (["居民点编码", "户数"], ["P001", "=31*9"], ["P002", 3]):
        book.active.append(row)
    bare = saved(book)
    assert [(f.code, f.cell) for f in bring(NAME, bare, area).faults] == [("formula_empty", "B2")]
    content = with_value(bare, r"31\*9", 279)
    brought = bring(NAME, content, area)
    assert brought.values["household_count"] == {"P001": 279, "P002": 3}
    assert brought.formulas == {"B2"}
    sheet = openpyxl.load_workbook(io.BytesIO(handed_back(NAME, content, area))).active
    assert sheet["B2"].value == "=31*9"
    assert sheet["B3"].value == area.places.at["P002", "household_count"]


@pytest.mark.parametrize("where", ["cell", "header", "other_sheet", "hidden", "remark"])
def test_a_person_anywhere_refuses_the_whole_file_without_being_repeated(
    area: Area, where: str
) -> None:
    book = template(area)
    sheet = book.active
    secret = "13812345678"  # made up
    if where == "cell":
        sheet["K9"] = secret
    elif where == "header":
        sheet["K2"] = "户主姓名"
    elif where == "remark":
        sheet["D9"].comment = Comment(f"打 {secret}", "x")
    else:
        other = book.create_sheet("联系")
        other["B2"] = int(secret)
        other.sheet_state = "hidden" if where == "hidden" else "visible"
    with pytest.raises(SchemaError) as caught:
        bring(NAME, saved(book), area)
    (fault,) = caught.value.faults
    cell = {"cell": "K9", "header": "K2", "remark": None}.get(where, "联系!B2")
    assert fault.facts.get("where", None) == cell or where in ("cell", "header")
    assert str(fault.facts.get("where", "")).endswith(cell or "")
    assert secret not in str(caught.value)


@pytest.mark.parametrize("where", ["title", "formula", "joined", "link", "printed"])
def test_a_person_in_no_cell_of_a_workbook_is_refused_too(area: Area, where: str) -> None:
    book = template(area)
    sheet = book.active
    secret = "13812345678"  # made up
    if where == "title":
        sheet.title = f"王建国{secret}"
    elif where == "link":
        sheet["B4"].hyperlink = f"tel:{secret}"
    elif where == "printed":
        sheet.oddFooter.center.text = "填报人：王建国 第&P页"
    else:
        sheet["K9"] = f'=HYPERLINK("tel:{secret}")' if where == "formula" else '="138"&"12345678"'
    with pytest.raises(SchemaError) as caught:
        bring(NAME, saved(book), area)
    assert [fault.code for fault in caught.value.faults] == ["person_remark"]
    assert secret not in str(caught.value)


def test_the_book_survives_its_json_and_undo(area: Area) -> None:
    one = PlaceBook().taking({"household_count": {"P001": 7}}, Origin("entered", "table", "2026"))
    history = (
        History().then(one).then(one.taking({"night": {"P001": 1}}, Origin("guessed", "table")))
    )
    assert history_of(history.to_plain()) == history
    assert history.undone().now == one
    assert history.undone().undone().now == PlaceBook()
    with pytest.raises(InputError):
        history_of({"states": [{"counts": {"household_count": {"P001": "张三"}}}]})


def test_every_question_sees_the_counts_of_the_office() -> None:
    ground = _ground()
    book = PlaceBook().taking(
        {"household_count": {"P001": 999, "gone": 1}}, Origin("entered", "table")
    )
    seen = with_book(ground, book)
    assert seen.area.places.at["P001", "household_count"] == 999
    assert ground.area.places.at["P001", "household_count"] != 999
    assert seen.area.fingerprint != ground.area.fingerprint
    assert with_book(ground, PlaceBook()) is ground


_GROUND: list = []


def _ground():
    if not _GROUND:
        _GROUND.append(load_ground(FOLDER))
    return _GROUND[0]
