"""Smooth lines out of raster staircases."""

from __future__ import annotations

import numpy as np
import shapely
from scipy.ndimage import gaussian_filter1d
from shapely.geometry import LineString, Polygon

from .frame import Floats


def resample(xy: Floats, step_m: float) -> Floats:
    """Place points every `step_m` metres along a line; both ends stay."""
    line = LineString(xy)
    count = max(round(line.length / step_m), 2)
    return shapely.get_coordinates(
        shapely.line_interpolate_point(line, np.linspace(0, line.length, count + 1))
    )


def smooth(xy: Floats, *, sigma_m: float, step_m: float = 12.0, tolerance_m: float = 1.2) -> Floats:
    """Round a line's corners with a Gaussian of `sigma_m` metres; both ends stay in place."""
    xy = np.asarray(xy, float)
    length = float(np.hypot(*np.diff(xy, axis=0).T).sum())
    if len(xy) < 3 or length < 2 * step_m:
        return xy
    points = resample(xy, step_m)
    if np.array_equal(xy[0], xy[-1]):
        rounded = gaussian_filter1d(points[:-1], sigma_m / step_m, axis=0, mode="wrap")
        rounded = np.vstack([rounded, rounded[:1]])
    else:
        # Point reflection at the ends keeps them where they are.
        width = min(sigma_m, length / 5) / step_m
        reach = min(len(points) - 1, int(4 * width) + 1)
        before = 2 * points[0] - points[reach:0:-1]
        after = 2 * points[-1] - points[-2 : -2 - reach : -1]
        rounded = gaussian_filter1d(np.vstack([before, points, after]), width, axis=0)
        rounded = rounded[reach : reach + len(points)]
        rounded[0], rounded[-1] = xy[0], xy[-1]
    slim = shapely.simplify(LineString(rounded), tolerance_m)
    return shapely.get_coordinates(slim)


def meander(xy: Floats, chance: np.random.Generator, *, swing_m: float) -> Floats:
    """Swing a line to both sides by about `swing_m` metres; both ends stay in place."""
    points = resample(xy, 10.0)
    white = chance.standard_normal((2, len(points) + 200))
    wide, fine = (gaussian_filter1d(w, s)[100:-100] for w, s in zip(white, (9, 3.5), strict=True))
    swing = swing_m * (wide / wide.std() + 0.4 * fine / fine.std())
    steps = np.minimum(np.arange(len(points)), np.arange(len(points))[::-1])
    swing *= np.clip(steps / 12, 0, 1)
    way = np.gradient(points, axis=0)
    way /= np.hypot(way[:, 0], way[:, 1])[:, None]
    out = points + swing[:, None] * np.column_stack([-way[:, 1], way[:, 0]])
    return shapely.get_coordinates(shapely.simplify(LineString(out), 1.0))


def smooth_polygon(polygon: Polygon, *, sigma_m: float) -> Polygon:
    """Round the outer ring of a polygon and drop its holes."""
    ring = smooth(shapely.get_coordinates(polygon.exterior), sigma_m=sigma_m)
    return Polygon(ring).buffer(0)
