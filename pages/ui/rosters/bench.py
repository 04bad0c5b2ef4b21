"""The board of a roster: changed by hand, judged at once, mended, taken over by somebody else."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import streamlit as st

from pages.ui.plain import plain
from pages.ui.rosters import component
from pages.ui.rosters.work import Desk, Step, cell_of, done
from planner import judge, rosters
from planner.problem.roster import OFF
from planner.problem.roster_moves import duties_moved
from planner.report.roster_names import cell_told, fault_told, kind_short, names_of
from planner.report.roster_table import word
from planner.words import Lang, say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pages.ui.rosters.component import Event
    from planner.judge import Fault
    from planner.problem.roster_moves import Cell

_PICKED, _TOLD = "roster-picked", "roster-told"
_FAULTS_MOST, _CURES_MOST, _OTHERS_MOST = 10, 4, 6
# light for day, dark for night; words stand on them, so that no colour has to be told apart
_LOOK = {
    "day": ("#ffe9a8", "#1b1f24"),
    "night": ("#1f3a5f", "#ffffff"),
    "early": ("#d3f0d9", "#1b1f24"),
    "late": ("#ffd6b0", "#1b1f24"),
    "duty": ("#7a1f3d", "#ffffff"),
    "standby": ("#dfe0f7", "#1b1f24"),
    OFF: ("#f6f7f8", "#56606b"),
}


def show(desk: Desk, step: Step, typed: Mapping[str, str], lang: Lang) -> None:
    """Show a roster, to be changed by hand."""
    st.subheader(say("roster.board", lang))
    names = names_of(step.problem, desk.names, lang)
    faults = step.faults
    _verdict(desk, step, faults, names, lang)

    def take(event: Event) -> None:
        _take(desk, event)

    component.board(_data(desk, step, faults, typed, lang), take)
    st.caption(say("roster.board_help", lang))
    with st.container(horizontal=True):
        for key, able, act in (
            ("undo_step", desk.work.can_undo, desk.work.undo),
            ("redo_step", desk.work.can_redo, desk.work.redo),
        ):
            icon = f":material/{key.removesuffix('_step')}:"
            st.button(say(f"roster.{key}", lang), icon=icon, disabled=not able, on_click=act)
    _cures(desk, step, faults, names, lang)
    _others(desk, step, names, lang)


def _take(desk: Desk, event: Event) -> None:
    """Do what was done on the board; keep it as another step."""
    step = desk.work.now
    if step is None:
        return
    try:
        at = event["at"] if event["op"] in ("pick", "set") else event["to"]
        cell_of(step, at)
        st.session_state[_PICKED] = [str(at[0]), int(at[1])]
        after = step if event["op"] == "pick" else done(step, event)
    except (LookupError, TypeError, ValueError):
        st.session_state[_TOLD] = "roster.cannot"
        return
    if after is not step:
        desk.work.add(after)


def _data(
    desk: Desk, step: Step, faults: tuple[Fault, ...], typed: Mapping[str, str], lang: Lang
) -> dict[str, object]:
    """Return what the board shows."""
    problem, made = step.problem, step.before or desk.work.made or step.plan
    wrong = {(dict(f.facts).get("slot", ""), dict(f.facts).get("day", 0)) for f in faults}
    picked = _picked(step)
    rows = [
        {
            "id": slot.slot_id,
            "slot": slot.slot_id,
            "name": desk.names.get(slot.slot_id.rpartition("-")[0], ""),
            "initials": typed.get(slot.slot_id, ""),
            "leads": slot.leads,
            "cells": [
                {
                    "shift": cell,
                    "wrong": (slot.slot_id, day + 1) in wrong,
                    "moved": cell != made.rows[s][day],
                    "away": day in slot.away,
                }
                for day, cell in enumerate(step.plan.rows[s])
            ],
        }
        for s, slot in enumerate(problem.slots)
    ]
    shifts = {
        cell: {
            "word": word(cell, lang),
            "short": say(f"roster_short.{cell or 'off'}", lang),
            "colour": _LOOK[cell][0],
            "ink": _LOOK[cell][1],
        }
        for cell in (*problem.shift_ids, OFF)
    }
    return {
        "days": [
            _day(desk, step, day, ("", day + 1) in wrong, lang) for day in range(len(problem.days))
        ],
        "rows": rows,
        "shifts": shifts,
        "picked": list(picked) if picked else None,
        "picked_told": cell_told(problem, step.plan, picked, desk.first, lang) if picked else "",
        "words": {
            "title": say("roster.board", lang),
            "slot": say("roster.slot", lang),
            "exchange": say("roster.exchange", lang),
            "key": say("roster.key", lang),
        },
    }


def _day(desk: Desk, step: Step, number: int, wrong: bool, lang: Lang) -> dict[str, object]:
    day: date = desk.first + timedelta(days=number)
    kind = step.problem.days[number]
    told = f"{day.isoformat()} {say(f'day.{kind}', lang)}"
    return {
        "date": f"{day.month}-{day.day}",
        "weekday": say(f"places.weekday.{day.weekday()}", lang),
        "kind": kind_short(kind, lang),
        "told": told,
        "weekend": any(number in weekend for weekend in step.problem.weekends),
        "wrong": wrong,
        "past": number < step.since,
    }


def _picked(step: Step) -> Cell | None:
    told = st.session_state.get(_PICKED)
    try:
        return cell_of(step, told) if told else None
    except (LookupError, ValueError):
        return None


def _verdict(
    desk: Desk, step: Step, faults: tuple[Fault, ...], names: Mapping[str, str], lang: Lang
) -> None:
    """Say what the judge says of the roster as it stands, and how far it is from the one before."""
    told = st.session_state.pop(_TOLD, "")
    if told:
        st.warning(say(told, lang), icon=":material/warning:")
    change = ""
    before = step.before or desk.work.made
    if before is not None and before != step.plan:
        moved, all_ = duties_moved(before, step.plan, step.since)
        change = say("roster.moved", lang, moved=moved, duties=all_)
    if not faults:
        points = judge.objective(step.problem, step.plan)
        st.success(
            f"**{say('roster.sound', lang, points=points)}** {change}", icon=":material/verified:"
        )
        return
    lines = [fault_told(f, names, desk.first, lang) for f in faults[:_FAULTS_MOST]]
    listed = "\n".join(f"- {plain(line)}" for line in lines)
    head = say("roster.broken", lang, count=len(faults))
    st.error(f"**{head}** {change}\n\n{listed}", icon=":material/gpp_bad:")


def _cures(
    desk: Desk, step: Step, faults: tuple[Fault, ...], names: Mapping[str, str], lang: Lang
) -> None:
    """Offer for the first broken rules the smallest change that mends one, as a button each."""
    if not faults:
        return
    st.markdown(f"**{say('roster.cures', lang)}**")
    for number, fault in enumerate(faults[:_CURES_MOST]):
        change = rosters.cure(step.problem, step.plan, fault)
        wrong = plain(fault_told(fault, names, desk.first, lang))
        with st.container(horizontal=True, vertical_alignment="center"):
            if change is None or any(day < step.since for _, day in change.cells):
                st.markdown(f"{wrong} {say('roster.no_cure', lang)}", width=560)
                continue
            cells = [
                cell_told(step.problem, change.plan, cell, desk.first, lang)
                for cell in change.cells
            ]
            words = say("roster.cure", lang, cells=cells, more=change.more)
            st.markdown(f"{wrong} {plain(words)}", width=560)
            st.button(
                say("roster.cure_take", lang),
                key=f"roster-cure-{number}",
                on_click=desk.work.add,
                args=(step.changed(change.plan),),
            )


def _others(desk: Desk, step: Step, names: Mapping[str, str], lang: Lang) -> None:
    """Say of the cell in hand who else could take it, or why nobody can."""
    picked = _picked(step)
    if picked is None or picked[1] < step.since:
        st.caption(say("roster.others_none_picked", lang))
        return
    found = rosters.alternatives(step.problem, step.plan, picked)
    sound = [one for one in found if not one.new and all(day >= step.since for _, day in one.cells)]
    told = cell_told(step.problem, step.plan, picked, desk.first, lang)
    with st.container(border=True, gap="xsmall"):
        st.markdown(f"**{say('roster.others', lang, cell=told)}**")
        if not sound:
            st.caption(say("roster.others_none", lang, count=len(found)))
        for one in sound[:_OTHERS_MOST]:
            other = next(row for row, _ in one.cells if row != picked[0])
            slot = names[step.problem.slots[other].slot_id]
            days = sorted({day for _, day in one.cells})
            words = say(
                "roster.other",
                lang,
                slot=slot,
                first=(desk.first + timedelta(days=days[0])).isoformat(),
                days=days[-1] - days[0] + 1,
                more=one.more,
            )
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(plain(words), width=560)
                st.button(
                    say("roster.other_take", lang),
                    key=f"roster-other-{other}",
                    on_click=desk.work.add,
                    args=(step.changed(one.plan),),
                )
        for one in [] if sound else found[:_OTHERS_MOST]:
            other = next(row for row, _ in one.cells if row != picked[0])
            why = one.new[0] if one.new else None
            reason = (
                fault_told(why, names, desk.first, lang) if why else say("roster.other_past", lang)
            )
            st.markdown(f"- {plain(names[step.problem.slots[other].slot_id])}: {plain(reason)}")
