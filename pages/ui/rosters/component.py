"""The board of a roster: it shows what it is given and tells what was done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import streamlit as st

Event = Mapping[str, Any]

BOARD = "roster-board"
_DONE = "roster-board-done"
_FOLDER = Path(__file__).parent

_board = st.components.v2.component(
    "roster_board",
    js=(_FOLDER / "board.js").read_text(encoding="utf-8"),
    css=(_FOLDER / "board.css").read_text(encoding="utf-8"),
)


def board(data: Mapping[str, object], take: Callable[[Event], None]) -> None:
    """Show the board; `take` gets what was done before the run that shows what came of it.

    An event has `op`: pick or set with `at` as [slot, day], swap with `from` and `to`; set has a
    `shift`. It is sent until its number is told as done; what arrives twice is done once.
    """

    def did() -> None:
        event = st.session_state[BOARD].get("did")
        if not isinstance(event, Mapping) or event.get("n", 0) <= st.session_state.get(_DONE, 0):
            return
        st.session_state[_DONE] = event["n"]
        take(event)

    _board(key=BOARD, data={**data, "done": st.session_state.get(_DONE, 0)}, on_did_change=did)
