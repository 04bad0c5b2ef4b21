"""The tick sheet of an approved week: typed in by crew as on paper, kept by place and day."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from geo.contract import InputError
from pages.ui import cards, frame, state
from pages.ui.plain import plain
from planner.problem.tour_parts import DAY_S
from planner.report import tour_tables
from planner.report.duty_files import tick_files
from planner.report.duty_ticks import read_ticks
from planner.report.files import source_note
from planner.report.tour_tables import day_name
from planner.store import tours as store
from planner.store.tours import REASONS, Tick, Week
from planner.words import say

if TYPE_CHECKING:
    from planner.demand.ground import Ground
    from planner.store.tours import Reason
    from planner.words import Lang

_LOG = logging.getLogger(__name__)
_ROW_PX = 35
_WRONG_MOST = 12


def sheet(area_id: str, week: Week, names: dict[str, str], lang: Lang) -> None:
    """Show the tick sheet of a day: all done at first, so that only what is missing is typed."""
    st.subheader(say("week.ticks", lang))
    turns = {turn.turn_id: turn for turn in week.problem.turns}
    days = sorted({turns[tour.turn_id].day for tour in week.plan.tours})
    if not days:
        st.caption(say("common.nothing_here", lang))
        return
    day = st.segmented_control(
        say("week.tick_day", lang),
        days,
        default=days[0],
        format_func=lambda number: day_name(week.first_day + timedelta(days=number), lang),
        required=True,
        key=f"tick-day-{week.first_day}",
    )
    known = {(tick.task_id, tick.day): tick for tick in _ticks(area_id, week)}
    words = {say(f"week.reason.{reason}", lang): reason for reason in REASONS}
    rows, keys = [], []
    for tour in sorted(week.plan.tours, key=lambda tour: tour.turn_id):
        turn = turns[tour.turn_id]
        for number, call in enumerate(tour.calls, start=1):
            if turn.day != day:
                continue
            tick = known.get((call.task_id, call.begin_s // DAY_S))
            reason = say(f"week.reason.{tick.reason}", lang) if tick and tick.reason else ""
            done = tick.done if tick else True
            rows.append(
                (names.get(turn.crew_id, turn.crew_id), number,
                 names.get(call.task_id, call.task_id), done, reason)
            )  # fmt: skip
            keys.append((call.task_id, call.begin_s // DAY_S))
    heads = [say(f"col.{name}", lang) for name in ("crew", "stop", "site", "done", "why_not")]
    with st.form(f"ticks-{week.first_day}-{day}"):
        st.caption(say("week.ticks_help", lang))
        edited = st.data_editor(
            pd.DataFrame(rows, columns=heads),
            alt=say("week.ticks", lang),
            placeholder="—",
            hide_index=True,
            disabled=heads[:3],
            key=f"tick-{week.first_day}-{day}-{lang}",
            height=_ROW_PX * (len(rows) + 1) + 2,
            column_config={
                heads[1]: st.column_config.Column(width=60),
                heads[4]: st.column_config.SelectboxColumn(options=["", *words]),
            },
        )
        asked = st.form_submit_button(say("week.ticks_save", lang), type="primary")
    if asked:
        told = list(edited.itertuples(index=False, name=None))
        ticks = [
            _tick(key, done=bool(row[3]), reason=words.get(row[4], "other"))
            for key, row in zip(keys, told, strict=True)
        ]
        _keep(area_id, week, ticks, lang)


def _tick(key: tuple[str, int], *, done: bool, reason: Reason) -> Tick:
    return Tick(*key, done=done, reason="" if done else reason)


def _keep(area_id: str, week: Week, ticks: list[Tick], lang: Lang) -> None:
    """Keep the ticks of some calls with those of the others; done is what nobody misses."""
    merged = {(tick.task_id, tick.day): tick for tick in _ticks(area_id, week)}
    for key in {(tick.task_id, tick.day) for tick in ticks}:
        same = [tick for tick in ticks if (tick.task_id, tick.day) == key]
        merged[key] = min(same, key=lambda tick: tick.done)
    try:
        store.tick(
            state.TOURS, area_id, week.first_day, tuple(merged[key] for key in sorted(merged))
        )
    except OSError:
        _LOG.exception("ticks could not be kept")
        st.error(say("week.not_kept", lang))
        return
    missed = sum(not tick.done for tick in ticks)
    st.success(say("week.ticks_saved", lang, count=len(ticks), missed=missed))


def _ticks(area_id: str, week: Week) -> tuple[Tick, ...]:
    return store.ticks_of(state.TOURS, area_id, week.first_day)


def done(area_id: str, week: Week, names: dict[str, str], lang: Lang) -> None:
    """Show planned and done by place; nothing is ever counted by crew or person."""
    ticks = _ticks(area_id, week)
    st.subheader(say("week.done", lang))
    st.caption(say("week.done_help", lang))
    if ticks:
        told = [(tick.task_id, tick.done, tick.reason) for tick in ticks]
        table = tour_tables.done_table(store.calls_of(week.plan), told, names, lang)
        cards.table(table, lang, name="planned-done")
    else:
        st.caption(say("week.no_ticks", lang))


def files(ground: Ground, week: Week, names: dict[str, str], lang: Lang) -> None:
    """Offer the tick sheet as files, and take a filled one back: all of it or nothing."""
    area, first = ground.area, week.first_day
    about = (area.names[lang], source_note(area, lang))
    made = {
        "page": ("tick-sheet.html", "text/html"),
        "book": ("tick-sheet.xlsx", "application/octet-stream"),
    }
    with st.expander(say("week.tick_files", lang), icon=":material/print:", key="tours-tick-files"):
        st.caption(say("week.tick_files_help", lang))
        with st.container(horizontal=True):
            for key, (name, mime) in made.items():
                st.download_button(
                    say(f"week.tick_{key}", lang),
                    lambda name=name: tick_files(
                        week.problem, week.plan, first, names, about, lang
                    )[name],
                    file_name=state.file_name(name),
                    mime=mime,
                    key=f"tick-{key}",
                    on_click="ignore",
                )
        brought = st.file_uploader(
            say("week.tick_bring", lang), type=["xlsx"], key=f"tick-file-{first}"
        )
        # a file stays on the page; it is taken when somebody says so, and not at every run
        pressed = st.button(say("week.tick_take", lang), disabled=brought is None)
        if brought is not None and pressed:
            _take(area.area_id, week, brought.getvalue(), lang)


def _take(area_id: str, week: Week, content: bytes, lang: Lang) -> None:
    """Keep what a filled sheet tells, or say which cells are wrong."""
    try:
        told, wrong = read_ticks("ticks.xlsx", content, week.plan, week.first_day)
    except InputError as error:
        st.error(plain(frame.sentence(error, lang)))
        return
    if wrong:
        lines = "\n".join(f"- {plain(one.told(lang))}" for one in wrong[:_WRONG_MOST])
        st.error(f"{say('week.tick_wrong', lang, count=len(wrong))}\n\n{lines}")
    elif not told:
        st.warning(say("week.tick_empty", lang))
    else:
        ticks = [_tick((one.task_id, one.day), done=one.done, reason=one.reason) for one in told]
        _keep(area_id, week, ticks, lang)
