"""Who is there in how many minutes: the map to click on, the answer for a spot, every grid."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from pages.ui import cache, cards, downloads, isochrones, state
from pages.ui.reach import choices, component
from planner.demand.response import ResponseSettings, response
from planner.demand.standby import DARK
from planner.demand.what_if import Terms, calls_of_grids, first_and_second
from planner.demand.who_comes import sent
from planner.report import isochrones as band_report
from planner.report import reach_map
from planner.report.roads import corner_of
from planner.report.what_if import reach_table, who_table
from planner.words import say

if TYPE_CHECKING:
    import pandas as pd

    from pages.ui.assignment.asked import Asked
    from planner.demand.response import Response

_SPOT, _PLACE = "reach-spot", "reach_place"
_ARRIVALS = ("first", "second")


def show(asked: Asked) -> None:
    """Show the whole part."""
    lang, ground = asked.lang, asked.ground
    st.caption(say("reach.intro", lang))
    with st.container(border=True, horizontal=True):
        mode = choices.mode(lang)
        band = choices.band(lang)
        arrival = state.picked(
            "reach_arrival",
            _ARRIVALS,
            say("isochrone.arrival", lang),
            lambda key: say(f"whatif.{key}", lang),
        )
        limits = isochrones.limits_asked(ground, lang)
    if limits is None or mode is None:
        return
    night = band in DARK
    settings = ResponseSettings(
        tuple(ground.area.responders["site_id"]),
        mode,
        limits,
        night,
        1 + _ARRIVALS.index(arrival),
        asked.day,
    )
    key = f"{ground.fingerprint}|{settings}"
    with st.spinner(say("app.asking", lang)):
        found = cache.drawn_work("reach", key, lambda: response(ground, settings))
    _map(asked, found, key)
    terms = Terms(asked.base.rules.limit_s, mode, night, asked.day)
    _who(asked, terms)
    with st.spinner(say("app.asking", lang)):
        grids = cache.drawn_work(
            "first two",
            f"{ground.fingerprint}|{terms}",
            lambda: first_and_second(ground, terms)[1],
        )
    table = reach_table(grids, ground, calls_of_grids(ground, band), lang)
    cards.table(table, lang, name="reach", title=say("reach.grids", lang))
    st.caption(say("reach.basis", lang))
    _files(asked, found, table)


def _map(asked: Asked, found: Response, key: str) -> None:
    ground, lang = asked.ground, asked.lang
    base_key = f"{ground.area.area_id}|{ground.area.fingerprint}|{lang}"
    component.shown(
        {
            "key": base_key,
            "base": cache.drawn_work("reach base", base_key, lambda: reach_map.base(ground, lang)),
            "bands_key": key,
            "bands": cache.drawn_work("reach bands", key, lambda: reach_map.bands(ground, found)),
            "legend": reach_map.legend(found, lang),
            "posts": reach_map.posts(ground, lang),
            "at": _spot(asked),
            "words": {"title": say("reach.map", lang), "north": say("roads.north", lang)},
        },
        partial(_picked, ground.area.area_id),
    )


def _picked(area_id: str, name: str | None, at: tuple[float, float]) -> None:
    """Keep what was clicked: a settlement becomes the chosen one, any other spot stands alone."""
    st.session_state[_PLACE] = name
    st.session_state[_SPOT] = None if name else (area_id, at)


def _spot(asked: Asked) -> tuple[float, float] | None:
    """Return the spot asked about, metres from the corner; None where nothing is chosen."""
    places, place = asked.ground.area.places, st.session_state.get(_PLACE)
    if place in places.index:
        at = places.geometry[place]
        x, y = corner_of(asked.ground)
        return at.x - x, at.y - y
    area_id, spot = st.session_state.get(_SPOT) or (None, None)
    return spot if area_id == asked.ground.area.area_id else None


def _who(asked: Asked, terms: Terms) -> None:
    """Say who can reach the chosen spot in time."""
    lang, ground = asked.lang, asked.ground
    names = ground.area.places[f"name_{lang}"]
    if st.session_state.get(_PLACE) not in names.index:
        st.session_state[_PLACE] = None
    place = st.selectbox(
        say("reach.place", lang),
        list(names.index),
        format_func=lambda name: str(names[name]),
        key=_PLACE,
        placeholder=say("reach.clicked", lang),
        width=320,
    )
    spot = _spot(asked)
    if spot is None:
        return
    posts = cache.drawn_work(
        "sent",
        f"{ground.fingerprint}|{terms}",
        lambda: sent(ground, mode=terms.mode, night=terms.night, on=terms.on),
    )
    x, y = corner_of(ground)
    everybody = posts.who(x + spot[0], y + spot[1])
    found = [one for one in everybody if one[1] <= terms.within_s]
    told = str(names[place]) if place else say("reach.clicked", lang)
    st.subheader(say("reach.title", lang, place=told, limit_s=terms.within_s))
    if not everybody:
        st.error(say("reach.no_way", lang), icon=":material/block:")
    elif not found:
        post, arrive_s = everybody[0]
        facts = {"post": asked.names[post], "arrive_s": arrive_s, "limit_s": terms.within_s}
        st.warning(say("reach.nobody", lang, **facts), icon=":material/schedule:")
    else:
        cards.table(who_table(found, posts.posts, lang), lang, name="who")


def _files(asked: Asked, found: Response, table: pd.DataFrame) -> None:
    ground, lang = asked.ground, asked.lang
    downloads.files(
        ground,
        "reach",
        lambda: {
            say("reach.grids", lang): table,
            say("sheet.bands", lang): band_report.band_table(found, lang),
            say("sheet.band_places", lang): band_report.place_table(found, lang),
        },
        lambda: band_report.band_files(found, lang),
        lang,
    )
    st.download_button(
        say("common.download_map", lang),
        lambda: cache.sheet(
            ground,
            band_report.band_layers(ground, found, lang),
            ground.area.fingerprint,
            say("reach.map", lang),
            lang,
            alone=True,
        ),
        file_name=f"{ground.area.area_id}_reach.html",
        mime="text/html",
        on_click="ignore",
        key="reach-map-file",
    )
