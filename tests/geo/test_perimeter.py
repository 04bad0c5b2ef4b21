"""Roads between a core and the outside: nothing leaks, nothing is closed that is open."""

import itertools

import networkx as nx
import numpy as np
import pytest
import shapely
from shapely.ops import substring

from geo.cores import MOUTH_M, core_of_edges, core_of_ground
from geo.loose_ends import loose_ends
from geo.perimeter import INSIDE, OUTSIDE, Perimeter, perimeter
from geo.roads import Network, network_from_lines
from geo.snap import Snaps, snap
from tests.geo.drawn_roads import random_network, roads

OUTER, CORE = shapely.box(0, 0, 100, 100), shapely.box(40, 40, 60, 60)


def laid(*drawn, places=(), core=CORE, outer=OUTER, **columns) -> Perimeter:
    network = network_from_lines(roads(*drawn, **columns))
    every = np.ones(len(network.edges), dtype=bool)
    inner = None if core is None else core_of_ground(network, core)
    snaps = snap(network, np.array(places, dtype=float)) if len(places) else None
    return perimeter(network, every, outer, inner, snaps)


def ends(found: Perimeter) -> dict[str, tuple[str, str]]:
    rows = zip(found.links.index, found.links["tail"], found.links["head"], strict=True)
    return {name: (tail, head) for name, tail, head in rows}


def test_a_road_from_the_core_to_the_world_is_a_link_and_a_step_over_the_border():
    found = laid([(50, 50), (150, 50)])
    assert ends(found) == {"r0": (INSIDE, "x:r0-v"), "exit:r0-v": ("x:r0-v", OUTSIDE)}
    assert found.links.loc["r0", "length_m"] == pytest.approx(40)
    assert found.links.geometry["exit:r0-v"].equals(shapely.Point(100, 50))
    assert list(found.exits["exit_id"]) == ["r0-v"]


def test_dead_ends_are_left_away_unless_a_place_lies_there():
    roads_ = ([(50, 50), (80, 50)], [(80, 50), (150, 50)], [(80, 50), (80, 80)])
    assert "r2" not in laid(*roads_).links.index
    found = laid(*roads_, places=[(80, 80)])
    assert "r2" in found.links.index
    assert found.place_node == ("n80000_80000",)
    # an exit that leads nowhere is still told
    alone = laid([(50, 50), (70, 50)], [(90, 90), (150, 90)])
    assert list(alone.links.index) == []
    assert list(alone.exits["exit_id"]) == ["r1-v"]


def test_places_cut_their_road_and_one_spot_is_one_node():
    found = laid([(50, 50), (150, 50)], places=[(80, 55), (80, 45), (45, 50), (140, 50)])
    assert found.place_node == ("p:0", "p:0", INSIDE, "")
    assert ends(found) == {
        "r0#1": (INSIDE, "p:0"),
        "r0#2": ("p:0", "x:r0-v"),
        "exit:r0-v": ("x:r0-v", OUTSIDE),
    }


def test_a_place_the_last_bit_behind_the_end_of_its_road_is_at_the_end():
    """As `line_locate_point` and the length of a curved line may differ; found at Luoyan."""
    network = network_from_lines(roads([(50, 50), (80, 50)], [(80, 50), (150, 50)]))
    beyond = Snaps(np.array([0]), np.array([30.0 + 1e-11]), np.zeros(1), np.array([[80.0, 50.0]]))
    every = np.ones(2, dtype=bool)
    found = perimeter(network, every, OUTER, core_of_ground(network, CORE), beyond)
    assert found.place_node == ("n80000_50000",)


def test_a_long_road_through_the_core_belongs_to_it_in_the_middle():
    found = laid([(-50, 50), (150, 50)])
    assert ends(found) == {
        "r0#1": ("x:r0-u", INSIDE),
        "r0#2": (INSIDE, "x:r0-v"),
        "exit:r0-u": ("x:r0-u", OUTSIDE),
        "exit:r0-v": ("x:r0-v", OUTSIDE),
    }


def test_a_junction_on_the_border_is_one_exit_named_by_its_place():
    found = laid([(50, 50), (100, 50)], [(100, 50), (150, 50)], [(100, 50), (150, 80)])
    assert ends(found) == {
        "r0": (INSIDE, "n100000_50000"),
        "exit:n100000_50000": ("n100000_50000", OUTSIDE),
    }
    # a net cut off at the border: the road goes on, only its map does not
    cut = laid([(50, 50), (100, 50)])
    assert list(cut.links["kind"]) == ["road", "exit"]


def test_a_road_that_ends_shortly_before_the_border_is_told_and_can_count_as_leaving():
    """The map of Andorra ends 3 m to 330 m before its border on its two main roads."""
    network = network_from_lines(roads([(50, 50), (97, 50)], [(50, 50), (50, 92)]))
    ends_ = loose_ends(network, OUTER, 10)
    assert list(ends_.index) == ["r0-v", "r1-v"]
    assert list(ends_["gap_m"]) == [3, 8]
    every, core = np.ones(2, dtype=bool), core_of_ground(network, CORE)
    assert len(perimeter(network, every, OUTER, core).links) == 0
    found = perimeter(network, every, OUTER, core, stub_m=5)
    assert ends(found) == {
        "r0": (INSIDE, "n97000_50000"),
        "exit:n97000_50000": ("n97000_50000", OUTSIDE),
    }


def test_a_road_that_comes_back_without_a_junction_outside_is_no_exit():
    found = laid([(50, 50), (120, 50), (120, 70), (80, 70)], [(80, 70), (50, 50)])
    assert OUTSIDE not in set(found.links["head"])


def test_roads_beyond_the_border_do_not_count():
    found = laid([(110, 0), (110, 90)], [(50, 50), (90, 50)])
    assert len(found.links) == 0


def test_mountain_roads_are_watched_at_their_mouths():
    network = network_from_lines(
        roads(
            [(10, 50), (50, 50)],
            [(50, 50), (50, 150)],
            [(50, 150), (80, 150)],
            [(50, 50), (150, 50)],
        )
    )
    core = core_of_edges(network, np.array([False, True, True, False]))
    inner = ("n50000_150000", "n80000_150000")
    assert list(core.node) == [name in inner for name in network.node_id]
    found = perimeter(network, np.ones(4, dtype=bool), shapely.box(0, 0, 100, 200), core)
    assert ends(found)["r1"] == ("n50000_50000", INSIDE)
    assert found.links.loc["r1", "length_m"] == MOUTH_M
    assert set(found.links.index) == {"r1", "r3", "exit:r3-v"}


def oracle(network: Network, left: list[int], outer, core) -> bool:
    """Tell whether somebody outside gets to the core, by joining the roads inside one by one."""
    graph = nx.Graph([("core", "core"), ("world", "world")])
    node = shapely.points(network.node_xy)
    out = ~shapely.intersects(outer, node)
    for edge in left:
        line = network.geometry[edge]
        u, v = (int(network.edges[end].iloc[edge]) for end in ("u", "v"))
        met = shapely.get_coordinates(shapely.intersection(line, outer.boundary))
        at = sorted(line.project(shapely.Point(xy)) for xy in met)
        if (out[u] or out[v]) and not at:
            continue
        low, high = (at[0] if out[u] else 0.0), (at[-1] if out[v] else line.length)
        part = substring(line, low, high)
        names = ["world" if out[u] else u, "world" if out[v] else v]
        names += ["core"] if part.intersects(core) else []
        nx.add_path(graph, names if "core" not in names else [names[0], "core", names[1]])
    return nx.has_path(graph, "core", "world")


def connected(found: Perimeter, edges: set[str]) -> bool:
    graph = nx.Graph([(INSIDE, INSIDE), (OUTSIDE, OUTSIDE)])
    rows = found.links[found.links["edge_id"].isin(edges) | (found.links["kind"] == "exit")]
    graph.add_edges_from(zip(rows["tail"], rows["head"], strict=True))
    return nx.has_path(graph, INSIDE, OUTSIDE)


@pytest.mark.parametrize(
    "seeds", [range(20), pytest.param(range(20, 60), marks=pytest.mark.slow)], ids=["few", "more"]
)
def test_whatever_roads_are_shut_it_is_open_exactly_where_the_roads_are(seeds):
    outer, core = shapely.box(203, 207, 801, 805), shapely.box(391, 397, 611, 617)
    both = {True: 0, False: 0}
    for seed in seeds:
        network = random_network(seed, hilly=False)
        every = np.ones(len(network.edges), dtype=bool)
        found = perimeter(network, every, outer, core_of_ground(network, core))
        chance = np.random.default_rng(seed)
        for _ in range(8):
            # places on a line that goes back over itself cannot be told by their distance along it
            taken = chance.random(len(every)) < chance.choice([0.1, 0.2, 0.5])
            left = np.flatnonzero(taken & shapely.is_simple(network.geometry)).tolist()
            wanted = oracle(network, left, outer, core)
            assert connected(found, {network.edges.index[i] for i in left}) == wanted, seed
            both[wanted] += 1
    assert min(both.values()) > len(seeds)  # of eight trials each


def test_links_have_names_of_their_own_and_the_lines_they_stand_for():
    for seed in range(20):
        network = random_network(seed, hilly=False)
        every = np.ones(len(network.edges), dtype=bool)
        found = perimeter(network, every, shapely.box(200, 200, 800, 800), None)
        assert found.links.index.is_unique
        on_road = found.links[found.links["kind"] == "road"]
        assert np.allclose(shapely.length(on_road.geometry), on_road["length_m"])
        named = set(found.links["tail"]) | set(found.links["head"])
        assert named - {INSIDE, OUTSIDE} == set(found.nodes.index)
        for _, parts in itertools.groupby(sorted(on_road["edge_id"])):
            assert len(list(parts)) >= 1
