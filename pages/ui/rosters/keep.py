"""Kept rosters: kept, opened again, changed when somebody falls out, their balance shown."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import streamlit as st

from pages.ui import state
from pages.ui.rosters.work import Desk, Step, Waiting, Work, shelf
from planner.problem.roster_moves import gone_from
from planner.report.roster import post_names
from planner.report.roster_names import names_of
from planner.store import rosters as store
from planner.store.rosters import KeptRoster
from planner.store.tours import now
from planner.words import LANGS, Lang, say

if TYPE_CHECKING:
    from datetime import date

    from planner.demand.ground import Ground

_LOG = logging.getLogger(__name__)
_TOLD = "roster-kept-told"
MOVED_PRICE = 30
"""Points for each cell that moves when somebody falls out: more than a fairer night is worth."""


def offer(ground: Ground, table: Desk, step: Step, lang: Lang) -> None:
    """Offer to keep a roster that the judge has nothing against."""
    st.subheader(say("roster_kept.keep_title", lang))
    said = st.session_state.pop(_TOLD, None)
    if said is not None:
        box, key = said
        (st.error if box == "error" else st.success)(
            say(key, lang, date=table.first.isoformat()), icon=":material/task_alt:"
        )
    there = table.first in store.kept_days(state.ROSTERS, table.area_id)
    faults = len(step.faults)
    if faults:
        st.caption(say("roster_kept.faults", lang, count=faults))
    elif there:
        st.caption(say("roster_kept.instead", lang, date=table.first.isoformat()))
    st.button(
        say("roster_kept.keep", lang),
        type="primary",
        icon=":material/task_alt:",
        disabled=bool(faults),
        on_click=_keep,
        args=(ground, table, step),
    )


def _keep(ground: Ground, table: Desk, step: Step) -> None:
    names = {lang: post_names(ground.area, lang) for lang in LANGS}
    plain_problem = replace(step.problem, kept=(), moved_price=0, fixed=())
    roster = KeptRoster(table.first, now(), plain_problem, step.plan, table.pattern, names)
    try:
        store.keep_roster(state.ROSTERS, table.area_id, roster)
    except OSError:
        _LOG.exception("the roster could not be kept")
        st.session_state[_TOLD] = ("error", "roster.not_kept")
        return
    st.session_state[_TOLD] = ("success", "roster_kept.kept_now")


def opened(ground: Ground, lang: Lang) -> Desk | None:
    """Show the kept rosters and return the one that is chosen, on a desk of its own."""
    area_id = ground.area.area_id
    days = store.kept_days(state.ROSTERS, area_id)
    if not days:
        st.info(say("roster_kept.none", lang), icon=":material/event_note:")
        return None
    first = st.selectbox(
        say("roster_kept.which", lang), days, format_func=lambda day: day.isoformat(), width=220
    )
    roster = store.load_roster(state.ROSTERS, area_id, first)
    told = roster.kept_at.replace("T", " ")[:16]
    st.caption(say("roster_kept.told", lang, at=told, days=len(roster.problem.days)))
    problem, plan = roster.problem, roster.plan
    # whoever keeps a changed one has it before them as the last step, with the way back
    name = f"kept|{area_id}|{first}"
    work = shelf().get(name, Work)
    if not any(step.plan == plan for step in work.steps):
        work.add(Step(problem, problem, plan, "kept"))
    return Desk(area_id, first, roster.pattern, dict(roster.names.get(lang, {})), work)


def fallen_out(table: Desk, lang: Lang) -> None:
    """Offer to plan around a slot or post that is away: the past stays, little moves."""
    step = table.work.now
    if step is None:
        return
    slots = [slot.slot_id for slot in step.problem.slots]
    names = names_of(step.problem, table.names, lang)
    posts = list(dict.fromkeys(slot.rpartition("-")[0] for slot in slots))
    whole = {post: [s for s in slots if s.rpartition("-")[0] == post] for post in posts}
    choices = {post: ids for post, ids in whole.items() if len(ids) > 1}
    choices |= {slot: [slot] for slot in slots}
    last = table.first + timedelta(days=len(step.problem.days) - 1)
    with st.expander(say("roster_kept.out", lang), icon=":material/sick:", expanded=True):
        st.caption(say("roster_kept.out_help", lang))
        with st.container(horizontal=True, vertical_alignment="bottom"):
            who = st.selectbox(
                say("roster_leave.who", lang),
                list(choices),
                format_func=lambda one: names.get(one) or f"{table.names.get(one, '')} {one}",
                width=260,
                key="roster-out-who",
            )
            middle = table.first + timedelta(days=len(step.problem.days) // 2)
            today, since, until = (
                st.date_input(
                    say(f"roster_kept.{name}", lang),
                    start,
                    min_value=table.first,
                    max_value=last,
                    width=150,
                    key=f"roster-out-{name}-{table.first}",
                )
                for name, start in (
                    ("today", middle),
                    ("from", middle),
                    ("to", min(last, middle + timedelta(days=6))),
                )
            )
            pressed = st.button(
                say("roster_kept.out_plan", lang),
                type="primary",
                disabled=table.work.pending is not None,
            )
    if not pressed:
        return
    if until < since:
        st.error(say("roster_leave.wrong", lang))
        return
    days = range((since - table.first).days, (until - table.first).days + 1)
    number = (today - table.first).days
    question = gone_from(
        step.problem, step.plan, choices[who], days, today=number, moved_price=MOVED_PRICE
    )
    table.work.pending = Waiting(question, number, step.plan)
    st.rerun()


def carried(area_id: str, first: date, lang: Lang) -> None:
    """Say from which kept rosters nights and weekends are carried on."""
    before = [day for day in store.kept_days(state.ROSTERS, area_id) if day < first]
    if before:
        days = [day.isoformat() for day in sorted(before)[-6:]]
        st.caption(say("roster_kept.carried", lang, days=days, back=store.CARRIED_DAYS))
