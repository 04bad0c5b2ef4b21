"""Ground of whole grids that nobody drew: each becomes a new grid with a code never used."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import MultiPolygon, Point, box

from geo.contract import InputError
from geo.repair import KEEP, NEW, Choice, mend, open_desk, preview, suggestions
from geo.schema import GRIDS as CONTRACT
from tests.geo.repair.test_desk import CRS, frame, only
from tests.geo.repair.test_repair import BOUNDARY, FAULTS, GRIDS, SIDE, UNITS, in_cases

CODE = "530623202201"


def nine(codes=True, **columns):
    """Nine squares of 100 m, numbered from the south-west; code 005 is the one in the middle."""
    spots = [(c, r) for r in range(3) for c in range(3)]
    names = [f"{CODE}{n:03d}" if codes else f"g{n}" for n in range(1, 10)]
    shapes = [box(100 * c, 100 * r, 100 * c + 100, 100 * r + 100) for c, r in spots]
    return frame(dict(zip(names, shapes, strict=True)), **columns)


SQUARE = shapely.coverage_union_all(nine().geometry.to_numpy())
ONE_UNIT = gpd.GeoDataFrame(index=pd.Index([CODE], name="unit_code"), geometry=[SQUARE], crs=CRS)


def without(grids, *numbers):
    return grids.drop(grids.index[[number - 1 for number in numbers]])


def test_a_missing_grid_is_suggested_as_a_new_one_behind_the_highest_code():
    drawn = without(nine(unit_code=CODE), 5)
    desk = open_desk(drawn, SQUARE, units=ONE_UNIT)
    case = only(desk, "gap")
    assert (case.suggested, case.why, case.new_grid) == (NEW, "missing_grid", f"{CODE}010")
    receivers = [option.receiver for option in case.options]
    assert (receivers[0], receivers[-1], len(receivers)) == (NEW, KEEP, 4)
    mended = mend(desk, suggestions(desk))
    assert mended.certificate.ok
    assert mended.grids.geometry[case.new_grid].equals(box(100, 100, 200, 200))
    assert mended.grids.loc[case.new_grid, "unit_code"] == CODE
    for name in drawn.index:
        assert mended.grids.geometry[name].wkb == desk.grids.geometry[name].wkb
    (row,) = mended.ledger.to_dict("records")
    assert (row["from_grid"], row["to_grid"], row["area_m2"]) == ("", case.new_grid, 10_000)


def test_neighbours_and_an_exception_stay_possible_for_a_missing_grid():
    desk = open_desk(without(nine(unit_code=CODE), 5), SQUARE, units=ONE_UNIT)
    case = only(desk, "gap")
    for option in case.options[1:]:
        mended = mend(desk, {case.case_id: Choice(option.receiver, "as agreed")})
        assert mended.certificate.ok, option.receiver
        assert case.new_grid not in mended.grids.index
    assert mend(desk, {}).grids.to_wkb().equals(desk.grids.to_wkb())


def test_a_gap_along_one_neighbour_may_be_a_grid_of_its_own_when_it_is_large_enough():
    cells = nine(codes=False).geometry
    around = shapely.coverage_union_all(cells[["g1", "g2", "g3", "g4", "g6"]].to_numpy())
    drawn = frame({"u": around} | {name: cells[name] for name in ("g7", "g8", "g9")})
    desk = open_desk(drawn, SQUARE)
    case = only(desk, "gap")
    assert case.suggested not in (NEW, "")
    assert NEW in [option.receiver for option in case.options]
    mended = mend(desk, {case.case_id: Choice(NEW)})
    assert mended.certificate.ok
    assert mended.grids.area[case.new_grid] == pytest.approx(case.area_m2)
    halves = frame({"a": box(0, 0, 300, 149), "b": box(0, 150, 300, 300)})
    sliver = open_desk(halves, box(0, 0, 300, 300))
    assert NEW not in [option.receiver for option in only(sliver, "gap").options]
    with pytest.raises(InputError) as error:
        mend(sliver, {only(sliver, "gap").case_id: Choice(NEW)})
    assert error.value.code == "bad_receiver"


def test_a_unit_without_any_grid_gets_its_whole_ground_as_the_first_one():
    codes = ("530623202201", "530623202202")
    units = gpd.GeoDataFrame(
        index=pd.Index(codes, name="unit_code"),
        geometry=[box(0, 0, 100, 100), box(100, 0, 200, 100)],
        crs=CRS,
    )
    drawn = frame({f"{codes[0]}007": box(0, 0, 100, 100)}, unit_code=codes[0])
    desk = open_desk(drawn, box(0, 0, 200, 100), units=units, expected_codes=codes)
    (case,) = desk.cases
    assert (case.kind, case.why, case.unit_code) == ("missing_unit", "first_grid", codes[1])
    assert [option.receiver for option in case.options] == [NEW]
    mended = mend(desk, suggestions(desk))
    assert mended.certificate.ok, mended.certificate.kinds
    assert not mended.open_cases
    assert mended.grids.unit_code.to_dict() == {
        f"{codes[0]}007": codes[0],
        f"{codes[1]}001": codes[1],
    }


def test_a_unit_wholly_claimed_by_its_neighbour_is_given_back_as_a_grid():
    units = gpd.GeoDataFrame(
        index=pd.Index(["W", "E"], name="unit_code"),
        geometry=[box(0, 0, 150, 100), box(150, 0, 200, 100)],
        crs=CRS,
    )
    desk = open_desk(
        frame({"a": box(0, 0, 200, 100)}, unit_code="W"), box(0, 0, 200, 100), units=units
    )
    mended = mend(desk, suggestions(desk))
    assert mended.certificate.ok, mended.certificate.kinds
    assert mended.grids.area.to_dict() == {"a": 15_000, "E001": 5_000}


@pytest.mark.parametrize(
    ("renamed", "code"),
    [
        ({}, "010"),
        ({9: "041"}, "042"),
        ({9: "898"}, "899"),
        ({9: "998"}, "009"),
        ({1: "041-02"}, "042"),
    ],
)
def test_codes_go_on_behind_the_highest_one_and_never_back(renamed, code):
    drawn = nine(unit_code=CODE)
    drawn.index = [
        CODE + renamed[n] if n in renamed else name for n, name in enumerate(drawn.index, start=1)
    ]
    desk = open_desk(without(drawn, 5), SQUARE, units=ONE_UNIT)
    assert only(desk, "gap").new_grid == CODE + code


def test_when_no_code_is_left_the_new_grid_has_a_makeshift_one_and_the_case_says_why():
    drawn = nine(unit_code=CODE).rename(index={f"{CODE}009": f"{CODE}899"})
    desk = open_desk(without(drawn, 5), SQUARE, units=ONE_UNIT)
    case = only(desk, "gap")
    assert (case.suggested, case.why, case.new_grid) == (NEW, "codes_exhausted", "new-001")
    mended = mend(desk, suggestions(desk))
    assert mended.certificate.ok
    assert mended.grids.loc["new-001", "unit_code"] == CODE


def test_special_grids_keep_their_own_numbers_and_codes_known_elsewhere_are_not_given():
    drawn = nine(unit_code=CODE, kind=["base"] * 8 + ["special"])
    drawn = drawn.rename(index={f"{CODE}009": f"{CODE}901"})
    lost = [*list(drawn.index[:4]), *list(drawn.index[5:])]
    first = open_desk(drawn.loc[lost], SQUARE, units=ONE_UNIT)
    assert only(first, "gap").new_grid == f"{CODE}009"
    known = frame({f"{CODE}012": box(0, 0, 1, 1)})
    second = open_desk(drawn.loc[lost], SQUARE, units=ONE_UNIT, in_force=known)
    assert only(second, "gap").new_grid == f"{CODE}013"


def test_the_code_of_a_row_without_a_shape_and_of_an_exception_is_taken():
    drawn = nine(unit_code=CODE)
    drawn.loc[f"{CODE}005", "geometry"] = None
    drawn = drawn.rename(index={f"{CODE}005": f"{CODE}020"})
    recorded = gpd.GeoDataFrame(
        {"kind": ["island"], "grid_id": [f"{CODE}030"], "note": ["an orchard once"]},
        index=pd.Index(["x1"], name="exception_id"),
        geometry=[box(10, 10, 20, 20)],
        crs=CRS,
    )
    assert only(open_desk(drawn, SQUARE, units=ONE_UNIT), "gap").new_grid == f"{CODE}021"
    desk = open_desk(drawn, SQUARE, units=ONE_UNIT, exceptions=recorded)
    assert only(desk, "gap").new_grid == f"{CODE}031"


def test_without_units_the_codes_around_tell_the_unit_and_else_the_id_is_plain():
    coded = open_desk(without(nine(), 5), SQUARE)
    assert only(coded, "gap").new_grid == f"{CODE}010"
    plain = open_desk(without(nine(codes=False, unit_code="V"), 5), SQUARE)
    assert only(plain, "gap").new_grid == "new-001"
    mended = mend(plain, suggestions(plain))
    assert mended.grids.loc["new-001", "unit_code"] == "V"
    again = open_desk(without(mended.grids, 5), SQUARE)
    assert only(again, "gap").new_grid == "new-002"


def test_codes_follow_what_the_drawing_writes_before_the_code_of_a_unit():
    drawn = nine(unit_code="46")
    drawn.index = [f"LI0046{name[-3:]}" for name in drawn.index]
    units = gpd.GeoDataFrame(index=pd.Index(["46"], name="unit_code"), geometry=[SQUARE], crs=CRS)
    assert only(open_desk(without(drawn, 5), SQUARE, units=units), "gap").new_grid == "LI0046010"


def test_the_row_of_a_new_grid_fits_the_contract_and_invents_nothing():
    drawn = nine(
        unit_code=CODE,
        kind="base",
        name_zh=[f"{n}号网格" for n in range(1, 10)],
        effective_from="2025-01-01",
        household_count=np.arange(9),
        checked=True,
    )
    desk = open_desk(without(drawn, 5), SQUARE, units=ONE_UNIT)
    grids = mend(desk, suggestions(desk)).grids
    new = grids.loc[f"{CODE}010"]
    assert (new["kind"], new["unit_code"]) == ("base", CODE)
    assert new[["name_zh", "effective_from", "household_count", "checked"]].isna().all()
    assert list(grids.columns) == list(desk.grids.columns)
    assert list(grids.index[:-1]) == list(desk.grids.index)
    assert grids.crs == CRS
    assert CONTRACT.check(grids, "grids.gpkg").index[-1] == f"{CODE}010"


def test_a_preview_shows_the_new_grid_and_who_lives_there():
    places = gpd.GeoDataFrame(
        {"household_count": [31]}, index=["p"], geometry=[Point(150, 150)], crs=CRS
    )
    desk = open_desk(without(nine(unit_code=CODE), 5), SQUARE, units=ONE_UNIT, places=places)
    case = only(desk, "gap")
    shown = preview(desk, case.case_id, Choice(NEW)).set_index(["grid_id", "state"])
    assert (case.new_grid, "before") not in shown.index
    row = shown.loc[(case.new_grid, "after")]
    assert (row["area_m2"], row["household_count"], row["place_ids"]) == (10_000, 31, "p")


def test_a_code_stays_with_its_case_whatever_else_is_decided():
    drawn = without(nine(unit_code=CODE), 4, 6)
    desk = open_desk(drawn, SQUARE, units=ONE_UNIT)
    west, east = sorted((case for case in desk.cases), key=lambda case: case.geometry.centroid.x)
    assert (west.new_grid, east.new_grid) == (f"{CODE}010", f"{CODE}011")
    mended = mend(desk, {east.case_id: Choice(NEW)})
    assert f"{CODE}011" in mended.grids.index
    assert f"{CODE}010" not in mended.grids.index
    again = open_desk(mended.grids, mended.boundary, units=ONE_UNIT)
    assert only(again, "gap").new_grid == f"{CODE}012"


def test_a_part_of_a_neighbour_amid_the_missing_grid_goes_to_the_new_one():
    grids = nine(unit_code=CODE)
    spot = box(140, 140, 160, 160)
    grids.loc[f"{CODE}004", "geometry"] = MultiPolygon([grids.geometry[f"{CODE}004"], spot])
    desk = open_desk(without(grids, 5), SQUARE, units=ONE_UNIT)
    assert only(desk, "stray_part").suggested == f"{CODE}010"
    mended = mend(desk, suggestions(desk))
    assert mended.certificate.ok, mended.certificate.kinds
    assert mended.grids.area[f"{CODE}010"] == 10_000


removed = st.one_of(
    st.sampled_from([(name,) for name in GRIDS.index]),
    st.tuples(st.integers(0, SIDE - 1), st.integers(0, SIDE - 2), st.booleans()).map(
        lambda at: tuple(
            f"r{r}c{c}" if at[2] else f"r{c}c{r}" for r, c in ((at[0], at[1]), (at[0], at[1] + 1))
        )
    ),
    st.sampled_from(["W", "E"]).map(lambda code: tuple(GRIDS.index[GRIDS["unit_code"] == code])),
)
planted = st.lists(
    st.tuples(
        st.sampled_from(sorted(FAULTS)),
        st.sampled_from(list(GRIDS.index)),
        st.integers(0, 11),
        st.sampled_from([0.3, 9.0, 25.0]),
    ),
    max_size=3,
    unique_by=lambda fault: fault[1],
)


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(removed, planted, st.booleans())
def test_law_accepting_everything_is_clean_where_whole_grids_are_missing_too(
    gone, faults, with_units
):
    drawing = GRIDS.copy()
    for kind, name, node, size in faults:
        drawing.loc[name, "geometry"] = FAULTS[kind](GRIDS.geometry[name], node, size)
    drawing = drawing.drop(list(gone))
    units = UNITS if with_units else None
    desk = open_desk(drawing, BOUNDARY, units=units, in_force=GRIDS)
    mended = mend(desk, suggestions(desk))
    assert mended.certificate.ok, mended.certificate.kinds
    assert not mended.open_cases
    grids = mended.grids
    assert grids.area.sum() == pytest.approx(mended.boundary.area, rel=1e-9)
    assert (shapely.get_num_geometries(grids.geometry) == 1).all()
    assert not set(grids.index) - set(drawing.index) & set(GRIDS.index)
    assert grids.index.is_unique
    for name in set(drawing.index) - in_cases(desk):
        assert grids.geometry[name].wkb == drawing.geometry[name].wkb, name
    if not faults and with_units and len(gone) == len(GRIDS) // 2:
        (new,) = set(grids.index) - set(drawing.index)
        assert shapely.equals(grids.geometry[new], UNITS.geometry[grids.unit_code[new]])


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(removed, planted, st.randoms(use_true_random=False))
def test_law_codes_and_state_do_not_depend_on_the_order_of_rows_or_choices(gone, faults, random):
    drawing = GRIDS.copy()
    for kind, name, node, size in faults:
        drawing.loc[name, "geometry"] = FAULTS[kind](GRIDS.geometry[name], node, size)
    drawing = drawing.drop(list(gone))
    rows = list(range(len(drawing)))
    random.shuffle(rows)
    one = open_desk(drawing, BOUNDARY, units=UNITS)
    two = open_desk(drawing.iloc[rows], BOUNDARY, units=UNITS[::-1])
    assert [(c.case_id, c.new_grid) for c in one.cases] == [
        (c.case_id, c.new_grid) for c in two.cases
    ]
    some = [item for item in suggestions(one).items() if random.random() < 0.6]
    first, second = mend(one, dict(some)), mend(two, dict(reversed(some)))
    assert first.certificate.to_json() == second.certificate.to_json()
    assert first.ledger.equals(second.ledger)
