"""Numbers written into workbooks as offices have them: every other byte and value stays."""

import io
import re
import zipfile

import openpyxl
import pytest

from geo.contract import InputError
from geo.formats.fill_cells import filled
from geo.formats.formula_reach import hanging
from geo.formats.sheet_text import Formula, read_sheet, rewritten

HEAD = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
# as LibreOffice writes a sheet: shared texts, a style a cell, values beside their formulas
HOUSES = (
    b"<sheetData>"
    b'<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
    b'<row r="2" spans="1:3"><c r="A2" s="1" t="s"><v>2</v></c><c r="B2" s="2"><v>7</v></c>'
    b'<c r="C2" s="3"><f aca="false">B2*2</f><v>14</v></c></row>'
    b'<row r="3" spans="1:1"><c r="A3" t="s"><v>3</v></c><c r="D3"><v>0.5</v></c></row>'
    b'<row r="4"><c r="B4"><f aca="false">SUM(B2:B3)</f><v>7</v></c>'
    b'<c r="C4" t="str"><f aca="false">IF(C2&gt;9,"many","few")</f><v>many</v></c>'
    b'<c r="D4"><f aca="false">D3*2</f><v>1</v></c></row>'
    b"</sheetData>"
)
OTHER = (
    b'<sheetData><row r="1"><c r="A1"><f>\'\xe6\x88\xb7 \xe6\x95\xb0\'!B4+1</f><v>8</v></c>'
    b'<c r="B1"><f>1+1</f><v>2</v></c></row></sheetData>'
)
STYLES = (
    b"<styleSheet %s><fonts><font/></fonts><fills><fill><patternFill/></fill></fills>"
    b"<borders><border/></borders><cellStyleXfs><xf/></cellStyleXfs><cellXfs>%s</cellXfs>"
    b'<cellStyles><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    % (MAIN, 4 * b'<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>')
)
TITLE = "户 数"


def workbook_of(*sheets: tuple[str, bytes], calc: bytes = b'<calcPr calcId="0"/>') -> bytes:
    """A workbook of given sheets with the shared texts 编码, 户数, P001, P002, and a picture."""
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    numbers = range(1, len(sheets) + 1)
    listed = "".join(
        f'<sheet name="{title}" sheetId="{n}" r:id="rId{n}"/>'
        for n, (title, _) in zip(numbers, sheets, strict=True)
    )
    related = (
        "".join(
            f'<Relationship Id="rId{n}" Type="{relation}/worksheet" Target="worksheets/s{n}.xml"/>'
            for n in numbers
        )
        + f'<Relationship Id="rId9" Type="{relation}/sharedStrings" Target="sharedStrings.xml"/>'
    )
    package = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
    types = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    sheet = f'ContentType="{types}.worksheet+xml"'
    parts = {
        "[Content_Types].xml": (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
            'relationships+xml"/><Default Extension="png" ContentType="image/png"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{types}.sheet.main+xml"/>'
            f'<Override PartName="/xl/styles.xml" ContentType="{types}.styles+xml"/>'
            f'<Override PartName="/xl/sharedStrings.xml" ContentType="{types}.sharedStrings+xml"/>'
            + "".join(f'<Override PartName="/xl/worksheets/s{n}.xml" {sheet}/>' for n in numbers)
            + "</Types>"
        ).encode(),
        "_rels/.rels": (
            f'<Relationships {package}><Relationship Id="a" Type="{relation}/officeDocument" '
            'Target="xl/workbook.xml"/></Relationships>'
        ).encode(),
        "xl/workbook.xml": HEAD
        + b"<workbook %s " % MAIN
        + f'xmlns:r="{relation}"><sheets>{listed}</sheets>'.encode()
        + calc
        + b"</workbook>",
        "xl/_rels/workbook.xml.rels": (
            f"<Relationships {package}>{related}</Relationships>"
        ).encode(),
        "xl/sharedStrings.xml": (
            f"<sst {MAIN.decode()}>"
            + "".join(f"<si><t>{text}</t></si>" for text in ("编码", "户数", "P001", "P002"))
            + "</sst>"
        ).encode(),
        "xl/styles.xml": STYLES,
        "xl/media/image1.png": b"\x89PNG not looked at",
        **{
            f"xl/worksheets/s{n}.xml": HEAD + b"<worksheet %s>" % MAIN + text + b"</worksheet>"
            for n, (_, text) in zip(numbers, sheets, strict=True)
        },
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for part, text in parts.items():
            packed.writestr(part, text)
    return made.getvalue()


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return {part: packed.read(part) for part in packed.namelist()}


def values_of(content: bytes) -> dict[tuple[str, str], object]:
    book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in book
        for row in sheet
        for cell in row
        if cell.value is not None
    }


def test_values_of_formulas_stay_except_those_that_hang_on_a_written_cell():
    content = workbook_of((TITLE, HOUSES), ("别的", OTHER))
    back = filled("a.xlsx", content, {(TITLE, "B2"): 12, (TITLE, "B3"): 3})
    before, after = values_of(content), values_of(back)
    gone = {(TITLE, "C2"), (TITLE, "B4"), (TITLE, "C4"), ("别的", "A1")}
    assert before.keys() - after.keys() == gone
    assert {key: after[key] for key in after if before.get(key) != after[key]} == {
        (TITLE, "B2"): 12,
        (TITLE, "B3"): 3,
    }
    formulas = openpyxl.load_workbook(io.BytesIO(back))
    assert formulas[TITLE]["B4"].value == "=SUM(B2:B3)"
    assert formulas["别的"]["A1"].value == "='户 数'!B4+1"
    assert formulas.calculation.fullCalcOnLoad


def test_every_other_part_and_byte_stays():
    content = workbook_of((TITLE, HOUSES), ("别的", OTHER))
    before, after = parts_of(content), parts_of(filled("a.xlsx", content, {(TITLE, "D3"): 2}))
    assert list(before) == list(after)
    changed = {part for part in before if before[part] != after[part]}
    assert changed == {"xl/workbook.xml", "xl/worksheets/s1.xml"}
    wanted = before["xl/worksheets/s1.xml"].replace(b"<v>0.5</v>", b"<v>2</v>")
    wanted = wanted.replace(b"<v>1</v></c></row></sheetData>", b"</c></row></sheetData>")
    assert after["xl/worksheets/s1.xml"] == wanted


def test_without_a_formula_nothing_is_told_to_be_worked_out():
    plain = re.sub(rb"<f.*?</f>", b"", HOUSES)
    before = parts_of(workbook_of((TITLE, plain)))
    after = parts_of(filled("a.xlsx", workbook_of((TITLE, plain)), {(TITLE, "B2"): 12}))
    assert [part for part in before if before[part] != after[part]] == ["xl/worksheets/s1.xml"]


@pytest.mark.parametrize("calc", [b"", b'<calcPr fullCalcOnLoad="0" iterate="1"/>', b"<calcPr/>"])
def test_programs_are_told_to_work_formulas_out_however_the_book_is_written(calc):
    back = filled("a.xlsx", workbook_of((TITLE, HOUSES), calc=calc), {(TITLE, "B2"): 12})
    assert openpyxl.load_workbook(io.BytesIO(back)).calculation.fullCalcOnLoad
    assert parts_of(back)["xl/workbook.xml"].count(b"calcPr") == 1


def test_cells_with_a_name_for_the_namespace_without_places_or_not_there_yet():
    text = (
        b'<x:worksheet xmlns:x="http://x"><x:sheetData><x:row><x:c t="inlineStr"><x:is><x:t>P</x:t>'
        b'</x:is></x:c><x:c s="4"/><x:c r="D1"><x:v>1</x:v></x:c></x:row></x:sheetData>'
        b"</x:worksheet>"
    )
    made = rewritten(read_sheet(text), {(1, 1): 5, (1, 2): 6, (1, 3): 7, (1, 5): 8}, set())
    assert made == (
        b'<x:worksheet xmlns:x="http://x"><x:sheetData><x:row><x:c><x:v>5</x:v></x:c>'
        b'<x:c s="4"><x:v>6</x:v></x:c><x:c r="C1"><x:v>7</x:v></x:c><x:c r="D1"><x:v>1</x:v></x:c>'
        b'<x:c r="E1"><x:v>8</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    )


@pytest.mark.parametrize(
    ("text", "hangs"),
    [
        ("B2+1", True),
        ("$B$2", True),
        ("SUM(A1:C3)", True),
        ("SUM(B:B)", True),
        ("SUM(2:2)", True),
        ("'户 数'!b2", True),
        ("户数合计*2", True),  # a name: nobody knows where it leads
        ('INDIRECT("B"&2)', True),
        ("SUM(A1:INDEX(A1:A9,3))", True),
        ("表1[户数]", True),
        ("SUM(甲:丙!B2)", True),
        ("B3+C2", False),
        ("SUM(C1:D9)", False),
        ("SUM(C:D)", False),
        ("别的!B2", False),
        ('IF(TRUE,"B2",1)', False),
        ("1+1", False),
    ],
)
def test_what_a_formula_looks_at_is_read_from_its_text(text, hangs):
    formulas = {TITLE: [Formula((9, 9), text, (9, 9, 9, 9))], "别的": []}
    assert hanging(formulas, {TITLE: [(2, 2)]}) == {
        TITLE: {(9, 9)} if hangs else set(),
        "别的": set(),
    }


def test_formulas_that_share_a_text_and_those_that_fill_several_cells():
    shared = (
        b'<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1"><f t="shared" ref="B1:B2" si="0">'
        b'A1*2</f><v>2</v></c></row><row r="2"><c r="A2"><v>4</v></c><c r="B2"><f t="shared" '
        b'si="0"/><v>8</v></c></row><row r="3"><c r="A3"><f t="array" ref="A3:B3">TRANSPOSE(A1:A2)'
        b'</f><v>1</v></c><c r="B3"><v>4</v></c></row></sheetData>'
    )
    back = filled("a.xlsx", workbook_of((TITLE, shared)), {(TITLE, "A2"): 5})
    assert values_of(back) == {(TITLE, "A1"): 1, (TITLE, "B1"): 2, (TITLE, "A2"): 5}


@pytest.mark.parametrize(
    ("part", "text"),
    [
        ("_xmlsignatures/origin.sigs", b""),
        ("xl/worksheets/s1.xml", HOUSES.decode().encode("utf-16")),
        ("xl/worksheets/s1.xml", b'<!DOCTYPE a [<!ENTITY e "1">]><worksheet/>'),
    ],
)
def test_a_workbook_that_cannot_be_written_into_is_refused(part, text):
    held = workbook_of((TITLE, HOUSES))
    parts = parts_of(held) | {part: text}
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        for name, told in parts.items():
            packed.writestr(name, told)
    with pytest.raises(InputError) as caught:
        filled("a.xlsx", made.getvalue(), {(TITLE, "B2"): 12})
    assert caught.value.code in ("cannot_fill", "not_xlsx")
