"""Other plans of the same grids under other prices, beside the one shown."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from pages.ui import cache, cards, state
from planner import responders
from planner.demand.responder_book import other_books
from planner.problem import problem_id
from planner.report import assignment as report
from planner.store.responders import set_book
from planner.words import say

if TYPE_CHECKING:
    from pages.ui.assignment.asked import Asked
    from planner.problem import ResponderPlan, ResponderProblem


def show(asked: Asked, problem: ResponderProblem, plan: ResponderPlan) -> None:
    """Show what other prices would come to, and take them over by a click."""
    lang, key = asked.lang, problem_id(problem)
    with st.expander(say("assign.others", lang), icon=":material/alt_route:"):
        st.caption(say("assign.others_help", lang))
        if st.button(say("assign.others_ask", lang)):
            st.session_state["assign-others"] = key
        if st.session_state.get("assign-others") != key:
            return
        before = {grid.grid_id: grid.before for grid in problem.grids if grid.before}
        books = other_books(asked.book, problem)
        plans = [(say("assign.other_shown", lang), report.figures_of(problem, plan, before))]
        with st.spinner(say("app.asking", lang)):
            for name, book in books.items():
                prices = {
                    "change_price_s": book.change_price_s if before else 0,
                    "full_price": book.full_price,
                    "last_price": book.last_price,
                }
                other = replace(problem, rules=replace(problem.rules, **prices))
                found = cache.drawn_work(
                    "responder-other",
                    f"{problem_id(other)}|{asked.effort.work}",
                    lambda other=other: responders.solve(other, effort=asked.effort),
                )
                if found.plan is not None:
                    figures = report.figures_of(problem, found.plan, before)
                    plans.append((say(f"assign.other_{name}", lang), figures))
        cards.table(report.beside_table(plans, lang), lang, name="others")
        with st.container(horizontal=True):
            for name, book in books.items():
                st.button(
                    say("assign.other_take", lang, plan=say(f"assign.other_{name}", lang)),
                    key=f"other-{name}",
                    on_click=set_book,
                    args=(state.OFFICE, asked.ground.area.area_id, book),
                )
