"""Limits a planner sets for grids, and which grids lie outside them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

CODES = (
    "several_parts",
    "households_few",
    "households_many",
    "effort_low",
    "effort_high",
    "shape_stretched",
    "no_own_post",
)


@dataclass(frozen=True, slots=True)
class GridRules:
    """Limits outside which a grid is pointed out: the planner's own settings, no standard.

    A grid in several parts is always pointed out. The other limits hold for base grids only: an
    institution's own grid is as large as the institution. Percentages of effort are of the mean
    of the base grids of the same unit.

    Parameters
    ----------
    households_least, households_most
        Households of a base grid.
    effort_least_pct, effort_most_pct
        Working effort of a base grid in per cent of its unit's mean.
    compact_least_pct
        Compactness (Polsby-Popper) in per cent of a disc.
    own_least_pct
        Share of households in per cent that its own unit's people reach first; 0 asks nothing.
    """

    households_least: int = 20
    households_most: int = 120
    effort_least_pct: int = 50
    effort_most_pct: int = 150
    compact_least_pct: int = 15
    own_least_pct: int = 0

    def __post_init__(self) -> None:
        """Refuse limits that no grid can keep."""
        if not 0 <= self.households_least <= self.households_most:
            msg = "households_least must lie in 0..households_most"
            raise ValueError(msg)
        if not 0 <= self.effort_least_pct <= self.effort_most_pct:
            msg = "effort_least_pct must lie in 0..effort_most_pct"
            raise ValueError(msg)


def broken(figures: Mapping[str, NDArray[np.generic]], rules: GridRules) -> list[tuple[str, ...]]:
    """Codes of the limits each grid breaks, in the order of `CODES`.

    Parameters
    ----------
    figures
        Columns kind, parts, household_count, effort_of_mean_pct, polsby_popper and
        self_contained_pct; a figure that is not known breaks nothing.
    """
    parts, households, effort, compact, own = (
        figures[name].astype(np.float64)
        for name in (
            *("parts", "household_count", "effort_of_mean_pct"),
            *("polsby_popper", "self_contained_pct"),
        )
    )
    base = figures["kind"] == "base"
    with np.errstate(invalid="ignore"):
        tests = (
            parts > 1,
            base & (households < rules.households_least),
            base & (households > rules.households_most),
            base & (effort < rules.effort_least_pct),
            base & (effort > rules.effort_most_pct),
            base & (100 * compact < rules.compact_least_pct),
            base & (own < rules.own_least_pct),
        )
    return [
        tuple(code for code, hit in zip(CODES, row, strict=True) if hit)
        for row in zip(*tests, strict=True)
    ]
