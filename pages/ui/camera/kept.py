"""What the office keeps of its cameras, read and written by the page, with what went wrong."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from geo.contract import InputError
from pages.ui import frame, state
from planner.store.cameras import clear_cameras, own_cameras, own_kinds, set_cameras, set_kinds
from planner.words import say

if TYPE_CHECKING:
    from planner.demand.camera_book import CameraBook
    from planner.demand.camera_kinds import CameraKind
    from planner.words import Lang

Change = Callable[["CameraBook"], "CameraBook"]
_LOG = logging.getLogger(__name__)
_FAILED = "camera-not-kept"


def read(area_id: str, lang: Lang) -> tuple[CameraBook, tuple[CameraKind, ...]]:
    """Read book and kinds of an area; where they cannot be read, say so and offer to begin anew."""
    failed = st.session_state.pop(_FAILED, None)
    if isinstance(failed, InputError):
        st.error(frame.sentence(failed, lang), icon=":material/error:")
    elif failed:
        st.error(say("camera.not_kept", lang), icon=":material/error:")
    try:
        return own_cameras(state.OFFICE, area_id), own_kinds(state.OFFICE, area_id)
    except InputError as error:
        st.error(frame.sentence(error, lang), icon=":material/error:")
        st.button(say("camera.kept_damaged", lang), on_click=lambda: saved(lambda: _clear(area_id)))
        raise frame.PageEndError from error


def change(area_id: str, step: Change) -> None:
    """Change the book as it is on disk now; a refusal is told on the next run."""

    def work() -> None:
        set_cameras(state.OFFICE, area_id, step(own_cameras(state.OFFICE, area_id)))

    saved(work)


def saved(work: Callable[[], None]) -> None:
    """Write something; what goes wrong is told on the next run."""
    try:
        work()
    except InputError as error:
        st.session_state[_FAILED] = error
    except OSError:
        _LOG.exception("cameras not kept")
        st.session_state[_FAILED] = "disk"


def _clear(area_id: str) -> None:
    clear_cameras(state.OFFICE, area_id)
    set_kinds(state.OFFICE, area_id, ())


def with_plan(book: CameraBook, plan: tuple[str, ...]) -> CameraBook:
    """Put a plan in place of the one adopted before."""
    return replace(book, plan=plan)
