"""A drawing brought in: which layer, which text, which place on the ground; a person confirms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NoReturn

import streamlit as st

from geo.contract import InputError
from geo.formats import layers_of
from geo.intake.coordinates import Reading, placed, readings
from pages.ui import cache, drafting, frame, maps, state
from pages.ui.plain import plain
from planner.report import reading_map
from planner.report.maps import PALETTE_WORDS
from planner.store import drafts
from planner.words import Lang, explain, known, say
from planner.words.systems import system_name

if TYPE_CHECKING:
    from geo.formats import Drawing
    from planner.demand.drawn import Township
    from planner.road import Ground
    from planner.store.drafts import Draft, Part

_ENCODINGS = ("auto", "gb18030", "utf-8", "big5")
_SHOWN = 4  # readings shown; the fifth best has never been the right one
_SAMPLES = 4


def read(draft: Draft, role: str, lang: Lang) -> Drawing:
    """Read the drawing of a role, asking for the layer or the encoding only when needed.

    Stops the page with a question or a sentence where it cannot be read.
    """
    try:
        with st.spinner(say("data.reading", lang)):
            found = drafting.drawing(draft, role)
    except InputError as error:
        if error.code == "which_layer":
            _ask_layer(draft, role, lang)
        refused(error, lang)
    _told(draft, role, found, lang)
    return found


def located(draft: Draft, ground: Ground, lang: Lang) -> None:
    """Have a person confirm where the drawing lies; stops the page until that is done.

    A drawing of another township is said to be one, and the outline of that township asked for.
    """
    if "units" in draft.parts:
        _outline(draft, lang)
    found = read(draft, "grids", lang)
    near = drafting.township(draft, ground)
    try:
        _confirmed(draft, "grids", found, near, lang)
    except InputError as error:
        if error.code != "not_near":
            refused(error, lang)
        _elsewhere(draft, ground, error, lang)


def refused(error: InputError, lang: Lang) -> NoReturn:
    """Say in one sentence why a file cannot be used, and stop the page."""
    st.error(
        f"**{say('data.refused', lang)}** {plain(frame.sentence(error, lang))}",
        icon=":material/block:",
    )
    st.caption(say("data.refused_hint", lang))
    raise frame.PageEndError


def _confirmed(draft: Draft, role: str, found: Drawing, near: Township | None, lang: Lang) -> None:
    """Show where the drawing would lie, until a person has confirmed it."""
    part = draft.parts[role]
    if part.system:
        _position(draft, role, lang)
        return
    st.header(say("place.title", lang))
    ways = _ways(draft, role, found, near)
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
    st.error(plain(frame.sentence(error, lang)), icon=":material/wrong_location:")
    name = ground.area.names[lang]
    st.markdown(say("place.other", lang, area=plain(name)))
    drafting.uploader_words(lang)
    given = st.file_uploader(
        say("place.units", lang), accept_multiple_files=True, key="outline-files"
    )
    if given:
        source = {file.name: file.getvalue() for file in given}
        if drafting.accepted(source, lang):
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
    found = read(draft, "units", lang)
    _confirmed(draft, "units", found, None, lang)


def _ask_layer(draft: Draft, role: str, lang: Lang) -> NoReturn:
    layers = layers_of(drafts.source_of(state.DRAFTS, draft, role))
    picked = st.selectbox(
        say("data.layer", lang),
        layers,
        index=None,
        placeholder=say("data.layer_pick", lang),
        key=f"layer-{role}-{draft.token}",
    )
    if picked:
        _keep(draft, role, replace(draft.parts[role], layer=picked))
        st.rerun()
    raise frame.PageEndError


def _told(draft: Draft, role: str, found: Drawing, lang: Lang) -> None:
    """Show a few names of the file, by which a person sees that the text is right."""
    names = _samples(found)
    key = "data.read" if names else "data.read_bare"
    st.markdown(
        f":material/description: {say(key, lang, count=len(found.frame), names=plain(names))}"
    )
    for note in found.notes:
        if known(f"read.{note.code}"):
            st.caption(plain(explain("read", note.code, note.facts, lang)))
    part = draft.parts[role]
    if part.kept:
        return
    with st.expander(say("data.garbled", lang)):
        picked = st.selectbox(
            say("data.encoding", lang),
            _ENCODINGS,
            index=_ENCODINGS.index(part.encoding or "auto"),
            format_func=lambda code: say(f"encoding.{code}", lang),
            key=f"encoding-{role}-{draft.token}",
        )
    encoding = "" if picked == "auto" else picked
    if encoding != part.encoding:
        _keep(draft, role, replace(part, encoding=encoding))
        st.rerun()


def _samples(found: Drawing) -> str:
    for column in found.frame.columns:
        if column != "geometry":
            texts = [value for value in found.frame[column] if isinstance(value, str) and value]
            worded = [text for text in texts if not text.isascii()]
            if worded:
                return "、".join(worded[:_SAMPLES])
    return ""


def _ways(draft: Draft, role: str, found: Drawing, near: Township | None) -> tuple[Reading, ...]:
    place = near.lonlat if near is not None else None
    key = f"{draft.parts[role].digest}|{found.layer}|{place.wkb_hex[:64] if place else ''}"
    return cache.drawn_work("readings", key, lambda: readings(found, place))[:_SHOWN]


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
            on_click=_keep,
            args=(draft, role, replace(part, system="", swapped=False)),
        )


def _confirm(draft: Draft, role: str, part: Part, lang: Lang) -> NoReturn:
    """Keep what was confirmed and go on; a column that cannot be read is said here."""
    try:
        drafting.keep(draft, role, part)
    except InputError as error:
        refused(error, lang)
    st.rerun()


def _keep(draft: Draft, role: str, part: Part) -> None:
    """Remember how a drawing is to be read; another reading makes other cases."""
    steps = draft.steps if part.system and part == draft.parts[role] else ()
    drafting.change(
        draft,
        lambda now: drafts.save(
            state.DRAFTS, replace(now, parts={**now.parts, role: part}, steps=steps)
        ),
    )
