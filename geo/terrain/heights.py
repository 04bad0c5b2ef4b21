"""Heights of the ground on one north-up raster in metres."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from pyproj import CRS

from geo.terrain.between import bilinear


@dataclass(frozen=True, slots=True, eq=False)
class Terrain:
    """Heights in metres on a north-up raster; nan where nothing was measured.

    Parameters
    ----------
    heights : float32 array, rows from north to south
    west, north : outer corner of the first cell, in metres of `crs`
    cell_x_m, cell_y_m : size of a cell, both positive
    crs : the projected system of the raster
    """

    heights: NDArray[np.float32]
    west: float
    north: float
    cell_x_m: float
    cell_y_m: float
    crs: CRS

    def __post_init__(self) -> None:
        """Freeze the heights, so that one terrain can be shared."""
        if self.heights.ndim != 2 or min(self.heights.shape) < 2:
            msg = f"heights must be at least 2 x 2 cells, got shape {self.heights.shape}"
            raise ValueError(msg)
        if not (self.cell_x_m > 0 and self.cell_y_m > 0):
            msg = f"cells must have a positive size, got {self.cell_x_m} x {self.cell_y_m} m"
            raise ValueError(msg)
        self.heights.flags.writeable = False

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """West, south, east and north edge of the raster in metres."""
        rows, columns = self.heights.shape
        south = self.north - rows * self.cell_y_m
        return self.west, south, self.west + columns * self.cell_x_m, self.north

    def at(self, x: ArrayLike, y: ArrayLike) -> NDArray[np.float64]:
        """Height in metres at each point, bilinear between the centres of cells.

        nan outside the centres of the border cells and wherever a cell that
        counts has no height: a height is never extrapolated.
        """
        column = (np.asarray(x, float) - self.west) / self.cell_x_m - 0.5
        row = (self.north - np.asarray(y, float)) / self.cell_y_m - 0.5
        return bilinear(self.heights, row, column)

    def holds(self, x: ArrayLike, y: ArrayLike) -> NDArray[np.bool_]:
        """Tell for each point in metres whether it lies on a cell of the raster, known or not."""
        west, south, east, north = self.bounds
        x, y = np.asarray(x, float), np.asarray(y, float)
        inside: NDArray[np.bool_] = (x >= west) & (x < east) & (y > south) & (y <= north)
        return inside
