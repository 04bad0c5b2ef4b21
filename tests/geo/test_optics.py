"""Camera formulas against the table worked out by hand."""

import math

import pytest

from geo.optics import (
    DENSITY_CLASSES,
    CameraModel,
    class_reached,
    density_class,
    density_px_per_m,
    ground_range_m,
    near_edge_m,
    range_m,
    scene_width_m,
    storage_bytes,
)

DENSITIES = (20, 25, 40, 62.5, 80, 125, 250, 500)
TABLE = [
    ((1920, 5.37, 4), 67.7, (71.5, 57.2, 35.8, 22.9, 17.9, 11.4, 5.7, 2.9)),
    ((2560, 5.37, 2.8), 87.6, (66.7, 53.4, 33.4, 21.4, 16.7, 10.7, 5.3, 2.7)),
    ((2560, 5.37, 4), 67.7, (95.3, 76.3, 47.7, 30.5, 23.8, 15.3, 7.6, 3.8)),
    ((2560, 5.37, 6), 48.2, (143.0, 114.4, 71.5, 45.8, 35.8, 22.9, 11.4, 5.7)),
    ((2560, 5.37, 12), 25.2, (286.0, 228.8, 143.0, 91.5, 71.5, 45.8, 22.9, 11.4)),
    ((3840, 7.18, 6), 61.8, (160.4, 128.4, 80.2, 51.3, 40.1, 25.7, 12.8, 6.4)),
]
CAMERA = CameraModel(2560, 5.37, 4)


@pytest.mark.parametrize(("camera", "angle_deg", "ranges"), TABLE)
def test_angles_and_ranges_are_those_of_the_table(camera, angle_deg, ranges):
    model = CameraModel(*camera)
    assert round(model.angle_deg, 1) == angle_deg
    assert [round(range_m(model, px), 1) for px in DENSITIES] == list(ranges)


def test_density_classes_are_those_of_both_editions_of_the_standard():
    rows = {(row.source[-4:], row.name): row.px_per_m for row in DENSITY_CLASSES}
    assert rows == {
        ("2014", "monitor"): 12.5,
        ("2014", "detect"): 25,
        ("2014", "observe"): 62.5,
        ("2014", "recognise"): 125,
        ("2014", "identify"): 250,
        ("2025", "overview"): 20,
        ("2025", "outline"): 40,
        ("2025", "discern"): 80,
        ("2025", "perceive"): 125,
        ("2025", "characterise"): 250,
        ("2025", "validate"): 500,
        ("2025", "scrutinise"): 1500,
    }


def test_a_class_is_found_by_its_name_and_by_what_a_density_suffices_for():
    assert density_class("perceive").px_per_m == 125
    with pytest.raises(KeyError, match="guess"):
        density_class("guess")
    told = [class_reached(px) for px in (19.9, 20, 79, 80, 1e6)]
    assert [row and row.name for row in told] == [
        None,
        "overview",
        "outline",
        "discern",
        "scrutinise",
    ]
    assert class_reached(125, "2014") == density_class("recognise")


def test_range_and_density_undo_each_other():
    for px in DENSITIES:
        assert density_px_per_m(CAMERA, range_m(CAMERA, px)) == pytest.approx(px)
    assert density_px_per_m(CameraModel(1920, 5.37, 4), 8) == pytest.approx(178, abs=1)


def test_the_range_on_the_ground_is_the_leg_of_a_triangle():
    assert ground_range_m(5, 4) == 3
    assert ground_range_m(5, 5.5, 1.5) == 3
    assert ground_range_m(3, 6) == 0  # the picture ends above the ground


def test_the_blind_area_below_the_pole_shrinks_with_tilt_and_target_height():
    down = CAMERA.vertical_angle_deg / 2
    assert near_edge_m(CAMERA, 6, 45 - down) == pytest.approx(6)
    assert near_edge_m(CAMERA, 6, 45 - down, target_height_m=2) == pytest.approx(4)
    assert near_edge_m(CAMERA, 6, 10) > near_edge_m(CAMERA, 6, 20)
    assert near_edge_m(CAMERA, 6, 90) == 0
    assert near_edge_m(CAMERA, 6, -down) == math.inf
    assert near_edge_m(CAMERA, 1, 10, target_height_m=1.5) == 0


def test_the_vertical_angle_follows_the_shape_of_the_picture():
    square = CameraModel(1000, 5, 4, pixels_down=1000)
    assert square.vertical_angle_deg == pytest.approx(square.angle_deg)
    assert CAMERA.vertical_angle_deg < CAMERA.angle_deg


def test_scene_width_and_storage():
    assert scene_width_m(CAMERA, 40) == pytest.approx(53.7)
    assert storage_bytes(4, 30) == 1_296_000_000_000


@pytest.mark.parametrize(
    "numbers", [(0, 5, 4), (2560, -1, 4), (2560, 5, 0), (2560, math.nan, 4), (2560, 5, 4, -1)]
)
def test_impossible_cameras_are_refused(numbers):
    with pytest.raises(ValueError, match=r"must (not )?be (positive|negative), got"):
        CameraModel(*numbers)


def test_a_density_must_be_positive():
    with pytest.raises(ValueError, match="px_per_m must be positive, got 0"):
        range_m(CAMERA, 0)
