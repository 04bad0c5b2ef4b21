"""The tick sheet of an approved week: typed in by crew as on paper, kept by place and day."""

from __future__ import annotations

import logging
from dataclasses import dataclass
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
from planner.report.duty_typed import read_line
from planner.report.files import source_note
from planner.report.tour_tables import day_name
from planner.store import tours as store
from planner.store.tours import REASONS, Tick, Week
from planner.words import listed, say

if TYPE_CHECKING:
    from planner.demand.ground import Ground
    from planner.store.tours import Reason
    from planner.words import Lang

_LOG = logging.getLogger(__name__)
_ROW_PX = 35
_WIDTHS_PX = (44, 118, 62, 90)
_WRONG_MOST = 12


@dataclass(frozen=True, slots=True)
class _Row:
    """A stop of a day as it is told back: what and when, by which crew as its how many'th."""

    key: tuple[str, int]
    crew: str
    stop: int
    site: str
    tick: Tick | None

    @property
    def done(self) -> bool:
        return self.tick is None or self.tick.done

    def why(self, lang: Lang) -> str:
        reason = self.tick.reason if self.tick else ""
        return say(f"week.reason.{reason}", lang) if reason else ""


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
    rows = _rows(area_id, week, day, names)
    _form(area_id, week, day, rows, lang)


def _rows(area_id: str, week: Week, day: int, names: dict[str, str]) -> list[_Row]:
    """Return the stops of a day, crew after crew, as far as known with what became of them."""
    known = {(tick.task_id, tick.day): tick for tick in _ticks(area_id, week)}
    turns = {turn.turn_id: turn for turn in week.problem.turns}
    return [
        _Row(
            (call.task_id, call.begin_s // DAY_S),
            names.get(turns[tour.turn_id].crew_id, turns[tour.turn_id].crew_id),
            number,
            names.get(call.task_id, call.task_id),
            known.get((call.task_id, call.begin_s // DAY_S)),
        )
        for tour in sorted(week.plan.tours, key=lambda tour: tour.turn_id)
        if turns[tour.turn_id].day == day
        for number, call in enumerate(tour.calls, start=1)
    ]


def _form(area_id: str, week: Week, day: int, rows: list[_Row], lang: Lang) -> None:
    """Show the day as a line to type in and as a table; whichever says that it was not done."""
    about = f"{week.first_day}-{day}"
    version = st.session_state.setdefault(f"tick-version-{about}", 0)
    words = {say(f"week.reason.{reason}", lang): reason for reason in REASONS}
    # what is typed in stands first: all of it is seen on a phone
    heads = [
        say(f"col.{name}", lang) for name in ("row", "site", "done", "why_not", "crew", "stop")
    ]
    table = [
        (number, row.site, row.done, row.why(lang), row.crew, row.stop)
        for number, row in enumerate(rows, start=1)
    ]
    said = st.container()  # above the table: below it nobody would see it
    with st.form(f"ticks-{about}"):
        marks = [f"{number} {word}" for number, word in enumerate(words, start=1)]
        line = st.text_input(
            say("week.ticks_line", lang),
            placeholder=say("week.ticks_line_like", lang),
            help=say("week.ticks_line_help", lang, marks=listed(marks, lang)),
            key=f"tick-line-{about}-{version}",
        )
        st.caption(say("week.ticks_help", lang))
        edited = st.data_editor(
            pd.DataFrame(table, columns=heads),
            alt=say("week.ticks", lang),
            placeholder="—",
            hide_index=True,
            disabled=[heads[n] for n in (0, 1, 4, 5)],
            key=f"tick-{about}-{lang}-{version}",
            height=_ROW_PX * (len(table) + 1) + 2,
            column_config={
                heads[0]: st.column_config.Column(width=_WIDTHS_PX[0]),
                heads[1]: st.column_config.Column(width=_WIDTHS_PX[1]),
                heads[2]: st.column_config.Column(width=_WIDTHS_PX[2]),
                heads[3]: st.column_config.SelectboxColumn(
                    options=["", *words], width=_WIDTHS_PX[3]
                ),
            },
        )
        asked = st.form_submit_button(say("week.ticks_save", lang), type="primary")
    told = st.session_state.pop(f"tick-told-{about}", "")
    if told:
        said.success(told)
    if not asked:
        return
    missed, wrong = read_line(line, len(rows))
    if wrong:
        said.error(plain(say("week.ticks_line_wrong", lang, words=listed(wrong, lang))))
        return
    done, why = edited[heads[2]].tolist(), edited[heads[3]].tolist()
    ticks = [
        _tick(
            row.key,
            done=bool(done[n]) and n + 1 not in missed,
            reason=missed.get(n + 1) or words.get(why[n], "other"),
        )
        for n, row in enumerate(rows)
    ]
    saved = _keep(area_id, week, ticks, lang)
    if saved:
        st.session_state[f"tick-told-{about}"] = saved
        st.session_state[f"tick-version-{about}"] = version + 1
        st.rerun()


def _tick(key: tuple[str, int], *, done: bool, reason: Reason) -> Tick:
    return Tick(*key, done=done, reason="" if done else reason)


def _keep(area_id: str, week: Week, ticks: list[Tick], lang: Lang) -> str:
    """Keep the ticks of some calls with those of the others, and say so; "" where it failed.

    Done is what nobody misses.
    """
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
        return ""
    missed = sum(not tick.done for tick in ticks)
    return say("week.ticks_saved", lang, count=len(ticks), missed=missed)


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
        saved = _keep(area_id, week, ticks, lang)
        if saved:
            st.success(saved)
