"""An id given twice: two rows of one grid are joined, two grids stay two."""

import pandas as pd
import pytest
from shapely.geometry import box

from geo.repair import NEW, Choice, mend, open_desk, suggestions
from tests.geo.repair.test_desk import BOUNDARY, UNITS, frame, only, quarters

WEST, EAST = "530623202201", "530623202202"


def two_villages():
    """Two villages of two grids; both in the east have the code of one in the west."""
    west = {f"{WEST}001": box(0, 0, 100, 100), f"{WEST}002": box(0, 100, 100, 200)}
    east = [frame({f"{WEST}002": box(100, y, 200, y + 100)}, unit_code=EAST) for y in (0, 100)]
    units = frame({WEST: box(0, 0, 100, 200), EAST: box(100, 0, 200, 200)})
    return west, pd.concat([*east, frame(west, unit_code=WEST)]), units


def test_grids_of_two_villages_with_one_code_stay_apart_and_the_odd_ones_get_codes():
    west, drawn, units = two_villages()
    desk = open_desk(drawn, BOUNDARY, units=units)
    found = [(c.suggested, c.why) for c in desk.cases if c.kind == "duplicate"]
    assert found == [(NEW, "wrong_id")] * 2
    mended = mend(desk, suggestions(desk))
    assert mended.certificate.ok, mended.certificate.kinds
    assert sorted(mended.grids.index) == [*west, f"{EAST}001", f"{EAST}002"]
    assert mended.grids.geometry[f"{WEST}002"].equals(west[f"{WEST}002"])
    assert set(mended.ledger["to_grid"]) >= {f"{EAST}001", f"{EAST}002"}


def test_rows_of_one_code_that_lie_together_are_joined_unless_a_person_says_otherwise():
    rows = pd.concat(
        [quarters(a=box(0, 0, 100, 60)), frame({"a": box(0, 60, 100, 100)}, unit_code="W")]
    )
    desk = open_desk(rows, BOUNDARY, units=UNITS)
    case = only(desk, "duplicate")
    assert (case.suggested, case.why) == ("a", "same_id")
    joined = mend(desk, suggestions(desk))
    apart = mend(desk, suggestions(desk) | {case.case_id: Choice(NEW)})
    assert joined.certificate.ok
    assert joined.grids.area["a"] == 10_000
    assert apart.certificate.ok
    assert apart.grids.area[case.new_grid] == 4_000


@pytest.mark.parametrize("codes", [("a", "new-001"), (f"{WEST}001", f"{WEST}002")])
def test_without_villages_grids_that_lie_apart_stay_two(codes):
    first, second = codes
    drawn = frame({n: box(100 * n, 0, 100 * n + 100, 100) for n in range(3)})
    drawn.index = [first, "b", first]
    desk = open_desk(drawn, box(0, 0, 300, 100))
    mended = mend(desk, suggestions(desk))
    assert mended.certificate.ok
    assert sorted(mended.grids.index) == sorted([first, "b", second])


def test_ground_goes_to_the_row_beside_it_where_two_have_its_code():
    drawn = frame({n: box(100 * n, 0, 100 * n + 100, 100) for n in range(3)})
    drawn.index = ["a", "b", "c"]
    again = frame({"a": box(310, 0, 400, 100)})  # 10 m short of c
    desk = open_desk(pd.concat([drawn, again]), box(0, 0, 400, 100))
    decided = suggestions(desk) | {only(desk, "gap").case_id: Choice("a")}
    mended = mend(desk, decided)
    assert mended.certificate.ok, mended.certificate.kinds
    areas = {"a": 10_000, "b": 10_000, "c": 10_000, "new-001": 10_000}
    assert mended.grids.area.to_dict() == areas


def test_grids_of_a_drawing_without_village_codes_get_them_by_where_they_lie():
    drawn = quarters().drop(columns="unit_code")
    desk = open_desk(drawn, BOUNDARY, units=UNITS)
    mended = mend(desk, suggestions(desk))
    assert mended.certificate.ok, mended.certificate.kinds
    assert not mended.open_cases  # both villages were missing and have grids now
    assert mended.grids["unit_code"].to_dict() == quarters()["unit_code"].to_dict()
    (case, *_) = desk.cases
    partly = mend(desk, {case.case_id: Choice(case.suggested)})
    assert partly.certificate.kinds["unknown_unit"][0] == 3
