"""The place of a drawing brought in: every way to read its numbers on a map; a person confirms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NoReturn

import streamlit as st

from geo.contract import InputError
from geo.intake.coordinates import Reading, placed, readings
from geo.intake.drawings import check_polygons
from pages.ui import bringing, cache, drafting, frame, maps, reading, state
from pages.ui.plain import plain
from planner.report import reading_map
from planner.report.maps import PALETTE_WORDS
from planner.store import drafts
from planner.words import Lang, say
from planner.words.systems import NAMEABLE, system_name

if TYPE_CHECKING:
    from geo.formats import Drawing
    from planner.demand.drawn import Township
    from planner.road import Ground
    from planner.store.drafts import Draft, Part

_SHOWN = 4  # readings shown; the fifth best has never been the right one


def located(draft: Draft, ground: Ground, lang: Lang) -> None:
    """Have a person confirm where the drawing lies; stops the page until that is done.

    A drawing of another township is said to be one, and the outline of that township asked for.
    """
    if "units" in draft.parts:
        _outline(draft, lang)
    found = reading.read(draft, "grids", lang)
    near = drafting.township(draft, ground)
    try:
        check_polygons(found)
        _confirmed(draft, "grids", found, near, lang)
    except InputError as error:
        if error.code != "not_near":
            reading.refused(error, lang)
        _elsewhere(draft, ground, error, lang)


def _confirmed(draft: Draft, role: str, found: Drawing, near: Township | None, lang: Lang) -> None:
    """Show where the drawing would lie, until a person has confirmed it."""
    part = draft.parts[role]
    if part.system:
        _position(draft, role, lang)
        return
    st.header(say("place.title", lang))
    ways = _ways(draft, role, found, near, lang)
    number = _chosen(ways, lang, alone=near is None)
    way = ways[number]
    confirmed = st.button(
        say("place.confirm", lang),
        type="primary",
        icon=":material/check:",
        key=f"confirm-{role}",
    )
    # what nobody doubts is shown alone, until the reader asks for the others
    _map(draft, role, found, near, ways if number or not way.clear else ways[:1], lang)
    if confirmed:
        _confirm(draft, role, replace(part, system=way.system, swapped=way.swapped), lang)
    raise frame.PageEndError


def _elsewhere(draft: Draft, ground: Ground, error: InputError, lang: Lang) -> NoReturn:
    area, km = plain(ground.area.names[lang]), error.facts.get("km")
    far = say("place.nowhere", lang) if km is None else say("place.far", lang, area=area, km=km)
    st.warning(far, icon=":material/wrong_location:")
    st.markdown(say("place.other", lang, area=area))
    bringing.uploader_words(lang)
    given = st.file_uploader(
        say("place.units", lang), accept_multiple_files=True, key="outline-files"
    )
    if given:
        source = bringing.brought(given, lang)
        if source and bringing.accepted(source, lang):
            drafts.add_part(state.DRAFTS, draft, "units", source)
            st.rerun()
    raise frame.PageEndError


def _outline(draft: Draft, lang: Lang) -> None:
    """Show the outline that was brought for another township; its position is confirmed too."""
    name = draft.parts["units"].names[0]
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(say("place.units_used", lang, name=plain(name)), width="stretch")
        st.button(
            say("place.units_drop", lang),
            type="tertiary",
            on_click=drafts.remove_part,
            args=(state.DRAFTS, draft, "units"),
        )
    found = reading.read(draft, "units", lang)
    try:
        check_polygons(found)
        _confirmed(draft, "units", found, None, lang)
    except InputError as error:
        reading.refused(error, lang)


def _ways(
    draft: Draft, role: str, found: Drawing, near: Township | None, lang: Lang
) -> tuple[Reading, ...]:
    place = near.lonlat if near is not None else None
    key = f"{draft.parts[role].digest}|{found.layer}|{place.wkb_hex[:64] if place else ''}"
    try:
        return cache.drawn_work("readings", key, lambda: readings(found, place))[:_SHOWN]
    except InputError as error:
        if error.code != "no_crs":
            raise
    return readings(found, None, system=_named(lang))[:_SHOWN]


def _named(lang: Lang) -> str:
    """Have the person name the system of numbers that say nothing by themselves."""
    st.warning(say("place.unnamed", lang), icon=":material/help:")
    picked = st.selectbox(
        say("place.system", lang),
        NAMEABLE,
        index=None,
        placeholder=say("data.pick", lang),
        format_func=lambda system: system_name(system, lang),
        key="named-system",
    )
    if not picked:
        raise frame.PageEndError
    return picked


def _chosen(ways: Sequence[Reading], lang: Lang, *, alone: bool) -> int:
    """Ask how the coordinates are to be read; where there is no doubt the question is folded.

    `alone` tells that there is no outline to compare with. Returns the number of the reading.
    """
    first = "place.ask_alone" if alone else "place.ask"
    if len(ways) == 1:
        st.markdown(say(first, lang))
        st.caption(_worded(0, ways[0], lang))
        return 0
    if ways[0].clear:
        st.markdown(say(first, lang))
        with st.expander(say("place.others", lang)):
            return _picked(ways, lang)
    st.markdown(say("place.ask_alone" if alone else "place.ask_several", lang))
    st.warning(say("place.unsure", lang), icon=":material/help:")
    return _picked(ways, lang)


def _picked(ways: Sequence[Reading], lang: Lang) -> int:
    return st.radio(
        say("place.which", lang),
        range(len(ways)),
        format_func=lambda number: _worded(number, ways[number], lang),
        key="reading",
    )


def _worded(number: int, way: Reading, lang: Lang) -> str:
    """Name a reading with its colour on the map and the figures that speak for it."""
    key = "place.near" if way.fit is None else "place.fit"
    figures = say(key, lang, share=way.near_share, fit=way.fit or 0.0)
    said = say("place.declared" if way.declared else "place.guess", lang)
    if number == 0:
        said = f"{say('place.suggested', lang)} · {said}"
    name = plain(system_name(way.system, lang, swapped=way.swapped))
    return f":{PALETTE_WORDS[number]}[**▬▬**] **{name}** ({said}) · {figures}"


def _map(
    draft: Draft,
    role: str,
    found: Drawing,
    near: Township | None,
    ways: Sequence[Reading],
    lang: Lang,
) -> None:
    words = [system_name(way.system, lang, swapped=way.swapped) for way in ways]
    maps.drawing(
        say("place.title", lang),
        lang,
        lambda: reading_map.reading_layers([placed(found, way) for way in ways], words, near, lang),
        key=f"{draft.parts[role].digest}|{found.layer}|{ways}|{near is None}",
        focus=lambda: reading_map.around([placed(found, way) for way in ways], near),
    )


def _position(draft: Draft, role: str, lang: Lang) -> None:
    part = draft.parts[role]
    with st.container(horizontal=True, vertical_alignment="center"):
        name = system_name(part.system, lang, swapped=part.swapped)
        told = say("place.confirmed", lang, system=plain(name))
        st.markdown(f":material/where_to_vote: {told}", width="stretch")
        st.button(
            say("place.change", lang),
            type="tertiary",
            key=f"change-{role}",
            on_click=reading.keep,
            args=(draft, role, replace(part, system="", swapped=False)),
        )


def _confirm(draft: Draft, role: str, part: Part, lang: Lang) -> NoReturn:
    """Keep what was confirmed and go on; a column that cannot be read is said here."""
    try:
        drafting.keep(draft, role, part)
    except InputError as error:
        reading.refused(error, lang)
    st.rerun()
