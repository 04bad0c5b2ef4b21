"""The door in: what the ground becomes when it is asked about."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd
import pytest
from shapely.geometry import Point, box

from geo.travel import Profile, snap, travel_seconds
from planner.demand import camera as camera_demand
from planner.demand.camera import camera_question
from planner.demand.cells import clock_s, site_window
from planner.demand.ground import Ground, load_ground
from planner.demand.priority_parts import Parts
from planner.demand.responder import responder_question
from planner.demand.settings import CameraSettings, ResponderSettings
from planner.demand.tour_settings import TourSettings
from planner.demand.tours import tours_problem, tours_question
from planner.problem.tour_parts import Window

if TYPE_CHECKING:
    from planner.problem.tours import ToursProblem

MONDAY = date(2025, 1, 6)
MARKET_DAY = date(2025, 1, 3)


@pytest.fixture(scope="module")
def ground(tiny_source) -> Ground:
    """The drawn township, ready for questions."""
    return load_ground(tiny_source)


EVERY_DAY = TourSettings(
    place_gap_days=1, site_gap_days=1, exit_gap_days=1, streets=(), posts=(), meetings=()
)


def asked(ground: Ground, on: date = MONDAY, **settings: object) -> ToursProblem:
    """One day on which everything is due."""
    return tours_problem(ground, replace(EVERY_DAY, **settings), on, 1)


def task_ids(ground: Ground) -> set[str]:
    return {task.task_id for task in asked(ground).tasks}


def test_every_place_has_its_turn_exactly_once_in_a_rotation(ground: Ground) -> None:
    turns: Counter[str] = Counter()
    for day in range(4):
        problem = asked(ground, MONDAY + timedelta(days=day), place_gap_days=4)
        turns.update(t.task_id for t in problem.tasks if t.task_id.startswith("place:"))
    assert turns == {f"place:{name}": 1 for name in ground.area.places.index}


def test_sites_shut_during_every_shift_are_not_asked_for_but_named(ground: Ground) -> None:
    late = ground.area.crews.loc[["k2", "k3"]]
    evening = replace(ground, area=replace(ground.area, crews=late))
    problem, context = tours_question(evening, EVERY_DAY, MONDAY, 1)
    tasks = {task.task_id for task in problem.tasks}
    assert set(context.closed_sites) == {"s3"}  # the market shuts at 16:00, when the shift begins
    assert "site:s3" not in tasks
    assert "site:s6" in tasks  # open until 17:00
    school = next(task for task in problem.tasks if task.task_id == "site:s5")
    assert school.windows == (Window(clock_s("07:30"), clock_s("17:30")),)
    assert school.mandatory


def test_the_calendar_makes_a_market_day(ground: Ground) -> None:
    plain, market = (tours_question(ground, EVERY_DAY, day, 1) for day in (MONDAY, MARKET_DAY))
    assert (plain[1].day_kinds[0][0], market[1].day_kinds[0][0]) == ("normal", "market")
    points = [
        {task.task_id: task.priority for task in problem.tasks}["site:s3"]
        for problem, _ in (plain, market)
    ]
    assert points[0] < points[1]


def test_no_place_has_less_than_the_floor_or_more_than_the_cap(ground: Ground) -> None:
    parts = Parts(floor=7, cap=30)
    seen = replace(ground, places=replace(ground.places, parts=parts))
    points = {t.task_id: t.priority for t in asked(seen).tasks if t.task_id.startswith("place:")}
    assert len(points) == len(ground.area.places)
    assert all(7 <= value <= 30 for value in points.values())
    assert points["place:p5"] == 30  # 120 households


def seconds_by_car(ground: Ground, first: str, last: str, **settings: object) -> int:
    problem = asked(ground, **settings)
    table = next(table for table in problem.travel if table.mode == "car")
    return table.seconds[problem.location_ids.index(first)][problem.location_ids.index(last)]


def test_the_last_stretch_to_a_hamlet_on_a_footpath_is_walked(ground: Ground) -> None:
    """The path r10 leaves the county road at (250, 750) and is 1000 m long; p4 is at its end."""
    points = gpd.GeoSeries([Point(430_250, 3_100_750)], crs=ground.area.crs)
    fork, hamlet = (
        snap(ground.network, frame) for frame in (points, ground.area.places.geometry.loc[["p4"]])
    )
    walk_s = int(travel_seconds(ground.network, fork, hamlet, Profile("foot"))[0, 0])
    by_car = seconds_by_car(ground, "base:s2", "place:p4")
    assert walk_s > 600
    assert walk_s < by_car < walk_s + 180  # half a kilometre of county road before the walk


def test_a_hamlet_farther_than_people_walk_is_out_of_reach_by_car(ground: Ground) -> None:
    assert seconds_by_car(ground, "base:s2", "place:p4", max_walk_min=10) == -1
    assert seconds_by_car(ground, "base:s2", "place:p5", max_walk_min=10) >= 0


def test_travel_tables_are_square_and_nobody_travels_to_where_he_is(ground: Ground) -> None:
    problem = asked(ground)
    size = len(problem.location_ids)
    for table in problem.travel:
        assert len(table.seconds) == size
        assert all(table.seconds[i][i] == 0 for i in range(size))


def test_the_same_settings_ask_the_same_question(ground: Ground) -> None:
    assert asked(ground) == asked(ground)


def test_looking_into_a_private_zone_is_marked_whatever_density_is_asked(ground: Ground) -> None:
    for density in (20.0, 250.0):
        problem, _ = camera_question(ground, CameraSettings(px_per_m=density))
        films = {o.option_id for o in problem.options if o.sees_private_zone}
        assert "c2@225" in films  # the yard lies just south-west of pole c2
        assert not any(name.startswith("c1@") for name in films)


def test_in_a_consent_zone_nobody_can_say_that_consent_is_not_needed(ground: Ground) -> None:
    area = ground.area
    around = box(*area.poles.geometry["c1"].buffer(20).bounds)
    zone = gpd.GeoDataFrame(
        {"kind": ["consent_required"], "reason_zh": ["x"], "reason_en": ["x"]},
        geometry=[around],
        index=["z9"],
        crs=area.crs,
    )
    guarded = replace(ground, area=replace(area, zones=zone))
    problem, _ = camera_question(guarded, CameraSettings())
    consent = {option.pole_id: option.consent for option in problem.options}
    assert consent["c1"] == "not_asked"
    assert consent["c2"] == "not_needed"


def test_privacy_is_measured_at_the_range_at_which_a_person_is_made_out() -> None:
    assert camera_demand.PRIVACY_PX_PER_M == 25.0


def test_each_post_travels_in_its_own_mode_to_the_largest_place_of_a_grid(ground: Ground) -> None:
    problem, context = responder_question(ground, ResponderSettings())
    grid = "530623202201002"
    assert context.grids.geometry[grid] == ground.area.places.geometry["p4"]
    column = [g.grid_id for g in problem.grids].index(grid)
    # the hamlet lies at the end of a footpath, and every post comes by car or motorbike
    assert all(row[column] > 600 for row in problem.reach_s)
    near, _ = responder_question(ground, ResponderSettings(max_walk_min=10))
    assert {row[column] for row in near.reach_s} == {-1}
    assert sum(g.load for g in problem.grids) == ground.area.places["household_count"].sum()


@pytest.mark.parametrize(
    ("opens", "closes", "hours", "window"),
    [
        ("08:00", "18:00", (8, 16), (8, 18)),
        ("20:00", "06:00", (0, 8), (0, 6)),  # opened yesterday evening
        ("20:00", "06:00", (22, 30), (20, 30)),
        ("05:00", "10:00", (22, 30), (29, 34)),  # opens tomorrow before the night shift ends
        ("00:00", "24:00", (22, 30), (0, 168)),  # never shut, midnight or not
        ("08:00", "08:00", (0, 8), (0, 168)),
    ],
)
def test_a_window_over_midnight_is_met_by_the_shift(
    opens: str, closes: str, hours: tuple[int, int], window: tuple[int, int]
) -> None:
    found = site_window(opens, closes, (hours[0] * 3600, hours[1] * 3600))
    assert found == (window[0] * 3600, window[1] * 3600)


@pytest.mark.parametrize(
    "layers",
    [("units",), ("units", "grids"), ("units", "grids", "places", "sites", "poles")],
    ids=" ".join,
)
def test_an_area_without_most_layers_is_still_asked_about(
    tiny_folder: Path, layers: tuple[str, ...]
) -> None:
    path = tiny_folder / "area.json"
    facts = json.loads(path.read_text(encoding="utf-8"))
    facts["layers"] = {name: facts["layers"][name] for name in layers}
    path.write_text(json.dumps(facts), encoding="utf-8")
    bare = load_ground(tiny_folder)
    patrol = tours_problem(bare, TourSettings(), MONDAY, 1)
    camera, _ = camera_question(bare, CameraSettings())
    responder, _ = responder_question(bare, ResponderSettings())
    assert not patrol.crews
    assert len(camera.options) == 8 * len(CameraSettings().kinds) * len(bare.area.poles)
    assert len(responder.grids) == len(bare.area.grids)


def test_a_day_the_calendar_does_not_know_is_the_areas_own(ground: Ground) -> None:
    area = replace(ground.area, default_day_type="market")
    _, context = tours_question(replace(ground, area=area), EVERY_DAY, MONDAY, 1)
    assert context.day_kinds == (("market",),)


@pytest.mark.parametrize("road_class", ["footpath", "footway", "bridleway", "cycleway"])
def test_an_exit_no_vehicle_can_use_is_neither_patrol_stop_nor_camera_target(
    tiny_folder: Path, road_class: str
) -> None:
    path = tiny_folder / "roads.geojson"
    document = json.loads(path.read_text(encoding="utf-8"))
    for road in document["features"]:
        if road["properties"]["road_id"] == "r5":
            road["properties"]["road_class"] = road_class
    path.write_text(json.dumps(document), encoding="utf-8")
    changed = load_ground(tiny_folder)
    assert len(changed.exits) == 2
    assert len([name for name in task_ids(changed) if name.startswith("exit:")]) == 1
    cameras, _ = camera_question(changed, CameraSettings())
    assert len([target for target in cameras.targets if target.kind == "exit"]) == 1


def test_a_place_a_continent_away_is_unreachable_and_never_stops_the_road(
    tiny_folder: Path,
) -> None:
    path = tiny_folder / "places.geojson"
    document = json.loads(path.read_text(encoding="utf-8"))
    document["features"][0]["geometry"]["coordinates"] = [14.3, 28.0]
    path.write_text(json.dumps(document), encoding="utf-8")
    problem = asked(load_ground(tiny_folder))
    far = problem.location_ids.index("place:p1")
    for table in problem.travel:
        assert {row[far] for row in table.seconds} == {-1, 0}
