"""Grids with their certificate: the map, the proof, and the same as a table."""

import streamlit as st

from pages.ui import cards, frame, maps
from planner.report import atlas, tables
from planner.words import say


def page() -> None:
    ground, lang = frame.opened("page.grids")
    st.markdown(say("grids.intro", lang))
    st.header(say("certificate.title", lang))
    cards.certificate(ground.certificate, lang)
    if ground.area.grids.empty:
        st.info(say("grids.no_grids", lang), icon=":material/grid_off:")
    st.header(say("grids.households", lang))
    maps.show(ground, say("page.grids", lang), lang, lambda: atlas.household_layers(ground, lang))
    title = say("grids.table", lang)
    cards.table(tables.grid_table(ground, lang), lang, name="grids", title=title)


page()
