"""Beside the map: ways to the next place worth looking at, figures old and new, the ripple."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from geo.contract import InputError
from pages.ui import frame, state
from pages.ui.plain import plain
from pages.ui.redraw.bench import grid_name
from pages.ui.redraw.payload import limits_of
from planner.demand.camera_book import NO_BOOK, CameraBook
from planner.demand.ripple import FIGURES, RippleSettings, ripple
from planner.store.cameras import own_cameras
from planner.words import Lang, say

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

    from pages.ui.redraw.bench import Bench

SHOWN = {
    "household_count": 0,
    "population_count": 0,
    "place_count": 0,
    "area_m2": 0,
    "effort_min": 0,
    "effort_of_mean_pct": 0,
    "self_contained_pct": 0,
    "natural_pct": 0,
    "polsby_popper": 3,
    "reock": 3,
    "neighbours": 0,
    "parts": 0,
}
# head and five rows; always the same, so that nothing below moves under a reader's hands when a
# later answer comes: a list that is open closes as soon as the page scrolls
_HEIGHT_PX = 214


def ways_on(bench: Bench) -> None:
    """Show the buttons that go to the next gap, grid outside the limits, stray part."""
    icons = {"gap": "search", "rule": "rule", "stray": "scatter_plot"}
    with st.container(horizontal=True):
        for name, icon in icons.items():
            st.button(
                say(f"redraw.next_{name}", bench.lang),
                key=f"redraw-next-{name}",
                icon=f":material/{icon}:",
                on_click=_go_on,
                args=(bench, name),
            )


def figures(bench: Bench) -> None:
    """Show the figures of the grids that were changed or chosen, those at the start beside."""
    lang = bench.lang
    st.subheader(say("redraw.figures", lang))
    st.caption(say("redraw.figures_help", lang))
    every = st.toggle(say("redraw.figures_all", lang), key="redraw-all-figures")
    with _steady():
        table = figure_table(bench, every=every)
        _table(table, "redraw.figures", lang)


def figure_table(bench: Bench, *, every: bool = False) -> pd.DataFrame:
    """Write the figures now and at the start, a grid a row; gone grids have none now."""
    lang = bench.lang
    work = bench.work
    new = bench.figures
    old = bench.first_figures
    gone = [i for i in old.index if i not in new.index]
    wanted = set(bench.seat.chosen) | work.now.changed | set(gone)
    grids = {**work.first.state.grids, **work.now.state.grids}
    ids = [i for i in sorted(grids) if every or i in wanted]
    rows: dict[str, object] = {
        say("col.grid", lang): [grid_name(grids[i], lang) for i in ids],
        say("col.grid_id", lang): ids,
        say("col.warnings", lang): [_warnings(new, i, lang) for i in ids],
    }
    for name, digits in SHOWN.items():
        head = say(f"col.{name}", lang)
        now, before = new[name].reindex(ids), old[name].reindex(ids)
        rows[head] = _rounded(now, digits)
        rows[say("changes.before", lang, figure=head)] = _rounded(before, digits)
    return pd.DataFrame(rows)


def ripples(bench: Bench) -> None:
    """Show what the draft does to patrols, response and cameras, under the figures of each step.

    It stands last: the map has its answer before anything of this is worked out.
    """
    lang = bench.lang
    st.subheader(say("redraw.ripple", lang))
    st.caption(say("redraw.ripple_help", lang))
    with _steady():
        with st.spinner(say("app.asking", lang)):  # the first one of an area takes some seconds
            table = ripple_table(bench)
        _table(table, "redraw.ripple", lang)


def _steady() -> DeltaGenerator:
    """Return a place as high as it will ever be, whatever stands in it."""
    return st.container(height=_HEIGHT_PX, border=False)


def _table(table: pd.DataFrame, title: str, lang: Lang) -> None:
    if table.empty:
        st.caption(say(f"{title}_none", lang))
        return
    height = min(_HEIGHT_PX, 36 * (len(table) + 1))
    st.dataframe(table, hide_index=True, height=height, alt=say(title, lang), placeholder="—")


def ripple_table(bench: Bench) -> pd.DataFrame:
    """Write the ripple of the draft on the grids it changes, at the start and now."""
    lang, work = bench.lang, bench.work
    old, new = work.first.state, work.now.state
    ids = sorted(work.now.changed | (old.grids.keys() - new.grids.keys()))
    # asked without a change too: what no edit changes is then ready for the first one
    settings = RippleSettings(book=_consents(bench))
    found = ripple(old.frame(), new.frame(), bench.ground, ids, settings=settings)
    if found.empty:
        return pd.DataFrame()
    grids = {**old.grids, **new.grids}
    rows: dict[str, object] = {
        say("col.grid", lang): [grid_name(grids[i], lang) for i in found.index],
        say("col.grid_id", lang): list(found.index),
    }
    for name in FIGURES:
        head = say(f"col.{name}", lang)
        for side, words in (("old", "changes.before"), ("new", "changes.after")):
            rows[say(words, lang, figure=head)] = _rounded(found[f"{name}_{side}"], 1)
    return pd.DataFrame(rows)


def _consents(bench: Bench) -> CameraBook:
    """Return the consents of the office; where they cannot be read, say so and go on without."""
    try:
        return own_cameras(state.OFFICE, bench.ground.area.area_id)
    except InputError as error:
        st.warning(plain(frame.sentence(error, bench.lang)))
        return NO_BOOK


def _go_on(bench: Bench, name: str) -> None:
    """Choose the next grid of a kind after the one chosen; say so when there is none."""
    seat, ids = bench.seat, _wanted(bench, name)
    if not ids:
        seat = replace(seat, refused=None, told=f"no_{name}")
    else:
        at = seat.chosen[0] if seat.chosen else ""
        following = next((i for i in ids if i > at), ids[0])
        told = "rule" if name == "rule" else ""
        seat = replace(seat.choosing((following,), look=True), refused=None, told=told)
    bench.desk.sit(bench.window, bench.token, replace(seat, look=seat.look + 1, formed=False))


def _wanted(bench: Bench, name: str) -> list[str]:
    """Grids outside the limits, or in several parts; a gap cannot be in a draft that is proved."""
    if name == "gap":
        return []
    found = bench.figures
    hit = found["warnings"].map(bool) if name == "rule" else found["parts"] > 1
    return sorted(str(grid_id) for grid_id in found.index[hit])


def _warnings(figures_: pd.DataFrame, grid_id: str, lang: Lang) -> str:
    return limits_of(figures_, grid_id, lang) if grid_id in figures_.index else ""


def _rounded(values: pd.Series, digits: int) -> pd.Series:
    kept = values.astype("Float64").round(digits)
    return (kept if digits else kept.astype("Int64")).reset_index(drop=True)
