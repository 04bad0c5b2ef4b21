"""What can be done about one case of the sliver desk: buttons with reasons and figures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import streamlit as st

from geo.contract import InputError
from geo.persons.tables import refuse_text
from geo.repair import DIVIDE, KEEP, LONE, NEW, Choice, preview
from pages.ui import cache, drafting, frame, state
from pages.ui.plain import plain
from planner.report import cases, missing
from planner.store import drafts
from planner.store.drafts import Decision
from planner.words import Lang, say

if TYPE_CHECKING:
    import geopandas as gpd

    from geo.repair import Case, Option
    from pages.ui.drafting import Work

CASE = "case"  # key of the case in the address and in the session


def go(case_id: str) -> None:
    """Show a case from now on."""
    st.session_state[CASE] = case_id


def options(work: Work, every: Sequence[Case], case: Case, lang: Lang) -> None:
    """Show what can be done about a case, or why nothing can."""
    offered = [option for option in case.options if option.receiver != KEEP]
    if not case.options:
        words = cases.reason(case.why, lang) or say(f"certificate.{case.kind}", lang)
        st.info(say("desk.no_option", lang, text=words), icon=":material/block:")
        return
    in_force = work.ground.area.grids if work.own_township else None
    several = missing.several_words(case, work.desk.grids, in_force, work.names, lang)
    if several:
        st.info(plain(several), icon=":material/grid_view:")
    question = "desk.question" if len(offered) > 1 else "desk.question_other"
    st.markdown(f"**{say(question, lang)}**")
    for number, option in enumerate(offered, start=1):
        with st.container(border=True, gap="xsmall"):
            _button(work, every, case, (number, option), lang)
            _facts(work, case, option, lang)
    if any(option.receiver == KEEP for option in case.options):
        _keep(work, every, case, lang)
    st.caption(say("desk.keys", lang))


def _button(
    work: Work, every: Sequence[Case], case: Case, numbered: tuple[int, Option], lang: Lang
) -> None:
    """Show the button of an option; its number is its key on the keyboard too."""
    number, option = numbered
    chosen = work.decided.get(case.case_id)
    words = cases.receiver_words(case, option.receiver, work.names, lang)
    if option.receiver == chosen:
        words = say("desk.marked", lang, words=words, mark=say("desk.chosen", lang))
    elif option.receiver == case.suggested:
        words = say("desk.marked", lang, words=words, mark=say("desk.suggested", lang))
    note = lone_note(case, lang) if option.receiver == case.suggested else ""
    st.button(
        plain(words),
        key=f"option-{number}-{case.case_id}",
        type="primary" if option.receiver == case.suggested and not chosen else "secondary",
        icon=":material/check_circle:" if option.receiver == chosen else None,
        shortcut=str(number),
        width="stretch",
        on_click=_decide,
        args=(work, every, case, Choice(option.receiver, note, "person"), lang),
    )


def _facts(work: Work, case: Case, option: Option, lang: Lang) -> None:
    """Show why an option is suggested, and what it changes."""
    why = cases.reason(case.why, lang) if option.receiver == case.suggested else ""
    if option.receiver == NEW and not why:  # a new grid is never a matter of course
        why = cases.reason(option.why, lang)
    parts = [say("desk.why", lang, text=why)] if why else []
    if option.receiver == DIVIDE and case.case_id in work.open and drawn(work, case):
        parts.append(say("desk.divide_line", lang))
    parts.append(cases.option_facts(option, lang))
    line = " · ".join(part for part in parts if part)
    st.caption(plain(line[:1].upper() + line[1:]))
    if not drawn(work, case):
        return
    changes = cases.changes(shown(work, case, option.receiver), work.names, lang)
    st.markdown("\n".join(f"- {plain(change)}" for change in changes))


def drawn(work: Work, case: Case) -> bool:
    """Tell whether a case is one of the drawing; those that decisions made have no preview."""
    return any(case.case_id == known.case_id for known in work.desk.cases)


def shown(work: Work, case: Case, receiver: str) -> gpd.GeoDataFrame:
    """Return the grids of a case before and after a choice."""
    key = f"{work.key}|{case.case_id}|{receiver}"
    return cache.drawn_work(
        "preview", key, lambda: preview(work.desk, case.case_id, Choice(receiver, rule="person"))
    )


def _keep(work: Work, every: Sequence[Case], case: Case, lang: Lang) -> None:
    suggested = case.suggested == KEEP
    with st.expander(say("desk.keep", lang), icon=":material/bookmark:", expanded=suggested):
        why = cases.reason(case.why, lang) if suggested else ""
        st.caption(say("desk.why", lang, text=why) if why else say("desk.keep_help", lang))
        note = st.text_input(
            say("desk.note", lang),
            value=lone_note(case, lang),
            key=f"note-{case.case_id}",
            max_chars=200,
        )
        if st.button(
            say("desk.keep_button", lang),
            key=f"keep-{case.case_id}",
            type="primary" if suggested and case.case_id in work.open else "secondary",
        ):
            if not note.strip():
                st.warning(say("desk.note_missing", lang))
                return
            try:
                refuse_text(note)
            except InputError as error:
                st.warning(plain(frame.sentence(error, lang)), icon=":material/person_off:")
                return
            _decide(work, every, case, Choice(KEEP, note=note.strip(), rule="person"), lang)
            st.rerun()


def _decide(work: Work, every: Sequence[Case], case: Case, choice: Choice, lang: Lang) -> None:
    """Record a decision and go on to the next open case."""
    made = Decision(case.case_id, choice.receiver, choice.note, choice.rule)
    drafting.change(work.draft, lambda draft: drafts.decide(state.DRAFTS, draft, (made,)))
    words = cases.receiver_words(case, choice.receiver, work.names, lang)
    st.toast(plain(say("desk.noted", lang, text=words)), icon=":material/task_alt:")
    ids = [other.case_id for other in every]
    at = ids.index(case.case_id)
    open_ids = [name for name in ids[at + 1 :] + ids[:at] if name in work.open]
    go(open_ids[0] if open_ids else case.case_id)


def lone_note(case: Case, lang: Lang) -> str:
    """Return what is written beside outlying ground that a suggestion records."""
    return say("desk.lone_note", lang) if case.why == LONE else ""
