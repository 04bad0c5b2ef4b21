"""Content, text and JSON of a file, or one sentence why there is none."""

import json
import re
from pathlib import Path
from typing import NoReturn

from geo.contract import Fact, InputError

MAX_BYTES = 256 * 1024 * 1024  # more than a county of grids; a bigger file is not an area layer

MAX_LISTS = 15_000_000  # 100,000 polygons of 100 positions have 10 million; each takes 120 bytes
MAX_VALUES = 50_000_000

_CONSTANTS = ("NaN", "Infinity", "-Infinity")  # what Python reads though JSON does not know it
_WORD = re.compile(r'"(?:[^"\\]|\\.)*+"|-?[A-Za-z]+', re.DOTALL)


def read_text(path: Path) -> str:
    """Text of a UTF-8 file, or one sentence why there is none."""
    return text_of(path.name, read_bytes(path))


def read_bytes(path: Path) -> bytes:
    """Content of a file, or one sentence why there is none.

    Raises
    ------
    InputError
        file_missing, file_unreadable or file_too_large.
    """
    try:
        if not path.is_file():
            raise _fault(path.name, "file_missing", "the file does not exist; expected it here")
        with path.open("rb") as stream:  # to the limit: the size of a pipe is not known before
            content = stream.read(MAX_BYTES + 1)
    except OSError as error:
        told = "the file cannot be opened; see whether you may read it"
        raise _fault(path.name[:100], "file_unreadable", told) from error
    if len(content) > MAX_BYTES:
        told = f"the file is larger than {MAX_BYTES} bytes"
        raise _fault(path.name, "file_too_large", told, limit=MAX_BYTES)
    return content


def text_of(name: str, content: bytes, encoding: str = "") -> str:
    """Text of a file in UTF-8, with or without a mark, or in the encoding given."""
    try:
        text = content.decode(encoding or "utf-8-sig")
    except UnicodeDecodeError as error:
        wanted = encoding or "UTF-8"
        told = f"expected {wanted} text, byte {error.start} is not; save the file as UTF-8"
        raise _fault(name, "not_utf8", told, wanted=wanted, at=error.start + 1) from error
    # as a text file is read: one kind of line end
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read_json(path: Path) -> object:
    """Read one JSON document; NaN and Infinity are not JSON and are refused."""
    return json_of(path.name, read_text(path))


def json_of(name: str, text: str) -> object:
    """One JSON document out of a text; NaN and Infinity are not JSON and are refused."""
    if text.count("[") + text.count("{") > MAX_LISTS or text.count(",") > MAX_VALUES:
        told = "more than a layer of an area holds; cut out the area you need"
        raise _fault(name, "layer_too_large", told)
    try:
        return json.loads(text, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        told = f"expected JSON, line {error.lineno} column {error.colno}: {error.msg}"
        place = {"line": error.lineno, "column": error.colno}
        raise _fault(name, "not_json", told, **place) from error
    except RecursionError as error:
        told = "the JSON is nested too deeply to be a layer"
        raise _fault(name, "not_json", told) from error
    except ValueError as error:  # our own refusal, or an integer of thousands of digits
        told = f"not a number JSON knows: {error}"
        at = _place_of_constant(text, str(error))
        raise _fault(name, "not_json", told, given=str(error)[:40], **at) from error


def _place_of_constant(text: str, constant: str) -> dict[str, Fact]:
    """Line and column of the first such word outside quotes; nothing where it is none of them."""
    if constant not in _CONSTANTS:
        return {}
    found = (match for match in _WORD.finditer(text) if match.group() == constant)
    at = next(found).start()
    return {"line": text.count("\n", 0, at) + 1, "column": at - text.rfind("\n", 0, at)}


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(name)


def _fault(file: str, code: str, told: str, **facts: Fact) -> InputError:
    """Refuse a file in one sentence that starts with its name."""
    plain = told.replace("{", "{{").replace("}", "}}")
    return InputError(code, {"file": file, **facts}, f"{{file}}: {plain}.")
