"""Zones no camera may stand in or look into, or that ask for consent: drawn, loaded, taken out."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

import shapely
import streamlit as st

from geo.contract import InputError, SchemaError
from geo.formats import layers_of
from geo.zone_files import read_zones
from pages.ui import bringing, cache, cards, frame, state
from pages.ui.camera import component
from pages.ui.plain import plain
from planner.demand.camera_zones import KINDS, REASON_MOST, added
from planner.report.camera_zones import drawing_base, drawing_state, drawn_shape, zone_table
from planner.report.roads import corner_of
from planner.store.zones import clear_zones, own_zones, set_zones
from planner.words import say

if TYPE_CHECKING:
    import geopandas as gpd

    from planner.demand.camera_zones import OwnZone
    from planner.demand.ground import Ground
    from planner.words import Lang

    Shapes = list[tuple[shapely.Geometry, str, str]]

_LOG = logging.getLogger(__name__)
_DRAWN, _TOLD, _FILES = "zone-drawn", "zone-told", "zone-files"
_LEGEND = ("art8", "consent", "drawn", "home", "pole")
_FAULTS = 6


def show(ground: Ground, lang: Lang) -> None:
    """Show the zones there are on a map and in a table, and let the office add its own."""
    st.subheader(say("zones.title", lang))
    st.caption(say("zones.help", lang))
    _told(lang)
    area_id = ground.area.area_id
    try:
        own = own_zones(state.OFFICE, area_id)
    except InputError as error:
        st.error(frame.sentence(error, lang), icon=":material/error:")
        st.button(say("zones.anew", lang), on_click=_saved(lambda: _cleared(area_id)))
        return
    drawn = st.session_state.get(_DRAWN, {}).get(area_id, [])
    _map(ground, {zone.zone_id for zone in own}, drawn, lang)
    if drawn:
        _keep_drawn(ground, drawn, lang)
    with st.expander(say("zones.load", lang), icon=":material/upload_file:"):
        _load(ground, lang)
    table = zone_table(ground, {zone.zone_id for zone in own}, lang)
    title = say("zones.table", lang, count=len(table))
    cards.table(table, lang, name="camera_zones", title=title)
    if own:
        _remove(area_id, own, lang)


def _told(lang: Lang) -> None:
    """Say what became of the last change."""
    told = st.session_state.pop(_TOLD, None)
    if isinstance(told, InputError):
        st.error(_sentences(told, lang), icon=":material/block:")
    elif told == "disk":
        st.error(say("camera.not_kept", lang), icon=":material/error:")
    elif told:
        st.success(say("zones.kept", lang, count=told), icon=":material/check:")
    elif told == 0:
        st.success(say("zones.changed", lang), icon=":material/check:")


def _sentences(error: InputError, lang: Lang) -> str:
    faults = error.faults if isinstance(error, SchemaError) else (error,)
    return "  \n".join(plain(frame.sentence(fault, lang)) for fault in faults[:_FAULTS])


def _map(ground: Ground, own: set[str], drawn: list[component.Place], lang: Lang) -> None:
    area = ground.area
    names = area.poles[f"name_{lang}"].to_dict() | area.sites[f"name_{lang}"].to_dict()
    where = st.selectbox(
        say("zones.go", lang),
        list(names),
        index=None,
        key=f"zone-go-{area.area_id}",
        format_func=lambda name: f"{names[name]} {name}",
        placeholder=say("zones.go_none", lang),
        width=320,
    )
    focus = None
    if where is not None:
        at = area.poles.geometry.get(where)
        at = area.sites.geometry[where] if at is None else at
        focus = (shapely.get_coordinates(at)[0] - corner_of(ground)).round(1).tolist()
    key = f"{area.area_id}|{area.files_fingerprint}|{lang}"
    words = {
        name: say(f"zones.{name}", lang) for name in ("draw", "corner", "back", "done", "stop")
    }
    legend = [[name, say(f"zones.legend.{name}", lang)] for name in _LEGEND]
    component.shown(
        {
            "key": key,
            "base": cache.drawn_work("zones", key, lambda: drawing_base(ground, lang)),
            "state": drawing_state(ground, own, drawn, lang),
            "focus": focus,
            "words": {
                **words,
                "title": say("zones.title", lang),
                "north": say("roads.north", lang),
                "legend": legend,
            },
        },
        lambda corners: _set_drawn(area.area_id, corners),
    )
    st.caption(say("zones.map_help", lang))


def _set_drawn(area_id: str, corners: list[component.Place]) -> None:
    st.session_state[_DRAWN] = {area_id: corners}


def _kind(key: str, lang: Lang) -> None:
    st.selectbox(
        say("zones.kind", lang),
        KINDS,
        key=key,
        format_func=lambda name: say(f"zone.{name}", lang),
        width=260,
    )


def _keep_drawn(ground: Ground, drawn: list[component.Place], lang: Lang) -> None:
    """Ask what the shape just drawn is, and keep it."""
    area_id = ground.area.area_id
    with st.container(border=True):
        st.markdown(say("zones.drawn", lang, area_m2=drawn_shape(ground, drawn).area))
        with st.container(horizontal=True, vertical_alignment="bottom"):
            _kind("zone-kind", lang)
            st.text_input(
                say("zones.reason", lang),
                key="zone-reason",
                max_chars=REASON_MOST,
                help=say("zones.reason_help", lang),
                width=320,
            )

        def shapes() -> Shapes:
            said = st.session_state  # as it is when the button is pressed
            return [(drawn_shape(ground, drawn), said["zone-kind"], said["zone-reason"])]

        with st.container(horizontal=True):
            st.button(say("zones.keep", lang), type="primary", on_click=_adding(ground, shapes))
            st.button(
                say("zones.drop", lang), type="tertiary", on_click=_set_drawn, args=(area_id, [])
            )


def _load(ground: Ground, lang: Lang) -> None:
    """Read zones from a file, say what is in it, and keep them."""
    st.markdown(say("zones.load_help", lang))
    bringing.uploader_words(lang)
    given = st.file_uploader(say("zones.file", lang), accept_multiple_files=True, key=_FILES)
    source = bringing.brought(given, lang)
    if not source:
        return
    try:
        layers = layers_of(source)
        layer, system = _asked(layers, lang)
        near = shapely.geometrycollections(list(ground.area.units.to_crs("EPSG:4490").geometry))
        found = read_zones(source, layer=layer, system=system, crs=ground.area.crs, near=near)
        added((), ground.area, _shapes(found))  # told now, not only when the button is pressed
    except InputError as error:
        st.error(
            f"**{say('data.refused', lang)}**  \n{_sentences(error, lang)}", icon=":material/block:"
        )
        return
    st.info(say("zones.found", lang, count=len(found), area_m2=float(found.area.sum())))
    st.button(
        say("zones.keep_all", lang, count=len(found)),
        type="primary",
        on_click=_adding(ground, lambda: _shapes(found)),
    )


def _asked(layers: tuple[str, ...], lang: Lang) -> tuple[str, str]:
    """Ask for what a file may not say itself."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        layer, system = bringing.layer_and_system(layers, "zone", lang)
        _kind("zone-file-kind", lang)
        st.text_input(
            say("zones.reason_else", lang), key="zone-file-reason", max_chars=REASON_MOST, width=300
        )
    return layer, system


def _shapes(found: gpd.GeoDataFrame) -> Shapes:
    """Shapes of a file; what it does not say of one is as chosen on the page."""
    kind, reason = (st.session_state[f"zone-file-{name}"] for name in ("kind", "reason"))
    return [
        (shape, told or kind, why or reason)
        for shape, told, why in zip(found.geometry, found["kind"], found["reason"], strict=True)
    ]


def _adding(ground: Ground, shapes: Callable[[], Shapes]) -> Callable[[], None]:
    area = ground.area

    def work() -> int:
        before = own_zones(state.OFFICE, area.area_id)
        after = added(before, area, shapes())
        set_zones(state.OFFICE, area.area_id, after)
        _set_drawn(area.area_id, [])
        return len(after) - len(before)

    return _saved(work)


def _saved(work: Callable[[], int]) -> Callable[[], None]:
    """Make a callback that changes what is kept; what became of it is told on the next run."""

    def run() -> None:
        try:
            st.session_state[_TOLD] = work()
        except InputError as error:
            st.session_state[_TOLD] = error
        except OSError:
            _LOG.exception("zones not kept")
            st.session_state[_TOLD] = "disk"

    return run


def _remove(area_id: str, own: tuple[OwnZone, ...], lang: Lang) -> None:
    """Let zones of the office be taken out; those of the area's data stay."""
    names = {zone.zone_id: f"{zone.zone_id} {zone.reason}" for zone in own}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.multiselect(
            say("zones.out", lang),
            list(names),
            key=f"zone-out-{area_id}-{len(own)}",
            format_func=names.__getitem__,
            placeholder=say("zones.out_none", lang),
            select_all=False,
        )

        def work() -> int:
            now = own_zones(state.OFFICE, area_id)
            set_zones(state.OFFICE, area_id, [z for z in now if z.zone_id not in chosen])
            return 0

        st.button(say("zones.out", lang), disabled=not chosen, on_click=_saved(work))


def _cleared(area_id: str) -> int:
    clear_zones(state.OFFICE, area_id)
    return 0
