"""Tables -> one XLSX workbook that keeps codes as text."""

from __future__ import annotations

import io
import re
import zipfile
from types import MappingProxyType
from typing import IO, TYPE_CHECKING

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

_HEAD_FILL = PatternFill("solid", fgColor="DDE6ED")
_WIDEST_COLUMN = 48
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


def write_workbook(
    path: Path, sheets: Mapping[str, pd.DataFrame], *, note: str, stamp: datetime
) -> None:
    """Write a workbook to a path; a file that is there is replaced."""
    path.write_bytes(workbook_bytes(sheets, note=note, stamp=stamp))


def workbook_bytes(
    sheets: Mapping[str, pd.DataFrame],
    *,
    note: str,
    stamp: datetime,
    choices: Mapping[str, Sequence[str]] = MappingProxyType({}),
) -> bytes:
    """Return a workbook with each frame on a sheet of its own, under a note and a header row.

    Parameters
    ----------
    sheets
        Sheet title -> table, already in the reader's language.
    note
        First line of every sheet: source, date, and whether this is example data.
    stamp
        Date written into the file's properties, so that the same plan gives the same file.
    choices
        Header of a column -> what a cell of it offers to choose from; other entries can be typed.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.created = book.properties.modified = stamp
    book.properties.creator = ""
    for title, table in sheets.items():
        sheet = book.create_sheet(title[:31])
        _fill(sheet, table, note)
        _offer(sheet, table, choices)
    made, kept = io.BytesIO(), io.BytesIO()
    book.save(made)
    _repack(made, kept, stamp)
    return kept.getvalue()


def _repack(content: IO[bytes], file: IO[bytes], stamp: datetime) -> None:
    """Copy a workbook with `stamp` as its only time: openpyxl writes the clock into it."""
    with zipfile.ZipFile(content) as made, zipfile.ZipFile(file, "w") as kept:
        for name in made.namelist():
            part = zipfile.ZipInfo(name, stamp.timetuple()[:6])
            part.compress_type = zipfile.ZIP_DEFLATED
            text = made.read(name)
            if name == "docProps/core.xml":
                text = _MODIFIED.sub(
                    rb"\g<1>%sT00:00:00Z" % stamp.date().isoformat().encode(), text
                )
            kept.writestr(part, text)


def _fill(sheet: Worksheet, table: pd.DataFrame, note: str) -> None:
    sheet.append([_plain(note)])
    sheet.append([_plain(str(name)) for name in table.columns])
    for row in table.itertuples(index=False):
        sheet.append([_plain(value) for value in row])
    for cell in sheet[2]:
        cell.font = Font(bold=True)
        cell.fill = _HEAD_FILL
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    for number, name in enumerate(table.columns, start=1):
        letter = get_column_letter(number)
        longest = max([_width(name), *(_width(value) for value in table[name])])
        sheet.column_dimensions[letter].width = min(longest + 2, _WIDEST_COLUMN)
    _keep_text(sheet)
    sheet.freeze_panes = "A3"


def _offer(sheet: Worksheet, table: pd.DataFrame, choices: Mapping[str, Sequence[str]]) -> None:
    """Let the cells of some columns open a list to choose from."""
    for number, name in enumerate(table.columns, start=1):
        if name in choices and len(table):
            letter = get_column_letter(number)
            listed = DataValidation("list", formula1=f'"{",".join(choices[name])}"')
            listed.showErrorMessage = False
            listed.add(f"{letter}3:{letter}{len(table) + 2}")
            sheet.add_data_validation(listed)


def _keep_text(sheet: Worksheet) -> None:
    """Mark text cells as text: a 15-digit code must not become a rounded number."""
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell.value, str):
                cell.number_format = "@"
                # A leading "=" is a place's odd name, never a formula of ours.
                cell.data_type = "s"


def _plain(value: object) -> str | int | float | bool | None:
    # NaN is the one value unlike itself; NA is unlike nothing and cannot be asked
    if value is None or value is pd.NA or value != value:  # noqa: PLR0124
        return None
    if isinstance(value, str):
        # what no workbook may hold, such as a bell or a null, becomes a space
        return ILLEGAL_CHARACTERS_RE.sub(" ", value)
    if isinstance(value, bool | int | float):
        return value
    item = getattr(value, "item", None)
    return item() if callable(item) else str(value)


def _width(value: object) -> int:
    """Columns a text takes in a spreadsheet: a Chinese character counts two."""
    return sum(2 if ord(letter) > 0x2E7F else 1 for letter in str(value))
