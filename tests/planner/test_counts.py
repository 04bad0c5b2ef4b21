"""Counts out of an office's own table: by settlement or by grid, wrong rows named."""

import io

import openpyxl
import pytest

from geo.contract import InputError
from planner.demand.counts import counts_of


def told(name: str, content: bytes) -> InputError:
    with pytest.raises(InputError) as caught:
        counts_of(name, content)
    return caught.value


def workbook(*rows) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_chinese_table_is_read_whatever_its_text(encoding):
    text = "某月事件表,,\n网格编码,类别,件数\n530623202001001,纠纷,2\n530623202001001,治安,3\n"
    counts = counts_of("月报.csv", text.encode(encoding))
    assert (counts.by, counts.values.to_dict()) == ("grid_id", {"530623202001001": 5})


def test_counts_by_settlement_come_first_where_a_table_has_both():
    counts = counts_of("a.csv", b"grid_id,place_id,count\n1,P1,2\n1,P2,0\n")
    assert (counts.by, counts.values.to_dict(), counts.total) == ("place_id", {"P1": 2, "P2": 0}, 2)


def test_a_workbook_is_read_and_a_code_is_text_even_as_a_number():
    content = workbook(("网格编码", "数量"), ("0012", 4), (530623202001001, 1.0))
    assert counts_of("a.xlsx", content).values.to_dict() == {"0012": 4, "530623202001001": 1}


@pytest.mark.parametrize("cell", ["-1", "1.5", "many", "", "1e9", "99999999999"])
def test_what_is_no_whole_number_is_named_by_its_row(cell):
    error = told("a.csv", f"grid_id,count\n1,2\n2,{cell}\n".encode())
    assert (error.code, error.facts["row"]) == ("counts_row", 3)


def test_a_table_of_something_else_and_an_empty_one_are_refused():
    assert told("a.csv", b"name,age\nx,3\n").code == "counts_columns"
    assert told("a.csv", b"").code == "counts_columns"
    assert told("a.csv", b"grid_id,count\n").code == "counts_empty"
    assert told("a.csv", b"grid_id,count\n,5\n").code == "counts_row"


@pytest.mark.parametrize(
    "row", ["合计,,5", "合 计：,,5", ",合计,5", "Total,,5", ",总计,", "小计,1,2"]
)
def test_a_row_of_totals_is_no_row_of_counts(row):
    counts = counts_of("a.csv", f"序号,网格编码,件数\n1,7,2\n2,8,3\n{row}\n".encode())
    assert counts.values.to_dict() == {"7": 2, "8": 3}
