"""The network of drawn roads: junctions, climbs, what is refused, near misses."""

import numpy as np
import pytest
from pyproj import CRS

from geo.roads import ROAD_CLASSES, near_misses, network_from_lines
from geo.schema import InputError
from geo.terrain import Terrain
from tests.geo.drawn_roads import roads as lines


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
