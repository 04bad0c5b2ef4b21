"""What a reader asks of a siting: what is put up, to what end, how many, how far, where not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.ui import state
from planner.demand.siting import COUNTS, WHATS, SitingSettings
from planner.problem.siting import GOALS
from planner.words import say

if TYPE_CHECKING:
    from planner.demand.ground import Ground
    from planner.words import Lang

_LIMITS = {  # a field that may be left at 0 for none is another one than where it may not
    "number": (0, 500),
    "number_none": (0, 500),
    "within": (1, 20_000),
    "within_none": (0, 20_000),
    "every": (20, 2000),
    "price_each": (0, 10**6),
    "budget": (0, 10**9),
}


def asked(ground: Ground, lang: Lang) -> SitingSettings:
    """Ask for everything and return it."""
    what = _picked("what", WHATS, "siting.what", "siting_what", lang)
    goal = _picked("goal", GOALS, "siting.goal", "siting.choice", lang, "siting.goal_help")
    free = goal == "price"  # all is covered, whatever number that takes
    far = goal in {"median", "centre"}  # any way that leads there may do
    number = _counted("number_none", 0, lang) if free else _counted("number", 6, lang)
    within = _counted("within_none", 0, lang) if far else _counted("within", 500, lang)
    every = _counted("every", 200, lang)
    count = _picked("count", COUNTS, "siting.count_by", "siting.by", lang)
    with st.popover(say("siting.more", lang), icon=":material/tune:"):
        standing = _places(ground, "standing", lang)
        forbidden = _places(ground, "forbidden", lang)
        price = _counted("price_each", 1, lang)
        budget = _counted("budget", 0, lang)
    return SitingSettings(
        what=what,
        goal=goal,
        number=None if free and number == 0 else number,
        budget=budget or None,
        price=price,
        within_m=within or None,
        every_m=every,
        count=count,
        standing=standing,
        forbidden=forbidden,
    )


def _picked(
    key: str, options: tuple[str, ...], word: str, group: str, lang: Lang, hint: str = ""
) -> str:
    return state.picked(
        f"siting_{key}",
        options,
        say(word, lang),
        lambda name: say(f"{group}.{name}", lang),
        hint=say(hint, lang) if hint else "",
    )


def _counted(word: str, start: int, lang: Lang) -> int:
    least, most = _LIMITS[word]
    return state.counted(
        f"siting_{word}", say(f"siting.{word}", lang), least=least, most=most, start=start
    )


def _places(ground: Ground, key: str, lang: Lang) -> tuple[str, ...]:
    area = ground.area
    names = area.places[f"name_{lang}"]
    chosen = st.multiselect(
        say(f"siting.{key}", lang),
        [str(name) for name in names.index],
        key=f"siting_{key}_{area.area_id}",
        format_func=lambda name: f"{names[name]} · {name}",
        placeholder="—",
        select_all=False,
        persist_state="session",
    )
    return tuple(chosen)
