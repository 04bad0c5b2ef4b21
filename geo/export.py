"""Write frames as files other programs open: GeoPackage, zipped shapefile, KML."""

import errno
import os
import re
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyogrio
from pyogrio.errors import DataLayerError, DataSourceError, FeatureError

from geo.contract import Fact, InputError
from geo.formats.write_kml import kml_text
from geo.formats.write_shapefile import Encoding, shapefile_zip
from geo.styles import embed_styles

_NAME = re.compile(r"[a-z][a-z0-9_]{0,62}")
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
GPKG_VERSION = "1.2"  # later ones make the QGIS of many offices (3.22 and older) warn
_KEY = "fid"
_NO_DATE = "1970-01-01"  # a fixed date where the stamp has none, so that content is repeatable


def write_geopackage(path: Path, layers: Mapping[str, pd.DataFrame], *, stamp: str = "") -> None:
    """Write each frame as a layer with its id as first column; tables go in without geometry.

    Codes stay text with their leading zeros; lists become text with ";" between. The file
    appears only when it is whole, and the same frames and stamp give the same rows and times.

    Parameters
    ----------
    path
        File to write, replaced if it is there.
    layers
        Layer name (a-z, 0-9, _) -> frame.
    stamp
        What the file says about its data in the description of every layer; a date
        YYYY-MM-DD in it becomes the time of change.

    Raises
    ------
    InputError
        no_layers, bad_layer_name, or no_crs for shapes nobody can place.
    OSError
        When the file cannot be written; the one that was there is left as it was.
    """
    path = Path(path)
    if not layers:
        told = "{file}: there is no layer to write."
        raise InputError(facts={"file": path.name}, code="no_layers", sentence=told)
    for name, frame in layers.items():
        _check_layer(name, frame)
    _check_place(path)
    part = path.with_name(f".{path.stem[:100]}.{os.getpid()}.part.gpkg")
    part.unlink(missing_ok=True)
    try:
        for name, frame in layers.items():
            _write_layer(part, name, frame)
        _finish(part, stamp)
        os.replace(part, path)  # noqa: PTH105 - Path.replace is the same call
    except (DataSourceError, DataLayerError, FeatureError, sqlite3.Error) as error:
        raise OSError(errno.EIO, str(error).splitlines()[0], str(path)) from error
    finally:
        part.unlink(missing_ok=True)


def write_shapefile_zip(
    path: Path, frame: gpd.GeoDataFrame, *, encoding: Encoding = "UTF-8", stamp: str = ""
) -> None:
    """Write a frame as a zipped shapefile with a list of its columns, whole or not at all.

    Raises
    ------
    InputError
        no_crs, not_finite, mixed_shapes or text_too_long.
    OSError
        When the file cannot be written; the one that was there is left as it was.
    """
    path = Path(path)
    _write_whole(path, shapefile_zip(frame, path.stem, encoding=encoding, stamp=stamp))


def write_kml(
    path: Path, frame: gpd.GeoDataFrame, *, name_column: str = "", stamp: str = ""
) -> None:
    """Write a frame as KML in longitude and latitude, whole or not at all.

    Raises
    ------
    InputError
        no_crs, not_finite, no_column or mixed_shapes.
    OSError
        When the file cannot be written; the one that was there is left as it was.
    """
    path = Path(path)
    text = kml_text(frame, path.stem, name_column=name_column, stamp=stamp)
    _write_whole(path, text.encode("utf-8"))


def _write_whole(path: Path, content: bytes) -> None:
    _check_place(path)
    part = path.with_name(f".{path.name[:100]}.{os.getpid()}.part")
    try:
        part.write_bytes(content)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _check_place(path: Path) -> None:
    """Refuse a place no file can stand at: SQLite's own message would name another file."""
    if not path.parent.is_dir():
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))
    if path.exists() and not path.is_file():
        raise OSError(errno.EINVAL, "not a regular file", str(path))


def _check_layer(name: str, frame: pd.DataFrame) -> None:
    facts: dict[str, Fact] = {"layer": name}
    if not _NAME.fullmatch(name) or name.startswith(("gpkg_", "rtree_", "sqlite_")):
        told = "{layer}: a layer name must be small letters, digits and _, starting with a letter."
        raise InputError(facts=facts, code="bad_layer_name", sentence=told)
    if isinstance(frame, gpd.GeoDataFrame) and frame.crs is None:
        told = "{layer}: no coordinate system is given; set one before writing."
        raise InputError(facts=facts, code="no_crs", sentence=told)


def _write_layer(path: Path, name: str, frame: pd.DataFrame) -> None:
    rows = frame.reset_index() if frame.index.name is not None else frame.reset_index(drop=True)
    geometry = rows.geometry.name if isinstance(rows, gpd.GeoDataFrame) else None
    plain = {
        column: _plain(rows[column])
        for column in rows.columns
        if column != geometry and rows[column].dtype == "object"
    }
    rows = rows.assign(**{str(column): values for column, values in plain.items()})
    rows = rows.rename(columns=_beside_key([str(column) for column in rows.columns]))
    options: dict[str, object] = {"append": path.exists()}
    if not path.exists():
        options["dataset_options"] = {"VERSION": GPKG_VERSION}
    if geometry is not None:
        kinds = set(rows.geometry.dropna().geom_type)
        many = len(kinds) == 2 and any(f"Multi{kind}" in kinds for kind in kinds)
        options["promote_to_multi"] = many
        options["geometry_type"] = _kind(kinds)
    pyogrio.write_dataframe(rows, path, layer=name, driver="GPKG", **options)


def _beside_key(names: list[str]) -> dict[str, str]:
    """Rename columns that SQLite would take for `fid`, GDAL's own key, whatever the case."""
    taken, renamed = {name.lower() for name in names}, {}
    for name in [name for name in names if name.lower() == _KEY]:
        free = f"row_{name}"
        while free.lower() in taken:
            free = f"row_{free}"
        taken.add(free.lower())
        renamed[name] = free
    return renamed


def _kind(kinds: set[str]) -> str:
    """Geometry type of a layer: the one there is, its multi form, or anything."""
    bare = {kind.removeprefix("Multi") for kind in kinds}
    if len(bare) != 1:
        return "Unknown"
    return next(iter(kinds)) if len(kinds) == 1 else f"Multi{next(iter(bare))}"


def _plain(column: "pd.Series[str]") -> "pd.Series[str]":
    """Text column: ids keep their zeros, lists are joined, what is missing stays missing."""

    def text(value: object) -> object:
        if isinstance(value, (list, tuple, set, frozenset)):
            parts = sorted(value, key=str) if isinstance(value, (set, frozenset)) else value
            return ";".join(map(str, parts))
        return None if pd.isna(value) else str(value)  # type: ignore[call-overload]

    return pd.Series([text(value) for value in column], index=column.index, dtype="object")


def _finish(path: Path, stamp: str) -> None:
    """Describe the layers, fix their times and add styles."""
    date = _ISO_DATE.search(stamp)
    changed_at = f"{date.group() if date else _NO_DATE}T00:00:00.000Z"
    with closing(sqlite3.connect(path)) as database:
        sets = "UPDATE gpkg_contents SET description = ?, last_change = ?"
        database.execute(sets, (stamp, changed_at))
        embed_styles(database, changed_at)
        database.commit()
