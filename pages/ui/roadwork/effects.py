"""What closures and rain do: the map, the places newly cut off, those cut off on any day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from geo.snap import SIDE_M
from geo.speeds import MODES
from pages.ui import cache, cards, origins
from pages.ui.origins import badge
from pages.ui.roadwork import component, desk
from planner.demand.cut_off import (
    MAX_WALK_MIN,
    access,
    islands,
    newly_cut,
    newly_walked,
    without_closures,
)
from planner.report import roads
from planner.words import say

if TYPE_CHECKING:
    from datetime import date

    from planner.demand.cut_off import Access
    from planner.demand.ground import Ground
    from planner.words import Lang

_LEGEND = ("open", "shut", "bar", "slide", "picked", "cut", "lost", "water")


def map_of(ground: Ground, day: date, lang: Lang) -> None:
    """Show the map on which roads are chosen."""
    shut = frozenset().union(*(ground.closed(mode, day) for mode in MODES))
    key = f"{ground.area.area_id}|{ground.area.fingerprint}|{lang}"
    component.shown(
        {
            "key": key,
            "base": cache.drawn_work("roads", key, lambda: roads.map_base(ground, lang)),
            "state": roads.map_state(ground, shut, desk.picked(), _both(ground, day, lang)),
            "words": {
                "title": say("roads.map", lang),
                "north": say("roads.north", lang),
                "legend": [[kind, say(f"legend.{kind}", lang)] for kind in _LEGEND],
            },
        },
        lambda name, place: desk.pick(ground, name, place),
    )
    st.caption(say("roads.map_help", lang))


def newly(ground: Ground, day: date, lang: Lang) -> None:
    """List exactly the places newly cut off, and who still comes on foot."""
    before, now = _both(ground, day, lang)
    st.subheader(say("roads.newly", lang))
    lost = {mode: len(newly_cut(before, now, mode)) for mode in MODES}
    if any(lost.values()):
        st.warning(say("roads.newly_count", lang, date=day.isoformat(), **lost))
    else:
        st.success(say("roads.newly_none", lang, date=day.isoformat()))
    walked = {name for mode in MODES for name in newly_walked(before, now, mode)}
    walked -= {name for mode in MODES for name in newly_cut(before, now, mode)}
    if walked:
        st.markdown(say("roads.walked", lang, count=len(walked)))
    cut = {mode: newly_cut(before, now, mode) for mode in MODES}
    table = roads.cut_table(now, cut, roads.affected(before, now), lang)
    if len(table):
        cards.table(table, lang, name="cut-off")
        _sure(ground, lang)


def standing(ground: Ground, lang: Lang) -> None:
    """List what is cut off on any day: by mode, by water, by gaps in the roads."""
    st.subheader(say("roads.standing", lang))
    before = access(without_closures(ground))
    cut = {mode: before.cut_off(mode) for mode in MODES}
    if not any(cut.values()):
        st.success(say("roads.standing_none", lang, minutes=MAX_WALK_MIN))
    for mode, ids in cut.items():
        if ids:
            names = roads.place_names(ground, ids, lang)
            facts = {"mode": say(f"way.{mode}", lang), "count": len(ids), "names": names}
            st.markdown(say("roads.standing_row", lang, **facts))
    anywhere = {name for ids in cut.values() for name in ids}
    rows = [name for name in ground.area.places.index if name in anywhere]
    if rows:
        cards.table(roads.cut_table(before, cut, rows, lang), lang, name="cut-off-always")
        _sure(ground, lang)
    if before.across:
        names = roads.place_names(ground, before.across, lang)
        st.warning(say("roads.across", lang, reach=SIDE_M, names=names))
    parts, ids = ground.network.component_count, islands(ground)
    if parts > 1:
        names = roads.place_names(ground, ids, lang)
        facts = {"count": parts, "places": len(ids), "names": names}
        st.markdown(say("roads.parts" if ids else "roads.parts_all", lang, **facts))
    else:
        st.caption(say("roads.parts_one", lang))


def _sure(ground: Ground, lang: Lang) -> None:
    """Say how sure the minutes and the households of a table are."""
    origins.told(ground, lang, "counts")
    word = say("provenance.guessed", lang)
    st.caption(f"{badge('guessed', lang)} {say('roads.guessed', lang, badge=word)}")


def told(ground: Ground, day: date, lang: Lang) -> None:
    """Say on the page of a plan which roads it counts as shut, and who is cut off by that."""
    with st.spinner(say("app.asking", lang)):
        lines = roads.told_lines(ground, day, lang)
    if lines:
        joint = "；" if lang == "zh" else "; "
        st.warning(say("roads.count_here", lang, told=joint.join(lines)), icon=":material/block:")


def _both(ground: Ground, day: date, lang: Lang) -> tuple[Access, Access]:
    """Work out how places are reached on a dry day with nothing shut, and on this day."""
    with st.spinner(say("app.asking", lang)):
        return access(without_closures(ground)), access(ground, day)
