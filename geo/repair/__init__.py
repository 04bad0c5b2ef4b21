"""Mend a drawing of grids: every fault a case, every square metre a recorded choice."""

from collections.abc import Mapping, Sequence

import geopandas as gpd
import shapely

from geo.repair.desk import DIVIDE, KEEP, OUTSIDE, Case, Choice, Desk, Mended, Option

__all__ = [
    "DIVIDE",
    "KEEP",
    "OUTSIDE",
    "Case",
    "Choice",
    "Desk",
    "Mended",
    "Option",
    "mend",
    "open_desk",
    "preview",
    "suggestions",
]


def open_desk(  # noqa: PLR0913 - the contract fixes these names
    grids: gpd.GeoDataFrame,
    boundary: shapely.Geometry,
    *,
    units: gpd.GeoDataFrame | None = None,
    places: gpd.GeoDataFrame | None = None,
    expected_codes: Sequence[str] = (),
    exceptions: gpd.GeoDataFrame | None = None,
    tolerance_m: float = 0.01,
) -> Desk:
    """Certify a drawing and lay out its faults as cases."""
    raise NotImplementedError


def suggestions(desk: Desk, kind: str = "") -> dict[str, Choice]:
    """Return the suggested choice of every case (of one kind) that has one."""
    raise NotImplementedError


def mend(desk: Desk, choices: Mapping[str, Choice]) -> Mended:
    """Return the drawing after the choices; undecided cases stay as drawn."""
    raise NotImplementedError


def preview(desk: Desk, case_id: str, choice: Choice) -> gpd.GeoDataFrame:
    """Show the grids of one case before and after a choice.

    Returns
    -------
    Frame: grid_id, state ("before", "after"), area_m2, place_ids (";" between),
    household_count, geometry.
    """
    raise NotImplementedError
