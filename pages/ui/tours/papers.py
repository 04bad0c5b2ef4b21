"""What a crew takes along: duty cards to print, one a crew and shift."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import streamlit as st

from pages.ui import state
from planner.report.duty_cards import SIZES, duty_cards
from planner.report.duty_files import tour_files
from planner.report.duty_lines import duties
from planner.report.tour_tables import day_name
from planner.words import say

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from planner.demand.tours import ToursContext
    from planner.problem.tours import ToursPlan, ToursProblem
    from planner.words import Lang


def show(
    problem: ToursProblem,
    plan: ToursPlan,
    context: ToursContext,
    lang: Lang,
    *,
    draft: Callable[[], bool] = lambda: False,
) -> None:
    """Offer the cards of a day or of all, on paper of two sizes.

    `draft` tells, when they are made, whether each card has to say that nobody has approved it.
    """
    st.subheader(say("week.cards", lang))
    st.caption(say("week.cards_help", lang))
    turns = {turn.turn_id: turn.day for turn in problem.turns}
    days = sorted({turns[tour.turn_id] for tour in plan.tours})
    with st.container(horizontal=True, vertical_alignment="bottom"):
        day = st.selectbox(
            say("week.cards_day", lang),
            [None, *days],
            format_func=lambda number: (
                say("week.all_days", lang)
                if number is None
                else day_name(context.day(number), lang)
            ),
            width=190,
            key="tours-cards-day",
        )
        chosen = [turn for turn, number in turns.items() if day in (None, number)]
        for size in SIZES:
            st.download_button(
                say(f"week.cards_{size}", lang),
                lambda size=size: duty_cards(
                    duties(problem, plan, context, lang, chosen),
                    context.ground,
                    size,
                    lang,
                    draft=draft(),
                ),
                file_name=state.file_name(f"duty_cards_{size}.html"),
                mime="text/html",
                key=f"cards-{size}",
                on_click="ignore",
                icon=":material/print:",
            )
        st.download_button(
            say("week.files_all", lang),
            lambda: zipped(tour_files(problem, plan, context, lang, chosen, draft=draft())),
            file_name=state.file_name("patrols.zip"),
            mime="application/zip",
            key="tours-zip",
            on_click="ignore",
            icon=":material/folder_zip:",
        )


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Return files in one archive, the same bytes for the same files."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return held.getvalue()
