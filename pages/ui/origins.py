"""One line under a page's title: which of its numbers are measured, entered or guessed."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Literal

import streamlit as st

from planner.demand.place_header import BANDS
from planner.words import Lang, say

if TYPE_CHECKING:
    from planner.road import Ground

Part = Literal["shapes", "counts", "incidents", "times", "sight"]
_SURE: dict[Part, str] = {"shapes": "measured", "times": "guessed", "sight": "guessed"}
_COLUMNS: dict[Part, tuple[str, ...]] = {"counts": ("household_count",), "incidents": BANDS}
_COLOURS = {"measured": "green", "entered": "blue", "planned": "violet", "guessed": "orange"}


def badge(kind: str, lang: Lang) -> str:
    """Say in colour and words how sure a number is: measured, planned, entered or guessed."""
    return f":{_COLOURS[kind]}-badge[{say(f'provenance.{kind}', lang)}]"


def told(ground: Ground, lang: Lang, *parts: Part) -> None:
    """Say of each kind of number on a page how sure it is."""
    words = (
        _counts(ground, part, lang) if part in _COLUMNS else _one(part, lang) for part in parts
    )
    st.caption(" ".join(words))


def _one(part: Part, lang: Lang) -> str:
    return f"{badge(_SURE[part], lang)} {say(f'origins.{part}', lang)}"


def _counts(ground: Ground, part: Part, lang: Lang) -> str:
    """Say at how many places a number is measured, entered or guessed; incidents by band."""
    kinds: Counter[str] = Counter()
    for column in _COLUMNS[part]:
        for origin, places in ground.places.origins(column, ground.area).items():
            kinds[origin.kind] += places
    unit = "origins.bands" if part == "incidents" else "origins.places"
    each = (f"{badge(kind, lang)} {say(unit, lang, count=n)}" for kind, n in kinds.items())
    return f"{say(f'origins.{part}', lang)} {' '.join(each)}"
