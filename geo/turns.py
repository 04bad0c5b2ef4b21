"""Which way three points turn, never wrong by rounding."""

from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

# Shewchuk (1997), Adaptive precision floating-point arithmetic and fast robust geometric
# predicates, Discrete & Computational Geometry 18: ccwerrboundA, (3 + 16 u) u with u = 2^-53
_DOUBT = (3.0 + 16.0 * 2.0**-53) * 2.0**-53
Floats = NDArray[np.float64]


def turns(a: Floats, b: Floats, c: Floats) -> NDArray[np.int8]:
    """Tell for each row whether c, a, b turn left (1), right (-1) or not at all (0): exact.

    It is the sign of (a - c) x (b - c). Rounded numbers decide where they can be trusted; the few
    others are worked out in fractions.

    Parameters
    ----------
    a, b, c : arrays [n, 2] in metres
    """
    left = (a[:, 0] - c[:, 0]) * (b[:, 1] - c[:, 1])
    right = (a[:, 1] - c[:, 1]) * (b[:, 0] - c[:, 0])
    twice_area = left - right
    sign = np.sign(twice_area).astype(np.int8)
    doubtful = np.abs(twice_area) < _DOUBT * (np.abs(left) + np.abs(right))
    for row in np.flatnonzero(doubtful):
        sign[row] = _exact(*(float(v) for point in (a, b, c) for v in point[row]))
    return sign


def _exact(ax: float, ay: float, bx: float, by: float, cx: float, cy: float) -> int:
    x, y = Fraction(cx), Fraction(cy)
    twice_area = (Fraction(ax) - x) * (Fraction(by) - y) - (Fraction(ay) - y) * (Fraction(bx) - x)
    return (twice_area > 0) - (twice_area < 0)
