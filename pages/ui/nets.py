"""The four nets on a page: figures, what lifts them, the map, tables, limits, files."""

from __future__ import annotations

import logging
from datetime import date
from typing import TYPE_CHECKING

import streamlit as st

from geo.schema import InputError
from pages.ui import cache, cards, downloads, frame, maps, origins, state
from pages.ui.camera import kept
from pages.ui.plain import plain
from pages.ui.posts import posts_of
from planner.demand.camera_adopted import adopted_watch
from planner.demand.net_settings import LIMIT_MOST_MIN, WEEKS_MOST, NetSettings
from planner.demand.nets import Nets, WeekKept, nets_of
from planner.judge.nets import NETS, Limits, colour, lifted, share, weakest
from planner.report import nets as report
from planner.report.nets_page import nets_page
from planner.store import tours
from planner.store.nets import clear_nets, own_nets, set_nets
from planner.store.office import folder_of
from planner.words import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.judge.nets import Net
    from planner.road import Ground
    from planner.words import Lang

MADE_AT = {
    "week": "police/patrols",
    "cameras": "police/cameras",
    "border_posts": "police/perimeter",
    "roads": "police/roads",
    "posts": "township/data",
    "sites": "township/data",
    "places": "township/data",
}
MENDED_AT = {
    "area_patrol": "police/patrols",
    "perimeter": "police/perimeter",
    "unit_coverage": "police/responders",
    "key_site": "police/cameras",
}
_LOOK = {"red": "red", "yellow": "orange", "green": "green", "none": "gray"}
_TOLD = "nets-told"
_LOG = logging.getLogger(__name__)


def settings(ground: Ground, lang: Lang) -> NetSettings:
    """Return what the office has set; a file that cannot be read is told and ours counts."""
    try:
        return own_nets(state.OFFICE, ground.area.area_id)
    except InputError as error:
        st.error(plain(frame.sentence(error, lang)), icon=":material/error:")
        return NetSettings()


def found(ground: Ground, set_: NetSettings, lang: Lang) -> tuple[Nets, str]:
    """Return the nets as the stores have them now, and text that changes with them."""
    area_id = ground.area.area_id
    book, kinds = kept.read(area_id, lang)
    firsts = tours.approved(state.TOURS, area_id)[: set_.weeks]
    manned = posts_of(ground, lang)
    marks = (ground.fingerprint, str(set_), book.mark, str(kinds), str(manned))
    told = "|".join((*marks, _weeks_mark(area_id)))

    def make() -> Nets:
        nothing = not book.plan and not book.standing
        watch = None if nothing else adopted_watch(ground, kinds, book)
        return nets_of(ground, set_, [_week(area_id, first) for first in firsts], watch, manned)

    with st.spinner(say("app.asking", lang)):
        nets: Nets = cache.drawn_work("nets", told, make)
    if firsts:
        first = min(firsts).isoformat()
        st.caption(say("nets.weeks_read", lang, count=len(firsts), first=first))
    return nets, told


def _weeks_mark(area_id: str) -> str:
    return cache.stamp(folder_of(state.TOURS, area_id))


def _week(area_id: str, first: date) -> WeekKept:
    week = tours.load(state.TOURS, area_id, first)
    ticks = tours.ticks_of(state.TOURS, area_id, first)
    return WeekKept(week.problem, week.plan, {(t.task_id, t.day): t.done for t in ticks})


def figures(nets: Nets, set_: NetSettings, lang: Lang) -> None:
    """Show the four shares, each with its colour in words and how it is known."""
    for column, net in zip(st.columns(len(NETS)), nets.nets, strict=True):
        part = share(net.elements)
        name = colour(part, set_.limits[net.name])
        with column:
            st.metric(say(f"nets.{net.name}", lang), report.part_told(part, lang))
            badge = f":{_LOOK[name]}-badge[{say(f'nets.colour.{name}', lang)}]"
            known = "" if part is None else origins.badge(report.ORIGINS[net.name], lang)
            st.markdown(f"{badge} {known}")


def explained(nets: Nets, set_: NetSettings, lang: Lang) -> None:
    """Say of each net how it is counted, what is lacking, where it is weakest, what lifts it."""
    for net in nets.nets:
        with st.container(border=True):
            st.markdown(f"**{say(f'nets.{net.name}', lang)}**")
            st.caption(report.means(net.name, set_, lang))
            for code, told in zip(net.lacking, report.lacking_told(net, lang), strict=True):
                st.info(told, icon=":material/info:")
                _link(MADE_AT[code], lang)
            if net.elements:
                _weakest(nets, net, lang)
            if net.name == "area_patrol" and nets.done is not None:
                part = share(nets.done.elements)
                if part is not None:
                    words = say("nets.done", lang, share=float(part))
                    st.markdown(f"{origins.badge('entered', lang)} {words}")


def _weakest(nets: Nets, net: Net, lang: Lang) -> None:
    low = weakest(net.elements)
    count = say("nets.elements", lang, count=len(net.elements))
    if low is None:
        st.markdown(f"{count} · {say('nets.whole', lang)}")
        return
    now, then = share(net.elements), lifted(net.elements, low.element_id)
    name, lacks = nets.names[lang][low.element_id], report.lacks_told(low, lang)
    parts = [f"{count} ·", say("nets.weakest", lang, name=plain(name), lacks=lacks)]
    if now is not None and then is not None:
        parts.append(say("nets.lift", lang, now=float(now), then=float(then)))
    st.markdown(" ".join([*parts, say(f"nets.cure.{net.name}", lang)]))
    _link(MENDED_AT[net.name], lang)


def _link(page: str, lang: Lang) -> None:
    title = say(f"page.{page.rpartition('/')[2]}", lang)
    words = say("summary.go", lang, title=title)
    st.page_link(f"pages/{page}.py", label=words, icon=":material/arrow_forward:")


def limits(ground: Ground, set_: NetSettings, lang: Lang) -> None:
    """Let the office set its limits, kept for this area."""
    area_id = ground.area.area_id
    told = st.session_state.pop(_TOLD, "")
    if told:
        st.error(say(told, lang), icon=":material/error:")
    with (
        st.expander(say("nets.settings", lang), icon=":material/tune:"),
        st.form(f"nets-{area_id}-{set_}", border=False),
    ):
        st.caption(say("nets.settings_help", lang))
        asked = {}
        for net in NETS:
            st.markdown(f"**{say(f'nets.{net}', lang)}**")
            with st.container(horizontal=True):
                low = _number("nets.yellow_pct", set_.limits[net].yellow_pct, 0, 100, net, lang)
                high = _number("nets.green_pct", set_.limits[net].green_pct, 0, 100, net, lang)
            asked[net] = (low, high)
        with st.container(horizontal=True):
            weeks = _number("nets.weeks", set_.weeks, 1, WEEKS_MOST, "", lang)
            limit = _number("nets.limit_min", set_.limit_min, 1, LIMIT_MOST_MIN, "", lang)
        with st.container(horizontal=True):
            save = st.form_submit_button(say("nets.save", lang), icon=":material/save:")
            back = st.form_submit_button(say("nets.reset", lang), type="tertiary")
    if save:
        _kept(lambda: set_nets(state.OFFICE, area_id, _made(asked, weeks, limit)))
    elif back:
        _kept(lambda: clear_nets(state.OFFICE, area_id))


def _made(asked: dict[str, tuple[int, int]], weeks: int, limit_min: int) -> NetSettings:
    return NetSettings({net: Limits(*pair) for net, pair in asked.items()}, weeks, limit_min)


def _number(word: str, value: int, least: int, most: int, net: str, lang: Lang) -> int:
    key = f"{word}-{net}-{value}"
    return int(st.number_input(say(word, lang), least, most, value, 1, key=key, width=180))


def _kept(work: Callable[[], None]) -> None:
    """Write what was set; what goes wrong is told on the next run."""
    try:
        work()
    except ValueError:
        st.session_state[_TOLD] = "nets.bad"
    except OSError:
        _LOG.exception("limits not kept")
        st.session_state[_TOLD] = "nets.not_kept"
    st.rerun()


def map_and_tables(nets: Nets, mark: str, set_: NetSettings, ground: Ground, lang: Lang) -> None:
    """Show map and tables, and offer them as files and as a page to print.

    `mark` is the text that changes with the nets.
    """
    chosen = state.shown("net", (report.EVERY, *NETS), say("nets.map", lang),
                         lambda key: say(f"nets.{key}", lang))  # fmt: skip
    maps.show(
        ground, say("page.coverage", lang), lang,
        lambda: report.map_layers(nets, set_, ground, chosen, lang),
        key=f"{mark}|{chosen}",
    )  # fmt: skip
    sheets = report.sheets(nets, set_, ground, lang)
    names = ("nets", "net_units", "net_grids", "net_missing")
    titles = ("page.coverage", "nets.by_unit", "nets.by_grid", "nets.elements_table")
    for name, title, table in zip(names[1:], titles[1:], list(sheets.values())[1:], strict=True):
        cards.table(table, lang, name=name, title=say(title, lang))
        outside = sum(not one.grid_id for net in nets.nets for one in net.elements)
        if name == "net_grids" and outside:
            st.caption(say("nets.elsewhere", lang, count=outside))
    downloads.files(
        ground, "nets", lambda: sheets, lambda: report.layers_of(nets, set_, ground), lang
    )
    st.download_button(
        say("nets.print", lang),
        lambda: nets_page(nets, set_, ground, lang),
        file_name=state.file_name("nets.html"),
        mime="text/html",
        on_click="ignore",
        icon=":material/print:",
    )
