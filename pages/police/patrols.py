"""Patrol routes of one shift: settings, answer, map and tables."""

from datetime import date

import streamlit as st

from pages.ui import cache, cards, desk, downloads, frame, maps, origins, state
from pages.ui.plain import plain
from pages.ui.roadwork import effects
from planner import patrols
from planner.demand.day_types import DAY_TYPES
from planner.demand.promises import promises_missed
from planner.problem import problem_id
from planner.report import atlas, layers, tables
from planner.words import listed, say


def page() -> None:
    ground, lang = frame.opened("page.patrols")
    area = ground.area
    st.markdown(say("patrol.intro", lang))
    origins.told(ground, lang, "counts", "times")
    frame.lacking(lang, ("roads", len(area.roads)), ("crews", len(area.crews)))
    with st.container(border=True, horizontal=True):
        hint = say("patrol.date_help", lang)
        day = state.dated(
            "day", say("patrol.date", lang), date.fromisoformat(area.data_date), hint=hint
        )
        shift = state.picked(
            "shift",
            ("day", "evening"),
            say("patrol.shift", lang),
            lambda key: say(f"shift.{key}", lang),
        )
        kind = state.picked(
            "kind",
            ("calendar", *sorted(DAY_TYPES, key=("normal", *DAY_TYPES).index)),
            say("patrol.day_type", lang),
            lambda key: say(f"day.{key}", lang),
        )
        hint = say("patrol.revisit_help", lang)
        days = state.counted(
            "revisit", say("patrol.revisit_days", lang), least=1, most=60, start=5, hint=hint
        )
        effort = desk.effort(lang)
    effects.told(ground, day, lang)
    with st.spinner(say("app.asking", lang)):
        problem, context = cache.patrol(
            ground.fingerprint, day.isoformat(), shift, kind, days, ground
        )
    names = context.names(lang)
    outcome = desk.answered(problem_id(problem), problem, patrols.solve, effort, lang)
    if outcome is None:
        return
    cards.answer(outcome, names, lang, objective="patrol.objective_help")
    if outcome.solved:
        maps.show(
            ground,
            say("page.patrols", lang),
            lang,
            lambda: atlas.patrol_map_layers(
                ground, layers.patrol_layers(outcome, context), names, lang
            ),
            key=f"{problem_id(problem)}|{effort.work}|{outcome.objective}",
        )
        title = say("patrol.crews_table", lang)
        cards.table(tables.crew_table(outcome, context, lang), lang, name="crews", title=title)
        title = say("patrol.routes_table", lang)
        cards.table(tables.patrol_table(outcome, context, lang), lang, name="routes", title=title)
    cards.left_out(outcome, names, lang)
    missed = promises_missed(ground, [left.item for left in outcome.left_out])
    if outcome.solved and missed:
        told = plain(listed([names[f"place:{place}"] for place in missed], lang))
        words = say("patrol.promises_missed", lang, count=len(missed), places=told)
        st.warning(words, icon=":material/event_busy:")
    if outcome.solved:
        downloads.files(
            ground,
            "patrols",
            lambda: {
                say("sheet.routes", lang): tables.patrol_table(outcome, context, lang),
                say("sheet.crews", lang): tables.crew_table(outcome, context, lang),
                say("sheet.patrol_left", lang): tables.left_out_table(outcome, names, lang),
            },
            lambda: layers.patrol_layers(outcome, context),
            lang,
        )
    cards.run(outcome, lang)


page()
