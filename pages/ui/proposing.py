"""What a planner asks of a unit's grids: unit, question, limits, prices."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

import streamlit as st

from geo.basic_units import Cutting
from pages.ui import desk, frame, state
from planner.demand.settings import RedistrictSettings
from planner.report.grid_list import called
from planner.words import Lang, say

if TYPE_CHECKING:
    import geopandas as gpd

    from planner.outcome import Effort
    from planner.road import Ground

_PRICES = (
    *("plain_price", "natural_pct", "household_price", "effort_price", "spread_price"),
    *("outside_price", "moved_price", "moved_unit_price"),
)
_CUTTING = ("cluster_m", "smallest_empty_m2", "basin_m2")
_MOST = {"natural_pct": 100, "spread_price": 1000, "cluster_m": 2000}


def asked(ground: Ground, lang: Lang) -> tuple[str, RedistrictSettings, Effort]:
    """Show the settings and return the unit, what is asked of it and how hard to try."""
    units = called(ground.area.units, lang)
    with st.container(border=True):
        with st.container(horizontal=True):
            unit = state.picked(
                "unit", tuple(units), say("proposal.unit", lang), lambda code: units[code]
            )
            question = state.picked(
                "question",
                ("afresh", "adjust"),
                say("proposal.question", lang),
                lambda key: say(f"question.{key}", lang),
            )
            told = _size(question, lang)
            told["limits_hold"] = _hold(question, lang)
            effort = desk.effort(lang)
        told["keep"] = _kept(ground, unit, lang)
        whole = st.checkbox(
            say("proposal.whole", lang), value=True, key="whole", persist_state="session"
        )
        priced = _priced(lang)
    if len(told["keep"]) == len(_base_grids(ground, unit)):
        st.info(say("proposal.no_unit_grids", lang), icon=":material/grid_off:")
        raise frame.PageEndError
    settings = RedistrictSettings(question=question, hamlets_whole=whole, **told, **priced)
    return unit, settings, effort


def _size(question: str, lang: Lang) -> dict[str, object]:
    """How many grids, or how many households each."""
    usual = RedistrictSettings()
    by = "band"
    if question == "afresh":
        by = state.picked(
            "by", ("band", "number"), say("proposal.by", lang), lambda key: say(f"by.{key}", lang)
        )
    if by == "number":
        hint = say("proposal.grids_help", lang)
        grids = state.counted(
            "asked", say("proposal.grids_asked", lang), least=1, most=500, start=10, hint=hint
        )
        off = state.counted(
            "off", say("proposal.tolerance", lang), least=0, most=100, start=usual.tolerance_pct
        )
        return {"grids": grids, "tolerance_pct": off}
    start = usual.least_households * (1 if question == "adjust" else 2)
    least = state.counted(
        f"least_{question}", say("proposal.least", lang), least=0, most=10_000, start=start
    )
    most = state.counted(
        f"most_{question}",
        say("proposal.most", lang),
        least=1,
        most=10_000,
        start=usual.most_households,
    )
    if least > most:
        st.warning(say("proposal.turned", lang), icon=":material/swap_horiz:")
    return {"least_households": min(least, most), "most_households": max(least, most)}


def _hold(question: str, lang: Lang) -> bool:
    # today's grids seldom keep every limit, and then nothing could be answered
    options = ("soft", "hard") if question == "adjust" else ("hard", "soft")
    key = state.picked(
        f"hold_{question}",
        options,
        say("proposal.limits", lang),
        lambda name: say(f"hold.{name}", lang),
    )
    return key == "hard"


def _kept(ground: Ground, unit: str, lang: Lang) -> tuple[str, ...]:
    own = _base_grids(ground, unit)
    names = called(own, lang)
    chosen = st.multiselect(
        say("proposal.keep", lang),
        list(own.index),
        format_func=lambda code: f"{names.get(code, code)} {code}",
        placeholder=say("common.none", lang),
        select_all=False,  # its entry stands first, in English, and keeps every grid
        key=f"keep-{unit}",
        persist_state="session",
    )
    return tuple(sorted(str(code) for code in chosen))


def _base_grids(ground: Ground, unit: str) -> gpd.GeoDataFrame:
    grids = ground.area.grids
    return grids[(grids["unit_code"] == unit) & (grids["kind"] == "base")].sort_index()


def _priced(lang: Lang) -> dict[str, object]:
    with st.expander(say("proposal.prices", lang), icon=":material/tune:"):
        st.caption(say("proposal.prices_note", lang))
        usual, cutting = RedistrictSettings(), Cutting()
        with st.container(horizontal=True):
            prices = {name: _number(name, getattr(usual, name), 0, lang) for name in _PRICES}
        with st.container(horizontal=True):
            sizes = {
                name: _number(name, round(getattr(cutting, name)), 1, lang) for name in _CUTTING
            }
    kept = {f.name: getattr(cutting, f.name) for f in fields(Cutting) if f.name not in sizes}
    return {**prices, "cutting": Cutting(**kept, **{k: float(v) for k, v in sizes.items()})}


def _number(name: str, start: int, least: int, lang: Lang) -> int:
    most = _MOST.get(name, 10_000 if name.endswith(("price", "pct")) else 10_000_000)
    return state.counted(name, say(f"price.{name}", lang), least=least, most=most, start=start)
