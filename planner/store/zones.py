"""Zones an office drew or loaded for an area, where cameras may not be or have to be agreed to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.demand import camera_zones
from planner.store.office import keep, kept

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from planner.demand.camera_zones import OwnZone

_NAME = "camera_zones"


def own_zones(root: Path, area_id: str) -> tuple[OwnZone, ...]:
    """Read the zones; none where the office drew none.

    Raises
    ------
    InputError
        office_damaged or zones_damaged.
    """
    return camera_zones.from_plain(kept(root, area_id, _NAME))


def set_zones(root: Path, area_id: str, zones: Sequence[OwnZone]) -> None:
    """Keep zones in place of those before.

    Raises
    ------
    OSError
        When the store cannot be written to; what was kept before is still there.
    """
    keep(root, area_id, _NAME, camera_zones.to_plain(zones))


def clear_zones(root: Path, area_id: str) -> None:
    """Forget the office's zones, also those of a file that cannot be read."""
    keep(root, area_id, _NAME, None)
