"""Polygons drawn by somebody else, taken in without trust."""

from pathlib import Path

import geopandas as gpd
import pandas as pd
import shapely
from pyproj import CRS

from geo.contract import Fact, InputError
from geo.crs import to_working, working_crs_for
from geo.formats.geojson import check_coordinates, first_of, read_features
from geo.formats.geopackage import read_layer

ID_COLUMNS = ("grid_id", "unit_code", "id", "code")


def read_polygons(
    path: Path, *, layer: str | None = None, crs: CRS | str | None = None
) -> gpd.GeoDataFrame:
    """Read polygons in metres, snapped to 1 mm, by grid_id (else unit_code, id, code or row).

    Missing shapes stay as rows, so that the certificate can name them; rings are not mended.

    Parameters
    ----------
    path
        GeoJSON (.geojson, .json) or GeoPackage (.gpkg); the name decides, nothing is guessed.
    layer
        Table of a GeoPackage with several.
    crs
        Working system to bring them to; by default the one of the place they lie in.

    Raises
    ------
    InputError
        unknown_format, wrong_geometry, no_features, or what the reader of the format finds.
    """
    path = Path(path)
    frame = _read(path, layer)
    shapes = frame.geometry.to_numpy()
    wrong = ~(shapely.is_missing(shapes) | pd.Series(shapely.get_type_id(shapes)).isin([3, 6]))
    if wrong.any():
        number = int(wrong.to_numpy().argmax())
        given = str(shapes[number].geom_type)
        facts: dict[str, Fact] = {"file": path.name, "feature": number + 1, "given": given}
        told = "{file}, feature {feature}: expected a Polygon or MultiPolygon, got {given}."
        raise InputError(facts=facts, code="wrong_geometry", sentence=told)
    west, south, east, north = frame.total_bounds
    if not west <= east:
        told = "{file}: no feature has a shape; expected polygons."
        raise InputError(facts={"file": path.name}, code="no_features", sentence=told)
    if crs is None and frame.crs.is_geographic:
        crs = working_crs_for((west + east) / 2, (south + north) / 2)
    return _by_id(to_working(frame, crs or frame.crs))


def _read(path: Path, layer: str | None) -> gpd.GeoDataFrame:
    ending = path.suffix.lower()
    if ending in {".geojson", ".json"}:
        return read_features(path)
    if ending == ".gpkg":
        frame = read_layer(path, layer)
        check_coordinates(path, list(frame.geometry), frame.crs)
        return frame
    facts: dict[str, Fact] = {"file": path.name, "given": ending or "none"}
    told = "{file}: expected a file ending .geojson, .json or .gpkg, got {given}."
    raise InputError(facts=facts, code="unknown_format", sentence=told)


def _by_id(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Index by the first id column there is; rows without an id are named by their number."""
    column = first_of(ID_COLUMNS, frame.columns)
    numbers = [f"feature {number}" for number in range(1, len(frame) + 1)]
    given = list(frame[column]) if column else [None] * len(frame)
    pairs = zip(given, numbers, strict=True)
    ids = [number if pd.isna(i) or i == "" else str(i) for i, number in pairs]
    index = pd.Index(ids, dtype="object", name=column or "grid_id")
    return frame.drop(columns=column or []).set_index(index)
