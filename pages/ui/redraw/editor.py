"""The editor put together: one fragment that runs again after each step, the map staying."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import streamlit as st

from geo.contract import InputError
from pages.ui import cache, frame
from pages.ui.plain import plain
from pages.ui.redraw import component, events, forms, panels, shelf, ways, wire
from pages.ui.redraw.bench import Bench
from pages.ui.redraw.payload import payload
from planner.words import Lang, say

if TYPE_CHECKING:
    from geo.redraw import GridSet, Operation
    from pages.ui.redraw.session import Seat
    from pages.ui.redraw.work import Measure
    from planner.road import Ground


def bench_of(
    token: str, ground: Ground, measure: Measure, lang: Lang, *, keep_code: bool = False
) -> Bench | None:
    """Open a draft at the desk; say in a sentence when it cannot be opened."""
    desk = shelf.desk()
    try:
        with st.spinner(say("redraw.opening", lang)):
            desk.open(token, ground)
            desk.figures(token, ground, measure)  # the first ones of an area take some seconds
    except InputError as error:
        st.error(plain(frame.sentence(error, lang)), icon=":material/block:")
        st.page_link("pages/township/repair.py", label=say("redraw.to_desk", lang))
        return None
    area = ground.area
    natural = cache.drawn_work("natural", area.fingerprint, lambda: ways.natural_of(area))
    return Bench(desk, shelf.window(), token, ground, natural, lang, measure, keep_code)


@st.fragment
def table(bench: Bench) -> None:
    """Show the map with its tools, the forms and the figures; runs again after each step."""
    try:
        bench.desk.open(bench.token, bench.ground)
    except InputError:
        st.rerun()  # gone meanwhile: the page says so and offers the other drafts
    component.shown(
        lambda: payload(bench),
        lambda batch: take(bench, batch),
    )
    panels.ways_on(bench)
    forms.show(bench)
    panels.figures(bench)
    panels.ripples(bench)


def take(bench: Bench, batch: Mapping[str, Any]) -> None:
    """Hand what the map sent to the desk."""
    if batch.get("draft") != bench.token:
        return
    # a draft deleted in another window: the run that follows says so
    with suppress(InputError):
        bench.desk.take(bench.window, batch, bench.ground, lambda *given: _read(bench, *given))


def _read(bench: Bench, event: Mapping[str, Any], now: GridSet, _: Seat) -> Operation:
    ids = event.get("ids")
    first = ids[0] if isinstance(ids, list) and ids else ""
    grid = now.grids.get(first) if isinstance(first, str) else None
    across = ways.ways_across(bench.natural, grid.geometry) if grid else ()
    asked = events.operation_of(
        event,
        now,
        wire.origin_of(now.boundary),
        ways=across,
        natural=lambda ids: ways.lines_within(bench.natural, now, ids),
    )
    return events.coded(asked, keep_code=bench.keep_code)
