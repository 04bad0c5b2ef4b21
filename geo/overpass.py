"""Roads from an Overpass server, through osmnx: only where a person says so, call by call.

This is the only module that may open a connection. A request tells the server the outline of
the area, so it is off by default; what comes back is a dated file like any other.
"""

import datetime as dt
import math
import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import osmnx as ox
import requests
import shapely
import urllib3

from geo.contract import Fact, InputError
from geo.overpass_file import FILTER, Failed, Fetched, stored

MIRRORS = ("https://overpass-api.de/api", "https://overpass.private.coffee/api")
MAX_KM2 = 5_000.0  # a county; whoever needs more takes an extract, as the servers ask
MAX_BYTES = 256 * 1024 * 1024  # of one answer, unpacked
_PIECE = 64 * 1024
_BUSY = frozenset({429, 502, 503, 504})
_SQUARE_DEGREE_KM2 = 111.32**2
_open_connection = urllib3.util.connection.create_connection


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
        How long all answers of one mirror may take together, to the last byte.
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
        overpass_timeout, overpass_unreachable, overpass_garbage, overpass_partial,
        overpass_empty: why the last mirror gave nothing.
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
                return stored(answers, ground, mirror, folder, now())
            except Failed as failed:
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
    limit = _Limit(settings.timeout_s)
    with _configured(mirror, settings, limit):
        try:
            with limit.held():
                return list(ox._overpass._download_overpass_network(ground, "all", FILTER))
        except requests.exceptions.Timeout as error:
            raise Failed(reason="timeout") from error
        except requests.exceptions.RequestException as error:
            raise Failed(reason="unreachable") from error
        except (
            ox._errors.InsufficientResponseError, ox._errors.ResponseStatusCodeError, ValueError
        ) as error:  # fmt: skip
            raise Failed(reason="garbage") from error


class _Limit:
    """Moment at which every connection of one mirror is cut, whatever still comes in.

    The library's own timeout begins anew with every byte, in the head of an answer as well, and
    with every part of a large ground.
    """

    def __init__(self, timeout_s: float) -> None:
        self.passed = False
        self._end_s = time.monotonic() + timeout_s
        self._lock = threading.Lock()
        self._opened: list[socket.socket] = []

    def connection(
        self,
        address: tuple[str, int],
        timeout: object = None,  # noqa: ARG002 - begins anew with every byte
        source_address: tuple[str, int] | None = None,
        socket_options: Sequence[tuple[int, int, int | bytes]] | None = None,
    ) -> socket.socket:
        """Open a connection as urllib3 does, within what time is left, and remember it."""
        left_s = max(self._end_s - time.monotonic(), 0.001)
        options = None if socket_options is None else list(socket_options)
        opened = _open_connection(address, left_s, source_address, options)
        with self._lock:
            self._opened.append(opened.dup())  # TLS takes the socket itself away
            if self.passed:
                self._opened[-1].shutdown(socket.SHUT_RDWR)
        return opened

    def cut(self) -> None:
        """Cut what is open: who reads from it finds its end, or a reset."""
        with self._lock:
            self.passed = True
            for each in self._opened:
                with suppress(OSError):  # the other side was first
                    each.shutdown(socket.SHUT_RDWR)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Cut at the moment; whatever then looks like an answer or a fault is a timeout."""
        clock = threading.Timer(max(self._end_s - time.monotonic(), 0), self.cut)
        clock.daemon = True
        clock.start()
        try:
            yield
        except Exception as error:
            if self.passed:
                raise Failed(reason="timeout") from error
            raise
        finally:
            clock.cancel()
            for each in self._opened:
                each.close()
        if self.passed:
            raise Failed(reason="timeout")


@contextmanager
def _configured(mirror: str, settings: OverpassSettings, limit: _Limit) -> Iterator[None]:
    """Set osmnx and urllib3 for one mirror, and leave them and the sockets as they were.

    Without these settings it would ask for the state of the server first, wait a minute in
    silence on a busy one, keep a cache, follow redirects to anybody, ask Google for the address
    of a host it cannot find, and leave its own function behind in `socket`.
    """
    wanted = {
        "overpass_url": mirror,
        "overpass_rate_limit": False,
        "requests_timeout": settings.timeout_s,
        "requests_kwargs": {
            "hooks": {"response": partial(_read_up_to, limit)},
            "allow_redirects": False,
        },
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
        urllib3.util.connection.create_connection = limit.connection
        yield
    finally:
        for name, value in before.items():
            setattr(ox.settings, name, value)
        socket.getaddrinfo = lookup
        urllib3.util.connection.create_connection = _open_connection


def _read_up_to(
    limit: _Limit, response: requests.Response, *_args: object, **_options: object
) -> None:
    """Judge an answer by its head before osmnx would wait and ask again, and read its body.

    The library would read on for as long as a server sends, whatever it said of the length.
    """
    with response:
        if response.status_code in _BUSY:
            raise Failed(reason="busy")
        size = response.headers.get("Content-Length", "0")
        if response.status_code != requests.codes.ok or (size.isdigit() and int(size) > MAX_BYTES):
            raise Failed(reason="garbage")
        try:
            response._content = b"".join(_pieces(response.raw, limit))
        except urllib3.exceptions.ReadTimeoutError as error:
            raise Failed(reason="timeout") from error
        except urllib3.exceptions.HTTPError as error:  # cut off, or no gzip
            raise Failed(reason="garbage") from error
        response._content_consumed = True


def _pieces(body: urllib3.HTTPResponse, limit: _Limit) -> Iterator[bytes]:
    """Pieces of a body as they come, up to the limit of bytes and of time."""
    left = MAX_BYTES
    while piece := body.read1(_PIECE, decode_content=True):
        left -= len(piece)
        if left < 0:
            raise Failed(reason="garbage")
        if limit.passed:
            raise Failed(reason="timeout")
        yield piece


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
    if reason == "partial":
        told = "Overpass ({mirrors}) gave roads with some of their points missing" + instead
        return InputError(facts=facts, code="overpass_partial", sentence=told)
    told = "Overpass ({mirrors}) gave an answer that is no map" + instead
    return InputError(facts=facts, code="overpass_garbage", sentence=told)
