"""An area folder takes no person: not in a column, a cell or an id, read by anybody or not."""

from __future__ import annotations

import csv
import json
import random

import pytest

from geo.contract import SchemaError
from geo.load import load_area
from geo.persons import cell_trace
from geo.persons.tables import refuse_named
from planner.words import LANGS, explain
from tests.geo.test_persons import id_number

ID = id_number(random.Random(7))
PHONE = "13812345678"


def edited(folder, layer, change):
    path = folder / f"{layer}.geojson"
    document = json.loads(path.read_text("utf-8"))
    for number, feature in enumerate(document["features"]):
        change(number, feature["properties"])
    path.write_text(json.dumps(document, ensure_ascii=False), "utf-8")


def refusals(folder):
    with pytest.raises(SchemaError) as refused:
        load_area(folder)
    found = refused.value.faults
    for one in found:
        for lang in LANGS:
            told = explain("input", one.code, one.facts, lang)
            assert "{" not in told
            assert not any(text in told for text in (ID, PHONE, "王建国"))
    return [(f.code, f.facts["file"], f.facts["where"], f.facts["kind"]) for f in found]


@pytest.mark.parametrize(
    ("column", "value", "kind"),
    [
        ("联系电话", "", "phone"),
        ("身份证号", None, "id"),
        ("户主", "阿依", "name"),
        ("负责人", "王建国", "name"),
        ("email", "x", "mail"),
    ],
)
def test_a_column_nobody_reads_is_refused_by_its_header(tiny_folder, column, value, kind):
    edited(tiny_folder, "places", lambda _, told: told.update({column: value}))
    assert refusals(tiny_folder) == [("person_header", "places.geojson", column, kind)]


@pytest.mark.parametrize(
    ("value", "kind"),
    [(ID, "id"), (PHONE, "phone"), (int(PHONE), "phone"),
     ("王建国", "name"), ("户主王建国3人", "name"), ("云A12345", "plate")],
)  # fmt: skip
def test_a_cell_of_a_column_nobody_reads_is_refused_with_its_row(tiny_folder, value, kind):
    edited(tiny_folder, "grids", lambda n, told: told.update({"备注": value if n == 1 else ""}))
    [(code, file, where, found)] = refusals(tiny_folder)
    assert (code, file, found) == ("person_cell", "grids.geojson", kind)
    assert where.endswith(", 备注")


def test_an_id_number_used_as_an_id_is_refused_by_its_row_and_never_repeated(tiny_folder):
    edited(tiny_folder, "sites", lambda n, t: t.update({"site_id": ID}) if n == 0 else None)
    assert ("person_cell", "sites.geojson", "row 2, site_id", "id") in refusals(tiny_folder)


def test_a_table_of_the_folder_is_looked_at_too(tiny_folder):
    path = tiny_folder / "crews.csv"
    rows = list(csv.reader(path.read_text("utf-8").splitlines()))
    for number, row in enumerate(rows):
        row.append("带队民警" if number == 0 else "王建国")
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    found = refusals(tiny_folder)
    assert ("person_header", "crews.csv", "带队民警", "name") in found


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("name", {"zh": "联系人：王建国", "en": "x"}, ("person_cell", "zh, name", "name")),
        ("attribution", f"电话{PHONE}", ("person_cell", "-, attribution", "phone")),
        ("memo", [PHONE], ("person_cell", "1, memo", "phone")),
        ("联系人", "阿依", ("person_header", "联系人", "name")),
    ],
)
def test_the_header_of_an_area_takes_no_person_and_repeats_none(tiny_folder, field, value, told):
    path = tiny_folder / "area.json"
    facts = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps({**facts, field: value}, ensure_ascii=False), "utf-8")
    code, where, kind = told
    assert refusals(tiny_folder) == [(code, "area.json", where, kind)]


def test_places_called_after_families_and_columns_of_figures_are_let_in(tiny_folder):
    def change(number, told):
        told |= {"别名": ["王家坪", "李村", "高山", "金银花", "张家湾", "欧阳屯"][number % 6]}
        told |= {"网格员人数": 2, "网格员": 3, "osm_id": 13_812_345_678, "电话亭数量": 1}
        told |= {"备注": ["已搬迁", "民警和平村驻点", "组长李村", "书记金龙村", ""][number % 5]}

    edited(tiny_folder, "places", change)
    load_area(tiny_folder)


def test_numbers_of_openstreetmap_in_a_column_of_codes_are_no_telephones():
    refuse_named("a", {"site_id": ["n13812345678", "way/13812345678"]}, ["row 2", "row 3"])
    with pytest.raises(SchemaError):
        refuse_named("a", {"site_id": [PHONE]}, ["row 2"])


@pytest.mark.parametrize(
    "text", ["户主王建国3人", "联系人李秀英", "组长李伟", "张志强", "欧阳志强"]
)
def test_names_that_can_be_told_are_told(text):
    assert cell_trace(text, "备注") == "name"


@pytest.mark.parametrize(
    "text", ["高山", "王家坪", "李村", "金银花", "黄菊花", "白玉兰", "村长万福庆村", "主任办公室"]
)
def test_names_that_cannot_be_told_from_places_and_crops_are_let_in(text):
    assert cell_trace(text, "备注") == ""


def test_under_a_header_of_places_a_name_is_one_of_a_place():
    assert cell_trace("张志强", "居民点名称") == ""
