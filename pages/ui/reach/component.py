"""The map of bands of time: it shows what it is given and tells which spot was clicked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import streamlit as st

from planner.report.maps.assets import SERVED, TABLE

KEY = "reach-map"
_FOLDER = Path(__file__).parent
_ASSETS = {"scripts": [SERVED + TABLE["leaflet"]], "sheets": [SERVED + TABLE["leaflet_css"]]}
# one module for the browser, kept as one file a concern
_SCRIPTS = ("../leaflet.js", "../metre_map.js", "map.js")

_mount = st.components.v2.component(
    "reach",
    js="\n".join((_FOLDER / name).read_text(encoding="utf-8") for name in _SCRIPTS),
    css=(_FOLDER / "map.css").read_text(encoding="utf-8"),
)


def shown(
    data: Mapping[str, object], pick: Callable[[str | None, tuple[float, float]], None]
) -> None:
    """Show the map; `pick` gets what was clicked.

    That is the id of a settlement, or none, and the spot in metres from the corner of the map.
    """

    def picked() -> None:
        told = st.session_state[KEY].get("picked")
        if isinstance(told, Mapping) and isinstance(at := told.get("at"), list | tuple):
            name = told.get("id")
            pick(name if isinstance(name, str) else None, (float(at[0]), float(at[1])))

    _mount(key=KEY, data={**data, "assets": _ASSETS}, on_picked_change=picked)
