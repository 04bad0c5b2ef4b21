"""What the law shuts out, article by article, and the consent of each site, to be kept up."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import streamlit as st

from pages.ui import cards, state
from pages.ui.camera import kept, zones
from planner.demand.camera_book import NEXT, Step
from planner.problem.camera import CONSENTS
from planner.report import camera_law, camera_lists
from planner.words import say

if TYPE_CHECKING:
    from planner.demand.camera import CameraContext
    from planner.demand.camera_book import CameraBook
    from planner.problem import CameraProblem
    from planner.words import Lang

_EVERY = "every"


def show(problem: CameraProblem, context: CameraContext, lang: Lang) -> None:
    """Show the consents, the zones and what is shut out."""
    st.subheader(say("camera.consents", lang))
    st.caption(say("camera.consents_help", lang))
    _record(context, lang)
    table = camera_lists.consent_table(context, lang)
    cards.table(table, lang, name="camera_consents")
    zones.show(context.ground, lang)
    table = camera_law.exclusion_table(problem, context, lang)
    title = say("camera.exclusions", lang, count=len(table))
    st.subheader(title)
    st.caption(say("camera.exclusions_help", lang))
    if table.empty:
        st.success(say("camera.exclusions_none", lang))
    else:
        cards.table(table, lang, name="camera_excluded")


def _record(context: CameraContext, lang: Lang) -> None:
    """Record the next state of a site."""
    area, names = context.ground.area, context.names(lang)
    usual = {str(name): str(state_) for name, state_ in area.poles["consent"].items()}
    states = {name: context.book.state(name, told) for name, told in usual.items()}
    only = state.picked(
        "consent",
        (_EVERY, *CONSENTS),
        say("camera.consent_only", lang),
        lambda key: say("camera.consent_every" if key == _EVERY else f"consent.{key}", lang),
    )
    shown = [name for name, told in states.items() if only in (_EVERY, told)]
    if not shown:
        st.info(say("common.nothing_here", lang))
        return
    with st.container(border=True, horizontal=True, vertical_alignment="bottom"):
        pole_id = st.selectbox(
            say("camera.consent_pole", lang),
            shown,
            format_func=lambda name: f"{name} {names[name]}",
            key=f"consent-pole-{area.area_id}-{only}",
            width=280,
        )
        now = states[pole_id]
        step = st.selectbox(
            say("camera.consent_next", lang),
            NEXT[now],
            format_func=lambda code: say(f"consent.{code}", lang),
            key=f"consent-next-{area.area_id}-{pole_id}-{now}",
            width=180,
        )
        on = st.date_input(
            say("camera.consent_on", lang),
            date.fromisoformat(area.data_date),
            key=f"consent-on-{area.area_id}",
            width=160,
        )
        st.button(
            say("camera.consent_save", lang),
            type="primary",
            on_click=kept.change,
            args=(area.area_id, _recording(pole_id, usual[pole_id], Step(step, on))),
        )
        st.button(
            say("camera.consent_undo", lang),
            type="tertiary",
            disabled=pole_id not in context.book.consents,
            on_click=kept.change,
            args=(area.area_id, _undoing(pole_id)),
        )
    st.caption(say("camera.consent_now", lang, state=now))


def _recording(pole_id: str, usual: str, step: Step) -> kept.Change:
    def change(book: CameraBook) -> CameraBook:
        return book.recorded(pole_id, usual, step)

    return change


def _undoing(pole_id: str) -> kept.Change:
    def change(book: CameraBook) -> CameraBook:
        return book.undone(pole_id)

    return change
