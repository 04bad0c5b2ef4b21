"""The page of rosters: the board with its verdict, the file out and in, a month simulated."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

import streamlit as st

from geo.schema import InputError
from pages.ui import cards, desk, frame, state
from pages.ui.bringing import uploader_words
from pages.ui.plain import plain
from planner import judge, rosters, simulate
from planner.demand.day_types import first_of_patrols
from planner.demand.roster import RosterSettings, roster_question, slot_post
from planner.demand.roster_patterns import PATTERNS
from planner.demand.simulation import crews_of, demand_of, force_of
from planner.problem import problem_id
from planner.problem.roster import OFF, RosterFixed, RosterPlan
from planner.report import roster as report
from planner.report.files import source_note
from planner.report.roster_table import read_roster, roster_table, word
from planner.report.workbook import workbook_bytes
from planner.words import Lang, explain, say

if TYPE_CHECKING:
    import pandas as pd

    from planner.outcome import Effort
    from planner.problem.roster import RosterProblem
    from planner.road import Ground

_RUNS, _YES_NO = 20, ("yes", "no")
_SHOWN = 12
"""Broken rules said at once; the rest are counted."""


@dataclass(frozen=True, eq=False)
class _Sheet:
    """What the parts of the page show."""

    ground: Ground
    asked: RosterSettings
    problem: RosterProblem
    posts: dict[str, str]


def settings(ground: Ground, lang: Lang) -> RosterSettings:
    """Show what a station sets and return it."""
    patterns = tuple(PATTERNS)
    first = state.dated("first", say("roster.first", lang), first_of_patrols(ground.area.data_date))
    pattern = state.picked(
        "pattern",
        patterns,
        say("roster.pattern", lang),
        lambda key: say(f"roster_pattern.{key}", lang),
        hint=say("roster.pattern_help", lang),
    )
    days = state.counted("days", say("roster.days", lang), least=7, most=42, start=28)
    run = state.counted("run", say("roster.longest_run", lang), least=1, most=14, start=6)
    held_in = state.counted(
        "held_in",
        say("roster.held_in_pct", lang),
        least=0,
        most=100,
        start=PATTERNS[pattern].held_in_pct,
    )
    extra = state.counted("extra", say("roster.extra", lang), least=0, most=9, start=1)
    leader, must = (
        state.picked(
            name,
            order,
            say(f"roster.{name}", lang),
            lambda key, name=name: say(f"roster.{name}_{key}", lang),  # type: ignore[misc]
        )
        for name, order in (("leader", _YES_NO), ("must", _YES_NO[::-1]))
    )
    return RosterSettings(
        first,
        days,
        pattern,
        extra=(("market", extra), ("flood", extra)),
        must=must == "yes",
        longest_run=run,
        leader_daily=leader == "yes",
        held_in_pct=held_in,
    )


def show(ground: Ground, asked: RosterSettings, effort: Effort, lang: Lang) -> None:
    """Show the roster of the settings: asked, answered, changed by hand, simulated."""
    part = state.shown(
        "part",
        ("board", "month"),
        say("roster.part", lang),
        lambda name: say(f"roster.part_{name}", lang),
    )
    problem = roster_question(ground, asked)
    key = problem_id(problem)
    hand = st.session_state.get(f"roster-hand-{key}")
    if hand is not None:
        kept, fixed = hand
        problem = replace(problem, kept=kept, fixed=fixed, moved_price=asked.moved_price)
    outcome = desk.answered(problem_id(problem), problem, rosters.solve, effort, lang)
    if hand is not None and st.button(say("roster.undo", lang), icon=":material/undo:"):
        del st.session_state[f"roster-hand-{key}"]
        st.rerun()
    if outcome is None:
        return
    names = report.post_names(ground.area, lang)
    cards.answer(outcome, _words(problem, names, lang), lang, objective="roster.objective_help")
    if isinstance(outcome.plan, RosterPlan):
        sheet = _Sheet(ground, asked, problem, names)
        if part == "board":
            _board(sheet, outcome.plan, key, lang)
        else:
            _month(sheet, outcome.plan, lang)
    cards.run(outcome, lang)


def _words(problem: RosterProblem, posts: dict[str, str], lang: Lang) -> dict[str, str]:
    """Return id -> name of every slot and shift."""
    ids = [slot.slot_id for slot in problem.slots]
    slots = {slot_id: f"{posts[slot_post(slot_id)]} {slot_id}" for slot_id in ids}
    return slots | {shift: word(shift, lang) for shift in problem.shift_ids}


def _board(sheet: _Sheet, plan: RosterPlan, key: str, lang: Lang) -> None:
    """Show the table to change, its verdict, and what can be done with it."""
    ground, asked, problem, posts = sheet.ground, sheet.asked, sheet.problem, sheet.posts
    st.subheader(say("roster.board", lang))
    st.caption(say("roster.board_help", lang))
    about = f"roster-{key[:12]}-{hashlib.sha256(repr(plan.rows).encode()).hexdigest()[:12]}"
    begun, typed = st.session_state.get(f"{about}-read", (plan, {}))
    table = roster_table(problem, begun, asked.first, posts, lang, initials=typed)
    edited = _editor(table, problem, f"{about}-{hash(begun.rows)}", lang)
    changed = _plan_of(edited, problem, lang)
    _verdict(problem, changed, _words(problem, posts, lang), lang)
    moved = [
        RosterFixed(slot.slot_id, day, cell)
        for slot, old, new in zip(problem.slots, plan.rows, changed.rows, strict=True)
        for day, (before, cell) in enumerate(zip(old, new, strict=True))
        if before != cell
    ]
    if moved:
        st.caption(say("roster.changed", lang, count=len(moved)))
        if st.button(say("roster.keep", lang), icon=":material/replay:"):
            anew = {(cell.slot_id, cell.day) for cell in moved}
            settled = [cell for cell in problem.fixed if (cell.slot_id, cell.day) not in anew]
            st.session_state[f"roster-hand-{key}"] = (plan.rows, (*settled, *moved))
            st.rerun()
    cards.table(
        report.share_table(problem, changed, posts, lang),
        lang,
        name="roster_share",
        title=say("roster.share", lang),
    )
    initials = dict(zip(edited.iloc[:, 0], edited.iloc[:, 2].fillna(""), strict=True))
    sheets = report.sheets_of(problem, changed, asked.first, posts, lang, initials=initials)
    st.download_button(
        say("common.download_xlsx", lang),
        lambda: workbook_bytes(
            sheets,
            note=source_note(ground.area, lang),
            stamp=datetime.fromisoformat(ground.area.data_date),
        ),
        file_name=state.file_name("roster.xlsx"),
        on_click="ignore",
    )
    _handed_back(problem, asked.first, about, lang)


def _editor(table: pd.DataFrame, problem: RosterProblem, key: str, lang: Lang) -> pd.DataFrame:
    heads = list(table.columns)
    choices = [word(cell, lang) for cell in (*problem.shift_ids, OFF)]
    config: dict[str, object] = {
        head: st.column_config.SelectboxColumn(
            _day(head, lang), options=choices, required=True, width=112
        )
        for head in heads[3:]
    }
    config[heads[0]] = st.column_config.TextColumn(pinned=True)
    config[heads[2]] = st.column_config.TextColumn(
        max_chars=4, validate=r"^[A-Za-z]{0,4}$", width=72
    )
    edited: pd.DataFrame = st.data_editor(
        table, hide_index=True, disabled=heads[:2], column_config=config, key=key
    )
    return edited


def _day(text: str, lang: Lang) -> str:
    day = date.fromisoformat(text)
    return f"{day.month}-{day.day} {say(f'places.weekday.{day.weekday()}', lang)}"


def _plan_of(table: pd.DataFrame, problem: RosterProblem, lang: Lang) -> RosterPlan:
    known = {word(cell, lang): cell for cell in (*problem.shift_ids, OFF)}
    rows = table.iloc[:, 3:].itertuples(index=False, name=None)
    return RosterPlan(tuple(tuple(known.get(cell, OFF) for cell in row) for row in rows))


def _verdict(problem: RosterProblem, plan: RosterPlan, names: dict[str, str], lang: Lang) -> None:
    """Say what the judge says of the table as it stands."""
    faults = judge.faults(problem, plan)
    if not faults:
        points = judge.objective(problem, plan)
        st.success(say("roster.sound", lang, points=points), icon=":material/verified:")
        return
    st.error(say("roster.broken", lang, count=len(faults)), icon=":material/error:")
    told = [explain("fault", f.rule, f.facts, lang, names=names) for f in faults[:_SHOWN]]
    st.markdown("\n".join(f"- {plain(line)}" for line in told))


def _handed_back(problem: RosterProblem, first: date, about: str, lang: Lang) -> None:
    """Take a workbook back: what it says stands on the board, and is judged there."""
    uploader_words(lang)
    given = st.file_uploader(say("roster.upload", lang), type=["xlsx"], key=f"{about}-file")
    if given is None:
        return
    content = given.getvalue()
    mark = hashlib.sha256(content).hexdigest()
    if st.session_state.get(f"{about}-mark") == mark:
        st.caption(say("roster.read", lang, file=plain(given.name)))
        return
    try:
        read = read_roster(given.name, content, problem, first)
    except InputError as error:
        st.error(plain(frame.sentence(error, lang)), icon=":material/error:")
        return
    st.session_state[f"{about}-mark"] = mark
    st.session_state[f"{about}-read"] = read
    st.rerun()


def _month(sheet: _Sheet, plan: RosterPlan, lang: Lang) -> None:
    """Show what a month with the roster would be like, and with a post left empty."""
    ground, asked, problem, names = sheet.ground, sheet.asked, sheet.problem, sheet.posts
    demand = demand_of(ground)
    told = {"days": len(problem.days), "runs": _RUNS, "counted": demand.counted_days}
    st.caption(say("simulate.intro", lang, **told, busy_min=demand.busy_s // 60))
    force = force_of(ground, crews=crews_of(problem, plan, asked.pattern), on=asked.first)
    how = simulate.Simulation(days=len(problem.days), runs=_RUNS)
    before = simulate.figures(demand, force, how)
    empty = state.picked(
        "empty",
        ("", *force.posts),
        say("simulate.away", lang),
        lambda post: names[post] if post else say("simulate.away_none", lang),
    )
    if empty:
        units = zip(force.posts, force.units, strict=True)
        without = replace(force, units=tuple((0,) if p == empty else u for p, u in units))
        found = simulate.compared(before, simulate.figures(demand, without, how))
        table = report.compared_table(found, lang)
        cards.table(table, lang, name="compared", title=say("simulate.compared", lang))
        st.caption(say("simulate.same", lang))
    else:
        table = report.figures_table(before, lang)
        cards.table(table, lang, name="figures", title=say("simulate.figures", lang))
    table = report.load_table(before, names, lang)
    cards.table(table, lang, name="loads", title=say("simulate.loads", lang))
