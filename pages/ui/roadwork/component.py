"""The map of roads: it shows what it is given and tells which road was clicked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import streamlit as st

from planner.report.maps.assets import SERVED, TABLE

KEY = "roads-map"
_FOLDER = Path(__file__).parent
_ASSETS = {"scripts": [SERVED + TABLE["leaflet"]], "sheets": [SERVED + TABLE["leaflet_css"]]}
# one module for the browser, kept as one file a concern
_SCRIPTS = ("../leaflet.js", "map.js")

_mount = st.components.v2.component(
    "roads",
    js="\n".join((_FOLDER / name).read_text(encoding="utf-8") for name in _SCRIPTS),
    css=(_FOLDER / "map.css").read_text(encoding="utf-8"),
)


def shown(data: Mapping[str, object], pick: Callable[[str], None]) -> None:
    """Show the map; `pick` is called with the id of a road that was clicked."""

    def picked() -> None:
        edge_id = st.session_state[KEY].get("picked")
        if isinstance(edge_id, str):
            pick(edge_id)

    _mount(key=KEY, data={**data, "assets": _ASSETS}, on_picked_change=picked)
