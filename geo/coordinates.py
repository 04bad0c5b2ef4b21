"""What the numbers of a drawing are: every way to read them that puts it near the township."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import CRS, Transformer
from pyproj.exceptions import ProjError

from geo.contract import Fact, InputError
from geo.crs import DECIMALS, check_metric, known_crs, working_crs_for
from geo.datum import BD09, GCJ02, in_china, to_wgs84
from geo.formats.drawing import Drawing
from geo.guesses import guesses
from geo.outline import Numbers, Outline, outer_places, outline_of

LEAST_SHARE = 0.5  # of the vertices that must fall near the township
MARGIN = 0.1  # of fit: nearer to each other two readings are too close to call
_TIE = 0.02  # of fit: nearer still, the likelier system goes first
_LEAST_FIT = 0.5  # whatever lies on the township's ground has it; a neighbour's drawing has not
_MANY = 20_000  # vertices looked at of a large drawing
_BEYOND = (3.0, 1.0)  # degrees: offices use the zone next door, nobody the one after it
_DEGREES = 180.0  # numbers of this size in a system of metres are degrees under a wrong name
_SAME = 1e-7  # degrees, 1 cm: two names of one reading
_SHIFT_KM = 2.0
_HUB = "EPSG:4326"  # the same numbers as EPSG:4490 to some centimetres
_SHIFTED = (GCJ02, BD09)


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read the numbers of a drawing.

    Parameters
    ----------
    system
        "EPSG:4490", "EPSG:4544", "GCJ-02", "BD-09" or a WKT.
    swapped
        The first number of each vertex is the northing (survey X) or the latitude.
    near_share
        Share of vertices within 5 km of the township's bounding box; without a township, within
        the area the system is made for.
    fit
        How well the drawing lies on the township's ground and borders, 0..1; None without one.
    declared
        The file says so itself.
    clear
        May be taken without asking: no other reading fits nearly as well, or the file says so
        and no other fits better.
    """

    system: str
    swapped: bool = False
    near_share: float = 1.0
    fit: float | None = None
    declared: bool = False
    clear: bool = False


def readings(
    drawing: Drawing, near: shapely.Geometry | None, *, system: str = ""
) -> tuple[Reading, ...]:
    """Ways to read a drawing, best first, that put half of its vertices near the township.

    WGS-84, GCJ-02 and BD-09 lie 440 to 930 m apart, all of them near: only the fit tells them
    apart, and points well inside the township may fit all three. Then no reading is `clear`
    unless the file declares one.

    Parameters
    ----------
    near
        Township in longitude and latitude (EPSG:4490): one polygon, or its villages as a
        collection of polygons, which tell more.
    system
        System the person names; then no other is tried, only both orders of the numbers.

    Raises
    ------
    InputError
        no_features; bad_crs; not_near: under half falls near the township; system_unknown:
        without a township nothing says what the numbers are.
    """
    numbers = _numbers(drawing)
    numbers = numbers[:: -(-len(numbers) // _MANY)]
    outline = outline_of(near) if near is not None else None
    names = [system] if system else _names(drawing, numbers, outline)
    pairs = [(name, swapped) for swapped in (False, True) for name in names]
    lonlats = [to_lonlat(numbers, name, swapped=swapped) for name, swapped in pairs]
    found: list[tuple[Reading, Numbers]] = []
    for (name, swapped), lonlat in zip(pairs, lonlats, strict=True):
        share = _share(lonlat, name, outline)
        if share >= LEAST_SHARE and not any(_alike(lonlat, other) for _, other in found):
            declared = name == drawing.system and not swapped
            found.append((Reading(name, swapped, share, declared=declared), lonlat))
    if not found:
        raise _nowhere(drawing, pairs, lonlats, outline)
    if outline is not None:
        outer = outer_places(list(drawing.frame.geometry))
        found = [(_fitted(one, lonlat, outer, outline), lonlat) for one, lonlat in found]
    return _ranked([one for one, _ in found])


def placed(drawing: Drawing, reading: Reading, crs: CRS | str | None = None) -> gpd.GeoDataFrame:
    """Rows of a drawing in metres, whole millimetres, in the working system of the place.

    Equal vertices stay equal: each is moved by its own numbers alone.

    Parameters
    ----------
    crs
        System in metres to bring them to instead.

    Raises
    ------
    InputError
        no_features; crs_area: the numbers cannot be of the system, or lie outside the area it
        is made for; bad_crs, crs_not_metres or crs_elsewhere for `crs`.
    """
    numbers, centre = _numbers(drawing), centre_of(drawing, reading)
    target = known_crs(working_crs_for(*centre)) if crs is None else check_metric(crs, centre)
    source = _HUB if reading.system in _SHIFTED else reading.system
    if reading.system in _SHIFTED:
        ordered = to_lonlat(numbers, reading.system, swapped=reading.swapped)
    else:
        ordered = numbers[:, ::-1] if reading.swapped else numbers
    metres = np.column_stack(_way(known_crs(source), target).transform(*ordered.T))
    shapes = drawing.frame.geometry.to_numpy().copy()
    shapes = shapely.set_coordinates(shapes, np.round(metres, DECIMALS) + 0.0)
    columns = drawing.frame.drop(columns="geometry")
    return gpd.GeoDataFrame(columns, geometry=gpd.GeoSeries(shapes, columns.index, crs=target))


def centre_of(drawing: Drawing, reading: Reading) -> tuple[float, float]:
    """Longitude and latitude in degrees of the middle of a drawing.

    Raises
    ------
    InputError
        no_features; crs_area: the numbers cannot be of the system of the reading, or over half
        lies outside the area it is made for.
    """
    numbers = _numbers(drawing)
    lonlat = to_lonlat(numbers, reading.system, swapped=reading.swapped)
    outside = not np.isfinite(lonlat).all() or _share(lonlat, reading.system, None) < LEAST_SHARE
    if outside or (_projected(reading.system) and np.abs(numbers).max() <= _DEGREES):
        facts: dict[str, Fact] = {"file": drawing.file, "system": called(reading.system)}
        told = (
            "{file}: the numbers cannot be coordinates in {system}, or lie far outside the area "
            "that system is made for; say which system they are in."
        )
        raise InputError(facts=facts, code="crs_area", sentence=told)
    lon, lat = (lonlat.min(axis=0) + lonlat.max(axis=0)) / 2
    return float(lon), float(lat)


def to_lonlat(numbers: Numbers, system: str, *, swapped: bool = False) -> Numbers:
    """Longitude and latitude (WGS-84, CGCS2000) of numbers in a system; inf where there is none.

    Raises
    ------
    InputError
        bad_crs.
    """
    ordered = numbers[:, ::-1] if swapped else numbers
    if system in _SHIFTED:
        # each different vertex once, so that equal ones stay equal to the last digit
        different, back = np.unique(ordered, axis=0, return_inverse=True)
        return to_wgs84(different, system)[back.reshape(-1)]
    return np.column_stack(_way(known_crs(system), known_crs(_HUB)).transform(*ordered.T))


def _projected(system: str) -> bool:
    return system not in _SHIFTED and bool(known_crs(system).is_projected)


def called(system: str) -> str:
    """Short name of a system for a message: a WKT is a page of text."""
    return system if len(system) < 20 else known_crs(system).name


@lru_cache(maxsize=64)
def _way(source: CRS, target: CRS) -> Transformer:
    facts: dict[str, Fact] = {"given": source.name}
    try:
        return Transformer.from_crs(source, target, always_xy=True)
    except ProjError as error:  # a local building site knows no way to the rest of the world
        told = "The coordinate system {given} is not known; write it as in EPSG:4544."
        raise InputError(facts=facts, code="bad_crs", sentence=told) from error


def _numbers(drawing: Drawing) -> Numbers:
    numbers: Numbers = shapely.get_coordinates(drawing.frame.geometry.to_numpy())
    if len(numbers) == 0:
        told = "{file}: no feature has a shape; expected polygons, lines or points."
        raise InputError(facts={"file": drawing.file}, code="no_features", sentence=told)
    return numbers


def _names(drawing: Drawing, numbers: Numbers, outline: Outline | None) -> list[str]:
    """Systems worth trying: what the file says, then what the numbers look like."""
    looks = guesses(numbers, outline.centre if outline else None)
    if not drawing.system:
        return looks
    if drawing.system not in _SHIFTED:
        try:
            _way(known_crs(drawing.system), known_crs(_HUB))
        except InputError:  # what a file says and nobody understands is as good as nothing
            return looks
    return [drawing.system, *(name for name in looks if name != drawing.system)]


def _share(lonlat: Numbers, system: str, outline: Outline | None) -> float:
    """Share of places near the township; without one, in the area the system is made for."""
    if outline is not None:
        return outline.share_near(lonlat)
    if system in _SHIFTED:
        return float(in_china(lonlat).mean())
    area = known_crs(system).area_of_use
    west, south, east, north = area.bounds if area else (-180.0, -90.0, 180.0, 90.0)
    if west > east:  # over the date line
        west, east = -180.0, 180.0
    lon, lat = lonlat.T
    far_lon, far_lat = _BEYOND
    inside = (lon >= west - far_lon) & (lon <= east + far_lon)
    inside &= (lat >= max(south - far_lat, -90)) & (lat <= min(north + far_lat, 90))
    return float((inside & (np.abs(lon) <= 180)).mean())


def _alike(one: Numbers, other: Numbers) -> bool:
    """Whether two readings are one under two names, as zones of 3 and of 6 degrees may be."""
    finite = np.isfinite(one) & np.isfinite(other)
    return bool((np.abs(one - other)[finite] < _SAME).all())


def _fitted(reading: Reading, lonlat: Numbers, outer: Numbers, outline: Outline) -> Reading:
    finite = lonlat[np.isfinite(lonlat).all(axis=1)]
    around = to_lonlat(outer, reading.system, swapped=reading.swapped)
    return replace(reading, fit=outline.fit(finite, around[np.isfinite(around).all(axis=1)]))


def _ranked(found: Sequence[Reading]) -> tuple[Reading, ...]:
    """Best first: by fit, a declared one before those that fit no better; the first is judged."""
    best = max(one.fit or 0.0 for one in found)
    order = sorted(found, key=lambda r: (not _holds(r, best), -round((r.fit or 0.0) / _TIE)))
    first, others = order[0], order[1:]
    ahead = all((first.fit or 0.0) - (other.fit or 0.0) >= MARGIN for other in others)
    lies_well = first.fit is None or first.fit >= _LEAST_FIT
    contradicted = any(one.declared for one in others)
    clear = first.declared or (ahead and lies_well and not contradicted)
    return (replace(first, clear=clear), *others)


def _holds(reading: Reading, best: float) -> bool:
    """Whether what the file says is not contradicted by a better fit of another reading."""
    return reading.declared and best - (reading.fit or 0.0) < MARGIN


def _nowhere(
    drawing: Drawing,
    pairs: Sequence[tuple[str, bool]],
    lonlats: Sequence[NDArray[np.float64]],
    outline: Outline | None,
) -> InputError:
    facts: dict[str, Fact] = {"file": drawing.file}
    if outline is None:
        told = (
            "{file}: nothing says what coordinates these are; name the system, or the township "
            "that the drawing belongs to."
        )
        return InputError("system_unknown", facts, told)
    km = [float(np.median(outline.beyond_m(lonlat))) / 1000 for lonlat in lonlats]
    # a web map's shift apart is no difference here: the likeliest of the nearest is named
    least = next(number for number, far in enumerate(km) if far <= min(km) + _SHIFT_KM)
    if not np.isfinite(km[least]):
        told = "{file}: the numbers are no place in any system known here; name their system."
        return InputError("not_near", facts, told)
    facts |= {"system": called(pairs[least][0]), "km": round(km[least], 1)}
    told = (
        "{file}: under half of the vertices fall near the township; read as {system}, the nearest "
        "guess, they lie {km} km off; name the system, or see whether it is the right township."
    )
    return InputError("not_near", facts, told)
