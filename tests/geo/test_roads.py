"""The road network, drawn or out of OpenStreetMap."""

import bz2
import socket
from pathlib import Path

import geopandas as gpd
import numpy as np
import osmnx as ox
import pytest
import shapely
from pyproj import CRS

from geo import schema
from geo.formats.osm import read_osm_buildings, read_osm_roads, read_osm_sites
from geo.roads import ROAD_CLASSES, near_misses, network_from_lines, network_from_osm
from geo.schema import InputError
from geo.terrain import Terrain

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


def lines(*drawn, **columns) -> gpd.GeoDataFrame:
    """Roads r0, r1, ... along the given coordinates."""
    count = len(drawn)
    data = {"road_class": "village", "bridge": False, "oneway": False} | columns
    frame = gpd.GeoDataFrame(
        {
            name: value if isinstance(value, list) else [value] * count
            for name, value in data.items()
        },
        geometry=[shapely.LineString(xy) for xy in drawn],
        crs="EPSG:4544",
    )
    frame.index = [f"r{i}" for i in range(count)]
    frame.index.name = "road_id"
    return frame


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


def test_ends_within_a_millimetre_are_one_junction_and_crossings_are_none():
    """r0 and r1 meet at (10, 0); r2 runs across r0 without meeting it."""
    network = network_from_lines(
        lines([(0, 0), (10, 0)], [(10.0004, 0.0001), (20, 0)], [(5, -5), (5, 5)])
    )
    assert len(network.node_xy) == 5
    assert network.component_count == 2
    assert network.component.tolist().count(0) == 3  # the larger part is number 0


def test_parallel_roads_rings_and_islands_are_kept():
    network = network_from_lines(
        lines(
            [(0, 0), (10, 0)],
            [(0, 0), (5, 5), (10, 0)],
            [(10, 0), (15, 5), (20, 0), (10, 0)],
            [(100, 100), (101, 100)],
            oneway=[False, True, False, False],
        )
    )
    assert list(network.edges.index) == ["r0", "r1", "r2", "r3"]
    assert network.edges.loc["r2", "u"] == network.edges.loc["r2", "v"]
    assert network.arc_count == 7
    assert network.component_count == 2
    assert network.length_m == pytest.approx(sum(network.geometry[i].length for i in range(4)))


def test_junction_ids_depend_on_the_place_only():
    drawn = [[(0, 0), (10, 0)], [(10, 0), (20, 0.5)]]
    a, b = network_from_lines(lines(*drawn)), network_from_lines(lines(*drawn[::-1]))
    assert set(a.node_id) == set(b.node_id) == {"n0_0", "n10000_0", "n20000_500"}


def test_nobody_can_change_a_shared_network():
    network = network_from_lines(lines([(0, 0), (10, 0)]))
    with pytest.raises(ValueError, match="read-only"):
        network.node_xy[0] = 1


def valley() -> Terrain:
    """A valley 40 m deep from west to east: 100 m at both rims, 60 m at x = 200."""
    x = np.arange(0, 420, 10) + 5
    heights = np.tile(60 + np.abs(x - 200) * 0.2, (10, 1)).astype(np.float32)
    return Terrain(heights, 0.0, 100.0, 10.0, 10.0, CRS.from_epsg(4544))


def test_climb_is_read_along_the_road_not_at_its_ends():
    """Down 38 m and up 38 m, though both ends are equally high."""
    edge = network_from_lines(lines([(10, 50), (390, 50)]), terrain=valley()).edges.iloc[0]
    assert edge["climb_m"] == pytest.approx(38, abs=3)
    assert edge["descent_m"] == pytest.approx(38, abs=3)


def test_a_slope_climbs_one_way_and_descends_the_other():
    edge = network_from_lines(lines([(200, 50), (390, 50)]), terrain=valley()).edges.iloc[0]
    assert edge["climb_m"] == pytest.approx(38, abs=2)
    assert edge["descent_m"] == pytest.approx(0, abs=0.5)


def test_a_bridge_does_not_go_down_into_the_valley():
    roads = lines([(60, 50), (340, 50)], [(60, 60), (340, 60)], bridge=[True, False])
    edges = network_from_lines(roads, terrain=valley()).edges
    assert edges.loc["r0", "climb_m"] == pytest.approx(0, abs=0.01)
    assert edges.loc["r1", "climb_m"] > 20


def test_unknown_heights_count_as_flat():
    edges = network_from_lines(lines([(10, 500), (390, 500)]), terrain=valley()).edges
    assert edges.loc["r0", ["climb_m", "descent_m"]].tolist() == [0, 0]
    assert network_from_lines(lines([(0, 0), (9, 0)])).edges.loc["r0", "climb_m"] == 0


def test_pieces_add_up_to_their_edges():
    roads = lines([(10, 50), (390, 50)], [(10, 20), (60, 20), (60, 80)], [(10, 10), (11, 10)])
    network = network_from_lines(roads, terrain=valley())
    total = np.bincount(network.piece_edge, network.piece_m)
    assert total == pytest.approx(network.edges["length_m"].to_numpy())
    assert network.piece_m.max() <= 30
    net = np.bincount(network.piece_edge, network.piece_rise_m)
    assert net == pytest.approx((network.edges["climb_m"] - network.edges["descent_m"]).to_numpy())


@pytest.mark.parametrize(
    ("code", "roads"),
    [
        ("roads_class", lines([(0, 0), (1, 0)], road_class="canal")),
        ("roads_geometry", lines([(0, 0), (0, 0)])),
        ("roads_crs", lines([(0, 0), (1, 0)]).set_crs("EPSG:4490", allow_override=True)),
    ],
)
def test_roads_that_cannot_be_used_are_refused(code, roads):
    with pytest.raises(InputError) as caught:
        network_from_lines(roads)
    assert caught.value.code == code
    assert "roads" in str(caught.value)


def test_terrain_of_another_system_is_refused():
    roads = lines([(10, 50), (390, 50)]).set_crs("EPSG:32648", allow_override=True)
    with pytest.raises(InputError) as caught:
        network_from_lines(roads, terrain=valley())
    assert caught.value.code == "roads_crs"


def test_every_known_class_is_accepted():
    drawn = [[(i, 0), (i, 5)] for i in range(len(ROAD_CLASSES))]
    assert len(network_from_lines(lines(*drawn, road_class=list(ROAD_CLASSES))).edges) == len(drawn)


def test_a_dead_end_just_short_of_a_road_is_a_near_miss():
    """r1 comes up from the south and stops 1 m below r0; r2 is joined to r0; r3 stops 9 m off."""
    network = network_from_lines(
        lines(
            [(0, 0), (50, 0)],
            [(20, -60), (20, -1)],
            [(50, 0), (90, 0)],
            [(70, -60), (70, -9)],
        )
    )
    found = near_misses(network, tolerance_m=5)
    assert found[["edge_id", "near_edge_id"]].to_numpy().tolist() == [["r1", "r0"]]
    assert found["gap_m"].tolist() == pytest.approx([1.0])
    assert found.index.tolist() == ["n20000_-1000"]
    assert near_misses(network, tolerance_m=10)["edge_id"].tolist() == ["r1", "r3"]


def test_an_end_on_the_middle_of_a_road_is_a_miss_of_nothing():
    network = network_from_lines(lines([(0, 0), (50, 0)], [(20, -60), (20, 0)]))
    assert near_misses(network)["gap_m"].tolist() == [0.0]


def test_joined_roads_have_no_near_miss():
    """A fork with a short stub: all ends meet."""
    network = network_from_lines(
        lines([(0, 0), (50, 0)], [(50, 0), (90, 30)], [(50, 0), (53, 3)], [(50, 0), (90, -30)])
    )
    assert near_misses(network).empty
