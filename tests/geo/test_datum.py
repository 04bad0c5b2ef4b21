"""WGS-84, GCJ-02 and BD-09: the figures measured around Luoyan, and the way back."""

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod, Transformer

from geo.intake.datum import from_wgs84, in_china, to_wgs84

GEOD = Geod(ellps="WGS84")
SPOT = np.array([[104.30, 28.00]])
SYSTEMS = ("GCJ-02", "BD-09")


def apart(a, b):
    """Metres between places, and the direction in degrees."""
    azimuth, _, metres = GEOD.inv(*np.asarray(a).T, *np.asarray(b).T)
    return metres, azimuth


def around_luoyan(count=20_000):
    rng = np.random.default_rng(0)
    return np.column_stack((rng.uniform(104.2, 104.4, count), rng.uniform(27.9, 28.15, count)))


@pytest.mark.parametrize(
    ("system", "metres", "azimuth"), [("GCJ-02", 440.4, 148.6), ("BD-09", 918.6, 70.7)]
)
def test_the_shift_at_luoyan(system, metres, azimuth):
    far, way = apart(SPOT, from_wgs84(SPOT, system))
    assert far[0] == pytest.approx(metres, abs=0.05)
    assert way[0] == pytest.approx(azimuth, abs=0.05)


def test_the_shift_in_degrees_and_from_one_map_to_the_other():
    gcj02, bd09 = (from_wgs84(SPOT, system) for system in SYSTEMS)
    assert (gcj02 - SPOT)[0] == pytest.approx([0.002331, -0.003393], abs=5e-7)
    assert apart(gcj02, bd09)[0][0] == pytest.approx(931.7, abs=0.05)


def test_one_shift_for_a_whole_township_would_be_metres_wrong():
    far, _ = apart(around_luoyan(), from_wgs84(around_luoyan(), "GCJ-02"))
    assert (far.min(), far.max()) == (pytest.approx(436.3, abs=0.1), pytest.approx(443.2, abs=0.1))


def test_one_subtraction_leaves_most_of_a_metre_and_iterating_nothing():
    places = around_luoyan()
    shifted = from_wgs84(places, "GCJ-02")
    once = shifted - (from_wgs84(shifted, "GCJ-02") - shifted)
    assert apart(places, once)[0].max() == pytest.approx(0.83, abs=0.01)
    assert apart(places, to_wgs84(shifted, "GCJ-02"))[0].max() < 1e-7


@pytest.mark.parametrize("system", SYSTEMS)
@given(lon=st.floats(73.5, 135), lat=st.floats(3, 54))
def test_there_and_back_is_the_same_place_anywhere_in_china(system, lon, lat):
    place = np.array([[lon, lat]])
    there = from_wgs84(place, system)
    assert 50 < apart(place, there)[0][0] < 3000
    kink = abs(lon - 105) < 1e-9  # there a last digit of the numbers is 1e-7 m of the way back
    assert apart(place, to_wgs84(there, system))[0][0] < (1e-6 if kink else 1e-7)


def test_a_square_kilometre_drawn_on_a_shifted_map_is_too_large():
    to_degrees = Transformer.from_crs("EPSG:4544", "EPSG:4490", always_xy=True)
    x, y = Transformer.from_crs("EPSG:4490", "EPSG:4544", always_xy=True).transform(104.3, 28.0)
    square = shapely.segmentize(shapely.box(x, y, x + 1000, y + 1000), 10)
    drawn = shapely.transform(square, lambda xy: np.column_stack(to_degrees.transform(*xy.T)))
    shifted = shapely.transform(drawn, lambda xy: from_wgs84(xy, "GCJ-02"))
    back = Transformer.from_crs("EPSG:4490", "EPSG:4544", always_xy=True)
    area = shapely.transform(shifted, lambda xy: np.column_stack(back.transform(*xy.T))).area
    assert area == pytest.approx(1_002_216, abs=20)


@pytest.mark.parametrize("system", SYSTEMS)
def test_outside_the_box_of_china_nothing_is_shifted(system):
    vaduz = np.array([[9.52, 47.14], [-74.0, 40.7]])
    assert not in_china(vaduz).any()
    assert np.array_equal(from_wgs84(vaduz, system), vaduz)
    assert np.array_equal(to_wgs84(vaduz, system), vaduz)


def test_the_box_is_taken_vertex_by_vertex_and_no_row_is_no_fault():
    mixed = np.array([[9.52, 47.14], [104.3, 28.0]])
    moved = (from_wgs84(mixed, "GCJ-02") != mixed).all(axis=1)
    assert moved.tolist() == [False, True]
    assert from_wgs84(np.empty((0, 2)), "BD-09").shape == (0, 2)
