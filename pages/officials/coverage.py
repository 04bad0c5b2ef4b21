"""The four nets, once a month: how much holds, where it is weakest, what would lift it."""

import streamlit as st

from pages.ui import frame, nets, origins
from planner.words import say


def page() -> None:
    ground, lang = frame.opened("page.coverage")
    st.markdown(say("nets.intro", lang))
    origins.told(ground, lang, "counts", "times", "sight")
    settings = nets.settings(ground, lang)
    found, mark = nets.found(ground, settings, lang)
    nets.figures(found, settings, lang)
    nets.explained(found, settings, lang)
    nets.limits(ground, settings, lang)
    nets.map_and_tables(found, mark, settings, ground, lang)


page()
