"""Features out of a GeoPackage through SQLite and WKB alone, so that no driver is guessed."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from pyproj import CRS
from pyproj.exceptions import CRSError

from geo.contract import Fact, InputError
from geo.formats.drawing import MAX_COLUMNS, Drawing, Note, frame_of, system_of, table_of
from geo.formats.drawing import which_layer as ask_layer
from geo.formats.text import read_bytes

_MAGIC = b"SQLite format 3\0"
_ENVELOPE_BYTES = (0, 32, 48, 48, 64)
_MOST_STEPS = 50_000  # calls of 10,000 instructions; ten times what 256 MiB of rows take
_KEY = "fid"
_LEAST_LENGTH = 1_000_000  # no value is longer than the file; SQLite needs some for itself
_ALLOWED = (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ)


class _Table(NamedTuple):
    name: str
    column: str
    system: int


def read_layer(path: Path, layer: str | None = None) -> gpd.GeoDataFrame:
    """Read one feature table of a GeoPackage, missing geometry as None.

    Raises
    ------
    InputError
        file_missing, file_too_large, not_geopackage, which_layer, gpkg_shape or no_crs.
    """
    with _opened(path.name, read_bytes(path)) as database:
        table = _chosen(path.name, database, layer or "")
        rows, shapes = _rows(path.name, database, table)
        crs = _crs(path.name, database, table.system)
        return gpd.GeoDataFrame(rows, geometry=shapely.force_2d(shapes), crs=crs)


def layers(name: str, content: bytes) -> tuple[str, ...]:
    """Names of the feature tables."""
    with _opened(name, content) as database:
        return tuple(_tables(database))


def read(name: str, content: bytes, *, layer: str = "", encoding: str = "") -> Drawing:  # noqa: ARG001
    """Read one feature table; text in a GeoPackage is UTF-8 whatever encoding is asked for.

    Raises
    ------
    InputError
        not_geopackage, which_layer, gpkg_shape or too_many_columns.

    References
    ----------
    OGC 12-128r19, GeoPackage Encoding Standard 1.4, clauses 2.1.3 and 1.1.2.
    """
    with _opened(name, content) as database:
        table = _chosen(name, database, layer)
        rows, shapes = _rows(name, database, table)
        system = _system(database, table.system)
    return Drawing(
        file=name,
        layer=table.name,
        frame=frame_of(table_of(name, rows.to_dict("records")), shapes),
        rows=tuple(f"feature {number}" for number in range(1, len(rows) + 1)),
        system=system,
        notes=(Note("heights_left"),) if shapely.has_z(shapes).any() else (),
    )


@contextmanager
def _opened(name: str, content: bytes) -> Iterator[sqlite3.Connection]:
    """Open the database in memory for reading tables and nothing else.

    A hostile file may hold views, triggers, computed columns or endless queries in place of
    its tables: whatever is more than reading a table is refused, and so is endless work.
    Bytes 18 and 19 may ask for a journal in a second file; a program that closed the file in
    order left nothing there.
    """
    if content[: len(_MAGIC)] != _MAGIC:
        raise _fault(name, "not_geopackage", "expected a GeoPackage, the file is none")
    database = sqlite3.connect(":memory:")
    try:
        database.deserialize(content[:18] + b"\1\1" + content[20:])
        database.execute("PRAGMA trusted_schema=OFF")
        database.execute("PRAGMA cell_size_check=ON")
        database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, max(len(content), _LEAST_LENGTH))
        database.set_authorizer(_only_reading)
        steps = iter(range(_MOST_STEPS))
        database.set_progress_handler(lambda: next(steps, None) is None, 10_000)
        yield database
    except InputError:
        raise
    except (sqlite3.Error, shapely.errors.ShapelyError, ValueError, OverflowError) as error:
        told = f"the GeoPackage cannot be read: {str(error).splitlines()[0][:120]}"
        raise _fault(name, "not_geopackage", told) from error
    finally:
        database.close()


def _only_reading(
    action: int, one: str | None, _two: str | None, _base: str | None, view: str | None
) -> int:
    asked = action in _ALLOWED or (action == sqlite3.SQLITE_PRAGMA and one == "table_xinfo")
    return sqlite3.SQLITE_OK if asked and view is None else sqlite3.SQLITE_DENY


def _tables(database: sqlite3.Connection) -> dict[str, _Table]:
    """Feature tables by name; a view or virtual table is none."""
    query = (
        "SELECT g.table_name, g.column_name, g.srs_id FROM gpkg_geometry_columns AS g "
        "JOIN sqlite_master AS m ON m.name = g.table_name "
        "WHERE m.type = 'table' AND m.rootpage > 0 ORDER BY 1"
    )
    return {row[0]: _Table(row[0], row[1], int(row[2])) for row in database.execute(query)}


def _chosen(name: str, database: sqlite3.Connection, layer: str) -> _Table:
    tables = _tables(database)
    chosen = layer or (next(iter(tables)) if len(tables) == 1 else "")
    if chosen not in tables:
        raise ask_layer(name, tuple(tables))
    return tables[chosen]


def _rows(
    name: str, database: sqlite3.Connection, table: _Table
) -> tuple[pd.DataFrame, NDArray[np.object_]]:
    """Rows of one table in their order, and their shapes.

    Computed columns are not asked for, and GDAL's own key of rows is no column of the layer.
    """
    quoted = _quoted(table.name)
    info = database.execute(f"PRAGMA table_xinfo({quoted})").fetchall()
    heads = [
        column
        for _, column, _, _, _, key, hidden in info
        if hidden == 0 and not (key and column.lower() == _KEY)
    ]
    if table.column not in heads or len(heads) > MAX_COLUMNS:
        msg = f"the table {table.name[:60]} has no column {table.column[:60]} of shapes"
        raise ValueError(msg)
    wanted = ", ".join(map(_quoted, heads))
    found = database.execute(f"SELECT {wanted} FROM {quoted} ORDER BY rowid").fetchall()  # noqa: S608
    # as objects: a column of codes with a gap must not become numbers with a decimal point
    rows = pd.DataFrame(found, columns=heads, dtype="object")
    return rows, _shapes(name, list(rows.pop(table.column)))


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _shapes(name: str, blobs: Sequence[object]) -> NDArray[np.object_]:
    """Shapes of the blobs; one that cannot be read is named by its row."""
    shapes = np.full(len(blobs), None, dtype=object)
    for row, blob in enumerate(blobs):
        try:
            shapes[row] = shapely.from_wkb(_wkb(blob))
        except (ValueError, shapely.errors.ShapelyError) as error:
            facts: dict[str, Fact] = {"file": name, "row": row + 1}
            told = "{file}, feature {row}: the shape cannot be read; export the layer again."
            raise InputError(facts=facts, code="gpkg_shape", sentence=told) from error
    return shapes


def _wkb(blob: object) -> bytes | None:
    """WKB inside a GeoPackage blob: after the magic, flags, system and envelope."""
    if blob is None:
        return None
    if not isinstance(blob, bytes) or len(blob) < 8 or blob[:2] != b"GP":
        msg = "a geometry is no GeoPackage binary"
        raise ValueError(msg)
    kind = (blob[3] >> 1) & 7
    if kind >= len(_ENVELOPE_BYTES):
        msg = f"envelope kind {kind} is not known"
        raise ValueError(msg)
    empty = bool(blob[3] & 16)
    return None if empty else blob[8 + _ENVELOPE_BYTES[kind] :]


def _registered(database: sqlite3.Connection, system: int) -> tuple[str, int, str] | None:
    query = (
        "SELECT organization, organization_coordsys_id, definition "
        "FROM gpkg_spatial_ref_sys WHERE srs_id=?"
    )
    row = database.execute(query, (system,)).fetchone()
    return (str(row[0]), int(row[1]), str(row[2])) if row else None


def _system(database: sqlite3.Connection, number: int) -> str:
    """Name of a system, its WKT where it has only that, "" where it is undefined."""
    row = _registered(database, number)
    return (system_of(f"{row[0]}:{row[1]}") or system_of(row[2])) if row else ""


def _crs(name: str, database: sqlite3.Connection, system: int) -> CRS:
    row = _registered(database, system)
    try:
        if row:  # -1 and 0 stand for no system: their organization is NONE, which no one knows
            return CRS.from_authority(row[0], row[1])
    except (CRSError, ValueError, TypeError):
        pass
    told = "the layer names no known coordinate system; expected one such as EPSG:4490"
    raise _fault(name, "no_crs", told)


def _fault(file: str, code: str, told: str, **facts: Fact) -> InputError:
    """Refuse a file in one sentence that starts with its name."""
    plain = told.replace("{", "{{").replace("}", "}}")
    return InputError(code, {"file": file, **facts}, f"{{file}}: {plain}.")
