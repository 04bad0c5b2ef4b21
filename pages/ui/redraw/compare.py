"""Two divisions side by side: maps, figures that differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd
import shapely
import streamlit as st

from pages.ui import cards, maps, state
from pages.ui.plain import plain
from pages.ui.redraw.work import standing_of
from planner.report import atlas
from planner.report.changes import differences_table
from planner.report.maps import Layer
from planner.store import redraws
from planner.words import Lang, say

if TYPE_CHECKING:
    from pages.ui.redraw.bench import Bench
    from planner.report.case_map import Bounds

_NOTHING, _BASE = "", "base"
_LONLAT = "EPSG:4326"
_ROOM = 0.6  # of the larger side
_ALIKE_M2 = 1.0  # nodes on the raster change less


@st.fragment
def show(bench: Bench) -> None:
    """Let another draft be chosen and show both beside each other."""
    lang = bench.lang
    with st.expander(say("redraw.compare", lang), icon=":material/compare:"):
        drafts = {
            draft.token: draft.name
            for draft in redraws.listed(state.REDRAWS, bench.area.area_id)
            if draft.token != bench.token
        }
        names = {
            _NOTHING: say("redraw.compare_none", lang),
            _BASE: say("redraw.compare_base", lang),
            **drafts,
        }
        chosen = st.selectbox(
            say("redraw.compare_with", lang),
            tuple(names),
            format_func=lambda key: names.get(key, key),
            key="redraw-compare",
        )
        if chosen in names and chosen != _NOTHING:
            _both(bench, chosen, names[chosen])


def _both(bench: Bench, chosen: str, name: str) -> None:
    lang, work = bench.lang, bench.work
    new = work.now.state.frame()
    if chosen == _BASE:
        other, mark = work.first.state.frame(), "base"
    else:
        draft = redraws.load(state.REDRAWS, chosen)
        other = standing_of(state.REDRAWS, draft, bench.ground).state.frame()
        mark = f"{chosen}|{draft.revision}"
    key = f"{mark}|{bench.token}|{work.redraw.revision}|{lang}"
    sides = (
        ("redraw.compare_left", name, other, new),
        ("redraw.compare_right", work.redraw.name, new, other),
    )
    where = _where(other, new)
    for column, (words, who, shown, against) in zip(st.columns(2), sides, strict=True):
        with column:
            title = say(words, lang, name=who)
            st.markdown(f"**{plain(title)}**")
            maps.drawing(
                title,
                lang,
                lambda shown=shown, against=against: _layers(bench, shown, against),
                key=f"{words}|{key}",
                about=atlas.about(bench.area, lang),
                focus=(lambda where=where: where) if where else None,
            )
    figures = [bench.measure.of(frame, bench.ground) for frame in (other, new)]
    table = differences_table(figures[0], figures[1], lang)
    if table.empty:
        st.caption(say("redraw.compare_same", lang))
        return
    title = say("redraw.compare_table", lang)
    cards.table(table, lang, name="compare", title=title)


def _layers(bench: Bench, shown: gpd.GeoDataFrame, against: gpd.GeoDataFrame) -> list[Layer]:
    """Grids of one division; those that are not the same in the other stand out."""
    lang = bench.lang
    differ = different(shown, against)
    frame = shown.assign(grid=shown.index, shown_name=_names(shown, lang))
    tips = (("grid", say("col.grid_id", lang)), ("shown_name", say("col.grid", lang)))
    apart = frame.index.isin(differ)
    layers = atlas.ground_layers(bench.ground, lang, grids=False)
    layers[1:1] = [
        Layer("neighbour", say("layer.grids", lang), frame[~apart], tips),
        Layer("concerned", say("redraw.compare_changed", lang), frame[apart], tips),
    ]
    return [layer for layer in layers if layer.style != "building"]  # two maps at once: lighter


def different(shown: gpd.GeoDataFrame, against: gpd.GeoDataFrame) -> list[str]:
    """Return the grids whose ground is not the ground of the same code in the other division."""
    found = []
    for grid_id, shape in shown.geometry.items():
        twin = against.geometry.get(grid_id)
        if twin is None or (
            twin is not shape and shape.symmetric_difference(twin).area > _ALIKE_M2
        ):
            found.append(str(grid_id))
    return found


def _where(one: gpd.GeoDataFrame, other: gpd.GeoDataFrame) -> Bounds | None:
    """Return what both maps show first, in degrees: the grids that differ with room around."""
    parts = [frame.loc[different(frame, twin)] for frame, twin in ((one, other), (other, one))]
    apart = pd.concat([part.geometry for part in parts])
    if apart.empty:
        return None
    west, south, east, north = apart.total_bounds
    room = _ROOM * max(east - west, north - south)
    around = shapely.box(west - room, south - room, east + room, north + room)
    degrees = gpd.GeoSeries([around], crs=one.crs).to_crs(_LONLAT).total_bounds
    return tuple(float(degree) for degree in degrees)


def _names(frame: gpd.GeoDataFrame, lang: Lang) -> list[str]:
    return [name if isinstance(name, str) else "" for name in frame[f"name_{lang}"]]
