"""Plans of a week side by side: what each comes to, how far it is from the one in hand."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from pages.ui import printed
from planner.problem.tour_events import moved
from planner.report.tour_tables import figures_of
from planner.words import say

if TYPE_CHECKING:
    from pages.ui.tours.work import Sheet, Work
    from planner.words import Lang

_PLANS_MOST = 4


def show(work: Work, sheet: Sheet, lang: Lang) -> None:
    """Show the last plans of the week in columns, each to be taken up again."""
    found = plans(work, sheet)
    if len(found) < 2:
        return
    with st.expander(say("week.compare", lang), icon=":material/compare_arrows:"):
        st.caption(say("week.compare_help", lang))
        columns = {
            _head(number, one, sheet, lang): {
                **figures_of(one.problem, one.plan, lang),
                say("week.figure.moved", lang): _moved(one, sheet, lang),
                say("week.figure.faults", lang): f"{len(one.faults)}",
            }
            for number, one in enumerate(found, start=1)
        }
        table = pd.DataFrame(columns)
        printed.copy(table)
        st.table(table)
        with st.container(horizontal=True):
            for number, one in enumerate(found, start=1):
                st.button(
                    say("week.take", lang, number=number),
                    key=f"take-{number}",
                    disabled=one.plan == sheet.plan,
                    on_click=work.add,
                    args=(replace(one),),
                )


def plans(work: Work, sheet: Sheet) -> list[Sheet]:
    """Return the last sheets whose plans differ, the one in hand among them, oldest first."""
    found: list[Sheet] = []
    for one in [sheet, *reversed(work.sheets)]:
        if all(one.plan != other.plan for other in found):
            found.append(one)
    kept = found[:_PLANS_MOST]
    order = [one.plan for one in work.sheets]
    return sorted(kept, key=lambda one: order.index(one.plan))


def _head(number: int, one: Sheet, sheet: Sheet, lang: Lang) -> str:
    how = say(f"week.how.{one.how}", lang)
    key = "week.plan_here" if one.plan == sheet.plan else "week.plan_other"
    return say(key, lang, number=number, how=how)


def _moved(one: Sheet, sheet: Sheet, lang: Lang) -> str:
    told = moved(sheet.plan, one.plan)
    return say("week.figure.of", lang, moved=told.moved, stops=told.stops)
