"""The command that hands out the table of places and takes it back."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from planner.__main__ import main


@pytest.fixture
def run(tmp_path, capsys):
    def go(*words: object) -> tuple[int, str]:
        status = main(["places", "luoyan", *map(str, words), "--store", str(tmp_path / "store")])
        told = capsys.readouterr()
        return status, told.out + told.err

    return go


def kept(tmp_path: Path) -> dict:
    path = tmp_path / "store" / "luoyan" / "places.json"
    return json.loads(path.read_text(encoding="utf-8"))["value"]["states"][-1]


def test_a_table_goes_out_and_comes_back(run, tmp_path) -> None:
    table, back = tmp_path / "表.xlsx", tmp_path / "回.xlsx"
    assert run("--out", table)[0] == 0
    book = openpyxl.load_workbook(table)
    sheet = book.active
    assert [cell.value for cell in sheet[2]][:4] == [
        "居民点编码",
        "居民点名称",
        "所属村（社区）",
        "户数",
    ]
    sheet["D3"] = 77
    book.save(table)
    status, told = run(table)
    assert status == 0
    assert "户数：填了 250 处，合计由 6,500 变为" in told
    assert kept(tmp_path)["counts"]["household_count"]["P001"] == 77
    assert kept(tmp_path)["batches"][0]["kind"] == "entered"
    assert set(kept(tmp_path)["counts"]["household_count"]) == {"P001"}  # the others were guesses
    assert run(table, "--checked")[0] == 0
    assert len(kept(tmp_path)["counts"]["household_count"]) == 250
    sheet["D3"] = 78
    book.save(table)
    assert run(table, "--out", back)[0] == 0
    assert openpyxl.load_workbook(back).active["D3"].value == 77


@pytest.mark.slow
def test_a_wrong_cell_a_person_and_a_gap_take_nothing(run, tmp_path) -> None:
    table = tmp_path / "a.csv"
    table.write_text("居民点编码,户数\nP001,三十\n", encoding="utf-8")
    status, told = run(table)
    assert status == 1
    assert "B2：应为 0 到 100000 的整数，填的是“三十”。" in told
    table.write_text("居民点编码,户数,联系电话\nP001,3,\n", encoding="utf-8")
    status, told = run(table)
    assert status == 1
    assert "C1" in told
    assert "只按地点规划" in told
    table.write_text("居民点编码,户数\nP001,3\n", encoding="utf-8")
    status, told = run(table)
    assert status == 1
    assert "249 个居民点没填" in told
    assert not (tmp_path / "store").exists()
    assert run(table, "--keep-missing")[0] == 0
    assert kept(tmp_path)["counts"] == {"household_count": {"P001": 3}}


def test_what_is_no_table_is_said_in_one_sentence(run, tmp_path) -> None:
    table = tmp_path / "a.csv"
    table.write_text("甲,乙\n1,2\n", encoding="utf-8")
    assert run(table) == (
        2,
        "a.csv：没有找到居民点编码（或名称）和户数、人口、警情件数这样的列。请用本页的模板。\n",
    )
    assert run()[0] == 2
