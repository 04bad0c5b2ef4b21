"""Import and check: bring a drawing, confirm where it lies, read the certificate."""

import streamlit as st

from pages.ui import drafting, frame, importing, results
from planner.words import say


def page() -> None:
    ground, lang = frame.opened("page.data")
    st.markdown(say("data.intro", lang))
    st.caption(say("data.steps", lang))
    draft = drafting.current(lang)
    if draft is None:
        drafting.start(ground, lang)
        return
    drafting.head(draft, lang)
    importing.located(draft, ground, lang)
    with st.spinner(say("data.proving", lang)):
        work = drafting.opened(draft, ground, lang)
    results.certificate(work, lang)


page()
