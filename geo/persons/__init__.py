"""Traces of named residents in a table: nothing that names a person may come in.

Words of a header, and cells that are an ID number, a telephone, a licence plate, a bank card, a
mail address or a person's name. Codes of units (12 digits) and grids (15 digits), counts and names
of places are never taken for persons; `docs/decisions.md` has what that costs.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from geo.persons.forms import spoken_of
from geo.persons.heads import header_trace, is_code_header, is_whole_header
from geo.persons.names import column_of_names, is_place_header, named_person
from geo.persons.numbers import number_trace

__all__ = ["Trace", "cell_trace", "header_trace", "holds_figures", "traces"]

Cells = Sequence[object]

_HEAD_ROWS, _LONGEST_HEAD = 50, 20
_EXACT, _LARGEST = 2.0**53, 1e20  # from the first on not every whole number is a float
_LEAST_NUMBER = 10**9  # a landline without its first 0 has nine digits at least


@dataclass(frozen=True, slots=True)
class Trace:
    """Where a table speaks of a person: the cell, and which kind of trace it is.

    ``kind`` is one of id, phone, plate, card, mail, name; ``header`` tells that the words of a
    header say it, and not what stands in a cell.
    """

    row: int
    column: int
    kind: str
    header: bool


def cell_trace(cell: object, header: str = "", *, codes: Collection[str] = ()) -> str:
    """Name the kind of trace a cell holds, "" for none.

    Parameters
    ----------
    header
        Name of its column: under "编码" an undivided row of digits is no landline or card.
    codes
        Codes of the units that are known; digits that begin with one are codes.
    """
    if isinstance(cell, (int, float)) and abs(cell) < _LEAST_NUMBER:
        return ""  # nothing of a person has so few digits
    return _trace(_text(cell), header, frozenset(codes))


@lru_cache(maxsize=8192)
def _trace(text: str, header: str, codes: frozenset[str]) -> str:
    if len(text) < 2:
        return ""
    found = number_trace(text, codes, coded=is_code_header(header))
    if found:
        return found
    named = named_person(text, header) or spoken_of(text, of_places=is_place_header(header))
    return "name" if named else ""


def traces(
    rows: Sequence[tuple[int, Cells]], *, codes: Collection[str] = (), known: Collection[str] = ()
) -> Iterator[Trace]:
    """Find every trace of a person in a sheet, whichever of its columns anybody uses.

    Parameters
    ----------
    rows
        Number of the row in the file, and its cells.
    known
        Names of places, units, grids and sites: they are no names of persons.
    """
    top = _top(rows)
    columns = [_column(rows, n) for n in range(max((len(cells) for _, cells in rows), default=0))]
    heads = [_head(column, top) for column in columns]
    for number, cells in rows:
        alone = sum(cell is not None for cell in cells) == 1
        for column, cell in enumerate(cells):
            if cell is None or (isinstance(cell, str) and cell in known):
                continue
            told = _told_by_head(cell, in_top=number <= top and not alone)
            under = [each for row, each in columns[column] if row > number]
            if told and not holds_figures(str(cell), under):
                yield Trace(number, column, told, header=True)
            elif kind := cell_trace(cell, heads[column], codes=codes):
                yield Trace(number, column, kind, header=False)
    for at, (filled, head) in enumerate(zip(columns, heads, strict=True)):
        below = [(number, cell) for number, cell in filled if number > top]
        for row in column_of_names(head, below, known):
            yield Trace(row, at, "name", header=False)


def _column(rows: Sequence[tuple[int, Cells]], at: int) -> list[tuple[int, object]]:
    filled = ((number, cells[at] if at < len(cells) else None) for number, cells in rows)
    return [(number, cell) for number, cell in filled if cell is not None]


def _top(rows: Sequence[tuple[int, Cells]]) -> int:
    """Find the last row of headers: the one above the first row with a figure in it.

    A row with one cell is a title or a note; in a sheet without figures the first other row is it.
    """
    wide = [(n, cells) for n, cells in rows if sum(cell is not None for cell in cells) > 1]
    below = [at for at, (_, cells) in enumerate(wide) if at and any(map(_is_figure, cells))]
    first = below[0] if below and below[0] <= _HEAD_ROWS else 1
    return wide[first - 1][0] if wide else 0


def _head(column: Sequence[tuple[int, object]], top: int) -> str:
    """Join the words of the header of a column, those of merged rows joined."""
    return " ".join(str(cell) for number, cell in column if number <= top)


def _told_by_head(cell: object, *, in_top: bool) -> str:
    """Name the kind of trace a header speaks of: in the rows of headers, or word for word."""
    if not isinstance(cell, str) or len(cell) > _LONGEST_HEAD:
        return ""
    return header_trace(cell) if in_top or is_whole_header(cell) else ""


def holds_figures(head: str, below: Sequence[object]) -> bool:
    """Whether a column of a role, such as "网格员", has figures below it: they count people."""
    if is_whole_header(head) or header_trace(head) != "name":
        return False
    told = [cell for cell in below if cell is not None]
    return bool(told) and all(_is_figure(cell) and len(_text(cell)) < 6 for cell in told)


def _is_figure(cell: object) -> bool:
    return not isinstance(cell, bool) and bool(re.fullmatch(r"\d+(\.\d+)?", _text(cell)))


def _text(cell: object) -> str:
    """Write a cell in plain capitals: wide digits made narrow, a whole number without its ".0"."""
    if isinstance(cell, bool) or cell is None:
        return ""
    if isinstance(cell, float):
        return _figure(cell)
    plain = unicodedata.normalize("NFKC", str(cell)).upper()
    return re.sub("[‐-―−]", "-", plain).strip()


def _figure(cell: float) -> str:
    """Write a whole number as a spreadsheet shows it, which keeps 15 digits."""
    if not cell.is_integer() or abs(cell) >= _LARGEST:
        return ""
    return str(int(cell) if abs(cell) < _EXACT else int(Decimal(f"{cell:.14e}")))
