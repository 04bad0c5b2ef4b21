"""One working system in metres per area; snapping keeps neighbours edge-matched."""

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from pyproj import CRS
from shapely.geometry import Point, Polygon

from geo.crs import degrees_for, snap_to_mm, to_working, working_crs_for
from geo.schema import InputError


@pytest.mark.parametrize(
    ("lon", "lat", "name"),
    [
        (104.3, 28.0, "EPSG:4544"),  # Luoyan: 3-degree zone 35, central meridian 105 E
        (103.49, 28.0, "EPSG:4543"),
        (103.5, 28.0, "EPSG:4544"),
        (75.0, 39.0, "EPSG:4534"),
        (135.0, 48.0, "EPSG:4554"),
        (9.52, 47.14, "EPSG:32632"),  # Liechtenstein
        (-70.0, -33.0, "EPSG:32719"),
        (180.0, 10.0, "EPSG:32660"),
    ],
)
def test_the_working_system_is_the_zone_of_the_place(lon, lat, name):
    assert working_crs_for(lon, lat) == name


@pytest.mark.parametrize(
    ("place", "name"), [((104.3, 28.0), "EPSG:4490"), ((9.52, 47.14), "EPSG:4326")]
)
def test_degrees_are_named_by_the_country_the_shapes_lie_in(place, name):
    shapes = gpd.GeoSeries([Point(place)], crs="EPSG:4326")
    assert degrees_for(shapes.to_crs(working_crs_for(*place))) == name


@given(st.floats(73.5, 136.4), st.floats(18, 53))
def test_the_meridian_of_a_chinese_zone_is_at_most_one_and_a_half_degrees_away(lon, lat):
    crs = CRS.from_user_input(working_crs_for(lon, lat))
    meridian = {p.name: p.value for p in crs.coordinate_operation.params}
    assert abs(meridian["Longitude of natural origin"] - lon) <= 1.5 + 1e-9


@pytest.mark.parametrize(("lon", "lat"), [(28.0, 104.3), (181, 0), (float("nan"), 0)])
def test_what_is_no_longitude_and_latitude_is_refused(lon, lat):
    with pytest.raises(InputError) as error:
        working_crs_for(lon, lat)
    assert error.value.code == "out_of_range"


def test_luoyan_lands_where_the_survey_has_it():
    spot = gpd.GeoDataFrame(geometry=[Point(104.30, 28.00)], crs="EPSG:4490")
    moved = to_working(spot, "EPSG:4544").geometry.iloc[0]
    assert (moved.x, moved.y) == (
        pytest.approx(431145.7, abs=0.1),
        pytest.approx(3098639.2, abs=0.1),
    )


@given(st.floats(104.2, 104.35), st.floats(27.9, 28.1), st.floats(1e-5, 1e-3))
def test_equal_vertices_stay_equal_so_a_shared_border_stays_shared(lon, lat, size):
    left = Polygon([(lon, lat), (lon + size, lat), (lon + size, lat + size), (lon, lat + size)])
    right = shapely.transform(left, lambda xy: np.add(xy, [size, 0]))
    shared = shapely.get_coordinates(left)[1:3]
    xy = shapely.get_coordinates(right)
    xy[[0, 3, 4]] = shared[[0, 1, 0]]
    frame = gpd.GeoDataFrame(geometry=[left, Polygon(xy)], crs="EPSG:4490")
    a, b = to_working(frame, "EPSG:4544").geometry
    corners = {tuple(c) for c in shapely.get_coordinates(a)}
    assert len(corners & {tuple(c) for c in shapely.get_coordinates(b)}) == 2


def test_snapping_rounds_to_whole_millimetres_and_drops_heights():
    shape = snap_to_mm(np.array([Point(1.23456, -0.0001, 7)]))[0]
    assert (shape.x, shape.y, shape.has_z) == (1.235, 0.0, False)


def test_a_frame_without_system_is_refused():
    with pytest.raises(InputError) as error:
        to_working(gpd.GeoDataFrame(geometry=[Point(0, 0)]), "EPSG:4544")
    assert error.value.code == "no_crs"
