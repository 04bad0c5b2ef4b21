"""OpenStreetMap files in every form: the same map, or one sentence; bombs and broken files."""

import base64
import bz2
import gzip
import struct
import tracemalloc
import zlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.contract import InputError
from geo.formats import osm_map, osm_packed
from geo.formats.osm_pbf import _packed, _signed
from geo.formats.osm_read import read_map
from planner.words import LANGS, explain

XML = """<osm version="0.6">
<node id="-5" lat="28.2" lon="104.3"/><node id="1" lat="28.2" lon="104.301"/>
<node id="2" lat="28.2" lon="104.302"><tag k="barrier" v="gate"/></node>
<node id="3" lat="28.2" lon="104.303"/>
<way id="9"><nd ref="-5"/><nd ref="1"/><nd ref="2"/><nd ref="3"/><nd ref="77"/>
<tag k="highway" v="track"/><tag k="name" v="机耕路"/></way>
<relation id="4"><member type="way" ref="9" role="outer"/><member type="node" ref="2" role=""/>
<tag k="type" v="route"/></relation></osm>""".encode()
# the same map as libosmium 2.23 writes it, nodes dense and one by one
PBF = {
    "dense": (
        "AAAADQoJT1NNSGVhZGVyGDEQJRoteJxT4vMvzg1OzkjNTdQNM9AzU+JySc0rTvXLT0ktbmJkyy/OzSzNBQDW"
        "+gv/AAAACwoHT1NNRGF0YRhGED8aQnic4xLkYuBiT0osKspMLeJiSU8sSRXSEtLgYuHkYWJy4mh49b2HiYGB"
        "wYuvYfX1R+wL5jBCUBAbAwMjUAIA7M4P+AAAAAsKB09TTURhdGEYSBA7GkR4nONS5mLgYs/ITM8oT6zkYslL"
        "zE3lYi0pSkzO5uJ8NmfXi4apL7avFxKREuLgFGJiZJJiYmZxYuPkYWKawggA+iIPOgAAAAsKB09TTURhdGEY"
        "OhAyGjZ4nOOS4GLgYimpLEjlYi3KLy0BUiCyiItBSExJhINFiJFRipHJiYmZxYtJiDeIiZEBAP1BCCk="
    ),
    "plain": (
        "AAAADQoJT1NNSGVhZGVyGCUQGRoheJxT4vMvzg1OzkjNTdQNM9Aza2Jkyy/OzSzNBQBiDQfrAAAACwoHT1NN"
        "RGF0YRhSEFsaTnic4xLkYuBiT0osKspMLeJiSU8sSRVy4+Lj4HRoePW9h8mjYfX1R+xAPhOUv+D4DSBfhINF"
        "iJFRihEmeuDxTbAqNij/wf9bj9gBJ9Ug5wAAAAsKB09TTURhdGEYSBA7GkR4nONS5mLgYs/ITM8oT6zkYslL"
        "zE3lYi0pSkzO5uJ8NmfXi4apL7avFxKREuLgFGJiZJJiYmZxYuPkYWKawggA+iIPOgAAAAsKB09TTURhdGEY"
        "OhAyGjZ4nOOS4GLgYimpLEjlYi3KLy0BUiCyiItBSExJhINFiJFRipHJiYmZxYtJiDeIiZEBAP1BCCk="
    ),
}
WRITTEN = {name: base64.b64decode(text) for name, text in PBF.items()}
FORMS = {
    "map.osm": XML,
    "map.osm.bz2": bz2.compress(XML),
    "map.osm.gz": gzip.compress(XML),
    "dense.osm.pbf": WRITTEN["dense"],
    "plain.osm.pbf": WRITTEN["plain"],
    "two.osm.bz2": bz2.compress(XML[:200]) + bz2.compress(XML[200:]),  # as pbzip2 writes
    "two.osm.gz": gzip.compress(XML[:200]) + gzip.compress(XML[200:]),
    "mark.osm": b"\xef\xbb\xbf" + XML,
}


def refused(name, content):
    with pytest.raises(InputError) as caught:
        read_map(name, content)
    error = caught.value
    assert "\n" not in str(error)
    assert name in str(error)
    for lang in LANGS:
        told = explain("input", error.code, error.facts, lang)
        assert name in told
    return error.code


@pytest.mark.parametrize("name", FORMS)
def test_every_form_of_a_file_is_the_same_map(name):
    held = read_map(name, FORMS[name])
    assert held.node_id.tolist() == [-5, 1, 2, 3]
    places = [[104.3, 28.2], [104.301, 28.2], [104.302, 28.2], [104.303, 28.2]]
    assert held.lonlat.tolist() == places
    assert held.tagged == {2: {"barrier": "gate"}}
    [way] = held.ways
    assert (way.number, way.nodes.tolist()) == (9, [-5, 1, 2, 3, 77])
    assert way.tags == {"highway": "track", "name": "机耕路"}
    [relation] = held.relations
    assert relation.members == (("w", 9, "outer"), ("n", 2, ""))
    assert held.rows(way.nodes).tolist() == [0, 1, 2, 3, -1]


def test_what_an_editor_deleted_is_not_there_and_a_node_given_twice_is_one():
    content = XML.replace(b'<node id="3"', b'<node id="3" action="delete"')
    content = content.replace(b"<way", b'<node id="1" lat="0" lon="0"/><way', 1)
    assert read_map("map.osm", content).node_id.tolist() == [-5, 1, 2]


def code_of(name, content):
    """Code of the refusal, "" for a file that can be read; any other error fails the test."""
    try:
        read_map(name, content)
    except InputError as error:
        return error.code
    return ""


@pytest.mark.parametrize("name", [name for name in FORMS if not name.startswith("mark")])
def test_a_file_that_breaks_off_anywhere_is_refused(name):
    content = FORMS[name]
    ends = range(0, len(content) - 1, max(1, len(content) // 60))
    codes = {code_of(name, content[:end]) for end in ends}
    # only a whole block may end early without anybody knowing
    assert codes <= {"osm_cut", "osm_unreadable", *([""] if name.endswith(".pbf") else [])}


@pytest.mark.parametrize("name", ["dense.osm.pbf", "plain.osm.pbf"])
@given(at=st.integers(0, 340), value=st.integers(0, 255))
def test_a_changed_byte_never_brings_another_error(name, at, value):
    content = bytearray(FORMS[name])
    content[at % len(content)] = value
    assert code_of(name, bytes(content)).startswith(("osm_", "wrong_content", ""))


def blob(kind, payload, *, size=None, field=3):
    """Blob of a PBF file; with a false size where one is given."""
    packed = zlib.compress(payload) if field == 3 else payload
    declared = len(payload) if size is None else size
    inner = b"\x10" + varint(declared) + bytes([field << 3 | 2]) + varint(len(packed)) + packed
    header = b"\x0a" + varint(len(kind)) + kind + b"\x18" + varint(len(inner))
    return struct.pack(">I", len(header)) + header + inner


def varint(number):
    out = bytearray()
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    return bytes([*out, number])


HEADER = blob(b"OSMHeader", b"\x22\x0eOsmSchema-V0.6")


def test_a_bomb_fills_no_memory():
    """Each shrinks far over a hundredfold; a blob may say it holds 32 MB at most."""
    flat = bytes(40 * 1024 * 1024)
    bombs = {
        "bomb.osm.bz2": bz2.compress(flat + flat),
        "bomb.osm.gz": gzip.compress(flat),
        "bomb.osm.pbf": HEADER + blob(b"OSMData", flat[: 32 * 1024 * 1024]) * 9,
        "false.osm.pbf": HEADER + blob(b"OSMData", flat, size=100),
        "huge.osm.pbf": HEADER + blob(b"OSMData", b"", size=1 << 40),
        "long.osm.pbf": struct.pack(">I", 1 << 31) + HEADER[4:],
    }
    codes = {}
    tracemalloc.start()
    try:
        for name, content in bombs.items():
            codes[name] = refused(name, content)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 150 * 1024 * 1024
    assert codes["bomb.osm.bz2"] == codes["bomb.osm.gz"] == "osm_too_large"
    assert {codes[name] for name in ("false.osm.pbf", "huge.osm.pbf", "long.osm.pbf")} == {
        "osm_unreadable"
    }


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("map.osm", WRITTEN["dense"], "wrong_content"),
        ("map.osm.pbf", XML, "wrong_content"),
        ("map.osm.bz2", gzip.compress(XML), "wrong_content"),
        ("map.osm.gz", XML, "wrong_content"),
        ("map.osm.pbf", b"PK\x03\x04", "osm_unreadable"),
        ("map.osm", b"", "osm_unreadable"),
        ("map.osm", b"<html></html>", "osm_unreadable"),
        ("map.osm", b"<osm><way id='x'/></osm>", "osm_unreadable"),
        ("map.osm", XML.replace(b"28.2", b"nan", 1), "osm_bad_node"),
        ("map.osm", XML.replace(b"28.2", b"128.2", 1), "osm_bad_node"),
        ("map.osm", XML.replace(b'"104.3"', b'"1e999"', 1), "osm_bad_node"),
        ("map.osm", XML.replace(b'"-5"', b'"99999999999999999999"'), "osm_unreadable"),
        (
            "map.osm",
            b"<!DOCTYPE osm [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]><osm>&b;</osm>",
            "xml_unsafe",
        ),
        (
            "map.osm",
            b"<!DOCTYPE osm [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><osm>&x;</osm>",
            "xml_unsafe",
        ),
        ("map.osm.pbf", HEADER + blob(b"OSMData", b"", field=4), "osm_packing"),
        ("map.osm.pbf", HEADER + blob(b"OSMData", b"", field=7), "osm_packing"),
        ("map.osm.pbf", HEADER + blob(b"OSMData", b"\x0a\x00", size=7), "osm_unreadable"),
        (
            "map.osm.pbf",
            blob(b"OSMHeader", b"\x22\x15HistoricalInformation"),
            "osm_feature",
        ),
    ],
)
def test_what_is_no_map_is_one_sentence(name, content, code):
    assert refused(name, content) == code


def test_more_than_an_office_computer_holds_is_refused(monkeypatch):
    monkeypatch.setattr(osm_map, "MAX_NODES", 3)
    assert refused("map.osm", XML) == "osm_too_many"
    assert refused("dense.osm.pbf", FORMS["dense.osm.pbf"]) == "osm_too_many"


def test_the_limit_of_unpacking_is_the_smaller_of_size_and_ratio(monkeypatch):
    monkeypatch.setattr(osm_packed, "MAX_BYTES", 300)
    assert refused("map.osm.bz2", FORMS["map.osm.bz2"]) == "osm_too_large"


@given(st.lists(st.integers(-(2**62), 2**62), max_size=40))
def test_numbers_of_any_size_come_back(numbers):
    """Against the definition of zigzag and varint, one number at a time."""
    zigzag = [number << 1 if number >= 0 else (-number << 1) - 1 for number in numbers]
    message = {1: [b"".join(map(varint, zigzag))]}
    assert _signed(_packed(message, 1)).tolist() == numbers
    assert _packed(message, 1).dtype == np.int64
