"""Numbers, areas, lengths, times and shares as a reader of either language writes them."""

from __future__ import annotations

import string
from collections.abc import Callable, Mapping, Sequence
from typing import Literal

from planner.words.labels import in_chinese

Lang = Literal["zh", "en"]
LANGS: tuple[Lang, ...] = ("zh", "en")

_M2_PER_KM2 = 1_000_000
_M2_PER_HA = 10_000
_LEAST_M2 = 0.001  # below a square of three centimetres nobody reads digits
_DAY_S = 86_400


def number(value: float, lang: Lang, *, decimals: int = 0) -> str:
    """Write a number with thousands separators and a fixed number of decimals."""
    del lang  # both languages write 25,300 and 0.5 alike
    return f"{value:,.{decimals}f}"


def area(value_m2: float, lang: Lang) -> str:
    """Write an area given in m2: km2 from 0.1 km2 on, m2 with decimals that matter below."""
    km2, m2 = (" 平方公里", " 平方米") if lang == "zh" else (" km²", " m²")
    if abs(value_m2) >= _M2_PER_KM2 / 10:
        return f"{value_m2 / _M2_PER_KM2:,.2f}{km2}"
    if 0 < abs(value_m2) < _LEAST_M2:
        return f"不到 {_LEAST_M2}{m2}" if lang == "zh" else f"under {_LEAST_M2}{m2}"
    if abs(value_m2) >= 100 or value_m2 == int(value_m2):
        return f"{value_m2:,.0f}{m2}"
    return f"{value_m2:,.4g}{m2}"


def length(value_m: float, lang: Lang) -> str:
    """Write a length given in metres: km from 1 km on."""
    km, metre = (" 公里", " 米") if lang == "zh" else (" km", " m")
    if abs(value_m) >= 1000:
        return f"{value_m / 1000:,.1f}{km}"
    return f"{value_m:,.0f}{metre}"


def duration(value_s: float, lang: Lang) -> str:
    """Write a time span given in seconds: hours and minutes, seconds only below two minutes."""
    if abs(value_s) < 120:
        return f"{value_s:.0f} 秒" if lang == "zh" else f"{value_s:.0f} s"
    hours, minutes = divmod(round(value_s / 60), 60)
    parts = ((hours, "小时", "h"), (minutes, "分", "min"))
    words = [f"{n} {zh if lang == 'zh' else en}" for n, zh, en in parts if n]
    return " ".join(words)


def late(value_s: float, lang: Lang) -> str:
    """Write a time span that misses a limit: minutes rounded up, as 30 min 20 s are not 30."""
    return duration(value_s if value_s < 120 else -(-value_s // 60) * 60, lang)


def clock(value_s: float, lang: Lang) -> str:
    """Write a time of day given in seconds after midnight; the next day is marked."""
    days, second = divmod(round(value_s), _DAY_S)
    if second == 0 and days:
        days, second = days - 1, _DAY_S
    text = f"{second // 3600:02d}:{second % 3600 // 60:02d}"
    if days:
        return f"次日 {text}" if lang == "zh" else f"{text} (+{days} d)"
    return text


def share(value: float, lang: Lang) -> str:
    """Write a share between 0 and 1 as a percentage with one decimal."""
    del lang
    return f"{value * 100:.1f}%"


def listed(values: Sequence[str], lang: Lang, *, most: int = 8) -> str:
    """Join names into one list, the first few only, and say how many there are."""
    joint = "、" if lang == "zh" else ", "
    text = joint.join(in_chinese(value) if lang == "zh" else value for value in values[:most])
    if len(values) > most:
        text += f" 等 {len(values)} 个" if lang == "zh" else f" and {len(values) - most} more"
    return text


class Sentence(string.Formatter):
    """A formatter whose field specs are kinds of figures: ``{limit_s:duration}``.

    The spec ``of GROUP`` turns a code into its word: ``{state:of consent}``; ``n ONE/MANY``
    writes a number with the form of a word that goes with it: ``{count:n fault/faults}``.
    """

    def __init__(self, lang: Lang, word: Callable[[str, Lang], str]) -> None:
        super().__init__()
        self.lang: Lang = lang
        self.word = word

    def format_field(self, value: object, format_spec: str) -> str:
        """Write one fact the way its spec asks for."""
        if format_spec.startswith("of "):
            return self.word(f"{format_spec[3:]}.{value}", self.lang)
        if format_spec.startswith("n "):
            one, many = format_spec[2:].split("/")
            count = float(str(value))
            return f"{number(count, self.lang)} {one if count == 1 else many}"
        spec = _SPECS.get(format_spec)
        if spec is not None:
            # a figure that was stored as text is still a figure
            return spec(float(str(value)), self.lang)
        if isinstance(value, list | tuple):
            return listed([str(item) for item in value], self.lang)
        said = str(super().format_field(value, format_spec))
        return in_chinese(said) if self.lang == "zh" and isinstance(value, str) else said


_SPECS: Mapping[str, Callable[[float, Lang], str]] = {
    "n": number,
    "area": area,
    "length": length,
    "duration": duration,
    "late": late,
    "clock": clock,
    "share": share,
}
