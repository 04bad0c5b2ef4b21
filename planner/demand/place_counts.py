"""Counts by place out of an office's own table: every fault by its cell, nothing half taken."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter

from geo.contract import Fact, InputError
from geo.formats.headers import plain_name, recognised
from geo.formats.whole_book import Book, Sheet, whole_book
from geo.persons.tables import refuse_persons
from planner.demand.place_directory import Directory

if TYPE_CHECKING:
    from geo.load import Area

BANDS = ("morning", "afternoon", "evening", "night")
COUNTED = ("household_count", "population_count", *BANDS)
MOST = 100_000  # of one place
_HEAD = 50  # rows in which a header may stand
_BAND_WORDS: Mapping[str, Sequence[str]] = {
    "morning": ("上午", "早上", "早间", "morning"),
    "afternoon": ("下午", "afternoon"),
    "evening": ("晚上", "傍晚", "晚间", "evening"),
    "night": ("夜间", "深夜", "凌晨", "后半夜", "night"),
}
_BAND_COLUMN = ("时段", "时间段", "timeband")
_COUNT_COLUMN = ("件数", "起数", "警情", "警情数", "数量", "count")
_OF_COUNTS = re.compile(
    "(警情|报警|事件|案件)?(件数|起数|次数|警情数?|事件数?|数量|数|incidents)?$"
)
_TOTAL = re.compile(".*(合计|总计|小计|共计|累计)|total|sum|subtotal|grandtotal")


@dataclass(frozen=True, slots=True)
class CellFault:
    """One thing wrong in one cell: the code of its sentence and the facts in it."""

    code: str
    cell: str
    facts: Mapping[str, Fact] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TotalRow:
    """A line of totals: what its cell says and what the rows above it add up to."""

    cell: str
    column: str
    given: int
    found: int


@dataclass(frozen=True, slots=True)
class Brought:
    """What a table says, and everything wrong with it.

    Parameters
    ----------
    values
        Column -> place -> number; only what is right.
    cells
        Column and place -> the cell it stands in.
    faults
        As long as there is one, nothing of the table is taken.
    missing
        Column -> places that the table does not give, in the order of the area.
    totals
        Lines of totals, none of them counted.
    unused
        Headers of columns nobody reads.
    formulas
        Cells with numbers that a formula makes: they are read and never written.
    """

    name: str
    sheet: str
    values: Mapping[str, Mapping[str, int]]
    cells: Mapping[tuple[str, str], str]
    faults: tuple[CellFault, ...]
    missing: Mapping[str, tuple[str, ...]]
    totals: tuple[TotalRow, ...]
    unused: tuple[str, ...]
    formulas: frozenset[str] = frozenset()

    @property
    def sums(self) -> dict[str, int]:
        """Sum of each column."""
        return {column: sum(given.values()) for column, given in self.values.items()}


@dataclass(frozen=True, slots=True)
class _Header:
    """Where the header stands and what each column is: contract name or band -> column."""

    at: int
    columns: Mapping[str, int]
    names: tuple[str, ...]

    @property
    def counted(self) -> tuple[str, ...]:
        """Columns of numbers; the one of a long table stands for all bands."""
        if {"band", "count"} <= self.columns.keys():
            return (*(c for c in COUNTED[:2] if c in self.columns), "count")
        return tuple(column for column in COUNTED if column in self.columns)


def bring(name: str, content: bytes, area: Area, *, sheet: str = "") -> Brought:
    """Read counts by place out of a workbook or a CSV.

    A row is found by its code, else by the name of the place and its village. Rows of totals are
    recognised and compared, never counted; a row without code and name that has no numbers either
    is a remark.

    Raises
    ------
    SchemaError
        When anything in the file speaks of a person (`geo.persons.tables.refuse_persons`).
    InputError
        places_columns, places_sheets, or what the reader of the format says.
    """
    book = whole_book(name, content)
    directory = Directory.of(area)
    refuse_persons(book, codes=directory.unit_codes, known=directory.names)
    found, header = _table(book, sheet)
    return _Reader(book, found, header, directory).read()


def _table(book: Book, wanted: str) -> tuple[Sheet, _Header]:
    """Find the sheet with counts by place, and its header."""
    heads = [(sheet, _header(book.name, sheet)) for sheet in book.sheets]
    found = [(s, h) for s, h in heads if h is not None and wanted in ("", s.title)]
    if len(found) > 1:
        facts: dict[str, Fact] = {
            "file": book.name,
            "sheets": ", ".join(sheet.title for sheet, _ in found),
        }
        told = "{file}: more than one sheet has counts by place ({sheets}); name the one to take."
        raise InputError(facts=facts, code="places_sheets", sentence=told)
    if not found:
        told = "{file}: expected a column with code or name of a place, and one with counts."
        raise InputError(facts={"file": book.name}, code="places_columns", sentence=told)
    return found[0]


def _header(file: str, sheet: Sheet) -> _Header | None:
    """Find the first row that names a place and a count; a blank in it takes the name above."""
    above: tuple[str, ...] = ()
    for at, row in enumerate(sheet.rows[:_HEAD]):
        own = ["" if cell is None else str(cell) for cell in row]
        width = max(len(own), len(above))
        own += [""] * (width - len(own))
        names = tuple(text or (above[n] if n < len(above) else "") for n, text in enumerate(own))
        columns = _columns(file, names)
        header = _Header(at, columns, names)
        if header.counted and columns.keys() & {"place_id", "name_zh"}:
            return header
        above = tuple(own)
    return None


def _columns(file: str, names: Sequence[str]) -> dict[str, int]:
    columns: dict[str, int] = {}
    told = recognised([name for name in names if name], "places", file=file)
    for at, name in enumerate(names):
        plain = _OF_COUNTS.sub("", re.sub(r"[(\[].*?[)\]]", "", plain_name(name)))
        band = next((band for band, words in _BAND_WORDS.items() if plain in words), "")
        if band:
            columns.setdefault(band, at)
        elif name in told:
            columns.setdefault(told[name], at)
        elif plain_name(name) in _BAND_COLUMN:
            columns.setdefault("band", at)
        elif plain_name(name) in _COUNT_COLUMN:
            columns.setdefault("count", at)
    return columns


class _Reader:
    """Rows of one table, one after the other."""

    def __init__(self, book: Book, sheet: Sheet, header: _Header, directory: Directory) -> None:
        self.book, self.sheet, self.header, self.directory = book, sheet, header, directory
        self.values: dict[str, dict[str, int]] = {}
        self.cells: dict[tuple[str, str], str] = {}
        self.faults: list[CellFault] = []
        self.totals: list[TotalRow] = []
        self.formulas: set[str] = set()
        self.since: Counter[str] = Counter()
        self.all: Counter[str] = Counter()

    def read(self) -> Brought:
        """Read every row below the header."""
        for column in self.header.counted:
            for name in BANDS if column == "count" else (column,):
                self.values[name] = {}
        start = self.header.at + 1
        below = zip(self.sheet.numbers[start:], self.sheet.rows[start:], strict=True)
        for number, row in below:
            self._row(number, row)
        known = self.directory.places
        used = set(self.header.columns.values())
        return Brought(
            self.book.name,
            self.sheet.title,
            self.values,
            self.cells,
            tuple(self.faults),
            {
                column: tuple(place for place in known if place not in given)
                for column, given in self.values.items()
                if column not in BANDS or "count" not in self.header.columns
            },
            tuple(self.totals),
            tuple(n for at, n in enumerate(self.header.names) if n and at not in used),
            frozenset(self.formulas),
        )

    def _row(self, number: int, row: Sequence[object]) -> None:
        def at(column: str) -> object:
            place = self.header.columns.get(column, len(row))
            return row[place] if place < len(row) else None

        code, name = _told(at("place_id")), _told(at("name_zh"))
        counted = {column: at(column) for column in self.header.counted}
        if any(_is_total(cell) for cell in row):
            self._total(number, counted)
            return
        if not code and not name:
            if any(cell is not None for cell in counted.values()):
                self._fault("no_place", self._cell("place_id", "name_zh", number))
            return
        place = self._place(number, code, name, _told(at("unit_code")))
        band = self._band(number, at("band")) if "count" in counted else ""
        for column, cell in counted.items():
            if place and (column != "count" or band):
                self._count(number, column, band if column == "count" else column, place, cell)

    def _place(self, number: int, code: str, name: str, unit: str) -> str:
        """Find the place of a row; "" after a fault."""
        where = self._cell("place_id" if code else "name_zh", "name_zh", number)
        known = self.directory
        if code:
            if code not in known.places:
                meant = known.without_zeros(code)
                facts: dict[str, Fact] = {"given": code, "meant": meant}
                self._fault("zeros_lost" if meant else "unknown_place", where, facts)
                return ""
            if name and not known.is_called(code, name):
                facts = {"given": name, "place": known.places[code], "code": code}
                self._fault("other_name", self._cell("name_zh", "name_zh", number), facts)
                return ""
            return code
        found = known.named(name, unit)
        if len(found) != 1:
            kind = "which_place" if found else "unknown_place"
            self._fault(kind, where, {"given": name, "count": len(found)})
            return ""
        return found[0]

    def _band(self, number: int, cell: object) -> str:
        told = plain_name(_told(cell))
        found = next((band for band, words in _BAND_WORDS.items() if told in words), "")
        if not found:
            self._fault("no_band", self._cell("band", "band", number), {"given": _told(cell)})
        return found

    def _count(self, number: int, column: str, kind: str, place: str, cell: object) -> None:
        where = self._cell(column, column, number)
        formula = (number, self.header.columns[column] + 1) in self.sheet.formulas
        if cell is None:
            if formula:
                self._fault("formula_empty", where)
            return
        value = whole(cell)
        if value is None:
            self._fault("not_whole", where, {"given": str(cell)[:40], "most": MOST})
            return
        if place in self.values[kind]:
            first = self.cells[kind, place]
            told = self.directory.places[place]
            self._fault("twice", where, {"place": told, "first": first})
            return
        self.values[kind][place] = value
        self.cells[kind, place] = where
        if formula:
            self.formulas.add(where)
        self.since[column] += value
        self.all[column] += value

    def _total(self, number: int, counted: Mapping[str, object]) -> None:
        """Compare a line of totals with the rows since the last one, or with all."""
        for column, cell in counted.items():
            given = whole(cell)
            if given is not None:
                sums = self.since[column], self.all[column]
                found = given if given in sums else self.all[column]
                self.totals.append(
                    TotalRow(self._cell(column, column, number), column, given, found)
                )
        self.since.clear()

    def _cell(self, column: str, otherwise: str, number: int) -> str:
        at = self.header.columns.get(column, self.header.columns.get(otherwise, 0))
        return f"{get_column_letter(at + 1)}{number}"

    def _fault(self, code: str, cell: str, facts: Mapping[str, Fact] | None = None) -> None:
        self.faults.append(CellFault(code, cell, dict(facts or {})))


def whole(cell: object) -> int | None:
    """Read a whole number from 0 to `MOST`; None for anything else, also a text with words."""
    if isinstance(cell, bool) or cell is None:
        return None
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = unicodedata.normalize("NFKC", str(cell)).strip()
    if re.fullmatch(r"\d{1,3}(,\d{3})+", text):
        text = text.replace(",", "")
    text = re.sub(r"\.0+$", "", text)
    return int(text) if re.fullmatch(r"[0-9]{1,6}", text) and int(text) <= MOST else None


def _told(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).strip()


def _is_total(cell: object) -> bool:
    plain = plain_name(str(cell)) if isinstance(cell, str) and len(cell) < 20 else ""
    return bool(_TOTAL.fullmatch(plain))
