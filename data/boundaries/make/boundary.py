"""The made-up township boundary, along ridges and the gorge river."""

from __future__ import annotations

import numpy as np
import shapely
from scipy.ndimage import binary_dilation
from shapely.geometry import LineString, Polygon

from .frame import AREA_M2, Bools, Floats, Window, extent_polygon
from .lines import smooth
from .noise import fractal
from .paths import raster_graph, spread, walk_back

# East and north kilometres from the window centre; True = touches the stated extent there.
WAY_POINTS = (
    (-8.40, -2.10, True),
    (-8.40, -3.20, True),
    (-7.20, -4.85, False),
    (-5.20, -6.10, False),
    (-3.60, -6.43, True),
    (-1.40, -5.50, False),
    (2.40, -4.70, False),
    (5.00, -3.20, False),
    (6.00, -0.80, False),
    (7.00, 1.40, False),
    (8.40, 3.60, True),
    (8.40, 4.50, True),
    (7.10, 5.60, False),
    (5.60, 4.40, False),
    (3.60, 5.00, False),
    (2.40, 6.43, True),
    (1.70, 6.43, True),
    (0.60, 5.00, False),
    (-0.90, 4.50, False),
    (-3.00, 3.60, False),
    (-5.60, 2.10, False),
    (-6.90, -0.30, False),
)
SNAP_KM = 0.5


def border_cost(
    window: Window, ridge: Floats, stream: Floats, *, open_cost: float = 24.0
) -> Floats:
    """Make ridges and streams cheap to follow; the inputs count draining cells up and down."""
    on_ridge = np.clip(np.log(np.maximum(ridge, 1)) / np.log(60), 0, 1)
    on_stream = np.clip((np.log(np.maximum(stream, 1)) - np.log(150)) / np.log(15), 0, 1)
    wander = np.exp(0.55 * fractal(window, "border", longest_m=1500, shortest_m=80, falloff=1.2))
    return (1 + (open_cost - 1) * (1 - np.maximum(on_ridge, on_stream)) ** 1.5) * wander


def _way_cells(window: Window, cost: Floats, allowed: Bools) -> list[int]:
    x, y = window.km_from_centre()
    rim = allowed & ~shapely.contains_xy(
        extent_polygon(90.0),
        *(v.reshape(window.shape) for v in window.xy(np.arange(window.rows * window.cols)).T),
    )
    cells = []
    for east, north, touches in WAY_POINTS:
        away = np.hypot(x - east, y - north)
        score = cost + away * (150 if touches else 6)
        score = np.where(rim if touches else allowed & (away < SNAP_KM), score, np.inf)
        cells.append(int(np.argmin(score)))
    return cells


def _ring(window: Window, cost: Floats) -> Polygon:
    everywhere = window.xy(np.arange(window.rows * window.cols))
    allowed = shapely.contains_xy(extent_polygon(35.0), everywhere).reshape(window.shape)
    cells = _way_cells(window, cost, allowed)
    chain: list[int] = []
    used = np.zeros(window.shape, bool)
    for start, end in zip(cells, cells[1:] + cells[:1], strict=True):
        # Ground near the line so far is dear, so that the ring does not run back along itself.
        near = binary_dilation(used, np.ones((3, 3)), iterations=6)
        graph = raster_graph(window, np.where(near, cost + 150, cost), allowed=allowed)
        _, before, _ = spread(graph, np.array([start]))
        piece = walk_back(before, end)[:-1]
        used.ravel()[piece] = True
        chain += piece
    ring = np.asarray(window.xy(np.array([*chain, chain[0]])))
    parts = shapely.get_parts(shapely.get_parts(shapely.make_valid(Polygon(ring))))
    polygons = [part for part in parts if isinstance(part, Polygon)]
    return Polygon(max(polygons, key=lambda part: part.area).exterior)


def township(window: Window, cost: Floats) -> Polygon:
    """Draw the township: 130.24 km2 inside the stated extent, smooth, natural."""
    raw = _ring(window, cost)
    # Opening and closing take away spikes where the path ran to a way point and back.
    calm = raw.buffer(-90).buffer(180).buffer(-90)
    calm = max(shapely.get_parts(calm), key=lambda part: part.area)
    allowed = extent_polygon(1.0)
    low, high = -400.0, 400.0
    for _ in range(50):
        middle = (low + high) / 2
        grown = _smoothed(calm.buffer(middle)).intersection(allowed)
        low, high = (middle, high) if grown.area < AREA_M2 else (low, middle)
    shape = _smoothed(calm.buffer(low)).intersection(allowed)
    return Polygon(shape.exterior)


def _smoothed(polygon: Polygon) -> Polygon:
    ring = shapely.get_coordinates(polygon.exterior)
    return Polygon(smooth(ring, sigma_m=45.0, tolerance_m=1.5)).buffer(0)


def ring_line(polygon: Polygon) -> LineString:
    """Give the outer ring as a line."""
    return LineString(polygon.exterior.coords)
