"""The text of a drawing brought in: which layer, which encoding; a person sees the names."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NoReturn

import streamlit as st

from geo.contract import InputError, SchemaError
from geo.formats import layers_of
from geo.intake.topographic import Sign, name_signs, signs
from pages.ui import bringing, drafting, frame, state
from pages.ui.plain import plain
from planner.store import drafts
from planner.words import Lang, explain, known, say

if TYPE_CHECKING:
    from geo.formats import Drawing
    from planner.store.drafts import Draft, Part

_ENCODINGS = ("gb18030", "utf-8", "big5")
_AUTO = "auto"
_DAMAGED = "text_damaged"  # a text that was only guessed is read well, as the names show
_GUESSED = "encoding_guessed"  # no question where there is no Chinese text to look at
_SAMPLES = 4
_MOST_FAULTS = 5  # shown one by one


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
        if error.code in bringing.UNREADABLE:
            _ask_encoding(draft, role, error, lang)
        refused(error, lang)
    _told(draft, role, found, lang)
    return found


def refused(error: InputError, lang: Lang) -> NoReturn:
    """Say in one sentence why a file cannot be used, and stop the page."""
    faults = error.faults if isinstance(error, SchemaError) else (error,)
    told = [plain(frame.sentence(fault, lang)) for fault in faults[:_MOST_FAULTS]]
    if len(faults) > _MOST_FAULTS:
        told.append(say("data.more_faults", lang, count=len(faults) - _MOST_FAULTS))
    st.error(f"**{say('data.refused', lang)}** {' '.join(told)}", icon=":material/block:")
    st.caption(say("data.refused_hint", lang))
    raise frame.PageEndError


def keep(draft: Draft, role: str, part: Part) -> None:
    """Remember how a drawing is to be read; another reading makes other cases."""
    steps = draft.steps if part.system and part == draft.parts[role] else ()
    drafting.change(
        draft,
        lambda now: drafts.save(
            state.DRAFTS, replace(now, parts={**now.parts, role: part}, steps=steps)
        ),
    )


def _ask_layer(draft: Draft, role: str, lang: Lang) -> NoReturn:
    layers = layers_of(drafts.source_of(state.DRAFTS, draft, role))
    _guarded(name_signs((*draft.parts[role].names, *layers)), lang)
    picked = st.selectbox(
        say("data.layer", lang),
        layers,
        index=None,
        placeholder=say("data.pick", lang),
        key=f"layer-{role}-{draft.token}",
    )
    if picked:
        keep(draft, role, replace(draft.parts[role], layer=picked))
        st.rerun()
    raise frame.PageEndError


def _ask_encoding(draft: Draft, role: str, error: InputError, lang: Lang) -> NoReturn:
    """Let the person say how the text is written, where the program cannot tell."""
    st.warning(plain(frame.sentence(error, lang)), icon=":material/translate:")
    part = draft.parts[role]
    picked = st.selectbox(
        say("data.encoding_ask", lang),
        _ENCODINGS,
        index=_ENCODINGS.index(part.encoding) if part.encoding else None,
        placeholder=say("data.pick", lang),
        format_func=lambda code: say(f"encoding.{code}", lang),
        key=f"encoding-ask-{role}-{draft.token}",
    )
    st.caption(say("data.encoding_hint", lang))
    if picked and picked != part.encoding:
        keep(draft, role, replace(part, encoding=picked))
        st.rerun()
    raise frame.PageEndError


def _told(draft: Draft, role: str, found: Drawing, lang: Lang) -> None:
    """Show a few names of the file, by which a person sees that the text is right."""
    part, names = draft.parts[role], _samples(found, lang)
    key = "data.read" if names else "data.read_bare"
    of = f"**{plain(part.names[0])}** " if len(draft.parts) > 1 else ""
    words = say(key, lang, count=len(found.frame), names=plain(names))
    st.markdown(f":material/description: {of}{words}")
    # the file of a confirmed drawing is not kept, only the layer that was read
    layers = () if part.kept else layers_of(drafts.source_of(state.DRAFTS, draft, role))
    _guarded(signs(found, layers), lang)
    for note in found.notes:
        if known(f"read.{note.code}") and (names or note.code != _GUESSED):
            st.caption(plain(explain("read", note.code, note.facts, lang)))
    if part.kept or not (names or part.encoding):
        return
    doubted = bool(names) and any(note.code == _DAMAGED for note in found.notes)
    with st.expander(say("data.garbled", lang), expanded=doubted):
        picked = st.selectbox(
            say("data.encoding", lang),
            (_AUTO, *_ENCODINGS),
            index=(_AUTO, *_ENCODINGS).index(part.encoding or _AUTO),
            format_func=lambda code: say(f"encoding.{code}", lang),
            key=f"encoding-{role}-{draft.token}",
        )
    encoding = "" if picked == _AUTO else picked
    if encoding != part.encoding:
        keep(draft, role, replace(part, encoding=encoding))
        st.rerun()


def _guarded(found: tuple[Sign, ...], lang: Lang) -> None:
    """Say what the law guards and the file seems to hold; nothing is refused."""
    for sign in found:
        st.warning(say(f"topographic.{sign}", lang), icon=":material/gavel:")


def _samples(found: Drawing, lang: Lang) -> str:
    """First names that differ, of the column that has most of them."""
    best: list[str] = []
    for column in found.frame.columns:
        if column != "geometry":
            texts = [value for value in found.frame[column] if isinstance(value, str)]
            worded = list(dict.fromkeys(text for text in texts if not text.isascii()))[:_SAMPLES]
            best = worded if len(worded) > len(best) else best
    return ("、" if lang == "zh" else ", ").join(best)
