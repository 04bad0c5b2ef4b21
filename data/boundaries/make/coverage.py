"""Turn a label raster into smooth, edge-matched polygons inside the township."""

from __future__ import annotations

import itertools
from collections import defaultdict

import numpy as np
import shapely
from rasterio.features import shapes
from shapely.geometry import LineString, Polygon, shape
from shapely.ops import linemerge

from .frame import Ints, Window
from .lines import smooth

GRID_M = 0.01


def raster_polygons(window: Window, label: Ints) -> list[tuple[int, Polygon]]:
    """Trace the cells of every label."""
    mask = label >= 0
    return [
        (int(value), shape(geometry))
        for geometry, value in shapes(label.astype(np.int32), mask=mask, transform=window.transform)
    ]


def _arcs(polygons: list[Polygon]) -> list[LineString]:
    edges = shapely.union_all([p.boundary for p in polygons])
    merged = linemerge(edges)
    return list(shapely.get_parts(merged))


def smooth_arcs(polygons: list[Polygon], *, sigma_m: float) -> list[LineString]:
    """Smooth every border once, so that both neighbours get the same line."""
    out = []
    for arc in _arcs(polygons):
        rough = (
            shapely.get_coordinates(shapely.simplify(arc, 13.0))
            if arc.length > 150 and not arc.is_closed
            else shapely.get_coordinates(arc)
        )
        out.append(LineString(smooth(rough, sigma_m=sigma_m, tolerance_m=1.5)))
    return out


def faces(lines: list[LineString], township: Polygon) -> list[Polygon]:
    """Node all lines with the township ring and give the faces inside it."""
    noded = shapely.union_all([*lines, LineString(township.exterior.coords)], grid_size=GRID_M)
    polygons = shapely.get_parts(shapely.polygonize(list(shapely.get_parts(noded))))
    inner = township.buffer(0.5)
    return [
        p
        for p in polygons
        if inner.contains(p.representative_point()) and township.contains(p.representative_point())
    ]


def assign(parts: list[Polygon], traced: list[tuple[int, Polygon]]) -> Ints:
    """Give every face the label whose cells cover most of it."""
    tree = shapely.STRtree([p for _, p in traced])
    label = np.full(len(parts), -1)
    for n, part in enumerate(parts):
        hits = tree.query(part, predicate="intersects")
        cover = [(shapely.intersection(part, traced[k][1]).area, -traced[k][0]) for k in hits]
        label[n] = -max(cover)[1]
    return label


def neighbours(parts: list[Polygon]) -> dict[int, dict[int, float]]:
    """Give metres of shared border between faces."""
    owner: dict[tuple[float, ...], int] = {}
    shared: dict[int, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    for n, part in enumerate(parts):
        for ring in (part.exterior, *part.interiors):
            xy = ring.coords
            for a, b in itertools.pairwise(xy):
                key = (*min(a, b), *max(a, b))
                other = owner.pop(key, None)
                if other is None:
                    owner[key] = n
                else:
                    length = float(np.hypot(a[0] - b[0], a[1] - b[1]))
                    shared[n][other] += length
                    shared[other][n] += length
    return shared


def settle_strays(
    parts: list[Polygon], label: Ints, home: dict[int, int], may_join: dict[int, int]
) -> Ints:
    """Give faces cut off from their label's home face to the neighbour with most border.

    `home` is label -> face that holds its seed; `may_join` is label -> group; a stray joins a
    label of its own group when it touches one.
    """
    near = neighbours(parts)
    label = label.copy()
    for _ in range(20):
        reached = set(home.values())
        queue = list(reached)
        while queue:
            here = queue.pop()
            for there in near[here]:
                if there not in reached and label[there] == label[here]:
                    reached.add(there)
                    queue.append(there)
        strays = [n for n in range(len(parts)) if n not in reached]
        if not strays:
            return label
        for n in strays:
            votes: dict[int, float] = defaultdict(float)
            for other, metres in near[n].items():
                if other in reached:
                    same = may_join[int(label[other])] == may_join[int(label[n])]
                    votes[int(label[other])] += metres * (1e6 if same else 1)
            if votes:
                label[n] = max(votes, key=lambda k: (votes[k], -k))
    raise ValueError(f"{len(strays)} faces belong to no grid")


def dissolve(parts: list[Polygon], label: Ints) -> dict[int, Polygon]:
    """Join the faces of every label; all border vertices stay."""
    out: dict[int, Polygon] = {}
    for value in sorted(set(label.tolist())):
        mine = [parts[n] for n in np.flatnonzero(label == value)]
        joined = shapely.coverage_union_all(mine) if len(mine) > 1 else mine[0]
        if isinstance(joined, shapely.MultiPolygon) and len(joined.geoms) == 1:
            joined = joined.geoms[0]
        if joined.geom_type != "Polygon":
            raise ValueError(f"label {value} has {len(joined.geoms)} parts")
        out[value] = joined
    return out


def exact_area(grids: dict[int, Polygon], area_m2: float) -> dict[int, Polygon]:
    """Move one vertex of the outer ring so that the total area is exact.

    The vertex belongs to one polygon only and its neighbours do too, so no match is lost.
    """
    missing = area_m2 - sum(p.area for p in grids.values())
    count: dict[tuple[float, float], int] = defaultdict(int)
    for polygon in grids.values():
        for xy in {c for ring in (polygon.exterior, *polygon.interiors) for c in ring.coords}:
            count[xy] += 1
    best: tuple[float, int, int] | None = None
    for value, polygon in grids.items():
        ring = shapely.orient_polygons(polygon).exterior.coords
        for n in range(1, len(ring) - 1):
            if count[ring[n - 1]] == count[ring[n]] == count[ring[n + 1]] == 1:
                base = float(
                    np.hypot(ring[n + 1][0] - ring[n - 1][0], ring[n + 1][1] - ring[n - 1][1])
                )
                if best is None or base > best[0]:
                    best = (base, value, n)
    if best is None:
        raise ValueError("no free vertex on the outer ring")
    base, value, n = best
    polygon = shapely.orient_polygons(grids[value])
    ring = [list(c) for c in polygon.exterior.coords]
    dx, dy = ring[n + 1][0] - ring[n - 1][0], ring[n + 1][1] - ring[n - 1][1]
    push = 2 * missing / base
    # Left of travel is inside on a counter-clockwise ring: outward is (dy, -dx).
    ring[n] = [ring[n][0] + push * dy / base, ring[n][1] - push * dx / base]
    return {**grids, value: Polygon(ring, [i.coords for i in polygon.interiors])}
