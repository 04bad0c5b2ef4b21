"""From events of the map to operations, and from a division to what the map is told."""

from __future__ import annotations

import json

import pytest
import shapely

from geo.contract import InputError
from geo.crossings import crossings
from geo.redraw import (
    CutOut,
    Dissolve,
    Lock,
    Merge,
    MoveVertex,
    Refine,
    Reshape,
    Split,
    SplitAlong,
    Transfer,
    Unlock,
    apply,
    open_grids,
    proved,
)
from pages.ui.redraw import events, forms, ways, wire
from planner.words import LANGS

WEST, MIDDLE, EAST = "530623202201", "530623202001", "530623202202"
NORTH_WEST, SOUTH_WEST = WEST + "001", WEST + "002"


@pytest.fixture(scope="module")
def state(tiny_area):
    return open_grids(tiny_area.grids, tiny_area.units)


@pytest.fixture(scope="module")
def origin(state):
    return wire.origin_of(state.boundary)


@pytest.fixture(scope="module")
def natural(tiny_area):
    return ways.natural_of(tiny_area)


def mm(x: float, y: float) -> list[int]:
    return [round(x * 1000), round(y * 1000)]


def ask(state, origin, op, ids=(), **more):
    return events.operation_of({"op": op, "ids": list(ids), **more}, state, origin)


def test_a_drawn_line_becomes_an_operation_in_metres_of_the_ground(state, origin):
    line = [mm(500, 900), mm(500.25, 1600)]
    wanted = ((origin[0] + 500, origin[1] + 900), (origin[0] + 500.25, origin[1] + 1600))
    assert ask(state, origin, "split", [NORTH_WEST], line=line) == Split(NORTH_WEST, wanted)
    both = [NORTH_WEST, SOUTH_WEST]
    assert ask(state, origin, "reshape", both, line=line) == Reshape(*both, wanted)
    ring = [mm(20, 1020), mm(120, 1020), mm(120, 1120)]
    cut = ask(state, origin, "cut", [], line=ring, zh=" 学校 ", en="School")
    assert isinstance(cut, CutOut)
    assert (cut.grid_ids, cut.name_zh, cut.name_en) == ((NORTH_WEST,), "学校", "School")
    elsewhere = ask(state, origin, "cut", [SOUTH_WEST], line=ring)
    assert isinstance(elsewhere, CutOut)
    assert elsewhere.grid_ids == (NORTH_WEST,)


def test_a_choice_of_grids_becomes_an_operation(state, origin):
    ids = [NORTH_WEST, SOUTH_WEST]
    assert ask(state, origin, "merge", ids) == Merge(tuple(ids), NORTH_WEST)
    assert ask(state, origin, "dissolve", ids[:1]) == Dissolve(NORTH_WEST)
    assert ask(state, origin, "lock", ids) == Lock(tuple(ids))
    assert ask(state, origin, "unlock", ids) == Unlock(tuple(ids))
    assert ask(state, origin, "paint", ids, faces=["a", "b"]) == Transfer(("a", "b"), NORTH_WEST)


def test_a_dragged_point_is_the_vertex_it_was_taken_from(state, origin):
    corner = (origin[0] + 500, origin[1] + 1000)
    drag = ask(state, origin, "vertex", line=[mm(500.2, 1000.1), mm(510, 1010)])
    assert drag == MoveVertex(corner, (origin[0] + 510, origin[1] + 1010))
    nowhere = ask(state, origin, "vertex", line=[mm(300, 300), mm(310, 310)])
    assert nowhere.at == (origin[0] + 300, origin[1] + 300)


@pytest.mark.parametrize(
    "event",
    [
        {"op": "explode"},
        {"op": 3},
        {},
        {"op": "split", "ids": [NORTH_WEST], "line": "no"},
        {"op": "split", "ids": [NORTH_WEST], "line": [[1, 2]]},
        {"op": "split", "ids": [NORTH_WEST], "line": [[1, 2], [1, "x"]]},
        {"op": "split", "ids": [NORTH_WEST], "line": [[1, 2], [1, float("nan")]]},
        {"op": "split", "ids": [NORTH_WEST], "line": [[1, 2], [1, 1e30]]},
        {"op": "lock", "ids": NORTH_WEST},
        {"op": "lock", "ids": [["x"]]},
        {"op": "lock", "ids": ["x" * 300]},
        {"op": "cut", "ids": [], "line": [[1, 2], [3, 4]]},
    ],
)
def test_what_no_map_sends_is_refused_in_one_sentence(state, origin, event):
    with pytest.raises(InputError) as refused:
        events.operation_of(event, state, origin)
    assert refused.value.code == "redraw_bad_event"


def test_too_few_grids_are_said_so(state, origin):
    for op, code in (("lock", "redraw_choose_one"), ("merge", "redraw_choose_two")):
        with pytest.raises(InputError) as refused:
            ask(state, origin, op)
        assert refused.value.code == code


def test_of_the_grids_chosen_the_one_the_line_lies_in_is_divided(state, origin):
    line = [mm(500, 900), mm(500, 1600)]
    split = ask(state, origin, "split", [SOUTH_WEST, NORTH_WEST], line=line)
    assert isinstance(split, Split)
    assert split.grid_id == NORTH_WEST


def test_what_would_be_a_guess_is_asked_back(state, origin):
    far = [mm(-900, -900), mm(-800, -900), mm(-800, -800)]
    for op, ids, line, code in (
        ("dissolve", [NORTH_WEST, SOUTH_WEST], None, "redraw_choose_only_one"),
        ("cut", [], far, "redraw_ring_misses"),
    ):
        with pytest.raises(InputError) as refused:
            ask(state, origin, op, ids, line=line)
        assert refused.value.code == code


@pytest.mark.parametrize("direction", sorted(events.COMPASS))
def test_a_compass_line_divides_every_grid_even_a_bent_one(state, direction):
    for grid_id in state.grids:
        change = apply(state, events.compass_split(state, grid_id, direction))
        assert len(change.created) == 1
        assert proved(change.state)


def test_a_point_is_moved_by_typed_metres(state):
    points = events.outline(state, NORTH_WEST)
    move = events.vertex_move(state, NORTH_WEST, 2, (3.0, -4.0))
    assert move == MoveVertex(points[1], (points[1][0] + 3, points[1][1] - 4))
    with pytest.raises(InputError):
        events.vertex_move(state, NORTH_WEST, len(points) + 1, (1.0, 1.0))


def test_ways_across_follow_roads_and_divide(state, natural, origin):
    found = ways.ways_across(natural, state.grids[EAST + "002"].geometry)
    assert found
    assert [way.share for way in found] == sorted((way.share for way in found), reverse=True)
    event = {"op": "along", "ids": [EAST + "002"], "name": "0"}
    operation = events.operation_of(event, state, origin, ways=found)
    assert isinstance(operation, SplitAlong)
    assert apply(state, operation).created
    for lang in LANGS:
        assert ways.named(natural, found[0], lang)
    with pytest.raises(InputError) as refused:
        events.operation_of({**event, "name": "99"}, state, origin, ways=found)
    assert refused.value.code == "redraw_no_way"


def test_a_way_that_only_reaches_in_divides_nothing(tiny_area):
    ground = shapely.box(0, 0, 100, 100)
    spur = tiny_area.roads.geometry.iloc[:1].set_crs(None, allow_override=True)
    spur.iloc[0] = shapely.LineString([(-10, 50), (50, 50)])
    assert crossings(ground, spur) == []
    spur.iloc[0] = shapely.LineString([(-10, 50), (110, 50)])
    assert [round(way.share, 3) for way in crossings(ground, spur)] == [0.5]


def test_lines_within_grids_cut_small_faces(state, natural, origin):
    event = {"op": "refine", "ids": [EAST + "002"]}

    def within(ids):
        return ways.lines_within(natural, state, ids)

    operation = events.operation_of(event, state, origin, natural=within)
    assert isinstance(operation, Refine)
    assert len(apply(state, operation).state.faces) > len(state.faces)
    assert ways.lines_between(natural, state, [NORTH_WEST])


def test_typed_points_are_read_in_any_usual_way():
    assert forms.points_of("1 2\n3.5，4\n\n-5; 6 ") == ((1, 2), (3.5, 4), (-5, 6))
    for text in ("", "1 2", "1 2\nx y", "1 2 3\n4 5 6"):
        with pytest.raises(InputError) as refused:
            forms.points_of(text)
        assert refused.value.code == "redraw_bad_points"


def rings_from(steps: list[list[int]], origin) -> list[list[tuple[float, float]]]:
    rings = []
    for ring in steps:
        x = y = 0
        points = []
        for dx, dy in zip(ring[::2], ring[1::2], strict=True):
            x, y = x + dx, y + dy
            points.append(wire.ground_point((x, y), origin))
        rings.append(points)
    return rings


def test_shapes_arrive_on_the_map_to_the_millimetre(state, origin):
    for grid in state.grids.values():
        steps = wire.rings_of(grid.geometry, origin)
        assert json.loads(json.dumps(steps)) == steps
        back = shapely.Polygon(*[rings_from(steps, origin)[0]], rings_from(steps, origin)[1:])
        assert back.equals_exact(grid.geometry, 1e-6)


def test_the_context_has_lines_places_sites_and_units(tiny_area, state, natural, origin):
    ridges = natural.lines[[kind == "ridge" for kind in natural.kinds]]
    told = wire.context(tiny_area, state, ridges, origin, "zh")
    kinds = [kind for kind, _ in told["lines"]]
    assert kinds == [
        "reservoir",
        "ridge",
        "stream",
        "group",
        "path",
        "local",
        "middle",
        "main",
        "unit",
    ]
    assert len(told["places"]) == len(tiny_area.places)
    assert [name for _, name in told["sites"]] == list(tiny_area.sites["name_zh"])
    assert {code: name for code, _, name in told["units"]} == dict(tiny_area.units["name_zh"])
    json.dumps(told)
