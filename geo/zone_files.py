"""Polygons of zones out of a file somebody brings, with what the file says of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd

from geo.contract import InputError
from geo.formats import Source, read_drawing
from geo.formats.geojson import first_of
from geo.intake.coordinates import reading_of
from geo.intake.drawings import polygons_of
from geo.persons.tables import refuse_named

if TYPE_CHECKING:
    import shapely

_KIND = ("kind", "类型", "类别")
_CALLED = {"禁装区": "art8_private", "须征得同意区": "consent_required"}
_REASON = ("reason", "reason_zh", "reason_en", "原因", "理由", "name", "name_zh", "name_en", "名称")


def read_zones(
    source: Source, *, layer: str, system: str, crs: str, near: shapely.Geometry
) -> gpd.GeoDataFrame:
    """Read polygons in metres: frame id -> kind, reason ("" where the file says none), geometry.

    Parameters
    ----------
    layer, system
        Layer of a file with several; what its coordinates are where it does not say: "" for none.
    near
        Township in longitude and latitude that they must lie near.

    Raises
    ------
    InputError
        What `read_drawing`, `reading_of` and `polygons_of` find; zones_none: no shape is there.
    SchemaError
        person_header, person_cell: a column or a cell is about a person.
    """
    drawing = read_drawing(source, layer=layer)
    frame = drawing.frame
    names = [str(name) for name in frame.columns if name != frame.geometry.name]
    refuse_named(drawing.file, {name: frame[name].tolist() for name in names}, drawing.rows)
    metres = polygons_of(
        drawing, reading_of(drawing, near, system=system), crs=crs, ids=("zone_id",)
    )
    there = metres[~(metres.geometry.isna() | metres.geometry.is_empty)]
    if there.empty:
        told = "{file}: no polygon is in it."
        raise InputError(code="zones_none", facts={"file": drawing.file}, sentence=told)
    kinds = [_CALLED.get(kind, kind) for kind in _texts(there, _KIND)]
    return gpd.GeoDataFrame(
        {"kind": kinds, "reason": _texts(there, _REASON)},
        geometry=there.geometry.to_numpy(),
        index=there.index,
        crs=there.crs,
    )


def _texts(frame: gpd.GeoDataFrame, columns: tuple[str, ...]) -> list[str]:
    column = first_of(columns, frame.columns)
    cells = frame[column] if column else [None] * len(frame)
    return ["" if pd.isna(cell) else str(cell).strip() for cell in cells]
