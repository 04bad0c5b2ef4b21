"""Tables as CSV files that a spreadsheet opens: Chinese text readable, no name run as a formula."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

# what a spreadsheet takes for the start of a formula
# https://owasp.org/www-community/attacks/CSV_Injection
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_bytes(frame: pd.DataFrame) -> bytes:
    """Return a table as CSV in UTF-8 with the mark by which a Chinese spreadsheet knows it.

    A text that a spreadsheet would run as a formula gets an apostrophe in front.
    """
    return frame.map(_text).to_csv(index=False).encode("utf-8-sig")


def _text(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
