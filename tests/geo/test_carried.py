"""What the fastest ways carry over each edge, against ways walked one by one."""

from itertools import pairwise

import geopandas as gpd
import networkx as nx
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.carried import carried_seconds
from geo.roads import Network, network_from_lines
from geo.snap import snap
from geo.speeds import Profile
from geo.travel import UNREACHABLE, gap_seconds, travel_seconds
from geo.ways import ways

CAR = Profile("car")


def city(seed: int, side: int = 5) -> Network:
    """A lattice of roads, some taken out, of classes with different speeds, some one-way."""
    rng = np.random.default_rng(seed)
    at = [(x, y) for x in range(side) for y in range(side)]
    pairs = [((x, y), (x + 1, y)) for x, y in at if x + 1 < side]
    pairs += [((x, y), (x, y + 1)) for x, y in at if y + 1 < side]
    pairs = [pair for pair in pairs if rng.random() < 0.85]
    jitter = {p: rng.uniform(-20, 20, 2) for p in at}
    lines = [shapely.LineString([100 * np.array(p) + jitter[p] for p in pair]) for pair in pairs]
    frame = gpd.GeoDataFrame(
        {
            "road_class": rng.choice(["county", "township", "village"], len(lines)),
            "bridge": False,
            "oneway": rng.random(len(lines)) < 0.15,
        },
        index=[f"e{i}" for i in range(len(lines))],
        geometry=lines,
        crs="EPSG:4544",
    )
    return network_from_lines(frame)


@settings(max_examples=40)
@given(st.integers(0, 10_000))
def test_what_is_carried_adds_up_to_the_weighted_travel_times(seed):
    network = city(seed)
    rng = np.random.default_rng(seed)
    n = 12
    starts, ends = (snap(network, rng.uniform(0, 400, (n, 2))) for _ in range(2))
    starts = starts[np.array([0] * 6 + list(range(6, n)))]
    weight = rng.integers(1, 9, n).astype(float)
    seconds = np.array(
        [travel_seconds(network, starts[i], ends[i], CAR)[0, 0] for i in range(n)], float
    )
    gap = gap_seconds(starts) + gap_seconds(ends)
    there = seconds != UNREACHABLE
    carried = carried_seconds(network, starts, ends, weight, CAR)
    expected = float((weight * (seconds - gap))[there].sum())
    assert carried.sum() == pytest.approx(expected, abs=weight.sum())  # whole seconds, rounded up
    assert (carried >= 0).all()


def test_the_edges_that_carry_are_those_of_the_fastest_way():
    """Against networkx, from junction to junction."""
    for seed in range(6):
        network = city(seed)
        way = ways(network, CAR, frozenset())
        graph = nx.DiGraph()
        for t, h, e, s in zip(
            way.arcs.tail, way.arcs.head, way.arc_edge, way.arcs.seconds, strict=True
        ):
            graph.add_edge(int(t), int(h), seconds=float(s), edge=int(e))
        nodes = sorted(nx.descendants(graph, 0))
        if not nodes:
            continue
        path = nx.shortest_path(graph, 0, nodes[-1], weight="seconds")
        start, end = (snap(network, network.node_xy[[i]]) for i in (0, nodes[-1]))
        carried = carried_seconds(network, start, end, np.array([2.0]), CAR)
        expected = np.zeros(len(network.edges))
        for t, h in pairwise(path):
            expected[graph[t][h]["edge"]] += 2 * graph[t][h]["seconds"]
        assert carried == pytest.approx(expected, abs=1e-2)


def test_nothing_is_carried_where_no_road_leads():
    network = city(3)
    every = frozenset(network.edges.index)
    spots = snap(network, np.array([[10.0, 10.0], [300.0, 310.0]]))
    carried = carried_seconds(network, spots[[0]], spots[[1]], np.array([5.0]), CAR, closed=every)
    assert carried.sum() == 0
