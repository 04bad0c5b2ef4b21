"""Polygons drawn by somebody else, taken in without trust."""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from pyproj import CRS

from geo.contract import Fact, InputError
from geo.crs import known_crs, metric_system
from geo.formats import read_drawing, source_of
from geo.formats.drawing import Drawing
from geo.formats.geojson import check_coordinates, first_of
from geo.intake.columns import recognised
from geo.intake.coordinates import Reading, centre_of, placed, reading_of
from geo.intake.linework import Faces, faces_from_lines
from geo.intake.positions import SHIFTED

_GRID_CODE = re.compile(r"[0-9]{15}")
ID_COLUMNS = ("grid_id", "unit_code", "id", "code")


def read_polygons(
    path: Path,
    *,
    layer: str | None = None,
    crs: CRS | str | None = None,
    system: str = "",
    near: shapely.Geometry | None = None,
    encoding: str = "",
) -> gpd.GeoDataFrame:
    """Read polygons in metres, snapped to 1 mm, by grid_id (else unit_code, id, code or row).

    Missing shapes stay as rows, so that the certificate can name them; rings are not mended.

    Parameters
    ----------
    path
        File in any format of `geo.formats`; the name decides, nothing is guessed.
    layer
        Layer of a file with several.
    crs
        System in metres to bring them to; by default the file's own where its m2 are m2, else
        the working system of the place.
    system
        What the coordinates are, where the file does not say: EPSG:4544, GCJ-02, BD-09.
    near
        Township in longitude and latitude that they must lie near; tells systems apart.
    encoding
        Encoding of the text, where the file does not say.

    Raises
    ------
    InputError
        only_points, wrong_geometry, no_features, which_system, or what the reader of the format or
        `geo.intake.coordinates` finds.
    """
    if isinstance(crs, str):
        known_crs(crs)  # a misspelt name is told before the file is opened
    drawing = read_drawing(source_of(Path(path)), layer=layer or "", encoding=encoding)
    return polygons_of(drawing, reading_of(drawing, near, system=system), crs=crs)


def polygons_of(
    drawing: Drawing,
    reading: Reading,
    *,
    crs: CRS | str | None = None,
    ids: Sequence[str] = ID_COLUMNS,
) -> gpd.GeoDataFrame:
    """Polygons of a drawing in metres, snapped to 1 mm, by id as `read_polygons` gives them.

    Parameters
    ----------
    crs
        System in metres to bring them to; by default as `read_polygons` chooses it.
    ids
        Columns that may hold the id, the first that is there counts.

    Raises
    ------
    InputError
        What `check_polygons` finds; no_features, out_of_range, crs_area and the like of `placed`.
    """
    if is_line_work(drawing):
        return faces_of(drawing, reading, crs=crs).frame
    check_polygons(drawing)
    _check_numbers(drawing, reading)
    return _by_id(placed(drawing, reading, crs or _own_system(drawing, reading)), ids)


def points_of(
    drawing: Drawing,
    reading: Reading,
    *,
    crs: CRS | str | None = None,
    ids: Sequence[str] = ("place_id",),
) -> gpd.GeoDataFrame:
    """Points of a drawing in metres, snapped to 1 mm, by the first of ``ids`` there is.

    Raises
    ------
    InputError
        not_points, or what `polygons_of` finds.
    """
    _check_shapes(drawing, 0, "not_points", "point")
    _check_numbers(drawing, reading)
    return _by_id(placed(drawing, reading, crs or _own_system(drawing, reading)), ids)


def check_polygons(drawing: Drawing) -> None:
    """Refuse a drawing of which no polygons can be made; lines of CAD can be closed.

    Raises
    ------
    InputError
        only_points: points and nothing else; wrong_geometry: a shape is no polygon.
    """
    if is_line_work(drawing):
        return
    dimensions = set(shapely.get_dimensions(drawing.frame.geometry.to_numpy()).tolist())
    if 0 in dimensions and dimensions <= {-1, 0}:
        told = (
            "{file}: points only, and grids are polygons; a table of corner points needs the code "
            "of the grid and the number of the point in every row."
        )
        raise InputError(facts={"file": drawing.file}, code="only_points", sentence=told)
    _check_shapes(drawing, 2, "wrong_geometry", "polygon")


def _check_shapes(drawing: Drawing, dimension: int, code: str, wanted: str) -> None:
    """Refuse shapes of another dimension."""
    shapes = drawing.frame.geometry.to_numpy()
    wrong = ~np.isin(shapely.get_dimensions(shapes), [-1, dimension])  # -1 is a missing shape
    if wrong.any():
        number = int(wrong.argmax())
        facts: dict[str, Fact] = {"file": drawing.file, "feature": number + 1}
        facts["given"] = str(shapes[number].geom_type)
        told = f"{{file}}, {drawing.rows[number]}: expected a {wanted}, got {{given}}."
        raise InputError(facts=facts, code=code, sentence=told)


def _check_numbers(drawing: Drawing, reading: Reading) -> None:
    """Refuse numbers that are no degrees where they must be."""
    if reading.system not in SHIFTED and not reading.swapped:
        shapes = list(drawing.frame.geometry)
        check_coordinates(Path(drawing.file), shapes, known_crs(reading.system))


def is_line_work(drawing: Drawing) -> bool:
    """Whether polygons must be closed out of lines first: a CAD drawing has no other."""
    dimensions = shapely.get_dimensions(drawing.frame.geometry.to_numpy())
    return drawing.file.lower().endswith(".dxf") and not np.isin(dimensions, [-1, 2]).all()


def faces_of(drawing: Drawing, reading: Reading, *, crs: CRS | str | None = None) -> Faces:
    """Faces that the lines of a CAD drawing close, named by the texts inside, in metres.

    Raises
    ------
    InputError
        no_faces, or what `placed` finds.
    """
    frame = placed(drawing, reading, crs or _own_system(drawing, reading))
    text = frame.get("text", pd.Series(None, frame.index, dtype="object"))
    labels = frame[frame.geom_type == "Point"].assign(text=text)
    return faces_from_lines(frame[frame.geom_type != "Point"], labels)


def named_columns(drawing: Drawing, layer: str) -> Drawing:
    """Drawing with the columns of a layer under their names, codes as text; nothing is left out.

    Parameters
    ----------
    layer
        "grids", "units", "places" or "sites".

    Raises
    ------
    InputError
        column_twice.
    """
    frame = drawing.frame.rename(
        columns=recognised(map(str, drawing.frame.columns), layer, file=drawing.file)
    )
    codes = {
        name: pd.Series([_code(value) for value in frame[name]], frame.index, dtype="object")
        for name in ("grid_id", "unit_code")
        if name in frame
    }
    return replace(drawing, frame=frame.assign(**codes))


def _code(value: object) -> str | None:
    """Code as text without blanks around it, also where a file made a number of it."""
    if value is None or str(value).strip() == "" or (isinstance(value, float) and np.isnan(value)):
        return None
    whole = isinstance(value, float) and value.is_integer()
    return f"{value:.0f}" if whole else str(value).strip()


def _own_system(drawing: Drawing, reading: Reading) -> CRS | None:
    """System of the file where its square metres are square metres, None where another must do."""
    if reading.system in SHIFTED:
        return None
    own = known_crs(reading.system)
    return own if metric_system(own, centre_of(drawing, reading)) == own else None


def _by_id(frame: gpd.GeoDataFrame, ids: Sequence[str]) -> gpd.GeoDataFrame:
    """Index by the first id column there is; rows without an id are named by their number.

    Grids without a code of their own name the unit they are in, which is no id of theirs; where
    nothing names the unit, full codes of grids do: 12 digits of the unit and 3 of the grid.
    """
    usable = [name for name in ids if name != "unit_code" or not _many_grids(frame)]
    column = first_of(usable, frame.columns)
    numbers = [f"feature {number}" for number in range(1, len(frame) + 1)]
    given = list(frame[column]) if column else [None] * len(frame)
    pairs = zip(given, numbers, strict=True)
    labels = [number if pd.isna(i) or i == "" else str(i) for i, number in pairs]
    index = pd.Index(labels, dtype="object", name=column or ids[0])
    indexed = frame.drop(columns=column or []).set_index(index)
    coded = column == "grid_id" and "unit_code" not in frame and len(labels) > 0
    if coded and all(_GRID_CODE.fullmatch(label) for label in labels):
        return indexed.assign(unit_code=[label[:12] for label in labels])
    return indexed


def _many_grids(frame: gpd.GeoDataFrame) -> bool:
    """Whether most rows share their unit code with others: they are grids, not units."""
    if "unit_code" not in frame.columns:
        return False
    return bool(2 * frame["unit_code"].duplicated(keep=False).sum() > len(frame))
