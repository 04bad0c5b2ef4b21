"""Codes of grids: the code of the unit and three digits, never given twice."""

from collections.abc import Iterable

from geo.contract import Fact, InputError

_SEQUENCES = {"base": range(1, 900), "special": range(901, 1000)}


def next_code(unit_code: str, kind: str, used: Iterable[str]) -> str:
    """Return the code after the highest ever used in the unit for this kind of grid.

    Parameters
    ----------
    unit_code
        Code of the unit, 12 digits for a village of a township.
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
    taken = [int(code[-3:]) for code in used if _of_unit(code, unit_code)]
    number = max((value for value in taken if value in sequence), default=sequence[0] - 1) + 1
    if number not in sequence:
        facts: dict[str, Fact] = {"unit": unit_code, "most": sequence[-1]}
        told = "{unit}: every number up to {most} has been used; codes are never given twice."
        code = "codes_used_up"
        raise InputError(code, facts, told)
    return f"{unit_code}{number:03}"


def _of_unit(code: str, unit_code: str) -> bool:
    rest = code.removeprefix(unit_code)
    return rest != code and len(rest) == 3 and rest.isascii() and rest.isdigit()
