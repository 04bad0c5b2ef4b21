"""Tables that speak of persons are refused, cell by cell, without repeating what they say."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter

from geo.contract import Fact, InputError, raise_if_any
from geo.persons import cell_trace, header_trace, holds_figures, traces
from geo.persons.heads import is_code_header
from geo.persons.names import column_of_names

if TYPE_CHECKING:
    from geo.formats.whole_book import Book

_TOLD = 30  # cells named in one refusal
_OSM_ID = re.compile("(?:[nwr]|(?:node|way|relation)/)[0-9]{11}")


def refuse_persons(book: Book, *, codes: Collection[str] = (), known: Collection[str] = ()) -> None:
    """Refuse a table in which any cell of any sheet is about a person, used or not.

    Raises
    ------
    SchemaError
        Of person_cell and person_header, each with its cell and its kind, never with its text;
        person_remark for what stands in no cell (`Book.remarks`); person_more for further ones.
    """
    faults = []
    for number, sheet in enumerate(book.sheets, 1):
        rows = list(zip(sheet.numbers, sheet.rows, strict=True))
        for trace in traces(rows, codes=codes, known=known):
            cell = f"{get_column_letter(trace.column + 1)}{trace.row}"
            title = f"#{number}" if cell_trace(sheet.title) else sheet.title
            where = f"{title}!{cell}" if len(book.sheets) > 1 else cell
            faults.append(
                _header(book.name, where, trace.kind)
                if trace.header
                else _cell(book.name, where, trace.kind)
            )
    beside = [text for text in book.remarks if text not in known]
    kinds = [kind for text in beside if (kind := cell_trace(text, codes=codes))]
    if kinds:
        told = "{file}: a remark, formula, link or page header holds what names a person."
        faults.append(InputError("person_remark", {"file": book.name, "kind": kinds[0]}, told))
    _raise(book.name, faults)


def refuse_named(file: str, columns: Mapping[str, Sequence[object]], rows: Sequence[str]) -> None:
    """Refuse a layer with a column about persons, or a cell about one, whether it is used or not.

    Parameters
    ----------
    rows
        How a message names each row; never by an id that has not been looked at.

    Raises
    ------
    SchemaError
        Of person_header with the column, and person_cell with row and column, each with its kind
        and never with its text; person_more for further ones.
    """
    faults = []
    for name, cells in columns.items():
        told = header_trace(name)
        if told and not holds_figures(name, cells):
            faults.append(_header(file, name, told))
            continue
        kinds = {at: kind for at, cell in enumerate(cells) if (kind := _kind(cell, name))}
        below = [(at, cell) for at, cell in enumerate(cells) if at not in kinds]
        kinds |= dict.fromkeys(column_of_names(name, below, ()), "name")
        faults += [_cell(file, f"{rows[at]}, {name}", kinds[at]) for at in sorted(kinds)]
    _raise(file, faults)


def _kind(cell: object, header: str) -> str:
    """Kind of trace in a cell; the numbers of OpenStreetMap have eleven digits by now."""
    kind = cell_trace(cell, header)
    text = str(cell)
    mapped = "osm" in header.lower() or bool(_OSM_ID.fullmatch(text) and is_code_header(header))
    return "" if kind == "phone" and mapped else kind


def refuse_text(text: str) -> None:
    """Refuse what somebody typed into a field when it is about a person.

    Raises
    ------
    InputError
        person_text, with the kind and never with the text.
    """
    kind = cell_trace(text)
    if kind:
        told = "This looks like what names a person ({kind}); we plan for places: leave it out."
        raise InputError(code="person_text", facts={"kind": kind}, sentence=told)


def _raise(file: str, faults: list[InputError]) -> None:
    if len(faults) > _TOLD:
        more: dict[str, Fact] = {"file": file, "count": len(faults) - _TOLD}
        told = "{file}: {count} more such cells."
        faults = [*faults[:_TOLD], InputError("person_more", more, told)]
    raise_if_any(file, faults)


def _header(file: str, where: str, kind: str) -> InputError:
    told = "{file}, {where}: a column about persons ({kind}); we plan for places: delete it."
    return InputError("person_header", {"file": file, "where": where, "kind": kind}, told)


def _cell(file: str, where: str, kind: str) -> InputError:
    told = "{file}, {where}: looks like what names a person ({kind}); clear the cell."
    return InputError("person_cell", {"file": file, "where": where, "kind": kind}, told)
