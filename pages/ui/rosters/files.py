"""Files of a roster: initials in one of their own, the workbook out and in, the sheet to print."""

from __future__ import annotations

import hashlib
import logging
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from geo.schema import InputError
from pages.ui import downloads, frame, state
from pages.ui.bringing import uploader_words
from pages.ui.plain import plain
from planner.problem.roster_moves import changes
from planner.report import roster as report
from planner.report.roster_sheet import PAPERS, OnPaper, paper_for, roster_sheet
from planner.report.roster_table import read_roster
from planner.store import rosters as store
from planner.words import Lang, say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pages.ui.rosters.work import Desk, Step
    from planner.demand.ground import Ground

_LOG = logging.getLogger(__name__)
_TYPED_MOST = 24


def initials(area_id: str, lang: Lang) -> dict[str, str]:
    """Return slot -> initials, none where their file cannot be read."""
    try:
        return store.initials_of(state.ROSTERS, area_id)
    except InputError as error:
        st.error(plain(frame.sentence(error, lang)), icon=":material/error:")
        return {}


def show(ground: Ground, table: Desk, step: Step, typed: Mapping[str, str], lang: Lang) -> None:
    """Offer the files of a roster, and take a workbook back."""
    st.subheader(say("roster.files", lang))
    _typing(table, step, typed, lang)
    posts = table.names
    with st.container(horizontal=True, vertical_alignment="bottom"):
        sheets = report.sheets_of(step.problem, step.plan, table.first, posts, lang, initials=typed)
        downloads.workbook(
            f"roster_{table.first}",
            ground.area,
            lambda: sheets,
            lang,
            icon=":material/table_view:",
        )
        usual, begins = paper_for(step.problem), table.pattern.begins_h
        paged = OnPaper(step.problem, step.plan, table.first, posts, begins, typed)
        for paper in sorted(PAPERS, key=lambda one: one != usual):
            st.download_button(
                say(f"roster.print_{paper}", lang),
                lambda paper=paper: roster_sheet(paged, ground.area, paper, lang),
                file_name=state.file_name(f"roster_{table.first}_{paper}.html"),
                mime="text/html",
                key=f"roster-print-{paper}",
                on_click="ignore",
                icon=":material/print:",
            )
    _handed_back(table, step, typed, lang)


def _typing(table: Desk, step: Step, typed: Mapping[str, str], lang: Lang) -> None:
    """Let the station type initials; they go into a file of their own or nowhere."""
    with st.expander(say("roster.initials_title", lang), icon=":material/badge:"):
        st.caption(say("roster.initials_help", lang))
        heads = [say("roster.slot", lang), say("roster.post", lang), say("roster.initials", lang)]
        slots = [slot.slot_id for slot in step.problem.slots]
        rows = [[s, table.names.get(s.rpartition("-")[0], ""), typed.get(s, "")] for s in slots]
        with st.form("roster-initials", border=False):
            edited = st.data_editor(
                pd.DataFrame(rows, columns=heads),
                hide_index=True,
                disabled=heads[:2],
                column_config={heads[2]: st.column_config.TextColumn(max_chars=_TYPED_MOST)},
                key=f"roster-initials-{table.first}",
            )
            pressed = st.form_submit_button(say("roster.initials_save", lang))
        if pressed:
            given = dict(zip(slots, edited.iloc[:, 2].fillna("").astype(str), strict=True))
            if _kept(table, {**typed, **given}, lang):
                st.rerun()


def _kept(table: Desk, typed: Mapping[str, str], lang: Lang) -> bool:
    try:
        store.set_initials(state.ROSTERS, table.area_id, typed)
    except InputError as error:
        st.error(plain(frame.sentence(error, lang)), icon=":material/error:")
        return False
    except OSError:
        _LOG.exception("initials could not be kept")
        st.error(say("roster.not_kept", lang), icon=":material/error:")
        return False
    return True


def _handed_back(table: Desk, step: Step, typed: Mapping[str, str], lang: Lang) -> None:
    """Take a workbook back: what it says stands on the board, and is judged there."""
    uploader_words(lang)
    about = f"roster-{table.area_id}-{table.first}"
    given = st.file_uploader(say("roster.upload", lang), type=["xlsx"], key=f"{about}-file")
    if given is None:
        return
    content = given.getvalue()
    mark = hashlib.sha256(content).hexdigest()
    if st.session_state.get(f"{about}-mark") == mark:
        count = st.session_state.get(f"{about}-count", 0)
        st.caption(say("roster.read", lang, file=plain(given.name), count=count))
        return
    try:
        plan, read = read_roster(given.name, content, step.problem, table.first)
    except InputError as error:
        st.error(plain(frame.sentence(error, lang)), icon=":material/error:")
        return
    cells = changes(step.plan, plan)
    if any(day < step.since for _, day in cells):
        st.error(say("roster.cannot", lang), icon=":material/error:")
        return
    slots = {slot.slot_id for slot in step.problem.slots}
    others = {slot: text for slot, text in typed.items() if slot not in slots}
    if read != {s: t for s, t in typed.items() if s in slots} and not _kept(
        table, {**others, **read}, lang
    ):
        return
    if cells:
        table.work.add(step.changed(plan, "read"))
    st.session_state[f"{about}-mark"] = mark
    st.session_state[f"{about}-count"] = len(cells)
    st.rerun()
