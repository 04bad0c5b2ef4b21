"""Other plans for the same week, each the best for another taste, beside the one asked."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from pages.ui import desk, jobs, printed
from pages.ui.plain import plain
from pages.ui.tours.work import Sheet
from planner import tours
from planner.problem import problem_id
from planner.report.tour_tables import figures_of
from planner.words import explain, say

if TYPE_CHECKING:
    from pages.ui.tours.work import Work
    from planner.outcome import Effort, Outcome
    from planner.problem.tours import ToursPlan
    from planner.words import Lang


def show(work: Work, sheet: Sheet, outcome: Outcome[object], effort: Effort, lang: Lang) -> None:
    """Offer up to three other plans, and show them with what tells them apart."""
    about = f"{problem_id(sheet.asked)}-choices"
    job = jobs.desk().find(jobs.name_of(about, effort))
    solve = partial(tours.alternatives, base=outcome)
    with st.expander(say("week.choices", lang), icon=":material/alt_route:", key="tours-choices"):
        st.caption(say("week.choices_help", lang))
        if job is None:
            words = say("week.choices_find", lang)
            if st.button(words, icon=":material/play_arrow:", disabled=work.pending is not None):
                jobs.start(about, sheet.asked, solve, effort)
                st.rerun()
            return
        found = desk.answers(about, sheet.asked, solve, effort, lang)
        if found:
            _table(work, sheet, found, lang)


def _table(work: Work, sheet: Sheet, found: tuple[Outcome[ToursPlan], ...], lang: Lang) -> None:
    if len(found) < 2:
        st.caption(say("week.choices_none", lang))
        return
    st.markdown(
        "\n".join(
            f"- **{_head(number, lang)}** "
            f"{plain(explain('note', one.notes[0].code, one.notes[0].facts, lang))}"
            for number, one in enumerate(found)
            if one.notes
        )
    )
    columns = {
        _head(number, lang): figures_of(sheet.asked, one.plan, lang)
        for number, one in enumerate(found)
        if one.plan is not None
    }
    table = pd.DataFrame(columns)
    printed.copy(table)
    st.table(table)
    with st.container(horizontal=True):
        for number, one in enumerate(found):
            st.button(
                say("week.take" if number else "week.take_asked", lang, number=number),
                key=f"choice-{number}",
                disabled=one.plan == sheet.plan or work.pending is not None,
                on_click=_take,
                args=(work, sheet, one),
            )


def _head(number: int, lang: Lang) -> str:
    """Name a plan; the first is the one as asked."""
    return say("week.plan_number" if number else "week.plan_asked", lang, number=number)


def _take(work: Work, sheet: Sheet, one: Outcome[ToursPlan]) -> None:
    """Take up another plan; what was pinned since stays pinned, and the judge looks on."""
    if one.plan is not None:
        work.add(Sheet(sheet.asked, sheet.problem, one.plan, "chosen", sheet.on, sheet.before))
