"""Cameras: law and consent first, then the plan, its budget, places by hand, outages, files."""

import streamlit as st

from pages.ui import cache, cards, desk, frame, nets, origins, state
from pages.ui.camera import asked, budget, hand, kept, law, outage, plan
from planner.problem import problem_id
from planner.words import say

VIEWS = ("plan", "budget", "law", "hand", "drill", "nets")


def page() -> None:
    ground, lang = frame.opened("page.cameras")
    area = ground.area
    st.markdown(say("camera.intro", lang))
    origins.told(ground, lang, "sight")
    frame.lacking(lang, ("roads", len(area.roads)), ("poles", len(area.poles)))
    book, kinds = kept.read(area.area_id, lang)
    with st.container(border=True, horizontal=True):
        wanted = asked.limits(lang)
        effort = desk.effort(lang)
    settings = asked.settings(area.area_id, kinds, book, wanted, lang)
    with st.spinner(say("app.asking", lang)):
        told = f"{settings}|{book.mark}"
        problem, context = cache.camera(ground.fingerprint, told, settings, book, ground)
    view = state.shown(
        "part",
        VIEWS,
        say("camera.view", lang),
        lambda key: say(f"camera.view.{key}", lang),
    )
    if view == "nets":
        limits = nets.settings(ground, lang)
        found, _ = nets.found(ground, limits, lang)
        nets.figures(found, limits, lang)
        nets.explained(found, limits, lang)
        st.page_link(
            "pages/officials/coverage.py",
            label=say("nets.open", lang),
            icon=":material/arrow_forward:",
        )
        return
    if view == "law":
        law.show(problem, context, lang)
        return
    if view == "hand":
        answer = plan.found(problem, effort)
        hand.show(problem, context, answer.plan if answer else None, lang)
        return
    plan.adopted(problem, context, lang)
    outcomes = desk.answers(problem_id(problem), problem, plan.solve, effort, lang)
    if not outcomes:
        return
    if view == "budget":
        budget.show(problem, context, outcomes, effort, lang)
    elif view == "drill" and outcomes[0].plan is not None:
        outage.show(problem, context, outcomes[0].plan, lang)
    else:
        plan.show(problem, context, outcomes[0], lang)
        if outcomes[0].plan is not None:
            plan.files(problem, context, outcomes, lang)
        cards.run(outcomes[0], lang)


page()
