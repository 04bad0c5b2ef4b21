"""Days simulated on the page of responders: one plan, or two on the same matters."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from geo.schema import InputError
from pages.ui import cache, cards, downloads, frame, state
from pages.ui.plain import plain
from planner import simulate
from planner.demand.month import month_force, with_patrols
from planner.demand.simulation import demand_of
from planner.problem import problem_id
from planner.report import roster as report
from planner.store import tours
from planner.store.responders import kept_months, load_assignment
from planner.words import say

if TYPE_CHECKING:
    import pandas as pd

    from pages.ui.assignment.asked import Asked
    from planner.simulate import Figures

_MOST_DAYS, _MOST_RUNS, _SAME = 366, 200, "same"


def show(asked: Asked) -> None:
    """Ask what is simulated, simulate it, and show the figures."""
    lang, names = asked.lang, asked.names
    area_id = asked.ground.area.area_id
    months = kept_months(state.OFFICE, area_id)

    def plan_word(key: str) -> str:
        if key == _SAME:
            return say("simulate.plan_same", lang)
        return say("simulate.plan_month", lang, month=key) if key else say("simulate.nearest", lang)

    with st.container(border=True, horizontal=True):
        days = state.counted("sim_days", say("away.days", lang), least=1, most=_MOST_DAYS, start=30)
        runs = state.counted(
            "sim_runs", say("simulate.runs", lang), least=2, most=_MOST_RUNS, start=20
        )
        first = state.picked("sim_first", ("", *months), say("simulate.plan", lang), plan_word)
        second = state.picked(
            "sim_second",
            (_SAME, "", *months),
            say("simulate.plan_other", lang),
            plan_word,
        )
        week = _week(asked)
        empty = st.multiselect(
            say("simulate.empty", lang),
            [post.post_id for post in asked.base.posts],
            format_func=lambda post: names[post],
            placeholder=say("due.away_none", lang),
            select_all=False,
            key="sim_empty",
            width=320,
            persist_state="session",
        )
    try:
        before = _figures(asked, (first, week), (), (days, runs))
        after = None
        if empty or second not in {_SAME, first}:
            plan = first if second == _SAME else second
            after = _figures(asked, (plan, week), tuple(empty), (days, runs))
    except InputError as error:
        st.error(plain(frame.sentence(error, lang)), icon=":material/error:")
        return
    _told(asked, before, after, (days, runs))


def _week(asked: Asked) -> str:
    """Let a week of patrols be chosen, where one is approved."""
    weeks = tours.approved(state.TOURS, asked.ground.area.area_id)
    options = ("", *(day.isoformat() for day in weeks))
    return state.picked(
        "sim_week",
        options,
        say("simulate.patrols", asked.lang),
        lambda key: key or say("common.none", asked.lang),
        hint=say("simulate.patrols_help", asked.lang),
    )


def _figures(
    asked: Asked, plans: tuple[str, str], empty: tuple[str, ...], size: tuple[int, int]
) -> Figures:
    """Simulate one plan: the month approved and the week of patrols, by their names."""
    (month, week), (days, runs) = plans, size
    ground, area_id = asked.ground, asked.ground.area.area_id
    kept = load_assignment(state.OFFICE, area_id, month) if month else None
    patrols = next(
        (
            tours.load(state.TOURS, area_id, day)
            for day in tours.approved(state.TOURS, area_id)
            if day.isoformat() == week
        ),
        None,
    )
    told = (
        problem_id(asked.base),
        kept and hash(kept.plan),
        patrols and (week, patrols.approved_at),
        asked.teams,
        asked.day,
        empty,
        size,
    )

    def made() -> Figures:
        book = asked.teams
        force = month_force(
            ground, asked.day, days, plan=kept.plan if kept else None, away=empty, book=book
        )
        if patrols is not None:
            force = with_patrols(force, ground, patrols.problem, patrols.plan, book=book)
        demand = replace(demand_of(ground), kinds=tuple(book.shares.items()))
        limit_s = asked.base.rules.limit_s
        return simulate.figures(demand, force, simulate.Simulation(days, runs, limit_s=limit_s))

    with st.spinner(say("simulate.working", asked.lang)):
        return cache.drawn_work("month", f"{ground.fingerprint}|{told}", made)


def _told(asked: Asked, before: Figures, after: Figures | None, size: tuple[int, int]) -> None:
    lang, limit_s, (days, runs) = asked.lang, asked.base.rules.limit_s, size
    counted = demand_of(asked.ground)
    told = {"days": days, "runs": runs, "counted": counted.counted_days}
    st.caption(say("simulate.intro", lang, **told, busy_min=counted.busy_s // 60))
    st.caption(say("simulate.kinds_help", lang))
    sheets: dict[str, pd.DataFrame] = {}
    if after is None:
        sheets[say("simulate.figures", lang)] = report.figures_table(before, lang, limit_s=limit_s)
    else:
        found = simulate.compared(before, after)
        sheets[say("simulate.compared", lang)] = report.compared_table(found, lang, limit_s=limit_s)
        st.caption(say("simulate.same", lang))
    sheets[say("simulate.by_kind", lang)] = report.kinds_table(before, lang, after)
    sheets[say("simulate.loads", lang)] = report.load_table(before, asked.names, lang)
    if after is not None:
        sheets[say("simulate.loads_after", lang)] = report.load_table(after, asked.names, lang)
    for number, (title, table) in enumerate(sheets.items()):
        cards.table(table, lang, name=f"month_{number}", title=title)
    area = asked.ground.area
    downloads.workbook("month", area, lambda: sheets, lang)
