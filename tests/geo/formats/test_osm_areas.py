"""Areas of OpenStreetMap: what closes is taken whole, what is cut is named and never closed."""

import bz2
import gzip
from pathlib import Path

import pytest
import shapely

from geo.contract import InputError
from geo.formats import osm_packed
from geo.formats.geojson import read_features
from geo.formats.osm_areas import layers, read
from geo.intake.coordinates import Reading, placed

ROOT = Path(__file__).parents[3]
LIECHTENSTEIN = ROOT / "data" / "examples" / "liechtenstein"


@pytest.fixture(scope="module")
def liechtenstein():
    path = LIECHTENSTEIN / "liechtenstein_2013_lite.osm.bz2"
    return path.name, path.read_bytes()


def osm(*elements):
    return f"<osm version='0.6'>{''.join(elements)}</osm>".encode()


def node(number, lon, lat):
    return f"<node id='{number}' lon='{lon}' lat='{lat}'/>"


def way(number, nodes, **tags):
    return f"<way id='{number}'>{''.join(f'<nd ref={n!r}/>' for n in nodes)}{tagged(tags)}</way>"


def relation(number, members, **tags):
    inner = "".join(f"<member type='{t}' ref='{n}' role='{role}'/>" for t, n, role in members)
    return f"<relation id='{number}'>{inner}{tagged({'type': 'boundary', **tags})}</relation>"


def tagged(tags):
    return "".join(f"<tag k='{key}' v='{value}'/>" for key, value in tags.items())


# a square of four nodes with a smaller one inside
#   4---3
#   |8-7|
#   |5-6|
#   1---2
GROUND = [
    *(node(n, *xy) for n, xy in enumerate(((0, 0), (3, 0), (3, 3), (0, 3)), 1)),
    *(node(n, *xy) for n, xy in enumerate(((1, 1), (2, 1), (2, 2), (1, 2)), 5)),
    way("10", "123"),
    way("11", "341"),
    way("12", "56785"),
]
VILLAGE = {"boundary": "administrative", "admin_level": "8", "name": "甲村"}
OUTER = (("way", "10", "outer"), ("way", "11", ""))


def test_rings_are_put_together_and_a_hole_is_a_hole_whatever_its_role():
    for role in ("inner", "outer"):
        content = osm(*GROUND, relation(1, (*OUTER, ("way", "12", role)), **VILLAGE))
        drawing = read("map.osm", content)
        assert drawing.frame.geometry.area.tolist() == [8.0]
        assert drawing.frame["name_zh"].tolist() == ["甲村"]
        assert (drawing.layer, drawing.system, drawing.notes) == ("admin_level 8", "EPSG:4326", ())


@pytest.mark.parametrize(
    ("packed", "name"),
    [(bytes, "map.osm"), (bz2.compress, "map.osm.bz2"), (gzip.compress, "map.osm.gz")],
)
def test_a_closed_way_with_a_place_is_an_area(packed, name):
    content = osm(*GROUND, way("13", "56785", place="hamlet", name="小寨"))
    drawing = read(name, packed(content))
    assert (drawing.layer, len(drawing.frame)) == ("place hamlet", 1)


@pytest.mark.parametrize(
    "members",
    [
        OUTER[:1],  # half a ring
        (*OUTER, ("way", "99", "inner")),  # a way beyond the extract
        (*OUTER, ("relation", "2", "outer")),  # a part that is an area itself
    ],
)
def test_what_does_not_close_is_named_and_not_taken(members):
    cut = relation(1, members, **VILLAGE)
    whole = relation(2, OUTER, **{**VILLAGE, "name": "乙村"})
    drawing = read("map.osm", osm(*GROUND, cut, whole))
    assert drawing.frame["name_zh"].tolist() == ["乙村"]
    assert drawing.notes[0].code == "osm_unclosed"
    assert drawing.notes[0].facts == {"areas": "甲村", "area_count": 1}
    with pytest.raises(InputError, match="甲村") as error:
        read("map.osm", osm(*GROUND, cut))
    assert error.value.code == "osm_no_areas"


def test_a_closed_way_that_is_part_of_an_area_is_no_area_of_its_own():
    part = way("12", "56785", boundary="administrative", admin_level="8")
    content = osm(*GROUND[:-1], part, relation(1, (*OUTER, ("way", "12", "inner")), **VILLAGE))
    assert read("map.osm", content).frame["osm_id"].tolist() == ["r1"]


def test_several_levels_are_layers():
    content = osm(
        *GROUND,
        relation(1, OUTER, **VILLAGE),
        relation(2, OUTER, **{**VILLAGE, "admin_level": "6"}),
    )
    assert layers("map.osm", content) == ("admin_level 6", "admin_level 8")
    assert len(read("map.osm", content, layer="admin_level 6").frame) == 1
    for layer in ("", "admin_level 4"):
        with pytest.raises(InputError) as error:
            read("map.osm", content, layer=layer)
        assert error.value.code == "which_layer"


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("map.osm", b"", "osm_unreadable"),
        ("map.osm", b"<osm><node id='1'/></osm>", "osm_unreadable"),
        ("map.osm", b"<kml/>", "osm_unreadable"),
        ("map.osm", b"<osm>", "osm_cut"),
        ("map.osm.bz2", b"BZh9 nonsense", "osm_unreadable"),
        ("map.osm.gz", b"\x1f\x8b nonsense", "osm_unreadable"),
        ("map.osm", b"<!DOCTYPE x [<!ENTITY a 'b'>]><osm/>", "xml_unsafe"),
        ("map.osm", osm(*GROUND), "osm_no_areas"),
        ("map.osm.bz2", bz2.compress(bytes(5000)), "osm_too_large"),
        ("map.osm", bz2.compress(b"<osm/>"), "wrong_content"),
        ("map.xml", b"<osm/>", "unknown_format"),
    ],
)
def test_what_is_no_map_gets_one_sentence(name, content, code, monkeypatch):
    monkeypatch.setattr(osm_packed, "MAX_BYTES", 4000)
    with pytest.raises(InputError) as error:
        read(name, content)
    assert error.value.code == code
    assert "\n" not in str(error.value)


def test_the_eleven_municipalities_of_liechtenstein_are_those_of_the_source(liechtenstein):
    drawing = read(*liechtenstein, layer="admin_level 8")
    assert len(drawing.frame) == 11
    municipalities = placed(drawing, Reading(drawing.system), "EPSG:32632").set_index("name_en")
    assert round(municipalities.area.sum() / 1e6, 3) == 160.376
    assert shapely.coverage_is_valid(municipalities.geometry.to_numpy())
    source = read_features(LIECHTENSTEIN / "liechtenstein_2013_municipalities_11.geojson")
    assert sorted(shapely.get_num_geometries(municipalities.geometry)) == sorted(
        shapely.get_num_geometries(source.geometry)
    )
    [note] = drawing.notes
    assert note.facts["area_count"] == 11  # neighbours abroad
    assert "Feldkirch" in str(note.facts["areas"])
