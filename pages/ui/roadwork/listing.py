"""The list of what is shut, what the same words shut in one row, each with a way to open it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

import streamlit as st

from pages.ui import cache
from pages.ui.plain import plain
from pages.ui.roadwork import desk
from planner.report.road_spots import called
from planner.report.roads import short_names
from planner.words import listed, say

if TYPE_CHECKING:
    from datetime import date

    from geo.closures import Closure
    from geo.speeds import Mode
    from planner.demand.ground import Ground
    from planner.demand.roadwork import Roadwork
    from planner.words import Lang

_NAMES = 4
_ROWS = 40


def show(ground: Ground, day: date, lang: Lang) -> None:
    """List what is shut, what the same words shut in one row, each with a way to open it."""
    st.subheader(say("roads.list", lang))
    closures = ground.conditions.closures
    key = f"{ground.area.area_id}|{ground.area.fingerprint}|{lang}"
    names = cache.drawn_work("short road names", key, lambda: short_names(ground, lang))
    if not any(c.stands(day) for c in ground.closures):
        st.caption(say("roads.none_shut", lang, date=day.isoformat()))
    rows = [list(same) for _, same in groupby(sorted(closures, key=_words), key=_words)]
    for row in rows[:_ROWS]:
        ids = [c.what for c in row]
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(_row(_few(ground, ids, names, lang), row, day, lang), width="stretch")
            st.button(
                say("roads.open", lang),
                key=f"open-{ids[0]}-{row[0].modes}-{row[0].first_day}",
                on_click=desk.stepped(ground.area.area_id, _opening(ids)),
            )
    slides = sorted(ground.conditions.slides)
    if slides:
        named = _few(ground, slides, names, lang)
        st.markdown(
            say("roads.slides", lang, count=len(slides), names=_few(ground, slides, names, lang))
        )
    gone = sorted({c.what for c in set(closures) - set(ground.closures)})
    if gone:
        named = _few(ground, gone, names, lang)
        st.warning(say("roads.gone", lang, count=len(gone), names=named))


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
        "roads.row" if closure.at_m is None else "roads.row_spot",
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


def _few(ground: Ground, ids: Sequence[str], names: Mapping[str, str], lang: Lang) -> str:
    """Name the first few; a road that is no longer on the map has only its id."""
    return listed([plain(called(ground, names, name, lang)) for name in ids], lang, most=_NAMES)


def _words(closure: Closure) -> tuple[str, str, tuple[Mode, ...], str, bool]:
    """Sort by what a row says; an open end comes last, spots after whole roads."""
    last = closure.last_day.isoformat() if closure.last_day else "open"
    told = closure.first_day.isoformat(), last, closure.modes, closure.reason
    return *told, closure.at_m is not None
