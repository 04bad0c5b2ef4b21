"""Rows of cells out of a CSV or an XLSX, each with the number a spreadsheet shows for it."""

import codecs
import csv
import datetime as dt
import io
import warnings
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import openpyxl
from openpyxl.utils import get_column_letter

from geo.contract import Fact, InputError
from geo.formats import archive
from geo.formats.drawing import MAX_COLUMNS, Note, which_layer

MAX_ROWS = 200_000  # more than the places of a county; a bigger sheet is no table of an office
HEAD = 50  # rows in which a header may stand
_EXCEL_ROWS = 1_048_576  # the most a sheet can have; beyond it nothing is read
_SEPARATORS = ",\t;"
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")  # an old .xls, or an .xlsx with a password

Cells = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows that hold anything, with their numbers, and what was noticed.

    ``file`` is what a message calls the table: the file, with the sheet where there are several.
    """

    file: str
    layer: str
    numbers: tuple[int, ...]
    rows: tuple[Cells, ...]
    notes: tuple[Note, ...] = ()


def csv_table(
    name: str, content: bytes, encoding: str, likeness: Callable[[Sequence[object]], int]
) -> Table:
    """Read a CSV; its separator is the one that shows a row most like a header.

    Parameters
    ----------
    encoding
        Encoding of the text; "" tries UTF-8, then GB18030.
    likeness
        How much a row is like a header.

    Raises
    ------
    InputError
        not_text, bad_csv, too_many_rows or too_many_columns.
    """
    text, notes = decoded(name, content, encoding)
    heads = {separator: list(_csv_rows(name, text, separator, HEAD)) for separator in _SEPARATORS}
    best = max(_SEPARATORS, key=lambda s: max(map(likeness, heads[s]), default=0))
    return table_of(name, "", _csv_rows(name, text, best), notes)


def xlsx_table(name: str, content: bytes, layer: str) -> Table:
    """Read one sheet of a workbook: values as they were last computed, dates in ISO form.

    Raises
    ------
    InputError
        not_xlsx, formula_without_value, which_layer, too_many_rows, too_many_columns, or what
        the archive says of a ZIP that is none or too large.
    """
    with workbook(name, content) as book:
        sheets = _filled(book)
        if layer not in sheets and (layer or len(sheets) != 1):
            raise which_layer(name, sheets)
        sheet = layer or sheets[0]
        table = table_of(name, sheet, map(plain_row, sheet_rows(book, sheet)), ())
    if _has_formulas(content):
        _check_formulas(name, content, table)
    return table


def xlsx_layers(name: str, content: bytes) -> tuple[str, ...]:
    """Names of the sheets that hold anything."""
    with workbook(name, content) as book:
        return _filled(book)


def decoded(name: str, content: bytes, encoding: str) -> tuple[str, tuple[Note, ...]]:
    """Text of a file in the encoding given, else in UTF-8, UTF-16 with a mark, or GB18030.

    Raises
    ------
    InputError
        not_text, or old_workbook where it is a workbook under another name.
    """
    _refuse_old(name, content)
    guesses = ["utf-16"] if content.startswith(_UTF_16) else ["utf-8-sig", "gb18030"]
    for codec in [encoding] if encoding else guesses:
        try:
            text = content.decode(codec)
        except (UnicodeDecodeError, LookupError):
            continue
        if "\0" not in text:
            guessed = codec == "gb18030" and not encoding
            return text, (Note("encoding_guessed", {"encoding": codec.upper()}),) if guessed else ()
    told = "{file}: expected text in {encoding}; save it again as text in UTF-8."
    facts: dict[str, Fact] = {"file": name, "encoding": encoding or "UTF-8 / GB18030"}
    raise InputError(facts=facts, code="not_text", sentence=told)


def _csv_rows(name: str, text: str, separator: str, most: int | None = None) -> Iterator[Cells]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=most is None)
    number = 0
    try:
        for number, row in enumerate(reader, 1):
            if number == most:
                return
            yield tuple(cell.strip() or None for cell in row)
    except csv.Error as error:
        if most is not None:  # a separator that is not tried any further
            return
        facts: dict[str, Fact] = {"file": name, "row": number + 1}
        told = "{file}, row {row}: the quotes of a cell do not close; save it as CSV again."
        raise InputError(facts=facts, code="bad_csv", sentence=told) from error


def _refuse_old(name: str, content: bytes) -> None:
    if content.startswith(_OLE):
        told = "{file}: an old .xls or a workbook with a password; save it as .xlsx without one."
        raise InputError(facts={"file": name}, code="old_workbook", sentence=told)


@contextmanager
def workbook(name: str, content: bytes, *, formulas: bool = False) -> Iterator[openpyxl.Workbook]:
    """Open a workbook for reading; whatever a broken one does to the library is one refusal.

    Raises
    ------
    InputError
        old_workbook, not_xlsx, or what the archive says of a ZIP that is none or too large.
    """
    _refuse_old(name, content)
    archive.layers(name, content, (".xml",))  # sizes, counts and passwords are judged there
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and checks that are not read
            book = openpyxl.load_workbook(
                io.BytesIO(content), read_only=True, data_only=not formulas, keep_links=False
            )
            try:
                yield book
            finally:
                book.close()
    except InputError:
        raise
    except Exception as error:  # the library lets any error of its parsers through
        told = "{file}: the workbook cannot be read; open it and save it as .xlsx again."
        raise InputError(facts={"file": name}, code="not_xlsx", sentence=told) from error


def _filled(book: openpyxl.Workbook) -> tuple[str, ...]:
    filled = (s for s in book.worksheets if any(map(_is_filled, sheet_rows(book, s.title))))
    return tuple(sheet.title for sheet in filled)


def sheet_rows(book: openpyxl.Workbook, sheet: str) -> Iterator[Cells]:
    """Rows of a sheet from the first on, whatever size the sheet states of itself."""
    book[sheet].reset_dimensions()  # the size a sheet states of itself may be wrong
    yield from book[sheet].iter_rows(max_row=_EXCEL_ROWS, values_only=True)


def _is_filled(row: Sequence[object]) -> bool:
    return any(cell is not None and cell != "" for cell in row)


def plain_row(row: Cells) -> Cells:
    """Cells as they are read here: texts without blanks around, dates in ISO form."""
    return tuple(None if cell is None else _plain(cell) for cell in row)


def _plain(cell: object) -> object:
    if isinstance(cell, str):
        return cell.strip() or None
    if isinstance(cell, dt.datetime):
        midnight = cell.time() == dt.time()
        return cell.date().isoformat() if midnight else cell.isoformat(" ", "minutes")
    if isinstance(cell, (dt.date, dt.time)):
        return cell.isoformat()[:10] if isinstance(cell, dt.date) else cell.isoformat("minutes")
    return cell if isinstance(cell, (bool, int, float)) else str(cell)


def _has_formulas(content: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        parts = (part for part in packed.namelist() if part.startswith("xl/worksheets/"))
        return any(b"<f" in packed.read(part) for part in parts if part.endswith(".xml"))


def _check_formulas(name: str, content: bytes, table: Table) -> None:
    """Refuse a formula whose value the workbook does not hold: nothing here can compute it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
    known = dict(zip(table.numbers, table.rows, strict=True))
    for number, row in enumerate(sheet_rows(book, table.layer), 1):
        values = known.get(number, ())
        for column, cell in enumerate(row, 1):
            formula = isinstance(cell, str) and cell.startswith("=")
            if formula and (column > len(values) or values[column - 1] is None):
                letter = get_column_letter(column)
                facts: dict[str, Fact] = {"file": name, "cell": f"{letter}{number}"}
                told = "{file}, cell {cell}: a formula without its value; open the workbook in "
                told += "a spreadsheet program and save it."
                raise InputError(facts=facts, code="formula_without_value", sentence=told)
    book.close()


def table_of(name: str, layer: str, rows: Iterable[Cells], notes: tuple[Note, ...]) -> Table:
    """Rows that hold anything out of all rows of a sheet.

    Raises
    ------
    InputError
        too_many_rows or too_many_columns.
    """
    numbers: list[int] = []
    kept: list[Cells] = []
    for number, row in enumerate(rows, 1):
        if not _is_filled(row):
            continue
        width = max(n for n, cell in enumerate(row, 1) if cell is not None)
        if len(kept) > MAX_ROWS or width > MAX_COLUMNS:  # the header is a row, too
            raise _too_many(name, width)
        numbers.append(number)
        kept.append(row[:width])
    return Table(f"{name} / {layer}" if layer else name, layer, tuple(numbers), tuple(kept), notes)


def _too_many(name: str, width: int) -> InputError:
    if width > MAX_COLUMNS:
        facts: dict[str, Fact] = {"file": name, "limit": MAX_COLUMNS}
        told = "{file}: more than {limit} columns; keep the columns you need."
        return InputError(facts=facts, code="too_many_columns", sentence=told)
    return too_long(name)


def too_long(name: str) -> InputError:
    """Say that a file has more rows than are read."""
    told = "{file}: more than {limit} rows; split the table."
    return InputError(facts={"file": name, "limit": MAX_ROWS}, code="too_many_rows", sentence=told)
