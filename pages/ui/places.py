"""What the parts of the page of places share: keeping, undoing, saying how sure a number is."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import streamlit as st

from geo.contract import InputError
from pages.ui import frame, state
from pages.ui.plain import plain
from planner.store.places import clear_places, own_places, set_places, undo_places
from planner.words import Lang, say

if TYPE_CHECKING:
    import pandas as pd

    from planner.demand.place_book import PlaceBook
    from planner.road import Ground

_SAVED = "places-saved"
USUAL_DAYS = 5  # of the rotation where nothing is promised
DWELL_MIN = 10


def version(ground: Ground) -> str:
    """Name the state of the book, so that a form begins anew after a save or an undo."""
    return ground.area.fingerprint[:12]


def head(ground: Ground, lang: Lang) -> None:
    """Say that the last step was kept, and offer to undo it."""
    if st.session_state.pop(_SAVED, False):
        st.success(say("places.saved", lang), icon=":material/check_circle:")
    area_id = ground.area.area_id
    try:
        count = len(own_places(state.OFFICE, area_id).states)
    except InputError:  # the frame has said so
        st.button(
            say("places.clear", lang),
            icon=":material/delete:",
            on_click=clear_places,
            args=(state.OFFICE, area_id),
        )
        return
    if count:
        st.button(
            say("places.undo", lang, count=count),
            icon=":material/undo:",
            type="tertiary",
            on_click=undo_places,
            args=(state.OFFICE, area_id),
        )


def keep(ground: Ground, book: PlaceBook, lang: Lang) -> None:
    """Keep a state of the book and show the page anew."""
    try:
        set_places(state.OFFICE, ground.area.area_id, book)
    except InputError as error:
        st.error(plain(frame.sentence(error, lang)), icon=":material/error:")
        return
    except OSError:
        st.error(say("places.cannot_write", lang), icon=":material/save:")
        return
    st.session_state[_SAVED] = True
    st.rerun()


def kept(ground: Ground, make: Callable[[], PlaceBook], wrong: str, lang: Lang) -> None:
    """Keep what a form says; what cannot be so is said in one sentence, and nothing is kept."""
    try:
        book = make()
    except ValueError:
        st.error(say("places.not_saved", lang, told=say(wrong, lang)), icon=":material/error:")
        return
    keep(ground, book, lang)


def named(ground: Ground, lang: Lang) -> pd.DataFrame:
    """Name and unit of every place, by place_id."""
    area, name = ground.area, f"name_{lang}"
    units = area.units[name].reindex(area.places["unit_code"]).to_numpy()
    table: pd.DataFrame = area.places[[name]].set_axis(["place"], axis=1).assign(unit=units)
    return table
