"""What a station asks of its roster: the settings above the board."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.ui import state
from planner.demand.day_types import first_of_patrols
from planner.demand.roster import RosterSettings
from planner.demand.roster_patterns import PATTERNS
from planner.words import Lang, say

if TYPE_CHECKING:
    from planner.demand.ground import Ground
    from planner.demand.roster_book import RosterBook

_YES_NO = ("yes", "no")
_PATTERN = "roster-pattern-was"
DAYS_MOST = 62


def settings(ground: Ground, book: RosterBook, lang: Lang) -> RosterSettings:
    """Show what a station sets and return it, with what the office has in its book."""
    first = state.dated("first", say("roster.first", lang), first_of_patrols(ground.area.data_date))
    pattern = state.picked(
        "pattern",
        tuple(PATTERNS),
        say("roster.pattern", lang),
        lambda key: say(f"roster_pattern.{key}", lang),
        hint=say("roster.pattern_help", lang),
    )
    days = state.counted("days", say("roster.days", lang), least=7, most=DAYS_MOST, start=28)
    run = state.counted("run", say("roster.longest_run", lang), least=1, most=14, start=6)
    usual = book.pattern(pattern).held_in_pct
    if st.session_state.get(_PATTERN, pattern) != pattern:
        st.session_state["held_in"] = usual  # each template has a share of its own
    st.session_state[_PATTERN] = pattern
    held_in = state.counted(
        "held_in", say("roster.held_in_pct", lang), least=0, most=100, start=usual
    )
    extra = state.counted("extra", say("roster.extra", lang), least=0, most=9, start=1)
    leader, must = (
        state.picked(
            name,
            order,
            say(f"roster.{name}", lang),
            lambda key, name=name: say(f"roster.{name}_{key}", lang),  # type: ignore[misc]
        )
        for name, order in (("leader", _YES_NO), ("must", _YES_NO[::-1]))
    )
    return RosterSettings(
        first,
        days,
        pattern,
        post_ids=book.post_ids,
        extra=(("market", extra), ("flood", extra)),
        must=must == "yes",
        longest_run=run,
        leader_daily=leader == "yes",
        held_in_pct=held_in,
        own=book.patterns.get(pattern),
        entries=book.entries,
    )
