"""Every operation without a mouse: grids from a list, lines by name, direction or typed points.

A button's callback reads the fields as they are when it is pressed; what was drawn on the page
before may be older than what the reader has just typed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import streamlit as st

from geo.contract import InputError
from geo.redraw import (
    CutOut,
    Dissolve,
    Lock,
    Merge,
    Recode,
    Rename,
    Reshape,
    Split,
    Transfer,
    Unlock,
)
from pages.ui.plain import plain
from pages.ui.redraw import events, fields, ways
from pages.ui.redraw.payload import note
from planner.words import say

if TYPE_CHECKING:
    from geo.redraw import Operation
    from pages.ui.redraw.bench import Bench

Ids = tuple[str, ...]

_OP, _GRIDS, _LISTED = "redraw-op", "redraw-grids", "redraw-listed"
_POINT = re.compile(r"\s*(-?\d+(?:\.\d+)?)[\s,，;；]+(-?\d+(?:\.\d+)?)\s*")


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
        key, first = _listed(tuple(i for i in bench.seat.chosen if i in state.grids))
        st.multiselect(
            say("redraw.form.grids", lang),
            sorted(state.grids),
            default=[i for i in first if i in state.grids],
            format_func=bench.name,
            select_all=False,  # its entry is in English
            key=key,
            on_change=_chosen,
            args=(bench, key),
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
            args=(bench, key),
        )
        _answered(bench)


def _answered(bench: Bench) -> None:
    """Say beside the button what came of it: the map, which says it too, may be out of sight."""
    told = note(bench.seat, bench.work, bench.lang)
    if not bench.seat.formed or not told["text"]:
        return
    show_as = st.error if told["kind"] == "refused" else st.success
    show_as(plain(told["text"]))


def _listed(ids: Ids) -> tuple[str, Ids]:
    """Return the key of the list of grids, and what was chosen when it began.

    Each choice made elsewhere begins a new list. A browser sends its fields along with whatever it
    asks; one that has not heard of that choice yet sends the list as it was before, which in the
    same list would be the reader's own wish.
    """
    last, number, first = st.session_state.get(_LISTED, ((), 0, ()))
    if ids != last:
        last, number, first = ids, number + 1, ids
    st.session_state[_LISTED] = last, number, first
    return f"{_GRIDS}-{number}", first


def _chosen(bench: Bench, key: str) -> None:
    """Let the map show what was chosen in the list, unless another list stands there by now."""
    _, number, first = st.session_state[_LISTED]
    if key != f"{_GRIDS}-{number}":
        return
    ids = tuple(st.session_state[key])
    st.session_state[_LISTED] = ids, number, first
    bench.desk.sit(bench.window, bench.token, bench.seat.choosing(ids, look=bool(ids)))


def _do(bench: Bench, key: str) -> None:
    form, ids = FORMS[st.session_state[_OP]], tuple(st.session_state[key])

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


def _recode(bench: Bench, ids: Ids) -> Operation:
    """Give the code typed; the one before was in force if the draft began with it."""
    typed = unicodedata.normalize("NFKC", _field(f"code-{ids[0]}"))
    return Recode(ids[0], "".join(typed.split()), ids[0] in bench.work.first.state.grids)


FORMS: dict[str, Form] = {
    "along": Form(fields.way, _along),
    "compass": Form(fields.direction, _compass),
    "points": Form(fields.typed, lambda _, ids: Split(ids[0], points_of(_field("typed")))),
    "reshape": Form(
        fields.typed, lambda _, ids: Reshape(ids[0], ids[1], points_of(_field("typed"))), least=2
    ),
    "vertex": Form(fields.vertex, _vertex),
    "merge": Form(fields.keep, _merge, least=2),
    "refine": Form(fields.lines, _refine),
    "paint": Form(fields.faces, _paint),
    "cut": Form(fields.cut, _cut),
    "cut_site": Form(fields.site, _cut_site, least=0),
    "dissolve": Form(fields.none, lambda _, ids: Dissolve(events.only(ids))),
    "lock": Form(fields.none, lambda _, ids: Lock(ids)),
    "unlock": Form(fields.none, lambda _, ids: Unlock(ids)),
    "rename": Form(fields.names, _rename),
    "recode": Form(fields.code, _recode),
}
