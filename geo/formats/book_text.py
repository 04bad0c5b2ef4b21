"""Numbers written into a workbook part by part: what is not written over stays byte for byte."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Mapping
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from geo.formats import sheet_text
from geo.formats.formula_reach import hanging
from geo.formats.sheet_text import Cell, read_sheet

_SIGNED = "_xmlsignatures/"
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_CALC = re.compile(rb"<(?:\w+:)?calcPr\b")
_FULL = re.compile(rb"""\sfullCalcOnLoad\s*=\s*(?:"[^"]*"|'[^']*')""")
_ANEW = b' fullCalcOnLoad="1"'
# what may stand right before the rules of calculation, the last first
_BEFORE = (b"definedNames", b"externalReferences", b"functionGroups", b"sheets")


def rewritten(content: bytes, numbers: Mapping[str, Mapping[Cell, int]]) -> bytes:
    """Write numbers into cells, by title of the sheet, row and column.

    Values of formulas that hang on them are taken out, and programs are told to work them out.

    Raises
    ------
    ValueError
        The workbook is signed, or a part is not written as its kind should be.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        if any(part.startswith(_SIGNED) for part in packed.namelist()):
            msg = "the workbook is signed"
            raise ValueError(msg)
        book, parts = _parts(packed)
        texts = {title: packed.read(part) for title, part in parts.items()}
        formulas = any(map(_FORMULA.search, texts.values()))
        sheets = {
            title: read_sheet(text) for title, text in texts.items() if formulas or title in numbers
        }
        hung = hanging({title: sheet.formulas for title, sheet in sheets.items()}, numbers)
        changed = {
            parts[title]: sheet_text.rewritten(sheet, numbers.get(title, {}), hung[title])
            for title, sheet in sheets.items()
            if title in numbers or hung[title]
        }
        if any(hung.values()):
            changed[book] = _worked_out(packed.read(book))
        return _packed(packed, changed)


def _parts(packed: zipfile.ZipFile) -> tuple[str, dict[str, str]]:
    """Find the part of the workbook itself, and the part of each sheet by its title."""
    try:
        book = next(
            target
            for kind, target in _related(packed, "").values()
            if kind.endswith("/officeDocument")
        )
        related = _related(packed, book)
        sheets = [element for element in _xml(packed, book).iter() if _name(element) == "sheet"]
        told = {str(sheet.get("name")): related[_related_id(sheet)] for sheet in sheets}
    except (KeyError, StopIteration) as error:
        msg = "a sheet has no part"
        raise ValueError(msg) from error
    return book, {
        title: part for title, (kind, part) in told.items() if kind.endswith("/worksheet")
    }


def _related(packed: zipfile.ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """Read what a part refers to: kind and part by id."""
    folder, name = posixpath.split(part)
    told = _xml(packed, posixpath.join(folder, "_rels", f"{name}.rels"))
    return {
        str(one.get("Id")): (
            str(one.get("Type")),
            posixpath.normpath(posixpath.join("/", folder, str(one.get("Target"))))[1:],
        )
        for one in told
    }


def _related_id(sheet: Element) -> str:
    return next(value for key, value in sheet.items() if key.endswith("}id"))


def _xml(packed: zipfile.ZipFile, part: str) -> Element:
    try:
        root: Element = fromstring(packed.read(part), forbid_dtd=True)
    except (ParseError, DefusedXmlException) as error:
        msg = f"{part} is not plain XML"
        raise ValueError(msg) from error
    return root


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _worked_out(book: bytes) -> bytes:
    """Tell spreadsheet programs to work out all formulas when they open the workbook."""
    found = _CALC.search(book)
    if found:
        end = book.index(b">", found.end())
        tag = _FULL.sub(b"", book[found.start() : end])
        at = len(found.group())
        return book[: found.start()] + tag[:at] + _ANEW + tag[at:] + book[end:]
    for name in _BEFORE:
        before = re.search(rb"</((?:\w+:)?)%s\s*>|<((?:\w+:)?)%s\b[^>]*/>" % (name, name), book)
        if before:
            mark = before.group(1) or before.group(2) or b""
            return book[: before.end()] + b"<%scalcPr%s/>" % (mark, _ANEW) + book[before.end() :]
    msg = "the workbook has no sheets"
    raise ValueError(msg)


def _packed(packed: zipfile.ZipFile, changed: Mapping[str, bytes]) -> bytes:
    """Pack all parts again in their order, some of them changed."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as new:
        for info in packed.infolist():
            new.writestr(info, changed.get(info.filename, packed.read(info)))
    return made.getvalue()
