"""Coverage at a glance: is it complete, the figures of each unit, the way to each plan."""

import streamlit as st

from pages.ui import cards, frame, origins
from pages.ui.tours import kept
from planner.report import tables
from planner.words import say


def page() -> None:
    ground, lang = frame.opened("page.summary")
    st.markdown(say("summary.intro", lang))
    origins.told(ground, lang, "shapes", "counts")
    cards.certificate(ground.certificate, lang)
    title = say("overview.units_table", lang)
    cards.table(tables.unit_table(ground, lang), lang, name="units", title=title)
    kept.latest(ground, lang)
    for name in ("grids", "patrols", "cameras", "responders"):
        audience = "township" if name == "grids" else "police"
        words = say("summary.go", lang, title=say(f"page.{name}", lang))
        st.page_link(f"pages/{audience}/{name}.py", label=words, icon=":material/arrow_forward:")


page()
