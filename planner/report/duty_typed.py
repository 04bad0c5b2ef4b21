"""A day told in one line: all was done but a few rows, each with the number of its reason."""

from __future__ import annotations

import re

from planner.report.duty_ticks import REASONS

_APART = re.compile(r"[\s,;，；、。]+")
_ONE = re.compile(r"(\d{1,4})(?:[:/](\d))?")
_SAME = str.maketrans("１２３４５６７８９０：／", "1234567890:/")
_OTHER = REASONS[-1]


def read_line(line: str, rows: int) -> tuple[dict[int, str], tuple[str, ...]]:
    """Return row (from 1) -> reason of what was not done, and the words that say neither.

    A row is written as its number, alone or with that of its reason: ``7 12:3``.

    Parameters
    ----------
    rows
        How many rows the day has.
    """
    found: dict[int, str] = {}
    wrong = []
    for word in filter(None, _APART.split(line.translate(_SAME))):
        told = _ONE.fullmatch(word)
        row, reason = (int(told[1]), int(told[2] or len(REASONS))) if told else (0, 0)
        if 1 <= row <= rows and 1 <= reason <= len(REASONS):
            found[row] = REASONS[reason - 1] if told and told[2] else found.get(row, _OTHER)
        else:
            wrong.append(word)
    return found, tuple(wrong)
