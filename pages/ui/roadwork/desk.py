"""What a reader sets on the page of roads: rain, what is shut for whom and until when, slides.

Every button works in a callback, before the run that shows what came of it, and is kept at once.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import streamlit as st

from geo.closures import names_road, spot_id
from geo.schema import InputError
from geo.speeds import MODES
from pages.ui import cache, frame, state
from planner.demand.roadwork import REASONS, Roadwork
from planner.report.road_spots import called, on_roads, spot_near, spot_places, start_word
from planner.report.roads import corner_of, road_names
from planner.store import roads as store
from planner.words import say

if TYPE_CHECKING:
    from planner.demand.ground import Ground
    from planner.words import Lang

_LOG = logging.getLogger(__name__)
_PICKED, _MODES, _LAST, _TOLD = "roads-picked", "roads-modes", "roads-last-day", "roads-told"
_CLICK, _CLICKS = "roads-click", ("whole", "spot")
_UNTIL = ("open", "day", "date")


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


def choose(what: str) -> None:
    """Choose a road or a spot, or let it go when it was chosen."""
    had = picked()
    left = [name for name in had if name != what]
    st.session_state[_PICKED] = left if len(left) < len(had) else [*had, what]


def pick(ground: Ground, name: str, place: tuple[float, float] | None) -> None:
    """Choose what was clicked: a whole road, the spot of it, or a spot that is marked already."""
    if place is not None and st.session_state.get(_CLICK) == "spot":
        x, y = corner_of(ground) + np.array(place)
        name = spot_near(ground, name, (float(x), float(y)))
    choose(name)


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


def clicking(lang: Lang) -> None:
    """Ask whether a road is shut from junction to junction or at one spot."""
    st.session_state.setdefault(_CLICK, _CLICKS[0])
    st.segmented_control(
        say("roads.click", lang),
        _CLICKS,
        key=_CLICK,
        required=True,
        format_func=lambda key: say(f"click.{key}", lang),
        help=say("roads.click_help", lang),
    )


def form(ground: Ground, day: date, lang: Lang) -> None:
    """Offer to shut, open or mark the chosen roads and spots."""
    key = f"{ground.area.area_id}|{ground.area.fingerprint}|{lang}"
    names = cache.drawn_work("road names", key, lambda: road_names(ground, lang))
    st.session_state[_PICKED] = [n for n in picked() if names_road(ground.network, n)]
    spots = [name for name in picked() if name not in names]
    st.multiselect(
        say("roads.picked", lang),
        [*spots, *names],
        key=_PICKED,
        format_func=lambda name: called(ground, names, name, lang),
        help=say("roads.picked_help", lang),
        placeholder=say("roads.pick_place", lang),
        select_all=False,  # its entry stands first, in English, and shuts every road
    )
    if st.session_state.get(_CLICK) == "spot":
        _spot(ground, names, lang)
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


def _spot(ground: Ground, names: Mapping[str, str], lang: Lang) -> None:
    """Offer to choose a spot without a mouse: a road and the metres from one of its ends."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        road = st.selectbox(
            say("roads.spot_road", lang),
            list(names),
            index=None,
            key="roads-spot-road",
            format_func=lambda name: names[name],
            placeholder=say("roads.pick_place", lang),
        )
        if road is None:
            return
        length_m = float(ground.network.edges.at[road, "length_m"])
        at_m = st.number_input(
            say("roads.spot_m", lang, end=start_word(ground, road, lang), length=length_m),
            0.0,
            length_m,
            round(length_m / 2, 1),
            step=1.0,
            format="%.1f",
            key=f"roads-spot-m-{road}",
            width=260,
        )
        st.button(say("roads.spot_add", lang), on_click=choose, args=(spot_id(road, at_m),))


def _buttons(ground: Ground, day: date, lang: Lang) -> None:
    area_id, chosen = ground.area.area_id, picked()
    whole = [name for name in chosen if name in ground.network.edges.index]
    with st.container(horizontal=True):
        st.button(
            say("roads.shut", lang),
            type="primary",
            disabled=not chosen,
            on_click=lambda: _shut(ground, day),
        )
        for key, step, on in (
            ("roads.open", lambda now: now.opened(on_roads(now.closures, chosen)), chosen),
            ("roads.slide_on", lambda now: now.threatened(whole, by_slides=True), whole),
            ("roads.slide_off", lambda now: now.threatened(whole, by_slides=False), whole),
        ):
            st.button(say(key, lang), disabled=not on, on_click=stepped(area_id, step))


def _shut(ground: Ground, day: date) -> None:
    """Shut what is chosen as the form says; what makes no sense is told and not kept."""
    said = st.session_state
    modes = [mode for mode in MODES if mode in said.get(_MODES, [])]
    last = {"day": day, "date": said.get(_LAST, day), "open": None}[said["roads-until"]]
    if not modes:
        said[_TOLD] = "roads.no_mode"
    elif last is not None and last < day:
        said[_TOLD] = "roads.wrong_days"
    else:
        ids, reason = picked(), str(said["roads-reason"])
        places = spot_places(ground, ids)
        _set(
            ground.area.area_id,
            lambda now: now.shut(
                ids, modes, first_day=day, last_day=last, reason=reason, places=places
            ),
        )
        said[_PICKED] = []


def _with_rain(now: Roadwork, *, rain: bool) -> Roadwork:
    return Roadwork(now.closures, now.slides, rain)


def stepped(area_id: str, step: Callable[[Roadwork], Roadwork]) -> Callable[[], None]:
    """Make a callback that keeps the state a step makes, and chooses nothing more."""

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
