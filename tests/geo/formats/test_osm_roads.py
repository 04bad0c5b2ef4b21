"""Roads of OpenStreetMap: barriers, directions, clipped extracts; what is left out is told."""

from itertools import pairwise

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Transformer

from geo import schema
from geo.contract import InputError
from geo.formats.osm_read import read_map
from geo.formats.osm_roads import BARRIER_M, roads_of_map
from geo.formats.road_reading import told
from geo.roads import network_from_lines
from geo.speeds import Profile
from geo.ways import ways

CRS = "EPSG:4544"
TO_METRES = Transformer.from_crs("EPSG:4326", CRS, always_xy=True)
STEP = 0.001  # degrees between neighbouring nodes: 98 m west to east, 111 m south to north


def osm(nodes, lines, barriers=None):
    """Map of nodes number -> (column, row), ways number -> (nodes, tags), tags on nodes."""

    def tags(held):
        return "".join(f'<tag k="{k}" v="{v}"/>' for k, v in held.items())

    return (
        "<osm version='0.6'>"
        + "".join(
            f'<node id="{n}" lon="{104.3 + x * STEP:.7f}" lat="{28.2 + y * STEP:.7f}">'
            f"{tags((barriers or {}).get(n, {}))}</node>"
            for n, (x, y) in nodes.items()
        )
        + "".join(
            f'<way id="{n}">{"".join(f"<nd ref={chr(34)}{m}{chr(34)}/>" for m in held)}'
            f"{tags(values)}</way>"
            for n, (held, values) in lines.items()
        )
        + "</osm>"
    ).encode()


ROW = {n: (n, 0) for n in range(1, 8)}  # seven nodes from west to east


def read(nodes, lines, barriers=None, **options):
    reading = roads_of_map("m.osm", read_map("m.osm", osm(nodes, lines, barriers)), CRS, **options)
    schema.ROADS.check(reading.roads, "m.osm")
    return reading


def road(*nodes, **tags):
    return list(nodes), {"highway": "residential"} | tags


def reach(reading, mode):
    """Pairs of junctions a mode can go between, by their column, from the arcs themselves."""
    network = network_from_lines(reading.roads)
    graph = ways(network, Profile(mode), frozenset()).graph.toarray() > 0
    seen = graph | np.eye(len(graph), dtype=bool)
    for _ in range(len(graph)):
        seen = seen @ seen
    order = np.argsort(network.node_xy[:, 0])
    return seen[np.ix_(order, order)]


def test_a_barrier_is_shut_for_its_modes_over_a_metre_on_each_side():
    reading = read(ROW, {9: road(1, 2, 3, 4, 5)}, {3: {"barrier": "bollard"}})
    shut = reading.roads[reading.roads["car"] == "no"]
    assert shut.length.tolist() == pytest.approx([BARRIER_M] * 2, abs=0.002)
    assert len(reading.roads) == 4
    assert reading.roads.length.sum() == pytest.approx(
        read(ROW, {9: road(1, 2, 3, 4, 5)}).roads.length.sum(), abs=0.01
    )
    assert set(reading.roads["foot"]) == {None}
    [finding] = told(reading.findings, "barrier")
    assert (finding.about, dict(finding.facts)) == (
        "n3", {"kind": "bollard", "modes": "motorbike car"},
    )  # fmt: skip
    assert shut.geometry.distance(shapely.Point(finding.x, finding.y)).max() == 0
    for mode, across in (("car", False), ("motorbike", False), ("foot", True)):
        seen = reach(reading, mode)
        assert seen[0, -1] == across
        assert seen[0, 1]  # up to the barrier everybody comes


def test_a_barrier_on_a_junction_shuts_every_road_there_and_on_nothing_no_road():
    nodes = {**ROW, 8: (3, 1)}
    reading = read(nodes, {9: road(1, 2, 3, 4, 5), 10: road(3, 8)}, {3: {"barrier": "gate"}})
    assert (reading.roads["car"] == "no").sum() == 3
    apart = read(nodes, {9: road(1, 2, 3, 4, 5)}, {8: {"barrier": "gate"}})
    assert told(apart.findings, "barrier") == []


def test_a_barrier_of_unknown_kind_shuts_nobody_and_is_listed():
    reading = read(ROW, {9: road(1, 2, 3)}, {2: {"barrier": "wormhole"}})
    assert len(reading.roads) == 1
    assert [finding.about for finding in told(reading.findings, "barrier_unknown")] == ["n2"]


def test_one_way_streets_run_the_way_traffic_does():
    reading = read(ROW, {8: road(1, 2, 3, oneway="-1"), 9: road(3, 4, 5, oneway="yes")})
    xs = [shapely.get_coordinates(line)[[0, -1], 0] for line in reading.roads.geometry]
    assert reading.roads.index.tolist() == ["w8-1", "w9-1"]
    assert xs[0][0] > xs[0][1]
    assert xs[1][0] < xs[1][1]


def test_who_may_go_against_a_one_way_street_has_a_road_of_his_own():
    reading = read(ROW, {9: road(1, 2, 3, oneway="yes", **{"oneway:motorcycle": "no"})})
    assert len(reading.roads) == 2
    assert reach(reading, "motorbike").all()
    car = reach(reading, "car")
    assert car[0, 1]
    assert not car[1, 0]


def test_an_edge_ends_where_the_use_changes_and_only_there():
    reading = read(
        ROW,
        {
            7: road(1, 2, 3, surface="asphalt"),
            8: road(5, 4, 3, surface="asphalt"),  # drawn the other way: the same road goes on
            9: road(5, 6, 7, surface="gravel"),
        },
    )
    assert reading.roads["surface"].tolist() == ["asphalt", "gravel"]
    assert network_from_lines(reading.roads).component_count == 1


def test_holes_of_a_clipped_extract_are_never_bridged_and_each_is_told():
    """Nodes 3 and 4 lie outside: 1-2 and 5-6-7 are there, and nothing between."""
    nodes = {n: xy for n, xy in ROW.items() if n not in {3, 4}}
    reading = read(nodes, {9: road(1, 2, 3, 4, 5, 6, 7)})
    assert len(reading.roads) == 2
    assert network_from_lines(reading.roads).component_count == 2
    longest = max(
        np.hypot(*np.diff(shapely.get_coordinates(line), axis=0).T).max()
        for line in reading.roads.geometry
    )
    assert longest < 100  # no step is longer than between neighbours
    [hole] = told(reading.findings, "road_cut")
    assert (hole.about, hole.facts["missing"]) == ("w9", 2)
    [note] = [note for note in reading.notes if note.code == "osm_roads_cut"]
    assert dict(note.facts) == {"count": 1, "missing": 2}
    ends = shapely.get_coordinates(shapely.get_point(reading.roads.geometry, -1))
    assert [hole.x, hole.y] in ends.tolist()  # node 2, where the way breaks off


def test_a_way_of_which_one_node_is_there_is_told_and_left_out():
    nodes = {n: ROW[n] for n in (1, 2, 5)}
    reading = read(nodes, {8: road(1, 2), 9: road(4, 5, 6), 10: road(6, 7)})
    assert reading.roads.index.tolist() == ["w8-1"]
    cut = {f.about: f for f in told(reading.findings, "road_cut")}
    assert set(cut) == {"w9", "w10"}
    assert np.isfinite(cut["w9"].x)
    assert np.isnan(cut["w10"].x)  # nothing of it is there, so nobody knows where


def test_an_extract_with_no_piece_of_a_road_is_refused():
    with pytest.raises(InputError) as refused:
        read({1: ROW[1]}, {9: road(1, 2), 10: road(3, 4)})
    assert refused.value.code == "osm_no_nodes"
    assert refused.value.facts["count"] == 2


def test_what_is_being_built_is_left_out_and_told():
    reading = read(ROW, {8: road(1, 2), 9: road(2, 3, highway="construction")})
    assert reading.roads.index.tolist() == ["w8-1"]
    assert [f.facts["kind"] for f in told(reading.findings, "road_not_built")] == ["construction"]
    with pytest.raises(InputError) as refused:
        read(ROW, {9: road(2, 3, highway="proposed")})
    assert refused.value.code == "osm_no_roads"


def test_a_map_whose_roads_have_no_length_has_no_roads():
    with pytest.raises(InputError) as refused:
        read({1: ROW[1], 2: ROW[1]}, {9: road(1, 2)})
    assert refused.value.code == "osm_no_roads"


def test_rings_and_roads_drawn_twice_are_kept():
    nodes = {**ROW, 11: (10, 10), 12: (11, 10), 13: (11, 11)}
    ring = read(nodes, {8: road(1, 2), 9: road(11, 12, 13, 11)})
    assert network_from_lines(ring.roads).component_count == 2
    assert [note.code for note in ring.notes] == ["osm_rings"]
    twice = read(ROW, {8: road(1, 2, 3), 9: road(1, 2, 3, highway="footway")})
    assert len(twice.roads) == 4
    assert network_from_lines(twice.roads).component_count == 1


@pytest.mark.slow
@given(
    lines=st.lists(st.lists(st.integers(1, 25), min_size=2, max_size=8), min_size=1, max_size=8),
    gone=st.sets(st.integers(1, 25), max_size=8),
    oneway=st.lists(st.sampled_from(["no", "yes", "-1"]), min_size=8, max_size=8),
)
def test_any_map_keeps_every_step_that_is_there_and_invents_none(lines, gone, oneway):
    """Steps between neighbouring nodes of the ways are exactly the steps of the edges."""
    nodes = {n: (n % 5, n // 5) for n in range(1, 26) if n not in gone}
    drawn = {100 + i: road(*line, oneway=oneway[i]) for i, line in enumerate(lines)}
    wanted = {
        frozenset(pair)
        for line in lines
        for pair in pairwise(line)
        if len(set(pair)) == 2 and not set(pair) & gone
    }
    if not wanted:
        with pytest.raises(InputError, match="not one piece"):
            read(nodes, drawn)
        return
    reading = read(nodes, drawn)
    there = np.array([[104.3 + x * STEP, 28.2 + y * STEP] for x, y in nodes.values()])
    metres = np.round(np.column_stack(TO_METRES.transform(*there.T)), 3).tolist()
    place = {tuple(xy): n for n, xy in zip(nodes, metres, strict=True)}
    found = set()
    for line in reading.roads.geometry:
        steps = [place[tuple(xy)] for xy in shapely.get_coordinates(line).tolist()]
        found |= {frozenset(pair) for pair in pairwise(steps)}
    assert found == wanted
    assert reading.roads.index.is_unique
