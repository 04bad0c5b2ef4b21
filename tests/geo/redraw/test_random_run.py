"""Operations at random on two real townships: lawful, proved and clean after each.

The same with 10,000 operations each, and what they cost: ``python -m benchmarks.redraw.edits``.
"""

from pathlib import Path

import pytest
import shapely

from benchmarks.redraw.hand import Hand
from geo.contract import InputError
from geo.coverage import certify
from geo.load import load_area
from geo.redraw import apply, open_grids, proved
from geo.redraw.refusals import Why
from tests.geo.redraw.maps import assert_lawful

DATA = Path(__file__).resolve().parents[3] / "data"
PLACES = {"luoyan": DATA / "boundaries", "liechtenstein": DATA / "examples" / "liechtenstein"}


def run(place, operations, seed):
    """Carry out operations that are not refused; the last state, refusals, drift of the area."""
    area = load_area(PLACES[place])
    state = first = open_grids(area.grids, area.units)
    draw, done, refused = Hand(seed, area.roads.geometry), 0, 0
    while done < operations:
        operation = draw.operation(state)
        try:
            change = apply(state, operation)
        except InputError as error:
            if error.code not in {*Why, "codes_used_up"}:
                raise
            refused += 1
            continue
        done += 1
        assert_lawful(state, change)
        assert proved(change.state)
        state = change.state
    units = area.units.set_geometry([state.units[code] for code in area.units.index])
    assert certify(state.frame(), state.boundary, units=units).ok
    return state, refused, state.boundary.area / first.boundary.area - 1


@pytest.mark.parametrize("place", PLACES)
def test_three_hundred_operations_leave_the_township_clean_after_each(place):
    state, refused, drift = run(place, 300, seed=1)
    assert abs(drift) < 1e-9
    assert refused < 300
    assert len(shapely.get_coordinates(state.boundary)) < 20_000


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("place", PLACES)
def test_two_thousand_operations_leave_the_township_clean_after_each(place):
    _, _, drift = run(place, 2_000, seed=2)
    assert abs(drift) < 1e-9
