"""Grid proposals: one unit divided afresh or adjusted, in up to three ways, on to the editor."""

import streamlit as st

from pages.ui import cache, desk, frame, proposed, proposing
from planner import redistrict
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
        problem, context = cache.redistrict(ground.fingerprint, unit, repr(asked), asked, ground)
    facts = {
        "pieces": len(context.pieces),
        "households": int(context.pieces["households"].sum()),
        "grids": len(context.old),
        "kept": context.kept_households,
    }
    st.caption(say("proposal.pieces", lang, **facts))
    outcomes = desk.answers(problem_id(problem), problem, redistrict.alternatives, effort, lang)
    if outcomes:
        proposed.show(problem, context, outcomes, lang)


page()
