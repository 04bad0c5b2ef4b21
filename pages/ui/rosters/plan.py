"""A roster: asked for, watched, changed by hand, asked for again around that, kept."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from pages.ui import cards, desk, jobs
from pages.ui.plain import plain
from pages.ui.rosters import bench, files, gaps, keep
from pages.ui.rosters.work import Desk, Step, Waiting
from planner import rosters
from planner.outcome import Status
from planner.problem import problem_id
from planner.problem.roster import RosterFixed
from planner.problem.roster_moves import changes, eased
from planner.report import roster as report
from planner.report.roster_changes import changes_table, cost_table, short_table
from planner.report.roster_names import names_of
from planner.words import Lang, known, say

if TYPE_CHECKING:
    from planner.demand.ground import Ground
    from planner.outcome import Effort, Outcome
    from planner.problem.roster import RosterProblem

AGAIN_PRICE = 5
"""Points for each cell that moves when the rest is planned anew."""


def asked(
    table: Desk, problem: RosterProblem | None, effort: Effort, lang: Lang
) -> Outcome[object] | None:
    """Ask what waits, else what was asked last, else `problem`; show how it ended."""
    work = table.work
    now = work.now.asked if work.now else problem
    question = work.pending.problem if work.pending else now
    if question is None:
        return None
    fingerprint = problem_id(question)
    found = jobs.desk().find(jobs.name_of(fingerprint, effort))
    if work.pending is not None and found is None:
        jobs.start(fingerprint, question, rosters.solve, effort)
    elif found is None and work.now is not None and work.now.how == "kept":
        return None  # kept rosters have been answered long ago
    outcome = desk.answered(fingerprint, question, rosters.solve, effort, lang)
    if outcome is not None:
        work.answered(question, outcome)
        names = names_of(question, table.names, lang)
        cards.answer(outcome, names, lang, objective="roster.objective_help")
        if outcome.status is Status.INFEASIBLE:
            _eased(table, question, outcome, names, lang)
    if work.pending is not None:
        st.button(say("roster.let_go", lang), on_click=work.let_go, icon=":material/close:")
    return outcome


def show(ground: Ground, table: Desk, outcome: Outcome[object] | None, lang: Lang) -> None:
    """Show the roster in work with everything that can be done about it."""
    step = table.work.now
    if step is None:
        if outcome is not None:
            cards.run(outcome, lang)
        return
    typed = files.initials(table.area_id, lang)
    bench.show(table, step, typed, lang)
    _again(table, step, lang)
    _changed(table, step, lang)
    cards.table(
        report.share_table(step.problem, step.plan, table.names, lang),
        lang,
        name="roster_share",
        title=say("roster.share", lang),
    )
    keep.offer(ground, table, step, lang)
    files.show(ground, table, step, typed, lang)
    if outcome is not None:
        cards.run(outcome, lang)


def _changed(table: Desk, step: Step, lang: Lang) -> None:
    """Show which shifts are short, and of a roster that was changed what moved and its cost."""
    short = short_table(step.problem, step.plan, table.first, lang)
    if len(short):
        cards.table(short, lang, name="short", title=say("roster_changes.short", lang))
        gaps.show(table, step, lang)
    else:
        st.caption(say("roster_changes.none_short", lang))
    before = step.before or table.work.made
    if before is None or before == step.plan:
        return
    names = names_of(step.problem, table.names, lang)
    moved = changes_table(step.problem, before, step.plan, table.first, names, lang)
    cards.table(moved, lang, name="moved", title=say("roster_changes.title", lang))
    cost = cost_table(step.problem, before, step.plan, lang)
    cards.table(cost, lang, name="cost", title=say("roster_changes.cost", lang))


def _again(table: Desk, step: Step, lang: Lang) -> None:
    """Offer to plan the rest anew around what was changed by hand."""
    made = table.work.made
    cells = changes(made, step.plan) if made is not None else ()
    if made is None or not cells:
        return
    problem = step.problem
    settled = {(one.slot_id, one.day): one for one in problem.fixed}
    for row, day in cells:
        slot = problem.slots[row].slot_id
        settled[slot, day] = RosterFixed(slot, day, step.plan.rows[row][day])
    question = replace(
        problem,
        kept=(step.before or made).rows,
        fixed=tuple(settled.values()),
        moved_price=problem.moved_price or AGAIN_PRICE,
    )

    def ask() -> None:
        table.work.pending = Waiting(question, step.since, step.before)

    st.button(
        say("roster.keep", lang),
        icon=":material/replay:",
        on_click=ask,
        disabled=table.work.pending is not None,
        help=say("roster.changed", lang, count=len(cells)),
    )


def _eased(
    table: Desk,
    question: RosterProblem,
    outcome: Outcome[object],
    names: dict[str, str],
    lang: Lang,
) -> None:
    """Offer to ask again with one rule of the clash eased, each rule once."""
    st.markdown(f"**{say('roster.ease', lang)}**")
    st.caption(say("roster.ease_help", lang))
    waiting = table.work.pending or Waiting(question)
    offered: set[str] = set()
    with st.container(horizontal=True):
        for number, conflict in enumerate(outcome.conflicts):
            key = f"roster_eased.{conflict.rule}"
            facts = {name: names.get(str(v), v) for name, v in conflict.facts}
            words = say(key, lang, **facts) if known(key) else ""
            if not words or words in offered:
                continue
            offered.add(words)
            other = replace(waiting, problem=eased(question, conflict))
            st.button(plain(words), key=f"roster-ease-{number}", on_click=_ask, args=(table, other))


def _ask(table: Desk, waiting: Waiting) -> None:
    table.work.pending = waiting
