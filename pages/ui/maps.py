"""A map in its frame, with the same content as a table beside it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import streamlit as st

from pages.ui import cache
from planner.report.maps import map_html
from planner.words import Lang, say

if TYPE_CHECKING:
    from planner.report.case_map import Bounds
    from planner.report.maps import About, Layer, Relief
    from planner.road import Ground

_HEIGHT_PX = 620
_CASE_PX = 460


def show(
    ground: Ground, title: str, lang: Lang, layers: Callable[[], list[Layer]], *, key: str = ""
) -> None:
    """Show a map and offer it as a file; `key` names the plan on it, when there is one."""
    fingerprint = ground.area.fingerprint
    with st.spinner(say("app.drawing", lang)):
        html = cache.drawn(fingerprint, f"{title}|{key}", lang, ground, layers)
    st.iframe(html, height=_HEIGHT_PX, alt=say("common.map_alt", lang, title=title))
    st.download_button(
        say("common.download_map", lang),
        lambda: cache.sheet(ground, layers(), fingerprint, title, lang, alone=True),
        file_name=f"{ground.area.area_id}.html",
        mime="text/html",
        key=f"map-file-{title}",
        on_click="ignore",
    )


def drawing(  # noqa: PLR0913 - what a map is made of; all but the layers by name
    title: str,
    lang: Lang,
    layers: Callable[[], list[Layer]],
    *,
    key: str,
    about: About | None = None,
    focus: Callable[[], Bounds] | None = None,
    relief: Callable[[], Relief | None] | None = None,
) -> None:
    """Show a map of a draft; `key` names everything it was made from, `focus` what comes first."""

    def make() -> str:
        shown = focus() if focus is not None else None
        under = relief() if relief is not None else None
        return map_html(layers(), lang=lang, title=title, about=about, focus=shown, relief=under)

    with st.spinner(say("app.drawing", lang)):
        html = cache.drawn_case(f"{title}|{key}", lang, make)
    st.iframe(html, height=_CASE_PX, alt=say("common.map_alt", lang, title=title))
