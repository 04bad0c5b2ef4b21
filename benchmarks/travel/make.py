"""Made road networks: directed, sloped, with everything that goes wrong in real ones."""

from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from scipy.sparse import coo_array
from scipy.sparse.csgraph import minimum_spanning_tree
from scipy.spatial import Delaunay

from benchmarks.travel.given import Floats, Given, Ints, Lines
from geo.load import load_area
from geo.road_files import read_mapped_roads
from geo.roads import Network, network_from_lines
from geo.speeds import Profile, tobler_ms
from geo.ways import TICK_S, ways

SEED = 20260901
PLACES = 300
POINTS = 2_000
BESIDE_M = 100.0  # from a road, as houses are
CRS = "EPSG:4544"
SPACING_M = 120.0  # between neighbouring junctions, on average
EXTRA_SHARE = 0.35  # roads beyond a spanning tree, so that a junction has 2.7 on average
ONEWAY_SHARE = 0.10
PARALLEL_SHARE = 0.02
ZERO_SHARE = 0.005
ISLAND_SHARE = 0.01  # of the junctions, in patches that no road reaches
SINKS = 0.002  # of the junctions: dead ends one can only enter
ROOT = Path(__file__).parents[2]
LIECHTENSTEIN = ROOT / "data" / "examples" / "liechtenstein"
LUOYAN = ROOT / "data" / "boundaries"
ANDORRA = ROOT.parent / "shared" / "data" / "andorra" / "andorra_2013_lite.osm.bz2"


def made(count: int) -> Given:
    """Make a network of ``count`` junctions; times are those of a walker by Tobler (1993)."""
    rng = np.random.default_rng([SEED, count])
    side = SPACING_M * np.sqrt(count)
    xy = rng.uniform(0, side, (count, 2))
    a, b, metres = _roads(rng, xy, side)
    rise = _height(xy[b]) - _height(xy[a])
    zero = rng.random(len(a)) < ZERO_SHARE
    slope = rise / metres
    out, back = metres / tobler_ms(slope), metres / tobler_ms(-slope)
    out[zero] = back[zero] = 0.0
    both = rng.random(len(a)) >= ONEWAY_SHARE
    both[_last(a, b, round(SINKS * count))] = False
    twice = np.flatnonzero(rng.random(len(a)) < PARALLEL_SHARE)
    longer = rng.uniform(0.5, 2.0, len(twice))
    tail = np.concatenate([a, b[both], a[twice]])
    head = np.concatenate([b, a[both], b[twice]])
    seconds = np.concatenate([out, back[both], out[twice] * longer])
    places = rng.choice(count, PLACES, replace=False)
    return Given(xy, tail, head, np.rint(seconds / TICK_S) * TICK_S, places)


def liechtenstein() -> Given:
    """Take the roads of Liechtenstein as a walker uses them, every parallel piece kept."""
    network = _liechtenstein()
    arcs = ways(network, Profile("foot"), frozenset()).costs.arcs
    rng = np.random.default_rng([SEED, len(arcs.tail)])
    places = rng.choice(len(network.node_xy), PLACES, replace=False)
    return Given(np.array(network.node_xy), arcs.tail, arcs.head, arcs.seconds, places)


def lines_of_liechtenstein(*, far: bool = False) -> Lines:
    """Take the same roads as they are drawn, with points beside them or all over the country."""
    return _drawn(_liechtenstein(), far=far)


def lines_of_luoyan() -> Lines:
    """Take the roads of the made example township."""
    return _drawn(network_from_lines(load_area(LUOYAN).roads))


def lines_of_andorra() -> Lines:
    """Take the roads of a map that lies beside the repository and is not a part of it."""
    return _drawn(network_from_lines(read_mapped_roads(ANDORRA).roads))


def _drawn(network: Network, *, far: bool = False) -> Lines:
    u, v = network.edges[["u", "v"]].to_numpy(np.int64).T
    vertex, line = shapely.get_coordinates(network.geometry, return_index=True)
    return _with_points(np.array(network.node_xy), u, v, vertex, line, far=far)


def lines_of(given: Given) -> Lines:
    """Draw the arcs of a made network as straight lines, one for each pair of junctions."""
    pair = np.sort(np.stack([given.tail, given.head], axis=1), axis=1)
    u, v = np.unique(pair, axis=0).T
    vertex = np.stack([given.xy[u], given.xy[v]], axis=1).reshape(-1, 2)
    return _with_points(given.xy, u, v, vertex, np.repeat(np.arange(len(u)), 2))


def network_of(lines: Lines) -> Network:
    """Make the network of given lines."""
    drawn = shapely.linestrings(
        lines.vertex,
        indices=np.searchsorted(lines.first, np.arange(len(lines.vertex)), side="right") - 1,
    )
    ids = pd.Index([f"r{row}" for row in range(len(drawn))], name="road_id")
    facts = pd.DataFrame({"road_class": "village", "bridge": False, "oneway": False}, index=ids)
    return network_from_lines(gpd.GeoDataFrame(facts, geometry=drawn, crs=CRS))


def _liechtenstein() -> Network:
    area = load_area(LIECHTENSTEIN)
    return network_from_lines(area.roads, terrain=area.terrain)


def _with_points(
    xy: Floats, u: Ints, v: Ints, vertex: Floats, line: Ints, *, far: bool = False
) -> Lines:
    rng = np.random.default_rng([SEED, len(u)])
    beside = vertex[rng.integers(0, len(vertex), POINTS)] + rng.normal(0, BESIDE_M, (POINTS, 2))
    anywhere = rng.uniform(vertex.min(axis=0), vertex.max(axis=0), (POINTS, 2))
    points = anywhere if far else beside
    return Lines(xy, u, v, vertex, np.searchsorted(line, np.arange(len(u))), points)


def _roads(rng: np.random.Generator, xy: Floats, side: float) -> tuple[Ints, Ints, Floats]:
    """Join junctions: a spanning tree of short roads and some more, none to the islands."""
    triangles = Delaunay(xy).simplices
    pairs = np.sort(np.concatenate([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, ::2]]))
    pairs = np.unique(pairs, axis=0)
    island = np.zeros(len(xy), dtype=np.int64)
    for number in range(1, 6):
        centre = rng.uniform(0.1 * side, 0.9 * side, 2)
        reach = side * np.sqrt(ISLAND_SHARE / 5 / np.pi)
        island[np.hypot(*(xy - centre).T) < reach] = number
    pairs = pairs[island[pairs[:, 0]] == island[pairs[:, 1]]]
    a, b = pairs.T.astype(np.int64)
    metres = np.hypot(*(xy[a] - xy[b]).T) * rng.uniform(1.0, 1.5, len(a))
    tree = minimum_spanning_tree(coo_array((metres, (a, b)), shape=(len(xy),) * 2)).tocoo()
    wanted = np.isin(a * len(xy) + b, tree.row.astype(np.int64) * len(xy) + tree.col)
    spare = np.flatnonzero(~wanted)
    odds = rng.exponential(metres[spare])
    wanted[spare[np.argsort(odds)[: round(EXTRA_SHARE * len(xy))]]] = True
    return a[wanted], b[wanted], metres[wanted]


def _height(xy: Floats) -> Floats:
    """Hills a few kilometres wide: slopes to about 30 percent."""
    x, y = 2 * np.pi * xy.T / 2_500.0
    return 60.0 * (np.sin(x) + np.cos(1.3 * y)) + 30.0 * np.sin(2.1 * x + 1.7 * y)


def _last(a: Ints, b: Ints, count: int) -> Ints:
    """Roads whose second end is a dead end: one way, they can only be entered."""
    degree = np.bincount(np.concatenate([a, b]))
    return np.flatnonzero(degree[b] == 1)[:count]
