"""The journal of a draft: what was done, undone and done again, one line each.

Undo and redo are lines too: nothing is ever taken back from a journal, and what stands is what the
lines fold into.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any, Literal

import msgspec

from geo.contract import InputError
from geo.persons.tables import refuse_text

Operation = Mapping[str, Any]
Done = tuple[dict[str, Any], ...]

_MOST_LINE = 4 * 2**20  # an operation with a line of 100,000 points
_WRITING = Lock()  # one server writes; two of its sessions take turns


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the journal; ``operation`` is there if and only if something was done."""

    kind: Literal["do", "undo", "redo"]
    at: str
    operation: dict[str, Any] | None = None


def read(content: bytes) -> tuple[Step, ...]:
    """Return the steps of a journal of whole lines.

    Raises
    ------
    msgspec.DecodeError
        A line is no step.
    """
    return tuple(msgspec.json.decode(line, type=Step) for line in content.splitlines())


def line_of(step: Step) -> bytes:
    """Return the line of a step."""
    return msgspec.json.encode(step) + b"\n"


def whole_lines(content: bytes) -> bytes:
    """Return a journal without a last line that a power cut tore."""
    return content[: content.rfind(b"\n") + 1]


def folded(steps: Sequence[Step]) -> tuple[Done, Done]:
    """Return what stands of all that was done, in order, and what redo would do, the next last."""
    done: list[dict[str, Any]] = []
    undone: list[dict[str, Any]] = []
    for step in steps:
        if step.kind == "do" and step.operation is not None:
            done.append(step.operation)
            undone.clear()
        elif step.kind == "undo" and done:
            undone.append(done.pop())
        elif step.kind == "redo" and undone:
            done.append(undone.pop())
    return tuple(done), tuple(undone)


def digest(operations: Done) -> str:
    """Return the SHA-256 of operations, whatever the order of their keys."""
    return hashlib.sha256(msgspec.json.encode(operations, order="sorted")).hexdigest()


def refuse_named(operation: Operation) -> None:
    """Refuse a step that gives a grid a name with a person in it.

    Raises
    ------
    InputError
        person_text.
    """
    parts = [text for part in operation.get("names", ()) for text in part]
    for text in (operation.get("name_zh"), operation.get("name_en"), *parts):
        refuse_text(str(text or ""))


def add_line(path: Path, step: Step, seen: int) -> int:
    """Write a step to the end of a journal, on the disk when this returns; return its new length.

    Parameters
    ----------
    seen
        Bytes of the journal the writer has read.

    Raises
    ------
    InputError
        redraw_stale: somebody else has written since; redraw_too_large.
    """
    line = line_of(step)
    if len(line) > _MOST_LINE:
        told = "This operation is too large to be kept; draw with fewer points."
        raise InputError(code="redraw_too_large", facts={}, sentence=told)
    with _WRITING, path.open("r+b") as journal:
        there = len(whole_lines(journal.read()))
        if there != seen:
            told = "This draft was changed in another window; load it again and repeat the step."
            raise InputError(code="redraw_stale", facts={}, sentence=told)
        journal.seek(there)
        journal.truncate()  # what a power cut tore
        journal.write(line)
        journal.flush()
        os.fsync(journal.fileno())
    return there + len(line)
