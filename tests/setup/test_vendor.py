"""The map assets are the ones we listed, carry their licences and ask no other machine."""

import hashlib
import json
import re
from pathlib import Path

import pytest

VENDOR = Path(__file__).parents[2] / "static" / "vendor"
MANIFEST = json.loads((VENDOR / "manifest.json").read_text(encoding="utf-8"))
OURS = {"manifest.json", "README.md"}

# What makes a browser fetch: url() and @import in styles; a source or address given to the page in
# scripts. Names of XML vocabularies and addresses in texts and comments fetch nothing.
OUTSIDE = r"""(?:https?:)?//(?!www\.w3\.org/)[\w-]+(?:\.[\w-]+)+"""
STYLE_LOAD = re.compile(rf"""(?:url\(\s*|@import\s+)["']?{OUTSIDE}""", re.IGNORECASE)
SCRIPT_LOAD = re.compile(
    rf"""(?:\bsrc\b|\bsrcset\b|\.open\([^)]*|\bfetch\(|\bimport\(|importScripts\(|\bWebSocket\(|"""
    rf"""\bEventSource\(|sendBeacon\(|\bimagePath\b|<link[^>]*href)\s*[:=]?\s*["'`]?{OUTSIDE}""",
    re.IGNORECASE,
)


def outside_loads(text: str, suffix: str) -> list[str]:
    pattern = {".css": STYLE_LOAD, ".js": SCRIPT_LOAD}[suffix]
    return [match.group()[:80] for match in pattern.finditer(text)]


def shipped() -> list[str]:
    files = (path for path in VENDOR.rglob("*") if path.is_file())
    return sorted({path.relative_to(VENDOR).as_posix() for path in files} - OURS)


def test_the_manifest_lists_exactly_the_files_that_are_there():
    assert shipped() == sorted(MANIFEST)


@pytest.mark.parametrize("name", sorted(MANIFEST))
def test_each_file_has_the_sum_that_the_manifest_gives(name):
    assert hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() == MANIFEST[name]["sha256"]


def test_each_package_carries_its_licence_and_one_version():
    packages = {entry["package"] for entry in MANIFEST.values()}
    for package in packages:
        files = [name for name, entry in MANIFEST.items() if entry["package"] == package]
        assert len({name.split("/")[0] for name in files}) == 1
        assert len({(MANIFEST[name]["version"], MANIFEST[name]["licence"]) for name in files}) == 1
        licence = VENDOR / files[0].split("/")[0] / "LICENSE"
        assert "Copyright" in licence.read_text(encoding="utf-8")
    assert packages == {"leaflet", "jquery", "@geoman-io/leaflet-geoman-free"}


@pytest.mark.parametrize(
    "name", [name for name in sorted(MANIFEST) if name.endswith(("css", "js"))]
)
def test_no_file_loads_anything_from_another_machine(name):
    path = VENDOR / name
    assert outside_loads(path.read_text(encoding="utf-8"), path.suffix) == []


@pytest.mark.parametrize("name", [name for name in sorted(MANIFEST) if name.endswith("css")])
def test_every_picture_that_a_style_names_is_shipped(name):
    text = (VENDOR / name).read_text(encoding="utf-8")
    named = re.findall(r"""url\(["']?(?!data:|%23|#)([^"')]+)""", text)
    assert [link for link in named if not (VENDOR / name).parent.joinpath(link).is_file()] == []


@pytest.mark.parametrize(
    ("suffix", "text"),
    [
        (".css", "a{background:url(//cdn.example.org/a.png)}"),
        (".css", "a{background:url( 'https://cdn.example.org/a.png')}"),
        (".css", '@import "http://cdn.example.org/a.css";'),
        (".js", 'image.src="https://tiles.example.org/a.png"'),
        (".js", "fetch('https://cdn.example.org/a.json')"),
        (".js", 'request.open("GET","//cdn.example.org/a")'),
        (".js", "L.Icon.Default.imagePath = 'https://cdn.example.org/images/'"),
    ],
)
def test_the_search_for_outside_links_finds_them(suffix, text):
    assert outside_loads(text, suffix)
