"""Coordinate systems: one working system in metres per area, snapped to whole millimetres.

Borders shared by two shapes stay shared: a vertex is moved by its own numbers alone, never by its
place in a ring, and rounded to whole millimetres, so equal numbers in give equal numbers out.
"""

from functools import lru_cache

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import CRS, Proj
from pyproj.exceptions import CRSError, ProjError

from geo.contract import Fact, InputError

DECIMALS = 3  # of a metre; equal vertices stay equal, so neighbours stay edge-matched
KEPT_SCALE = 1e-3  # a system in metres this true to area is kept: its m2 are m2
_WORST_SCALE = 1e-2  # beyond that a system is for another part of the world
_CHINA_LON, _CHINA_LAT = (73.5, 136.5), (3.0, 54.0)
_FIRST_ZONE_EPSG, _FIRST_MERIDIAN = 4534, 75  # CGCS2000 / 3-degree Gauss-Kruger CM 75E


def in_zones(lon: float, lat: float) -> bool:
    """Whether the place lies in the range that CGCS2000 zones cover."""
    return _CHINA_LON[0] <= lon < _CHINA_LON[1] and _CHINA_LAT[0] <= lat <= _CHINA_LAT[1]


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
    if in_zones(lon, lat):
        zone = int(np.floor((lon - _FIRST_MERIDIAN) / 3 + 0.5))
        return f"EPSG:{_FIRST_ZONE_EPSG + zone}"
    zone = int(min(lon + 180, 359.9) // 6) + 1
    return f"EPSG:{(32600 if lat >= 0 else 32700) + zone}"


def degrees_for(shapes: gpd.GeoDataFrame | gpd.GeoSeries) -> str:
    """EPSG name of longitude and latitude for the ground of shapes: CGCS2000 in China, else WGS 84.

    A file that names a system made for another country is refused where it is read again.
    """
    west, south, east, north = shapes.to_crs("EPSG:4326").total_bounds
    return "EPSG:4490" if in_zones((west + east) / 2, (south + north) / 2) else "EPSG:4326"


@lru_cache(maxsize=64)
def known_crs(name: str) -> CRS:
    """Coordinate system of a name such as EPSG:4544 or of a WKT.

    Raises
    ------
    InputError
        bad_crs: nobody knows it.
    """
    try:
        return CRS.from_user_input(name)
    except CRSError as error:
        told = "The coordinate system {given} is not known; write it as in EPSG:4544."
        raise InputError(facts={"given": name[:80]}, code="bad_crs", sentence=told) from error


def metric_system(crs: CRS | str, centre: tuple[float, float]) -> CRS:
    """System to measure in: the one given where its m2 are m2 there, else the working system.

    Kept is a projected system in metres whose areal scale at the centre (degrees) is within
    0.1 %: a Gauss-Kruger or UTM zone at home. Feet, degrees and Web Mercator are not.
    """
    crs = CRS.from_user_input(crs)
    if _in_metres(crs) and abs(_areal_scale(crs, centre) - 1) <= KEPT_SCALE:
        return crs
    return known_crs(working_crs_for(*centre))


def check_metric(crs: CRS | str, centre: tuple[float, float]) -> CRS:
    """Return the system asked for, or refuse it: areas in it would not be square metres.

    Raises
    ------
    InputError
        bad_crs; crs_not_metres: degrees or feet; crs_elsewhere: its areas are more than 1 % wrong
        at the centre (degrees), as those of another continent's system are.
    """
    known = known_crs(crs) if isinstance(crs, str) else crs
    facts: dict[str, Fact] = {"given": known.name}
    if not _in_metres(known):
        told = "The coordinate system {given} does not measure in metres; give one such as {fit}."
        facts["fit"] = working_crs_for(*centre)
        raise InputError(facts=facts, code="crs_not_metres", sentence=told)
    if not abs(_areal_scale(known, centre) - 1) <= _WORST_SCALE:  # nan is refused too
        told = "The coordinate system {given} is not made for {lon:.2f} E {lat:.2f} N; give {fit}."
        lon, lat = centre
        facts |= {"lon": lon, "lat": lat, "fit": working_crs_for(lon, lat)}
        raise InputError(facts=facts, code="crs_elsewhere", sentence=told)
    return known


def _in_metres(crs: CRS) -> bool:
    factors = [axis.unit_conversion_factor for axis in crs.axis_info[:2]]
    return bool(crs.is_projected) and factors == [1.0, 1.0]


def _areal_scale(crs: CRS, centre: tuple[float, float]) -> float:
    """Area on the map for area on the ground at a place; nan where the system has no answer."""
    try:
        return float(Proj(crs).get_factors(*centre).areal_scale)
    except (CRSError, ProjError):
        return float("nan")


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
    moved = frame.to_crs(known_crs(crs) if isinstance(crs, str) else crs)
    return moved.set_geometry(snap_to_mm(moved.geometry.to_numpy()), crs=moved.crs)


def snap_to_mm(geometry: NDArray[np.object_]) -> NDArray[np.object_]:
    """Round coordinates in metres to whole millimetres, vertex by vertex."""
    snapped: NDArray[np.object_] = shapely.transform(
        shapely.force_2d(geometry), lambda xy: np.round(xy, DECIMALS) + 0.0
    )
    return snapped
