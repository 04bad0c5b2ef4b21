"""What a month with a roster would be like: with a post empty, or before and after a change."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from pages.ui import cards, state
from planner import simulate
from planner.demand.simulation import crews_of, demand_of, force_of
from planner.report import roster as report
from planner.words import Lang, say

if TYPE_CHECKING:
    from pages.ui.rosters.work import Desk, Step
    from planner.demand.ground import Ground

_RUNS = 20


def show(ground: Ground, table: Desk, step: Step, lang: Lang) -> None:
    """Show the figures of a month, and what an empty post or the change of the roster means."""
    problem, names = step.problem, table.names
    demand = demand_of(ground)
    told = {"days": len(problem.days), "runs": _RUNS, "counted": demand.counted_days}
    st.caption(say("simulate.intro", lang, **told, busy_min=demand.busy_s // 60))
    force = force_of(ground, crews=crews_of(problem, step.plan, table.pattern), on=table.first)
    how = simulate.Simulation(days=len(problem.days), runs=_RUNS)
    now = simulate.figures(demand, force, how)
    empty = state.picked(
        "empty",
        ("", *force.posts),
        say("simulate.away", lang),
        lambda post: names.get(post, post) if post else say("simulate.away_none", lang),
    )
    compared = None
    if empty:
        units = zip(force.posts, force.units, strict=True)
        without = replace(force, units=tuple((0,) if p == empty else u for p, u in units))
        compared = simulate.compared(now, simulate.figures(demand, without, how))
    elif step.before is not None and step.before != step.plan:
        crews = crews_of(problem, step.before, table.pattern)
        before = simulate.figures(demand, force_of(ground, crews=crews, on=table.first), how)
        compared = simulate.compared(before, now)
    if compared is not None:
        found = report.compared_table(compared, lang)
        cards.table(found, lang, name="compared", title=say("simulate.compared", lang))
        st.caption(say("simulate.same", lang))
    else:
        found = report.figures_table(now, lang)
        cards.table(found, lang, name="figures", title=say("simulate.figures", lang))
    loads = report.load_table(now, names, lang)
    cards.table(loads, lang, name="loads", title=say("simulate.loads", lang))
