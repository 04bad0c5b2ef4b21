"""Grid proposals: one unit divided afresh or adjusted, three ways to weigh it, on to the editor."""

import streamlit as st

from pages.ui import cache, desk, frame, proposed, proposing
from planner import redistrict
from planner.demand.settings import redistrict_alternatives
from planner.outcome import Status
from planner.problem import problem_id
from planner.words import say


def page() -> None:
    ground, lang = frame.opened("page.proposals")
    area = ground.area
    st.markdown(say("proposal.intro", lang))
    frame.lacking(lang, ("grids", len(area.grids)), ("places", len(area.places)))
    if not ground.certificate.ok:
        words = say("proposal.stale", lang, title=say("page.repair", lang))
        st.warning(words, icon=":material/carpenter:")
        return
    unit, asked, effort = proposing.asked(ground, lang)
    with st.spinner(say("app.asking", lang)):
        questions = {
            name: cache.redistrict(area.fingerprint, unit, repr(told), told, ground)
            for name, told in redistrict_alternatives(asked).items()
        }
    context = questions["asked"][1]
    facts = {
        "pieces": len(context.pieces),
        "households": int(context.pieces["households"].sum()),
        "grids": len(context.old),
        "kept": context.kept_households,
    }
    st.caption(say("proposal.pieces", lang, **facts))
    named = [(problem_id(problem), problem) for problem, _ in questions.values()]
    outcomes = desk.answers(named, redistrict.solve, effort, lang)
    told = {
        name: (*questions[name], outcome)
        for name, outcome in zip(questions, outcomes, strict=True)
        if outcome is not None
    }
    if "asked" in told and told["asked"][2].status is Status.INFEASIBLE:
        told = {"asked": told["asked"]}  # prices do not make possible what is not
    if told:
        proposed.show(told, lang)


page()
