"""One line under a page's title: which of its numbers are measured, entered or guessed."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Literal

import streamlit as st

from planner.words import Lang, say

if TYPE_CHECKING:
    from planner.road import Ground

Part = Literal["shapes", "counts", "times", "sight"]
_SURE: dict[Part, str] = {"shapes": "measured", "times": "guessed", "sight": "guessed"}
_COLOURS = {"measured": "green", "entered": "blue", "guessed": "orange"}


def badge(kind: str, lang: Lang) -> str:
    """Say in colour and words how sure a number is: measured, entered or guessed."""
    return f":{_COLOURS[kind]}-badge[{say(f'provenance.{kind}', lang)}]"


def told(ground: Ground, lang: Lang, *parts: Part) -> None:
    """Say of each kind of number on a page how sure it is."""
    st.caption(" ".join(_counts(ground, lang) if p == "counts" else _one(p, lang) for p in parts))


def _one(part: Part, lang: Lang) -> str:
    return f"{badge(_SURE[part], lang)} {say(f'origins.{part}', lang)}"


def _counts(ground: Ground, lang: Lang) -> str:
    """Say how many places' households are measured, entered or guessed."""
    kinds: Counter[str] = Counter()
    for origin, places in ground.places.origins("household_count", ground.area).items():
        kinds[origin.kind] += places
    each = (
        f"{badge(kind, lang)} {say('origins.places', lang, count=n)}" for kind, n in kinds.items()
    )
    return f"{say('origins.counts', lang)} {' '.join(each)}"
