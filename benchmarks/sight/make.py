"""Scenes: small ones to be checked exactly, a town for speed, and the houses of Liechtenstein."""

from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely
from numpy.random import Generator

from benchmarks.sight.given import Floats, Given, Ring, rings_of

ROOT = Path(__file__).parents[2]
KINDS = ("turned", "lattice", "courtyards", "rows", "overlapping")
EYE_M, CHEST_M = 6.0, 1.5
TOWN_SEED = 7
POLES, TARGETS, HOUSES, TOWN_M = 500, 2_000, 1_000, 1_040.0


def scene(seed: int) -> Given:
    """Draw a small scene; every fifth seed has the same kind of houses, every third has hills.

    On a lattice walls touch, lines graze corners and run along walls, and eyes and targets stand on
    corners, on walls and in houses: the cases in which a rounded answer is wrong.
    """
    rng = np.random.default_rng([seed, 20_627])
    kind = KINDS[seed % len(KINDS)]
    footprints = _houses(kind, rng)
    whole = kind in ("lattice", "rows")
    eyes, targets = (_spots(rng, footprints, count, whole=whole) for count in (5, 16))
    eyes[:, 2] = rng.uniform(2, 9, len(eyes))
    targets[:, 2] = rng.uniform(0, 2, len(targets))
    return Given(
        eyes,
        targets,
        *rings_of(footprints),
        np.array(rng.uniform(20, 90)),
        *(_hills(rng) if seed % 3 == 0 else ()),
    )


def town() -> Given:
    """500 poles and 2,000 targets among 1,000 houses on about a square kilometre."""
    rng = np.random.default_rng(TOWN_SEED)
    footprints = [_turned(rng, TOWN_M) for _ in range(HOUSES)]
    shapes = np.array([shapely.Polygon(one[0], one[1:]) for one in footprints])
    eyes, targets = (_outside(rng, shapes, count) for count in (POLES, TARGETS))
    return Given(
        np.column_stack([eyes, np.full(POLES, EYE_M)]),
        np.column_stack([targets, np.full(TARGETS, CHEST_M)]),
        *rings_of(footprints),
        np.array(60.0),
    )


def hilly(given: Given) -> Given:
    """Give the same scene on hills of 30 m height, cells of 30 m."""
    low = given.corner.min(axis=0) - 200
    span = np.ceil((given.corner.max(axis=0) + 200 - low) / 30).astype(int)
    rows, columns = np.mgrid[0 : span[1], 0 : span[0]]
    heights = 900 + 15 * np.sin(rows / 4.0) * np.cos(columns / 5.0)
    return _with(given, heights=heights, corner_xy=np.array([low[0], low[1] + 30 * span[1]]))


def ranged(given: Given, range_m: float) -> Given:
    """Give the same scene, seen farther or less far."""
    return _with(given, range_m=np.array(range_m))


def _with(given: Given, **changed: Floats) -> Given:
    kept = {name: getattr(given, name) for name in Given.__slots__}
    if "heights" in changed:
        kept["cell_m"] = np.array([30.0, 30.0])
    return Given(**kept | changed)


def _houses(kind: str, rng: Generator) -> list[list[Ring]]:
    if kind == "lattice":
        corners = rng.integers(0, 17, (9, 2)) * 4
        sizes = rng.integers(1, 4, (9, 2)) * 4
        return [_box(*xy, *size) for xy, size in zip(corners, sizes, strict=True)]
    if kind == "rows":  # terraces: neighbours share a wall
        return [
            _box(8 * column, 12 * row, 8, 6)
            for row in range(1, 5)
            for column in range(1, 7)
            if rng.random() < 0.6
        ]
    houses = [_turned(rng, 60.0) for _ in range(12)]
    if kind == "courtyards":
        houses = [_with_yard(one) if rng.random() < 0.6 else one for one in houses]
    if kind != "overlapping":
        kept: list[list[Ring]] = []
        for one in houses:
            shape = shapely.Polygon(one[0])
            if all(shape.disjoint(shapely.Polygon(other[0])) for other in kept):
                kept.append(one)
        return kept
    return houses


def _box(x: float, y: float, w: float, h: float) -> list[Ring]:
    return [[(x, y), (x + w, y), (x + w, y + h), (x, y + h), (x, y)]]


def _turned(rng: Generator, size_m: float) -> list[Ring]:
    """Draw a house of any size turned any way, some of them shaped like an L."""
    w, h = rng.uniform(5, 18, 2)
    corners = [(0, 0), (w, 0), (w, h), (0, h)]
    if rng.random() < 0.3:
        corners = [(0, 0), (w, 0), (w, h), (w / 2, h), (w / 2, h / 2), (0, h / 2)]
    turn = rng.uniform(0, np.pi)
    way = np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    xy = np.array(corners) @ way + rng.uniform(0, size_m, 2)
    return [[(x, y) for x, y in [*xy.tolist(), xy[0].tolist()]]]


def _with_yard(house: list[Ring]) -> list[Ring]:
    outer = np.array(house[0])
    yard = outer[:-1].mean(axis=0) + (outer - outer[:-1].mean(axis=0)) * 0.5
    if len(outer) == 5:
        return [house[0], [(x, y) for x, y in yard.tolist()]]
    return house


def _spots(rng: Generator, footprints: list[list[Ring]], count: int, *, whole: bool) -> Floats:
    """Spots anywhere; on a lattice on its points, else some of them on corners and walls."""
    xy = rng.uniform(-5, 75, (count, 2))
    corners = np.array([xy for footprint in footprints for ring in footprint for xy in ring])
    if whole:
        xy = (xy * 2).round() / 2
    elif len(corners) > 1:
        at = rng.integers(0, len(corners) - 1, max(count // 5, 1))
        xy[: len(at)] = corners[at]
        xy[len(at) : 2 * len(at)] = (corners[at] + corners[at + 1]) / 2
    return np.column_stack([xy, np.zeros(count)])


def _hills(rng: Generator) -> tuple[Floats, Floats, Floats]:
    """Heights that no float rounds, a cell in some of them unknown."""
    heights = rng.integers(0, 40, (12, 13)) / 4
    if rng.random() < 0.3:
        heights[tuple(rng.integers(0, 12, 2))] = np.nan
    return heights, np.array([-20.0, 95.0]), np.array([8.0, 10.0])


def _outside(rng: Generator, shapes: Floats, count: int) -> Floats:
    xy = rng.uniform(0, TOWN_M, (count * 2, 2))
    held = shapely.STRtree(shapes).query(shapely.points(xy), predicate="intersects")[0]
    return np.delete(xy, held, axis=0)[:count]


def liechtenstein() -> Given:
    """3,722 real footprints, poles at the 500 junctions with most of them, 2,000 spots on roads."""
    folder = ROOT / "data" / "examples" / "liechtenstein"
    houses, roads = (
        gpd.read_file(folder / f"{name}.geojson").to_crs("EPSG:32632")
        for name in ("buildings", "roads")
    )
    shapes = shapely.get_parts(houses.geometry.to_numpy())
    lines = roads.geometry.to_numpy()
    junctions = np.unique(shapely.get_coordinates(shapely.get_point(lines, 0)), axis=0)
    tree = shapely.STRtree(shapes)
    around = tree.query(shapely.points(junctions), predicate="dwithin", distance=100.0)[0]
    houses = np.bincount(around, minlength=len(junctions))
    eyes = junctions[np.sort(np.argsort(-houses, kind="stable")[:POLES])]
    near = shapely.STRtree(shapely.points(eyes)).query(lines, predicate="dwithin", distance=100.0)
    lines = lines[np.unique(near[0])]
    rng = np.random.default_rng(TOWN_SEED)
    share = rng.uniform(0, 1, TARGETS)
    on = rng.choice(len(lines), TARGETS, p=shapely.length(lines) / shapely.length(lines).sum())
    spots = shapely.line_interpolate_point(lines[on], share, normalized=True)
    footprints = [
        [
            list(map(tuple, shapely.get_coordinates(ring).tolist()))
            for ring in shapely.get_rings(one)
        ]
        for one in shapes
    ]
    return Given(
        np.column_stack([eyes, np.full(len(eyes), EYE_M)]),
        np.column_stack([shapely.get_coordinates(spots), np.full(TARGETS, CHEST_M)]),
        *rings_of(footprints),
        np.array(60.0),
    )


def _ring(ring: shapely.LinearRing) -> Ring:
    return [(x, y) for x, y in shapely.get_coordinates(ring).tolist()]
