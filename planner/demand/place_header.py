"""The header of a table of counts by place: where it stands and what each column is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.contract import Fact, InputError
from geo.formats.headers import plain_name, recognised

if TYPE_CHECKING:
    from geo.formats.whole_book import Book, Sheet

BANDS = ("morning", "afternoon", "evening", "night")
COUNTED = ("household_count", "population_count", *BANDS)
_HEAD = 50  # rows in which a header may stand
BAND_WORDS: Mapping[str, Sequence[str]] = {
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


@dataclass(frozen=True, slots=True)
class Header:
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


def table_of_counts(book: Book, wanted: str) -> tuple[Sheet, Header]:
    """Find the sheet with counts by place, and its header.

    Raises
    ------
    InputError
        places_columns or places_sheets.
    """
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


def _header(file: str, sheet: Sheet) -> Header | None:
    """Find the row that names a place, a count and most else; a blank takes the name above it."""
    best: Header | None = None
    above: tuple[str, ...] = ()
    for at, row in enumerate(sheet.rows[:_HEAD]):
        own = ["" if cell is None else str(cell) for cell in row]
        width = max(len(own), len(above))
        own += [""] * (width - len(own))
        names = tuple(text or (above[n] if n < len(above) else "") for n, text in enumerate(own))
        columns = _columns(file, names)
        header = Header(at, columns, names)
        fits = header.counted and columns.keys() & {"place_id", "name_zh"}
        if fits and (best is None or len(columns) > len(best.columns)):
            best = header
        above = tuple(own)
    return best


def _columns(file: str, names: Sequence[str]) -> dict[str, int]:
    columns: dict[str, int] = {}
    told = recognised([name for name in names if name], "places", file=file)
    for at, name in enumerate(names):
        plain = _OF_COUNTS.sub("", re.sub(r"[(\[].*?[)\]]", "", plain_name(name)))
        band = next((band for band, words in BAND_WORDS.items() if plain in words), "")
        if band:
            columns.setdefault(band, at)
        elif name in told:
            columns.setdefault(told[name], at)
        elif plain_name(name) in _BAND_COLUMN:
            columns.setdefault("band", at)
        elif plain_name(name) in _COUNT_COLUMN:
            columns.setdefault("count", at)
    return columns
