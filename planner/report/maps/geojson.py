"""Frames -> GeoJSON strings for display: lon/lat, five decimals, thinned, names escaped.

Thinning and rounding are for the eye only; nothing read from here is ever written back.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Literal

import shapely

from planner.report.maps.escape import escaped

if TYPE_CHECKING:
    import geopandas as gpd
    import numpy as np
    from numpy.typing import NDArray

    from planner.report.maps.spec import Layer

LONLAT = "EPSG:4326"
_DECIMALS = 5  # about one metre
_EXACT_DECIMALS = 8  # about one millimetre
_THIN_DEG = 0.00003  # about three metres: below a pixel at the scales these maps are read at


def lonlat(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the frame in degrees; a frame that declares no system is refused.

    Raises
    ------
    ValueError
        The frame has rows and no coordinate system.
    """
    if frame.empty:
        return frame
    if frame.crs is None:
        msg = "a map layer needs a declared coordinate system, got none"
        raise ValueError(msg)
    return frame.to_crs(LONLAT)


def feature_collection(layer: Layer) -> str:
    """Return the layer as a GeoJSON string, each feature with its tip as escaped HTML."""
    frame = lonlat(layer.frame)
    shapes = _thinned(frame.geometry.to_numpy(), layer.thin)
    if not layer.tips and not layer.text:
        tips, shapes = [""], _merged(shapes)
    else:
        tips = _tips(frame, layer)
    texts = [escaped(value) for value in frame[layer.text]] if layer.text else [""] * len(tips)
    decimals = _EXACT_DECIMALS if layer.thin == "exact" else _DECIMALS
    features = [
        _feature(number, _rounded(shape, decimals), tip, text)
        for number, (shape, tip, text) in enumerate(zip(shapes, tips, texts, strict=True))
        if shape is not None and not shape.is_empty
    ]
    collection = {"type": "FeatureCollection", "features": features}
    return json.dumps(collection, ensure_ascii=False, separators=(",", ":"))


def _feature(number: int, shape: object, tip: str, text: str) -> dict[str, object]:
    properties = {key: value for key, value in (("tip", tip), ("text", text)) if value}
    return {
        "type": "Feature",
        "id": str(number),
        "properties": properties,
        "geometry": shape,
    }


def tip_html(pairs: list[tuple[str, object]]) -> str:
    """Return headings and values as the inner HTML of a tip, every string escaped."""
    rows = [
        f"<tr><th>{escaped(heading)}</th><td>{escaped(value)}</td></tr>"
        for heading, value in pairs
        if escaped(value)
    ]
    return f"<table>{''.join(rows)}</table>" if rows else ""


def _tips(frame: gpd.GeoDataFrame, layer: Layer) -> list[str]:
    columns = [frame[column].tolist() for column, _ in layer.tips]
    headings = [heading for _, heading in layer.tips]
    return [
        tip_html(list(zip(headings, values, strict=True)))
        for values in (zip(*columns, strict=True) if columns else [()] * len(frame))
    ]


def thinned_cover(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return polygons that tile the ground in degrees, thinned together for display.

    For layers that split one coverage into classes: thinned apart, neighbours of different classes
    would come apart.
    """
    degrees = lonlat(frame)
    if degrees.empty:
        return degrees
    return degrees.set_geometry(shapely.coverage_simplify(degrees.geometry.to_numpy(), _THIN_DEG))


def _thinned(
    shapes: NDArray[np.object_], how: Literal["each", "cover", "no", "exact"]
) -> list[shapely.Geometry]:
    if how in {"no", "exact"} or set(shapely.get_dimensions(shapes).tolist()) <= {0, -1}:
        return list(shapes)
    if how == "cover":
        return list(shapely.coverage_simplify(shapes, _THIN_DEG))
    return list(shapely.simplify(shapes, _THIN_DEG / 2))


def _merged(shapes: list[shapely.Geometry]) -> list[shapely.Geometry]:
    """Put shapes of one dimension into one multi-geometry, which the browser draws as one path."""
    parts = shapely.get_parts([shape for shape in shapes if shape is not None])
    if len(parts) == 0:
        return [shapely.MultiPoint()]
    dimension = int(shapely.get_dimensions(parts).max())
    parts = parts[shapely.get_dimensions(parts) == dimension]
    # a ring counts as a line here, and a MultiLineString of rings must not become a polygon
    multi = (shapely.multipoints, shapely.multilinestrings, shapely.multipolygons)[dimension]
    return [multi(parts)]


def _rounded(shape: shapely.Geometry, decimals: int) -> object:
    plain = json.loads(shapely.to_geojson(shape))
    if plain["type"] == "GeometryCollection":
        inner = [_rounded(part, decimals) for part in shape.geoms]
        return {"type": plain["type"], "geometries": inner}
    return {"type": plain["type"], "coordinates": _round(plain["coordinates"], decimals)}


def _round(value: object, decimals: int) -> object:
    if isinstance(value, list):
        return [_round(item, decimals) for item in value]
    return round(value, decimals) if isinstance(value, float) else value
