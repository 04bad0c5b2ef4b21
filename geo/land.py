"""Lines of the land that borders may follow: roads, streams, shores, borders of villager groups."""

from typing import TYPE_CHECKING

import geopandas as gpd
import shapely

if TYPE_CHECKING:
    from geo.load import Area


_SAME_LINE_M = 1.0  # borders of groups and units come from two files


def land_lines(area: "Area") -> dict[str, gpd.GeoDataFrame]:
    """Lines of an area by kind: road, stream, and shore and group where it has any.

    Returns
    -------
    Frames of lines with name_zh and name_en. A shore has the name of its water; the border of a
    villager group has none, and where it is the border of a unit it is no line of its own: every
    grid keeps to that.
    """
    lines = {"road": area.roads, "stream": area.streams}
    if len(area.reservoirs):
        rings = area.reservoirs.boundary.explode()
        names = area.reservoirs[["name_zh", "name_en"]].reindex(rings.index)
        lines["shore"] = gpd.GeoDataFrame(names, geometry=rings, crs=area.crs)
    if len(area.groups):
        # two neighbours draw their common border once each
        drawn = shapely.union_all(area.groups.boundary.to_numpy())
        parts = shapely.get_parts(shapely.line_merge(drawn))
        along = shapely.union_all(area.units.boundary.buffer(_SAME_LINE_M).to_numpy())
        parts = parts[~shapely.covers(along, parts)]
        blank = {"name_zh": None, "name_en": None}
        lines["group"] = gpd.GeoDataFrame(
            blank, geometry=parts, crs=area.crs, index=range(len(parts))
        )
    return lines
