"""Counts an office keeps of a month, by settlement or by grid, out of its own table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from geo.contract import Fact, InputError
from geo.formats.cells import Table, csv_table, xlsx_table
from geo.formats.headers import plain_name
from geo.formats.whole_book import whole_book
from geo.persons.tables import refuse_persons

By = Literal["place_id", "grid_id"]

MOST = 10**9  # of one row
_WORDS: Mapping[str, Sequence[str]] = {
    "place_id": ("place_id", "居民点编码", "居民点代码", "居民点编号", "自然村编码", "小组编码"),
    "grid_id": ("grid_id", "网格编码", "网格代码", "网格编号", "grid_code"),
    "count": ("count", "件数", "数量", "计数", "合计", "次数"),
}
_TOTALS = {"合计", "总计", "小计", "共计", "total", "sum"}


@dataclass(frozen=True, slots=True, eq=False)
class Counts:
    """Whole numbers by settlement or by grid; rows of one code are added up."""

    by: By
    values: pd.Series[int]

    @property
    def total(self) -> int:
        """Sum of all of them."""
        return int(self.values.sum())


def counts_of(name: str, content: bytes) -> Counts:
    """Read counts out of a CSV or a workbook with one sheet; other columns are not taken.

    Rows in which a cell says that they are a total are left out.

    Parameters
    ----------
    name
        Name of the file; its ending says which of the two it is.

    Raises
    ------
    InputError
        counts_columns, counts_row (with the row a spreadsheet shows), counts_empty, or what the
        reader of the format says.
    SchemaError
        When anything in the file speaks of a person (`geo.persons.tables.refuse_persons`).
    """
    refuse_persons(whole_book(name, content))
    if name.lower().endswith(".xlsx"):
        table = xlsx_table(name, content, "")
    else:
        table = csv_table(name, content, "", lambda row: len(_columns(row)))
    by, rows = _rows(table)
    if not rows:
        told = "{source}: there is no row with a count below its header."
        raise InputError(facts={"source": table.file}, code="counts_empty", sentence=told)
    values = pd.Series(
        [count for _, count in rows], index=[code for code, _ in rows], dtype="int64"
    )
    return Counts(by, values.groupby(level=0).sum().rename_axis(by))


def _columns(row: Sequence[object]) -> dict[str, int]:
    """Tell where each column we know stands in a row of headings."""
    names = [plain_name(str(cell)) if cell is not None else "" for cell in row]
    found = {}
    for column, words in _WORDS.items():
        at = [names.index(word) for word in map(plain_name, words) if word in names]
        if at:
            found[column] = at[0]
    return found


def _rows(table: Table) -> tuple[By, list[tuple[str, int]]]:
    """Return what the counts are by, and every row below the header as code and count."""
    for start, row in enumerate(table.rows):
        columns = _columns(row)
        if "count" in columns and len(columns) > 1:
            by: By = "place_id" if "place_id" in columns else "grid_id"
            below = zip(table.numbers[start + 1 :], table.rows[start + 1 :], strict=True)
            places = columns[by], columns["count"]
            return by, [
                _row(table.file, number, cells, places)
                for number, cells in below
                if not _is_total(cells)
            ]
    head = [str(cell) for cell in (table.rows[0] if table.rows else ()) if cell is not None]
    facts: dict[str, Fact] = {"source": table.file, "given": ", ".join(head) or "-"}
    told = "{source}: expected the columns grid_id,count or place_id,count; it has {given}."
    raise InputError(facts=facts, code="counts_columns", sentence=told)


def _is_total(cells: Sequence[object]) -> bool:
    return any("".join(str(cell).split()).lower().rstrip(":：") in _TOTALS for cell in cells)


def _row(
    source: str, number: int, cells: Sequence[object], places: tuple[int, int]
) -> tuple[str, int]:
    code, count = (cells[at] if at < len(cells) else None for at in places)
    told = "" if code is None else str(code).strip()
    value = _whole(count)
    if not told or value is None:
        given = f"{told or '-'}, {'-' if count is None else count}"
        facts: dict[str, Fact] = {"source": source, "row": number, "given": given}
        sentence = "{source}, row {row}: expected a code and a whole number, got {given}."
        raise InputError(facts=facts, code="counts_row", sentence=sentence)
    return told, value


def _whole(cell: object) -> int | None:
    """Whole number of a cell, None for anything else."""
    text = str(cell).strip().removesuffix(".0")
    return int(text) if text.isascii() and text.isdigit() and int(text) <= MOST else None
