"""What to measure first: guessed speeds and stretches of road by their effect, a sheet to take."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import streamlit as st

from pages.ui import cache, cards, downloads, frame, maps, origins, state
from pages.ui.origins import badge
from planner.demand.field_check import FieldCheck, field_check
from planner.report import travel
from planner.report.files import source_note
from planner.report.workbook import write_workbook
from planner.words import Lang, say

if TYPE_CHECKING:
    from planner.demand.ground import Ground


def show(ground: Ground, lang: Lang) -> None:
    """Show which guesses a plan hangs on most, where they are, and a sheet to fill in there."""
    area = ground.area
    st.markdown(say("check.intro", lang))
    origins.told(ground, lang, "counts", "times")
    frame.lacking(
        lang,
        ("roads", len(area.roads)),
        ("places", len(area.places)),
        ("responders", len(area.responders)),
    )
    key = ground.fingerprint
    with st.spinner(say("app.asking", lang)):
        check = cache.drawn_work("field-check", key, lambda: field_check(ground))
    if check.speeds.empty or not check.base.households:
        st.info(say("check.none", lang), icon=":material/task_alt:")
        return
    _range(check, lang)
    cards.table(
        travel.check_table(check, lang), lang, name="guesses", title=say("check.speeds", lang)
    )
    cards.table(
        travel.stretch_table(check, lang),
        lang,
        name="stretches",
        title=say("check.stretches", lang),
    )
    st.caption(say("check.stretch_help", lang))
    _sheets(ground, check, lang)
    title = say("check.map", lang)
    st.subheader(title)
    maps.show(ground, title, lang, lambda: travel.check_layers(ground, check, lang), key=key)


def _range(check: FieldCheck, lang: Lang) -> None:
    mean, slow, fast = (
        found.household_s / max(found.households, 1)
        for found in (check.base, check.slow, check.fast)
    )
    words = say(
        "check.range",
        lang,
        mean=mean,
        slow=slow,
        fast=fast,
        low=check.slow.within,
        high=check.fast.within,
    )
    st.markdown(f"{badge('guessed', lang)} {words}")


def _sheets(ground: Ground, check: FieldCheck, lang: Lang) -> None:
    area, title = ground.area, say("check.sheet", lang)
    note, stamp = source_note(area, lang), datetime.fromisoformat(area.data_date)
    with st.container(horizontal=True):
        st.download_button(
            say("check.print", lang),
            lambda: travel.tick_sheet_html(check, f"{area.names[lang]} · {title}", note, lang),
            file_name=state.file_name(f"{title}.html"),
            mime="text/html",
            key="sheet-html",
            on_click="ignore",
        )
        st.download_button(
            say("check.xlsx", lang),
            lambda: downloads.made(
                ".xlsx",
                lambda path: write_workbook(
                    path,
                    {title: travel.tick_sheet(check, lang)},
                    note=f"{say('check.how_to', lang)} {note}",
                    stamp=stamp,
                ),
            ),
            file_name=state.file_name(f"{title}.xlsx"),
            key="sheet-xlsx",
            on_click="ignore",
        )
