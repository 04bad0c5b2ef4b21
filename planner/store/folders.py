"""Folders of work in progress: named by a random token, whole or not there."""

from __future__ import annotations

import re
import secrets
import shutil
from collections.abc import Callable
from pathlib import Path

from geo.contract import InputError

MOST_DRAFTS = 500  # in one store; more are forgotten ones
_TOKEN = re.compile(r"[0-9a-f]{32}")


def make_folder(root: Path, fill: Callable[[Path, str], None]) -> str:
    """Make a new folder, let `fill` put its files into it, and return its token.

    Raises
    ------
    OSError
        When the store cannot be written to; nothing is left of the attempt.
    """
    root.mkdir(parents=True, exist_ok=True)
    token = secrets.token_hex(16)
    part = root / f".part-{token}"
    try:
        part.mkdir(mode=0o700)
        fill(part, token)
        part.rename(root / token)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    return token


def check_room(root: Path) -> None:
    """Refuse one folder more than a store should hold.

    Raises
    ------
    InputError
        draft_too_many.
    """
    if len(tokens(root)) >= MOST_DRAFTS:
        told = "The store holds {most} drafts already; delete those that are done."
        raise InputError(code="draft_too_many", facts={"most": MOST_DRAFTS}, sentence=told)


def folder_of(root: Path, token: str) -> Path:
    """Find the folder of a token; nothing outside the store can be named.

    Raises
    ------
    InputError
        draft_gone.
    """
    folder = root / token if _TOKEN.fullmatch(token) else None
    if folder is None or folder.is_symlink() or not folder.is_dir():
        raise gone()
    return folder


def tokens(root: Path) -> tuple[str, ...]:
    """Return the tokens of all folders there are, in order of their names."""
    found = root.iterdir() if root.is_dir() else ()
    return tuple(sorted(path.name for path in found if _TOKEN.fullmatch(path.name)))


def remove_folder(root: Path, token: str) -> None:
    """Remove a folder and everything in it; nobody ever finds half of it.

    Raises
    ------
    InputError
        draft_gone.
    """
    away = folder_of(root, token).rename(root / f".gone-{token}")
    shutil.rmtree(away, ignore_errors=True)


def gone() -> InputError:
    """Make the error of a token nobody knows."""
    told = "This draft is not on this machine; it was deleted, or the link is wrong."
    return InputError(code="draft_gone", facts={}, sentence=told)


def damaged() -> InputError:
    """Make the error of a folder whose files cannot be read."""
    told = "This draft cannot be read; bring the file again."
    return InputError(code="draft_damaged", facts={}, sentence=told)
