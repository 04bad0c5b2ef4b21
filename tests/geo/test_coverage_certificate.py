"""A certificate is the same for the same data, misses no cell, and says what it cannot judge."""

import json
import random

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.affinity import translate
from shapely.geometry import MultiPolygon, Polygon, box

from geo.coverage import KINDS, certify
from geo.coverage.edges import edge_residue, shared_borders
from geo.schema import InputError
from tests.geo.lattice import (
    BOUNDARY,
    CRS,
    GRIDS,
    UNITS,
    assert_named,
    changed,
    without_corner,
)


def test_a_piece_thinner_than_the_tolerance_is_listed_as_noise_and_still_a_fault():
    thin = without_corner(GRIDS.geometry["r4c4"], 0.005)
    certificate = certify(changed(r4c4=thin), BOUNDARY)
    assert not certificate.ok
    assert certificate.noise_only
    assert certificate.faults.noise.all()
    wide = certify(changed(r4c4=without_corner(GRIDS.geometry["r4c4"], 0.5)), BOUNDARY)
    assert not wide.noise_only


@pytest.mark.parametrize(("tolerance_m", "noise"), [(0.019, False), (0.021, True)])
def test_noise_is_what_is_thinner_than_the_tolerance(tolerance_m, noise):
    x, y = GRIDS.geometry["r4c4"].centroid.coords[0]
    slit = box(round(x), round(y), round(x) + 0.02, round(y) + 20)
    slit_cell = GRIDS.geometry["r4c4"].difference(slit)
    certificate = certify(changed(r4c4=slit_cell), BOUNDARY, tolerance_m=tolerance_m)
    assert_named(certificate, "gap", 0.4)
    assert certificate.noise_only is noise


def test_no_grids_at_all_make_the_whole_boundary_a_gap():
    certificate = certify(GRIDS.iloc[:0], BOUNDARY)
    assert_named(certificate, "gap", BOUNDARY.area)


def test_the_same_data_gives_the_same_bytes_whatever_order_it_comes_in():
    broken = changed(r4c4=without_corner(GRIDS.geometry["r4c4"], 3)).drop("r0c3")
    first = certify(broken, BOUNDARY, units=UNITS)
    mixed = broken.sample(frac=1, random_state=3)
    turned = [Polygon(np.roll(shapely.get_coordinates(p)[:-1], 2, axis=0)) for p in mixed.geometry]
    second = certify(mixed.set_geometry(turned, crs=CRS), BOUNDARY, units=UNITS[::-1])
    assert first.to_json() == second.to_json()
    assert json.loads(first.to_json())["fingerprint"] == first.fingerprint


@pytest.mark.parametrize(
    ("change", "layer"),
    [
        (lambda frame: changed(r0c0=translate(frame.geometry["r0c0"], 0.001)), "grids"),
        (lambda frame: frame.rename(index={"r0c0": "x"}), "grids"),
        (lambda frame: frame.assign(unit_code="W"), "grids"),
    ],
)
def test_any_change_of_the_data_changes_the_fingerprint(change, layer):
    before, after = certify(GRIDS, BOUNDARY), certify(change(GRIDS), BOUNDARY)
    assert before.fingerprints[layer] != after.fingerprints[layer]
    assert before.fingerprint != after.fingerprint


@pytest.mark.parametrize(
    ("grids", "boundary", "code"),
    [
        (GRIDS, Polygon(), "no_boundary"),
        (GRIDS.set_geometry(GRIDS.centroid), BOUNDARY, "not_polygons"),
        (GRIDS.set_crs("EPSG:4490", allow_override=True), BOUNDARY, "not_metres"),
        (GRIDS.set_crs(None, allow_override=True), BOUNDARY, "not_metres"),
    ],
)
def test_what_cannot_be_certified_is_refused(grids, boundary, code):
    with pytest.raises(InputError) as error:
        certify(grids, boundary)
    assert error.value.code == code


def test_every_fault_kind_found_is_a_known_kind():
    shuffled = GRIDS.copy()
    shapes = list(shuffled.geometry)
    random.Random(1).shuffle(shapes)
    certificate = certify(shuffled.set_geometry(shapes, crs=CRS), BOUNDARY, units=UNITS)
    assert set(certificate.kinds) <= set(KINDS)
    assert "crosses_unit_border" in certificate.kinds


@settings(max_examples=40, deadline=None)
@given(
    x=st.integers(110, 880),
    y=st.integers(110, 880),
    wide=st.integers(1, 100),
    high=st.integers(1, 100),
)
def test_law_a_hole_anywhere_is_found_with_its_area(x, y, wide, high):
    hole = box(x + 0.5, y + 0.5, x + 0.5 + wide, y + 0.5 + high)
    cut = GRIDS.set_geometry(GRIDS.difference(hole))
    cut = cut[~cut.geometry.is_empty]
    certificate = certify(cut, BOUNDARY, multipart_allowed=True)
    assert certificate.kinds["gap"] == (1, pytest.approx(hole.area, abs=0.05))
    assert not certificate.ok


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(list(GRIDS.index)), min_size=1, max_size=99, unique=True))
def test_law_any_cells_left_out_are_found_with_their_exact_area(names):
    certificate = certify(GRIDS.drop(names), BOUNDARY)
    assert certificate.kinds["gap"][1] == pytest.approx(GRIDS.geometry[names].area.sum())
    assert set(certificate.kinds) == {"gap"}


def test_holes_and_exclaves_cancel_as_they_should():
    ring = box(0, 0, 30, 30).difference(box(10, 10, 20, 20))
    core, far = box(10, 10, 20, 20), box(50, 0, 60, 10)
    unit = MultiPolygon([ring, far])
    parent = MultiPolygon([box(0, 0, 30, 30), far])
    assert edge_residue(np.array([unit, core]), np.array([parent])).count == 0
    left = edge_residue(np.array([unit]), np.array([parent]))
    assert (left.count, len(left.edges.start)) == (4, 4)
    assert set(left.edges.owner) == {0}


def test_shared_borders_give_metres_per_pair():
    squares = np.array([box(0, 0, 1, 1), box(1, 0, 2, 1), box(5, 5, 6, 6)])
    first, second, metres = shared_borders(squares)
    assert (first.tolist(), second.tolist(), metres.tolist()) == ([0], [1], [1.0])
    backwards = shared_borders(squares[::-1])
    assert [part.tolist() for part in backwards] == [[1], [2], [1.0]]
    assert shared_borders(squares[[0, 2]])[2].size == 0
