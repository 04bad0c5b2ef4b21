"""Unpredictable on purpose: how much of the plan could be guessed, and another way of going."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from pages.ui import state
from planner import tours
from planner.judge.tours_variety import predictability, walks_of
from planner.store import tours as store
from planner.words import say

if TYPE_CHECKING:
    from pages.ui.tours.work import Sheet, Work
    from planner.problem.tours import ToursPlan
    from planner.words import Lang

_SEED_MOST = 10**6


def show(work: Work, sheet: Sheet, lang: Lang) -> None:
    """Show the score of the plan, and offer the same calls in another order at other hours."""
    first, area_id = sheet.on.first_day, sheet.on.ground.area.area_id
    past = store.walks_before(state.TOURS, area_id, first)
    score = predictability([*past, *walks_of(sheet.problem, sheet.plan, first)])
    with st.container(border=True):
        facts = {"score": score.score, "hour": score.hour, "order": score.order}
        key = "week.score" if score.bets else "week.score_none"
        words = say(key, lang, bets=score.bets, **facts)
        st.markdown(words, help=say("week.score_help", lang))
        with st.container(horizontal=True, vertical_alignment="bottom"):
            seed = st.number_input(
                say("week.seed", lang),
                0,
                _SEED_MOST,
                1,
                help=say("week.seed_help", lang),
                width=190,
            )
            pressed = st.button(
                say("week.vary", lang),
                icon=":material/shuffle:",
                disabled=bool(sheet.faults),
                help=say("week.vary_help", lang),
            )
    if pressed:
        with st.spinner(say("week.varying", lang)):
            plain = _plain(work, sheet)
            plan = tours.varied(sheet.problem, plain, seed=int(seed), first=first, before=past)
        work.add(replace(sheet, plan=plan, how="varied"))
        st.rerun()


def _plain(work: Work, sheet: Sheet) -> ToursPlan:
    """Return the plan to start from, so that a seed gives one way however often it is pressed."""
    return next((one for one in reversed(work.sheets) if one.how != "varied"), sheet).plan
