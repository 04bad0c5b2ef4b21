"""Roads from an Overpass server, through osmnx: only where a person says so, call by call.

This is the only module that may open a connection. A request tells the server the outline of
the area, so it is off by default; what comes back is a dated file like any other.
"""

import datetime as dt
import hashlib
import json
import math
import os
import socket
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import osmnx as ox
import requests
import shapely

from geo.contract import Fact, InputError
from geo.formats.write_osm import write_osm

MIRRORS = ("https://overpass-api.de/api", "https://overpass.private.coffee/api")
MAX_KM2 = 5_000.0  # a county; whoever needs more takes an extract, as the servers ask
MAX_BYTES = 256 * 1024 * 1024
NOTICE = "© OpenStreetMap contributors, ODbL 1.0"
_FILTER = '["highway"]'
_BUSY = frozenset({429, 502, 503, 504})
_SQUARE_DEGREE_KM2 = 111.32**2


@dataclass(frozen=True, slots=True)
class OverpassSettings:
    """How the roads are asked for.

    Parameters
    ----------
    allowed
        The person has said that the request may leave the machine; without it nothing is sent.
    mirrors
        Servers, tried one after the other.
    timeout_s
        How long one answer may take.
    attempts
        How often a busy server is asked.
    pause_s
        How long to wait before a busy server is asked again.
    """

    allowed: bool = False
    mirrors: tuple[str, ...] = MIRRORS
    timeout_s: float = 180.0
    attempts: int = 2
    pause_s: float = 15.0

    def __post_init__(self) -> None:
        """Refuse settings nothing can be asked with."""
        web = all(urlsplit(mirror).scheme in {"http", "https"} for mirror in self.mirrors)
        numbers = self.timeout_s > 0 and self.attempts > 0 and self.pause_s >= 0
        if not (self.mirrors and web and numbers):
            msg = "expected addresses of mirrors, a timeout, attempts and a pause of at least 0"
            raise ValueError(msg)


@dataclass(frozen=True, slots=True)
class Fetched:
    """The file of an answer, the record beside it, and how much is in it."""

    map_file: Path
    record_file: Path
    mirror: str
    way_count: int
    node_count: int


class _Failed(Exception):  # noqa: N818 - a reason, told as an InputError in the end
    """Why one attempt gave nothing."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def fetch_roads(
    ground: shapely.Geometry,
    folder: Path,
    settings: OverpassSettings,
    *,
    now: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC),
    wait: Callable[[float], None] = time.sleep,
) -> Fetched:
    """Ask for the roads of a piece of ground and store the answer, dated, in a folder.

    Beside ``roads_overpass_<date>.osm`` a JSON file says who gave it, when, for where, and what
    was asked. The file is read like any other by `geo.formats.osm`.

    Parameters
    ----------
    ground
        Polygon in longitude and latitude; its outline goes to the server.

    Raises
    ------
    InputError
        overpass_off: nobody allowed it; overpass_area: more than 5,000 km2; overpass_busy,
        overpass_timeout, overpass_unreachable, overpass_garbage, overpass_empty: why the last
        mirror gave nothing.
    """
    if not settings.allowed:
        told = "The roads were not asked for: a request would leave this machine; allow it first."
        raise InputError(code="overpass_off", sentence=told)
    _check_area(ground)
    reason = ""
    for mirror in settings.mirrors:
        for attempt in range(settings.attempts):
            try:
                answers = _asked(ground, mirror, settings)
                return _stored(answers, ground, mirror, folder, now())
            except _Failed as failed:
                reason = failed.reason
            if reason not in {"busy", "timeout"}:
                break
            if attempt + 1 < settings.attempts:
                wait(settings.pause_s)
    raise _told(reason, settings)


def _check_area(ground: shapely.Geometry) -> None:
    """Refuse ground that is none, or more than a server should be asked for."""
    km2 = 0.0
    if ground.is_valid and not ground.is_empty:
        _, south, _, north = ground.bounds
        km2 = ground.area * _SQUARE_DEGREE_KM2 * math.cos(math.radians((south + north) / 2))
    if not 0 < km2 <= MAX_KM2:
        facts: dict[str, Fact] = {"km2": round(km2), "limit": int(MAX_KM2)}
        told = "Expected a ground of up to {limit} km2, got {km2}; take an extract (.osm.pbf)."
        raise InputError(facts=facts, code="overpass_area", sentence=told)


def _asked(
    ground: shapely.Geometry, mirror: str, settings: OverpassSettings
) -> list[Mapping[str, object]]:
    """Answers of one mirror, one for each part of a large ground."""
    with _configured(mirror, settings):
        try:
            return list(ox._overpass._download_overpass_network(ground, "all", _FILTER))
        except _Failed:
            raise
        except requests.exceptions.Timeout as error:
            raise _Failed(reason="timeout") from error
        except requests.exceptions.RequestException as error:
            raise _Failed(reason="unreachable") from error
        except (
            ox._errors.InsufficientResponseError, ox._errors.ResponseStatusCodeError, ValueError
        ) as error:  # fmt: skip
            raise _Failed(reason="garbage") from error


@contextmanager
def _configured(mirror: str, settings: OverpassSettings) -> Iterator[None]:
    """Set osmnx for one request, and leave it and the sockets as they were.

    Without these settings it would ask for the state of the server first, wait a minute in
    silence on a busy one, keep a cache, follow redirects to anybody, ask Google for the address
    of a host it cannot find, and leave its own function behind in `socket`.
    """
    wanted = {
        "overpass_url": mirror,
        "overpass_rate_limit": False,
        "requests_timeout": settings.timeout_s,
        "requests_kwargs": {"hooks": {"response": _look_at}, "allow_redirects": False},
        "doh_url_template": None,
        "use_cache": False,
        "log_file": False,
        "log_console": False,
    }
    before = {name: getattr(ox.settings, name) for name in wanted}
    lookup = socket.getaddrinfo
    try:
        for name, value in wanted.items():
            setattr(ox.settings, name, value)
        yield
    finally:
        for name, value in before.items():
            setattr(ox.settings, name, value)
        socket.getaddrinfo = lookup


def _look_at(response: requests.Response, *_args: object, **_options: object) -> None:
    """Judge an answer by its head, before osmnx would wait and ask again."""
    if response.status_code in _BUSY:
        raise _Failed(reason="busy")
    size = response.headers.get("Content-Length", "0")
    if response.status_code != requests.codes.ok or (size.isdigit() and int(size) > MAX_BYTES):
        raise _Failed(reason="garbage")


def _stored(
    answers: list[Mapping[str, object]],
    ground: shapely.Geometry,
    mirror: str,
    folder: Path,
    moment: dt.datetime,
) -> Fetched:
    """Write the answer and its record, each whole or not at all; an empty one is none."""
    elements = _elements(answers)
    stamp = moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H%M%SZ")
    map_file = folder / f"roads_overpass_{stamp}.osm"
    part = folder / f".{map_file.stem}.{os.getpid()}.part"
    folder.mkdir(parents=True, exist_ok=True)
    try:
        try:
            counts = write_osm(part, elements)
        except (KeyError, TypeError, ValueError) as error:
            raise _Failed(reason="garbage") from error
        if not (counts["way"] and counts["node"]):
            raise _Failed(reason="empty")
        digest = hashlib.sha256(part.read_bytes()).hexdigest()
        part.replace(map_file)
    finally:
        part.unlink(missing_ok=True)
    record = {
        "source": mirror,
        "attribution": NOTICE,
        "fetched_at": moment.astimezone(dt.UTC).isoformat(timespec="seconds"),
        "data_of": _data_of(answers),
        "bounds_lonlat": [round(value, 6) for value in ground.bounds],
        "asked_for": f"way{_FILTER}",
        "ways": counts["way"],
        "nodes": counts["node"],
        "file": map_file.name,
        "sha256": digest,
    }
    record_file = map_file.with_suffix(".json")
    text = json.dumps(record, ensure_ascii=False, indent=1)
    try:
        part.write_text(text + "\n", encoding="utf-8", newline="\n")
        part.replace(record_file)
    finally:
        part.unlink(missing_ok=True)
    return Fetched(map_file, record_file, mirror, counts["way"], counts["node"])


def _elements(answers: list[Mapping[str, object]]) -> list[Mapping[str, object]]:
    """Elements of all answers; a remark is how a server says that it gave up half way."""
    found: list[Mapping[str, object]] = []
    for answer in answers:
        remark, elements = str(answer.get("remark", "")), answer.get("elements")
        if "error" in remark.lower():
            raise _Failed(reason="timeout" if "timed out" in remark.lower() else "busy")
        if not isinstance(elements, list):
            raise _Failed(reason="garbage")
        found += elements
    return found


def _data_of(answers: list[Mapping[str, object]]) -> str:
    """Moment the server's data is of, as it says itself."""
    stamps = (answer.get("osm3s") for answer in answers)
    told = [str(stamp.get("timestamp_osm_base", "")) for stamp in stamps if isinstance(stamp, dict)]
    return min(filter(None, told), default="")


def _told(reason: str, settings: OverpassSettings) -> InputError:
    """One sentence on the last mirror, and what to do instead."""
    hosts = ", ".join(urlsplit(mirror).netloc for mirror in settings.mirrors)
    facts: dict[str, Fact] = {"mirrors": hosts, "seconds": round(settings.timeout_s)}
    instead = "; try later, name another mirror, or give an extract (.osm.pbf) as a file."
    if reason == "busy":
        told = "Overpass ({mirrors}) has no room for the request now" + instead
        return InputError(facts=facts, code="overpass_busy", sentence=told)
    if reason == "timeout":
        told = "Overpass ({mirrors}) did not answer within {seconds} s" + instead
        return InputError(facts=facts, code="overpass_timeout", sentence=told)
    if reason == "unreachable":
        told = "Overpass ({mirrors}) cannot be reached from here" + instead
        return InputError(facts=facts, code="overpass_unreachable", sentence=told)
    if reason == "empty":
        told = "Overpass ({mirrors}) has no road there; see whether it is the right area."
        return InputError(facts=facts, code="overpass_empty", sentence=told)
    told = "Overpass ({mirrors}) gave an answer that is no map" + instead
    return InputError(facts=facts, code="overpass_garbage", sentence=told)
