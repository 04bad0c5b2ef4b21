"""The road network, drawn or out of OpenStreetMap."""

import bz2
import socket
from pathlib import Path

import geopandas as gpd
import numpy as np
import osmnx as ox
import pytest
import shapely

from geo import schema
from geo.formats.osm import read_osm_buildings, read_osm_roads, read_osm_sites
from geo.roads import network_from_lines, network_from_osm
from geo.schema import InputError

EXAMPLE = Path(__file__).parents[2] / "data" / "examples" / "liechtenstein"
SHARED = Path(__file__).parents[3] / "shared" / "data"
NODES = {
    1: (9.500, 47.100),
    2: (9.510, 47.100),
    3: (9.520, 47.100),
    4: (9.520, 47.105),
    5: (9.530, 47.100),
    6: (9.540, 47.100),
    7: (9.540, 47.110),
    8: (9.531, 47.101),
    9: (9.532, 47.100),
    20: (9.600, 47.200),
    21: (9.601, 47.200),
    22: (9.601, 47.201),
    23: (9.600, 47.201),
    30: (9.515, 47.120),
    40: (9.700, 47.100),
    41: (9.701, 47.100),
}
WAYS = {
    101: ([1, 2, 3], {"highway": "primary", "name": "Landstrasse", "surface": "asphalt"}),
    102: ([3, 5], {"highway": "primary_link", "bridge": "yes", "width": "6.5 m"}),
    103: ([5, 6], {"highway": "residential", "oneway": "yes"}),
    104: ([4, 3], {"highway": "track"}),
    105: ([6, 7], {"highway": "residential"}),
    106: ([7, 30], {"highway": "footway"}),
    107: ([5, 8, 9, 5], {"highway": "service"}),
    108: ([20, 21, 22, 23, 20], {"building": "school", "amenity": "school", "height": "9 m"}),
    109: ([40, 41], {"highway": "wormhole"}),
    201: ([1, 21, 40], {"boundary": "administrative"}),
    202: ([2, 30], {"waterway": "river"}),
}  # fmt: skip
POINTS = {2: {"amenity": "police", "name": "Posten"}, 30: {"amenity": "bench"}}


def osm(ways: dict, *, turned: bool = False) -> str:
    """Map 1 -- 2 -- 3 == 5 -> 6, side roads 3-4 and 6-7-30, a ring at 5, an island 40-41.

    A school, a border and a river are in it as well.
    """

    def tags(values: dict) -> str:
        return "".join(f'<tag k="{k}" v="{v}"/>' for k, v in values.items())

    nodes = [
        f'<node id="{i}" lon="{x}" lat="{y}">{tags(POINTS.get(i, {}))}</node>'
        for i, (x, y) in NODES.items()
    ]
    lines = [
        f'<way id="{i}">{"".join(f"""<nd ref="{n}"/>""" for n in ends)}{tags(values)}</way>'
        for i, (ends, values) in ways.items()
    ]
    if turned:
        nodes, lines = nodes[::-1], lines[::-1]
    return f'<osm version="0.6" generator="test">{"".join(nodes + lines)}</osm>'


@pytest.fixture
def village(tmp_path):
    path = tmp_path / "village.osm"
    path.write_text(osm(WAYS), encoding="utf-8")
    return path


@pytest.fixture(autouse=True)
def no_network(monkeypatch):
    def refuse(*_args, **_options):
        pytest.fail("something tried to open a connection")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def test_only_what_is_a_road_becomes_a_road(village):
    network = network_from_osm(village, "EPSG:32632")
    used = {name.split("-")[0] for name in network.edges.index}
    assert used == {"w101", "w102", "w103", "w104", "w105", "w106", "w107", "w109"}
    assert network.component_count == 2
    assert len(network.node_xy) == 9  # 1 3 4 5 6 7 30 and the island


def test_both_directions_of_a_street_are_one_road_and_one_way_streets_keep_theirs(village):
    roads = read_osm_roads(village, "EPSG:32632")
    oneway = roads[roads["oneway"]]
    assert list(oneway.index) == ["w103-1"]
    xy = shapely.get_coordinates(oneway.geometry.iloc[0])
    assert xy[0][0] < xy[-1][0]  # from node 5 in the west to node 6
    network = network_from_lines(roads)
    assert network.arc_count == 2 * len(roads) - 1


def test_tags_of_roads_are_read(village):
    roads = read_osm_roads(village, "EPSG:32632")
    assert roads.loc["w102-1", ["road_class", "bridge", "width_m"]].tolist() == [
        "primary",
        True,
        6.5,
    ]
    assert roads.loc["w101-1", ["name_zh", "surface", "bridge"]].tolist() == [
        "Landstrasse", "asphalt", False,
    ]  # fmt: skip
    assert roads.loc["w109-1", "road_class"] == "path"  # an unknown kind of way is for feet only
    schema.ROADS.check(roads, "village.osm")


def test_an_edge_ends_where_the_class_changes_and_counted_plainly_takes_the_stricter(village):
    """6 -- 7 residential goes on as footway to 30 without a junction at 7."""
    roads = read_osm_roads(village, "EPSG:32632")
    assert roads.loc[["w105-1", "w106-1"], "road_class"].tolist() == ["residential", "footway"]
    plain = read_osm_roads(village, "EPSG:32632", plain=True)
    assert plain.loc["w105-1", "road_class"] == "footway"
    assert "w106-1" not in plain.index
    assert plain.length.sum() == pytest.approx(roads.length.sum())


def test_the_order_of_the_file_does_not_matter(village, tmp_path):
    other = tmp_path / "turned.osm"
    other.write_text(osm(WAYS, turned=True), encoding="utf-8")
    a, b = (read_osm_roads(path, "EPSG:32632") for path in (village, other))
    assert list(a.index) == list(b.index)
    assert (a["road_class"] == b["road_class"]).all()
    assert all(
        x.normalize().equals(y.normalize()) for x, y in zip(a.geometry, b.geometry, strict=True)
    )


def test_a_compressed_file_is_the_same_file(village, tmp_path):
    packed = tmp_path / "village.osm.bz2"
    packed.write_bytes(bz2.compress(village.read_bytes()))
    assert read_osm_roads(packed, "EPSG:32632").equals(read_osm_roads(village, "EPSG:32632"))
    assert len(read_osm_buildings(packed, "EPSG:32632")) == 1


def test_reading_leaves_no_files(village, monkeypatch):
    monkeypatch.chdir(village.parent)
    network_from_osm(village, "EPSG:32632")
    read_osm_sites(village, "EPSG:32632")
    assert [path.name for path in village.parent.iterdir()] == ["village.osm"]


def test_buildings_and_key_places_are_read(village):
    buildings = read_osm_buildings(village, "EPSG:32632")
    assert buildings.loc["w108", ["kind", "height_m"]].tolist() == ["school", 9.0]
    schema.BUILDINGS.check(buildings, "village.osm")
    sites = read_osm_sites(village, "EPSG:32632")
    assert dict(sites["amenity"]) == {"n2": "police", "w108": "school"}
    assert sites.loc["n2", "name"] == "Posten"
    assert sites.loc["w108"].geometry.within(buildings.loc["w108"].geometry)


@pytest.mark.parametrize(
    "content", [b"", b"<osm><node", b"\x00\x01", bz2.compress(b"<osm>")[:20], b"<osm></osm>"]
)
@pytest.mark.parametrize("name", ["broken.osm", "broken.osm.bz2"])
def test_a_file_that_is_no_map_is_refused_with_its_name(tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(InputError, match=r"broken\.osm"):
        read_osm_roads(path, "EPSG:32632")


def test_a_map_without_roads_is_refused(tmp_path):
    path = tmp_path / "sea.osm"
    path.write_text(osm({i: WAYS[i] for i in (108, 201, 202)}), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        network_from_osm(path, "EPSG:32632")
    assert caught.value.code == "osm_no_roads"


def real(place: str) -> Path:
    """Map of a real place; Andorra lies beside the repository and is not a part of it."""
    folder = EXAMPLE if place == "liechtenstein" else SHARED / place
    found = sorted(folder.glob("*.osm*"))
    if not found:
        pytest.skip(f"no map of {place} here")
    return found[0]


@pytest.fixture(scope="module")
def liechtenstein():
    (path,) = EXAMPLE.glob("*.osm.bz2")
    return path


def sphere_km(roads: gpd.GeoDataFrame) -> float:
    """Length in kilometres on the sphere that osmnx measures on."""
    lines = roads.to_crs("EPSG:4326").geometry
    parts = [np.deg2rad(shapely.get_coordinates(line)) for line in lines]
    ends = np.concatenate([np.hstack([xy[:-1], xy[1:]]) for xy in parts])
    lon_a, lat_a, lon_b, lat_b = ends.T
    h = np.sin((lat_b - lat_a) / 2) ** 2
    h += np.cos(lat_a) * np.cos(lat_b) * np.sin((lon_b - lon_a) / 2) ** 2
    return float(2 * 6371.009 * np.arcsin(np.sqrt(h)).sum())


@pytest.mark.parametrize(
    ("place", "crs", "nodes", "arcs", "km", "parts"),
    [
        ("liechtenstein", "EPSG:32632", 3632, 9600, 966.0, 13),
        ("andorra", "EPSG:32631", 1864, 4046, 849.0, 29),
        ("tiny", "EPSG:32632", 23, 42, 0.5, 2),
    ],
)
def test_real_maps_counted_plainly_have_the_known_road_graph(place, crs, nodes, arcs, km, parts):
    roads = read_osm_roads(real(place), crs, plain=True)
    network = network_from_lines(roads)
    assert (len(network.node_xy), network.arc_count) == (nodes, arcs)
    assert network.component_count == parts
    assert sphere_km(roads) == pytest.approx(km, abs=0.05)
    assert schema.ROADS.check(roads, "x").index.is_unique


def test_the_road_graph_is_the_one_osmnx_makes():
    """Everything osmnx makes edges of goes out but highways, then junction to junction."""
    graph = ox.graph_from_xml(real("andorra"), simplify=False, retain_all=True)
    other = [edge for edge, tags in graph.edges(keys=True).items() if "highway" not in tags]
    graph.remove_edges_from(other)
    graph.remove_nodes_from([node for node, degree in dict(graph.degree()).items() if not degree])
    theirs = ox.simplify_graph(graph)
    roads = read_osm_roads(real("andorra"), "EPSG:32631", plain=True)
    ours = network_from_lines(roads)
    assert (len(ours.node_xy), ours.arc_count) == (len(theirs), theirs.number_of_edges())
    places = ox.graph_to_gdfs(theirs, edges=False).to_crs("EPSG:32631").geometry
    there = {(round(p.x, 3), round(p.y, 3)) for p in places}
    assert there == {(round(x, 3), round(y, 3)) for x, y in ours.node_xy.tolist()}


def test_reading_for_use_cuts_edges_but_loses_no_road():
    """Only roads being built go; lone rings come in; nothing else changes the length."""
    plain, used = (
        read_osm_roads(real("andorra"), "EPSG:32631", plain=plain) for plain in (True, False)
    )
    built = plain.length[plain["road_class"] == "construction"].sum()
    assert used.length.sum() == pytest.approx(plain.length.sum() - built, rel=2e-6)
    assert network_from_lines(used).component_count == 28  # a lone road being built is gone


def test_liechtenstein_has_the_known_buildings_and_key_places(liechtenstein):
    assert len(read_osm_buildings(liechtenstein, "EPSG:32632")) == 3722
    sites = read_osm_sites(liechtenstein, "EPSG:32632")
    assert sites["amenity"].value_counts().to_dict() == {
        "school": 16, "fire_station": 6, "townhall": 2, "hospital": 1, "police": 1,
    }  # fmt: skip
