"""What stands around every page: language of the document, source line, faults in plain words."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

import streamlit as st

from geo.schema import InputError, SchemaError
from pages.ui import cache, printed, state
from pages.ui.plain import plain
from planner.store.office import folder_of
from planner.words import Lang, explain, kinds_of_fault, known, say

if TYPE_CHECKING:
    from planner.road import Ground

_LOG = logging.getLogger(__name__)
_HTML_LANG = {"zh": "zh-CN", "en": "en"}
_STYLE = """<style>
[data-testid="stMainMenu"], [data-testid="stStatusWidget"] { display: none; }
.block-container { padding-top: 4.2rem; padding-bottom: 3rem; max-width: 1180px; }
h1 { font-size: 1.7rem !important; padding-bottom: .2rem !important; }
[data-testid="stMetricValue"] { font-size: 1.5rem; }
h2 { font-size: 1.25rem !important; } h3 { font-size: 1.05rem !important; }
"""

# a line of script: a component would have to be mounted for it
_SET_LANGUAGE = "<script>document.documentElement.lang = '{lang}';</script>"


class PageEndError(Exception):
    """The page ends here; unlike st.stop it leaves the address to be written."""


def dress(lang: Lang) -> None:
    """Set the document's language and the page's calm spacing."""
    script = _SET_LANGUAGE.format(lang=_HTML_LANG[lang])
    st.html(f"{_STYLE}{printed.STYLE}</style>{script}", unsafe_allow_javascript=True)


def guarded(run: Callable[[], None], lang: Lang) -> None:
    """Run a page; a fault in the data becomes a sentence, a fault in the program an apology."""
    try:
        run()
    except PageEndError:
        pass  # the page has said why it goes no further
    except InputError as error:
        st.error(say("input.title", lang), icon=":material/error:")
        for fault in error.faults if isinstance(error, SchemaError) else (error,):
            st.markdown(f"- {plain(sentence(fault, lang))}")
        st.caption(say("input.hint", lang))
    except Exception:
        _LOG.exception("page broke off")
        st.error(say("app.unexpected", lang), icon=":material/error:")
    state.settle()


def opened(title_key: str) -> tuple[Ground, Lang]:
    """Head a page with its title and the area's source line; return the area's ground.

    Stops the page with a sentence where the area's data is not on this machine.
    """
    session = state.current()
    lang = session.lang
    st.title(say(title_key, lang))
    if not (session.folder / "area.json").is_file():
        st.info(say("app.area_missing", lang), icon=":material/folder_off:")
        raise PageEndError
    with st.spinner(say("app.loading", lang)):
        ground = _as_set(cache.ground(str(session.folder), cache.stamp(session.folder)), lang)
    _source(ground, lang)
    return ground, lang


def _as_set(ground: Ground, lang: Lang) -> Ground:
    """Give the ground as the office has set it; where that cannot be read, say so and go on."""
    kept = folder_of(state.OFFICE, ground.area.area_id)
    try:
        return cache.office_ground(
            ground.area.fingerprint, str(state.OFFICE), cache.stamp(kept), ground
        )
    except InputError as error:
        st.error(f"{say('app.office_ignored', lang)} {plain(sentence(error, lang))}")
        return ground


def lacking(lang: Lang, *layers: tuple[str, int]) -> None:
    """Stop the page with a sentence when one of the layers it needs is empty."""
    for name, count in layers:
        if count == 0:
            layer = say(f"layer.{name}", lang)
            st.info(say("common.no_layer", lang, layer=layer), icon=":material/layers_clear:")
            raise PageEndError


def _source(ground: Ground, lang: Lang) -> None:
    area = ground.area
    if area.example:
        st.markdown(f":orange-badge[{say('app.example_short', lang)}] {say('app.example', lang)}")
    parts = [
        say("app.attribution", lang, text=plain(area.attribution[lang])),
        say("app.data_date", lang, date=area.data_date),
        say("app.internal", lang),
    ]
    st.caption(" · ".join(parts))


def sentence(error: InputError, lang: Lang) -> str:
    """Say what is wrong with the data in one sentence."""
    if known(f"input.{error.code}"):
        names = kinds_of_fault(lang) if "kinds" in error.facts else None
        return explain("input", error.code, error.facts, lang, names=names)
    return str(error)
