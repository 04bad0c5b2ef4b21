"""Lineage: what became of each grid, and counts of another time on the grids of this one."""

import streamlit as st

from pages.ui import divisions, frame
from planner.words import say


def page() -> None:
    ground, lang = frame.opened("page.lineage")
    st.markdown(say("lineage.intro", lang))
    pair = divisions.chosen(ground, lang)
    divisions.changes(ground, pair, lang)
    divisions.counts(ground, pair, lang)


page()
