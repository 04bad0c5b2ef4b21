"""The teams of the office: filled in on the page, taken out and brought back as a file."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import streamlit as st

from geo.schema import InputError
from pages.ui import downloads, frame, state
from pages.ui.bringing import uploader_words
from pages.ui.plain import plain
from planner.demand.team_book import PEOPLE_MOST, SHARE_MOST, USUAL, TeamBook
from planner.report import team_table as report
from planner.store.responders import own_teams, set_teams
from planner.words import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from pages.ui.assignment.asked import Asked
    from planner.words import Lang


def kept_teams(area_id: str, lang: Lang) -> TeamBook:
    """Return what the office has set; where that cannot be read, say so and go on."""
    try:
        return own_teams(state.OFFICE, area_id)
    except InputError as error:
        st.error(plain(frame.sentence(error, lang)), icon=":material/error:")
        return USUAL


def show(asked: Asked) -> None:
    """Show both tables to be changed, and the file out and in."""
    lang, area = asked.lang, asked.ground.area
    st.caption(say("teams.help", lang))
    mark = hashlib.sha256(repr(asked.teams).encode()).hexdigest()[:12]
    people, skills = report.people_table(asked.teams, lang), report.skills_table(asked.teams, lang)
    with st.form("teams", border=False):
        st.subheader(say("teams.people", lang))
        heads = list(people.columns)
        number = st.column_config.NumberColumn
        bounds = {h: number(min_value=0, max_value=PEOPLE_MOST, step=1) for h in heads[2:]}
        bounds[heads[1]] = number(min_value=0, max_value=SHARE_MOST, step=1)
        people = st.data_editor(
            people, hide_index=True, disabled=heads[:1], column_config=bounds, key=f"people-{mark}"
        )
        st.subheader(say("teams.skills", lang))
        heads = list(skills.columns)
        skills = st.data_editor(
            skills.astype(dict.fromkeys(heads[1:], bool)),
            hide_index=True,
            disabled=heads[:1],
            key=f"skills-{mark}",
        )
        sent = st.form_submit_button(say("teams.set", lang), type="primary")
    if sent:
        _keep(asked, lambda: report.book_of(people, skills.astype(dict.fromkeys(heads[1:], int))))
    with st.container(horizontal=True):
        downloads.workbook("teams", area, lambda: report.sheets_of(asked.teams, lang), lang)
        st.button(
            say("teams.usual", lang),
            on_click=set_teams,
            args=(state.OFFICE, area.area_id, USUAL),
            disabled=asked.teams == USUAL,
        )
    uploader_words(lang)
    given = st.file_uploader(say("teams.upload", lang), type=["xlsx", "csv"], key="teams-file")
    if given is not None:
        content = given.getvalue()
        if st.button(say("teams.take", lang, file=given.name)):
            _keep(asked, lambda: report.read_book(given.name, content, asked.teams))


def _keep(asked: Asked, made: Callable[[], TeamBook]) -> None:
    try:
        book = made()
    except InputError as error:
        st.error(plain(frame.sentence(error, asked.lang)), icon=":material/error:")
        return
    set_teams(state.OFFICE, asked.ground.area.area_id, book)
    st.rerun()
