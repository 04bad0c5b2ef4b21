"""The map of the editor: one component that stays while everything around it runs again.

It shows what it is given and tells what was done on it; it decides nothing and keeps no shape.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import streamlit as st

from planner.report.maps.assets import SERVED, TABLE

Batch = Mapping[str, Any]

KEY = "redraw-map"
_FOLDER = Path(__file__).parent
# one module for the browser, kept as one file a concern
_NAMES = ("shapes", "reach", "canvas", "panel", "brush", "main")
_SCRIPTS = ("../leaflet.js", *(f"{name}.js" for name in _NAMES))
ASSETS = {
    "scripts": [SERVED + TABLE["leaflet"], SERVED + TABLE["leaflet_geoman_js"]],
    "sheets": [SERVED + TABLE["leaflet_css"], SERVED + TABLE["leaflet_geoman_css"]],
}

_mount = st.components.v2.component(
    "redraw",
    js="\n".join((_FOLDER / name).read_text(encoding="utf-8") for name in _SCRIPTS),
    css=(_FOLDER / "map.css").read_text(encoding="utf-8"),
)


def shown(data: Callable[[], Mapping[str, object]], take: Callable[[Batch], None]) -> None:
    """Show the map; what was done on it is handed to `take` before the run that shows it.

    Parameters
    ----------
    data
        Makes what the map receives; called once in each run.
    take
        Called with ``client``, ``draft``, ``have``, ``revision`` and the list ``events``.
    """

    def did() -> None:
        batch = st.session_state[KEY].get("did")
        if isinstance(batch, Mapping):
            take(batch)

    _mount(key=KEY, data={**data(), "assets": ASSETS}, on_did_change=did)
