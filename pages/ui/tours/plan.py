"""The plan of a week: asked for, watched, changed, asked for again, looked at, approved."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.ui import cards, desk, jobs, state
from pages.ui.tours import (
    bench,
    choices,
    compare,
    cures,
    drafts,
    events,
    papers,
    result,
    roads,
    vary,
    weeks,
)
from pages.ui.tours.shelf import shelf
from pages.ui.tours.work import Hand, Sheet, Work, copied, laid, to_ask_again
from planner.problem import problem_id
from planner.store import tours as store
from planner.words import say

if TYPE_CHECKING:
    from datetime import date

    from pages.ui.tours.asked import Asked
    from planner.outcome import Effort
    from planner.problem.tours import ToursProblem
    from planner.words import Lang


def show(asked: Asked, problem: ToursProblem, effort: Effort, lang: Lang) -> None:
    """Show the plan of a week with everything that can be done about it."""
    week_id = problem_id(problem)
    work = shelf().get(f"work|{week_id}", lambda: drafts.opened(asked, week_id))
    _carried(work, asked, problem)
    if work.now is None or len(work.sheets) == 1:
        _copy(work, asked, problem, lang)
    question = work.question(problem)
    waits = st.container()
    name = jobs.name_of(problem_id(question), effort)
    _let_go(work, name)
    about = work.pending or work.now
    solve = roads.solve_on(about.on if about else asked)
    if work.pending is not None and jobs.desk().find(name) is None:
        jobs.start(problem_id(question), question, solve, effort)
    none = "week.not_with_this" if work.now else "state.none"
    if work.now is not None and len(work.sheets) == 1 and work.now.how == "carried":
        none = "week.carried"
    outcome = desk.answered(problem_id(question), question, solve, effort, lang, none=none)
    if outcome is not None:
        names = about.on.names(lang) if about else asked.names(lang)
        work.answered(question, outcome, asked)
        cards.answer(outcome, names, lang, objective="week.objective_help")
    if work.pending is not None:
        button = say("week.let_go", lang)
        told = "week.pending" if outcome is None else "week.pending_none"
        waits.info(say(told, lang, button=button), icon=":material/pending_actions:")
        waits.button(button, on_click=work.undo, icon=":material/close:")
    sheet = work.now
    if sheet is None:
        return
    drafts.keep(work, asked, week_id)
    events.told(sheet, lang)
    bench.show(work, sheet, lang)
    _again(work, sheet, lang)
    events.form(work, sheet, lang)
    vary.show(work, sheet, lang)
    if outcome is not None and outcome.solved:
        choices.show(work, sheet, outcome, effort, lang)
    compare.show(work, sheet, lang)
    result.tables(sheet, outcome, lang, below_left=lambda: cures.show(work, sheet, outcome, lang))
    if not sheet.faults:
        papers.show(
            sheet.problem,
            sheet.plan,
            sheet.on.context,
            lang,
            draft=lambda: not weeks.is_approved(sheet),
        )
    weeks.approval(sheet, lang)
    if outcome is not None:
        cards.run(outcome, lang)


def _let_go(work: Work, name: str) -> None:
    """Stop what is computed for a question nobody waits for any more: the slot is for others."""
    wanted = name if work.pending is not None else ""
    if work.running and work.running != wanted:
        job = jobs.desk().find(work.running)
        if job is not None and not job.done:
            job.cancel()
    work.running = wanted


def _carried(work: Work, asked: Asked, problem: ToursProblem) -> None:
    """Lay the plan in hand on the week as it is set now: who is there or a rule has changed.

    It is only looked at and judged; what was computed for the week as it was set is still there.
    """
    area_id, first = asked.ground.area.area_id, asked.first_day
    hand = shelf().get(f"hand|{area_id}|{first}|{problem.days}", Hand)
    if work.now is None and hand.work is not None and hand.work.now is not None:
        sheet = laid(problem, asked, hand.work.now)
        if sheet is not None:
            work.add(sheet)
    hand.work = work


def _copy(work: Work, asked: Asked, problem: ToursProblem, lang: Lang) -> None:
    """Offer to open the week as approved, or to lay the one before on it."""
    area_id, first = asked.ground.area.area_id, asked.first_day
    weeks = store.approved(state.TOURS, area_id)
    before = next((day for day in weeks if day < first), None)
    offers = [("open", first)] if first in weeks else []
    offers += [("copy", before)] if before is not None else []

    def lay(day: date) -> None:
        week = store.load(state.TOURS, area_id, day)
        on = drafts.stood_on(asked, week.problem, week.steps) if day == first else None
        if on is not None and week.steps:  # with what had happened to its ground
            sheet = Sheet(week.problem, week.problem, week.plan, "copied", on)
        else:
            sheet = copied(problem, asked, week)
        if sheet is not None:
            work.add(sheet)

    for key, day in offers:
        st.button(
            say(f"week.{key}", lang, date=day.isoformat()),
            key=f"tours-{key}",
            on_click=lay,
            args=(day,),
            icon=":material/content_copy:",
            help=say(f"week.{key}_help", lang),
        )


def _again(work: Work, sheet: Sheet, lang: Lang) -> None:
    """Offer to plan anew around what is pinned."""

    def ask() -> None:
        work.ask(to_ask_again(sheet), sheet.on)

    st.button(
        say("week.again", lang),
        icon=":material/push_pin:",
        disabled=work.pending is not None or to_ask_again(sheet) == sheet.asked,
        on_click=ask,
        help=say("week.again_help", lang),
    )
