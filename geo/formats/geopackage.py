"""Polygons out of a GeoPackage through SQLite and WKB alone, so that no driver is guessed."""

import sqlite3
from contextlib import closing
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from pyproj import CRS
from pyproj.exceptions import CRSError

from geo.contract import Fact, InputError

_MAGIC = b"SQLite format 3\0"
_ENVELOPE_BYTES = (0, 32, 48, 48, 64)


def read_layer(path: Path, layer: str | None = None) -> gpd.GeoDataFrame:
    """Read one feature table of a GeoPackage, missing geometry as None.

    Raises
    ------
    InputError
        file_missing, not_geopackage, which_layer or no_crs.

    References
    ----------
    OGC 12-128r19, GeoPackage Encoding Standard 1.4, clauses 2.1.3 and 1.1.2.
    """
    if not path.is_file():
        raise _fault(path, "file_missing", "the file does not exist; expected it here")
    with path.open("rb") as stream:
        if stream.read(len(_MAGIC)) != _MAGIC:
            raise _fault(path, "not_geopackage", "expected a GeoPackage, the file is none")
    try:
        uri = path.resolve().as_uri() + "?mode=ro&immutable=1"
        with closing(sqlite3.connect(uri, uri=True)) as database:
            return _table(path, database, layer)
    except (sqlite3.Error, shapely.errors.ShapelyError, ValueError) as error:
        if isinstance(error, InputError):
            raise
        reason = str(error).splitlines()[0][:120]
        told = f"the GeoPackage cannot be read: {reason}"
        raise _fault(path, "not_geopackage", told) from error


def _table(path: Path, database: sqlite3.Connection, layer: str | None) -> gpd.GeoDataFrame:
    query = (
        "SELECT g.table_name, g.column_name, g.srs_id FROM gpkg_geometry_columns AS g "
        "JOIN sqlite_master AS m ON m.name = g.table_name WHERE m.type = 'table' ORDER BY 1"
    )
    tables = {row[0]: row for row in database.execute(query)}
    chosen = layer or (next(iter(tables)) if len(tables) == 1 else "")
    if chosen not in tables:
        names = ", ".join(tables) or "none"
        raise _fault(path, "which_layer", f"say which layer to read, the file has {names}")
    name, column, system = tables[chosen]
    quoted = name.replace('"', '""')
    found = database.execute(f'SELECT * FROM "{quoted}" ORDER BY rowid')  # noqa: S608
    heads = [head[0] for head in found.description]
    # as objects: a column of codes with a gap must not become numbers with a decimal point
    rows = pd.DataFrame(found.fetchall(), columns=heads, dtype="object")
    blobs = rows.pop(column)
    shapes = shapely.from_wkb(np.array([_wkb(blob) for blob in blobs], dtype=object))
    crs = _crs(path, database, int(system))
    return gpd.GeoDataFrame(rows, geometry=_flat(shapes), crs=crs)


def _flat(shapes: NDArray[np.object_]) -> NDArray[np.object_]:
    flat: NDArray[np.object_] = shapely.force_2d(shapes)
    return flat


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


def _crs(path: Path, database: sqlite3.Connection, system: int) -> CRS:
    query = "SELECT organization, organization_coordsys_id FROM gpkg_spatial_ref_sys WHERE srs_id=?"
    row = database.execute(query, (system,)).fetchone()
    try:
        if row:  # -1 and 0 stand for no system: their organization is NONE, which no one knows
            return CRS.from_authority(str(row[0]), int(row[1]))
    except (CRSError, ValueError, TypeError):
        pass
    told = "the layer names no known coordinate system; expected one such as EPSG:4490"
    raise _fault(path, "no_crs", told)


def _fault(path: Path, code: str, told: str) -> InputError:
    facts: dict[str, Fact] = {"file": path.name, "told": told}
    return InputError(code, facts, "{file}: {told}.")
