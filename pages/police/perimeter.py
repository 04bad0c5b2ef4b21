"""Checkpoints: the fewest points that close an area, and the best posts where people are few."""

import streamlit as st

from geo.schema import InputError
from pages.ui import desk, frame, origins, perimeter, state
from pages.ui.posts import posts_of
from planner.demand.checkpoint_settings import SEALED
from planner.words import say

VIEWS = ("seal", "best")


def page() -> None:
    ground, lang = frame.opened("page.perimeter")
    st.markdown(say("checkpoint.intro", lang))
    st.caption(say("checkpoint.mapped", lang))
    origins.told(ground, lang, "counts")
    frame.lacking(lang, ("roads", len(ground.area.roads)))
    if not len(ground.network.edges):
        st.info(say("checkpoint.no_exit", lang), icon=":material/info:")
        return
    with st.container(border=True, horizontal=True):
        asked = perimeter.settings(ground, lang)
        effort = desk.effort(lang)
    adopted = posts_of(ground, lang)
    asked = perimeter.manned(adopted, perimeter.watched(ground, asked, lang), lang)
    try:
        if asked.use in SEALED:
            asked = perimeter.by_hand(ground, asked, effort, lang)
            view = state.shown(
                "part",
                VIEWS,
                say("checkpoint.view", lang),
                lambda key: say(f"checkpoint.{key}", lang),
            )
        else:
            view = "best"
        roads, paths = perimeter.sealed(ground, asked, effort)
        if view == "seal" and roads is not None:
            perimeter.show_seal(roads, paths, adopted, lang)
        else:
            perimeter.show_posts(ground, asked, effort, adopted, lang)
    except InputError as error:
        perimeter.refused(error, lang)


page()
