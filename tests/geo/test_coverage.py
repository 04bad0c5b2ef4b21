"""Every defect planted in a clean coverage is named with its place and m2."""

import geopandas as gpd
import numpy as np
import pytest
import shapely
from shapely.affinity import translate
from shapely.geometry import MultiPolygon, Point, Polygon, box

from geo.coverage import certify
from tests.geo.lattice import (
    BOUNDARY,
    CRS,
    GRIDS,
    TEN,
    UNITS,
    assert_named,
    changed,
    inner,
    without_corner,
)


def test_a_clean_coverage_is_certified_at_every_level():
    certificate = certify(GRIDS, BOUNDARY, units=UNITS, expected_codes=["E", "W"])
    assert certificate.ok
    assert certificate.kinds == {}
    assert certificate.levels == {"grids_boundary": 0, "grids_units": 0, "units_boundary": 0}
    assert certificate.grid_count == 100
    assert certificate.area_m2 == pytest.approx(1_000_000)
    assert certificate.boundary_area_m2 == pytest.approx(1_000_000)


@pytest.mark.parametrize("number", TEN)
@pytest.mark.parametrize("size", [0.05, 1, 10])
def test_a_gap_beside_a_vertex_is_named_with_its_area(number, size):
    name = inner(number)
    before = GRIDS.geometry[name]
    after = without_corner(before, size)
    certificate = certify(changed(**{name: after}), BOUNDARY)
    assert_named(certificate, "gap", before.area - after.area)


@pytest.mark.parametrize("number", TEN)
def test_an_overlap_names_both_claimants(number):
    name = inner(number)
    before = GRIDS.geometry[name]
    grown = without_corner(before, -5)
    certificate = certify(changed(**{name: grown}), BOUNDARY)
    assert_named(certificate, "overlap", grown.area - before.area)
    claims = certificate.faults.query("kind == 'overlap'").grid_ids
    assert all(name in pair.split(";") and len(pair.split(";")) == 2 for pair in claims)


@pytest.mark.parametrize("number", TEN)
def test_a_missing_inner_cell_is_one_gap_of_its_area(number):
    name = inner(number)
    certificate = certify(GRIDS.drop(name), BOUNDARY)
    assert_named(certificate, "gap", GRIDS.geometry[name].area)
    assert certificate.kinds["gap"][0] == 1
    assert certificate.residue_edges == 12  # four sides of three segments each


@pytest.mark.parametrize("number", TEN)
def test_a_missing_border_cell_is_one_gap_though_no_hole_appears(number):
    name = f"r{number}c0"
    certificate = certify(GRIDS.drop(name), BOUNDARY)
    assert_named(certificate, "gap", GRIDS.geometry[name].area)


@pytest.mark.parametrize("number", TEN)
def test_a_vertex_one_neighbour_lacks_is_a_node_mismatch_without_area(number):
    name = inner(number)
    xy = shapely.get_coordinates(GRIDS.geometry[name])[:-1]
    extra = Polygon(np.insert(xy, 1, (xy[0] + xy[1]) / 2, axis=0))
    certificate = certify(changed(**{name: extra}), BOUNDARY)
    assert_named(certificate, "node_mismatch", 0.0)
    assert name in certificate.faults.grid_ids.iloc[0].split(";")
    assert certificate.faults.geometry.iloc[0].distance(Point((xy[0] + xy[1]) / 2)) < 1e-9


def test_a_code_nobody_knows_is_one_fault_and_no_node_mismatch_of_the_units():
    grids = GRIDS.copy()
    grids.loc["r4c4", "unit_code"] = "w"
    certificate = certify(grids, BOUNDARY, units=GRIDS.dissolve("unit_code", method="coverage"))
    assert set(certificate.kinds) == {"unknown_unit"}


def past_the_corner(*more):
    """Two squares in a row: the left one reaches 2 m into the right one along the boundary."""
    left = Polygon([(0, 0), *more, (12, 0), (10, 10), (0, 10)])
    right = box(10, 0, 20, 10)
    pair = gpd.GeoDataFrame(index=["a", "b"], geometry=[left, right], crs="EPSG:4544")
    whole = Polygon([(0, 0), (10, 0), (20, 0), (20, 10), (10, 10), (0, 10)])
    return certify(pair, whole)


def test_the_rest_of_a_segment_beside_an_overlap_is_no_second_fault():
    assert_named(past_the_corner(), "overlap", 10.0)


def test_a_vertex_only_one_side_has_is_named_beside_an_overlap_too():
    certificate = past_the_corner((4, 0))
    assert_named(certificate, "overlap", 10.0, also={"node_mismatch"})
    assert "node_mismatch" in certificate.kinds


@pytest.mark.parametrize("number", TEN)
def test_one_side_simplified_leaves_only_gaps_overlaps_or_mismatches(number):
    name = inner(number)
    simple = GRIDS.geometry[name].simplify(5)
    certificate = certify(changed(**{name: simple}), BOUNDARY)
    assert not certificate.ok
    assert set(certificate.kinds) <= {"gap", "overlap", "node_mismatch"}


@pytest.mark.parametrize("number", TEN)
def test_a_duplicate_polygon_is_named_with_its_area_and_not_as_overlap(number):
    name = inner(number)
    twice = gpd.pd.concat([GRIDS, GRIDS.loc[[name]].rename(index={name: "zz"})])
    certificate = certify(twice, BOUNDARY)
    assert_named(certificate, "duplicate", GRIDS.geometry[name].area)
    assert certificate.residue_edges > 0


@pytest.mark.parametrize("number", TEN)
def test_a_polygon_inside_another_is_an_overlap_of_its_area(number):
    name = inner(number)
    disc = GRIDS.geometry[name].representative_point().buffer(5)
    island = GRIDS.loc[[name]].rename(index={name: "zz"}).set_geometry([disc], crs=CRS)
    certificate = certify(gpd.pd.concat([GRIDS, island]), BOUNDARY)
    assert_named(certificate, "overlap", disc.area)
    assert certificate.faults.grid_ids.iloc[0] == f"{name};zz"


@pytest.mark.parametrize("number", TEN)
def test_a_spill_over_the_outer_boundary_is_outside(number):
    name = f"r{number}c0"
    xy = shapely.get_coordinates(GRIDS.geometry[name])[:-1]
    west = np.flatnonzero(xy[:, 0] == 0)
    middle = west[np.argsort(xy[west, 1])[1]]
    xy[middle, 0] -= 7
    spilled = Polygon(xy)
    certificate = certify(changed(**{name: spilled}), BOUNDARY)
    assert_named(certificate, "outside", spilled.area - GRIDS.geometry[name].area)
    assert certificate.faults.grid_ids.iloc[0] == name


@pytest.mark.parametrize("number", TEN)
def test_an_unfilled_hole_is_a_gap(number):
    name = inner(number)
    hole = GRIDS.geometry[name].representative_point().buffer(9)
    certificate = certify(changed(**{name: GRIDS.geometry[name].difference(hole)}), BOUNDARY)
    assert_named(certificate, "gap", hole.area)


@pytest.mark.parametrize("number", TEN)
def test_a_bow_tie_is_an_invalid_ring(number):
    name = inner(number)
    xy = shapely.get_coordinates(GRIDS.geometry[name])[:-1]
    xy[[3, 6]] = xy[[6, 3]]
    certificate = certify(changed(**{name: Polygon(xy)}), BOUNDARY)
    assert_named(certificate, "invalid_ring", also={"gap", "overlap", "node_mismatch"})
    rows = certificate.faults.query("kind == 'invalid_ring'")
    assert list(rows.grid_ids) == [name]
    assert rows.geometry.iloc[0].geom_type == "Point"


@pytest.mark.parametrize("number", TEN)
def test_a_cell_shifted_half_a_metre_is_found_though_its_area_is_kept(number):
    name = inner(number)
    certificate = certify(changed(**{name: translate(GRIDS.geometry[name], 0.5)}), BOUNDARY)
    assert_named(certificate, "gap", also={"overlap", "node_mismatch"})
    gap, overlap = certificate.kinds["gap"][1], certificate.kinds["overlap"][1]
    assert gap == pytest.approx(overlap, abs=0.1)
    assert gap > 10


@pytest.mark.parametrize("number", TEN)
def test_a_grid_in_two_pieces_has_a_stray_part_though_its_borders_cancel(number):
    near, far = inner(number), "r9c9"
    both = MultiPolygon([GRIDS.geometry[near], GRIDS.geometry[far]])
    certificate = certify(changed(**{near: both}).drop(far), BOUNDARY)
    smaller = min(GRIDS.geometry[near].area, GRIDS.geometry[far].area)
    assert_named(certificate, "stray_part", smaller)
    assert certificate.residue_edges == 0
    assert certify(changed(**{near: both}).drop(far), BOUNDARY, multipart_allowed=True).ok


@pytest.mark.parametrize("number", TEN)
@pytest.mark.parametrize("nothing", [None, Polygon()])
def test_a_row_without_shape_is_named_by_its_id(number, nothing):
    name = inner(number)
    certificate = certify(changed(**{name: nothing}), BOUNDARY)
    assert_named(certificate, "invalid_ring", also={"gap"})
    assert list(certificate.faults.query("kind == 'invalid_ring'").grid_ids) == [name]
    assert certificate.kinds["gap"][1] == pytest.approx(GRIDS.geometry[name].area, rel=1e-6)


def test_the_same_id_on_two_shapes_is_a_duplicate():
    certificate = certify(GRIDS.rename(index={"r0c0": "r5c5"}), BOUNDARY)
    assert_named(certificate, "duplicate", 0.0)
    assert certificate.faults.grid_ids.iloc[0] == "r5c5"


@pytest.mark.parametrize("number", TEN)
def test_a_grid_with_the_wrong_unit_crosses_the_unit_border(number):
    name = f"r{number}c4"
    moved = GRIDS.copy()
    moved.loc[name, "unit_code"] = "E"
    certificate = certify(moved, BOUNDARY, units=UNITS)
    assert_named(certificate, "crosses_unit_border", GRIDS.geometry[name].area)
    assert certificate.levels["grids_boundary"] == 0
    assert certificate.levels["grids_units"] > 0
    row = certificate.faults.iloc[0]
    assert (row.grid_ids, row.about) == (name, "W")


def test_a_grid_merged_over_the_unit_border_shows_the_part_beyond():
    both = shapely.coverage_union_all(GRIDS.geometry[["r3c4", "r3c5"]].to_numpy())
    certificate = certify(changed(r3c4=both).drop("r3c5"), BOUNDARY, units=UNITS)
    assert_named(certificate, "crosses_unit_border", GRIDS.geometry["r3c5"].area)


def test_a_whole_missing_unit_is_named_even_when_the_boundary_shrinks_with_it():
    west = GRIDS[GRIDS.unit_code == "W"]
    outline = shapely.coverage_union_all(west.geometry.to_numpy())
    assert certify(west, outline).ok
    certificate = certify(west, outline, expected_codes=["E", "W"])
    assert_named(certificate, "missing_unit", 0.0)
    assert list(certificate.faults.about) == ["E"]


def test_a_unit_without_grids_is_missing_and_its_ground_a_gap():
    west = GRIDS[GRIDS.unit_code == "W"]
    certificate = certify(west, BOUNDARY, units=UNITS, expected_codes=["E", "W"])
    east = UNITS.geometry["E"].area
    assert_named(certificate, "missing_unit", east, also={"gap"})
    assert certificate.kinds["gap"] == (1, pytest.approx(east))


def test_a_code_nobody_expects_is_named():
    odd = GRIDS.copy()
    odd.loc["r0c0", "unit_code"] = "X"
    certificate = certify(odd, BOUNDARY, expected_codes=["E", "W"])
    assert_named(certificate, "unknown_unit", GRIDS.geometry["r0c0"].area)


def test_units_that_leave_part_of_the_boundary_are_a_disagreement_with_its_area():
    beyond = box(1000, 0, 1010, 1000)
    wide = shapely.union_all([BOUNDARY, beyond])
    certificate = certify(GRIDS, wide, units=UNITS)
    assert certificate.kinds["layers_disagree"] == (1, pytest.approx(10_000))
    assert certificate.kinds["gap"] == (1, pytest.approx(10_000))
    assert certificate.levels["units_boundary"] > 0


def test_a_place_in_no_grid_is_named_and_a_place_on_a_border_is_held():
    spots = [Point(50, 50), Point(-5, 50), GRIDS.geometry["r2c2"].exterior.interpolate(0)]
    places = gpd.GeoDataFrame(index=["in", "out", "corner"], geometry=spots, crs=CRS)
    certificate = certify(GRIDS, BOUNDARY, places=places)
    assert_named(certificate, "place_in_no_grid", 0.0)
    assert list(certificate.faults.about) == ["out"]
