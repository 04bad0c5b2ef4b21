"""A whole number shared out by weights, in whole numbers, with nothing lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def shared_out(total: int, weights: NDArray[np.float64]) -> NDArray[np.int64]:
    """Share a number out by weights; the largest remainders go up, the first of equal ones first.

    Parameters
    ----------
    weights
        Not negative; when all are 0 nobody gets anything and ``total`` must be 0.

    Returns
    -------
    Whole numbers whose sum is ``total``; each is less than 1 away from its exact share.
    """
    whole = float(weights.sum())
    if whole <= 0:
        if total:
            msg = f"{total} cannot be shared out by weights that are all 0"
            raise ValueError(msg)
        return np.zeros(len(weights), dtype=np.int64)
    exact = total * (weights / whole)
    least = np.floor(exact).astype(np.int64)
    more = total - int(least.sum())
    order = np.argsort(least - exact, kind="stable")
    least[order[: max(more, 0)]] += 1
    if more < 0:  # rounding in floating point may have lifted some over their share
        least[order[more:]] -= 1
    return least
