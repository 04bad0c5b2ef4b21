"""A week of patrols: made ready, planned, changed by hand, approved, ticked off."""

import streamlit as st

from pages.ui import desk, frame, origins, state
from pages.ui.roadwork import effects
from pages.ui.tours import plan, ready, roster, rules, wanted, weeks
from pages.ui.tours.asked import ask, without
from planner.store.tours import last_visits
from planner.words import say

# a week has far more in it than the other questions: half of this leaves out what it could do
_EFFORT_TIMES = 2


def page() -> None:
    ground, lang = frame.opened("page.patrols")
    st.markdown(say("week.intro", lang))
    frame.lacking(lang, ("roads", len(ground.area.roads)), ("crews", len(ground.area.crews)))
    view = state.shown(
        "view",
        ("plan", "approved"),
        say("week.view", lang),
        lambda key: say(f"week.view.{key}", lang),
    )
    if view == "approved":
        weeks.show(ground, lang)
        return
    origins.told(ground, lang, "counts", "times")
    with st.container(border=True, horizontal=True):
        first, days = ready.span(ground, lang)
        effort = desk.effort(lang, _EFFORT_TIMES)
    effects.told(ground, first, lang)
    week = ready.last_week(ground, first, days, lang)
    ready.who(ground, week, first, days, lang)
    roster.form(ground, first, days, lang)
    rules.form(ground, lang)
    wanted.form(ground, lang)
    visits = last_visits(state.TOURS, ground.area.area_id, first)
    with st.spinner(say("app.asking", lang)):
        asked = ask(ground, ready.settings(ground, week), first, days, visits)
    ready.what(asked, week, lang)
    if not asked.problem.turns:
        st.warning(say("week.nobody", lang), icon=":material/group_off:")
        return
    plan.show(asked, without(asked.problem, week.skipped), effort, lang)


page()
