"""Limits and rates for grids, as the planner sets them, and the grids outside, one at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from geo.borders import AlongRule
from pages.ui import maps, state
from pages.ui.plain import plain
from planner.demand.effort import EffortSettings
from planner.demand.grid_figures import FigureSettings, bounds_of
from planner.demand.grid_rules import GridRules
from planner.report import atlas, grid_list, grid_map
from planner.words import Lang, say

if TYPE_CHECKING:
    import pandas as pd

    from planner.road import Ground

_MODES = ("motorbike", "foot", "car")
_KEY = "grid"


def chosen(lang: Lang) -> tuple[GridRules, FigureSettings]:
    """Show the limits and rates and return them; they stand in the address like any setting."""
    with st.expander(say("limits.title", lang), icon=":material/tune:"):
        st.caption(say("limits.note", lang))
        with st.container(horizontal=True):
            rules = _rules(lang)
        with st.container(horizontal=True):
            settings = _settings(lang)
    return rules, settings


def _rules(lang: Lang) -> GridRules:
    usual = GridRules()
    told = {
        name: state.counted(
            name,
            say(f"limits.{name.removesuffix('_pct')}", lang),
            least=0,
            most=most,
            start=getattr(usual, name),
            hint=say("limits.own_help", lang) if name == "own_least_pct" else "",
        )
        for name, most in (
            ("households_least", 10_000),
            ("households_most", 10_000),
            ("effort_least_pct", 1000),
            ("effort_most_pct", 1000),
            ("compact_least_pct", 100),
            ("own_least_pct", 100),
        )
    }
    turned = False
    for low, high in (
        ("households_least", "households_most"),
        ("effort_least_pct", "effort_most_pct"),
    ):
        turned = turned or told[low] > told[high]
        told[low], told[high] = sorted((told[low], told[high]))
    if turned:
        st.warning(say("limits.turned", lang), icon=":material/swap_horiz:")
    return GridRules(**told)


def _settings(lang: Lang) -> FigureSettings:
    usual, along = EffortSettings(), AlongRule()
    rounds = state.counted(
        "rounds", say("limits.rounds", lang), least=0, most=60, start=usual.rounds_a_month
    )
    minutes = state.counted(
        "household_min",
        say("limits.household_min", lang),
        least=0,
        most=600,
        start=round(usual.household_min),
    )
    mode = state.picked(
        "round_mode", _MODES, say("limits.mode", lang), lambda name: say(f"going.{name}", lang)
    )
    tolerance = state.counted(
        "tolerance_m",
        say("limits.tolerance", lang),
        least=1,
        most=100,
        start=round(along.tolerance_m),
    )
    return FigureSettings(
        effort=EffortSettings(
            mode="foot" if mode == "foot" else "car" if mode == "car" else "motorbike",
            rounds_a_month=rounds,
            household_min=float(minutes),
        ),
        along=AlongRule(tolerance_m=float(tolerance)),
    )


def outside(
    ground: Ground,
    figures: pd.DataFrame,
    rules: GridRules,
    settings: FigureSettings,
    lang: Lang,
) -> None:
    """Show how many grids break a limit, and one of them with its map and its four bounds."""
    ids = [str(name) for name, codes in figures["warnings"].items() if codes]
    if not ids:
        st.success(say("limits.none", lang, all=len(figures)), icon=":material/check_circle:")
        return
    words = say("limits.some", lang, count=len(ids), all=len(figures))
    st.warning(words, icon=":material/rule:")
    at = _at(ids)
    _ways(ids, at, lang)
    if at is not None:
        _one(ground, figures, ids[at], (rules, settings), lang)


def _at(ids: list[str]) -> int | None:
    """Return the number of the grid in the address, None while none was asked for."""
    if _KEY not in st.session_state:
        st.session_state[_KEY] = st.query_params.get(_KEY, "")
    grid_id = st.session_state[_KEY]
    if grid_id not in ids:
        return None
    state.note(_KEY, grid_id)
    return ids.index(grid_id)


def _go(grid_id: str) -> None:
    st.session_state[_KEY] = grid_id


def _ways(ids: list[str], at: int | None, lang: Lang) -> None:
    after = 0 if at is None else (at + 1) % len(ids)
    before = len(ids) - 1 if at is None else (at - 1) % len(ids)
    with st.container(horizontal=True, vertical_alignment="center"):
        for key, target, icon, letter in (
            ("previous", before, "arrow_back", "P"),
            ("next", after, "arrow_forward", "N"),
        ):
            st.button(
                say(f"limits.{key}", lang),
                key=f"limit-{key}",
                icon=f":material/{icon}:",
                shortcut=letter,
                type="primary" if key == "next" else "secondary",
                on_click=_go,
                args=(ids[target],),
            )
        if at is not None:
            st.markdown(say("limits.where", lang, number=at + 1, all=len(ids)))


def _one(
    ground: Ground,
    figures: pd.DataFrame,
    grid_id: str,
    told: tuple[GridRules, FigureSettings],
    lang: Lang,
) -> None:
    grids = ground.area.grids
    names = grid_list.bound_names(grids, ground, lang)
    st.subheader(f"{plain(names[grid_id])} · {plain(grid_id)}")
    texts = grid_list.warning_texts(figures.loc[grid_id], told[0], lang)
    st.markdown("\n".join(f"- {plain(text)}" for text in texts))
    sides = bounds_of(grids, ground, told[1]).loc[grid_id]
    st.markdown(plain(grid_list.bounds_sentence(sides, names, lang)))
    maps.drawing(
        say("limits.map", lang),
        lang,
        lambda: grid_map.grid_layers(grids, ground, grid_id, lang),
        key=f"{ground.area.fingerprint}|{grid_id}",
        about=atlas.about(ground.area, lang),
        focus=lambda: grid_map.focus(grids, grid_id),
    )
