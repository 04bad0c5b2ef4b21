"""Sliver desk: one faulty place at a time, decide, undo; at the end the proof and the files."""

import streamlit as st

from pages.ui import casework, drafting, finish, frame, results
from planner.words import say


def page() -> None:
    ground, lang = frame.opened("page.repair")
    draft = drafting.current(lang)
    if draft is None or not drafting.placed(draft):
        st.markdown(say("desk.intro", lang))
        casework.nothing(draft, ground.area.area_id, lang)
        return
    if not draft.steps:  # who has decided once knows; the room is for the map
        st.markdown(say("desk.intro", lang))
    with st.spinner(say("desk.working", lang)):
        work = drafting.opened(draft, ground, lang)
    results.missing(work, lang)
    cases = casework.cases_of(work)
    done = casework.finished(work, cases)
    if cases:
        casework.progress(work, cases, lang)
    if done:
        finish.result(work, lang)
    if cases:
        if done:
            st.header(say("desk.again", lang))
        casework.one(work, cases, lang)
        casework.several(work, cases, lang)
        casework.every_case(work, cases, lang)
    if not done:
        finish.early(work, lang)
    drafting.head(draft, lang)


page()
