"""The rules of patrols an office sets: a form, refused where they cannot hold, judged at once."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import time
from typing import TYPE_CHECKING

import streamlit as st

from pages.ui import state
from planner.demand.promise_terms import LONGEST
from planner.demand.tour_settings import TourSettings
from planner.store.tour_settings import clear_tours, own_tours, set_tours
from planner.words import known, say

if TYPE_CHECKING:
    from planner.demand.ground import Ground
    from planner.demand.tour_settings import Meeting
    from planner.words import Lang

_LOG = logging.getLogger(__name__)
_TOLD = "tours-rules-told"
_VERSION = "tours-rules-version"
_WIDTH_PX, _SWITCH_PX = 210, 270
_MINUTE_S = 60

# name -> least, most, step; a switch has none
_NUMBERS = {
    "reserve_share_pct": (0, 100, 5),
    "least_crew_size": (1, 20, 1),
    "night_least_size": (1, 20, 1),
    "rest_min": (0, 1440, 30),
    "break_after_min": (0, 720, 30),
    "break_min": (0, 120, 5),
    "max_drive_min": (10, 720, 10),
    "place_gap_days": (1, LONGEST, 1),
    "site_gap_days": (1, LONGEST, 1),
    "exit_gap_days": (1, LONGEST, 1),
    "early_days": (0, 14, 1),
    "late_days": (0, 14, 1),
    "meet_window_min": (10, 240, 5),
    "meet_min": (5, 240, 5),
    "meet_points": (0, 1000, 5),
}
_MOST_PRICE_MIN = 10_000
_PARTS: dict[str, tuple[str, ...]] = {
    "people": (
        *("reserve_share_pct", "least_crew_size", "night_least_size", "max_drive_min"),
        *("rest_min", "break_after_min", "break_min", "night_needs_officer", "no_repeat"),
    ),
    "visits": (
        *("place_gap_days", "site_gap_days", "exit_gap_days", "early_days", "late_days"),
        "other_weekdays",
    ),
    "meetings": (
        *("meetings", "meet_at", "meet_window_min", "meet_min", "meet_points"),
        *("meeting_price_s", "meet_mandatory", "meetings_hold"),
    ),
    "prices": (
        *("left_out_price_s", "promise_price_s", "abroad_price_s", "other_grid_price_s"),
        "moved_price_s",
    ),
}
_NAMES = tuple(name for names in _PARTS.values() for name in names)


def form(ground: Ground, lang: Lang) -> None:
    """Show the rules as the office has set them, to be changed and saved."""
    area_id = ground.area.area_id
    own, usual = own_tours(state.OFFICE, area_id), TourSettings()
    changed = sum(getattr(own, name) != getattr(usual, name) for name in _NAMES)
    told = (
        say("patrol_rules.own", lang, count=changed) if changed else say("patrol_rules.usual", lang)
    )
    said = st.session_state.pop(_TOLD, None)
    version = st.session_state.get(_VERSION, 0)
    with st.expander(
        say("patrol_rules.title", lang, told=told),
        icon=":material/rule_settings:",
        expanded=said is not None,
        key=f"tours-rules-{said is not None}",
    ):
        if said is not None:
            box, key = said
            (st.error if box == "error" else st.success)(say(key, lang))
        st.caption(say("patrol_rules.help", lang))
        with st.form(f"rules-{area_id}-{version}", border=False):
            given: dict[str, object] = {}
            for part, names in _PARTS.items():
                st.markdown(f"**{say(f'patrol_rules.part.{part}', lang)}**")
                with st.container(horizontal=True, vertical_alignment="bottom"):
                    given |= {name: _field(own, name, version, lang) for name in names}
            pressed = st.form_submit_button(say("patrol_rules.save", lang), type="primary")
        st.button(
            say("patrol_rules.back", lang),
            disabled=not changed,
            on_click=_keep,
            args=(area_id, replace(own, **{name: getattr(usual, name) for name in _NAMES})),
            type="tertiary",
        )
    if pressed:
        _take(area_id, own, given)
        st.rerun()


def _field(own: TourSettings, name: str, version: int, lang: Lang) -> object:
    """Show one rule and return what stands in it, as the settings have it."""
    value, label, key = (
        getattr(own, name),
        say(f"patrol_rules.{name}", lang),
        f"rule-{name}-{version}",
    )
    if name == "meetings":
        return _meetings(value, label, key, lang)
    if name == "meet_at":
        at = st.time_input(label, time.fromisoformat(value), width=_WIDTH_PX, key=key)
        return at.strftime("%H:%M")
    if isinstance(value, bool):
        return st.checkbox(label, value, key=key, width=_SWITCH_PX)
    if name.endswith("_price_s"):
        hint = f"patrol_rules.{name.removesuffix('_s')}_help"
        minutes = st.number_input(
            label,
            0.0,
            float(_MOST_PRICE_MIN),
            value / _MINUTE_S,
            step=1.0,
            format="%g",
            help=say(hint, lang) if known(hint) else None,
            width=_WIDTH_PX,
            key=key,
        )
        return round(minutes * _MINUTE_S)
    least, most, step = _NUMBERS[name]
    shown = min(max(value, least), most)
    return int(st.number_input(label, least, most, shown, step=step, width=_WIDTH_PX, key=key))


def _meetings(
    now: tuple[Meeting, ...] | None, label: str, key: str, lang: Lang
) -> tuple[Meeting, ...] | None:
    """Choose which crews meet; a list the office keeps in its file can be kept or given up."""
    ways: dict[str, tuple[Meeting, ...] | None] = {"neighbours": None, "none": ()}
    if now:
        ways["own"] = now
    chosen = st.selectbox(
        label,
        list(ways),
        index=list(ways.values()).index(now),
        format_func=lambda name: say(f"patrol_rules.meetings.{name}", lang),
        width=_WIDTH_PX,
        key=key,
    )
    return ways[chosen]


def _take(area_id: str, own: TourSettings, given: dict[str, object]) -> None:
    """Save what was typed, or say why it cannot hold."""
    if not _meet(int(str(given["meet_min"])), int(str(given["meet_window_min"]))):
        st.session_state[_TOLD] = ("error", "patrol_rules.wrong_meeting")
    elif given["break_after_min"] and not given["break_min"]:
        st.session_state[_TOLD] = ("error", "patrol_rules.wrong_break")
    elif all(getattr(own, name) == value for name, value in given.items()):
        st.session_state[_TOLD] = ("success", "patrol_rules.same")
    else:
        _keep(area_id, replace(own, **given))  # type: ignore[arg-type]


def _meet(stay: int, window: int) -> bool:
    """Return whether two crews that stay so long within a window are sure to meet."""
    return stay <= window < 2 * stay


def _keep(area_id: str, settings: TourSettings) -> None:
    """Keep the rules with what else the office has set; the usual ones are not kept at all."""
    try:
        if settings == TourSettings():
            clear_tours(state.OFFICE, area_id)
        else:
            set_tours(state.OFFICE, area_id, settings)
    except OSError:
        _LOG.exception("the rules could not be kept")
        st.session_state[_TOLD] = ("error", "patrol_rules.not_kept")
        return
    st.session_state[_TOLD] = ("success", "patrol_rules.saved")
    st.session_state[_VERSION] = st.session_state.get(_VERSION, 0) + 1
