"""Laws that hold for any operation on any division, found by trying many."""

import json

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import Polygon, box

from benchmarks.redraw.hand import Hand
from geo.contract import InputError
from geo.coverage import certify
from geo.redraw import History, apply, from_plain, proved, to_plain
from geo.redraw.cutting import fitted
from geo.redraw.lines import on_raster
from geo.redraw.refusals import Why
from tests.geo.redraw.maps import EAST, WEST, assert_lawful, opened, written

SIDE = 120.0


def divided(seed):
    """A square of 240 m in two units, each divided among random points; some grids have holes."""
    rng = np.random.default_rng(seed)
    shapes = {}
    for unit, left in ((WEST, 0.0), (EAST, SIDE)):
        ground = box(left, 0, left + SIDE, 2 * SIDE)
        spots = rng.uniform((left, 0), (left + SIDE, 2 * SIDE), (int(rng.integers(2, 7)), 2))
        edges = shapely.voronoi_polygons(
            shapely.multipoints(spots), extend_to=ground, only_edges=True
        )
        lines = [shapely.boundary(ground), shapely.intersection(edges, ground)]
        lines.append(shapely.boundary(shapely.Point(spots[0]).buffer(3, quad_segs=2)))
        noded = shapely.union_all(lines, grid_size=0.001)
        faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(noded)))
        faces = faces[shapely.contains(ground.buffer(0.01), faces)]
        shapes |= {f"{unit}{row:03}": face for row, face in enumerate(faces, 1)}
    return shapes


def with_common_nodes(shapes):
    """The same shapes, each with the nodes its neighbours have on common borders."""
    lines = shapely.boundary(np.array(list(shapes.values()), dtype=object))
    noded = shapely.union_all(lines, grid_size=0.001)
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(noded)))
    spots = shapely.point_on_surface(np.array(list(shapes.values()), dtype=object))
    face = shapely.STRtree(faces).query(spots, "within")[1]
    return dict(zip(shapes, faces[face], strict=True))


def tried(state, operation):
    """The change, or None when it is refused."""
    try:
        return apply(state, operation)
    except InputError as error:
        if error.code not in {*Why, "codes_used_up"}:
            raise
        return None


@settings(max_examples=40)
@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_law_any_operations_leave_a_clean_township_of_the_same_size(ground, hand):
    state = opened(with_common_nodes(divided(ground)))
    draw = Hand(hand)
    for _ in range(12):
        before = written(state)
        change = tried(state, draw.operation(state))
        assert written(state) == before
        if change is not None:
            assert_lawful(state, change)
            assert proved(change.state)
            state = change.state
    frame = state.frame()
    units = frame[["unit_code", "geometry"]].iloc[:0]
    units = units.reindex(list(state.units)).set_geometry(list(state.units.values()), crs=state.crs)
    assert certify(frame, state.boundary, units=units.drop(columns="unit_code")).ok


@settings(max_examples=20)
@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_law_undo_restores_and_redo_repeats_every_state(ground, hand):
    history, draw = History(opened(with_common_nodes(divided(ground)))), Hand(hand)
    seen = [written(history.state)]
    for _ in range(8):
        try:
            history = history.do(draw.operation(history.state))
        except InputError:
            continue
        seen.append(written(history.state))
    for text in reversed(seen[:-1]):
        history = history.undo()
        assert written(history.state) == text
    for text in seen[1:]:
        history = history.redo()
        assert written(history.state) == text


@settings(max_examples=20)
@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_law_plain_operations_read_back_make_the_same_state_to_the_last_bit(ground, hand):
    state = opened(with_common_nodes(divided(ground)))
    history, draw = History(state), Hand(hand)
    for _ in range(8):
        try:
            history = history.do(draw.operation(history.state))
        except InputError:
            continue
    again = History(state)
    for operation in history.done:
        read = from_plain(json.loads(json.dumps(to_plain(operation))))
        assert read == operation
        again = again.do(read)
    assert written(again.state) == written(history.state)


@settings(max_examples=200)
@given(
    st.integers(-(10**6), 10**6),
    st.integers(-(10**6), 10**6),
    st.floats(0, 2 * np.pi),
    st.floats(1.1, 2000),
)
def test_law_a_node_lies_on_the_raster_and_hardly_off_the_border(x, y, angle, length):
    start = np.array([x, y]) / 1000
    end = np.round(start + length * np.array([np.cos(angle), np.sin(angle)]), 3)
    middle = (start + end) / 2
    node = on_raster(middle, start, end)
    assert np.array_equal(node, np.round(node, 3))
    assert np.hypot(*(node - middle)) < 0.3
    assert shapely.LineString([start, end]).distance(shapely.Point(node)) < 0.00051


def test_what_is_done_after_an_undo_takes_the_place_of_what_was_undone():
    history, draw = History(opened()), Hand(4)
    while history.position < 3:
        try:
            history = history.do(draw.operation(history.state))
        except InputError:
            continue
    back = history.undo().undo()
    assert back.last is history.changes[0]
    assert back.undo().last is None
    again = back.do(history.operations[1])
    assert len(again.operations) == len(again.changes) == again.position == 2
    assert written(again.state) == written(history.changes[1].state)
    assert [written(state) for state in again.states[:2]] == [
        written(state) for state in history.states[:2]
    ]


def test_parts_that_move_the_outline_are_never_accepted():
    ground = np.array([box(0, 0, 10, 10)], dtype=object)
    bent = Polygon([(0, 0), (10, 0), (10.002, 5), (10, 10), (0, 10)])
    less = box(0, 0, 10, 9)
    for part in (bent, less):
        with pytest.raises(InputError) as error:
            fitted(ground, np.array([part], dtype=object), np.zeros(1, dtype=np.int64))
        assert error.value.code == Why.NOT_EXACT
