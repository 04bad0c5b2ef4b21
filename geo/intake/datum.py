"""WGS-84, GCJ-02 and BD-09: the shifts of Chinese web maps, forwards and back.

GCJ-02 moves longitude and latitude by a series of sines, 436 to 443 m around Luoyan; BD-09 turns
and moves GCJ-02 once more, to 919 m from the truth. Neither is official: the series was found by
others from what maps showed, so what is converted is good to a metre or so, however exactly the
arithmetic is turned round. CGCS2000 and WGS-84 differ by centimetres and count as the same here.

References
----------
The series, its constants and the box outside of which nothing is shifted: the repository
googollee/eviltransform. The turn of BD-09: the package coord-convert 0.2.1, to which both are equal
to the last digit.
"""

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

Degrees = NDArray[np.float64]  # (n, 2): longitude, latitude

WGS84, GCJ02, BD09 = "WGS-84", "GCJ-02", "BD-09"
_AXIS_M, _EE = 6378245.0, 0.00669342162296594323  # Krasovsky 1940: half axis, eccentricity squared
_LON, _LAT = (72.004, 137.8347), (0.8293, 55.8271)  # outOfChina of the same code: no shift beyond
_BAIDU_LON, _BAIDU_LAT = 0.0065, 0.006  # degrees
_BAIDU_WAVE = np.pi * 3000 / 180
_STEPS = 20  # each is some 500 times nearer than the one before; slower only on the 105th meridian
_STILL = 1e-13  # degrees, 1e-8 m: the guess no longer moves


def to_wgs84(lonlat: Degrees, system: str) -> Degrees:
    """Longitude and latitude in degrees on WGS-84, from a system named "GCJ-02" or "BD-09".

    Found by fixed-point iteration: what is left is below 1e-7 m (1e-6 m on the very meridian of
    105 E, where the series has a kink). Beyond the rough box of China (72.004-137.8347 E,
    0.8293-55.8271 N) the numbers stay as they are.
    """
    given = np.asarray(lonlat, dtype=np.float64)
    guess = given
    for _ in range(_STEPS):
        last, guess = guess, given - (from_wgs84(guess, system) - guess)
        if not (np.abs(guess - last) > _STILL).any():
            break
    return guess


def from_wgs84(lonlat: Degrees, system: str) -> Degrees:
    """Shift longitude and latitude in degrees from WGS-84 to "GCJ-02" or "BD-09"."""
    lonlat = np.asarray(lonlat, dtype=np.float64)
    shifted: Degrees = np.where(in_china(lonlat)[:, None], _FORWARD[system](lonlat), lonlat)
    return shifted


def in_china(lonlat: Degrees) -> NDArray[np.bool_]:
    """Whether each place lies in the box where the web maps shift: larger than China."""
    lon, lat = np.asarray(lonlat, dtype=np.float64).T
    inside: NDArray[np.bool_] = (
        (lon >= _LON[0]) & (lon <= _LON[1]) & (lat >= _LAT[0]) & (lat <= _LAT[1])
    )
    return inside


def _gcj02(lonlat: Degrees) -> Degrees:
    lon, lat = lonlat.T
    x, y = lon - 105.0, lat - 35.0
    root = np.sqrt(np.abs(x))
    fine = 20 * np.sin(6 * np.pi * x) + 20 * np.sin(2 * np.pi * x)
    north = -100 + 2 * x + 3 * y + 0.2 * y**2 + 0.1 * x * y + 0.2 * root
    north += (fine + _waves(y, ((20, 1), (40, 3), (160, 12), (320, 30)))) * 2 / 3
    east = 300 + x + 2 * y + 0.1 * x**2 + 0.1 * x * y + 0.1 * root
    east += (fine + _waves(x, ((20, 1), (40, 3), (150, 12), (300, 30)))) * 2 / 3
    angle = np.radians(lat)
    flat = 1 - _EE * np.sin(angle) ** 2
    metres_lat = _AXIS_M * (1 - _EE) / flat**1.5  # per radian
    metres_lon = _AXIS_M / np.sqrt(flat) * np.cos(angle)
    shift: Degrees = np.degrees(np.column_stack((east / metres_lon, north / metres_lat)))
    return lonlat + shift


def _waves(degrees: NDArray[np.float64], terms: tuple[tuple[int, int], ...]) -> NDArray[np.float64]:
    total = np.zeros_like(degrees)
    for metres, per in terms:
        total += metres * np.sin(np.pi * degrees / per)
    return total


def _bd09(lonlat: Degrees) -> Degrees:
    """WGS-84 to BD-09: first GCJ-02, then a small turn and move."""
    lon, lat = _gcj02(lonlat).T
    radius = np.hypot(lon, lat) + 2e-5 * np.sin(lat * _BAIDU_WAVE)
    angle = np.arctan2(lat, lon) + 3e-6 * np.cos(lon * _BAIDU_WAVE)
    return np.column_stack(
        (radius * np.cos(angle) + _BAIDU_LON, radius * np.sin(angle) + _BAIDU_LAT)
    )


_FORWARD: Mapping[str, Callable[[Degrees], Degrees]] = {GCJ02: _gcj02, BD09: _bd09}
