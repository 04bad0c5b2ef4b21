"""A fault that the raster interrupts is one case; corners of slivers are decided with them."""

from itertools import chain, combinations

import geopandas as gpd
import pytest
import shapely
from shapely.geometry import Polygon, box

from geo.repair import Choice, mend, open_desk, suggestions
from tests.geo.repair.test_repair import BOUNDARY, CRS, UNITS, broken


def parts_of(choices):
    items = list(choices.items())
    return chain.from_iterable(combinations(items, n) for n in range(1, len(items) + 1))


@pytest.mark.parametrize("receiver", ["r3c5", "r4c5", "divide"])
def test_an_interrupted_sliver_is_one_case(receiver):
    desk = open_desk(broken([("swap", "r4c5", 0, 0.004)]), BOUNDARY, units=UNITS)
    (sliver,) = (case for case in desk.cases if case.kind == "overlap")
    assert shapely.get_num_geometries(sliver.geometry) > 1
    mended = mend(desk, {sliver.case_id: Choice(receiver)})
    assert set(mended.certificate.kinds) == {"gap"}
    assert mended.certificate.kinds["gap"][0] == 1
    assert sliver.case_id not in {case.case_id for case in mended.open_cases}


def test_a_vertex_of_both_grids_ends_a_sliver():
    """Where the drawings agree at a node between two slivers, each is a fault of its own."""
    line = [(0, 50), (25.003, 50.002), (50, 50), (75.003, 50.002), (100, 50)]
    south = Polygon([(0, 0), (100, 0), *line[::-1]])
    north = Polygon([*line[::2], (100, 100), (0, 100)])
    grids = gpd.GeoDataFrame(index=["S", "N"], geometry=[south, north], crs=CRS)
    desk = open_desk(grids, box(0, 0, 100, 100))
    assert [case.kind for case in desk.cases] == ["overlap", "overlap"]


def test_any_part_of_the_suggestions_about_a_double_border_is_no_worse():
    """Half of what was one fault used to open a gap beside the other half."""
    desk = open_desk(broken([("swap", "r4c5", 0, 0.004)]), BOUNDARY, units=UNITS)
    assert sorted(case.kind for case in desk.cases) == ["gap", "node_mismatch", "overlap"]
    for some in parts_of(suggestions(desk)):
        assert mend(desk, dict(some)).certificate.kinds.get("gap", (0, 0.0))[0] <= 1


@pytest.mark.parametrize("name", ["r4c5", "r2c2"])
def test_corners_of_slivers_are_decided_with_them(name):
    """A corner of 0.6 cm2 alone used to bend borders by more ground than that, and was refused."""
    drawing = broken([("grow", name, 4, 0.008)])
    desk = open_desk(drawing, BOUNDARY, units=UNITS)
    taken = suggestions(desk)
    for case_id, choice in taken.items():
        mended = mend(desk, {case_id: choice})
        concerned = {g for case in desk.cases if case.case_id == case_id for g in case.grid_ids}
        for grid in set(drawing.index) - concerned:
            assert mended.grids.geometry[grid].wkb == drawing.geometry[grid].wkb
    every = mend(desk, taken)
    assert every.certificate.ok
    assert not every.open_cases


def test_a_corner_goes_with_its_sliver_to_whoever_gets_it():
    desk = open_desk(broken([("grow", "r2c2", 4, 0.008)]), BOUNDARY, units=UNITS)
    others = {
        case.case_id: Choice(next(o.receiver for o in case.options if o.receiver != case.suggested))
        for case in desk.cases
        if len(case.options) > 1
    }
    mended = mend(desk, suggestions(desk) | others)
    assert mended.certificate.ok, mended.certificate.kinds
    assert not mended.open_cases
