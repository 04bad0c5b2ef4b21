"""The benchmark plants what it says it plants, and judges by the truth it kept."""

import numpy as np
import pytest
import shapely

from benchmarks.coverage import ours
from benchmarks.coverage.broken import FAULTS, planted
from benchmarks.coverage.detect import given, row
from benchmarks.coverage.given import load, save
from benchmarks.coverage.make import tiling
from benchmarks.coverage.noisy import NOISES, noisy
from benchmarks.coverage.runner import Answer
from benchmarks.coverage.truth import judged

CELLS = 100


def covers(broken):
    """Area covered never, more than once and from outside, by brute force, in m2."""
    ground = broken.ground
    shapes = shapely.make_valid(ground.grids.geometry.dropna().to_numpy())
    union = shapely.union_all(shapes)
    return (
        shapely.difference(ground.boundary, union).area,
        shapely.area(shapes).sum() - union.area,
        shapely.difference(union, ground.boundary).area,
    )


def test_made_grids_are_a_coverage_of_their_boundary_on_a_millimetre_raster():
    ground = tiling(CELLS)
    shapes = ground.grids.geometry.to_numpy()
    xy = shapely.get_coordinates(shapes)
    assert len(shapes) == CELLS
    assert shapely.is_valid(shapes).all()
    assert shapely.coverage_is_valid(shapes)
    assert np.isclose(shapely.area(shapes).sum(), ground.boundary.area, rtol=1e-12)
    assert np.array_equal(xy, np.round(xy, 3))
    assert 95 <= np.mean(shapely.get_num_coordinates(shapes) - 1) <= 105


def test_the_same_seed_makes_the_same_grids_and_another_seed_others():
    first, again, other = tiling(CELLS), tiling(CELLS), tiling(CELLS, seed=1)
    assert first.grids.geometry.to_wkb().equals(again.grids.geometry.to_wkb())
    assert not first.grids.geometry.to_wkb().equals(other.grids.geometry.to_wkb())


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_one_and_its_area_is_the_one_told(fault):
    broken = planted(fault, 0, cells=CELLS)
    gap, overlap, outside = covers(broken)
    expected = broken.expected
    if fault == "bow_tie":
        assert not broken.grids.is_valid.all()
        return
    for kind, area in (("gap", gap), ("outside", outside)):
        assert np.isclose(area, expected.get(kind, 0.0), rtol=1e-6, atol=1e-5), kind
    doubled = expected.get("overlap", expected.get("duplicate", 0.0))
    assert np.isclose(overlap, doubled, rtol=1e-6, atol=1e-5)
    same = broken.grids.geometry.to_wkb().equals(broken.sound.grids.geometry.to_wkb())
    assert same == (fault == "none")


@pytest.mark.parametrize("fault", FAULTS)
def test_the_certificate_finds_and_names_what_was_planted(fault, tmp_path):
    broken = planted(fault, 1, cells=CELLS)
    handed = load(save(given(broken), tmp_path / "given"))
    facts = ours.certificate_units(handed)
    told = row((fault, 1), broken, "certificate with units", Answer(facts=facts))
    assert told.found == (fault != "none")
    assert told.named
    assert told.wrong == ""
    assert not told.area_error > 1e-6  # not-a-number where the fault has no area


def test_saving_and_loading_changes_nothing(tmp_path):
    broken = planted("none_row", 0, cells=CELLS)
    handed = given(broken)
    again = load(save(handed, tmp_path / "given"))
    assert again.grids.geometry.to_wkb().equals(handed.grids.geometry.to_wkb())
    assert list(again.grids.index) == list(handed.grids.index)
    assert again.boundary.equals_exact(handed.boundary, 0)
    assert again.expected_codes == handed.expected_codes


@pytest.mark.parametrize("noise", NOISES)
def test_doing_nothing_about_noise_misplaces_land(noise):
    broken = noisy(noise, 0, cells=CELLS)
    drawn = broken.grids.geometry
    verdict = judged(drawn, drawn, broken.sound)
    assert broken.grids.is_valid.all()
    assert verdict.misplaced_percent > 0.5
    assert verdict.left_m2 > 100
    assert verdict.moved_m2 == 0
    truth = broken.sound.grids.geometry
    perfect = judged(truth, drawn, broken.sound)
    assert perfect.misplaced_percent == 0
    assert perfect.left_m2 < 1e-3
    assert perfect.moved_m2 > 0


def test_our_repair_misplaces_less_than_doing_nothing():
    broken = noisy("half_simplified_3m", 0, cells=CELLS)
    drawn = broken.grids.geometry
    before = judged(drawn, drawn, broken.sound)
    after = judged(ours.repair(given(broken)), drawn, broken.sound)
    assert after.misplaced_percent < before.misplaced_percent
    assert after.lost_grids == after.several_parts == 0


@pytest.mark.parametrize("fault", ["missing_inner_cell", "missing_border_cell"])
@pytest.mark.parametrize("repair", [ours.repair, ours.repair_units])
def test_accepting_everything_leaves_nothing_where_whole_grids_are_missing(fault, repair):
    broken = planted(fault, 0, cells=CELLS)
    verdict = judged(repair(given(broken)), broken.grids.geometry, broken.sound)
    assert verdict.left_m2 < 0.01
    assert verdict.several_parts == 0
