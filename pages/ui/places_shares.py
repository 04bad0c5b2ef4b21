"""Shares of patrol beside shares of demand and households, grid by grid; and the picture."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import streamlit as st

from pages.ui import cache, cards, maps, origins, places
from planner.demand.place_header import COUNTED
from planner.demand.priority_parts import Parts
from planner.demand.shares import patrol_shares
from planner.report import atlas
from planner.report.density_map import density_picture, scale_html
from planner.report.maps import map_html
from planner.report.place_table import current_counts
from planner.report.share_map import share_layers
from planner.words import Lang, listed, say

if TYPE_CHECKING:
    import pandas as pd

    from planner.road import Ground

_DAYS = 28
_MAP_PX = 520


def show(ground: Ground, lang: Lang) -> None:
    """Show the shares of every grid as a sentence, a map and a table."""
    st.caption(say("places.shares_help", lang, days=_DAYS, dwell=places.DWELL_MIN))
    origins.told(ground, lang, "counts", "incidents")
    parts = ground.places.parts or Parts()
    first = date.fromisoformat(ground.area.data_date)
    shares = patrol_shares(
        ground, parts, first, _DAYS, usual=places.USUAL_DAYS, dwell_min=places.DWELL_MIN
    )
    held = shares[shares["places"] > 0]
    left = int((held["visits"] == 0).sum())
    if left:
        words = say("places.shares.abandoned", lang, count=left)
        st.error(words, icon=":material/event_busy:")
    elif len(held):
        least = int(held["least_visits"].min())
        words = say("places.shares.floor_kept", lang, least=least)
        st.success(words, icon=":material/balance:")
    _without_places(ground, shares, lang)
    title = say("places.shares.map", lang)
    maps.show(ground, title, lang, lambda: share_layers(ground, shares, lang), key=f"{parts}")
    title = say("places.shares.table", lang)
    cards.table(_table(ground, shares, lang), lang, name="shares", title=title)


def _without_places(ground: Ground, shares: pd.DataFrame, lang: Lang) -> None:
    """Name the base grids that hold no place: nobody goes there on account of a place."""
    empty = shares.index[(shares["places"] == 0) & (shares["kind"] == "base")]
    if len(empty):
        names = listed(list(ground.area.grids.loc[empty, f"name_{lang}"]), lang)
        words = say("places.shares.without_places", lang, count=len(empty), names=names)
        st.warning(words, icon=":material/location_off:")


def _table(ground: Ground, shares: pd.DataFrame, lang: Lang) -> pd.DataFrame:
    units = ground.area.units[f"name_{lang}"]
    heads = {
        "name": say("col.grid", lang),
        "unit": say("col.unit", lang),
    }
    for column in ("patrol_pct", "demand_pct", "households_pct"):
        heads[column] = say(f"places.share.{column}", lang)
    heads |= {
        "places": say("col.place_count", lang),
        "households": say("col.household_count", lang),
    }
    for column in ("incidents", "points", "visits", "minutes", "least_visits"):
        heads[column] = say(f"places.share.{column}", lang)
    base = (shares["kind"] != "base").to_numpy()
    shares = shares.iloc[np.argsort(base, kind="stable")]  # base grids first
    table = shares.assign(
        name=ground.area.grids[f"name_{lang}"],
        unit=units.reindex(shares["unit_code"]).to_numpy(),
    ).reset_index(drop=True)
    return table[list(heads)].round(2).rename(columns=heads)


def picture(ground: Ground, lang: Lang) -> None:
    """Show where households or incidents are dense: for orientation, it decides nothing."""
    st.warning(say("places.picture_help", lang), icon=":material/visibility:")
    origins.told(ground, lang, "counts", "incidents")
    with st.container(horizontal=True):
        what = st.selectbox(
            say("places.picture.of", lang),
            COUNTED,
            format_func=lambda column: say(f"places.head.{column}", lang),
            width=220,
        )
        metres = int(
            st.number_input(say("places.picture.bandwidth", lang), 100, 5000, 800, 100, width=192)
        )
    weights = current_counts(ground.area)[what].to_numpy(np.float64)
    title = say("places.picture.title", lang)

    def make() -> str:
        return map_html(
            atlas.sketch_layers(ground, lang),
            lang=lang,
            title=f"{ground.area.names[lang]} · {title}",
            about=atlas.about(ground.area, lang),
            relief=density_picture(ground.area, weights, metres),
        )

    if not weights.any():
        st.info(say("places.picture.empty", lang))
        return
    with st.spinner(say("app.drawing", lang)):
        html = cache.drawn_case(f"density|{ground.area.fingerprint}|{what}|{metres}", lang, make)
    st.iframe(html, height=_MAP_PX, alt=say("common.map_alt", lang, title=title))
    st.html(scale_html(lang))
