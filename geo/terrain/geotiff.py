"""GeoTIFF: a tile of heights out of its bytes, and terrain back into bytes."""

import warnings

import numpy as np
from pyproj import CRS
from rasterio import Affine, MemoryFile
from rasterio.errors import NotGeoreferencedWarning, RasterioError
from rasterio.io import DatasetReader

from geo.contract import Fact, InputError
from geo.terrain.heights import Terrain
from geo.terrain.tile import Tile, check_size, known_heights, nowhere, unreadable

_MAGIC = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")  # TIFF and BigTIFF
_METRES = ("", "m", "metre", "metres", "meter", "meters", "米")


def read_geotiff(name: str, content: bytes, *, sea_unknown: bool = False) -> Tile:
    """Read a one-band, north-up GeoTIFF of heights in metres, in the system it declares.

    Only the driver for GeoTIFF is asked, on bytes in memory: no file beside it is looked for.

    Raises
    ------
    InputError
        terrain_unreadable, terrain_bands, terrain_size, terrain_crs_missing, terrain_crs,
        terrain_rotated, terrain_units or terrain_heights.
    """
    if not content.startswith(_MAGIC):
        raise unreadable(name)
    try:
        with warnings.catch_warnings():
            # the missing reference is told below, as an InputError
            warnings.simplefilter("ignore", NotGeoreferencedWarning)
            with MemoryFile(content) as file, file.open(driver="GTiff") as raster:
                crs = _checked(name, raster)
                raw, nodata = raster.read(1), raster.nodata
                at, scale, offset = raster.transform, raster.scales[0], raster.offsets[0]
    except (RasterioError, OSError) as error:
        raise unreadable(name) from error
    if (scale, offset) != (1.0, 0.0):  # the marker of unknown cells counts before the scale
        unknown = ~np.isfinite(raw) | (raw == (np.nan if nodata is None else nodata))
        raw = np.where(unknown, np.nan, raw * scale + offset)
        nodata = None
    heights = known_heights(name, raw, nodata=nodata, sea_unknown=sea_unknown)
    return Tile(name, heights, at.c, at.f, at.a, -at.e, crs)


def write_geotiff(terrain: Terrain) -> bytes:
    """Return terrain as a GeoTIFF of 32-bit heights in metres, nan where unknown."""
    rows, columns = terrain.heights.shape
    at = Affine(terrain.cell_x_m, 0, terrain.west, 0, -terrain.cell_y_m, terrain.north)
    with MemoryFile() as file:
        with file.open(
            driver="GTiff",
            dtype="float32",
            count=1,
            height=rows,
            width=columns,
            crs=terrain.crs.to_wkt(),
            transform=at,
            nodata=np.nan,
            compress="deflate",
            predictor=3,
        ) as raster:
            raster.write(terrain.heights, 1)
        return bytes(file.read())


def _checked(name: str, raster: DatasetReader) -> CRS:
    """Return the system of a raster; refuse, before its cells are read, what cannot be used."""
    facts: dict[str, Fact] = {"file": name}
    if raster.count != 1:
        facts["given"] = raster.count
        told = "{file}: expected one band of heights in metres, given {given} bands."
        raise InputError(code="terrain_bands", facts=facts, sentence=told)
    if np.dtype(raster.dtypes[0]).kind not in "iuf":
        raise unreadable(name)
    check_size(name, raster.width, raster.height)
    if raster.crs is None or raster.transform.is_identity:
        raise nowhere(name)
    crs = CRS.from_user_input(raster.crs)
    if not (crs.is_projected or crs.is_geographic):
        facts["given"] = crs.name
        told = "{file}: the coordinate system {given} has no place on Earth; reproject it."
        raise InputError(code="terrain_crs", facts=facts, sentence=told)
    if raster.transform.b or raster.transform.d or raster.transform.e >= 0:
        told = "{file}: expected a north-up raster, given a rotated one; reproject it."
        raise InputError(code="terrain_rotated", facts=facts, sentence=told)
    unit = (raster.units[0] or "").strip().lower()
    if unit not in _METRES:
        facts["given"] = unit[:20]
        told = "{file}: expected heights in metres, given {given}; convert them."
        raise InputError(code="terrain_units", facts=facts, sentence=told)
    return crs
