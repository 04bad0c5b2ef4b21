"""What each kind of case offers, who is refused, and the two areas of this repository."""

from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from shapely.affinity import translate
from shapely.geometry import Point, Polygon, box

from geo.contract import InputError
from geo.coverage import certify
from geo.coverage.certificate import Certificate
from geo.intake.drawings import read_polygons
from geo.load import load_area
from geo.repair import DIVIDE, KEEP, OUTSIDE, Choice, mend, open_desk, preview, suggestions
from geo.repair.mending import refuse_worse

CRS = "EPSG:4544"
DATA = Path(__file__).parents[3] / "data"


def frame(shapes, **columns):
    """Grids a, b, c ... by id."""
    ids = pd.Index(list(shapes), dtype="object", name="grid_id")
    return gpd.GeoDataFrame(columns, index=ids, geometry=list(shapes.values()), crs=CRS)


def units_of(**shapes):
    index = pd.Index(list(shapes), dtype="object", name="unit_code")
    return gpd.GeoDataFrame(index=index, geometry=list(shapes.values()), crs=CRS)


def quarters(**changed):
    """Four squares of 100 m: a b below, c d above; unit W is a c, unit E is b d."""
    shapes = {
        "a": box(0, 0, 100, 100),
        "b": box(100, 0, 200, 100),
        "c": box(0, 100, 100, 200),
        "d": box(100, 100, 200, 200),
    }
    known = {"a": "W", "b": "E", "c": "W", "d": "E"}
    shapes |= changed
    return frame(shapes, unit_code=[known.get(name, "W") for name in shapes])


WHOLE = quarters().geometry
BOUNDARY = shapely.coverage_union_all(WHOLE.to_numpy())
UNITS = units_of(
    W=shapely.coverage_union_all([WHOLE["a"], WHOLE["c"]]),
    E=shapely.coverage_union_all([WHOLE["b"], WHOLE["d"]]),
)


def only(desk, kind):
    (case,) = (case for case in desk.cases if case.kind == kind)
    return case


def test_ground_over_a_unit_border_goes_back_to_the_unit_it_lies_in():
    desk = open_desk(quarters(a=box(0, 0, 110, 100)), BOUNDARY, units=UNITS)
    case = only(desk, "crosses_unit_border")
    assert (case.suggested, case.why, case.unit_code) == ("b", "own_unit", "E")
    assert mend(desk, suggestions(desk)).grids.area.to_dict() == pytest.approx(
        dict.fromkeys("abcd", 10_000)
    )
    with pytest.raises(InputError) as error:
        mend(desk, {case.case_id: Choice("a")})
    assert error.value.code == "bad_receiver"


def test_ground_outside_is_given_up_or_kept_as_an_exclave_with_a_note():
    desk = open_desk(quarters(a=box(-10, 0, 100, 100)), BOUNDARY, units=UNITS)
    case = only(desk, "outside")
    assert [option.receiver for option in case.options] == [OUTSIDE, KEEP]
    assert mend(desk, suggestions(desk)).certificate.ok
    with pytest.raises(InputError) as error:
        mend(desk, {case.case_id: Choice(KEEP, " ")})
    assert error.value.code == "note_missing"
    kept = mend(desk, suggestions(desk) | {case.case_id: Choice(KEEP, "orchard of a")})
    assert kept.certificate.ok, kept.certificate.kinds
    assert list(kept.exceptions.kind) == ["exclave"]
    assert kept.grids.area["a"] == 11_000


def test_a_gap_is_divided_or_given_or_kept_as_a_hole():
    lake = box(40, 40, 60, 60)
    desk = open_desk(quarters(a=box(0, 0, 100, 100).difference(lake)), BOUNDARY, units=UNITS)
    case = only(desk, "gap")
    assert (case.suggested, case.why, case.area_m2) == ("a", "only_neighbour", 400)
    kept = mend(desk, {case.case_id: Choice(KEEP, "a lake")})
    assert kept.certificate.ok, kept.certificate.kinds
    assert kept.grids.geometry["a"].wkb == desk.grids.geometry["a"].wkb
    again = open_desk(kept.grids, kept.boundary, units=kept.units, exceptions=kept.exceptions)
    assert again.cases == ()


def test_a_road_left_out_between_the_grids_is_divided_and_given_to_nobody_whole():
    narrow = quarters()
    narrow = narrow.set_geometry(narrow.buffer(-3, join_style="mitre"), crs=CRS)
    desk = open_desk(narrow, BOUNDARY)
    case = only(desk, "gap")
    assert case.suggested == DIVIDE
    mended = mend(desk, suggestions(desk))
    assert mended.certificate.ok
    assert mended.grids.area.to_dict() == pytest.approx(dict.fromkeys("abcd", 10_000), rel=0.01)
    assert mended.ledger.area_m2.sum() == pytest.approx(case.area_m2)


def test_an_overlap_cannot_be_kept_and_goes_to_a_claimant_only():
    desk = open_desk(quarters(a=box(0, 0, 100, 110)), BOUNDARY, units=UNITS)
    case = only(desk, "overlap")
    assert case.grid_ids[:2] == ("a", "c")
    for receiver in (KEEP, OUTSIDE, "b", "nobody"):
        with pytest.raises(InputError) as error:
            mend(desk, {case.case_id: Choice(receiver, "note")})
        assert error.value.code == "bad_receiver"


def test_a_grid_inside_another_is_not_swallowed():
    small = frame({"a": box(0, 0, 100, 100), "b": box(40, 40, 60, 60)})
    desk = open_desk(small, box(0, 0, 100, 100))
    assert only(desk, "overlap").suggested == "b"
    mended = mend(desk, suggestions(desk))
    assert mended.certificate.ok
    assert mended.grids.area.to_dict() == {"a": 9_600, "b": 400}


def test_a_shape_given_twice_stays_once_under_the_id_chosen():
    desk = open_desk(quarters(e=box(0, 0, 100, 100)), BOUNDARY, units=UNITS)
    case = only(desk, "duplicate")
    assert [option.receiver for option in case.options] == ["a", "e"]
    for name in ("a", "e"):
        mended = mend(desk, {case.case_id: Choice(name)})
        assert mended.certificate.ok
        assert set(mended.grids.index) == {name, "b", "c", "d"}


def test_two_rows_of_one_grid_become_one():
    rows = pd.concat(
        [quarters(a=box(0, 0, 100, 60)), frame({"a": box(0, 60, 100, 100)}, unit_code="W")]
    )
    desk = open_desk(rows, BOUNDARY, units=UNITS)
    mended = mend(desk, suggestions(desk))
    assert mended.certificate.ok, mended.certificate.kinds
    assert mended.grids.area["a"] == 10_000


def test_a_wrong_or_unknown_unit_code_is_corrected_and_no_ground_moves():
    for code in ("E", "X"):
        wrong = quarters()
        wrong.loc["a", "unit_code"] = code
        desk = open_desk(wrong, BOUNDARY, units=UNITS)
        assert [(case.suggested, case.why) for case in desk.cases] == [("a", "recode")]
        mended = mend(desk, suggestions(desk))
        assert mended.certificate.ok
        assert mended.grids.unit_code["a"] == "W"
        assert mended.ledger.area_m2.sum() == 0


def test_a_row_without_a_shape_is_left_away_when_that_is_chosen():
    blank = quarters(e=None)
    desk = open_desk(blank, BOUNDARY, units=UNITS)
    mended = mend(desk, suggestions(desk))
    assert mended.certificate.ok
    assert list(mended.grids.index) == list("abcd")


def test_a_stray_part_goes_to_its_surroundings_or_is_kept_as_an_island():
    spot = box(120, 40, 140, 60)
    parted = quarters(a=box(0, 0, 100, 100).union(spot), b=box(100, 0, 200, 100).difference(spot))
    desk = open_desk(parted, BOUNDARY)
    case = only(desk, "stray_part")
    assert case.suggested == "b"
    assert mend(desk, suggestions(desk)).certificate.ok
    kept = mend(desk, {case.case_id: Choice(KEEP, "temple of a")})
    assert kept.certificate.ok, kept.certificate.kinds
    assert kept.grids.geometry["a"].wkb == parted.geometry["a"].wkb


def test_places_and_households_are_told_with_every_case_and_move():
    spots = [Point(50, 105), Point(20, 20)]
    places = gpd.GeoDataFrame(
        {"household_count": [12, 30]}, index=["p1", "p2"], geometry=spots, crs=CRS
    )
    desk = open_desk(quarters(a=box(0, 0, 100, 110)), BOUNDARY, units=UNITS, places=places)
    case = only(desk, "overlap")
    assert (case.place_ids, case.household_count) == (("p1",), 12)
    mended = mend(desk, {case.case_id: Choice("c", "survey of 2019", "person")})
    (row,) = mended.ledger.to_dict("records")
    assert (row["from_grid"], row["to_grid"], row["area_m2"]) == ("a", "c", 1000)
    assert (row["place_ids"], row["household_count"], row["rule"]) == ("p1", 12, "person")
    shown = preview(desk, case.case_id, Choice("c")).set_index(["grid_id", "state"])
    assert shown.area_m2["a", "before"] - shown.area_m2["a", "after"] == 1000
    assert shown.household_count["a", "before"] - shown.household_count["a", "after"] == 12


def test_a_border_drawn_in_full_wins_over_a_simplified_one():
    wave = [(100, y) if y % 20 else (104 if 0 < y < 100 else 100, y) for y in range(0, 101, 10)]
    full = Polygon([(0, 0), *wave, (0, 100)])
    simple = Polygon([(200, 0), (200, 100), (100, 100), (100, 0)])
    desk = open_desk(frame({"full": full, "simple": simple}), box(0, 0, 200, 100))
    assert {case.why for case in desk.cases if case.area_m2} == {"more_detail"}
    mended = mend(desk, suggestions(desk))
    assert mended.grids.area["full"] == pytest.approx(full.area, abs=0.01)


def test_a_grid_drawn_aside_goes_back_to_where_it_was():
    wave = [(0, 0), (30, 6), (60, -5), (100, 0)]
    side = np.array([(100 + 5 * (k % 2), 25 * k) for k in range(5)])
    shape = Polygon([*wave, *side[1:-1], (100, 100), (0, 100)])
    around = box(-100, -100, 200, 200).difference(shape)
    desk = open_desk(
        frame({"moved": translate(shape, 3, -2), "around": around}), box(-100, -100, 200, 200)
    )
    assert {case.why for case in desk.cases} == {"moved_back"}
    mended = mend(desk, suggestions(desk))
    assert mended.grids.geometry["moved"].symmetric_difference(shape).area < 0.01


def test_ground_that_a_shift_explains_gets_no_middle_line_and_other_ground_does():
    side = [(100, 0), (106, 30), (95, 60), (100, 100)]
    shape = Polygon([(0, 0), (40, 6), *side, (60, 94), (0, 100)])
    around = box(-100, -100, 200, 200).difference(shape)
    shapes = {"moved": translate(shape, 3, -2), "around": around, "far": box(202, -100, 300, 200)}
    desk = open_desk(frame(shapes), box(-100, -100, 300, 200))
    receivers = {case.why: {option.receiver for option in case.options} for case in desk.cases}
    assert set(receivers) == {"moved_back", "median"}
    assert DIVIDE in receivers["median"]
    assert DIVIDE not in receivers["moved_back"]
    mended = mend(desk, suggestions(desk))
    assert mended.certificate.ok
    assert mended.grids.geometry["moved"].symmetric_difference(shape).area < 0.01
    assert mended.grids.area["far"] == pytest.approx(99 * 300, abs=1)


def test_a_worse_drawing_is_refused():
    good, bad = certify(quarters(), BOUNDARY), certify(quarters(a=box(0, 0, 90, 100)), BOUNDARY)
    assert isinstance(bad, Certificate)
    refuse_worse(bad, good)
    refuse_worse(bad, bad)
    with pytest.raises(InputError) as error:
        refuse_worse(good, bad)
    assert error.value.code == "repair_worse"


def test_a_ring_is_mended_alone_though_its_crossings_go_on_the_raster():
    """Nodes on the raster bend long borders that nobody decided about: no fault is new."""
    ring = [(0, 0), (1027, 270), (13, 1000), (997, 1000), (0, 1000), (345, 0)]
    drawn = frame({"a": Polygon(ring), "b": box(1000, 0, 2000, 1000)})
    desk = open_desk(drawn, box(0, 0, 2000, 1000))
    case = only(desk, "invalid_ring")
    after = mend(desk, {case.case_id: Choice(case.suggested)}).certificate
    assert "invalid_ring" not in after.kinds
    for kind in ("gap", "overlap"):
        assert after.kinds[kind] == pytest.approx(desk.certificate.kinds[kind], abs=1.0)


def test_as_much_ground_at_another_place_is_worse_where_it_is_a_little_more():
    outline = box(0, 0, 200, 100)
    here, there = (
        certify(frame({"a": box(west, 0, east, 100)}), outline)
        for west, east in ((0, 180), (20.001, 200))
    )
    with pytest.raises(InputError) as error:
        refuse_worse(here, there)
    assert error.value.code == "repair_worse"


def test_a_case_nobody_knows_is_refused():
    desk = open_desk(quarters(), BOUNDARY)
    for call in (lambda: mend(desk, {"c0": Choice("a")}), lambda: preview(desk, "c0", Choice("a"))):
        with pytest.raises(InputError) as error:
            call()
        assert error.value.code == "unknown_case"


def test_a_part_that_a_decision_cuts_off_is_an_open_case_and_can_be_decided():
    """B is a strip across A: given to B, the strip leaves A in two halves."""
    strip, square = box(-50, 40, 120, 60), box(0, 0, 100, 100)
    desk = open_desk(frame({"a": square, "b": strip}), strip.union(square))
    case = only(desk, "overlap")
    mended = mend(desk, {case.case_id: Choice("b")})
    (after,) = mended.open_cases
    assert after.kind == "stray_part"
    both = {case.case_id: Choice("b"), after.case_id: Choice("b")}
    assert mend(desk, both).certificate.ok
    assert mend(desk, {after.case_id: Choice("b")}).ledger.empty


@pytest.mark.parametrize("area", ["boundaries", "examples/liechtenstein"])
def test_real_areas_are_mended_and_villages_share_their_nodes(area):
    loaded = load_area(DATA / area)
    units = gpd.GeoDataFrame(geometry=loaded.units.geometry)
    truth = loaded.grids[["unit_code", "geometry"]]
    boundary = shapely.coverage_union_all(units.geometry.to_numpy())
    assert open_desk(truth, boundary, units=units).cases == ()
    rng = np.random.default_rng(4)
    broken = truth.copy()
    names = rng.choice(truth.index, 6, replace=False)
    for name, by in zip(names, (-4, 3, -2, 5, -1, 2), strict=True):
        broken.loc[name, "geometry"] = truth.geometry[name].buffer(by, join_style="mitre")
    desk = open_desk(broken, boundary, units=units)
    mended = mend(desk, suggestions(desk))
    assert mended.certificate.ok, mended.certificate.kinds
    assert mended.border_shift_m < 0.001
    assert mended.grids.area.sum() == pytest.approx(mended.boundary.area, rel=1e-9)
    concerned = {name for case in desk.cases for name in case.grid_ids}
    for name in set(truth.index) - concerned:
        assert mended.grids.geometry[name].wkb == truth.geometry[name].wkb
    moved = shapely.area(shapely.symmetric_difference(mended.grids.geometry, truth.geometry)).sum()
    wrong = shapely.area(shapely.symmetric_difference(broken.geometry, truth.geometry)).sum()
    assert moved < wrong


def test_a_gap_both_wide_and_narrow_is_divided_where_it_is_narrow_too():
    """The line between the two is shorter than a quarter of the gap's width."""
    steps = {
        "a": [box(100, 0, 105, 100)],
        "b": [box(100, 100, 105, 200), box(105, 103, 180, 197)],
        "c": [box(100, 200, 105, 300)],
        "d": [box(100, 300, 105, 400), box(105, 303, 180, 397)],
        "e": [box(100, 400, 105, 500)],
    }
    drawn = {name: box(0, 100 * n, 100, 100 * n + 100) for n, name in enumerate(steps)}
    whole = {name: shapely.union_all([drawn[name], *more]) for name, more in steps.items()}
    desk = open_desk(frame(drawn), shapely.union_all(list(whole.values())))
    mended = mend(desk, suggestions(desk))
    assert mended.certificate.ok
    areas = {name: shape.area for name, shape in whole.items()}
    assert mended.grids.area.to_dict() == pytest.approx(areas, rel=0.01)


def test_a_dividing_line_does_not_go_to_and_fro():
    """The planted gap of the broken copy of Luoyan is nearly as wide as long."""
    folder = DATA / "boundaries"
    units = read_polygons(folder / "units.geojson", crs=CRS)
    grids = read_polygons(folder / "broken" / "luoyan_grids_2025.zip", crs=CRS)
    desk = open_desk(grids, shapely.coverage_union_all(units.geometry.to_numpy()))
    gap = only(desk, "gap")
    after = preview(desk, gap.case_id, Choice(DIVIDE)).query("state == 'after'")
    inside = gap.geometry.buffer(-0.05)
    line = shapely.intersection(shapely.boundary(after.geometry.to_numpy()[0]), inside)
    tips = shapely.length(gap.geometry.minimum_rotated_rectangle) / 2
    assert 0 < line.length < tips


def test_a_choice_that_swallows_a_whole_grid_is_refused_by_its_name():
    """A small grid lies wholly in another: giving all of the overlap away leaves it nothing."""
    inner = box(40, 40, 60, 60)
    desk = open_desk(frame({"a": box(0, 0, 100, 100), "b": inner}), box(0, 0, 100, 100))
    (case,) = desk.cases
    assert {option.receiver for option in case.options} >= {"a", "b"}
    with pytest.raises(InputError) as error:
        mend(desk, {case.case_id: Choice("a")})
    assert error.value.code == "repair_empties"
    assert error.value.facts["grids"] == "b"
