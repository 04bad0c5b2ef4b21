"""The working frame: facts, raster window and random streams."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from pyproj import Transformer
from rasterio.transform import Affine, from_origin
from shapely.geometry import Polygon

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

WORKING_CRS: Final = "EPSG:4544"
LONLAT_CRS: Final = "EPSG:4490"
EXTENT_WSEN: Final = (104.1887393715, 28.1553264212, 104.3592713226, 28.272050406)
AREA_M2: Final = 130.24e6
HOUSEHOLDS: Final = 6500
RESIDENTS: Final = 25300
CELL_M: Final = 30.0
COARSE: Final = 3  # erosion runs on cells this many times wider
MARGIN_M: Final = 1500.0
SEED: Final = 530623202

UNITS: Final = (
    # code, Chinese, English, kind, urban-rural class, in force from
    ("530623202001", "及第社区", "Jidi community", "community", "210", "2010-04-01"),
    ("530623202002", "桦槁坪社区", "Huagaoping community", "community", "210", "2021-01-01"),
    ("530623202201", "落雁村", "Luoyan village", "village", "210", "2021-01-01"),
    ("530623202202", "龙塘村", "Longtang village", "village", "220", None),
    ("530623202203", "保隆村", "Baolong village", "village", "220", None),
    ("530623202204", "共和村", "Gonghe village", "village", "220", None),
    ("530623202205", "天星村", "Tianxing village", "village", "220", None),
)
UNIT_CODES: Final = tuple(row[0] for row in UNITS)
JIDI, HUAGAOPING, LUOYAN, LONGTANG, BAOLONG, GONGHE, TIANXING = range(7)

_to_metres = Transformer.from_crs(LONLAT_CRS, WORKING_CRS, always_xy=True)
_to_degrees = Transformer.from_crs(WORKING_CRS, LONLAT_CRS, always_xy=True)


def metres(lon: Floats, lat: Floats) -> tuple[Floats, Floats]:
    """Project degrees to working metres."""
    return _to_metres.transform(lon, lat)


def degrees(x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """Bring working metres back to degrees."""
    return _to_degrees.transform(x, y)


def extent_polygon(inset_m: float = 0.0) -> Polygon:
    """Give the stated extent as a polygon in metres, shrunk by `inset_m`."""
    west, south, east, north = EXTENT_WSEN
    steps = np.linspace(0, 1, 21)
    lon = np.concatenate(
        [
            west + (east - west) * steps,
            np.full(21, east),
            east - (east - west) * steps,
            np.full(21, west),
        ]
    )
    lat = np.concatenate(
        [
            np.full(21, south),
            south + (north - south) * steps,
            np.full(21, north),
            north - (north - south) * steps,
        ]
    )
    return Polygon(np.column_stack(metres(lon, lat))).buffer(-inset_m, join_style="mitre")


def stream_of_chance(topic: str) -> np.random.Generator:
    """Open an independent random stream for one topic, the same in every run."""
    return np.random.Generator(np.random.PCG64([SEED, *topic.encode()]))


@dataclass(frozen=True, eq=False)
class Window:
    """A north-up raster window in working metres."""

    left: float
    top: float
    rows: int
    cols: int
    cell: float = CELL_M

    @property
    def shape(self) -> tuple[int, int]:
        return self.rows, self.cols

    @property
    def transform(self) -> Affine:
        return from_origin(self.left, self.top, self.cell, self.cell)

    @property
    def centre(self) -> tuple[float, float]:
        return self.left + self.cols * self.cell / 2, self.top - self.rows * self.cell / 2

    def coarse(self, factor: int) -> Window:
        """Give the same window with cells `factor` times wider."""
        return Window(
            self.left, self.top, self.rows // factor, self.cols // factor, self.cell * factor
        )

    def xy(self, cell_index: Ints) -> Floats:
        """Give cell centres (n, 2) of flat cell numbers."""
        rows, cols = np.divmod(np.asarray(cell_index), self.cols)
        return np.column_stack(
            [self.left + (cols + 0.5) * self.cell, self.top - (rows + 0.5) * self.cell]
        )

    def cells(self, x: Floats, y: Floats) -> Ints:
        """Give flat cell numbers of points; points outside go to the nearest edge cell."""
        cols = np.clip(((np.asarray(x) - self.left) // self.cell).astype(int), 0, self.cols - 1)
        rows = np.clip(((self.top - np.asarray(y)) // self.cell).astype(int), 0, self.rows - 1)
        return rows * self.cols + cols

    def km_from_centre(self) -> tuple[Floats, Floats]:
        """Give east and north kilometres from the window centre for every cell."""
        x = (np.arange(self.cols) + 0.5 - self.cols / 2) * self.cell / 1000
        y = (self.rows / 2 - np.arange(self.rows) - 0.5) * self.cell / 1000
        return np.meshgrid(x, y)


def window() -> Window:
    """Lay the raster window over the extent plus a margin, on whole coarse cells."""
    step = CELL_M * COARSE
    minx, miny, maxx, maxy = extent_polygon().bounds
    left = np.floor((minx - MARGIN_M) / step) * step
    top = np.ceil((maxy + MARGIN_M) / step) * step
    cols = int(np.ceil((maxx + MARGIN_M - left) / step)) * COARSE
    rows = int(np.ceil((top - miny + MARGIN_M) / step)) * COARSE
    return Window(float(left), float(top), rows, cols)
