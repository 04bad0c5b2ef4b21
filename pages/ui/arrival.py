"""A reader's first moment after a start: the page asked for stays in the address.

The first run after a start goes by Streamlit's old rules for a folder named pages: a reader who
comes by a link to a page gets a box "Page not found" and the address of the first page. Calling
st.navigation ends the old rules, and then that reader's browser loads the page asked for once more.
Until then, while the program is still being loaded, the address says what was asked for, so that
whoever presses "reload" meanwhile gets there too. This module loads nothing but Streamlit.
"""

from __future__ import annotations

import json
import re

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.scriptrunner import get_script_run_ctx

_ASKED = "new URL({page} + location.search, location.href).href"
_KEEP = f"<script>history.replaceState(history.state, '', {_ASKED});</script>"
_AGAIN = f"<script>location.replace({_ASKED});</script>"


def keep_address() -> None:
    """Put the page asked for back into the address, before anything else is loaded."""
    if PagesManager.uses_pages_directory:
        st.html(_told(_KEEP), unsafe_allow_javascript=True)


def load_again() -> str:
    """Return the script that loads the page asked for once more; empty but in the first run."""
    return _told(_AGAIN) if PagesManager.uses_pages_directory else ""


def _told(script: str) -> str:
    return script.format(page=json.dumps(f"./{_page_asked()}"))


def _page_asked() -> str:
    """Name of the page in the address the browser came with; empty for the first page."""
    told = get_script_run_ctx()
    name = told.pages_manager.intended_page_name if told else None
    # it comes from the browser and goes into a script
    return name if name and re.fullmatch(r"[a-z_]+", name) else ""
