"""Operations at random on two real townships: clean after each, and how long each takes.

``pytest -m slow tests/geo/redraw -s`` carries out 10,000 on each and prints the figures.
"""

import sys
import time
from pathlib import Path

import numpy as np
import pytest
import shapely

from geo.contract import InputError
from geo.coverage import certify
from geo.load import load_area
from geo.redraw import apply, open_grids
from geo.redraw.refusals import Why
from tests.geo.redraw.drawing import Hand
from tests.geo.redraw.maps import assert_lawful

DATA = Path(__file__).resolve().parents[3] / "data"
PLACES = {"luoyan": DATA / "boundaries", "liechtenstein": DATA / "examples" / "liechtenstein"}


def run(place, operations, seed):
    """Carry out operations that are not refused; the state and the ms of processor each took."""
    area = load_area(PLACES[place])
    state = first = open_grids(area.grids, area.units)
    draw, took, refused = Hand(seed, area.roads.geometry), [], 0
    while len(took) < operations:
        operation = draw.operation(state)
        begin = time.process_time()
        try:
            change = apply(state, operation)
        except InputError as error:
            if error.code not in {*Why, "codes_used_up"}:
                raise
            refused += 1
            continue
        took.append((time.process_time() - begin) * 1000)
        assert_lawful(state, change)  # proved before it was returned
        state = change.state
        if len(took) % 100 == 0:
            assert certify(state.frame(), state.boundary, units=units_of(state, area)).ok
    drift = state.boundary.area / first.boundary.area - 1
    return state, np.array(took), refused, drift


def units_of(state, area):
    return area.units.set_geometry([state.units[code] for code in area.units.index])


@pytest.mark.parametrize("place", PLACES)
def test_three_hundred_operations_leave_the_township_clean_after_each(place):
    state, took, refused, drift = run(place, 300, seed=1)
    assert abs(drift) < 1e-9
    assert refused < 300
    assert np.median(took) < 100
    assert len(shapely.get_coordinates(state.boundary)) < 20_000


@pytest.mark.slow
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("place", PLACES)
def test_ten_thousand_operations_leave_the_township_clean_after_each(place, capsys):
    state, took, refused, drift = run(place, 10_000, seed=2)
    with capsys.disabled():
        sys.stdout.write(
            f"\n{place}: {len(took)} done, {refused} refused, {len(state.grids)} grids, "
            f"{len(state.retired)} codes retired, area drift {drift:.1e}; ms per operation "
            f"median {np.median(took):.1f}, p99 {np.percentile(took, 99):.1f}, "
            f"max {took.max():.1f}\n"
        )
    assert abs(drift) < 1e-9
    assert np.percentile(took, 99) < 100
