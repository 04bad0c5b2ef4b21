"""What each number of cameras buys, with a bound at every point, and in which order to build."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from pages.ui import cards, desk, state
from pages.ui.camera import plan
from planner import cameras
from planner.judge import camera as judge
from planner.outcome import Stopped
from planner.problem import problem_id
from planner.report import camera_tables
from planner.words import say

if TYPE_CHECKING:
    from planner.demand.camera import CameraContext
    from planner.outcome import Effort
    from planner.problem import CameraProblem
    from planner.words import Lang


def show(
    problem: CameraProblem,
    context: CameraContext,
    outcomes: tuple[plan.Answer, ...],
    effort: Effort,
    lang: Lang,
) -> None:
    """Show the curves of budgets and the order of building."""
    cards.status(outcomes[0], lang)
    _curve(problem, outcomes, lang)
    if outcomes[0].run.stopped is not Stopped.CANCELLED:
        _money(problem, outcomes[0], effort, lang)
    found = outcomes[0].plan
    if found is None:
        return
    st.subheader(say("camera.phases", lang))
    st.caption(say("camera.phases_help", lang))
    each = state.counted(
        "phase", say("camera.per_phase", lang), least=1, most=500, start=plan.PER_PHASE
    )
    order = cameras.in_order(problem, found, per_phase=each)
    table = camera_tables.phase_table(order, context.names(lang), lang)
    cards.table(table, lang, name="camera_phases")


def _curve(problem: CameraProblem, outcomes: tuple[plan.Answer, ...], lang: Lang) -> None:
    st.subheader(say("camera.curve", lang))
    curve = plan.curve(problem, outcomes) if len(outcomes) > 1 else ()
    if not curve:
        st.info(say("camera.curve_none", lang))
        return
    st.caption(say("camera.curve_help", lang))
    lost, bound = say("camera.curve_lost", lang), say("camera.curve_bound", lang)
    cameras_word = say("col.camera_budget", lang)
    chart = pd.DataFrame(
        {
            cameras_word: [point.budget for point in curve],
            lost: [point.objective for point in curve],
            bound: [point.bound for point in curve],
        }
    )
    st.line_chart(chart, x=cameras_word, y=[lost, bound], height=280)
    _next(problem, curve, lang)
    table = camera_tables.curve_table(curve, plan.total(problem), lang)
    cards.table(table, lang, name="camera_curve")


def _money(problem: CameraProblem, outcome: plan.Answer, effort: Effort, lang: Lang) -> None:
    """Show what money buys, from nothing to somewhat more than the plan costs."""
    if outcome.plan is None:
        return
    st.subheader(say("camera.money", lang))
    st.caption(say("camera.money_help", lang))
    spent = judge.cost(problem, outcome.plan)
    budgets = plan.money(spent)
    told = desk.answers(
        f"{problem_id(problem)}|money|{spent}",
        problem,
        lambda asked, **how: plan.solve_money(asked, budgets, **how),
        effort,
        lang,
        none="camera.money_none",
    )
    curve = cameras.points(budgets, told)
    if not curve:
        return
    money, lost, bound = (
        say(key, lang) for key in ("col.camera_money", "camera.curve_lost", "camera.curve_bound")
    )
    chart = pd.DataFrame(curve, columns=[money, lost, bound])
    st.line_chart(chart, x=money, y=[lost, bound], height=280)
    now = max((p for p in curve if p.budget <= spent), default=curve[0])
    more = next((p for p in curve if p.budget > now.budget and p.objective < now.objective), None)
    if more is None:
        st.info(say("camera.money_enough", lang))
    else:
        gain = now.objective - more.objective
        st.info(say("camera.money_next", lang, now=now.budget, then=more.budget, gain=gain))
    table = camera_tables.cost_table(curve, plan.total(problem), lang)
    cards.table(table, lang, name="camera_money")


def _next(problem: CameraProblem, curve: tuple[cameras.CurvePoint, ...], lang: Lang) -> None:
    """Say what the camera after those asked for would save."""
    lost = {point.budget: point.objective for point in curve}
    now, more = lost.get(problem.max_cameras), lost.get(problem.max_cameras + 1)
    if now is None or more is None:
        return
    if now > more:
        st.info(say("camera.next", lang, cameras=problem.max_cameras + 1, gain=now - more))
    else:
        st.info(say("camera.next_none", lang))
