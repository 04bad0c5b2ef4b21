"""Lines a grid may be divided along: roads, streams, ridges, borders of villager groups."""

from __future__ import annotations

from dataclasses import replace

import geopandas as gpd
import numpy as np
import pytest
import shapely
from pyproj import CRS

from geo.redraw import apply, open_grids
from geo.terrain import Terrain
from pages.ui.redraw import events, ways

_STEP_M, _ROOM_M = 20.0, 1000.0


@pytest.fixture(scope="module")
def state(tiny_area):
    return open_grids(tiny_area.grids, tiny_area.units)


@pytest.fixture(scope="module")
def grouped(tiny_area, state):
    """The drawn township, flat, every grid in two villager groups, north and south."""
    halves = []
    for grid in state.grids.values():
        west, south, east, north = grid.geometry.bounds
        middle = (south + north) / 2
        for low, high in ((south, middle), (middle, north)):
            halves.append(shapely.intersection(grid.geometry, shapely.box(west, low, east, high)))
    groups = gpd.GeoDataFrame(geometry=halves, crs=tiny_area.crs)
    return replace(tiny_area, terrain=None, groups=groups)


@pytest.fixture(scope="module")
def furrowed(grouped):
    """The same over furrows that fall to the north, a ridge every 330 m."""
    west, south, east, north = grouped.boundary.bounds
    x = np.arange(west - _ROOM_M, east + _ROOM_M, _STEP_M)
    fall = np.arange(0, north - south + 2 * _ROOM_M, _STEP_M)[:, None] * 0.02
    heights = (80 * np.abs((x - west) / 330 % 1 - 0.5) + fall).astype(np.float32)
    corner = (west - _ROOM_M, north + _ROOM_M)
    crs = CRS.from_user_input(grouped.crs)
    return replace(grouped, terrain=Terrain(heights, *corner, _STEP_M, _STEP_M, crs))


def test_roads_ridges_and_group_borders_are_offered_each_by_its_kind(state, furrowed):
    natural = ways.natural_of(furrowed)
    offered = {}
    for grid in state.grids.values():
        found = ways.ways_across(natural, grid.geometry)
        offered |= {ways.kind_of(natural, way): (grid, found, at) for at, way in enumerate(found)}
    assert offered.keys() >= {"road", "ridge", "group"}
    for kind, word in (("ridge", "山脊"), ("group", "村民小组界")):
        grid, found, at = offered[kind]
        assert word in ways.named(natural, found[at], "zh")
        assert apply(state, events.along(grid.grid_id, found, str(at))).created


def test_ridges_push_out_no_other_way(state, grouped, furrowed):
    flat, natural = ways.natural_of(grouped), ways.natural_of(furrowed)
    assert "ridge" not in flat.kinds
    most = 0
    for grid in state.grids.values():
        found = ways.ways_across(natural, grid.geometry)
        others = [way.share for way in found if ways.kind_of(natural, way) != "ridge"]
        assert others == [way.share for way in ways.ways_across(flat, grid.geometry)]
        most = max(most, len(found) - len(others))
    assert 0 < most <= 4


def test_no_line_goes_around_a_crumb_of_ground():
    ridge = shapely.LineString([(0, 0), (0, 5000)])
    ladder = [shapely.box(n, n, n + 30, n + 30).exterior for n in (100, 130, 160)]
    valley = shapely.box(500, 0, 1500, 1000).exterior
    drawn = np.array([ridge, *ladder, valley], dtype=object)
    kept = ways.without_crumbs(drawn, least_m2=20_000)
    assert kept.tolist() == [ridge, valley]
