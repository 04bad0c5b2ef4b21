"""Counts by place out of an office's own table: every fault by its cell, nothing half taken."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter

from geo.formats.headers import plain_name
from geo.formats.whole_book import Book, Sheet, whole_book
from geo.persons.tables import refuse_persons
from planner.demand.place_directory import Directory
from planner.demand.place_header import BAND_WORDS, BANDS, Header, table_of_counts

if TYPE_CHECKING:
    from geo.contract import Fact
    from geo.load import Area

MOST = 100_000  # of one place
_NARROW = str.maketrans(
    "０１２３４５６７８９，．", "0123456789,."
)  # as typed with a Chinese keyboard
_TOTAL = re.compile(
    r".*(合计|总计|小计|共计|累计)(\(.*\))?|(total|sum|subtotal|grandtotal)(\(.*\))?"
)


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
    blanks
        Column and place -> the empty cell for it.
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
    blanks: Mapping[tuple[str, str], str] = field(default_factory=dict)

    @property
    def sums(self) -> dict[str, int]:
        """Sum of each column."""
        return {column: sum(given.values()) for column, given in self.values.items()}

    @property
    def missing_places(self) -> tuple[str, ...]:
        """Places that lack a number in a column of which some have one, in order."""
        given = {column for column, values in self.values.items() if values}
        return tuple(sorted({p for column in given for p in self.missing.get(column, ())}))


def bring(name: str, content: bytes, area: Area, *, sheet: str = "") -> Brought:
    """Read counts by place out of a workbook or a CSV.

    A row is found by its code, else by the name of the place and its village. Rows of totals are
    recognised and compared, never counted. A row with one cell that is no place, and one without
    code, name and numbers, is a remark.

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
    found, header = table_of_counts(book, sheet)
    return _Reader(book, found, header, directory).read()


class _Reader:
    """Rows of one table, one after the other."""

    def __init__(self, book: Book, sheet: Sheet, header: Header, directory: Directory) -> None:
        self.book, self.sheet, self.header, self.directory = book, sheet, header, directory
        self.values: dict[str, dict[str, int]] = {}
        self.cells: dict[tuple[str, str], str] = {}
        self.faults: list[CellFault] = []
        self.totals: list[TotalRow] = []
        self.blanks: dict[tuple[str, str], str] = {}
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
            self.blanks,
        )

    def _row(self, number: int, row: Sequence[object]) -> None:
        def at(column: str) -> object:
            place = self.header.columns.get(column, len(row))
            return row[place] if place < len(row) else None

        code, name = _told(at("place_id")), _told(at("name_zh"))
        counted = {column: at(column) for column in self.header.counted}
        if any(_is_total(cell) for cell in row) and not self._is_known(code, name):
            self._total(number, counted)
            return
        if self._is_remark(row, code or name):
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

    def _is_known(self, code: str, name: str) -> bool:
        """Whether a row is a place's own; a remark beside it may well speak of a total."""
        known = self.directory
        return code in known.places or (not code and bool(known.named(name)))

    def _is_remark(self, row: Sequence[object], told: str) -> bool:
        """Whether a row has one text only, and that is no place: "说明：……" under a table."""
        alone = sum(cell is not None for cell in row) == 1
        return alone and bool(told) and not (self._is_known(told, "") or self._is_known("", told))

    def _place(self, number: int, code: str, name: str, unit: str) -> str:
        """Find the place of a row; "" after a fault."""
        where = self._cell("place_id" if code else "name_zh", "name_zh", number)
        known = self.directory
        if code:
            if code not in known.places:
                self._unknown(where, code)
                return ""
            if name and not known.is_called(code, name):
                facts: dict[str, Fact] = {"given": name, "place": known.places[code], "code": code}
                self._fault("other_name", self._cell("name_zh", "name_zh", number), facts)
                return ""
            return code
        found = known.named(name, unit)
        if len(found) != 1:
            kind = "which_place" if found else "unknown_place"
            self._fault(kind, where, {"given": name, "count": len(found)})
            return ""
        return found[0]

    def _unknown(self, where: str, code: str) -> None:
        """Say that no place has a code, and which one has nearly the same."""
        spelled, zeros = self.directory.written_otherwise(code), self.directory.without_zeros(code)
        kind = "code_spelled" if spelled else "zeros_lost" if zeros else "unknown_place"
        self._fault(kind, where, {"given": code, "meant": spelled or zeros})

    def _band(self, number: int, cell: object) -> str:
        told = plain_name(_told(cell))
        found = next((band for band, words in BAND_WORDS.items() if told in words), "")
        if not found:
            self._fault("no_band", self._cell("band", "band", number), {"given": _told(cell)})
        return found

    def _count(self, number: int, column: str, kind: str, place: str, cell: object) -> None:
        where = self._cell(column, column, number)
        formula = (number, self.header.columns[column] + 1) in self.sheet.formulas
        if cell is None:
            if formula:
                self._fault("formula_empty", where)
            else:
                self.blanks.setdefault((kind, place), where)
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
    text = str(cell).translate(_NARROW).strip()
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
