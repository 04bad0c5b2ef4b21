"""How an answer differs from the one it is held against."""

import numpy as np

from benchmarks.travel.given import Floats

SAME_M = 1e-6  # distances to roads; times are compared to the last bit


def judged(found: Floats, truth: Floats) -> dict[str, object]:
    """Compare the rows that both have.

    Returns
    -------
    exact: every value equal to the last bit (distances: to a micrometre)
    worst: largest difference of two finite values
    false_ways: pairs that no road joins and that have a finite number
    lost_ways: the other way round
    whole: share of pairs with the same whole seconds, rounded up
    """
    rows = min(len(found), len(truth))
    a, b = found[:rows], truth[:rows]
    both = np.isfinite(a) & np.isfinite(b)
    worst = float(np.abs(a[both] - b[both]).max(initial=0.0))
    false_ways = int((np.isfinite(a) & ~np.isfinite(b)).sum())
    lost_ways = int((~np.isfinite(a) & np.isfinite(b)).sum())
    bound = SAME_M if found.ndim == 1 else 0.0
    return {
        "exact": worst <= bound and not false_ways and not lost_ways,
        "compared": rows,
        "worst": worst,
        "false_ways": false_ways,
        "lost_ways": lost_ways,
        "whole": float((np.ceil(a[both]) == np.ceil(b[both])).mean()) if both.any() else 1.0,
    }
