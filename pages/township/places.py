"""Places and demand: counts brought back by the office, points, promises, calendar, shares."""

import streamlit as st

from pages.ui import (
    frame,
    places,
    places_calendar,
    places_counts,
    places_guess,
    places_points,
    places_promises,
    places_shares,
    state,
)
from planner.words import Lang, say

PARTS = {
    "counts": places_counts.show,
    "guess": places_guess.show,
    "points": places_points.show,
    "promises": places_promises.show,
    "calendar": places_calendar.show,
    "shares": places_shares.show,
    "picture": places_shares.picture,
}


def page() -> None:
    ground, lang = frame.opened("page.places")
    st.markdown(say("places.intro", lang))
    frame.lacking(lang, ("places", len(ground.area.places)))
    part = _part(lang)
    places.head(ground, lang)
    PARTS[part](ground, lang)


def _part(lang: Lang) -> str:
    """Show the parts side by side; the chosen one stands in the address."""
    usual = next(iter(PARTS))
    if st.session_state.get("part") not in PARTS:
        given = st.query_params.get("part", usual)
        st.session_state["part"] = given if given in PARTS else usual
    picked = st.segmented_control(
        say("places.part", lang),
        tuple(PARTS),
        format_func=lambda key: say(f"places.part.{key}", lang),
        key="part",
        required=True,
        persist_state="session",
    )
    part = picked if picked in PARTS else usual
    state.note("part", part, usual)
    return part


page()
