"""Heights as one file gives them, in the coordinates of the file, and what is refused in it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from pyproj import CRS

from geo.contract import Fact, InputError

MAX_CELLS = 50_000_000  # 200 MB as float32; a township at 30 m has well under a million
LOWEST_M, HIGHEST_M = -500.0, 9000.0  # nothing on land lies outside; feet or decimetres do
# what files write where nothing was measured, whether they declare it or not
VOIDS = (-32768.0, -9999.0)
INTO = " › "  # between a ZIP and a file in it; no slash: what follows one is taken for the name
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, eq=False)
class Tile:
    """Heights in metres of one file; nan where nothing was measured.

    Parameters
    ----------
    name : name of the file, for messages
    heights : float32 array, rows from north to south
    west, north : outer corner of the first cell, in the units of `crs`
    step_x, step_y : size of a cell in the units of `crs`, both positive
    crs : the system of the file, geographic or projected, east before north
    """

    name: str
    heights: NDArray[np.float32]
    west: float
    north: float
    step_x: float
    step_y: float
    crs: CRS

    @property
    def bounds(self) -> Box:
        """West, south, east and north edge in the units of the system."""
        rows, columns = self.heights.shape
        return (
            self.west,
            self.north - rows * self.step_y,
            self.west + columns * self.step_x,
            self.north,
        )

    def cut(self, box: Box, *, spare: int = 2) -> "Tile | None":
        """Return the cells that touch a box and some beside it; None where there are none."""
        rows, columns = self.heights.shape
        west, south, east, north = box
        left = max(int(np.floor((west - self.west) / self.step_x)) - spare, 0)
        right = min(int(np.ceil((east - self.west) / self.step_x)) + spare, columns)
        top = max(int(np.floor((self.north - north) / self.step_y)) - spare, 0)
        low = min(int(np.ceil((self.north - south) / self.step_y)) + spare, rows)
        if right - left < 2 or low - top < 2:
            return None
        return Tile(
            self.name,
            self.heights[top:low, left:right],
            self.west + left * self.step_x,
            self.north - top * self.step_y,
            self.step_x,
            self.step_y,
            self.crs,
        )


def check_size(name: str, columns: int, rows: int) -> None:
    """Refuse a raster of too many or too few cells, before they are read.

    Raises
    ------
    InputError
        terrain_size.
    """
    if columns * rows <= MAX_CELLS and min(columns, rows) >= 2:
        return
    facts: dict[str, Fact] = {"file": name, "expected": MAX_CELLS, "columns": columns, "rows": rows}
    told = (
        "{file}: expected from 2 x 2 to {expected} cells in all, "
        "given {columns} x {rows}; clip it to the area."
    )
    raise InputError(code="terrain_size", facts=facts, sentence=told)


def known_heights(
    name: str, raw: NDArray[np.generic], *, nodata: float | None, sea_unknown: bool
) -> NDArray[np.float32]:
    """Return the heights of a file as float32, nan where it has none.

    Unknown is what the file declares, what files usually write undeclared, what is no finite
    number, and 0 where a person says that 0 stands for the sea.

    Raises
    ------
    InputError
        terrain_heights: nothing is known, or the heights cannot be metres above the sea.
    """
    markers = [*VOIDS, *([] if nodata is None else [nodata]), *([0.0] if sea_unknown else [])]
    # a marker beyond the reach of 32-bit numbers stands in the file as the last of them
    with np.errstate(over="ignore"):
        numbers = np.array(markers).astype(raw.dtype if raw.dtype.kind == "f" else np.float64)
        heights = raw.astype(np.float32)
    unknown = ~np.isfinite(raw) | np.isin(raw, numbers)
    heights[unknown] = np.nan
    known = heights[~unknown]
    low, high = (float(known.min()), float(known.max())) if known.size else (0.0, 0.0)
    if known.size and low >= LOWEST_M and high <= HIGHEST_M:
        return heights
    facts: dict[str, Fact] = {
        "file": name,
        "cells": int(known.size),
        "lowest_m": low,
        "highest_m": high,
    }
    told = (
        "{file}: expected heights in metres from -500 to 9000, "
        "given {lowest_m:.0f} to {highest_m:.0f} in {cells} cells."
    )
    raise InputError(code="terrain_heights", facts=facts, sentence=told)


def unreadable(name: str) -> InputError:
    """Say that a file is not what its ending promises, or broken."""
    told = "{file}: cannot be read as what its name says; export it again, as GeoTIFF if you can."
    return InputError(code="terrain_unreadable", facts={"file": name}, sentence=told)


def nowhere(name: str) -> InputError:
    """Say that a file does not tell which coordinate system it is in."""
    told = (
        "{file}: no coordinate system is given; write one into the GeoTIFF, put the .prj beside "
        "the .asc, or say which it is."
    )
    return InputError(code="terrain_crs_missing", facts={"file": name}, sentence=told)
