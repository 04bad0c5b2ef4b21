"""Laws of travel times: detours, few and many alike, closures as roads that are not there."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo import travel
from geo.roads import Network, network_from_lines
from geo.snap import Snaps
from geo.speeds import MODES, Profile
from geo.travel import UNREACHABLE, road_seconds, travel_seconds
from geo.ways import TICK_S, ways
from tests.geo.drawn_roads import random_network, random_snaps

seeds = st.integers(0, 100_000)
modes = st.sampled_from(MODES)


def without(network: Network, closed: set[str]) -> Network:
    """The network as if some of its roads had never been mapped."""
    rows = network.edges.loc[~network.edges.index.isin(closed)]
    return network_from_lines(rows.rename_axis("road_id"))


@settings(max_examples=60)
@given(seeds, modes, st.booleans())
def test_no_detour_is_shorter_than_the_shortest_way(seed, mode, hilly):
    network = random_network(seed, hilly=hilly)
    spots = random_snaps(network, seed + 1, 8)
    seconds = travel_seconds(network, spots, spots, Profile(mode)).astype(float)
    seconds[seconds == UNREACHABLE] = np.inf
    detours = (seconds[:, :, None] + seconds[None, :, :]).min(axis=1)
    # each time is rounded up after a thousandth is forgiven, so two may lack a second together
    assert (seconds <= detours + 1).all()


@settings(max_examples=60)
@given(seeds, modes, st.booleans())
def test_many_places_have_the_times_of_each_alone_to_the_last_bit(seed, mode, hilly):
    network = random_network(seed, hilly=hilly)
    a, b = random_snaps(network, seed + 1, 7), random_snaps(network, seed + 2, 9)
    many = road_seconds(network, a, b, Profile(mode))
    one_by_one = np.concatenate([road_seconds(network, a[i], b, Profile(mode)) for i in range(7)])
    np.testing.assert_array_equal(many, one_by_one)
    columns = [road_seconds(network, a, b[j], Profile(mode)) for j in range(9)]
    np.testing.assert_array_equal(many, np.concatenate(columns, axis=1))


@settings(max_examples=40)
@given(seeds, modes)
def test_a_closed_road_is_a_road_that_is_not_there(seed, mode):
    network = random_network(seed, hilly=False)
    rng = np.random.default_rng(seed)
    closed = set(rng.choice(network.edges.index, max(1, len(network.edges) // 3), replace=False))
    if len(closed) == len(network.edges):
        return
    left = without(network, closed)
    spots = random_snaps(left, seed + 1, 6)
    rows = network.edges.index.get_indexer(left.edges.index)[spots.edge]
    same = Snaps(rows, spots.offset_m, spots.gap_m, spots.xy)
    expected = travel_seconds(left, spots, spots, Profile(mode))
    np.testing.assert_array_equal(
        travel_seconds(network, same, same, Profile(mode), closed=closed), expected
    )


@given(seeds, modes)
def test_all_seconds_are_whole_ticks(seed, mode):
    network = random_network(seed, hilly=True)
    way = ways(network, Profile(mode), frozenset())
    spots = random_snaps(network, seed + 1, 5)
    for seconds in (
        way.arcs.seconds,
        way.leaving(spots).seconds,
        way.arriving(spots).seconds,
        way.along_one_edge(spots, spots).seconds,
    ):
        ticks = seconds[np.isfinite(seconds)] / TICK_S
        np.testing.assert_array_equal(ticks, np.rint(ticks))


def test_a_closure_sorts_nothing_anew():
    network = random_network(3, hilly=True)
    open_ = ways(network, Profile("foot"), frozenset())
    shut = ways(network, Profile("foot"), frozenset(network.edges.index[:1]))
    assert shut.costs is open_.costs


def test_seconds_are_rounded_up_and_no_way_is_no_number():
    found = travel.whole_seconds(np.array([0.0, 0.0005, 0.5, 1.0, 1.0009, 1.1, np.inf]))
    assert found.tolist() == [0, 0, 1, 1, 1, 2, UNREACHABLE]
    assert found.dtype == np.int32


@pytest.mark.parametrize("mode", MODES)
def test_a_road_nobody_knows_cannot_be_closed(mode):
    network = random_network(1, hilly=False)
    spots = random_snaps(network, 2, 2)
    with pytest.raises(ValueError, match="closed must name edges"):
        travel_seconds(network, spots, spots, Profile(mode), closed={"no such road"})
