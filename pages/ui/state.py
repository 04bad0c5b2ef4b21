"""What one reader has chosen: language, area and the settings of each page.

Every choice that differs from the first one stands in the address too, so that a reload or a sent
link shows the same. The address is written once, at the end of a run and only when it changed: each
write is an entry in the browser's history, one more press on its way back.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

import streamlit as st

from planner.words import LANGS, Lang, say

ROOT = Path(__file__).resolve().parents[2]
AREAS = {
    "luoyan": ROOT / "data" / "boundaries",
    "liechtenstein": ROOT / "data" / "examples" / "liechtenstein",
}
# what readers bring and decide; on this machine only
DRAFTS = ROOT / "store" / "drafts"
REDRAWS = ROOT / "store" / "redraws"
# what the office has set for an area: speeds, terrain, closed roads, counts
OFFICE = ROOT / "store" / "office"
# weeks of patrols that were approved, and what was done of them
TOURS = ROOT / "store" / "tours"
# rosters that were kept, what was set for them, and initials in a file apart
ROSTERS = ROOT / "store" / "rosters"
# a picture of our own: an icon by name is fetched from a public network
ICON = ROOT / "static" / "icon.png"
_KEY = "session"
_ADDRESS = "address"
_SETTING_PX = 192


@dataclass(frozen=True, slots=True)
class Session:
    """Language and area of one reader."""

    lang: Lang = "zh"
    area_id: str = "luoyan"

    @property
    def folder(self) -> Path:
        return AREAS[self.area_id]


def current() -> Session:
    """Return what the reader has chosen; the page runs inside the frame, which has set it."""
    found = st.session_state.get(_KEY, ("zh", "luoyan"))
    return Session(*found)


def file_name(name: str) -> str:
    """Name a file after its area, so that example data is called so outside the app too."""
    session = current()
    return f"{say(f'area.{session.area_id}', session.lang)}_{name}"


def choose() -> Session:
    """Show the area chooser and the language switch, and remember both."""
    st.session_state[_ADDRESS] = {}
    lang = _first("lang", LANGS)
    with st.container(horizontal=True, horizontal_alignment="distribute"):
        area_id = picked(
            "area", tuple(AREAS), say("app.area", lang), lambda key: say(f"area.{key}", lang)
        )
        switched = st.segmented_control(
            say("app.language", lang),
            LANGS,
            format_func=lambda key: say(f"language.{key}", lang),
            key="lang",
            label_visibility="collapsed",
            required=True,
            persist_state="session",
        )
    lang = switched if switched in LANGS else lang  # a click on the chosen one may clear it
    note("lang", lang, LANGS[0])
    # plain values only: the session must stay serialisable
    st.session_state[_KEY] = (lang, area_id)
    return Session(lang, area_id)


def note(key: str, value: str, usual: str = "") -> None:
    """Let a choice stand in the address, unless it is the usual one."""
    if value != usual:
        st.session_state[_ADDRESS][key] = value


def settle() -> None:
    """Write the choices of this page into the address; those of other pages leave it."""
    wanted = dict(st.session_state.get(_ADDRESS, {}))
    if wanted != st.query_params.to_dict():
        st.query_params.from_dict(wanted)


def picked(
    key: str, options: Sequence[str], label: str, word: Callable[[str], str], *, hint: str = ""
) -> str:
    """Show a choice among codes and return the code; it also stands in the address."""
    _first(key, options)
    value = st.selectbox(
        label,
        options,
        format_func=word,
        key=key,
        help=hint or None,
        width=320 if key == "area" else _SETTING_PX,
        label_visibility="collapsed" if key == "area" else "visible",
        persist_state="session",
    )
    note(key, value, options[0])
    return str(value)


def shown(key: str, options: Sequence[str], label: str, word: Callable[[str], str]) -> str:
    """Show which part of a page is to be seen and return its code; it stands in the address too."""
    _first(key, options)
    value = st.segmented_control(
        label,
        options,
        format_func=word,
        key=key,
        label_visibility="collapsed",
        required=True,
        persist_state="session",
    )
    note(key, str(value), options[0])
    return str(value)


def counted(key: str, label: str, *, least: int, most: int, start: int, hint: str = "") -> int:
    """Show a whole number between two limits and return it; it also stands in the address."""
    if key not in st.session_state:
        given = st.query_params.get(key, "")
        asked = int(given) if given.isdecimal() and len(given) < 10 else start
        st.session_state[key] = min(max(asked, least), most)
    value = st.number_input(
        label,
        least,
        most,
        step=1,
        key=key,
        help=hint or None,
        width=_SETTING_PX,
        persist_state="session",
    )
    note(key, str(value), str(start))
    return int(value)


def dated(key: str, label: str, start: date, *, hint: str = "") -> date:
    """Show a day and return it; it also stands in the address."""
    if key not in st.session_state:
        st.session_state[key] = _day(st.query_params.get(key, ""), start)
    value = st.date_input(
        label, key=key, help=hint or None, width=_SETTING_PX, persist_state="session"
    )
    note(key, value.isoformat(), start.isoformat())
    return value


def _first(key: str, options: Sequence[str]) -> Literal["zh", "en"]:
    """Take the value from the address once, when the session does not have it yet."""
    if st.session_state.get(key) not in options:
        given = st.query_params.get(key)
        st.session_state[key] = given if given in options else options[0]
    return st.session_state[key]


def _day(text: str, start: date) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return start
