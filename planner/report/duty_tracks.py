"""Tours as tracks with numbered stops for telephones: GPX 1.1 and KML, true or shifted.

Map programs in China draw their roads in GCJ-02, some 440 m off; on those only a shifted track lies
on its road. A shifted file says so in its name, its title and every name in it, since neither
format has a field for it, and both are defined on WGS-84.

References
----------
Topografix, GPX 1.1 schema; OGC 12-007r2, KML 2.3.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np
import shapely
from pyproj import Transformer

from geo.formats.write_kml import escaped
from geo.intake.datum import GCJ02, from_wgs84, in_china
from planner.words import Lang, clock, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from planner.report.duty_lines import Duty, Stop

    Points = NDArray[np.float64]

System: TypeAlias = Literal["WGS-84", "GCJ-02"]
SYSTEMS: tuple[System, ...] = ("WGS-84", "GCJ-02")
_DECIMALS = 7  # of a degree: a centimetre
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>'


@dataclass(frozen=True, slots=True)
class _Point:
    """One numbered stop as files write it."""

    name: str
    about: str
    lonlat: tuple[float, float]


@dataclass(frozen=True, eq=False)
class _Track:
    """One tour as files write it."""

    name: str
    lonlat: Points
    points: tuple[_Point, ...]


def is_shifted_here(duties: Sequence[Duty], crs: str) -> bool:
    """Tell whether GCJ-02 differs from WGS-84 where these tours go."""
    if not duties:
        return False
    bases = np.concatenate([shapely.get_coordinates(duty.base) for duty in duties])
    return bool(in_china(_degrees(bases, crs, "WGS-84")).any())


def gpx(duties: Sequence[Duty], crs: str, system: System, lang: Lang) -> bytes:
    """Write tours as tracks and their stops as waypoints, in the order of the cards."""
    tracks = [_track(duty, crs, system, lang) for duty in duties]
    lines = [
        _HEAD,
        '<gpx version="1.1" creator="planner" xmlns="http://www.topografix.com/GPX/1/1">',
        f"<metadata><name>{escaped(_title(system, lang))}</name>",
        f"<desc>{escaped(_about(system, lang))}</desc></metadata>",
    ]
    for track in tracks:
        for point in track.points:
            lon, lat = point.lonlat
            lines.append(
                f'<wpt lat="{lat:.{_DECIMALS}f}" lon="{lon:.{_DECIMALS}f}">'
                f"<name>{escaped(point.name)}</name><desc>{escaped(point.about)}</desc></wpt>"
            )
    for track in (one for one in tracks if len(one.lonlat) > 1):
        lines.append(f"<trk><name>{escaped(track.name)}</name><trkseg>")
        lines += [
            f'<trkpt lat="{lat:.{_DECIMALS}f}" lon="{lon:.{_DECIMALS}f}"/>'
            for lon, lat in track.lonlat.tolist()
        ]
        lines.append("</trkseg></trk>")
    return "\n".join([*lines, "</gpx>", ""]).encode()


def kml(duties: Sequence[Duty], crs: str, system: System, lang: Lang) -> bytes:
    """Write tours as a folder of lines and a folder of numbered points."""
    tracks = [_track(duty, crs, system, lang) for duty in duties]
    lines = [
        _HEAD,
        '<kml xmlns="http://www.opengis.net/kml/2.2">',
        f"<Document><name>{escaped(_title(system, lang))}</name>",
        f"<description>{escaped(_about(system, lang))}</description>",
        '<Style id="way"><LineStyle><color>ff000000</color><width>4</width></LineStyle></Style>',
        f"<Folder><name>{escaped(say('duty.tours', lang))}</name>",
        *(_line(track) for track in tracks if len(track.lonlat) > 1),
        "</Folder>",
        f"<Folder><name>{escaped(say('duty.stops', lang))}</name>",
        *(_placemark(point) for track in tracks for point in track.points),
        "</Folder></Document></kml>",
        "",
    ]
    return "\n".join(lines).encode()


def _line(track: _Track) -> str:
    xy = " ".join(f"{lon:.{_DECIMALS}f},{lat:.{_DECIMALS}f}" for lon, lat in track.lonlat.tolist())
    return (
        f"<Placemark><name>{escaped(track.name)}</name><styleUrl>#way</styleUrl>"
        f"<LineString><tessellate>1</tessellate><coordinates>{xy}</coordinates></LineString>"
        "</Placemark>"
    )


def _placemark(point: _Point) -> str:
    lon, lat = point.lonlat
    return (
        f"<Placemark><name>{escaped(point.name)}</name>"
        f"<description>{escaped(point.about)}</description><Point><coordinates>"
        f"{lon:.{_DECIMALS}f},{lat:.{_DECIMALS}f}</coordinates></Point></Placemark>"
    )


def _title(system: System, lang: Lang) -> str:
    return say("duty.tracks", lang, system=system)


def _about(system: System, lang: Lang) -> str:
    return say("duty.system_shifted" if system == GCJ02 else "duty.system_true", lang)


def _track(duty: Duty, crs: str, system: System, lang: Lang) -> _Track:
    mark = f" [{GCJ02}]" if system == GCJ02 else ""
    name = f"{duty.crew_name} {duty.day.isoformat()}"
    at = np.array([(stop.at.x, stop.at.y) for stop in duty.stops]).reshape(-1, 2)
    degrees = _degrees(at, crs, system).tolist()
    points = [
        _Point(f"{stop.number:02d} {stop.name}{mark}", _told(stop, name, lang), (lon, lat))
        for stop, (lon, lat) in zip(duty.stops, degrees, strict=True)
    ]
    return _Track(f"{name}{mark}", _degrees(duty.track, crs, system), tuple(points))


def _told(stop: Stop, name: str, lang: Lang) -> str:
    times = {
        "arrive": clock(stop.arrive_s, lang),
        "leave": clock(stop.leave_s, lang),
        "latest": clock(stop.latest_s, lang),
    }
    return say("duty.point", lang, tour=name, number=stop.number, **times)


@lru_cache(maxsize=8)
def _to_degrees(crs: str) -> Transformer:
    """Make the transformation of a system once: that takes longer than to use it."""
    return Transformer.from_crs(crs, "EPSG:4326", always_xy=True)


def _degrees(xy: Points, crs: str, system: System) -> Points:
    """Longitude and latitude of coordinates in metres, shifted where the system asks for it."""
    lonlat: Points = np.column_stack(_to_degrees(crs).transform(*xy.T)).reshape(-1, 2)
    return from_wgs84(lonlat, system) if system == GCJ02 else lonlat
