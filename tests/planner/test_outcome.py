"""An answer cannot contradict itself."""

from dataclasses import replace

import pytest

from planner.outcome import Conflict, LeftOut, Note, Outcome, Run, Status, facts, with_left_out

RUN = Run("none", "0", 0, 1, 0.0, 0.0, "0" * 64)
SOLVED = Outcome(Status.FEASIBLE, RUN, "a plan", 10, 8)
CLASH = (Conflict("rule", facts(limit=3)),)


def test_the_gap_is_what_could_still_be_saved() -> None:
    assert SOLVED.gap == pytest.approx(0.2)
    assert replace(SOLVED, bound=None).gap is None
    assert Outcome(Status.OPTIMAL, RUN, "a plan", 0, 0).gap == 0


@pytest.mark.parametrize(
    "change",
    [
        {"plan": None},
        {"objective": None},
        {"bound": 11},
        {"status": Status.OPTIMAL},
        {"status": Status.NOT_FOUND},
        {"status": Status.INFEASIBLE},
        {"conflicts": CLASH},
    ],
)
def test_parts_that_contradict_each_other_are_refused(change: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="expected"):
        replace(SOLVED, **change)


def test_impossible_needs_a_conflict_and_has_no_plan() -> None:
    assert not Outcome(Status.INFEASIBLE, RUN, conflicts=CLASH).solved
    with pytest.raises(ValueError, match="conflicts"):
        Outcome(Status.INFEASIBLE, RUN)


def test_nothing_is_left_out_of_no_plan() -> None:
    with pytest.raises(ValueError, match="left_out"):
        Outcome(Status.NOT_FOUND, RUN, left_out=(LeftOut("a", "reason"),))


def test_left_out_items_are_added_with_a_note() -> None:
    told = with_left_out(SOLVED, (LeftOut("a", "reason"),), Note("examined"))
    assert told.left_out[0].item == "a"
    assert [note.code for note in told.notes] == ["examined"]
