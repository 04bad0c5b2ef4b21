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
from planner.words import say

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
    part = state.picked(
        "part",
        tuple(PARTS),
        say("places.part", lang),
        lambda key: say(f"places.part.{key}", lang),
    )
    places.head(ground, lang)
    PARTS[part](ground, lang)


page()
