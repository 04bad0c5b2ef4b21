"""What would bring something in that is left out: one click asks the week anew with that change."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.ui.plain import plain
from pages.ui.tours import roads
from pages.ui.tours.asked import Asked
from pages.ui.tours.roads import OPENS
from planner.problem.tour_cures import taken
from planner.report.tables import cure_told
from planner.words import explain, say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pages.ui.tours.work import Sheet, Work
    from planner.outcome import Cure, LeftOut, Outcome
    from planner.words import Lang

_ITEMS_MOST = 5
_TOLD = "tours-cure-told"


def show(work: Work, sheet: Sheet, outcome: Outcome[object] | None, lang: Lang) -> None:
    """Show what is left out and why, with its tested cures as buttons; a few things at first."""
    told = st.session_state.pop(_TOLD, "")
    if told:
        st.warning(say(told, lang))
    if outcome is None or not outcome.left_out:
        return
    items = sorted(_once(sheet, outcome.left_out), key=lambda left: not left.cures)
    st.markdown(f"**{say('week.cures', lang)}**", help=say("week.cures_help", lang))
    for note in outcome.notes:
        if note.code == "cures_examined":
            st.caption(explain("note", note.code, note.facts, lang))
    for left in items[:_ITEMS_MOST]:
        _item(work, sheet, left, lang)
    if len(items) > _ITEMS_MOST:
        with st.expander(say("week.cures_more", lang, count=len(items) - _ITEMS_MOST)):
            for left in items[_ITEMS_MOST:]:
                _item(work, sheet, left, lang)


def _once(sheet: Sheet, left_out: Iterable[LeftOut]) -> list[LeftOut]:
    """Return what is left out, of a meeting one task: its crews come together or not at all."""
    meetings = {task.task_id: task.meeting for task in sheet.problem.tasks}
    seen: dict[str, LeftOut] = {}
    for left in left_out:
        seen.setdefault(meetings.get(left.item) or left.item, left)
    return list(seen.values())


def _item(work: Work, sheet: Sheet, left: LeftOut, lang: Lang) -> None:
    names = {**sheet.on.names(lang), **roads.names(sheet.on.context, lang)}
    reason = explain("left", left.reason, left.facts, lang, names=names)
    with st.container(border=True, gap="xsmall"):
        st.markdown(f"**{plain(names.get(left.item, left.item))}** {plain(reason)}")
        if not left.cures:
            st.caption(say(f"week.no_cures.{dict(left.facts).get('tried', 0)}", lang))
            return
        for number, cure in enumerate(left.cures):
            words = cure_told(cure, names, lang)
            tested = say("cure.tested" if cure.tested else "cure.untested", lang)
            # the words stand beside the button: a button has one line, a phone is narrow
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(plain(say("week.cure", lang, cure=words, tested=tested)), width=420)
                st.button(
                    say("week.cure_take", lang),
                    key=f"cure-{left.item}-{number}",
                    disabled=work.pending is not None,
                    on_click=_accept,
                    args=(work, sheet, left.item, cure),
                )


def _accept(work: Work, sheet: Sheet, item: str, cure: Cure) -> None:
    """Ask for the week with the change; what stands now is kept as far as it pays."""
    context, tables = sheet.on.context, {}
    for one in (cure, *cure.also):
        if one.kind == OPENS:
            tables, context = roads.opened_by(sheet.problem, context, one)
    try:
        question = taken(sheet.problem, item, cure, sheet.orders, opened=tables)
    except LookupError:
        st.session_state[_TOLD] = "week.cure_gone"
        return
    work.ask(question, Asked(question, context), sheet.plan)
