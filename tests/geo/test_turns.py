"""Which way three points turn, where rounding would tell something else."""

from fractions import Fraction

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from geo.turns import turns

NEAR_LINE = st.integers(-4, 4)


def exact(a, b, c) -> int:
    (ax, ay), (bx, by), (cx, cy) = ([Fraction(v) for v in p] for p in (a, b, c))
    area = (ax - cx) * (by - cy) - (ay - cy) * (bx - cx)
    return (area > 0) - (area < 0)


def test_left_right_and_straight():
    a, c = np.array([[1.0, 0.0]] * 3), np.zeros((3, 2))
    b = np.array([[1.0, 1.0], [1.0, -1.0], [5.0, 0.0]])
    assert turns(a, b, c).tolist() == [1, -1, 0]


def test_points_a_hair_off_a_line_are_told_where_rounding_says_straight():
    """A corner moved by the last bit; in rounded numbers both products are the same."""
    a = np.array([[0.1, 0.1]])
    b = np.array([[0.2 + 2.0**-54, 0.2]])
    c = np.array([[0.3, np.nextafter(0.3, 1)]])
    assert turns(a, b, c).tolist() == [exact(a[0], b[0], c[0])]
    assert turns(a, b, c).tolist() == [-int(v) for v in turns(b, a, c)]


@given(*[NEAR_LINE] * 6, st.floats(0.01, 3e6), st.floats(-1, 1))
def test_every_sign_is_that_of_fractions(i, j, k, m, n, o, size, slope):
    """Three points within a few last bits of one line through large coordinates."""
    steps = [(1, i, j), (2, k, m), (3, n, o)]
    points = []
    for t, dx, dy in steps:
        x, y = 400_000.0 + t * size, 3_100_000.0 + t * size * slope
        points.append([[x + dx * np.spacing(x), y + dy * np.spacing(y)]])
    told = turns(*(np.array(p) for p in points))
    assert told.tolist() == [exact(*(p[0] for p in points))]
