"""Write whole numbers into single cells of a file; every other cell stays as it is."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping

from openpyxl.utils.cell import coordinate_to_tuple

from geo.contract import InputError
from geo.formats import book_text
from geo.formats.cells import decoded, workbook
from geo.formats.whole_book import whole_book

_MARKS = {"utf-8-sig": b"\xef\xbb\xbf"}


def filled(name: str, content: bytes, values: Mapping[tuple[str, str], int]) -> bytes:
    """Write numbers into cells and return the file; without a number it is byte for byte the same.

    Everything else in the file stays byte for byte: formulas, formats, pictures, charts, further
    columns, leading zeros. Only the values of formulas that hang on a written cell are taken out,
    for a spreadsheet program to work them out anew when it opens the file.

    Parameters
    ----------
    values
        Title of the sheet ("" for a CSV) and cell such as "C7" -> number. No cell has a formula,
        and each row has a cell already.

    Raises
    ------
    InputError
        cannot_fill, or what the reader of the format says.
    """
    if not values:
        return content
    if not name.lower().endswith(".xlsx"):
        return _csv(name, content, {cell: value for (_, cell), value in values.items()})
    with workbook(name, content):  # sizes and passwords are judged there
        pass
    numbers: dict[str, dict[tuple[int, int], int]] = {}
    for (sheet, cell), value in values.items():
        numbers.setdefault(sheet, {})[coordinate_to_tuple(cell)] = value
    try:
        return book_text.rewritten(content, numbers)
    except ValueError as error:
        told = "{file}: it is signed or written in an unusual way; save it as .xlsx again."
        raise InputError(code="cannot_fill", facts={"file": name}, sentence=told) from error


def _csv(name: str, content: bytes, values: Mapping[str, int]) -> bytes:
    """Replace fields of a CSV in its text: separators, quotes, line ends and encoding stay."""
    encoding = _encoding(content)
    text, _ = decoded(name, content, encoding)
    separator = _separator(name, content, text)
    wanted = {coordinate_to_tuple(cell): str(value) for cell, value in values.items()}
    made, row, column, start, quoted = [], 1, 1, 0, False
    for at, letter in enumerate(f"{text}\n"):
        if letter == '"':
            quoted = not quoted
        elif not quoted and letter in (separator, "\n"):
            field = text[start:at]
            end = "\r" if letter == "\n" and field.endswith("\r") else ""
            made.append(wanted.get((row, column), field.removesuffix("\r") if end else field) + end)
            made.append(letter)
            row, column = (row + 1, 1) if letter == "\n" else (row, column + 1)
            start = at + 1
    done = "".join(made)[:-1]  # the line end that was added
    return _MARKS.get(encoding, b"") + done.encode("utf-8" if encoding in _MARKS else encoding)


def _separator(name: str, content: bytes, text: str) -> str:
    """Find the separator by which the file was read."""
    read = whole_book(name, content).sheets[0].rows
    for separator in ",\t;":
        rows = [
            tuple(cell.strip() or None for cell in row)
            for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        ]
        if [row[: len(same)] for row, same in zip(filter(any, rows), read, strict=False)] == [
            *read
        ]:
            return separator
    return ","


def _encoding(content: bytes) -> str:
    if content.startswith(_MARKS["utf-8-sig"]):
        return "utf-8-sig"
    for encoding in ("utf-8", "gb18030"):
        try:
            content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return encoding
    return "utf-16"
