"""Coordinate systems that numbers without a name may be in, the likelier ones first."""

import numpy as np

from geo.crs import in_zones
from geo.intake.datum import BD09, GCJ02
from geo.intake.outline import Numbers

_ZONE_M = 1_000_000  # a zone prefix stands before six digits of metres
_THREE, _SIX = 4534, 4502  # CGCS2000 Gauss-Kruger CM 75E, 3-degree and 6-degree, no prefix
_THREE_PREFIXED, _SIX_PREFIXED = 4513, 4491  # the same zones with prefix: 25-45 and 13-23
_FIRST_THREE, _FIRST_SIX = 25, 13  # their numbers


def guesses(numbers: Numbers, centre: tuple[float, float] | None) -> list[str]:
    """Names of systems, in the order in which they are believed when nothing else decides.

    Parameters
    ----------
    numbers
        Two columns, in either order.
    centre
        Longitude and latitude in degrees of the township; without it only a zone prefix tells
        metres of one zone from those of another.
    """
    if (np.abs(numbers) <= 180).all():
        if centre is None:
            return ["EPSG:4490", GCJ02, BD09, "EPSG:4326"]
        return ["EPSG:4490", GCJ02, BD09] if in_zones(*centre) else ["EPSG:4326"]
    return _of_prefix(numbers) if centre is None else _around(*centre)


def _of_prefix(numbers: Numbers) -> list[str]:
    """Zones whose number stands before the metres of one of the two columns."""
    found = []
    for column in numbers.T:
        zones = np.unique(column // _ZONE_M)
        zone = int(zones[0])
        if len(zones) == 1 and zone in range(_FIRST_THREE, _FIRST_THREE + 21):
            found.append(f"EPSG:{_THREE_PREFIXED + zone - _FIRST_THREE}")
        if len(zones) == 1 and zone in range(_FIRST_SIX, _FIRST_SIX + 11):
            found.append(f"EPSG:{_SIX_PREFIXED + zone - _FIRST_SIX}")
    return found


def _around(lon: float, lat: float) -> list[str]:
    """Zones of the place and of its neighbours, then UTM and Web Mercator."""
    found = []
    if in_zones(lon, lat):
        three = [z for z in _near(round((lon - 75) / 3)) if 0 <= z <= 20]
        six = [z for z in _near(int((lon - 72) // 6)) if 0 <= z <= 10]
        found = [f"EPSG:{first + z}" for z in three for first in (_THREE, _THREE_PREFIXED)]
        found += [f"EPSG:{first + z}" for z in six for first in (_SIX, _SIX_PREFIXED)]
    first = 32600 if lat >= 0 else 32700
    found += [f"EPSG:{first + z}" for z in _near(int((lon + 180) // 6) + 1) if 1 <= z <= 60]
    return [*found, "EPSG:3857"]


def _near(zone: int) -> tuple[int, int, int]:
    return zone, zone - 1, zone + 1
