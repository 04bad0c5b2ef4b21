"""Months approved: kept, opened again, compared with, kept to."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import streamlit as st

from geo.schema import InputError
from pages.ui import cards, frame, state
from pages.ui.plain import plain
from planner.report import assignment as report
from planner.store.responders import (
    KeptAssignment,
    keep_assignment,
    kept_months,
    load_assignment,
    remove_assignment,
)
from planner.words import LANGS, say

if TYPE_CHECKING:
    from pages.ui.assignment.asked import Asked
    from planner.problem import ResponderPlan, ResponderProblem

_TOLD = "assign-kept"


def chosen(asked: Asked) -> tuple[KeptAssignment | None, bool]:
    """Show the months approved; return the one to compare with and whether to keep to it."""
    lang, area_id = asked.lang, asked.ground.area.area_id
    months = kept_months(state.OFFICE, area_id)
    if not months:
        st.caption(say("assign.shelf_empty", lang))
        return None, False
    with st.container(horizontal=True, vertical_alignment="bottom"):
        month = state.picked(
            "compare",
            (*months, ""),
            say("assign.compare", lang),
            lambda key: key or say("common.none", lang),
        )
        keep = state.picked(
            "keep_plan",
            ("yes", "no"),
            say("assign.keep_plan", lang),
            lambda key: say(f"common.{key}", lang),
            hint=say("assign.keep_plan_help", lang),
        )
        if month:
            st.button(
                say("assign.forget", lang, month=month),
                on_click=remove_assignment,
                args=(state.OFFICE, area_id, month),
                icon=":material/delete:",
            )
    if not month:
        return None, False
    try:
        return load_assignment(state.OFFICE, area_id, month), keep == "yes"
    except InputError as error:
        st.error(plain(frame.sentence(error, lang)), icon=":material/error:")
        return None, False


def changes(
    asked: Asked, problem: ResponderProblem, plan: ResponderPlan, kept: KeptAssignment | None
) -> None:
    """Say how many grids change against a month kept, which, and offer to approve the plan."""
    lang = asked.lang
    if kept is not None:
        moved = report.changed(kept.first, plan)
        told = {"changes": len(moved), "grids": len(plan.assignments), "month": kept.month}
        st.markdown(say("assign.changes", lang, **told))
        names = {**kept.names[lang], **asked.names}
        with st.expander(say("assign.changes_table", lang)):
            table = report.changes_table(problem, kept.plan, plan, names, lang)
            cards.table(table, lang, name="changes")
    told = st.session_state.pop(_TOLD, "")
    if told:
        st.success(say("assign.approved", lang, month=told), icon=":material/inventory_2:")
    st.button(
        say("assign.approve", lang, month=asked.month),
        icon=":material/approval:",
        on_click=_approve,
        args=(asked, problem, plan),
    )


def _approve(asked: Asked, problem: ResponderProblem, plan: ResponderPlan) -> None:
    names = {lang: asked.context.names(lang) for lang in LANGS}
    now = datetime.now(UTC).isoformat(timespec="seconds")
    assignment = KeptAssignment(asked.month, now, problem, plan, names)
    keep_assignment(state.OFFICE, asked.ground.area.area_id, assignment)
    st.session_state[_TOLD] = asked.month
