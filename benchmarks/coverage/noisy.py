"""Whole coverages gone wrong the way drawings do, with the truth kept beside them."""

from collections.abc import Callable

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter1d

from benchmarks.coverage.broken import Broken
from benchmarks.coverage.make import SEED, Ground, tiling
from geo.crs import snap_to_mm

CELLS = 120
HAND_VERTICES = 3.0  # correlation of a hand's error along the line, in vertices (about 20 m)
COARSE_M = 3.0
MARGIN_M = 2.0
STRIP_M = 100.0  # wide: one to 0.2 grids deep, from the sheet's edge to the boundary
DATUM_M = (5.0, -3.0)

Shapes = NDArray[np.object_]
Random = np.random.Generator


def noisy(noise: str, repetition: int, *, cells: int = CELLS) -> Broken:
    """Draw the made coverage number ``repetition`` with one kind of error all over."""
    return noisy_copy(noise, tiling(cells, seed=SEED + repetition), repetition)


def noisy_copy(noise: str, ground: Ground, repetition: int = 0) -> Broken:
    """Draw any ground with one kind of error all over."""
    rng = np.random.default_rng([SEED, 1_000 + list(NOISES).index(noise), repetition])
    shapes = snap_to_mm(_largest_parts(NOISES[noise](ground, rng)))
    return Broken(ground.grids.set_geometry(shapes, crs=ground.grids.crs), ground, {})


def _digitised(sigma_m: float) -> Callable[[Ground, Random], Shapes]:
    """Draw every grid by a hand of its own, with a wandering error of this deviation."""

    def draw(ground: Ground, rng: Random) -> Shapes:
        return np.array([_redrawn(shape, sigma_m, rng) for shape in _shapes(ground)], dtype=object)

    return draw


def _redrawn(shape: shapely.Geometry, sigma_m: float, rng: Random) -> shapely.Geometry:
    ring = shapely.get_coordinates(shape)[:-1]
    noise = rng.standard_normal(ring.shape)
    error = gaussian_filter1d(noise, HAND_VERTICES, axis=0, mode="wrap")
    ring = ring + error * sigma_m / error.std()
    return shapely.make_valid(shapely.polygons(ring))


def _half_simplified(ground: Ground, rng: Random) -> Shapes:
    shapes = _shapes(ground)
    chosen = rng.permutation(len(shapes))[: len(shapes) // 2]
    shapes[chosen] = shapely.simplify(shapes[chosen], COARSE_M)
    return shapes


def _grown(by_m: float) -> Callable[[Ground, Random], Shapes]:
    def draw(ground: Ground, _: Random) -> Shapes:
        grown: Shapes = shapely.buffer(_shapes(ground), by_m, join_style="mitre")
        return grown

    return draw


def _strip_missing(ground: Ground, _: Random) -> Shapes:
    """End the sheet before the township ends: its east is drawn by nobody."""
    west, south, east, north = ground.boundary.bounds
    sheet = shapely.box(west - 1, south - 1, east - STRIP_M, north + 1)
    cut: Shapes = shapely.intersection(_shapes(ground), sheet)
    return cut


def _third_shifted(ground: Ground, _: Random) -> Shapes:
    """Take the western third from a drawing on another datum."""
    shapes = _shapes(ground)
    west, _south, east, _north = ground.boundary.bounds
    third = shapely.get_x(shapely.centroid(shapes)) < west + (east - west) / 3
    shapes[third] = shapely.transform(shapes[third], lambda xy: xy + DATUM_M)
    return shapes


NOISES: dict[str, Callable[[Ground, Random], Shapes]] = {
    "digitised_50cm": _digitised(0.5),
    "digitised_3m": _digitised(3.0),
    "half_simplified_3m": _half_simplified,
    "shrunk_2m": _grown(-MARGIN_M),
    "grown_2m": _grown(MARGIN_M),
    "strip_missing": _strip_missing,
    "third_shifted": _third_shifted,
}


def _shapes(ground: Ground) -> Shapes:
    shapes: Shapes = ground.grids.geometry.to_numpy().copy()
    return shapes


def _largest_parts(shapes: Shapes) -> Shapes:
    """One polygon a grid: what drawing tools keep of a shape that fell apart."""
    kept = shapes.copy()
    for row in np.flatnonzero(shapely.get_type_id(shapes) != shapely.GeometryType.POLYGON):
        kept[row] = max(shapely.get_parts(shapes[row]), key=shapely.area)
    return kept
