"""Roads from Overpass: asked only where allowed, one sentence when it fails, a dated file when not.

The server here is a small one on this machine.
"""

import ast
import datetime as dt
import json
import socket
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import osmnx as ox
import pytest
import shapely
import urllib3

from geo.contract import InputError
from geo.formats.osm import read_osm_roads
from geo.overpass import OverpassSettings, fetch_roads
from planner.words import LANGS, explain

ROOT = Path(__file__).parents[2]
GROUND = shapely.box(104.29, 28.19, 104.32, 28.22)
MOMENT = dt.datetime(2026, 12, 5, 8, 30, tzinfo=dt.UTC)
ANSWER = {
    "version": 0.6,
    "osm3s": {"timestamp_osm_base": "2026-12-04T20:00:00Z"},
    "elements": [
        {"type": "way", "id": 7, "nodes": [2, 1], "tags": {"highway": "track", "name": "机耕<路>"}},
        {"type": "node", "id": 1, "lat": 28.2, "lon": 104.3},
        {"type": "node", "id": 2, "lat": 28.21, "lon": 104.31, "tags": {"barrier": "gate"}},
    ],
}
OK = (200, json.dumps(ANSWER).encode())
EMPTY = (200, json.dumps({"elements": []}).encode())
GARBAGE = (200, b"<html>maintenance</html>")
NAN = (200, OK[1].replace(b"28.21,", b"NaN,"))
ELSEWHERE = (200, OK[1].replace(b": 28.2", b": -31.2"))  # what a server for another country has
HALF = (200, json.dumps({"elements": ANSWER["elements"][:2]}).encode())  # a way without its end
REMARK = (200, json.dumps({"elements": [], "remark": "runtime error: Query timed out"}).encode())


@pytest.fixture
def server(monkeypatch):
    """Start a server that gives the answers put into it, and remembers what it was asked."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    started = []

    def start(*answers):
        asked: list[str] = []
        left = list(answers)

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                length = int(self.headers["Content-Length"])
                asked.append(self.path + " " + self.rfile.read(length).decode())
                status, body = left.pop(0) if len(left) > 1 else left[0]
                self.send_response(status)
                if status in {301, 302}:
                    self.send_header("Location", body.decode())
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def do_GET(self):
                asked.append(self.path)
                self.send_response(404)
                self.end_headers()

            def log_message(self, *_args):
                pass

        held = HTTPServer(("127.0.0.1", 0), Handler)
        thread = threading.Thread(target=held.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        started.append((held, thread))
        return f"http://127.0.0.1:{held.server_port}/api", asked

    yield start
    for held, thread in started:
        held.shutdown()
        thread.join()
        held.server_close()


def nobody():
    """Address at which nobody listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{free.getsockname()[1]}/api"


def fetch(folder, *mirrors, **settings):
    waits: list[float] = []
    held = OverpassSettings(allowed=True, mirrors=mirrors, timeout_s=5, **settings)
    found = fetch_roads(GROUND, folder, held, now=lambda: MOMENT, wait=waits.append)
    return found, waits


def test_an_answer_becomes_a_dated_map_with_a_record_and_is_read_like_any_other(server, tmp_path):
    mirror, asked = server(OK)
    found, waits = fetch(tmp_path, mirror)
    assert found.map_file.name == "roads_overpass_2026-12-05T083000Z.osm"
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".json", ".osm"]
    record = json.loads(found.record_file.read_text("utf-8"))
    assert record["source"] == mirror
    assert record["fetched_at"] == "2026-12-05T08:30:00+00:00"
    assert record["data_of"] == "2026-12-04T20:00:00Z"
    assert record["bounds_lonlat"] == [104.29, 28.19, 104.32, 28.22]
    assert "OpenStreetMap" in record["attribution"]
    roads = read_osm_roads(found.map_file, "EPSG:4544")
    assert roads["name_zh"].unique().tolist() == ["机耕<路>"]
    assert set(roads["car"]) == {"no", None}  # a metre at the gate, and the rest
    assert len(asked) == 1  # the state of the server is not asked for
    assert waits == []


def test_nothing_is_asked_unless_it_is_allowed(server, tmp_path):
    mirror, asked = server(OK)
    with pytest.raises(InputError) as refused:
        fetch_roads(GROUND, tmp_path, OverpassSettings(mirrors=(mirror,)))
    assert refused.value.code == "overpass_off"
    assert asked == []
    assert OverpassSettings().allowed is False


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_a_busy_server_is_asked_again_after_a_pause_then_the_next_one(server, tmp_path, status):
    busy, asked = server((status, b""))
    good, _ = server(OK)
    found, waits = fetch(tmp_path, busy, good, attempts=3, pause_s=7)
    assert len(asked) == 3
    assert waits == [7, 7]
    assert found.mirror == good


def test_a_server_that_has_room_the_second_time_is_enough(server, tmp_path):
    mirror, asked = server((429, b""), OK)
    found, waits = fetch(tmp_path, mirror)
    assert (len(asked), len(waits), found.way_count, found.node_count) == (2, 1, 1, 2)


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ((429, b""), "overpass_busy"),
        ((504, b"<html/>"), "overpass_busy"),
        (EMPTY, "overpass_empty"),
        (GARBAGE, "overpass_garbage"),
        (NAN, "overpass_garbage"),
        (ELSEWHERE, "overpass_garbage"),
        ((200, b""), "overpass_garbage"),
        ((200, b"[1, 2]"), "overpass_garbage"),
        ((200, b'{"elements": [{"type": "way"}]}'), "overpass_garbage"),
        ((200, b'{"elements": ["way"]}'), "overpass_garbage"),
        ((400, b"{}"), "overpass_garbage"),
        ((302, b"http://127.0.0.1:9/elsewhere"), "overpass_garbage"),
        (REMARK, "overpass_timeout"),
        (HALF, "overpass_partial"),
    ],
)
def test_every_failure_is_one_sentence_and_leaves_no_file(server, tmp_path, answer, code):
    mirror, _ = server(answer)
    with pytest.raises(InputError) as failed:
        fetch(tmp_path, mirror)
    assert failed.value.code == code
    assert "\n" not in str(failed.value)
    assert list(tmp_path.iterdir()) == []
    for lang in LANGS:
        assert "127.0.0.1" in explain("input", code, failed.value.facts, lang)


def test_a_refused_connection_goes_to_the_next_mirror_at_once(server, tmp_path):
    good, _ = server(OK)
    found, waits = fetch(tmp_path, nobody(), good)
    assert (found.mirror, waits) == (good, [])
    with pytest.raises(InputError) as failed:
        fetch(tmp_path, nobody())
    assert failed.value.code == "overpass_unreachable"


@pytest.mark.parametrize("wrong", [HALF, ELSEWHERE, GARBAGE, EMPTY])
def test_an_answer_that_is_not_whole_is_not_kept_where_another_mirror_has_it(
    server, tmp_path, wrong
):
    first, asked = server(wrong)
    good, _ = server(OK)
    found, waits = fetch(tmp_path, first, good)
    assert (len(asked), waits, found.mirror) == (1, [], good)
    assert sorted(tmp_path.iterdir()) == sorted([found.map_file, found.record_file])


def test_osmnx_and_the_sockets_are_left_as_they_were(server, tmp_path):
    names = ("overpass_url", "requests_kwargs", "doh_url_template", "use_cache")
    before, lookup = {n: getattr(ox.settings, n) for n in names}, socket.getaddrinfo
    opened = urllib3.util.connection.create_connection
    mirror, _ = server(OK)
    fetch(tmp_path, mirror)
    with pytest.raises(InputError):
        fetch(tmp_path, nobody())
    assert before == {n: getattr(ox.settings, n) for n in names}
    assert socket.getaddrinfo is lookup
    assert urllib3.util.connection.create_connection is opened


@pytest.mark.parametrize("ground", [shapely.box(100, 20, 110, 30), shapely.Polygon()])
def test_a_ground_no_server_should_be_asked_for_is_refused(tmp_path, ground):
    with pytest.raises(InputError) as refused:
        fetch_roads(ground, tmp_path, OverpassSettings(allowed=True))
    assert refused.value.code == "overpass_area"


@pytest.mark.parametrize(
    "wrong", [{"mirrors": ()}, {"mirrors": ("file:///etc/passwd",)}, {"timeout_s": 0}]
)
def test_settings_nothing_can_be_asked_with_are_refused(wrong):
    with pytest.raises(ValueError, match="mirrors"):
        OverpassSettings(**wrong)


def test_only_one_module_knows_osmnx_or_a_connection():
    """Everything else that is ours reads files; a page is served by Streamlit."""
    reaching = {"osmnx", "requests", "urllib.request", "http.client", "socket", "urllib3", "ftplib"}
    for room in ("geo", "planner", "pages"):
        for path in sorted((ROOT / room).rglob("*.py")):
            names: set[str] = set()
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Import):
                    names |= {alias.name for alias in node.names}
                elif isinstance(node, ast.ImportFrom):
                    names.add(node.module or "")
            if path.relative_to(ROOT).as_posix() != "geo/overpass.py":
                assert not names & reaching, path


def test_reading_a_map_opens_no_connection_and_loads_no_osmnx():
    source = next((ROOT / "data" / "examples" / "liechtenstein").glob("*.osm.bz2"))
    program = f"""
import socket, sys
def refuse(*_args, **_options):
    raise SystemExit("a connection was opened")
socket.socket.connect = socket.getaddrinfo = refuse
from pathlib import Path
from geo.load import load_area
from geo.formats.osm import osm_reading
osm_reading(Path({str(source)!r}), "EPSG:32632")
assert "osmnx" not in sys.modules and "requests" not in sys.modules
"""
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
