"""The form of an office's rules and prices of who answers for which grid."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from geo.schema import InputError
from pages.ui import frame, state
from pages.ui.plain import plain
from planner.demand.responder_book import NUMBERS, ResponderBook
from planner.demand.team_book import SKILLS
from planner.problem import Quota
from planner.problem.responder import POST_KINDS, QUOTA_MOST
from planner.store.responders import own_book, set_book
from planner.words import say

if TYPE_CHECKING:
    from planner.words import Lang

_COLUMNS = 3


def kept_book(area_id: str, lang: Lang) -> ResponderBook:
    """Return what the office has set; where that cannot be read, say so and go on."""
    try:
        return own_book(state.OFFICE, area_id)
    except InputError as error:
        st.error(plain(frame.sentence(error, lang)), icon=":material/error:")
        return ResponderBook()


def form(area_id: str, book: ResponderBook, lang: Lang) -> None:
    """Show the rules with their names and prices, and keep what is sent."""
    with (
        st.expander(say("assign.rules", lang), icon=":material/tune:"),
        st.form("assign-rules", border=False),
    ):
        st.caption(say("assign.rules_help", lang))
        skills = sorted({skill for some in SKILLS.values() for skill in some})
        needs = st.multiselect(
            say("assign.needs", lang),
            skills,
            default=[skill for skill in book.needs if skill in skills],
            format_func=lambda skill: say(f"skill.{skill}", lang),
            placeholder=say("assign.needs_none", lang),
            select_all=False,
        )
        must = st.checkbox(say("assign.backup_required", lang), value=book.backup_required)
        numbers = _numbers(book, lang)
        st.markdown(say("assign.quotas", lang))
        quotas = _quotas(book, lang)
        sent = st.form_submit_button(say("assign.set", lang), type="primary")
    if sent:
        set_book(
            state.OFFICE,
            area_id,
            ResponderBook(tuple(needs), quotas, backup_required=must, **numbers),
        )
        st.rerun()


def _numbers(book: ResponderBook, lang: Lang) -> dict[str, int]:
    found: dict[str, int] = {}
    columns = st.columns(_COLUMNS)
    for place, (name, (least, most)) in enumerate(NUMBERS.items()):
        found[name] = int(
            columns[place % _COLUMNS].number_input(
                say(f"assign.{name}", lang), least, most, value=getattr(book, name), step=1
            )
        )
    return found


def _quotas(book: ResponderBook, lang: Lang) -> tuple[Quota, ...]:
    words = {kind: say(f"post_kind.{kind}", lang) for kind in POST_KINDS}
    heads = [say(f"assign.quota_{name}", lang) for name in ("kind", "least", "most")]
    rows = [[words[quota.kind], quota.least, quota.most] for quota in book.quotas]
    kind, least, most = heads
    bounds = {"min_value": 0, "max_value": QUOTA_MOST, "step": 1, "required": True}
    edited = st.data_editor(
        pd.DataFrame(rows, columns=heads).astype({least: int, most: int}),
        hide_index=True,
        num_rows="dynamic",
        column_config={
            kind: st.column_config.SelectboxColumn(options=list(words.values()), required=True),
            least: st.column_config.NumberColumn(default=1, **bounds),
            most: st.column_config.NumberColumn(default=1, **bounds),
        },
        key="assign-quotas",
    )
    codes = {word: code for code, word in words.items()}
    found: dict[str, Quota] = {}
    for word, *bounds_told in edited.dropna().itertuples(index=False, name=None):
        low, high = sorted(int(number) for number in bounds_told)
        found[codes[word]] = Quota(codes[word], low, high)
    return tuple(found.values())
