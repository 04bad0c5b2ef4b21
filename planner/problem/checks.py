"""Checks that every question passes before anybody may ask it."""

from collections.abc import Iterable, Sequence

TIME_LIMIT_S = 7 * 86400
"""Largest time of day or duration in seconds: a week."""
NUMBER_LIMIT = 10**6
"""Largest count, weight or price; keeps every sum of products far below 2^63."""
ID_LIMIT = 200
"""Longest id in characters."""


class ProblemError(ValueError):
    """A question that cannot be asked: the place in it, what was expected and what was given.

    Parameters
    ----------
    place
        Path below the value that raised, such as ``crews[2].end_s``; may be empty.
    """

    def __init__(self, place: str, expected: str, given: object) -> None:
        self.place = place
        self.expected = expected
        self.given = shown(given)
        super().__init__(f"{place or 'value'}: expected {expected}, got {self.given}")


def shown(given: object) -> str:
    """Return a value as it may be quoted in a message: short, and on one line."""
    try:
        text = repr(given)
    except ValueError:  # an integer of more digits than Python is willing to print
        text = "a number of thousands of digits"
    return text if len(text) <= 60 else text[:57] + "..."


def check_int(place: str, value: object, *, low: int = 0, high: int = NUMBER_LIMIT) -> None:
    """Check that a value is a whole number from low to high, neither bool nor numpy.

    Raises
    ------
    ProblemError
        If it is not.
    """
    if type(value) is not int or not low <= value <= high:
        expected = f"a whole number from {low} to {high}"
        raise ProblemError(place=place, expected=expected, given=value)


def check_id(place: str, value: object) -> None:
    """Check that a value is a text that can name a thing.

    Raises
    ------
    ProblemError
        If it is empty, too long, has control characters or is not a text.
    """
    if type(value) is not str or not 0 < len(value) <= ID_LIMIT or not value.isprintable():
        expected = f"a printable text of 1 to {ID_LIMIT} characters"
        raise ProblemError(place=place, expected=expected, given=value)


def check_choice(place: str, value: object, choices: Sequence[str]) -> None:
    """Check that a value is one of the choices.

    Raises
    ------
    ProblemError
        If it is not.
    """
    if value not in choices:
        raise ProblemError(place=place, expected="one of " + ", ".join(choices), given=value)


def check_bool(place: str, value: object) -> None:
    """Check that a value is true or false.

    Raises
    ------
    ProblemError
        If it is not.
    """
    if type(value) is not bool:
        raise ProblemError(place=place, expected="true or false", given=value)


def check_ids(place: str, values: Iterable[object]) -> None:
    """Check a list of ids: each one good, none twice.

    Raises
    ------
    ProblemError
        Naming the first bad or repeated one.
    """
    seen: dict[object, int] = {}
    for index, value in enumerate(values):
        check_id(f"{place}[{index}]", value)
        if value in seen:
            expected = f"an id not used before (it is also number {seen[value]})"
            raise ProblemError(place=f"{place}[{index}]", expected=expected, given=value)
        seen[value] = index


def check_unique(place: str, field: str, values: Iterable[str]) -> None:
    """Check that no id of a list of things repeats.

    Raises
    ------
    ProblemError
        Naming the first repeated one.
    """
    seen: dict[str, int] = {}
    for index, value in enumerate(values):
        if value in seen:
            expected = f"an id not used before ({place}[{seen[value]}] has it)"
            raise ProblemError(place=f"{place}[{index}].{field}", expected=expected, given=value)
        seen[value] = index


def check_known(place: str, value: str, known: Iterable[str], what: str) -> None:
    """Check that an id is one of the known ones.

    Raises
    ------
    ProblemError
        If it is not.
    """
    if value not in known:
        raise ProblemError(place=place, expected=f"the id of a {what}", given=value)


def check_matrix(
    place: str,
    rows: Sequence[Sequence[int]],
    *,
    height: int,
    width: int,
    low: int = -1,
    high: int = TIME_LIMIT_S,
) -> None:
    """Check a table: its size, and low to high in every cell; -1 seconds for unreachable.

    Raises
    ------
    ProblemError
        Naming the first bad row or cell.
    """
    if len(rows) != height:
        raise ProblemError(place=place, expected=f"{height} rows", given=f"{len(rows)} rows")
    for i, row in enumerate(rows):
        if len(row) != width:
            raise ProblemError(
                place=f"{place}[{i}]", expected=f"{width} numbers", given=f"{len(row)} numbers"
            )
        for j, cell in enumerate(row):
            if type(cell) is not int or not low <= cell <= high:
                expected = f"seconds from 0 to {high}, or -1 for unreachable"
                if low == 0:
                    expected = f"a whole number from 0 to {high}"
                raise ProblemError(place=f"{place}[{i}][{j}]", expected=expected, given=cell)
