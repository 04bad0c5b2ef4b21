"""The nearest line of all, near and far, and the first of two that are equally near."""

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo.nearest import stretches


@given(st.integers(0, 100_000), st.integers(1, 40), st.sampled_from([50.0, 900.0, 20_000.0]))
def test_no_line_is_nearer_and_no_equally_near_one_comes_before(seed, count, wide):
    rng = np.random.default_rng(seed)
    # whole metres: many points are equally near to two lines, or on them
    ends = rng.integers(0, rng.choice([12, 1000]), (count, 3, 2)).astype(float)
    lines = shapely.linestrings(ends)
    lines = lines[shapely.length(lines) > 0]
    if not len(lines):
        return
    xy = np.round(rng.uniform(-wide, 1000 + wide, (60, 2)))
    feet = stretches(lines).nearest(xy)
    every = shapely.distance(lines[:, None], shapely.points(xy)[None, :])
    np.testing.assert_array_equal(feet.line, every.argmin(axis=0))
    assert feet.gap_m == pytest.approx(every.min(axis=0), abs=1e-9)
    on_line = shapely.line_interpolate_point(lines[feet.line], feet.offset_m)
    assert shapely.distance(on_line, shapely.points(xy)) == pytest.approx(feet.gap_m, abs=1e-6)
    assert (feet.offset_m <= shapely.length(lines[feet.line]) + 1e-9).all()


def test_no_points_have_no_lines():
    feet = stretches(shapely.linestrings([[[0, 0], [1, 0]]])).nearest(np.zeros((0, 2)))
    assert len(feet.line) == len(feet.gap_m) == 0
