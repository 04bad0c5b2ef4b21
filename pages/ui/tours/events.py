"""What happens during the week: the plan is kept as far as it holds, and what moved is counted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time, timedelta
from typing import TYPE_CHECKING

import streamlit as st

from pages.ui import cache
from pages.ui.tours.asked import Asked, planned_without, without
from planner.demand.tour_changes import road_cut, urgent_place
from planner.problem.checks import ProblemError
from planner.problem.tour_events import CarBroken, CrewIll, LateStart, after, moved
from planner.problem.tour_parts import DAY_S
from planner.report.roads import placed_names
from planner.report.tour_tables import day_name
from planner.words import clock, say

if TYPE_CHECKING:
    from pages.ui.tours.work import Sheet, Work
    from planner.problem.tour_events import Event
    from planner.problem.tours import ToursProblem
    from planner.words import Lang

KINDS = ("ill", "broken", "road", "urgent", "late")
_TOLD = "tours-event-told"
_WIDE_PX, _NARROW_PX = 300, 190

Happen = Callable[["Sheet", int], tuple["ToursProblem", Asked]]


def told(sheet: Sheet, lang: Lang) -> None:
    """Say how much of the plan people went by has moved."""
    if sheet.before is None:
        return
    was = moved(sheet.before, sheet.plan)
    facts = {"moved": was.moved, "stops": was.stops}
    facts |= {"elsewhere": was.elsewhere, "left": was.left_out, "added": was.added}
    st.info(say("week.moved", lang, **facts), icon=":material/swap_horiz:")


def form(work: Work, sheet: Sheet, lang: Lang) -> None:
    """Offer what may happen, and to plan anew around it."""
    wrong = st.session_state.pop(_TOLD, "")
    with st.expander(
        say("week.events", lang), icon=":material/crisis_alert:", expanded=bool(wrong)
    ):
        st.caption(say("week.events_help", lang))
        if wrong:
            last = divmod(sheet.problem.now_s, DAY_S)
            facts = {"day": _day(sheet, last[0], lang), "time": clock(last[1], lang)}
            st.error(say(wrong, lang, **facts))
        with st.container(horizontal=True, vertical_alignment="bottom"):
            kind = st.selectbox(
                say("week.event", lang),
                KINDS,
                format_func=lambda name: say(f"week.event.{name}", lang),
                width=_NARROW_PX,
                key="tours-event",
            )
            day = st.selectbox(
                say("week.event_day", lang),
                range(sheet.problem.days),
                format_func=lambda number: _day(sheet, number, lang),
                width=_NARROW_PX,
                key="tours-event-day",
            )
            at = st.time_input(say("week.event_at", lang), time(0), width=130, key="tours-event-at")
        with st.container(horizontal=True, vertical_alignment="bottom"):
            happen = _FORMS[kind](sheet, day, lang)
        now_s = day * DAY_S + at.hour * 3600 + at.minute * 60
        st.button(
            say("week.event_go", lang),
            icon=":material/sync:",
            disabled=happen is None or work.pending is not None,
            on_click=_happened,
            args=(work, sheet, happen, now_s),
        )


def _happened(work: Work, sheet: Sheet, happen: Happen, now_s: int) -> None:
    try:
        question, on = happen(sheet, now_s)
    except ProblemError:
        early = now_s < sheet.problem.now_s
        st.session_state[_TOLD] = "week.event_early" if early else "week.event_wrong"
        return
    work.ask(question, on, sheet.plan)


def _day(sheet: Sheet, number: int, lang: Lang) -> str:
    return day_name(sheet.on.first_day + timedelta(days=number), lang)


def _then(event: Event) -> Happen:
    """Let something happen that leaves the ground as it is."""

    def happen(sheet: Sheet, now_s: int) -> tuple[ToursProblem, Asked]:
        question = after(sheet.problem, sheet.plan, [event], now_s=now_s)
        return question, Asked(question, sheet.on.context)

    return happen


def _ill(sheet: Sheet, day: int, lang: Lang) -> Happen | None:
    crew_id = _crew(sheet, lang)
    only = st.checkbox(say("week.event_only", lang), key="tours-event-only")
    turns = [t.turn_id for t in sheet.problem.turns if t.crew_id == crew_id and t.day == day]
    if crew_id is None or (only and not turns):
        return None
    return _then(CrewIll(crew_id, tuple(turns) if only else ()))


def _broken(sheet: Sheet, day: int, lang: Lang) -> Happen | None:
    del day
    crew_id = _crew(sheet, lang)
    mode = st.selectbox(
        say("week.event_mode", lang),
        ["", *(table.mode for table in sheet.problem.travel)],
        format_func=lambda name: say(f"mode.{name}" if name else "week.event_stays", lang),
        width=_NARROW_PX,
    )
    return None if crew_id is None else _then(CarBroken(crew_id, mode))


def _late(sheet: Sheet, day: int, lang: Lang) -> Happen | None:
    names = sheet.on.names(lang)
    turns = [turn for turn in sheet.problem.turns if turn.day == day]
    turn_id = st.selectbox(
        say("week.event_turn", lang),
        [turn.turn_id for turn in turns],
        format_func=lambda name: names.get(name, name),
        width=_WIDE_PX,
    )
    at = st.time_input(say("week.event_start", lang), time(9), width=130)
    if turn_id is None:
        return None
    return _then(LateStart(turn_id, day * DAY_S + at.hour * 3600 + at.minute * 60))


def _road(sheet: Sheet, day: int, lang: Lang) -> Happen | None:
    ground = sheet.on.ground
    key = f"{ground.area.area_id}|{ground.area.fingerprint}|{lang}"
    names = cache.drawn_work("placed road names", key, lambda: placed_names(ground, lang))
    edges = st.multiselect(
        say("week.event_roads", lang),
        list(names),
        format_func=lambda name: names.get(name, name),
        placeholder=say("data.pick", lang),
        select_all=False,  # its entry is in English
        width=_WIDE_PX,
        key="tours-event-roads",
    )
    if not edges:
        return None

    def happen(sheet: Sheet, now_s: int) -> tuple[ToursProblem, Asked]:
        event, context, gone = road_cut(sheet.problem, sheet.on.context, edges, day)
        begun = {c.task_id for tour in sheet.plan.tours for c in tour.calls if c.begin_s < now_s}
        dropped = set(gone) - begun
        left = without(sheet.problem, dropped)
        question = after(left, planned_without(sheet.plan, dropped), [event], now_s=now_s)
        return question, Asked(question, context)

    return happen


def _urgent(sheet: Sheet, day: int, lang: Lang) -> Happen | None:
    area = sheet.on.ground.area
    names = {
        f"{layer}:{key}": str(name)
        for layer, rows in (("site", area.sites), ("place", area.places))
        for key, name in rows[f"name_{lang}"].items()
    }
    place = st.selectbox(
        say("week.event_place", lang),
        list(names),
        index=None,
        format_func=lambda name: names.get(name, name),
        placeholder=say("data.pick", lang),
        width=_WIDE_PX,
        key="tours-event-place",
    )
    minutes = st.number_input(say("week.event_minutes", lang), 5, 240, 20, step=5, width=130)
    if place is None:
        return None

    def happen(sheet: Sheet, now_s: int) -> tuple[ToursProblem, Asked]:
        event, context = urgent_place(
            sheet.problem, sheet.on.context, place, day, minutes=int(minutes)
        )
        question = after(sheet.problem, sheet.plan, [event], now_s=now_s)
        return question, Asked(question, context)

    return happen


def _crew(sheet: Sheet, lang: Lang) -> str | None:
    """Choose a crew, those that go out first."""
    names = sheet.on.names(lang)
    out = {tour.turn_id for tour in sheet.plan.tours}
    busy = {turn.crew_id for turn in sheet.problem.turns if turn.turn_id in out}
    crews = sorted((c.crew_id for c in sheet.problem.crews), key=lambda name: name not in busy)
    found = st.selectbox(
        say("week.event_crew", lang),
        crews,
        format_func=lambda name: names.get(name, name),
        width=_WIDE_PX,
        key="tours-event-crew",
    )
    return str(found) if found else None


_FORMS: dict[str, Callable[[Sheet, int, Lang], Happen | None]] = {
    "ill": _ill,
    "broken": _broken,
    "road": _road,
    "urgent": _urgent,
    "late": _late,
}
