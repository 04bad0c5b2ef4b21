"""What an office has set for the four nets of an area."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from planner.demand.net_settings import NetSettings
from planner.store.office import damaged, keep, kept

if TYPE_CHECKING:
    from pathlib import Path

_NAME = "nets"


def own_nets(root: Path, area_id: str) -> NetSettings:
    """Read the settings of the nets, the planner's own where the office has set none.

    Raises
    ------
    InputError
        office_damaged
    """
    told = kept(root, area_id, _NAME)
    if told is None:
        return NetSettings()
    try:
        return msgspec.convert(told, NetSettings)
    except (msgspec.ValidationError, ValueError) as error:
        raise damaged(_NAME) from error


def set_nets(root: Path, area_id: str, settings: NetSettings) -> None:
    """Keep the settings of the nets in place of those before.

    Raises
    ------
    OSError
        When the store cannot be written to; what was kept before is still there.
    """
    keep(root, area_id, _NAME, msgspec.to_builtins(settings))


def clear_nets(root: Path, area_id: str) -> None:
    """Go back to the planner's own settings, also from a file that cannot be read."""
    keep(root, area_id, _NAME, None)
