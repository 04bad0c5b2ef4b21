"""Ground kept as it is: offered where the law allows it, proved, and still there next time."""

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import box

from geo.contract import InputError
from geo.repair import KEEP, Choice, mend, open_desk, suggestions
from tests.geo.repair.test_desk import BOUNDARY, UNITS, frame, only, quarters
from tests.geo.repair.test_repair import BOUNDARY as SQUARE
from tests.geo.repair.test_repair import UNITS as HALVES
from tests.geo.repair.test_repair import broken, planted

LAWFUL = {"gap", "outside", "stray_part"}
KEPT = Choice(KEEP, "by decision of the township")


def proved_again(mended):
    """Read what was mended once more: nothing is left to decide."""
    again = open_desk(
        mended.grids, mended.boundary, units=mended.units, exceptions=mended.exceptions
    )
    assert again.certificate.ok, again.certificate.kinds
    assert again.cases == ()
    return again


def kept(desk, kind):
    return mend(desk, suggestions(desk) | {only(desk, kind).case_id: KEPT})


def test_a_gap_between_several_grids_can_stay_a_hole():
    narrow = quarters()
    narrow = narrow.set_geometry(narrow.buffer(-3, join_style="mitre"), crs=narrow.crs)
    desk = open_desk(narrow, BOUNDARY)
    assert [option.receiver for option in only(desk, "gap").options][-1] == KEEP
    mended = kept(desk, "gap")
    assert mended.certificate.ok
    assert list(mended.exceptions.kind) == ["hole"]
    assert proved_again(mended).certificate.exceptions.note.item() == KEPT.note


def test_a_gap_on_both_sides_of_a_unit_border_is_two_holes():
    lake = box(90, 40, 110, 60)
    shapes = {"a": WEST.difference(lake), "b": EAST.difference(lake)}
    desk = open_desk(quarters(**shapes), BOUNDARY, units=UNITS)
    mended = mend(desk, {case.case_id: KEPT for case in desk.cases if case.kind == "gap"})
    assert mended.certificate.ok, mended.certificate.kinds
    assert list(mended.exceptions.kind) == ["hole", "hole"]
    proved_again(mended)


WEST, EAST = box(0, 0, 100, 100), box(100, 0, 200, 100)


def test_a_lake_as_large_as_a_grid_is_a_hole_but_no_village_is():
    without = open_desk(quarters().loc[["a", "c"]], BOUNDARY, units=UNITS)
    with pytest.raises(InputError) as error:
        mend(without, {only(without, "missing_unit").case_id: KEPT})
    assert error.value.code == "bad_receiver"


def test_a_part_that_decisions_cut_off_can_be_recorded_as_an_island():
    strip, square = box(-50, 40, 120, 60), box(0, 0, 100, 100)
    desk = open_desk(frame({"a": square, "b": strip}), strip.union(square))
    choices = {only(desk, "overlap").case_id: Choice("b")}
    (after,) = mend(desk, choices).open_cases
    assert after.options[-1].receiver == KEEP
    with pytest.raises(InputError) as error:
        mend(desk, choices | {after.case_id: Choice(KEEP)})
    assert error.value.code == "note_missing"
    mended = mend(desk, choices | {after.case_id: KEPT})
    assert mended.certificate.ok, mended.certificate.kinds
    assert not mended.open_cases
    assert list(mended.exceptions.kind) == ["island"]
    proved_again(mended)


def test_earlier_exceptions_stay_beside_new_ones():
    lake, orchard = box(40, 40, 60, 60), box(-10, 0, 0, 100)
    drawing = quarters(a=WEST.difference(lake).union(orchard))
    first = kept(open_desk(drawing, BOUNDARY, units=UNITS), "outside")
    assert first.certificate.ok
    drawn = mend(open_desk(drawing, BOUNDARY, units=UNITS), {}).grids
    desk = open_desk(drawn, BOUNDARY, units=UNITS, exceptions=first.exceptions)
    second = kept(desk, "gap")
    assert second.certificate.ok, second.certificate.kinds
    assert sorted(second.exceptions.kind) == ["exclave", "hole"]
    proved_again(second)


@settings(max_examples=80, deadline=None)
@given(planted, st.booleans(), st.randoms(use_true_random=False))
def test_law_what_is_kept_is_proved_now_and_next_time(faults, with_units, random):
    units = HALVES if with_units else None
    desk = open_desk(broken(faults), SQUARE, units=units)
    choices = suggestions(desk)
    for case in desk.cases:
        receivers = [option.receiver for option in case.options]
        assert KEEP not in receivers[:-1]
        if KEEP in receivers:
            assert case.kind in LAWFUL
            assert case.suggested != KEEP
            if random.random() < 0.5:
                choices[case.case_id] = KEPT
    mended = mend(desk, choices)
    for _ in range(3):  # what is kept may cut a part off: the desk asks about it and has an answer
        choices |= {case.case_id: Choice(case.suggested) for case in mended.open_cases}
        mended = mend(desk, choices)
    assert mended.certificate.ok, mended.certificate.kinds
    assert not mended.open_cases
    assert shapely.is_valid(mended.grids.geometry).all()
    proved_again(mended)


def test_a_gap_of_noise_that_is_kept_is_no_overlap_afterwards():
    """A hole half a millimetre wide has no node that turns: its neighbours keep them all the same."""
    desk = open_desk(broken([("gap", "r1c1", 9, 0.004), ("gap", "r2c1", 0, 0.3)]), SQUARE)
    noise = [case.case_id for case in desk.cases if case.noise]
    assert len(noise) > 1
    for some in [*([one] for one in noise), noise]:
        mended = mend(desk, suggestions(desk) | dict.fromkeys(some, KEPT))
        assert mended.certificate.ok, mended.certificate.kinds
        assert set(mended.exceptions.index) == set(some)
        proved_again(mended)
