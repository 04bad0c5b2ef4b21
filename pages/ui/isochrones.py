"""Bands of time around chosen sites: settings, map, table with counts, files."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import TYPE_CHECKING

import streamlit as st

from geo.isochrones import BUFFER_M, NEVER
from geo.schema import InputError
from pages.ui import cache, cards, downloads, frame, maps, origins, state
from pages.ui.roadwork import effects
from planner.demand.response import (
    MAX_WALK_MIN,
    MOST_BANDS,
    PRESETS,
    Response,
    ResponseSettings,
    limits_of,
    response,
)
from planner.report import isochrones
from planner.store.travel import keep_limits, own_limits
from planner.words import Lang, say

if TYPE_CHECKING:
    from geo.speeds import Mode
    from planner.demand.ground import Ground

_MODES: dict[str, Mode] = {"motorbike": "motorbike", "car": "car", "foot": "foot"}
_STATIONS = ("police_station", "police")
_SITES, _LIMITS = "iso_sites", "iso_limits"  # also in the address
_COMMA = ","
_LONGEST_LIMITS = 40
_COUNTED = ("households", "places", "grids", "road_km")


def show(ground: Ground, lang: Lang) -> None:
    """Show the whole part of a page: what is asked, the bands on the map, what lies in each."""
    st.subheader(say("isochrone.title", lang))
    st.markdown(say("isochrone.intro", lang))
    frame.lacking(lang, ("roads", len(ground.area.roads)), ("sites", len(ground.area.sites)))
    settings = _asked(ground, lang)
    if settings is None:
        return
    if settings.on is not None:
        effects.told(ground, settings.on, lang)
    key = f"{ground.area.fingerprint}|{_told(ground.conditions)}|{settings}"
    with st.spinner(say("app.asking", lang)):
        found = cache.drawn_work("isochrones", key, lambda: response(ground, settings))
    _warned(found, lang)
    maps.show(
        ground,
        say("isochrone.title", lang),
        lang,
        lambda: isochrones.band_layers(ground, found, lang),
        key=key,
    )
    _tables(found, lang)
    origins.told(ground, lang, "shapes", "counts", "times")
    downloads.files(
        ground,
        "isochrones",
        lambda: {
            say("sheet.bands", lang): isochrones.band_table(found, lang),
            say("sheet.band_places", lang): isochrones.place_table(found, lang),
        },
        lambda: isochrones.band_files(found, lang),
        lang,
    )


def _asked(ground: Ground, lang: Lang) -> ResponseSettings | None:
    """Show the settings; None when they ask nothing yet."""
    with st.container(border=True):
        chosen = _from(ground, lang)
        with st.container(horizontal=True):
            mode = _choice("mode", tuple(_MODES), "mode", lang)
            hour = _choice("hour", ("day", "night"), "isochrone.hour", lang)
            arrival = _choice("arrival", ("first", "second"), "isochrone.arrival", lang)
            start = date.fromisoformat(ground.area.data_date)
            day = state.dated(
                "day", say("roads.day", lang), start, hint=say("roads.day_help", lang)
            )
            limits = limits_asked(ground, lang)
    if not chosen:
        st.info(say("isochrone.no_site", lang), icon=":material/location_off:")
        return None
    if len(chosen) < 2 and arrival == "second":
        st.info(say("isochrone.one_site", lang), icon=":material/location_off:")
        return None
    if limits is None:
        return None
    return ResponseSettings(
        site_ids=tuple(sorted(chosen)),
        mode=_MODES[mode],
        limits_min=limits,
        night=hour == "night",
        arrival=2 if arrival == "second" else 1,
        on=day,
    )


def _from(ground: Ground, lang: Lang) -> list[str]:
    """Let sites be chosen; they stand in the address, unless they are the usual ones."""
    sites, usual, key = ground.area.sites, _first_sites(ground), f"iso-from-{ground.area.area_id}"
    if key not in st.session_state:
        given = st.query_params.get(_SITES)
        known = (
            [] if given is None else [site for site in given.split(_COMMA) if site in sites.index]
        )
        st.session_state[key] = known if known or given == "" else usual
    chosen = st.multiselect(
        say("isochrone.from", lang),
        list(sites.index),
        format_func=lambda site: str(sites[f"name_{lang}"].get(site, site)),
        help=say("isochrone.from_help", lang),
        key=key,
        placeholder=say("isochrone.choose", lang),
        select_all=False,  # its entry is in English
        persist_state="session",
    )
    state.note(_SITES, _COMMA.join(chosen), _COMMA.join(usual))
    return chosen


def _choice(name: str, options: tuple[str, ...], words: str, lang: Lang) -> str:
    return state.picked(
        f"iso_{name}",
        options,
        say(f"isochrone.{name}", lang),
        lambda key: say(f"{words}.{key}", lang),
    )


def limits_asked(ground: Ground, lang: Lang) -> tuple[int, ...] | None:
    """Let a planner take a set of limits or write own ones; None when these are no limits."""
    kept = _kept(ground, lang)
    preset = _choice(
        "preset", ("own", *PRESETS) if kept else (*PRESETS, "own"), "isochrone.preset", lang
    )
    if preset in PRESETS:
        return PRESETS[preset]
    usual, key = _written(kept or PRESETS["township"]), f"{_LIMITS}-{ground.area.area_id}"
    if key not in st.session_state:
        st.session_state[key] = st.query_params.get(_LIMITS, usual)
    text = st.text_input(
        say("isochrone.limits", lang),
        help=say("isochrone.limits_help", lang, most=MOST_BANDS),
        key=key,
        max_chars=_LONGEST_LIMITS,
        persist_state="session",
    )
    state.note(_LIMITS, text, usual)
    try:
        limits = limits_of(text)
    except InputError as error:
        st.warning(frame.sentence(error, lang), icon=":material/edit:")
        return None
    _keep(ground, limits, kept, lang)
    return limits


def _keep(ground: Ground, limits: tuple[int, ...], kept: tuple[int, ...], lang: Lang) -> None:
    """Let limits be kept for the office, or forgotten where they are those kept."""
    same = limits == kept
    told = _written(kept) if same else _written(limits)
    words = say("isochrone.forget" if same else "isochrone.keep", lang, limits=told)
    if st.button(words, key="iso-keep", type="tertiary" if same else "secondary"):
        try:
            keep_limits(state.OFFICE, ground.area.area_id, () if same else limits)
        except OSError:
            st.error(say("app.unexpected", lang), icon=":material/block:")
            return
        st.rerun()


def _kept(ground: Ground, lang: Lang) -> tuple[int, ...]:
    try:
        return own_limits(state.OFFICE, ground.area.area_id)
    except InputError as error:
        st.warning(frame.sentence(error, lang), icon=":material/block:")
        return ()


def _written(limits: tuple[int, ...]) -> str:
    return ", ".join(map(str, limits))


def _first_sites(ground: Ground) -> list[str]:
    """Police stations; without one the sites with responders, else the first site."""
    sites, held = ground.area.sites, set(ground.area.responders["site_id"])
    stations = list(sites.index[sites["kind"].isin(_STATIONS)])
    return stations or [site for site in sites.index if site in held] or list(sites.index[:1])


def _warned(found: Response, lang: Lang) -> None:
    lost = found.places[found.places["band"] == NEVER]
    if (found.roads["band"] == NEVER).all():
        st.error(say("isochrone.nothing", lang), icon=":material/block:")
    if len(lost):
        households = int(lost["household_count"].sum())
        words = say("isochrone.cut_off", lang, places=len(lost), households=households)
        st.warning(words, icon=":material/link_off:")


def _tables(found: Response, lang: Lang) -> None:
    hints = {
        say(f"isochrone.col.{name}", lang): say(f"isochrone.define.{name}", lang, walk=MAX_WALK_MIN)
        for name in _COUNTED
    }
    title = say("isochrone.table", lang)
    cards.table(isochrones.band_table(found, lang), lang, name="bands", title=title, hints=hints)
    guessed = say("provenance.guessed", lang)
    st.caption(say("isochrone.barred", lang, km=found.barred_km))
    st.caption(say("isochrone.basis", lang, guessed=guessed, buffer=BUFFER_M))
    with st.expander(say("isochrone.places", lang)):
        cards.table(isochrones.place_table(found, lang), lang, name="band_places")


def _told(conditions: object) -> str:
    return hashlib.sha256(repr(conditions).encode()).hexdigest()[:16]
