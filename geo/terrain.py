"""Heights of the ground from one elevation raster, in metres."""

import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import rasterio
from numpy.typing import ArrayLike, NDArray
from pyproj import CRS
from rasterio.errors import NotGeoreferencedWarning, RasterioError

from geo.schema import Fact, InputError

MAX_CELLS = 50_000_000  # 200 MB as float32; a township at 30 m has well under a million
VOID = -32768  # what SRTM and most int16 rasters write where nothing was measured
LOWEST_M, HIGHEST_M = -500.0, 9000.0  # nothing on land lies outside; feet or decimetres do
GRAZE_M = 0.01  # ground this little above a sight line is rounding, not a hill
_SAMPLES_AT_ONCE = 2_000_000  # bounds the memory of line_of_sight to about 100 MB


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
        rows, columns = self.heights.shape
        with np.errstate(invalid="ignore"):
            inside = (row >= 0) & (row <= rows - 1) & (column >= 0) & (column <= columns - 1)
        row, column = np.where(inside, row, 0.0), np.where(inside, column, 0.0)
        r = np.minimum(row.astype(np.int64), rows - 2)
        c = np.minimum(column.astype(np.int64), columns - 2)
        down, right = row - r, column - c
        total = np.zeros(row.shape)
        for i, weight_row in ((0, 1 - down), (1, down)):
            for j, weight_column in ((0, 1 - right), (1, right)):
                weight = weight_row * weight_column
                # a void cell of weight 0 must not spoil a point exactly on its neighbour
                total += np.where(weight > 0, weight * self.heights[r + i, c + j], 0.0)
        return np.where(inside, total, np.nan)


def read_terrain(path: Path, crs: CRS | str | None = None) -> Terrain:
    """Read a one-band, north-up GeoTIFF of heights in metres.

    Parameters
    ----------
    path : the GeoTIFF; no other format is opened, whatever the file is called
    crs : the working system of the area; a raster in another one is refused

    Raises
    ------
    InputError
        terrain_unreadable, terrain_bands, terrain_size, terrain_crs_missing,
        terrain_crs, terrain_rotated or terrain_heights.
    """
    path = Path(path)
    try:
        with warnings.catch_warnings():
            # the missing reference is told below, as an InputError
            warnings.simplefilter("ignore", NotGeoreferencedWarning)
            with rasterio.open(path, driver="GTiff") as raster:
                _check_raster(raster, path, crs)
                heights = raster.read(1, out_dtype="float32")
                nodata, whole = raster.nodata, raster.dtypes[0].startswith("int")
                transform, raster_crs = raster.transform, CRS.from_user_input(crs or raster.crs)
    except (RasterioError, OSError) as error:
        sentence = "{file}: cannot be read; give a GeoTIFF of heights in metres."
        facts = {"file": path.name}
        raise InputError(code="terrain_unreadable", facts=facts, sentence=sentence) from error
    if nodata is not None:
        heights[heights == np.float32(nodata)] = np.nan
    if whole:
        heights[heights == VOID] = np.nan
    _check_heights(heights, path)
    return Terrain(heights, transform.c, transform.f, transform.a, -transform.e, raster_crs)


def line_of_sight(
    terrain: Terrain, start: NDArray[np.float64], end: NDArray[np.float64]
) -> NDArray[np.bool_]:
    """Tell for each pair of points whether the bare ground leaves them in sight of each other.

    The ground is sampled every half cell. Where its height is unknown the
    answer is False: sight has to be shown, it is not assumed. The curvature of
    the earth is ignored (7 mm at 300 m).

    Parameters
    ----------
    start, end : arrays [n, 3] of x, y and the height above the ground, in metres
    """
    start, end = np.atleast_2d(start).astype(float), np.atleast_2d(end).astype(float)
    step = min(terrain.cell_x_m, terrain.cell_y_m) / 2
    length = np.hypot(*(end[:, :2] - start[:, :2]).T)
    pieces = np.maximum(np.ceil(length / step), 1).astype(np.int64)
    low = terrain.at(start[:, 0], start[:, 1]) + start[:, 2]
    high = terrain.at(end[:, 0], end[:, 1]) + end[:, 2]
    seen = np.isfinite(low) & np.isfinite(high)
    for chosen, most in _batches(pieces):
        part = np.arange(1, most)[None, :] / pieces[chosen, None]
        a, b = start[chosen, None, :], end[chosen, None, :]
        ground = terrain.at(
            a[..., 0] + part * (b[..., 0] - a[..., 0]), a[..., 1] + part * (b[..., 1] - a[..., 1])
        )
        ray = low[chosen, None] + part * (high - low)[chosen, None]
        # short lines of a batch are padded; what lies past their end does not count
        with np.errstate(invalid="ignore"):
            clear = (ground <= ray + GRAZE_M) | (part >= 1)
        seen[chosen] &= clear.all(axis=1)
    return seen


def _batches(pieces: NDArray[np.int64]) -> Iterator[tuple[NDArray[np.int64], int]]:
    """Yield rows of similar length with their longest, few enough to fit in memory."""
    order = np.argsort(pieces, kind="stable")
    first = 0
    while first < len(order):
        last = first + 1
        rows = max(1, _SAMPLES_AT_ONCE // int(pieces[order[first]]))
        last = min(first + rows, len(order))
        while last - first > 1 and (last - first) * pieces[order[last - 1]] > _SAMPLES_AT_ONCE:
            last = first + (last - first) // 2
        yield order[first:last], int(pieces[order[last - 1]])
        first = last


def _check_raster(raster: rasterio.io.DatasetReader, path: Path, crs: CRS | str | None) -> None:
    """Refuse a raster that cannot be used as it is, before its cells are read."""
    facts: dict[str, Fact] = {"file": path.name}
    if raster.count != 1:
        facts["given"] = raster.count
        sentence = "{file}: expected one band of heights in metres, given {given} bands."
        raise InputError(code="terrain_bands", facts=facts, sentence=sentence)
    if raster.width * raster.height > MAX_CELLS or min(raster.width, raster.height) < 2:
        facts |= {"expected": MAX_CELLS, "columns": raster.width, "rows": raster.height}
        sentence = (
            "{file}: expected from 2 x 2 to {expected} cells in all, "
            "given {columns} x {rows}; clip it to the area."
        )
        raise InputError(code="terrain_size", facts=facts, sentence=sentence)
    if raster.crs is None or raster.transform.is_identity:
        sentence = "{file}: no coordinate system is given; write one into the GeoTIFF."
        raise InputError(code="terrain_crs_missing", facts=facts, sentence=sentence)
    given = CRS.from_user_input(raster.crs)
    # rasters count east first whatever the system's own order of axes is
    wanted = given if crs is None else CRS.from_user_input(crs)
    if not given.is_projected or not given.equals(wanted, ignore_axis_order=True):
        facts |= {"expected": str(crs or "a projected one in metres"), "given": given.name}
        sentence = "{file}: expected the coordinate system {expected}, given {given}; reproject it."
        raise InputError(code="terrain_crs", facts=facts, sentence=sentence)
    if raster.transform.b or raster.transform.d or raster.transform.e >= 0:
        sentence = "{file}: expected a north-up raster, given a rotated one; reproject it."
        raise InputError(code="terrain_rotated", facts=facts, sentence=sentence)


def _check_heights(heights: NDArray[np.float32], path: Path) -> None:
    """Refuse heights that cannot be metres above the sea."""
    known = heights[np.isfinite(heights)]
    low, high = (float(known.min()), float(known.max())) if known.size else (0.0, 0.0)
    if not known.size or low < LOWEST_M or high > HIGHEST_M:
        facts: dict[str, Fact] = {
            "file": path.name,
            "cells": int(known.size),
            "lowest_m": low,
            "highest_m": high,
        }
        sentence = (
            "{file}: expected heights in metres from -500 to 9000, "
            "given {lowest_m:.0f} to {highest_m:.0f} in {cells} cells."
        )
        raise InputError(code="terrain_heights", facts=facts, sentence=sentence)
