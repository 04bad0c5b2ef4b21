"""Who answers for which grid, who is away, who is due: one list of parts."""

from collections.abc import Callable, Mapping
from datetime import date

import streamlit as st

from pages.ui import cache, desk, duty_order, frame, origins, state
from pages.ui.assignment import away, month, plan, rules, teams
from pages.ui.assignment.asked import Asked
from pages.ui.reach import bands, what_if
from pages.ui.roadwork import effects
from planner.problem import problem_id
from planner.words import say


def _due(asked: Asked) -> None:
    key = f"{asked.ground.fingerprint}|{problem_id(asked.base)}"
    duty_order.show(asked.base, asked.context, key, asked.teams, asked.lang)


PARTS: Mapping[str, Callable[[Asked], None]] = {
    "plan": plan.show,
    "away": away.show,
    "due": _due,
    "teams": teams.show,
    "month": month.show,
    "reach": bands.show,
    "what_if": what_if.show,
}


def page() -> None:
    ground, lang = frame.opened("page.responders")
    area = ground.area
    st.markdown(say("responder.intro", lang))
    origins.told(ground, lang, "counts", "times")
    frame.lacking(
        lang,
        ("roads", len(area.roads)),
        ("grids", len(area.grids)),
        ("responders", len(area.responders)),
    )
    with st.container(border=True, horizontal=True):
        start = date.fromisoformat(area.data_date)
        day = state.dated("day", say("roads.day", lang), start, hint=say("roads.day_help", lang))
        limit = state.counted(
            "limit",
            say("responder.limit_min", lang),
            least=1,
            most=240,
            start=30,
            hint=say("responder.limit_help", lang),
        )
        serve = state.picked(
            "serve",
            ("most", "all"),
            say("responder.serve", lang),
            lambda key: say(f"serve.{key}", lang),
        )
        effort = desk.effort(lang)
    effects.told(ground, day, lang)
    with st.spinner(say("app.asking", lang)):
        base, context = cache.responder(
            ground.fingerprint, day.isoformat(), limit, serve == "all", ground
        )
    part = state.shown(
        "responders",
        tuple(PARTS),
        say("assign.part", lang),
        lambda name: say(f"assign.part_{name}", lang),
    )
    book, own = rules.kept_book(area.area_id, lang), teams.kept_teams(area.area_id, lang)
    PARTS[part](Asked(ground, base, context, book, own, day, effort, lang))


page()
