"""What every reader of a foreign file returns: rows as they are, and what was noticed."""

import re
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from pyproj import CRS
from pyproj.exceptions import CRSError

from geo.contract import Fact, InputError, name_some

MAX_COLUMNS = 1_000  # a file of one-column rows with a new name each would fill the memory
FARTHEST = 1e9  # no system on Earth has coordinates of a thousand thousand kilometres
_SURE = 70  # per cent; below it two systems of the register are equally like
_REGISTERED = re.compile(r"(urn:ogc:def:crs:)?(EPSG|OGC|ESRI|CRS):[\w.]*:?\w+", re.IGNORECASE)
_LONGEST_WKT = 20_000
_SURROGATE = re.compile("[\ud800-\udfff]")  # JSON may carry half characters nobody can write


@dataclass(frozen=True, slots=True)
class Note:
    """Something a person should know about a file that was read: a code and its facts."""

    code: str
    facts: Mapping[str, Fact] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class Drawing:
    """One layer of a foreign file, nothing mended and nothing moved.

    Parameters
    ----------
    file
        Name of the file as given; for messages only, never used as a path.
    layer
        Table, sheet, folder or drawing layer inside the file; "" where a file has only one.
    frame
        Rows in the order of the file: attributes as objects (text stays text, codes keep their
        zeros), geometry in two dimensions in the coordinates of the file, None where missing.
        Its ``crs`` is not used: ``system`` says what is known about coordinates.
    rows
        How a message names each row: "feature 3", "row 12", "record 7".
    system
        What the file says its coordinates are: "EPSG:4490", "GCJ-02", "BD-09", the WKT of a .prj
        no register knows, or "" when it says nothing.
    notes
        What was noticed while reading: a guessed encoding, heights left away, texts not taken.
    """

    file: str
    layer: str
    frame: gpd.GeoDataFrame
    rows: tuple[str, ...]
    system: str = ""
    notes: tuple[Note, ...] = ()


def table_of(file: str, records: Sequence[Mapping[Hashable, object]]) -> pd.DataFrame:
    """Columns of the records as objects in order of first appearance, None where missing.

    Raises
    ------
    InputError
        too_many_columns.
    """
    names: dict[Hashable, None] = {}
    for record in records:
        names.update(dict.fromkeys(record))
        if len(names) > MAX_COLUMNS:
            facts: dict[str, Fact] = {"file": file, "limit": MAX_COLUMNS}
            told = "{file}: more than {limit} columns; expected the attributes of one layer."
            raise InputError(facts=facts, code="too_many_columns", sentence=told)
    columns = {
        _whole(str(name)): pd.Series(
            [_cell(record.get(name)) for record in records], dtype="object"
        )
        for name in names
        if name != "geometry"
    }
    return pd.DataFrame(columns, index=pd.RangeIndex(len(records)), dtype="object")


def _cell(value: object) -> object:
    """Value as read; half characters and raw bytes, which nobody can write, do not stay."""
    if isinstance(value, str):
        return _whole(value)
    return None if isinstance(value, bytes) else value


def _whole(text: str) -> str:
    return _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)


def frame_of(columns: pd.DataFrame, shapes: NDArray[np.object_]) -> gpd.GeoDataFrame:
    """Rows with their shapes in two dimensions."""
    return gpd.GeoDataFrame(columns, geometry=shapely.force_2d(shapes))


def closed_ring(xy: NDArray[np.float64]) -> NDArray[np.float64] | None:
    """Ring with its last position equal to its first, None where it is under three points."""
    open_end = len(xy) > 0 and (xy[0] != xy[-1]).any()
    ring = np.vstack([xy, xy[:1]]) if open_end else xy
    return ring if len(ring) > 3 else None


def check_finite(drawing: Drawing) -> None:
    """Refuse coordinates that are no numbers or lie beyond any system on Earth.

    Raises
    ------
    InputError
        out_of_range with the number of the shape.
    """
    shapes = drawing.frame.geometry.to_numpy()
    xy, row = shapely.get_coordinates(shapes, return_index=True)
    bad = ~(np.abs(xy) <= FARTHEST).all(axis=1)  # nan compares false, so it is bad too
    if not bad.any():
        return
    first = int(np.flatnonzero(bad)[0])
    given = ", ".join(f"{value:g}" for value in xy[first])
    told = f"expected finite coordinates below {FARTHEST:g}, got {given}"
    facts: dict[str, Fact] = {"file": drawing.file, "feature": int(row[first]) + 1}
    sentence = f"{{file}}, {drawing.rows[int(row[first])]}: {{told}}."
    facts |= {"told": told, "given": given}
    raise InputError(facts=facts, code="out_of_range", sentence=sentence)


def which_layer(file: str, names: Sequence[str]) -> InputError:
    """Say that a file has several layers and none of them was chosen, or one it has not."""
    some = name_some(names) or "none"
    told = f"say which layer to read, the file has {some}"
    facts: dict[str, Fact] = {"file": file, "told": told, "layers": some, "layer_count": len(names)}
    return InputError(code="which_layer", facts=facts, sentence="{file}: {told}.")


def system_of(given: str) -> str:
    """Name in the EPSG register of a system given as WKT or urn; WKT nobody registered stays.

    Longitude and latitude on WGS 84 is EPSG:4326 in whatever order the name asks for.
    Nothing known is "".
    """
    wkt = "[" in given
    if not (wkt or _REGISTERED.fullmatch(given)) or len(given) > _LONGEST_WKT:
        return ""  # PROJ would take a text such as +init=... for the name of a file
    try:
        crs = CRS.from_wkt(given) if wkt else CRS.from_user_input(given)
        authority = _own_name(crs) or crs.to_authority(min_confidence=_SURE)
    except (CRSError, ValueError):
        return ""
    if not (crs.is_geographic or crs.is_projected):
        return ""  # a drawing without a place on Earth, such as LOCAL_CS
    if authority == ("OGC", "CRS84"):
        return "EPSG:4326"
    if authority and authority[0] == "EPSG":
        return ":".join(authority)
    return given if wkt else ""


def _own_name(crs: CRS) -> tuple[str, str] | None:
    """Name a system gives itself, if the register agrees: of two that are the same it is the one.

    CGCS2000 / 3-degree CM 105E and / 6-degree CM 105E differ in nothing but the name.
    """
    name = crs.to_json_dict().get("id")
    if not name:
        return None
    authority = (str(name["authority"]), str(name["code"]))
    return authority if _figures(CRS.from_authority(*authority)) == _figures(crs) else None


def _figures(crs: CRS) -> tuple[float, ...]:
    """Numbers that decide where a coordinate lies, whatever the names and the order of axes."""
    body = crs.ellipsoid
    shape = (body.semi_major_metre, body.inverse_flattening) if body else ()
    steps = crs.coordinate_operation.params if crs.coordinate_operation else ()
    units = {axis.unit_conversion_factor for axis in crs.axis_info}
    return (*shape, *(step.value for step in steps), *sorted(units))
