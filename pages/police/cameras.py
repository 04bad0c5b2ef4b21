"""Camera points: settings, answer, map and tables."""

import streamlit as st

from pages.ui import cache, cards, desk, downloads, frame, maps, origins, state
from planner import cameras
from planner.problem import problem_id
from planner.report import atlas_plans, layers, tables
from planner.words import say


def page() -> None:
    ground, lang = frame.opened("page.cameras")
    area = ground.area
    st.markdown(say("camera.intro", lang))
    origins.told(ground, lang, "sight")
    frame.lacking(lang, ("roads", len(area.roads)), ("poles", len(area.poles)))
    with st.container(border=True, horizontal=True):
        most = state.counted(
            "cameras", say("camera.max_cameras", lang), least=0, most=500, start=40
        )
        density = state.picked(
            "px",
            ("40", "20", "80", "125"),
            say("camera.px_class", lang),
            lambda key: say(f"px.{key}", lang),
            hint=say("camera.px_class_help", lang),
        )
        effort = desk.effort(lang)
    with st.spinner(say("app.asking", lang)):
        problem, context = cache.camera(ground.fingerprint, most, int(density), ground)
    names = context.names(lang)
    outcome = desk.answered(problem_id(problem), problem, cameras.solve, effort, lang)
    if outcome is None:
        return
    cards.answer(outcome, names, lang, objective="camera.objective_help")
    if outcome.solved:
        maps.show(
            ground,
            say("page.cameras", lang),
            lang,
            lambda: atlas_plans.camera_map_layers(
                ground, layers.camera_layers(problem, outcome, context), names, lang
            ),
            key=f"{problem_id(problem)}|{effort.work}|{outcome.objective}",
        )
        table = tables.camera_table(problem, outcome, context, lang)
        cards.table(table, lang, name="cameras", title=say("camera.table", lang))
        table = tables.target_table(problem, outcome, context, lang)
        cards.table(table, lang, name="targets", title=say("camera.targets_table", lang))
    cards.left_out(outcome, names, lang)
    if outcome.solved:
        downloads.files(
            ground,
            "cameras",
            lambda: {
                say("sheet.cameras", lang): tables.camera_table(problem, outcome, context, lang),
                say("sheet.targets", lang): tables.target_table(problem, outcome, context, lang),
                say("sheet.camera_left", lang): tables.left_out_table(outcome, names, lang),
            },
            lambda: layers.camera_layers(problem, outcome, context),
            lang,
        )
    cards.run(outcome, lang)


page()
