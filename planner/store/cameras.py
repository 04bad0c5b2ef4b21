"""What an office keeps of the cameras of an area: consents, cameras there, plan, kinds it buys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.demand import camera_book, camera_kinds
from planner.store.office import keep, kept

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from planner.demand.camera_book import CameraBook
    from planner.demand.camera_kinds import CameraKind

_BOOK, _KINDS = "cameras", "camera_kinds"


def own_cameras(root: Path, area_id: str) -> CameraBook:
    """Read what an office has recorded; an empty book where it has recorded nothing.

    Raises
    ------
    InputError
        office_damaged or cameras_damaged.
    """
    return camera_book.from_plain(kept(root, area_id, _BOOK))


def set_cameras(root: Path, area_id: str, book: CameraBook) -> None:
    """Keep a book in place of the one before.

    Raises
    ------
    OSError
        When the store cannot be written to; what was kept before is still there.
    """
    keep(root, area_id, _BOOK, camera_book.to_plain(book))


def clear_cameras(root: Path, area_id: str) -> None:
    """Forget what was recorded, also from a file that cannot be read."""
    keep(root, area_id, _BOOK, None)


def own_kinds(root: Path, area_id: str) -> tuple[CameraKind, ...]:
    """Read the kinds of cameras an office buys; ours where it has set none.

    Raises
    ------
    InputError
        office_damaged or cameras_damaged.
    """
    return camera_kinds.from_plain(kept(root, area_id, _KINDS))


def set_kinds(root: Path, area_id: str, kinds: Sequence[CameraKind]) -> None:
    """Keep the kinds of cameras an office buys; none: ours again."""
    keep(root, area_id, _KINDS, camera_kinds.to_plain(kinds))
