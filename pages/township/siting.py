"""Where anything is to stand so that places are near it: settings, answer, map, tables, files."""

import streamlit as st

from pages.ui import cache, cards, desk, downloads, frame, maps, origins, siting
from pages.ui.plain import plain
from pages.ui.roadwork import effects
from planner import siting as door
from planner.demand.day_types import first_of_patrols
from planner.demand.siting import siting_question
from planner.problem import problem_id
from planner.report.siting import siting_sheets, siting_summary, siting_title
from planner.report.siting_map import siting_frames, siting_map_layers
from planner.words import listed, say


def page() -> None:
    ground, lang = frame.opened("page.siting")
    st.markdown(say("siting.intro", lang))
    origins.told(ground, lang, "counts")
    frame.lacking(lang, ("roads", len(ground.area.roads)), ("places", len(ground.area.places)))
    with st.container(border=True, horizontal=True, vertical_alignment="bottom"):
        settings = siting.asked(ground, lang)
        effort = desk.effort(lang)
    effects.told(ground, first_of_patrols(ground.area.data_date), lang)
    with st.spinner(say("app.asking", lang)):
        problem, context = cache.drawn_work(
            "siting",
            f"{ground.fingerprint}|{settings}",
            lambda: siting_question(ground, settings),
        )
    names = context.names(lang)
    facts = {"targets": len(problem.targets), "sites": len(problem.sites)}
    st.caption(say("siting.candidates", lang, **facts))
    if context.cut_off:
        lost = listed([names[place] for place in context.cut_off], lang, most=12)
        told = say("cli.siting_cut_off", lang, count=len(context.cut_off))
        st.warning(f"{plain(told)} {plain(lost)}", icon=":material/link_off:")
    outcome = desk.answered(problem_id(problem), problem, door.solve, effort, lang)
    if outcome is None:
        return
    cards.answer(outcome, names, lang, objective=f"siting.objective.{settings.goal}")
    plan = outcome.plan
    if plan is not None:
        lines = siting_summary(problem, context, outcome, lang)
        st.markdown("\n".join(f"- {plain(line)}" for line in lines))
        maps.show(
            ground,
            siting_title(context, lang),
            lang,
            lambda: siting_map_layers(problem, context, plan, lang),
            key=f"{problem_id(problem)}|{effort.work}|{outcome.objective}",
        )
        sites, places, _ = siting_sheets(problem, context, outcome, lang).values()
        title = say("siting.table", lang, count=len(sites))
        cards.table(sites, lang, name="siting_sites", title=title)
        title = say("siting.places_table", lang)
        cards.table(places, lang, name="siting_places", title=title)
    cards.left_out(outcome, names, lang)
    if plan is not None:
        downloads.files(
            ground,
            "siting",
            lambda: siting_sheets(problem, context, outcome, lang),
            lambda: siting_frames(problem, context, plan),
            lang,
        )
    cards.run(outcome, lang)


page()
