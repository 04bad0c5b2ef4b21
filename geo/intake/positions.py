"""Numbers of a named system brought to degrees or to metres, shifted web maps included."""

from functools import lru_cache

import numpy as np
from pyproj import CRS, Transformer
from pyproj.exceptions import ProjError

from geo.contract import Fact, InputError
from geo.crs import known_crs
from geo.intake.datum import BD09, GCJ02, in_china, to_wgs84
from geo.intake.outline import Numbers

HUB = "EPSG:4326"  # the same numbers as EPSG:4490 to some centimetres
SHIFTED = (GCJ02, BD09)
_BEYOND = (3.0, 1.0)  # degrees: offices use the zone next door, nobody the one after it


def to_lonlat(numbers: Numbers, system: str, *, swapped: bool = False) -> Numbers:
    """Longitude and latitude (WGS-84, CGCS2000) of numbers in a system; inf where there is none.

    Raises
    ------
    InputError
        bad_crs.
    """
    ordered = numbers[:, ::-1] if swapped else numbers
    if system in SHIFTED:
        # each different vertex once, so that equal ones stay equal to the last digit
        different, back = np.unique(ordered, axis=0, return_inverse=True)
        return to_wgs84(different, system)[back.reshape(-1)]
    return _moved(ordered, known_crs(system), known_crs(HUB))


def to_metres(numbers: Numbers, system: str, target: CRS, *, swapped: bool = False) -> Numbers:
    """Numbers of a system in those of another, which is projected; inf where there is none."""
    if system in SHIFTED:
        return _moved(to_lonlat(numbers, system, swapped=swapped), known_crs(HUB), target)
    return _moved(numbers[:, ::-1] if swapped else numbers, known_crs(system), target)


def share_at_home(lonlat: Numbers, system: str) -> float:
    """Share of places in the area the system is made for, or a zone's width beside it, 0..1."""
    if system in SHIFTED:
        return float(in_china(lonlat).mean())
    area = known_crs(system).area_of_use
    west, south, east, north = area.bounds if area else (-180.0, -90.0, 180.0, 90.0)
    if west > east:  # over the date line
        west, east = -180.0, 180.0
    lon, lat = lonlat.T
    inside = (lon >= max(west - _BEYOND[0], -180)) & (lon <= min(east + _BEYOND[0], 180))
    inside &= (lat >= max(south - _BEYOND[1], -90)) & (lat <= min(north + _BEYOND[1], 90))
    return float(inside.mean())


def named(text: str) -> str:
    """Name of a system as a person may type it: gcj02, BD09, epsg:4544, 4544."""
    bare = text.strip().upper()
    shifted = {name.replace("-", ""): name for name in SHIFTED}.get(bare.replace("-", ""))
    return shifted or (f"EPSG:{bare}" if bare.isdigit() else text.strip())


def usable(system: str) -> bool:
    """Whether a system is known and there is a way from it to the rest of the world."""
    try:
        to_lonlat(np.zeros((1, 2)), system)
    except InputError:
        return False
    return True


def called(system: str) -> str:
    """Short name of a system for a message: a WKT is a page of text."""
    return system if len(system) < 20 else known_crs(system).name


def _moved(numbers: Numbers, source: CRS, target: CRS) -> Numbers:
    if source == target:
        return numbers
    return np.column_stack(_way(source, target).transform(*numbers.T))


@lru_cache(maxsize=64)
def _way(source: CRS, target: CRS) -> Transformer:
    try:
        return Transformer.from_crs(source, target, always_xy=True)
    except ProjError as error:  # the grid of a building site leads nowhere else
        facts: dict[str, Fact] = {"given": source.name}
        told = "The coordinate system {given} is not known; write it as in EPSG:4544."
        raise InputError(facts=facts, code="bad_crs", sentence=told) from error
