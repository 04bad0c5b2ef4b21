"""Ground kept as it is: offered where the law allows it, proved, and still there next time."""

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import box

from geo.contract import InputError
from geo.repair import KEEP, OUTSIDE, Choice, mend, open_desk, suggestions
from geo.repair.aftermath import AFTER
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


@pytest.mark.slow
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
    mended, asked = accepted(desk, choices)
    assert not asked or KEPT in choices.values()
    assert mended.certificate.ok, mended.certificate.kinds
    assert not mended.open_cases
    assert shapely.is_valid(mended.grids.geometry).all()
    proved_again(mended)


def accepted(desk, choices):
    """Carry out choices; a part that is apart now is asked about once, with an answer."""
    mended = mend(desk, choices)
    asked = mended.open_cases
    assert all(case.kind == "stray_part" and case.case_id.startswith(AFTER) for case in asked)
    assert all(case.suggested for case in asked)
    answers = {case.case_id: Choice(case.suggested, KEPT.note) for case in asked}
    return (mend(desk, choices | answers) if answers else mended), asked


# drawings met by chance in which what is kept left something behind
LEFT_BEHIND = {
    "a part that hung on its grid by ground of the gap": (
        [
            ("shift", "r1c2", 4, 0.3),
            ("grow", "r0c4", 1, 9.0),
            ("grow", "r1c5", 3, 2.0),
            ("shift", "r0c1", 3, 0.004),
            ("shift", "r0c3", 3, 25.0),
        ],
        HALVES,
        {133.49, 773.87},
        1,
    ),
    "a loose end of a crossed ring with holes all around": (
        [("swap", "r5c4", 11, 9.0), ("swap", "r3c3", 8, 9.0), ("shrink", "r5c3", 9, 25.0)],
        None,
        {4380.58, 311.36, 541.75},
        1,
    ),
    "a spike thinner than the raster": (
        [
            ("shrink", "r1c3", 4, 25.0),
            ("shrink", "r2c3", 0, 9.0),
            ("swap", "r2c2", 9, 25.0),
            ("grow", "r0c4", 7, 0.3),
            ("shift", "r3c2", 6, 25.0),
        ],
        HALVES,
        {1648.83},
        0,
    ),
}


@pytest.mark.parametrize("about", LEFT_BEHIND)
def test_what_is_kept_leaves_nothing_behind_that_is_not_asked(about):
    faults, units, areas, questions = LEFT_BEHIND[about]
    desk = open_desk(broken(faults), SQUARE, units=units)
    keep = [case.case_id for case in desk.cases if round(case.area_m2, 2) in areas]
    assert len(keep) == len(areas)
    mended, asked = accepted(desk, suggestions(desk) | dict.fromkeys(keep, KEPT))
    assert len(asked) == questions
    assert mended.certificate.ok, mended.certificate.kinds
    proved_again(mended)


def test_a_record_of_an_exclave_nobody_draws_any_more_is_given_up_or_drawn_again():
    orchard = box(-30, 0, -10, 100)
    drawn = shapely.MultiPolygon([box(0, 0, 100, 100), orchard])
    recorded = kept(open_desk(quarters(a=drawn), BOUNDARY, units=UNITS), "outside").exceptions
    assert set(recorded.kind) == {"exclave"}
    desk = open_desk(quarters(), BOUNDARY, units=UNITS, exceptions=recorded)
    gap = only(desk, "gap")
    assert [option.receiver for option in gap.options] == [OUTSIDE, "a", KEEP]
    assert (gap.suggested, gap.why) == (OUTSIDE, "outdated_record")
    assert [option.moved_m2 for option in gap.options] == [0.0, 2000.0, 0.0]

    given_up = mend(desk, suggestions(desk))
    assert given_up.certificate.ok
    assert not len(given_up.exceptions)
    assert given_up.grids.to_wkb().equals(quarters().to_wkb())
    assert list(given_up.ledger.area_m2) == [0.0]

    again = mend(desk, {gap.case_id: Choice("a")})
    assert again.certificate.ok, again.certificate.kinds
    assert again.grids.geometry["a"].area == 12_000
    assert list(again.exceptions.kind) == ["exclave"]


@settings(max_examples=25, deadline=None)
@given(planted, planted, st.booleans())
def test_law_records_of_an_earlier_drawing_never_leave_a_case_without_an_answer(
    earlier, faults, with_units
):
    units = HALVES if with_units else None
    desk = open_desk(broken(earlier), SQUARE, units=units)
    lawful = [c.case_id for c in desk.cases if KEEP in {o.receiver for o in c.options}]
    recorded = accepted(desk, suggestions(desk) | dict.fromkeys(lawful, KEPT))[0].exceptions
    later = open_desk(broken(faults), SQUARE, units=units, exceptions=recorded)
    mended = mend(later, suggestions(later))
    assert mended.certificate.ok, mended.certificate.kinds
    assert not mended.open_cases


def test_a_gap_of_noise_that_is_kept_is_no_overlap_afterwards():
    """A hole half a millimetre wide has no node that turns; its neighbours keep them as well."""
    thin = [("gap", "r1c1", 9, 0.004), ("gap", "r4c4", 9, 0.004)]
    desk = open_desk(broken([*thin, ("gap", "r2c1", 0, 0.3)]), SQUARE)
    noise = [case.case_id for case in desk.cases if case.noise]
    assert len(noise) > 1
    for some in [*([one] for one in noise), noise]:
        mended = mend(desk, suggestions(desk) | dict.fromkeys(some, KEPT))
        assert mended.certificate.ok, mended.certificate.kinds
        assert set(mended.exceptions.index) == set(some)
        proved_again(mended)
