"""Approved weeks: a plan becomes one, is opened again, and is ticked off by place and day."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from pages.ui import cards, state
from pages.ui.tours import papers
from pages.ui.tours.asked import ask
from planner.problem.tour_parts import DAY_S
from planner.report import tour_tables
from planner.report.tour_tables import day_name
from planner.store import tours as store
from planner.store.tour_settings import own_tours
from planner.store.tours import REASONS, Tick, Week
from planner.words import LANGS, say

if TYPE_CHECKING:
    from pages.ui.tours.work import Sheet
    from planner.demand.ground import Ground
    from planner.store.tours import Reason
    from planner.words import Lang

_LOG = logging.getLogger(__name__)
_TOLD = "tours-approved-told"
_ROW_PX = 35


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
    _sheet(area_id, week, names, lang)
    _done(area_id, week, names, lang)
    table = tour_tables.list_table(week.problem, week.plan, week.first_day, names, lang)
    cards.table(table, lang, name="approved", title=say("week.list", lang))
    _cards(ground, week, lang)


def _cards(ground: Ground, week: Week, lang: Lang) -> None:
    """Offer the duty cards of an approved week, where its places are still what they were."""
    if not st.toggle(say("week.cards_make", lang), key=f"cards-{week.first_day}"):
        return
    with st.spinner(say("app.asking", lang)):
        settings = own_tours(state.OFFICE, ground.area.area_id)
        context = ask(ground, settings, week.first_day, week.problem.days, {}).context
    tasks = {task.task_id for task in week.problem.tasks}
    places = set(week.problem.location_ids)
    if tasks <= set(context.tasks.index) and places <= set(context.spots.index):
        papers.show(week.problem, week.plan, context, lang)
    else:
        st.warning(say("week.cards_gone", lang))


def _sheet(area_id: str, week: Week, names: dict[str, str], lang: Lang) -> None:
    """Show the tick sheet of a day: all done at first, so that only what is missing is typed."""
    st.subheader(say("week.ticks", lang))
    turns = {turn.turn_id: turn for turn in week.problem.turns}
    days = sorted({turns[tour.turn_id].day for tour in week.plan.tours})
    if not days:
        st.caption(say("common.nothing_here", lang))
        return
    day = st.segmented_control(
        say("week.tick_day", lang),
        days,
        default=days[0],
        format_func=lambda number: day_name(week.first_day + timedelta(days=number), lang),
        required=True,
        key=f"tick-day-{week.first_day}",
    )
    known = {(tick.task_id, tick.day): tick for tick in _ticks(area_id, week)}
    words = {say(f"week.reason.{reason}", lang): reason for reason in REASONS}
    rows, keys = [], []
    for tour in sorted(week.plan.tours, key=lambda tour: tour.turn_id):
        turn = turns[tour.turn_id]
        for number, call in enumerate(tour.calls, start=1):
            if turn.day != day:
                continue
            tick = known.get((call.task_id, call.begin_s // DAY_S))
            reason = say(f"week.reason.{tick.reason}", lang) if tick and tick.reason else ""
            done = tick.done if tick else True
            rows.append(
                (names.get(turn.crew_id, turn.crew_id), number,
                 names.get(call.task_id, call.task_id), done, reason)
            )  # fmt: skip
            keys.append((call.task_id, call.begin_s // DAY_S))
    heads = [say(f"col.{name}", lang) for name in ("crew", "stop", "site", "done", "why_not")]
    with st.form(f"ticks-{week.first_day}-{day}"):
        st.caption(say("week.ticks_help", lang))
        edited = st.data_editor(
            pd.DataFrame(rows, columns=heads),
            alt=say("week.ticks", lang),
            hide_index=True,
            disabled=heads[:3],
            key=f"tick-{week.first_day}-{day}-{lang}",
            height=_ROW_PX * (len(rows) + 1) + 2,
            column_config={
                heads[1]: st.column_config.Column(width=60),
                heads[4]: st.column_config.SelectboxColumn(options=["", *words]),
            },
        )
        asked = st.form_submit_button(say("week.ticks_save", lang), type="primary")
    if asked:
        told = list(edited.itertuples(index=False, name=None))
        ticks = [
            _tick(key, done=bool(row[3]), reason=words.get(row[4], "other"))
            for key, row in zip(keys, told, strict=True)
        ]
        _keep(area_id, week, ticks, lang)


def _tick(key: tuple[str, int], *, done: bool, reason: Reason) -> Tick:
    return Tick(*key, done=done, reason="" if done else reason)


def _keep(area_id: str, week: Week, ticks: list[Tick], lang: Lang) -> None:
    """Keep the ticks of some calls with those of the others; done is what nobody misses."""
    merged = {(tick.task_id, tick.day): tick for tick in _ticks(area_id, week)}
    for key in {(tick.task_id, tick.day) for tick in ticks}:
        same = [tick for tick in ticks if (tick.task_id, tick.day) == key]
        merged[key] = min(same, key=lambda tick: tick.done)
    try:
        store.tick(
            state.TOURS, area_id, week.first_day, tuple(merged[key] for key in sorted(merged))
        )
    except OSError:
        _LOG.exception("ticks could not be kept")
        st.error(say("week.not_kept", lang))
        return
    missed = sum(not tick.done for tick in ticks)
    st.success(say("week.ticks_saved", lang, count=len(ticks), missed=missed))


def _ticks(area_id: str, week: Week) -> tuple[Tick, ...]:
    return store.ticks_of(state.TOURS, area_id, week.first_day)


def _done(area_id: str, week: Week, names: dict[str, str], lang: Lang) -> None:
    """Show planned and done by place; nothing is ever counted by crew or person."""
    ticks = _ticks(area_id, week)
    st.subheader(say("week.done", lang))
    st.caption(say("week.done_help", lang))
    if ticks:
        told = [(tick.task_id, tick.done, tick.reason) for tick in ticks]
        table = tour_tables.done_table(store.calls_of(week.plan), told, names, lang)
        cards.table(table, lang, name="planned-done")
    else:
        st.caption(say("week.no_ticks", lang))
