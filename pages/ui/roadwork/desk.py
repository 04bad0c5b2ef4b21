"""What a reader sets on the page of roads: rain, what is shut for whom and until when, slides.

Every button works in a callback, before the run that shows what came of it, and is kept at once.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

import streamlit as st

from geo.schema import InputError
from geo.speeds import MODES, Mode
from pages.ui import cache, frame, state
from pages.ui.plain import plain
from planner.demand.roadwork import REASONS, Roadwork
from planner.report.roads import road_names, short_names
from planner.store import roads as store
from planner.words import listed, say

if TYPE_CHECKING:
    from geo.closures import Closure
    from planner.demand.ground import Ground
    from planner.words import Lang

_LOG = logging.getLogger(__name__)
_PICKED, _MODES, _LAST, _TOLD = "roads-picked", "roads-modes", "roads-last-day", "roads-told"
_UNTIL = ("open", "day", "date")
_NAMES = 4
_ROWS = 40


def intro(lang: Lang) -> None:
    """Say what the page is for, and what could not be kept a moment ago."""
    st.markdown(say("roads.intro", lang))
    told = st.session_state.pop(_TOLD, "")
    if told:
        st.error(say(told, lang), icon=":material/error:")
    area_id = state.current().area_id
    try:
        store.own_roadwork(state.OFFICE, area_id)
    except InputError as error:
        st.error(frame.sentence(error, lang), icon=":material/error:")
        st.button(say("roads.clear", lang), on_click=_kept(area_id, store.clear_roadwork))
        raise frame.PageEndError from error


def picked() -> list[str]:
    """Ids of the roads chosen so far."""
    return list(st.session_state.get(_PICKED, []))


def pick(edge_id: str) -> None:
    """Choose a road, or let it go when it was chosen."""
    had = picked()
    left = [name for name in had if name != edge_id]
    st.session_state[_PICKED] = left if len(left) < len(had) else [*had, edge_id]


def weather(ground: Ground, lang: Lang) -> None:
    """Offer the switch of rain and landslides."""
    area_id, key = ground.area.area_id, f"roads-rain-{ground.area.area_id}"
    st.session_state[key] = ground.conditions.rain

    def switched() -> None:
        _set(area_id, lambda now: _with_rain(now, rain=bool(st.session_state[key])))

    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.toggle(
            say("roads.rain", lang), key=key, help=say("roads.rain_help", lang), on_change=switched
        )
        st.button(
            say("roads.undo", lang),
            icon=":material/undo:",
            disabled=len(store.own_roadwork(state.OFFICE, area_id)) < 2,
            on_click=_kept(area_id, store.undo_roadwork),
        )


def form(ground: Ground, day: date, lang: Lang) -> None:
    """Offer to shut, open or mark the chosen roads."""
    key = f"{ground.area.area_id}|{ground.area.fingerprint}|{lang}"
    names = cache.drawn_work("road names", key, lambda: road_names(ground, lang))
    st.session_state[_PICKED] = [name for name in picked() if name in names]
    st.multiselect(
        say("roads.picked", lang),
        list(names),
        key=_PICKED,
        format_func=lambda name: names.get(name, name),
        help=say("roads.picked_help", lang),
        placeholder=say("roads.pick_place", lang),
        select_all=False,  # its entry stands first, in English, and shuts every road
    )
    st.session_state.setdefault(_MODES, list(MODES))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.pills(
            say("roads.modes", lang),
            MODES,
            key=_MODES,
            selection_mode="multi",
            format_func=lambda mode: say(f"way.{mode}", lang),
        )
        until = st.selectbox(
            say("roads.until", lang),
            _UNTIL,
            key="roads-until",
            format_func=lambda key: say(f"until.{key}", lang),
            width=180,
        )
        if until == "date":
            st.date_input(say("roads.last_day", lang), day, key=_LAST, width=160)
        st.selectbox(
            say("roads.reason", lang),
            REASONS,
            key="roads-reason",
            format_func=lambda key: say(f"reason.{key}", lang),
            width=180,
        )
    _buttons(ground, day, lang)


def _buttons(ground: Ground, day: date, lang: Lang) -> None:
    area_id, none = ground.area.area_id, not picked()
    with st.container(horizontal=True):
        st.button(
            say("roads.shut", lang),
            type="primary",
            disabled=none,
            on_click=lambda: _shut(area_id, day),
        )
        for key, step in (
            ("roads.open", lambda now: now.opened(picked())),
            ("roads.slide_on", lambda now: now.threatened(picked(), by_slides=True)),
            ("roads.slide_off", lambda now: now.threatened(picked(), by_slides=False)),
        ):
            st.button(say(key, lang), disabled=none, on_click=_stepped(area_id, step))


def listed_closures(ground: Ground, day: date, lang: Lang) -> None:
    """List what is shut, what the same words shut in one row, each with a way to open it."""
    st.subheader(say("roads.list", lang))
    closures = ground.conditions.closures
    edges = set(ground.network.edges.index)
    key = f"{ground.area.area_id}|{ground.area.fingerprint}|{lang}"
    names = cache.drawn_work("short road names", key, lambda: short_names(ground, lang))
    if not any(c.stands(day) and c.edge_id in edges for c in closures):
        st.caption(say("roads.none_shut", lang, date=day.isoformat()))
    rows = [list(same) for _, same in groupby(sorted(closures, key=_words), key=_words)]
    for row in rows[:_ROWS]:
        ids = [c.edge_id for c in row]
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(_row(_few(ids, names, lang), row, day, lang), width="stretch")
            st.button(
                say("roads.open", lang),
                key=f"open-{ids[0]}-{row[0].modes}-{row[0].first_day}",
                on_click=_stepped(ground.area.area_id, _opening(ids)),
            )
    slides = sorted(ground.conditions.slides)
    if slides:
        st.markdown(say("roads.slides", lang, count=len(slides), names=_few(slides, names, lang)))
    gone = sorted({c.edge_id for c in closures if c.edge_id not in edges})
    if gone:
        st.warning(say("roads.gone", lang, count=len(gone), names=_few(gone, names, lang)))


def _opening(ids: Sequence[str]) -> Callable[[Roadwork], Roadwork]:
    return lambda now: now.opened(ids)


def _row(named: str, same: Sequence[Closure], day: date, lang: Lang) -> str:
    closure = same[0]
    last = closure.last_day
    until = (
        say("roads.row_open", lang)
        if last is None
        else say("roads.row_until", lang, date=last.isoformat())
    )
    text = say(
        "roads.row",
        lang,
        count=len(same),
        names=named,
        modes=listed([say(f"way.{mode}", lang) for mode in closure.modes], lang),
        from_day=closure.first_day.isoformat(),
        until=until,
        reason=say(f"reason.{closure.reason}", lang),
    )
    past = "" if closure.stands(day) else say("roads.row_past", lang, date=day.isoformat())
    return f"{text}{past}"


def _few(ids: Sequence[str], names: Mapping[str, str], lang: Lang) -> str:
    """Name the first few; a road that is no longer on the map has only its id."""
    return listed([plain(names.get(name, name)) for name in ids], lang, most=_NAMES)


def _words(closure: Closure) -> tuple[str, str, tuple[Mode, ...], str]:
    """Sort by what a row says; an open end comes last."""
    last = closure.last_day.isoformat() if closure.last_day else "open"
    return closure.first_day.isoformat(), last, closure.modes, closure.reason


def _shut(area_id: str, day: date) -> None:
    """Shut the chosen roads as the form says; what makes no sense is told and not kept."""
    said = st.session_state
    modes = [mode for mode in MODES if mode in said.get(_MODES, [])]
    last = {"day": day, "date": said.get(_LAST, day), "open": None}[said["roads-until"]]
    if not modes:
        said[_TOLD] = "roads.no_mode"
    elif last is not None and last < day:
        said[_TOLD] = "roads.wrong_days"
    else:
        ids, reason = picked(), str(said["roads-reason"])
        _set(
            area_id,
            lambda now: now.shut(ids, modes, first_day=day, last_day=last, reason=reason),
        )
        said[_PICKED] = []


def _with_rain(now: Roadwork, *, rain: bool) -> Roadwork:
    return Roadwork(now.closures, now.slides, rain)


def _stepped(area_id: str, step: Callable[[Roadwork], Roadwork]) -> Callable[[], None]:
    def run() -> None:
        _set(area_id, step)
        st.session_state[_PICKED] = []

    return run


def _set(area_id: str, step: Callable[[Roadwork], Roadwork]) -> None:
    """Keep the state that a step makes of the present one, whoever set that."""

    def keep(root: object, name: str) -> None:
        del root
        now = store.own_roadwork(state.OFFICE, name)[-1]
        store.set_roadwork(state.OFFICE, name, step(now))

    _kept(area_id, keep)()


def _kept(area_id: str, keep: Callable[..., None]) -> Callable[[], None]:
    """Run a change of the store; a disk that refuses is told on the page."""

    def run() -> None:
        try:
            keep(state.OFFICE, area_id)
        except OSError:
            _LOG.exception("closed roads could not be kept")
            st.session_state[_TOLD] = "roads.not_kept"

    return run
