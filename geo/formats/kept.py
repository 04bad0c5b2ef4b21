"""A drawing put by until the work on it is done: rows as read, nothing else of its file."""

import json
from typing import Any

import numpy as np
import pandas as pd
import shapely

from geo.contract import InputError
from geo.formats.drawing import Drawing, Note, frame_of


def pack(drawing: Drawing) -> bytes:
    """Write a drawing as JSON: every coordinate to the last digit, the columns it has now."""
    frame = drawing.frame
    columns = {
        str(name): [_plain(value) for value in frame[name]]
        for name in frame.columns
        if name != frame.geometry.name
    }
    facts = {
        "file": drawing.file,
        "layer": drawing.layer,
        "system": drawing.system,
        "rows": drawing.rows,
        "notes": [[note.code, dict(note.facts)] for note in drawing.notes],
        "columns": columns,
        "shapes": list(shapely.to_wkb(frame.geometry.to_numpy(), hex=True)),
    }
    return json.dumps(facts, ensure_ascii=False, default=str).encode()


def unpack(content: bytes) -> Drawing:
    """Read what `pack` wrote.

    Raises
    ------
    InputError
        draft_damaged: somebody changed it.
    """
    try:
        facts: dict[str, Any] = json.loads(content)
        rows = tuple(facts["rows"])
        index = pd.RangeIndex(len(rows))
        columns = pd.DataFrame(
            {
                name: pd.Series(values, index, dtype="object")
                for name, values in facts["columns"].items()
            },
            index=index,
        )
        shapes = shapely.from_wkb(np.array(facts["shapes"], dtype=object))
        notes = tuple(Note(code, told) for code, told in facts["notes"])
        frame = frame_of(columns, shapes)
        return Drawing(facts["file"], facts["layer"], frame, rows, facts["system"], notes)
    except (ValueError, TypeError, KeyError, shapely.errors.ShapelyError) as error:
        told = "This draft cannot be read; bring the file again."
        raise InputError(code="draft_damaged", facts={}, sentence=told) from error


def _plain(value: object) -> object:
    """Value JSON knows; a number that is none is missing."""
    item = value.item() if isinstance(value, np.generic) else value
    missing = item is None or item is pd.NA or item != item  # noqa: PLR0124 - NaN
    return None if missing else item
