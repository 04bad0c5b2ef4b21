"""Drafts of a new division: the grids it began with and every operation since, one line each.

Operations are only ever added to the end of a journal, so whatever was told to be saved is there
after a reload, a restart or a power cut; at worst the last line is torn and counts as not written.
Undo and redo are lines too: nothing is ever taken back from the journal. The state is what the
kernel makes of base and operations; a snapshot saves it the way, and is believed only for exactly
the operations it was made from.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from geo.contract import InputError
from geo.persons.tables import refuse_text
from planner.store.folders import (
    check_room,
    damaged,
    folder_of,
    gone,
    make_folder,
    remove_folder,
    tokens,
)
from planner.store.redraw_journal import (
    Done,
    Operation,
    Step,
    add_line,
    folded,
    line_of,
    read,
    refuse_named,
    whole_lines,
)
from planner.whole import write_whole

__all__ = [
    "Redraw",
    "Step",
    "append",
    "base_of",
    "copy",
    "create",
    "delete",
    "listed",
    "load",
    "redo",
    "rename",
    "undo",
]

MOST_NAME = 60  # characters
_FACTS, _BASE, _JOURNAL = "redraw.json", "base", "journal.jsonl"


@dataclass(frozen=True, slots=True)
class _Facts:
    """What is known of a draft besides its journal."""

    area_id: str
    name: str
    created_at: str
    base_fingerprint: str
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Redraw:
    """A draft as it was read.

    Parameters
    ----------
    token
        32 hexadecimal digits from the machine's random source.
    name
        What the planner calls it.
    base_fingerprint
        Of the data the draft began with, to tell when that has changed since.
    origin
        Token of the draft it was copied from, if any.
    steps
        The journal.
    revision
        Bytes of the journal that were read; a writer who has seen fewer is refused.
    """

    token: str
    area_id: str
    name: str
    created_at: str
    base_fingerprint: str
    origin: str
    steps: tuple[Step, ...]
    revision: int

    @property
    def operations(self) -> Done:
        """What stands of all that was done, in order."""
        return folded(self.steps)[0]

    @property
    def undone(self) -> Done:
        """What redo would do again, the next one last."""
        return folded(self.steps)[1]

    @property
    def saved_at(self) -> str:
        """Time of the last change in UTC, ISO."""
        return self.steps[-1].at if self.steps else self.created_at


def create(
    root: Path,
    area_id: str,
    name: str,
    base: bytes,
    *,
    base_fingerprint: str = "",
    now: datetime | None = None,
) -> Redraw:
    """Begin a draft with the grids it starts from and return it.

    Raises
    ------
    InputError
        redraw_name: no name or a long one; draft_too_many.
    OSError
        When the store cannot be written to; nothing is left of the attempt.
    """
    facts = _Facts(area_id, _named(name), _time(now), base_fingerprint)
    return _made(root, facts, base, b"")


def load(root: Path, token: str) -> Redraw:
    """Return the draft of that token; a torn last line of its journal is no line.

    Raises
    ------
    InputError
        draft_gone or draft_damaged.
    """
    folder = folder_of(root, token)
    try:
        facts = msgspec.json.decode((folder / _FACTS).read_bytes(), type=_Facts)
        lines = whole_lines((folder / _JOURNAL).read_bytes())
        steps = read(lines)
    except FileNotFoundError as error:
        raise gone() from error
    except (msgspec.DecodeError, OSError) as error:
        raise damaged() from error
    return Redraw(token, **_plain(facts), steps=steps, revision=len(lines))


def base_of(root: Path, redraw: Redraw) -> bytes:
    """Return the grids a draft began with, as `create` got them.

    Raises
    ------
    InputError
        draft_gone or draft_damaged.
    """
    try:
        return (folder_of(root, redraw.token) / _BASE).read_bytes()
    except OSError as error:
        raise damaged() from error


def append(
    root: Path, redraw: Redraw, operation: Operation, *, now: datetime | None = None
) -> Redraw:
    """Write down that something was done; it is on the disk when this returns.

    Raises
    ------
    InputError
        redraw_stale: the draft was changed elsewhere since it was read; draft_gone; person_text:
        the step gives a grid the name of a person.
    """
    refuse_named(operation)
    return _write(root, redraw, Step("do", _time(now), dict(operation)))


def undo(root: Path, redraw: Redraw, *, now: datetime | None = None) -> Redraw:
    """Take the last operation back; with none left, nothing happens.

    Raises
    ------
    InputError
        redraw_stale or draft_gone.
    """
    return _write(root, redraw, Step("undo", _time(now))) if redraw.operations else redraw


def redo(root: Path, redraw: Redraw, *, now: datetime | None = None) -> Redraw:
    """Do again what was taken back last; with nothing taken back, nothing happens.

    Raises
    ------
    InputError
        redraw_stale or draft_gone.
    """
    return _write(root, redraw, Step("redo", _time(now))) if redraw.undone else redraw


def rename(root: Path, redraw: Redraw, name: str) -> Redraw:
    """Give a draft another name.

    Raises
    ------
    InputError
        redraw_name or draft_gone.
    """
    renamed = replace(redraw, name=_named(name))
    write_whole(folder_of(root, redraw.token) / _FACTS, msgspec.json.encode(_facts_of(renamed)))
    return renamed


def copy(root: Path, redraw: Redraw, name: str, *, now: datetime | None = None) -> Redraw:
    """Begin another draft where this one stands, with all its history.

    Raises
    ------
    InputError
        redraw_name, draft_too_many, draft_gone or draft_damaged.
    """
    facts = replace(
        _facts_of(redraw), name=_named(name), created_at=_time(now), origin=redraw.token
    )
    journal = b"".join(line_of(step) for step in redraw.steps)
    return _made(root, facts, base_of(root, redraw), journal)


def listed(root: Path, area_id: str) -> tuple[Redraw, ...]:
    """Return the drafts of an area, the last changed first; unreadable ones are left out."""
    found = []
    for token in tokens(root):
        try:
            found.append(load(root, token))
        except InputError:
            continue
    mine = [draft for draft in found if draft.area_id == area_id]
    return tuple(sorted(mine, key=lambda draft: (draft.saved_at, draft.token), reverse=True))


def delete(root: Path, token: str) -> None:
    """Remove a draft and everything in it.

    Raises
    ------
    InputError
        draft_gone.
    """
    remove_folder(root, token)


def _made(root: Path, facts: _Facts, base: bytes, journal: bytes) -> Redraw:
    check_room(root)

    def fill(folder: Path, _: str) -> None:
        (folder / _BASE).write_bytes(base)
        (folder / _JOURNAL).write_bytes(journal)
        (folder / _FACTS).write_bytes(msgspec.json.encode(facts))

    return load(root, make_folder(root, fill))


def _write(root: Path, redraw: Redraw, step: Step) -> Redraw:
    """Add a line to the journal, if nobody else has since the draft was read."""
    path = folder_of(root, redraw.token) / _JOURNAL
    revision = add_line(path, step, redraw.revision)
    return replace(redraw, steps=(*redraw.steps, step), revision=revision)


def _facts_of(redraw: Redraw) -> _Facts:
    return _Facts(
        redraw.area_id, redraw.name, redraw.created_at, redraw.base_fingerprint, redraw.origin
    )


def _plain(facts: _Facts) -> dict[str, str]:
    return {name: getattr(facts, name) for name in _Facts.__slots__}


def _named(name: str) -> str:
    bare = " ".join(name.split())
    refuse_text(bare)
    if not bare or len(bare) > MOST_NAME or not bare.isprintable():
        told = "A draft needs a name of 1 to {most} printable characters."
        raise InputError(code="redraw_name", facts={"most": MOST_NAME}, sentence=told)
    return bare


def _time(now: datetime | None) -> str:
    return (now or datetime.now(UTC)).isoformat(timespec="seconds")
