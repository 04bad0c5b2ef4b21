"""What an office has set for the tours of an area."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.demand.tour_settings import from_plain, to_plain
from planner.store.office import keep, kept

if TYPE_CHECKING:
    from pathlib import Path

    from planner.demand.tour_settings import TourSettings

_NAME = "tours"


def own_tours(root: Path, area_id: str) -> TourSettings:
    """Read the settings of the tours, the planner's own where the office has set none.

    Raises
    ------
    InputError
        office_damaged or tours_damaged.
    """
    return from_plain(kept(root, area_id, _NAME))


def set_tours(root: Path, area_id: str, settings: TourSettings) -> None:
    """Keep the settings of the tours in place of those before.

    Raises
    ------
    OSError
        When the store cannot be written to; what was kept before is still there.
    """
    keep(root, area_id, _NAME, to_plain(settings))


def clear_tours(root: Path, area_id: str) -> None:
    """Go back to the planner's own settings, also from a file that cannot be read."""
    keep(root, area_id, _NAME, None)
