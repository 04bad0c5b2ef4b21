"""Choices that the parts about minutes share: how people go, and in which band of the day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pages.ui import state
from planner.demand.cells import TIME_BANDS
from planner.words import say

if TYPE_CHECKING:
    from geo.speeds import Mode
    from planner.words import Lang

MODES: dict[str, Mode] = {"motorbike": "motorbike", "car": "car", "foot": "foot"}
OWN = "own"


def mode(lang: Lang, *, own: bool = False) -> Mode | None:
    """Ask how everybody goes; None: each post by its own mode, where that is offered."""

    def word(key: str) -> str:
        return say("reach.own" if key == OWN else f"mode.{key}", lang)

    name = "what_if_mode" if own else "reach_mode"
    options = (OWN, *MODES) if own else tuple(MODES)
    return MODES.get(state.picked(name, options, say("reach.mode", lang), word))


def band(lang: Lang) -> str:
    """Ask for a band of the day."""
    return state.picked(
        "reach_band",
        tuple(TIME_BANDS),
        say("reach.band", lang),
        lambda key: say(f"standby.of.{key}", lang),
    )
