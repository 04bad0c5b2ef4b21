"""Liechtenstein with its exclaves is whole; without one municipality it is not."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import shapely

from geo.coverage import certify, prove
from geo.load import load_area, read_polygons

FOLDER = Path(__file__).resolve().parents[2] / "data" / "examples" / "liechtenstein"
CODES = tuple(str(code) for code in load_area(FOLDER).expected_unit_codes)


@pytest.fixture(scope="module")
def source():
    return read_polygons(FOLDER / "liechtenstein_2013_municipalities_11.geojson", crs="EPSG:32632")


@pytest.fixture(scope="module")
def area():
    return load_area(FOLDER)


def whole(frame):
    return shapely.union_all(frame.geometry.to_numpy())


def test_eleven_municipalities_with_exclaves_are_whole(source):
    certificate = certify(source, whole(source), expected_codes=CODES, multipart_allowed=True)
    assert certificate.ok, certificate.kinds
    assert len(CODES) == 11
    assert prove(source.geometry.to_numpy(), whole(source)) == 0


@pytest.mark.parametrize("code", CODES)
def test_a_municipality_removed_is_missing_and_its_ground_a_gap(source, code):
    rest = source.drop(code)
    against_all = certify(rest, whole(source), expected_codes=CODES, multipart_allowed=True)
    assert set(against_all.kinds) == {"missing_unit", "gap"}
    gap = against_all.kinds["gap"][1]
    assert gap == pytest.approx(source.geometry[code].area, rel=1e-6)
    shrunk = certify(rest, whole(rest), expected_codes=CODES, multipart_allowed=True)
    assert set(shrunk.kinds) == {"missing_unit"}
    assert list(shrunk.faults.about) == [code]
    assert shrunk.residue_edges == 0


@pytest.mark.parametrize("code", CODES)
def test_grids_of_a_municipality_removed_name_it_with_or_without_expected_codes(area, code):
    grids = area.grids[area.grids.unit_code != code]
    for codes in ((), CODES):
        certificate = certify(
            grids, area.boundary, units=area.units, expected_codes=codes, places=area.places
        )
        assert set(certificate.kinds) <= {"missing_unit", "gap", "place_in_no_grid"}
        missing = certificate.faults.query("kind == 'missing_unit'").iloc[0]
        assert missing.about == code
        assert missing.area_m2 == pytest.approx(area.units.geometry[code].area, rel=1e-9)
        assert certificate.kinds["gap"][1] == pytest.approx(missing.area_m2, rel=1e-6)
        households = area.places[area.places.intersects(area.units.geometry[code])]
        assert missing.household_count == households.household_count.sum()


def test_rows_without_shape_do_not_shift_the_others(area):
    """A row lost inside a library call once gave every grid behind it the wrong name."""
    names = list(area.grids.index)
    holed = area.grids.copy()
    holed.loc[names[5], "geometry"] = None
    holed.loc[names[9], "geometry"] = shapely.Polygon()
    holed.loc[names[20], "geometry"] = shapely.Point(0, 0).buffer(0)
    certificate = certify(holed, area.boundary, units=area.units)
    invalid = certificate.faults.query("kind == 'invalid_ring'")
    assert set(invalid.grid_ids) == {names[5], names[9], names[20]}
    assert set(certificate.kinds) == {"invalid_ring", "gap"}
    lost = area.grids.geometry[[names[5], names[9], names[20]]].area.sum()
    assert certificate.kinds["gap"][1] == pytest.approx(lost, rel=1e-6)


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_a_coordinate_that_is_no_number_is_an_invalid_ring(area, value):
    xy = shapely.get_coordinates(area.grids.geometry.iloc[3].exterior)
    xy[2, 0] = value
    broken = area.grids.copy()
    with np.errstate(invalid="ignore"):
        broken.iloc[3, broken.columns.get_loc("geometry")] = shapely.Polygon(xy)
    certificate = certify(broken, area.boundary, units=area.units)
    assert not certificate.ok
    invalid = certificate.faults.query("kind == 'invalid_ring'")
    assert list(invalid.grid_ids) == [area.grids.index[3]]
    assert prove(broken.geometry.to_numpy(), area.boundary) > 0


def test_two_units_on_one_spot_are_a_disagreement_of_both(area):
    first, second = area.units.index[:2]
    units = area.units.copy()
    units.loc[first, "geometry"] = whole(area.units.loc[[first, second]])
    faults = certify(area.grids, area.boundary, units=units).faults
    disagree = faults.query("kind == 'layers_disagree'")
    told = f"boundary;unit:{first};unit:{second}"
    assert set(disagree.about) == {told}
    assert disagree.area_m2.sum() == pytest.approx(area.units.geometry[second].area, rel=1e-6)


def test_heights_do_not_count(area):
    tall = area.grids.set_geometry(shapely.force_3d(area.grids.geometry.to_numpy(), z=512.0))
    tall = tall.set_crs(area.grids.crs, allow_override=True)
    assert certify(tall, area.boundary).to_json() == certify(area.grids, area.boundary).to_json()


def test_no_rows_is_one_gap_in_every_form(area):
    none = pd.concat([area.grids.iloc[:0]])
    certificate = certify(none, area.boundary, units=area.units)
    assert {"gap", "missing_unit"} == set(certificate.kinds)
    assert certificate.kinds["missing_unit"][0] == 11
