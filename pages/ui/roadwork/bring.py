"""Roads an office brings: read, looked at, joined where a person says so, kept, given up."""

from __future__ import annotations

import hashlib
import logging
from pathlib import Path
from typing import TYPE_CHECKING

import shapely
import streamlit as st

from geo.formats import ENDINGS, layers_of
from geo.intake.topographic import SIGNS, Sign, name_signs
from geo.road_files import Said, is_map, read_brought_roads
from geo.roads import ROAD_CLASSES
from geo.schema import InputError, SchemaError
from pages.ui import bringing, cache, cards, frame, maps, state
from pages.ui.plain import plain
from planner.demand.road_look import NEAR_M, look_at, mended
from planner.report import own_roads as report
from planner.report.travel import class_name
from planner.store.own_roads import (
    Making,
    OwnRoads,
    forget_own_roads,
    keep_own_roads,
    own_roads,
)
from planner.words import Lang, explain, known, say

if TYPE_CHECKING:
    from planner.demand.ground import Ground
    from planner.demand.road_look import Look, Mended

_LOG = logging.getLogger(__name__)
_FAULTS = 10
_ENDS, _NODE, _DONE = "bring-ends", "bring-node", "bring-done"


def show(ground: Ground, lang: Lang) -> None:
    """Say which roads are in use, and let the office bring others in their place."""
    if st.session_state.pop(_DONE, False):  # outside: the part below may have closed itself
        st.success(say("bring.kept", lang), icon=":material/check:")
    with st.expander(say("bring.title", lang)):
        st.markdown(say("bring.intro", lang))
        _in_use(ground, lang)
        bringing.uploader_words(lang)
        given = st.file_uploader(
            say("bring.choose", lang),
            accept_multiple_files=True,
            key="roads-files",
            help=say("bring.choose_help", lang, formats=" ".join(ENDINGS)),
        )
        source = bringing.brought(given, lang)
        if source:
            _checked(ground, source, lang)


def _in_use(ground: Ground, lang: Lang) -> None:
    """Say whose roads count now; those of the office can be given up, also unreadable ones."""
    area = ground.area
    try:
        own = own_roads(state.OFFICE, area)
    except InputError as error:
        st.error(plain(frame.sentence(error, lang)), icon=":material/error:")
    else:
        if own is None:
            st.markdown(say("bring.from_area", lang, n=len(area.roads)))
            return
        making = own.making
        facts = {"read": making.read, "missed": making.missed, "joined": making.joined}
        st.markdown(say("bring.in_use", lang, n=len(own.roads), noded=making.noded, **facts))
    st.button(
        say("bring.drop", lang), key="bring-drop", on_click=forget_own_roads,
        args=(state.OFFICE, area.area_id),
    )  # fmt: skip


def _checked(ground: Ground, source: dict[str, bytes], lang: Lang) -> None:
    """Read the file, show what it holds, and offer to join and to keep."""
    guarded: tuple[Sign, ...] = ()
    try:
        layers = () if _of_osm(source) else layers_of(source)
        guarded = name_signs((*source, *layers))
        said = _said(source, layers, lang)
        with st.spinner(say("bring.reading", lang)):
            key, look = _looked(ground, source, said)
    except InputError as error:
        _warned(guarded, lang)
        faults = error.faults if isinstance(error, SchemaError) else (error,)
        told = [plain(frame.sentence(fault, lang)) for fault in faults[:_FAULTS]]
        st.error("  \n".join([f"**{say('data.refused', lang)}**", *told]), icon=":material/block:")
        return
    noted = {note.code for note in look.reading.notes} | {*guarded}
    _warned(tuple(sign for sign in SIGNS if sign in noted), lang)
    if look.reading.roads.empty:
        st.warning(say("bring.empty", lang))
        return
    st.subheader(say("bring.found", lang))
    _told(look, lang)
    title = say("bring.map", lang)
    maps.drawing(title, lang, lambda: report.look_layers(ground, look, lang), key=key)
    done = _asked(look, key, lang)
    cards.table(report.findings(look, done, lang), lang, name="road-findings")
    making = Making(len(look.reading.roads), len(look.misses), len(done.joins), done.noded)
    if st.button(say("bring.use", lang), type="primary", help=say("bring.use_help", lang)):
        _keep(ground.area.area_id, OwnRoads(done.roads, making), lang)


def _of_osm(source: dict[str, bytes]) -> bool:
    return is_map(Path(next(iter(source))))


def _warned(guarded: tuple[Sign, ...], lang: Lang) -> None:
    """Say what the law guards and the file seems to hold; nothing is refused."""
    for sign in guarded:
        st.warning(say(f"topographic.{sign}", lang), icon=":material/gavel:")


def _said(source: dict[str, bytes], layers: tuple[str, ...], lang: Lang) -> Said:
    """Ask for what a file may not say itself: its layer, its system, the class of its roads."""
    if _of_osm(source):
        return Said()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        layer, system = bringing.layer_and_system(layers, "bring", lang)
        refused = say("bring.class_none", lang)
        road_class = st.selectbox(
            say("bring.class", lang),
            ("", *ROAD_CLASSES),
            key="bring-class",
            format_func=lambda name: class_name(name, lang) if name else refused,
            width=220,
        )
    return Said(layer=layer, system=system, road_class=road_class)


def _looked(ground: Ground, source: dict[str, bytes], said: Said) -> tuple[str, Look]:
    area = ground.area
    prints = [hashlib.sha256(content).hexdigest() for content in source.values()]
    key = f"{area.area_id}|{said}|{list(zip(source, prints, strict=True))}"

    def make() -> Look:
        near = shapely.geometrycollections(list(area.units.to_crs("EPSG:4490").geometry))
        return look_at(read_brought_roads(source, said, crs=area.crs, near=near))

    return key, cache.drawn_work("brought roads", key, make)


def _told(look: Look, lang: Lang) -> None:
    """Say what was read, what nearly meets and what crosses."""
    network, crossed = look.network, look.crossed
    told = [
        say(
            "bring.network",
            lang,
            n=len(look.reading.roads),
            km=round(network.length_m / 1000, 1),
            parts=network.component_count,
        )
    ]
    notes = [note for note in look.reading.notes if known(f"read.{note.code}")]
    told += [explain("read", note.code, note.facts, lang) for note in notes]
    if len(crossed):
        told.append(
            say("bring.crossed", lang, n=len(crossed), bridges=int(crossed["bridge"].sum()))
        )
    st.markdown("\n".join(f"- {plain(line)}" for line in told))
    if len(look.misses):
        st.warning(
            say("bring.misses", lang, n=len(look.misses), m=NEAR_M), icon=":material/link_off:"
        )
    else:
        st.success(say("bring.no_misses", lang, m=NEAR_M))


def _asked(look: Look, key: str, lang: Lang) -> Mended:
    """Let a person choose which ends to join and whether crossings become junctions."""
    if st.session_state.get("bring-key") != key:  # another file: nothing is chosen
        st.session_state["bring-key"] = key
        st.session_state[_ENDS], st.session_state[_NODE] = [], False
    names = report.end_names(look, lang)
    if names:
        st.multiselect(
            say("bring.which", lang),
            list(names),
            key=_ENDS,
            format_func=lambda name: names[name],
            placeholder=say("bring.which_none", lang),
            select_all=False,
        )
        with st.container(horizontal=True):
            st.button(say("bring.all", lang), on_click=_choose, args=(tuple(names),))
            st.button(say("bring.none", lang), on_click=_choose, args=((),))
    crossed = look.crossed
    plain_ones = int((~crossed["bridge"] & (crossed["kind"] != "overlap")).sum())
    if plain_ones:
        st.checkbox(say("bring.node", lang, n=plain_ones), key=_NODE)
    ends = list(st.session_state[_ENDS])
    node = bool(plain_ones and st.session_state.get(_NODE))
    done: Mended = cache.drawn_work(
        "mended roads", f"{key}|{sorted(ends)}|{node}", lambda: mended(look, ends, node=node)
    )
    if ends or node:
        st.info(
            say(
                "bring.joined",
                lang,
                n=len(done.joins),
                m=f"{max((join.moved_m for join in done.joins), default=0.0):.2f}",
                noded=done.noded,
                before=look.network.component_count,
                parts=done.network.component_count,
            )
        )
    if done.left:
        st.warning(say("bring.left", lang, n=len(done.left)))
    return done


def _choose(ends: tuple[str, ...]) -> None:
    st.session_state[_ENDS] = list(ends)


def _keep(area_id: str, own: OwnRoads, lang: Lang) -> None:
    try:
        keep_own_roads(state.OFFICE, area_id, own)
    except OSError:
        _LOG.exception("brought roads could not be kept")
        st.error(say("roads.not_kept", lang), icon=":material/error:")
        return
    st.session_state[_DONE] = True
    st.rerun()
