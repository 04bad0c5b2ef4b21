"""One grid among its neighbours as the layers of a map."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import shapely

from planner.report.grid_list import called
from planner.report.maps import Layer, lonlat
from planner.words import Lang, area, say

if TYPE_CHECKING:
    from planner.demand.ground import Ground
    from planner.report.case_map import Bounds

_ROOM = 0.35  # of the grid's own size, shown around it
_REACH = 1.5  # of the grid's own size: drawn, so that the map can be moved a little


def focus(grids: gpd.GeoDataFrame, grid_id: str) -> Bounds:
    """West, south, east and north in degrees of what is shown first."""
    shown = gpd.GeoDataFrame(geometry=[_around(grids, grid_id, _ROOM)], crs=grids.crs)
    west, south, east, north = lonlat(shown).total_bounds.tolist()
    return west, south, east, north


def grid_layers(grids: gpd.GeoDataFrame, ground: Ground, grid_id: str, lang: Lang) -> list[Layer]:
    """Return a grid strongly marked among the grids, roads and settlements about it."""
    near = _around(grids, grid_id, _REACH)
    here = grids[grids.intersects(near)]
    names = called(grids, lang)
    worded = here[["geometry"]].assign(
        label=[names.get(str(name), str(name)) for name in here.index],
        size=[area(value, lang) for value in here.geometry.area],
    )
    tips = (("label", say("col.grid", lang)), ("size", say("overview.area", lang)))
    own, others = worded.loc[[grid_id]], worded.drop(index=grid_id)
    # names of the grid and of those that touch it: all would lie on each other
    told = worded[here.touches(own.geometry.iloc[0]) | (here.index == grid_id)]
    spots = told.set_geometry(shapely.point_on_surface(told.geometry.to_numpy()), crs=grids.crs)
    area_ = ground.area
    units = area_.units[area_.units.intersects(near)]
    borders = units.set_geometry(shapely.boundary(units.geometry.to_numpy()), crs=units.crs)
    places = area_.places[area_.places.intersects(near)]
    count = say("col.household_count", lang)
    place_tips = ((f"name_{lang}", say("col.place", lang)), ("household_count", count))
    return [
        Layer("neighbour", say("desk.neighbours", lang), others, tips, thin="exact"),
        Layer("concerned", names.get(grid_id, grid_id), own, tips, thin="exact"),
        Layer("stream", say("layer.streams", lang), _near(area_.streams, near)),
        Layer("road_local", say("layer.roads", lang), _near(area_.roads, near)),
        Layer("building", say("layer.buildings", lang), _near(area_.buildings, near)),
        Layer("unit_border", say("layer.units", lang), borders),
        Layer("place", say("layer.places", lang), places, place_tips),
        Layer("grid_name", say("desk.names", lang), spots, text="label"),
    ]


def _around(grids: gpd.GeoDataFrame, grid_id: str, room: float) -> shapely.Geometry:
    """Return the box around a grid, wider by a share of its size on each side."""
    west, south, east, north = grids.geometry.loc[grid_id].bounds
    more = room * max(east - west, north - south)
    return shapely.box(west - more, south - more, east + more, north + more)


def _near(frame: gpd.GeoDataFrame, window: shapely.Geometry) -> gpd.GeoDataFrame:
    return frame[frame.intersects(window)]
