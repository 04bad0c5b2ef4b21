"""The Luoyan example as its files hold it."""

from __future__ import annotations

import csv
import json
from functools import cache
from pathlib import Path

import numpy as np
import shapely
from pyproj import Transformer
from shapely.geometry import shape

FOLDER = Path(__file__).resolve().parents[2] / "data" / "boundaries"
to_metres = Transformer.from_crs("EPSG:4490", "EPSG:4544", always_xy=True)


@cache
def layer(name: str) -> list[dict]:
    return json.loads((FOLDER / f"{name}.geojson").read_text(encoding="utf-8"))["features"]


@cache
def shapes(name: str) -> list:
    """Geometries in EPSG:4544, rounded to 1 mm."""
    return [in_metres(shape(f["geometry"])) for f in layer(name)]


def in_metres(geometry):
    xy = shapely.get_coordinates(geometry)
    return shapely.set_coordinates(
        geometry, np.round(np.column_stack(to_metres.transform(xy[:, 0], xy[:, 1])), 3)
    )


def values(name: str, field: str) -> list:
    return [f["properties"][field] for f in layer(name)]


def table(name: str) -> list[dict[str, str]]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
