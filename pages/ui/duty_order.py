"""Who comes to a place: first, second, third; the smallest team; with some of them away."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.ui import cache, cards, state
from planner import siting
from planner.demand.duty import MATTERS, arrivals_at_grids, arrivals_at_places, team_question
from planner.outcome import Effort
from planner.report import duty_order
from planner.words import Lang, listed, say

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from planner.demand.duty import Arrivals
    from planner.problem import ResponderProblem
    from planner.road import ResponderContext

_EFFORT = Effort(0, 2)


def show(problem: ResponderProblem, context: ResponderContext, key: str, lang: Lang) -> None:
    """Show who is due at a place, and for every grid; `key` names the question."""
    places = context.ground.area.places[f"name_{lang}"]
    if places.empty:
        return
    names = context.names(lang) | {str(name): str(told) for name, told in places.items()}
    st.subheader(say("due.title", lang))
    st.caption(say("due.templates", lang))
    arrivals = cache.drawn_work("arrivals", key, lambda: arrivals_at_places(context))
    with st.container(border=True, horizontal=True):
        place = state.picked(
            "place", arrivals.places, say("due.place", lang), lambda name: names[name]
        )
        matter = state.picked(
            "matter",
            tuple(MATTERS),
            say("due.matter", lang),
            lambda name: say(f"matter.{name}", lang),
        )
        away = st.multiselect(
            say("due.away", lang),
            arrivals.posts,
            format_func=lambda name: names[name],
            help=say("due.away_help", lang),
            placeholder=say("due.away_none", lang),
            select_all=False,
            key="away",
            width=320,
        )
    _place(arrivals, place, matter, away, names, lang)
    grids = arrivals_at_grids(context, problem.reach_s)
    table = duty_order.duty_table(grids, matter, away, names, lang)
    with st.expander(say("due.grids", lang)):
        cards.table(table, lang, name="duty")


def _place(
    arrivals: Arrivals,
    place: str,
    matter: str,
    away: Collection[str],
    names: Mapping[str, str],
    lang: Lang,
) -> None:
    first = duty_order.due_table(arrivals, place, matter, away, names, lang)
    if first.empty:
        st.warning(say("due.nobody", lang))
        return
    cards.table(first, lang, name="due")
    outcome = siting.solve(team_question(arrivals, place, matter, away=away), effort=_EFFORT)
    if outcome.plan is None:
        needed = duty_order.skills(MATTERS[matter], lang)
        st.warning(say("due.no_team", lang, skills=needed))
    else:
        team = listed([names[post] for post in outcome.plan.site_ids], lang)
        st.markdown(say("due.team", lang, team=team))
    levels = duty_order.escalation_table(arrivals, place, matter, away, lang)
    cards.table(levels, lang, name="escalation", title=say("due.escalation", lang))
