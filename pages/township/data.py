"""Import and check: bring a drawing, confirm where it lies, read the certificate."""

import streamlit as st

from geo.contract import InputError
from pages.ui import bringing, drafting, frame, importing, reading, results
from planner.words import say


def page() -> None:
    ground, lang = frame.opened("page.data")
    st.markdown(say("data.intro", lang))
    st.caption(say("data.steps", lang))
    draft = drafting.current(lang)
    if draft is None:
        bringing.start(ground, lang)
        return
    drafting.head(draft, lang)
    importing.located(draft, ground, lang)
    try:
        with st.spinner(say("data.proving", lang)):
            work = drafting.opened(draft, ground, lang)
    except InputError as error:  # such as lines that close no polygon
        reading.refused(error, lang)
    results.certificate(work, lang)


page()
