"""Shapefiles out of memory: .shp, .dbf and what lies beside them, every length checked."""

import csv
import io
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from geo.contract import Fact, InputError
from geo.formats.dbf import read_table
from geo.formats.drawing import Drawing, Note, closed_ring, frame_of, system_of

_FILE_CODE = 9994
_HEAD_BYTES = 100
_NULL = 0
_MAX_SHAPES = 1_000_000  # ten times the biggest layer of grids that was ever measured
_MAX_PAIRS = 25_000_000  # outer rings times holes of one shape: what takes a minute to nest
_KINDS: Mapping[int, str] = {
    1: "point", 11: "point", 21: "point",
    3: "line", 13: "line", 23: "line",
    5: "polygon", 15: "polygon", 25: "polygon",
    8: "points", 18: "points", 28: "points",
}  # fmt: skip


@dataclass(slots=True)
class _Seen:
    """What was noticed while the shapes were built: record numbers by code."""

    flat_rings: list[int] = field(default_factory=list)
    lone_holes: list[int] = field(default_factory=list)


def read(name: str, content: bytes, *, layer: str = "", encoding: str = "") -> Drawing:
    """Read a .shp alone: shapes without attributes."""
    return read_parts(name, {".shp": content}, layer=layer, encoding=encoding)


def read_parts(
    name: str, parts: Mapping[str, bytes], *, layer: str = "", encoding: str = ""
) -> Drawing:
    """Read a shapefile given as its parts by ending; only the .shp must be there.

    Rings stay as drawn; holes (anticlockwise) go to the smallest outer ring around them.
    Records deleted in the table are left away, numbers of records stay as in the file.

    Raises
    ------
    InputError
        not_shapefile, shp_truncated, shp_record, shp_kind, layer_too_large, or what the reader
        of the table finds.

    References
    ----------
    ESRI, Shapefile Technical Description, 1998.
    """
    content = parts[".shp"]
    kind, tall = _head(name, content)
    places, notes = _places(name, content, parts.get(".shx"))
    seen = _Seen()
    shapes = np.array(
        [_shape(name, number, content[a:b], kind, seen) for number, (a, b) in enumerate(places, 1)],
        dtype=object,
    )
    if tall:
        notes.append(Note("heights_left"))
    notes.extend(_notes(seen))
    rows, kept, more = _attributes(name, parts, len(shapes), encoding)
    numbers = np.flatnonzero(kept)
    return Drawing(
        file=name,
        layer=layer,
        frame=frame_of(rows.iloc[numbers].reset_index(drop=True), shapes[numbers]),
        rows=tuple(f"record {number + 1}" for number in numbers),
        system=system_of(parts.get(".prj", b"").decode("utf-8", errors="replace").strip(" \0\r\n")),
        notes=(*notes, *more),
    )


def with_full_names(drawing: Drawing, listed: bytes) -> Drawing:
    """Give columns the full names that the list in our own ZIP says they have."""
    try:
        rows = list(csv.DictReader(io.StringIO(listed.decode("utf-8-sig"), newline="")))
    except (UnicodeDecodeError, csv.Error):
        return drawing
    full = {row.get("field"): row.get("full_name") for row in rows}
    there = [name for name in drawing.frame.columns if name != "geometry"]
    names = {name: full[name] for name in there if full.get(name)}
    after = [names.get(name, name) for name in there]
    if "geometry" in after or len(set(after)) < len(after):
        return drawing
    return replace(drawing, frame=drawing.frame.rename(columns=names))


def _head(name: str, content: bytes) -> tuple[int, bool]:
    """Kind of shape of the file, and whether it carries heights or measures."""
    if len(content) < _HEAD_BYTES or struct.unpack_from(">i", content)[0] != _FILE_CODE:
        told = "{file}: expected a shapefile, the file is none; export the layer again."
        raise InputError(facts={"file": name}, code="not_shapefile", sentence=told)
    words = struct.unpack_from(">i", content, 24)[0]
    if words * 2 > len(content):
        facts: dict[str, Fact] = {"file": name, "expected": words * 2, "given": len(content)}
        told = "{file}: expected {expected} bytes, got {given}; copy the file again whole."
        raise InputError(facts=facts, code="shp_truncated", sentence=told)
    kind = struct.unpack_from("<i", content, 32)[0]
    if kind != _NULL and kind not in _KINDS:
        facts = {"file": name, "given": kind}
        told = "{file}: shapes of kind {given} cannot be read; expected polygons, lines or points."
        raise InputError(facts=facts, code="shp_kind", sentence=told)
    return kind, kind > 10


def _places(
    name: str, content: bytes, index: bytes | None
) -> tuple[Sequence[tuple[int, int]], list[Note]]:
    """Start and end of each record: by the index, which knows the order, else one by one."""
    if index is not None:
        by_index = _indexed(content, index)
        if by_index is not None:
            return by_index, []
    return _walked(name, content), [Note("index_left")]


def _indexed(content: bytes, index: bytes) -> list[tuple[int, int]] | None:
    """Find the records by the .shx, None where it does not fit the shapes."""
    if len(index) < _HEAD_BYTES or (len(index) - _HEAD_BYTES) % 8:
        return None
    table = np.frombuffer(index, dtype=">i4", offset=_HEAD_BYTES).reshape(-1, 2).astype(np.int64)
    start, length = table[:, 0] * 2 + 8, table[:, 1] * 2
    inside = (start >= _HEAD_BYTES + 8) & (length >= 4) & (start + length <= len(content))
    # one record named a million times over is no order but a trap
    if len(table) > _MAX_SHAPES or not inside.all() or length.sum() > len(content):
        return None
    told = [struct.unpack_from(">i", content, int(at) - 4)[0] for at in start]
    if not np.array_equal(np.array(told, dtype=np.int64) * 2, length):
        return None
    return list(zip(start.tolist(), (start + length).tolist(), strict=True))


def _walked(name: str, content: bytes) -> list[tuple[int, int]]:
    places: list[tuple[int, int]] = []
    at = _HEAD_BYTES
    while at + 8 <= len(content):
        end = at + 8 + 2 * struct.unpack_from(">i", content, at + 4)[0]
        if end < at + 12 or end > len(content):
            raise _broken(name, len(places) + 1)
        places.append((at + 8, end))
        at = end
        if len(places) > _MAX_SHAPES:
            told = "{file}: more rows than a layer of an area holds; cut out the area you need."
            raise InputError(facts={"file": name}, code="layer_too_large", sentence=told)
    return places


def _shape(
    name: str, number: int, record: bytes, kind: int, seen: _Seen
) -> shapely.Geometry | None:
    """Geometry of one record in two dimensions, None for a null shape."""
    own = struct.unpack_from("<i", record)[0]
    if own == _NULL:
        return None
    if own != kind:
        raise _broken(name, number)
    try:
        if _KINDS[kind] == "point":
            return shapely.Point(*struct.unpack_from("<2d", record, 4))
        if _KINDS[kind] == "points":
            return shapely.MultiPoint(_numbers(record, 40, _count(record, 36)))
        lines = _lines(record)
        if _KINDS[kind] == "line":
            return _line(lines)
        return _polygon(lines, number, seen)
    except (ValueError, struct.error, shapely.errors.ShapelyError) as error:
        raise _broken(name, number) from error


def _count(record: bytes, at: int) -> int:
    return int(struct.unpack_from("<i", record, at)[0])


def _numbers(record: bytes, start: int, count: int) -> NDArray[np.float64]:
    """Points of a record; a count that lies asks for bytes that are not there."""
    if not 0 <= count <= (len(record) - start) // 16:
        msg = "the record is shorter than its points"
        raise ValueError(msg)
    return np.frombuffer(record, dtype="<f8", offset=start, count=2 * count).reshape(-1, 2)


def _lines(record: bytes) -> list[NDArray[np.float64]]:
    """Parts of a line or polygon."""
    count = _count(record, 36)
    if not 0 <= count <= (len(record) - 44) // 4:
        msg = "the record is shorter than its parts"
        raise ValueError(msg)
    first = np.frombuffer(record, dtype="<i4", offset=44, count=count).astype(np.int64)
    points = _numbers(record, 44 + 4 * count, _count(record, 40))
    if count and (first[0] != 0 or (np.diff(first) < 0).any() or first[-1] > len(points)):
        msg = "the parts are not in order"
        raise ValueError(msg)
    return np.split(points, first[1:]) if count else []


def _line(lines: Sequence[NDArray[np.float64]]) -> shapely.Geometry | None:
    drawn = [line for line in lines if len(line) > 1]
    if len(drawn) < 2:
        return shapely.LineString(drawn[0]) if drawn else None
    return shapely.MultiLineString(drawn)


def _polygon(
    lines: Sequence[NDArray[np.float64]], number: int, seen: _Seen
) -> shapely.Geometry | None:
    """Polygon of the rings of one record; a ring of under three points has no area and goes."""
    rings = [ring for line in lines if (ring := closed_ring(line)) is not None]
    if len(rings) < len(lines):
        seen.flat_rings.append(number)
    if not rings:
        return None
    if len(rings) == 1:
        return shapely.Polygon(rings[0])
    turn = np.array([_area(ring) for ring in rings])
    hole = turn > 0
    if hole.all() or not np.isfinite(turn).all():
        hole[:] = False  # a writer that turns every ring the other way, or what is refused later
    outer = [ring for ring, inside in zip(rings, hole, strict=True) if not inside]
    inner = [ring for ring, inside in zip(rings, hole, strict=True) if inside]
    if len(outer) * len(inner) > _MAX_PAIRS:
        msg = "the shape has too many rings"
        raise ValueError(msg)
    return _nested(outer, inner, number, seen)


def _nested(
    outer: list[NDArray[np.float64]], inner: list[NDArray[np.float64]], number: int, seen: _Seen
) -> shapely.Geometry:
    """Polygons with each hole in the smallest outer ring around it."""
    shells = shapely.polygons([shapely.LinearRing(ring) for ring in outer])
    tree, size = shapely.STRtree(shells), np.abs([_area(ring) for ring in outer])
    holes: list[list[NDArray[np.float64]]] = [[] for _ in outer]
    alone = []
    for ring in inner:
        around = tree.query(shapely.Polygon(ring), predicate="covered_by")
        if len(around):
            holes[around[np.argmin(size[around])]].append(ring)
        else:
            alone.append(shapely.Polygon(ring))
    if alone:
        seen.lone_holes.append(number)
    parts = [shapely.Polygon(shell, inside) for shell, inside in zip(outer, holes, strict=True)]
    return shapely.MultiPolygon(parts + alone) if len(parts + alone) > 1 else parts[0]


def _area(ring: NDArray[np.float64]) -> float:
    """Signed area, positive where the ring runs anticlockwise, about its first point."""
    x, y = (ring - ring[0]).T
    with np.errstate(all="ignore"):  # coordinates that are no numbers are refused later
        return float((x[:-1] * y[1:] - x[1:] * y[:-1]).sum() / 2)


def _attributes(
    name: str, parts: Mapping[str, bytes], count: int, encoding: str
) -> tuple[pd.DataFrame, NDArray[np.bool_], list[Note]]:
    """Rows of the table, which of them count, and what was noticed."""
    if ".dbf" not in parts:
        blank = pd.DataFrame(index=pd.RangeIndex(count), dtype="object")
        return blank, np.ones(count, dtype=bool), [Note("table_missing")]
    declared = parts.get(".cpg", b"").decode("ascii", errors="replace")
    of = f"{Path(name).with_suffix('')}.dbf"
    table = read_table(of, parts[".dbf"], count, declared=declared[:40], asked=encoding)
    kept = np.array(table.kept, dtype=bool)
    gone = [Note("records_deleted", {"count": int((~kept).sum())})] if not kept.all() else []
    return table.rows, kept, [*table.notes, *gone]


def _notes(seen: _Seen) -> list[Note]:
    flat, lone = seen.flat_rings, seen.lone_holes
    notes = [Note("flat_rings", {"row": flat[0], "count": len(flat)})] if flat else []
    return notes + ([Note("lone_holes", {"row": lone[0], "count": len(lone)})] if lone else [])


def _broken(name: str, number: int) -> InputError:
    told = "{file}, record {row}: the shape is cut off or damaged; export the layer again."
    return InputError(facts={"file": name, "row": number}, code="shp_record", sentence=told)
