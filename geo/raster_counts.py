"""Counts out of a raster, such as people a cell, summed over shapes; cells are cut by area."""

from __future__ import annotations

import math
import warnings
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import CRS, Transformer
from rasterio.errors import NotGeoreferencedWarning, RasterioError
from rasterio.io import DatasetReader, MemoryFile
from rasterio.windows import Window

from geo.contract import Fact, InputError

MAX_CELLS = 4_000_000  # over the area; a township at 10 m has 1.3 million
_TIFF = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
_M2_PER_KM2 = 1_000_000


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """Cells of a raster that hold a value: their outlines in the working system, and their counts.

    ``void`` is the number of cells without a value whose middle lies in the boundary,
    ``uncovered_m2`` the ground of the boundary that the raster does not reach.
    """

    outlines: NDArray[np.object_]
    counts: NDArray[np.float64]
    void: int
    uncovered_m2: float


def read_cells(
    name: str, content: bytes, boundary: shapely.Geometry, crs: CRS | str, *, density: bool = False
) -> Cells:
    """Read the cells of a one-band GeoTIFF around a boundary, in any coordinate system.

    Parameters
    ----------
    boundary
        Outline of the area, in metres of ``crs``.
    density
        Whether a value is a count per square kilometre instead of a count in the cell.

    Raises
    ------
    InputError
        raster_unreadable, raster_system, raster_bands, raster_elsewhere, raster_too_large or
        raster_negative.
    """
    if not content.startswith(_TIFF):
        raise _refusal(name, "raster_unreadable")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", NotGeoreferencedWarning)
            with MemoryFile(content) as held, held.open(driver="GTiff") as raster:
                return _cells(name, raster, boundary, CRS(crs), density=density)
    except RasterioError as error:
        raise _refusal(name, "raster_unreadable") from error


def sums_by_shape(cells: Cells, shapes: NDArray[np.object_]) -> NDArray[np.float64]:
    """Sum of the cells in each shape: a cell counts by the share of its area that lies inside."""
    sums = np.zeros(len(shapes))
    if not len(cells.outlines):
        return sums
    at, shape = shapely.STRtree(cells.outlines).query(shapes, "intersects")[::-1]
    shapely.prepare(shapes)
    inside = shapely.covers(shapes[shape], cells.outlines[at])
    share = np.ones(len(at))
    cut = ~inside
    pieces = shapely.intersection(shapes[shape[cut]], cells.outlines[at[cut]])
    share[cut] = shapely.area(pieces) / shapely.area(cells.outlines[at[cut]])
    np.add.at(sums, shape, share * cells.counts[at])
    return sums


def _cells(
    name: str, raster: DatasetReader, boundary: shapely.Geometry, crs: CRS, *, density: bool
) -> Cells:
    if raster.crs is None or raster.transform.is_identity:
        raise _refusal(name, "raster_system")
    if raster.count != 1:
        raise _refusal(name, "raster_bands", given=raster.count)
    system = CRS.from_user_input(raster.crs)
    window = _window(name, raster, boundary, Transformer.from_crs(crs, system, always_xy=True))
    values = raster.read(1, window=window, masked=True).astype(np.float64)
    values = values * raster.scales[0] + raster.offsets[0]
    held = ~np.ma.getmaskarray(values) & np.isfinite(values.data)
    if (values.data[held] < 0).any():
        raise _refusal(name, "raster_negative", given=float(values.data[held].min()))
    back = Transformer.from_crs(system, crs, always_xy=True)
    outlines = _outlines(raster, window, back, values.shape)
    flat = held.ravel()
    counts = values.data.ravel()[flat]
    if density:
        counts = counts * shapely.area(outlines[flat]) / _M2_PER_KM2
    shapely.prepare(boundary)
    void = shapely.intersects(boundary, shapely.centroid(outlines[~flat])).sum()
    edge = shapely.box(
        window.col_off,
        window.row_off,
        window.col_off + window.width,
        window.row_off + window.height,
    )
    x, y = raster.transform * tuple(shapely.get_coordinates(shapely.segmentize(edge, 10)).T)
    frame = shapely.polygons(np.stack(back.transform(x, y), axis=-1))
    uncovered = shapely.area(shapely.difference(boundary, frame))
    return Cells(outlines[flat], counts, int(void), float(uncovered))


def _window(
    name: str, raster: DatasetReader, boundary: shapely.Geometry, there: Transformer
) -> Window:
    """Cells around the boundary, one more on every side."""
    ring = shapely.segmentize(shapely.box(*boundary.bounds), 500)
    x, y = there.transform(*shapely.get_coordinates(ring).T)
    columns, rows = ~raster.transform * (np.asarray(x), np.asarray(y))
    if not (np.isfinite(columns).all() and np.isfinite(rows).all()):
        raise _refusal(name, "raster_elsewhere")
    left, right = math.floor(columns.min()) - 1, math.ceil(columns.max()) + 1
    top, bottom = math.floor(rows.min()) - 1, math.ceil(rows.max()) + 1
    left, top = max(left, 0), max(top, 0)
    width, height = min(right, raster.width) - left, min(bottom, raster.height) - top
    if width <= 0 or height <= 0:
        raise _refusal(name, "raster_elsewhere")
    if width * height > MAX_CELLS:
        raise _refusal(name, "raster_too_large", limit=MAX_CELLS)
    return Window(left, top, width, height)


def _outlines(
    raster: DatasetReader, window: Window, back: Transformer, shape: tuple[int, int]
) -> NDArray[np.object_]:
    """Return the four corners of each cell as a polygon in the working system."""
    rows, columns = shape
    column, row = np.meshgrid(
        np.arange(columns + 1) + window.col_off, np.arange(rows + 1) + window.row_off
    )
    x, y = raster.transform * (column.astype(float), row.astype(float))
    corner = np.stack(back.transform(x, y), axis=-1)
    ring = np.stack(
        [corner[:-1, :-1], corner[:-1, 1:], corner[1:, 1:], corner[1:, :-1], corner[:-1, :-1]],
        axis=2,
    )
    made: NDArray[np.object_] = shapely.polygons(ring.reshape(-1, 5, 2))
    return made


def _refusal(file: str, code: str, **facts: Fact) -> InputError:
    told = {
        "raster_unreadable": "{file}: expected a GeoTIFF with one band that can be read.",
        "raster_system": "{file}: the raster does not say where it lies; save it with its system.",
        "raster_bands": "{file}: expected one band, got {given}; save the band with the counts.",
        "raster_elsewhere": "{file}: the raster does not lie over the area; bring another one.",
        "raster_too_large": "{file}: more than {limit} cells over the area; make it coarser.",
        "raster_negative": "{file}: a count is below 0 ({given}); name it as nodata in the file.",
    }
    return InputError(code, {"file": file, **facts}, told[code])
