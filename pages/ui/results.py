"""What the check of a drawing found: the certificate, its faults on a map, the way to the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.ui import cards, maps
from pages.ui.plain import plain
from planner.report import atlas, case_map, cases
from planner.words import Lang, listed, say

if TYPE_CHECKING:
    from pages.ui.drafting import Work


def certificate(work: Work, lang: Lang) -> None:
    """Show whether the drawing covers the township, and each fault with m2 and households."""
    found = work.desk.certificate
    st.header(say("result.title", lang))
    cards.verdict(found, lang)
    missing(work, lang)
    if 0 < len(work.desk.cases) < len(found.faults):
        st.caption(say("result.joined", lang, count=len(work.desk.cases)))
    _to_desk(work, lang)
    if work.desk.cases:
        _faults(work, lang)
    cards.proof(found, lang)


def _faults(work: Work, lang: Lang) -> None:
    """Show each fault in a table and on the map of the township."""
    title = say("certificate.faults_table", lang)
    table = cases.case_table(work.desk.cases, work.names, lang)
    cards.table(table, lang, name="faults", title=title)
    st.subheader(say("result.where", lang))
    maps.drawing(
        say("result.where", lang),
        lang,
        lambda: case_map.overview_layers(work.desk, work.open, work.names, lang),
        key=f"{work.key}|{sorted(work.open)}",
        about=atlas.about(work.ground.area, lang) if work.own_township else None,
    )


def missing(work: Work, lang: Lang) -> None:
    """Say that whole units are missing as things stand, which no border can mend."""
    faults = work.mended.certificate.faults
    codes = faults.loc[faults["kind"] == "missing_unit", "about"]
    if len(codes):
        units = listed([work.names.unit(code) for code in codes], lang)
        st.error(say("result.missing", lang, units=plain(units)), icon=":material/domain_disabled:")


def _to_desk(work: Work, lang: Lang) -> None:
    """Show the way to the sliver desk, or that there is nothing to mend."""
    if work.desk.certificate.ok:
        st.caption(say("result.nothing", lang))
    words = say("result.go_clean" if work.desk.certificate.ok else "result.go", lang)
    if st.button(words, type="primary", icon=":material/arrow_forward:"):
        st.switch_page("pages/township/repair.py", query_params={"draft": work.draft.token})
