"""Coordinate systems: one working system in metres per area, snapped to whole millimetres."""

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import CRS
from pyproj.exceptions import CRSError

from geo.contract import InputError

DECIMALS = 3  # of a metre; equal vertices stay equal, so neighbours stay edge-matched
_CHINA_LON, _CHINA_LAT = (73.5, 136.5), (3.0, 54.0)
_FIRST_ZONE_EPSG, _FIRST_MERIDIAN = 4534, 75  # CGCS2000 / 3-degree Gauss-Kruger CM 75E


def working_crs_for(lon: float, lat: float) -> str:
    """EPSG name of the working system in metres for a place in degrees.

    In the range of longitudes and latitudes of China the CGCS2000 3-degree Gauss-Kruger zone
    (104.3 E -> EPSG:4544, easting without zone prefix), elsewhere the UTM zone on WGS 84.

    Raises
    ------
    InputError
        out_of_range: no longitude and latitude in degrees.
    """
    if not (-180 <= lon <= 180 and -84 <= lat <= 84):
        facts = {"lon": float(lon), "lat": float(lat)}
        told = "Expected longitude -180..180 and latitude -84..84 degrees, got {lon}, {lat}."
        raise InputError(facts=facts, code="out_of_range", sentence=told)
    if _CHINA_LON[0] <= lon < _CHINA_LON[1] and _CHINA_LAT[0] <= lat <= _CHINA_LAT[1]:
        zone = int(np.floor((lon - _FIRST_MERIDIAN) / 3 + 0.5))
        return f"EPSG:{_FIRST_ZONE_EPSG + zone}"
    zone = int(min(lon + 180, 359.9) // 6) + 1
    return f"EPSG:{(32600 if lat >= 0 else 32700) + zone}"


def to_working(frame: gpd.GeoDataFrame, crs: CRS | str) -> gpd.GeoDataFrame:
    """Reproject to the working system and snap coordinates to 1 mm; heights are dropped.

    Raises
    ------
    InputError
        no_crs: the frame does not say what its coordinates are; bad_crs: nobody knows the
        system asked for.
    """
    if frame.crs is None:
        told = "The layer names no coordinate system, so it cannot be placed; write one into it."
        raise InputError(facts={}, code="no_crs", sentence=told)
    try:
        moved = frame.to_crs(crs)
    except CRSError as error:
        told = "The coordinate system {given} is not known; write it as in EPSG:4544."
        raise InputError(facts={"given": str(crs)}, code="bad_crs", sentence=told) from error
    return moved.set_geometry(snap_to_mm(moved.geometry.to_numpy()), crs=moved.crs)


def snap_to_mm(geometry: NDArray[np.object_]) -> NDArray[np.object_]:
    """Round coordinates in metres to whole millimetres, vertex by vertex."""
    snapped: NDArray[np.object_] = shapely.transform(
        shapely.force_2d(geometry), lambda xy: np.round(xy, DECIMALS) + 0.0
    )
    return snapped
