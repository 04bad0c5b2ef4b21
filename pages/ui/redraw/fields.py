"""What the forms ask for beside the grids: lines, points, names, codes, small faces."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import streamlit as st

from geo.codes import numbers_of
from geo.redraw import head_of
from pages.ui.redraw import events, ways
from pages.ui.redraw.payload import faces_of
from planner.words import listed, say

if TYPE_CHECKING:
    from pages.ui.redraw.bench import Bench

Ids = tuple[str, ...]

LINES = ("roads", "places")  # what small faces may be cut along
_MOST_NAME = 60


def none(_: Bench, __: Ids) -> None:
    """Nothing more to be asked."""


def way(bench: Bench, ids: Ids) -> None:
    """Ask which line of the land to divide along."""
    found = ways.ways_across(bench.natural, bench.state.grids[ids[0]].geometry)
    if not found:
        st.caption(say("redraw.form.way_none", bench.lang))
        return
    _choice(
        "way",
        range(len(found)),
        bench,
        word=lambda at: ways.named(bench.natural, found[at], bench.lang),
    )


def direction(bench: Bench, _: Ids) -> None:
    """Ask for the direction of a line through the middle."""
    _choice(
        "direction",
        tuple(events.COMPASS),
        bench,
        word=lambda key: say(f"compass.{key}", bench.lang),
    )


def typed(bench: Bench, ids: Ids) -> None:
    """Ask for points; the extent of the grids stands above."""
    shapes = [bench.state.grids[i].geometry.bounds for i in ids]
    west, south, east, north = (
        min(b[0] for b in shapes),
        min(b[1] for b in shapes),
        max(b[2] for b in shapes),
        max(b[3] for b in shapes),
    )
    st.caption(
        say("redraw.form.extent", bench.lang, west=west, south=south, east=east, north=north)
    )
    st.text_area(say("redraw.form.typed", bench.lang), key="redraw-typed", height=110)


def vertex(bench: Bench, ids: Ids) -> None:
    """Ask for a point of the outline and how far it moves."""
    points, lang = events.outline(bench.state, ids[0]), bench.lang
    with st.container(horizontal=True):
        number = st.number_input(
            say("redraw.form.number", lang), 1, len(points), key="redraw-number", width=220
        )
        st.number_input(say("redraw.form.east", lang), step=1.0, key="redraw-east", width=220)
        st.number_input(say("redraw.form.north", lang), step=1.0, key="redraw-north", width=220)
    x, y = points[min(number, len(points)) - 1]
    st.caption(say("redraw.form.spot", lang, x=x, y=y))


def keep(bench: Bench, ids: Ids) -> None:
    """Ask which code stays."""
    _choice("keep", ids, bench, word=bench.name)


def lines(bench: Bench, _: Ids) -> None:
    """Ask what small faces are cut along."""
    _choice("lines", LINES, bench, word=lambda key: say(f"redraw.form.lines_{key}", bench.lang))


def faces(bench: Bench, ids: Ids) -> None:
    """Ask for small faces and the grid they go to."""
    labels = _face_labels(bench)
    if not labels:
        st.caption(say("redraw.form.no_faces", bench.lang))
        return
    st.multiselect(
        say("redraw.form.faces", bench.lang),
        list(labels),
        format_func=lambda face_id: labels.get(face_id, face_id),
        select_all=False,
        key="redraw-faces",
    )
    _choice("to", ids, bench, word=bench.name)


def _face_labels(bench: Bench) -> dict[str, str]:
    places, lang = bench.area.places, bench.lang
    labels = {}
    for grid_id, faces in sorted(faces_of(bench.state).items()):
        for number, (face_id, shape) in enumerate(faces, start=1):
            inside = places[places.intersects(shape)][f"name_{lang}"]
            held = listed(list(inside), lang, most=3) or say("redraw.form.face_empty", lang)
            labels[face_id] = say(
                "redraw.form.face",
                lang,
                grid=bench.name(grid_id),
                number=number,
                area_m2=shape.area,
                places=held,
            )
    return labels


def names(bench: Bench, ids: Ids) -> None:
    """Ask for the names of a grid."""
    grid = bench.state.grids[ids[0]]
    for lang, name in (("zh", grid.name_zh), ("en", grid.name_en)):
        key = f"redraw-name-{lang}-{ids[0]}"
        st.session_state.setdefault(key, name)
        st.text_input(say(f"redraw.map.name_{lang}", bench.lang), key=key, max_chars=_MOST_NAME)


def code(bench: Bench, ids: Ids) -> None:
    """Ask for the code a register has; what it must look like stands beside it."""
    grid, lang = bench.state.grids[ids[0]], bench.lang
    least, most = (f"{number:03}" for number in numbers_of(grid.kind))
    facts = {"head": head_of(bench.state, grid.unit_code), "least": least, "most": most}
    st.text_input(
        say("redraw.form.code", lang), grid.grid_id, key=f"redraw-code-{ids[0]}", max_chars=40
    )
    st.caption(say("redraw.form.code_help", lang, **facts))


def cut(bench: Bench, ids: Ids) -> None:
    """Ask for the names and the ring of a special grid."""
    _new_names(bench)
    typed(bench, ids)


def site(bench: Bench, _: Ids) -> None:
    """Ask for a site and how much ground around it."""
    _new_names(bench)
    sites = bench.area.sites[f"name_{bench.lang}"]
    _choice("site", tuple(sites.index), bench, word=lambda site_id: str(sites[site_id]))
    st.number_input(say("redraw.form.half", bench.lang), 5, 2000, 60, step=5, key="redraw-half")


def _new_names(bench: Bench) -> None:
    for lang in ("zh", "en"):
        key = f"redraw-new-{lang}"
        st.text_input(say(f"redraw.map.name_{lang}", bench.lang), key=key, max_chars=_MOST_NAME)


def _choice(key: str, options: Sequence[Any], bench: Bench, *, word: Callable[[Any], str]) -> None:
    st.selectbox(
        say(f"redraw.form.{key}", bench.lang), options, format_func=word, key=f"redraw-{key}"
    )
