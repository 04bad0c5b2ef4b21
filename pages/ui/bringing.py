"""How a drawing comes in: files chosen, refused at the door or put into a new draft."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import streamlit as st

from geo.contract import InputError
from geo.formats import ENDINGS, read_drawing
from pages.ui import drafting, frame, state
from pages.ui.plain import plain
from planner.store import drafts
from planner.words import Lang, say
from planner.words.systems import NAMEABLE, system_name

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile

    from planner.road import Ground

MOST_MB = 10  # of one file, as .streamlit/config.toml has it
EXAMPLE = "luoyan_grids_2025.zip"
# the text cannot be read as the file says: a person may know how it is written
UNREADABLE = ("dbf_encoding", "not_text", "not_utf8")


def start(ground: Ground, lang: Lang) -> None:
    """Show how to begin: choose a file, open the example, take up an earlier draft."""
    area = ground.area
    with st.container(border=True):
        uploader_words(lang)
        given = st.file_uploader(
            say("data.choose", lang),
            accept_multiple_files=True,
            key="drawing-files",
            help=say("data.choose_help", lang, formats=" ".join(ENDINGS)),
        )
        st.caption(say("data.takes", lang))
        source = brought(given, lang)
        if source:
            _begin(area.area_id, source, lang)
        example = area.folder / "broken" / EXAMPLE
        if example.is_file():
            hint = say("data.example_help", lang)
            if st.button(say("data.example", lang), icon=":material/school:", help=hint):
                _begin(area.area_id, {EXAMPLE: example.read_bytes()}, lang)
    drafting.earlier(area.area_id, lang)


def brought(given: Sequence[UploadedFile] | None, lang: Lang) -> dict[str, bytes]:
    """Return the files a reader chose by their names; two of one name are refused."""
    files = given or ()
    if len({file.name for file in files}) < len(files):
        st.error(say("data.same_name", lang), icon=":material/block:")
        return {}
    return {file.name: file.getvalue() for file in files}


def accepted(source: dict[str, bytes], lang: Lang) -> bool:
    """Tell whether files can be read; where not, say why in one sentence."""
    try:
        read_drawing(source)
    except InputError as error:
        if error.code in ("which_layer", *UNREADABLE):
            return True  # the page asks
        st.error(
            f"**{say('data.refused', lang)}** {plain(frame.sentence(error, lang))} "
            f"{say('data.refused_hint', lang)}",
            icon=":material/block:",
        )
        return False
    return True


def uploader_words(lang: Lang, most_mb: int = MOST_MB) -> None:
    """Put the reader's language over the uploader's own words, which are English only."""
    drop, browse = say("data.drop", lang, most=most_mb), say("data.browse", lang)
    # the only thing the uploader itself refuses
    too_large = say("data.too_large", lang, most=most_mb)
    st.html(
        f"""<style>
[data-testid="stFileUploaderDropzoneInstructions"] span {{ font-size: 0; }}
[data-testid="stFileUploaderDropzoneInstructions"] span:first-of-type::after {{
  content: "{drop}"; font-size: .9rem; }}
[data-testid="stFileUploaderDropzone"] button p {{ font-size: 0; }}
[data-testid="stFileUploaderDropzone"] button p::after {{
  content: "{browse}"; font-size: .95rem; }}
[data-testid="stFileUploader"]:has([aria-invalid="true"])::after {{
  content: "{too_large}"; font-size: .95rem; color: #9f1d1d; }}
</style>"""
    )


def layer_and_system(layers: Sequence[str], key: str, lang: Lang) -> tuple[str, str]:
    """Ask which layer of a file is meant, where it has several, and what system it is in."""
    layer = (
        st.selectbox(say("bring.layer", lang), layers, key=f"{key}-layer", width=220)
        if len(layers) > 1
        else ""
    )
    none = say("bring.system_none", lang)
    system = st.selectbox(
        say("bring.system", lang),
        ("", *NAMEABLE),
        key=f"{key}-system",
        format_func=lambda name: system_name(name, lang) if name else none,
        width=300,
    )
    return layer, system


def _begin(area_id: str, source: dict[str, bytes], lang: Lang) -> None:
    with st.spinner(say("data.reading", lang)):
        fine = accepted(source, lang)
    if not fine:
        return
    try:
        draft = drafts.create(state.DRAFTS, area_id, source)
    except InputError as error:  # too many files, too many drafts
        st.error(plain(frame.sentence(error, lang)), icon=":material/block:")
        return
    drafting.choose(draft)
    st.rerun()
