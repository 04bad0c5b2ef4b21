"""Tables that speak of persons are refused, cell by cell, without repeating what they say."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter

from geo.contract import Fact, InputError, raise_if_any
from geo.persons import cell_trace, traces

if TYPE_CHECKING:
    from geo.formats.whole_book import Book

_TOLD = 30  # cells named in one refusal


def refuse_persons(book: Book, *, codes: Collection[str] = (), known: Collection[str] = ()) -> None:
    """Refuse a table in which any cell of any sheet is about a person, used or not.

    Raises
    ------
    SchemaError
        Of person_cell and person_header, each with its cell and its kind, never with its text;
        person_remark for a remark pinned to a cell; person_more for further ones.
    """
    faults = []
    for sheet in book.sheets:
        rows = list(zip(sheet.numbers, sheet.rows, strict=True))
        for trace in traces(rows, codes=codes, known=known):
            cell = f"{get_column_letter(trace.column + 1)}{trace.row}"
            where = f"{sheet.title}!{cell}" if len(book.sheets) > 1 else cell
            faults.append(
                _header(book.name, where, trace.kind)
                if trace.header
                else _cell(book.name, where, trace.kind)
            )
    kinds = [kind for text in book.remarks if (kind := cell_trace(text, codes=codes))]
    if kinds:
        told = "{file}: a remark pinned to a cell holds what names a person; delete it."
        faults.append(InputError("person_remark", {"file": book.name, "kind": kinds[0]}, told))
    _raise(book.name, faults)


def refuse_named(file: str, columns: Mapping[str, Sequence[object]], rows: Sequence[str]) -> None:
    """Refuse a layer in whose columns a cell is about a person, such as a telephone in a name.

    Raises
    ------
    SchemaError
        Of person_cell, each with its row and its kind; person_more for further ones.
    """
    faults = [
        _cell(file, f"{row}, {name}", kind)
        for name, cells in columns.items()
        for row, cell in zip(rows, cells, strict=True)
        if isinstance(cell, str) and (kind := cell_trace(cell, name))
    ]
    _raise(file, faults)


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
