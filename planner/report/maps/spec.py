"""What a map is made of: layers with a style class, and the facts printed on its sheet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import geopandas as gpd


@dataclass(frozen=True, slots=True, eq=False)
class Layer:
    """One layer of a map, drawn in the order given.

    Parameters
    ----------
    style
        A class of `planner.report.maps.styles.STYLES`.
    label
        Its line in the legend, in the reader's language.
    frame
        Geometries in any declared coordinate system; reprojected here.
    tips
        Pairs (column, heading) shown when the pointer rests on a feature. A layer without tips is
        drawn as one shape, which is much lighter.
    text
        Column written beside (style of shape ``label``) or inside (``badge``) each point.
    variant
        Number of the colour and dash within the style class: crews, posts, kinds.
    thin
        How points too close to see are dropped: ``cover`` for polygons that tile the ground, so
        that shared borders stay shared; ``each`` for anything else; ``no`` when already done;
        ``exact`` for what is looked at closely: every point, to a millimetre.
    show
        Whether the layer is visible at first.
    """

    style: str
    label: str
    frame: gpd.GeoDataFrame
    tips: tuple[tuple[str, str], ...] = ()
    text: str | None = None
    variant: int = 0
    thin: Literal["each", "cover", "no", "exact"] = "each"
    show: bool = True


@dataclass(frozen=True, slots=True)
class About:
    """The facts printed on a map's sheet.

    Parameters
    ----------
    attribution
        Who the data is from, in the reader's language.
    data_date
        Date of the data, ISO.
    map_date
        Date the map was made, ISO; left out when empty, so that the same data gives the same bytes.
    crs
        Coordinate system of the data, as in EPSG:4544.
    example
        Whether the data is made up; prints a mark across the sheet.
    """

    attribution: str = ""
    data_date: str = ""
    map_date: str = ""
    crs: str = ""
    example: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Relief:
    """A picture of the terrain: a PNG, and its west, south, east, north in degrees."""

    png: bytes
    bounds: tuple[float, float, float, float]
