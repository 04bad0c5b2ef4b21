"""Many-to-many times against networkx: one-ways, parallel arcs, arcs of no time, no way at all."""

import tracemalloc

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse.csgraph import dijkstra

from geo import shortest
from geo.shortest import Arcs, Labels, contracted, fastest, matrix, with_rows


def random_arcs(seed: int, count: int, arcs: int) -> Arcs:
    """Arcs in no order: several between two junctions, rings, no time, whole parts apart."""
    rng = np.random.default_rng(seed)
    part = rng.integers(0, 2, count)
    tail, head = rng.integers(0, count, (2, arcs))
    keep = part[tail] == part[head]
    seconds = rng.integers(0, 9, arcs) * 0.25
    return Arcs(tail[keep], head[keep], seconds[keep])


def slow(count: int, arcs: Arcs, leave: list[int], arrive: list[int]) -> np.ndarray:
    graph = nx.MultiDiGraph()
    graph.add_nodes_from(range(count))
    for tail, head, seconds in zip(*arcs, strict=True):
        graph.add_edge(tail, head, s=seconds)
    table = np.full((len(leave), len(arrive)), np.inf)
    for i, node in enumerate(leave):
        found = nx.single_source_dijkstra_path_length(graph, node, weight="s")
        table[i] = [found.get(other, np.inf) for other in arrive]
    return table


def at(nodes: list[int]) -> Labels:
    """Places that are junctions."""
    return Labels(np.arange(len(nodes)), np.array(nodes, dtype=np.int64), np.zeros(len(nodes)))


def table(count: int, arcs: Arcs, leave: list[int], arrive: list[int]) -> np.ndarray:
    small = contracted(count, fastest(count, *arcs))
    return small.seconds(at(leave), at(arrive), (len(leave), len(arrive)))


@given(st.integers(0, 100_000), st.integers(1, 40), st.integers(0, 160))
def test_times_are_those_of_networkx_to_the_last_bit(seed, count, arcs):
    drawn = random_arcs(seed, count, arcs)
    nodes = list(range(count))
    np.testing.assert_array_equal(
        table(count, drawn, nodes, nodes), slow(count, drawn, nodes, nodes)
    )


@given(st.integers(0, 100_000))
def test_a_core_is_crossed_to_the_last_bit(seed):
    """Too many arcs to take everything out: what is left is asked by Dijkstra."""
    drawn = random_arcs(seed, 60, 900)
    small = contracted(60, fastest(60, *drawn))
    assert small.core.shape[0] > 5
    leave, arrive = list(range(0, 60, 7)), list(range(60))
    expected = slow(60, drawn, leave, arrive)
    np.testing.assert_array_equal(table(60, drawn, leave, arrive), expected)
    turned = slow(60, drawn, arrive, leave)
    np.testing.assert_array_equal(table(60, drawn, arrive, leave), turned)


@given(st.integers(0, 100_000))
def test_batches_change_nothing(seed):
    drawn = random_arcs(seed, 50, 600)
    nodes = list(range(50))
    whole = table(50, drawn, nodes, nodes)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shortest, "_CELLS", 70)
        np.testing.assert_array_equal(table(50, drawn, nodes, nodes), whole)


def test_a_chain_that_takes_no_time_is_a_way():
    arcs = Arcs(np.array([0, 1, 2, 0]), np.array([1, 2, 3, 3]), np.array([0.0, 0.0, 0.0, 5.0]))
    assert table(4, arcs, [0], [3]) == [[0.0]]
    graph = matrix(4, fastest(4, *arcs))
    assert dijkstra(graph, indices=0)[3] == 0.0, "scipy must keep explicit zeros"


def test_the_fastest_of_parallel_arcs_stands_for_all():
    arcs = fastest(2, np.array([0, 1, 0]), np.array([1, 0, 1]), np.array([150.0, 7.0, 100.0]))
    assert [part.tolist() for part in arcs] == [[0, 1], [1, 0], [100.0, 7.0]]


def test_a_place_may_have_several_junctions_beside_it():
    arcs = Arcs(np.array([0, 1]), np.array([2, 2]), np.array([10.0, 1.0]))
    small = contracted(4, fastest(4, *arcs))
    leave = Labels(np.array([0, 0, 1]), np.array([0, 1, 3]), np.array([1.0, 20.0, 0.0]))
    arrive = Labels(np.array([0, 0]), np.array([2, 3]), np.array([4.0, 4.0]))
    assert small.seconds(leave, arrive, (3, 1)).tolist() == [[15.0], [4.0], [np.inf]]


def test_added_rows_take_the_fastest_way_to_a_junction():
    graph = with_rows(
        matrix(2, fastest(2, np.array([0]), np.array([1]), np.array([3.0]))),
        np.array([0, 0, 1]),
        np.array([0, 0, 1]),
        np.array([5.0, 4.0, 0.0]),
        2,
    )
    assert dijkstra(graph, indices=[2, 3])[:, :2].tolist() == [[4.0, 7.0], [np.inf, 0.0]]


def test_memory_is_that_of_the_network_and_the_answer():
    """A lattice of 10,000 junctions, 400 places: a full table of reached junctions is 32 MB."""
    side, places = 100, 400
    node = np.arange(side * side)
    right, below = node[node % side < side - 1], node[:-side]
    a, b = np.concatenate([right, below]), np.concatenate([right + 1, below + side])
    seconds = 1.0 + np.random.default_rng(3).integers(0, 64, len(a)) / 64
    arcs = Arcs(np.concatenate([a, b]), np.concatenate([b, a]), np.tile(seconds, 2))
    chosen = np.arange(0, side * side, side * side // places)[:places].tolist()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shortest, "_CELLS", 1 << 17)
        tracemalloc.start()
        answer = table(side * side, arcs, chosen, chosen)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert peak < 200 * len(arcs.tail) + 4 * answer.nbytes + 10 * 8 * (1 << 17)
    graph = matrix(side * side, fastest(side * side, *arcs))
    np.testing.assert_array_equal(answer[:3], dijkstra(graph, indices=chosen[:3])[:, chosen])
