"""Rosters: which post works when, judged at every change, and a month with it simulated."""

import streamlit as st

from pages.ui import desk, frame, origins, roster
from planner.words import say


def page() -> None:
    ground, lang = frame.opened("page.rosters")
    st.markdown(say("roster.intro", lang))
    origins.told(ground, lang, "counts", "times")
    frame.lacking(
        lang,
        ("roads", len(ground.area.roads)),
        ("responders", len(ground.area.responders)),
    )
    with st.container(border=True, horizontal=True):
        asked = roster.settings(ground, lang)
        effort = desk.effort(lang)
    roster.show(ground, asked, effort, lang)


page()
