"""Redraw grids: a draft on the map, every step proved and saved, compared and handed over."""

import streamlit as st

from pages.ui import frame, limits, state
from pages.ui.redraw import compare, editor, files, shelf
from pages.ui.redraw.work import Measure
from planner.words import say


def page() -> None:
    ground, lang = frame.opened("page.editor")
    if ground.area.grids.empty:
        words = say("redraw.no_grids", lang, title=say("page.data", lang))
        st.info(words, icon=":material/grid_off:")
        st.page_link("pages/township/data.py", label=say("redraw.to_data", lang))
        return
    token = shelf.current(ground.area.area_id, lang)
    if not token:
        st.markdown(say("redraw.intro", lang))
        shelf.begin(ground, lang)
        return
    draft = shelf.head(token, lang)
    if draft.base_fingerprint not in ("", ground.area.files_fingerprint):
        st.info(say("redraw.base_changed", lang), icon=":material/update:")
    above = st.container()
    measure = Measure(*limits.chosen(lang))
    codes = state.picked(
        "codes",
        ("end", "keep"),
        say("redraw.codes", lang),
        lambda key: say(f"redraw.codes.{key}", lang),
        hint=say("redraw.codes_help", lang),
    )
    bench = editor.bench_of(token, ground, measure, lang, keep_code=codes == "keep")
    if bench is None:
        return
    with above:
        editor.table(bench)
    compare.show(bench)
    files.show(bench)


page()
