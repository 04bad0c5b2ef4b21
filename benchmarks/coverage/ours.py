"""Check and repair by this repository, in the form of `peers`."""

from collections.abc import Callable, Mapping

import geopandas as gpd

from benchmarks.coverage.given import Given
from geo.coverage import certify
from geo.repair import mend, open_desk, suggestions

Facts = dict[str, object]


def certificate(given: Given) -> Facts:
    """Certify the grids against the boundary alone, which is what the other tools get."""
    return _facts(certify(given.grids, given.boundary))


def certificate_units(given: Given) -> Facts:
    """Certify the grids against units and boundary, and the units against their list."""
    return _facts(
        certify(given.grids, given.boundary, units=given.units, expected_codes=given.expected_codes)
    )


def repair(given: Given) -> gpd.GeoSeries:
    """Open the desk and accept every suggestion, with the boundary alone."""
    desk = open_desk(given.grids, given.boundary)
    return mend(desk, suggestions(desk)).grids.geometry


def repair_units(given: Given) -> gpd.GeoSeries:
    """Do the same with the units known."""
    desk = open_desk(given.grids, given.boundary, units=given.units)
    return mend(desk, suggestions(desk)).grids.geometry


CHECKS: Mapping[str, Callable[[Given], Facts]] = {
    "certificate": certificate,
    "certificate with units": certificate_units,
}
REPAIRS: Mapping[str, Callable[[Given], gpd.GeoSeries]] = {
    "ours": repair,
    "ours with units": repair_units,
}


def _facts(found: object) -> Facts:
    areas = {kind: area for kind, (_count, area) in found.kinds.items()}
    return {"found": not found.ok, "kinds": areas}
