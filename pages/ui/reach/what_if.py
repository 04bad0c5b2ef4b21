"""What if: posts away, roads cut, a new place to stand by; before and after side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.ui import cache, cards, downloads, isochrones, maps, state
from pages.ui.reach import choices
from planner.demand.standby import DARK
from planner.demand.what_if import Change, Terms, compared
from planner.report import what_if as report
from planner.report.roads import placed_names
from planner.words import say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pages.ui.assignment.asked import Asked
    from planner.demand.what_if import Compared


def show(asked: Asked) -> None:
    """Show the whole part."""
    lang, ground = asked.lang, asked.ground
    st.caption(say("whatif.intro", lang))
    roads_key = f"{ground.area.fingerprint}|{lang}"
    roads = cache.drawn_work("placed names", roads_key, lambda: placed_names(ground, lang))
    with st.container(border=True):
        change = _change(asked, roads)
        with st.container(horizontal=True):
            mode = choices.mode(lang, own=True)
            band = choices.band(lang)
            limits = isochrones.limits_asked(ground, lang)
    if limits is None:
        return
    if change.nothing:
        st.info(say("whatif.nothing", lang), icon=":material/lightbulb:")
        return
    terms = Terms(asked.base.rules.limit_s, mode, band in DARK, asked.day)
    key = f"{ground.fingerprint}|{change}|{terms}"
    with st.spinner(say("app.asking", lang)):
        found = cache.drawn_work("what if", key, lambda: compared(ground, change, terms))
    _shown(asked, found, change, limits, roads, key)


def _change(asked: Asked, roads: Mapping[str, str]) -> Change:
    """Ask what would be otherwise."""
    lang, area = asked.lang, asked.ground.area

    def several(what: str, names: Mapping[str, str]) -> tuple[str, ...]:
        chosen = st.multiselect(
            say(f"whatif.{what}", lang),
            list(names),
            format_func=lambda name: names[name],
            placeholder=say("whatif.choose", lang),
            select_all=False,
            key=f"what_if_{what}_{area.area_id}",
            persist_state="session",
        )
        return tuple(chosen)

    column = f"name_{lang}"
    away = several("away", {str(k): str(v) for k, v in area.responders[column].items()})
    cut = several("cut", roads)
    stand = several("stand", {str(k): str(v) for k, v in area.places[column].items()})
    if not stand:
        return Change(away, cut)
    mode = state.picked(
        "what_if_stand_mode",
        tuple(choices.MODES),
        say("whatif.stand_mode", lang),
        lambda key: say(f"mode.{key}", lang),
    )
    return Change(away, cut, stand, choices.MODES[mode])


def _shown(
    asked: Asked,
    found: Compared,
    change: Change,
    limits: Sequence[int],
    roads: Mapping[str, str],
    key: str,
) -> None:
    lang, names = asked.lang, report.names_of(found, asked.lang)
    told = report.told_change(change, {**roads, **names}, lang)
    st.subheader(say("whatif.title", lang))
    for line in told:
        st.markdown(line)
    if (found.places["first_s_then"] < 0).all():
        st.error(say("whatif.empty", lang), icon=":material/block:")
    cards.table(report.total_table(found, lang), lang, name="what_if_total")
    for column, then in zip(st.columns(2), (False, True), strict=True):
        with column:
            title = say("whatif.after" if then else "whatif.before", lang)
            st.markdown(f"**{title}**")
            maps.drawing(
                title,
                lang,
                lambda then=then: report.grid_layers(found, limits, lang, then=then),
                key=f"{key}|{limits}",
            )
    st.subheader(say("whatif.grids", lang))
    st.markdown(say("whatif.changes", lang, **report.change_counts(found)))
    rows = report.change_table(report.changes(found), names, lang)
    cards.table(rows, lang, name="what_if_grids")
    with st.expander(say("whatif.all", lang)):
        cards.table(report.change_table(found.grids, names, lang), lang, name="what_if_all")
    st.caption(say("reach.basis", lang))
    _files(asked, found, told, names)


def _files(asked: Asked, found: Compared, told: Sequence[str], names: Mapping[str, str]) -> None:
    area, lang = asked.ground.area, asked.lang
    with st.container(horizontal=True):
        downloads.workbook("what_if", area, lambda: report.sheets(found, names, lang), lang)
        st.download_button(
            say("whatif.print", lang),
            lambda: report.page(found, told, names, lang),
            file_name=state.file_name("what_if.html"),
            mime="text/html",
            key="what-if-print",
            on_click="ignore",
            icon=":material/print:",
        )
