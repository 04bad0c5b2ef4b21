"""Named drafts: begin one, take one up by its token in the address, rename, copy, delete."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import TYPE_CHECKING

import streamlit as st

from geo.contract import InputError
from pages.ui import cache, frame, state
from pages.ui.plain import plain
from pages.ui.redraw.session import Desk, Seat
from pages.ui.redraw.work import base_of_grids
from planner.store import redraws
from planner.words import Lang, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.road import Ground
    from planner.store.redraws import Redraw

KEY, _WINDOW = "redraw", "redraw-window"
_LISTED = 12
_MOST_NAME = redraws.MOST_NAME


def current(area_id: str, lang: Lang) -> str:
    """Return the token in the address, empty when there is none or its draft is gone."""
    if KEY not in st.session_state:
        st.session_state[KEY] = st.query_params.get(KEY, "")
    token = str(st.session_state[KEY])
    if not token:
        return ""
    try:
        draft = redraws.load(state.REDRAWS, token)
    except InputError as error:
        st.warning(plain(frame.sentence(error, lang)), icon=":material/draft:")
        st.session_state[KEY] = ""
        return ""
    if draft.area_id != area_id:
        return ""
    state.note(KEY, token)
    return token


def desk() -> Desk:
    """Return the desk where drafts are open, one for all sessions."""
    return cache.lasting("redraws", str(state.REDRAWS), lambda: Desk(state.REDRAWS))


def choose(token: str, ids: Sequence[str] = ()) -> None:
    """Work on a draft from now on, or on none; the map shows the grids named first."""
    st.session_state[KEY] = token
    if ids:
        desk().sit(window(), token, Seat().choosing(ids, look=True))


def window() -> str:
    """Return the name of this window at the desk, given once."""
    return str(st.session_state.setdefault(_WINDOW, secrets.token_hex(8)))


def begin(ground: Ground, lang: Lang) -> None:
    """Show how to begin a draft, and the drafts there are."""
    area = ground.area
    drafts = redraws.listed(state.REDRAWS, area.area_id)
    with st.container(border=True):
        st.subheader(say("redraw.begin", lang))
        first = say("redraw.begin_first", lang, area=area.names[lang], number=len(drafts) + 1)
        name = st.text_input(
            say("redraw.begin_name", lang), first, max_chars=_MOST_NAME, key="redraw-new-name"
        )
        words = say("redraw.begin_button", lang)
        if st.button(words, type="primary", icon=":material/add:", key="redraw-begin"):
            _begin(ground, name, lang)
    st.subheader(say("redraw.earlier", lang))
    if not drafts:
        st.caption(say("redraw.earlier_none", lang))
    _listed(drafts, lang)


def head(token: str, lang: Lang) -> Redraw:
    """Show which draft this is, with what can be done to it as a whole."""
    draft = redraws.load(state.REDRAWS, token)
    with st.expander(say("redraw.draft", lang, name=plain(draft.name)), icon=":material/folder:"):
        key = f"redraw-name-{token}"
        name = st.text_input(
            say("redraw.begin_name", lang), draft.name, max_chars=_MOST_NAME, key=key
        )
        with st.container(horizontal=True):
            st.button(
                say("redraw.rename", lang), key="redraw-rename", on_click=_rename, args=(draft, key)
            )
            copied = say("redraw.copy_name", lang, name=name)
            st.button(
                say("redraw.copy", lang), key="redraw-copy", on_click=_copy, args=(draft, copied)
            )
            st.button(say("redraw.others", lang), key="redraw-others", on_click=choose, args=("",))
            _deleting(token, "redraw-delete", lang)
    return draft


def _deleting(token: str, key: str, lang: Lang) -> None:
    """Show the way to delete a draft, with a question before: nothing brings it back."""
    with st.popover(say("redraw.delete", lang), icon=":material/delete:", type="tertiary"):
        st.button(say("redraw.delete_sure", lang), key=key, on_click=_delete, args=(token,))


def when(draft: Redraw) -> str:
    """Time of the last change by the clock of this machine."""
    return datetime.fromisoformat(draft.saved_at).astimezone().strftime("%Y-%m-%d %H:%M")


def _listed(drafts: tuple[Redraw, ...], lang: Lang) -> None:
    for draft in drafts[:_LISTED]:
        with st.container(horizontal=True, vertical_alignment="center"):
            facts = {"name": plain(draft.name), "when": when(draft)}
            words = say("redraw.facts", lang, count=len(draft.operations), **facts)
            st.markdown(words, width="stretch")
            st.button(
                say("redraw.continue", lang),
                key=f"redraw-take-{draft.token}",
                on_click=choose,
                args=(draft.token,),
                icon=":material/arrow_forward:",
            )
            st.button(
                say("redraw.copy", lang),
                key=f"redraw-copy-{draft.token}",
                on_click=_copy,
                args=(draft, say("redraw.copy_name", lang, name=draft.name)),
                icon=":material/content_copy:",
            )
            _deleting(draft.token, f"redraw-drop-{draft.token}", lang)


def _begin(ground: Ground, name: str, lang: Lang) -> None:
    area = ground.area
    try:
        draft = redraws.create(
            state.REDRAWS,
            area.area_id,
            name,
            base_of_grids(area.grids),
            base_fingerprint=area.files_fingerprint,
        )
    except InputError as error:
        st.error(plain(frame.sentence(error, lang)), icon=":material/block:")
        return
    choose(draft.token)
    st.rerun()


def _rename(draft: Redraw, key: str) -> None:
    try:
        redraws.rename(state.REDRAWS, draft, st.session_state[key])
    except InputError as error:
        st.toast(plain(frame.sentence(error, state.current().lang)), icon=":material/block:")


def _copy(draft: Redraw, name: str) -> None:
    try:
        # steps on the map since the page was drawn are on the disk, not in what the button holds
        standing = redraws.load(state.REDRAWS, draft.token)
        choose(redraws.copy(state.REDRAWS, standing, name[:_MOST_NAME]).token)
    except InputError as error:
        st.toast(plain(frame.sentence(error, state.current().lang)), icon=":material/block:")


def _delete(token: str) -> None:
    desk().forget(token)
    if st.session_state.get(KEY) == token:
        choose("")
    try:
        redraws.delete(state.REDRAWS, token)
    except InputError:
        return  # somebody else was quicker
