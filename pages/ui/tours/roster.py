"""The roster of an office: which crew has which shift on which day, kept by date."""

from __future__ import annotations

import logging
from datetime import date, time, timedelta
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from pages.ui import cards, state
from planner.demand.tour_crews import shift_on
from planner.demand.tour_settings import on_shift
from planner.report.tour_tables import day_name
from planner.store.tour_settings import own_tours, set_tours
from planner.words import say

if TYPE_CHECKING:
    from planner.demand.ground import Ground
    from planner.demand.tour_settings import TourSettings
    from planner.words import Lang

_LOG = logging.getLogger(__name__)
_TOLD = "tours-roster-told"
_WIDE_PX, _NARROW_PX = 300, 150
_USUAL, _OFF, _OTHER = "usual", "off", "other"


def form(ground: Ground, first: date, days: int, lang: Lang) -> None:
    """Show who has which shift in the days to be planned, and offer to change it."""
    area_id, crews = ground.area.area_id, ground.area.crews
    own = own_tours(state.OFFICE, area_id)
    on = [first + timedelta(days=number) for number in range(days)]
    said = st.session_state.pop(_TOLD, None)
    with st.expander(
        say("crew_shifts.title", lang),
        icon=":material/calendar_month:",
        expanded=said is not None,
        key=f"tours-roster-{said is not None}",
    ):
        if said is not None:
            box, key = said
            (st.error if box == "error" else st.success)(say(key, lang))
        st.caption(say("crew_shifts.help", lang))
        cards.table(_table(ground, own, on, lang), lang, name="roster")
        spans = sorted({f"{row['shift_start']}-{row['shift_end']}" for _, row in crews.iterrows()})
        with st.form("roster", clear_on_submit=True):
            with st.container(horizontal=True, vertical_alignment="bottom"):
                who = _some("crews", dict(crews[f"name_{lang}"].items()), lang)
                when = _some("days", {day: day_name(day, lang) for day in on}, lang)
                shift = st.selectbox(
                    say("crew_shifts.shift", lang),
                    [_USUAL, _OFF, *spans, _OTHER],
                    format_func=lambda name: (
                        name if name in spans else say(f"crew_shifts.{name}", lang)
                    ),
                    width=_NARROW_PX,
                    key="roster-shift",
                )
                start = st.time_input(
                    say("crew_shifts.from", lang), time(14), width=_NARROW_PX, key="roster-from"
                )
                end = st.time_input(
                    say("crew_shifts.to", lang), time(22), width=_NARROW_PX, key="roster-to"
                )
            pressed = st.form_submit_button(say("crew_shifts.set", lang), type="primary")
    if pressed:
        given = {_USUAL: "", _OFF: None, _OTHER: f"{start:%H:%M}-{end:%H:%M}"}
        if not who or not when:
            st.session_state[_TOLD] = ("error", "crew_shifts.nobody")
        elif shift == _OTHER and start == end:
            st.session_state[_TOLD] = ("error", "crew_shifts.no_time")
        else:
            _keep(area_id, on_shift(own, who, when, given.get(shift, shift)))
        st.rerun()


def _some(name: str, labels: dict[object, str], lang: Lang) -> list:
    return st.multiselect(
        say(f"crew_shifts.{name}", lang),
        list(labels),
        format_func=lambda one: labels.get(one, str(one)),
        placeholder=say("data.pick", lang),
        select_all=False,  # its entry is in English
        width=_WIDE_PX,
        key=f"roster-{name}",
    )


def _table(ground: Ground, own: TourSettings, on: list[date], lang: Lang) -> pd.DataFrame:
    rows = [
        {
            say("col.crew", lang): row[f"name_{lang}"],
            **{day_name(day, lang): _told(shift_on(str(crew), row, own, day), lang) for day in on},
        }
        for crew, row in ground.area.crews.iterrows()
    ]
    return pd.DataFrame(rows)


def _told(shift: tuple[str, str] | None, lang: Lang) -> str:
    return say("crew_shifts.off", lang) if shift is None else "–".join(shift)


def _keep(area_id: str, settings: TourSettings) -> None:
    try:
        set_tours(state.OFFICE, area_id, settings)
    except OSError:
        _LOG.exception("the roster could not be kept")
        st.session_state[_TOLD] = ("error", "patrol_rules.not_kept")
        return
    st.session_state[_TOLD] = ("success", "crew_shifts.saved")
