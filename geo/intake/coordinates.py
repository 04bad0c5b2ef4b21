"""What the numbers of a drawing are: every way to read them that puts it near the township."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import CRS

from geo.contract import Fact, InputError
from geo.crs import DECIMALS, check_metric, known_crs, working_crs_for
from geo.formats.drawing import Drawing
from geo.intake.guesses import guesses
from geo.intake.outline import Numbers, Outline, outer_places, outline_of
from geo.intake.positions import (
    HUB,
    SHIFTED,
    called,
    named,
    share_at_home,
    to_lonlat,
    to_metres,
    usable,
)

LEAST_SHARE = 0.5  # of the vertices that must fall near the township
MARGIN = 0.1  # of fit: nearer to each other two readings are too close to call
_TIE = 0.02  # of fit: nearer still, the likelier system goes first
_LEAST_FIT = 0.5  # whatever lies on the township's ground has it; a neighbour's drawing has not
_MANY = 20_000  # vertices looked at of a large drawing
_DEGREES = 180.0  # numbers of this size in a system of metres are degrees under a wrong name
_SAME = 1e-7  # degrees, 1 cm: two names of one reading
_SHIFT_KM = 2.0
_GEOJSON = (".geojson", ".json")


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
        no_features; bad_crs; not_near: under half falls near the township; no_crs:
        without a township nothing says what the numbers are; crs_area: they cannot be of the
        system the person names.
    """
    numbers = _some(_numbers(drawing))
    outline = outline_of(near) if near is not None else None
    names = [system] if system else _names(drawing, numbers, outline)
    pairs = [(name, swapped) for swapped in (False, True) for name in names]
    lonlats = [to_lonlat(numbers, name, swapped=swapped) for name, swapped in pairs]
    found: list[tuple[Reading, Numbers]] = []
    for (name, swapped), lonlat in zip(pairs, lonlats, strict=True):
        share = outline.share_near(lonlat) if outline else share_at_home(lonlat, name)
        if share >= LEAST_SHARE and not any(_alike(lonlat, other) for _, other in found):
            declared = name == drawing.system and not swapped
            found.append((Reading(name, swapped, share, declared=declared), lonlat))
    if not found and system and outline is None:
        raise _elsewhere(drawing, Reading(system))
    if not found:
        raise _nowhere(drawing, pairs, lonlats, outline)
    if outline is not None:
        outer = outer_places(list(drawing.frame.geometry))
        found = [(_fitted(one, lonlat, outer, outline), lonlat) for one, lonlat in found]
    ranked = _ranked([one for one, _ in found])
    if system and not ranked[0].swapped:  # the person said so: as good as the file saying it
        return (replace(ranked[0], clear=True), *ranked[1:])
    return ranked


def reading_of(
    drawing: Drawing, near: shapely.Geometry | None = None, *, system: str = ""
) -> Reading:
    """Take the one reading that needs no question.

    A GeoJSON file that names no system is on WGS 84 by its standard, unless the township or its
    own numbers speak against it.

    Raises
    ------
    InputError
        What `readings` finds; which_system: several readings are too close to call.

    References
    ----------
    RFC 7946, The GeoJSON Format, 2016, section 4.
    """
    if not drawing.system and drawing.file.lower().endswith(_GEOJSON) and _degrees(drawing):
        drawing = replace(drawing, system=HUB)
        if near is None and not system:
            return Reading(HUB, declared=True, clear=True)
    found = readings(drawing, near, system=named(system))
    if found[0].clear:
        return found[0]
    names = ", ".join(_described(reading) for reading in found)
    facts: dict[str, Fact] = {"file": drawing.file, "systems": names}
    told = (
        "{file}: the coordinates can be read in several ways too close to call: {systems}; name "
        "the system."
    )
    raise InputError(facts=facts, code="which_system", sentence=told)


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
    metres = to_metres(numbers, reading.system, target, swapped=reading.swapped)
    if not np.isfinite(metres).all():
        raise _elsewhere(drawing, reading)
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
    some = to_lonlat(_some(numbers), reading.system, swapped=reading.swapped)
    degrees = bool(np.abs(numbers).max() <= _DEGREES)
    if share_at_home(some, reading.system) < LEAST_SHARE or (
        _projected(reading.system) and degrees
    ):
        raise _elsewhere(drawing, reading)
    middle = (numbers.min(axis=0) + numbers.max(axis=0)) / 2
    [(lon, lat)] = to_lonlat(middle[None], reading.system, swapped=reading.swapped)
    east = some[np.isfinite(some[:, 0]), 0]
    if np.ptp(east) > _DEGREES:  # over the date line: the middle is there, not on the other side
        east = east % (2 * _DEGREES)
        lon = (east.min() + east.max()) / 2
        lon -= 2 * _DEGREES * (lon > _DEGREES)
    return float(lon), float(lat)


def _degrees(drawing: Drawing) -> bool:
    """Whether every vertex may be longitude and then latitude; also where there is none."""
    xy = shapely.get_coordinates(drawing.frame.geometry.to_numpy())
    return bool((np.abs(xy) <= (_DEGREES, _DEGREES / 2)).all())


def _projected(system: str) -> bool:
    return system not in SHIFTED and bool(known_crs(system).is_projected)


def _numbers(drawing: Drawing) -> Numbers:
    numbers: Numbers = shapely.get_coordinates(drawing.frame.geometry.to_numpy())
    if len(numbers) == 0:
        told = "{file}: no feature has a shape; expected polygons, lines or points."
        raise InputError(facts={"file": drawing.file}, code="no_features", sentence=told)
    return numbers


def _some(numbers: Numbers) -> Numbers:
    """Vertices spread over a large drawing, all of a small one."""
    return numbers[:: -(-len(numbers) // _MANY)]


def _elsewhere(drawing: Drawing, reading: Reading) -> InputError:
    facts: dict[str, Fact] = {"file": drawing.file, "system": called(reading.system)}
    told = (
        "{file}: the numbers cannot be coordinates in {system}, or lie far outside the area that "
        "system is made for; say which system they are in."
    )
    return InputError(facts=facts, code="crs_area", sentence=told)


def _described(reading: Reading) -> str:
    return called(reading.system) + (" --swapped" if reading.swapped else "")


def _names(drawing: Drawing, numbers: Numbers, outline: Outline | None) -> list[str]:
    """Systems worth trying: what the file says, then what the numbers look like."""
    looks = guesses(numbers, outline.centre if outline else None)
    if not drawing.system or not usable(drawing.system):
        return looks  # what a file says and nobody understands is as good as nothing
    return [drawing.system, *(name for name in looks if name != drawing.system)]


def _alike(one: Numbers, other: Numbers) -> bool:
    """Whether two readings are one under two names, as zones of 3 and of 6 degrees may be."""
    finite = np.isfinite(one) & np.isfinite(other)
    return bool((np.abs(one[finite] - other[finite]) < _SAME).all())


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
        return InputError("no_crs", facts, told)
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
