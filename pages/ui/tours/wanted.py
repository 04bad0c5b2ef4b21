"""Fixed posts and streets an office asks for: lists to add to and to remove from."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import time
from typing import TYPE_CHECKING

import streamlit as st

from pages.ui import cache, state
from pages.ui.plain import plain
from planner.demand.day_types import DAY_TYPES
from planner.demand.tour_settings import PostRule, StreetRule
from planner.report.roads import placed_names
from planner.report.tables import named
from planner.store.tour_settings import own_tours, set_tours
from planner.words import listed, say

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.demand.ground import Ground
    from planner.demand.tour_settings import TourSettings
    from planner.words import Lang

_LOG = logging.getLogger(__name__)
_TOLD = "tours-wanted-told"
_NAMES_MOST = 6
_WIDE_PX, _NARROW_PX = 300, 150
_MINUTES_MOST, _POINTS_MOST, _PEOPLE_MOST, _HOMES_MOST, _WEEK_DAYS = 720, 1000, 20, 200, 7


def form(ground: Ground, lang: Lang) -> None:
    """Show the fixed posts and the streets as the office has set them, to be changed."""
    own = own_tours(state.OFFICE, ground.area.area_id)
    said = st.session_state.pop(_TOLD, None)
    counts = {"posts": len(own.posts), "streets": len(own.streets) + bool(own.street_times)}
    with st.expander(
        say("wanted.title", lang, **counts),
        icon=":material/add_location_alt:",
        expanded=said is not None,
        key=f"tours-wanted-{said is not None}",
    ):
        if said is not None:
            box, key = said
            (st.error if box == "error" else st.success)(say(key, lang))
        st.caption(say("wanted.help", lang))
        _posts(ground, own, lang)
        _streets(ground, own, lang)
        _picked(ground, own, lang)


def _posts(ground: Ground, own: TourSettings, lang: Lang) -> None:
    """List the fixed posts, and offer one more."""
    st.markdown(f"**{say('wanted.posts', lang)}**")
    area_id = ground.area.area_id
    if not own.posts:
        st.caption(say("wanted.posts_none", lang))
    for number, rule in enumerate(own.posts):
        rest = tuple(one for row, one in enumerate(own.posts) if row != number)
        without = replace(own, posts=rest)
        _row(f"post-{number}", _post_told(ground, rule, lang), _keep(area_id, without), lang)
    sites = ground.area.sites
    places = [(str(kind), "") for kind in sorted(set(sites["kind"]))]
    places += [(str(row["kind"]), str(key)) for key, row in sites.iterrows()]
    with st.form("wanted-post", clear_on_submit=True):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            at = st.selectbox(
                say("wanted.post_at", lang),
                places,
                index=None,
                format_func=lambda place: _place(ground, *place, lang),
                placeholder=say("data.pick", lang),
                width=_WIDE_PX,
                key="post-at",
            )
            day = st.selectbox(
                say("wanted.post_days", lang),
                ["", *DAY_TYPES],
                format_func=lambda kind: _days(kind, lang),
                width=_NARROW_PX,
                key="post-day",
            )
            opens = st.time_input(
                say("wanted.from", lang), time(8, 30), width=_NARROW_PX, key="post-from"
            )
            closes = st.time_input(
                say("wanted.to", lang), time(12), width=_NARROW_PX, key="post-to"
            )
            minutes = _number("minutes", 5, _MINUTES_MOST, 120, lang, step=5)
            size = _number("least_size", 1, _PEOPLE_MOST, 2, lang)
            points = _number("points", 0, _POINTS_MOST, 60, lang, step=5)
        officer = st.checkbox(say("wanted.officer", lang), value=True, key="post-officer")
        must = st.checkbox(say("wanted.must", lang), key="post-must")
        pressed = st.form_submit_button(say("wanted.post_add", lang))
    if not pressed:
        return
    span = 60 * (closes.hour - opens.hour) + closes.minute - opens.minute
    if at is None:
        st.session_state[_TOLD] = ("error", "wanted.post_nowhere")
    elif span < minutes:
        st.session_state[_TOLD] = ("error", "wanted.post_short")
    else:
        hours = (f"{opens:%H:%M}", f"{closes:%H:%M}")
        post = PostRule(at[0], day, *hours, minutes, points, officer, size, must, at[1])
        if post in own.posts:
            st.session_state[_TOLD] = ("error", "wanted.there")
        else:
            _keep(area_id, replace(own, posts=(*own.posts, post)))()
    st.rerun()


def _streets(ground: Ground, own: TourSettings, lang: Lang) -> None:
    """List the kinds of road that are covered, the first that fits counts, and offer one more."""
    st.markdown(f"**{say('wanted.streets', lang)}**")
    st.caption(say("wanted.streets_help" if own.streets else "wanted.streets_none", lang))
    area_id = ground.area.area_id
    for number, rule in enumerate(own.streets):
        rest = tuple(one for row, one in enumerate(own.streets) if row != number)
        without = replace(own, streets=rest)
        told = f"{number + 1}. {_street_told(rule, lang)}"
        _row(f"street-{number}", told, _keep(area_id, without), lang)
    with st.form("wanted-street", clear_on_submit=True):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            classes = st.multiselect(
                say("wanted.classes", lang),
                sorted(set(ground.network.edges["road_class"].astype(str))),
                format_func=lambda name: named("road", name, lang),
                placeholder=say("data.pick", lang),
                select_all=False,  # its entry is in English
                width=_WIDE_PX,
                key="street-classes",
            )
            times = _number("times", 1, _WEEK_DAYS, 1, lang)
            homes = _number("homes", 0, _HOMES_MOST, 0, lang)
            points = _number("street_points", 0, _POINTS_MOST, 15, lang, step=5)
        walked = st.checkbox(say("wanted.walked", lang), key="street-walked")
        pressed = st.form_submit_button(say("wanted.street_add", lang))
    if not pressed:
        return
    street = StreetRule(tuple(classes), times, homes, walked, points)
    if not classes:
        st.session_state[_TOLD] = ("error", "wanted.street_none")
    elif street in own.streets:
        st.session_state[_TOLD] = ("error", "wanted.there")
    else:
        _keep(area_id, replace(own, streets=(street, *own.streets)))()
    st.rerun()


def _picked(ground: Ground, own: TourSettings, lang: Lang) -> None:
    """List single pieces of road that are covered more or less often than their kind."""
    st.markdown(f"**{say('wanted.picked', lang)}**")
    area_id = ground.area.area_id
    key = f"{area_id}|{ground.area.fingerprint}|{lang}"
    names = cache.drawn_work("placed road names", key, lambda: placed_names(ground, lang))
    for times in sorted(set(own.street_times.values()), reverse=True):
        alike = [edge for edge, count in own.street_times.items() if count == times]
        rest = {edge: count for edge, count in own.street_times.items() if count != times}
        pieces = listed([names.get(edge, edge) for edge in alike], lang, most=_NAMES_MOST)
        word = "wanted.picked_row" if times else "wanted.picked_never"
        told = say(word, lang, times=times, count=len(alike), names=pieces)
        _row(f"picked-{times}", told, _keep(area_id, replace(own, street_times=rest)), lang)
    with st.form("wanted-pieces", clear_on_submit=True):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            edges = st.multiselect(
                say("week.event_roads", lang),
                list(names),
                format_func=lambda name: names.get(name, name),
                placeholder=say("data.pick", lang),
                select_all=False,
                width=_WIDE_PX,
                key="picked-edges",
            )
            times = _number("picked_times", 0, _WEEK_DAYS, 1, lang)
        pressed = st.form_submit_button(say("wanted.picked_add", lang))
    if not pressed:
        return
    if edges:
        both = {**own.street_times, **dict.fromkeys(edges, times)}
        _keep(area_id, replace(own, street_times=both))()
    else:
        st.session_state[_TOLD] = ("error", "wanted.picked_none")
    st.rerun()


def _row(name: str, told: str, remove: Callable[[], None], lang: Lang) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(plain(told), width="stretch")
        st.button(say("wanted.remove", lang), key=f"remove-{name}", on_click=remove)


def _number(name: str, least: int, most: int, usual: int, lang: Lang, *, step: int = 1) -> int:
    label = say(f"wanted.{name}", lang)
    key = f"wanted-{name}"
    return int(st.number_input(label, least, most, usual, step=step, width=_NARROW_PX, key=key))


def _place(ground: Ground, kind: str, site_id: str, lang: Lang) -> str:
    """Name one site, or all of a kind."""
    sites = ground.area.sites
    if not site_id:
        count = int((sites["kind"] == kind).sum())
        return say("wanted.all_of", lang, kind=named("site", kind, lang), count=count)
    return str(sites[f"name_{lang}"].get(site_id, site_id))


def _days(kind: str, lang: Lang) -> str:
    return named("day", kind, lang) if kind else say("wanted.every_day", lang)


def _post_told(ground: Ground, rule: PostRule, lang: Lang) -> str:
    parts = [
        say(f"wanted.{key}", lang)
        for key, holds in (("officer", rule.needs_officer), ("must", rule.mandatory))
        if holds
    ]
    told = say(
        "wanted.post_row",
        lang,
        at=_place(ground, rule.site_kind, rule.site_id, lang),
        days=_days(rule.day_kind, lang),
        hours=f"{rule.opens}–{rule.closes}",
        minutes=rule.minutes,
        size=rule.least_size,
        points=rule.points,
    )
    return " · ".join((told, *parts))


def _street_told(rule: StreetRule, lang: Lang) -> str:
    told = say(
        "wanted.street_row",
        lang,
        classes=listed([named("road", name, lang) for name in rule.classes], lang),
        times=rule.times_a_week,
        points=rule.points,
    )
    parts = [told]
    if rule.homes_per_100_m:
        parts.append(say("wanted.street_homes", lang, homes=rule.homes_per_100_m))
    if rule.walked:
        parts.append(say("wanted.walked", lang))
    return " · ".join(parts)


def _keep(area_id: str, settings: TourSettings) -> Callable[[], None]:
    """Return what keeps the settings, and says so above the lists."""

    def keep() -> None:
        try:
            set_tours(state.OFFICE, area_id, settings)
        except OSError:
            _LOG.exception("posts and streets could not be kept")
            st.session_state[_TOLD] = ("error", "patrol_rules.not_kept")
            return
        st.session_state[_TOLD] = ("success", "wanted.saved")

    return keep
