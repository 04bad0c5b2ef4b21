"""One camera placed by hand, as layers of a map: houses, closed zones and what it would show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.report.atlas import ground_layers, name_tip
from planner.report.maps import Layer
from planner.words import Lang, say

if TYPE_CHECKING:
    import geopandas as gpd

    from planner.demand.ground import Ground


def placed_map_layers(
    ground: Ground, cone: gpd.GeoDataFrame, camera: gpd.GeoDataFrame, lang: Lang
) -> list[Layer]:
    """Return the ground around a camera with its cone, dwellings and zones marked."""
    area = ground.area
    homes = area.buildings[area.buildings["kind"] == "dwelling"]
    reason = (f"reason_{lang}", say("layer.zones", lang))
    return [
        *ground_layers(ground, lang, grids=False),
        Layer("grid_special", say("layer.dwellings", lang), homes),
        Layer("zone", say("layer.zones", lang), area.zones, (reason,)),
        Layer("pole", say("layer.poles", lang), area.poles, name_tip(lang)),
        Layer("sector", say("layer.sectors", lang), cone, thin="exact"),
        Layer("camera", say("layer.cameras", lang), camera),
    ]
