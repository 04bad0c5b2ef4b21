"""Lines of the land that borders may follow: roads, streams, shores, borders of villager groups."""

from typing import TYPE_CHECKING

import geopandas as gpd
import shapely

if TYPE_CHECKING:
    from geo.load import Area


def land_lines(area: "Area") -> dict[str, gpd.GeoDataFrame]:
    """Lines of an area by kind: road, stream, and shore and group where it has any.

    Returns
    -------
    Frames of lines with name_zh and name_en. A shore has the name of its water; the border between
    two villager groups belongs to both and has none.
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
        blank = {"name_zh": None, "name_en": None}
        lines["group"] = gpd.GeoDataFrame(
            blank, geometry=parts, crs=area.crs, index=range(len(parts))
        )
    return lines
