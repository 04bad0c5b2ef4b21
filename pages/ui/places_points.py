"""Points of places part by part: edited, kept, and shown with their sum."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from pages.ui import cards, origins, places
from planner.demand.day_types import DAY_TYPES
from planner.demand.place_header import BANDS
from planner.demand.priority import PART_COLUMNS, priority_parts
from planner.demand.priority_parts import MOST_POINTS, Parts
from planner.words import Lang, known, say

if TYPE_CHECKING:
    from planner.road import Ground

_PLAIN = (
    *("floor", "cap", "per_10_households", "per_incident", "near_site", "near_m"),
    *("grid_floor", "grid_cap"),
)
_FLOORS = ("floor", "cap", "grid_floor", "grid_cap")  # never 0: no place or grid is abandoned
_WIDE = {"near_m": 100 * MOST_POINTS, "grid_cap": 10 * MOST_POINTS}


def show(ground: Ground, lang: Lang) -> None:
    """Show the points as a form, then what they make of every place."""
    parts = ground.places.parts or Parts()
    st.caption(say("places.points_help", lang))
    origins.told(ground, lang, "counts", "incidents")
    if ground.places.parts is None:
        st.info(say("places.points_usual", lang), icon=":material/info:")
    _form(ground, parts, lang)
    _table(ground, parts, lang)


def _form(ground: Ground, parts: Parts, lang: Lang) -> None:
    with st.form("places-points"):
        with st.container(horizontal=True):
            told = {
                name: int(
                    st.number_input(
                        say(f"places.points.{name}", lang),
                        least := int(name in _FLOORS),
                        _WIDE.get(name, MOST_POINTS),
                        max(least, getattr(parts, name)),
                        width=150,
                    )
                )
                for name in _PLAIN
            }
        with st.expander(say("places.points.days", lang)):
            days = _days(ground, parts, lang)
        with st.expander(say("places.points.own", lang)):
            own = _own(ground, parts, lang)
        asked = st.form_submit_button(say("places.save", lang), type="primary")
    if asked:
        places.kept(
            ground,
            lambda: replace(ground.places, parts=Parts(**told, days=days, own=own)),
            "places.points.turned",
            lang,
        )


def _days(ground: Ground, parts: Parts, lang: Lang) -> dict[str, dict[str, int]]:
    """Edit the points by kind of day and kind of place or site."""
    area = ground.area
    kinds = sorted({*area.places["kind"], *area.sites["kind"], *_kinds(parts)})
    words = {_kind(kind, lang): kind for kind in kinds}
    days = {say(f"day.{day}", lang): day for day in DAY_TYPES}
    rows = [
        (say(f"day.{day}", lang), _kind(kind, lang), points)
        for day, told in parts.days.items()
        for kind, points in told.items()
    ]
    heads = [say(f"places.points.{key}", lang) for key in ("day", "kind", "points")]
    edited = st.data_editor(
        pd.DataFrame(rows, columns=heads),
        num_rows="dynamic",
        hide_index=True,
        key=f"places-days-{places.version(ground)}",
        column_config={
            heads[0]: st.column_config.SelectboxColumn(options=list(days), required=True),
            heads[1]: st.column_config.SelectboxColumn(options=list(words), required=True),
            heads[2]: st.column_config.NumberColumn(
                min_value=0, max_value=MOST_POINTS, step=1, required=True
            ),
        },
    )
    found: dict[str, dict[str, int]] = {}
    for day, kind, points in edited.dropna().itertuples(index=False):
        found.setdefault(days[day], {})[words[kind]] = int(points)
    return found


def _kinds(parts: Parts) -> set[str]:
    return {kind for told in parts.days.values() for kind in told}


def _kind(kind: str, lang: Lang) -> str:
    """Word of a kind of place or site."""
    keys = (f"place_kind.{kind}", f"site_kind.{kind}", f"kind.{kind}")
    return next((say(key, lang) for key in keys if known(key)), kind)


def _own(ground: Ground, parts: Parts, lang: Lang) -> dict[str, int]:
    """Edit the points of single places; only the numbers can be written."""
    table = places.named(ground, lang)
    points = say("places.points.points", lang)
    table[points] = [parts.own.get(str(place), 0) for place in table.index]
    heads = {"place": say("col.place", lang), "unit": say("col.unit", lang)}
    edited = st.data_editor(
        table.rename(columns=heads),
        hide_index=True,
        disabled=list(heads.values()),
        key=f"places-own-{places.version(ground)}",
        column_config={
            points: st.column_config.NumberColumn(min_value=0, max_value=MOST_POINTS, step=1)
        },
    )
    return {str(place): int(n) for place, n in edited[points].dropna().items() if n}


def _table(ground: Ground, parts: Parts, lang: Lang) -> None:
    day = st.selectbox(
        say("places.points_on", lang),
        ("normal", *(day for day in DAY_TYPES if day != "normal")),
        format_func=lambda key: say(f"day.{key}", lang),
        width=220,
    )
    table = priority_parts(ground, parts, (day,), BANDS)
    grids = ground.area.grids[f"name_{lang}"]
    shown = places.named(ground, lang).rename(
        columns={"place": say("col.place", lang), "unit": say("col.unit", lang)}
    )
    shown[say("col.grid", lang)] = [grids.get(grid, "") for grid in table["grid_id"]]
    for column in (*PART_COLUMNS, "priority"):
        shown[say(f"places.partial.{column}", lang)] = table[column].to_numpy()
    title = say("places.points_table", lang)
    cards.table(shown.reset_index(drop=True), lang, name="points", title=title)
    st.caption(say("places.points_hint", lang))
