"""Two divisions side by side, any two of an area's: maps, figures as wholes, grids that differ."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd
import shapely
import streamlit as st

from geo.contract import InputError
from pages.ui import cache, cards, frame, maps, state
from pages.ui.plain import plain
from pages.ui.redraw.work import standing_of
from planner.report import atlas
from planner.report.changes import differences_table, totals_table
from planner.report.grid_list import called
from planner.report.maps import Layer
from planner.store import redraws
from planner.words import Lang, say

if TYPE_CHECKING:
    from pages.ui.redraw.bench import Bench
    from planner.report.case_map import Bounds

_NOTHING, _BASE = "", "base"
_HEADS = ("changes.one", "changes.other", "changes.between")
_LONLAT = "EPSG:4326"
_ROOM = 0.6  # of the larger side
_ALIKE_M2 = 1.0  # nodes on the raster change less


@dataclass(frozen=True, slots=True, eq=False)
class _Side:
    """One of the two: its title, its grids and figures; ``mark`` changes when its ground does."""

    title: str
    mark: str
    grids: gpd.GeoDataFrame
    figures: pd.DataFrame


@st.fragment
def show(bench: Bench) -> None:
    """Let two divisions be chosen, this draft at first the second, and show them."""
    lang = bench.lang
    with st.expander(say("redraw.compare", lang), icon=":material/compare:"):
        names = _known(bench)
        left, right = st.columns(2)
        with left:
            one = _chosen(bench, "one", {_NOTHING: say("redraw.compare_none", lang), **names})
        with right:
            other = _chosen(bench, "other", names)
        if one == _NOTHING:
            return
        try:
            sides = (
                _side(bench, one, names[one], "one"),
                _side(bench, other, names[other], "other"),
            )
        except InputError as error:  # deleted in another window meanwhile
            st.error(plain(frame.sentence(error, lang)), icon=":material/block:")
            return
        _both(bench, *sides)


def _known(bench: Bench) -> dict[str, str]:
    """Every division there is by its key, this draft first."""
    lang = bench.lang
    drafts = redraws.listed(state.REDRAWS, bench.area.area_id)
    return {
        bench.token: say("redraw.compare_this", lang, name=bench.work.redraw.name),
        _BASE: say("redraw.compare_base", lang),
        **{draft.token: draft.name for draft in drafts if draft.token != bench.token},
    }


def _chosen(bench: Bench, side: str, names: dict[str, str]) -> str:
    chosen = st.selectbox(
        say(f"redraw.compare_{side}", bench.lang),
        tuple(names),
        format_func=lambda key: names.get(key, key),
        key=f"redraw-compare-{side}-{bench.token}",  # another draft begins with itself again
    )
    return chosen if chosen in names else next(iter(names))


def _side(bench: Bench, key: str, name: str, side: str) -> _Side:
    """Return a division as it stands now, measured as the editor measures."""
    if key == _BASE:
        state_, mark = bench.work.first.state, f"{bench.token}|{_BASE}"
    elif key == bench.token:
        state_, mark = bench.work.now.state, f"{key}|{bench.work.redraw.revision}"
    else:
        draft = redraws.load(state.REDRAWS, key)
        state_ = standing_of(state.REDRAWS, draft, bench.ground).state
        mark = f"{key}|{draft.revision}"
    lang, grids = bench.lang, state_.frame()
    figures = cache.drawn_work(
        "compared",
        f"{bench.ground.fingerprint}|{mark}|{bench.measure!r}",
        lambda: bench.measure.of(grids, bench.ground),
    )
    titled = say("redraw.compare_title", lang, side=say(f"redraw.compare_{side}", lang), name=name)
    return _Side(titled, mark, grids, figures)


def _both(bench: Bench, one: _Side, other: _Side) -> None:
    lang = bench.lang
    apart = [different(a.grids, b.grids) for a, b in ((one, other), (other, one))]
    if not any(apart):
        st.caption(say("redraw.compare_same", lang))
        return
    st.markdown(say("redraw.compare_apart", lang, one=len(apart[0]), other=len(apart[1])))
    where = _where(one.grids.loc[apart[0]], other.grids.loc[apart[1]])
    key = f"{one.mark}|{other.mark}|{lang}"
    for column, side, differ in zip(st.columns(2), (one, other), apart, strict=True):
        with column:
            st.markdown(f"**{plain(side.title)}**")
            maps.drawing(
                side.title,
                lang,
                lambda side=side, differ=differ: _layers(bench, side.grids, differ),
                key=key,
                about=atlas.about(bench.area, lang),
                focus=lambda: where,
            )
    heads = tuple(say(f"redraw.compare_{side}", lang) for side in ("one", "other"))
    totals = totals_table(one.figures, other.figures, lang, heads)
    cards.table(totals, lang, name="compare_totals", title=say("redraw.compare_totals", lang))
    names = called(other.grids, lang) | called(one.grids, lang)
    table = differences_table(one.figures, other.figures, lang, heads=_HEADS, names=names)
    cards.table(table, lang, name="compare", title=say("redraw.compare_table", lang))


def _layers(bench: Bench, shown: gpd.GeoDataFrame, differ: list[str]) -> list[Layer]:
    """Grids of one division; those that are not the same in the other stand out."""
    lang = bench.lang
    table = shown.assign(grid=shown.index, shown_name=_names(shown, lang))
    tips = (("grid", say("col.grid_id", lang)), ("shown_name", say("col.grid", lang)))
    apart = table.index.isin(differ)
    layers = atlas.ground_layers(bench.ground, lang, grids=False)
    layers[1:1] = [
        Layer("neighbour", say("layer.grids", lang), table[~apart], tips),
        Layer("concerned", say("redraw.compare_changed", lang), table[apart], tips),
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


def _where(one: gpd.GeoDataFrame, other: gpd.GeoDataFrame) -> Bounds:
    """Return what both maps show first, in degrees: the grids that differ with room around."""
    west, south, east, north = pd.concat([one.geometry, other.geometry]).total_bounds
    room = _ROOM * max(east - west, north - south)
    around = shapely.box(west - room, south - room, east + room, north + room)
    degrees = gpd.GeoSeries([around], crs=one.crs).to_crs(_LONLAT).total_bounds
    return tuple(float(degree) for degree in degrees)


def _names(frame_: gpd.GeoDataFrame, lang: Lang) -> list[str]:
    return [name if isinstance(name, str) else "" for name in frame_[f"name_{lang}"]]
