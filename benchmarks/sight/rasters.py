"""Programs on rasters: GDAL and xarray-spatial, houses as cells of 1 m, and samples along lines.

Houses are 60 m high, so that nobody looks over one.
"""

import ctypes
import tempfile
from pathlib import Path

import numpy as np

from benchmarks.sight.asking import Ask, ground, pairs, shapes
from benchmarks.sight.given import Floats, Given

RASTER_M = 1.0  # cells of the rasters of houses
TALL_M = 60.0
MARGIN_M = 20.0


def gdal(given: Given) -> Ask:
    """GDALViewshedGenerate, one call an eye, cut to the range; houses as a raster of 1 m."""
    return _gdal(given, *_surface(given))


def gdal_hills(given: Given) -> Ask:
    """GDALViewshedGenerate over the ground."""
    return _gdal(given, given.heights, given.corner_xy, given.cell_m)


def _gdal(given: Given, heights: Floats, corner: Floats, cell: Floats) -> Ask:
    import rasterio
    from rasterio.transform import from_origin

    path = Path(tempfile.mkdtemp()) / "surface.tif"
    place = from_origin(*map(float, corner), *map(float, cell))
    profile = {"driver": "GTiff", "count": 1, "dtype": "float32", "crs": "EPSG:4544"}
    rows, columns = heights.shape
    with rasterio.open(path, "w", height=rows, width=columns, transform=place, **profile) as file:
        file.write(heights.astype("float32"), 1)
    library = ctypes.CDLL(
        str(next((Path(rasterio.__file__).parents[1] / "rasterio.libs").glob("libgdal*")))
    )
    for name in ("GDALOpen", "GDALGetRasterBand", "GDALViewshedGenerate"):
        getattr(library, name).restype = ctypes.c_void_p
    library.GDALAllRegister()
    source = ctypes.c_void_p(library.GDALOpen(str(path).encode(), 0))
    band = ctypes.c_void_p(library.GDALGetRasterBand(source, 1))

    def one(eye: Floats, reach: float) -> tuple[Floats, Floats]:
        """Cells seen, and where their corner is."""
        numbers = (eye[0], eye[1], eye[2], float(given.targets[0, 2]), 1.0, 0.0, 0.0, -1.0, 0.0)
        made = ctypes.c_void_p(
            library.GDALViewshedGenerate(
                band, b"MEM", b"", None, *map(ctypes.c_double, numbers), 2,
                ctypes.c_double(reach), None, None, 1, None,
            )
        )  # fmt: skip
        frame = (ctypes.c_double * 6)()
        library.GDALGetGeoTransform(made, frame)
        wide, high = (getattr(library, f"GDALGetRaster{k}Size")(made) for k in "XY")
        cells = np.zeros((high, wide), dtype=np.uint8)
        out = ctypes.c_void_p(library.GDALGetRasterBand(made, 1))
        library.GDALRasterIO(
            out, 0, 0, 0, wide, high, cells.ctypes.data_as(ctypes.c_void_p), wide, high, 1, 0, 0
        )
        library.GDALClose(made)
        return cells, np.array([frame[0], frame[3]])

    def ask(asked: int) -> Floats:
        reach = float(given.range_m)
        table = np.zeros((asked, len(given.targets)))
        eyes, targets = pairs(given, asked)
        for eye in range(asked):
            mine = targets[eyes == eye]
            cells, at = one(given.eyes[eye], reach + 2 * float(max(cell)))
            table[eye, mine] = _sampled(cells, at, cell, given.targets[mine])
        return table

    return ask


def xarray_spatial(given: Given) -> Ask:
    """xrspatial.viewshed on a window around each eye; houses as a raster of 1 m."""
    return _xarray_spatial(given, *_surface(given))


def xarray_spatial_hills(given: Given) -> Ask:
    """xrspatial.viewshed over the ground."""
    return _xarray_spatial(given, given.heights, given.corner_xy, given.cell_m)


def _xarray_spatial(given: Given, heights: Floats, corner: Floats, cell: Floats) -> Ask:
    import xarray
    from xrspatial import viewshed

    rows, columns = heights.shape
    x = corner[0] + (np.arange(columns) + 0.5) * cell[0]
    y = corner[1] - (np.arange(rows) + 0.5) * cell[1]
    whole = xarray.DataArray(heights.astype(float), coords={"y": y, "x": x}, dims=("y", "x"))
    viewshed(whole[:4, :4].copy(), x[1], y[1], observer_elev=1, target_elev=1)  # compiles

    def ask(asked: int) -> Floats:
        reach = float(given.range_m) + 2 * float(max(cell))
        table = np.zeros((asked, len(given.targets)))
        eyes, targets = pairs(given, asked)
        for eye in range(asked):
            mine, (ex, ey, up) = targets[eyes == eye], given.eyes[eye]
            window = whole[(abs(y - ey) <= reach), (abs(x - ex) <= reach)].copy()
            up_to = float(given.targets[0, 2])
            seen = viewshed(window, ex, ey, observer_elev=up, target_elev=up_to).to_numpy() >= 0
            at = np.array([window.x[0] - cell[0] / 2, window.y[0] + cell[1] / 2])
            table[eye, mine] = _sampled(seen, at, cell, given.targets[mine])
        return table

    return ask


def samples(given: Given) -> Ask:
    """64 samples along each line, scipy.ndimage.map_coordinates."""
    from scipy.ndimage import map_coordinates

    def ask(asked: int) -> Floats:
        eye, target = pairs(given, asked)
        low, high = (ground(given, xyz, map_coordinates) for xyz in (given.eyes, given.targets))
        part = np.linspace(0, 1, 64)
        ends = [given.eyes[eye], given.targets[target]]
        xy = ends[0][:, None, :2] + part[None, :, None] * (ends[1] - ends[0])[:, None, :2]
        under = ground(given, xy.reshape(-1, 2), map_coordinates).reshape(len(eye), 64)
        start, end = low[eye] + ends[0][:, 2], high[target] + ends[1][:, 2]
        clear = under <= start[:, None] + part * (end - start)[:, None] + 0.01
        table = np.zeros((asked, len(given.targets)))
        table[eye, target] = clear.all(axis=1)
        return table

    return ask


def _surface(given: Given) -> tuple[Floats, Floats, Floats]:
    """Houses as a raster around all that is asked about."""
    from rasterio.features import rasterize
    from rasterio.transform import from_origin

    ends = np.concatenate([given.eyes[:, :2], given.targets[:, :2]])
    west, south = ends.min(axis=0) - MARGIN_M
    east, north = ends.max(axis=0) + MARGIN_M
    shape = (int((north - south) / RASTER_M) + 1, int((east - west) / RASTER_M) + 1)
    place = from_origin(west, north, RASTER_M, RASTER_M)
    burnt = rasterize(shapes(given), shape, transform=place, dtype="uint8")
    return burnt * TALL_M, np.array([west, north]), np.array([RASTER_M, RASTER_M])


def _sampled(cells: np.ndarray, corner: Floats, cell: Floats, xyz: Floats) -> Floats:
    column = ((xyz[:, 0] - corner[0]) // cell[0]).astype(int)
    row = ((corner[1] - xyz[:, 1]) // cell[1]).astype(int)
    inside = (row >= 0) & (row < cells.shape[0]) & (column >= 0) & (column < cells.shape[1])
    told = np.zeros(len(xyz))
    told[inside] = cells[row[inside], column[inside]] > 0
    return told
