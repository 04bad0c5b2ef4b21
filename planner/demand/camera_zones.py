"""Zones an office draws itself: where no camera may stand or look, or consent comes first."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import geopandas as gpd
import msgspec
import pandas as pd
import shapely

from geo.contract import Fact, InputError
from geo.persons.tables import refuse_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geo.load import Area
    from planner.demand.ground import Ground

ARTICLES = {"art8_private": "8", "consent_required": "10"}
"""Kind of zone -> article of Decree 799 it goes by."""
KINDS = tuple(ARTICLES)
ZONES_MOST = 500
REASON_MOST = 80
LEAST_M2 = 1.0
_CORNERS_MOST = 50_000  # of all zones together
_KEPT_IN, _DECIMALS = "EPSG:4490", 9  # degrees, a tenth of a millimetre


@dataclass(frozen=True, slots=True)
class OwnZone:
    """A zone the office drew or loaded.

    Parameters
    ----------
    kind
        A key of `ARTICLES`.
    reason
        What is there, in the office's words; never whose it is.
    shape
        Polygon as WKT in longitude and latitude (CGCS2000).
    """

    zone_id: str
    kind: str
    reason: str
    shape: str


def added(
    zones: Sequence[OwnZone],
    area: Area,
    shapes: Iterable[tuple[shapely.Geometry, str, str]],
) -> tuple[OwnZone, ...]:
    """Add shapes, each with its kind and reason; a shape of several parts becomes several zones.

    Parameters
    ----------
    shapes
        Polygons in metres of the area's system, with kind and reason.

    Raises
    ------
    InputError
        zone_reason without a reason or with one too long, zone_kind, zone_shape for what is no
        proper polygon of at least a square metre, zone_outside, zones_many; person_text.
    """
    rows: list[tuple[shapely.Geometry, str, str]] = []
    for number, (shape, kind, told) in enumerate(shapes, 1):
        reason = " ".join(told.split())
        _check(number, shape, kind, reason, area)
        rows += [(part, kind, reason) for part in shapely.get_parts(shape)]
    degrees = gpd.GeoSeries([row[0] for row in rows], crs=area.crs).to_crs(_KEPT_IN)
    taken = {zone.zone_id for zone in zones} | {str(name) for name in area.zones.index}
    free = (name for n in range(1, 10**6) if (name := f"B{n:03d}") not in taken)
    new = [
        OwnZone(next(free), kind, reason, shapely.to_wkt(part, rounding_precision=_DECIMALS))
        for part, (_, kind, reason) in zip(degrees, rows, strict=True)
    ]
    made = (*zones, *new)
    if len(made) > ZONES_MOST or _corners(made) > _CORNERS_MOST:
        facts = {"most": ZONES_MOST, "corners": _CORNERS_MOST}
        told = "An office keeps at most {most} zones with {corners} corners together."
        raise InputError(code="zones_many", facts=facts, sentence=told)
    return made


def with_zones(ground: Ground, zones: Sequence[OwnZone]) -> Ground:
    """Lay the office's zones beside those of the area; none of the area's own is taken away.

    The fingerprint changes with them, since questions and maps are kept by it.
    """
    if not zones:
        return ground
    area = ground.area
    theirs = {str(name) for name in area.zones.index}
    names = [z.zone_id + "-own" if z.zone_id in theirs else z.zone_id for z in zones]
    ids = pd.Index(names, name=area.zones.index.name, dtype="object")
    reasons = [zone.reason for zone in zones]
    own = gpd.GeoDataFrame(
        {"kind": [zone.kind for zone in zones], "reason_zh": reasons, "reason_en": reasons},
        geometry=shapely.from_wkt([zone.shape for zone in zones]),
        index=ids,
        crs=_KEPT_IN,
    ).to_crs(area.crs)
    both = gpd.GeoDataFrame(pd.concat([area.zones, own]) if theirs else own, crs=area.crs)
    mark = hashlib.sha256(area.fingerprint.encode() + msgspec.json.encode(tuple(zones))).hexdigest()
    return replace(ground, area=replace(area, zones=both, fingerprint=mark))


def to_plain(zones: Sequence[OwnZone]) -> object:
    """Write zones as plain lists, dicts and texts."""
    told: object = msgspec.to_builtins(tuple(zones))
    return told


def from_plain(told: object) -> tuple[OwnZone, ...]:
    """Read what `to_plain` wrote; None is none.

    Raises
    ------
    InputError
        zones_damaged
    """
    if told is None:
        return ()
    try:
        zones = msgspec.convert(told, tuple[OwnZone, ...])
        shapes = shapely.from_wkt([zone.shape for zone in zones])
    except (msgspec.ValidationError, shapely.errors.ShapelyError) as error:
        raise _damaged() from error
    ids = {zone.zone_id for zone in zones}
    polygons = all(isinstance(shape, shapely.Polygon) and shape.is_valid for shape in shapes)
    known = all(zone.kind in ARTICLES for zone in zones)
    if not (polygons and known and len(ids) == len(zones) <= ZONES_MOST):
        raise _damaged()
    return zones


def _check(number: int, shape: shapely.Geometry, kind: str, reason: str, area: Area) -> None:
    if not reason or len(reason) > REASON_MOST:
        told = "Shape {number}: say what is there, in at most {most} characters."
        facts: dict[str, Fact] = {"number": number, "most": REASON_MOST}
        raise InputError(code="zone_reason", facts=facts, sentence=told)
    refuse_text(reason)
    if kind not in ARTICLES:
        told = "Shape {number}: the kind must be one of {kinds}, got {given}."
        facts = {"number": number, "kinds": ", ".join(KINDS), "given": kind}
        raise InputError(code="zone_kind", facts=facts, sentence=told)
    surface = isinstance(shape, shapely.Polygon | shapely.MultiPolygon) and shape.is_valid
    if not surface or min(shapely.area(shapely.get_parts(shape)), default=0.0) < LEAST_M2:
        told = "Shape {number} is no polygon of at least a square metre without crossing sides."
        raise InputError(code="zone_shape", facts={"number": number}, sentence=told)
    if not shapely.intersects(shape, area.boundary):
        told = "Shape {number} does not touch the area."
        raise InputError(code="zone_outside", facts={"number": number}, sentence=told)


def _corners(zones: Sequence[OwnZone]) -> int:
    return int(shapely.get_num_coordinates(shapely.from_wkt([z.shape for z in zones])).sum())


def _damaged() -> InputError:
    sentence = "The office's own zones cannot be read."
    return InputError(code="zones_damaged", facts={}, sentence=sentence)
