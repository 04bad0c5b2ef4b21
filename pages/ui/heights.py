"""Terrain in use, the grades of the roads over it, and other terrain brought, checked and kept."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import numpy as np
import streamlit as st

from geo.schema import InputError
from geo.terrain import ENDINGS, Wishes, build_terrain, finer_than_open
from pages.ui import bringing, cache, cards, frame, maps, origins, state
from pages.ui.plain import plain
from planner.report import travel
from planner.store.travel import OwnTerrain, forget_terrain, keep_terrain, own_terrain
from planner.words import Lang, say
from planner.words.systems import NAMEABLE, system_name

if TYPE_CHECKING:
    from planner.demand.ground import Ground

_MOST_MB = 64  # of one file: an unpacked SRTM tile of one arc second has 25
_ENOUGH = 0.99  # of the road nodes; fewer are pointed out


def show(ground: Ground, lang: Lang) -> None:
    """Show the terrain in use and let the office bring other files in its place."""
    area = ground.area
    st.subheader(say("terrain.title", lang))
    try:
        own = own_terrain(state.OFFICE, area)
    except InputError:  # said above the page; here it can be put right
        own = None
        _dropped(area.area_id, lang)
    if area.terrain is None:
        st.info(say("terrain.none", lang), icon=":material/landscape:")
    else:
        told = travel.making_words(own.making, lang) if own else [say("terrain.from_area", lang)]
        st.markdown(plain(" ".join(told)))
        cards.figures(travel.terrain_figures(ground, area.terrain, lang), lang)
        title = say("terrain.grades", lang)
        cards.table(travel.grades(ground, lang), lang, name="grades", title=title)
        st.caption(say("terrain.grades_help", lang))
        origins.told(ground, lang, "shapes")
    if own:
        _dropped(area.area_id, lang)
    _bring(ground, lang)


def _dropped(area_id: str, lang: Lang) -> None:
    """Offer to go back to the terrain of the area's own folder."""
    if st.button(say("terrain.drop", lang), key="terrain-drop"):
        forget_terrain(state.OFFICE, area_id)
        st.rerun()


def _bring(ground: Ground, lang: Lang) -> None:
    st.subheader(say("terrain.bring", lang))
    st.warning(say("terrain.law", lang), icon=":material/gavel:")
    with st.container(border=True):
        bringing.uploader_words(lang, _MOST_MB)
        given = st.file_uploader(
            say("terrain.bring_help", lang),
            type=[ending[1:] for ending in (*ENDINGS, ".prj")],
            accept_multiple_files=True,
            key="terrain-files",
            max_upload_size=_MOST_MB,
        )
        wishes = _wishes(lang)
    source = bringing.brought(given, lang)
    if source:
        _checked(ground, source, wishes, lang)


def _wishes(lang: Lang) -> Wishes:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        none = say("terrain.system_none", lang)
        system = st.selectbox(
            say("terrain.system", lang),
            ("", *(name for name in NAMEABLE if name.startswith("EPSG"))),
            format_func=lambda name: system_name(name, lang) if name else none,
            key="terrain-system",
        )
        sea = st.checkbox(say("terrain.sea", lang), key="terrain-sea")
        resample = st.checkbox(say("terrain.resample", lang), key="terrain-resample")
    return Wishes(system=system, sea_unknown=sea, resample=resample)


def _checked(ground: Ground, source: dict[str, bytes], wishes: Wishes, lang: Lang) -> None:
    """Read the files, show what they give, and keep it when the office says so."""
    area = ground.area
    prints = [hashlib.sha256(content).hexdigest() for content in source.values()]
    key = f"{area.area_id}|{wishes}|{list(zip(source, prints, strict=True))}"

    def make() -> OwnTerrain:
        box = tuple(area.boundary.bounds)
        return OwnTerrain(*build_terrain(source, area.crs, within=box, wishes=wishes, coarsen=True))

    try:
        with st.spinner(say("terrain.reading", lang)):
            own = cache.drawn_work("terrain", key, make)
    except InputError as error:
        st.error(plain(frame.sentence(error, lang)), icon=":material/block:")
        return
    now = area.terrain
    if now is not None and np.array_equal(now.heights, own.terrain.heights, equal_nan=True):
        st.success(say("terrain.in_use", lang), icon=":material/check:")
        return
    st.subheader(say("terrain.checked", lang))
    x, y = own.making.file_cell_m
    if finer_than_open((x, y)):
        st.warning(say("terrain.finer", lang, x=f"{x:.3g}", y=f"{y:.3g}"), icon=":material/gavel:")
    st.markdown(plain(" ".join(travel.making_words(own.making, lang))))
    cards.figures(travel.terrain_figures(ground, own.terrain, lang), lang)
    nodes = ground.network.node_xy
    known = float(np.isfinite(own.terrain.at(*nodes.T)).mean()) if len(nodes) else 1.0
    if known < _ENOUGH:
        st.warning(say("terrain.poor", lang, share=known), icon=":material/terrain:")
    maps.drawing(
        say("terrain.map", lang),
        lang,
        lambda: travel.terrain_layers(ground, own.terrain, lang),
        key=key,
        relief=lambda: travel.shaded(own.terrain),
    )
    if st.button(say("terrain.use", lang), type="primary", key="terrain-use"):
        keep_terrain(state.OFFICE, area.area_id, own)
        st.rerun()
