"""Write a file whole or not at all: a broken run leaves what was there before."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


def check_target(path: Path) -> None:
    """Refuse a path no file can be put at, before anybody works for it.

    Raises
    ------
    OSError
        If the folder is missing or something that is no regular file stands there.
    """
    if not path.parent.is_dir():
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if path.exists() and not path.is_file():
        raise OSError(errno.EINVAL, "not a regular file", str(path))


def check_folder(path: Path) -> None:
    """Refuse a path that cannot be a folder, before anybody works for it.

    Raises
    ------
    OSError
        If a file stands there or above it, or the nearest folder may not be written to.
    """
    there = next(folder for folder in (path, *path.absolute().parents) if folder.exists())
    if not there.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(there))
    if not os.access(there, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(there))


def write_whole(path: Path, content: bytes) -> None:
    """Write a file beside its place, then move it there in one step.

    Raises
    ------
    OSError
        If it cannot be written; nothing is left of the attempt.
    """
    check_target(path)
    part = path.with_name(f".{path.name[:100]}.{os.getpid()}.part")
    try:
        part.write_bytes(content)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def write_folder(out: Path, write: Callable[[Path], Sequence[str]]) -> tuple[Path, ...]:
    """Let `write` fill an empty folder, then move the files it names to `out`.

    Parameters
    ----------
    write
        Called with the folder to fill; returns the names of its files.

    Raises
    ------
    OSError
        If the files cannot be written; the folder is then as it was.
    """
    check_folder(out)
    made = not out.exists()
    out.mkdir(parents=True, exist_ok=True)
    part = Path(tempfile.mkdtemp(prefix=".part-", dir=out))
    try:
        names = tuple(write(part))
        for name in names:
            check_target(out / name)
        for name in names:
            (part / name).replace(out / name)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        if made:
            out.rmdir()
        raise
    part.rmdir()
    return tuple(out / name for name in names)
