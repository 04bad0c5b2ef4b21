"""What a plan comes to: the list by day, what is left out, days since the last visit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.ui import cards, downloads
from pages.ui.plain import plain
from planner.judge import tours_cost
from planner.report import tour_tables
from planner.report.tour_map import layers
from planner.report.tours_days import days_table
from planner.words import listed, say

if TYPE_CHECKING:
    from collections.abc import Callable

    from pages.ui.tours.work import Sheet
    from planner.outcome import Outcome
    from planner.words import Lang

_NAMES_MOST = 12


def tables(
    sheet: Sheet, outcome: Outcome[object] | None, lang: Lang, *, below_left: Callable[[], None]
) -> None:
    """Show the list by day, what is left out, and what became of the promises.

    Parameters
    ----------
    below_left
        Shows what would bring in what is left out.
    """
    names, first = sheet.on.names(lang), sheet.on.first_day
    title = say("week.list", lang)
    table = tour_tables.list_table(sheet.problem, sheet.plan, first, names, lang)
    cards.table(table, lang, name="tours", title=title)
    _left(sheet, outcome, lang)
    below_left()
    _promises(sheet, lang)
    files(sheet, lang)


def files(sheet: Sheet, lang: Lang) -> None:
    """Offer the plan as a workbook and as layers."""
    on, problem, plan = sheet.on, sheet.problem, sheet.plan
    names = on.names(lang)
    downloads.files(
        on.ground,
        "patrols",
        lambda: {
            say("week.list", lang): tour_tables.list_table(
                problem, plan, on.first_day, names, lang
            ),
            say("week.since", lang): days_table(problem, plan, on.context, lang),
        },
        lambda: layers(problem, plan, on.context),
        lang,
    )


def _left(sheet: Sheet, outcome: Outcome[object] | None, lang: Lang) -> None:
    """Show what is not done, as often as it is wanted, and why where the engine said so."""
    lacking = {t: n for t, n in tours_cost.missing(sheet.problem, sheet.plan).items() if n}
    st.subheader(say("answer.left_out", lang, count=len(lacking)))
    if not lacking:
        late = len(tours_cost.late_days(sheet.problem, sheet.plan))
        none = say("week.left_but_late", lang, count=late) if late else ""
        st.caption(none or say("answer.left_out_none", lang))
        return
    table = tour_tables.left_table(
        sheet.problem, lacking, outcome.left_out if outcome else (), sheet.on.names(lang), lang
    )
    cards.table(table, lang, name="left_out")


def _promises(sheet: Sheet, lang: Lang) -> None:
    """Show the days since the last visit of each place; a broken promise is never silent."""
    names = sheet.on.names(lang)
    late = tours_cost.late_days(sheet.problem, sheet.plan)
    st.subheader(say("week.since", lang))
    if late:
        told = plain(listed([names.get(t, t) for t in late], lang, most=_NAMES_MOST))
        words = say("week.broken", lang, count=len(late), places=told)
        st.warning(words, icon=":material/event_busy:")
    else:
        st.success(say("week.all_kept", lang), icon=":material/event_available:")
    table = days_table(sheet.problem, sheet.plan, sheet.on.context, lang)
    cards.table(table, lang, name="since")
