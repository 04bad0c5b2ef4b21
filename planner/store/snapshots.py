"""Snapshots of drafts of a division: the state some operations lead to, believed only for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.store.folders import folder_of
from planner.store.redraw_journal import digest
from planner.whole import write_whole

if TYPE_CHECKING:
    from pathlib import Path

    from planner.store.redraws import Redraw

_FILE = "snapshot"


def take(root: Path, redraw: Redraw, content: bytes) -> None:
    """Keep the state the operations lead to, so that opening need not repeat them."""
    head = f"{len(redraw.operations)} {digest(redraw.operations)}\n".encode()
    write_whole(folder_of(root, redraw.token) / _FILE, head + content)


def read(root: Path, redraw: Redraw) -> tuple[int, bytes] | None:
    """Return how many operations the kept state stands for, and the state.

    A snapshot of operations that no longer stand (they were undone) is none.
    """
    try:
        head, _, content = (folder_of(root, redraw.token) / _FILE).read_bytes().partition(b"\n")
        number, told = head.decode("ascii").split()
        count = int(number)
    except (OSError, ValueError):
        return None
    standing = redraw.operations
    if count > len(standing) or told != digest(standing[:count]):
        return None
    return count, content
