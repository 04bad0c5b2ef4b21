"""Write layers as files whose bytes are the same in every run."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
import rasterio
import shapely
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from .frame import LONLAT_CRS, WORKING_CRS, Floats, Window, degrees

Value = str | int | float | bool | None
DECIMALS = 9


def to_degrees(geometry: BaseGeometry) -> BaseGeometry:
    """Reproject to degrees, rounded to 9 decimals (0.1 mm)."""
    xy = shapely.get_coordinates(geometry)
    lon, lat = degrees(xy[:, 0], xy[:, 1])
    return shapely.set_coordinates(
        shapely.from_wkb(geometry.wkb), np.round(np.column_stack([lon, lat]), DECIMALS)
    )


def write_vectors(
    path: Path,
    rows: Iterable[tuple[Mapping[str, Value], BaseGeometry]],
    *,
    key: str | None,
    decimals: int = DECIMALS,
) -> None:
    """Write a GeoJSON layer, one feature a line, sorted by its id `key`; input in metres."""
    lines = []
    for properties, geometry in sorted(rows, key=lambda row: str(row[0][key])) if key else rows:
        polygon = geometry.geom_type == "Polygon"
        degree = to_degrees(shapely.orient_polygons(geometry.normalize()) if polygon else geometry)
        if decimals != DECIMALS:
            degree = shapely.set_coordinates(
                degree, np.round(shapely.get_coordinates(degree), decimals)
            )
        if degree.geom_type == "Polygon" and not degree.is_valid:
            raise ValueError(
                f"{path.name}: {next(iter(properties.values()))} is not valid after rounding"
            )
        feature = {"type": "Feature", "properties": dict(properties), "geometry": mapping(degree)}
        lines.append(json.dumps(feature, ensure_ascii=False, separators=(",", ":")))
    urn = "urn:ogc:def:crs:EPSG::" + LONLAT_CRS.split(":")[1]
    head = (
        '{"type":"FeatureCollection","name":"' + path.stem + '","crs":{"type":"name",'
        '"properties":{"name":"' + urn + '"}},"features":[\n'
    )
    path.write_text(head + ",\n".join(lines) + "\n]}\n", encoding="utf-8", newline="\n")


def write_table(path: Path, header: Sequence[str], rows: Iterable[Sequence[Value]]) -> None:
    """Write a CSV table in UTF-8 with a header line."""
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(header)
    for row in rows:
        table.writerow([str(v).lower() if isinstance(v, bool) else v for v in row])
    path.write_text(text.getvalue(), encoding="utf-8", newline="\n")


def write_heights(path: Path, window: Window, heights: Floats) -> None:
    """Write whole metres as a compressed GeoTIFF."""
    with rasterio.open(
        path,
        "w",
        driver="GTiff",
        width=window.cols,
        height=window.rows,
        count=1,
        dtype="int16",
        crs=WORKING_CRS,
        transform=window.transform,
        nodata=-32768,
        compress="deflate",
        predictor=2,
        zlevel=9,
    ) as target:
        target.write(np.rint(heights).astype(np.int16), 1)
        target.update_tags(source="made-up example heights / 示例数据")
