"""What an office has set for one area: one JSON file a subject, written whole or not at all."""

from __future__ import annotations

import json
import re
from pathlib import Path

from geo.schema import InputError
from planner.whole import write_whole

VERSION = 1
_NAME = re.compile(r"[a-z][a-z0-9_]{0,40}")


def folder_of(root: Path, area_id: str) -> Path:
    """Find the folder of an area; nothing outside the store can be named."""
    return root / _plain(area_id)


def kept(root: Path, area_id: str, name: str) -> object | None:
    """Read what an office has kept under a name; None when it never kept anything.

    Raises
    ------
    InputError
        office_damaged, when the file is there and cannot be read.
    """
    path = folder_of(root, area_id) / f"{_plain(name)}.json"
    try:
        told = json.loads(path.read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, ValueError, RecursionError) as error:
        raise damaged(name) from error
    if not isinstance(told, dict) or told.get("version") != VERSION or "value" not in told:
        raise damaged(name)
    value: object = told["value"]
    return value


def keep(root: Path, area_id: str, name: str, value: object) -> None:
    """Keep a value of plain lists, dicts, texts and numbers in place of the one before.

    Raises
    ------
    OSError
        When the store cannot be written to; what was kept before is still there.
    """
    folder = folder_of(root, area_id)
    folder.mkdir(parents=True, exist_ok=True)
    told = json.dumps({"version": VERSION, "value": value}, ensure_ascii=False, allow_nan=False)
    write_whole(folder / f"{_plain(name)}.json", told.encode())


def damaged(name: str) -> InputError:
    """Make the error of a file that does not say what it should."""
    told = "The office's settings in {file} cannot be read; delete the file or enter them again."
    return InputError(code="office_damaged", facts={"file": f"{name}.json"}, sentence=told)


def _plain(name: str) -> str:
    """Let a name through that is a file name and nothing else."""
    if not _NAME.fullmatch(name):
        msg = f"a name must be small letters, digits and _, got {name!r}"
        raise ValueError(msg)
    return name
