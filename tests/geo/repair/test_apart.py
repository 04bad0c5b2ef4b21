"""Ground of a unit that touches no grid of the unit: accepting everything is clean all the same."""

from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import MultiPolygon, box

from geo.load import load_area
from geo.repair import KEEP, Choice, mend, open_desk, suggestions
from tests.geo.repair.test_desk import CRS, frame, only
from tests.geo.repair.test_repair import BOUNDARY, FAULTS, GRIDS

WEST, EAST = "530623202201", "530623202202"
SPOT = box(260, 40, 264, 44)  # ground of the western village amid the eastern one


def villages(spot=SPOT):
    """Two villages of 200 m; the western one has a little ground in the eastern one too."""
    west, east = box(0, 0, 200, 200), box(200, 0, 400, 200)
    return frame({WEST: MultiPolygon([west, spot]), EAST: east.difference(spot)})


def grids(**changes):
    """Two grids a village, the outlying ground in none of them."""
    shapes = {f"{WEST}00{n}": box(100 * n - 100, 0, 100 * n, 200) for n in (1, 2)}
    shapes |= {f"{EAST}00{n}": box(100 + 100 * n, 0, 200 + 100 * n, 200) for n in (1, 2)}
    shapes[f"{EAST}001"] = shapes[f"{EAST}001"].difference(SPOT)
    shapes |= changes
    drawn = frame(shapes)
    drawn["unit_code"] = [name[:12] for name in drawn.index]
    return drawn


WHOLE = box(0, 0, 400, 200)


def mended_of(drawn, **layers):
    desk = open_desk(drawn, WHOLE, units=villages(), **layers)
    return desk, mend(desk, suggestions(desk, note="outlying"))


def test_a_little_ground_apart_from_its_village_goes_to_the_nearest_grid_as_an_island():
    desk, mended = mended_of(grids())
    case = only(desk, "gap")
    assert (case.suggested, case.why, case.unit_code) == (f"{WEST}002", "lone", WEST)
    assert mended.certificate.ok, mended.certificate.kinds
    (record,) = mended.exceptions.itertuples()
    assert (record.kind, record.grid_id, record.note) == ("island", f"{WEST}002", "outlying")
    assert record.geometry.equals(SPOT)
    again = open_desk(
        mended.grids, mended.boundary, units=mended.units, exceptions=mended.exceptions
    )
    assert again.cases == ()


def test_what_the_other_village_drew_there_is_given_back_the_same_way():
    desk, mended = mended_of(grids(**{f"{EAST}001": box(200, 0, 300, 200)}))
    case = only(desk, "crosses_unit_border")
    assert (case.suggested, case.why) == (f"{WEST}002", "lone")
    assert mended.certificate.ok, mended.certificate.kinds
    assert mended.grids.area.to_dict()[f"{EAST}001"] == 20_000 - SPOT.area


def test_a_part_of_a_grid_that_lies_there_is_suggested_as_the_exception_it_is():
    part = MultiPolygon([box(0, 0, 100, 200), SPOT])
    desk, mended = mended_of(grids(**{f"{WEST}001": part}))
    case = only(desk, "stray_part")
    assert (case.suggested, case.why) == (KEEP, "lone")
    assert mended.certificate.ok, mended.certificate.kinds
    assert list(mended.exceptions.grid_id) == [f"{WEST}001"]


def test_ground_apart_that_is_as_large_as_a_grid_becomes_one():
    large = box(230, 40, 330, 190)
    shapes = {f"{EAST}00{n}": grids().geometry[f"{EAST}00{n}"].difference(large) for n in (1, 2)}
    desk = open_desk(grids(**shapes), WHOLE, units=villages(large))
    mended = mend(desk, suggestions(desk))
    assert mended.certificate.ok, mended.certificate.kinds
    assert mended.exceptions is None
    assert mended.grids.area[f"{WEST}003"] == large.area


def test_a_recorded_island_grows_with_the_ground_given_to_it():
    half = box(260, 40, 262, 44)
    part = MultiPolygon([box(0, 0, 100, 200), half])
    record = gpd.GeoDataFrame(
        {"kind": ["island"], "grid_id": [f"{WEST}001"], "note": ["orchard"]},
        index=pd.Index(["x1"], name="exception_id"),
        geometry=[half],
        crs=CRS,
    )
    _, mended = mended_of(grids(**{f"{WEST}001": part}), exceptions=record)
    assert mended.certificate.ok, mended.certificate.kinds
    assert not mended.open_cases
    (row,) = mended.exceptions.itertuples()
    assert (row.Index, row.note) == ("x1", "orchard")
    assert row.geometry.equals(SPOT)


def test_one_decision_is_recorded_with_its_note_and_undone_without_a_trace():
    desk = open_desk(grids(), WHOLE, units=villages())
    case = only(desk, "gap")
    chosen = mend(desk, {case.case_id: Choice(f"{WEST}002", "as the village says")})
    assert list(chosen.exceptions.note) == ["as the village says"]
    kept = mend(desk, {case.case_id: Choice(KEEP, "a spring")})
    assert list(kept.exceptions.kind) == ["hole"]
    assert mend(desk, {}).exceptions is None


WAYS = ("left", "host", "own", "both", "part")


@st.composite
def townships(draw):
    """Draw the grids of a township in which bits of each unit lie in the other, with faults."""
    code = dict(GRIDS["unit_code"])
    shapes = dict(GRIDS.geometry)
    names = st.sampled_from(list(GRIDS.index))
    for name in draw(st.lists(names, max_size=2, unique=True)):
        code[name] = _other(code[name])
    ground = {name: [(code[name], shape)] for name, shape in shapes.items()}
    drawn = {}
    for host in draw(st.lists(names, min_size=1, max_size=3, unique=True)):
        spot, half = shapes[host].representative_point(), draw(st.sampled_from([1, 3, 8, 15]))
        x, y = round(spot.x), round(spot.y)
        bit, unit = box(x - half, y - half, x + half, y + half), _other(code[host])
        if not shapes[host].buffer(-1).contains(bit):
            continue
        ground[host] = [(code[host], shapes[host].difference(bit)), (unit, bit)]
        way = draw(st.sampled_from(WAYS))
        if way not in ("host", "both"):
            shapes[host] = shapes[host].difference(bit)
        if way in ("own", "both"):
            drawn[f"x{host}"] = (unit, bit)
        holder = draw(st.sampled_from([n for n in shapes if code[n] == unit]))
        if way == "part":
            shapes[holder] = shapes[holder].union(bit)
    for name in draw(st.lists(names, max_size=3, unique=True)):
        if shapes[name].geom_type == "Polygon" and not len(shapes[name].interiors):
            fault = FAULTS[draw(st.sampled_from(sorted(FAULTS)))]
            size = draw(st.sampled_from([0.004, 0.3, 9.0, 25.0]))
            shapes[name] = fault(shapes[name], draw(st.integers(0, 11)), size)
    drawn |= {name: (code[name], shape) for name, shape in shapes.items()}
    for name in draw(st.lists(names, max_size=3, unique=True)):
        drawn.pop(name)
    pieces = [pair for pairs in ground.values() for pair in pairs]
    units = {u: shapely.union_all([s for c, s in pieces if c == u], grid_size=0.001) for u in "WE"}
    frame_of = frame({name: shape for name, (_, shape) in drawn.items()})
    frame_of["unit_code"] = [unit for unit, _ in drawn.values()]
    return frame_of, frame(units)


def _other(code):
    return "E" if code == "W" else "W"


@pytest.mark.slow
@settings(max_examples=80, deadline=None)
@given(townships())
def test_law_accepting_everything_is_clean_where_units_lie_in_each_other(township):
    drawing, units = township
    desk = open_desk(drawing, BOUNDARY, units=units)
    assert all(case.suggested for case in desk.cases)
    mended = mend(desk, suggestions(desk))
    assert mended.certificate.ok, mended.certificate.kinds
    assert not mended.open_cases
    for code, unit in units.geometry.items():
        mine = mended.grids.geometry[mended.grids["unit_code"] == code].to_numpy()
        assert shapely.union_all(mine).symmetric_difference(unit).area < 0.05
    again = open_desk(
        mended.grids, mended.boundary, units=mended.units, exceptions=mended.exceptions
    )
    assert again.certificate.ok, again.certificate.kinds


LUOYAN = load_area(Path(__file__).parents[3] / "data" / "boundaries")
REAL = dict(LUOYAN.grids.geometry)


@settings(max_examples=8, deadline=None)
@given(
    st.lists(st.sampled_from(sorted(REAL)), max_size=2, unique=True),
    st.lists(
        st.tuples(
            st.sampled_from(["gap", "overlap", "shift", "node", "swap", "island"]),
            st.sampled_from(sorted(REAL)),
            st.integers(0, 11),
            st.sampled_from([0.3, 9.0, 25.0]),
        ),
        min_size=1,
        max_size=3,
        unique_by=lambda fault: fault[1],
    ),
)
def test_law_accepting_everything_is_clean_on_the_grids_of_luoyan(gone, faults):
    drawn = LUOYAN.grids.copy()
    for kind, name, node, size in faults:
        corners = len(REAL[name].exterior.coords) - 1
        drawn.loc[name, "geometry"] = FAULTS[kind](REAL[name], node % corners, size)
    drawn = drawn.drop(gone)
    desk = open_desk(drawn, LUOYAN.boundary, units=LUOYAN.units, in_force=LUOYAN.grids)
    mended = mend(desk, suggestions(desk))
    assert mended.certificate.ok, mended.certificate.kinds
    assert not mended.open_cases
    assert mended.border_shift_m < 0.001
