"""The timetable and the map of a day: they show what they are given and tell what was done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import streamlit as st

from planner.report.maps.assets import SERVED, TABLE

Event = Mapping[str, Any]

BOARD, MAP = "tours-board", "tours-map"
_DONE = "tours-board-done"
_FOLDER = Path(__file__).parent
_ASSETS = {"scripts": [SERVED + TABLE["leaflet"]], "sheets": [SERVED + TABLE["leaflet_css"]]}


def _source(*names: str) -> str:
    """Join scripts into the one module a browser loads."""
    return "\n".join((_FOLDER / name).read_text(encoding="utf-8") for name in names)


_board = st.components.v2.component(
    "tours_board", js=_source("sample.js", "board.js"), css=_source("board.css")
)
_map = st.components.v2.component(
    "tours_map",
    js=_source("../leaflet.js", "../metre_map.js", "sample.js", "map.js"),
    css=_source("map.css"),
)


def board(data: Mapping[str, object], take: Callable[[Event], None]) -> None:
    """Show the timetable; `take` gets what was done before the run that shows what came of it.

    An event has `op` (pick, move, pin, drop), `spot`, its `task` and for a move `to`. It is sent
    until its number is told as done; what arrives twice is done once.
    """

    def did() -> None:
        event = st.session_state[BOARD].get("did")
        if not isinstance(event, Mapping) or event.get("n", 0) <= st.session_state.get(_DONE, 0):
            return
        st.session_state[_DONE] = event["n"]
        take(event)

    _board(key=BOARD, data={**data, "done": st.session_state.get(_DONE, 0)}, on_did_change=did)


def day_map(data: Mapping[str, object], take: Callable[[Event], None] | None = None) -> None:
    """Show the map; `take` gets the stop that was clicked as an event like the timetable's."""
    key = MAP if take else f"{MAP}-looked-at"

    def picked() -> None:
        event = st.session_state[key].get("picked")
        if take and isinstance(event, Mapping):
            take({"op": "pick", **event})

    _map(key=key, data={**data, "assets": _ASSETS}, on_picked_change=picked)
