"""Ovital TXT: one point a line, fields apart by spaces, longitude directly before latitude."""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely

from geo.contract import Fact, InputError
from geo.formats.cells import MAX_ROWS, decoded, too_long
from geo.formats.degrees import number_of
from geo.formats.drawing import Drawing, Note, frame_of, table_of

# Ovital help, import of TXT: a first column g is GCJ-02, b is BD-09, none is CGCS2000
_SYSTEMS = {"": "EPSG:4490", "g": "GCJ-02", "b": "BD-09"}
_MARKS = {system: mark for mark, system in _SYSTEMS.items()} | {"EPSG:4326": ""}
_CHINA = (73.0, 136.0, 3.0, 54.0)  # degrees; a pair of numbers in it is a place, not a name
_WORLD = (-180.0, 180.0, -90.0, 90.0)


@dataclass(frozen=True, slots=True)
class _Line:
    """One line: its number, its mark, its place, its name and remark."""

    number: int
    mark: str
    xy: tuple[float, float]
    name: str | None
    remark: str | None
    tall: bool


def read(
    name: str,
    content: bytes,
    *,
    layer: str = "",  # noqa: ARG001 - every reader has it, a TXT has no layers
    encoding: str = "",
) -> Drawing:
    """Read the points of an Ovital TXT; the marks of its lines say the system.

    What stands before the longitude is the name. After the latitude come a height, which is not
    used, the name if none came before, and remarks.

    Raises
    ------
    InputError
        not_text, no_points, not_ovital, ovital_mixed or too_many_rows.
    """
    text, notes = decoded(name, content, encoding)
    texts = [(number, line.split()) for number, line in enumerate(text.splitlines(), 1)]
    if len(texts) > MAX_ROWS:
        raise too_long(name)
    lines = [_line(name, number, fields) for number, fields in texts if fields]
    if not lines:
        told = "{file}: the file holds no point; expected lines such as: name 104.3 28.0"
        raise InputError(facts={"file": name}, code="no_points", sentence=told)
    for line in lines:
        if line.mark != lines[0].mark:
            facts: dict[str, Fact] = {"file": name, "row": line.number}
            told = "{file}, row {row}: the mark of the coordinate system differs from the rows "
            told += "above; keep one system in a file."
            raise InputError(facts=facts, code="ovital_mixed", sentence=told)
    if any(line.tall for line in lines):
        notes += (Note("heights_left"),)
    records: list[dict[Hashable, object]]
    records = [{"name": line.name, "remark": line.remark} for line in lines]
    shapes = np.array([shapely.Point(line.xy) for line in lines], dtype=object)
    rows = tuple(f"row {line.number}" for line in lines)
    system = _SYSTEMS[lines[0].mark]
    return Drawing(name, "", frame_of(table_of(name, records), shapes), rows, system, notes)


def write_ovital(
    path: Path, frame: gpd.GeoDataFrame, *, system: str = "EPSG:4490", encoding: str = "utf-8"
) -> None:
    """Write points, or the corners of every ring, with the mark of their system.

    A corner is named by the id of its row, the number of its ring and its own: g1-1-4. Spaces
    in names become _, as a space parts the fields.

    Parameters
    ----------
    frame
        Points or polygons in degrees of ``system``, with their ids as index.
    system
        "EPSG:4490", "EPSG:4326", "GCJ-02" or "BD-09": what the numbers are, nothing is converted.
    encoding
        Encoding of the file.
    """
    mark = _MARKS[system]
    lines = [
        " ".join(filter(None, (mark, _token(name), f"{x!r}", f"{y!r}")))
        for name, x, y in _places(frame)
    ]
    path.write_text("".join(f"{line}\n" for line in lines), encoding=encoding, newline="\r\n")


def _line(file: str, number: int, fields: Sequence[str]) -> _Line:
    """Take a line apart at its first two numbers that can be a longitude and a latitude."""
    first = fields[0].lower()
    mark = first if first in _SYSTEMS and _at(fields[1:]) is not None else ""
    fields = fields[1:] if mark else fields
    at = _at(fields)
    if at is None:
        facts: dict[str, Fact] = {"file": file, "row": number, "given": " ".join(fields)[:80]}
        told = "{file}, row {row}: expected longitude and then latitude with a space between, "
        told += "got {given}"
        raise InputError(facts=facts, code="not_ovital", sentence=told)
    xy = (number_of(fields[at]), number_of(fields[at + 1]))
    before, after = fields[:at], list(fields[at + 2 :])
    tall = bool(after) and _number(after[0]) is not None
    after = after[1:] if tall else after
    name = " ".join(before) or (after.pop(0) if after else None)
    return _Line(number, mark, xy, name, " ".join(after) or None, tall)


def _at(fields: Sequence[str]) -> int | None:
    """Where the longitude stands; a name in front of it may be a number, too."""
    numbers = [_number(field) for field in fields]
    for west, east, south, north in (_CHINA, _WORLD):
        for at, (x, y) in enumerate(pairwise(numbers)):
            if x is not None and y is not None and west <= x <= east and south <= y <= north:
                return at
    return None


def _number(text: str) -> float | None:
    try:
        return number_of(text)
    except ValueError:
        return None


def _places(frame: gpd.GeoDataFrame) -> Iterator[tuple[str, float, float]]:
    for row, shape in zip(frame.index, frame.geometry, strict=True):
        if shape is None or shape.is_empty:
            continue
        if shape.geom_type == "Point":
            yield str(row), shape.x, shape.y
            continue
        for ring, line in enumerate(shapely.get_rings(shape), 1):
            for corner, (x, y) in enumerate(shapely.get_coordinates(line)[:-1].tolist(), 1):
                yield f"{row}-{ring}-{corner}", x, y


def _token(name: str) -> str:
    """Name as one field, never taken for a mark."""
    token = "_".join(name.split()) or "_"
    return f"{token}_" if token.lower() in _SYSTEMS else token
