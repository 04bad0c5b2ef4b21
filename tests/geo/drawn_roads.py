"""Roads drawn for tests: by hand, and at random with everything that real ones have."""

import geopandas as gpd
import numpy as np
import shapely
from pyproj import CRS

from geo.roads import Network, network_from_lines
from geo.terrain import Terrain
from geo.travel import Snaps


def roads(*drawn, **columns) -> gpd.GeoDataFrame:
    """Roads r0, r1, ... along the given coordinates."""
    count = len(drawn)
    data = {"road_class": "village", "bridge": False, "oneway": False} | columns
    frame = gpd.GeoDataFrame(
        {
            name: value if isinstance(value, list) else [value] * count
            for name, value in data.items()
        },
        geometry=[shapely.LineString(xy) for xy in drawn],
        crs="EPSG:4544",
    )
    frame.index = [f"r{i}" for i in range(count)]
    frame.index.name = "road_id"
    return frame


def hills() -> Terrain:
    rows, columns = np.mgrid[0:60, 0:60] / 4
    heights = (500 + 30 * np.sin(rows) * np.cos(columns * 0.8)).astype(np.float32)
    return Terrain(heights, -100.0, 1100.0, 20.0, 20.0, CRS.from_epsg(4544))


def random_network(seed: int, *, hilly: bool) -> Network:
    """Some junctions and many roads between them: parallel, rings, one-way, of all classes."""
    rng = np.random.default_rng(seed)
    spots = rng.integers(0, 1000, (rng.integers(3, 12), 2)).astype(float)
    drawn, classes = [], ("county", "village", "track", "footpath")
    for _ in range(rng.integers(2, 24)):
        a, b = spots[rng.integers(len(spots), size=2)]
        between = rng.integers(0, 1000, (rng.integers(1, 3), 2)).astype(float)
        drawn.append([a, *between, b])
    return network_from_lines(
        roads(
            *drawn,
            road_class=[classes[i] for i in rng.integers(0, 4, len(drawn))],
            oneway=list(map(bool, rng.random(len(drawn)) < 0.3)),
        ),
        terrain=hills() if hilly else None,
    )


def random_snaps(network: Network, seed: int, count: int) -> Snaps:
    """Points all along the roads, some on junctions, some beside the road."""
    rng = np.random.default_rng(seed)
    edge = rng.integers(0, len(network.edges), count)
    length = network.edges["length_m"].to_numpy()[edge]
    share = rng.choice([0.0, 1.0, *rng.random(6)], count)
    gap = rng.choice([0.0, 25.0], count)
    return Snaps(edge, share * length, gap, rng.random((count, 2)))
