"""Every cell of a CSV or a workbook: all sheets, hidden ones too, with formulas and remarks."""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from geo.formats.cells import (
    Cells,
    csv_table,
    plain_row,
    sheet_rows,
    table_of,
    workbook,
    xlsx_layers,
)
from geo.formats.headers import known_columns

_REMARKS = re.compile(r"xl/(threadedC|c)omments[^/]*/?[^/]*\.xml")
_TEXT = re.compile(r"<(?:t|text)\b[^>]*>([^<]*)</(?:t|text)>")
_SHEET = re.compile(r"xl/worksheets/(_rels/)?[^/]+\.xml(\.rels)?")
# formulas, what is printed above and below a sheet, and whom a link calls or writes to
_BESIDE = re.compile(
    r"<f\b[^>/]*>([^<]+)</f>|<(?:odd|even|first)(?:Header|Footer)>([^<]+)<|\"((?:tel|mailto):[^\"]+)\""
)
_SIGNS = re.compile(r'&(?:"[^"]*"|[A-Z]|\d{1,2})|"&"')  # of fonts and pages; of texts joined


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: rows that hold anything with their numbers, and what a formula stands in.

    A formula whose value the workbook does not hold is an empty cell. ``formulas`` has row and
    column, both as a spreadsheet counts them from 1.
    """

    title: str
    numbers: tuple[int, ...]
    rows: tuple[Cells, ...]
    formulas: frozenset[tuple[int, int]] = field(default=frozenset())


@dataclass(frozen=True, slots=True)
class Book:
    """A whole file: its sheets, and the texts in no cell of them.

    These are remarks pinned to cells, formulas, names of sheets, what is printed above and below,
    and addresses of links.
    """

    name: str
    sheets: tuple[Sheet, ...]
    remarks: tuple[str, ...] = ()


def whole_book(name: str, content: bytes) -> Book:
    """Read every sheet of a workbook, or the one table of a CSV; its ending says which it is.

    Raises
    ------
    InputError
        not_text, bad_csv, old_workbook, not_xlsx, too_many_rows or too_many_columns.
    """
    if not name.lower().endswith(".xlsx"):
        table = csv_table(name, content, "", _likeness)
        return Book(name, (Sheet("", table.numbers, table.rows),))
    titles = xlsx_layers(name, content)
    with workbook(name, content) as book:
        tables = [table_of(name, t, map(plain_row, sheet_rows(book, t)), ()) for t in titles]
    with workbook(name, content, formulas=True) as book:
        formulas = [_formulas(sheet_rows(book, title)) for title in titles]
    sheets = tuple(
        Sheet(table.layer, table.numbers, table.rows, found)
        for table, found in zip(tables, formulas, strict=True)
    )
    return Book(name, sheets, (*titles, *_remarks(content), *_beside(content)))


def _likeness(row: Sequence[object]) -> int:
    return known_columns([str(cell) for cell in row if cell is not None])


def _formulas(rows: Iterable[Cells]) -> frozenset[tuple[int, int]]:
    return frozenset(
        (number, column)
        for number, row in enumerate(rows, 1)
        for column, cell in enumerate(row, 1)
        if (isinstance(cell, str) and cell.startswith("=")) or hasattr(cell, "ref")
    )


def _remarks(content: bytes) -> tuple[str, ...]:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        parts = [part for part in packed.namelist() if _REMARKS.fullmatch(part)]
        found = [_TEXT.findall(packed.read(part).decode("utf-8", "replace")) for part in parts]
    return tuple(html.unescape(text).strip() for texts in found for text in texts if text.strip())


def _beside(content: bytes) -> tuple[str, ...]:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        parts = [part for part in packed.namelist() if _SHEET.fullmatch(part)]
        told = [_BESIDE.findall(packed.read(part).decode("utf-8", "replace")) for part in parts]
    texts = {html.unescape("".join(found)) for each in told for found in each}
    return tuple(sorted(_SIGNS.sub(lambda sign: " " * (sign[0] != '"&"'), text) for text in texts))
