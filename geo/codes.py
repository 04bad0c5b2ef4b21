"""Codes of grids: the code of the unit and three digits, never given twice."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from geo.contract import Fact, InputError

BAND_M = 900.0  # grids are numbered in bands of this height, as in the example data
_DIGITS = re.compile(r"([0-9]{3})(?:\D.*)?")  # what stands behind belongs to a part of the grid
_DIGIT_COUNT = 3
_SEQUENCES = {"base": range(1, 900), "special": range(901, 1000)}


def next_code(unit_code: str, kind: str, used: Iterable[str]) -> str:
    """Return the code after the highest ever used in the unit for this kind of grid.

    Parameters
    ----------
    unit_code
        Code of the unit, 12 digits for a village of a township, after whatever stands before it.
    kind
        ``base`` (001 to 899) or ``special`` (901 to 999).
    used
        Every code in use or used once, of any unit.

    Raises
    ------
    InputError
        codes_used_up.
    """
    sequence = _SEQUENCES[kind]
    found = (_DIGITS.fullmatch(code, len(unit_code)) for code in used if code.startswith(unit_code))
    taken = [int(one[1]) for one in found if one]
    number = max((value for value in taken if value in sequence), default=sequence[0] - 1) + 1
    if number not in sequence:
        facts: dict[str, Fact] = {"unit": unit_code, "most": sequence[-1]}
        told = "{unit}: every number up to {most} has been used; codes are never given twice."
        code = "codes_used_up"
        raise InputError(code, facts, told)
    return f"{unit_code}{number:03}"


def numbers_of(kind: str) -> tuple[int, int]:
    """Return the least and the most number of a kind of grid."""
    sequence = _SEQUENCES[kind]
    return sequence[0], sequence[-1]


def is_code(code: str, head: str, kind: str) -> bool:
    """Tell whether a code is what stands before the grids of a unit and a number of their kind."""
    found = _DIGITS.fullmatch(code, len(head)) if code.startswith(head) else None
    whole = found is not None and len(code) == len(head) + _DIGIT_COUNT
    return whole and int(code[-_DIGIT_COUNT:]) in _SEQUENCES[kind]


def before_units(codes: Iterable[tuple[str, str]]) -> str:
    """Return what stands before the code of the unit in most codes of grids, mostly nothing.

    Parameters
    ----------
    codes
        Code of each grid, and of the unit it lies in; "" where no unit is known.
    """
    before: Counter[str] = Counter()
    every = 0
    for grid, unit in codes:
        every += 1
        if unit and grid[:-_DIGIT_COUNT].endswith(unit):
            before[grid[: -_DIGIT_COUNT - len(unit)]] += 1
    common = before.most_common(1)
    return common[0][0] if common and 2 * common[0][1] > every else ""


def in_order(middles: Sequence[tuple[float, float]]) -> list[int]:
    """Rows of points in the order of numbering: bands from north to south, in each west to east.

    Parameters
    ----------
    middles
        x and y in metres, one for each grid.

    References
    ----------
    Left to right, top to bottom: CJ/T 349-2010; west to east, north to south inside a village:
    DB6101/T 3185-2024. The height of a band is a convention of this project.
    """
    north = max((y for _, y in middles), default=0.0)
    return sorted(
        range(len(middles)),
        key=lambda row: (int((north - middles[row][1]) // BAND_M), middles[row][0], row),
    )
