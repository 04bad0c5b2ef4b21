"""Grids with their certificate: the map, the proof, the list with four bounds, the figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.ui import cards, downloads, frame, limits, maps, origins, state
from planner.demand.grid_figures import FigureSettings, grid_figures
from planner.report import atlas, grid_list
from planner.report.grid_list import called
from planner.words import Lang, say

if TYPE_CHECKING:
    import pandas as pd

    from planner.road import Ground


def page() -> None:
    ground, lang = frame.opened("page.grids")
    st.markdown(say("grids.intro", lang))
    origins.told(ground, lang, "shapes", "counts", "times")
    st.header(say("certificate.title", lang))
    cards.certificate(ground.certificate, lang)
    if ground.area.grids.empty:
        st.info(say("grids.no_grids", lang), icon=":material/grid_off:")
    st.header(say("grids.households", lang))
    maps.show(ground, say("page.grids", lang), lang, lambda: atlas.household_layers(ground, lang))
    if not ground.area.grids.empty:
        _measured(ground, lang)


def _measured(ground: Ground, lang: Lang) -> None:
    grids = ground.area.grids
    st.header(say("measures.title", lang))
    rules, settings = limits.chosen(lang)
    figures = grid_figures(grids, ground, rules=rules, settings=settings)
    limits.outside(ground, figures, rules, settings, lang)
    st.caption(say("measures.intro", lang))
    sheets = _sheets(ground, figures, settings, lang)
    listed, table, notes = sheets.values()
    hints = {row[0]: f"{row[1]}: {row[2]}" for row in notes.itertuples(index=False)}
    cards.table(table, lang, name="grid_figures", hints=hints, wide=say("col.warnings", lang))
    with st.expander(say("measures.notes", lang), icon=":material/help:"):
        cards.table(notes, lang, name="grid_notes")
    st.header(say("list.title", lang))
    st.caption(say("list.intro", lang))
    cards.table(_of_one_unit(listed, ground, lang), lang, name="grids")
    downloads.files(
        ground,
        "grids",
        lambda: sheets,
        lambda: {"grids": grid_list.kept_layer(grids, figures, ground, lang)},
        lang,
    )


def _of_one_unit(listed: pd.DataFrame, ground: Ground, lang: Lang) -> pd.DataFrame:
    """Let the reader keep one unit of the list, as a village puts it up; all at first."""
    units = called(ground.area.units, lang)
    unit = state.picked(
        "list_unit",
        ("", *units),
        say("list.unit", lang),
        lambda code: units.get(code, say("list.all", lang)),
    )
    mine = ground.area.grids["unit_code"].to_numpy() == unit
    return listed[mine].reset_index(drop=True) if unit else listed


def _sheets(
    ground: Ground, figures: pd.DataFrame, settings: FigureSettings, lang: Lang
) -> dict[str, pd.DataFrame]:
    """Return the tables of the page by the title of their sheet."""
    grids = ground.area.grids
    return {
        say("measures.sheet.list", lang): grid_list.grid_list(grids, ground, lang, settings),
        say("measures.sheet.figures", lang): grid_list.figure_table(grids, figures, lang),
        say("measures.sheet.notes", lang): grid_list.notes_table(settings, lang),
    }


page()
