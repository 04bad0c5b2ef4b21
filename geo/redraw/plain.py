"""Operations as plain JSON values and back."""

from dataclasses import fields
from typing import Any, get_args

import msgspec
import numpy as np
import shapely
from shapely import Polygon

from geo.redraw.operations import Operation
from geo.redraw.refusals import Why, refusal

_WORD = {
    "Split": "split",
    "SplitAlong": "split_along",
    "Merge": "merge",
    "Transfer": "transfer",
    "Refine": "refine",
    "Reshape": "reshape",
    "MoveVertex": "move_vertex",
    "CutOut": "cut_out",
    "Dissolve": "dissolve",
    "Replan": "replan",
    "Lock": "lock",
    "Unlock": "unlock",
    "Rename": "rename",
    "Recode": "recode",
}
_KIND = {_WORD[kind.__name__]: kind for kind in get_args(Operation)}


def to_plain(operation: Operation) -> dict[str, object]:
    """Write an operation as a JSON object; key ``op`` says which.

    Numbers are written as they are, so what is read back does the same to the last bit.
    """
    held = msgspec.to_builtins(
        {field.name: getattr(operation, field.name) for field in fields(operation)},
        enc_hook=_rings,
    )
    return {"op": _WORD[type(operation).__name__], **held}


def from_plain(plain: object) -> Operation:
    """Read an operation.

    Raises
    ------
    InputError
        redraw_bad_operation: no such operation, a field too many, missing or of a wrong kind.
    """
    if not isinstance(plain, dict) or not isinstance(plain.get("op"), str):
        raise refusal(Why.BAD_OPERATION, told="key op is missing")
    values = {key: value for key, value in plain.items() if key != "op"}
    kind = _KIND.get(plain["op"])
    if kind is None:
        raise refusal(Why.BAD_OPERATION, told=f"op {plain['op']!r:.80} is not known")
    unknown = sorted(str(key) for key in values.keys() - {field.name for field in fields(kind)})
    if unknown:
        raise refusal(Why.BAD_OPERATION, told=f"{unknown[0]:.80} is not a field of it")
    try:
        read: Operation = msgspec.convert(values, kind, dec_hook=_polygon)
    except (msgspec.ValidationError, shapely.GEOSException, ValueError, TypeError) as error:
        raise refusal(Why.BAD_OPERATION, told=str(error)[:200]) from error
    return read


def _rings(value: object) -> object:
    """Polygon as its rings, the outer one first; numbers of numpy as plain numbers."""
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, Polygon):
        return [shapely.get_coordinates(ring).tolist() for ring in shapely.get_rings(value)]
    raise TypeError(type(value).__name__)


def _polygon(kind: type, value: Any) -> Polygon:  # noqa: ANN401 - anything may stand in a file
    if kind is not Polygon:
        raise TypeError(kind.__name__)
    rings = msgspec.convert(value, tuple[tuple[tuple[float, float], ...], ...])
    if not rings or not all(np.isfinite(ring).all() for ring in rings):
        msg = "a polygon needs rings of finite numbers"
        raise ValueError(msg)
    return Polygon(rings[0], rings[1:])
