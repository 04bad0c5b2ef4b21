"""Rows of one file of an area: read in whatever format, checked, without anybody's name."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import geopandas as gpd
import pandas as pd
import shapely

from geo.contract import Frame, InputError
from geo.crs import to_working
from geo.formats import read_drawing, source_of
from geo.formats.geojson import read_features
from geo.formats.headers import LAYERS as HEADERS
from geo.formats.tables import read_table
from geo.intake.columns import adopted
from geo.intake.coordinates import placed, reading_of
from geo.persons.tables import refuse_named
from geo.road_lines import road_lines

T_frame = TypeVar("T_frame", bound=pd.DataFrame)

_GEOJSON = (".geojson", ".json")
_LONLAT = "EPSG:4490"


def layer_reader(
    key: str, frame: Frame, crs: str, units: gpd.GeoDataFrame
) -> Callable[[Path], gpd.GeoDataFrame]:
    """Return what reads a layer, whatever its format, and checks it."""

    def read(path: Path) -> gpd.GeoDataFrame:
        rows = read_features(path) if path.suffix in _GEOJSON else _foreign(path, key, crs, units)
        if not len(rows) and key != "units":
            return frame.empty(crs)  # a layer of nothing is a layer: no cameras, no reservoirs
        if not len(rows):
            told = "{file}: no feature has a shape; expected polygons."
            raise InputError(facts={"file": path.name}, code="no_features", sentence=told)
        named = nameless(frame.check(rows, path.name), path.name)
        return to_working(_known_columns(named, frame), crs)

    return read


def _foreign(path: Path, key: str, crs: str, units: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Rows of a layer in another format than ours, its headers and coordinates recognised."""
    drawing = read_drawing(source_of(path))
    told = [name for name in drawing.frame.columns if name != drawing.frame.geometry.name]
    every = {str(name): drawing.frame[name].tolist() for name in told}
    refuse_named(drawing.file, every, drawing.rows)
    if key in HEADERS and key != "roads":
        drawing = adopted(drawing, key)
    if not len(drawing.frame):
        return drawing.frame
    near = None
    if len(units):
        near = shapely.geometrycollections(units.to_crs(_LONLAT).geometry.to_numpy())
    if key == "roads":
        return road_lines(drawing, reading_of(drawing, near), crs=crs).roads
    return placed(drawing, reading_of(drawing, near), crs)


def _known_columns(rows: T_frame, frame: Frame) -> T_frame:
    """Keep the columns of the contract: nothing else, such as a person's name, comes in."""
    known = {*frame.columns, "geometry"}
    return rows.drop(columns=[name for name in rows.columns if name not in known])


def nameless(rows: T_frame, file: str) -> T_frame:
    """Rows as they are, unless a column, a cell or an id of theirs is about a person.

    Every column the file has is looked at, also those nobody reads.

    Raises
    ------
    SchemaError
        person_header or person_cell, as `geo.persons.tables.refuse_named` says.
    """
    labels = [f"row {number}" for number in range(2, len(rows) + 2)]
    if rows.index.name is not None:
        refuse_named(file, {str(rows.index.name): rows.index.tolist()}, labels)
        labels = [str(row) for row in rows.index]
    told = [name for name in rows.columns if name != "geometry"]
    refuse_named(file, {str(name): rows[name].tolist() for name in told}, labels)
    return rows


def table_reader(frame: Frame) -> Callable[[Path], pd.DataFrame]:
    """Return what reads a table and checks it."""

    def read(path: Path) -> pd.DataFrame:
        return _known_columns(nameless(read_table(path, frame), path.name), frame)

    return read
