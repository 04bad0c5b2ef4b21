"""Who is late, alone or unserved and why; one click asks again with what would help."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.ui.plain import plain
from planner.problem.responder_cures import with_cure
from planner.report.tables import cure_told
from planner.words import explain, say

if TYPE_CHECKING:
    from pages.ui.assignment.asked import Asked
    from planner.outcome import Cure, LeftOut, Outcome
    from planner.problem import ResponderProblem

_ITEMS_MOST = 5


def taken(problem: ResponderProblem, key: str, asked: Asked) -> ResponderProblem:
    """Return a question with the cures taken for it, each named with a button that undoes it."""
    lang, cures = asked.lang, _taken(key)
    for number, cure in enumerate(cures):
        problem = with_cure(problem, cure)
        with st.container(horizontal=True, vertical_alignment="center"):
            told = plain(cure_told(cure, asked.names, lang))
            st.markdown(say("assign.cure_taken", lang, cure=told), width=480)
            st.button(
                say("assign.cure_undo", lang),
                key=f"undo-{number}",
                icon=":material/undo:",
                on_click=_drop,
                args=(key, number),
            )
    return problem


def show(outcome: Outcome[object], key: str, asked: Asked) -> None:
    """Show the cures of the first few grids as buttons; the table above has them all."""
    lang, names = asked.lang, asked.names
    items = [left for left in outcome.left_out if left.cures][:_ITEMS_MOST]
    if not items:
        return
    st.markdown(f"**{say('assign.cures', lang)}**")
    for left in items:
        _item(left, key, names, asked)


def _item(left: LeftOut, key: str, names: dict[str, str], asked: Asked) -> None:
    lang = asked.lang
    reason = explain("left", left.reason, left.facts, lang, names=names)
    with st.container(border=True, gap="xsmall"):
        st.markdown(f"**{plain(names.get(left.item, left.item))}** {plain(reason)}")
        for number, cure in enumerate(left.cures):
            # the words stand beside the button: a button has one line, a phone is narrow
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(plain(cure_told(cure, names, lang)), width=420)
                st.button(
                    say("assign.cure_take", lang),
                    key=f"cure-{left.item}-{number}",
                    on_click=_take,
                    args=(key, cure),
                )


def _taken(key: str) -> tuple[Cure, ...]:
    found: tuple[Cure, ...] = st.session_state.get(f"assign-cures-{key}", ())
    return found


def _take(key: str, cure: Cure) -> None:
    st.session_state[f"assign-cures-{key}"] = (*_taken(key), cure)


def _drop(key: str, number: int) -> None:
    cures = _taken(key)
    st.session_state[f"assign-cures-{key}"] = (*cures[:number], *cures[number + 1 :])
