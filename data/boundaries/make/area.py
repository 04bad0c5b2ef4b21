"""The order of work: ground, people, roads, houses, grids, files."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import shapely
from rasterio.features import rasterize
from scipy.ndimage import distance_transform_edt
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

from . import boundary, layers, terrain, water
from .buildings import Building, Plot, hamlet_houses, road_ground, street_rows
from .coverage import raster_polygons
from .flow import accumulate, fill, receivers
from .frame import JIDI, Bools, Floats, Ints, Window, window
from .grids import Compound, Grid, group_cells, make_grids
from .hamlets import Ground, settle
from .land import Land, People
from .network import Road, road_lines
from .noise import fractal
from .plan import plan_roads
from .sites import TOWN_SITES, compound_houses, town_compounds, village_sites
from .town import market_town, resettlement_site
from .units import communities, five_villages, flat_spot

FINE = 2  # grids are drawn on cells this many times narrower
TOWN_KM, SITE_KM = (-0.3, -0.9), (1.0, 0.3)


def burn(window: Window, shapes: list[BaseGeometry]) -> Bools:
    """Mark the cells touched by shapes."""
    if not shapes:
        return np.zeros(window.shape, bool)
    return rasterize(
        shapes, out_shape=window.shape, transform=window.transform, all_touched=True
    ).astype(bool)


def make_land(view: Window) -> Land:
    """Make heights, boundary and water."""
    raw = terrain.heights(view)
    stream = accumulate(raw, receivers(raw))
    upside_down = fill(-raw)
    ridge = accumulate(upside_down, receivers(upside_down))
    x, _ = view.km_from_centre()
    ring_cost = boundary.border_cost(view, ridge, np.where(x < -7, stream, 1.0))
    township = boundary.township(view, ring_cost)
    wet = water.shape_water(view, raw, township)
    # Natural lines are cheap to follow, so they are dear to cross.
    natural = boundary.border_cost(view, ridge, stream)
    rough = np.exp(0.5 * fractal(view, "crossing", longest_m=1200, shortest_m=70, falloff=1.0))
    crossing = (1 + 60.0 / natural**1.2) * rough
    crossing = np.where(burn(view, list(wet.streams)), 90.0, crossing)
    cells = view.xy(np.arange(raw.size))
    gy, gx = np.gradient(wet.heights, view.cell)
    return Land(
        view,
        wet.heights,
        township,
        wet,
        crossing,
        shapely.contains_xy(township, cells).reshape(view.shape),
        shapely.contains_xy(township.buffer(160), cells).reshape(view.shape),
        burn(view, list(wet.streams)),
        burn(view, [lake.polygon for lake in wet.reservoirs]),
        np.hypot(gx, gy),
    )


def make_people(land: Land) -> People:
    """Allot the units, lay out town and resettlement site, settle the groups."""
    view = land.window
    keep_off = land.stream_cells | land.lake_cells
    spot = flat_spot(view, land.slope, keep_off, TOWN_KM, within_km=1.0, size_m=720)
    site_spot = flat_spot(view, land.slope, keep_off, SITE_KM, within_km=0.45, size_m=450)
    villages = five_villages(view, land.border_cost, land.wide)
    unit = communities(view, land.border_cost, villages, spot, site_spot)
    town = market_town(tuple(view.xy(np.array([spot]))[0].tolist()), 22.0)
    site = resettlement_site(tuple(view.xy(np.array([site_spot]))[0].tolist()), 8.0)
    built = burn(view, [town.hull, site.hull])
    ground = Ground(
        view,
        land.heights,
        land.slope,
        np.where(land.inside, unit, -1),
        distance_transform_edt(~keep_off) * view.cell,
        distance_transform_edt(~land.lake_cells) * view.cell,
        distance_transform_edt(~built) * view.cell,
    )
    return People(unit, town, site, settle(ground, town.groups, list(site.groups.values())))


def make_houses(
    land: Land,
    people: People,
    roads: list[Road],
) -> tuple[list[Building], list[tuple[str, str, str, int, float, float]], list[Compound]]:
    """Build the public compounds, the street rows, then the hamlets."""
    view = land.window
    ground = [
        *road_ground(roads),
        *(lake.polygon.buffer(6) for lake in land.water.reservoirs),
        *(line.buffer(9) for line in land.water.streams),
    ]
    plot = Plot(ground)
    houses = compound_houses(people.town, plot)
    yards = town_compounds(people.town)
    closed = Plot([*ground, *yards.values()])
    closed.taken = plot.taken
    rural, more, compounds = village_sites(people.places, roads, closed)
    english = {row[0]: row[1] for row in TOWN_SITES}
    compounds = [Compound(zh, english[zh], JIDI, p) for zh, p in yards.items()] + compounds
    closed_all = Plot([*ground, *(c.polygon.buffer(1.0) for c in compounds)])
    closed_all.taken = plot.taken
    houses += more
    in_town = [p for p in people.places if p.kind == "town"]
    on_site = [p for p in people.places if p.kind == "resettlement_site"]
    houses += street_rows(people.town, closed_all, in_town, "town")
    houses += street_rows(people.site, closed_all, on_site, "site")
    areas = unit_areas(view, np.where(land.inside, people.unit, -1))
    for place in people.places:
        if place.kind == "hamlet":
            houses += hamlet_houses(
                place, closed_all, view, land.heights, share=0.97, mine=areas[place.unit]
            )
    return houses, rural, compounds


def unit_areas(view: Window, unit: Ints) -> dict[int, BaseGeometry]:
    """Trace the cells of every unit, a little shrunk so that smooth borders do not cut houses."""
    parts: dict[int, list[Polygon]] = {}
    for value, polygon in raster_polygons(view, unit):
        parts.setdefault(value, []).append(polygon)
    return {value: shapely.union_all(p).buffer(-40) for value, p in parts.items()}


def make(folder: Path) -> None:
    """Make all layers and write them to a folder."""
    view = window()
    land = make_land(view)
    people = make_people(land)
    net, fixed, names = plan_roads(land, people)
    roads = road_lines(net, [people.town, people.site], fixed, names, list(land.water.streams))
    houses, rural, compounds = make_houses(land, people, roads)
    spots: dict[str, Floats] = {}
    for house in houses:
        if house.place_id:
            here = np.array([house.polygon.centroid.coords[0]])
            spots[house.place_id] = np.vstack([spots.get(house.place_id, np.empty((0, 2))), here])
    on_road = burn(
        view, [r.line for r in roads if r.road_class in ("county", "township", "village")]
    )
    cost = land.border_cost * np.where(on_road, 4.0, 1.0)
    fine = Window(view.left, view.top, view.rows * FINE, view.cols * FINE, view.cell / FINE)
    cost, unit, wide = (
        np.repeat(np.repeat(a, FINE, 0), FINE, 1) for a in (cost, people.unit, land.wide)
    )
    label = group_cells(fine, cost, unit, wide, people.places, spots)
    grids: list[Grid] = make_grids(fine, label, land.township, people.places, compounds)
    layers.write_all(folder, land, people, roads, houses, rural, grids)
