"""Every operation without a mouse: grids from a list, lines by name, direction or typed points.

A button's callback reads the fields as they are when it is pressed; what was drawn on the page
before may be older than what the reader has just typed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import streamlit as st

from geo.contract import InputError
from geo.redraw import (
    CutOut,
    Dissolve,
    Lock,
    Merge,
    Rename,
    Reshape,
    Split,
    Transfer,
    Unlock,
)
from pages.ui.plain import plain
from pages.ui.redraw import events, ways
from pages.ui.redraw.payload import faces_of, note
from planner.words import listed, say

if TYPE_CHECKING:
    from geo.redraw import Operation
    from pages.ui.redraw.bench import Bench

Ids = tuple[str, ...]

_OP, _GRIDS = "redraw-op", "redraw-grids"
_POINT = re.compile(r"\s*(-?\d+(?:\.\d+)?)[\s,，;；]+(-?\d+(?:\.\d+)?)\s*")
_MOST_NAME = 60


@dataclass(frozen=True, slots=True)
class Form:
    """One operation: the fields it needs, and how they become the operation."""

    fields: Callable[[Bench, Ids], None]
    make: Callable[[Bench, Ids], Operation]
    least: int = 1


def show(bench: Bench) -> None:
    """Show the chooser of grids, the chooser of what to do, its fields and its button."""
    lang, state = bench.lang, bench.state
    with st.expander(say("redraw.form", lang), icon=":material/keyboard:"):
        st.session_state[_GRIDS] = [i for i in bench.seat.chosen if i in state.grids]
        st.multiselect(
            say("redraw.form.grids", lang),
            sorted(state.grids),
            format_func=bench.name,
            select_all=False,  # its entry is in English
            key=_GRIDS,
            on_change=_chosen,
            args=(bench,),
        )
        name = st.selectbox(
            say("redraw.form.op", lang),
            tuple(FORMS),
            format_func=lambda key: say(f"redraw.form.{key}", lang),
            key=_OP,
        )
        form, ids = FORMS[name], bench.seat.chosen
        if len(ids) >= form.least:
            form.fields(bench, ids)
        else:
            st.caption(say("redraw.form.first", lang))
        st.button(
            say("redraw.form.do", lang),
            key="redraw-do",
            type="primary",
            on_click=_do,
            args=(bench,),
        )
        _answered(bench)


def _answered(bench: Bench) -> None:
    """Say beside the button what came of it: the map, which says it too, may be out of sight."""
    told = note(bench.seat, bench.work, bench.lang)
    if not bench.seat.formed or not told["text"]:
        return
    show_as = st.error if told["kind"] == "refused" else st.success
    show_as(plain(told["text"]))


def _chosen(bench: Bench) -> None:
    """Let the map show what was chosen in the list."""
    ids = tuple(st.session_state[_GRIDS])
    bench.desk.sit(bench.window, bench.token, bench.seat.choosing(ids, look=bool(ids)))


def _do(bench: Bench) -> None:
    form, ids = FORMS[st.session_state[_OP]], tuple(st.session_state[_GRIDS])

    def make() -> Operation:
        if len(ids) < form.least:
            code = "redraw_choose_two" if form.least > 1 else "redraw_choose_one"
            raise InputError(code=code, facts={}, sentence="Choose grids first, from the list.")
        return events.coded(form.make(bench, ids), keep_code=bench.keep_code)

    bench.desk.do(bench.window, bench.token, make, bench.ground)


def points_of(text: str) -> tuple[tuple[float, float], ...]:
    """Read typed points: one a line, east then north in metres.

    Raises
    ------
    InputError
        redraw_bad_points.
    """
    found = [_POINT.fullmatch(line) for line in text.splitlines() if line.strip()]
    if len(found) < 2 or not all(found):
        told = "The points cannot be read: one point a line, east then north in metres."
        raise InputError(code="redraw_bad_points", facts={}, sentence=told)
    return tuple((float(one[1]), float(one[2])) for one in found if one)


# ---- fields


def _none(_: Bench, __: Ids) -> None:
    """Nothing more to be asked."""


def _way_field(bench: Bench, ids: Ids) -> None:
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


def _direction_field(bench: Bench, _: Ids) -> None:
    _choice(
        "direction",
        tuple(events.COMPASS),
        bench,
        word=lambda key: say(f"compass.{key}", bench.lang),
    )


def _typed_field(bench: Bench, ids: Ids) -> None:
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


def _vertex_field(bench: Bench, ids: Ids) -> None:
    points, lang = events.outline(bench.state, ids[0]), bench.lang
    with st.container(horizontal=True):
        number = st.number_input(
            say("redraw.form.number", lang), 1, len(points), key="redraw-number", width=220
        )
        st.number_input(say("redraw.form.east", lang), step=1.0, key="redraw-east", width=220)
        st.number_input(say("redraw.form.north", lang), step=1.0, key="redraw-north", width=220)
    x, y = points[min(number, len(points)) - 1]
    st.caption(say("redraw.form.spot", lang, x=x, y=y))


def _keep_field(bench: Bench, ids: Ids) -> None:
    _choice("keep", ids, bench, word=bench.name)


def _lines_field(bench: Bench, _: Ids) -> None:
    _choice("lines", _LINES, bench, word=lambda key: say(f"redraw.form.lines_{key}", bench.lang))


def _faces_field(bench: Bench, ids: Ids) -> None:
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


def _names_field(bench: Bench, ids: Ids) -> None:
    grid = bench.state.grids[ids[0]]
    for lang, name in (("zh", grid.name_zh), ("en", grid.name_en)):
        key = f"redraw-name-{lang}-{ids[0]}"
        st.session_state.setdefault(key, name)
        st.text_input(say(f"redraw.map.name_{lang}", bench.lang), key=key, max_chars=_MOST_NAME)


def _cut_field(bench: Bench, ids: Ids) -> None:
    _new_names(bench)
    _typed_field(bench, ids)


def _site_field(bench: Bench, _: Ids) -> None:
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


# ---- operations


def _field(key: str, otherwise: Any = "") -> Any:  # noqa: ANN401 - a widget holds what it holds
    return st.session_state.get(f"redraw-{key}", otherwise)


def _along(bench: Bench, ids: Ids) -> Operation:
    found = ways.ways_across(bench.natural, bench.state.grids[ids[0]].geometry)
    return events.along(ids[0], found, str(_field("way", "")))


def _compass(bench: Bench, ids: Ids) -> Operation:
    return events.compass_split(bench.state, ids[0], _field("direction", "north_south"))


def _vertex(bench: Bench, ids: Ids) -> Operation:
    shift = float(_field("east", 0.0)), float(_field("north", 0.0))
    return events.vertex_move(bench.state, ids[0], int(_field("number", 1)), shift)


def _merge(_: Bench, ids: Ids) -> Operation:
    keep = _field("keep", ids[0])
    return Merge(ids, keep if keep in ids else ids[0])


def _refine(bench: Bench, ids: Ids) -> Operation:
    within = ways.lines_between if _field("lines") == "places" else ways.lines_within
    return events.refined(ids, lambda asked: within(bench.natural, bench.state, asked))


def _paint(_: Bench, ids: Ids) -> Operation:
    to = _field("to", ids[0])
    return Transfer(tuple(_field("faces", ())), to if to in ids else ids[0])


def _cut(_: Bench, ids: Ids) -> Operation:
    return CutOut(ids, points_of(_field("typed")), _field("new-zh"), _field("new-en"))


def _cut_site(bench: Bench, _: Ids) -> Operation:
    """Cut a square around a site out of the grid it lies in."""
    spot, half = bench.area.sites.geometry[_field("site")], float(_field("half", 60))
    x, y = spot.x, spot.y
    ring = ((x - half, y - half), (x + half, y - half), (x + half, y + half), (x - half, y + half))
    return CutOut(events.under(bench.state, ring), ring, _field("new-zh"), _field("new-en"))


def _rename(_: Bench, ids: Ids) -> Operation:
    return Rename(ids[0], _field(f"name-zh-{ids[0]}").strip(), _field(f"name-en-{ids[0]}").strip())


_LINES = ("roads", "places")
FORMS: dict[str, Form] = {
    "along": Form(_way_field, _along),
    "compass": Form(_direction_field, _compass),
    "points": Form(_typed_field, lambda _, ids: Split(ids[0], points_of(_field("typed")))),
    "reshape": Form(
        _typed_field, lambda _, ids: Reshape(ids[0], ids[1], points_of(_field("typed"))), least=2
    ),
    "vertex": Form(_vertex_field, _vertex),
    "merge": Form(_keep_field, _merge, least=2),
    "refine": Form(_lines_field, _refine),
    "paint": Form(_faces_field, _paint),
    "cut": Form(_cut_field, _cut),
    "cut_site": Form(_site_field, _cut_site, least=0),
    "dissolve": Form(_none, lambda _, ids: Dissolve(events.only(ids))),
    "lock": Form(_none, lambda _, ids: Lock(ids)),
    "unlock": Form(_none, lambda _, ids: Unlock(ids)),
    "rename": Form(_names_field, _rename),
}
