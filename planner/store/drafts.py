"""Drafts on disk: a drawing somebody brought and what was decided about it, until it is done.

A draft is a folder named by a random token. The bytes of the files lie under plain numbers, never
under the names they came with, and only until the drawing is confirmed; everything else is one
JSON file. Both are written whole or not at
all, so a reader finds the draft as it was before or after a change and never in between.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec

from geo.contract import InputError
from planner.store.draft_files import Part, Source, check, file_of, part_of, write_files
from planner.store.folders import (
    check_room,
    damaged,
    folder_of,
    gone,
    make_folder,
    remove_folder,
    tokens,
)
from planner.whole import write_whole

__all__ = [
    "Decision",
    "Draft",
    "Part",
    "add_part",
    "create",
    "decide",
    "decisions",
    "delete",
    "forget_unconfirmed",
    "keep",
    "kept_of",
    "listed",
    "load",
    "remove_part",
    "save",
    "source_of",
    "undo",
]

_UNCONFIRMED = timedelta(days=1)  # how long files lie as they came
_KEPT = "kept"
_MOST_JSON = 8 * 2**20  # tens of thousands of decisions
_FACTS = "draft.json"


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided about one case: who receives the ground, and why."""

    case_id: str
    receiver: str
    note: str = ""
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """A drawing under work.

    Parameters
    ----------
    token
        Name of the draft: 32 hexadecimal digits from the machine's random source.
    area_id
        The area it was brought for.
    created_at
        Time in UTC, ISO.
    parts
        Role -> drawing: ``grids``, and ``units`` where the area's own do not fit.
    steps
        Decisions in the order they were made; all of one step are undone together.
    """

    token: str
    area_id: str
    created_at: str
    parts: dict[str, Part] = field(default_factory=dict)
    steps: tuple[tuple[Decision, ...], ...] = ()

    @property
    def title(self) -> str:
        """Name of the first file that was brought."""
        names = [name for part in self.parts.values() for name in part.names]
        return names[0] if names else ""


def create(root: Path, area_id: str, source: Source, *, now: datetime | None = None) -> Draft:
    """Put a drawing into a new draft and return it.

    Raises
    ------
    InputError
        draft_empty, draft_too_large or draft_too_many.
    OSError
        When the store cannot be written to; nothing is left of the attempt.
    """
    check(source)
    at = now or datetime.now(UTC)
    forget_unconfirmed(root, at)
    check_room(root)
    stamp, parts = at.isoformat(timespec="seconds"), {"grids": part_of(source)}

    def fill(folder: Path, token: str) -> None:
        write_files(folder, "grids", source)
        write_whole(folder / _FACTS, msgspec.json.encode(Draft(token, area_id, stamp, parts)))

    return Draft(make_folder(root, fill), area_id, stamp, parts)


def load(root: Path, token: str) -> Draft:
    """Return the draft of that token.

    Raises
    ------
    InputError
        draft_gone: no such draft on this machine; draft_damaged: its file cannot be read.
    """
    path = folder_of(root, token) / _FACTS
    try:
        if path.stat().st_size > _MOST_JSON:
            raise damaged()
        draft = msgspec.json.decode(path.read_bytes(), type=Draft)
    except FileNotFoundError as error:
        raise gone() from error
    except (msgspec.DecodeError, OSError) as error:
        raise damaged() from error
    if draft.token != token or "grids" not in draft.parts:
        raise damaged()
    return draft


def save(root: Path, draft: Draft) -> Draft:
    """Write what was chosen and decided; the files stay as they are.

    Raises
    ------
    InputError
        draft_gone: somebody deleted it in the meantime.
    """
    write_whole(folder_of(root, draft.token) / _FACTS, msgspec.json.encode(draft))
    return draft


def source_of(root: Path, draft: Draft, role: str = "grids") -> dict[str, bytes]:
    """Return the files of one drawing by the names they came with.

    Raises
    ------
    InputError
        draft_gone or draft_damaged.
    """
    folder = folder_of(root, draft.token)
    try:
        return {
            name: file_of(folder, role, number).read_bytes()
            for number, name in enumerate(draft.parts[role].names)
        }
    except (KeyError, OSError) as error:
        raise damaged() from error


def keep(root: Path, draft: Draft, role: str, part: Part, content: bytes) -> Draft:
    """Put a drawing in the place of the files it was read from, and forget these.

    Raises
    ------
    InputError
        draft_gone.
    """
    folder = folder_of(root, draft.token)
    write_whole(file_of(folder, role, _KEPT), content)
    kept = replace(part, kept=True, digest=hashlib.sha256(content).hexdigest())
    saved = save(root, replace(draft, parts={**draft.parts, role: kept}, steps=()))
    for number in range(len(part.names)):
        file_of(folder, role, number).unlink(missing_ok=True)
    return saved


def kept_of(root: Path, draft: Draft, role: str = "grids") -> bytes:
    """Return what `keep` put by.

    Raises
    ------
    InputError
        draft_gone or draft_damaged.
    """
    try:
        return file_of(folder_of(root, draft.token), role, _KEPT).read_bytes()
    except OSError as error:
        raise damaged() from error


def add_part(root: Path, draft: Draft, role: str, source: Source) -> Draft:
    """Put a further drawing into a draft, in place of one of the same role.

    Raises
    ------
    InputError
        draft_gone, draft_empty or draft_too_large.
    """
    check(source)
    write_files(folder_of(root, draft.token), role, source)
    return save(root, replace(draft, parts={**draft.parts, role: part_of(source)}, steps=()))


def remove_part(root: Path, draft: Draft, role: str) -> Draft:
    """Take a drawing out of a draft; decisions made with it no longer hold."""
    parts = {name: part for name, part in draft.parts.items() if name != role}
    return save(root, replace(draft, parts=parts, steps=()))


def decide(root: Path, draft: Draft, made: tuple[Decision, ...]) -> Draft:
    """Record one step: one decision, or several made by one rule."""
    return save(root, replace(draft, steps=(*draft.steps, made))) if made else draft


def undo(root: Path, draft: Draft) -> Draft:
    """Drop the last step."""
    return save(root, replace(draft, steps=draft.steps[:-1]))


def decisions(draft: Draft) -> dict[str, Decision]:
    """Return case -> what was decided last about it."""
    return {made.case_id: made for step in draft.steps for made in step}


def listed(root: Path, area_id: str | None = None) -> tuple[Draft, ...]:
    """Return the drafts of an area, or all, the newest first; unreadable ones are left out."""
    found = []
    for token in tokens(root):
        with suppress(InputError):
            found.append(load(root, token))
    mine = [draft for draft in found if area_id in (None, draft.area_id)]
    return tuple(sorted(mine, key=lambda draft: (draft.created_at, draft.token), reverse=True))


def delete(root: Path, token: str) -> None:
    """Remove a draft and everything in it.

    Raises
    ------
    InputError
        draft_gone.
    """
    remove_folder(root, token)


def forget_unconfirmed(root: Path, at: datetime) -> None:
    """Remove drafts nobody confirmed within a day: they hold files as they came, all columns."""
    for draft in listed(root):
        confirmed = all(part.kept for part in draft.parts.values())
        if not confirmed and at - datetime.fromisoformat(draft.created_at) > _UNCONFIRMED:
            with suppress(InputError, OSError):  # somebody else was quicker
                delete(root, draft.token)
