"""Rows of a frame as plain values for formats that know four kinds: text, int, float, bool."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from geo.contract import Fact, InputError

Kind = Literal["text", "int", "float", "bool"]


@dataclass(frozen=True, slots=True)
class Column:
    """One attribute: its name, kind and values, None where missing."""

    name: str
    kind: Kind
    values: tuple[object, ...]


def columns_of(frame: gpd.GeoDataFrame) -> tuple[Column, ...]:
    """Attributes of a frame, its id first; lists become text with ";" between."""
    rows = frame.reset_index() if frame.index.name is not None else frame
    return tuple(
        _column(str(name), list(rows[name])) for name in rows.columns if name != rows.geometry.name
    )


def placed_shapes(file: str, frame: gpd.GeoDataFrame) -> NDArray[np.object_]:
    """Shapes of a frame that says where they are, in two dimensions, empty ones as None.

    Raises
    ------
    InputError
        no_crs, or not_finite with the number of the shape.
    """
    if frame.crs is None:
        told = "{layer}: no coordinate system is given; set one before writing."
        raise InputError(facts={"layer": file}, code="no_crs", sentence=told)
    shapes: NDArray[np.object_] = shapely.force_2d(frame.geometry.to_numpy())
    xy, row = shapely.get_coordinates(shapes, return_index=True)
    bad = ~np.isfinite(xy).all(axis=1)
    if bad.any():
        facts: dict[str, Fact] = {"file": file, "row": int(row[bad.argmax()]) + 1}
        told = "{file}: shape {row} has coordinates that are no numbers; correct it first."
        raise InputError(facts=facts, code="not_finite", sentence=told)
    kept: NDArray[np.object_] = shapes.copy()
    kept[shapely.is_empty(shapes)] = None
    return kept


def _column(name: str, given: Sequence[object]) -> Column:
    values = [_plain(value) for value in given]
    there = {type(value) for value in values if value is not None}
    if there == {bool}:
        return Column(name, "bool", tuple(values))
    if there == {int}:
        return Column(name, "int", tuple(values))
    if there and there <= {int, float}:
        return Column(name, "float", tuple(None if v is None else float(str(v)) for v in values))
    return Column(name, "text", tuple(None if value is None else str(value) for value in values))


def _plain(value: object) -> object:
    """Value of Python: numbers of numpy unpacked, lists joined, missing and endless as None."""
    if isinstance(value, (list, tuple, set, frozenset)):
        parts = sorted(value, key=str) if isinstance(value, (set, frozenset)) else value
        return ";".join(map(str, parts))
    item = value.item() if isinstance(value, np.generic) else value
    if isinstance(item, float):
        return item if np.isfinite(item) else None
    return None if item is None or item is pd.NA or item is pd.NaT else item
