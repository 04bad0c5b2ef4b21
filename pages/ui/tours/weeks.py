"""Approved weeks: a plan becomes one, is opened again, and is ticked off by place and day."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import streamlit as st

from pages.ui import cards, state
from pages.ui.tours import papers, ticks
from pages.ui.tours.asked import ask
from planner.report import tour_tables
from planner.report.tour_tables import day_name
from planner.store import tours as store
from planner.store.tour_settings import own_tours
from planner.store.tours import Week
from planner.words import LANGS, say

if TYPE_CHECKING:
    from pages.ui.tours.work import Sheet
    from planner.demand.ground import Ground
    from planner.words import Lang

_LOG = logging.getLogger(__name__)
_TOLD = "tours-approved-told"


def approval(sheet: Sheet, lang: Lang) -> None:
    """Offer to approve a plan that the judge has nothing against."""
    area_id, first = sheet.on.ground.area.area_id, sheet.on.first_day
    st.subheader(say("week.approve_title", lang))
    told = st.session_state.pop(_TOLD, "")
    if told:
        box = st.success if told == "week.approved_now" else st.error
        box(say(told, lang, date=first.isoformat()))
    if first in store.approved(state.TOURS, area_id):
        st.caption(say("week.approved_before", lang, date=first.isoformat()))
    faults = sheet.faults
    if faults:
        st.caption(say("week.approve_faults", lang, count=len(faults)))
    st.button(
        say("week.approve", lang),
        type="primary",
        icon=":material/task_alt:",
        disabled=bool(faults),
        on_click=_approve,
        args=(sheet,),
    )


def _approve(sheet: Sheet) -> None:
    names = {lang: sheet.on.names(lang) for lang in LANGS}
    week = Week(sheet.on.first_day, store.now(), sheet.problem, sheet.plan, names)
    try:
        store.approve(state.TOURS, sheet.on.ground.area.area_id, week)
    except OSError:
        _LOG.exception("the week could not be approved")
        st.session_state[_TOLD] = "week.not_kept"
        return
    st.session_state[_TOLD] = "week.approved_now"


def show(ground: Ground, lang: Lang) -> None:
    """Show the approved weeks, and of one of them the list, the tick sheet and what was done."""
    area_id = ground.area.area_id
    weeks = store.approved(state.TOURS, area_id)
    if not weeks:
        st.info(say("week.none_approved", lang), icon=":material/event_note:")
        return
    first = st.selectbox(
        say("week.which", lang),
        weeks,
        format_func=lambda day: say("week.from", lang, day=day_name(day, lang), year=day.year),
        width=320,
    )
    week = store.load(state.TOURS, area_id, first)
    names = dict(week.names.get(lang, {}))
    st.caption(say("week.approved_at", lang, at=week.approved_at.replace("T", " ")[:16]))
    ticks.sheet(area_id, week, names, lang)
    ticks.files(ground, week, names, lang)
    ticks.done(area_id, week, names, lang)
    table = tour_tables.list_table(week.problem, week.plan, week.first_day, names, lang)
    cards.table(table, lang, name="approved", title=say("week.list", lang))
    _cards(ground, week, lang)


def _cards(ground: Ground, week: Week, lang: Lang) -> None:
    """Offer the duty cards of an approved week, where its places are still what they were."""
    if not st.toggle(say("week.cards_make", lang), key=f"cards-{week.first_day}"):
        return
    with st.spinner(say("app.asking", lang)):
        settings = own_tours(state.OFFICE, ground.area.area_id)
        asked = ask(ground, settings, week.first_day, week.problem.days, {})
    if asked.knows(week.problem):
        papers.show(week.problem, week.plan, asked.context, lang)
    else:
        st.warning(say("week.cards_gone", lang))
