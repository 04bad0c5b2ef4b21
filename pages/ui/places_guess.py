"""Counts guessed where nobody has counted: from dwellings on the map, from a population raster."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import streamlit as st

from geo.contract import InputError
from pages.ui import bringing, cache, places_counts
from planner.demand.footprints import DwellingRates, from_dwellings
from planner.demand.raster import from_raster
from planner.words import Lang, say

if TYPE_CHECKING:
    from planner.demand.footprints import Guess
    from planner.road import Ground

_USUAL = DwellingRates()


def show(ground: Ground, lang: Lang) -> None:
    """Show both ways to guess, each with its sums before anything is taken."""
    places_counts.in_use(ground, lang)
    st.subheader(say("places.dwellings", lang))
    st.caption(say("places.dwellings_help", lang))
    _dwellings(ground, lang)
    st.subheader(say("places.raster", lang))
    st.caption(say("places.raster_help", lang))
    _raster(ground, lang)


def _dwellings(ground: Ground, lang: Lang) -> None:
    buildings = ground.area.buildings
    if not (buildings["kind"] == "dwelling").any():
        st.info(say("places.no_dwellings", lang), icon=":material/home_work:")
        return
    with st.container(horizontal=True):
        homes = st.number_input(
            say("places.per_dwelling", lang),
            0.1,
            500.0,
            _USUAL.households_per_dwelling,
            0.1,
            width=192,
        )
        people = st.number_input(
            say("places.per_household", lang),
            0.5,
            20.0,
            _USUAL.people_per_household,
            0.1,
            width=192,
        )
    guess = from_dwellings(ground.area, DwellingRates(homes, people))
    st.markdown(
        say(
            "places.dwellings_found",
            lang,
            total=guess.total,
            outside=guess.outside,
            empty=guess.empty_places,
        )
    )
    _offer(ground, guess, "footprints", lang)


def _raster(ground: Ground, lang: Lang) -> None:
    with st.container(horizontal=True):
        value = st.selectbox(
            say("places.raster_value", lang),
            ("count", "density"),
            format_func=lambda key: say(f"places.raster_value.{key}", lang),
            width=220,
        )
        people = st.number_input(
            say("places.per_household", lang),
            0.5,
            20.0,
            _USUAL.people_per_household,
            0.1,
            width=192,
            key="raster-people",
        )
    homes = st.checkbox(say("places.raster_households", lang))
    bringing.uploader_words(lang)
    given = st.file_uploader(say("places.raster_file", lang), type=["tif", "tiff"])
    if given is None:
        return
    name, content = given.name, given.getvalue()
    per = people if homes else None
    key = f"{hashlib.sha256(content).hexdigest()}|{ground.area.fingerprint}|{value}|{per}"
    try:
        guess = cache.drawn_work(
            "raster",
            key,
            lambda: from_raster(
                name, content, ground.area, density=value == "density", people_per_household=per
            ),
        )
    except InputError as error:
        places_counts.refused(error, lang)
        return
    told = {"total": guess.total, "void": guess.outside, "empty": guess.empty_places}
    st.markdown(say("places.raster_found", lang, **told))
    if guess.uncovered_m2 > 1:
        words = say("places.raster_short", lang, missing=guess.uncovered_m2)
        st.warning(words, icon=":material/crop:")
    _offer(ground, guess, "raster", lang)


def _offer(ground: Ground, guess: Guess, way: str, lang: Lang) -> None:
    st.dataframe(places_counts.before_after(ground, guess.counts, lang), hide_index=True)
    if st.button(say("places.accept", lang), type="primary", key=f"take-{way}"):
        places_counts.take(ground, guess.counts, "guessed", way, lang)
