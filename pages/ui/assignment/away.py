"""Somebody away for some days: who answers, what it costs, what changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.ui import cache, cards, downloads, state
from planner.away import RUNS, Absent, away
from planner.problem import problem_id
from planner.report import away as report
from planner.words import listed, say

if TYPE_CHECKING:
    from pages.ui.assignment.asked import Asked
    from planner.away import Away

_MOST_DAYS = 60


def show(asked: Asked) -> None:
    """Ask who is away and for how long, and walk through what that means."""
    lang, names = asked.lang, asked.names
    st.caption(say("away.intro", lang))
    with st.container(border=True, horizontal=True):
        posts = st.multiselect(
            say("away.who", lang),
            [post.post_id for post in asked.base.posts],
            format_func=lambda post: names[post],
            placeholder=say("away.nobody", lang),
            select_all=False,
            key="away_posts",
            width=320,
            persist_state="session",
        )
        days = state.counted("away_days", say("away.days", lang), least=1, most=_MOST_DAYS, start=7)
    if not posts:
        st.info(say("away.none", lang), icon=":material/lightbulb:")
        return
    key = f"{problem_id(asked.base)}|{asked.book}|{asked.teams}|{asked.day}|{sorted(posts)}|{days}"
    if st.button(say("away.ask", lang), type="primary", icon=":material/play_arrow:"):
        st.session_state["away-asked"] = key
    if st.session_state.get("away-asked") != key:
        return
    with st.spinner(say("away.working", lang)):
        found = cache.drawn_work(
            "away",
            f"{asked.ground.fingerprint}|{key}|{asked.effort.work}",
            lambda: away(
                asked.base,
                asked.context,
                (asked.book, asked.teams),
                Absent(tuple(posts), asked.day, days),
                asked.effort,
            ),
        )
    _walk(found, posts, days, asked)


def _walk(found: Away, posts: list[str], days: int, asked: Asked) -> None:
    lang, names = asked.lang, asked.names
    (usual, before), (without, after) = found.usual, found.without
    who = listed([names[post] for post in posts], lang)
    st.subheader(say("away.title", lang, who=who, days=days))
    for outcome in (before, after):
        if outcome.plan is None:
            cards.answer(outcome, names, lang, objective="responder.objective_help")
    sheets = {}
    if before.plan is not None and after.plan is not None:
        plans = (usual, before.plan), (without, after.plan)
        told = {"changes": len(report.moved(*plans)), "grids": len(usual.grids)}
        st.markdown(say("away.changes", lang, **told))
        sheets = report.plan_sheets(*plans, names, lang)
    limit_s = asked.base.rules.limit_s
    sheets |= report.met_sheets(found.lost, found.compared, lang, limit_s=limit_s)
    for number, (title, table) in enumerate(sheets.items()):
        cards.table(table, lang, name=f"away_{number}", title=title)
    if found.compared:
        st.caption(say("away.met_help", lang, days=days, runs=RUNS))
    area = asked.ground.area
    downloads.workbook("away", area, lambda: sheets, lang)
