"""What is in the picture of a tilted camera, against the definition in 50 digits."""

import math

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from pyproj import CRS

from benchmarks.sight import truth
from geo.optics import CameraModel, near_edge_m, range_m, tilt_to_reach_deg
from geo.pictures import VERDICTS, Aimed, pictured, verdicts
from geo.sight import visible
from geo.terrain import Terrain
from geo.views import blind_ground, masked, picture_edges_m, picture_ground, private_m2
from geo.walls import walls, walls_of

CAMERA = CameraModel(2560, 5.37, 4.0)
HALF = (CAMERA.half_width, CAMERA.half_height)
POLE = np.array([[0.0, 0.0, 6.0]])
NONE = walls(None)


@pytest.mark.parametrize("seed", range(5))
def test_a_target_is_in_the_picture_when_both_its_tangents_are(seed):
    rng = np.random.default_rng(seed)
    poles = np.column_stack([rng.uniform(-30, 30, (4, 2)), rng.uniform(3, 12, 4)])
    targets = np.column_stack([rng.uniform(-60, 60, (120, 2)), rng.uniform(0, 8, 120)])
    heading, tilt = rng.uniform(0, 360, 6), rng.uniform(-20, 80, (4, 6))
    told = pictured(visible(poles, targets, range_m=90), CAMERA, heading, tilt_deg=tilt)
    found = set(zip(told.pole.tolist(), told.heading.tolist(), told.target.tolist(), strict=True))
    for p, pole in enumerate(poles):
        for t, target in enumerate(targets):
            if math.dist(pole, target) > 90:
                continue
            for h in range(6):
                wanted = truth.in_picture(target - pole, heading[h], tilt[p, h], HALF)
                assert wanted is None or ((p, h, t) in found) == wanted


def test_many_pairs_in_portions_give_the_same_pictures(monkeypatch):
    rng = np.random.default_rng(3)
    poles = np.column_stack([rng.uniform(-30, 30, (6, 2)), np.full(6, 6.0)])
    targets = np.column_stack([rng.uniform(-60, 60, (90, 2)), np.full(90, 1.5)])
    found, turned = visible(poles, targets, range_m=90), np.arange(0.0, 360, 45)
    whole = pictured(found, CAMERA, turned, tilt_deg=20)
    monkeypatch.setattr("geo.pictures._PAIRS_AT_ONCE", 7)
    parts = pictured(found, CAMERA, turned, tilt_deg=20)
    for name in ("pole", "heading", "target", "px_per_m"):
        assert (getattr(parts, name) == getattr(whole, name)).all()
    assert len(whole) > 50


def test_density_falls_with_the_distance_from_the_lens():
    targets = np.array([[0.0, d, 6.0] for d in (10, 20, 40)])
    told = pictured(visible(POLE, targets, range_m=99), CAMERA, np.zeros(1), tilt_deg=0.0)
    assert told.px_per_m == pytest.approx([CAMERA.pixels * 4 / 5.37 / d for d in (10, 20, 40)])
    assert told.fine_enough(60).target.tolist() == [0, 1]
    assert told.fine_enough([500, 60, 40]).target.tolist() == [1, 2]


@given(st.floats(5, 60), st.floats(3, 12))
def test_the_near_blind_zone_ends_where_the_picture_begins(tilt, height):
    edge = near_edge_m(CAMERA, height, tilt, target_height_m=1.5)
    near, _ = picture_edges_m(CAMERA, tilt_deg=tilt, drop_m=height - 1.5)
    assert edge == pytest.approx(near)
    pole = np.array([[0.0, 0.0, height]])
    for ahead, seen in ((edge - 0.01, 0), (edge + 0.01, 1)):
        target = np.array([[0.0, ahead, 1.5]])
        found = visible(pole, target, range_m=99)
        assert len(pictured(found, CAMERA, np.zeros(1), tilt_deg=tilt)) == seen


@given(st.floats(0, 360), st.floats(-10, 70), st.floats(3, 12), st.integers(0, 1000))
def test_the_drawn_picture_holds_what_is_in_it(heading, tilt, height, seed):
    """On level ground the drawing and the test of single points tell the same."""
    reach = 60.0
    shape = picture_ground(
        (0.0, 0.0), heading, CAMERA, tilt_deg=tilt, drop_m=height - 1.5, range_m=reach
    )
    xy = np.random.default_rng(seed).uniform(-65, 65, (80, 2))
    clear = shapely.distance(shape.boundary, shapely.points(xy)) > 0.05
    xyz = np.column_stack([xy, np.full(80, 1.5)])[clear]
    found = visible(np.array([[0.0, 0.0, height]]), xyz, range_m=reach)
    told = pictured(found, CAMERA, np.array([heading]), tilt_deg=tilt)
    inside = np.flatnonzero(shapely.contains_xy(shape, *xyz[:, :2].T))
    assert sorted(told.target.tolist()) == inside.tolist()


def test_the_blind_zone_and_the_picture_share_the_near_edge():
    picture = picture_ground((5.0, 5.0), 30, CAMERA, tilt_deg=25, drop_m=4.5, range_m=50)
    blind = blind_ground((5.0, 5.0), 30, CAMERA, tilt_deg=25, drop_m=4.5)
    assert picture.intersection(blind).area < 1e-9
    assert picture.distance(blind) < 1e-9
    assert blind_ground((5.0, 5.0), 30, CAMERA, tilt_deg=80, drop_m=4.5).is_empty
    up = {"tilt_deg": -40.0, "drop_m": 4.5}
    assert picture_ground((5.0, 5.0), 30, CAMERA, **up, range_m=50).is_empty
    with pytest.raises(ValueError, match="drop_m must be positive, got 0"):
        picture_ground((0.0, 0.0), 0, CAMERA, tilt_deg=20, drop_m=0, range_m=50)


def test_a_lens_tilted_to_reach_shows_the_target_at_the_top_of_its_picture():
    tilt = tilt_to_reach_deg(CAMERA, 6.0, 40.0, target_height_m=1.5)
    far = picture_edges_m(CAMERA, tilt_deg=tilt, drop_m=4.5)[1]
    assert far == pytest.approx(40.0)


def test_every_reason_is_told_the_one_no_aiming_mends_before_the_others():
    """One camera looks north, 15 degrees down; a house, a hill and an unmeasured place around."""
    heights = np.zeros((50, 50), dtype=np.float32)
    heights[20, 25] = 30.0
    heights[0:4, 45:] = np.nan
    ground = Terrain(heights, -125.0, 125.0, 5.0, 5.0, CRS.from_epsg(4544))
    house = walls_of(np.array([shapely.box(-12, 18, -8, 22)]))
    aimed = Aimed(POLE, np.zeros(1), np.full(1, 15.0), CAMERA)
    places = {
        "seen": (5, 15, 1.5),
        "building": (-15, 30, 1.5),
        "ground": (2.5, 60, 1.5),
        "ground_unknown": (105, 119, 1.5),
        "too_far": (30, 45, 1.5),
        "beside": (20, 0, 1.5),
        "below": (-1, 3, 1.5),
        "above": (-5, 20, 12.0),
    }
    told = verdicts(aimed, np.array([*places.values()]), house, ground, wanted_px_per_m=40)
    assert [VERDICTS[code] for code in told[0]] == list(places)


@pytest.mark.parametrize("seed", range(3))
def test_reasons_agree_with_what_is_seen_and_pictured(seed):
    rng = np.random.default_rng(seed)
    shapes = np.array([shapely.box(x, y, x + 9, y + 6) for x, y in rng.uniform(-50, 50, (8, 2))])
    poles = np.column_stack([rng.uniform(-50, 50, (5, 2)), np.full(5, 6.0)])
    targets = np.column_stack([rng.uniform(-50, 50, (60, 2)), np.full(60, 1.5)])
    aimed = Aimed(poles, np.full(5, 40.0), np.full(5, 20.0), CAMERA)
    told = verdicts(aimed, targets, walls_of(shapes), wanted_px_per_m=40)
    found = visible(poles, targets, walls_of(shapes), range_m=range_m(CAMERA, 40))
    shown = pictured(found, CAMERA, np.array([40.0]), tilt_deg=20.0)
    assert sorted(zip(shown.pole.tolist(), shown.target.tolist(), strict=True)) == sorted(
        map(tuple, np.argwhere(told == 0).tolist())
    )


def test_private_ground_is_measured_and_masks_are_taken_out():
    seen = np.array([shapely.box(0, 0, 10, 10), shapely.box(20, 0, 30, 10)])
    yards = gpd.GeoSeries([shapely.box(8, 0, 22, 5), shapely.box(50, 50, 60, 60)]).to_numpy()
    view, yard, m2 = private_m2(seen, yards)
    assert (view.tolist(), yard.tolist(), m2.tolist()) == ([0, 1], [0, 0], [10.0, 10.0])
    left = masked(seen, yards)
    assert [area.area for area in left] == [90.0, 90.0]
    assert [area.area for area in masked(seen, yards[:0])] == [100.0, 100.0]
