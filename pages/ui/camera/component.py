"""The map on which a zone is drawn: it shows what it is given and tells the corners drawn."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import streamlit as st

from planner.report.maps.assets import SERVED, TABLE

Place = tuple[float, float]
KEY = "zones-map"
_FOLDER = Path(__file__).parent
_ASSETS = {"scripts": [SERVED + TABLE["leaflet"]], "sheets": [SERVED + TABLE["leaflet_css"]]}
# one module for the browser, kept as one file a concern
_SCRIPTS = ("../leaflet.js", "../metre_map.js", "zones.js")

_mount = st.components.v2.component(
    "zones",
    js="\n".join((_FOLDER / name).read_text(encoding="utf-8") for name in _SCRIPTS),
    css=(_FOLDER / "zones.css").read_text(encoding="utf-8"),
)


def shown(data: Mapping[str, object], take: Callable[[list[Place]], None]) -> None:
    """Show the map; `take` is given corners of a shape, in metres from the corner of the map."""

    def drawn() -> None:
        told = st.session_state[KEY].get("drawn")
        if isinstance(told, list) and len(told) > 2:
            take([(float(x), float(y)) for x, y in told])

    _mount(key=KEY, data={**data, "assets": _ASSETS}, on_drawn_change=drawn)
