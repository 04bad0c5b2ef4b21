"""Before the week is planned: what last week left, who is there on which day, what is wanted."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from pages.ui import state
from pages.ui.plain import plain
from pages.ui.tours.shelf import shelf
from planner.demand.day_types import first_of_patrols
from planner.demand.tour_crews import shift_on
from planner.problem.tour_parts import DAY_S
from planner.report.tables import named
from planner.report.tour_tables import day_name
from planner.store import tours as store
from planner.store.tour_settings import own_tours
from planner.words import clock, length, listed, say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pages.ui.tours.asked import Asked
    from planner.demand.ground import Ground
    from planner.demand.tour_settings import TourSettings
    from planner.problem.tour_parts import Task
    from planner.words import Lang

_KINDS = ("visit", "post", "street", "perimeter")
_WEEK_DAYS, _DAYS_MOST = 7, 28
_LIST_PX, _ROW_PX = 320, 35


@dataclass(slots=True)
class Ready:
    """What is set for a week besides the settings of the area; it lasts as the program does.

    Parameters
    ----------
    off
        Crew and day (ISO) on which it is not there.
    skipped
        Tasks that are not asked for this week.
    version
        Grows with each change, so that a table on the page begins anew.
    """

    off: set[tuple[str, str]] = field(default_factory=set)
    skipped: set[str] = field(default_factory=set)
    version: int = 0


def span(ground: Ground, lang: Lang) -> tuple[date, int]:
    """Show the choice of the first day and the length, and return both."""
    start = first_of_patrols(ground.area.data_date)
    first = state.dated("day", say("week.first", lang), start, hint=say("week.first_help", lang))
    days = state.counted("days", say("week.days", lang), least=1, most=_DAYS_MOST, start=_WEEK_DAYS)
    return first, days


def last_week(ground: Ground, first: date, days: int, lang: Lang) -> Ready:
    """Say what is carried over from the last approved week, and return the week's own setting."""
    area_id = ground.area.area_id
    before = [day for day in store.approved(state.TOURS, area_id) if day < first]
    key = f"ready|{area_id}|{first}|{days}"
    if not before:
        st.caption(say("week.no_last", lang))
        return shelf().get(key, Ready)
    week = store.load(state.TOURS, area_id, before[0])
    calls = len(store.calls_of(week.plan))
    told = [tick for tick in store.ticks_of(state.TOURS, area_id, before[0]) if not tick.done]
    words = say("week.last", lang, date=before[0].isoformat(), calls=calls, missed=len(told))
    st.caption(words)
    return shelf().get(key, lambda: Ready(_copied_off(week, first, days)))


def _copied_off(week: store.Week, first: date, days: int) -> set[tuple[str, str]]:
    """Return who is not there if this week is like the last, by day of the week."""
    there = {(t.crew_id, week.day(t.day * DAY_S).weekday()) for t in week.problem.turns}
    weekdays = {weekday for _, weekday in there}
    crews = [crew.crew_id for crew in week.problem.crews]
    on = [first + timedelta(days=number) for number in range(days)]
    return {
        (crew_id, day.isoformat())
        for crew_id in crews
        for day in on
        if day.weekday() in weekdays and (crew_id, day.weekday()) not in there
    }


def settings(ground: Ground, ready: Ready) -> TourSettings:
    """Return what the office has set, with those who are not there."""
    base = own_tours(state.OFFICE, ground.area.area_id)
    off: dict[str, list[str]] = {crew: list(days) for crew, days in base.off.items()}
    for crew_id, day in sorted(ready.off):
        off.setdefault(crew_id, []).append(day)
    return replace(base, off={crew: tuple(days) for crew, days in off.items()})


def who(ground: Ground, ready: Ready, first: date, days: int, lang: Lang) -> None:
    """Show crews by days, to be ticked off where a crew is not there."""
    crews = ground.area.crews
    own = own_tours(state.OFFICE, ground.area.area_id)
    on = [first + timedelta(days=number) for number in range(days)]
    heads = [day_name(day, lang) for day in on]
    shifts = {
        (str(crew_id), day.isoformat()): shift_on(str(crew_id), row, own, day)
        for crew_id, row in crews.iterrows()
        for day in on
    }
    rows = [
        {
            say("col.crew", lang): row[f"name_{lang}"],
            say("col.who", lang): say(
                "week.who_row",
                lang,
                kind=named("crew_kind", row["kind"], lang),
                size=int(row["size"]),
                mode=named("mode", row["mode"], lang),
                hours=_shifts([shifts[str(crew_id), day.isoformat()] for day in on], lang),
            ),
            **{
                head: _there(shifts, ready, (str(crew_id), day.isoformat()))
                for head, day in zip(heads, on, strict=True)
            },
        }
        for crew_id, row in crews.iterrows()
    ]
    out = len({crew for crew, _ in ready.off})
    title = say("week.who", lang, crews=len(crews), out=out)
    with st.expander(title, icon=":material/groups:", key="tours-who"):
        fixed = [say(f"col.{name}", lang) for name in ("crew", "who")]
        with st.form(f"who-{first}-{days}"):
            st.caption(say("week.who_help", lang))
            edited = st.data_editor(
                pd.DataFrame(rows),
                alt=title,
                hide_index=True,
                disabled=fixed,
                key=f"who-{first}-{days}-{lang}-{ready.version}",
                height=_ROW_PX * (len(rows) + 1) + 2,
                column_config={fixed[0]: st.column_config.Column(pinned=True)},
            )
            kept = st.form_submit_button(say("week.take_over", lang), type="primary")
    if kept:
        there = edited[heads].to_numpy(dtype=bool)
        ready.off = {
            (str(crew_id), day.isoformat())
            for crew_id, row in zip(crews.index, there, strict=True)
            for day, on_duty in zip(on, row, strict=True)
            if not on_duty and shifts[str(crew_id), day.isoformat()] is not None
        }
        ready.version += 1
        st.rerun()


def _there(
    shifts: Mapping[tuple[str, str], tuple[str, str] | None], ready: Ready, at: tuple[str, str]
) -> bool:
    return shifts[at] is not None and at not in ready.off


def _shifts(shifts: Sequence[tuple[str, str] | None], lang: Lang) -> str:
    """Say the shifts of a crew in the days planned, each once."""
    told = dict.fromkeys("–".join(shift) for shift in shifts if shift)
    return listed(list(told), lang) if told else say("crew_shifts.off", lang)


def what(asked: Asked, ready: Ready, lang: Lang) -> None:
    """Show what the week asks for, to be ticked off where it is not wanted this time."""
    problem = asked.problem
    tasks = sorted(problem.tasks, key=lambda task: _KINDS.index(task.kind))
    kinds = Counter(task.kind for task in tasks if task.task_id not in ready.skipped)
    parts = [say(f"week.count.{kind}", lang, count=kinds[kind]) for kind in _KINDS if kinds[kind]]
    include = say("col.wanted", lang)
    rows = [
        {include: task.task_id not in ready.skipped, **_row(asked, task, lang)} for task in tasks
    ]
    title = say("week.what", lang, parts=listed(parts, lang))
    with st.expander(title, icon=":material/checklist:", key="tours-what"):
        frame = pd.DataFrame(rows)
        with st.form(f"what-{asked.first_day}"):
            st.caption(say("week.what_help", lang))
            edited = st.data_editor(
                frame,
                alt=title,
                placeholder="",
                hide_index=True,
                disabled=[head for head in frame.columns if head != include],
                key=f"what-{asked.first_day}-{problem.days}-{lang}-{ready.version}",
                height=_LIST_PX,
            )
            kept = st.form_submit_button(say("week.take_over", lang), type="primary")
        shut = asked.context.closed_sites
        if shut:
            sites = asked.ground.area.sites[f"name_{lang}"]
            told = listed([str(sites.get(name, name)) for name in shut], lang)
            st.caption(plain(say("week.closed_sites", lang, names=told)))
        if asked.context.closed_streets:
            st.caption(say("week.closed_streets", lang, count=len(asked.context.closed_streets)))
    if kept and tasks:
        wanted = edited[include].to_numpy(dtype=bool)
        ready.skipped = {t.task_id for t, is_on in zip(tasks, wanted, strict=True) if not is_on}
        ready.version += 1
        st.rerun()


def _row(asked: Asked, task: Task, lang: Lang) -> dict[str, object]:
    """Return one thing to be done as a planner reads it."""
    metres = float(asked.context.tasks["length_m"].get(task.task_id, 0))
    due = asked.context.dues.get(task.task_id)
    last = asked.first_day + timedelta(days=due.last_day) if due else None
    return {
        say("col.kind", lang): say(f"task_kind.{task.kind}", lang),
        say("col.site", lang): asked.names(lang).get(task.task_id, task.task_id),
        say("col.times", lang): task.times,
        say("col.must", lang): say("common.yes", lang) if task.mandatory else "",
        say("col.promised_gap", lang): due.gap_days if due else None,
        say("col.last_visit", lang): last.isoformat() if last else "",
        say("col.when", lang): _hours(task, lang),
        say("col.far", lang): length(metres, lang) if metres else "",
    }


def _hours(task: Task, lang: Lang) -> str:
    """Say between which hours something can be done, the same on every day or not."""
    hours = {(w.open_s % DAY_S, w.open_s % DAY_S + w.close_s - w.open_s) for w in task.windows}
    told = [f"{clock(first, lang)}–{clock(last, lang)}" for first, last in sorted(hours)]
    return listed(told, lang, most=2)
