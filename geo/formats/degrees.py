"""Numbers of coordinates as people write them: decimal, or degrees, minutes and seconds."""

import math
import re
import unicodedata

_SIGNS = str.maketrans({"″": '"', "”": '"', "“": '"', "′": "'", "’": "'", "‘": "'", "º": "°"})
_ANGLE = re.compile(
    r"""(?P<before>[ENSW]|东经|西经|北纬|南纬)?\s*(?P<sign>[+-]?)(?P<deg>\d{1,3}(\.\d+)?)\s*[°度]\s*
    ((?P<min>\d{1,2}(\.\d+)?)\s*['分]\s*((?P<sec>\d{1,2}(\.\d+)?)\s*("|''|秒))?)?\s*
    (?P<after>[ENSW])?""",
    re.IGNORECASE | re.VERBOSE,
)
_NEGATIVE = frozenset({"S", "W", "西经", "南纬"})


def number_of(cell: object) -> float:
    """Read the number of a cell: as it is, as text, or an angle such as 104°18′30″ in degrees.

    Raises
    ------
    ValueError
        The cell is none of these, or not finite.
    """
    if isinstance(cell, bool) or not isinstance(cell, (int, float, str)):
        msg = "expected a number"
        raise ValueError(msg)  # noqa: TRY004 - wrong input, not a wrong program
    text = unicodedata.normalize("NFKC", str(cell).translate(_SIGNS)).strip()
    if angle := _ANGLE.fullmatch(text):
        return _degrees(angle)
    if "_" in text:  # Python reads 1_000, nobody else does
        msg = "expected a number"
        raise ValueError(msg)
    number = float(text)
    if not math.isfinite(number):
        msg = "expected a finite number"
        raise ValueError(msg)
    return number


def _degrees(angle: re.Match[str]) -> float:
    degrees, minutes, seconds = (float(angle[part] or 0) for part in ("deg", "min", "sec"))
    broken = (angle["min"] and "." in angle["deg"]) or (angle["sec"] and "." in angle["min"])
    if broken or minutes >= 60 or seconds >= 60:
        msg = "expected minutes and seconds below 60"
        raise ValueError(msg)
    marks = {(angle["before"] or "").upper(), (angle["after"] or "").upper()}
    negative = (angle["sign"] == "-") != bool(marks & _NEGATIVE)
    size = degrees + (minutes + seconds / 60) / 60
    return -size if negative else size
