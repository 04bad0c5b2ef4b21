"""Every way to read the numbers of a drawing: found, ranked, and never sure without a reason."""

from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely
from pyproj import Transformer

from geo.contract import InputError
from geo.formats.drawing import Drawing
from geo.formats.geojson import read_features
from geo.intake import outline
from geo.intake.coordinates import Reading, placed, reading_of, readings
from geo.intake.datum import from_wgs84

LUOYAN = Path(__file__).parents[2] / "data" / "boundaries"
SHIFTED = ("GCJ-02", "BD-09")
DEGREES = ("EPSG:4490", *SHIFTED)


@pytest.fixture(scope="session")
def luoyan():
    """Units, places and the township's outline in degrees."""
    units = read_features(LUOYAN / "units.geojson")
    places = read_features(LUOYAN / "places.geojson")
    return list(units.geometry), list(places.geometry), units.union_all()


def drawn(shapes, system, *, swapped=False, says=""):
    """Shapes in degrees as a file of another system would hold them."""
    if system in SHIFTED:
        moved = shapely.transform(shapes, lambda xy: from_wgs84(xy, system))
    else:
        way = Transformer.from_crs("EPSG:4490", system, always_xy=True)
        moved = shapely.transform(shapes, lambda xy: np.column_stack(way.transform(*xy.T)))
    if swapped:
        moved = shapely.transform(moved, lambda xy: xy[:, ::-1])
    frame = gpd.GeoDataFrame(geometry=list(moved))
    return Drawing(
        "图.shp", "", frame, tuple(f"record {n}" for n in range(1, len(frame) + 1)), says
    )


@pytest.mark.parametrize("swapped", [False, True])
@pytest.mark.parametrize(
    "system",
    [
        *DEGREES,
        *("EPSG:4544", "EPSG:4523", "EPSG:4496", "EPSG:32648", "EPSG:3857"),
        *("EPSG:4543", "EPSG:4522"),  # the zone next door
    ],
)
def test_the_units_tell_every_system_apart(luoyan, system, swapped):
    units, _, township = luoyan
    first, *others = readings(drawn(units, system, swapped=swapped), township)
    assert (first.system, first.swapped, first.clear) == (system, swapped, True)
    assert first.fit == pytest.approx(1, abs=0.01)
    assert all(other.fit < 0.7 and not other.clear for other in others)


@pytest.mark.parametrize("zone", range(21))
@pytest.mark.parametrize("first", [4534, 4513])
def test_every_three_degree_zone_is_found_with_and_without_its_number(zone, first):
    lon, lat = min(max(75 + 3 * zone, 73.6), 136), 45.0
    town = shapely.segmentize(shapely.box(lon - 0.05, lat, lon + 0.06, lat + 0.09), 0.01)
    found = readings(drawn([town], f"EPSG:{first + zone}"), town)
    assert (found[0].system, found[0].swapped) == (f"EPSG:{first + zone}", False)


@pytest.mark.parametrize("zone", range(11))
def test_every_six_degree_zone_is_found_by_its_number(zone):
    lon = 75 + 6 * zone
    town = shapely.segmentize(shapely.box(lon - 0.05, 45, lon + 0.06, 45.09), 0.01)
    found = readings(drawn([town], f"EPSG:{4491 + zone}"), town)
    assert found[0].system == f"EPSG:{4491 + zone}"
    # without the number they are those of the 3-degree zone on the same meridian
    found = readings(drawn([town], f"EPSG:{4502 + zone}"), town)
    assert found[0].system == f"EPSG:{4534 + 2 * zone}"


@pytest.mark.parametrize("system", DEGREES)
@pytest.mark.parametrize("number", range(7))
def test_one_village_is_told_apart_by_the_borders_of_all_villages(luoyan, system, number):
    units, _, _ = luoyan
    near = shapely.geometrycollections(units)
    first = readings(drawn(units[number : number + 1], system), near)[0]
    assert (first.system, first.clear) == (system, True)


@pytest.mark.parametrize("system", DEGREES)
@pytest.mark.parametrize("number", range(7))
def test_one_village_and_the_outline_alone_is_right_or_not_clear(luoyan, system, number):
    units, _, township = luoyan
    first = readings(drawn(units[number : number + 1], system), township)[0]
    assert first.system == system or not first.clear


@pytest.mark.parametrize("system", DEGREES)
def test_points_deep_inside_are_too_close_to_call(luoyan, system):
    _, places, township = luoyan
    found = readings(drawn(places[:20], system), township)
    assert {reading.system for reading in found} == set(DEGREES)
    assert not any(reading.clear for reading in found)
    assert readings(drawn(places, system), township)[0].system == system  # 250 of them lean


def test_what_the_file_says_is_believed_unless_the_borders_speak_against_it(luoyan):
    units, places, township = luoyan
    few = drawn(places[:20], "GCJ-02", says="GCJ-02")
    first = readings(few, township)[0]
    assert (first.system, first.declared, first.clear) == ("GCJ-02", True, True)
    lying = drawn(units, "GCJ-02", says="EPSG:4326")
    first, second = readings(lying, township)[:2]
    assert (first.system, first.declared, first.clear) == ("GCJ-02", False, False)
    assert (second.system, second.declared) == ("EPSG:4326", True)


def test_the_wrong_zone_in_the_file_is_not_followed(luoyan):
    units, _, township = luoyan
    first = readings(drawn(units, "EPSG:4544", says="EPSG:4545"), township)[0]
    assert (first.system, first.declared, first.clear) == ("EPSG:4544", False, True)


def test_a_system_named_by_the_person_is_the_only_one_tried(luoyan):
    units, _, township = luoyan
    found = readings(drawn(units, "BD-09"), township, system="GCJ-02")
    assert {(reading.system, reading.swapped) for reading in found} == {("GCJ-02", False)}
    found = readings(drawn(units, "EPSG:2381", swapped=True), township, system="EPSG:2381")
    assert (found[0].system, found[0].swapped) == ("EPSG:2381", True)


@pytest.mark.parametrize(
    ("system", "says", "asked", "code"),
    [
        ("EPSG:4490", "", "EPSG:27700", "not_near"),  # the numbers of another continent
        ("EPSG:4490", "", "banana", "bad_crs"),
        ("EPSG:2381", "", "EPSG:4544", "not_near"),
    ],
)
def test_a_system_that_cannot_be_is_refused(luoyan, system, says, asked, code):
    units, _, township = luoyan
    with pytest.raises(InputError) as error:
        readings(drawn(units, system, says=says), township, system=asked)
    assert error.value.code == code


def test_the_drawing_of_another_town_is_refused_with_its_distance(luoyan):
    _, _, township = luoyan
    kunming = shapely.box(102.6, 24.9, 102.8, 25.1)
    with pytest.raises(InputError) as error:
        readings(drawn([kunming], "EPSG:4490"), township)
    assert error.value.code == "not_near"
    assert error.value.facts["system"] == "EPSG:4490"
    assert 350 < float(error.value.facts["km"]) < 400
    assert "name the system" in str(error.value)


def test_without_a_township_only_what_the_numbers_themselves_say_is_offered(luoyan):
    units, _, _ = luoyan
    assert readings(drawn(units, "EPSG:4544", says="EPSG:4544"), None)[0].clear
    assert [r.system for r in readings(drawn(units, "EPSG:4523"), None)] == ["EPSG:4523"]
    turned = readings(drawn(units, "EPSG:4523", swapped=True), None)[0]
    assert (turned.system, turned.swapped, turned.clear) == ("EPSG:4523", True, True)
    guessed = readings(drawn(units, "EPSG:4490", swapped=True), None)
    assert [r.system for r in guessed] == list(DEGREES)
    assert all(reading.swapped and not reading.clear for reading in guessed)
    with pytest.raises(InputError) as error:
        readings(drawn(units, "EPSG:4544"), None)
    assert error.value.code == "no_crs"


def test_a_geojson_of_metres_is_not_taken_for_degrees_and_a_named_system_must_be_possible(luoyan):
    units, _, _ = luoyan
    metres = replace(drawn(units, "EPSG:4544"), file="a.geojson")
    for system, code in (("", "no_crs"), ("GCJ-02", "crs_area")):
        with pytest.raises(InputError) as error:
            reading_of(metres, system=system)
        assert error.value.code == code
    turned = replace(drawn(units, "EPSG:4490", swapped=True), file="a.geojson")
    with pytest.raises(InputError) as error:
        reading_of(turned)
    assert error.value.code == "which_system"


@pytest.mark.parametrize(("shift", "zone"), [(0.02, "EPSG:32701"), (-0.02, "EPSG:32760")])
def test_a_drawing_over_the_date_line_is_placed_beside_it(shift, zone):
    xy = np.array([(-0.1, -17), (0.1, -17), (0.1, -16.9), (-0.1, -16.9)])
    xy[:, 0] += shift
    xy[:, 0] = np.where(xy[:, 0] < 0, xy[:, 0] + 180, xy[:, 0] - 180)
    frame = gpd.GeoDataFrame(geometry=[shapely.Polygon(xy)])
    drawing = Drawing("a.geojson", "", frame, ("feature 1",))
    assert placed(drawing, reading_of(drawing)).crs == zone


@pytest.mark.parametrize("system", ["EPSG:4523", *SHIFTED, "EPSG:3857"])
def test_a_drawing_lands_where_it_was_drawn_and_stays_edge_matched(luoyan, system):
    units, _, township = luoyan
    drawing = drawn(units, system)
    landed = placed(drawing, readings(drawing, township)[0])
    meant = placed(drawn(units, "EPSG:4490"), readings(drawn(units, "EPSG:4490"), township)[0])
    assert landed.crs == "EPSG:4544"
    here, there = (shapely.get_coordinates(frame.geometry) for frame in (landed, meant))
    assert np.abs(here - there).max() <= 0.001 + 1e-9
    assert len(np.unique(here, axis=0)) == len(np.unique(there, axis=0))
    assert shapely.coverage_is_valid(landed.geometry.to_numpy())


def test_a_missing_shape_stays_a_row(luoyan):
    units, _, township = luoyan
    drawing = drawn([units[0], None, units[1]], "EPSG:4490")
    landed = placed(drawing, readings(drawing, township)[0])
    assert landed.geometry.isna().tolist() == [False, True, False]


def test_feet_of_new_york_become_metres_when_they_are_named():
    town = shapely.segmentize(shapely.box(-74.0, 40.7, -73.95, 40.74), 0.005)
    drawing = drawn([town], "EPSG:2263", says="EPSG:2263")
    first = readings(drawing, town)[0]
    assert (first.system, first.clear) == ("EPSG:2263", True)
    landed = placed(drawing, first)
    assert landed.crs == "EPSG:32618"
    meant = placed(drawn([town], "EPSG:4326"), readings(drawn([town], "EPSG:4326"), town)[0])
    assert landed.area.iloc[0] == pytest.approx(meant.area.iloc[0], rel=1e-6)


@pytest.mark.parametrize(
    ("crs", "code"),
    [
        ("EPSG:27700", "crs_elsewhere"),
        ("EPSG:3857", "crs_elsewhere"),
        ("EPSG:4490", "crs_not_metres"),
    ],
)
def test_a_system_whose_areas_would_be_wrong_is_refused(luoyan, crs, code):
    units, _, township = luoyan
    drawing = drawn(units, "EPSG:4490")
    with pytest.raises(InputError) as error:
        placed(drawing, readings(drawing, township)[0], crs)
    assert error.value.code == code


@pytest.mark.parametrize("says", ["EPSG:27700", "EPSG:4544"])
def test_a_declared_system_that_cannot_be_is_refused_without_a_township_too(luoyan, says):
    units, _, _ = luoyan
    with pytest.raises(InputError) as error:
        placed(drawn(units, "EPSG:4490"), Reading(says))
    assert error.value.code == "crs_area"


@pytest.mark.parametrize("system", DEGREES)
def test_very_many_polygons_are_told_apart_by_what_no_two_of_them_share(
    luoyan, system, monkeypatch
):
    units, _, township = luoyan
    monkeypatch.setattr(outline, "_UNITED", 2)
    first = readings(drawn(units, system), township)[0]
    assert (first.system, first.clear) == (system, True)
