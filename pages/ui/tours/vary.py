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
    from planner.judge.tours_variety import Walk
    from planner.words import Lang

_WEEKS_BACK = 8
_SEED_MOST = 10**6


def show(work: Work, sheet: Sheet, lang: Lang) -> None:
    """Show the score of the plan, and offer the same calls in another order at other hours."""
    past = seen_before(sheet)
    score = predictability([*past, *walks_of(sheet.problem, sheet.plan, sheet.on.first_day)])
    with st.container(border=True):
        facts = {"score": score.score, "hour": score.hour, "order": score.order}
        words = say("week.score", lang, bets=score.bets, **facts)
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
            plan = tours.varied(
                sheet.problem, sheet.plan, seed=int(seed), first=sheet.on.first_day, before=past
            )
        work.add(replace(sheet, plan=plan, how="varied"))
        st.rerun()


def seen_before(sheet: Sheet) -> tuple[Walk, ...]:
    """Return what a watcher has seen in the approved weeks before this one."""
    area_id, first = sheet.on.ground.area.area_id, sheet.on.first_day
    days = [day for day in store.approved(state.TOURS, area_id) if day < first][:_WEEKS_BACK]
    weeks = [store.load(state.TOURS, area_id, day) for day in days]
    return tuple(
        walk for week in weeks for walk in walks_of(week.problem, week.plan, week.first_day)
    )
