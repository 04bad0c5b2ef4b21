"""The rules of width, surface, night and rain as an office has set them in place of ours."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Literal, get_args

import msgspec

from geo.rules import (
    MODES,
    RULES,
    SURFACES,
    Mode,
    NightRule,
    Rules,
    SlowRule,
    Surface,
    SurfaceRule,
    WidthRule,
)
from geo.schema import InputError

What = Literal[
    "width",
    "night",
    "slow",
    "top_paved",
    "top_gravel",
    "top_earth",
    "rain_paved",
    "rain_gravel",
    "rain_earth",
]
WHATS: tuple[What, ...] = get_args(What)
OWN = "the office's own"
LEAST_SHARE = 0.05  # below it a plan would crawl for days: say 0, nobody goes there
_RANGES = {"width": (0.0, 10.0), "night": (LEAST_SHARE, 1.0), "top": (0.5, 120.0)}
_SURFACE: Mapping[str, Surface] = {name: name for name in SURFACES}


@dataclass(frozen=True, slots=True)
class OwnRule:
    """One number an office has set for one mode.

    Parameters
    ----------
    value
        Metres of width, km/h at most on a surface, or the share of the speed that is left; a
        share of 0 in rain: nobody goes there by this mode.
    """

    mode: Mode
    what: What
    value: float

    def __post_init__(self) -> None:
        """Refuse what no table of rules may hold."""
        if self.mode not in MODES or self.what not in whats(self.mode):
            told = "rules: {mode} has no number {what}."
            facts = {"mode": str(self.mode), "what": str(self.what)}
            raise InputError(code="rule_unknown", facts=facts, sentence=told)
        least, most = _RANGES.get(self.what.split("_", maxsplit=1)[0], (LEAST_SHARE, 1.0))
        never = self.value == 0 and self.what.startswith(("rain", "slow"))
        if not (least <= self.value <= most or never):
            told = "rules, {mode} {what}: expected {least} to {most}, given {given}."
            shown = {"least": least, "most": most, "given": self.value}
            facts = {name: _shown(self.what, value) for name, value in shown.items()}
            facts |= {"mode": self.mode, "what": self.what}
            raise InputError(code="rule_value", facts=facts, sentence=told)


def _shown(what: What, value: float) -> str:
    return f"{value:g}" if what.startswith(("width", "top")) else f"{100 * value:g} %"


def whats(mode: Mode) -> tuple[What, ...]:
    """Numbers a mode has: the table of speeds alone says how fast people walk."""
    return tuple(what for what in WHATS if mode != "foot" or not what.startswith("top"))


def value_of(rules: Rules, mode: Mode, what: What) -> float:
    """Read one number of the rules; a surface nobody spoke of limits nothing."""
    kind, _, name = what.partition("_")
    if kind == "width":
        return rules.least_m(mode)
    if kind == "night":
        return rules.night_share(mode)
    if kind == "slow":
        return rules.slow_share(mode)
    row = rules.on(mode)[_SURFACE[name]]
    return row.most_kmh if kind == "top" else row.rain_share


def rules_with(own: Iterable[OwnRule]) -> Rules:
    """Put an office's numbers in place of ours; what it sets is not guessed any more."""
    rules = RULES
    for row in own:
        rules = _changed(rules, row)
    return rules


def _changed(rules: Rules, own: OwnRule) -> Rules:
    mode, value = own.mode, own.value
    kind, _, name = own.what.partition("_")
    if kind == "width":
        kept = tuple(row for row in rules.widths if row.mode != mode)
        return replace(rules, widths=(*kept, WidthRule(mode, value, OWN, guessed=False)))
    if kind == "night":
        nights = tuple(row for row in rules.nights if row.mode != mode)
        return replace(rules, nights=(*nights, NightRule(mode, value, OWN, guessed=False)))
    if kind == "slow":
        slows = tuple(row for row in rules.slows if row.mode != mode)
        return replace(rules, slows=(*slows, SlowRule(mode, value, OWN, guessed=False)))
    surfaces = tuple(
        _surface(row, kind, value) if (row.mode, row.surface) == (mode, name) else row
        for row in rules.surfaces
    )
    return replace(rules, surfaces=surfaces)


def _surface(row: SurfaceRule, kind: str, value: float) -> SurfaceRule:
    """Change one of the two numbers of a surface; the other may still be guessed."""
    if kind == "top":
        return replace(row, most_kmh=value)
    return replace(row, rain_share=value)


def set_for(
    own: Sequence[OwnRule], mode: Mode, values: Mapping[What, float]
) -> tuple[OwnRule, ...]:
    """Set the numbers of one mode; those that are as ours are not kept.

    Raises
    ------
    InputError
        rule_unknown or rule_value.
    """
    others = tuple(row for row in own if row.mode != mode)
    mine = (OwnRule(mode, what, value) for what, value in values.items())
    return (*others, *(row for row in mine if row.value != value_of(RULES, mode, row.what)))


def to_plain(own: Sequence[OwnRule]) -> list[dict[str, object]]:
    """Write an office's numbers as plain values, to be kept."""
    return [asdict(row) for row in own]


def from_plain(told: object) -> tuple[OwnRule, ...]:
    """Read an office's numbers as they were kept; nothing kept is an empty table.

    Raises
    ------
    InputError
        rules_damaged.
    """
    if told is None:
        return ()
    try:
        rows = msgspec.convert(told, tuple[OwnRule, ...])
    except (msgspec.ValidationError, InputError) as error:
        raise _damaged() from error
    if len({(row.mode, row.what) for row in rows}) < len(rows):
        raise _damaged()
    return rows


def _damaged() -> InputError:
    told = "The office's own rules of roads cannot be read; set them back and enter them again."
    return InputError(code="rules_damaged", facts={}, sentence=told)
