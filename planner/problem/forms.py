"""Questions and answers as JSON: one form for each kind, read strictly, written always the same."""

import hashlib
import json
from codecs import BOM_UTF8
from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias, TypeVar

import msgspec

from planner.outcome import Outcome
from planner.problem.camera import CameraPlan, CameraProblem
from planner.problem.checkpoints import CheckpointPlan, CheckpointProblem
from planner.problem.checks import ProblemError, shown
from planner.problem.redistrict import RedistrictPlan, RedistrictProblem
from planner.problem.responder import ResponderPlan, ResponderProblem
from planner.problem.roster import RosterPlan, RosterProblem
from planner.problem.siting import SitingPlan, SitingProblem
from planner.problem.tours import ToursPlan, ToursProblem

Problem: TypeAlias = (
    CameraProblem
    | CheckpointProblem
    | ResponderProblem
    | RedistrictProblem
    | ToursProblem
    | SitingProblem
    | RosterProblem
)
Plan: TypeAlias = (
    CameraPlan
    | CheckpointPlan
    | ResponderPlan
    | RedistrictPlan
    | ToursPlan
    | SitingPlan
    | RosterPlan
)
AnyOutcome: TypeAlias = Outcome[Plan]
T = TypeVar("T")

PROBLEMS: Mapping[str, type[Problem]] = {
    "camera": CameraProblem,
    "responder": ResponderProblem,
    "redistrict": RedistrictProblem,
    "tours": ToursProblem,
    "checkpoints": CheckpointProblem,
    "siting": SitingProblem,
    "roster": RosterProblem,
}
OUTCOMES: Mapping[type[Problem], Any] = {
    CameraProblem: Outcome[CameraPlan],
    CheckpointProblem: Outcome[CheckpointPlan],
    ResponderProblem: Outcome[ResponderPlan],
    RedistrictProblem: Outcome[RedistrictPlan],
    ToursProblem: Outcome[ToursPlan],
    SitingProblem: Outcome[SitingPlan],
    RosterProblem: Outcome[RosterPlan],
}
VERSION = 1
OLD = {"patrol": "one shift of patrol is asked as tours now, with days 1 (docs/formats.md)"}
"""Kinds of questions nobody asks any more, and what is asked instead."""
SIZE_LIMIT_BYTES = 256 * 2**20


class FormError(ValueError):
    """A text that is not the form it should be: the place in it and what was expected there.

    Parameters
    ----------
    place
        Path in the text, such as ``$.crews[2].end_s``; ``$`` is the whole.
    """

    def __init__(self, place: str, message: str) -> None:
        self.place = place
        self.message = message
        super().__init__(f"{place}: {message}")


def problem_from_json(text: bytes) -> Problem:
    """Return the question a JSON text asks; its ``kind`` says which one.

    Raises
    ------
    FormError
        Naming the place and what was expected, if anything is missing, unknown or wrong.
    """
    raw = _object(text)
    kind, version = raw.get("kind"), raw.get("version")
    if isinstance(kind, str) and kind in OLD:
        raise FormError(place="$.kind", message=OLD[kind])
    if not isinstance(kind, str) or kind not in PROBLEMS:
        message = f"expected one of {', '.join(PROBLEMS)}, got {_given(raw, 'kind')}"
        raise FormError(place="$.kind", message=message)
    if version != VERSION or isinstance(version, bool):
        raise FormError(
            place="$.version", message=f"expected {VERSION}, got {_given(raw, 'version')}"
        )
    return _convert(text, raw, PROBLEMS[kind])


def outcome_from_json(text: bytes, problem: Problem) -> AnyOutcome:
    """Return the answer in a JSON text, read as an answer to this question.

    Whether it *is* an answer to this question is for the judge: compare ``run.problem_id``.

    Raises
    ------
    FormError
        Naming the place and what was expected, if anything is missing, unknown or wrong.
    """
    outcome: AnyOutcome = _convert(text, _object(text), OUTCOMES[type(problem)])
    return outcome


def to_json(value: Problem | AnyOutcome) -> bytes:
    """Return the JSON text of a question or answer, always the same bytes."""
    return "".join([*_lines(msgspec.to_builtins(value), ""), "\n"]).encode()


def problem_id(problem: Problem) -> str:
    """Return the SHA-256 of a question's canonical JSON (sorted keys, no spaces), 64 hex digits."""
    text = msgspec.json.encode(problem, order="sorted")
    return hashlib.sha256(text).hexdigest()


def _object(text: bytes) -> dict[str, object]:
    if len(text) > SIZE_LIMIT_BYTES:
        raise FormError(
            place="$", message=f"expected at most {SIZE_LIMIT_BYTES} bytes, got {len(text)}"
        )
    try:
        raw = json.loads(
            text.decode("utf-8-sig"), object_pairs_hook=_pairs, parse_constant=_refuse_constant
        )
    except UnicodeDecodeError as error:
        message = f"expected UTF-8 text, got byte {text[error.start]:#04x} at {error.start}"
        raise FormError(place="$", message=message) from error
    except RecursionError as error:
        raise FormError(
            place="$", message="expected a form, got brackets nested without end"
        ) from error
    except ValueError as error:
        raise FormError(
            place="$", message=f"expected JSON, got a text that is not ({error})"
        ) from error
    if not isinstance(raw, dict):
        raise FormError(place="$", message=f"expected an object, got {shown(raw)}")
    return raw


def _pairs(pairs: list[tuple[str, object]]) -> dict[str, object]:
    fields = dict(pairs)
    if len(fields) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        message = f"field {shown(twice)} is given twice"
        raise ValueError(message)
    return fields


def _refuse_constant(name: str) -> object:
    message = f"{name} is not a number"
    raise ValueError(message)


def _convert(text: bytes, raw: dict[str, object], form: type[T]) -> T:
    try:
        value = msgspec.json.decode(text.removeprefix(BOM_UTF8), type=form)
    except msgspec.ValidationError as error:
        raise _form_error(error) from error
    except (msgspec.DecodeError, RecursionError) as error:
        raise FormError(
            place="$", message=f"expected JSON, got a text that is not ({error})"
        ) from error
    _refuse_unknown(raw, msgspec.to_builtins(value), "$")
    return value


def _form_error(error: msgspec.ValidationError) -> FormError:
    """Turn ``message - at `$.path` `` and a fault raised inside it into place and message."""
    message, _, tail = str(error).rpartition(" - at `")
    place = tail.removesuffix("`") if message else "$"
    cause = error.__cause__
    if isinstance(cause, ProblemError):
        return FormError(f"{place}.{cause.place}", f"expected {cause.expected}, got {cause.given}")
    message = (message or str(error)).replace("`", "")
    if message.startswith("Object missing required field "):
        return FormError(f"{place}.{message.split()[-1]}", "expected a value, got nothing")
    return FormError(place, message[:1].lower() + message[1:])


def _lines(value: object, indent: str) -> Iterator[str]:
    """Yield JSON with every object and list on lines of its own, but a list of scalars on one."""
    inner = indent + " "
    if isinstance(value, dict) and value:
        for index, (name, field) in enumerate(value.items()):
            yield f"{',' if index else '{'}\n{inner}{json.dumps(name)}: "
            yield from _lines(field, inner)
        yield f"\n{indent}}}"
    elif isinstance(value, list | tuple) and any(isinstance(v, dict | list | tuple) for v in value):
        for index, item in enumerate(value):
            yield f"{',' if index else '['}\n{inner}"
            yield from _lines(item, inner)
        yield f"\n{indent}]"
    else:
        yield json.dumps(value, ensure_ascii=False)


def _refuse_unknown(raw: object, known: object, place: str) -> None:
    """Refuse fields that reading dropped, so that a misspelt rule is never silently ignored."""
    if isinstance(raw, dict) and isinstance(known, dict):
        for name, value in raw.items():
            if name not in known:
                expected = ", ".join(known)
                raise FormError(
                    place=f"{place}.{shown(name)[1:-1]}", message=f"expected only {expected}"
                )
            _refuse_unknown(value, known[name], f"{place}.{name}")
    elif isinstance(raw, list) and isinstance(known, list | tuple):
        for index, (value, kept) in enumerate(zip(raw, known, strict=True)):
            _refuse_unknown(value, kept, f"{place}[{index}]")


def _given(raw: dict[str, object], name: str) -> str:
    return shown(raw[name]) if name in raw else "nothing"
