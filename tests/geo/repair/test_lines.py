"""Lines that divide ground nobody drew: where they begin, where they end."""

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from shapely.geometry import Polygon, box

from geo.repair import mend, open_desk, suggestions

CRS = "EPSG:4544"
END = (100.0, 100.0)  # of the border that "south" and "north" have in common


def two_grids():
    return gpd.GeoDataFrame(
        index=pd.Index(["south", "north"], dtype="object", name="grid_id"),
        geometry=[box(-200, 0, 100, 100), box(-200, 100, 100, 200)],
        crs=CRS,
    )


def divided(*outline):
    """Mended grids, and their common border beyond the drawing, inside an outline in the east."""
    boundary = Polygon([(-200, 0), *outline, (-200, 200)])
    desk = open_desk(two_grids(), boundary)
    mended = mend(desk, suggestions(desk))
    assert mended.certificate.ok
    south, north = mended.grids.geometry
    common = shapely.line_merge(shapely.intersection(south, north))
    return south, shapely.difference(common, box(-200, 0, 100, 200))


def test_beyond_the_drawing_a_border_goes_the_shortest_way_to_a_corner_of_the_boundary():
    corner = (130.0, 105.0)
    south, line = divided((200, 0), corner, (200, 200))
    assert line.equals(shapely.LineString([END, corner]))
    assert corner in south.exterior.coords


def test_a_slanting_boundary_without_a_corner_does_not_turn_a_border():
    _, line = divided((120, 0), (170, 200))
    assert line.bounds == pytest.approx((100, 100, 145, 100), abs=0.2)


def test_a_border_does_not_turn_aside_along_the_edge_of_a_low_grid():
    """The nearest boundary is at the corner of "north", which then would get nothing."""
    grids = two_grids()
    grids.loc["north", "geometry"] = box(-200, 100, 100, 120)
    desk = open_desk(grids, box(-200, 0, 160, 120))
    mended = mend(desk, suggestions(desk))
    assert mended.certificate.ok
    assert mended.grids.area["north"] == pytest.approx(360 * 20)


def test_a_shortest_way_through_ground_of_others_is_no_way():
    """A bay of the boundary comes near the end of the border, but behind drawn ground."""
    grids = two_grids()
    bay = Polygon([(-200, 80), (95, 95), (-200, 98)])
    grids.loc["south", "geometry"] = grids.geometry["south"].difference(bay)
    boundary = box(-200, 0, 160, 200).difference(bay)
    desk = open_desk(grids, boundary)
    mended = mend(desk, suggestions(desk))
    assert mended.certificate.ok
    common = shapely.intersection(*mended.grids.geometry)
    assert common.bounds[2] == pytest.approx(160.0)


def test_a_node_that_one_border_keeps_the_border_across_it_keeps_too():
    """A displaced grid: its neighbour's long side is met by many crossings within the raster."""
    shapes = [
        [(80.21, 37.22), (83.47, 2.72), (84.556, 0), (0, 0), (0, 160), (72.606, 160), (80, 121)],
        [
            *((80.113, 38.432), (79.903, 122.212), (103.083, 124.662), (124.613, 131.092)),
            *((160, 153.002), (160, 0), (84.943, 0), (83.373, 3.932)),
        ],
        [
            *((103.18, 123.45), (80, 121), (72.606, 160), (160, 160), (160, 151.73)),
            *((124.71, 129.88),),
        ],
    ]
    east, north = 435_025.0, 3_127_079.0  # far from the origin, as real coordinates are
    polygons = [shapely.Polygon([(east + x, north + y) for x, y in ring]) for ring in shapes]
    frame = gpd.GeoDataFrame(index=["a", "b", "c"], geometry=polygons, crs="EPSG:4544")
    desk = open_desk(frame, shapely.box(east, north, east + 160, north + 160))
    mended = mend(desk, suggestions(desk))
    assert mended.certificate.ok
