"""What area.json says of an area beside the names of its files."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from pyproj import CRS
from pyproj.exceptions import CRSError

from geo.contract import Fact, InputError, raise_if_any
from geo.persons.tables import refuse_named

AREA_FILE = "area.json"
_PLAIN_NAME = re.compile(r"[^\W_]([\w -]{0,62}\w)?")


@dataclass(frozen=True)
class Header:
    """What area.json says beside the names of the files."""

    area_id: str
    crs: str
    names: Mapping[str, str]
    example: bool
    attribution: Mapping[str, str]
    data_date: str
    township_code: str
    expected_unit_codes: tuple[str, ...]
    default_day_type: str


def header_of(facts: object) -> Header:
    """Read the header of an area.

    Raises
    ------
    InputError
        not_area.
    SchemaError
        Every field that is not what it must be; person_header or person_cell: one is about a
        person, read by anybody or not.
    """
    if not isinstance(facts, dict):
        raise fault(AREA_FILE, "not_area", "expected a JSON object with area_id, name, crs")
    _refuse_persons(facts)  # before any refusal that would repeat a text
    faults = [
        fault(
            AREA_FILE,
            "bad_area_field",
            f"{name}: expected {wanted}, got {facts.get(name)}",
            field=name,
            given=str(facts.get(name))[:60],
        )
        for name, wanted, fits in _HEADER_RULES
        if not fits(facts.get(name))
    ]
    raise_if_any(AREA_FILE, faults)
    return Header(
        area_id=facts["area_id"],
        crs=facts["crs"],
        names=facts["name"],
        example=facts["example"],
        attribution=facts["attribution"],
        data_date=facts["data_date"],
        township_code=facts["township_code"],
        expected_unit_codes=tuple(facts["expected_unit_codes"]),
        default_day_type=facts["default_day_type"],
    )


def _refuse_persons(facts: dict[str, object]) -> None:
    for field, value in facts.items():
        told = list(_texts(value))
        refuse_named(AREA_FILE, {field: [text for _, text in told]}, [where for where, _ in told])


def _texts(value: object, where: str = "-") -> Iterator[tuple[str, object]]:
    """Every text and number of a value, with its key or place in a list."""
    if isinstance(value, (dict, list)):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value, 1):
            yield from _texts(inner, str(key))
    else:
        yield where, value


def _is_text(value: object) -> bool:
    return isinstance(value, str) and value != ""


def _is_plain_name(value: object) -> bool:
    """Whether a value can name files: it must not lead out of a folder."""
    return isinstance(value, str) and bool(_PLAIN_NAME.fullmatch(value))


def _is_date(value: object) -> bool:
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _is_two_languages(value: object) -> bool:
    return isinstance(value, dict) and all(_is_text(value.get(lang)) for lang in ("zh", "en"))


def _is_metric_crs(value: object) -> bool:
    if not isinstance(value, str) or not value.startswith("EPSG:"):
        return False
    try:
        crs = CRS.from_user_input(value)
    except CRSError:
        return False
    return bool(crs.is_projected and crs.axis_info[0].unit_name == "metre")


_HEADER_RULES: tuple[tuple[str, str, Callable[[object], bool]], ...] = (
    ("area_id", "a plain name of letters, digits, spaces, - and _", _is_plain_name),
    ("name", "an object with zh and en", _is_two_languages),
    ("crs", "a projected system in metres such as EPSG:4544", _is_metric_crs),
    ("example", "true or false", lambda value: isinstance(value, bool)),
    ("attribution", "an object with zh and en", _is_two_languages),
    ("data_date", "a date as in 2026-12-05", _is_date),
    ("township_code", "text", _is_text),
    (
        "expected_unit_codes",
        "a list of texts, not empty",
        lambda value: isinstance(value, list) and bool(value) and all(map(_is_text, value)),
    ),
    ("default_day_type", "text", _is_text),
    ("layers", "an object of layer names and files", lambda value: isinstance(value, dict)),
)


def fault(file: str, code: str, told: str, **facts: Fact) -> InputError:
    """One sentence about a file of an area."""
    return InputError(code, {"file": file, "told": told, **facts}, "{file}: {told}.")
