"""Every suggestion together mends any drawing; any part of them is a drawing no worse."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.affinity import translate
from shapely.geometry import MultiPolygon, Polygon, box

from geo.repair import mend, open_desk, suggestions
from tests.geo.lattice import lattice

CRS = "EPSG:4544"
SIDE = 6
INNER = [f"r{r}c{c}" for r in range(1, SIDE - 1) for c in range(1, SIDE - 1)]
GRIDS = lattice(SIDE)
BOUNDARY = shapely.coverage_union_all(GRIDS.geometry.to_numpy())
UNITS = GRIDS.dissolve("unit_code", method="coverage")[["geometry"]]


def changed(frame=GRIDS, **shapes):
    frame = frame.copy()
    for name, shape in shapes.items():
        frame.loc[name, "geometry"] = shape
    return frame


def pulled(polygon, node, by):
    """The polygon with one node pulled towards the middle (or away from it if ``by`` < 0)."""
    xy = shapely.get_coordinates(polygon)[:-1]
    middle = xy.mean(axis=0)
    away = (xy[node] - middle) / np.linalg.norm(xy[node] - middle)
    xy[node] = np.round(xy[node] - by * away, 3)
    return Polygon(xy)


def without_node(polygon, node):
    return Polygon(np.delete(shapely.get_coordinates(polygon)[:-1], node, axis=0))


def swapped(polygon, node):
    """Two nodes in the wrong order: the ring crosses itself."""
    xy = shapely.get_coordinates(polygon)[:-1]
    other = (node + 1) % len(xy)
    xy[[node, other]] = xy[[other, node]]
    return Polygon(xy)


def with_island(polygon, node):
    x, y = polygon.centroid.coords[0]
    spot = box(round(x) + 110, round(y) + node, round(x) + 125, round(y) + node + 12)
    return MultiPolygon([polygon.difference(spot), spot])


FAULTS = {
    "gap": pulled,
    "overlap": lambda polygon, node, size: pulled(polygon, node, -size),
    "shift": lambda polygon, node, size: translate(polygon, round(size / 3, 3), node / 4),
    "node": lambda polygon, node, _: without_node(polygon, node),
    "swap": lambda polygon, node, _: swapped(polygon, node),
    "shrink": lambda polygon, _, size: polygon.buffer(-min(size, 12), join_style="mitre"),
    "grow": lambda polygon, _, size: polygon.buffer(min(size, 12), join_style="mitre"),
    "island": lambda polygon, node, _: with_island(polygon, node),
}
planted = st.lists(
    st.tuples(
        st.sampled_from(sorted(FAULTS)),
        st.sampled_from(list(GRIDS.index)),
        st.integers(0, 11),
        st.sampled_from([0.004, 0.3, 2.0, 9.0, 25.0]),
    ),
    min_size=1,
    max_size=5,
    unique_by=lambda fault: fault[1],
)


def broken(faults):
    return changed(
        **{
            name: FAULTS[kind](GRIDS.geometry[name], node, size)
            for kind, name, node, size in faults
        }
    )


def in_cases(desk):
    return {name for case in desk.cases for name in case.grid_ids}


def assert_mended(desk, mended, before):
    assert mended.certificate.ok, mended.certificate.kinds
    assert not mended.open_cases
    grids = mended.grids
    assert (shapely.get_num_geometries(grids.geometry) == 1).all()
    assert grids.area.sum() == pytest.approx(mended.boundary.area, rel=1e-9)
    assert mended.boundary.area == pytest.approx(BOUNDARY.area, rel=1e-6)
    assert mended.border_shift_m < 0.001
    for old, new in [(BOUNDARY, mended.boundary)]:
        kept = {tuple(spot) for spot in shapely.get_coordinates(new)}
        assert {tuple(spot) for spot in shapely.get_coordinates(old)} <= kept
    for name in set(GRIDS.index) - in_cases(desk):
        assert grids.geometry[name].wkb == before.geometry[name].wkb, name


def assert_ledger_adds_up(before, mended):
    """Area after = area before - given up + received and not claimed already."""
    ledger = mended.ledger
    fresh = ledger[~ledger.doubled.astype(bool)]
    change = (
        fresh.groupby("to_grid")
        .area_m2.sum()
        .sub(ledger.groupby("from_grid").area_m2.sum(), fill_value=0.0)
    )
    for name in before.index:
        drawn = shapely.make_valid(before.geometry[name])
        expected = drawn.area + change.get(name, 0.0)
        assert mended.grids.geometry[name].area == pytest.approx(expected, abs=0.5)


@settings(max_examples=120, deadline=None)
@given(planted, st.booleans())
def test_law_accepting_everything_mends_any_drawing(faults, with_units):
    drawing = broken(faults)
    units = UNITS if with_units else None
    desk = open_desk(drawing, BOUNDARY, units=units)
    mended = mend(desk, suggestions(desk))
    assert_mended(desk, mended, drawing)
    assert_ledger_adds_up(drawing, mended)
    if with_units:
        for code, unit in UNITS.geometry.items():
            kept = {tuple(spot) for spot in shapely.get_coordinates(mended.units.geometry[code])}
            assert {tuple(spot) for spot in shapely.get_coordinates(unit)} <= kept


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(planted, st.randoms(use_true_random=False))
def test_law_any_part_of_the_suggestions_in_any_order_gives_one_state(faults, random):
    desk = open_desk(broken(faults), BOUNDARY, units=UNITS)
    some = [item for item in suggestions(desk).items() if random.random() < 0.5]
    random.shuffle(some)
    first = mend(desk, dict(some))
    second = mend(desk, dict(sorted(some)))
    assert [g.wkb for g in first.grids.geometry] == [g.wkb for g in second.grids.geometry]
    assert first.certificate.fingerprint == second.certificate.fingerprint
    assert first.ledger.equals(second.ledger)
    decided = {name for name, _ in some}
    assert {c.case_id for c in first.open_cases if c.case_id.startswith("c")}.isdisjoint(decided)


@pytest.mark.slow
@settings(max_examples=30, deadline=None)
@given(planted)
def test_law_undoing_a_choice_gives_the_former_state_byte_for_byte(faults):
    desk = open_desk(broken(faults), BOUNDARY, units=UNITS)
    taken = list(suggestions(desk).items())
    states = [mend(desk, dict(taken[:number])).grids.to_wkb() for number in range(len(taken) + 1)]
    again = [
        mend(desk, dict(taken[:number])).grids.to_wkb() for number in range(len(taken), -1, -1)
    ]
    for one, two in zip(states, reversed(again), strict=True):
        assert one.equals(two)


@settings(max_examples=30, deadline=None)
@given(planted, st.randoms(use_true_random=False))
def test_law_the_desk_does_not_depend_on_the_order_of_rows(faults, random):
    drawing = broken(faults)
    rows = list(range(len(drawing)))
    random.shuffle(rows)
    one = open_desk(drawing, BOUNDARY, units=UNITS)
    two = open_desk(drawing.iloc[rows], BOUNDARY, units=UNITS[::-1])
    assert [c.case_id for c in one.cases] == [c.case_id for c in two.cases]
    assert suggestions(one) == suggestions(two)
    ours, theirs = (mend(desk, suggestions(desk)) for desk in (one, two))
    assert ours.certificate.to_json() == theirs.certificate.to_json()


def test_a_clean_drawing_has_no_case_and_stays_as_it_is():
    desk = open_desk(GRIDS, BOUNDARY, units=UNITS)
    assert desk.cases == ()
    assert mend(desk, {}).grids.to_wkb().equals(GRIDS.to_wkb())
