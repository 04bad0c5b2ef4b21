"""A day of the week in work: map, timetable, the stop in hand, and what the judge says at once."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import streamlit as st

from pages.ui import cache
from pages.ui.plain import plain
from pages.ui.tours import component, lay
from pages.ui.tours.steps import done
from planner.judge import tours_cost
from planner.problem.tour_events import moved
from planner.report.tour_map import base
from planner.report.tour_tables import day_name, fault_told
from planner.words import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from pages.ui.tours.asked import Asked
    from pages.ui.tours.work import Event, Sheet, Work
    from planner.judge import Fault
    from planner.problem.tour_moves import Spot, Step
    from planner.words import Lang

_DAY, _PICKED, _TOLD = "tours-day", "tours-picked", "tours-told"
_FAULTS_MOST = 8


def show(work: Work, sheet: Sheet, lang: Lang) -> None:
    """Show the day that is chosen, to be changed by hand."""
    asked, faults = sheet.on, sheet.faults
    names = asked.names(lang)
    day = lay.Day(sheet, day_shown(sheet, lang), names, lang, _picked(sheet))

    def take(event: Event) -> None:
        _take(work, event)

    map_shown(day, asked, lang, take)
    verdict(work, sheet, faults, names, lang)
    component.board(day.board(faults), take)
    st.caption(say("week.board.help", lang))
    _form(work, sheet, day.number, lang)


def map_shown(
    day: lay.Day, asked: Asked, lang: Lang, take: Callable[[Event], None] | None = None
) -> None:
    """Show the map of a day; without `take` only to be looked at."""
    key = f"{asked.ground.area.area_id}|{asked.ground.area.fingerprint}"
    component.day_map(
        {
            "key": key,
            "base": cache.drawn_work("tours base", key, lambda: base(asked.ground)),
            "state": day.map(asked),
            "legend": day.legend(),
            "words": {"title": say("week.map", lang)},
        },
        take,
    )


def day_shown(sheet: Sheet, lang: Lang, *, key: str = _DAY) -> int:
    """Show the days that have turns, and return the one to look at."""
    days = lay.days_out(sheet.problem)
    if st.session_state.get(key) not in days:
        out = [day for day in days if lay.tours_of(sheet, day)]
        st.session_state[key] = (out or days or [0])[0]
    chosen = st.segmented_control(
        say("week.day_shown", lang),
        days,
        format_func=lambda day: day_name(sheet.on.first_day + timedelta(days=day), lang),
        key=key,
        required=True,
    )
    return int(chosen if chosen in days else st.session_state[key] or 0)


def _picked(sheet: Sheet) -> lay.Spotted | None:
    """Return the stop in hand, if the plan still has it."""
    told = st.session_state.get(_PICKED)
    if not told:
        return None
    turn_id, position = str(told[0]), int(told[1])
    return (turn_id, position) if position < len(sheet.orders.get(turn_id, ())) else None


def _take(work: Work, event: Event) -> None:
    """Do what was done on the timetable, the map or in the form; keep it as a new sheet."""
    sheet = work.now
    if sheet is None:
        return
    try:
        if event.get("op") == "pick":
            turn_id, position = event["spot"]
            st.session_state[_PICKED] = [str(turn_id), int(position)]
            return
        after, spot = done(sheet, event)
    except (LookupError, TypeError, ValueError):
        st.session_state[_TOLD] = "week.cannot"
        return
    work.add(after)
    st.session_state[_PICKED] = [spot.turn_id, spot.position] if spot else None
    if spot is not None:
        _look_at(after, spot)


def _look_at(sheet: Sheet, spot: Spot) -> None:
    """Show the day a stop went to."""
    st.session_state[_DAY] = next(t.day for t in sheet.problem.turns if t.turn_id == spot.turn_id)


def verdict(
    work: Work, sheet: Sheet, faults: tuple[Fault, ...], names: dict[str, str], lang: Lang
) -> None:
    """Say what the judge says of a plan changed by hand, and what the change costs."""
    told = st.session_state.pop(_TOLD, "")
    if told:
        st.warning(say(told, lang), icon=":material/warning:")
    made = work.made(sheet)
    if made is not None and made.plan == sheet.plan:
        return
    change = _change(made, sheet, lang)
    if not faults:
        _sound(sheet, change, lang)
        return
    first = sheet.on.first_day
    lines = [fault_told(f, lang, names=names, first=first) for f in faults[:_FAULTS_MOST]]
    listed = "\n".join(f"- {plain(line)}" for line in lines)
    if len(faults) > _FAULTS_MOST:
        listed += f"\n- {say('week.faults_more', lang, count=len(faults) - _FAULTS_MOST)}"
    head = say("week.unsound", lang, count=len(faults))
    st.error(f"**{head}**\n\n{listed}\n\n{change}", icon=":material/gpp_bad:")


def _sound(sheet: Sheet, change: str, lang: Lang) -> None:
    """Say that no rule is broken, and plainly what such a plan still lacks."""
    sound = say("week.sound", lang)
    left = sum(count > 0 for count in tours_cost.missing(sheet.problem, sheet.plan).values())
    late = len(tours_cost.late_days(sheet.problem, sheet.plan))
    if left or late:
        button = say("week.again", lang)
        words = say("week.sound_lacking", lang, left=left, late=late, button=button)
        st.warning(f"**{sound}** {words} {change}", icon=":material/rule:")
        return
    st.success(f"**{sound}** {change}", icon=":material/check_circle:")


def _change(made: Sheet | None, sheet: Sheet, lang: Lang) -> str:
    """Say how far a plan is from the one it was made of, and what that costs."""
    if made is None:
        return ""
    told = moved(made.plan, sheet.plan)
    more_s = sheet.cost - made.cost
    key = "more" if more_s > 0 else "less" if more_s < 0 else "same"
    cost = say(f"week.cost.{key}", lang, seconds=abs(more_s))
    return say("week.change", lang, moved=told.moved, calls=told.stops, cost=cost)


def _form(work: Work, sheet: Sheet, day: int, lang: Lang) -> None:
    """Offer the same by list and keys: the stop, where to, and what else can be done with it."""
    names = sheet.on.names(lang)
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            chosen = _stop_box(sheet, day, lang)
            to = _turn_box(sheet, chosen, lang)
            spot = _spot_of(chosen)
            end = len(sheet.orders.get(to, ())) + 1
            here = spot[1] + 1 if spot and spot[0] == to else end
            position = st.number_input(say("week.position", lang), 1, end, value=here, width=110)
        target = [to, int(position) - 1]
        move = {"op": "move", "spot": spot, "to": target}
        if spot is None:
            move = {"op": "add", "task": chosen.removeprefix("|"), "to": target}
        fixed = spot is not None and sheet.pinned(_task_at(sheet, spot), spot[0])
        with st.container(horizontal=True):
            _button("week.move" if spot else "week.add", move, work, lang, on=bool(chosen and to))
            pin = {"op": "pin", "spot": spot}
            _button("week.unpin" if fixed else "week.pin", pin, work, lang, on=spot is not None)
            _button("week.drop", {"op": "drop", "spot": spot}, work, lang, on=spot is not None)
            st.button(
                say("week.undo", lang),
                icon=":material/undo:",
                disabled=len(work.sheets) < 2 and work.pending is None,
                on_click=work.undo,
            )
        pins = [
            say("week.pin_of", lang, task=names.get(pin.task_id), turn=names.get(pin.turn_id))
            for pin in sheet.problem.pins
        ]
        if pins:
            st.caption(plain(say("week.pins", lang, count=len(pins), names=pins)))


def _button(key: str, event: Event, work: Work, lang: Lang, *, on: bool) -> None:
    st.button(
        say(key, lang), disabled=not on, on_click=_take, args=(work, event), key=f"do-{event['op']}"
    )


def _stop_box(sheet: Sheet, day: int, lang: Lang) -> str:
    """Choose a stop of the day, or a task that is left out."""
    names = sheet.on.names(lang)
    labels: dict[str, str] = {}
    for turn, tour in lay.tours_of(sheet, day):
        crew = names.get(turn.crew_id, turn.crew_id)
        for number, call in enumerate(tour.calls):
            name = names.get(call.task_id, call.task_id)
            told = say("week.stop_label", lang, crew=crew, number=number + 1, name=name)
            labels[f"{turn.turn_id}|{number}"] = told
    left = say("week.left", lang)
    for task_id in lay.missing_tasks(sheet):
        labels[f"|{task_id}"] = f"{left} · {names.get(task_id, task_id)}"
    options = list(labels)
    picked = _picked(sheet)
    wanted = f"{picked[0]}|{picked[1]}" if picked else None
    return str(
        st.selectbox(
            say("week.stop_box", lang),
            options,
            index=options.index(wanted) if wanted in options else 0 if options else None,
            format_func=lambda key: labels.get(key, key),
            width=300,
        )
        or ""
    )


def _turn_box(sheet: Sheet, chosen: str, lang: Lang) -> str:
    """Choose the turn a stop goes to, that of the stop itself first."""
    names = sheet.on.names(lang)
    turns = [turn.turn_id for turn in sheet.problem.turns]
    spot = _spot_of(chosen)
    index = turns.index(spot[0]) if spot and spot[0] in turns else 0 if turns else None
    return str(
        st.selectbox(
            say("week.to_turn", lang),
            turns,
            index=index,
            format_func=lambda turn_id: names.get(turn_id, turn_id),
            width=260,
        )
        or ""
    )


def _spot_of(chosen: str) -> tuple[str, int] | None:
    turn_id, _, position = chosen.rpartition("|")
    return (turn_id, int(position)) if turn_id and position.isdecimal() else None


def _task_at(sheet: Sheet, spot: tuple[str, int]) -> str:
    steps: tuple[Step, ...] = sheet.orders.get(spot[0], ())
    return steps[spot[1]].task_id if spot[1] < len(steps) else ""
