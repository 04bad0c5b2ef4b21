"""Files of a drawing that somebody brought, as a draft keeps them: under plain numbers."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from geo.contract import Fact, InputError
from planner.store.folders import damaged
from planner.whole import write_whole

Source = Mapping[str, bytes]

MOST_BYTES = 64 * 2**20  # of one drawing: a few uploads of 10 MB
MOST_FILES = 24  # of one drawing: a shapefile has four to eight
_MOST_NAME = 120  # characters of a file's name that are kept
_ROLE = re.compile(r"[a-z]{1,20}")


@dataclass(frozen=True, slots=True)
class Part:
    """One drawing of a draft: its files and how they are to be read.

    ``digest`` is the SHA-256 of the files; ``system`` is empty until a person has confirmed how
    the coordinates are to be read. From then on the drawing is ``kept``: the files are gone, what
    is left are its shapes and the columns of its layer, so that no other column stays on disk.
    """

    names: tuple[str, ...]
    digest: str = ""
    layer: str = ""
    encoding: str = ""
    system: str = ""
    swapped: bool = False
    kept: bool = False


def part_of(source: Source) -> Part:
    """Return a drawing nobody has looked at yet."""
    names = _names(source)
    digest = hashlib.sha256()
    for name, content in zip(names, source.values(), strict=True):
        for piece in (name.encode(), content):
            digest.update(len(piece).to_bytes(8, "big") + piece)
    return Part(names, digest.hexdigest())


def check(source: Source) -> None:
    """Refuse a drawing of nothing, or of too much.

    Raises
    ------
    InputError
        draft_empty or draft_too_large.
    """
    names = _names(source)
    size = sum(len(content) for content in source.values())
    if not size or len(set(names)) != len(names):
        told = "Nothing was brought, or two files of one name; choose the files of one drawing."
        raise InputError(code="draft_empty", facts={}, sentence=told)
    if size > MOST_BYTES or len(source) > MOST_FILES:
        facts: dict[str, Fact] = {"most_mb": MOST_BYTES // 2**20, "most_files": MOST_FILES}
        told = "A drawing may have {most_files} files of {most_mb} MB together; bring less."
        raise InputError(code="draft_too_large", facts=facts, sentence=told)


def file_of(folder: Path, role: str, number: int | str) -> Path:
    """Return where a file of a drawing lies.

    Raises
    ------
    InputError
        draft_damaged: no role of a drawing.
    """
    if not _ROLE.fullmatch(role):
        raise damaged()
    return folder / f"{role}-{number}"


def write_files(folder: Path, role: str, source: Source) -> None:
    """Write the files of a drawing under their numbers."""
    for number, content in enumerate(source.values()):
        write_whole(file_of(folder, role, number), content)


def _names(source: Source) -> tuple[str, ...]:
    """Names as a person knows them, without folders and without signs that turn the line round."""
    plain = ["".join(letter for letter in name if letter.isprintable()) for name in source]
    bare = [re.split(r"[/\\]", name)[-1].strip() or f"file {n}" for n, name in enumerate(plain)]
    return tuple(name[-_MOST_NAME:] for name in bare)
