"""Who comes to a place: first, second, third; the smallest team; with some of them away."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from pages.ui import cache, cards, state
from planner import siting
from planner.demand.duty import arrivals_at_grids, arrivals_at_places, people_of, team_question
from planner.demand.team_book import MATTERS
from planner.outcome import Effort, Status
from planner.report import duty_order
from planner.words import Lang, listed, say

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from planner.demand.duty import Arrivals
    from planner.demand.team_book import TeamBook
    from planner.problem import ResponderProblem
    from planner.road import ResponderContext

_EFFORT = Effort(0, 2)


def show(
    problem: ResponderProblem, context: ResponderContext, key: str, book: TeamBook, lang: Lang
) -> None:
    """Show who is due at a place, and for every grid; `key` names the question."""
    places = context.ground.area.places[f"name_{lang}"]
    if places.empty:
        return
    names = context.names(lang) | {str(name): str(told) for name, told in places.items()}
    st.subheader(say("due.title", lang))
    st.caption(say("due.templates", lang))
    arrivals = cache.drawn_work("arrivals", key, lambda: arrivals_at_places(context))
    arrivals = replace(arrivals, book=book)
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
    _place(arrivals, (place, matter, away), names, lang)
    grids = replace(arrivals_at_grids(context, problem.reach_s), book=book)
    table = duty_order.duty_table(grids, matter, away, names, lang)
    with st.expander(say("due.grids", lang)):
        cards.table(table, lang, name="duty")


def _place(
    arrivals: Arrivals,
    where: tuple[str, str, Collection[str]],
    names: Mapping[str, str],
    lang: Lang,
) -> None:
    """Show who comes to a place for a matter, with some away: the list, the team, the levels."""
    place, matter, away = where
    first = duty_order.due_table(arrivals, place, matter, away, names, lang)
    if first.empty:
        st.warning(say("due.nobody", lang))
        return
    cards.table(first, lang, name="due")
    outcome = siting.solve(team_question(arrivals, place, matter, away=away), effort=_EFFORT)
    if outcome.plan is None:
        needed = duty_order.skills(arrivals.book.needs(matter), lang)
        st.warning(say("due.no_team", lang, skills=needed))
    else:
        people = people_of(outcome.plan.site_ids)
        told = [
            say("teams.member", lang, post=names[post], people=count)
            for post, count in people.items()
        ]
        team = listed(told, lang)
        st.markdown(say("due.team", lang, team=team))
        if outcome.status is Status.OPTIMAL:
            st.caption(say("due.team_proved", lang))
    levels = duty_order.escalation_table(arrivals, place, matter, away, lang)
    cards.table(levels, lang, name="escalation", title=say("due.escalation", lang))
