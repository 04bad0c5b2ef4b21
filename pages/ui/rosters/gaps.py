"""A shift that stays short: who could fill it and at what price, or why nobody can."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import streamlit as st

from pages.ui.plain import plain
from planner import rosters
from planner.report.roster_changes import short_shifts
from planner.report.roster_names import fault_told, names_of
from planner.report.roster_table import word
from planner.words import Lang, say

if TYPE_CHECKING:
    from pages.ui.rosters.work import Desk, Step

_MOST = 4


def show(table: Desk, step: Step, lang: Lang) -> None:
    """Let a short shift be chosen and show who could fill it, as a button each."""
    labels = {
        f"{table.first + timedelta(days=cover.day)} {word(cover.shift_id, lang)}": cover
        for cover, _ in short_shifts(step.problem, step.plan)
        if cover.day >= step.since
    }
    if not labels:
        return
    chosen = st.selectbox(say("roster_gaps.which", lang), list(labels), width=320, key="roster-gap")
    cover, names = labels[chosen], names_of(step.problem, table.names, lang)
    found = rosters.fillers(step.problem, step.plan, cover.day, cover.shift_id)
    sound = [one for one in found if not one.new]
    if not sound:
        st.caption(say("roster_gaps.none", lang, count=len(found)))
        for one in found[:_MOST]:
            told = fault_told(one.new[0], names, table.first, lang)
            slot = step.problem.slots[one.cells[0][0]].slot_id
            st.markdown(f"- {plain(names[slot])}: {plain(told)}")
        return
    if sound[0].more >= 0:
        st.caption(say("roster_gaps.dear", lang))
    for one in sound[:_MOST]:
        row, day = one.cells[0]
        words = say(
            "roster_gaps.filler",
            lang,
            slot=names[step.problem.slots[row].slot_id],
            was=word(step.plan.rows[row][day], lang),
            more=one.more,
        )
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(plain(words), width=560)
            st.button(
                say("roster.cure_take", lang),
                key=f"roster-gap-{row}",
                on_click=table.work.add,
                args=(step.changed(one.plan),),
            )
