"""An area as one use of checkpoints sees it: where the outside begins, and what must be inside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import shapely

from geo.cores import Core, core_of_edges, core_of_ground
from geo.schema import InputError
from geo.snap import Snaps, snap

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from planner.demand.checkpoint_settings import CheckpointSettings
    from planner.demand.ground import Ground

SITE_TRIPS = 1000  # trips to a key site, shared out over the ways to it: only their shares count
_PATHS = ("track", "footpath", "path", "footway", "steps", "bridleway", "cycleway", "service")


@dataclass(frozen=True, eq=False)
class Layout:
    """The area as one use sees it: border, core, and the places with their weights and snaps."""

    outer: shapely.Polygon | shapely.MultiPolygon
    core: Core | None
    places: gpd.GeoDataFrame
    snaps: Snaps | None
    depth_m: float


def layout_of(
    ground: Ground, settings: CheckpointSettings, zone: shapely.Geometry | None
) -> Layout:
    """Lay out an area for one use.

    Raises
    ------
    InputError
        checkpoint_protect, when there is no such unit, grid or site; network_empty.
    """
    area = ground.area
    outer = _outer(ground, settings)
    depth = min(float(settings.depth_m), 0.3 * float(np.sqrt(outer.area / np.pi)))
    if settings.protect == "site":
        places = area.sites.loc[[settings.protect_id]].assign(household_count=SITE_TRIPS)
    else:
        places = area.places[shapely.intersects(outer, area.places.geometry.to_numpy())]
    snaps = snap(ground.network, places, profile=ground.dry_profile("car")) if len(places) else None
    return Layout(outer, _core(ground, settings, outer, depth, zone), places, snaps, depth)


def _outer(ground: Ground, settings: CheckpointSettings) -> shapely.Polygon | shapely.MultiPolygon:
    """Find where the outside begins."""
    area, name = ground.area, settings.protect_id
    if settings.protect == "area":
        return area.boundary
    frame = {"unit": area.units, "grid": area.grids, "site": area.sites}[settings.protect]
    if name not in frame.index:
        facts = {"kind": settings.protect, "given": name}
        raise InputError(
            code="checkpoint_protect", facts=facts, sentence="no {kind} with the id {given}."
        )
    shape = frame.geometry.loc[name]
    return shape.buffer(settings.site_m) if settings.protect == "site" else shape


def _core(
    ground: Ground,
    settings: CheckpointSettings,
    outer: shapely.Polygon | shapely.MultiPolygon,
    depth_m: float,
    zone: shapely.Geometry | None,
) -> Core | None:
    network = ground.network
    if settings.use == "perimeter":
        deep = shapely.buffer(outer, -depth_m)
        alone = settings.protect == "site" or deep.is_empty
        return None if alone else core_of_ground(network, deep)
    if zone is not None:
        return core_of_ground(network, zone)
    if settings.use == "flood":
        return core_of_ground(network, _by_water(ground, settings.water_m))
    if settings.use == "fire":
        return core_of_edges(network, _mountain_roads(ground, settings.house_m))
    return None


def _by_water(ground: Ground, water_m: float) -> shapely.Geometry:
    area = ground.area
    water = [*area.streams.geometry.to_numpy(), *area.reservoirs.geometry.to_numpy()]
    return shapely.union_all(shapely.buffer(np.array(water, dtype=object), water_m))


def _mountain_roads(ground: Ground, house_m: float) -> NDArray[np.bool_]:
    """Tell which small roads lie farther from every house than somebody lives from the woods."""
    area, network = ground.area, ground.network
    small: NDArray[np.bool_] = network.edges["road_class"].isin(_PATHS).to_numpy(bool)
    lived = [*area.places.geometry.to_numpy()]
    lived += list(area.buildings.geometry.to_numpy())
    if not lived:
        return small
    middle = shapely.line_interpolate_point(network.geometry, 0.5, normalized=True)
    tree = shapely.STRtree(np.array(lived, dtype=object))
    near = tree.query(middle, predicate="dwithin", distance=house_m)[0]
    away = np.ones(len(middle), dtype=bool)
    away[near] = False
    found: NDArray[np.bool_] = small & away
    return found
