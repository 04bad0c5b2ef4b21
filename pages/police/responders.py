"""Who answers for which grid: settings, answer, map and table."""

from datetime import date

import streamlit as st

from pages.ui import cache, cards, desk, downloads, duty_order, frame, maps, origins, state
from pages.ui.roadwork import effects
from planner import responders
from planner.problem import problem_id
from planner.report import atlas_plans, layers, tables
from planner.words import say


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
        problem, context = cache.responder(
            ground.fingerprint, day.isoformat(), limit, serve == "all", ground
        )
    names = context.names(lang)
    outcome = desk.answered(problem_id(problem), problem, responders.solve, effort, lang)
    if outcome is None:
        return
    cards.answer(outcome, names, lang, objective="responder.objective_help")
    if outcome.solved:
        maps.show(
            ground,
            say("page.responders", lang),
            lang,
            lambda: atlas_plans.responder_map_layers(
                ground,
                layers.responder_layers(problem, outcome, context),
                names,
                lang,
                limit_s=60 * limit,
            ),
            key=f"{problem_id(problem)}|{effort.work}|{outcome.objective}",
        )
        table = tables.responder_table(problem, outcome, context, lang)
        cards.table(table, lang, name="responders", title=say("responder.table", lang))
    cards.left_out(outcome, names, lang)
    if outcome.solved:
        downloads.files(
            ground,
            "responders",
            lambda: {
                say("sheet.responders", lang): tables.responder_table(
                    problem, outcome, context, lang
                ),
                say("sheet.responder_left", lang): tables.left_out_table(outcome, names, lang),
            },
            lambda: layers.responder_layers(problem, outcome, context),
            lang,
        )
    duty_order.show(problem, context, f"{ground.fingerprint}|{problem_id(problem)}", lang)
    cards.run(outcome, lang)


page()
