"""Barriers at spots of edges: by hand on small networks, and against networkx on random ones."""

from datetime import date
from itertools import pairwise

import networkx as nx
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.closures import Closure, edge_named, spot_id, spot_named
from geo.isochrones import Posts, reached_roads
from geo.roads import Network, network_from_lines
from geo.snap import Snaps
from geo.speeds import MODES, Profile
from geo.travel import path_geometry, travel_seconds
from geo.usage import usable
from tests.geo.drawn_roads import random_network, random_snaps, roads
from tests.geo.test_isochrones import band_of, bands_at, sampled
from tests.geo.test_travel import seconds_along

DAY = date(2026, 12, 1)
CAR = Profile("car")
seeds = st.integers(0, 100_000)


def at(network: Network, *spots: tuple[str, float]) -> Snaps:
    """Points on the road: edge and metres from its start."""
    edge = np.array([network.edges.index.get_loc(name) for name, _ in spots])
    offset = np.array([metres for _, metres in spots])
    places = shapely.line_interpolate_point(network.geometry[edge], offset)
    return Snaps(edge, offset, np.zeros(len(edge)), shapely.get_coordinates(places))


def reached(network: Network, spots: Snaps, *closed: str) -> np.ndarray:
    """Who gets from where to where by car."""
    table = travel_seconds(network, spots, spots, CAR, closed=closed)
    assert (table == travel_seconds(network, spots, spots, CAR, closed=closed).T).all()
    return table >= 0


@pytest.fixture
def path() -> Network:
    """A path of three roads, 100 m each: r0, r1, r2."""
    return network_from_lines(roads(*([(x, 0), (x + 100, 0)] for x in (0, 100, 200))))


def test_two_places_of_one_edge_with_a_barrier_between_them_are_apart(path):
    spots = at(path, ("r0", 50), ("r1", 30), ("r1", 80), ("r2", 50))
    assert reached(path, spots).all()
    west, east = [True, True, False, False], [False, False, True, True]
    assert reached(path, spots, spot_id("r1", 60)).tolist() == [west, west, east, east]


def test_a_whole_edge_shut_cuts_off_both_places_on_it(path):
    spots = at(path, ("r0", 50), ("r1", 30), ("r1", 80), ("r2", 50))
    assert reached(path, spots, "r1").tolist() == np.eye(4, dtype=bool).tolist()


def test_two_barriers_on_one_edge_leave_the_piece_between_to_itself(path):
    spots = at(path, ("r0", 50), ("r1", 10), ("r1", 45), ("r1", 55), ("r1", 90), ("r2", 50))
    found = reached(path, spots, spot_id("r1", 30), spot_id("r1", 70))
    sides = np.array([0, 0, 1, 1, 2, 2])
    assert (found == (sides[:, None] == sides)).all()


@pytest.mark.parametrize("metres", [0.0, 100.0])
def test_a_barrier_at_a_junction_stands_in_the_mouth_of_its_own_edge(path, metres):
    spots = at(path, ("r0", 50), ("r1", 0), ("r1", 50), ("r1", 100), ("r2", 50))
    found = reached(path, spots, spot_id("r1", metres))
    sides = np.array([0, 0, 1, 1, 1] if metres == 0 else [0, 0, 0, 1, 1])
    assert (found == (sides[:, None] == sides)).all()


def test_beside_a_barrier_the_parallel_road_is_taken():
    network = network_from_lines(roads([(0, 0), (100, 0)], [(0, 0), (50, 60), (100, 0)]))
    long_m = network.edges.at["r1", "length_m"]
    spots = at(network, ("r0", 40), ("r0", 60))
    [line] = [path_geometry(network, spots[0], spots[1], CAR, {spot_id("r0", 50)})]
    assert line.length == pytest.approx(80 + long_m)
    both = {spot_id("r0", 50), spot_id("r1", 10)}
    assert path_geometry(network, spots[0], spots[1], CAR, both).is_empty


def test_a_ring_with_one_barrier_is_driven_the_other_way_round():
    ring = [(0, 0), (100, 0), (100, 100), (0, 100), (0, 0)]
    network = network_from_lines(roads(ring, [(0, 0), (-50, 0)]))
    spots = at(network, ("r0", 90), ("r0", 110))
    line = path_geometry(network, spots[0], spots[1], CAR, {spot_id("r0", 100)})
    assert line.length == pytest.approx(380)


def slow_table(network: Network, a: Snaps, b: Snaps, mode: str, shut: dict[str, list[float]]):
    """Seconds by networkx, every edge cut at points and barriers; nothing leads past a barrier."""
    graph = nx.MultiDiGraph()
    may = usable(network, Profile(mode))
    for e, (name, row) in enumerate(network.edges.iterrows()):
        stops = [(0.0, 0, ("n", row["u"])), (row["length_m"], 9, ("n", row["v"]))]
        for k, group in enumerate((a, b)):
            rows = np.flatnonzero(group.edge == e)
            stops += [(float(group.offset_m[i]), 1 + k, ("s", k, i)) for i in rows]
        stops += [(metres, 5, None) for metres in shut.get(name, [])]
        stops.sort(key=lambda stop: (stop[0], stop[1], str(stop[2])))
        for (x, _, one), (y, _, other) in pairwise(stops):
            graph.add_nodes_from(node for node in (one, other) if node)
            if one is None or other is None:
                continue
            junction = x == y and x in (0.0, row["length_m"])
            if not (junction or may[e]):
                continue
            graph.add_edge(one, other, s=seconds_along(network, mode, e, x, y))
            if x == y or mode == "foot" or not row["oneway"]:
                graph.add_edge(other, one, s=seconds_along(network, mode, e, y, x))
    table = np.full((len(a), len(b)), np.inf)
    for i in range(len(a)):
        found = nx.single_source_dijkstra_path_length(graph, ("s", 0, i), weight="s")
        table[i] = [found.get(("s", 1, j), np.inf) for j in range(len(b))]
    return table


def barred(network: Network, seed: int) -> dict[str, list[float]]:
    """Some barriers, several on one edge, none where a point may stand."""
    rng = np.random.default_rng(seed)
    found: dict[str, list[float]] = {}
    for _ in range(rng.integers(1, 6)):
        name = str(rng.choice(network.edges.index))
        share = rng.uniform(0.01, 0.99)
        found.setdefault(name, []).append(round(share * network.edges.at[name, "length_m"], 2))
    return found


@settings(max_examples=60)
@given(seeds, st.sampled_from(MODES), st.booleans(), st.sampled_from([2, 7]))
def test_times_past_barriers_are_those_of_networkx(seed, mode, hilly, count):
    network = random_network(seed, hilly=hilly)
    a, b = random_snaps(network, seed + 1, count), random_snaps(network, seed + 2, count)
    a.gap_m[:], b.gap_m[:] = 0.0, 0.0
    shut = barred(network, seed)
    closed = {spot_id(name, metres) for name, spots in shut.items() for metres in spots}
    slow = slow_table(network, a, b, mode, shut)
    fast = travel_seconds(network, a, b, Profile(mode), closed=closed)
    np.testing.assert_array_equal(fast < 0, np.isinf(slow))
    assert np.abs(fast - slow)[fast >= 0] == pytest.approx(0.5, abs=0.51)


@settings(max_examples=30)
@given(seeds, st.sampled_from(MODES), st.integers(1, 2))
def test_bands_end_at_barriers(seed, mode, arrival):
    network = random_network(seed, hilly=False)
    posts = random_snaps(network, seed + 1, 2)
    posts.gap_m[:] = 0.0
    shut, limits = barred(network, seed), [20, 60, 200]
    closed = {spot_id(name, metres) for name, spots in shut.items() for metres in spots}
    frame = reached_roads(
        network, Posts(posts), Profile(mode), limits, closed=closed, arrival=arrival
    )
    spots = sampled(network, 5)
    seconds = np.sort(slow_table(network, posts, spots, mode, shut), axis=0)[arrival - 1]
    clear = np.abs(seconds[:, None] - np.array(limits)).min(axis=1) > 0.01
    clear |= np.isinf(seconds)
    near = [
        np.abs(np.subtract.outer(spots.offset_m, shut.get(name, [-9.0]))).min(axis=1) < 0.02
        for name in network.edges.index
    ]
    clear &= ~np.array([near[e][i] for i, e in enumerate(spots.edge)])
    found, wanted = bands_at(frame, network, spots), band_of(seconds, limits)
    np.testing.assert_array_equal(found[clear], wanted[clear])


def test_taking_a_barrier_back_gives_the_same_times():
    network = random_network(7, hilly=True)
    spots = random_snaps(network, 8, 6)
    before = travel_seconds(network, spots, spots, CAR)
    travel_seconds(network, spots, spots, CAR, closed={spot_id("r0", 1.0)})
    np.testing.assert_array_equal(before, travel_seconds(network, spots, spots, CAR))


def test_ids_of_spots_name_their_edge_and_nothing_else_is_one(path):
    assert spot_id("r1", 60.004) == "r1@60"
    assert spot_named("r1@60.5") == ("r1", 60.5)
    assert spot_named("a@b@7") == ("a@b", 7.0)
    assert [spot_named(name) for name in ("r1", "@5", "r1@", "r1@-1", "r1@nan", "r1@inf")] == [
        None
    ] * 6
    assert edge_named("r1@60", path) == "r1"
    spots = at(path, ("r0", 50))
    with pytest.raises(ValueError, match="r9@5"):
        travel_seconds(path, spots, spots, CAR, closed={"r9@5"})
    with pytest.raises(ValueError, match="r1@500"):
        travel_seconds(path, spots, spots, CAR, closed={"r1@500"})


def test_a_barrier_on_a_road_drawn_anew_is_not_moved_silently(path):
    set_here = Closure("r1", MODES, DAY, at_m=60.0, xy=(160.0, 0.0))
    assert set_here.is_on(path)
    turned = network_from_lines(roads([(0, 0), (100, 0)], [(200, 0), (100, 0)]))
    assert not set_here.is_on(turned)
    assert not Closure("r1", MODES, DAY, at_m=500.0).is_on(path)
    with pytest.raises(ValueError, match="at_m"):
        Closure("r1", MODES, DAY, at_m=-1.0)
