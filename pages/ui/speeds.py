"""The table of speeds: what counts, where it comes from, one speed changed or set back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from geo.schema import InputError
from pages.ui import cache, cards, frame, origins, state
from pages.ui.origins import badge
from pages.ui.plain import plain
from planner.demand.field_check import Response, response
from planner.demand.speed_table import LEAST_KMH, MOST_KMH, OwnSpeed, SpeedRow, speed_rows
from planner.report import travel
from planner.store.as_set import at_speeds
from planner.store.travel import forget_speed, keep_speed, keep_speeds, own_speeds
from planner.words import Lang, number, say

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.demand.ground import Ground

_NOTE_MOST = 80
_DONE = "speeds-done"


def show(ground: Ground, lang: Lang) -> None:
    """Show the table, the form that changes one line of it, and what that does to response."""
    try:
        own = own_speeds(state.OFFICE, ground.area.area_id)
    except InputError:  # said above the page; here it can be put right
        own = ()
    frame.lacking(lang, ("roads", len(ground.area.roads)))
    rows = speed_rows(ground.network, own)
    st.caption(say("speeds.rule", lang))
    guessed = sum(row.origin == "guessed" and row.kmh is not None for row in rows)
    count = sum(row.kmh is not None for row in rows)
    st.markdown(
        f"{badge('guessed', lang)} " + say("speeds.guessed_count", lang, count=guessed, all=count)
    )
    cards.table(
        travel.speed_table(rows, lang), lang, name="speeds", title=say("speeds.title", lang)
    )
    _form(ground, rows, lang)
    if len(ground.area.responders):
        _effect(ground, own, lang)


def _form(ground: Ground, rows: tuple[SpeedRow, ...], lang: Lang) -> None:
    area_id = ground.area.area_id
    with st.container(border=True):
        st.subheader(say("speeds.edit", lang))
        with st.container(horizontal=True):
            mode = state.picked(
                "speed_mode",
                ("motorbike", "car", "foot"),
                say("col.mode", lang),
                lambda key: say(f"way.{key}", lang),
            )
            classes = tuple(row.road_class for row in rows if row.mode == mode)
            road = state.picked(
                "speed_class",
                classes,
                say("speeds.which_class", lang),
                lambda key: travel.class_name(key, lang),
            )
        row = next(one for one in rows if (one.mode, one.road_class) == (mode, road))
        _fields(area_id, row, lang)
        with st.container(horizontal=True):
            own = (row.origin != "guessed" and row.source != "") or row.kmh != row.usual_kmh
            if st.button(say("speeds.back", lang), key="speed-back", disabled=not own):
                _kept(lambda: forget_speed(state.OFFICE, area_id, mode, road), lang)
            if st.button(say("speeds.back_all", lang), key="speed-back-all", type="tertiary"):
                _kept(lambda: keep_speeds(state.OFFICE, area_id, ()), lang)
    if st.session_state.pop(_DONE, False):
        st.success(say("speeds.saved", lang), icon=":material/check:")


def _fields(area_id: str, row: SpeedRow, lang: Lang) -> None:
    key = f"{area_id}-{row.mode}-{row.road_class}-{row.kmh}"
    with st.form(f"speed-form-{key}", border=False):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            goes = st.checkbox(say("speeds.goes", lang), row.kmh is not None, key=f"goes-{key}")
            kmh = st.number_input(
                say("speeds.kmh", lang),
                LEAST_KMH,
                MOST_KMH,
                float(row.kmh or row.usual_kmh or 10.0),
                step=0.5,
                format="%.1f",
                key=f"kmh-{key}",
                width=192,
            )
            measured = st.checkbox(
                say("speeds.measured", lang), row.origin == "measured", key=f"measured-{key}"
            )
        note = st.text_input(
            say("speeds.note", lang),
            max_chars=_NOTE_MOST,
            help=say("speeds.note_help", lang),
            key=f"note-{key}",
        )
        if st.form_submit_button(say("speeds.save", lang), type="primary"):
            _kept(
                lambda: keep_speed(
                    state.OFFICE,
                    area_id,
                    OwnSpeed(
                        row.mode,
                        row.road_class,
                        float(kmh) if goes else None,
                        measured=measured,
                        note=note.strip(),
                    ),
                ),
                lang,
            )


def _kept(change: Callable[[], None], lang: Lang) -> None:
    """Keep a change and run the page again; what cannot be kept is said in one sentence."""
    try:
        change()
    except InputError as error:
        st.error(plain(frame.sentence(error, lang)), icon=":material/block:")
        return
    except OSError:
        st.error(say("app.unexpected", lang), icon=":material/block:")
        return
    st.session_state[_DONE] = True
    st.rerun()


def _effect(ground: Ground, own: tuple[OwnSpeed, ...], lang: Lang) -> None:
    st.subheader(say("speeds.effect", lang))
    st.caption(f"{badge('guessed', lang)} {say('speeds.effect_help', lang)}")
    origins.told(ground, lang, "counts")
    now = _response(ground)
    values = {
        "speeds.mean": _mean(now, lang),
        "speeds.within": number(now.within, lang),
        "speeds.reached": number(now.households, lang),
    }
    if own:
        values["speeds.usual_mean"] = _mean(_response(at_speeds(ground, ())), lang)
    cards.figures(values, lang)


def _response(ground: Ground) -> Response:
    return cache.drawn_work("response", ground.fingerprint, lambda: response(ground))


def _mean(found: Response, lang: Lang) -> str:
    if not found.households:
        return "—"
    return say("speeds.minutes", lang, minutes=f"{found.household_s / found.households / 60:.1f}")
