"""Travel times against networkx, and the ways they stand for."""

import math
from itertools import pairwise

import networkx as nx
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.roads import ROAD_CLASSES, Network, network_from_lines
from geo.speeds import OFF_ROAD_FACTOR, SLOPE_RULE, Profile, level_kmh, slope_factor, tobler_ms
from geo.travel import (
    MODES,
    SPEEDS,
    UNREACHABLE,
    Snaps,
    cut_off,
    path_geometry,
    snap,
    travel_seconds,
)
from tests.geo.drawn_roads import random_network, random_snaps, roads

OFF_ROAD_MS = OFF_ROAD_FACTOR * 6 * math.exp(-3.5 * 0.05) / 3.6


def seconds_along(network: Network, mode: str, edge: int, a: float, b: float) -> float:
    """Seconds from offset a to offset b of one edge, piece by piece from the definitions."""
    total, at = 0.0, 0.0
    row = network.edges.iloc[edge]
    for i in np.flatnonzero(network.piece_edge == edge):
        length, rise = network.piece_m[i], network.piece_rise_m[i]
        shared = min(max(a, b), at + length) - max(min(a, b), at)
        at += length
        if shared <= 0:
            continue
        slope = rise / length * (1 if b >= a else -1)
        if mode == "foot":
            speed = 6 * math.exp(-3.5 * abs(slope + 0.05)) / 3.6
        else:
            loss = SLOPE_RULE.loss_up if slope > 0 else SLOPE_RULE.loss_down
            kept = max(1 - loss * abs(slope), SLOPE_RULE.least)
            speed = level_kmh(Profile(mode))[row["road_class"]] / 3.6 * kept
        total += shared / speed
    return total


def slow_graph(network: Network, mode: str, snaps: list[Snaps], closed=()) -> nx.MultiDiGraph:
    """The network as a networkx graph that has every snap as a node of its own."""
    graph = nx.MultiDiGraph()
    usable = level_kmh(Profile(mode))
    for e, (name, row) in enumerate(network.edges.iterrows()):
        stops = {(0.0, ("n", row["u"])), (row["length_m"], ("n", row["v"]))}
        for k, group in enumerate(snaps):
            stops |= {
                (float(group.offset_m[i]), ("s", k, i)) for i in np.flatnonzero(group.edge == e)
            }
        stops = sorted(stops, key=lambda stop: (stop[0], stop[1]))
        graph.add_nodes_from(node for _, node in stops)
        for (a, one), (b, other) in pairwise(stops):
            ends = {0.0, row["length_m"]}
            free = a == b and a in ends  # the junction itself, whatever becomes of the road
            if not free and (row["road_class"] not in usable or name in closed):
                continue
            graph.add_edge(one, other, s=seconds_along(network, mode, e, a, b))
            if free or a == b or mode == "foot" or not row["oneway"]:
                graph.add_edge(other, one, s=seconds_along(network, mode, e, b, a))
    return graph


def slow_matrix(network, a, b, mode, closed=()):
    graph = slow_graph(network, mode, [a, b], closed)
    table = np.full((len(a), len(b)), np.inf)
    for i in range(len(a)):
        found = nx.single_source_dijkstra_path_length(graph, ("s", 0, i), weight="s")
        for j in range(len(b)):
            table[i, j] = found.get(("s", 1, j), np.inf)
    table += (a.gap_m[:, None] + b.gap_m[None, :]) / OFF_ROAD_MS
    same = (a.xy[:, None, :] == b.xy[None, :, :]).all(axis=2)
    return np.where(same, 0.0, table)


def assert_same(fast: np.ndarray, slow: np.ndarray) -> None:
    assert ((fast == UNREACHABLE) == np.isinf(slow)).all()
    reached = np.isfinite(slow)
    over = fast[reached] - slow[reached]
    assert (over > -0.01).all()
    assert (over < 1.0).all()


seeds = st.integers(0, 100_000)


@settings(max_examples=60, deadline=None)
@given(
    seeds, st.sampled_from(MODES), st.booleans(), st.tuples(st.integers(1, 6), st.integers(1, 6))
)
def test_times_are_those_of_networkx(seed, mode, hilly, sizes):
    network = random_network(seed, hilly=hilly)
    a, b = (random_snaps(network, seed + i, size) for i, size in enumerate(sizes, 1))
    assert_same(travel_seconds(network, a, b, Profile(mode)), slow_matrix(network, a, b, mode))


@settings(max_examples=40, deadline=None)
@given(seeds, st.sampled_from(MODES))
def test_closed_roads_are_as_if_they_were_not_there(seed, mode):
    network = random_network(seed, hilly=True)
    rng = np.random.default_rng(seed)
    closed = frozenset(rng.choice(network.edges.index, 2).tolist())
    a, b = random_snaps(network, seed, 5), random_snaps(network, seed + 1, 4)
    fast = travel_seconds(network, a, b, Profile(mode), closed=closed)
    assert_same(fast, slow_matrix(network, a, b, mode, closed))


@settings(max_examples=40, deadline=None)
@given(seeds, st.sampled_from(MODES))
def test_a_detour_never_saves_time(seed, mode):
    network = random_network(seed, hilly=True)
    snaps = random_snaps(network, seed, 8)
    t = travel_seconds(network, snaps, snaps, Profile(mode)).astype(float)
    t[t == UNREACHABLE] = np.inf
    assert (np.diag(t) == 0).all()
    for k in range(len(t)):
        assert (t <= t[:, [k]] + t[[k], :]).all()


@settings(max_examples=40, deadline=None)
@given(seeds, st.sampled_from(MODES))
def test_more_closures_never_save_time(seed, mode):
    network = random_network(seed, hilly=False)
    snaps = random_snaps(network, seed, 6)
    before = travel_seconds(network, snaps, snaps, Profile(mode)).astype(float)
    after = travel_seconds(
        network, snaps, snaps, Profile(mode), closed=set(network.edges.index[::2])
    ).astype(float)
    before[before < 0], after[after < 0] = np.inf, np.inf
    assert (after >= before).all()


@settings(max_examples=60, deadline=None)
@given(seeds, st.sampled_from(MODES))
def test_the_way_drawn_takes_as_long_as_the_time_told_and_stays_on_the_road(seed, mode):
    network = random_network(seed, hilly=False)
    a, b = random_snaps(network, seed, 4), random_snaps(network, seed + 1, 4)
    seconds = travel_seconds(network, a, b, Profile(mode))
    kmh = np.array([level_kmh(Profile(mode)).get(c, 0) for c in network.edges["road_class"]])
    walked = shapely.union_all(network.geometry)
    shapely.prepare(walked)
    for i in range(4):
        for j in range(4):
            line = path_geometry(network, a[i], b[j], Profile(mode))
            assert line.is_empty == (seconds[i, j] == UNREACHABLE)
            if line.is_empty:
                continue
            for snaps, k, end in ((a, i, 0), (b, j, -1)):
                spot = network.geometry[snaps.edge[k]].interpolate(snaps.offset_m[k])
                assert spot.distance(shapely.Point(line.coords[end])) < 2e-3
            spots = line.interpolate(np.linspace(0, 1, 40), normalized=True)
            assert shapely.distance(spots, walked).max() < 2e-3
            road_s = seconds[i, j] - (a.gap_m[i] + b.gap_m[j]) / OFF_ROAD_MS
            fastest = kmh.max() / 3.6 if mode != "foot" else 6 * math.exp(-0.175) / 3.6
            assert line.length <= (road_s + 0.01) * fastest
            if mode == "foot":  # one pace everywhere: the length tells the time
                assert line.length / fastest >= road_s - 1.0


def test_a_way_follows_the_bends_of_the_roads_from_the_middle_of_one_to_the_middle_of_another():
    """a on the first leg of r0, b on r1; between them the corner at (0, 100) and the junction."""
    network = network_from_lines(roads([(0, 0), (0, 100), (100, 100)], [(200, 100), (100, 100)]))
    snaps = snap(network, np.array([[-5.0, 60.0], [170.0, 103.0]]))
    line = path_geometry(network, snaps[0], snaps[1], Profile("car"))
    assert list(line.coords) == [(0, 60), (0, 100), (100, 100), (170, 100)]
    back = path_geometry(network, snaps[1], snaps[0], Profile("car"))
    assert list(back.coords) == list(line.coords)[::-1]
    within = path_geometry(
        network, snaps[0], snap(network, np.array([[40.0, 99.0]]))[0], Profile("foot")
    )
    assert list(within.coords) == [(0, 60), (0, 100), (40, 100)]


def test_of_parallel_roads_the_faster_counts_not_their_sum():
    """r0 is 200 m, r1 and r2 are longer ways between the same junctions."""
    network = network_from_lines(
        roads(
            [(0, 0), (200, 0)],
            [(0, 0), (100, 150), (200, 0)],
            [(200, 0), (100, -90), (0, 0)],
            [(-100, 0), (0, 0)],
            [(200, 0), (300, 0)],
        )
    )
    ends = snap(network, np.array([[-100.0, 0.0], [300.0, 0.0]]))
    assert travel_seconds(network, ends, ends, Profile("car"))[0, 1] == 72  # 400 m at 20 km/h
    detour = travel_seconds(network, ends, ends, Profile("car"), closed={"r0"})[0, 1]
    assert detour == math.ceil((200 + 2 * math.hypot(100, 90)) / (20 / 3.6))


def test_one_way_streets_bind_vehicles_not_walkers():
    network = network_from_lines(roads([(0, 0), (100, 0)], oneway=True))
    ends = snap(network, np.array([[0.0, 0.0], [100.0, 0.0]]))
    for mode in ("car", "motorbike"):
        times = travel_seconds(network, ends, ends, Profile(mode))
        assert times[0, 1] > 0
        assert times[1, 0] == UNREACHABLE
    assert (travel_seconds(network, ends, ends, Profile("foot"))[[0, 1], [1, 0]] == 72).all()


def test_going_back_on_a_one_way_street_means_going_round():
    """A one-way square; b lies 20 m behind a, so 380 m round."""
    square = roads(
        [(0, 0), (100, 0)],
        [(100, 0), (100, 100)],
        [(100, 100), (0, 100)],
        [(0, 100), (0, 0)],
        oneway=True,
    )
    network = network_from_lines(square)
    snaps = snap(network, np.array([[60.0, 0.0], [40.0, 0.0]]))
    times = travel_seconds(network, snaps, snaps, Profile("car"))
    assert times[0, 1] == math.ceil(380 / (20 / 3.6))
    assert times[1, 0] == math.ceil(20 / (20 / 3.6))


def test_no_mode_leaves_the_roads_it_may_use():
    """Car as far as the village road goes, motorbike on the track, only feet on the path."""
    network = network_from_lines(
        roads(
            [(0, 0), (100, 0)],
            [(100, 0), (200, 0)],
            [(200, 0), (300, 0)],
            road_class=["village", "track", "footpath"],
        )
    )
    base, spots = snap(network, np.array([[0.0, 0.0]])), np.array([[150.0, 0], [250.0, 0]])
    reached = {
        mode: (travel_seconds(network, base, snap(network, spots), Profile(mode))[0] > 0).tolist()
        for mode in MODES
    }
    assert reached == {"foot": [True, True], "motorbike": [True, False], "car": [False, False]}


def test_what_no_road_joins_is_unreachable_and_never_a_number():
    network = network_from_lines(roads([(0, 0), (100, 0)], [(0, 500), (100, 500)]))
    snaps = snap(network, np.array([[50.0, 0.0], [50.0, 500.0]]))
    assert travel_seconds(network, snaps, snaps, Profile("foot")).tolist() == [[0, -1], [-1, 0]]
    assert path_geometry(network, snaps[0], snaps[1], Profile("foot")).is_empty


def test_no_points_give_an_empty_matrix():
    network = network_from_lines(roads([(0, 0), (100, 0)]))
    none, one = snap(network, np.empty((0, 2))), snap(network, np.array([[5.0, 5.0]]))
    assert travel_seconds(network, none, one, Profile("foot")).shape == (0, 1)
    assert travel_seconds(network, one, none, Profile("foot")).shape == (1, 0)


def test_a_part_of_a_second_is_a_whole_second():
    network = network_from_lines(roads([(0, 0), (100, 0)]))
    snaps = snap(network, np.array([[0.0, 0.0], [0.1, 0.0], [50.0, 0.0]]))
    assert travel_seconds(network, snaps, snaps, Profile("car"))[0].tolist() == [
        0,
        1,
        9,
    ]  # 50 m: 9.0 s


def test_unknown_modes_and_closures_are_refused():
    network = network_from_lines(roads([(0, 0), (100, 0)]))
    snaps = snap(network, np.array([[0.0, 0.0]]))
    with pytest.raises(ValueError, match="mode must be one of foot, motorbike, car, got 'mule'"):
        travel_seconds(network, snaps, snaps, Profile("mule"))
    with pytest.raises(ValueError, match="closed must name edges of the network, got r9"):
        travel_seconds(network, snaps, snaps, Profile("car"), closed={"r9"})


def test_the_loss_of_a_bridge_lists_the_places_behind_it():
    """base - r0 - (0) - = r1 = - r2 - (1), and (2) on an island."""
    network = network_from_lines(
        roads(
            [(0, 0), (100, 0)],
            [(100, 0), (130, 0)],
            [(130, 0), (300, 0)],
            [(0, 900), (50, 900)],
            bridge=[False, True, False, False],
        )
    )
    places = snap(network, np.array([[60.0, 4.0], [250.0, 3.0], [20.0, 900.0]]))
    base = snap(network, np.array([[0.0, 0.0]]))
    assert cut_off(network, places, base, Profile("car"), {"r1"}).tolist() == [1]
    assert cut_off(network, places, base, Profile("car"), set()).tolist() == []


def test_a_place_at_the_end_of_a_closed_road_is_still_at_the_junction():
    network = network_from_lines(roads([(0, 0), (100, 0)], [(100, 0), (200, 0)]))
    snaps = Snaps(
        np.array([1, 1]), np.array([0.0, 50.0]), np.zeros(2), np.array([[100.0, 0], [150, 0]])
    )
    base = snap(network, np.array([[0.0, 0.0]]))
    assert travel_seconds(network, base, snaps, Profile("car"), closed={"r1"})[0].tolist() == [
        18,
        -1,
    ]


def test_walking_uphill_is_slower_than_down_and_gentle_descent_is_fastest():
    slope = np.array([-0.3, -0.05, 0.0, 0.1, 0.3])
    speed = tobler_ms(slope) * 3.6
    assert speed == pytest.approx([2.501, 6.0, 5.037, 3.549, 1.762], abs=1e-3)
    assert slope_factor(np.array([0.0, 0.1, -0.1, 2.0])) == pytest.approx([1.0, 0.8, 0.85, 0.4])


def test_every_class_of_road_has_a_speed_for_someone_and_every_speed_a_source():
    assert {speed.road_class for speed in SPEEDS} == set(ROAD_CLASSES) - {"construction"}
    assert len({(speed.mode, speed.road_class) for speed in SPEEDS}) == len(SPEEDS)
    assert {speed.mode for speed in SPEEDS} == set(MODES)
    assert all(speed.source and speed.kmh > 0 for speed in SPEEDS)
    assert all(speed.guessed == speed.source.startswith("assumed") for speed in SPEEDS)
    assert not set(level_kmh(Profile("car"))) & {"footpath", "track", "path", "footway", "steps"}
