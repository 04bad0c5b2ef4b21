"""A road is cut, a place becomes urgent: the question afterwards, its ways and its map."""

from __future__ import annotations

from datetime import date

import pytest
import shapely

from planner import judge, tours
from planner.demand.ground import load_ground
from planner.demand.tour_changes import URGENT, road_cut, urgent_place
from planner.demand.tour_settings import TourSettings
from planner.demand.tours import tours_question
from planner.problem.tour_events import after
from planner.problem.tour_moves import Step
from planner.report import tour_map, tour_tables
from planner.words import LANGS

FIRST = date(2025, 1, 6)


@pytest.fixture(scope="module")
def asked(tiny_source):
    return tours_question(load_ground(tiny_source), TourSettings(meetings=()), FIRST, 7)


def plan_of(problem, *steps: str):
    turn = next(turn for turn in problem.turns if turn.crew_id == "k1")
    return tours.retimed(problem, {turn.turn_id: tuple(Step(name) for name in steps)})


def test_without_the_bridge_nobody_drives_to_the_east_and_streets_over_it_are_gone(asked):
    problem, context = asked
    bridge = next(
        edge
        for edge, road in zip(
            context.ground.network.edges.index,
            context.ground.network.edges["road_id"],
            strict=True,
        )
        if road == "r3"
    )
    event, changed, gone = road_cut(problem, context, [bridge], 0)
    row = problem.location_ids.index
    car = next(table for table in event.travel if table.mode == "car")
    base = row("base:s2")
    east = row("site:s6")
    assert problem.travel[0].seconds[base][east] >= 0
    assert car.seconds[base][east] < 0
    assert {table.mode for table in event.travel} == {table.mode for table in problem.travel}
    over = {task for task, edges in context.street_edges.items() if bridge in edges}
    assert set(gone) == over & {task.task_id for task in problem.tasks}
    assert context.ground.conditions.closures == ()
    assert changed.path("car", "base:s2", "site:s6").is_empty or car.seconds[base][east] < 0


def test_an_urgent_place_that_is_asked_for_already_needs_no_new_tables(asked):
    problem, context = asked
    event, changed = urgent_place(problem, context, "site:s4", 1, minutes=15)
    assert event.location_ids == ()
    assert event.travel == ()
    assert event.task.ways[0].dwell_s == 900
    assert changed.names("zh")[event.task.task_id] == changed.names("zh")["site:s4"]
    question = after(problem, plan_of(problem, "site:s1"), [event])
    assert question.tasks[-1].mandatory


def test_an_urgent_place_nobody_asked_for_gets_its_ways(asked):
    problem, context = asked
    place = next(
        f"place:{name}"
        for name in context.ground.area.places.index
        if f"place:{name}" not in problem.location_ids
    )
    event, changed = urgent_place(problem, context, place, 0, minutes=10)
    assert event.location_ids[:-1] == problem.location_ids
    assert event.location_ids[-1] == place
    for old, new in zip(problem.travel, event.travel, strict=True):
        size = len(old.seconds)
        assert tuple(row[:size] for row in new.seconds[:size]) == old.seconds
    question = after(problem, plan_of(problem, "site:s1"), [event])
    plan = plan_of(question, f"{URGENT}{place}")
    assert not {f.rule for f in judge.faults(question, plan)} & {"unreachable", "travel_time"}
    assert place in changed.spots.index


def test_a_place_the_area_does_not_have_is_refused(asked):
    with pytest.raises(KeyError):
        urgent_place(*asked, "place:nowhere", 0, minutes=10)


def test_the_map_starts_at_the_corner_and_holds_what_lies_under_the_routes(asked):
    _, context = asked
    ground = context.ground
    base = tour_map.base(ground)
    assert len(base["roads"]) >= len(ground.area.roads)
    corner = tour_map.corner_of(ground)
    west, south, _, _ = ground.area.boundary.bounds
    assert tour_map.spot_of(shapely.Point(west + 1, south + 2), corner) == (10, 20)
    assert tour_map.steps_of(shapely.LineString([corner, corner + 1]), corner) == [0, 0, 10, 10]


def test_a_plan_as_layers_has_lines_on_the_roads_and_every_stop(asked):
    problem, context = asked
    street = next(task.task_id for task in problem.tasks if task.kind == "street")
    plan = plan_of(problem, "site:s1", street)
    found = tour_map.layers(problem, plan, context)
    line = found["tours"].geometry.iloc[0]
    assert line.length >= context.tasks.geometry[street].length
    assert list(found["stops"]["task_id"]) == ["site:s1", street]
    assert found["tours"].index.name == "turn_id"


@pytest.mark.parametrize("lang", LANGS)
def test_planned_and_done_counts_places_and_never_crews(lang):
    calls = [("a", 0), ("a", 1), ("b", 0)]
    ticks = [("a", True, ""), ("b", False, "road")]
    table = tour_tables.done_table(calls, ticks, {"a": "甲"}, lang)
    assert table.to_numpy()[:, 1:5].tolist() == [[1, 0, 1, 0], [2, 1, 0, 1]]
    assert table.iloc[1, 0] == "甲"
    assert not any("crew" in str(name).lower() or "班组" in name for name in table.columns)
