"""Density of households or incidents as a picture under a map, for orientation only."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import numpy as np
import shapely
from PIL import Image
from pyproj import CRS, Transformer

from planner.demand.density import kernel_density
from planner.report.maps import Relief, lonlat
from planner.words import Lang, say

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geo.load import Area

_WIDTH_PX = 320
_LEAST = 0.03  # of the densest: below it the picture is clear
# thin to dense: pale straw, orange, wine
_TINTS = np.array([(254, 240, 200), (246, 178, 107), (214, 98, 76), (130, 36, 62)], float)


def density_picture(area: Area, weights: NDArray[np.float64], bandwidth_m: float) -> Relief | None:
    """Draw the density of weighted places; None where there is nothing to draw.

    Web Mercator pixels over the units, each told in metres of the area.
    """
    if area.places.empty or area.units.empty or not weights.any():
        return None
    west, south, east, north = lonlat(area.units).total_bounds.tolist()
    web = CRS("EPSG:3857")
    to_web = Transformer.from_crs(CRS("EPSG:4326"), web, always_xy=True)
    to_area = Transformer.from_crs(web, CRS(area.crs), always_xy=True)
    left, bottom = to_web.transform(west, south)
    right, top = to_web.transform(east, north)
    height = max(2, round(_WIDTH_PX * (top - bottom) / (right - left)))
    x, y = np.meshgrid(
        left + (np.arange(_WIDTH_PX) + 0.5) * (right - left) / _WIDTH_PX,
        top - (np.arange(height) + 0.5) * (top - bottom) / height,
    )
    ground_x, ground_y = to_area.transform(x, y)
    points = shapely.get_coordinates(area.places.geometry.to_numpy())
    density = kernel_density(
        np.asarray(ground_x), np.asarray(ground_y), points, weights, bandwidth_m
    )
    return Relief(_png(density / density.max()), (west, south, east, north))


def scale_html(lang: Lang) -> str:
    """Legend of the picture: its colours from thin to dense, as a piece of a page."""
    tints = ", ".join(f"rgb{tuple(int(part) for part in tint)}" for tint in _TINTS)
    bar = f"display:inline-block;width:160px;height:12px;background:linear-gradient(90deg,{tints})"
    thin, dense = say("places.picture.thin", lang), say("places.picture.dense", lang)
    return f'<p style="font-size:14px">{thin} <span style="{bar}"></span> {dense}</p>'


def _png(part: NDArray[np.float64]) -> bytes:
    place = np.linspace(0, 1, len(_TINTS))
    colour = np.stack([np.interp(part, place, _TINTS[:, n]) for n in range(3)], axis=-1)
    clear = np.clip((part - _LEAST) / 0.15, 0, 1) * 200
    pixels = np.dstack([colour, clear]).astype(np.uint8)
    made = io.BytesIO()
    Image.fromarray(pixels, "RGBA").save(made, "PNG", optimize=True)
    return made.getvalue()
