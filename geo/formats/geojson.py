"""GeoJSON read strictly and written small: no driver guessing, every fault with its feature."""

import json
import math
import re
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, cast

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from pyproj import CRS
from pyproj.exceptions import CRSError
from shapely.geometry import mapping

from geo.contract import Fact, InputError
from geo.formats.drawing import Drawing, Note, frame_of, system_of, table_of
from geo.formats.text import json_of, read_json, text_of

__all__ = ["check_coordinates", "first_of", "read", "read_features", "read_json", "write_features"]

DECIMALS = 9  # of a degree: 0.1 mm
_CRS_NAME = re.compile(r"(urn:ogc:def:crs:)?(EPSG|OGC):[\w.]*:?\w+", re.IGNORECASE)
_CRS84 = "OGC:CRS84"


def read_features(path: Path) -> gpd.GeoDataFrame:
    """Read a FeatureCollection: its properties as columns, missing geometry as None.

    Parameters
    ----------
    path
        File in UTF-8. Without a ``crs`` member coordinates are longitude and latitude (CRS84).

    Raises
    ------
    InputError
        file_missing, file_too_large, not_utf8, not_json, not_features, bad_geometry, bad_crs or
        out_of_range; features are counted from 1.
    """
    document = _document(path.name, read_json(path))
    records, shapes = _rows(path.name, document["features"])
    crs = _crs(path.name, document.get("crs"))
    check_coordinates(path, shapes, crs)
    return gpd.GeoDataFrame(table_of(path.name, records), geometry=gpd.GeoSeries(shapes, crs=crs))


def read(name: str, content: bytes, *, layer: str = "", encoding: str = "") -> Drawing:
    """Read a FeatureCollection or a single Feature; it has one layer without a name.

    Without a ``crs`` member the standard says WGS 84, but files without one hold GCJ-02 and
    metres too, so the system is then not known.

    Parameters
    ----------
    encoding
        Encoding of the text; without one only UTF-8 is read.

    Raises
    ------
    InputError
        not_utf8, not_json, not_features, bad_geometry, bad_crs, too_many_columns.

    References
    ----------
    RFC 7946, The GeoJSON Format, 2016, sections 3 and 4.
    """
    document = _document(name, json_of(name, text_of(name, content, encoding)))
    records, shapes = _rows(name, document["features"])
    crs = document.get("crs")
    tall = any(_has_height(feature.get("geometry")) for feature in document["features"])
    return Drawing(
        file=name,
        layer=layer,
        frame=frame_of(table_of(name, records), np.array(shapes, dtype=object)),
        rows=tuple(f"feature {number}" for number in range(1, len(shapes) + 1)),
        system=system_of(_crs(name, crs).to_wkt()) if crs is not None else "",
        notes=(Note("heights_left"),) if tall else (),
    )


def write_features(path: Path, frame: gpd.GeoDataFrame) -> None:
    """Write a frame in degrees, one feature a line in order of id: small, the same every time.

    The id goes out as the first property; coordinates are rounded to 9 decimals.
    """
    crs = CRS.from_user_input(frame.crs)
    authority = ":".join(crs.to_authority() or ("OGC", "CRS84"))
    name = f"urn:ogc:def:crs:{authority.replace(':', '::' if 'EPSG' in authority else ':1.3:')}"
    rows = frame.reset_index() if frame.index.name else frame
    rows = rows.sort_values(str(rows.columns[0]), kind="stable")
    shapes = shapely.transform(rows.geometry.to_numpy(), lambda xy: np.round(xy, DECIMALS) + 0.0)
    lines = []
    for record, shape in zip(rows.drop(columns="geometry").to_dict("records"), shapes, strict=True):
        feature = {"type": "Feature", "properties": _plain(record)}
        feature["geometry"] = mapping(shape)
        lines.append(json.dumps(feature, ensure_ascii=False, separators=(",", ":")))
    head = json.dumps({"type": "name", "properties": {"name": name}}, separators=(",", ":"))
    body = ",\n".join(lines)
    text = f'{{"type":"FeatureCollection","crs":{head},"features":[\n{body}\n]}}\n'
    path.write_text(text, encoding="utf-8", newline="\n")


def check_coordinates(
    path: Path, shapes: Sequence[shapely.Geometry | None], crs: CRS | None
) -> None:
    """Refuse coordinates that are not finite, or no longitude and latitude where they must be."""
    held = np.array(shapes, dtype=object)
    xy, row = shapely.get_coordinates(held, return_index=True)
    degrees = crs is not None and crs.is_geographic
    limit = (180.0, 90.0) if degrees else (1e9, 1e9)
    bad = ~(np.abs(xy) <= limit).all(axis=1)  # nan compares false, so it is bad too
    if bad.any():
        first = int(np.flatnonzero(bad)[0])
        told = "expected longitude -180..180 and latitude -90..90" if degrees else "expected metres"
        given = ", ".join(f"{value:g}" for value in xy[first])
        told = f"{told}, got {given}"
        raise _fault(path.name, "out_of_range", told, int(row[first]) + 1, given=given)


def _document(name: str, document: object) -> dict[str, Any]:
    """FeatureCollection, maybe an empty one, or the one Feature as one."""
    told = "expected a GeoJSON FeatureCollection"
    if isinstance(document, dict) and document.get("type") == "Feature":
        document = {"type": "FeatureCollection", "features": [document], "crs": document.get("crs")}
    if not isinstance(document, dict) or document.get("type") != "FeatureCollection":
        raise _fault(name, "not_features", told)
    if not isinstance(document.get("features"), list):
        raise _fault(name, "not_features", told + " with a list of features")
    return document


def _rows(
    name: str, features: Sequence[object]
) -> tuple[list[dict[Hashable, object]], list[shapely.Geometry | None]]:
    """Properties and geometry of each feature."""
    records, shapes = [], []
    for number, feature in enumerate(features, 1):
        properties = feature.get("properties") if isinstance(feature, dict) else None
        if not isinstance(feature, dict) or feature.get("type") != "Feature":
            raise _fault(name, "not_features", "expected an object of type Feature", number)
        if not isinstance(properties, dict | None):
            raise _fault(name, "not_features", "expected properties as an object", number)
        records.append(properties or {})
        shapes.append(_shape(name, number, feature.get("geometry")))
    return records, shapes


def _has_height(member: object) -> bool:
    """Whether the first position of a geometry has a third number."""
    inside = member.get("coordinates") if isinstance(member, dict) else None
    while isinstance(inside, list) and inside and isinstance(inside[0], list):
        inside = inside[0]
    return isinstance(inside, list) and len(inside) > 2


def _crs(name: str, member: object) -> CRS:
    """System named in the old ``crs`` member; without one longitude and latitude (RFC 7946)."""
    if member is None:
        return CRS.from_user_input(_CRS84)
    properties = member.get("properties") if isinstance(member, dict) else None
    given = properties.get("name") if isinstance(properties, dict) else None
    try:
        if isinstance(given, str) and _CRS_NAME.fullmatch(given.replace("::", ":")):
            return CRS.from_user_input(given)
    except CRSError:
        pass
    told = "expected a crs such as urn:ogc:def:crs:EPSG::4490, got " + str(given)[:60]
    raise _fault(name, "bad_crs", told, given=str(given)[:60])


def _positions(numbers: object) -> NDArray[np.float64]:
    """Positions of one line: a list of at least two numbers each, heights left away."""
    array = np.array(numbers)
    if array.dtype.kind not in "iuf" or array.ndim != 2 or array.shape[1] not in (2, 3):
        msg = "coordinates must be a list of [x, y]"
        raise ValueError(msg)
    return array[:, :2].astype(np.float64)


def _ring(numbers: object) -> NDArray[np.float64]:
    xy = _positions(numbers)
    if len(xy) < 4 or (xy[0] != xy[-1]).any():
        msg = "a ring must have at least 4 positions, the last equal to the first"
        raise ValueError(msg)
    return xy


def _point(numbers: Iterable[object]) -> shapely.Geometry:
    return shapely.Point(_positions([numbers])[0])


def _line(numbers: Iterable[object]) -> shapely.Geometry:
    return shapely.LineString(_positions(numbers))


def _polygon(numbers: Iterable[object]) -> shapely.Geometry:
    rings = [_ring(ring) for ring in numbers]
    return shapely.Polygon(rings[0], rings[1:]) if rings else shapely.Polygon()


def _points(numbers: Iterable[object]) -> shapely.Geometry:
    return shapely.MultiPoint([_point(cast("Iterable[object]", one)) for one in numbers])


def _lines(numbers: Iterable[object]) -> shapely.Geometry:
    return shapely.MultiLineString([_line(cast("Iterable[object]", one)) for one in numbers])


def _multipolygon(numbers: Iterable[object]) -> shapely.Geometry:
    return shapely.MultiPolygon([_polygon(cast("Iterable[object]", part)) for part in numbers])


_BUILDERS: Mapping[str, Callable[[Iterable[object]], shapely.Geometry]] = {
    "Point": _point,
    "MultiPoint": _points,
    "LineString": _line,
    "MultiLineString": _lines,
    "Polygon": _polygon,
    "MultiPolygon": _multipolygon,
}


def _shape(name: str, number: int, member: object) -> shapely.Geometry | None:
    """Geometry of one feature, built without guessing."""
    if member is None:
        return None
    kind = member.get("type") if isinstance(member, dict) else None
    if not isinstance(member, dict) or not isinstance(kind, str) or kind not in _BUILDERS:
        told = f"expected geometry {' '.join(_BUILDERS)}, got {str(kind)[:40]}"
        raise _fault(name, "bad_geometry", told, number, given=str(kind)[:40])
    try:
        return _BUILDERS[kind](cast("Iterable[object]", member.get("coordinates")))
    except (ValueError, TypeError, OverflowError, shapely.errors.ShapelyError) as error:
        reason = str(error).splitlines()[0][:120]
        told = f"the {kind} cannot be read: {reason}"
        raise _fault(name, "bad_geometry", told, number) from error


def _plain(record: Mapping[Any, object]) -> dict[str, object]:
    """Values JSON knows: numpy numbers as numbers, whatever is missing as null."""
    plain: dict[str, object] = {}
    for key, value in record.items():
        item = value.item() if isinstance(value, np.generic) else value
        missing = item is None or item is pd.NA or (isinstance(item, float) and math.isnan(item))
        plain[str(key)] = None if missing else item
    return plain


def _fault(file: str, code: str, told: str, feature: int = 0, **facts: Fact) -> InputError:
    """Refuse a file in one sentence that starts with its name."""
    plain = told.replace("{", "{{").replace("}", "}}")
    if feature:
        given: dict[str, Fact] = {"file": file, "feature": feature, **facts}
        return InputError(code, given, f"{{file}}, feature {{feature}}: {plain}.")
    return InputError(code, {"file": file, **facts}, f"{{file}}: {plain}.")


def first_of(names: Iterable[str], columns: Iterable[object]) -> str:
    """First of the names that is a column, or nothing."""
    present = set(columns)
    return next((name for name in names if name in present), "")
