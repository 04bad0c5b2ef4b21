"""How many grids a piece of missing ground was: it comes back as one, and a person divides it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

from geo.repair import NEW
from planner.words import listed, number, say

if TYPE_CHECKING:
    import geopandas as gpd

    from geo.repair import Case
    from planner.report.cases import Names
    from planner.words import Lang

MOSTLY = 0.5  # of a grid in force that lies on the missing ground
AS_TWO = 1.6  # median grids; what is smaller may well be one large grid


@dataclass(frozen=True, slots=True)
class Lost:
    """What is known about missing ground.

    Attributes
    ----------
    grid_ids
        Grids in force that lie there and that the drawing does not have.
    times
        Its area in median grids of the drawing.
    """

    grid_ids: tuple[str, ...]
    times: float

    @property
    def several(self) -> bool:
        """Whether it is more than one grid by what is in force, or by its size where that is out.

        Grids in force have the last word: one of them that is large is still one.
        """
        return len(self.grid_ids) > 1 or (not self.grid_ids and self.times >= AS_TWO)


def lost_there(case: Case, drawn: gpd.GeoDataFrame, in_force: gpd.GeoDataFrame | None) -> Lost:
    """Find what lay on the ground of a case that may become a new grid."""
    areas = drawn.area.to_numpy()
    median = float(np.median(areas[areas > 0])) if (areas > 0).any() else 0.0
    times = case.area_m2 / median if median else 0.0
    if in_force is None or not len(in_force) or in_force.crs != drawn.crs:
        return Lost((), times)
    rows = in_force[~in_force.index.isin(drawn.index)]
    common = shapely.area(shapely.intersection(rows.geometry.to_numpy(), case.geometry))
    found = rows.index[common >= MOSTLY * rows.area.to_numpy()]
    return Lost(tuple(str(name) for name in found), times)


def several_words(
    case: Case,
    drawn: gpd.GeoDataFrame,
    in_force: gpd.GeoDataFrame | None,
    names: Names,
    lang: Lang,
) -> str:
    """Say that missing ground was several grids and how they come back; "" where it was not."""
    if not any(option.receiver == NEW for option in case.options) or case.kind == "duplicate":
        return ""
    lost = lost_there(case, drawn, in_force)
    if not lost.several:
        return ""
    button = say("desk.to_editor", lang)
    if lost.grid_ids:
        grids = listed([names.grid(grid_id) for grid_id in lost.grid_ids], lang)
        return say("desk.several", lang, count=len(lost.grid_ids), grids=grids, button=button)
    times = number(lost.times, lang, decimals=1)
    return say("desk.several_by_size", lang, times=times, button=button)
