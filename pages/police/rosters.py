"""Rosters: which post works when, judged at every change, kept, and a month with it simulated."""

import streamlit as st

from geo.schema import InputError
from pages.ui import desk, frame, origins, state
from pages.ui.plain import plain
from pages.ui.rosters import asked, impossible, keep, leave, month, plan, templates
from pages.ui.rosters.work import Desk, Work, shelf
from planner.demand.roster import roster_question
from planner.problem import problem_id
from planner.report.roster import post_names
from planner.store import rosters as store
from planner.words import say

_PARTS = ("board", "kept", "month", "impossible")


def page() -> None:
    ground, lang = frame.opened("page.rosters")
    st.markdown(say("roster.intro", lang))
    origins.told(ground, lang, "counts", "times")
    frame.lacking(
        lang,
        ("roads", len(ground.area.roads)),
        ("responders", len(ground.area.responders)),
    )
    part = state.shown(
        "part",
        _PARTS,
        say("roster.part", lang),
        lambda name: say(f"roster.part_{name}", lang),
    )
    if part == "impossible":
        impossible.show(lang)
        return
    if part == "kept":
        table = keep.opened(ground, lang)
        if table is not None:
            effort = desk.effort(lang)
            keep.fallen_out(table, lang)
            outcome = plan.asked(table, None, effort, lang)
            plan.show(ground, table, outcome, lang)
            if table.work.now is not None and table.work.now.before is not None:
                with st.expander(say("roster.part_month", lang), icon=":material/query_stats:"):
                    month.show(ground, table, table.work.now, lang)
        return
    area_id = ground.area.area_id
    try:
        book = store.own_book(state.ROSTERS, area_id)
    except InputError as error:
        st.error(plain(frame.sentence(error, lang)), icon=":material/error:")
        return
    with st.container(border=True, horizontal=True):
        settings = asked.settings(ground, book, lang)
        effort = desk.effort(lang)
    templates.form(area_id, settings.pattern_id, book, lang)
    leave.form(ground, book, lang)
    keep.carried(area_id, settings.first, lang)
    balances = store.balances(state.ROSTERS, area_id, settings.first)
    problem = roster_question(ground, settings, balances=balances)
    if not problem.slots:
        st.warning(say("roster.nobody", lang), icon=":material/group_off:")
        return
    work = shelf().get(f"work|{area_id}|{settings.first}|{problem_id(problem)}", Work)
    names = post_names(ground.area, lang)
    table = Desk(area_id, settings.first, settings.pattern, names, work)
    outcome = plan.asked(table, problem, effort, lang)
    if part == "month" and work.now is not None:
        month.show(ground, table, work.now, lang)
    elif part == "board":
        plan.show(ground, table, outcome, lang)


page()
