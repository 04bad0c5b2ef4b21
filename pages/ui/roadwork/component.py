"""The map of roads: it shows what it is given and tells which road was clicked where."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import streamlit as st

from planner.report.maps.assets import SERVED, TABLE

Place = tuple[float, float]
KEY = "roads-map"
_FOLDER = Path(__file__).parent
_ASSETS = {"scripts": [SERVED + TABLE["leaflet"]], "sheets": [SERVED + TABLE["leaflet_css"]]}
# one module for the browser, kept as one file a concern
_SCRIPTS = ("../leaflet.js", "../metre_map.js", "map.js")

_mount = st.components.v2.component(
    "roads",
    js="\n".join((_FOLDER / name).read_text(encoding="utf-8") for name in _SCRIPTS),
    css=(_FOLDER / "map.css").read_text(encoding="utf-8"),
)


def shown(data: Mapping[str, object], pick: Callable[[str, Place | None], None]) -> None:
    """Show the map; `pick` is called with what was clicked.

    That is the id of a road and where on it, in metres from the corner of the map, or the id of a
    spot alone.
    """

    def picked() -> None:
        told = st.session_state[KEY].get("picked")
        if isinstance(told, Mapping) and isinstance(told.get("id"), str):
            at = told.get("at")
            pick(told["id"], (float(at[0]), float(at[1])) if at else None)

    _mount(key=KEY, data={**data, "assets": _ASSETS}, on_picked_change=picked)
