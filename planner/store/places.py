"""What an office has said about the places of an area: the present state, and those before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.demand.place_book import NAME, History, history_of
from planner.store.office import keep, kept

if TYPE_CHECKING:
    from pathlib import Path

    from planner.demand.place_book import PlaceBook


def own_places(root: Path, area_id: str) -> History:
    """Read the states, the last one the present.

    Raises
    ------
    InputError
        office_damaged or places_damaged.
    """
    return history_of(kept(root, area_id, NAME))


def set_places(root: Path, area_id: str, now: PlaceBook) -> None:
    """Keep a new state; the one before can be gone back to.

    Raises
    ------
    InputError
        office_damaged or places_damaged; nothing is written over.
    OSError
        When the store cannot be written to.
    """
    keep(root, area_id, NAME, own_places(root, area_id).then(now).to_plain())


def clear_places(root: Path, area_id: str) -> None:
    """Forget everything said about the places, also a file that cannot be read."""
    keep(root, area_id, NAME, None)


def undo_places(root: Path, area_id: str) -> None:
    """Go back one state.

    Raises
    ------
    InputError
        office_damaged or places_damaged.
    """
    keep(root, area_id, NAME, own_places(root, area_id).undone().to_plain())
