"""One case of the sliver desk at a time: what is wrong, the map, what can be done about it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import streamlit as st

from geo.repair import DIVIDE, KEEP, suggestions
from pages.ui import cards, choosing, drafting, maps, state
from pages.ui.plain import plain
from planner.report import atlas, case_map, cases
from planner.store import drafts
from planner.store.drafts import Decision
from planner.words import Lang, say

if TYPE_CHECKING:
    from geo.repair import Case
    from pages.ui.drafting import Work
    from planner.store.drafts import Draft


def nothing(draft: Draft | None, ground_id: str, lang: Lang) -> None:
    """Show that there is no drawing on the desk yet, and where to bring one."""
    key = "desk.none" if draft is None else "desk.unplaced"
    words = say(key, lang, title=say("page.data", lang))
    st.info(words, icon=":material/inbox:")
    st.page_link(
        "pages/township/data.py",
        label=say("desk.to_data", lang),
        icon=":material/arrow_forward:",
        query_params={"draft": draft.token} if draft else None,
    )
    if draft is None:
        drafting.earlier(ground_id, lang)


def cases_of(work: Work) -> tuple[Case, ...]:
    """Every case: those of the drawing, then those the decisions have made."""
    known = {case.case_id for case in work.desk.cases}
    made = [case for case in work.mended.open_cases if case.case_id not in known]
    return (*work.desk.cases, *made)


def finished(work: Work, every: Sequence[Case]) -> bool:
    """Tell whether nothing is left that a person could decide."""
    return not any(case.options and case.case_id in work.open for case in every)


def progress(work: Work, every: Sequence[Case], lang: Lang) -> None:
    """Show how many cases are done, and the way back where all are."""
    done = sum(case.case_id not in work.open for case in every)
    text = say("desk.progress", lang, done=done, all=len(every))
    st.progress(done / len(every), text=f"**{text}**")
    if finished(work, every):  # a slip with the last place is seen here, far above that place
        _undo_button(work, lang)


def one(work: Work, every: Sequence[Case], lang: Lang) -> None:
    """Show one case: the way to the others, what is wrong, its map, what can be done.

    The address does not follow from case to case: each would be one more press on the way back.
    """
    number = _current(work, every)
    case = every[number]
    _ways(work, every, number, lang)
    _told(work, case, lang)
    left, right = st.columns([3, 2])
    with left:
        _map(work, case, lang)
    with right:
        choosing.options(work, every, case, lang)


def several(work: Work, every: Sequence[Case], lang: Lang) -> None:
    """Offer to decide all open cases of a kind, or all, as suggested."""
    left = [case for case in every if case.case_id in work.open and case.suggested]
    kinds = list(dict.fromkeys(case.kind for case in left))
    if not left:
        return
    with st.expander(say("desk.all", lang), icon=":material/done_all:"):
        for kind in kinds if len(kinds) > 1 else ():
            count = sum(case.kind == kind for case in left)
            name = say(f"fault_short.{kind}", lang)
            st.button(
                say("desk.all_kind", lang, kind=name, count=count),
                key=f"all-{kind}",
                on_click=_accept,
                args=(work, kind, lang),
            )
        st.button(
            say("desk.all_every", lang, count=len(left)),
            key="all",
            on_click=_accept,
            args=(work, "", lang),
            icon=":material/done_all:",
        )


def every_case(work: Work, every: Sequence[Case], lang: Lang) -> None:
    """Show the list of all cases with what was decided; a click on a row goes there."""
    st.subheader(say("desk.list", lang))
    st.caption(say("desk.list_help", lang))
    table = cases.case_table(every, work.names, lang, state=(work.open, work.decided))
    cards.chooser(
        table,
        say("desk.list", lang),
        lambda row: choosing.go(every[row].case_id),
        name="cases",
        wide=say("col.decision", lang),
    )


def _current(work: Work, every: Sequence[Case]) -> int:
    """Return the number of the case in the address, else of the first one that is open."""
    if choosing.CASE not in st.session_state:
        st.session_state[choosing.CASE] = st.query_params.get(choosing.CASE, "")
    ids = [case.case_id for case in every]
    if st.session_state[choosing.CASE] in ids:
        return ids.index(st.session_state[choosing.CASE])
    return next((n for n, name in enumerate(ids) if name in work.open), 0)


def _ways(work: Work, every: Sequence[Case], number: int, lang: Lang) -> None:
    before, after = (number - 1) % len(every), (number + 1) % len(every)
    with st.container(horizontal=True, vertical_alignment="center"):
        for key, target, icon, letter in (
            ("previous", before, "arrow_back", "P"),
            ("next", after, "arrow_forward", "N"),
        ):
            st.button(
                say(f"desk.{key}", lang),
                key=f"go-{key}",
                icon=f":material/{icon}:",
                shortcut=letter,
                disabled=len(every) == 1,
                on_click=choosing.go,
                args=(every[target].case_id,),
            )
        if not finished(work, every):
            _undo_button(work, lang)
    case = every[number]
    done = case.case_id not in work.open
    badge = say("state.case_done" if done else "state.case_open", lang)
    colour = "green" if done else "orange"
    where = say("desk.number", lang, number=number + 1, all=len(every))
    st.subheader(f"{where} · {plain(cases.short(case, work.names, lang))} :{colour}-badge[{badge}]")


def _told(work: Work, case: Case, lang: Lang) -> None:
    st.markdown(f"**{plain(cases.what_is_wrong(case, work.names, lang))}**")
    receiver = work.decided.get(case.case_id)
    if receiver:
        words = cases.receiver_words(case, receiver, work.names, lang)
        st.success(say("desk.redone", lang, receiver=plain(words)), icon=":material/task_alt:")


def _map(work: Work, case: Case, lang: Lang) -> None:
    if case.geometry.is_empty:
        return
    receiver = work.decided.get(case.case_id)
    settled = receiver not in (None, KEEP) and choosing.drawn(work, case)
    after = choosing.shown(work, case, str(receiver)) if settled else None
    line = receiver is None and any(option.receiver == DIVIDE for option in case.options)
    divided = choosing.shown(work, case, DIVIDE) if line and choosing.drawn(work, case) else None
    crs = work.desk.grids.crs
    about = work.ground if work.own_township else None
    maps.drawing(
        cases.short(case, work.names, lang),
        lang,
        lambda: case_map.case_layers(
            work.desk, case, work.names, lang, ground=about, after=after, divided=divided
        ),
        key=f"{work.key}|{case.case_id}|{receiver}",
        about=atlas.about(work.ground.area, lang) if about else None,
        focus=lambda: case_map.focus(case, crs),
    )


def _accept(work: Work, kind: str, lang: Lang) -> None:
    """Record every suggestion that is still open, as one step."""
    made = tuple(
        Decision(name, choice.receiver, choice.note, "kind" if kind else "suggestion")
        for name, choice in suggestions(work.desk, kind, note=say("desk.lone_note", lang)).items()
        if name in work.open
    )
    drafting.change(work.draft, lambda draft: drafts.decide(state.DRAFTS, draft, made))


def _undo_button(work: Work, lang: Lang) -> None:
    st.button(
        say("desk.undo", lang),
        key="undo",
        icon=":material/undo:",
        shortcut="U",
        disabled=not work.draft.steps,
        on_click=_undo,
        args=(work,),
    )


def _undo(work: Work) -> None:
    """Take the last step back and go to the place it was about."""

    def undone(draft: Draft) -> None:
        if draft.steps:  # another window may have been quicker
            drafts.undo(state.DRAFTS, draft)
            choosing.go(draft.steps[-1][0].case_id)

    drafting.change(work.draft, undone)
