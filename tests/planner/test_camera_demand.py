"""The camera question: pictures by an independent reckoning, dwellings, masks, power, consents."""

from __future__ import annotations

import dataclasses
from datetime import date

import numpy as np
import pytest
import shapely
from shapely.geometry import Point

from geo.contract import InputError
from planner import judge
from planner.demand import camera_book
from planner.demand.camera import CameraContext, camera_question, option_at
from planner.demand.camera_book import NO_BOOK, CameraBook, Mounted, Step
from planner.demand.camera_kinds import KINDS, LONG, STANDARD, WIDE
from planner.demand.camera_targets import middle_of
from planner.demand.camera_views import cones, dwellings, faces_dwelling, yards_m2
from planner.demand.camera_why import unseen
from planner.demand.ground import Ground, load_ground
from planner.demand.settings import CameraSettings
from planner.problem import CameraOption, CameraPlan
from planner.store.cameras import own_cameras, own_kinds, set_cameras, set_kinds

ASKED, AGREED = Step("asked", date(2026, 1, 5)), Step("agreed", date(2026, 1, 9))


@pytest.fixture(scope="module")
def ground(tiny_source) -> Ground:
    return load_ground(tiny_source)


def spots(context: CameraContext, name: str) -> list[Point]:
    shape = context.stretches[name]
    if shape.geom_type == "Point":
        return [shape]
    return [shape.interpolate(m) for m in np.arange(0.5, shape.length, 0.5)]


def in_picture(context: CameraContext, option: CameraOption, spot: Point) -> bool:
    """Reckon with three unit vectors of the lens instead of tangents on the ground."""
    area, kind = context.ground.area, context.kind(option.option_id)
    pole = context.options.geometry[option.option_id]
    low, high = area.terrain.at(np.array([spot.x, pole.x]), np.array([spot.y, pole.y]))
    up_m = low + 1.5 - high - area.poles.loc[option.pole_id, "height_m"]
    ray = np.array([spot.x - pole.x, spot.y - pole.y, up_m])
    turn, tilt = np.radians(option.heading_deg), np.radians(kind.tilt_deg)
    ahead = np.array([np.sin(turn) * np.cos(tilt), np.cos(turn) * np.cos(tilt), -np.sin(tilt)])
    right = np.array([np.cos(turn), -np.sin(turn), 0.0])
    depth = ray @ ahead
    wide = kind.model.sensor_width_mm / 2 / kind.model.focal_mm
    fits = abs(ray @ right) <= wide * depth * 1.01
    fits &= abs(ray @ np.cross(right, ahead)) <= wide * 9 / 16 * depth * 1.01
    return bool(depth > 0 and fits and np.linalg.norm(ray) <= kind.range_m(20.0) * 1.01)


def test_what_an_option_sees_is_in_its_picture_by_another_reckoning(ground: Ground) -> None:
    problem, context = camera_question(ground, CameraSettings(px_per_m=20.0))
    seen = [(option, name) for option in problem.options for name in option.sees]
    assert len(seen) > 10
    for option, name in seen:
        assert any(in_picture(context, option, spot) for spot in spots(context, name))


def test_a_target_at_the_foot_of_its_pole_is_in_the_near_blind_zone(ground: Ground) -> None:
    far_looking = CameraSettings(px_per_m=20.0, kinds=(STANDARD,))
    low = dataclasses.replace(STANDARD, tilt_deg=60)
    for settings, wanted in ((far_looking, False), (CameraSettings(kinds=(low,)), True)):
        area = ground.area
        pole = area.poles.loc[["c1"]].set_geometry([area.sites.geometry.iloc[0]], crs=area.crs)
        roads = [
            line for line in ground.network.geometry if line.distance(pole.geometry.iloc[0]) < 400
        ]
        target = shapely.ops.nearest_points(roads[0], pole.geometry.iloc[0])[0]
        here = pole.set_geometry([Point(target.x + 2.0, target.y)], crs=area.crs)
        moved = dataclasses.replace(ground, area=dataclasses.replace(area, poles=here))
        problem, context = camera_question(moved, settings)
        near = context.targets.geometry.distance(here.geometry.iloc[0]) < 3.0
        seen = {name for option in problem.options for name in option.sees}
        assert bool(seen & set(context.targets.index[near])) == (wanted and bool(near.any()))


def placed(ground: Ground, xy: tuple[float, float], legal: str = "art7_gov") -> Ground:
    """The ground with one pole of 6 m and no closed zone."""
    area = ground.area
    pole = area.poles.loc[["c1"]].assign(legal_class=legal, consent="agreed")
    pole = pole.set_geometry([Point(xy)], crs=area.crs)
    open_land = dataclasses.replace(area, poles=pole, zones=area.zones.iloc[:0])
    return dataclasses.replace(ground, area=open_land)


def south_of_house(ground: Ground, away_m: float) -> tuple[float, float]:
    west, south, east, _ = dwellings(ground.area)[0].bounds
    return (west + east) / 2, south - away_m


def by_hand(ground: Ground, heading: int, kind: str = "standard") -> CameraOption:
    _, context = camera_question(ground, CameraSettings())
    return option_at(context, Mounted("c1", heading, kind))[0]


def test_a_camera_set_before_a_window_is_refused_by_article_13_and_turned_away_is_not(
    ground: Ground,
) -> None:
    here = placed(ground, south_of_house(ground, 9.0))
    problem, _ = camera_question(here, CameraSettings())
    for heading, refused in ((0, True), (180, False)):
        option = by_hand(here, heading)
        question = dataclasses.replace(problem, options=(option,), must_keep=(), kept=())
        faults = judge.faults(question, CameraPlan((option.option_id,)))
        told = [(fault.rule, dict(fault.facts)["article"]) for fault in faults]
        assert told == ([("faces_dwelling", "13")] if refused else [])


def test_a_household_camera_may_see_its_own_house_and_no_other(ground: Ground) -> None:
    at_home = south_of_house(ground, 3.0)
    official, own = (placed(ground, at_home, c) for c in ("art7_gov", "voluntary"))
    assert by_hand(official, 0).faces_dwelling
    assert not by_hand(own, 0).faces_dwelling
    # the other house of the hamlet lies across: recognised by nobody, but made out
    across = placed(ground, south_of_house(ground, 30.0), "voluntary")
    assert by_hand(across, 0).faces_dwelling
    assert not by_hand(placed(ground, south_of_house(ground, 30.0)), 0).faces_dwelling


def test_no_cone_covers_a_dwelling_or_a_closed_zone(ground: Ground) -> None:
    problem, context = camera_question(ground, CameraSettings(px_per_m=20.0))
    names = [option.option_id for option in problem.options]
    area = ground.area
    masks = shapely.union_all([*dwellings(area), *area.zones.geometry])
    shown = cones(context.aims(names), area, 20.0)
    assert sum(cone.area > 0 for cone in shown) > 20
    assert max(shapely.area(shapely.intersection(shown, masks))) < 1e-6


def test_yards_in_view_are_measured_and_none_where_nobody_lives(ground: Ground) -> None:
    here = placed(ground, south_of_house(ground, 20.0))
    _, context = camera_question(here, CameraSettings())
    names = ["c1@000", "c1@180"]
    facing, away = yards_m2(context.aims(names), here.area)
    assert facing > 50
    assert away < facing
    empty = dataclasses.replace(here.area, buildings=here.area.buildings.iloc[:0])
    assert not yards_m2(context.aims(names), empty).any()
    assert not faces_dwelling(context.aims(names), empty).any()


def test_power_and_network_are_priced_by_distance_and_given_where_a_camera_hangs(
    ground: Ground,
) -> None:
    settings = CameraSettings(power_per_m=10, network_per_m=1)
    problem, context = camera_question(ground, settings)
    costs = {pole.pole_id: pole.connect_cost for pole in problem.poles}
    wired = context.wired
    assert wired.loc["c1", "power_m"] == 0
    assert wired.loc["c4", "power_m"] > 0
    for name, cost in costs.items():
        assert cost == 10 * wired.loc[name, "power_m"] + wired.loc[name, "network_m"]
    book = CameraBook(standing=(Mounted("c4", 90, "standard"),))
    standing, _ = camera_question(ground, settings, book)
    assert {p.pole_id: p.connect_cost for p in standing.poles}["c4"] == 0
    hanging = [option for option in standing.options if option.existing]
    assert [(o.option_id, o.cost) for o in hanging] == [("c4@090/standard+", 0)]
    assert standing.must_keep == ()  # its consent was refused: it is no longer allowed


def test_an_exit_is_its_last_metres_inside_the_border(ground: Ground) -> None:
    _, context = camera_question(ground, CameraSettings())
    exits = [name for name in context.targets.index if name.startswith("exit:")]
    assert exits
    for name in exits:
        stretch = context.stretches[name]
        assert 1.0 < stretch.length <= 30.0 + 1e-6
        assert ground.area.boundary.contains(middle_of(stretch))
        assert stretch.distance(context.targets.geometry[name]) < 1e-6


def test_a_new_site_is_lawful_and_sees_what_no_pole_sees(ground: Ground) -> None:
    problem, context = camera_question(ground, CameraSettings())
    seen = {name for option in problem.options for name in option.sees}
    left = [t.target_id for t in problem.targets if t.target_id not in seen]
    rows = unseen(context, left)
    assert [row.target_id for row in rows] == left
    cured = [row for row in rows if row.site is not None]
    assert cured
    for row in cured:
        option = row.site.option
        assert row.target_id in option.sees
        assert option.filming_allowed
        assert row.site.cost >= min(kind.price for kind in KINDS)


def test_consent_goes_step_by_step_and_back_only_by_asking_again() -> None:
    book = NO_BOOK.recorded("p", "not_asked", ASKED).recorded("p", "not_asked", AGREED)
    assert book.state("p", "not_asked") == "agreed"
    with pytest.raises(InputError, match="p"):
        book.recorded("p", "not_asked", Step("refused", date(2026, 2, 1)))
    with pytest.raises(InputError) as early:
        book.recorded("p", "not_asked", Step("withdrawn", date(2026, 1, 1)))
    assert early.value.code == "camera_consent_date"
    gone = book.recorded("p", "not_asked", Step("withdrawn", date(2026, 2, 1)))
    assert gone.state("p", "not_asked") == "withdrawn"
    assert gone.undone("p") == book
    assert NO_BOOK.recorded("p", "not_asked", ASKED).undone("p") == NO_BOOK


def test_a_recorded_state_counts_in_the_question(ground: Ground) -> None:
    book = NO_BOOK.recorded("c3", "agreed", Step("withdrawn", date(2026, 3, 1)))
    problem, _ = camera_question(ground, CameraSettings(), book)
    assert {o.consent for o in problem.options if o.pole_id == "c3"} == {"withdrawn"}
    assert not any(o.consented for o in problem.options if o.pole_id == "c3")


def test_the_book_is_kept_and_a_damaged_one_is_named(tmp_path) -> None:
    assert own_cameras(tmp_path, "here") == NO_BOOK
    book = NO_BOOK.recorded("p", "not_asked", ASKED)
    book = dataclasses.replace(book, standing=(Mounted("p", 45, "long", fixed=False),), plan=("a",))
    set_cameras(tmp_path, "here", book)
    assert own_cameras(tmp_path, "here") == book
    assert own_kinds(tmp_path, "here") == KINDS
    set_kinds(tmp_path, "here", (WIDE, LONG))
    assert own_kinds(tmp_path, "here") == (WIDE, LONG)
    for bad in ({"consents": {"p": [{"state": "maybe", "on": "2026-01-01"}]}}, {"plan": 3}, []):
        with pytest.raises(InputError) as told:
            camera_book.from_plain(bad)
        assert told.value.code == "cameras_damaged"


def test_nothing_kept_has_room_for_a_name() -> None:
    fields = {f.name for kind in (CameraBook, Step, Mounted) for f in dataclasses.fields(kind)}
    assert fields == {
        *("consents", "standing", "placed", "plan", "state", "on"),
        *("pole_id", "heading_deg", "kind_id", "fixed"),
    }
