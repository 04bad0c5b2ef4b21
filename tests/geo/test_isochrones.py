"""Bands along the roads against a walk over every metre, and the surfaces drawn of them."""

import math

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.isochrones import NEVER, Posts, reached_roads, surfaces
from geo.roads import Network, network_from_lines
from geo.snap import Snaps, snap
from geo.speeds import Profile
from geo.travel import gap_seconds
from tests.geo.drawn_roads import random_network, random_snaps, roads
from tests.geo.test_travel import slow_matrix

WALK = Profile("foot")
FLAT_MS = 6 * math.exp(-3.5 * 0.05) / 3.6
seeds = st.integers(0, 100_000)


def sampled(network: Network, per_edge: int) -> Snaps:
    """Spots on every edge, evenly, none on a junction."""
    count = len(network.edges)
    share = np.tile((np.arange(per_edge) + 0.5) / per_edge, count)
    edge = np.repeat(np.arange(count), per_edge)
    offset = share * network.edges["length_m"].to_numpy()[edge]
    return Snaps(edge, offset, np.zeros(len(edge)), np.full((len(edge), 2), -1.0))


def band_of(seconds: np.ndarray, limits: list[int]) -> np.ndarray:
    return np.where(np.isinf(seconds), NEVER, np.searchsorted(limits, seconds, side="left"))


def bands_at(frame, network: Network, spots: Snaps) -> np.ndarray:
    """Band of the piece each spot lies on."""
    ids = network.edges.index[spots.edge]
    by_edge = dict(list(frame.groupby("edge_id")))
    found = []
    for edge_id, at in zip(ids, spots.offset_m, strict=True):
        rows = by_edge[edge_id]
        found.append(rows["band"].to_numpy()[rows["to_m"].to_numpy() >= at][0])
    return np.array(found)


@settings(max_examples=40)
@given(seeds, st.sampled_from(["foot", "motorbike", "car"]), st.booleans(), st.integers(1, 3))
def test_bands_are_those_of_every_spot(seed, mode, hilly, arrival):
    network = random_network(seed, hilly=hilly)
    posts = random_snaps(network, seed + 1, 3)
    limits = [20, 60, 61, 200]
    shut = set(network.edges.index[:1]) if seed % 2 else set()
    frame = reached_roads(
        network, Posts(posts), Profile(mode), limits, closed=shut, arrival=arrival
    )
    spots = sampled(network, 7)
    seconds = np.sort(slow_matrix(network, posts, spots, mode, shut), axis=0)[arrival - 1]
    clear = np.abs(seconds[:, None] - np.array(limits)).min(axis=1) > 0.01
    clear |= np.isinf(seconds)
    expected = band_of(seconds, limits)
    np.testing.assert_array_equal(bands_at(frame, network, spots)[clear], expected[clear])


@settings(max_examples=30)
@given(seeds, st.booleans())
def test_pieces_make_up_every_edge(seed, hilly):
    network = random_network(seed, hilly=hilly)
    posts = random_snaps(network, seed + 1, 2)
    frame = reached_roads(network, Posts(posts), Profile("motorbike"), [15, 90, 300])
    whole = frame.groupby("edge_id")["length_m"].sum()
    assert whole.to_numpy() == pytest.approx(
        network.edges["length_m"].loc[whole.index].to_numpy(), abs=1e-4
    )
    assert set(whole.index) == set(network.edges.index)
    assert frame.geometry.length.to_numpy() == pytest.approx(frame["length_m"].to_numpy(), abs=1e-4)


def cross() -> Network:
    """Four roads of 1 km from one junction, and one far away that no road joins.

         1
         |
    0 ---+--- 2        4 ---- (apart)
         |
         3
    """
    return network_from_lines(
        roads(
            [(0, 0), (-1000, 0)],
            [(0, 0), (0, 1000)],
            [(0, 0), (1000, 0)],
            [(0, 0), (0, -1000)],
            [(5000, 0), (6000, 0)],
        )
    )


def test_a_road_is_cut_exactly_where_the_time_is_up():
    network = cross()
    post = snap(network, np.array([[300.0, 0.0]]))
    limit = 600
    frame = reached_roads(network, Posts(post), WALK, [limit])
    reach = limit * FLAT_MS
    lengths = frame.groupby("band")["length_m"].sum()
    assert lengths[0] == pytest.approx(300 + 3 * (reach - 300) + min(reach, 700), abs=1e-3)
    assert lengths[NEVER] == pytest.approx(1000)
    assert lengths.sum() == pytest.approx(5000)
    edge = frame[(frame["edge_id"] == "r1") & (frame["band"] == 0)].iloc[0]
    assert edge["to_m"] == pytest.approx(reach - 300, abs=1e-5)
    assert edge.geometry.coords[-1] == pytest.approx((0, reach - 300), abs=1e-5)


def test_the_walk_from_the_post_to_its_road_counts():
    network = cross()
    post = snap(network, np.array([[300.0, 40.0]]))
    wait = float(gap_seconds(post)[0])
    frame = reached_roads(network, Posts(post), WALK, [600])
    edge = frame[(frame["edge_id"] == "r0") & (frame["band"] == 0)].iloc[0]
    assert edge["to_m"] == pytest.approx((600 - wait) * FLAT_MS - 300, abs=1e-5)


def test_a_wait_counts_before_the_way():
    network = cross()
    post = snap(network, np.array([[300.0, 0.0]]))
    late = reached_roads(network, Posts(post, np.array([100.0])), WALK, [600])
    soon = reached_roads(network, Posts(post), WALK, [500])
    assert late["to_m"].tolist() == pytest.approx(soon["to_m"].tolist(), abs=1e-5)


def test_the_second_arrival_is_by_another_post():
    network = cross()
    posts = snap(network, np.array([[-900.0, 0.0], [900.0, 0.0], [5500.0, 0.0]]))
    first = reached_roads(network, Posts(posts), WALK, [600, 3600])
    second = reached_roads(network, Posts(posts), WALK, [600, 3600], arrival=2)
    apart = first["edge_id"] == "r4"
    assert (first[apart]["band"] == 0).all()
    assert (second[second["edge_id"] == "r4"]["band"] == NEVER).all()
    assert 0 not in set(second["band"])
    third = reached_roads(network, Posts(posts), WALK, [600, 3600], arrival=3)
    assert set(third["band"]) == {NEVER}
    alone = reached_roads(network, Posts(posts[0]), WALK, [600], arrival=2)
    assert set(alone["band"]) == {NEVER}


def test_nobody_comes_without_a_post():
    network = cross()
    frame = reached_roads(network, Posts(snap(network, np.zeros((0, 2)))), WALK, [600])
    assert set(frame["band"]) == {NEVER}
    assert frame["length_m"].sum() == pytest.approx(5000)
    assert surfaces(frame).empty


@pytest.mark.parametrize("limits", [[], [0], [60, 60], [60, 30]])
def test_limits_must_rise(limits):
    network = cross()
    post = snap(network, np.array([[300.0, 0.0]]))
    with pytest.raises(ValueError, match="must be positive and rise"):
        reached_roads(network, Posts(post), WALK, limits)


@settings(max_examples=15)
@given(seeds)
def test_surfaces_are_a_valid_coverage_of_the_buffered_roads(seed):
    network = random_network(seed, hilly=False)
    frame = reached_roads(network, Posts(random_snaps(network, seed + 1, 1)), WALK, [60, 120, 300])
    drawn = surfaces(frame, buffer_m=20.0)
    shapes = drawn.geometry.to_numpy()
    assert shapely.is_valid(shapes).all()
    if not len(shapes):
        return
    assert shapely.coverage_is_valid(shapes)
    inner, outer = (
        shapely.union_all(shapely.buffer(frame[frame["band"] != NEVER].geometry, wide))
        for wide in (19.0, 21.0)
    )
    union = shapely.union_all(shapes)
    assert union.contains(inner), "corners are rounded with few points, but never by a metre"
    assert outer.contains(union)
    assert shapely.area(shapes).sum() == pytest.approx(union.area, rel=1e-9)
    first = frame[frame["band"] == drawn.index[0]].geometry
    assert drawn.geometry.iloc[0].contains(shapely.union_all(shapely.buffer(first, 19.0)))
