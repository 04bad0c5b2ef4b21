"""The end of a repair: the proof of the mended drawing, the ledger, the files, print."""

from __future__ import annotations

import html
import json
from typing import TYPE_CHECKING

import streamlit as st

from geo.export import write_geopackage
from geo.formats.write_shapefile import shapefile_zip
from pages.ui import cards, downloads, onwards, state
from planner.report import cases
from planner.report.audit import audit_zip
from planner.report.files import source_note
from planner.report.proof import About, proof_html, proof_text
from planner.report.sheet import csv_bytes
from planner.words import Lang, say

if TYPE_CHECKING:
    from pages.ui.drafting import Work

_PROOF_PX = 720
# the proof's own page runs no script, so the button stands beside it
_PRINT = """<button id="print-proof" type="button">{words}</button>
<style>#print-proof {{ font: inherit; padding: .4rem 1rem; border-radius: .3rem; cursor: pointer;
  color: #fff; background: #1f5c8b; border: 0; }}</style>
<script>document.getElementById("print-proof").onclick = function () {{
  document.querySelectorAll("iframe").forEach(function (frame) {{
    if (frame.title === {title}) {{ frame.contentWindow.print(); }}
  }});
}};</script>"""


def result(work: Work, lang: Lang) -> None:
    """Show whether the mended drawing is proved, and every piece of ground that moved."""
    found = work.mended.certificate
    st.header(say("desk.finish", lang))
    if found.ok and len(found.exceptions):
        st.success(
            say("desk.clean_exceptions", lang, count=len(found.exceptions)),
            icon=":material/verified:",
        )
    elif found.ok:
        words = say("desk.clean", lang, grid_count=found.grid_count, area_m2=found.boundary_area_m2)
        st.success(words, icon=":material/verified:")
    else:
        st.warning(say("desk.left", lang, count=len(found.faults)), icon=":material/pending:")
        left = cases.case_table(work.mended.open_cases, work.names, lang)
        cards.table(left, lang, name="faults_left")
    onwards.to_editor(work, lang)
    _ledger(work, lang)
    _files(work, lang)


def early(work: Work, lang: Lang) -> None:
    """Offer the ledger and the files before everything is decided."""
    with st.expander(say("desk.early", lang), icon=":material/download:"):
        _ledger(work, lang)
        _files(work, lang)


def _ledger(work: Work, lang: Lang) -> None:
    if work.mended.ledger.empty:
        st.caption(say("desk.ledger_none", lang))
        return
    table = cases.ledger_table(work.mended.ledger, work.names, lang)
    cards.table(table, lang, name="ledger_in_words", title=say("desk.ledger", lang))


def _files(work: Work, lang: Lang) -> None:
    """Offer the mended drawing, the ledger and the proof as files, and the proof to print."""
    st.subheader(say("desk.downloads", lang))
    st.caption(say("desk.which_file", lang))
    note, about, found = _note(work, lang), _about(work, lang), work.mended.certificate
    made = {
        "desk.gpkg": (".gpkg", lambda: _geopackage(work, note)),
        "desk.shp": (".zip", lambda: _shapefile(work, note)),
        "desk.csv": (".csv", lambda: csv_bytes(work.mended.ledger)),
        "desk.proof_html": (".html", lambda: proof_html(found, about, lang)),
        "desk.proof_text": (".txt", lambda: proof_text(found, about, lang)),
        "desk.audit": (".zip", lambda: audit_zip(work.mended, proof_text(found, about, lang))),
    }
    with st.container(horizontal=True):
        for key, (ending, make) in made.items():
            st.download_button(
                say(key, lang),
                make,
                file_name=state.file_name(f"{say(f'file.{key[5:]}', lang)}{ending}"),
                key=f"file-{key}",
                on_click="ignore",
                icon=":material/download:",
            )
    _print(work, lang)


def _print(work: Work, lang: Lang) -> None:
    """Show the proof as it comes on paper, with a button that prints it."""
    with st.expander(say("desk.print_see", lang), icon=":material/print:"):
        title = say("desk.print_title", lang)
        st.html(
            _PRINT.format(words=html.escape(say("desk.print", lang)), title=json.dumps(title)),
            unsafe_allow_javascript=True,
        )
        page = proof_html(work.mended.certificate, _about(work, lang), lang)
        st.iframe(page, height=_PROOF_PX, alt=title)


def _about(work: Work, lang: Lang) -> About:
    """Say what the proof is about: the township, the files, the date of the data."""
    names = tuple(name for part in work.draft.parts.values() for name in part.names)
    if not work.own_township:
        return About(work.draft.title, names)
    area = work.ground.area
    return About(area.names[lang], names, area.data_date, area.example)


def _geopackage(work: Work, note: str) -> bytes:
    mended = work.mended
    wanted = {"grids": mended.grids, "units": mended.units, "exceptions": mended.exceptions}
    layers = {name: frame for name, frame in wanted.items() if frame is not None and len(frame)}
    layers["ledger"] = mended.ledger
    return downloads.made(".gpkg", lambda path: write_geopackage(path, layers, stamp=note))


def _shapefile(work: Work, note: str) -> bytes:
    return shapefile_zip(work.mended.grids, "grids", encoding="GB18030", stamp=note)


def _note(work: Work, lang: Lang) -> str:
    """Say where the drawing is from; only what covers the example area is example data."""
    if work.own_township:
        return f"{work.draft.title} · {source_note(work.ground.area, lang)}"
    return work.draft.title
