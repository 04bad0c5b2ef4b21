"""Terrain -> a calm shaded picture for the background of a map.

The picture is resampled to Web Mercator, in which a browser stretches it; a raster in a
Gauss-Kruger zone laid over its corners alone would be turned by the meridian convergence (0.3
degrees in Luoyan, about 90 m across the township).
"""

from __future__ import annotations

import math
import struct
import zlib
from typing import TYPE_CHECKING

import numpy as np
from pyproj import CRS, Transformer

from planner.report.maps.spec import Relief

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geo.terrain import Terrain

_WIDEST_PX = 900
_SUN_AZIMUTH_DEG, _SUN_HEIGHT_DEG = 315.0, 45.0
_EXAGGERATION = 1.6
_BANDS, _SHADES = 8, 28
# low ground to high ground: muted green, straw, pale stone
_TINTS = np.array([(206, 222, 196), (232, 229, 205), (233, 222, 203), (240, 236, 230)], float)


def relief(terrain: Terrain, bounds: tuple[float, float, float, float]) -> Relief | None:
    """Return a shaded picture of the terrain over `bounds` (west, south, east, north, degrees).

    None where the terrain has no height inside the bounds.
    """
    to_web = Transformer.from_crs(CRS("EPSG:4326"), CRS("EPSG:3857"), always_xy=True)
    to_ground = Transformer.from_crs(CRS("EPSG:3857"), terrain.crs, always_xy=True)
    west, south = to_web.transform(bounds[0], bounds[1])
    east, north = to_web.transform(bounds[2], bounds[3])
    width = min(_WIDEST_PX, max(2, round((east - west) / terrain.cell_x_m)))
    height = max(2, round(width * (north - south) / (east - west)))
    step_x, step_y = (east - west) / width, (north - south) / height
    x, y = np.meshgrid(
        west + (np.arange(width) + 0.5) * step_x, north - (np.arange(height) + 0.5) * step_y
    )
    heights = terrain.at(*to_ground.transform(x, y))
    if not np.isfinite(heights).any():
        return None
    ground = math.cos(math.radians((bounds[1] + bounds[3]) / 2))
    shade = _shade(heights, step_x * ground, step_y * ground)
    return Relief(_palette_png(_bands(heights), shade), bounds)


def _shade(heights: NDArray[np.float64], dx_m: float, dy_m: float) -> NDArray[np.float64]:
    """Lambert shading, 0 to 1, of heights whose cells are dx by dy metres."""
    filled = np.where(np.isfinite(heights), heights, np.nanmean(heights))
    down, right = np.gradient(filled, dy_m, dx_m)
    slope = np.arctan(_EXAGGERATION * np.hypot(down, right))
    aspect = np.arctan2(down, -right)  # rows run south, so down is minus the way north
    sun, zenith = math.radians(90 - _SUN_AZIMUTH_DEG), math.radians(90 - _SUN_HEIGHT_DEG)
    light = math.cos(zenith) * np.cos(slope) + math.sin(zenith) * np.sin(slope) * np.cos(
        aspect - sun
    )
    return np.asarray(np.clip(light, 0.0, 1.0), np.float64)


def _bands(heights: NDArray[np.float64]) -> NDArray[np.int64]:
    low, high = np.nanpercentile(heights, (2, 98))
    scaled = (np.where(np.isfinite(heights), heights, low) - low) / max(high - low, 1.0)
    return np.asarray(np.clip(scaled * _BANDS, 0, _BANDS - 1), np.int64)


def _palette_png(bands: NDArray[np.int64], shade: NDArray[np.float64]) -> bytes:
    """Write band x shade as an 8-bit palette PNG: a third of the size of true colour."""
    level = np.clip((shade * _SHADES).astype(np.int64), 0, _SHADES - 1)
    index = (bands * _SHADES + level).astype(np.uint8)
    rows = np.hstack([np.zeros((index.shape[0], 1), np.uint8), index])
    size = struct.pack(">IIBBBBB", index.shape[1], index.shape[0], 8, 3, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", size)
        + _chunk(b"PLTE", _palette())
        + _chunk(b"IDAT", zlib.compress(rows.tobytes(), 9))
        + _chunk(b"IEND", b"")
    )


def _palette() -> bytes:
    place = np.linspace(0, len(_TINTS) - 1, _BANDS)
    tints = np.stack([np.interp(place, range(len(_TINTS)), _TINTS[:, c]) for c in range(3)], axis=1)
    # flat ground (cos 45 degrees) keeps the tint, slopes away from the sun darken to slate
    light = (np.arange(_SHADES) + 0.5) / _SHADES
    factor = 0.56 + 0.44 * np.clip(light / math.cos(math.radians(45)), 0, 1.12)
    colours = tints[:, None, :] * factor[None, :, None]
    return bytes(np.clip(colours, 0, 255).astype(np.uint8).reshape(-1, 3).tobytes())


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
