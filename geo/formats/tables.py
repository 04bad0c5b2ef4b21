"""Tables of an area: CSV in UTF-8 with a header, faults named by the row of the file."""

import csv
import io
from pathlib import Path

import pandas as pd

from geo.contract import Frame, InputError
from geo.formats.text import read_text

_TRUE, _FALSE = frozenset({"true", "yes", "1"}), frozenset({"false", "no", "0"})


def read_table(path: Path, frame: Frame) -> pd.DataFrame:
    """Read a CSV and check it against its contract; the first row of data is row 2.

    Raises
    ------
    InputError
        file_missing, not_utf8 or bad_row.
    SchemaError
        All faults of the rows at once.
    """
    rows, labels = _csv_rows(path)
    if not rows:
        blank: pd.DataFrame = frame.empty("")
        return blank
    columns = {name: [_value(frame, name, row.get(name)) for row in rows] for name in rows[0]}
    return frame.check(pd.DataFrame(columns, dtype="object"), path.name, labels=labels)


def _csv_rows(path: Path) -> tuple[list[dict[str, str]], list[str]]:
    """Rows of a CSV with a header, and how a message names each ("row 2" is the first)."""
    reader = csv.DictReader(io.StringIO(read_text(path), newline=""), restkey="", strict=True)
    rows, labels = [], []
    try:
        for row in reader:
            if "" in row or None in row.values():
                told = f"row {reader.line_num}: expected {len(reader.fieldnames or ())} cells"
                raise _fault(path.name, "bad_row", told, reader.line_num)
            rows.append({key.strip(): value.strip() for key, value in row.items()})
            labels.append(f"row {reader.line_num}")
    except csv.Error as error:
        told = f"row {reader.line_num}: not CSV: {error}"
        raise _fault(path.name, "bad_row", told, reader.line_num) from error
    return rows, labels


def _value(frame: Frame, name: str, text: str | None) -> object:
    """Cell in the kind of its column; what does not fit stays text and is reported."""
    column = frame.columns.get(name)
    if not text or column is None:
        return text
    if column.kind == "bool":
        low = text.lower()
        return True if low in _TRUE else False if low in _FALSE else text
    if column.kind in {"int", "float"}:
        try:
            return int(text) if column.kind == "int" else float(text)
        except ValueError:
            return text
    return text


def _fault(file: str, code: str, told: str, row: int) -> InputError:
    return InputError(code, {"file": file, "told": told, "row": row}, "{file}: {told}.")
