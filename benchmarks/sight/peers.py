"""Other programs' ways to the same answers; runs in an environment of their own.

Each is used in the way that serves it best.
"""

from collections.abc import Callable, Mapping

import numpy as np
import shapely

from benchmarks.sight.asking import Ask, pairs, shapes
from benchmarks.sight.casting import cast
from benchmarks.sight.drawers import (
    pyvispoly,
    pyvispoly_areas,
    shadows,
    visilibity,
    visilibity_areas,
)
from benchmarks.sight.given import Floats, Given
from benchmarks.sight.rasters import gdal, gdal_hills, samples, xarray_spatial, xarray_spatial_hills


def strtree(given: Given) -> Ask:
    """STRtree.query of all lines at once: what this program did before."""
    houses = shapes(given)
    tree = shapely.STRtree(houses)

    def ask(asked: int) -> Floats:
        eye, target = pairs(given, asked)
        lines = shapely.linestrings(
            np.stack([given.eyes[eye, :2], given.targets[target, :2]], axis=1)
        )
        met, house = tree.query(lines, predicate="intersects")
        own = np.zeros(len(met), dtype=bool)
        for xy in (given.eyes[eye[met], :2], given.targets[target[met], :2]):
            own |= shapely.intersects_xy(houses[house], xy[:, 0], xy[:, 1])
        table = np.zeros((asked, len(given.targets)))
        table[eye, target] = 1
        table[eye[met[~own]], target[met[~own]]] = 0
        return table

    return ask


def pair_loop(given: Given) -> Ask:
    """One line after the other against all houses joined and prepared."""
    joined = shapely.union_all(shapes(given))
    shapely.prepare(joined)

    def ask(asked: int) -> Floats:
        table = np.zeros((asked, len(given.targets)))
        for eye, target in zip(*pairs(given, asked), strict=True):
            line = shapely.LineString([given.eyes[eye, :2], given.targets[target, :2]])
            table[eye, target] = not joined.intersects(line)
        return table

    return ask


def casting(given: Given) -> Ask:
    """Rays through a uniform grid of walls, compiled by numba."""
    rings = shapely.get_rings(shapes(given))
    xy, ring = shapely.get_coordinates(rings, return_index=True)
    wall = np.flatnonzero(ring[1:] == ring[:-1])
    a, b = xy[wall], xy[wall + 1]
    cast(a, b, given.eyes[:1, :2], given.targets[:1, :2], 1.0)  # compiled before the clock counts

    def ask(asked: int) -> Floats:
        eyes, targets = given.eyes[:asked, :2], given.targets[:, :2]
        table = cast(a, b, eyes, targets, float(given.range_m))
        eye, target = pairs(given, asked)
        told = np.zeros(table.shape)
        told[eye, target] = table[eye, target]
        return told

    return ask


LOOKS: Mapping[str, Callable[[Given], Ask]] = {
    "STRtree lines": strtree,
    "one line at a time": pair_loop,
    "ray casting (numba)": casting,
    "GDAL viewshed 1 m": gdal,
    "xarray-spatial 1 m": xarray_spatial,
    "visilibity": visilibity,
    "pyvispoly (CGAL)": pyvispoly,
}
AREAS: Mapping[str, Callable[[Given], Ask]] = {
    "shapely shadows": shadows,
    "visilibity": visilibity_areas,
    "pyvispoly (CGAL)": pyvispoly_areas,
}
HILLS: Mapping[str, Callable[[Given], Ask]] = {
    "64 samples (scipy)": samples,
    "GDAL viewshed": gdal_hills,
    "xarray-spatial": xarray_spatial_hills,
}
# loaded before the clock starts
NEEDS: Mapping[str, tuple[str, ...]] = {
    "STRtree lines": (),
    "one line at a time": (),
    "ray casting (numba)": ("numba",),
    "GDAL viewshed 1 m": ("rasterio.features",),
    "GDAL viewshed": ("rasterio",),
    "xarray-spatial 1 m": ("rasterio.features", "xrspatial"),
    "xarray-spatial": ("xrspatial",),
    "64 samples (scipy)": ("scipy.ndimage",),
    "visilibity": ("visilibity",),
    "pyvispoly (CGAL)": ("pyvispoly",),
    "shapely shadows": (),
}
