"""A frame contract names every fault of a source at once, and passes good rows in their kinds."""

import geopandas as gpd
import pandas as pd
import pytest
from shapely.geometry import LineString, Point, box

from geo.schema import CREWS, GRIDS, PLACES, RESPONDERS, ROADS, UNITS, InputError, SchemaError


def places(**changes):
    rows = {
        "place_id": ["p1", "p2"],
        "kind": ["hamlet", "town"],
        "unit_code": ["530623202201", "530623202001"],
        "household_count": [3, 5.0],
        "population_count": [11, 20],
    } | changes
    return gpd.GeoDataFrame(rows, geometry=[Point(0, 0), Point(1, 1)], crs="EPSG:4544")


def codes(error):
    return sorted(fault.code for fault in error.value.faults)


def test_good_rows_come_back_indexed_by_their_id_in_their_kinds():
    frame = PLACES.check(places(), "places.geojson")
    assert frame.index.name == "place_id"
    assert list(frame.index) == ["p1", "p2"]
    assert frame.household_count.dtype == "int64"
    assert list(frame.unit_code) == ["530623202201", "530623202001"]
    assert list(frame.name_en) == [None, None]


def test_checking_twice_changes_nothing():
    once = PLACES.check(places(), "places.geojson")
    pd.testing.assert_frame_equal(PLACES.check(once, "again"), once)


def test_every_fault_is_named_at_once_with_file_field_and_row():
    bad = places(kind=["hamlet", "castle"], household_count=[-1, 2], population_count=[1.5, 2])
    with pytest.raises(SchemaError) as error:
        PLACES.check(bad, "places.geojson")
    assert codes(error) == ["bad_value"] * 3
    text = str(error.value)
    for part in ("places.geojson", "castle", "p2", "household_count", "-1", "1.5", "whole number"):
        assert part in text


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"place_id": ["p1", "p1"]}, "duplicate_id"),
        ({"place_id": ["p1", ""]}, "bad_id"),
        ({"place_id": [1, 2]}, "bad_id"),  # numbers lose leading zeros: ids are text
        ({"unit_code": [None, "x"]}, "bad_value"),
        ({"household_count": [True, 1]}, "bad_value"),
        ({"geometry": [Point(), Point(1, 1)]}, "wrong_geometry"),
        ({"geometry": [None, Point(1, 1)]}, "wrong_geometry"),
        ({"geometry": [box(0, 0, 1, 1), Point(1, 1)]}, "wrong_geometry"),
    ],
)
def test_each_kind_of_fault_has_its_code(changes, code):
    shapes = changes.get("geometry")
    frame = places(**{name: values for name, values in changes.items() if name != "geometry"})
    if shapes is not None:
        frame = frame.set_geometry(gpd.GeoSeries(shapes, crs=frame.crs))
    with pytest.raises(SchemaError) as error:
        PLACES.check(frame, "places.geojson")
    assert codes(error) == [code]


def test_a_missing_column_is_named_with_the_columns_given():
    with pytest.raises(SchemaError) as error:
        PLACES.check(places().drop(columns="household_count"), "places.geojson")
    assert error.value.faults[0].facts["missing"] == "household_count"
    assert "population_count" in str(error.value)


def test_a_frame_without_coordinate_system_is_refused():
    with pytest.raises(SchemaError, match="coordinate system"):
        PLACES.check(places().set_crs(None, allow_override=True), "places.geojson")


@pytest.mark.parametrize("time", ["24:30", "7:00", "noon", "12:60"])
def test_times_outside_the_clock_are_refused(time):
    crew = {"crew_id": "c1", "kind": "police", "size": 2, "officers": 1, "mode": "car"}
    crew |= {"base_site_id": "s1", "shift_start": "08:00", "shift_end": time}
    with pytest.raises(SchemaError, match="shift_end"):
        CREWS.check(pd.DataFrame([crew]), "crews.csv", labels=["row 2"])


def test_table_faults_name_the_row_of_the_file():
    post = {"post_id": "r1", "kind": "clinic", "site_id": "s1", "size": 0, "mode": "foot"}
    post |= {"may_lead": False, "capacity_households": 10}
    with pytest.raises(SchemaError, match="row 2"):
        RESPONDERS.check(pd.DataFrame([post]), "responders.csv", labels=["row 2"])


def test_units_may_have_exclaves_but_grids_may_not():
    parts = gpd.GeoSeries([box(0, 0, 1, 1).union(box(2, 0, 3, 1))], crs="EPSG:4544")
    unit = gpd.GeoDataFrame({"unit_code": ["u"], "kind": ["village"]}, geometry=parts)
    assert len(UNITS.check(unit, "units"))
    grid = gpd.GeoDataFrame(
        {"grid_id": ["g"], "unit_code": ["u"], "kind": ["base"]}, geometry=parts
    )
    with pytest.raises(SchemaError, match="MultiPolygon"):
        GRIDS.check(grid, "grids")


def test_an_empty_layer_keeps_columns_crs_and_index_name():
    roads = ROADS.empty("EPSG:4544")
    assert len(roads) == 0
    assert roads.crs == "EPSG:4544"
    assert roads.index.name == "road_id"
    assert set(ROADS.columns) < set(roads.columns)
    assert len(CREWS.empty("")) == 0


def test_extra_columns_and_optional_gaps_are_kept():
    road = gpd.GeoDataFrame(
        {"road_id": ["r"], "road_class": ["track"], "bridge": [False], "oneway": [False]}
        | {"surface": [None], "width_m": [None], "lanes": [2]},
        geometry=[LineString([(0, 0), (1, 1)])],
        crs="EPSG:4544",
    )
    checked = ROADS.check(road, "roads")
    assert checked.width_m.dtype == "float64"
    assert checked.width_m.isna().all()
    assert list(checked.lanes) == [2]


def test_an_error_carries_code_facts_and_one_sentence():
    error = InputError("too_far", {"gap_m": 7}, "The gap is {gap_m} m.")
    assert (error.code, error.facts, str(error)) == ("too_far", {"gap_m": 7}, "The gap is 7 m.")
    assert "gap_m 7" in str(InputError("too_far", {"gap_m": 7}))
