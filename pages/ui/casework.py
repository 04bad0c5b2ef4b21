"""One case of the sliver desk at a time: what is wrong, the map, what can be done about it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import streamlit as st

from geo.repair import DIVIDE, KEEP, NEW, Choice, preview, suggestions
from pages.ui import cache, cards, drafting, maps, state
from pages.ui.plain import plain
from planner.report import atlas, case_map, cases
from planner.store import drafts
from planner.store.drafts import Decision
from planner.words import Lang, say

if TYPE_CHECKING:
    import geopandas as gpd

    from geo.repair import Case, Option
    from pages.ui.drafting import Work
    from planner.store.drafts import Draft

_KEY = "case"


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
    """Show how many cases are done."""
    done = sum(case.case_id not in work.open for case in every)
    text = say("desk.progress", lang, done=done, all=len(every))
    st.progress(done / len(every), text=f"**{text}**")


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
        _options(work, every, case, lang)


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
                args=(work, kind),
            )
        st.button(
            say("desk.all_every", lang, count=len(left)),
            key="all",
            on_click=_accept,
            args=(work, ""),
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
        lambda row: _go(every[row].case_id),
        name="cases",
        wide=say("col.decision", lang),
    )


def _current(work: Work, every: Sequence[Case]) -> int:
    """Return the number of the case in the address, else of the first one that is open."""
    if _KEY not in st.session_state:
        st.session_state[_KEY] = st.query_params.get(_KEY, "")
    ids = [case.case_id for case in every]
    if st.session_state[_KEY] in ids:
        return ids.index(st.session_state[_KEY])
    return next((n for n, name in enumerate(ids) if name in work.open), 0)


def _go(case_id: str) -> None:
    st.session_state[_KEY] = case_id


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
                on_click=_go,
                args=(every[target].case_id,),
            )
        st.button(
            say("desk.undo", lang),
            key="undo",
            icon=":material/undo:",
            shortcut="U",
            disabled=not work.draft.steps,
            on_click=_undo,
            args=(work,),
        )
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
    settled = receiver not in (None, KEEP) and _drawn(work, case)
    after = _preview(work, case, str(receiver)) if settled else None
    line = receiver is None and any(option.receiver == DIVIDE for option in case.options)
    divided = _preview(work, case, DIVIDE) if line and _drawn(work, case) else None
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


def _options(work: Work, every: Sequence[Case], case: Case, lang: Lang) -> None:
    offered = [option for option in case.options if option.receiver != KEEP]
    if not case.options:
        words = cases.reason(case.why, lang) or say(f"certificate.{case.kind}", lang)
        st.info(say("desk.no_option", lang, text=words), icon=":material/block:")
        return
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
    st.button(
        plain(words),
        key=f"option-{number}-{case.case_id}",
        type="primary" if option.receiver == case.suggested and not chosen else "secondary",
        icon=":material/check_circle:" if option.receiver == chosen else None,
        shortcut=str(number),
        width="stretch",
        on_click=_decide,
        args=(work, every, case, Choice(option.receiver, rule="person"), lang),
    )


def _facts(work: Work, case: Case, option: Option, lang: Lang) -> None:
    """Show why an option is suggested, and what it changes."""
    why = cases.reason(case.why, lang) if option.receiver == case.suggested else ""
    if option.receiver == NEW and not why:  # a new grid is never a matter of course
        why = cases.reason(option.why, lang)
    parts = [say("desk.why", lang, text=why)] if why else []
    parts.append(cases.option_facts(option, lang))
    st.caption(plain(" · ".join(part for part in parts if part)))
    if not _drawn(work, case):
        return
    changes = cases.changes(_preview(work, case, option.receiver), work.names, lang)
    st.markdown("\n".join(f"- {plain(change)}" for change in changes))


def _drawn(work: Work, case: Case) -> bool:
    """Tell whether a case is one of the drawing; those that decisions made have no preview."""
    return any(case.case_id == known.case_id for known in work.desk.cases)


def _preview(work: Work, case: Case, receiver: str) -> gpd.GeoDataFrame:
    key = f"{work.key}|{case.case_id}|{receiver}"
    return cache.drawn_work(
        "preview", key, lambda: preview(work.desk, case.case_id, Choice(receiver, rule="person"))
    )


def _keep(work: Work, every: Sequence[Case], case: Case, lang: Lang) -> None:
    with st.expander(say("desk.keep", lang), icon=":material/bookmark:"):
        st.caption(say("desk.keep_help", lang))
        note = st.text_input(say("desk.note", lang), key=f"note-{case.case_id}", max_chars=200)
        if st.button(say("desk.keep_button", lang), key=f"keep-{case.case_id}"):
            if not note.strip():
                st.warning(say("desk.note_missing", lang))
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
    _go(open_ids[0] if open_ids else case.case_id)


def _accept(work: Work, kind: str) -> None:
    """Record every suggestion that is still open, as one step."""
    made = tuple(
        Decision(name, choice.receiver, choice.note, "kind" if kind else "suggestion")
        for name, choice in suggestions(work.desk, kind).items()
        if name in work.open
    )
    drafting.change(work.draft, lambda draft: drafts.decide(state.DRAFTS, draft, made))


def _undo(work: Work) -> None:
    """Take the last step back and go to the place it was about."""

    def undone(draft: Draft) -> None:
        if draft.steps:  # another window may have been quicker
            drafts.undo(state.DRAFTS, draft)
            _go(draft.steps[-1][0].case_id)

    drafting.change(work.draft, undone)
