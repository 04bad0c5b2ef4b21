"""From the sliver desk to the editor: a mended drawing becomes a draft that can be redrawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from geo.contract import InputError
from geo.redraw import open_grids
from pages.ui import frame, state
from pages.ui.plain import plain
from pages.ui.redraw import shelf
from pages.ui.redraw.work import base_of_grids
from planner.store import redraws
from planner.words import Lang, say

if TYPE_CHECKING:
    import geopandas as gpd

    from pages.ui.drafting import Work

_BASE = "base"
_FROM_FORCE = ("name_en", "effective_from")


def to_editor(work: Work, lang: Lang) -> None:
    """Offer to go on in the editor, which needs a proved drawing of the township chosen above."""
    if not (work.mended.certificate.ok and work.own_township):
        return
    words, hint = say("desk.to_editor", lang), say("desk.to_editor_help", lang)
    if not st.button(words, help=hint, icon=":material/edit_square:", key="desk-to-editor"):
        return
    area, grids = work.ground.area, as_redrawn(work.mended.grids, work.ground.area.grids)
    try:
        open_grids(grids, area.units)
        name = work.draft.title[: redraws.MOST_NAME]
        draft = redraws.create(state.REDRAWS, area.area_id, name, base_of_grids(grids))
    except InputError as error:
        st.error(plain(frame.sentence(error, lang)), icon=":material/block:")
        return
    shelf.choose(draft.token, ())
    st.switch_page("pages/township/editor.py", query_params={shelf.KEY: draft.token})


def as_redrawn(mended: gpd.GeoDataFrame, in_force: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Give mended grids the columns of the editor; what a drawing does not say is as in force.

    A grid without a name is called by its code.
    """
    grids = mended.copy()
    grids.index = grids.index.astype("object").rename("grid_id")
    for name in ("name_zh", "kind", *_FROM_FORCE):
        known = in_force[name].reindex(grids.index)
        own = grids[name] if name in grids and name not in _FROM_FORCE else known
        grids[name] = own.where(own.notna() & (own != ""), known)
    grids["name_zh"] = grids["name_zh"].where(grids["name_zh"].notna(), grids.index.to_series())
    grids["kind"] = grids["kind"].where(grids["kind"].notna(), _BASE)
    for name in _FROM_FORCE:
        grids[name] = grids[name].astype("object").where(grids[name].notna(), None)
    return grids
