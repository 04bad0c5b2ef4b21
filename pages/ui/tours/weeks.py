"""Approved weeks: a plan becomes one, is opened again, and is ticked off by place and day."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import streamlit as st

from pages.ui import cards, state
from pages.ui.tours import bench, kept, lay, papers, ticks
from pages.ui.tours.work import Sheet
from planner.demand.tour_settings import to_plain
from planner.report import tour_tables
from planner.report.tour_tables import day_name
from planner.store import tours as store
from planner.store.tours import Week
from planner.words import LANGS, say

if TYPE_CHECKING:
    from pages.ui.tours.asked import Asked
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


def is_approved(sheet: Sheet) -> bool:
    """Return whether just this plan is the approved one of its week."""
    area_id, first = sheet.on.ground.area.area_id, sheet.on.first_day
    if first not in store.approved(state.TOURS, area_id):
        return False
    week = store.load(state.TOURS, area_id, first)
    return week.problem == sheet.problem and week.plan == sheet.plan


def _approve(sheet: Sheet) -> None:
    on = sheet.on
    names = {lang: on.names(lang) for lang in LANGS}
    week = Week(
        on.first_day,
        store.now(),
        sheet.problem,
        sheet.plan,
        names,
        steps=on.context.steps,
        visits=on.context.known,
        settings=to_plain(on.context.settings),
    )
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
    with st.spinner(say("app.asking", lang)):
        on = kept.ground_of(ground, week)
    if on is None:
        st.warning(say("week.no_ground", lang), icon=":material/wrong_location:")
    else:
        _map(week, on, lang)
    ticks.sheet(area_id, week, names, lang)
    ticks.files(ground, week, names, lang)
    ticks.done(area_id, week, names, lang)
    if on is not None:
        kept.show(ground, week, on, lang)
    table = tour_tables.list_table(week.problem, week.plan, week.first_day, names, lang)
    cards.table(table, lang, name="approved", title=say("week.list", lang))
    if on is not None:
        papers.show(week.problem, week.plan, on.context, lang)


def _map(week: Week, on: Asked, lang: Lang) -> None:
    """Show the ways of a day as they were approved."""
    sheet = Sheet(week.problem, week.problem, week.plan, "copied", on)
    number = bench.day_shown(sheet, lang, key=f"approved-day-{week.first_day}")
    bench.map_shown(lay.Day(sheet, number, on.names(lang), lang), on, lang)
