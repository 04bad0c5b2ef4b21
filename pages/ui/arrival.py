"""A reader's first moment after a start: the page asked for, loaded once more before it is shown.

The first run after a start goes by Streamlit's old rules for a folder named pages: a reader who
comes by a link to a page gets a box "Page not found" and the address of the first page. Calling
st.navigation ends the old rules. So the first thing that run does, before anything else is loaded,
is to end them and to let that reader's browser load the page asked for once more; nothing has been
shown by then that could be pressed. This module loads nothing but Streamlit.
"""

from __future__ import annotations

import json
import re

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.scriptrunner import get_script_run_ctx

_AGAIN = "<script>location.replace(new URL({page} + location.search, location.href).href);</script>"


def begin_again() -> None:
    """Load the page anew for a reader who came by a link while the old rules held; end this run."""
    page = _page_asked()
    if not PagesManager.uses_pages_directory or not page:
        return
    pages = [st.Page(_first, title="…", default=True), st.Page(_nothing, title="…", url_path=page)]
    st.navigation(pages, position="hidden")
    st.html(_AGAIN.format(page=json.dumps(f"./{page}")), unsafe_allow_javascript=True)
    st.stop()


def _first() -> None:
    """Stand for the first page of the program."""


def _nothing() -> None:
    """Show no page: the one asked for comes next."""


def _page_asked() -> str:
    """Name of the page in the address the browser came with; empty for the first page."""
    told = get_script_run_ctx()
    name = told.pages_manager.intended_page_name if told else None
    # it comes from the browser and goes into a script
    return name if name and re.fullmatch(r"[a-z_]+", name) else ""
