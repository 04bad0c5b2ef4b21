"""The smallest case of every refusal, and its sentence in both languages."""

import math
from dataclasses import replace

import pytest
from shapely.geometry import Polygon, box

from geo.contract import InputError
from geo.redraw import (
    CutOut,
    Dissolve,
    History,
    Lock,
    Merge,
    MoveVertex,
    Recode,
    Refine,
    Rename,
    Replan,
    Reshape,
    Split,
    SplitAlong,
    Transfer,
    Unlock,
    apply,
    from_plain,
    open_grids,
)
from geo.redraw.refusals import SENTENCES, Why
from planner.words import LANGS, explain
from tests.geo.redraw.maps import E1, E9, EAST, W1, W2, W3, W4, W5, WEST, opened, township

U_SHAPE = Polygon([(0, 0), (90, 0), (90, 90), (60, 90), (60, 30), (30, 30), (30, 90), (0, 90)])
ACROSS = ((30, 250), (30, 50))
NEW = f"{WEST}007"
# too short, too long, no number, another unit's, one of a special grid, no number at all
WRONG_CODES = (WEST, f"{NEW}1", f"{WEST}00a", f"{EAST}007", f"{WEST}901", f"{WEST}000", "")
SQUARE = ((20, 120), (40, 120), (40, 140), (20, 140))


def locked():
    return apply(opened(), Lock((W1,))).state


def refined():
    return apply(opened(), Refine((W1, E1), (((-9, 150), (309, 150)), ((90, 0), (90, 300))))).state


def u_shape():
    return opened({W1: U_SHAPE, W2: box(30, 30, 60, 90)})


def strip():
    """W2 lies between two grids that meet nowhere else."""
    return opened({W1: box(0, 0, 90, 30), W2: box(0, 30, 90, 60), W3: box(0, 60, 90, 90)})


def notch():
    """A vertex of W1 that cannot pass the opposite border."""
    a = Polygon([(0, 0), (90, 0), (90, 50), (45, 40), (0, 50)])
    b = Polygon([(0, 50), (45, 40), (90, 50), (90, 90), (0, 90)])
    return opened({W1: a, W2: b})


def only(grid, *shapes):
    return Replan((grid,), tuple((f"k{row}", (shape,)) for row, shape in enumerate(shapes)))


CASES = [
    (Why.UNKNOWN_GRID, opened, Split("x", ACROSS)),
    (Why.UNKNOWN_GRID, opened, Merge((W1, "x"), W1)),
    (Why.UNKNOWN_GRID, opened, Lock(("x",))),
    (Why.UNKNOWN_GRID, opened, Rename("x", "", "")),
    (Why.UNKNOWN_FACE, opened, Transfer(("x",), W1)),
    (Why.BAD_LINE, opened, Split(W1, ())),
    (Why.BAD_LINE, opened, Split(W1, ((1, 1), (1, 1.0001)))),
    (Why.BAD_LINE, opened, Split(W1, ((1, 1), (math.nan, 9)))),
    (Why.BAD_LINE, opened, Split(W1, ((1, 1), (math.inf, 9)))),
    (Why.BAD_LINE, opened, MoveVertex((100, 100), (math.nan, 9))),
    (Why.LINE_MISSES, opened, Split(W1, ((30, 50), (30, -50)))),
    (Why.LINE_MISSES, opened, SplitAlong(W1, (((30, 50), (30, -50)),))),
    (Why.LINE_MISSES, opened, SplitAlong(W1, ())),
    (Why.LINE_NOT_ACROSS, opened, Split(W1, ((30, 250), (30, 150)))),
    (Why.LINE_NOT_ACROSS, opened, Split(W1, ((30, 170), (30, 150)))),
    (Why.LINE_NOT_ACROSS, opened, Split(W1, ((0, 200), (0, 100), (100, 100)))),
    (Why.LINE_MISSES, opened, Split(W1, ((-9, 150), (0, 160), (-9, 170)))),
    (Why.LINE_LOOPS, opened, Split(W1, ((-9, 150), (60, 150), (60, 190), (30, 190), (30, 50)))),
    (
        Why.LINE_LOOPS,
        opened,
        Reshape(W1, W2, ((80, 50), (80, 150), (60, 150), (90, 120), (90, 300))),
    ),
    (Why.LINE_NOT_BETWEEN, opened, Reshape(W1, W2, ((30, 150), (60, 150)))),
    (Why.LINE_NOT_BETWEEN, opened, Reshape(W1, W2, ((-9, 50), (-9, 250)))),
    (Why.TOO_THIN, opened, Split(W1, ((0.4, 250), (0.6, 50)))),
    (Why.TOO_THIN, opened, CutOut((W1,), ((20, 120), (60, 120), (60, 120.4)), "", "")),
    (Why.TOO_THIN, opened, only(W5, box(400, 0, 400.4, 50), box(400.4, 0, 450, 50))),
    (Why.TWO_PIECES, u_shape, CutOut((W1, W2), ((0, 0), (90, 0), (90, 50), (0, 50)), "", "")),
    (Why.TWO_PIECES, u_shape, only(W1, box(0, 0, 90, 30), U_SHAPE.difference(box(0, 0, 90, 30)))),
    (Why.LOCKED, locked, Split(W1, ACROSS)),
    (Why.LOCKED, locked, Merge((W1, W2), W2)),
    (Why.LOCKED, locked, Dissolve(W1)),
    (Why.LOCKED, locked, Reshape(W1, W2, ((70, 90), (70, 210)))),
    (Why.LOCKED, locked, MoveVertex((100, 100), (90, 110))),
    (Why.LOCKED, locked, CutOut((W1, W2), SQUARE, "", "")),
    (Why.LOCKED, locked, only(W1, box(0, 100, 100, 200))),
    (Why.LOCKED, lambda: apply(refined(), Lock((W1,))).state, Transfer((f"{W1}/1",), W2)),
    (Why.OTHER_UNIT, opened, Merge((W2, E1), W2)),
    (Why.OTHER_UNIT, opened, Reshape(W2, E1, ((180, 90), (180, 210)))),
    (Why.OTHER_UNIT, opened, CutOut((W2, E1), SQUARE, "", "")),
    (Why.OTHER_UNIT, refined, Transfer((f"{E1}/1",), W2)),
    (Why.LAST_GRID, u_shape, None),
    (Why.NO_NEIGHBOUR, opened, Dissolve(W5)),
    (Why.NOT_NEIGHBOURS, opened, Merge((W1, W5), W1)),
    (Why.NOT_NEIGHBOURS, opened, Merge((W1, W4), W1)),
    (Why.NOT_NEIGHBOURS, strip, Reshape(W1, W3, ((10, -9), (10, 99)))),
    (Why.TOO_FEW, opened, Merge((W1, W1), W1)),
    (Why.TOO_FEW, opened, Merge((W1, W2), W3)),
    (Why.TOO_FEW, opened, Reshape(W1, W1, ACROSS)),
    (Why.GIVES_ALL, opened, Transfer((W1,), W2)),
    (Why.GIVES_ALL, opened, CutOut((W1,), ((0, 100), (100, 100), (100, 200), (0, 200)), "", "")),
    (Why.RING_OUTSIDE, opened, CutOut((W1,), ((20, 120), (120, 120), (40, 140)), "", "")),
    (Why.BAD_RING, opened, CutOut((W1,), ((20, 120), (40, 120)), "", "")),
    (Why.BAD_RING, opened, CutOut((W1,), ((20, 120), (40, 140), (40, 120), (20, 140)), "", "")),
    (Why.NO_VERTEX, opened, MoveVertex((50, 150), (60, 150))),
    (Why.NO_VERTEX, opened, MoveVertex((-500, 150), (60, 150))),
    (Why.UNIT_BORDER, opened, MoveVertex((200, 100), (190, 100))),
    (Why.BORDER_CROSSES, notch, MoveVertex((45, 40), (45, -5))),
    (Why.BORDER_CROSSES, opened, MoveVertex((100, 100), (100, 200))),
    (Why.NOT_WHOLE, opened, only(W5, box(400, 0, 430, 50))),
    (Why.NOT_WHOLE, opened, only(W5, box(400, 0, 440, 50), box(430, 0, 450, 50))),
    (Why.NOT_WHOLE, opened, only(W5, box(400, 0, 460, 50))),
    (Why.BAD_OPERATION, opened, only(W5)),
    (Why.BAD_OPERATION, opened, replace(only(W5, box(400, 0, 450, 50)), names=(("x", "", ""),))),
    (Why.BAD_OPERATION, opened, only(W5, Polygon([(0, 0), (9, 9), (9, 0), (0, 9)]))),
    (Why.NOTHING_CHANGES, opened, Unlock((W1,))),
    (Why.NOTHING_CHANGES, opened, Rename(W1, "001网格", "")),
    (Why.NOTHING_CHANGES, opened, Recode(W1, W1)),
    (Why.UNKNOWN_GRID, opened, Recode("x", NEW)),
    (Why.LOCKED, locked, Recode(W1, NEW)),
    (Why.CODE_USED, opened, Recode(W1, W2)),
    (Why.CODE_USED, lambda: apply(opened(), Recode(W1, NEW)).state, Recode(W2, W1)),
    *((Why.CODE_FORM, opened, Recode(W1, code)) for code in WRONG_CODES),
    (Why.CODE_FORM, opened, Recode(E9, f"{EAST}002")),
    (Why.NOTHING_CHANGES, opened, Transfer((W1,), W1)),
    (Why.NOTHING_CHANGES, opened, Refine((W1,), (((-9, 50), (120, 50)),))),
    (Why.NOTHING_CHANGES, opened, MoveVertex((100, 100), (100, 100.0001))),
    (Why.NOTHING_CHANGES, opened, Reshape(W1, W2, ((100, 50), (100, 250)))),
    (Why.NOTHING_CHANGES, opened, Replan((W1,), ((W1, (box(0, 100, 100, 200),)),))),
]


@pytest.mark.parametrize(("why", "ground", "operation"), CASES)
def test_refused_with_a_code_and_a_sentence_and_nothing_changes(why, ground, operation):
    state = ground()
    if why is Why.LAST_GRID:
        state, operation = apply(state, Merge((W1, W2), W1)).state, Dissolve(W1)
    with pytest.raises(InputError) as error:
        apply(state, operation)
    assert error.value.code == why
    assert_said(error.value)


def assert_said(error):
    for lang in LANGS:
        told = explain("input", error.code, error.facts, lang)
        assert told != explain("input", "no_such_code", {}, lang)
        assert "{" not in told


def broken():
    grids, units = township()
    return grids.drop(W3), units


def unknown_unit():
    grids, units = township()
    return grids, units.drop(EAST)


def crossed():
    grids, units = township()
    bow = Polygon([(0, 100), (100, 200), (100, 100), (0, 200)])
    return grids.set_geometry([bow, *grids.geometry[1:]]), units


def none_at_all():
    grids, units = township()
    return grids.iloc[:0], units


@pytest.mark.parametrize("draw", [broken, unknown_unit, crossed, none_at_all])
def test_what_is_not_clean_is_not_opened(draw):
    with pytest.raises(InputError) as error:
        open_grids(*draw())
    assert error.value.code == Why.NOT_CLEAN
    assert_said(error.value)


def test_used_up_codes_are_said():
    state = opened(retired=[f"{WEST}899"])
    with pytest.raises(InputError) as error:
        apply(state, Split(W1, ACROSS))
    assert error.value.code == "codes_used_up"
    assert_said(error.value)


def test_every_refusal_has_a_case_and_a_sentence():
    elsewhere = {Why.NOT_CLEAN, Why.NOTHING_UNDONE, Why.NOTHING_REDONE, Why.NOT_EXACT}
    assert {case[0] for case in CASES} | elsewhere == set(Why)
    assert SENTENCES.keys() == set(Why)


def test_a_history_says_when_there_is_nothing_to_undo_or_to_redo():
    for step, why in ((History.undo, Why.NOTHING_UNDONE), (History.redo, Why.NOTHING_REDONE)):
        with pytest.raises(InputError) as error:
            step(History(opened()))
        assert error.value.code == why
        assert_said(error.value)


@pytest.mark.parametrize(
    "plain",
    [
        None,
        [],
        {},
        {"op": 1},
        {"op": "explode"},
        {"op": "split"},
        {"op": "split", "grid_id": W1},
        {"op": "split", "grid_id": W1, "line": "here"},
        {"op": "split", "grid_id": W1, "line": [[1, 2, 3]]},
        {"op": "split", "grid_id": 7, "line": []},
        {"op": "dissolve", "grid_id": W1, "force": True},
        {"op": "replan", "grid_ids": [W1], "parts": [["a", [[[0, 0]]]]]},
        {"op": "replan", "grid_ids": [W1], "parts": [["a", [[]]]]},
        {"op": "replan", "grid_ids": [W1], "parts": [["a", ["x"]]]},
        {"op": "replan", "grid_ids": [W1], "parts": [["a", [[[[0, 0], [1, math.nan], [1, 1]]]]]]},
    ],
)
def test_a_step_that_cannot_be_read_is_refused(plain):
    with pytest.raises(InputError) as error:
        from_plain(plain)
    assert error.value.code == Why.BAD_OPERATION
    assert_said(error.value)


def test_e9_is_ground_of_its_own():
    """The hole of E1 is not E1's to give."""
    with pytest.raises(InputError) as error:
        apply(opened(), Split(E1, ((245, 100), (255, 100))))
    assert error.value.code == Why.LINE_MISSES
    assert apply(opened(), Merge((E1, E9), E1)).state.grids[E1].geometry.interiors[:] == []
    assert apply(opened(), Merge((W4, W3), W4)).retired == (W3,)
