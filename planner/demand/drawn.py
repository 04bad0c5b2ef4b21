"""A drawing of grids somebody brought, put beside the township it is to cover."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

if TYPE_CHECKING:
    from geo.load import Area

_LONLAT = "EPSG:4490"
_UNIT_DIGITS = 12  # a grid's code begins with the code of its unit


@dataclass(frozen=True, eq=False)
class Township:
    """What a drawing of grids must fill: outline, units and settlements, in metres.

    ``units`` is None where only the outline is known, ``places`` where no settlement is.
    """

    boundary: shapely.Geometry
    crs: str
    units: gpd.GeoDataFrame | None
    places: gpd.GeoDataFrame | None
    expected_codes: tuple[str, ...] = ()

    @property
    def lonlat(self) -> shapely.Geometry:
        """The outline in degrees (EPSG:4490); with units their polygons as one collection."""
        shapes = [self.boundary] if self.units is None else list(self.units.geometry)
        degrees = gpd.GeoSeries(shapes, crs=self.crs).to_crs(_LONLAT)
        return shapely.GeometryCollection(shapely.get_parts(degrees.to_numpy()).tolist())


def township_of(area: Area) -> Township:
    """Return the township of an area folder."""
    return Township(area.boundary, area.crs, area.units, area.places, area.expected_unit_codes)


def township_from(outline: gpd.GeoDataFrame) -> Township:
    """Return a township known by a drawing only: one polygon is its outline, several its units."""
    shapes = outline.geometry.to_numpy()
    solid = outline[~(shapely.is_missing(shapes) | shapely.is_empty(shapes))]
    shapes = solid.geometry.to_numpy()
    whole = shapely.union_all(shapely.make_valid(shapes))
    if shapely.coverage_is_valid(shapes):
        whole = shapely.coverage_union_all(shapes)
    if len(solid) == 1:
        return Township(whole, str(outline.crs), None, None)
    codes = pd.Index([str(code) for code in solid.index], dtype="object", name="unit_code")
    return Township(whole, str(outline.crs), solid.set_axis(codes), None, tuple(codes))


def with_units(grids: gpd.GeoDataFrame, township: Township) -> gpd.GeoDataFrame:
    """Give each grid the code of its unit: as written, by the unit's name, its own code or place.

    Codes that no unit has stay as written, so that the certificate can name them.
    """
    units = township.units
    if units is None:
        return grids
    known = {str(code): str(code) for code in units.index}
    if "name_zh" in units.columns:
        known |= {str(name): str(code) for code, name in units["name_zh"].items()}
    has_unit = "unit_code" in grids.columns
    written = [_text(value) for value in grids["unit_code"]] if has_unit else [""] * len(grids)
    placed = _by_place(grids, units)
    codes = [
        known.get(code) or (code if code else known.get(str(grid_id)[:_UNIT_DIGITS], place))
        for code, grid_id, place in zip(written, grids.index, placed, strict=True)
    ]
    return grids.assign(unit_code=pd.Series(codes, index=grids.index, dtype="object"))


def _text(value: object) -> str:
    return "" if value is None or (isinstance(value, float) and np.isnan(value)) else str(value)


def _by_place(grids: gpd.GeoDataFrame, units: gpd.GeoDataFrame) -> list[str]:
    """Code of the unit each grid's inner point lies in, "" outside all of them."""
    found = [""] * len(grids)
    spots = shapely.point_on_surface(grids.geometry.to_numpy())
    tree = shapely.STRtree(units.geometry.to_numpy())
    for row, unit in tree.query(spots, predicate="within").T.tolist():
        found[row] = found[row] or str(units.index[unit])
    return found
