"""Five named streams and three reservoirs, found on the terrain."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from rasterio.features import shapes
from scipy.ndimage import binary_closing, binary_fill_holes
from shapely.geometry import LineString, Polygon, shape

from .flow import STEPS, accumulate, receivers
from .frame import Bools, Floats, Ints, Window, stream_of_chance
from .lines import meander, smooth, smooth_polygon

STREAM_NAMES = (
    ("落雁河", "Luoyan river"),
    ("龙塘沟", "Longtang gully"),
    ("天星河", "Tianxing river"),
    ("保隆沟", "Baolong gully"),
    ("共和溪", "Gonghe brook"),
)
RESERVOIR_NAMES = (
    ("大林沟水库", "Dalingou reservoir"),
    ("石坝水库", "Shiba reservoir"),
    ("青龙水库", "Qinglong reservoir"),
)
HEAD_CELLS = 330  # a named stream begins where 0.3 km2 drain to it


@dataclass(frozen=True, eq=False)
class Reservoir:
    """A lake behind a dam."""

    polygon: Polygon
    dam_xy: tuple[float, float]
    level_m: float
    cells: Ints


@dataclass(frozen=True, eq=False)
class Water:
    """Streams, lakes and drainage on the final heights."""

    streams: list[LineString]
    reservoirs: list[Reservoir]
    drained: Floats
    heights: Floats


def _donors(target: Ints) -> list[list[int]]:
    above: list[list[int]] = [[] for _ in range(target.size)]
    for here, there in enumerate(target.tolist()):
        if here != there:
            above[there].append(here)
    return above


def _flood(dam: int, level: float, above: list[list[int]], land: Floats) -> list[int]:
    wet, queue = [], [dam]
    while queue:
        here = queue.pop()
        wet.append(here)
        queue += [cell for cell in above[here] if land[cell] <= level]
    return wet


def _dam_cells(wet: list[int], level: float, land: Floats, cols: int) -> int:
    inside = set(wet)
    offsets = [dr * cols + dc for dr, dc in STEPS]
    return sum(
        any(cell + step not in inside and land[cell + step] < level for step in offsets)
        for cell in wet
    )


def _lakes(
    window: Window, land: Floats, drained: Floats, target: Ints, inside: Bools
) -> list[tuple[float, int, float, list[int]]]:
    above = _donors(target)
    flat, total = land.ravel(), drained.ravel()
    found = []
    spots = np.flatnonzero((total > 700) & (total < 4500) & inside.ravel() & (flat > 900))
    for dam in spots.tolist():
        for depth in (10.0, 14.0, 18.0, 22.0, 26.0):
            wet = _flood(dam, flat[dam] + depth, above, flat)
            if not 55 <= len(wet) <= 300:
                continue
            wall = _dam_cells(wet, flat[dam] + depth, flat, window.cols)
            if wall <= 9:
                found.append((len(wet) ** 0.5 / wall, dam, float(flat[dam] + depth), wet))
    return sorted(found, key=lambda item: (-item[0], item[1]))


def reservoirs(
    window: Window,
    land: Floats,
    drained: Floats,
    target: Ints,
    inside: Bools,
    *,
    apart_m: float = 2600.0,
) -> list[Reservoir]:
    """Choose three dams with a wide lake and a short wall, far from each other."""
    chosen: list[Reservoir] = []
    for _, dam, level, wet in _lakes(window, land, drained, target, inside):
        x, y = window.xy(np.array([dam]))[0].tolist()
        if any(np.hypot(x - r.dam_xy[0], y - r.dam_xy[1]) < apart_m for r in chosen):
            continue
        mask = np.zeros(window.shape, bool)
        mask.ravel()[wet] = True
        mask = binary_fill_holes(binary_closing(mask, np.ones((3, 3))))
        parts = [
            shape(g)
            for g, v in shapes(mask.astype(np.uint8), mask=mask, transform=window.transform)
        ]
        lake = smooth_polygon(max(parts, key=lambda part: part.area), sigma_m=30.0)
        if not isinstance(lake, Polygon) or not inside.ravel()[np.flatnonzero(mask)].all():
            continue
        chosen.append(Reservoir(lake, (x, y), level, np.flatnonzero(mask)))
        if len(chosen) == len(RESERVOIR_NAMES):
            break
    return chosen


def _stems(drained: Floats, target: Ints, inside: Bools) -> list[list[int]]:
    """Cut the drainage tree into stems (source first, ending on a larger stem), longest first."""
    total, allowed = drained.ravel(), inside.ravel()
    above = _donors(target)
    used: set[int] = set()
    stems = []
    for mouth in sorted(
        np.flatnonzero(allowed & (total > HEAD_CELLS)).tolist(),
        key=lambda cell: (-total[cell], cell),
    ):
        if mouth in used:
            continue
        stem = [mouth]
        while True:
            feed = [
                c for c in above[stem[-1]] if allowed[c] and total[c] > HEAD_CELLS and c not in used
            ]
            if not feed:
                break
            stem.append(max(feed, key=lambda cell: (total[cell], -cell)))
        used.update(stem)
        end = int(target[mouth])
        stems.append([*stem[::-1], end])
    return sorted(stems, key=len, reverse=True)


def _carve(window: Window, land: Floats, line: LineString) -> None:
    """Lower the cells under a stream until its surface never rises downstream (in place)."""
    points = shapely.get_coordinates(
        shapely.line_interpolate_point(line, np.arange(0, line.length, 0.5))
    )
    cells = window.cells(points[:, 0], points[:, 1])
    flat = land.ravel()
    for _ in range(4):
        low = np.inf
        for cell in cells.tolist():
            low = min(low, flat[cell])
            flat[cell] = low


def named_streams(
    window: Window, drained: Floats, target: Ints, inside: Bools, township: Polygon
) -> list[LineString]:
    """Trace the five longest stems and smooth them; a tributary ends on its main stream."""
    lines: list[LineString] = []
    for stem in _stems(drained, target, inside):
        xy = smooth(window.xy(np.array(stem)), sigma_m=38.0)
        if lines:
            near = [line for line in lines if line.distance(LineString(xy)) < 150]
            if near:
                mouth = shapely.shortest_line(LineString(xy[-2:]), near[0])
                xy = np.vstack([xy[:-1], shapely.get_coordinates(mouth)[-1]])
        else:
            beyond = stem[-1]
            for _ in range(60):
                beyond = int(target[beyond])
                stem.append(beyond)
            xy = smooth(window.xy(np.array(stem)), sigma_m=38.0)
        xy = meander(xy, stream_of_chance(f"meander {len(lines)}"), swing_m=13.0)
        pieces = shapely.get_parts(LineString(xy).intersection(township))
        lines.append(max(pieces, key=lambda piece: piece.length))
        if len(lines) == len(STREAM_NAMES):
            break
    return lines


def shape_water(window: Window, land: Floats, township: Polygon) -> Water:
    """Find streams and lakes, then lower or level the heights under them."""
    target = receivers(land)
    drained = accumulate(land, target)
    everywhere = window.xy(np.arange(land.size))
    inner = shapely.contains_xy(township.buffer(-260), everywhere).reshape(window.shape)
    lakes = reservoirs(window, land, drained, target, inner)
    final = land.copy()
    streams = named_streams(window, drained, target, inner, township)
    for lake in lakes:
        final.ravel()[lake.cells] = lake.level_m
    for line in sorted(streams, key=lambda item: item.length):
        _carve(window, final, line)
    for line in streams:
        _carve(window, final, line)
    return Water(streams, lakes, drained, final)
