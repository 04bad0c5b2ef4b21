"""Heights of a tile in another coordinate system, in metres."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from pyproj import CRS, Transformer

from geo.formats.drawing import system_of
from geo.terrain.between import bilinear
from geo.terrain.heights import Terrain
from geo.terrain.tile import Box, Tile, check_size

_AT_ONCE = 1_000_000  # cells reprojected together; bounds the memory to about 200 MB
_EDGE = 41  # points along each side of a box whose place in another system is asked for


@dataclass(frozen=True, slots=True)
class Raster:
    """A raster without heights: the corner, size and number of its cells in metres."""

    west: float
    north: float
    cell_x_m: float
    cell_y_m: float
    columns: int
    rows: int


def same_system(one: CRS, other: CRS) -> bool:
    """Tell whether two systems give a place the same numbers, whatever their order of axes."""
    if one.equals(other, ignore_axis_order=True):
        return True
    names = [system_of(crs.to_wkt()) for crs in (one, other)]
    return names[0] != "" and names[0] == names[1]


def moved_box(box: Box, crs: CRS, to: CRS) -> Box:
    """Return the box in another system that holds a box."""
    if same_system(crs, to):
        return box
    transformer = Transformer.from_crs(crs, to, always_xy=True)
    west, south, east, north = transformer.transform_bounds(*box, densify_pts=_EDGE)
    return west, south, east, north


def cell_m(tile: Tile, crs: CRS) -> tuple[float, float]:
    """Width and height of the cell in the middle of a tile, in metres of a projected system."""
    west, south, east, north = tile.bounds
    x, y = (west + east) / 2, (south + north) / 2
    across, up = tile.step_x / 2, tile.step_y / 2
    to = Transformer.from_crs(tile.crs, crs, always_xy=True)
    xs, ys = to.transform([x - across, x + across, x, x], [y, y, y - up, y + up])
    return float(np.hypot(xs[1] - xs[0], ys[1] - ys[0])), float(
        np.hypot(xs[3] - xs[2], ys[3] - ys[2])
    )


def raster_over(box: Box, cell_x_m: float, cell_y_m: float, name: str) -> Raster:
    """Lay a raster over a box in metres; its cells begin at whole numbers of cells.

    Raises
    ------
    InputError
        terrain_size: too many cells.
    """
    west, south, east, north = box
    left, top = np.floor(west / cell_x_m), np.ceil(north / cell_y_m)
    columns = max(int(np.ceil(east / cell_x_m) - left), 2)
    rows = max(int(top - np.floor(south / cell_y_m)), 2)
    check_size(name, columns, rows)
    return Raster(float(left * cell_x_m), float(top * cell_y_m), cell_x_m, cell_y_m, columns, rows)


def resampled(tile: Tile, raster: Raster, crs: CRS, *, reach: float = 0.0) -> NDArray[np.float32]:
    """Read a tile bilinearly at the centre of every cell of a raster in another system.

    A cell is unknown where any of the four cells around its centre is: unlike in most programs
    heights are not drawn into voids from what is left.

    Parameters
    ----------
    reach
        How many cells beyond the tile's outermost centres its border heights still hold.
    """
    to = Transformer.from_crs(crs, tile.crs, always_xy=True)
    heights = np.empty((raster.rows, raster.columns), dtype=np.float32)
    x = raster.west + (np.arange(raster.columns) + 0.5) * raster.cell_x_m
    step = max(1, _AT_ONCE // raster.columns)
    for first in range(0, raster.rows, step):
        last = min(first + step, raster.rows)
        y = raster.north - (np.arange(first, last) + 0.5) * raster.cell_y_m
        there_x, there_y = to.transform(*np.meshgrid(x, y))
        heights[first:last] = bilinear(
            tile.heights,
            (tile.north - there_y) / tile.step_y - 0.5,
            (there_x - tile.west) / tile.step_x - 0.5,
            reach=reach,
        )
    return heights


def coarser(terrain: Terrain, times: int) -> Terrain:
    """Return means of `times` x `times` cells; a mean with an unknown cell in it is unknown."""
    rows, columns = (size // times for size in terrain.heights.shape)
    kept = terrain.heights[: rows * times, : columns * times].astype(np.float64)
    means = kept.reshape(rows, times, columns, times).mean(axis=(1, 3))
    return Terrain(
        means.astype(np.float32),
        terrain.west,
        terrain.north,
        terrain.cell_x_m * times,
        terrain.cell_y_m * times,
        terrain.crs,
    )
