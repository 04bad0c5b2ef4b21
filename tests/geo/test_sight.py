"""Who sees whom past buildings and hills, against looking line by line."""

import math

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import CRS
from shapely.affinity import rotate
from shapely.geometry import LineString, Point, Polygon, box

from geo.sight import (
    headings,
    in_sector,
    sector,
    visible,
    visible_area,
    walls,
    watched,
    zones_seen,
)
from geo.terrain import Terrain, line_of_sight

EYE, CHEST = 6.0, 1.5


def buildings(*footprints) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(
        {"height_m": [6.0] * len(footprints)}, geometry=list(footprints), crs="EPSG:4544"
    )


def zones(*areas, kind="art8_private") -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame({"kind": [kind] * len(areas)}, geometry=list(areas), crs="EPSG:4544")


def town(seed: int, count: int = 40, size: float = 200.0) -> gpd.GeoDataFrame:
    """Houses of all sizes turned all ways, some of them L-shaped, some overlapping."""
    rng = np.random.default_rng(seed)
    shapes = []
    for _ in range(count):
        x, y = rng.uniform(0, size, 2)
        w, h = rng.uniform(2, 18, 2)
        shape = box(x, y, x + w, y + h)
        if rng.random() < 0.3:
            shape = shape.difference(box(x, y, x + w / 2, y + h / 2))
        shapes.append(rotate(shape, rng.uniform(0, 90)))
    return buildings(*shapes)


def spots(seed: int, count: int, height: float, size: float = 200.0) -> np.ndarray:
    rng = np.random.default_rng(seed)
    return np.column_stack([rng.uniform(0, size, (count, 2)), np.full(count, height)])


def hills() -> Terrain:
    rows, columns = np.mgrid[0:60, 0:60] / 3
    heights = (900 + 6 * np.sin(rows) * np.cos(columns)).astype(np.float32)
    return Terrain(heights, -50.0, 250.0, 5.0, 5.0, CRS.from_epsg(4544))


def sees(pole, target, town, terrain, reach) -> bool:
    """Look once: range, then every building, then the ground."""
    ground = 0.0 if terrain is None else float(terrain.at(*target[:2]) - terrain.at(*pole[:2]))
    if math.dist(pole, (*target[:2], target[2] + ground)) > reach:
        return False
    line = LineString([pole[:2], target[:2]])
    for footprint in town.geometry:
        inner = footprint.buffer(-0.05, join_style="mitre")
        holds = inner.contains(Point(pole[:2])) or inner.contains(Point(target[:2]))
        if not holds and line.intersects(inner):
            return False
    return terrain is None or bool(line_of_sight(terrain, pole[None], target[None])[0])


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 10_000), st.booleans())
def test_pairs_are_those_found_line_by_line(seed, hilly):
    houses, terrain = town(seed), hills() if hilly else None
    poles, targets = spots(seed, 8, EYE), spots(seed + 1, 30, CHEST)
    found = visible(poles, targets, houses, terrain, range_m=90)
    slow = [[sees(p, t, houses, terrain, 90) for t in targets] for p in poles]
    assert found.matrix(8, 30).tolist() == slow


def test_pairs_come_by_pole_then_target_with_distance_and_direction():
    poles = np.array([[0, 0, 5.0], [100, 0, 5.0]])
    targets = np.array([[0, 12, 5.0], [9, 12, 0.0], [50, 0, 5.0], [0, -1, 5.0]])
    found = visible(poles, targets, range_m=51)
    assert found.pole.tolist() == [0, 0, 0, 0, 1]
    assert found.target.tolist() == [0, 1, 2, 3, 2]
    assert found.slant_m == pytest.approx([12, math.hypot(15, 5), 50, 1, 50])
    assert found.azimuth_deg == pytest.approx([0, math.degrees(math.atan2(9, 12)), 90, 180, 270])


def test_the_range_is_measured_from_the_lens_not_from_the_foot_of_the_pole():
    """40 m on the ground, 50 m from a lens 30 m up."""
    pole, target = np.array([[0, 0, 30.0]]), np.array([[40, 0, 0.0]])
    assert len(visible(pole, target, range_m=50.0)) == 1
    assert len(visible(pole, target, range_m=49.9)) == 0


def test_a_house_in_between_hides_and_a_house_beside_does_not():
    pole, target = np.array([[0, 0, EYE]]), np.array([[40, 0, CHEST]])
    assert len(visible(pole, target, buildings(box(18, -2, 22, 2)), range_m=60)) == 0
    assert len(visible(pole, target, buildings(box(18, 1, 22, 5)), range_m=60)) == 1
    assert len(visible(pole, target, buildings(box(41, -2, 45, 2)), range_m=60)) == 1


@pytest.mark.parametrize(
    ("pole", "target", "seen"),
    [
        ((-20, 5), (0, 5), True),  # a target at the wall that faces the pole
        ((-20, 5), (10, 5), False),  # one at the far wall of the same house
        ((0, 5), (-20, 5), True),  # a pole at the wall looks away from it
        ((0, 5), (30, 5), False),  # and not through its own house
        ((0, 5), (0, 30), True),  # along the wall
        ((-10, 0), (20, 0), True),  # past the wall and along it
        ((-10, 0), (20, -3), True),  # past the corner
        ((5, 5), (30, 5), True),  # a pole on the roof
        ((-20, 5), (5, 5), True),  # the house itself is watched
    ],
)
def test_only_who_looks_through_a_house_is_stopped_by_it(pole, target, seen):
    """One house from (0, 0) to (10, 10)."""
    house = buildings(box(0, 0, 10, 10))
    found = visible(np.array([[*pole, EYE]]), np.array([[*target, CHEST]]), house, range_m=99)
    assert bool(len(found)) == seen


def test_a_house_on_the_roof_of_which_a_pole_stands_does_not_make_others_transparent():
    houses = buildings(box(0, 0, 10, 10), box(20, 0, 30, 10))
    found = visible(np.array([[5, 5, EYE]]), np.array([[40, 5, CHEST]]), houses, range_m=99)
    assert len(found) == 0


def test_where_the_ground_is_unknown_nothing_is_seen():
    poles, targets = np.array([[100, 100, EYE], [5000, 0, EYE]]), np.array([[110, 100, CHEST]])
    assert visible(poles, targets + 0, None, hills(), range_m=9999).pole.tolist() == [0]


def test_nothing_to_look_at_gives_no_pairs():
    none = np.empty((0, 3))
    pole = np.array([[0, 0, EYE]])
    for a, b in ((none, pole), (pole, none), (none, none)):
        found = visible(a, b, town(1), hills(), range_m=50)
        assert len(found) == 0
        assert found.matrix(len(a), len(b)).shape == (len(a), len(b))


def test_many_pairs_in_portions_are_the_same_pairs(monkeypatch):
    poles, targets = spots(1, 15, EYE), spots(2, 40, CHEST)
    whole = visible(poles, targets, town(3), hills(), range_m=120).matrix(15, 40)
    monkeypatch.setattr("geo.sight._POLES_AT_ONCE", 4)
    monkeypatch.setattr("geo.blocking._EYES_AT_ONCE", 3)
    monkeypatch.setattr("geo.blocking._TRIED_AT_ONCE", 7)
    assert (visible(poles, targets, town(3), hills(), range_m=120).matrix(15, 40) == whole).all()


def test_headings_are_spread_evenly_from_north():
    assert headings(8).tolist() == [0, 45, 90, 135, 180, 225, 270, 315]
    assert headings(3).tolist() == [0, 120, 240]
    with pytest.raises(ValueError, match="count must be at least 1, got 0"):
        headings(0)


@pytest.mark.parametrize(
    ("azimuth", "heading", "inside"),
    [(0, 0, True), (30, 0, True), (31, 0, False), (330, 0, True), (329, 0, False),
     (350, 10, True), (10, 350, True), (180, 0, False), (719, 0, True)],
)  # fmt: skip
def test_a_sector_ends_half_its_angle_to_either_side_also_across_north(azimuth, heading, inside):
    assert bool(in_sector(azimuth, heading, 60)) == inside


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 12), st.floats(10, 359))
def test_views_are_the_sightings_within_each_heading(seed, count, angle):
    found = visible(spots(seed, 4, EYE), spots(seed + 1, 20, CHEST), range_m=150)
    pole, heading, target = watched(found, headings(count), angle_deg=angle)
    expected = sorted(
        (int(p), h, int(t))
        for p, t, azimuth in zip(found.pole, found.target, found.azimuth_deg, strict=True)
        for h in range(count)
        if min((azimuth - 360 * h / count) % 360, (360 * h / count - azimuth) % 360) <= angle / 2
    )
    assert list(zip(pole.tolist(), heading.tolist(), target.tolist(), strict=True)) == expected


def test_a_target_on_the_spot_of_the_pole_is_in_every_view():
    found = visible(np.array([[5.0, 5.0, EYE]]), np.array([[5.0, 5.0, CHEST]]), range_m=50)
    assert watched(found, headings(4), angle_deg=60)[1].tolist() == [0, 1, 2, 3]


@settings(max_examples=30, deadline=None)
@given(st.floats(0, 360), st.floats(5, 360), st.floats(5, 300))
def test_the_drawn_sector_holds_the_true_one_and_hardly_more(heading, angle, reach):
    drawn = sector((1000.0, 2000.0), heading, angle_deg=angle, range_m=reach)
    assert drawn.is_valid
    true_m2 = math.pi * reach**2 * angle / 360
    assert true_m2 * (1 - 1e-9) <= drawn.area <= true_m2 * 1.002
    bearing = np.radians(heading + np.linspace(-0.5, 0.5, 33) * angle)
    rim = np.column_stack([np.sin(bearing), np.cos(bearing)]) * reach * (1 - 1e-9)
    assert drawn.buffer(1e-6).contains(shapely.MultiPoint(rim + [1000, 2000]))  # noqa: RUF005


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from(headings(8).tolist()), st.floats(30, 360))
def test_the_visible_area_holds_exactly_the_spots_in_sight(seed, heading, angle):
    """Every spot in view is tried by its own line; only spots on the very edge may differ."""
    houses = town(seed, 25, 120)
    rng = np.random.default_rng(seed)
    pole = tuple(map(float, rng.uniform(40, 80, 2)))
    area = visible_area(pole, heading, houses, angle_deg=angle, range_m=50)
    tried = spots(seed + 7, 200, 0.0, 120)
    lines = visible(np.array([[*pole, 0.0]]), tried, houses, range_m=50)
    seen = set(watched(lines, np.array([heading]), angle_deg=angle)[2].tolist())
    inside_house = shapely.union_all(walls(houses).footprints)
    for i, (x, y, _) in enumerate(tried):
        spot = Point(x, y)
        if spot.distance(area.boundary) < 0.05 or inside_house.buffer(0.01).contains(spot):
            continue
        assert area.contains(spot) == (i in seen)


def test_a_wall_close_to_the_pole_hides_everything_behind_it():
    """A long wall 10 cm east of the pole: nothing of the east is seen."""
    wall = buildings(box(0.1, -80, 1.0, 80))
    area = visible_area((0.0, 0.0), 90, wall, angle_deg=120, range_m=60)
    assert area.area < 60 * 0.2
    assert area.bounds[2] < 0.2


def test_the_house_a_pole_stands_on_casts_no_shadow():
    free = visible_area((5.0, 5.0), 90, None, angle_deg=80, range_m=50)
    on_roof = visible_area((5.0, 5.0), 90, buildings(box(0, 0, 10, 10)), angle_deg=80, range_m=50)
    assert on_roof.equals(free)


def test_an_option_that_sees_nothing_has_an_empty_area():
    cell = buildings(box(-5, -5, 5, 5).difference(box(-4, -4, 4, 4)))
    area = visible_area((0.0, 0.0), 0, cell, angle_deg=90, range_m=50)
    assert area.area < 9 * 9
    ring = Polygon(box(-5, -5, 5, 5).exterior, [box(-0.01, -0.01, 0.01, 0.01).exterior])
    assert visible_area((0.0, 0.0), 0, buildings(ring), angle_deg=90, range_m=50).area < 0.1


def options(*rows) -> tuple[np.ndarray, np.ndarray]:
    table = np.array(rows, dtype=float)
    return table[:, :2], table[:, 2]


def sees_zone(xy, heading, areas, houses=None, **how) -> np.ndarray:
    """Whether each option sees any zone."""
    return np.isin(np.arange(len(xy)), zones_seen(xy, heading, areas, houses, **how)[0])


def test_zones_in_sight_are_told_one_by_one():
    """Two yards side by side to the east; one that asks for consent stands between in the table."""
    yards = zones(box(30, -9, 40, -1), box(30, -1, 40, 1), box(30, 1, 40, 9))
    yards.loc[1, "kind"] = "consent_required"
    xy, heading = options((0, 0, 90), (0, 0, 50), (0, 0, 270))
    option, zone = zones_seen(xy, heading, yards, angle_deg=60, range_m=50)
    assert sorted(zip(option.tolist(), zone.tolist(), strict=True)) == [(0, 0), (0, 2), (1, 2)]


def test_an_option_sees_a_private_zone_only_in_its_sector_range_and_sight():
    """The yard lies 30 m east of the pole; a house may stand between."""
    yard = zones(box(30, -5, 40, 5))
    xy, heading = options((0, 0, 90), (0, 0, 270), (0, 0, 45), (-200, 0, 90))
    reach = {"angle_deg": 60, "range_m": 50}
    assert sees_zone(xy, heading, yard, **reach).tolist() == [True, False, False, False]
    house = buildings(box(10, -20, 14, 20))
    assert sees_zone(xy, heading, yard, house, **reach).tolist() == [False] * 4


def test_a_corner_of_the_zone_is_enough():
    xy, heading = options((0, 0, 90))
    corner = zones(box(48, 26, 90, 90))
    assert sees_zone(xy, heading, corner, angle_deg=60, range_m=60).tolist() == [True]


def test_facing_the_wall_of_a_private_room_counts_as_seeing_it():
    house = box(30, -5, 40, 5)
    xy, heading = options((0, 0, 90), (60, 0, 90))
    seen = sees_zone(xy, heading, zones(house), buildings(house), angle_deg=60, range_m=50)
    assert seen.tolist() == [True, False]


def test_a_pole_in_the_zone_sees_it_whatever_its_heading():
    xy, heading = options(*[(35, 0, h) for h in headings(8)])
    assert sees_zone(xy, heading, zones(box(30, -5, 40, 5)), angle_deg=60, range_m=50).all()


def test_zones_that_only_need_consent_are_not_this_rule():
    xy, heading = options((0, 0, 90))
    yard = zones(box(30, -5, 40, 5), kind="consent_required")
    assert not sees_zone(xy, heading, yard, angle_deg=60, range_m=50).any()
    assert not sees_zone(xy, heading, yard.iloc[:0], angle_deg=60, range_m=50).any()


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 10_000))
def test_a_zone_is_seen_when_any_spot_of_it_is_in_sight(seed):
    """Never missed: every spot in a zone that a line reaches makes its option a seer."""
    houses, rng = town(seed, 25, 120), np.random.default_rng(seed)
    yards = zones(*[Point(*rng.uniform(0, 120, 2)).buffer(4) for _ in range(3)])
    xy, heading = rng.uniform(30, 90, (10, 2)), rng.choice(headings(8), 10)
    seen = sees_zone(xy, heading, yards, houses, angle_deg=70, range_m=45)
    tried = spots(seed + 3, 600, 0.0, 120)
    tried = tried[
        shapely.contains_xy(shapely.union_all(yards.geometry.to_numpy()), *tried[:, :2].T)
    ]
    outside = ~shapely.contains_xy(shapely.union_all(walls(houses).footprints), *tried[:, :2].T)
    for i in range(10):
        pole = np.array([[*xy[i], 0.0]])
        lines = visible(pole, tried[outside], houses, range_m=45)
        if len(watched(lines, heading[[i]], angle_deg=70)[0]):
            assert seen[i]


def test_prepared_walls_give_the_same_answers():
    houses, xy = town(5), (100.0, 100.0)
    ready = walls(houses)
    assert walls(ready) is ready
    areas = [visible_area(xy, 45, one, angle_deg=90, range_m=60) for one in (houses, ready)]
    assert areas[0].equals(areas[1])


def test_a_sector_of_no_size_is_refused():
    with pytest.raises(ValueError, match="angle_deg must be in"):
        sector((0.0, 0.0), 0, angle_deg=0, range_m=50)
