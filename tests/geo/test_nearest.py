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


def test_of_two_pieces_of_a_line_almost_alike_the_nearer_one_counts():
    """The second piece is a ten millionth of a metre nearer: the foot is 1 mm behind the vertex.

    ::

              x
        *-----*-----*
    """
    feet = stretches(shapely.linestrings([[[0, 0], [10, 0], [20, 0]]])).nearest(
        np.array([[10.001, 5.0]])
    )
    assert feet.gap_m[0] == pytest.approx(5.0, abs=1e-12)
    assert feet.offset_m[0] == pytest.approx(10.001, abs=1e-12)


def _as_by_brute_force(lines, xy):
    feet = stretches(lines).nearest(xy)
    every = shapely.distance(lines[:, None], shapely.points(xy)[None, :])
    np.testing.assert_array_equal(feet.line, every.argmin(axis=0))
    assert feet.gap_m == pytest.approx(every.min(axis=0), abs=1e-9)


def test_a_crowd_of_lines_and_many_points_leave_no_nearer_one():
    rng = np.random.default_rng(8)
    crowd = rng.normal(0, 30, (700, 1, 2)) + rng.uniform(-200, 200, (700, 3, 2))
    alone = np.array([[[3000.0, 0.0], [3000.0, 900.0], [4000.0, 900.0]]])
    lines = shapely.linestrings(np.concatenate([crowd, alone]))
    xy = np.concatenate([rng.normal(0, 300, (2100, 2)), rng.uniform(-900, 5000, (300, 2))])
    _as_by_brute_force(lines, xy)


@pytest.mark.parametrize("apart_m", [3e4, 3e6])
def test_few_lines_far_apart_need_no_more_cells_than_they_are_worth(apart_m):
    rng = np.random.default_rng(9)
    middle = rng.choice([0.0, apart_m], (30, 1, 2))
    lines = shapely.linestrings(middle + rng.uniform(-500, 500, (30, 3, 2)))
    xy = np.concatenate([rng.normal(0, 500, (40, 2)), rng.uniform(0, apart_m, (40, 2))])
    _as_by_brute_force(lines, xy)
    made = stretches(lines)
    assert len(made.cells.begin) < 64 * len(made.first) + 1000
