"""A shapefile in one ZIP that every office program reads: short ASCII names, encoding told."""

import csv
import io
import re
import struct
import zipfile
from collections.abc import Sequence
from datetime import date
from typing import Literal

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import CRS
from pyproj.enums import WktVersion

from geo.contract import Fact, InputError
from geo.formats.write_rows import Column, columns_of, placed_shapes

Encoding = Literal["UTF-8", "GB18030"]

_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_NO_DATE = date(1980, 1, 1)  # the first day a ZIP knows, so that content is repeatable
_NAME_LENGTH = 10
_TEXT_BYTES = 254  # the most a text of dBASE holds
_FLOAT = (24, 15)  # what GDAL declares; the digits written are the shortest that come back
_DRIVER = {"UTF-8": 0, "GB18030": 0x4D}  # where the .cpg gets lost; UTF-8 has none
_KINDS = {"Point": 1, "LineString": 3, "Polygon": 5, "MultiPoint": 8}
_POINT, _POINTS, _POLYGON = 1, 8, 5


def shapefile_zip(
    frame: gpd.GeoDataFrame, name: str, *, encoding: Encoding = "UTF-8", stamp: str = ""
) -> bytes:
    """Pack a frame as .shp, .shx, .dbf, .prj and .cpg with a list of its columns.

    Names of columns become ASCII of at most 10 characters; `<name>_fields.csv` gives the full
    ones. The same frame and stamp give the same bytes. An empty text comes back as missing.

    Parameters
    ----------
    name
        Name of the files inside, without ending.
    stamp
        What the file says about its data; a date YYYY-MM-DD in it becomes the date of the files.

    Raises
    ------
    InputError
        no_crs, not_finite, mixed_shapes or text_too_long.

    References
    ----------
    ESRI, Shapefile Technical Description, 1998.
    """
    shapes = placed_shapes(name, frame)
    numbers = Column("row", "int", tuple(range(1, len(frame) + 1)))
    columns = columns_of(frame) or (numbers,)  # a table without a column cannot be read
    shorts = short_names([column.name for column in columns])
    day = _day(stamp)
    shp, shx = _shapes(name, shapes)
    parts = {
        ".shp": shp,
        ".shx": shx,
        ".dbf": _table(name, columns, shorts, encoding, day),
        ".prj": CRS.from_user_input(frame.crs).to_wkt(WktVersion.WKT1_ESRI).encode("ascii"),
        ".cpg": encoding.encode("ascii"),
        "_fields.csv": _dictionary(columns, shorts),
    }
    if stamp:
        parts["_about.txt"] = f"{stamp}\r\n".encode("utf-8-sig")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for ending, content in parts.items():
            info = zipfile.ZipInfo(name + ending, (day.year, day.month, day.day, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            info.create_system = 3  # whatever machine writes it
            archive.writestr(info, content)
    return packed.getvalue()


def _day(stamp: str) -> date:
    """Date a stamp names, the first a ZIP knows where it names none."""
    found = _ISO_DATE.search(stamp)
    try:
        return max(date.fromisoformat(found.group()) if found else _NO_DATE, _NO_DATE)
    except ValueError:
        return _NO_DATE


def short_names(names: Sequence[str]) -> list[str]:
    """ASCII names of at most 10 characters, each once whatever the case: cut, then numbered."""
    shorts: list[str] = []
    for number, name in enumerate(names, 1):
        plain = re.sub(r"\W+", "_", name) if name.isascii() else f"field_{number}"
        plain = plain if re.match(r"[A-Za-z]", plain) else f"f_{plain}"
        cut, more = plain[:_NAME_LENGTH], 0
        while cut.lower() in {short.lower() for short in shorts}:
            more += 1
            cut = f"{plain[: _NAME_LENGTH - 1 - len(str(more))]}_{more}"
        shorts.append(cut)
    return shorts


def _dictionary(columns: Sequence[Column], shorts: Sequence[str]) -> bytes:
    """List of the columns, in an encoding that spreadsheets recognise."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(["field", "full_name", "kind"])
    writer.writerows(
        [short, column.name, column.kind] for short, column in zip(shorts, columns, strict=True)
    )
    return text.getvalue().encode("utf-8-sig")


def _shapes(name: str, shapes: NDArray[np.object_]) -> tuple[bytes, bytes]:
    """Bytes of the shapes and of their index."""
    kind = _kind(name, shapes)
    records = [_record(shape, kind) for shape in shapes]
    body, index, at = [], [], 50
    for number, record in enumerate(records, 1):
        words = len(record) // 2
        body.append(struct.pack(">ii", number, words) + record)
        index.append(struct.pack(">ii", at, words))
        at += words + 4
    drawn = not shapely.is_missing(shapes).all()
    box = shapely.total_bounds(shapes).tolist() if drawn else [0.0, 0.0, 0.0, 0.0]

    def head(words: int) -> bytes:
        start = struct.pack(">i20xi", 9994, words)
        return start + struct.pack("<ii4d32x", 1000, kind, *box)

    return head(at) + b"".join(body), head(50 + 4 * len(records)) + b"".join(index)


def _kind(name: str, shapes: NDArray[np.object_]) -> int:
    """Kind of shape of the file: the one all shapes have."""
    there = {shape.geom_type for shape in shapes if shape is not None}
    bare = {kind.removeprefix("Multi") for kind in there}
    if len(bare) > 1 or not bare <= _KINDS.keys():
        facts: dict[str, Fact] = {"file": name, "given": ", ".join(sorted(there))}
        told = "{file}: a shapefile holds one kind of shape, got {given}; write a GeoPackage."
        raise InputError(facts=facts, code="mixed_shapes", sentence=told)
    if "MultiPoint" in there:
        return _POINTS
    return _KINDS[bare.pop()] if bare else _POLYGON


def _record(shape: shapely.Geometry | None, kind: int) -> bytes:
    if shape is None:
        return struct.pack("<i", 0)
    if kind == _POINT:
        return struct.pack("<i2d", kind, shape.x, shape.y)
    box: bytes = struct.pack("<i4d", kind, *shape.bounds)
    if kind == _POINTS:
        points: NDArray[np.float64] = shapely.get_coordinates(shape)
        return box + struct.pack("<i", len(points)) + points.astype("<f8").tobytes()
    lines = _rings(shape) if kind == _POLYGON else list(shapely.get_parts([shape]))
    sizes = shapely.get_num_coordinates(lines)
    first = np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype("<i4")
    xy: NDArray[np.float64] = shapely.get_coordinates(lines).astype("<f8")
    return box + struct.pack("<ii", len(lines), len(xy)) + first.tobytes() + xy.tobytes()


def _rings(shape: shapely.Geometry) -> list[shapely.Geometry]:
    """Rings of all parts: each outer ring clockwise, its holes after it anticlockwise."""
    parts = shapely.get_parts(shapely.orient_polygons([shape], exterior_cw=True))
    return [ring for part in parts for ring in (part.exterior, *part.interiors)]


def _table(
    name: str, columns: Sequence[Column], shorts: Sequence[str], encoding: Encoding, day: date
) -> bytes:
    """Bytes of the dBASE table."""
    cells = [_cells(name, column, encoding) for column in columns]
    widths = [max([1, *map(len, column)]) for column in cells]
    fields = [
        _field(short, column, width)
        for short, column, width in zip(shorts, columns, widths, strict=True)
    ]
    padded = [_padded(*triple) for triple in zip(columns, cells, widths, strict=True)]
    head = struct.pack(
        "<4BIHH17xB2x", 3, day.year - 1900, day.month, day.day, len(columns[0].values),
        33 + 32 * len(fields), 1 + sum(widths), _DRIVER[encoding],
    )  # fmt: skip
    rows = (b" " + b"".join(row) for row in zip(*padded, strict=True))
    return head + b"".join(fields) + b"\r" + b"".join(rows) + b"\x1a"


def _field(short: str, column: Column, width: int) -> bytes:
    kind = {"text": b"C", "int": b"N", "float": b"N", "bool": b"L"}[column.kind]
    decimals = _FLOAT[1] if column.kind == "float" else 0
    return struct.pack("<11sc4xBB14x", short.encode("ascii"), kind, width, decimals)


def _cells(name: str, column: Column, encoding: Encoding) -> list[bytes]:
    """Values as written, before they are padded to one width."""
    if column.kind == "text":
        cells = ["" if v is None else str(v) for v in column.values]
        raw = [cell.encode(encoding, errors="replace") for cell in cells]
        row = next((at for at, cell in enumerate(raw, 1) if len(cell) > _TEXT_BYTES), 0)
        if row:
            facts: dict[str, Fact] = {
                "file": name, "column": column.name, "row": row, "limit": _TEXT_BYTES,
            }  # fmt: skip
            told = (
                "{file}, row {row}, column {column}: a shapefile holds texts of {limit} bytes; "
                "shorten it or write a GeoPackage."
            )
            raise InputError(facts=facts, code="text_too_long", sentence=told)
        return raw
    if column.kind == "bool":
        return [b"?" if v is None else b"T" if v else b"F" for v in column.values]
    blank = b" " * (_FLOAT[0] if column.kind == "float" else 1)
    return [blank if v is None else repr(v).encode("ascii") for v in column.values]


def _padded(column: Column, cells: Sequence[bytes], width: int) -> list[bytes]:
    left = column.kind == "text"
    return [cell.ljust(width) if left else cell.rjust(width) for cell in cells]
