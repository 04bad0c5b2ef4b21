"""Which values of a workbook hang on cells that are written anew."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token, TokenizerError
from openpyxl.utils import column_index_from_string

from geo.formats.sheet_text import Cell, Formula, Range

_LAST = 1 << 21  # beyond the last row and column of any sheet
_SHEET = r"(?:'((?:[^']|'')+)'!|([^'!:\[\]]+)!)?"
_CELLS = re.compile(_SHEET + r"\$?([A-Z]{1,3})\$?(\d+)(?::\$?([A-Z]{1,3})\$?(\d+))?", re.IGNORECASE)
_COLUMNS = re.compile(_SHEET + r"\$?([A-Z]{1,3}):\$?([A-Z]{1,3})", re.IGNORECASE)
_ROWS = re.compile(_SHEET + r"\$?(\d+):\$?(\d+)")
_ANYWHERE = ("INDIRECT(", "OFFSET(")  # they make cells out of texts and numbers


@dataclass(frozen=True, slots=True)
class _Reach:
    """What a formula looks at: ranges by sheet; None where that cannot be told."""

    formula: Formula
    sheet: str
    ranges: tuple[tuple[str, Range], ...] | None

    def meets(self, cells: Mapping[str, set[Cell]]) -> bool:
        """Tell whether it looks at one of the cells."""
        if self.ranges is None:
            return True
        return any(_overlap(box, cells.get(sheet, set())) for sheet, box in self.ranges)


def hanging(
    formulas: Mapping[str, Sequence[Formula]], changed: Mapping[str, Iterable[Cell]]
) -> dict[str, set[Cell]]:
    """Find all cells with values worked out from changed ones, by title of their sheet.

    What a formula looks at is read from its text. Where that does not say it, as with names and
    INDIRECT, it counts as looking at everything.
    """
    left = [_reach(formula, title) for title, told in formulas.items() for formula in told]
    found: dict[str, set[Cell]] = {title: set() for title in formulas}
    fresh = {title.casefold(): set(cells) for title, cells in changed.items()}
    while left and any(fresh.values()):
        others, cells_of = [], dict[str, set[Cell]]()
        for reach in left:
            if not reach.meets(fresh):
                others.append(reach)
                continue
            cells = _filled(reach.formula.fills)
            found[reach.sheet] |= cells
            cells_of.setdefault(reach.sheet.casefold(), set()).update(cells)
        left, fresh = others, cells_of
    return found


def _reach(formula: Formula, title: str) -> _Reach:
    try:
        tokens = Tokenizer(f"={formula.text}").items
    except TokenizerError:
        return _Reach(formula, title, None)
    ranges: list[tuple[str, Range]] = []
    for token in tokens:
        anywhere = token.type == Token.FUNC and token.value.upper().endswith(_ANYWHERE)
        if anywhere or (":" in token.value and token.type in (Token.FUNC, Token.OP_IN)):
            return _Reach(formula, title, None)
        if token.type == Token.OPERAND and token.subtype == Token.RANGE:
            told = _range(token.value, title)
            if told is None:
                return _Reach(formula, title, None)
            ranges.append(told)
    return _Reach(formula, title, tuple(ranges) if formula.text else None)


def _range(text: str, title: str) -> tuple[str, Range] | None:
    """Read a range such as Sheet1!$A$1:B7; None for anything else."""
    for form in (_CELLS, _COLUMNS, _ROWS):
        found = form.fullmatch(text)
        if found is None:
            continue
        quoted, plain, *corners = found.groups()
        sheet = quoted.replace("''", "'") if quoted else plain or title
        return sheet.casefold(), _box(form, corners)
    return None


def _box(form: re.Pattern[str], corners: Sequence[str | None]) -> Range:
    told = [corner for corner in corners if corner]
    if form is _ROWS:
        rows = sorted(map(int, told))
        return rows[0], 1, rows[1], _LAST
    columns = sorted(column_index_from_string(corner) for corner in told if corner.isalpha())
    if form is _COLUMNS:
        return 1, columns[0], _LAST, columns[1]
    rows = sorted(int(corner) for corner in told if corner.isdigit())
    return rows[0], columns[0], rows[-1], columns[-1]


def _overlap(box: Range, cells: set[Cell]) -> bool:
    top, left, bottom, right = box
    if (top, left) == (bottom, right):
        return (top, left) in cells
    return any(top <= row <= bottom and left <= column <= right for row, column in cells)


def _filled(box: Range) -> set[Cell]:
    top, left, bottom, right = box
    return {(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)}
