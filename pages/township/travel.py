"""Speeds and times: the table, what to measure first, terrain and slopes, response bands."""

import streamlit as st

from pages.ui import frame, heights, isochrones, measuring, speeds, state
from planner.words import say

PARTS = {
    "speeds": speeds.show,
    "check": measuring.show,
    "terrain": heights.show,
    "isochrones": isochrones.show,
}


def page() -> None:
    ground, lang = frame.opened("page.travel")
    st.markdown(say("travel.intro", lang))
    part = state.picked(
        "part", tuple(PARTS), say("travel.part", lang), lambda key: say(f"travel.part.{key}", lang)
    )
    PARTS[part](ground, lang)


page()
