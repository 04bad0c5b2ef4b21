"""Cells of a sheet changed in the XML it is written in: all other bytes stay as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field
from xml.parsers import expat

from openpyxl.formula.translate import Translator
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import coordinate_to_tuple, range_boundaries

Cell = tuple[int, int]  # row and column, from 1
Range = tuple[int, int, int, int]  # first row and column, last row and column
Edit = tuple[int, int, bytes]  # from which byte to which, and what stands there instead

_KIND = re.compile(rb"""\s(?:t|vm)\s*=\s*(?:"[^"]*"|'[^']*')""")  # of a value
_SPILL = re.compile(rb"""\scm\s*=\s*(?:"[^"]*"|'[^']*')""")  # of a formula
_SPANS = re.compile(rb"""\sspans\s*=\s*(?:"[^"]*"|'[^']*')""")
_MIDDLE = " "  # between namespace and name, where expat writes both


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula: where it stands, its text without "=", and all cells its values fill."""

    cell: Cell
    text: str
    fills: Range


@dataclass(slots=True)
class Element:
    """Bytes of an element: its opening tag from ``start`` to ``inside``, all of it to ``end``."""

    start: int
    inside: int
    end: int = 0


@dataclass(slots=True)
class Row:
    """A row of a sheet: its opening tag, and its cells by column."""

    element: Element
    cells: dict[int, Element] = field(default_factory=dict)


@dataclass(slots=True)
class SheetText:
    """A sheet as it is written, and where its rows, cells and values are."""

    content: bytes
    rows: dict[int, Row] = field(default_factory=dict)
    values: dict[Cell, Element] = field(default_factory=dict)
    formulas: list[Formula] = field(default_factory=list)


def read_sheet(content: bytes) -> SheetText:
    """Find rows, cells and formulas of a sheet.

    Raises
    ------
    ValueError
        The sheet is no XML in UTF-8 or defines entities.
    """
    return _Reading(content).sheet


def rewritten(sheet: SheetText, numbers: Mapping[Cell, int], forgotten: Set[Cell]) -> bytes:
    """Write numbers into cells, and take the values from the cells that are to be forgotten.

    Raises
    ------
    ValueError
        A row is not in the sheet.
    """
    made, at = [], 0
    edits = [*_numbers(sheet, numbers), *_forgets(sheet, forgotten - numbers.keys())]
    for start, end, text in sorted(edits, key=lambda edit: edit[:2]):
        made += [sheet.content[at:start], text]
        at = end
    return b"".join([*made, sheet.content[at:]])


def _numbers(sheet: SheetText, numbers: Mapping[Cell, int]) -> Iterator[Edit]:
    for (number, column), value in sorted(numbers.items()):
        if number not in sheet.rows:
            msg = f"row {number} is not in the sheet"
            raise ValueError(msg)
        row = sheet.rows[number]
        if column in row.cells:
            cell = row.cells[column]
            tag = _SPILL.sub(b"", _KIND.sub(b"", sheet.content[cell.start : cell.inside]))
            yield cell.start, cell.end, _with_value(tag.removesuffix(b">").rstrip(b"/"), value)
            continue
        after = min((cell.start for at, cell in row.cells.items() if at > column), default=None)
        at = max(cell.end for cell in row.cells.values()) if after is None else after
        mark = _prefix(sheet.content[row.element.start : row.element.inside])
        tag = b'<%sc r="%s%d"' % (mark, get_column_letter(column).encode(), number)
        yield at, at, _with_value(tag, value)
    for number in {row for row, column in numbers if column not in sheet.rows[row].cells}:
        element = sheet.rows[number].element  # which columns it spans is a hint, and now wrong
        tag = sheet.content[element.start : element.inside]
        yield element.start, element.inside, _SPANS.sub(b"", tag)


def _forgets(sheet: SheetText, cells: Set[Cell]) -> Iterator[Edit]:
    for row, column in cells & sheet.values.keys():
        cell, value = sheet.rows[row].cells[column], sheet.values[row, column]
        tag = sheet.content[cell.start : cell.inside]
        yield cell.start, cell.inside, _KIND.sub(b"", tag)
        yield value.start, value.end, b""


def _with_value(tag: bytes, value: int) -> bytes:
    mark = _prefix(tag)
    return b"%s><%sv>%d</%sv></%sc>" % (tag, mark, value, mark, mark)


def _prefix(tag: bytes) -> bytes:
    """Name of the namespace with its colon, as a tag is written; mostly empty."""
    name = re.split(rb"[\s/>]", tag[1:], maxsplit=1)[0]
    return name[: name.find(b":") + 1]


class _Reading:
    """One pass over a sheet."""

    def __init__(self, content: bytes) -> None:
        self.sheet = SheetText(content)
        self.row, self.cell = 0, (0, 0)
        self.open: list[Element] = []
        self.formula: dict[str, str] | None = None
        self.text = ""
        self.shared: dict[str, Formula] = {}
        if content.startswith((b"\xff\xfe", b"\xfe\xff")):
            msg = "the sheet is not written in UTF-8"
            raise ValueError(msg)
        self.parser = expat.ParserCreate(encoding="UTF-8", namespace_separator=_MIDDLE)
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters
        self.parser.EntityDeclHandler = self._entity
        try:
            self.parser.Parse(content, True)
        except expat.ExpatError as error:
            raise ValueError(str(error)) from error

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        start = self.parser.CurrentByteIndex
        element = Element(start, self.sheet.content.index(b">", start) + 1)
        self.open.append(element)
        kind = name.rpartition(_MIDDLE)[2]
        if kind == "row":
            self.row = int(attributes.get("r", self.row + 1))
            self.cell = (self.row, 0)
            self.sheet.rows[self.row] = Row(element)
        elif kind == "c":
            told = attributes.get("r")
            self.cell = coordinate_to_tuple(told) if told else (self.row, self.cell[1] + 1)
            self.sheet.rows[self.row].cells[self.cell[1]] = element
        elif kind == "v":
            self.sheet.values[self.cell] = element
        elif kind == "f":
            self.formula, self.text = attributes, ""

    def _characters(self, text: str) -> None:
        if self.formula is not None:
            self.text += text

    def _end(self, name: str) -> None:
        element, at = self.open.pop(), self.parser.CurrentByteIndex
        alone = self.sheet.content[element.inside - 2 : element.inside] == b"/>"
        element.end = element.inside if alone else self.sheet.content.index(b">", at) + 1
        if self.formula is not None and name.endswith(f"{_MIDDLE}f"):
            self._kept(self.formula)
            self.formula = None

    def _kept(self, told: dict[str, str]) -> None:
        """Keep a formula; of several cells that share a text only the first one has it."""
        row, column = self.cell
        fills: Range = (row, column, row, column)
        text, mark = self.text, told.get("si", "") if told.get("t") == "shared" else ""
        if mark and not text and mark in self.shared:
            first = self.shared[mark]
            origin = f"{get_column_letter(first.cell[1])}{first.cell[0]}"
            here = f"{get_column_letter(column)}{row}"
            text = Translator(f"={first.text}", origin).translate_formula(here)[1:]
        elif not mark and "ref" in told:
            left, top, right, bottom = range_boundaries(told["ref"])
            fills = (top or 1, left or 1, bottom or row, right or column)
        formula = Formula(self.cell, text, fills)
        if mark:
            self.shared.setdefault(mark, formula)
        self.sheet.formulas.append(formula)

    def _entity(self, *_: object) -> None:
        msg = "the sheet defines entities"
        raise ValueError(msg)
