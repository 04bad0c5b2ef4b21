"""Roads, terrain, water and houses of the Luoyan example fit each other."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

import numpy as np
import rasterio
import shapely

from tests.data.drawn import FOLDER, layer, shapes, values


def road_graph():
    links = defaultdict(list)
    for n, line in enumerate(shapes("roads")):
        links[line.coords[0]].append((line.coords[-1], n))
        links[line.coords[-1]].append((line.coords[0], n))
    return links


def reached(links, start, closed=frozenset(), allowed=None):
    seen, queue = {start}, [start]
    while queue:
        for there, n in links[queue.pop()]:
            if n not in closed and there not in seen and (allowed is None or n in allowed):
                seen.add(there)
                queue.append(there)
    return seen


def test_roads_meet_only_at_their_ends():
    lines = shapes("roads")
    tree = shapely.STRtree(lines)
    for a, b in tree.query(lines, predicate="intersects").T.tolist():
        if a < b:
            shared = shapely.get_coordinates(lines[a].intersection(lines[b]))
            ends = np.array([lines[k].coords[e] for k in (a, b) for e in (0, -1)])
            for point in shared:
                close = np.hypot(*(ends - point).T) < 0.002
                assert min(close[:2].max(), close[2:].max()), (a, b, point)
    assert all(line.is_simple for line in lines)


def test_all_roads_are_one_net_of_believable_length():
    links = road_graph()
    assert len(reached(links, next(iter(links)))) == len(links)
    length = defaultdict(float)
    for road_class, line in zip(values("roads", "road_class"), shapes("roads"), strict=True):
        length[road_class] += line.length / 1000
    assert set(length) == {"county", "township", "village", "track", "footpath"}
    assert 250 < sum(length.values()) < 450
    assert 15 < length["county"] < 30


def nearest_nodes(points):
    nodes = list(road_graph())
    tree = shapely.STRtree(shapely.points(nodes))
    return [nodes[int(n)] for n in tree.nearest(points)]


def test_roads_leave_the_township_at_several_exits_of_several_classes():
    border = shapely.union_all(shapes("units")).exterior
    classes = [
        c
        for c, line in zip(values("roads", "road_class"), shapes("roads"), strict=True)
        if line.intersects(border)
    ]
    assert 6 <= len(classes) <= 14
    assert len(set(classes)) >= 3


def test_the_loss_of_one_bridge_cuts_several_places_off():
    links = road_graph()
    hall = shapes("sites")[values("sites", "kind").index("township_hall")]
    start = nearest_nodes([hall])[0]
    at = nearest_nodes(shapes("places"))
    whole = reached(links, start)
    lost = []
    for n, bridge in enumerate(values("roads", "bridge")):
        if bridge:
            left = reached(links, start, closed={n})
            lost.append(sum(p in whole and p not in left for p in at))
    assert max(lost) >= 5


def test_some_places_are_reached_on_foot_only():
    links = road_graph()
    hall = shapes("sites")[values("sites", "kind").index("township_hall")]
    driving = {n for n, c in enumerate(values("roads", "road_class")) if c != "footpath"}
    by_car = reached(links, nearest_nodes([hall])[0], allowed=driving)
    lines = [
        line for n, line in enumerate(shapes("roads")) if n in driving and line.coords[0] in by_car
    ]
    drive = shapely.STRtree(lines)
    far = [p for p in shapes("places") if lines[int(drive.nearest(p))].distance(p) > 60]
    assert 5 <= len(far) <= 60


@cache
def heights():
    with rasterio.open(FOLDER / "terrain.tif") as source:
        assert (source.crs.to_epsg(), source.dtypes[0], source.nodata) == (4544, "int16", -32768)
        assert source.res == (30.0, 30.0)
        bounds = source.bounds
        return source.read(1), source.transform, bounds


def height_at(xy):
    grid, transform, _ = heights()
    x, y = np.asarray(xy).T
    cols, rows = (x - transform.c) / transform.a, (y - transform.f) / transform.e
    return grid[np.floor(rows).astype(int), np.floor(cols).astype(int)]


def test_terrain_covers_a_kilometre_around_and_keeps_to_the_county_s_heights():
    grid, _, bounds = heights()
    west, south, east, north = shapely.total_bounds(shapes("units"))
    assert bounds.left <= west - 1000
    assert bounds.right >= east + 1000
    assert bounds.bottom <= south - 1000
    assert bounds.top >= north + 1000
    assert grid.min() >= 329
    assert grid.max() <= 2263
    hall = shapes("sites")[values("sites", "kind").index("township_hall")]
    assert 900 <= height_at([[hall.x, hall.y]])[0] <= 1200


def test_streams_run_downhill():
    assert len(layer("streams")) == 5
    for line in shapes("streams"):
        points = shapely.get_coordinates(
            shapely.line_interpolate_point(line, np.arange(0, line.length, 10.0))
        )
        profile = height_at(points).astype(int)
        assert profile[0] > profile[-1]
        # A sample beside the carved cell may stand a little higher, never more than 3 m.
        assert (profile - np.minimum.accumulate(profile)).max() <= 3


def test_reservoirs_lie_level_inside_the_township_with_a_dam_each():
    township = shapely.union_all(shapes("units"))
    assert len(layer("reservoirs")) == 3
    dams = [
        s
        for s, k in zip(shapes("sites"), values("sites", "kind"), strict=True)
        if k == "reservoir_dam"
    ]
    for lake in shapes("reservoirs"):
        assert township.contains(lake)
        assert min(lake.distance(dam) for dam in dams) < 60
        inner = lake.buffer(-35)
        if not inner.is_empty:
            west, south, east, north = inner.bounds
            x, y = np.meshgrid(np.arange(west, east, 15), np.arange(south, north, 15))
            wet = shapely.contains_xy(inner, x, y)
            assert np.ptp(height_at(np.column_stack([x[wet], y[wet]]))) <= 1


def test_houses_stand_apart_and_off_roads_and_lakes():
    houses = shapes("buildings")
    assert 5300 <= len(houses) <= 6700
    tree = shapely.STRtree(houses)
    pairs = tree.query(houses, predicate="intersects")
    assert (pairs[0] == pairs[1]).all()
    assert len(tree.query(shapes("roads"), predicate="intersects")[0]) == 0
    assert len(tree.query(shapes("reservoirs"), predicate="intersects")[0]) == 0
    height = np.array(values("buildings", "height_m"))
    assert height.min() >= 3
    assert height.max() <= 15
    assert (FOLDER / "buildings.geojson").stat().st_size < 3_000_000
